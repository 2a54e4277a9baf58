#!/usr/bin/python3
"""Prints the code points of a font subset, one "U+XXXX" a line: charset.py gb18030 | common | rare

gb18030: what GB 18030-2022 implementation level 2 asks of a font, and a little more: all of the
         unified ideographs up to U+9FFF, extension A, the compatibility ideographs that the standard
         encodes, and the characters of the 通用规范汉字表 in the supplementary planes.
common:  GB 2312 and the 8,105 characters of the 通用规范汉字表.
rare:    extensions B to F, which names of persons and places use, without the characters of gb18030.

The first two hold the Latin letters, punctuation, figures and symbols that GBK has, and the blocks around them.
"""

import pathlib
import sys

# Blocks of letters, punctuation and symbols; a font's own repertoire narrows them.
SYMBOLS = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x0391, 0x03C9), (0x0401, 0x0451), (0x2000, 0x206F),
    (0x20A0, 0x20BF), (0x2100, 0x22FF), (0x2460, 0x27BF), (0x3000, 0x30FF), (0x3200, 0x33FF),
    (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
]

# The compatibility ideographs of GB 18030 (those of GBK, and U+FA0E on, which are unified ones).
COMPATIBILITY = [
    0xF92C, 0xF979, 0xF995, 0xF9E7, 0xF9F1, 0xFA0C, 0xFA0D, 0xFA0E, 0xFA0F, 0xFA11, 0xFA13,
    0xFA14, 0xFA18, 0xFA1F, 0xFA20, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
]


def double_bytes(codec):
    """All characters that a Chinese double-byte codec can encode."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.add(ord(bytes([lead, trail]).decode(codec)))
            except (UnicodeDecodeError, TypeError):
                pass
    return found


def is_han(code):
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def is_private(code):
    return 0xE000 <= code <= 0xF8FF


def standard_extra():
    """The characters of the 通用规范汉字表 that GB 2312 lacks."""
    lines = pathlib.Path(__file__).with_name("standard-characters.txt").read_text("utf-8").splitlines()
    found = {ord(c) for line in lines if not line.startswith("#") for c in line}
    assert len(found) == 1467, len(found)
    return found


def symbols():
    found = {code for first, last in SYMBOLS for code in range(first, last + 1)}
    return found | {c for c in double_bytes("gbk") if not is_han(c) and not is_private(c)}


def common():
    han = {c for c in double_bytes("gb2312") if is_han(c)}
    assert len(han) == 6763, len(han)
    return han | standard_extra() | symbols()


def gb18030():
    ideographs = set(range(0x4E00, 0xA000)) | set(range(0x3400, 0x4DC0)) | set(COMPATIBILITY)
    return ideographs | standard_extra() | symbols()


def rare():
    blocks = [(0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0)]
    return {code for first, last in blocks for code in range(first, last + 1)} - standard_extra()


if __name__ == "__main__":
    chosen = {"gb18030": gb18030, "common": common, "rare": rare}[sys.argv[1]]()
    print("\n".join(f"U+{code:04X}" for code in sorted(chosen)))
