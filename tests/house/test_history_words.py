"""Whatever the program writes into the history has its words: a new action or kind of target without them fails here."""

import pytest

from server.library import Library
from tests.house.events import actions, kinds

# Not targets of events: other strings that end with a colon.
NOT_TARGETS = {"house", "subject"}


def test_every_action_that_is_written_is_called_something(library: Library) -> None:
    words = library.labels["history_acts"]
    log = library.labels["log_acts"]
    assert {name: where for name, where in actions().items() if not (words.get(name) or log.get(name))} == {}


def test_every_kind_of_target_stands_under_a_heading(library: Library) -> None:
    assert kinds() - NOT_TARGETS - library.labels["history_groups"].keys() == set()


@pytest.mark.parametrize("action", ["save", "send_back", "restore", "explained", "add_section", "merge", "export"])
def test_the_source_is_read_far_enough_to_find_them(action: str) -> None:
    assert action in actions()
