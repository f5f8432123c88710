"""A roster held against what there is: what would come of each row; nothing is done here."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.report.roster import inviting
from server.report.roster.columns import Sort
from server.report.roster.fields import Names, UnitRow, person_row, unit_row
from server.report.roster.lines import Roster, hidden_note
from server.report.roster.outcomes import Fate, Plan, UnitStep
from server.report.roster.parents import Finder, KnownUnit, Place, depths
from server.report.roster.people import Asked, KnownPerson
from server.report.roster.settling import changed_unit, changes, new_unit
from server.report.unit_problems import kind_wanted, name_elsewhere, not_yours, parent_circle, parent_wrong, same_row
from server.report.units import Body


@dataclass(frozen=True)
class Known:
    """What there is: the unit a roster is read into with all below it, their people and open invitations by unit.

    `administered`: the units whose people and settings the reader may change, None for all.
    """

    top: int
    units: Mapping[int, KnownUnit]
    people: Mapping[int, tuple[KnownPerson, ...]]
    asked: Mapping[int, tuple[Asked, ...]]
    administered: frozenset[int] | None

    def yours(self, unit_id: int) -> bool:
        """Whether its people and settings are the reader's to change."""
        return self.administered is None or unit_id in self.administered


def plan(roster: Roster, known: Known, names: Names, higher: Mapping[Body, str]) -> Plan:
    """What would come of every row. `higher` as in `default_bodies`."""
    rows = {line.row: unit_row(roster, line, names) for line in roster.lines.get(Sort.units, ())}
    finder = Finder(rows, known.units, known.top)
    steps = _Planner(roster, rows, known, names, higher, finder).steps()
    people = [person_row(roster, line, names) for line in roster.lines.get(Sort.people, ())]
    found = {each.row: each for each in steps}
    return Plan(steps, inviting.steps(roster, people, known.people, known.asked, _Places(finder, found, known)), roster.notes)


@dataclass(frozen=True)
class _Places:
    """Where people may come to: a unit that is there or will be, and its name; else what is wrong."""

    finder: Finder
    steps: Mapping[int, UnitStep]
    known: Known

    def __call__(self, said: str, place: str) -> tuple[Place | None, str, str]:
        found, slip = self.finder.find(said, place)
        if found is None:
            return None, "", slip
        step = self.steps.get(found.row) if found.row else None
        if step and step.fate is Fate.wrong:
            return None, "", parent_wrong(place, step.row)
        unit_id = step.id if step else found.id
        if unit_id and not self.known.yours(unit_id):
            return None, "", not_yours(place, self.known.units[unit_id].unit.short_name)
        name = " / ".join(step.line) if step else self.known.units[unit_id].unit.short_name
        return (Place(id=unit_id) if unit_id else found), name, ""


@dataclass
class _Planner:
    roster: Roster
    rows: dict[int, UnitRow]
    known: Known
    names: Names
    higher: Mapping[Body, str]
    finder: Finder

    def __post_init__(self) -> None:
        self.slips: dict[int, list[str]] = {row: list(each.slips) for row, each in self.rows.items()}
        self.parents = self._parents()
        self.depth = depths(self.parents)
        self.by_place = {(each.parent_id, each.unit.short_name): each.id for each in self.known.units.values()}
        self.done: dict[int, UnitStep] = {}
        self.seen: dict[tuple[Place, str], int] = {}

    def steps(self) -> tuple[UnitStep, ...]:
        """What comes of each row, in the order of the rows; units above are settled first."""
        for row in sorted(self.rows, key=lambda each: (self.depth.get(each, 0), each)):
            self.done[row] = self._step(row)
        return tuple(self.done[row] for row in self.rows)

    def _place(self, row: int, key: str) -> str:
        return self.roster.place(Sort.units, row, key)

    def _parents(self) -> dict[int, Place]:
        found: dict[int, Place] = {}
        for row, each in self.rows.items():
            parent, slip = self.finder.find(each.parent, self._place(row, "parent"), but=row)
            self.slips[row] += [slip] if slip else []
            if parent:
                found[row] = parent
        return found

    def _step(self, row: int) -> UnitStep:
        each, slips = self.rows[row], self.slips[row]
        parent = self.parents.get(row, Place())
        if row in self.parents and row not in self.depth:
            slips.append(parent_circle(self._place(row, "parent")))
        above = self.done.get(parent.row) if parent.row else None
        if above and above.fate is Fate.wrong and row in self.depth:
            slips.append(parent_wrong(self._place(row, "parent"), above.row))
        if slips:
            return UnitStep(row, Fate.wrong, (each.short_name,), parent, told=tuple(slips))
        at = Place(id=above.id) if above and above.id else parent
        line = (*(above.line if above else self._line(parent.id)), each.short_name)
        known = self._there(at, each.short_name)
        return self._double(row, at, line) or (self._kept(row, at, line, known) if known else self._new(row, at, line))

    def _line(self, unit_id: int) -> tuple[str, ...]:
        """The names from below the top down to a unit."""
        names: list[str] = []
        while unit_id in self.known.units and unit_id != self.known.top:
            names.append(self.known.units[unit_id].unit.short_name)
            unit_id = self.known.units[unit_id].parent_id or 0
        return tuple(reversed(names))

    def _there(self, at: Place, short_name: str) -> KnownUnit | None:
        """The unit of that name below a place; the top itself by its own name, where nothing below has it."""
        found = self.by_place.get((at.id, short_name)) if at.id else None
        top = self.known.units[self.known.top]
        if found is None and at.id == top.id and short_name == top.unit.short_name:
            return top
        return self.known.units[found] if found else None

    def _double(self, row: int, at: Place, line: tuple[str, ...]) -> UnitStep | None:
        """A unit that stands in the file twice: the later row is wrong."""
        first = self.seen.setdefault((at, line[-1]), row)
        if first == row:
            return None
        return UnitStep(row, Fate.wrong, line, at, told=(same_row(self._place(row, "short_name"), line[-1], first),))

    def _kept(self, row: int, at: Place, line: tuple[str, ...], known: KnownUnit) -> UnitStep:
        settled = changed_unit(self.rows[row], known, self.names.kinds, self.higher)
        said = changes(known, settled, self.names.kinds)
        if said and not self.known.yours(known.id):
            slip = not_yours(self._place(row, "short_name"), known.unit.short_name)
            return UnitStep(row, Fate.wrong, line, at, id=known.id, told=(slip,))
        fate = Fate.changed if said else Fate.same
        told = hidden_note(self.rows[row].line)
        return UnitStep(row, fate, line, at, self.depth[row], known.id, known.version, *settled, said, told)

    def _new(self, row: int, at: Place, line: tuple[str, ...]) -> UnitStep:
        each = self.rows[row]
        slips = [] if each.kind else [kind_wanted(self._place(row, "kind"))]
        if at.id and not self.known.yours(at.id):
            slips.append(not_yours(self._place(row, "parent"), self.known.units[at.id].unit.short_name))
        if slips:
            return UnitStep(row, Fate.wrong, line, at, told=tuple(slips))
        parent = line[-2] if len(line) > 1 else self.known.units[self.known.top].unit.short_name
        settled = new_unit(each, self.names.kinds[each.kind], parent, self.higher)
        twin = next((one for one in self.finder.units_called(each.short_name) if one.unit.kind == each.kind), None)
        told = ((name_elsewhere(" / ".join(self._line(twin.id))),) if twin else ()) + hidden_note(each.line)
        return UnitStep(row, Fate.new, line, at, self.depth[row], 0, 0, *settled, (), told)
