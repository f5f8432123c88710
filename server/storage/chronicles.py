"""Reads the history of a report: pages of it, the versions of a field, and what a replay needs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, false, func, or_, select

from server.report.chronicle.happenings import Happening
from server.storage import tables as t
from server.storage.history import unpacked

_H = t.history.c
_ARRANGING = ("open", "arrange", "add_section", "done", "not_done", "reopened", "lift_item")


@dataclass(frozen=True)
class Sort:
    """Happenings of one kind of target: with these actions, or with `apart` all but these."""

    kind: str
    actions: tuple[str, ...] = ()
    apart: bool = True


@dataclass(frozen=True)
class Wanted:
    """Which happenings of a report: of some sorts, by one person, about some targets, before an id. None is all."""

    sorts: tuple[Sort, ...] | None = None
    person_id: int | None = None
    targets: Collection[str] | None = None
    before: int | None = None


def happenings(connection: Connection, report_id: int, unit_id: int, wanted: Wanted, most: int) -> tuple[Happening, ...]:
    """What happened to a report and to the rules and rights of its unit, newest first, at most so many."""
    query = _query().where(_ours(report_id, unit_id), *_conditions(wanted)).order_by(_H.id.desc()).limit(most)
    return tuple(_happening(row) for row in connection.execute(query))


def persons(connection: Connection, report_id: int) -> dict[int, str]:
    """Everyone who ever did anything to a report, by id, in order of names."""
    people = select(_H.person_id).where(_H.report_id == report_id).distinct().scalar_subquery()
    rows = connection.execute(select(t.person.c.id, t.person.c.name).where(t.person.c.id.in_(people)).order_by(t.person.c.name))
    return {row.id: row.name for row in rows}


def versions(connection: Connection, targets: Collection[str]) -> tuple[Happening, ...]:
    """Every version of some fields, newest first."""
    query = _query().where(_H.target.in_(tuple(targets)), _H.version > 0).order_by(_H.id.desc())
    return tuple(_happening(row) for row in connection.execute(query))


def values(connection: Connection, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Mapping[str, str]]:
    """What fields were at versions, by field and version; those that were never saved are left out."""
    named = [and_(_H.target == target, _H.version == version) for target, version in wanted if version > 0]
    rows = connection.execute(select(_H.target, _H.version, _H.value).where(or_(false(), *named)).order_by(_H.id))
    return {(row.target, row.version): unpacked(row.value) for row in rows}


def items(connection: Connection, report_id: int) -> tuple[Happening, ...]:
    """How the items of a report came and went, oldest first: added, removed, and the last that was typed into each."""
    last = select(func.max(_H.id)).where(_H.report_id == report_id, _H.target.startswith("item:")).group_by(_H.target).scalar_subquery()
    ends = or_(_H.action.in_(("add", "remove")), _H.id.in_(last))
    query = _query().where(_H.report_id == report_id, _H.target.startswith("item:"), ends).order_by(_H.id)
    return tuple(_happening(row) for row in connection.execute(query))


def places_of_items(connection: Connection, section_ids: Iterable[int]) -> dict[int, int]:
    """The section of every item that is there."""
    m = t.measure.c
    rows = connection.execute(select(m.id, m.section_id).where(m.section_id.in_(tuple(section_ids))))
    return {row.id: row.section_id for row in rows}


def at_moment(connection: Connection, report_id: int, moment: datetime) -> int:
    """The id of the last thing that had happened to a report by a moment; 0 before anything had."""
    return int(connection.execute(select(func.max(_H.id)).where(_H.report_id == report_id, _H.at <= moment)).scalar() or 0)


def opened(connection: Connection, report_id: int) -> int:
    """The id of the first thing that happened to a report."""
    return int(connection.execute(select(func.min(_H.id)).where(_H.report_id == report_id)).scalar() or 0)


def happening(connection: Connection, report_id: int, unit_id: int, number: int) -> Happening | None:
    """One thing that happened to a report, or to the rules and rights of its unit."""
    row = connection.execute(_query().where(_ours(report_id, unit_id), _H.id == number)).first()
    return _happening(row) if row else None


def replayable(connection: Connection, report_id: int, upto: int) -> tuple[Happening, ...]:
    """All that a replay to a point needs, in order: the last of every text and figure, and whatever arranged sections and items."""
    here = (_H.report_id == report_id, _H.id <= upto)
    typed = or_(_H.target.startswith("text:"), _H.target.startswith("entry:"))
    last = select(func.max(_H.id)).where(*here, _H.version > 0, typed).group_by(_H.target).scalar_subquery()
    arranged = and_(_H.target == f"report:{report_id}", _H.action.in_(_ARRANGING))
    carried = and_(_H.target.startswith("past:"), _H.action == "carry")
    query = _query().where(*here, or_(_H.id.in_(last), _H.target.startswith("item:"), arranged, carried)).order_by(_H.id)
    return tuple(_happening(row) for row in connection.execute(query))


def unit_before(connection: Connection, unit_id: int, upto: int) -> Mapping[str, str]:
    """What was last written of the settings of a unit by a point, {} for nothing."""
    query = select(_H.value).where(_H.target == f"unit:{unit_id}", _H.id <= upto, _H.action.in_(("add_unit", "change_unit", "first_run")))
    row = connection.execute(query.order_by(_H.id.desc()).limit(1)).first()
    return unpacked(row.value) if row else {}


def _query() -> Select[*tuple[object, ...]]:
    return select(t.history, t.person.c.name).join_from(t.history, t.person, _H.person_id == t.person.c.id, isouter=True)


def _ours(report_id: int, unit_id: int) -> ColumnElement[bool]:
    return or_(_H.report_id == report_id, and_(_H.unit_id == unit_id, _H.report_id.is_(None)))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.sorts is not None:
        conditions.append(or_(false(), *(_sorted(each) for each in wanted.sorts)))
    if wanted.person_id is not None:
        conditions.append(_H.person_id == wanted.person_id)
    if wanted.targets is not None:
        conditions.append(_H.target.in_(tuple(wanted.targets)))
    if wanted.before is not None:
        conditions.append(_H.id < wanted.before)
    return conditions


def _sorted(sort: Sort) -> ColumnElement[bool]:
    named = _H.action.not_in(sort.actions) if sort.apart else _H.action.in_(sort.actions)
    return and_(_H.target.startswith(f"{sort.kind}:"), named)


def _happening(row: Row[*tuple[object, ...]]) -> Happening:
    return Happening(row.id, row.at, row.person_id, row.name or "", row.target, row.action, row.version, unpacked(row.value))
