"""Whose paper it is, from the names in it: a body's name taken apart into places, and the kind of unit that it is of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from server.report.checks.profile import Level, level_of_kind
from server.report.checks.text import Text
from server.report.reading.parts import Part
from server.report.units import Kind

_HAN = "[\u4e00-\u9fff]"
_PLACE = re.compile(
    rf"(?:中共|中国共产党)?(?P<province>{_HAN}{{2,8}}?(?:省|自治区))?(?P<city>{_HAN}{{2,8}}?(?:自治州|地区|盟|市))?"
    rf"(?P<county>{_HAN}{{1,8}}?(?:自治县|自治旗|县|区|旗|市))?(?P<town>{_HAN}{{1,8}}?(?:民族乡|街道|苏木|镇|乡))?"
    rf"(?P<tail>人民政府(?:办公室)?|(?:党委|委员会|委|党工委|工作委员会|工委)(?:办公室)?|办事处|政府|{_HAN}{{0,24}}?"
    r"(?:局|厅|办公室|办|委员会|委|中心|部|院|大队|支队|分局|所|站|处|组))?"
)
_LONGEST, _MOST = 45, 6
_GOVERNMENT = re.compile("(?:人民政府|党委|委员会|委|党工委|工作委员会|工委|办事处|政府)(?:办公室)?")
_IN_TITLE = re.compile(
    r"(?:20\d\d年度?)?([^\d〇○零（(《，。\s]{2,30}?)(?=关于|二[〇○零]|20\d\d|转发|印发|上报|报送|(?:推进|加强|开展)?(?:法治(?:政府|建设|工作)|依法行政))"
)
# A subdistrict office is of a district: 云岭区人民政府清溪街道办事处 is 清溪街道 of 云岭区.
_OFFICE_OF = re.compile(r"(?<=[县区旗市])人民政府(?=[\u4e00-\u9fff]{1,8}街道)")
_TOWNS = {"民族乡": "ethnic_township", "乡": "rural_township", "苏木": "sumu", "街道": "subdistrict", "镇": "town"}
_COUNTIES = {"自治县": "autonomous_county", "旗": "banner", "县": "county", "区": "district", "市": "county_city"}


@dataclass(frozen=True)
class Writer:
    """A body that a paper is of. `kind` as in data/kinds.toml, "" where a name leaves it open (X市); `place` the unit it belongs to."""

    name: str
    level: Level
    kind: str
    place: str
    parent: str = ""


def writers(text: Text) -> Iterator[Writer]:
    """The bodies that sign, head or title a paper, the surest first."""
    signing = [text.words(each) for each in text.parts(Part.sign_off)]
    heading = [re.sub(r"文\s*件$", "", text.words(each)) for each in text.parts(Part.banner)]
    titled = _IN_TITLE.match("".join(text.words(each) for each in text.parts(Part.title)))
    named = (*list(reversed(signing))[:_MOST], *heading[:_MOST], titled[1] if titled else "")
    found = (writer_of(name) for name in named)
    return (each for each in found if each is not None)


def writer_of(name: str) -> Writer | None:
    """A body's name taken apart (云岭县清溪镇人民政府, 清溪镇, 云岭县司法局); None where it names no place or body."""
    plain = re.sub(r"[（(][^）)]{0,12}[）)]|\s", "", name)
    found = _PLACE.fullmatch(_OFFICE_OF.sub("", plain)) if 0 < len(plain) <= _LONGEST else None
    if found is None or not any(found.groupdict().values()):
        return None
    upper = [found[each] for each in ("province", "city", "county", "town") if found[each]]
    tail = found["tail"] or ""
    if tail and not _GOVERNMENT.fullmatch(tail):
        return Writer(plain, Level.department, "department", tail, upper[-1] if upper else "")
    if not upper:
        return None
    level, kind = _rank(found)
    return Writer(plain, level, kind, upper[-1], upper[-2] if len(upper) > 1 else "")


def merged(found: Iterable[Writer]) -> Writer | None:
    """The first of them, with the place above it from any that is of the same unit."""
    known = list(found)
    if not known:
        return None
    first = known[0]
    parent = next((each.parent for each in known if each.place == first.place and each.parent), "")
    return Writer(first.name, first.level, first.kind, first.place, parent)


def kinds_meant(word: str, kinds: Mapping[str, Kind]) -> tuple[Level, str] | None:
    """What somebody calls a kind of unit: a tier (township), a key (town), its name (镇); None for what is none of them.

    A tier leaves the kind open (""), which the paper itself may tell.
    """
    meant = _CALLED.get(word.strip().lower(), word.strip().lower())
    if meant in _TIERS:
        return Level(meant), ""
    key = next((each.key for each in kinds.values() if meant in (each.key, each.name)), "")
    if key:
        return level_of_kind(key, kinds[key].tier), key
    return (Level(meant), "") if meant in set(Level) - {Level.unknown} else None


_TIERS = ("township", "subdistrict", "county", "department")
_CALLED = {
    "乡镇": "township",
    "village": "township",
    "district_government": "district",
    "区": "district",
    "市": "city",
    "municipality": "city",
    "street": "subdistrict",
    "autonomous": "autonomous_county",
    "bureau": "department",
    "局": "department",
    "省": "province",
    "prefecture": "city",
    "办事处": "subdistrict",
    "自治区": "province",
    "zone": "development_zone",
    "country": "county",
}


def _rank(found: re.Match[str]) -> tuple[Level, str]:
    """Level and kind by the lowest place that is named."""
    if found["town"]:
        kind = next(kind for ending, kind in _TOWNS.items() if found["town"].endswith(ending))
        return (Level.subdistrict if kind == "subdistrict" else Level.township), kind
    if found["county"]:
        return Level.county, next(kind for ending, kind in _COUNTIES.items() if found["county"].endswith(ending))
    if found["city"]:
        return (Level.unknown, "") if found["city"].endswith("市") else (Level.city, "city")
    return Level.province, ""
