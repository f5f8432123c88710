"""States of a report and the moves between them: one table. 已报送、已公开、已归档 are derived elsewhere, never stored."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a report stands."""

    filling = "filling"
    county_review = "county_review"
    submitted = "submitted"
    returned = "returned"
    approved = "approved"
    signed = "signed"


class Move(StrEnum):
    """What takes a report from one state to another."""

    ask_county = "ask_county"
    end_county = "end_county"
    submit = "submit"
    send_back = "send_back"
    approve = "approve"
    sign = "sign"
    withdraw = "withdraw"


@dataclass(frozen=True)
class Path:
    """Where a move may start, where it ends, and whether it needs a reason."""

    starts: frozenset[State]
    ends: State
    reason: bool = False


OPEN = frozenset({State.filling, State.county_review, State.returned})
CLOSED = frozenset(State) - OPEN

PATHS = {
    Move.ask_county: Path(frozenset({State.filling, State.returned}), State.county_review),
    Move.end_county: Path(frozenset({State.county_review}), State.filling),
    Move.submit: Path(OPEN, State.submitted),
    Move.send_back: Path(CLOSED | {State.county_review}, State.returned, reason=True),
    Move.approve: Path(frozenset({State.submitted}), State.approved),
    Move.sign: Path(frozenset({State.approved}), State.signed),
    Move.withdraw: Path(CLOSED, State.filling, reason=True),
}


def moves_from(state: State) -> tuple[Move, ...]:
    """The moves a report in this state admits, whoever asks."""
    return tuple(move for move, path in PATHS.items() if state in path.starts)
