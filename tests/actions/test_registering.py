"""Registration: who may write it, what is printed of it, and one number for one text."""

import json

import pytest

from server.actions import confirming, exporting, printing, registering, reporting
from server.actions.allowing import allow
from server.actions.exporting import Left
from server.actions.fronts import around
from server.actions.saving import Field, Saved, save_fields
from server.report.problems import Locked, NotAllowed, NotFound
from server.report.snapshot import Item, Registration, Snapshot
from server.report.who import Act
from server.report.workflow import Move
from server.storage import papers, reports
from tests.cast import LIN, NOW, WU, ZHAO, ZHOU, Town

NUMBER = "清政〔2026〕3号"


def _save(town: Town, login: str, act: Act, typed: dict[str, str]) -> Saved:
    with town.database.write() as connection:
        standing = allow(connection, town.actor(login), act, town.report)
        found = around(connection, town.library, standing.report)
        fields = [Field("text", str(town.section(key).id), {"body": body}, found.version(key)) for key, body in typed.items()]
        return save_fields(connection, town.library, town.actor(login), standing, found.fields(fields))


def _register(town: Town, login: str = ZHAO, **typed: str) -> Saved:
    return _save(town, login, Act.register, typed)


def _stock(town: Town) -> printing.Stock:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        return printing.stock_of(connection, town.library, report)


def _snapshot(town: Town) -> Snapshot:
    return _stock(town).snapshot


def _left(town: Town, number: str = NUMBER) -> int:
    """The full paper leaves with its number."""
    stock = _stock(town)
    with town.database.write() as connection:
        left = Left("full", "报告.docx", b"PK", number)
        return exporting.record_export(connection, town.actor(ZHAO), stock.report, stock.snapshot, left, "sha256")


def test_what_is_registered_is_printed_in_its_right_form_and_kept_as_typed(town: Town) -> None:
    _register(town, number="清政〔2026〕3号", date="2026-1-9", signers="何川 林晓", copies="共印30份", print_date="2026.1.10")
    snapshot = _snapshot(town)
    assert snapshot.registration == Registration(number=NUMBER, signers="何川、林晓", copies="30", print_date="2026年1月10日")
    assert snapshot.document_date == "2026年1月9日"
    assert (town.text("date"), town.text("copies")) == ("2026-1-9", "共印30份")


def test_what_cannot_be_read_is_kept_as_typed(town: Town) -> None:
    _register(town, number="清政3号", date="下周")
    assert (_snapshot(town).registration.number, _snapshot(town).document_date) == ("清政3号", "下周")


@pytest.mark.parametrize("step", [None, Move.submit])
@pytest.mark.parametrize("login", [ZHAO, WU])
def test_editor_and_signer_register_in_any_state(town: Town, login: str, step: Move | None) -> None:
    if step:
        with town.database.write() as connection:
            reporting.move(connection, town.actor(ZHAO), town.report, step, "")
    _register(town, login, number=NUMBER)
    assert town.text("number") == NUMBER


def test_a_contributor_does_not_register(town: Town) -> None:
    with pytest.raises(NotAllowed):
        _register(town, LIN, number=NUMBER)
    with pytest.raises(NotAllowed):
        _save(town, LIN, Act.fill, {"number": NUMBER})
    assert town.text("number") == ""


def test_a_signer_who_may_register_may_not_write_the_rest(town: Town) -> None:
    with pytest.raises(NotAllowed):
        _save(town, WU, Act.register, {"title": "另一个标题"})
    assert "法治政府建设" in town.text("title")


def test_an_editor_may_register_but_not_write_the_rest_of_a_report_that_is_handed_in(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    with pytest.raises(Locked):
        _save(town, ZHAO, Act.register, {"number": NUMBER, "title": "另一个标题"})
    assert town.text("number") == ""


def test_people_of_another_unit_find_nothing_to_register(town: Town) -> None:
    with pytest.raises(NotFound):
        _register(town, ZHOU, number=NUMBER)


def test_a_chapter_is_no_part_of_registration(town: Town) -> None:
    with pytest.raises(NotFound):
        _register(town, number=NUMBER, problems="力量不足。")
    assert (town.text("number"), town.text("problems")) == ("", "")


def test_a_number_may_stand_on_the_same_text_again(town: Town) -> None:
    _register(town, number=NUMBER)
    _left(town)
    assert _stock(town).withheld == ""
    _register(town, date="2026-1-9", signers="何川、林晓", copies="30")
    assert _stock(town).withheld == ""
    assert _stock(town).material.numbered


def test_a_number_does_not_stand_on_another_text(town: Town) -> None:
    _register(town, number=NUMBER)
    _left(town)
    _save(town, LIN, Act.fill, {"closing": "特此报告。请审阅。"})
    stock = _stock(town)
    assert "“清政〔2026〕3号”已用在2026年1月9日导出的正式文稿上" in stock.withheld
    assert not stock.material.numbered
    _register(town, number="清政〔2026〕4号")
    assert _stock(town).withheld == ""


def test_the_old_text_bears_its_number_again(town: Town) -> None:
    _register(town, number=NUMBER)
    _left(town)
    _save(town, LIN, Act.fill, {"closing": "特此报告。请审阅。"})
    _save(town, LIN, Act.fill, {"closing": "特此报告。"})
    assert _stock(town).withheld == ""


def test_what_no_paper_prints_does_not_make_another_text(town: Town) -> None:
    _register(town, number=NUMBER)
    _left(town)
    _save(town, LIN, Act.fill, {"occasion": "在镇人民代表大会上", "address": "各位代表，同志们："})
    with town.database.write() as connection:
        section = town.section("problems").id
        reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="力量不足", body="编制少"))
        confirming.mark_done(connection, town.actor(LIN), town.report, section, done=True)
    assert _stock(town).withheld == ""


def test_a_paper_that_left_without_a_number_binds_none(town: Town) -> None:
    _register(town, number=NUMBER)
    _left(town, "")
    _save(town, LIN, Act.fill, {"closing": "特此报告。请审阅。"})
    assert _stock(town).withheld == ""


def test_a_paper_that_never_went_out_frees_its_number(town: Town) -> None:
    _register(town, number=NUMBER)
    document = _left(town)
    _save(town, LIN, Act.fill, {"closing": "特此报告。请审阅。"})
    with town.database.write() as connection:
        registering.cancel(connection, town.actor(ZHAO), town.report, document)
    assert _stock(town).withheld == ""
    with town.database.read() as connection:
        assert [each.cancelled_at for each in papers.documents(connection, town.report)] == [NOW]


def test_only_who_registers_cancels_and_only_once(town: Town) -> None:
    document = _left(town)
    with pytest.raises(NotAllowed), town.database.write() as connection:
        registering.cancel(connection, town.actor(LIN), town.report, document)
    with town.database.write() as connection:
        registering.cancel(connection, town.actor(WU), town.report, document)
    for number in (document, document + 1):
        with pytest.raises(NotFound), town.database.write() as connection:
            registering.cancel(connection, town.actor(WU), town.report, number)


def test_the_number_of_another_year_binds_this_one(town: Town) -> None:
    _register(town, number=NUMBER)
    _left(town)
    with town.database.write() as connection:
        unit = _snapshot(town).unit
        outline = town.library.outlines["standard"]
        second = reporting.open_report(connection, town.library, town.actor(ZHAO), town.unit, unit, 2024, outline)
        key = next(each.id for each in reports.sections(connection, second) if each.key == "number")
        standing = allow(connection, town.actor(ZHAO), Act.register, second)
        save_fields(connection, town.library, town.actor(ZHAO), standing, [Field("text", str(key), {"body": NUMBER}, 0)])
        assert "不带文号" in printing.stock_of(connection, town.library, standing.report).withheld


def test_the_manifest_says_what_a_file_can_be_held_against(town: Town) -> None:
    _register(town, number=NUMBER, date="2026-1-9")
    _left(town)
    with town.database.read() as connection:
        (document,) = papers.documents(connection, town.report)
    told = json.loads(exporting.manifest_file(document))
    assert (document.number, document.date, document.person) == (NUMBER, "2026年1月9日", "赵敏")
    assert told["file"] == "fcab7fcc2b4cffd9bb45003bfc2e468a04ef6f77ca8200a7341f027631584d25"
    assert (told["form"], told["name"], told["number"], told["bytes"]) == ("full", "报告.docx", NUMBER, 2)
    assert told["made_at"] == "2026-01-09T02:32:00+00:00"
    assert len(told["snapshot"]) == len(told["approved"]) == 64


def test_a_part_that_nobody_wrote_is_what_is_usual_until_somebody_does(town: Town) -> None:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        found = around(connection, town.library, report)
    assert (found.body("copies_to"), found.version("copies_to")) == ("中共云澜县委全面依法治县委员会办公室", 0)
    assert found.body("printer") == "云澜县清溪镇人民政府"
    _save(town, LIN, Act.fill, {"copies_to": "中共云澜县委全面依法治县委员会办公室", "printer": ""})
    front = _snapshot(town).front
    assert (front.copies_to, front.printer) == (None, "")


def test_a_part_shown_as_usual_and_left_alone_is_no_conflict_with_who_wrote_it(town: Town) -> None:
    usual, typed = "中共云澜县委全面依法治县委员会办公室", "云澜县司法局"
    _save(town, LIN, Act.fill, {"copies_to": typed})
    with town.database.write() as connection:
        standing = allow(connection, town.actor(ZHAO), Act.fill, town.report)
        found = around(connection, town.library, standing.report)
        left_alone = Field("text", str(town.section("copies_to").id), {"body": usual}, 0)
        saved = save_fields(connection, town.library, town.actor(ZHAO), standing, found.fields([left_alone]))
    assert (saved.conflicts, len(saved.merged), town.text("copies_to")) == ((), 1, typed)
