"""The figures of many units of one year: their own reports' and those that came 线下, in one query; proposals are no figures."""

from collections.abc import Iterable

from sqlalchemy import Connection, Row, and_, bindparam, false, or_, select, true, union_all

from server.report.entries import Answer
from server.report.summing.cells import Cell, Kept, Member, Source
from server.report.units import Kind
from server.report.workflow import State
from server.storage import history
from server.storage import shared_tables as s
from server.storage import tables as t
from server.storage.history import Past

_FINAL = frozenset({State.approved.value, State.signed.value})
_KEPT = {each.value: each for each in Kept}
_U, _R, _O, _E, _F, _H = t.unit.c, t.report.c, s.offline.c, t.entry.c, s.offline_figure.c, t.history.c
_CHILDREN = (
    select(_U.id, _U.short_name, _U.kind, _U.expected, _R.id.label("report"), _R.state, _O.unit_id.label("offline"))
    .join_from(t.unit, t.report, and_(_R.unit_id == _U.id, _R.year == bindparam("year")), isouter=True)
    .join(s.offline, and_(_O.unit_id == _U.id, _O.year == bindparam("year")), isouter=True)
    .where(_U.parent_id.in_(bindparam("parents", expanding=True)))
    .order_by(_U.position, _U.id)
)
_FIGURE = ("indicator", "answer", "value", "qualifier", "raw", "as_of", "last_value", "last")
_OWN = select(_E.report_id.label("at"), true().label("own"), *(_E[name] for name in _FIGURE)).where(
    _E.report_id.in_(bindparam("reports", expanding=True)), or_(_E.answer != Answer.blank.value, _E.last_value.is_not(None))
)
_OFFLINE = select(_F.unit_id, false(), *(_F[name] for name in _FIGURE)).where(
    _F.unit_id.in_(bindparam("units", expanding=True)), _F.year == bindparam("year")
)
_GIVEN = union_all(_OWN, _OFFLINE)


def members(connection: Connection, unit_id: int, year: int, kinds: dict[str, Kind]) -> tuple[Member, ...]:
    """The units right below one whose figures are summed. Below one that is not to report, those that stand under it.

    So a figure is never counted twice: what stands below a unit that reports is in that unit's own report. What came 线下
    holds until a report of the unit's own is approved.
    """
    found: list[Member] = []
    level = [unit_id]
    while level:
        rows = connection.execute(_CHILDREN, {"parents": level, "year": year}).all()
        found += [_member(row, kinds) for row in rows if _reports(row)]
        level = [row.id for row in rows if not _reports(row)]
    return tuple(found)


def given(connection: Connection, units: tuple[Member, ...], year: int) -> dict[str, dict[int, Cell]]:
    """Every figure that these units gave, by indicator and unit; last year's value may stand alone."""
    own = {each.report_id: each for each in units if each.source is Source.own}
    offline = {each.id: each for each in units if each.source is Source.offline}
    rows = connection.execute(_GIVEN, {"reports": tuple(own), "units": tuple(offline), "year": year}).all()
    found: dict[str, dict[int, Cell]] = {}
    for at, mine, indicator, answer, value, qualifier, raw, as_of, last, last_raw in rows:
        member = own[at] if mine else offline[at]
        cell = Cell(member.id, member.name, _KEPT[answer], value, qualifier, raw, as_of, last, last_raw, member.final, member.report_id)
        found.setdefault(indicator, {})[member.id] = cell
    return found


def carried(connection: Connection, report_id: int, action: str, ids: Iterable[str] | None = None) -> dict[str, Past]:
    """What was last carried into a report under an action of the history, by indicator; all of it, or for those named."""
    named = None if ids is None else tuple(f"sum:{report_id}:{each}" for each in ids)
    query = (
        select(_H.target, _H.value, _H.version, _H.at, t.person.c.name)
        .join_from(t.history, t.person, _H.person_id == t.person.c.id, isouter=True)
        .where(_H.report_id == report_id if named is None else _H.target.in_(named), _H.action == action)
        .order_by(_H.id)
    )
    rows = connection.execute(query)
    return {row.target.rpartition(":")[2]: Past(history.unpacked(row.value), row.version, row.at, row.name or "") for row in rows}


def _reports(row: Row[*tuple[object, ...]]) -> bool:
    return bool(row.expected or row.report or row.offline)


def _member(row: Row[*tuple[object, ...]], kinds: dict[str, Kind]) -> Member:
    final = row.state in _FINAL
    if row.offline and not final:
        return Member(row.id, row.short_name, kinds[row.kind].tier, Source.offline, final=True)
    source = Source.own if row.report else Source.none
    return Member(row.id, row.short_name, kinds[row.kind].tier, source, final=final, report_id=row.report)
