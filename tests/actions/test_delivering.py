"""Keeping the ledger: who may, what a row takes when it goes out, versions, extensions, corrections, and what the history remembers."""

from dataclasses import replace
from datetime import date

import pytest

from server.actions import delivering, exporting, registering, saving, ticking
from server.actions.allowing import allow
from server.actions.evidence import Checked
from server.actions.exporting import Left
from server.actions.fitting import doubts
from server.actions.saving import Field
from server.actions.seasons import Season, season_of
from server.report.deadlines import Extension
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.season.ledger import Correction, Evidence, Fact, Place, Record, Stage, open_rows, rows_of, stages
from server.report.season.opinions import Adopted, Opinion
from server.report.season.signing import Part
from server.report.who import Act
from server.storage import deliveries, history, notices, papers, reports, signing
from tests.cast import LIN, NOW, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.storage.test_signing_rows import meeting, signature

DAY = date(2026, 1, 8)
PARTY, PUBLIC, CONGRESS = "report-higher_party", "publish-public", "hear-own_congress"
SENT = (PARTY, "report-higher_government", "copy-higher_oversight")
GRANTED = Extension(date(2026, 2, 6), "县委依法治县办", "换届")


def _season(town: Town) -> Season:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report
        return season_of(connection, town.library, report)


def _keep(town: Town, record: Record, login: str = ZHAO) -> None:
    with town.database.write() as connection:
        delivering.keep_row(connection, town.library, town.actor(login), town.report, record)


def _done(key: str, text: str = "回执", number: int = 0, version: int = 0) -> Record:
    proof = Evidence(address="http://www.qingxi.example/1.html") if key == PUBLIC else Evidence(text)
    return Record(number, key, done_on=DAY, evidence=proof, version=version)


def _record(town: Town, place: Place) -> Record:
    return _season(town).done.rows[place]


def _export(town: Town, form: str = "full", number: str = "") -> int:
    with town.database.write() as connection:
        report = reports.report(connection, town.report)
        assert report
        snapshot = exporting.snapshot_of(connection, town.library, report)
        return exporting.record_export(connection, town.actor(ZHAO), report, snapshot, Left(form, "报告.docx", b"x", number), "sha256")


def _correct(town: Town, reason: str = "一处数字有误", login: str = ZHAO) -> int:
    with town.database.write() as connection:
        return delivering.correct(connection, town.library, town.actor(login), town.report, Correction.correct, reason)


def test_a_row_that_goes_out_says_who_when_and_takes_the_newest_full_paper(town: Town) -> None:
    _export(town)
    newest, _ = _export(town), _export(town, "oa")
    _keep(town, replace(_done(PARTY, "县委办收文3号"), form="paper", copies=3), QIAN)
    kept = _record(town, (0, PARTY))
    assert (kept.done_on, kept.by, kept.at, kept.document_id, kept.form, kept.copies) == (DAY, "钱立", NOW, newest, "paper", 3)
    assert kept.evidence.text == "县委办收文3号"


def test_a_public_row_takes_the_public_paper_and_never_the_full_one(town: Town) -> None:
    _export(town)
    _keep(town, _done(PUBLIC))
    assert _record(town, (0, PUBLIC)).document_id is None
    public = _export(town, "public")
    _keep(town, _done(PUBLIC, version=1))
    assert _record(town, (0, PUBLIC)).document_id == public


def test_a_cancelled_paper_is_not_taken(town: Town) -> None:
    first, second = _export(town), _export(town)
    with town.database.write() as connection:
        registering.cancel(connection, town.actor(ZHAO), town.report, second)
    _keep(town, _done(PARTY))
    assert _record(town, (0, PARTY)).document_id == first


def test_a_row_that_is_only_noted_takes_no_paper_and_stays_open(town: Town) -> None:
    _export(town)
    _keep(town, Record(0, PARTY, form="oa", note="周一送"))
    kept = _record(town, (0, PARTY))
    assert (kept.done_on, kept.document_id, kept.note) == (None, None, "周一送")
    assert PARTY in [row.delivery.key for row in open_rows(_season(town).rows, _season(town).done)]


def test_a_paper_of_nobody_and_a_row_of_nobody_are_not_found(town: Town) -> None:
    for record in (replace(_done(PARTY), document_id=999), _done("report-own_congress"), _done(PARTY, number=1), _done("")):
        with pytest.raises(NotFound):
            _keep(town, record)


def test_the_second_of_two_who_fill_a_row_is_told_and_nothing_is_lost(town: Town) -> None:
    _keep(town, _done(PARTY, "先登记的"))
    for version in (0, 7):
        with pytest.raises(Stale):
            _keep(town, _done(PARTY, "后登记的", version=version))
    assert _record(town, (0, PARTY)).evidence.text == "先登记的"
    _keep(town, _done(PARTY, "后登记的", version=1))
    assert (_record(town, (0, PARTY)).evidence.text, _record(town, (0, PARTY)).version) == ("后登记的", 2)


def test_a_row_taken_back_is_open_again_and_keeps_what_was_noted(town: Town) -> None:
    _keep(town, _done(PARTY, "县委办收文3号"))
    with town.database.write() as connection:
        delivering.take_back(connection, town.library, town.actor(ZHAO), town.report, (0, PARTY), 1)
    kept = _record(town, (0, PARTY))
    assert (kept.done_on, kept.evidence.text, kept.version) == (None, "县委办收文3号", 2)
    with pytest.raises(Stale), town.database.write() as connection:
        delivering.take_back(connection, town.library, town.actor(ZHAO), town.report, (0, PARTY), 1)


def test_an_extension_moves_the_day_of_its_row_alone_and_can_be_taken_back(town: Town) -> None:
    before = {row.delivery.key: row.due for row in rows_of(_season(town).rows, _season(town).done)}
    with town.database.write() as connection:
        delivering.extend(connection, town.library, town.actor(ZHENG), town.report, (0, PARTY), GRANTED, 0)
    after = {row.delivery.key: row.due for row in rows_of(_season(town).rows, _season(town).done)}
    assert after == before | {PARTY: date(2026, 2, 6)}
    with town.database.write() as connection:
        delivering.extend(connection, town.library, town.actor(ZHAO), town.report, (0, PARTY), None, 1)
    assert {row.delivery.key: row.due for row in rows_of(_season(town).rows, _season(town).done)} == before


def test_an_extension_survives_when_the_row_is_filled(town: Town) -> None:
    with town.database.write() as connection:
        delivering.extend(connection, town.library, town.actor(ZHENG), town.report, (0, PARTY), GRANTED, 0)
    _keep(town, _done(PARTY, version=1))
    assert _record(town, (0, PARTY)).extension == GRANTED


def test_a_report_goes_from_delivered_over_published_to_archived(town: Town) -> None:
    seen: list[tuple[Stage, ...]] = []
    for key in (*SENT, "deliberate-own_party", PUBLIC):
        _keep(town, _done(key))
        seen.append(stages(_season(town).rows, _season(town).done))
    with town.database.write() as connection:
        ticking.set_tick(connection, town.library, town.actor(ZHAO), town.report, "archive", "")
    assert seen == [(), (), (Stage.delivered,), (Stage.delivered,), (Stage.delivered, Stage.published)]
    assert stages(_season(town).rows, _season(town).done) == (Stage.delivered, Stage.published, Stage.archived)


def test_a_correction_opens_rows_for_those_who_had_it_and_keeps_the_old_ones(town: Town) -> None:
    with pytest.raises(Refused, match="还没有登记送出"):
        _correct(town)
    _keep(town, _done(PARTY))
    _keep(town, _done(CONGRESS, "代表会上作了报告"))
    with pytest.raises(Refused, match="请写明更正或者重报的理由"):
        _correct(town, "  ")
    assert _correct(town) == 1
    done = _season(town).done
    assert [place for place in done.rows if place[0]] == [(1, PARTY)]
    assert done.rows[0, PARTY].done_on == DAY
    assert [(each.number, each.kind, each.reason, each.by) for each in done.rounds] == [(1, "correct", "一处数字有误", "赵敏")]
    document = _export(town)
    _keep(town, _done(PARTY, "补送回执", 1, 1))
    assert (_record(town, (1, PARTY)).document_id, _record(town, (0, PARTY)).document_id) == (document, None)
    assert _correct(town, "又改一处") == 2


def test_only_the_last_correction_is_taken_back_and_only_before_anything_of_it_was_done(town: Town) -> None:
    _keep(town, _done(PARTY))
    _correct(town)
    _correct(town, "又改一处")
    with pytest.raises(NotFound), town.database.write() as connection:
        delivering.uncorrect(connection, town.actor(ZHAO), town.report, 1)
    with town.database.write() as connection:
        delivering.uncorrect(connection, town.actor(ZHAO), town.report, 2)
    _keep(town, _done(PARTY, "补送回执", 1, 1))
    with pytest.raises(Refused, match="不能撤销"), town.database.write() as connection:
        delivering.uncorrect(connection, town.actor(ZHAO), town.report, 1)
    assert [each.number for each in _season(town).done.rounds] == [1]


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (WU, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_editor_and_administrator_keep_rows_and_correct(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        _keep(town, _done(PARTY), login)
    with pytest.raises(problem):
        _correct(town, login=login)
    with pytest.raises(problem), town.database.write() as connection:
        delivering.take_back(connection, town.library, town.actor(login), town.report, (0, PARTY), 0)


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (WU, NotAllowed), (ZHOU, NotFound)])
def test_only_editor_overseer_and_administrator_extend(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem), town.database.write() as connection:
        delivering.extend(connection, town.library, town.actor(login), town.report, (0, PARTY), GRANTED, 0)


def test_the_history_remembers_every_turn_of_a_row(town: Town) -> None:
    _keep(town, Record(0, PARTY, note="周一送"))
    _keep(town, _done(PARTY, "县委办收文3号", version=1))
    with town.database.write() as connection:
        delivering.take_back(connection, town.library, town.actor(ZHAO), town.report, (0, PARTY), 2)
        delivering.extend(connection, town.library, town.actor(ZHAO), town.report, (0, PARTY), GRANTED, 3)
    with town.database.read() as connection:
        query = "SELECT action, version, value FROM history WHERE target = 'delivery:1:0:report-higher_party' ORDER BY id"
        rows = connection.exec_driver_sql(query).all()
    assert [(row.action, row.version) for row in rows] == [("note", 1), ("deliver", 2), ("undeliver", 3), ("extend", 4)]
    assert history.unpacked(rows[1].value) == {"done_on": "2026-01-08", "evidence": "县委办收文3号"}
    assert history.unpacked(rows[3].value) == {
        "evidence": "县委办收文3号",
        "until": "2026-02-06",
        "granted_by": "县委依法治县办",
        "why": "换届",
    }


def test_a_file_is_kept_with_its_row_and_let_go_only_when_asked(town: Town) -> None:
    file = Checked("回执.pdf", "application/pdf", b"%PDF-1.4")
    with town.database.write() as connection:
        kept = delivering.with_file(connection, _done(PARTY), file, NOW)
        assert kept.evidence.file_name == "回执.pdf"
        assert len(kept.evidence.file or "") == 64
        assert delivering.with_file(connection, kept, None, NOW) == kept
        assert delivering.with_file(connection, kept, None, NOW, drop=True).evidence.file is None


def _doubts(town: Town, document_id: int) -> tuple[str, ...]:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report
        wanted = [each for each in papers.documents(connection, town.report) if each.id == document_id]
        return doubts(connection, town.library, report, wanted)[document_id]


def _write(town: Town, key: str, text: str) -> None:
    with town.database.write() as connection:
        field = Field("text", str(town.section(key).id), {"body": text}, 0)
        standing = allow(connection, town.actor(ZHAO), Act.register if key == "number" else Act.fill, town.report)
        saving.save_fields(connection, town.library, town.actor(ZHAO), standing, (field,))


def test_a_paper_of_the_present_text_and_number_is_not_doubted(town: Town) -> None:
    assert _doubts(town, _export(town)) == ()


def test_a_paper_of_another_text_another_number_or_cancelled_is_doubted_in_words(town: Town) -> None:
    document = _export(town)
    _write(town, "problems", "执法力量不足。")
    assert _doubts(town, document) == ("所选的文稿（2026年1月9日的正式文稿）和现在的文字不一致。送出的应当是签发的那一稿，请核对。",)
    _write(town, "number", "清政〔2026〕3号")
    newest = _export(town)
    assert _doubts(town, newest) == ("所选的文稿上没有文号，签发登记的是清政〔2026〕3号。请核对送出的是哪一份。",)
    with town.database.write() as connection:
        registering.cancel(connection, town.actor(ZHAO), town.report, newest)
    assert _doubts(town, newest)[0] == "所选的文稿已经作废，请换一份。"


def test_steps_know_from_elsewhere_that_they_are_done(town: Town) -> None:
    _write(town, "number", "清政〔2026〕3号")
    with town.database.write() as connection:
        signing.add_meeting(connection, town.report, meeting(), town.ids[ZHAO], NOW)
    found = _season(town).done.steps
    assert found["numbering"] == Fact("number", None, "", "清政〔2026〕3号")
    assert found["decision"] == Fact("meeting", DAY, "赵敏", "〔2026〕1号")
    assert set(found) == {"numbering", "decision"}


def test_the_step_of_signing_waits_for_every_body_that_issues(town: Town) -> None:
    party, government = _season(town).place.unit.issuers
    for issuer, sources in ((government, set()), (party, {"signatures"})):
        with town.database.write() as connection:
            given = replace(signature(Part.signed, "何川"), issuer=issuer)
            signing.add_signature(connection, town.report, given, town.ids[ZHAO], NOW)
        found = _season(town).done.steps.get("signature")
        assert ({found.source} if found else set()) == sources


def test_opinions_settle_the_consultation_once_each_is_answered(town: Town) -> None:
    with town.database.write() as connection:
        signing.add_opinion(connection, town.report, Opinion(0, "司法所", DAY, "补充案件数。"))
    assert "consultation" not in _season(town).done.steps
    with town.database.write() as connection:
        (first,) = signing.opinions(connection, town.report)
        signing.change_opinion(connection, replace(first, adopted=Adopted.yes))
    assert _season(town).done.steps["consultation"] == Fact("opinions", DAY, "", "1")


def test_corrections_and_rows_are_stored_by_round(town: Town) -> None:
    _keep(town, _done(PARTY))
    _correct(town)
    with town.database.read() as connection:
        assert list(deliveries.ledger(connection, town.report)) == [(0, PARTY), (1, PARTY)]
        assert deliveries.extensions(connection, town.report) == {}
        assert notices.notice(connection, town.report) is None
