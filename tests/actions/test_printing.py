"""The papers of one report as files: names, manifests, what is refused, the draft's mark, earlier texts to compare with."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from server.actions import clearing, exporting, importing, printing, reporting
from server.actions.allowing import Actor
from server.actions.printing import Edition, Paper, Press, Stock
from server.actions.saving import Field, save_fields
from server.report.papers.kinds import Form
from server.report.papers.webpage import Publication, WebPage
from server.report.problems import NotFound, Refused
from server.report.snapshot import Registration, Snapshot, load
from server.report.workflow import Move
from server.settings import ROOT
from server.storage import papers, reports
from server.word.inspecting.digests import digests_of
from tests.cast import LIN, NOW, WU, ZHAO, ZHOU, Town, unit_of

SAMPLE = ROOT / "data" / "samples" / "township.json"


def _press(town: Town) -> Press:
    return Press(town.library, ROOT / "docx_templates", "sha256", _html)


def _html(page: WebPage) -> str:
    return f"{page.title}|{page.publication.index_number}|{len(page.nodes) > 10}"


def _sample(town: Town, **changed: object) -> int:
    """The sample as the report of the other town, whose texts are its own."""
    sample = load(SAMPLE.read_bytes()).model_copy(update=changed)
    with town.database.write() as connection:
        return importing.import_report(connection, town.library, town.actor(ZHOU), town.other, sample)


def _stock(town: Town, report_id: int, base: int = 0) -> Stock:
    with town.database.read() as connection:
        report = reports.report(connection, report_id)
        assert report is not None
        return printing.stock_of(connection, town.library, report, base)


def _edition(town: Town, report_id: int, base: int = 0) -> Edition:
    return printing.edition_of(_stock(town, report_id, base))


def _printed(town: Town, report_id: int, form: Form, layout: str = "gb9704_a") -> Paper:
    return printing.printed(_press(town), _edition(town, report_id), form, layout)


def _words(paper: Paper) -> str:
    return "\n".join(each.text for each in Document(BytesIO(paper.content)).paragraphs)


def _watermarked(paper: Paper) -> bool:
    with zipfile.ZipFile(BytesIO(paper.content)) as archive:
        return any("草稿" in archive.read(name).decode() for name in archive.namelist() if "header" in name and name.endswith(".xml"))


def test_every_form_of_the_sample_can_be_made_and_is_called_by_title_and_form(town: Town) -> None:
    edition = _edition(town, _sample(town))
    made = {form: printing.printed(_press(town), edition, form) for form in Form if form is not Form.changes}
    assert [paper.form for paper in made.values()] == list(made)
    assert all(len(paper.content) > 50 for paper in made.values())
    assert [form for form, paper in made.items() if paper.media_type == printing.HTML] == [Form.web]
    plain = " ".join((edition.stock.snapshot.front.title or "").split())
    assert made[Form.full].name == f"{plain}.docx"
    assert made[Form.oa].name == f"{plain}（OA正文版）.docx"
    assert made[Form.figures].name == "白石镇2026年法治政府建设指标表.docx"
    assert made[Form.web].name.endswith("（网站版）.html")


@pytest.mark.parametrize(
    ("title", "name"), [("", "白石镇2026.docx"), ('a/b\\c:d*e?"<f>|', "a b c d e f.docx"), ("长" * 200, f"{'长' * 60}.docx")]
)
def test_a_title_that_no_file_may_have_gives_a_name_that_it_may(town: Town, title: str, name: str) -> None:
    sample = load(SAMPLE.read_bytes())
    report = _sample(town, front=sample.front.model_copy(update={"title": title}))
    assert _printed(town, report, Form.full).name == name


def test_a_manifest_tells_text_registration_and_layout_apart(town: Town) -> None:
    report = _sample(town)
    one, other = (_printed(town, report, Form.full, layout) for layout in ("gb9704_a", "gb9704_b"))
    assert one.facts["text"] == other.facts["text"] == digests_of(one.content).text
    assert one.facts["registration"] == other.facts["registration"]
    assert one.facts["layout"] != other.facts["layout"]
    assert (one.facts["profile"], other.facts["profile"]) == ("gb9704_a", "gb9704_b")
    assert one.facts["template"] != other.facts["template"]
    assert one.facts["rules"] == town.library.version


def test_two_exports_of_one_text_differ_only_in_what_is_registered(town: Town) -> None:
    report = _sample(town, document_date="", registration=Registration())
    signed = Registration(number="禾政〔2027〕3号", signers="何川、林晓", print_date="2027年1月13日")
    before = _printed(town, report, Form.full)
    stock = _stock(town, report)
    snapshot = stock.snapshot.model_copy(update={"document_date": "2027年1月12日", "registration": signed})
    after = printing.printed(
        _press(town), printing.edition_of(replace(stock, material=replace(stock.material, snapshot=snapshot))), Form.full
    )
    assert before.facts["text"] == after.facts["text"]
    assert before.facts["registration"] != after.facts["registration"]
    assert (before.number, after.number) == ("", "禾政〔2027〕3号")
    assert "禾政〔2027〕3号" in "".join(_words(after).split())


def test_a_number_that_is_withheld_is_in_no_file(town: Town) -> None:
    report = _sample(town, registration=Registration(number="禾政〔2027〕3号"))
    stock = _stock(town, report)
    other = stock.snapshot.model_copy(update={"front": stock.snapshot.front.model_copy(update={"closing": "以上报告，请审阅。"})})
    with town.database.write() as connection:
        left = exporting.Left("full", "报告.docx", b"PK", "禾政〔2027〕3号")
        exporting.record_export(connection, town.actor(ZHOU), stock.report, other, left, "sha256")
    paper = _printed(town, report, Form.full)
    assert paper.number == ""
    assert "〔2027〕3号" not in _words(paper)


def test_what_is_not_signed_is_marked_as_a_draft_except_on_its_way_to_the_signature(town: Town) -> None:
    report = _sample(town, document_date="", registration=Registration())
    assert _watermarked(_printed(town, report, Form.full))
    assert not [form for form in (Form.review, Form.deliberation, Form.oa) if _watermarked(_printed(town, report, form))]


@pytest.mark.parametrize(("date", "number"), [("2027年1月12日", ""), ("", "禾政〔2027〕3号")])
def test_what_is_registered_is_no_draft(town: Town, date: str, number: str) -> None:
    report = _sample(town, document_date=date, registration=Registration(number=number))
    assert not _watermarked(_printed(town, report, Form.full))


def test_a_signed_report_is_no_draft_even_while_its_number_is_written_in_by_hand(town: Town) -> None:
    with town.database.write() as connection:
        for login, move in ((ZHAO, Move.submit), (WU, Move.approve), (WU, Move.sign)):
            reporting.move(connection, town.actor(login), town.report, move, "")
    assert not _watermarked(_printed(town, town.report, Form.full))


def test_figures_that_differ_between_two_forms_let_nothing_leave_and_name_the_place(town: Town) -> None:
    with town.database.write() as connection:
        section = town.section("disputes").id
        body = {"body": "镇长何川接待来访群众12人次。"}
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [Field("text", str(section), body, 0)])
        report = reports.report(connection, town.report)
        assert report is not None
        (place,) = [each for each in clearing.cleared(connection, town.library, report).sentences if "何川" in each.sentence]
        choice = clearing.Choice(place.key, "internal", "镇领导接待来访群众13人次。")
        clearing.decide(connection, town.library, town.actor(ZHAO), town.report, [choice])
    for form in (Form.full, Form.oa, Form.public):
        with pytest.raises(Refused, match=r"1处数字不一致.*13人次"):
            _printed(town, town.report, form)


def test_nothing_is_public_while_a_place_waits_for_a_decision(town: Town) -> None:
    with town.database.write() as connection:
        section = town.section("disputes").id
        body = {"body": "镇长何川接待来访群众12人次。"}
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [Field("text", str(section), body, 0)])
    for form in (Form.public, Form.web):
        with pytest.raises(Refused, match="还有1处没有定下公开还是内部"):
            _printed(town, town.report, form)
    assert "何川接待来访群众" in _words(_printed(town, town.report, Form.full))


def test_a_letter_to_a_superior_is_refused_with_the_reason_and_the_rest_is_made(town: Town) -> None:
    sample = load(SAMPLE.read_bytes())
    report = _sample(town, front=sample.front.model_copy(update={"kind": "letter"}))
    with pytest.raises(Refused, match="函不能用于上行"):
        _printed(town, report, Form.full)
    assert _printed(town, report, Form.oa).content


def test_an_unknown_layout_is_not_found(town: Town) -> None:
    with pytest.raises(NotFound):
        _printed(town, _sample(town), Form.full, "../secret")


def test_without_a_template_of_its_own_the_usual_one_is_taken(town: Town) -> None:
    report = _sample(town)
    assert _printed(town, report, Form.full, "own").content == _printed(town, report, Form.full).content


def test_changes_are_shown_against_a_text_that_left_and_named_by_it(town: Town) -> None:
    report = _sample(town)
    with pytest.raises(Refused, match="对照"):
        _printed(town, report, Form.changes)
    base = _kept(town, report)
    stock = _stock(town, report, base)
    assert stock.material.base_name == "2026年1月9日的送审稿"
    closing = stock.snapshot.model_copy(update={"front": stock.snapshot.front.model_copy(update={"closing": "以上报告，请审阅。"})})
    changed = replace(stock, material=replace(stock.material, snapshot=closing))
    paper = printing.printed(_press(town), printing.edition_of(changed), Form.changes)
    with zipfile.ZipFile(BytesIO(paper.content)) as archive:
        body = archive.read("word/document.xml").decode()
    assert "w:ins " in body
    assert "w:del " in body


def test_a_text_of_another_report_cannot_be_compared_with(town: Town) -> None:
    base = _kept(town, _sample(town))
    with pytest.raises(NotFound):
        _stock(town, town.report, base)


def test_a_page_for_a_website_has_what_was_typed_for_it(town: Town) -> None:
    edition = _edition(town, _sample(town))
    paper = printing.printed(_press(town), edition, Form.web, publication=Publication("0123/2027-001", "2027年3月20日"))
    assert paper.content.decode().endswith("|0123/2027-001|True")


def _kept(town: Town, report_id: int) -> int:
    """The text of a report as it left for review; the number of its snapshot."""
    stock = _stock(town, report_id)
    with town.database.write() as connection:
        left = exporting.Left("review", "报告.docx", b"PK")
        actor = Actor(town.ids[ZHOU], "周远", NOW)
        exporting.record_export(connection, actor, stock.report, stock.snapshot, left, "sha256")
        return papers.documents(connection, report_id)[0].snapshot_id


def test_the_snapshot_of_the_sample_says_what_the_sample_says(town: Town) -> None:
    sample: Snapshot = load(SAMPLE.read_bytes())
    found = _stock(town, _sample(town)).snapshot
    assert (found.front, found.registration, found.document_date) == (sample.front, sample.registration, sample.document_date)
    assert unit_of(town.library, "白石镇") == found.unit
