"""What the county board ought to say of every town at the end of a day, reckoned from the story, and whether it does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from server.actions import overseeing, standings
from server.actions.allowing import Actor
from server.actions.outlooks import Outlooks
from server.report.overseeing.board import Line, counted
from server.storage.standings import Branch
from tests.season.county import OVERSEER, County
from tests.season.watching import PUBLIC, ROWS, SENT, Town

LAST_DAY = date(2026, 1, 31)  # by the rule's words; the Friday before is only caution
_STATES = {"returned": "returned", "county_review": "county", "submitted": "review", "approved": "signing"}
Says = dict[str, object]


def compared(county: County, outlooks: Outlooks, day: date) -> list[str]:
    """Where the board differs from the story, a sentence each; the overview is brought up to date and must say the same."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    actor = Actor(county.ids[OVERSEER], OVERSEER, at)
    with county.database.write() as connection:
        standings.refresh(connection, county.library, [(unit, 2025) for unit in county.units.values()], at)
        board = overseeing.lines(connection, county.library, outlooks, actor, county.top, 2025)
        branches = overseeing.overview(connection, actor, county.top, 2025)
    assert board
    return [*_lines(county, board.lines, day), *_totals(county, board.lines, branches, day)]


def _lines(county: County, found: tuple[Line, ...], day: date) -> Iterator[str]:
    shown = {line.watched.unit.short_name: line for line in found}
    for name, town in county.watch.towns.items():
        want, have = _wanted(town, day), _shown(shown[name], day)
        if want != have:
            yield f"{day} {name}: the board says {have}, the story {want}"


def _totals(county: County, found: tuple[Line, ...], branches: tuple[Branch, ...], day: date) -> Iterator[str]:
    each = [_wanted(town, day) for town in county.watch.towns.values()]
    want = {"expected": len(each)} | {
        name: sum(bool(one[key]) for one in each)
        for name, key in {"started": "started", "submitted": "handed", "on_time": "on_time", "published": "public"}.items()
    }
    have = vars(counted(found))
    overview = {key: sum(vars(branch.totals)[key] for branch in branches) for key in have}
    if not want == have == overview:
        yield f"{day}: the board counts {have}, the overview {overview}, the story {want}"


def _wanted(town: Town, day: date) -> Says:
    days = [town.sent_on[key] for key in SENT if key in town.rows]
    handed = max(days) if len(days) == len(SENT) and town.whole and town.state == "signed" else None
    kept = all(town.sent_on[key] <= town.put_off.get(key, LAST_DAY) for key in SENT if key in town.rows)
    open_days = sorted(town.due(key) for key in ROWS if key not in town.rows) if not town.again else None
    last = min((town.put_off.get(key, LAST_DAY) for key in SENT if key not in town.rows), default=None)
    block = _blocked(town, sent=len(days) == len(SENT))
    return {
        "started": town.open,
        "handed": handed,
        "on_time": handed is not None and kept,
        "public": town.sent_on.get(PUBLIC),
        "late": handed is None and last is not None and day > last,
        "due": (open_days[0] if open_days else None) if open_days is not None else "corrected",
        "block": block,
        "since": town.moved if block in ("returned", "county", "review", "signing", "sending") else None,
    }


def _blocked(town: Town, *, sent: bool) -> str:
    if not town.open:
        return "unstarted"
    if sent and town.state != "signed":
        return "unsigned"
    if town.state == "signed":
        inside = "sending" if not sent else "" if town.whole else "incomplete"
    else:
        inside = _STATES.get(town.state, "unsubmitted" if town.whole else "sections")
    return inside or ("none" if PUBLIC in town.rows else "publishing")


def _shown(line: Line, day: date) -> Says:
    standing, block = line.standing, line.blocking
    corrected = any(row.round for row in line.watched.outlook.rows)
    dues = line.dues(day)
    timed = block.block.value in ("returned", "county", "review", "signing", "sending")
    return {
        "started": standing.started,
        "handed": standing.submitted_on,
        "on_time": standing.on_time,
        "public": standing.published_on,
        "late": standing.late(day) and bool({row.delivery.key for row in line.watched.outlook.rows} & set(SENT)),
        "due": "corrected" if corrected else dues[0].day if dues else None,
        "block": block.block.value,
        "since": block.since if timed else None,
    }
