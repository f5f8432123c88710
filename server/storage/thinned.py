"""What thinning the history needs: the saves of a stretch of time, those that something refers to, how far it has come."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, delete, or_, select

from server.report.chronicle.thinning import TYPED, Saved
from server.storage import check_tables
from server.storage import tables as t
from server.storage.history import unpacked

TARGET = "history:thinned"
FIELDS = ("text:", "entry:", "item:", "record:")
T = TypeVar("T", str, int)
_H = t.history.c
_AS_ONE = 500
# Whatever else happens to a report marks a moment that somebody may ask for again.
_NO_MOMENT = (TYPED, "add", "remove", "tally")


def upto(connection: Connection) -> datetime | None:
    """How far the history is thinned; None while it never was."""
    row = connection.execute(select(_H.value).where(_H.target == TARGET).order_by(_H.id.desc()).limit(1)).first()
    return datetime.fromisoformat(unpacked(row.value)["upto"]) if row else None


def oldest(connection: Connection) -> datetime | None:
    """When the first thing was written; None before anything was."""
    row = connection.execute(select(_H.at).order_by(_H.id).limit(1)).first()
    found: datetime | None = row.at if row else None
    return found


def saved(connection: Connection, begun: datetime, until: datetime) -> tuple[Saved, ...]:
    """Every version of a field saved from one moment until before another."""
    named = or_(*(_H.target.startswith(each) for each in FIELDS))
    query = select(_H.id, _H.target, _H.version, _H.action, _H.person_id, _H.at)
    rows = connection.execute(query.where(_H.at >= begun, _H.at < until, _H.version > 0, named).order_by(_H.target, _H.version))
    return tuple(Saved(*row) for row in rows)


def kept(connection: Connection, targets: Collection[str]) -> frozenset[int]:
    """The saves of these fields that must stay: the two newest of each, and whatever was newest at a moment that something refers to."""
    found: set[int] = set()
    for part in _parts(sorted(targets)):
        rows = connection.execute(select(_H.id, _H.target, _H.report_id).where(_H.target.in_(part), _H.version > 0).order_by(_H.id)).all()
        ids: dict[str, list[int]] = {}
        for row in rows:
            ids.setdefault(row.target, []).append(row.id)
        found |= {number for each in ids.values() for number in each[-2:]}
        found |= _named(connection, part)
        marks = _marks(connection, {row.report_id for row in rows if row.report_id})
        found |= {
            number for row in {(row.target, row.report_id) for row in rows} for number in _newest_at(ids[row[0]], marks.get(row[1], []))
        }
    return frozenset(found)


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Take saves away for good: the only way in which anything leaves the history."""
    for part in _parts(tuple(ids)):
        connection.execute(delete(t.history).where(_H.id.in_(part)))


def _marks(connection: Connection, reports: Collection[int]) -> dict[int, list[int]]:
    """By report, the numbers behind which its state may be asked for: moves, exports, approvals, arrangements, what leaders have read."""
    made: dict[int, list[int]] = {}
    fields = or_(*(_H.target.startswith(each) for each in FIELDS))
    here = (_H.report_id.in_(tuple(reports)), ~(fields & _H.action.in_(_NO_MOMENT)))
    for row in connection.execute(select(_H.report_id, _H.id).where(*here).order_by(_H.id)):
        made.setdefault(row.report_id, []).append(row.id)
    read = check_tables.leader_read.c
    for row in connection.execute(select(read.report_id, read.history_id).where(read.report_id.in_(tuple(reports)))):
        made.setdefault(row.report_id, []).append(row.history_id)
    return {report: sorted(each) for report, each in made.items()}


def _newest_at(ids: list[int], marks: list[int]) -> set[int]:
    """The newest of some numbers up to each mark; both rise."""
    found, at = set(), 0
    for mark in marks:
        while at < len(ids) and ids[at] <= mark:
            at += 1
        found |= {ids[at - 1]} if at else set()
    return found


def _named(connection: Connection, targets: Collection[str]) -> set[int]:
    """Versions of texts that a draft was made for or became, with the one before, to which taking it back leads."""
    sections = {int(each.partition(":")[2]) for each in targets if each.startswith("text:")}
    d = t.draft.c
    rows = connection.execute(select(d.section_id, d.text_version, d.adopted_as).where(d.section_id.in_(sections))).all()
    wanted = {
        (row.section_id, version) for row in rows for version in (row.text_version, row.adopted_as, (row.adopted_as or 0) - 1) if version
    }
    query = select(_H.id, _H.target, _H.version).where(_H.target.in_([f"text:{section}" for section in {each for each, _ in wanted}]))
    return {row.id for row in connection.execute(query) if (int(row.target.partition(":")[2]), row.version) in wanted}


def _parts(rows: Iterable[T]) -> Iterable[list[T]]:
    every = list(rows)
    return (every[at : at + _AS_ONE] for at in range(0, len(every), _AS_ONE))
