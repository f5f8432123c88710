"""A report examined: what is found where, kept as long as nothing has changed, alone for a section, behind the answers for the whole."""

from datetime import date

import pytest

from server.actions import checking, wording
from server.actions.examining import Examiner
from server.report.checks.wording import Confusable, Plain
from server.report.findings import Class, Finding
from server.storage import findings, reports, sentences
from server.storage.reports import Report
from tests.actions.typist import typed
from tests.cast import LIN, NOW, ZHAO, ZHENG, Town

TEXT = "排查矛盾𠮷纠纷。\n综治中心受理案件14件，其中民事9件、行政2件、刑事8件。我镇党组听取汇报。"
DAY = date(2026, 1, 9)


def _report(town: Town) -> Report:
    with town.database.read() as connection:
        found = reports.report(connection, town.report)
    assert found is not None
    return found


def _found(town: Town, rule: str = "") -> list[Finding]:
    with town.database.read() as connection:
        every = checking.examine(connection, town.library, _report(town), DAY)
    return [each for each in every if rule in ("", each.rule)]


def test_a_wrong_sum_is_found_where_it_was_typed(town: Town) -> None:
    typed(town, "disputes", TEXT)
    (found,) = _found(town, "N01")
    assert (found.weight, found.section, found.working) == (Class.must, "disputes", "9+2+8=19≠14")
    assert TEXT[found.typed : found.typed + len(found.quote)] == found.quote
    assert found.before + found.quote + found.after == "综治中心受理案件14件，其中民事9件、行政2件、刑事8件。"
    assert found.where.startswith(f"{town.section('disputes').heading}“")


def test_findings_come_by_class_then_in_reading_order(town: Town) -> None:
    typed(town, "disputes", TEXT)
    typed(town, "enforcement", "我镇党组研究部署执法工作。")
    every = _found(town)
    order = [list(Class).index(each.weight) for each in every]
    assert order == sorted(order)
    assert [each.section for each in every if each.rule == "O03"] == ["enforcement", "disputes"]


def test_another_figure_makes_another_finding(town: Town) -> None:
    typed(town, "disputes", TEXT)
    (before,) = _found(town, "N01")
    typed(town, "disputes", "年初部署。" + TEXT)
    assert [each.mark for each in _found(town, "N01")] == [before.mark]
    typed(town, "disputes", TEXT.replace("刑事8件", "刑事7件"))
    assert [each.mark for each in _found(town, "N01")] != [before.mark]


def test_a_section_alone_tells_what_stands_in_it_with_the_same_marks(town: Town) -> None:
    typed(town, "disputes", TEXT)
    with town.database.read() as connection:
        alone = checking.examine_section(connection, town.library, _report(town), town.section("disputes"))
        nothing = checking.examine_section(connection, town.library, _report(town), town.section("plans"))
    whole = {(each.mark, each.typed) for each in _found(town) if each.section == "disputes" and each.typed >= 0}
    assert {"N01", "O03"} <= {each.rule for each in alone}
    assert {(each.mark, each.typed) for each in alone} <= whole
    assert nothing == ()


def test_what_is_kept_holds_until_something_changes(town: Town) -> None:
    examiner = Examiner(town.database, town.library, lambda: NOW)
    with town.database.read() as connection:
        assert checking.fresh(connection, town.library, _report(town)) is None
    examiner.examine(town.report)
    with town.database.read() as connection:
        kept = checking.fresh(connection, town.library, _report(town))
        assert kept is not None
        assert checking.examined(connection, town.library, _report(town)) == kept
        assert checking.fresh(connection, town.library, _report(town), DAY) is None
    typed(town, "disputes", TEXT)
    with town.database.read() as connection:
        assert checking.fresh(connection, town.library, _report(town)) is None
        assert "N01" in {each.rule for each in checking.examined(connection, town.library, _report(town)).findings}


def test_examining_notes_sentences_for_the_other_units(town: Town) -> None:
    typed(town, "disputes", "我镇在每个村设立调解室，由驻村干部每周轮流接待群众来访并登记处理结果。")
    examiner = Examiner(town.database, town.library, lambda: NOW)
    examiner.examine(town.report)
    examiner.examine(town.report + 1)
    with town.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sentence").scalar() == 1
        assert sentences.elsewhere(connection, town.report) == frozenset()


def test_the_thread_examines_what_was_touched_and_ends_when_told(town: Town) -> None:
    examiner = Examiner(town.database, town.library, lambda: NOW, quiet=0.01)
    typed(town, "disputes", TEXT)
    examiner.start()
    examiner.soon(town.report)
    for _ in range(1000):
        with town.database.read() as connection:
            if findings.examination(connection, town.report):
                break
        examiner._ends.wait(0.01)
    examiner.close()
    with town.database.read() as connection:
        assert checking.fresh(connection, town.library, _report(town)) is not None
    assert examiner._thread
    assert not examiner._thread.is_alive()


def test_what_the_thread_meets_ends_nothing(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    examiner = Examiner(town.database, town.library, lambda: NOW)
    with town.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE sentence")
    examiner._try(town.report)
    assert "was not examined" in caplog.text
    Examiner(town.database, town.library, lambda: NOW).close()


def test_a_check_that_breaks_down_is_left_out_and_told_in_the_log(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    typed(town, "disputes", TEXT)
    found = _found(town, "N01")

    def ask(off: frozenset[str]) -> tuple[Finding, ...]:
        if "O03" not in off:
            raise ValueError
        return () if "N01" in off else tuple(found)

    assert checking.asked(ask) == tuple(found)
    assert "check O03 is left out" in caplog.text
    assert "check N01" not in caplog.text


def test_a_report_that_is_typed_in_waits_for_the_next_round(town: Town) -> None:
    examiner = Examiner(town.database, town.library, lambda: NOW)
    for report_id in range(1, 7):
        examiner.soon(report_id)
    assert examiner._ripe() == []
    examiner.soon(1)
    assert examiner._ripe() == [2, 3, 4, 5]
    assert examiner._ripe() == [1, 6]
    assert examiner._ripe() == []


def test_words_of_the_county_hold_below_it_and_those_of_a_neighbour_do_not(town: Town) -> None:
    typed(town, "disputes", "全镇开展敲门行动。")
    entry = Confusable(wrong="敲门行动", right="上门服务", source="县委办要求")
    neighbour = Confusable(wrong="全镇开展", right="全镇推进", source="县委办要求")
    with town.database.write() as connection:
        wording.add(connection, town.actor(ZHENG), town.county, "confusable", entry)
        wording.add(connection, town.actor("zhou"), town.other, "confusable", neighbour)
        lists = checking.lists_of(connection, town.library, town.unit)
    assert entry in lists.confusables
    assert neighbour not in lists.confusables


def test_words_that_are_to_be_left_alone_are(town: Town) -> None:
    typed(town, "disputes", TEXT)
    (found,) = _found(town, "O03")
    with town.database.write() as connection:
        wording.leave_alone(connection, town.library, town.actor(ZHAO), town.unit, found)
        wording.leave_alone(connection, town.library, town.actor(ZHAO), town.unit, found)
        kept = wording.seen(connection, town.actor(LIN), town.unit)
    assert [each.entry for each in kept] == [Plain(word=found.quote, rule="O03", source="本单位多次忽略这一提示")]
    assert _found(town, "O03") == []
    assert len(_found(town, "N01")) == 1
