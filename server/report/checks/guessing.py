"""Profile of a paper from what it says of itself: its title, who signs, how it calls itself, its years."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from server.report.checks.prefaces import YEAR, is_annual, told, writer_in, year_words
from server.report.checks.profile import Level, Profile
from server.report.checks.text import Text
from server.report.checks.writers import Writer, merged, writers
from server.report.reading.parts import LAW, Part
from server.report.units import Body, Kind, default_bodies

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(YEAR)
_DAY = re.compile(
    r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日"
)
_ANNUAL = re.compile("报 *告|总结|汇报|情况")
_NOT_ANNUAL = re.compile("办法|意见|方案|通知|实施|规定|要点|通报|函|请示|批复|计划$|调研|审议|督察")
_OPENS = re.compile(f"(?:{LAW.pattern})[^。\n]{{0,40}}(?:报告|汇报|总结)如下")
_CALLS = re.compile("我(镇|乡|苏木|街道|街|办事处|县|区|市|旗|州|局|委|办|厅|中心|院|队|省)")
_LEVELS = {
    **dict.fromkeys(("镇", "乡", "苏木"), Level.township),
    **dict.fromkeys(("街道", "街", "办事处"), Level.subdistrict),
    **dict.fromkeys(("县", "旗", "区"), Level.county),
    **dict.fromkeys(("局", "委", "办", "厅", "中心", "院", "队"), Level.department),
    "州": Level.city,
    "省": Level.province,
}
_KINDS = {
    "镇": "town",
    "乡": "rural_township",
    "苏木": "sumu",
    "街道": "subdistrict",
    "街": "subdistrict",
    "县": "county",
    "旗": "banner",
    "区": "district",
}
_OF_CITIES = re.compile("[各全][县区](?:[（(]?市|[、]?[市区县])|各市[（(]区|县[（(]市、区[）)]|县区|市县两级|各区[、（(]|各县")
_OF_TOWNS = re.compile("各镇|各乡镇|镇[（(]街道|镇街|乡镇[（(]街道")
_MOST_NAMED, _OWN_CALLS = 2, 2


def profile_of(text: Text, kinds: Mapping[str, Kind], year: int | None = None, asked: tuple[Level, str] = (Level.unknown, "")) -> Profile:
    """Who writes, of which year. `asked`: level and kind that are known beforehand; a `year` that is known goes before any in the text."""
    annual = _annual(text, known=year is not None)
    writer = merged(writers(text)) or (writer_in(text) if annual else None)
    level, kind = _kind_of(text, writer, asked)
    if annual and level is Level.unknown and (writer is None or writer.level is Level.unknown):
        level, kind = told(text)
    written = _written(text)
    own = writer if writer and writer.level in (level, Level.unknown) else None
    known = kinds.get(kind)
    place = own.place if own else ""
    parent = own.parent if own else ""
    bodies = default_bodies(known, place, parent, {}) if known and place else {}
    return Profile(
        level=level,
        kind=kind,
        name=bodies.get(Body.own_government, own.name if own else ""),
        short_name=place,
        address=_address(text, level, known),
        parent_name=parent,
        joint=sum(1 for _ in text.parts(Part.sign_off)) > 1,
        bodies=bodies,
        year=year or _year(text, annual, written),
        annual=annual,
        written=written,
    )


def _kind_of(text: Text, writer: Writer | None, asked: tuple[Level, str]) -> tuple[Level, str]:
    """What is known goes first, then the body that signs, then how the paper calls its writer."""
    if asked[1]:
        return asked
    said = (writer.level, writer.kind) if writer and writer.level is not Level.unknown else _called(text, writer)
    if asked[0] is Level.unknown:
        return said
    fit = (each for each in (said, _called(text, None), told(text)) if each[1] and _within(each[0], asked[0]))
    return next(fit, (asked[0], _USUAL.get(asked[0], "")))


def _within(level: Level, asked: Level) -> bool:
    """A city with districts is of the tier of counties."""
    return level is asked or (asked is Level.county and level is Level.city)


_USUAL = {
    Level.township: "town",
    Level.subdistrict: "subdistrict",
    Level.county: "county",
    Level.city: "city",
    Level.department: "department",
}


def _called(text: Text, writer: Writer | None) -> tuple[Level, str]:
    """Level and kind by 我镇、我县; of an X市 by whether it has counties and districts or towns below it."""
    calls = Counter(found[1] for found in _CALLS.finditer(text.unquoted))
    word = max(calls, key=lambda each: calls[each], default="")
    if writer or word == "市":
        return _of_a_city(text) if word in ("市", "") else (Level.unknown, "")
    return (_LEVELS.get(word, Level.unknown), _KINDS.get(word, "")) if calls[word] >= _OWN_CALLS else (Level.unknown, "")


def _of_a_city(text: Text) -> tuple[Level, str]:
    below, towns = (sum(1 for _ in pattern.finditer(text.text)) for pattern in (_OF_CITIES, _OF_TOWNS))
    if below > towns:
        return Level.city, "city"
    return (Level.county, "county_city") if towns > below else (Level.unknown, "")


def _address(text: Text, level: Level, kind: Kind | None) -> str:
    """How the writer calls itself: as its kind does; a department as the paper does."""
    if kind and level is not Level.department:
        return kind.address
    calls = Counter(found[0] for found in _CALLS.finditer(text.unquoted) if _LEVELS.get(found[1]) is level)
    return max(calls, key=lambda each: calls[each], default=kind.address if kind else "")


def _annual(text: Text, *, known: bool) -> bool:
    """Whether it is a yearly report on law-based government: by its title, without one by its opening. `known`: its year is told."""
    title = "".join(text.words(each) for each in text.parts(Part.title))
    if title:
        return bool(LAW.search(title) and (known or _ANNUAL.search(title)) and not _NOT_ANNUAL.search(title))
    return _OPENS.search(text.text, 0, 1500) is not None or is_annual(text, asked=known)


def _year(text: Text, annual: bool, written: date | None) -> int | None:  # noqa: FBT001  # a private step of one caller
    """The year of the title; else of a yearly report that of its opening or the one named most often, of another paper that of its date."""
    title = "".join(text.words(each) for each in text.parts(Part.title))
    named = _YEAR.search(title)
    if named:
        return _number(named[1])
    if written and not annual:
        return written.year
    opened = year_words(text) if annual else ""
    if opened:
        return _number(opened)
    counted = Counter(_number(found[1]) for found in _YEAR.finditer(text.untitled))
    often = [each for each in counted if counted[each] >= _MOST_NAMED]
    return max(often, key=lambda each: (counted[each], -each), default=written.year if written else None)


def _written(text: Text) -> date | None:
    """The 成文日期: the last date that stands alone behind the text, else the first one that does."""
    days = [found for each in text.parts(Part.date) if (found := _DAY.search(text.words(each)))]
    return _day(days[-1]) if days else None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(_number(found[1]), _count(found[2]), _count(found[3]))
    except ValueError:
        return None


def _number(words: str) -> int:
    return int(words.translate(_DIGITS))


def _count(words: str) -> int:
    """A day or a month, in figures or as 二十三."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    value = int(ones.translate(_DIGITS)) if ones else 0
    return value + (10 * (int(tens.translate(_DIGITS)) if tens else 1) if ten else 0)
