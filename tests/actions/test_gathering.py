"""One form of the reports of all units below, for the county: who may, what is in the zip, what is said of the others."""

import zipfile
from datetime import date
from io import BytesIO
from tempfile import SpooledTemporaryFile

import pytest

from server.actions import gathering, offline, reporting
from server.actions.evidence import Checked
from server.actions.gathering import Outcome, Wanted
from server.actions.printing import Press
from server.actions.saving import Field, save_fields
from server.report.papers.kinds import Form
from server.report.problems import NotAllowed, NotFound
from server.report.proposing.registering import Registered
from server.report.who import Role
from server.settings import ROOT
from server.storage import papers, people
from tests.cast import BEGAN, LIN, QIAN, YEAR, ZHENG, ZHOU, Town


def _gathered(town: Town, login: str = ZHENG, form: Form = Form.full, year: int = YEAR) -> tuple[tuple[Outcome, ...], list[str]]:
    press = Press(town.library, ROOT / "docx_templates", "sha256", lambda page: page.title)
    into = BytesIO()
    wanted = Wanted(town.county, year, form, "gb9704_a")
    outcomes = gathering.gather(town.database, press, town.actor(login), wanted, into)
    with zipfile.ZipFile(into) as archive:
        assert archive.testzip() is None
        return outcomes, archive.namelist()


def _told(outcomes: tuple[Outcome, ...]) -> dict[str, tuple[bool, str]]:
    return {each.below.place.unit.short_name: (bool(each.name), each.why) for each in outcomes}


def test_the_papers_of_all_units_below_are_in_one_zip_and_who_has_none_is_known(town: Town) -> None:
    outcomes, names = _gathered(town)
    assert _told(outcomes) == {"清溪镇": (True, ""), "白石镇": (False, "")}
    assert names == [outcomes[0].name]
    assert names[0].startswith("01清溪镇-")
    assert names[0].endswith(".docx")


def test_every_paper_gathered_is_recorded_as_an_export_of_its_report(town: Town) -> None:
    _gathered(town)
    with town.database.read() as connection:
        (document,) = papers.documents(connection, town.report)
    assert (document.form, document.person) == ("full", "郑平")


def test_a_paper_that_cannot_be_made_is_left_out_with_its_reason(town: Town) -> None:
    with town.database.write() as connection:
        body = {"body": "镇长何川接待来访群众12人次。"}
        section = town.section("disputes").id
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [Field("text", str(section), body, 0)])
    outcomes, names = _gathered(town, form=Form.public)
    assert names == []
    assert "没有定下公开还是内部" in outcomes[0].why


def test_a_year_without_reports_gives_an_empty_zip(town: Town) -> None:
    outcomes, names = _gathered(town, year=2019)
    assert (names, [each.below.report for each in outcomes]) == ([], [None, None])


def test_nobody_else_gathers(town: Town) -> None:
    with pytest.raises(NotFound):
        _gathered(town, LIN)
    with town.database.write() as connection:
        people.grant(connection, town.ids[ZHOU], town.county, (Role.editor,), BEGAN)
        people.grant(connection, town.ids[QIAN], town.county, (Role.admin,), BEGAN)
    for login in (ZHOU, QIAN):
        with pytest.raises(NotAllowed):
            _gathered(town, login)


def test_a_role_at_the_town_gives_nothing_at_the_county(town: Town) -> None:
    with pytest.raises(NotFound):
        _gathered(town, QIAN)


def test_the_list_comes_last_and_bears_its_mark_for_notepad(town: Town) -> None:
    press = Press(town.library, ROOT / "docx_templates", "sha256", lambda page: page.title)
    with SpooledTemporaryFile(1024) as into:
        gathering.gather(town.database, press, town.actor(ZHENG), Wanted(town.county, YEAR, Form.oa, "gb9704_a"), into)
        gathering.add_list(into, "说明.txt", "共2个单位")
        with zipfile.ZipFile(into) as archive:
            assert archive.namelist()[-1] == "说明.txt"
            assert archive.read("说明.txt") == b"\xef\xbb\xbf" + "共2个单位".encode()


def test_a_second_report_of_another_year_is_not_in_it(town: Town) -> None:
    with town.database.write() as connection:
        unit = next(iter(gathering.below(connection, town.library, town.actor(ZHENG), town.county, YEAR))).place.unit
        reporting.open_report(connection, town.library, town.actor(QIAN), town.other, unit, 2024, town.library.outlines["standard"])
    assert len(_gathered(town)[1]) == 1


def test_the_file_of_a_report_that_came_on_paper_is_in_it_as_it_came(town: Town) -> None:
    where = offline.Where(town.county, town.other, YEAR)
    with town.database.write() as connection:
        paper = Checked("白石镇报告.docx", "application/octet-stream", b"PK as it came")
        offline.register(connection, town.library, town.actor(ZHENG), where, Registered("paper", date(2026, 1, 8)), 0, paper)
    outcomes, names = _gathered(town)
    assert [(each.name != "", each.paper) for each in outcomes] == [(True, ""), (False, "02白石镇-白石镇报告.docx")]
    assert names == [outcomes[0].name, "02白石镇-白石镇报告.docx"]
