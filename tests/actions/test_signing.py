"""Recording what was signed on paper: who may, once each, in the round that counts, with what stays in the history."""

from dataclasses import replace
from datetime import date

import pytest

from server.actions import consulting, evidence, signing
from server.report.problems import NotAllowed, NotFound, Refused
from server.report.season.ledger import Correction
from server.report.season.opinions import Adopted, Opinion
from server.report.season.signing import Meeting, Part, Signature
from server.report.units import Officer
from server.storage import deliveries, history, reports, units
from server.storage.reports import Report
from tests.cast import BEGAN, LIN, NOW, WU, ZHAO, ZHOU, Town

PARTY, GOVERNMENT = "中共云澜县清溪镇委员会", "云澜县清溪镇人民政府"
DAY = date(2026, 1, 8)


@pytest.fixture
def led(town: Town) -> Town:
    """The town knows both its heads and one deputy."""
    with town.database.write() as connection:
        place = units.unit(connection, town.unit, town.library.kinds)
        assert place is not None
        more = (Officer(post="党委书记", name="陈书远", since=BEGAN.date()), Officer(post="副镇长", name="高远", since=BEGAN.date()))
        changed = place.unit.model_copy(update={"officers": (*place.unit.officers, *more)})
        assert units.change_unit(connection, town.unit, changed, place.version)
    return town


def report(town: Town) -> Report:
    """The report as it stands."""
    with town.database.read() as connection:
        found = reports.report(connection, town.report)
    assert found is not None
    return found


def now(town: Town) -> signing.Signing:
    """Where the signing stands."""
    with town.database.read() as connection:
        return signing.signing_of(connection, town.library, report(town))


def signature(name: str, issuer: str = "", part: Part = Part.signed, note: str = "") -> Signature:
    """A signature as its form says it."""
    return Signature(0, 0, part, issuer, "", name, DAY, note, None, "", NOW, "")


def record(town: Town, given: Signature, login: str = ZHAO) -> int:
    """Somebody records it."""
    with town.database.write() as connection:
        return signing.record_signature(connection, town.library, town.actor(login), town.report, given, None)


def test_a_signature_is_kept_once_with_the_post_of_its_person(led: Town) -> None:
    first = record(led, signature("何 川", GOVERNMENT))
    assert record(led, signature("何川", GOVERNMENT)) == first
    kept = now(led).signatures[0]
    assert (kept.name, kept.post, kept.issuer, kept.by) == ("何川", "镇长", GOVERNMENT, "赵敏")
    assert [each.name for each in now(led).lacking] == [PARTY]


def test_a_review_is_for_no_body(led: Town) -> None:
    record(led, signature("高远", GOVERNMENT, Part.reviewed))
    assert (now(led).signatures[0].issuer, now(led).signatures[0].post) == ("", "副镇长")
    assert len(now(led).lacking) == 2


def test_a_deputy_needs_a_reason_and_the_doubt_stays_visible(led: Town) -> None:
    with pytest.raises(Refused, match="高远是副镇长"):
        record(led, signature("高远", GOVERNMENT))
    assert now(led).signatures == ()
    kept = record(led, signature("高远", GOVERNMENT, note="主持镇政府工作"))
    assert now(led).doubts[kept].startswith("高远是副镇长")


def test_a_body_that_does_not_issue_is_not_found(led: Town) -> None:
    with pytest.raises(NotFound):
        record(led, signature("何川", "白石镇人民政府"))


def test_only_editor_and_signer_record(led: Town) -> None:
    assert record(led, signature("何川", GOVERNMENT), WU)
    with pytest.raises(NotAllowed):
        record(led, signature("陈书远", PARTY), LIN)
    with pytest.raises(NotFound):
        record(led, signature("陈书远", PARTY), ZHOU)


def test_the_registration_is_proposed_once_both_have_signed(led: Town) -> None:
    record(led, signature("何川", GOVERNMENT))
    with led.database.read() as connection:
        assert signing.proposed(connection, led.library, report(led)) == {}
    record(led, replace(signature("陈书远", PARTY), day=date(2026, 1, 9)))
    with led.database.read() as connection:
        assert signing.proposed(connection, led.library, report(led)) == {"signers": "陈书远、何川", "date": "2026年1月9日"}


def test_what_was_taken_back_is_gone_and_stays_in_the_history(led: Town) -> None:
    kept = record(led, signature("何川", GOVERNMENT))
    with led.database.write() as connection:
        signing.take_back_signature(connection, led.actor(ZHAO), led.report, kept)
        with pytest.raises(NotFound):
            signing.take_back_signature(connection, led.actor(ZHAO), led.report, kept)
        past = history.at_version(connection, f"signature:{kept}", 0)
    assert now(led).signatures == ()
    assert past is not None
    assert past.value["name"] == "何川"


def test_a_correction_is_signed_anew(led: Town) -> None:
    record(led, signature("何川", GOVERNMENT))
    with led.database.write() as connection:
        deliveries.open_round(connection, led.report, Correction.correct, "数字有误", (), led.ids[ZHAO], NOW)
    again = now(led)
    assert (again.round, again.signatures, [each.name for each in again.earlier]) == (1, (), ["何川"])
    assert len(again.lacking) == 2
    record(led, signature("何川", GOVERNMENT))
    assert [each.round for each in now(led).signatures] == [1]


def test_a_meeting_is_recorded_once_with_its_scan(led: Town) -> None:
    held = Meeting(0, "党政联席会议", DAY, "〔2026〕1号", "", None, "", NOW, "")
    scan = evidence.checked("纪要.pdf", b"%PDF-1.4")
    with led.database.write() as connection:
        first = signing.record_meeting(connection, led.actor(ZHAO), led.report, held, scan)
        assert signing.record_meeting(connection, led.actor(ZHAO), led.report, held, None) == first
    kept = now(led).meetings[0]
    assert (kept.kind, kept.file_name, kept.by) == ("党政联席会议", "纪要.pdf", "赵敏")
    with led.database.write() as connection:
        assert evidence.taken(connection, led.report, kept.file or "").content == b"%PDF-1.4"
        signing.take_back_meeting(connection, led.actor(ZHAO), led.report, first)
        with pytest.raises(NotFound):
            evidence.taken(connection, led.report, kept.file or "")


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("town", ("镇党委会议", "党政联席会议", "镇长办公会议", "镇党政班子会议")),
        ("rural_township", ("乡党委会议", "党政联席会议", "乡长办公会议", "乡党政班子会议")),
        ("subdistrict", ("党工委会议", "党政联席会议", "主任办公会议")),
        ("county", ("县政府常务会议", "县委常委会会议", "县长办公会议")),
        ("department", ("局党组会议", "局党委会议", "局务会议", "局长办公会议")),
    ],
)
def test_meetings_are_called_as_in_such_a_unit(town: Town, kind: str, named: tuple[str, ...]) -> None:
    with town.database.read() as connection:
        place = units.unit(connection, town.unit, town.library.kinds)
    assert place is not None
    assert signing.meeting_kinds(town.library, place.unit.model_copy(update={"kind": kind})) == named


def opinions(town: Town) -> tuple[Opinion, ...]:
    """The opinions as they stand."""
    return now(town).opinions


def save(town: Town, *rows: Opinion, removed: Opinion | None = None, login: str = ZHAO) -> consulting.Saved:
    """Somebody saves the table."""
    with town.database.write() as connection:
        return consulting.save(connection, town.actor(login), town.report, rows, removed)


def test_a_row_is_written_once_and_changed_over_the_version_that_was_shown(town: Town) -> None:
    row = Opinion(0, "司法所", DAY, "补充案件数。")
    assert save(town, row).kept == 1
    assert save(town, row).kept == 0
    shown = opinions(town)[0]
    assert save(town, replace(shown, adopted=Adopted.yes)).kept == 1
    assert (opinions(town)[0].adopted, opinions(town)[0].version) == (Adopted.yes, 2)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(town: Town) -> None:
    save(town, Opinion(0, "司法所", DAY, "补充案件数。"))
    shown = opinions(town)[0]
    save(town, replace(shown, opinion="补充案件数和罚没数。"), login=WU)
    assert save(town, shown).clashes == ()
    clash = save(town, replace(shown, opinion="不必补充。"), Opinion(0, "法律顾问", DAY, "无意见"))
    assert clash.kept == 1
    (other,) = clash.clashes
    assert other.mine.opinion == "不必补充。"
    assert other.theirs is not None
    assert other.theirs.opinion == "补充案件数和罚没数。"
    assert [each.opinion for each in opinions(town)] == ["补充案件数和罚没数。", "无意见"]


def test_a_row_that_changed_is_not_removed_unseen(town: Town) -> None:
    save(town, Opinion(0, "司法所", DAY, "补充案件数。"))
    shown = opinions(town)[0]
    save(town, replace(shown, opinion="补充案件数和罚没数。"), login=WU)
    assert len(save(town, removed=shown).clashes) == 1
    assert save(town, removed=opinions(town)[0]).kept == 1
    assert opinions(town) == ()
    assert save(town, replace(shown, opinion="还要补充。")).clashes[0].theirs is None


def test_a_row_of_another_report_is_not_found(town: Town) -> None:
    with pytest.raises(NotFound):
        save(town, Opinion(7, "司法所", DAY, "无意见", version=1))
