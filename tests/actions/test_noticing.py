"""Entering the county's notice: it binds the dates of the year, tells what it moves, guards what others entered, keeps its history."""

from datetime import date
from pathlib import Path

import pytest

from server.actions import evidence, measuring, noticing, reporting
from server.actions import forms as giving
from server.actions.dividing import task_sheet_of
from server.actions.exporting import snapshot_of
from server.actions.forms import Wanted
from server.actions.noticing import Clash, Effect, Mistaken, Moved, Saved
from server.actions.printing import edition_of, stock_of
from server.actions.records import records_of
from server.actions.saving import Field, save_fields
from server.actions.seasons import Season, season_of
from server.report.checks.judging import judge_entries
from server.report.manuscript import Paragraph, Table
from server.report.papers.kinds import Form
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.season.notice import Terms
from server.report.workflow import Move
from server.storage import history, notices, reports
from server.word.turning import turned, turned_template
from server.word.writer import write
from tests.cast import LIN, WU, ZHAO, ZHENG, ZHOU, Town

NOTICE = {"title": "年度报告通知", "number": "云法治办[2025]21号", "final_day": "1月20日前"}
PDF = b"%PDF-1.4\n%%EOF\n"
ROOT = Path(__file__).resolve().parents[2]


def _save(town: Town, typed: dict[str, str], base: int = 0, login: str = ZHAO, file: bytes = b"") -> Saved | Mistaken | Clash:
    checked = evidence.checked("通知.pdf", file) if file else None
    with town.database.write() as connection:
        return noticing.save(connection, town.library, town.actor(login), town.report, typed, base, checked)


def _terms(town: Town) -> Terms | None:
    with town.database.read() as connection:
        found = notices.notice(connection, town.report)
    return found.terms if found else None


def _season(town: Town) -> Season:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        return season_of(connection, town.library, report)


def _effect(town: Town, version: int) -> Effect:
    with town.database.read() as connection:
        return noticing.effect_of(connection, town.report, version)


def _write(town: Town, text: str) -> None:
    with town.database.write() as connection:
        typed = [Field("text", str(town.section("problems").id), {"body": text}, 0)]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), typed)


def test_a_notice_binds_the_dates_of_the_year_and_says_which_it_moved(town: Town) -> None:
    assert _save(town, NOTICE) == Saved(1)
    season = _season(town)
    dues = {(row.name, row.nature.value): row.due for row in season.rows if row.nature in ("report", "copy")}
    assert dues == {
        ("中共云澜县委", "report"): date(2026, 1, 20),
        ("云澜县人民政府", "report"): date(2026, 1, 20),
        ("中共云澜县委全面依法治县委员会办公室", "copy"): date(2026, 1, 20),
    }
    bound = next(row.binds for row in season.rows if row.key == "report-higher_party")
    assert bound is not None
    assert (bound.rule.source, bound.rule.due and bound.rule.due.phrase) == ("《年度报告通知》（云法治办〔2025〕21号）", "1月20日前")
    told = _effect(town, 1)
    assert Moved("中共云澜县委", "report", date(2026, 1, 30), date(2026, 1, 20)) in told.rows
    assert told.steps > 0


def test_the_first_draft_is_planned_for_the_notices_day(town: Town) -> None:
    _save(town, NOTICE | {"first_day": "12月25日"})
    assert {each.day for each in _season(town).steps if each.step.first} == {date(2025, 12, 25)}


def test_a_notice_that_says_no_day_moves_nothing(town: Town) -> None:
    assert _save(town, {"title": "微信群通知"}) == Saved(1)
    assert _effect(town, 1) == Effect()


def test_a_notice_later_than_what_the_law_says_does_not_postpone_it(town: Town) -> None:
    _save(town, NOTICE | {"final_day": "2026年4月20日"})
    assert max(row.due for row in _season(town).rows if row.nature == "report" and row.due) < date(2026, 3, 1)


def test_what_cannot_be_taken_is_said_and_nothing_is_kept(town: Town) -> None:
    found = _save(town, {"title": "", "final_day": "2027年1月20日", "length_cap": "几千"})
    assert isinstance(found, Mistaken)
    assert set(found.mistakes) == {"title", "final_day", "length_cap"}
    assert _terms(town) is None


def test_the_same_again_is_no_new_version(town: Town) -> None:
    _save(town, NOTICE, file=PDF)
    assert _save(town, NOTICE, 1) == Saved(1)
    assert _save(town, NOTICE | {"contact": "周宁"}, 1) == Saved(2)


def test_changes_to_different_fields_are_put_together(town: Town) -> None:
    _save(town, NOTICE)
    _save(town, NOTICE | {"contact": "周宁"}, 1)
    assert _save(town, NOTICE | {"length_cap": "3000"}, 1) == Saved(3)
    terms = _terms(town)
    assert terms is not None
    assert (terms.contact, terms.length_cap) == ("周宁", 3000)


def test_two_days_for_one_thing_are_a_clash_with_both_and_mine_over_theirs_when_i_say_so(town: Town) -> None:
    _save(town, NOTICE)
    _save(town, NOTICE | {"final_day": "1月15日", "contact": "周宁"}, 1)
    found = _save(town, NOTICE | {"final_day": "1月10日"}, 1)
    assert isinstance(found, Clash)
    assert (found.fields, found.mine["final_day"], found.theirs.value["final_day"]) == (("final_day",), "2026-01-10", "2026-01-15")
    assert (found.mine["contact"], found.theirs.person, found.theirs.version) == ("周宁", "赵敏", 2)
    assert _save(town, dict(found.mine), 2) == Saved(3)
    terms = _terms(town)
    assert terms is not None
    assert (terms.final_day, terms.contact) == (date(2026, 1, 10), "周宁")


def test_what_fits_alone_and_not_together_is_said(town: Town) -> None:
    _save(town, NOTICE | {"first_day": "1月5日"})
    _save(town, NOTICE | {"first_day": "1月18日"}, 1)
    found = _save(town, NOTICE | {"first_day": "1月5日", "final_day": "1月12日"}, 1)
    assert isinstance(found, Mistaken)
    assert set(found.mistakes) == {"final_day"}


def test_a_notice_that_somebody_removed_meanwhile_is_a_clash_with_nothing(town: Town) -> None:
    _save(town, NOTICE)
    with town.database.write() as connection:
        noticing.remove(connection, town.library, town.actor(ZHAO), town.report, 1, "登记错了")
    found = _save(town, NOTICE, 1)
    assert isinstance(found, Clash)
    assert (found.fields, found.theirs.value) == (("title", "number", "final_day"), {})
    assert _save(town, NOTICE, found.theirs.version) == Saved(3)


def test_removing_gives_the_days_back_and_keeps_all_of_it_in_the_history(town: Town) -> None:
    _save(town, NOTICE, file=PDF)
    with town.database.write() as connection:
        with pytest.raises(Refused, match="理由"):
            noticing.remove(connection, town.library, town.actor(ZHAO), town.report, 1, " ")
        with pytest.raises(Stale):
            noticing.remove(connection, town.library, town.actor(ZHAO), town.report, 7, "登记错了")
        version = noticing.remove(connection, town.library, town.actor(ZHAO), town.report, 1, "登记错了")
        past = history.at_version(connection, f"notice:{town.report}", version)
        with pytest.raises(NotFound):
            noticing.remove(connection, town.library, town.actor(ZHAO), town.report, version, "再来一次")
    assert past is not None
    assert (past.value["title"], past.value["reason"], past.value["file_name"], past.person) == (
        "年度报告通知",
        "登记错了",
        "通知.pdf",
        "赵敏",
    )
    assert Moved("中共云澜县委", "report", date(2026, 1, 20), date(2026, 1, 30)) in _effect(town, version).rows
    assert _terms(town) is None


def test_a_file_stays_until_another_comes_or_it_is_taken_away(town: Town) -> None:
    _save(town, NOTICE, file=PDF)
    _save(town, NOTICE | {"contact": "周宁"}, 1)
    with town.database.write() as connection:
        found = notices.notice(connection, town.report)
        assert found is not None
        assert found.file is not None
        assert evidence.taken(connection, town.report, found.file).content == PDF
        with pytest.raises(Stale):
            noticing.drop_file(connection, town.actor(ZHAO), town.report, 1)
        assert noticing.drop_file(connection, town.actor(ZHAO), town.report, 2) == 3
        with pytest.raises(NotFound):
            noticing.drop_file(connection, town.actor(ZHAO), town.report, 3)
        with pytest.raises(NotFound):
            evidence.taken(connection, town.report, found.file)
        past = history.at_version(connection, f"notice:{town.report}", 3)
    assert past is not None
    assert (past.value["contact"], past.value["dropped"], past.value["dropped_name"]) == ("周宁", found.file, "通知.pdf")


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (WU, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_the_editor_enters_a_notice(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        _save(town, NOTICE, login=login)
    _save(town, NOTICE, file=PDF)
    with town.database.write() as connection:
        with pytest.raises(problem):
            noticing.remove(connection, town.library, town.actor(login), town.report, 1, "理由")
        with pytest.raises(problem):
            noticing.drop_file(connection, town.actor(login), town.report, 1)


def test_a_report_handed_in_still_takes_a_notice(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    assert _save(town, NOTICE) == Saved(1)


def test_the_length_is_measured_only_where_a_notice_caps_it(town: Town) -> None:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        assert measuring.length_now(connection, town.library, report) is None
    _save(town, NOTICE | {"length_cap": "100"})
    _write(town, "力" * 200)
    with town.database.read() as connection:
        length = measuring.length_now(connection, town.library, report)
        assert length is not None
        assert (length.cap, length.over) == (100, length.used - 100)
        assert length.used > 200


def test_what_the_report_has_against_it_by_the_notice_is_printed_on_the_list_of_findings(town: Town) -> None:
    _save(town, NOTICE | {"length_cap": "100", "outline_key": "classic_2015"})
    _write(town, "力" * 200)
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        records = records_of(connection, town.library, report, snapshot_of(connection, town.library, report))
        edition = edition_of(stock_of(connection, town.library, report))
    found = [each.rule for each in judge_entries(records) if each.rule in ("Q01", "E10")]
    assert found.count("Q01") == 1
    assert found.count("E10") >= 1
    tables = [block for block in edition.made[Form.findings].manuscript.blocks if isinstance(block, Table)]
    printed = [row for row in tables[0].rows if "云法治办〔2025〕21号" in row[4]]
    assert len(printed) == len(found)


def test_a_report_without_a_notice_has_nothing_against_it(town: Town) -> None:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        snapshot = snapshot_of(connection, town.library, report)
        assert records_of(connection, town.library, report, snapshot).call is None
        assert measuring.missing(town.library, snapshot, "standard") == ()
        assert measuring.missing(town.library, snapshot, "") == ()


def test_the_sheet_of_tasks_is_a_paper_laid_on_its_side(town: Town) -> None:
    _save(town, NOTICE | {"first_day": "12月25日", "received": "12月1日"})
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        sheet = task_sheet_of(connection, town.library, report)
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    assert {row[3] for row in tables[1].rows[1:]} == {"12月11日"}
    assert len(tables[1].rows) > 8
    measures = turned(town.library.formats["gb9704_a"])
    template = turned_template((ROOT / "docx_templates" / "gb9704_a.docx").read_bytes(), measures)
    assert write(sheet, measures, template) == write(sheet, measures, template)


def test_a_sheet_for_a_notice_that_came_late_asks_for_no_draft_before_the_figures(town: Town) -> None:
    _save(town, {"title": "通知", "received": "12月8日", "first_day": "12月12日", "final_day": "1月20日"})
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        sheet = task_sheet_of(connection, town.library, report)
    asking = next(block.text for block in sheet.blocks if isinstance(block, Paragraph) and "工作安排" in block.text)
    assert "12月10日收集数据，12月12日县级预审" in asking
    assert "起草初稿" not in asking


def test_the_sheet_of_tasks_knows_whom_the_forms_were_given_to(town: Town) -> None:
    with town.database.write() as connection:
        wanted = [
            Wanted("司法所", "何静 6120002", "12月10日", ("dis.found",), ("disputes",)),
            Wanted("东河村", "", "", ("dis.found",), (), share=True),
        ]
        giving.make(connection, town.library, town.actor(ZHAO), town.report, wanted)
        report = reports.report(connection, town.report)
        assert report is not None
        sheet = task_sheet_of(connection, town.library, report)
    rows = [row for block in sheet.blocks if isinstance(block, Table) for row in block.rows if row[0] == "依法有效化解社会矛盾纠纷"]
    assert [(row[2], row[3]) for row in rows] == [("司法所\n何静 6120002", "12月10日"), ("东河村", "12月19日"), ("", "12月19日")]
    assert rows[0][4].startswith("填报表CB-")
    assert rows[2][4] == "还没有分给单位"
