"""States and moves: every path written out, and no state without a way in or out."""

import pytest

from server.report.workflow import CLOSED, OPEN, PATHS, Move, State, moves_from

EXPECTED = {
    "ask_county": ({"filling", "returned"}, "county_review", False),
    "end_county": ({"county_review"}, "filling", False),
    "submit": ({"filling", "county_review", "returned"}, "submitted", False),
    "send_back": ({"county_review", "submitted", "approved", "signed"}, "returned", True),
    "approve": ({"submitted"}, "approved", False),
    "sign": ({"approved"}, "signed", False),
    "withdraw": ({"submitted", "approved", "signed"}, "filling", True),
}


def test_the_moves_are_these_and_no_others() -> None:
    found = {move.value: ({start.value for start in path.starts}, path.ends.value, path.reason) for move, path in PATHS.items()}
    assert found == EXPECTED


def test_every_move_has_its_path() -> None:
    assert PATHS.keys() == set(Move)


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        ("filling", ("ask_county", "submit")),
        ("county_review", ("end_county", "submit", "send_back")),
        ("returned", ("ask_county", "submit")),
        ("submitted", ("send_back", "approve", "withdraw")),
        ("approved", ("send_back", "sign", "withdraw")),
        ("signed", ("send_back", "withdraw")),
    ],
)
def test_each_state_admits_its_moves(state: str, moves: tuple[str, ...]) -> None:
    assert moves_from(State(state)) == moves


def test_a_report_is_open_before_it_is_submitted_and_closed_after() -> None:
    assert {"filling", "county_review", "returned"} == OPEN
    assert {"submitted", "approved", "signed"} == CLOSED


def test_no_move_stays_where_it_starts() -> None:
    assert not [move for move, path in PATHS.items() if path.ends in path.starts]


def _reached_from(state: State) -> set[State]:
    reached = {state}
    while more := {PATHS[move].ends for each in reached for move in moves_from(each)} - reached:
        reached |= more
    return reached


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached_from_every_other(state: State) -> None:
    assert _reached_from(state) == set(State)


def test_what_is_signed_opens_again_only_by_withdrawal_with_a_reason() -> None:
    into_open = {move for move, path in PATHS.items() if path.ends in OPEN and path.starts & CLOSED}
    assert into_open == {"send_back", "withdraw"}
    assert all(PATHS[move].reason for move in into_open)
