"""Which unit a cell speaks of: by name, by row, by name and the unit above it; circles are found, not followed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from server.report.roster.fields import UnitRow, joined
from server.report.unit_problems import many_such, no_such_row, no_such_unit
from server.report.units import Liaison, Unit
from server.report.words import half_width

DEEPEST = 10
_ROW = re.compile(r"第?([0-9]{1,6})行?")
_PATH = re.compile("[/>]")


@dataclass(frozen=True)
class KnownUnit:
    """A unit that is there."""

    id: int
    parent_id: int | None
    version: int
    unit: Unit
    liaison: Liaison


@dataclass(frozen=True)
class Place:
    """A unit of the file by its row, or one that is there by its id."""

    row: int = 0
    id: int = 0


class Finder:
    """Finds units among the rows of a file and the branch of the unit it is read into."""

    def __init__(self, rows: Mapping[int, UnitRow], units: Mapping[int, KnownUnit], top: int) -> None:
        self.rows, self.units, self.top = rows, units, top
        self._rows_by_name: dict[str, list[int]] = {}
        for number, row in rows.items():
            for name in {row.short_name, joined(row.texts["name"])} - {""}:
                self._rows_by_name.setdefault(name, []).append(number)
        self._units_by_name: dict[str, list[int]] = {}
        for each in units.values():
            for name in {each.unit.short_name, joined(each.unit.name)}:
                self._units_by_name.setdefault(name, []).append(each.id)

    def find(self, said: str, place: str, but: int = 0) -> tuple[Place | None, str]:
        """The unit a cell speaks of, and what is wrong when there is none; an empty cell means the top. `but`: never this row itself."""
        plain = half_width(said).strip()
        number = _ROW.fullmatch(plain)
        if not plain:
            return Place(id=self.top), ""
        if number:
            found = int(number[1])
            return (Place(row=found), "") if found in self.rows and found != but else (None, no_such_row(place, said))
        names = [joined(each) for each in _PATH.split(plain)]
        rows = [each for each in self._rows_by_name.get(names[-1], ()) if each != but and self._fits_row(each, names[:-1])]
        units = [each for each in self._units_by_name.get(names[-1], ()) if self._fits_unit(each, names[:-1])]
        if len(rows or units) == 1:
            return (Place(row=rows[0]) if rows else Place(id=units[0])), ""
        return None, many_such(place, said, len(rows or units)) if rows or units else no_such_unit(place, said)

    def units_called(self, name: str) -> tuple[KnownUnit, ...]:
        """Units that are there and have this name."""
        return tuple(self.units[each] for each in self._units_by_name.get(name, ()))

    def _fits_row(self, number: int, above: list[str]) -> bool:
        """Whether the row stands below a unit of that name, as its own cell says."""
        return not above or self._called(self.rows[number].parent, above[-1])

    def _called(self, said: str, name: str) -> bool:
        plain = half_width(said).strip()
        number = _ROW.fullmatch(plain)
        if number and int(number[1]) in self.rows:
            row = self.rows[int(number[1])]
            return name in (row.short_name, joined(row.texts["name"]))
        if not plain:
            return self._is(self.top, name)
        return joined(_PATH.split(plain)[-1]) == name

    def _fits_unit(self, unit_id: int, above: list[str]) -> bool:
        at = self.units[unit_id].parent_id
        for name in reversed(above):
            if at is None or at not in self.units or not self._is(at, name):
                return False
            at = self.units[at].parent_id
        return True

    def _is(self, unit_id: int, name: str) -> bool:
        unit = self.units[unit_id].unit
        return name in (unit.short_name, joined(unit.name))


def depths(parents: Mapping[int, Place]) -> dict[int, int]:
    """How deep each row stands below what is there, 1 for right below; rows in a circle, or too deep, are not in it."""
    found: dict[int, int] = {}
    for row in parents:
        line: list[int] = []
        at = row
        while at in parents and at not in found and at not in line and len(line) <= DEEPEST:
            line.append(at)
            at = parents[at].row
        if at in line or (at in parents and at not in found):
            continue
        start = found.get(at, 0)
        found |= {each: start + above for above, each in enumerate(reversed(line), 1) if start + above <= DEEPEST}
    return found
