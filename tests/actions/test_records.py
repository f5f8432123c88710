"""What checks of entries are given: what binds the town, what offices owe, last year's figures and sentences."""

from datetime import date
from decimal import Decimal

import pytest

from server.actions import forms as giving
from server.actions import noticing
from server.actions.allowing import allow
from server.actions.exporting import snapshot_of
from server.actions.forms import Wanted
from server.actions.records import records_of
from server.actions.saving import Field, save_fields
from server.report.checks.copying import digests_of
from server.report.checks.judging import judge_entries
from server.report.checks.records import Records
from server.report.who import Act
from server.storage import forms, reports, sentences
from server.storage.forms import Returned
from tests.cast import LIN, NOW, YEAR, ZHAO, Town, unit_of
from tests.storage.test_sentence_rows import OURS, report_of
from tests.web.last_year import take_in

FIGURE = "dis.petition_received"


def given(town: Town) -> Records:
    """What checks look at."""
    with town.database.read() as connection:
        report = town.standing(connection).report
        return records_of(connection, town.library, report, snapshot_of(connection, town.library, report), date(2026, 1, 9))


def saved(town: Town, report: int, *fields: Field, who: str = LIN) -> None:
    """Somebody saves."""
    with town.database.write() as connection:
        standing = allow(connection, town.actor(who), Act.fill, report)
        save_fields(connection, town.library, town.actor(who), standing, list(fields))


def test_what_binds_the_town_and_what_its_leaders_are_called(town: Town) -> None:
    made = given(town)
    assert made.heads == ("党委书记", "镇长")
    assert "national.joint.report" in [each.id for each in made.rules]
    assert made.call is None


def test_the_notice_caps_the_length_and_asks_for_its_outline(town: Town) -> None:
    typed = {"title": "关于做好年度报告工作的通知", "length_cap": "100字以内", "outline_key": "five_part"}
    with town.database.write() as connection:
        noticing.save(connection, town.library, town.actor(ZHAO), town.report, typed, 0)
    made = given(town)
    assert made.call is not None
    assert (made.call.source, made.call.most) == ("《关于做好年度报告工作的通知》", 100)
    assert "E10" in [each.rule for each in judge_entries(made)]


def test_what_an_office_was_asked_for_is_awaited_until_it_answers(town: Town) -> None:
    wanted = Wanted("信访办", "赵敏", "12月20日", (FIGURE,), ("disputes",))
    with town.database.write() as connection:
        (form,) = giving.make(connection, town.library, town.actor(ZHAO), town.report, (wanted,))
    assert given(town).awaited == {FIGURE: "信访办", "disputes": "信访办"}
    assert "E05" in [each.rule for each in judge_entries(given(town))]
    came = Returned(0, town.report, form, "信访办.xlsx", None, "信访办", "周立", "", "{}", NOW, "", None)
    with town.database.write() as connection:
        forms.add_returned(connection, came, town.ids[ZHAO])
    assert given(town).awaited == {}


def test_the_units_own_report_of_last_year_gives_figures_and_sentences(town: Town) -> None:
    last = report_of(town, town.unit, YEAR - 1)
    with town.database.read() as connection:
        section = next(each for each in reports.sections(connection, last) if each.key == "disputes")
    saved(town, last, Field("entry", FIGURE, {"raw": "400"}, 0), Field("text", str(section.id), {"body": OURS}, 0), who=ZHAO)
    made = given(town)
    assert made.before == {FIGURE: Decimal(400)}
    assert made.last_year >= digests_of(OURS).keys()


def test_a_report_that_was_read_in_gives_its_sentences(town: Town) -> None:
    with town.database.write() as connection:
        take_in(connection, town)
    assert given(town).last_year >= digests_of("落实行政执法公示、执法全过程记录、重大执法决定法制审核三项制度。").keys()


@pytest.mark.parametrize("phrased", [False, True])
def test_sentences_of_another_unit_are_known_and_those_the_program_offers_are_shared(town: Town, phrased: bool) -> None:
    phrase = next(text for each in town.library.phrases for text in each.always if len(text) > 30 and "{" not in text and "[" not in text)
    text = phrase if phrased else OURS
    other = report_of(town, town.other)
    saved(town, town.report, Field("text", str(town.section("disputes").id), {"body": text}, 0))
    with town.database.write() as connection:
        for report in (town.report, other):
            sentences.note_sentences(connection, report, {"disputes": text})
    made = given(town)
    assert made.elsewhere == digests_of(text).keys()
    assert ("X03" in [each.rule for each in judge_entries(made)]) is not phrased
    assert unit_of(town.library, "白石镇").short_name not in "".join(each.message for each in judge_entries(made))
