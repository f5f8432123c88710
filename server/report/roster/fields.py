"""Cells as what they mean: kinds, roles, yes and no, numbers as they come from spreadsheets; knows no other row."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.report.problems import bad_region
from server.report.roster.columns import Sort
from server.report.roster.lines import Line, Roster
from server.report.unit_problems import kind_unknown, line_lacks, role_unknown, yes_or_no
from server.report.units import Kind
from server.report.who import Role
from server.report.words import half_width

TEXTS = ("parent_name", "name", "region", "body_code", "contact", "contact_phone")
_REGION = re.compile(r"[0-9]{0,12}")
_APART = re.compile(r"[、，,；;/\s]+")
_SAID = {"是": True, "报": True, "√": True, "有": True, "yes": True, "y": True, "1": True}
_SAID |= {"否": False, "不报": False, "×": False, "x": False, "无": False, "no": False, "n": False, "0": False}
_HAN = re.compile("[㐀-鿿豈-﫿\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class UnitRow:
    """A unit as its row says; "" and None for what it leaves open. `texts` by key (TEXTS)."""

    line: Line
    short_name: str
    kind: str
    parent: str
    texts: dict[str, str]
    expected: bool | None
    slips: tuple[str, ...]


@dataclass(frozen=True)
class PersonRow:
    """A person at a unit as the row says."""

    line: Line
    name: str
    unit: str
    roles: tuple[Role, ...]
    phone: str
    slips: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """What the cells may say: the headings by key, the names of the roles, the kinds."""

    headings: Mapping[str, str]
    roles: Mapping[str, str]
    kinds: Mapping[str, Kind]


def unit_row(roster: Roster, line: Line, names: Names) -> UnitRow:
    """One row of the sheet of units."""
    cell, slips = line.cells.get, list(line.slips)

    def place(key: str) -> str:
        return roster.place(Sort.units, line.row, key)

    short_name, kind = joined(cell("short_name", "")), _kind(cell("kind", ""), names.kinds)
    texts = {key: cell(key, "") for key in TEXTS}
    texts |= {key: half_width(texts[key]).replace(" ", "") for key in ("region",)} | {"contact_phone": half_width(texts["contact_phone"])}
    if not short_name and not line.slips:
        slips.append(line_lacks(place("short_name"), names.headings["short_name"]))
    if kind is None:
        slips.append(kind_unknown(place("kind"), cell("kind", ""), [each.name for each in names.kinds.values()]))
    if not _REGION.fullmatch(texts["region"]):
        slips.append(f"{place('region')}：{bad_region()}")
    expected = _SAID.get(half_width(cell("expected", "")).strip().lower())
    if expected is None and cell("expected", ""):
        slips.append(yes_or_no(place("expected"), cell("expected", "")))
    return UnitRow(line, short_name, kind or "", cell("parent", ""), texts, expected, tuple(slips))


def person_row(roster: Roster, line: Line, names: Names) -> PersonRow:
    """One row of the sheet of people."""
    cell, slips = line.cells.get, list(line.slips)
    name = joined(cell("person", ""))
    by_name = {joined(half_width(text)): Role(key) for key, text in names.roles.items()} | {role.value: role for role in Role}
    said = [each for each in _APART.split(half_width(cell("roles", ""))) if each]
    unknown = [each for each in said if each not in by_name]
    if unknown:
        place = roster.place(Sort.people, line.row, "roles")
        slips.append(role_unknown(place, unknown[0], names.roles.values()))
    lacking = [key for key, given in (("person", name), ("roles", said)) if not given]
    slips += [line_lacks(roster.place(Sort.people, line.row, key), names.headings[key]) for key in lacking if not line.slips]
    roles = tuple(role for role in Role if role in {by_name[each] for each in said if each in by_name})
    return PersonRow(line, name, cell("unit", ""), roles, phone(cell("phone", "")), tuple(slips))


def phone(text: str) -> str:
    """A telephone number so that two ways of writing it are the same."""
    return re.sub(r"[\s－—–-]", "", half_width(text)) if re.fullmatch(r"[\d\s－—–-]*", half_width(text)) else half_width(text).strip()


def joined(text: str) -> str:
    """A name without the spaces that only spread its characters (张　三)."""
    return "".join(text.split()) if _HAN.search(text) else " ".join(text.split())


def _kind(text: str, kinds: Mapping[str, Kind]) -> str | None:
    """The key of a kind by its name or key; "" for an empty cell, None for what is no kind."""
    said = joined(half_width(text))
    found: Iterable[str] = (each.key for each in kinds.values() if said in (each.key, each.name))
    return next(iter(found), None) if said else ""
