package offcrypto

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func open(t testing.TB, data []byte) *Protected {
	t.Helper()
	p, err := Open(bytes.NewReader(data), int64(len(data)), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func encrypt(t testing.TB, content []byte, password string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Encrypt(context.Background(), &out, content, password); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// noise is content that no two places of are alike.
func noise(n int) []byte {
	data := make([]byte, n)
	rand.NewChaCha8([32]byte{1}).Read(data)
	return data
}

func TestRoundTrip(t *testing.T) {
	// From 8 MB on the header cannot list all sectors of the table.
	for _, size := range []int{0, 1, 15, 4096, 5000, 70_000, 9 << 20} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			content := noise(size)
			p := open(t, encrypt(t, content, "密码 Pass𠮷"))
			got, err := p.Decrypt(context.Background(), "密码 Pass𠮷")
			if err != nil || !bytes.Equal(got, content) {
				t.Fatalf("%d bytes, error %v", len(got), err)
			}
			if _, err := p.Decrypt(context.Background(), "密码 pass𠮷"); !errors.Is(err, ErrPassword) {
				t.Errorf("a wrong password gives %v", err)
			}
			if _, _, err := p.OpenUnasked(context.Background()); !errors.Is(err, ErrPassword) {
				t.Errorf("without a password: %v", err)
			}
		})
	}
}

func TestOpenUnasked(t *testing.T) {
	got, password, err := open(t, encrypt(t, []byte("PK"), usualPassword)).OpenUnasked(context.Background())
	if err != nil || string(got) != "PK" || password != usualPassword {
		t.Errorf("%q by %q, error %v", got, password, err)
	}
}

// TestOthers has another implementation open and make files.
func TestOthers(t *testing.T) {
	content := noise(30_000)
	got, err := excelize.Decrypt(encrypt(t, content, "abc"), &excelize.Options{Password: "abc"})
	if err != nil || !bytes.Equal(got, content) {
		t.Errorf("excelize opens %d bytes, error %v", len(got), err)
	}
	made, err := excelize.Encrypt(content, &excelize.Options{Password: "abc"})
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, made)
	if got, err = p.Decrypt(context.Background(), "abc"); err != nil || !bytes.Equal(got, content) {
		t.Errorf("of excelize's file: %d bytes, error %v", len(got), err)
	}
	if _, err = p.Decrypt(context.Background(), "abcd"); !errors.Is(err, ErrPassword) {
		t.Errorf("a wrong password gives %v", err)
	}
}

// described returns a protected file whose description was changed.
func described(t testing.TB, change func(string) string) []byte {
	t.Helper()
	data := encrypt(t, noise(5000), "abc")
	p, err := openCompound(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	info, err := p.stream(streamInfo, mostInfo)
	if err != nil {
		t.Fatal(err)
	}
	pack, err := p.stream(streamPackage, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	text := change(string(info))
	if err := writeCompound(&out, []byte(text+strings.Repeat(" ", max(0, miniCutoff-len(text)))), pack); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRefuses(t *testing.T) {
	swap := func(from, to string) func(string) string {
		return func(s string) string { return strings.ReplaceAll(s, from, to) }
	}
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrDamaged},
		{"header alone", encrypt(t, nil, "a")[:512], ErrDamaged},
		{"cut short", encrypt(t, noise(70_000), "a")[:40_000], ErrDamaged},
		{"endless derivation", described(t, swap(`spinCount="100000"`, `spinCount="2000000000"`)), ErrDamaged},
		{"unknown cipher", described(t, swap(`cipherAlgorithm="AES"`, `cipherAlgorithm="RC2"`)), ErrUnsupported},
		{"unknown hash", described(t, swap(`"SHA512"`, `"WHIRLPOOL"`)), ErrUnsupported},
		{"stream cipher", described(t, swap("ChainingModeCBC", "ChainingModeCFB")), ErrUnsupported},
		{"huge key", described(t, swap(`keyBits="256"`, `keyBits="2000000000"`)), ErrDamaged},
		{"negative key", described(t, swap(`keyBits="256"`, `keyBits="-8"`)), ErrUnsupported},
		{"huge block", described(t, swap(`blockSize="16"`, `blockSize="2000000000"`)), ErrDamaged},
		{"by certificate", described(t, swap("keyEncryptor/password", "keyEncryptor/certificate")), ErrUnsupported},
		{"no XML", described(t, func(s string) string { return s[:8] + "<encryption" }), ErrDamaged},
		{"no base64", described(t, swap(`saltValue="`, `saltValue="*`)), ErrDamaged},
		{"rights management", described(t, func(s string) string { return "\x03\x00\x03\x00" + s[4:] }), ErrUnsupported},
		{"standard cut short", described(t, func(string) string { return "\x04\x00\x02\x00" }), ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Open(bytes.NewReader(tt.data), int64(len(tt.data)), 1<<20); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	large := encrypt(t, noise(70_000), "a")
	if _, err := Open(bytes.NewReader(large), int64(len(large)), 50_000); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

// TestLoops has chains of sectors that run in circles: they end where the
// stream does.
func TestLoops(t *testing.T) {
	sound := encrypt(t, noise(70_000), "a")
	want := len(open(t, sound).content)
	opened := 0
	for n := range 128 {
		data := bytes.Clone(sound)
		binary.LittleEndian.PutUint32(data[512+4*n:], uint32(n))
		p, err := Open(bytes.NewReader(data), int64(len(data)), 1<<20)
		switch {
		case err != nil && !errors.Is(err, ErrDamaged):
			t.Errorf("sector %d: %v", n, err)
		case err == nil && len(p.content) != want:
			t.Errorf("sector %d: %d bytes", n, len(p.content))
		case err == nil:
			opened++
		}
	}
	if opened == 0 || opened == 128 {
		t.Errorf("%d of 128 could be opened: the circles test nothing", opened)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := open(t, described(t, func(s string) string { return strings.ReplaceAll(s, `spinCount="100000"`, `spinCount="10000000"`) }))
	if _, err := p.Decrypt(ctx, "abc"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, _, err := p.OpenUnasked(context.Background()); !errors.Is(err, ErrPassword) {
		t.Errorf("an endless derivation is tried without a password: %v", err)
	}
}

// TestTripleDES covers what only old programs write: the key's own cipher.
func TestTripleDES(t *testing.T) {
	for _, bits := range []int{128, 192, 256} {
		if _, err := newCipher("AES", make([]byte, bits/8)); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"3DES", "DESede"} {
		k := keyData{BlockSize: 8, KeyBits: 192, Cipher: name, Chaining: "ChainingModeCBC", Hash: "SHA384", SaltText: "AAAA"}
		if err := k.prepare(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzOpen changes files; whatever comes, Open answers, and so does Decrypt.
func FuzzOpen(f *testing.F) {
	f.Add(encrypt(f, noise(600), "a"))
	made, err := excelize.Encrypt(noise(600), &excelize.Options{Password: "a"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(made)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Open(bytes.NewReader(data), int64(len(data)), 1<<20)
		if err != nil {
			return
		}
		if a, ok := p.scheme.(*agile); ok {
			a.key.Rounds = min(a.key.Rounds, 10)
		}
		got, err := p.Decrypt(context.Background(), "a")
		if err == nil && len(got) > len(data) {
			t.Fatalf("%d bytes of %d", len(got), len(data))
		}
	})
}

// FuzzInfo changes the description of the encryption.
func FuzzInfo(f *testing.F) {
	info := ownInfo{spin: 3, salt: make([]byte, 16), keySalt: make([]byte, 16), verifier: make([]byte, 16), verifierHash: make([]byte, 64), key: make([]byte, 32)}
	f.Add(info.bytes(), "a")
	f.Fuzz(func(t *testing.T, info []byte, password string) {
		s, err := readInfo(info)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrUnsupported) {
				t.Fatalf("error %v says nothing", err)
			}
			return
		}
		if a, ok := s.(*agile); ok {
			a.key.Rounds = min(a.key.Rounds, 10)
		}
		if err := s.decrypt(context.Background(), password, make([]byte, 100)); err != nil && errors.As(err, new(*xml.SyntaxError)) {
			t.Fatal(err)
		}
	})
}

// BenchmarkPassword is what one password costs, with the rounds that Excel uses
// and with the most that the format allows.
func BenchmarkPassword(b *testing.B) {
	for _, rounds := range []string{"100000", "10000000"} {
		b.Run(rounds, func(b *testing.B) {
			p := open(b, described(b, func(s string) string { return strings.ReplaceAll(s, `spinCount="100000"`, `spinCount="`+rounds+`"`) }))
			for b.Loop() {
				if _, err := p.Decrypt(context.Background(), "b"); !errors.Is(err, ErrPassword) {
					b.Fatal(err)
				}
			}
		})
	}
}
