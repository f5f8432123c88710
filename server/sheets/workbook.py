"""The parts of an .xlsx around its cells: which sheets there are, the shared texts, what number formats mean; XML by local names."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.xml.functions import Element, iterparse

_GENERAL = "General"
_CHINESE_DAYS = frozenset({*range(27, 37), *range(50, 59)})  # ECMA-376 part 1, 18.8.30, zh-cn


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it: its name, its part, whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class NumberFormat:
    """What a number format does to a number: shows it as a day, or as a percentage with so many places."""

    day: bool = False
    percent: bool = False
    places: int = 0


@dataclass(frozen=True)
class Workbook:
    """All that a cell's content refers to."""

    sheets: tuple[Listed, ...]
    texts: tuple[str, ...]
    formats: tuple[NumberFormat, ...]
    since_1904: bool
    marks: tuple[str, ...]


def workbook_in(parts: Mapping[str, bytes]) -> Workbook:
    """The workbook among the parts of a package; parts that are missing are empty."""
    main = next((name for name in parts if local(name) == "workbook.xml"), "xl/workbook.xml")
    related = relations(parts, main)
    book = parts.get(main, b"")
    names = [(each.get("name", ""), _attribute(each, "id"), each.get("state", "")) for each in elements(book, "sheet")]
    sheets = tuple(Listed(name, related[key][1], state not in ("", "visible")) for name, key, state in names if key in related)
    by_kind = dict(related.values())
    return Workbook(
        sheets,
        tuple(text_of(each) for each in elements(parts.get(by_kind.get("sharedStrings", ""), b""), "si")),
        tuple(_formats(parts.get(by_kind.get("styles", ""), b""))),
        any(each.get("date1904", "") in ("1", "true") for each in elements(book, "workbookPr")),
        tuple(_marks(book, parts)),
    )


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """What a part is related to: id → (kind, name of the part)."""
    folder, name = posixpath.split(part)
    found = elements(parts.get(f"{folder}/_rels/{name}.rels", b""), "Relationship")
    return {each.get("Id", ""): (each.get("Type", "").rpartition("/")[2], _target(folder, each.get("Target", ""))) for each in found}


def elements(part: bytes, name: str) -> Iterator[Element]:
    """Every element of a local name, complete, freed when the next one is asked for."""
    if not part:
        return
    for _, element in iterparse(BytesIO(part)):
        if local(element.tag) == name:
            yield element
            element.clear()


def local(name: str) -> str:
    """A tag without its namespace, a path without its folder."""
    return name.rpartition("}")[2].rpartition("/")[2]


def text_of(element: Element) -> str:
    """All text in it but phonetic hints, which no reader sees."""
    if local(element.tag) == "rPh":
        return ""
    own = (element.text or "") if local(element.tag) == "t" else ""
    return own + "".join(map(text_of, element))


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name and "}" in key), "")


def _formats(styles: bytes) -> Iterator[NumberFormat]:
    """The number format of each cell style, in their order."""
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in elements(styles, "numFmt")}
    for cells in elements(styles, "cellXfs"):
        for each in cells:
            key = each.get("numFmtId", "0")
            number = int(key) if key.isdecimal() else 0
            yield NumberFormat(day=True) if number in _CHINESE_DAYS and key not in own else _format(own.get(key) or _builtin(number))


def _builtin(number: int) -> str:
    return BUILTIN_FORMATS.get(number, _GENERAL)


def _format(code: str) -> NumberFormat:
    shown = code.partition(";")[0]
    percent = "%" in shown
    return NumberFormat(not percent and is_date_format(code), percent, shown.partition("%")[0].partition(".")[2].count("0"))


def _marks(book: bytes, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Words out of sight: defined names and the properties of the file."""
    yield from (each.text for each in elements(book, "definedName") if each.text)
    for name, part in parts.items():
        if name.startswith("docProps/"):
            yield from (each.text for _, each in iterparse(BytesIO(part)) if each.text and each.text.strip())
