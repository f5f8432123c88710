"""Papers that other programs made: all that is found, confirmed one by one. `!` must be put right, `?` looked at."""

import pytest

from server.report.findings import Class
from server.report.inspection.judging import Inspection, judge
from server.word.inspecting.layouts import layout_of
from tests.word import foreign, shapes
from tests.word.right import FONTS

MARKS = {Class.must: "!", Class.verify: "?"}
MARGINS = "page.top! page.left! page.height!"
FROM_SHAPES = {
    "typed": f"{MARGINS} recipients.place! recipients.gap! page.lines page.characters title.long body.widows body.ragged sign_off.date",
    "styles": (
        f"{MARGINS} recipients.gap! body.indent! page.lines page.characters title.long body.font body.widows body.ragged sign_off.date"
    ),
    "lists": (
        f"{MARGINS} title.centre! recipients.gap! body.indent! page.lines page.characters title.font title.size body.widows body.ragged "
        "levels.first levels.second sign_off.date"
    ),
    "styles_lists": (
        f"{MARGINS} title.centre! recipients.gap! body.indent! page.lines page.characters title.font title.size body.font body.widows "
        "body.ragged sign_off.date"
    ),
    "boxes": (
        f"{MARGINS} title.centre! body.indent! page.lines page.characters title.font title.size body.framed body.widows body.ragged "
        "levels.first levels.second"
    ),
    "tables": (
        f"{MARGINS} title.centre! body.indent! page.lines page.characters title.font title.size body.framed body.widows body.ragged "
        "levels.first levels.second"
    ),
    "tracked": (
        f"{MARGINS} title.centre! recipients.gap! body.indent! page.lines page.characters title.font title.size body.widows body.ragged "
        "levels.first levels.second sign_off.date"
    ),
}


def found(docx: bytes) -> Inspection:
    return judge(layout_of(docx), FONTS)


def listed(inspection: Inspection) -> list[str]:
    return [finding.rule + MARKS.get(finding.weight, "") for finding in inspection.findings]


def told(inspection: Inspection, rule: str) -> list[tuple[str, str]]:
    return [(finding.found, finding.where) for finding in inspection.findings if finding.rule == rule]


@pytest.mark.parametrize("shape", shapes.SHAPES)
def test_papers_of_the_shapes_that_offices_make(shape: shapes.Shape) -> None:
    alone = [] if shape in {"boxes", "tables"} else ["sign_off.alone"]
    assert listed(found(shapes.made(foreign.PLAIN, shape))) == [*FROM_SHAPES[shape].split(), *alone, "folio.bare"]


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    assert found(shapes.made(foreign.PLAIN, "tracked")).notes == ("有18处修订，已按接受修订读取。",)


def test_what_python_docx_makes_by_itself() -> None:
    inspection = found(foreign.bare_python_docx())
    assert listed(inspection) == [
        *("page.size!", "page.top!", "page.left!", "page.width!", "page.height!", "page.colour!", "page.colour!", "title.centre!"),
        *("recipients.gap!", "body.indent!", "page.lines", "title.font", "title.size", "title.long", "recipients.font", "recipients.size"),
        *("body.font", "body.size", "body.apart", "body.apart", "body.widows", "body.ragged", "levels.first", "levels.size"),
        *("levels.bold", "sign_off.date", "sign_off.alone", "sign_off.font", "sign_off.size", "folio.bare"),
    ]
    assert told(inspection, "page.size") == [("216×279毫米", "页面设置")]
    assert told(inspection, "title.font") == [("ＭＳ ゴシック", "第1段“清溪镇人民政府关于202…”")]
    assert told(inspection, "body.font") == [("ＭＳ 明朝", "第3段“现将有关情况报告如下：”、第5段“执法力量仍显不足，基层法…”")]
    assert told(inspection, "page.colour") == [("#17365D", "第1段“清溪镇人民政府关于202…”"), ("#365F91", "第4段“一、主要做法”")]
    assert inspection.profile is None


def test_a_paper_from_wps_with_a_drawn_rule_and_boxed_page_numbers() -> None:
    inspection = found(foreign.from_wps())
    assert listed(inspection) == ["number.place!", "signatory.missing!", "head.mark_top?", "sign_off.alone", "imprint.missing"]
    assert told(inspection, "number.place") == [("距左边56.8毫米", "第2段“清府〔2026〕5号”")]
    assert (inspection.kind, inspection.profile) == ("redhead", "A")


def test_a_paper_from_old_word() -> None:
    inspection = found(foreign.from_old_word())
    assert listed(inspection) == [
        *("number.brackets!", "number.padded!", "number.place!", "number.gap!", "signatory.name_font!", "signatory.place!"),
        *("folio.sides!", "folio.dashes!", "head.mark_top?", "sign_off.alone", "imprint.missing"),
    ]
    assert told(inspection, "number.brackets") == [("[]", "第2段“清府[2026]05号签…”")]
    assert told(inspection, "number.gap") == [("空0行", "第2段“清府[2026]05号签…”")]
    assert told(inspection, "signatory.place") == [("右空8.6字", "第2段“清府[2026]05号签…”")]
    assert told(inspection, "folio.dashes") == [("- 1 -", "页脚“1”")]


def test_text_out_of_a_web_editor() -> None:
    inspection = found(foreign.from_web_editor())
    assert listed(inspection) == [
        *("page.top!", "page.left!", "page.height!", "page.colour!", "recipients.gap!", "page.lines", "title.font", "title.size"),
        *("title.bold", "recipients.font", "recipients.size", "body.font", "body.size", "body.spaces", "body.apart", "body.widows"),
        *(
            "body.ragged",
            "levels.first",
            "levels.second",
            "levels.size",
            "sign_off.date",
            "sign_off.alone",
            "sign_off.font",
            "sign_off.size",
            "folio.bare",
        ),
    ]
    assert told(inspection, "page.colour")[0][0] == "#333333"
    assert told(inspection, "body.apart")[0][0] == "段前5磅、段后5磅"
    assert told(inspection, "sign_off.date") == [("右空0字", "第9段“2026年1月15日”")]
