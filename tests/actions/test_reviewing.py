"""Sent back section by section, approved as a text that is kept, withdrawn, signed by a click."""

import hashlib
from datetime import date, timedelta

import pytest

from server.actions import clicking, confirming, exporting, reporting, reviewing, signing
from server.actions.clicking import Click
from server.actions.saving import Field, save_fields
from server.report.problems import Locked, NotAllowed, NotFound, Refused, Stale
from server.report.season.signing import Part
from server.report.snapshot import Snapshot, approved, dump, load
from server.report.units import Officer
from server.report.who import Role
from server.report.workflow import Move, State
from server.storage import approvals, papers, people, remarks, reports, units
from server.storage.remarks import Kind
from tests.actions.typist import typed
from tests.cast import BEGAN, LIN, NOW, WU, ZHAO, ZHENG, Town

TODAY = date(2026, 1, 9)
LATER = NOW + timedelta(hours=1)


def move(town: Town, login: str, step: Move, reason: str = "") -> None:
    """Somebody moves the report."""
    with town.database.write() as connection:
        reporting.move(connection, town.actor(login, LATER), town.report, step, reason)


def approve(town: Town, login: str = WU, seen: str = "") -> None:
    """The text is approved."""
    with town.database.write() as connection:
        reviewing.approve(connection, town.library, town.actor(login), town.report, "sha256", seen)


def send_back(town: Town, reasons: dict[int, str], login: str = WU) -> None:
    """It goes back."""
    with town.database.write() as connection:
        reviewing.send_back(connection, town.actor(login), town.report, reasons)


def snapshot(town: Town) -> Snapshot:
    """What leaves now."""
    with town.database.read() as connection:
        return exporting.snapshot_of(connection, town.library, town.standing(connection).report)


def digest(town: Town) -> str:
    return hashlib.sha256(dump(approved(snapshot(town)))).hexdigest()


def state(town: Town) -> State:
    with town.database.read() as connection:
        found = reports.report(connection, town.report)
    assert found is not None
    return found.state


@pytest.fixture
def handed(town: Town) -> Town:
    """A text is written, two sections confirmed, the report handed in."""
    typed(town, "disputes", "排查矛盾纠纷12件。")
    with town.database.write() as connection:
        for key in ("disputes", "problems"):
            confirming.mark_done(connection, town.actor(LIN), town.report, town.section(key).id, done=True)
    move(town, ZHAO, Move.submit)
    return town


def test_what_is_sent_back_is_named_and_not_done_any_more(handed: Town) -> None:
    section = handed.section("disputes").id
    send_back(handed, {section: "件数与台账不符。", handed.section("problems").id: " "})
    assert state(handed) is State.returned
    assert (handed.section("disputes").done_at, handed.section("problems").done_at) == (None, NOW)
    with handed.database.read() as connection:
        said = remarks.remarks(connection, handed.report)
    assert [(each.kind, each.section_id, each.said.body, each.open) for each in said] == [
        (Kind.returned, section, "件数与台账不符。", True),
    ]


def test_without_a_reason_nothing_goes_back(handed: Town) -> None:
    with pytest.raises(Refused, match="退回要写理由"):
        send_back(handed, {handed.section("disputes").id: " ", 0: ""})
    with pytest.raises(NotFound):
        send_back(handed, {99_999: "不在。"})
    assert state(handed) is State.submitted


@pytest.mark.parametrize("login", [ZHAO, LIN])
def test_who_writes_does_not_send_back(handed: Town, login: str) -> None:
    with pytest.raises(NotAllowed):
        send_back(handed, {0: "重写。"}, login)


def test_the_overseer_sends_back_what_was_signed(handed: Town) -> None:
    approve(handed)
    move(handed, ZHAO, Move.sign)
    send_back(handed, {0: "缺第三部分。"}, ZHENG)
    assert state(handed) is State.returned
    with handed.database.read() as connection:
        (found,) = approvals.approvals(connection, handed.report)
    assert (found.holds, found.ended, found.reason) == (False, "郑平", "缺第三部分。")


def test_the_approved_text_is_kept_with_its_digest_and_who_stood_for_it(handed: Town) -> None:
    expected = digest(handed)
    approve(handed, seen=expected)
    with handed.database.read() as connection:
        (found,) = approvals.approvals(connection, handed.report)
        content = papers.snapshot(connection, handed.report, found.snapshot_id)
    assert (found.digest, found.submitter, found.approver, found.alone, found.holds) == (expected, "赵敏", "吴江", False, True)
    assert content is not None
    assert [each.text for each in load(content).sections if each.key == "disputes"] == ["排查矛盾纠纷12件。"]


def test_another_text_than_was_read_is_not_approved(handed: Town) -> None:
    with pytest.raises(Stale):
        approve(handed, seen="0" * 64)
    assert state(handed) is State.submitted


def test_who_hands_in_and_approves_is_told_apart_when_it_is_one(handed: Town) -> None:
    with handed.database.write() as connection:
        people.grant(connection, handed.ids[ZHAO], handed.unit, [Role.reviewer], BEGAN)
    approve(handed, ZHAO)
    with handed.database.read() as connection:
        assert approvals.approvals(connection, handed.report)[0].alone


def test_what_was_approved_is_what_leaves_registration_apart(handed: Town) -> None:
    before = digest(handed)
    approve(handed)
    with handed.database.write() as connection:
        place = units.unit(connection, handed.unit, handed.library.kinds)
        assert place is not None
        changed = place.unit.model_copy(update={"name": "云澜县清溪街道办事处", "officers": ()})
        assert units.change_unit(connection, handed.unit, changed, place.version)
        number = Field("text", str(handed.section("number").id), {"body": "清政〔2026〕3号"}, 0)
        save_fields(connection, handed.library, handed.actor(ZHAO), handed.standing(connection, ZHAO), [number])
    now = snapshot(handed)
    assert now.registration.number == "清政〔2026〕3号"
    assert now.unit.name == "云澜县清溪镇人民政府"
    assert digest(handed) == before


def test_a_withdrawn_text_stays_and_the_next_one_is_approved_anew(handed: Town) -> None:
    approve(handed)
    first = digest(handed)
    with pytest.raises(Refused):
        move(handed, ZHAO, Move.withdraw, " ")
    move(handed, ZHAO, Move.withdraw, "人数写错。")
    typed(handed, "disputes", "排查矛盾纠纷13件。")
    move(handed, ZHAO, Move.submit)
    approve(handed)
    with handed.database.read() as connection:
        newest, oldest = approvals.approvals(connection, handed.report)
    assert (oldest.digest, oldest.holds, oldest.ended, oldest.reason) == (first, False, "赵敏", "人数写错。")
    assert newest.holds
    assert newest.digest == digest(handed) != first


def test_nobody_changes_a_text_that_is_approved(handed: Town) -> None:
    approve(handed)
    with pytest.raises(Locked):
        typed(handed, "disputes", "改。")


def click(town: Town, login: str, seen: str = "") -> Click:
    """Somebody signs by a click."""
    with town.database.write() as connection:
        return clicking.sign(connection, town.library, town.actor(login, LATER), town.report, TODAY, "sha256", seen or digest(town))


def headed(town: Town, *officers: tuple[str, str]) -> None:
    """Who leads the town."""
    with town.database.write() as connection:
        place = units.unit(connection, town.unit, town.library.kinds)
        assert place is not None
        known = tuple(Officer(post=post, name=name, since=BEGAN.date()) for post, name in officers)
        assert units.change_unit(connection, town.unit, place.unit.model_copy(update={"officers": known}), place.version)


def signatures(town: Town) -> list[tuple[Part, str, str, str]]:
    with town.database.read() as connection:
        found = signing.signing_of(connection, town.library, town.standing(connection).report).signatures
    return [(each.part, each.issuer, each.post, each.name) for each in found]


def test_the_click_of_a_deputy_is_only_a_review(handed: Town) -> None:
    headed(handed, ("党委书记", "陈书远"), ("镇长", "何川"), ("副镇长", "吴江"))
    approve(handed)
    assert click(handed, WU) is Click.reviewed
    assert signatures(handed) == [(Part.reviewed, "", "副镇长", "吴江")]
    assert state(handed) is State.approved


def test_the_click_of_both_heads_signs_the_paper(handed: Town) -> None:
    headed(handed, ("党委书记", "赵敏"), ("镇长", "吴江"))
    with handed.database.write() as connection:
        people.grant(connection, handed.ids[ZHAO], handed.unit, [Role.signer], BEGAN)
    approve(handed)
    assert click(handed, WU) is Click.partly
    assert state(handed) is State.approved
    assert click(handed, ZHAO) is Click.signed
    assert state(handed) is State.signed
    assert [(part, post) for part, _, post, _ in signatures(handed)] == [(Part.signed, "镇长"), (Part.signed, "党委书记")]


def test_a_signature_does_not_outlive_the_text_it_was_given_for(handed: Town) -> None:
    headed(handed, ("党委书记", "陈书远"), ("镇长", "吴江"))
    approve(handed)
    click(handed, WU)
    with handed.database.write() as connection:
        reporting.move(connection, handed.actor(ZHAO, LATER + timedelta(hours=1)), handed.report, Move.withdraw, "改数。")
    assert signatures(handed) == []


def test_only_a_signer_signs_and_only_what_he_saw(handed: Town) -> None:
    approve(handed)
    with pytest.raises(NotAllowed):
        click(handed, ZHAO)
    with pytest.raises(Stale):
        click(handed, WU, "0" * 64)
