"""Findings and what was said to them, as they are kept: whole, known again by mark, for whoever looks next; and an office's own words."""

from dataclasses import replace
from datetime import timedelta

from server.report.checks.answering import Said
from server.report.checks.wording import Confusable, Plain
from server.report.findings import Class, Finding, Strength
from server.storage import check_tables, findings, history, wordings
from server.storage.findings import Examination
from server.storage.history import Event
from tests.cast import LIN, NOW, ZHAO, Town

FOUND = Finding(
    rule="N01",
    clause="勾稽关系6",
    strength=Strength.practice,
    weight=Class.must,
    message="分项之和不等于总数。",
    where="化解矛盾“14件”",
    quote="14件",
    start=9,
    end=12,
    working="9+2+8=19≠14",
    section="disputes",
    indicators=("dis.found",),
    typed=3,
    before="受理𠮷",
    after="。",
)
ASIDE = replace(FOUND, rule="P05", weight=Class.hint, message="》、《之间不用顿号。", quote="》、《", working="", indicators=())


def test_an_examination_comes_back_as_it_was_kept(town: Town) -> None:
    with town.database.write() as connection:
        assert findings.examination(connection, town.report) is None
        findings.keep(connection, town.report, Examination("a", (FOUND, ASIDE)), NOW)
        assert findings.examination(connection, town.report) == Examination("a", (FOUND, ASIDE))
        findings.keep(connection, town.report, Examination("b", ()), NOW)
        assert findings.examination(connection, town.report) == Examination("b", ())


def test_an_examination_in_another_form_is_none(town: Town) -> None:
    with town.database.write() as connection:
        findings.keep(connection, town.report, Examination("a", (FOUND,)), NOW)
        connection.execute(check_tables.examination.update().values(content=b"of an older program"))
        assert findings.examination(connection, town.report) is None


def test_the_stamp_changes_with_the_report_and_the_lists_but_not_with_what_is_said(town: Town) -> None:
    line = (town.unit, town.county)
    with town.database.write() as connection:
        before = findings.stamp(connection, town.report, line)
        findings.settle(connection, town.report, FOUND, Said.overridden, "口径不同，以县里为准", town.ids[ZHAO], NOW)
        history.add(connection, Event(NOW, town.ids[ZHAO], "finding:1", "overridden", town.unit, town.report))
        assert findings.stamp(connection, town.report, line) == before
        history.add(connection, Event(NOW, town.ids[LIN], "text:1", "save", town.unit, town.report, 1))
        saved = findings.stamp(connection, town.report, line)
        wordings.add(connection, town.county, "plain", Plain(word="维稳", source="县府办"), town.ids[ZHAO], NOW)
        assert len({before, saved, findings.stamp(connection, town.report, line)}) == 3


def test_what_was_said_comes_back_with_who_and_when(town: Town) -> None:
    with town.database.write() as connection:
        first = findings.settle(connection, town.report, FOUND, Said.overridden, "口径不同，以县里为准", town.ids[ZHAO], NOW)
        (said,) = findings.settlements(connection, town.report)
        assert (said.id, said.mark, said.said, said.words) == (first, FOUND.mark, Said.overridden, "口径不同，以县里为准")
        assert (said.rule, said.weight, said.section, said.by, said.at, said.stands) == ("N01", Class.must, "disputes", "赵敏", NOW, True)
        assert findings.settlements(connection, town.report + 1) == ()


def test_what_is_said_again_takes_the_place_of_what_was_said(town: Town) -> None:
    with town.database.write() as connection:
        for words in ("口径不同，以县里为准", "已与县局核对一致"):
            findings.settle(connection, town.report, FOUND, Said.overridden, words, town.ids[ZHAO], NOW)
        assert [(each.words, each.stands) for each in findings.settlements(connection, town.report)] == [
            ("口径不同，以县里为准", False),
            ("已与县局核对一致", True),
        ]


def test_what_was_said_is_taken_back_once_and_stays_in_the_book(town: Town) -> None:
    later = NOW + timedelta(hours=1)
    with town.database.write() as connection:
        said = findings.settle(connection, town.report, ASIDE, Said.dismissed, "", town.ids[LIN], NOW)
        assert not findings.undo(connection, town.report + 1, said, town.ids[ZHAO], later)
        assert findings.undo(connection, town.report, said, town.ids[ZHAO], later)
        assert not findings.undo(connection, town.report, said, town.ids[ZHAO], later)
        (kept,) = findings.settlements(connection, town.report)
        assert (kept.by, kept.undone_by, kept.undone_at) == ("林晓", "赵敏", later)


def test_the_same_words_put_aside_twice_are_told(town: Town) -> None:
    elsewhere = replace(ASIDE, section="plans")
    with town.database.write() as connection:
        findings.settle(connection, town.report, ASIDE, Said.dismissed, "", town.ids[LIN], NOW)
        assert findings.often(connection, town.unit) == frozenset()
        second = findings.settle(connection, town.report, elsewhere, Said.dismissed, "", town.ids[LIN], NOW)
        assert findings.often(connection, town.unit) == {("P05", "》、《")}
        assert findings.often(connection, town.other) == frozenset()
        findings.undo(connection, town.report, second, town.ids[LIN], NOW)
        assert findings.often(connection, town.unit) == frozenset()


def test_words_are_written_for_whoever_saw_the_last_version(town: Town) -> None:
    entry, other = Confusable(wrong="台帐", right="台账", source="县府办"), Confusable(wrong="台帐", right="台账", source="县委办")
    with town.database.write() as connection:
        added = wordings.add(connection, town.county, "confusable", entry, town.ids[ZHAO], NOW)
        known = wordings.word(connection, town.county, added)
        assert known is not None
        assert (known.entry, known.kind, known.version, known.saved_by) == (entry, "confusable", 1, "赵敏")
        assert wordings.word(connection, town.unit, added) is None
        assert wordings.change(connection, known, other, town.ids[ZHAO], NOW)
        assert not wordings.change(connection, known, entry, town.ids[ZHAO], NOW)
        assert not wordings.remove(connection, known, town.ids[ZHAO], NOW)
        (now,) = wordings.words(connection, (town.unit, town.county))
        assert (now.entry, now.version) == (other, 2)
        assert wordings.remove(connection, now, town.ids[ZHAO], NOW)
        assert wordings.words(connection, (town.county,)) == ()
