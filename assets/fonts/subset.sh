#!/bin/sh
# Makes the embedded fonts from the fonts they are cut from. It downloads nothing:
#
#   subset.sh NotoSerifSC_400Regular.ttf NotoSansSC_400Regular.ttf NotoSansSC_700Bold.ttf HanaMinB.ttf [OUTDIR]
#
# The sources are the static TrueType instances of the npm packages @expo-google-fonts/noto-serif-sc 0.4.3
# and @expo-google-fonts/noto-sans-sc 0.4.3 (SIL Open Font License 1.1, texts beside this file); their
# SHA-256 stand below. HanaMinB is of Debian's fonts-hanazono 20170904-2.1 (Hanazono Font License, beside this file).
# Needs pyftsubset of fonttools 4.38.0 or later and zstd 1.5. Reruns are byte-identical.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
serif=$1 sans=$2 bold=$3 rare=$4 out=${5:-$here}

sha256sum -c - <<EOF
c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742  $serif
d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16  $sans
9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96  $bold
829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c  $rare
EOF

# Hinting, vertical metrics and layout tables go: the forms set horizontal lines of unshaped Chinese, and
# the window's text engine needs none of them either.
cut() { # source charset target
	list=$(mktemp)
	"$here/charset.py" "$2" >"$list"
	pyftsubset "$1" --unicodes-file="$list" --output-file="$out/$3" --layout-features='' --no-hinting \
		--notdef-outline --name-IDs='0,1,2,3,4,5,6,13,14' --no-recalc-timestamp \
		--drop-tables+=vhea,vmtx,VORG,GSUB,GPOS,GDEF,BASE,STAT,DSIG
	rm -f "$list"
	ls -l "$out/$3"
}

cut "$serif" gb18030 song-regular.ttf
cut "$sans" common hei-regular.ttf
cut "$bold" common hei-bold.ttf
cut "$rare" rare rare.ttf
zstd --ultra -22 --long=25 --rm -f -q "$out/rare.ttf"
