"""The next thing that keeps a unit's report from being handed in, proven and published, and since when; one thing at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from server.report.overseeing.standing import Offline, Progress, Standing
from server.report.rules import SENT, Nature
from server.report.season.countdown import Outlook
from server.report.season.ledger import Row
from server.report.workflow import State


class Block(StrEnum):
    """What blocks, in the order in which it is looked for. `none`: nothing does; `exempt`: nobody asks this unit for a report."""

    exempt = "exempt"
    unstarted = "unstarted"
    returned = "returned"
    sections = "sections"
    unsubmitted = "unsubmitted"
    county = "county"
    review = "review"
    signing = "signing"
    sending = "sending"
    unsigned = "unsigned"
    incomplete = "incomplete"
    receipt = "receipt"
    publishing = "publishing"
    none = "none"


@dataclass(frozen=True)
class Since:
    """The days a report last moved: into its state, a section was said to be done, anything at all; None where that is not known."""

    state: date | None = None
    section: date | None = None
    changed: date | None = None


@dataclass(frozen=True)
class Blocking:
    """What blocks a report and since when, None where there is no such day; `count`: sections, or rows of the ledger, it is about."""

    block: Block
    since: date | None = None
    count: int = 0


@dataclass(frozen=True)
class Case:
    """A unit's report as looked at: `expected` by its own settings, the days it moved, its ledger and what it comes to."""

    expected: bool
    outlook: Outlook
    standing: Standing
    progress: Progress | None = None
    offline: Offline | None = None
    since: Since = field(default_factory=Since)

    @property
    def reports(self) -> bool:
        """Whether the unit is expected to report: by its settings and by the rules."""
        return self.expected and self.standing.asked

    def rows(self, *natures: Nature) -> list[Row]:
        """The required rows of the first delivery of these natures."""
        return [row for row in self.outlook.first if row.delivery.nature in natures]


def blocking(case: Case) -> Blocking:
    """The first thing that holds; whoever handed in on paper only has the publication before it."""
    if not case.reports:
        return Blocking(Block.exempt)
    if case.offline is None and case.progress is None:
        return Blocking(Block.unstarted)
    found = _inside(case, case.progress) if case.offline is None and case.progress else None
    return found or _outside(case)


def _inside(case: Case, progress: Progress) -> Blocking | None:
    """What keeps a report in the program from being handed in, None when it is."""
    unsent = [row for row in case.rows(*SENT) if not row.done]
    if not unsent and progress.state is not State.signed:
        return Blocking(Block.unsigned, _last_done(case.rows(*SENT)))
    if progress.state is State.signed:
        return _signed(case, progress, unsent)
    return _STATES[progress.state](case, progress)


def _signed(case: Case, progress: Progress, unsent: list[Row]) -> Blocking | None:
    if unsent:
        return Blocking(Block.sending, case.since.state, len(unsent))
    return None if progress.whole else Blocking(Block.incomplete, _last_done(case.rows(*SENT)), progress.left)


def _outside(case: Case) -> Blocking:
    """What is open once it is handed in: receipts, then the publication."""
    unproven = [] if case.offline else [row for row in case.rows(*SENT) if row.lacks]
    if unproven:
        days = [row.record.done_on for row in unproven if row.record.done_on]
        return Blocking(Block.receipt, min(days, default=None), len(unproven))
    if case.rows(Nature.publish) and case.standing.published_on is None:
        return Blocking(Block.publishing, case.standing.submitted_on)
    return Blocking(Block.none)


def _open(case: Case, progress: Progress) -> Blocking:
    """A report that is being written: since when it has not moved; all of it written, since the last section was."""
    if progress.whole:
        return Blocking(Block.unsubmitted, case.since.section or case.since.changed)
    return Blocking(Block.sections, case.since.changed, progress.left)


def _waiting(block: Block) -> "_Read":
    return lambda case, progress: Blocking(block, case.since.state, progress.left)


def _last_done(rows: list[Row]) -> date | None:
    return max((row.record.done_on for row in rows if row.record.done_on), default=None)


_Read = Callable[[Case, Progress], Blocking]
_STATES: Mapping[State, _Read] = {
    State.filling: _open,
    State.returned: _waiting(Block.returned),
    State.county_review: _waiting(Block.county),
    State.submitted: _waiting(Block.review),
    State.approved: _waiting(Block.signing),
}
