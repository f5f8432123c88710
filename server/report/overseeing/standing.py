"""Where a unit stands with its report of a year, and what that makes of many: counts and rates; a rate of nothing is none, not 0."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from server.report.rules import SENT, Nature
from server.report.season.countdown import Outlook, last_day
from server.report.season.ledger import Row
from server.report.workflow import State

NONE_YET = "—"


@dataclass(frozen=True)
class Progress:
    """How far a report in the program is: its state and how many of its sections are said to be done."""

    state: State
    shown: int
    done: int

    @property
    def left(self) -> int:
        """Sections nobody said to be done."""
        return self.shown - self.done

    @property
    def whole(self) -> bool:
        """Whether there is something in it and all of it is said to be done: an empty report is never whole."""
        return self.shown > 0 and self.left == 0


@dataclass(frozen=True)
class Offline:
    """A report that came on paper or by OA (线下): in which way, when it came, and when it was published."""

    way: str
    received_on: date
    published_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """What overviews count of a unit and a year. `asked`: the rules ask it for a report.

    `due` and `publish_due`: the last day that counts by the rule's words (our earlier working day is only caution); None without one.
    `submitted_on`: the day the last required row went out, or the paper came; None until the report is whole, signed and with
    everybody it must go to. `on_time`: all of them had it by their days.
    """

    asked: bool
    started: bool
    offline: bool
    due: date | None
    submitted_on: date | None
    on_time: bool
    publish_due: date | None
    published_on: date | None

    def late(self, today: date) -> bool:
        """Whether it has not been handed in and its day is over."""
        return self.asked and self.submitted_on is None and self.due is not None and today > self.due


@dataclass(frozen=True)
class Totals:
    """How many units are expected to report, and how many of these began, handed in, did so in time, published."""

    expected: int = 0
    started: int = 0
    submitted: int = 0
    on_time: int = 0
    published: int = 0

    @property
    def rates(self) -> dict[str, str]:
        """Each as a share of those expected, in whole and tenth percent; NONE_YET where nobody is expected."""
        return {name: rate(getattr(self, name), self.expected) for name in ("started", "submitted", "on_time", "published")}

    def __add__(self, other: "Totals") -> "Totals":
        """Both together."""
        return Totals(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def standing(outlook: Outlook, progress: Progress | None, offline: Offline | None) -> Standing:
    """Where a unit stands by its ledger; without a report in the program by what was registered of it."""
    sent, public = _required(outlook, SENT), _required(outlook, (Nature.publish,))
    handed = _handed(sent, progress, offline)
    open_days = [day for row in sent if not row.done and (day := _last(row))]
    days = open_days or [day for row in sent if (day := _last(row))]
    return Standing(
        asked=bool(sent),
        started=progress is not None or offline is not None,
        offline=offline is not None,
        due=(min(days) if open_days else max(days)) if days else None,
        submitted_on=handed,
        on_time=handed is not None and _in_time(sent, offline),
        publish_due=min((day for row in public if (day := _last(row))), default=None),
        published_on=_published(public, offline),
    )


def totals(standings: Iterable[Standing]) -> Totals:
    """The counts of units that are expected to report; the caller leaves out those that are not."""
    each = tuple(standings)
    return Totals(
        expected=len(each),
        started=sum(one.started for one in each),
        submitted=sum(one.submitted_on is not None for one in each),
        on_time=sum(one.on_time for one in each),
        published=sum(one.published_on is not None for one in each),
    )


def rate(part: int, whole: int) -> str:
    """A share in percent with one place, rounded half up and without a needless 0; NONE_YET of nothing."""
    if not whole:
        return NONE_YET
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def _required(outlook: Outlook, natures: tuple[Nature, ...]) -> list[Row]:
    return [row for row in outlook.first if row.delivery.nature in natures]


def _handed(sent: list[Row], progress: Progress | None, offline: Offline | None) -> date | None:
    """The day it was handed in: whole, signed and with everybody, or the day the paper came, whichever was first."""
    days = [row.record.done_on for row in sent if row.record.done_on]
    whole = progress is not None and progress.whole and progress.state is State.signed
    here = max(days) if whole and sent and len(days) == len(sent) else None
    came = [day for day in (here, offline.received_on if offline else None) if day]
    return min(came, default=None)


def _in_time(sent: list[Row], offline: Offline | None) -> bool:
    """Whether each had it by its day, by the ledger or by the paper that came."""
    return all(_by(day, _last(row)) for row in sent if (day := _arrived(row, offline)))


def _arrived(row: Row, offline: Offline | None) -> date | None:
    days = [day for day in (row.record.done_on, offline.received_on if offline else None) if day]
    return min(days, default=None)


def _by(day: date, last: date | None) -> bool:
    return last is None or day <= last


def _last(row: Row) -> date | None:
    return last_day(row, row.due) if row.due else None


def _published(public: list[Row], offline: Offline | None) -> date | None:
    days = [row.record.done_on for row in public if row.record.done_on]
    whole = max(days) if public and len(days) == len(public) else None
    return whole or (offline.published_on if offline else None)
