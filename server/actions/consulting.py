"""征求意见 as people write it down together: a table saved at once, each row with its version, nothing overwritten unseen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.report.problems import NotFound
from server.report.season.opinions import Opinion
from server.report.who import Act
from server.storage import history, signing
from server.storage.history import Event
from server.storage.reports import Report


@dataclass(frozen=True)
class Clash:
    """A row that was not kept, because somebody changed it since the page was shown, or with `theirs` None took it away."""

    mine: Opinion
    theirs: Opinion | None


@dataclass(frozen=True)
class Saved:
    """What came of a table: how many rows were written or taken away, and those that somebody overtook."""

    kept: int
    clashes: tuple[Clash, ...] = ()


def save(connection: Connection, actor: Actor, report_id: int, rows: Iterable[Opinion], removed: Opinion | None = None) -> Saved:
    """Keep every row that differs; `version` of a row is the one that was shown, `id` 0 is a new row. Then take one away.

    A row that its person left alone stays as somebody else made it. Raises NotFound for rows of another report.
    """
    standing = allow(connection, actor, Act.record, report_id)
    stored = {each.id: each for each in signing.opinions(connection, report_id)}
    told = [_kept(connection, actor, standing.report, each, stored) for each in rows]
    told += [_removed(connection, actor, standing.report, removed, stored)] if removed else []
    return Saved(sum(each is True for each in told), tuple(each for each in told if isinstance(each, Clash)))


def target(opinion_id: int) -> str:
    """An opinion's name in the history."""
    return f"opinion:{opinion_id}"


def _kept(connection: Connection, actor: Actor, report: Report, mine: Opinion, stored: dict[int, Opinion]) -> Clash | bool:
    """True when the row was written, False when there was nothing to write."""
    if not mine.id:
        return _added(connection, actor, report, mine, stored)
    theirs = stored.get(mine.id)
    if (theirs and theirs.said == mine.said) or _untouched(connection, report, mine):
        return False
    if theirs is None or not signing.change_opinion(connection, mine):
        return Clash(mine, theirs)
    _note(connection, actor, report, mine, "save")
    return True


def _added(connection: Connection, actor: Actor, report: Report, mine: Opinion, stored: dict[int, Opinion]) -> bool:
    """The same words by the same body twice are a form that was sent twice."""
    if any(each.said == mine.said for each in stored.values()):
        return False
    made = replace(mine, id=signing.add_opinion(connection, report.id, mine), version=0)
    _note(connection, actor, report, made, "save")
    return True


def _removed(connection: Connection, actor: Actor, report: Report, mine: Opinion, stored: dict[int, Opinion]) -> Clash | bool:
    theirs = stored.get(mine.id)
    if theirs is None:
        return False
    if not signing.remove_opinion(connection, mine):
        return Clash(replace(theirs, version=mine.version), theirs)
    _note(connection, actor, report, theirs, "remove")
    return True


def _untouched(connection: Connection, report: Report, mine: Opinion) -> bool:
    """Whether the row says what it said when it was shown. Raises NotFound for one that was never this report's."""
    first = history.at_version(connection, target(mine.id), 1)
    if first is None or first.value.get("report") != str(report.id):
        raise NotFound
    shown = history.at_version(connection, target(mine.id), mine.version)
    return shown is not None and {**shown.value, "report": ""} == {**mine.said, "report": ""}


def _note(connection: Connection, actor: Actor, report: Report, opinion: Opinion, action: str) -> None:
    value = opinion.said | {"report": str(report.id)}
    history.add(connection, Event(actor.at, actor.id, target(opinion.id), action, report.unit_id, report.id, opinion.version + 1, value))
