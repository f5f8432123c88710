"""From a report to its paper: numbering over what is printed, headings that run in, what is left out, to whom it goes."""

import pytest

from server.library import Library
from server.report.composing import Composed, compose, default_front, recipients
from server.report.manuscript import Block, Heading, Paragraph, Properties, Recipients, SignOff, Table, Title
from server.report.outline import Outline, Section
from server.report.snapshot import Front, OutlineRef, SectionRecord, Snapshot
from server.report.units import Body, Unit, default_bodies

TOWN = Unit(
    name="遂河镇人民政府",
    short_name="遂河镇",
    kind="town",
    tier="township",
    address="我镇",
    bodies={
        Body.own_party: "中共遂河镇委员会",
        Body.own_government: "遂河镇人民政府",
        Body.higher_party: "中共云和县委",
        Body.higher_government: "云和县人民政府",
    },
)
SMALL = Outline(
    key="small",
    version=1,
    name="小提纲",
    description="一章",
    title="{name}关于{year}年度法治政府建设情况的报告",
    opening="{year}年，{unit}依法办事。\n现将有关情况报告如下：",
    closing="特此报告。",
    coverage="全",
    sections=(Section(key="achievements", heading="主要举措"),),
)


def _section(key: str, level: int, text: str = "", parent: str = "", *, heading: str = "", shown: bool = True) -> SectionRecord:
    return SectionRecord(key=key, level=level, parent=parent, heading=heading or key, text=text, shown=shown)


def _composed(*sections: SectionRecord, front: Front | None = None, unit: Unit = TOWN, outline: Outline | None = None) -> Composed:
    return compose(
        Snapshot(unit=unit, year=2025, outline=OutlineRef(key="small", version=1), front=front or Front(), sections=sections), outline
    )


def _printed(*sections: SectionRecord) -> tuple[Block, ...]:
    """The blocks between the front and the sign-off."""
    return _composed(*sections).manuscript.blocks[:-1]


def test_numbers_run_over_printed_sections_only() -> None:
    composed = _composed(
        _section("甲", 1),
        _section("甲一", 2, "学习。", "甲"),
        _section("甲二", 2, "", "甲"),
        _section("甲三", 2, "组织。", "甲"),
        _section("乙", 1, "问题。", shown=False),
        _section("丙", 1, ""),
        _section("丁", 1, "计划。"),
    )
    headings = [(block.number, block.heading) for block in composed.manuscript.blocks if isinstance(block, Heading)]
    assert headings == [("一、", "甲"), ("（一）", "甲一"), ("（二）", "甲三"), ("二、", "丁")]
    assert composed.left_out == ("甲二", "丙")


def test_a_hidden_heading_hides_what_stands_below_it() -> None:
    composed = _composed(
        _section("甲", 1, shown=False),
        _section("甲一", 2, "学习。", "甲"),
        _section("甲一一", 3, "更深。", "甲一"),
        _section("甲二", 2, "", "甲"),
        _section("乙", 1, "问题。"),
    )
    assert composed.manuscript.blocks[:-1] == (Heading(1, "一、", "乙"), Paragraph("问题。"))
    assert composed.left_out == ()


def test_a_heading_stays_for_the_text_below_it() -> None:
    printed = _printed(_section("甲", 1), _section("甲一", 2, "", "甲"), _section("甲一一", 3, "更深。", "甲一"))
    assert printed == (Heading(1, "一、", "甲"), Heading(2, "（一）", "甲一"), Heading(3, "1.", "甲一一"), Paragraph("更深。"))


def test_blanks_alone_are_no_text() -> None:
    composed = _composed(_section("甲", 1, " \n\u3000\t\n"), _section("乙", 1, "问题。"))
    assert composed.left_out == ("甲",)


@pytest.mark.parametrize(
    ("heading", "text", "blocks"),
    [
        ("完善机制", "制定方案。", (Heading(1, "一、", "完善机制"), Paragraph("制定方案。"))),
        ("完善机制。", "制定方案。", (Heading(1, "一、", "完善机制。", "制定方案。"),)),
        ("完善机制。 ", "第一段。\n第二段。", (Heading(1, "一、", "完善机制。", "第一段。"), Paragraph("第二段。"))),
        ("完善机制。", "（一）制定方案。", (Heading(1, "一、", "完善机制。"), Heading(2, "（一）", "制定方案。"))),
        ("完善机制。", "甲\t乙", (Heading(1, "一、", "完善机制。"), Table((("甲", "乙"),)))),
        ("一、完善机制", "制定方案。", (Heading(1, "一、", "完善机制"), Paragraph("制定方案。"))),
    ],
)
def test_the_first_paragraph_runs_in_behind_a_heading_with_a_stop(heading: str, text: str, blocks: tuple[Block, ...]) -> None:
    assert _printed(_section("甲", 1, text, heading=heading)) == blocks


def test_numbered_lines_count_below_their_section() -> None:
    printed = _printed(_section("甲", 1), _section("甲一", 2, "一、先做。做了3件。\n（一）细分\n二、再做", "甲"))
    assert printed[2:] == (Heading(3, "1.", "先做。", "做了3件。"), Heading(4, "（1）", "细分"), Heading(3, "2.", "再做"))


def test_sections_go_on_counting_where_the_text_of_their_chapter_stopped() -> None:
    printed = _printed(_section("甲", 1, "（一）总体情况"), _section("甲一", 2, "学习。", "甲"), _section("乙", 1, "（一）问题"))
    assert [(block.number, block.heading) for block in printed if isinstance(block, Heading)] == [
        ("一、", "甲"),
        ("（一）", "总体情况"),
        ("（二）", "甲一"),
        ("二、", "乙"),
        ("（一）", "问题"),
    ]


def test_a_number_is_kept_apart_from_figures_behind_it() -> None:
    printed = _printed(_section("甲", 2, "一、12345热线"))
    assert printed[1] == Heading(3, "1. ", "12345热线")


def test_parents_in_a_circle_or_unknown_do_no_harm() -> None:
    composed = _composed(_section("甲", 1, "学习。", "乙"), _section("乙", 1, "", "甲"), _section("丙", 1, "计划。", "无"))
    assert [block.heading for block in composed.manuscript.blocks if isinstance(block, Heading)] == ["甲", "乙", "丙"]


def test_the_whole_paper_stands_in_order() -> None:
    front = Front(title="遂河镇人民政府\n2025年度报告", recipients="县委、县政府：", opening="第一段。\n\n第二段。", closing="特此报告。")
    snapshot = Snapshot(
        unit=TOWN,
        year=2025,
        outline=OutlineRef(key="small", version=1),
        front=front,
        sections=(_section("甲", 1, "学习。"),),
        document_date="2026年1月8日",
    )
    manuscript = compose(snapshot, None).manuscript
    assert manuscript.blocks == (
        Title(("遂河镇人民政府", "2025年度报告")),
        Recipients("县委、县政府："),
        Paragraph("第一段。"),
        Paragraph("第二段。"),
        Heading(1, "一、", "甲"),
        Paragraph("学习。"),
        Paragraph("特此报告。"),
        SignOff(("遂河镇人民政府",), "2026年1月8日"),
    )
    assert manuscript.properties.unit == "遂河镇人民政府"
    assert manuscript.properties.date == "2026年1月8日"


def test_an_empty_report_is_signed_and_nothing_else() -> None:
    composed = _composed()
    assert composed.manuscript.blocks == (SignOff(("遂河镇人民政府",), ""),)
    assert composed.manuscript.properties == Properties("", "遂河镇人民政府", "")


def test_what_the_front_does_not_say_comes_from_the_outline_and_what_it_empties_is_left_out() -> None:
    composed = _composed(front=Front(opening="自己写的导语。", recipients=" \n"), outline=SMALL)
    assert composed.manuscript.blocks == (
        Title(("遂河镇人民政府关于2025年度", "法治政府建设情况的报告")),
        Paragraph("自己写的导语。"),
        Paragraph("特此报告。"),
        SignOff(("遂河镇人民政府",), ""),
    )


def test_a_joint_issue_names_and_is_signed_by_both() -> None:
    joint = TOWN.model_copy(update={"joint": True})
    assert default_front(joint, 2025, SMALL) == Front(
        title="中共遂河镇委员会\u3000遂河镇人民政府关于2025年度法治政府建设情况的报告",
        recipients="中共云和县委、云和县人民政府：",
        opening="2025年，我镇依法办事。\n现将有关情况报告如下：",
        closing="特此报告。",
    )
    assert _composed(unit=joint).manuscript.blocks == (SignOff(("中共遂河镇委员会", "遂河镇人民政府"), ""),)


def test_a_pattern_that_cannot_be_filled_is_shown_as_it_is() -> None:
    assert default_front(TOWN, 2025, SMALL.model_copy(update={"closing": "{nobody}报告。"})).closing == "{nobody}报告。"


@pytest.mark.parametrize(
    ("key", "parent", "line"),
    [
        ("town", "云和县", "中共云和县委、云和县人民政府："),
        ("ethnic_township", "云和县", "中共云和县委、云和县人民政府："),
        ("subdistrict", "霞光区", "中共霞光区委、霞光区人民政府："),
        ("development_zone", "云和县", "中共云和县委、云和县人民政府："),
        ("county", "云州市", "中共云州市委、云州市人民政府："),
        ("district", "云州市", "中共云州市委、云州市人民政府："),
        ("department", "云和县", "中共云和县委、云和县人民政府："),
        ("town", "", ""),
        ("county", "", ""),
        ("department", "", ""),
    ],
)
def test_each_kind_of_unit_addresses_those_above_it_and_never_itself(library: Library, key: str, parent: str, line: str) -> None:
    kind = library.kinds[key]
    higher = {Body(body): pattern for body, pattern in library.labels["higher"].items()}
    bodies = default_bodies(kind, "某", parent, higher)
    assert recipients(Unit(name="某", short_name="某", kind=key, tier=kind.tier, address=kind.address, bodies=bodies)) == line


@pytest.mark.parametrize(
    ("bodies", "line"),
    [
        ({Body.higher_government: "云和县人民政府"}, "云和县人民政府："),
        ({Body.higher_party: "中共云和县委", Body.higher_government: ""}, "中共云和县委："),
        ({Body.higher_department: "云州市司法局"}, "云州市司法局："),
        ({Body.own_government: "遂河镇人民政府", Body.own_congress: "主席团"}, ""),
    ],
)
def test_a_body_that_does_not_exist_is_not_addressed(bodies: dict[Body, str], line: str) -> None:
    assert recipients(TOWN.model_copy(update={"bodies": bodies})) == line


def test_every_shipped_outline_makes_a_front_without_gaps(library: Library) -> None:
    fronts = [default_front(TOWN, 2025, outline) for outline in library.outlines.values()]
    assert all(text and not set("{}[]") & set(text) for front in fronts for text in (front.title, front.opening, front.closing))
