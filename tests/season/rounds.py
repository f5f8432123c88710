"""A season day by day: rounds of reminding, what happens in between, and everything that arrives shown to the watch."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select

from server.actions.outlooks import Outlooks
from server.storage import letters
from server.storage import season_tables as tables
from server.storage.letters import INBOX
from server.web.views.letters import letter_of
from tests.season.board import compared
from tests.season.county import County, Event
from tests.season.watching import Heard, working

EVENTS_AT = (11, 0)
Clock = tuple[int, int]


@dataclass
class Rounds:
    """Plays a season. `remind`: one round at a moment by whoever reminds; `arrived`: what came since it was asked last."""

    county: County
    remind: Callable[[datetime], None]
    arrived: Callable[[], Iterable[tuple[str, str, str, str]]]
    opens: dict[date, Callable[[], None]] = field(default_factory=dict)
    seen: int = 0

    def __post_init__(self) -> None:
        self.outlooks = Outlooks(self.county.library)

    def play(self, first: date, last: date, events: list[Event], clocks: tuple[Clock, ...], down: set[date]) -> None:
        """From one day to another. On the days in `down` no mail server answers."""
        for far in range((last - first).days + 1):
            day = first + timedelta(days=far)
            self.opens.pop(day, lambda: None)()
            self._day(
                day,
                [each for each in events if each.day == day],
                clocks if working(day) else clocks[-1:],
                {"mail"} if day in down else set(),
            )

    def _day(self, day: date, events: list[Event], clocks: tuple[Clock, ...], down: set[str]) -> None:
        morning: dict[Heard, date] = self.county.watch.awaited()
        for town in self.county.watch.towns.values():
            town.morning = town.nearest()
        for clock in clocks:
            if clock > EVENTS_AT:
                events = self._happen(events)
            self.remind(datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=clock[0] - 8, minutes=clock[1]))
            self._look(day)
        self._happen(events)
        self.county.watch.end(day, morning, down)
        self.county.watch.faults += compared(self.county, self.outlooks, day)

    def _happen(self, events: list[Event]) -> list[Event]:
        for each in events:
            self.county.happen(each)
        return []

    def _look(self, day: date) -> None:
        """Show the watch what came: by mail and robots what the other side took, in the inbox what is new there."""
        watch, awaited = self.county.watch, self.county.watch.awaited()
        for way, who, text, number in self.arrived():
            if way in watch.robot_ways:
                watch.group(way, text, day, awaited)
            else:
                watch.arrive(way, who, text, day, number, awaited)
        with self.county.database.read() as connection:
            newest = int(connection.execute(select(func.max(tables.letter.c.id))).scalar() or 0)
            fresh = [each for each in letters.since(connection, day, day + timedelta(days=1)) if each.id > self.seen and each.way == INBOX]
        for each in fresh:
            watch.arrive(INBOX, each.name, letter_of(self.county.library, "", each).text, day, each.message_id, awaited)
        self.seen = newest


def unclear(county: County) -> dict[str, int]:
    """How often the result of a letter was unclear, by its number."""
    c = tables.letter.c
    with county.database.read() as connection:
        rows = connection.execute(select(c.message_id, c.unclear).where(c.unclear > 0))
    return {row.message_id: row.unclear for row in rows}


def judged(county: County) -> tuple[list[str], int]:
    """Every fault of a season, and how many letters arrived more than once though their result was unclear."""
    watch, lost = county.watch, unclear(county)
    twice = {number: count for number, count in watch.numbers.items() if count > 1}
    faults = [*watch.faults, *(said for number, said in watch.strange.items() if number not in lost)]
    return [*faults, *(f"{number} came {count} times" for number, count in twice.items() if count > 1 + lost.get(number, 0))], len(twice)
