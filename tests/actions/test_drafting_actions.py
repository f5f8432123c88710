"""Drafts beside texts: taken over where no person's words would go, kept beside otherwise, adopted when asked."""

import pytest

from server.actions import drafting, reporting
from server.actions.drafting import Outcome
from server.actions.saving import Field, Saved, save_fields
from server.report.problems import Locked, NotAllowed, NotFound
from server.report.snapshot import Item
from server.report.workflow import Move
from server.storage import contents
from server.storage.contents import StoredDraft
from tests.cast import LIN, WU, ZHAO, ZHOU, Town


@pytest.fixture
def filled(town: Town) -> Town:
    """The town with figures of disputes and two problems."""
    figures = {"dis.found": "513", "dis.mediation_received": "513", "dis.mediation_succeeded": "473"}
    _save(town, *[Field("entry", key, {"raw": raw}, 0) for key, raw in figures.items() if key in town.library.indicators])
    with town.database.write() as connection:
        for title in ("执法力量不足", "宣传方式单一"):
            reporting.add_item(connection, town.actor(LIN), town.report, town.section("problems").id, Item(title=title, body="编制少。"))
    return town


def _save(town: Town, *fields: Field) -> Saved:
    with town.database.write() as connection:
        return save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)


def _write(town: Town, key: str, body: str, base: int) -> Saved:
    return _save(town, Field("text", str(town.section(key).id), {"body": body}, base))


def _draft(town: Town, key: str = "disputes", login: str = LIN, chosen: dict[str, int] | None = None) -> Outcome:
    with town.database.write() as connection:
        return drafting.draft_section(connection, town.library, town.actor(login), town.report, town.section(key).id, chosen or {})


def _adopt(town: Town, *, append: bool, base: int) -> Saved:
    with town.database.write() as connection:
        section = town.section("disputes").id
        return drafting.adopt(connection, town.library, town.actor(LIN), town.report, section, append=append, base=base)


def _stored(town: Town, *, adopted: bool) -> StoredDraft | None:
    section = town.section("disputes").id
    with town.database.read() as connection:
        return contents.drafts(connection, [section], adopted=adopted).get(section)


def test_a_draft_of_an_empty_section_becomes_its_text(filled: Town) -> None:
    outcome = _draft(filled)
    assert outcome.adopted
    assert "513件" in filled.text("disputes")
    assert filled.text("disputes") == outcome.drafted.text
    adopted = _stored(filled, adopted=True)
    assert adopted is not None
    assert (adopted.adopted_as, adopted.text_version) == (1, 0)


def test_a_draft_nobody_touched_is_replaced_by_the_next(filled: Town) -> None:
    _draft(filled)
    _save(filled, Field("entry", "dis.found", {"raw": "520"}, 1))
    assert _draft(filled).adopted
    assert "520件" in filled.text("disputes")


def test_a_text_a_person_changed_is_never_overwritten(filled: Town) -> None:
    _draft(filled)
    written = filled.text("disputes") + "另外，我们自己写了一句。"
    _write(filled, "disputes", written, 1)
    outcome = _draft(filled)
    assert not outcome.adopted
    assert filled.text("disputes") == written
    waiting = _stored(filled, adopted=False)
    assert waiting is not None
    assert waiting.drafted == outcome.drafted


def test_a_waiting_draft_takes_the_place_of_the_text_when_asked(filled: Town) -> None:
    _write(filled, "disputes", "自己写的。", 0)
    outcome = _draft(filled)
    assert not _adopt(filled, append=False, base=1).conflicts
    assert filled.text("disputes") == outcome.drafted.text


def test_or_stands_behind_it(filled: Town) -> None:
    _write(filled, "disputes", "自己写的。\n", 0)
    outcome = _draft(filled)
    _adopt(filled, append=True, base=1)
    assert filled.text("disputes") == f"自己写的。\n{outcome.drafted.text}"


def test_a_draft_is_not_put_over_a_text_that_changed_meanwhile(filled: Town) -> None:
    _write(filled, "disputes", "自己写的。", 0)
    _draft(filled)
    _write(filled, "disputes", "又改过。", 1)
    saved = _adopt(filled, append=False, base=1)
    assert saved.conflicts
    assert filled.text("disputes") == "又改过。"
    assert _stored(filled, adopted=True) is None


def test_there_is_nothing_to_adopt_before_a_draft(filled: Town) -> None:
    with pytest.raises(NotFound):
        _adopt(filled, append=False, base=0)


def test_a_draft_with_nothing_to_say_changes_nothing(town: Town) -> None:
    outcome = _draft(town)
    assert (outcome.adopted, outcome.drafted.text, town.text("disputes")) == (False, "", "")
    assert _stored(town, adopted=False) is None


def test_items_are_drafted_as_numbered_lines(filled: Town) -> None:
    _draft(filled, "problems")
    lines = filled.text("problems").splitlines()
    assert [line for line in lines if "执法力量不足" in line or "宣传方式单一" in line] == lines[-2:]
    assert "编制少" in lines[-1]
    assert "。。" not in filled.text("problems")


def test_another_wording_can_be_chosen(filled: Town) -> None:
    first = _draft(filled).drafted
    sentence = next(each for each in first.sentences if len(each.alternatives) > 1)
    second = _draft(filled, chosen={sentence.phrase: 1}).drafted
    assert next(each.text for each in second.sentences if each.phrase == sentence.phrase) == sentence.alternatives[1]


def test_all_sections_are_drafted_at_once_and_those_written_by_hand_kept(filled: Town) -> None:
    _write(filled, "problems", "自己写的问题。", 0)
    with filled.database.write() as connection:
        outcomes = drafting.draft_all(connection, filled.library, filled.actor(ZHAO), filled.report)
    keys = {outcome.section.key: outcome.adopted for outcome in outcomes if outcome.drafted.text}
    assert keys["disputes"]
    assert not keys["problems"]
    assert filled.text("problems") == "自己写的问题。"


def test_what_a_person_typed_is_never_run_as_a_template(filled: Town) -> None:
    with filled.database.write() as connection:
        item = Item(title="{name}{{ 7*7 }}{dis.found}", body="[{unit}]%s{0}")
        reporting.add_item(connection, filled.actor(LIN), filled.report, filled.section("problems").id, item)
    _draft(filled, "problems")
    assert "{name}{{ 7*7 }}{dis.found}" in filled.text("problems")
    assert "[{unit}]%s{0}" in filled.text("problems")


def test_the_front_matter_and_sections_of_others_are_not_drafted(filled: Town) -> None:
    for section in (filled.section("title").id, 99_999):
        with pytest.raises(NotFound), filled.database.write() as connection:
            drafting.draft_section(connection, filled.library, filled.actor(LIN), filled.report, section, {})


def test_only_those_who_fill_may_draft_and_only_while_it_is_open(filled: Town) -> None:
    with pytest.raises(NotAllowed):
        _draft(filled, login=WU)
    with pytest.raises(NotFound):
        _draft(filled, login=ZHOU)
    with filled.database.write() as connection:
        reporting.move(connection, filled.actor(ZHAO), filled.report, Move.submit, "")
    with pytest.raises(Locked):
        _draft(filled)
