"""The leader's page as acts on the store: what one reader sees, and how far he has read."""

from datetime import timedelta

import pytest

from server.actions import leading
from server.actions.saving import Field, save_fields
from server.report.manuscript import Piece
from server.report.papers.leading import Account, Changed, FigureChange, Overview, TextChange
from server.report.problems import NotAllowed, NotFound
from server.storage import followed, others, pasts, sentences
from server.storage.others import Clash, Kept
from tests.cast import LIN, NOW, WU, ZHAO, ZHENG, ZHOU, Town
from tests.storage.test_sentence_rows import OURS, report_of


def saved(town: Town, *fields: Field) -> None:
    """林 saves."""
    with town.database.write() as connection:
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), list(fields))


def seen(town: Town, who: str = WU) -> Overview:
    """The page as somebody sees it."""
    with town.database.read() as connection:
        return leading.overview_of(connection, town.library, town.standing(connection, who), town.actor(who))


def read_over(town: Town, who: str = WU, upto: int | None = None) -> None:
    """已阅."""
    with town.database.write() as connection:
        newest = followed.newest(connection, town.report)
        leading.read_over(connection, town.actor(who), town.report, newest if upto is None else upto)


def text(town: Town, key: str, body: str, base: int = 0) -> Field:
    """The text of a section."""
    return Field("text", str(town.section(key).id), {"body": body}, base)


def test_before_the_first_reading_nothing_is_a_change(town: Town) -> None:
    saved(town, text(town, "disputes", "排查纠纷12件。"))
    assert (seen(town).since, seen(town).changes) == ("", ())


def test_after_a_reading_the_changes_are_shown_by_section_to_this_reader_alone(town: Town) -> None:
    saved(town, text(town, "disputes", "排查纠纷12件。"), Field("entry", "dis.found", {"raw": "12"}, 0))
    read_over(town)
    saved(town, text(town, "disputes", "排查纠纷15件。", 1), Field("entry", "dis.found", {"raw": "15"}, 1))
    found = seen(town)
    pieces = (Piece("排查纠纷"), Piece("12件", "deleted"), Piece("15件", "inserted"), Piece("。"))
    heading = town.section("disputes").heading
    figure = FigureChange("排查发现矛盾纠纷", "12件", "15件", "林晓")
    assert found.changes == (Changed(heading, (figure,), (TextChange(pieces, "林晓"),)),)
    assert found.since == "2026年1月9日"
    assert seen(town, ZHAO).since == ""
    read_over(town)
    assert seen(town).changes == ()


def test_a_figure_that_a_section_takes_in_and_the_title_have_their_places(town: Town) -> None:
    read_over(town)
    saved(town, Field("entry", "learn.lectures", {"raw": "2"}, 0), text(town, "title", "关于法治工作的报告", 1))
    headings = [each.heading for each in seen(town).changes]
    assert headings == ["标题", town.section("leadership").heading]


def test_a_reading_reaches_no_further_than_the_page_showed_and_never_back(town: Town) -> None:
    saved(town, text(town, "disputes", "甲。"))
    with town.database.read() as connection:
        shown = followed.newest(connection, town.report)
    saved(town, text(town, "disputes", "乙。", 1))
    read_over(town, upto=shown)
    assert len(seen(town).changes) == 1
    read_over(town, upto=10**30)
    assert seen(town).changes == ()
    read_over(town, upto=0)
    assert seen(town).changes == ()


@pytest.mark.parametrize(("who", "refusal"), [(LIN, NotAllowed), (ZHOU, NotFound)])
def test_who_may_not_sign_off_a_reading_is_told(town: Town, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_over(town, who)


def test_promises_of_this_year_and_what_became_of_last_years(town: Town) -> None:
    saved(town, text(town, "plans", "一是每月学法一次。由司法所组织。二是全年评查案卷两次。"))
    with town.database.write() as connection:
        pasts.add_pledges(connection, town.report, "plans", [("建成调解室", "", "disputes")])
    found = seen(town)
    assert [each.title for each in found.promises] == ["每月学法一次", "全年评查案卷两次"]
    assert found.accounts == (Account("plans", "建成调解室", "", ""),)


def test_another_papers_figures_and_the_copies_of_the_county_are_shown(town: Town) -> None:
    other = report_of(town, town.other)
    saved(town, text(town, "disputes", OURS))
    clash = Clash(name="排查", said="15件", entered="12件", sentence="")
    with town.database.write() as connection:
        for report in (town.report, other):
            sentences.note_sentences(connection, report, {"disputes": OURS})
        others.keep(connection, town.report, "述职.docx", Kept(clashes=(clash,)).model_dump_json(), town.ids[ZHAO], NOW)
    assert [(each.paper, each.said) for each in seen(town).clashes] == [("述职.docx", "15件")]
    assert seen(town).copies is None
    copies = seen(town, ZHENG).copies
    assert copies is not None
    assert [(each.sentence, each.units) for each in copies] == [(OURS, ("白石镇",))]


def test_every_reading_is_in_the_history(town: Town) -> None:
    read_over(town)
    with town.database.write() as connection:
        leading.read_over(connection, town.actor(WU, NOW + timedelta(days=1)), town.report, 0)
        found = connection.exec_driver_sql("SELECT count(*) FROM history WHERE action = 'read_over'").scalar()
    assert found == 2
