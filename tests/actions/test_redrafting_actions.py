"""Adopting a merged draft: the base of the next redraft, what happens in between, and the way back."""

import pytest

from server.actions import drafting, redrafting
from server.actions.saving import Field, save_fields
from server.report.merging.threeway import Choice, Fate
from server.report.problems import NotAllowed, NotFound, Stale
from server.storage import contents, history
from tests.cast import LIN, WU, ZHOU, Town


def _save(town: Town, kind: str, key: str, value: dict[str, str], base: int) -> None:
    with town.database.write() as connection:
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [Field(kind, key, value, base)])


def _draft(town: Town) -> None:
    with town.database.write() as connection:
        drafting.draft_section(connection, town.library, town.actor(LIN), town.report, town.section("disputes").id, {})


def _proposed(town: Town) -> redrafting.Proposed | None:
    with town.database.read() as connection:
        return redrafting.proposed(connection, town.report, town.section("disputes").id)


def _adopt(town: Town, seen: tuple[int, int], choices: dict[int, Choice] | None = None, login: str = LIN) -> None:
    with town.database.write() as connection:
        section = town.section("disputes").id
        redrafting.adopt_merged(connection, town.library, town.actor(login), town.report, section, seen, choices or {})


@pytest.fixture
def edited(town: Town) -> Town:
    """A drafted section with a sentence of a person's own, an edited one, and a draft waiting with a new figure."""
    _save(town, "entry", "dis.found", {"raw": "513"}, 0)
    _draft(town)
    _save(town, "text", str(town.section("disputes").id), {"body": town.text("disputes").replace("513件", "513件以上") + "自己写的。"}, 1)
    _save(town, "entry", "dis.found", {"raw": "520"}, 1)
    _draft(town)
    return town


def test_after_adopting_the_draft_is_what_the_next_one_is_compared_with(edited: Town) -> None:
    waiting = _proposed(edited)
    assert waiting is not None
    assert [piece.fate for _, piece in waiting.merged.shown] == [Fate.changed]
    _adopt(edited, (waiting.draft.id, 2))
    assert edited.text("disputes").endswith("自己写的。")
    assert "513件以上" in edited.text("disputes")
    assert _proposed(edited) is None
    _draft(edited)
    again = _proposed(edited)
    assert again is not None
    assert again.merged.shown == ()


def test_adopting_is_in_the_history(edited: Town) -> None:
    waiting = _proposed(edited)
    assert waiting is not None
    [(number, _)] = waiting.merged.shown
    _adopt(edited, (waiting.draft.id, 2), {number: Choice.new})
    with edited.database.read() as connection:
        past = history.at_version(connection, f"text:{edited.section('disputes').id}", 2)
    assert past is not None
    assert "513件以上" in past.value["body"]
    assert "520件" in edited.text("disputes")


def test_taken_back_the_text_and_the_draft_are_as_before(edited: Town) -> None:
    before, waiting = edited.text("disputes"), _proposed(edited)
    assert waiting is not None
    [(number, _)] = waiting.merged.shown
    _adopt(edited, (waiting.draft.id, 2), {number: Choice.new})
    with edited.database.write() as connection:
        redrafting.undo(connection, edited.library, edited.actor(LIN), edited.report, edited.section("disputes").id, 3)
    assert edited.text("disputes") == before
    assert _proposed(edited) == waiting


def test_another_draft_than_the_one_shown_is_not_adopted(edited: Town) -> None:
    waiting = _proposed(edited)
    assert waiting is not None
    _draft(edited)
    with pytest.raises(Stale):
        _adopt(edited, (waiting.draft.id, 2))


def test_nothing_is_adopted_where_nothing_waits_or_by_who_may_not(town: Town, edited: Town) -> None:
    for login, refusal in ((WU, NotAllowed), (ZHOU, NotFound)):
        with pytest.raises(refusal):
            _adopt(edited, (2, 2), login=login)
    with pytest.raises(NotFound), edited.database.write() as connection:
        redrafting.adopt_merged(connection, town.library, town.actor(LIN), town.report, 99_999, (2, 2), {})
    with edited.database.read() as connection:
        assert contents.bodies(connection, [edited.section("disputes").id])[edited.section("disputes").id][1] == 2
