# 备案台. The two commands a newcomer needs: `make demo` and `make test`. Each installs the Debian packages it lacks
# when it may, or names them.

GO      ?= go
# nodynamic: the HEIC and AVIF decoders are the built-in ones, never a library of the system's.
TAGS    := migrated_fynedo,nodynamic
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
DEMO    := demo

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# What the window's C part is compiled with.
GUI_PACKAGES := gcc pkg-config libgl1-mesa-dev xorg-dev

.PHONY: help demo run cli gui test unit vet lint bench collect fuzz docs sample fonts setup-gui clean

help:
	@echo "make demo   run the main job on the sample, without any graphics library"
	@echo "make test   all tests, go vet, and a build of both programs"
	@echo "make run    open the window on the sample"
	@echo "make cli    bin/beian          make gui    bin/beiandesk"
	@echo "make lint   staticcheck        make bench  benchmarks       make fuzz  every fuzz target for a while"
	@echo "make docs   regenerate docs/rules.md and docs/fields.md"
	@echo "make sample regenerate the sample batch"

demo: cli
	@bin/beian demo -o $(DEMO)

cli:
	@CGO_ENABLED=0 $(GO) build -tags $(TAGS) -trimpath -ldflags '$(LDFLAGS)' -o bin/beian ./cmd/beian

gui: setup-gui
	CGO_ENABLED=1 $(GO) build -tags $(TAGS) -trimpath -ldflags '$(LDFLAGS)' -o bin/beiandesk ./cmd/beiandesk

run: gui
	bin/beiandesk --sample

test: vet unit cli gui

vet:
	CGO_ENABLED=0 $(GO) vet -tags $(TAGS) $$($(GO) list ./... | grep -v /cmd/beiandesk)

unit:
	CGO_ENABLED=0 $(GO) test -timeout 30m -tags $(TAGS) $$($(GO) list ./... | grep -v /cmd/beiandesk)

lint: setup-gui
	@test -z "$$(gofmt -l .)" || { echo "not gofmt-ed:"; gofmt -l .; exit 1; }
	CGO_ENABLED=1 $(GO) vet -tags $(TAGS) ./...
	$(GO) run $(STATICCHECK) -tags $(TAGS) ./...

bench:
	CGO_ENABLED=0 $(GO) test -tags $(TAGS) -run '^$$' -bench . -benchmem $$($(GO) list ./... | grep -v /cmd/beiandesk)

# The round trip of 300 papers: printed, stamped, signed, scanned badly, found again. It takes minutes.
collect:
	COLLECT_PAGES=300 CGO_ENABLED=0 $(GO) test -tags $(TAGS) -timeout 60m -run TestRoundTrip -v ./internal/collect

# Every fuzz target of every package, one after the other.
FUZZTIME ?= 20s
fuzz:
	@for p in $$($(GO) list ./... | grep -v /cmd/beiandesk); do \
	  for f in $$(CGO_ENABLED=0 $(GO) test -tags $(TAGS) -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; CGO_ENABLED=0 $(GO) test -tags $(TAGS) -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
	  done; done

docs:
	$(GO) test ./internal/rules ./internal/filing -update

sample:
	$(GO) run ./internal/specimen/makesample -o assets/sample

fonts:
	assets/fonts/subset.sh

# The window needs X11 and OpenGL headers on Linux; other systems bring their own.
setup-gui:
	@[ "$$(uname)" = Linux ] || exit 0; \
	missing=; \
	command -v dpkg-query >/dev/null || exit 0; \
	for p in $(GUI_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo=sudo; else \
	  echo "the window needs these Debian packages:$$missing"; echo "  sudo apt-get install$$missing"; exit 1; fi; \
	echo "installing$$missing"; \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null

clean:
	rm -rf bin dist $(DEMO)
