"""Sentences by digest on both kinds of store: brought up to date, and compared within one county and year only."""

from server.actions import reporting
from server.report.checks.copying import digests_of
from server.report.who import Role
from server.storage import people, sentences, units
from server.storage.sentences import Copied, copies, elsewhere, note_sentences, shared
from tests.cast import BEGAN, LIN, YEAR, ZHAO, Town, unit_of

OURS = "在东河集市设立流动调解点，逢集由司法所和村调解员轮流坐班接待来访群众。"
THEIRS = "把上坪村的山林纠纷列为重点，由分管副镇长牵头会同林业站三次上山踏勘。"


def report_of(town: Town, unit: int, year: int = YEAR) -> int:
    """Another report in the county."""
    with town.database.write() as connection:
        people.grant(connection, town.ids[ZHAO], unit, (Role.editor,), BEGAN)
        place = unit_of(town.library, "白石镇")
        return reporting.open_report(connection, town.library, town.actor(ZHAO), unit, place, year, town.library.outlines["standard"])


def noted(town: Town, report: int, **texts: str) -> None:
    """The sentences of a report are written down."""
    with town.database.write() as connection:
        note_sentences(connection, report, texts)


def found(town: Town, report: int) -> tuple[frozenset[int], tuple[Copied, ...]]:
    """What stands elsewhere, too."""
    with town.database.read() as connection:
        return elsewhere(connection, report), copies(connection, report)


def test_a_sentence_of_another_unit_of_the_county_is_found_and_the_county_learns_which(town: Town) -> None:
    other = report_of(town, town.other)
    noted(town, town.report, disputes=OURS + THEIRS)
    noted(town, other, oversight=THEIRS)
    (digest,) = digests_of(THEIRS)
    assert found(town, town.report) == (frozenset({digest}), (Copied("disputes", digest, "白石镇"),))
    assert found(town, other) == (frozenset({digest}), (Copied("oversight", digest, "清溪镇"),))


def test_only_what_changed_is_written_anew(town: Town) -> None:
    noted(town, town.report, disputes=OURS + THEIRS, plans=OURS)
    with town.database.read() as connection:
        before = {tuple(row) for row in connection.exec_driver_sql("SELECT id, section, digest FROM sentence")}
    noted(town, town.report, disputes=OURS, plans=OURS)
    with town.database.read() as connection:
        after = {tuple(row) for row in connection.exec_driver_sql("SELECT id, section, digest FROM sentence")}
    assert len(before) == 3
    assert len(after) == 2
    assert after < before


def test_another_year_and_another_county_are_not_compared(town: Town) -> None:
    with town.database.write() as connection:
        away = units.add_unit(connection, unit_of(town.library, "白石镇"), None)
    for report in (report_of(town, town.other, YEAR - 1), report_of(town, away)):
        noted(town, report, disputes=OURS)
    noted(town, town.report, disputes=OURS)
    assert found(town, town.report) == (frozenset(), ())


def test_what_everybody_writes_is_no_copy(town: Town) -> None:
    with town.database.write() as connection:
        more = [units.add_unit(connection, unit_of(town.library, name), town.county) for name in ("青石镇", "黑石镇")]
    reports = [report_of(town, unit) for unit in (town.other, *more)]
    for report in (town.report, *reports[:2]):
        noted(town, report, disputes=OURS)
    assert found(town, town.report)[0] == frozenset()
    assert [shared(holders, of) for holders, of in ((2, 2), (2, 4), (3, 6), (3, 7), (4, 8))] == [False, False, True, False, True]


def test_nothing_is_compared_before_anything_was_noted(town: Town) -> None:
    assert town.ids[LIN]
    assert found(town, town.report) == (frozenset(), ())
    assert sentences.FEWEST == 3
