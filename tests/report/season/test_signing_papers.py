"""发文稿纸 and 征求意见情况表 as manuscripts: what they say, what they leave to be written by hand."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from server.library import Library
from server.report.manuscript import Paragraph, Table
from server.report.season.draft_sheet import Drafted, draft_sheet
from server.report.season.opinions import Adopted, Opinion, opinions_paper
from server.report.season.signing import Part, Signature, issuers_of
from tests.cast import unit_of

DAY = date(2027, 1, 12)
PARTY, GOVERNMENT = "中共云澜县清溪镇委员会", "云澜县清溪镇人民政府"


def drafted(library: Library, *signatures: Signature, kind: str = "town", name: str = "清溪镇", recipients: str = "") -> Drafted:
    """The paper of a unit."""
    unit = unit_of(library, name, kind)
    issuers = issuers_of(unit, library.kinds[kind], library.labels["signing_posts"])
    return Drafted(unit, issuers, "关于2026年度\n法治政府建设情况的报告", recipients=recipients, signatures=signatures)


def signature(part: Part, name: str, post: str, issuer: str = "") -> Signature:
    """A signature."""
    return Signature(1, 0, part, issuer, post, name, DAY, "", None, "", datetime(2027, 1, 12, tzinfo=UTC), "赵敏")


def table(library: Library, paper: Drafted) -> Table:
    """The boxes of the sheet."""
    return next(each for each in draft_sheet(paper, library.labels["draft_sheet"]).blocks if isinstance(each, Table))


def test_a_joint_issue_has_a_box_for_each_head(library: Library) -> None:
    assert table(library, drafted(library)).rows[0] == ("签发\n党委书记", "", "签发\n镇长", "")
    alone = table(library, drafted(library, kind="department", name="司法局"))
    assert alone.rows[0] == ("签发", "")


def test_the_facts_of_the_paper_are_printed_and_the_number_is_left_blank(library: Library) -> None:
    cells = [cell for row in table(library, drafted(library, recipients="云澜县委：")).rows for cell in row]
    rows = dict(zip(cells[::2], cells[1::2], strict=True))
    assert rows["标题"] == "关于2026年度法治政府建设情况的报告"
    assert rows["主送"] == "云澜县委"
    assert rows["公开属性"] == "□主动公开　□依申请公开　□不予公开"
    assert rows["印数"] == "　　份"
    assert rows["发文字号"] == ""
    assert "密级" not in rows


def test_recorded_signatures_stand_in_their_boxes(library: Library) -> None:
    given = (signature(Part.signed, "陈书远", "党委书记", PARTY), signature(Part.signed, "何川", "镇长", GOVERNMENT))
    several = (signature(Part.countersigned, "郑平", "司法所所长"), signature(Part.countersigned, "周远", ""))
    rows = table(library, drafted(library, *given, *several)).rows
    assert rows[0][1::2] == ("党委书记　陈书远\n2027年1月12日", "镇长　何川\n2027年1月12日")
    assert rows[1][3] == "司法所所长　郑平\n2027年1月12日\n周远\n2027年1月12日"


def test_boxes_to_write_in_are_large_and_every_row_fills_the_width(library: Library) -> None:
    sheet = table(library, drafted(library))
    assert min(sheet.heights_mm[:3]) >= 24
    assert sum(sheet.heights_mm) <= 200
    assert {sum(spans) for spans in sheet.spans} == {12}
    assert all(len(row) == len(spans) for row, spans in zip(sheet.rows, sheet.spans, strict=True))


def test_the_table_of_opinions_counts_what_was_made_of_them(library: Library) -> None:
    unit = unit_of(library, "清溪镇")
    listed = (
        Opinion(1, "司法所", date(2027, 1, 5), "补充案件数。", Adopted.yes),
        Opinion(2, "法律顾问", None, "改写标题。", Adopted.no, "标题按上级要求。"),
        Opinion(3, "村委会", None, "无意见"),
    )
    paper = opinions_paper(unit, 2026, listed, library.labels)
    counted, rows = (next(each for each in paper.blocks if isinstance(each, kind)) for kind in (Paragraph, Table))
    assert counted == Paragraph("意见3条：采纳1条，部分采纳0条，未采纳1条。还有1条没有研究。")
    assert isinstance(rows, Table)
    assert rows.rows[1:3] == (
        ("1", "司法所", "1月5日", "补充案件数。", "采纳", ""),
        ("2", "法律顾问", "", "改写标题。", "未采纳", "标题按上级要求。"),
    )


def test_without_opinions_there_are_lines_to_write_on(library: Library) -> None:
    paper = opinions_paper(unit_of(library, "清溪镇"), 2026, (), library.labels)
    rows = next(each for each in paper.blocks if isinstance(each, Table))
    assert len(rows.rows) == 9
    assert rows.heights_mm[1:] == (15,) * 8


@given(st.lists(st.sampled_from(Adopted), max_size=30))
def test_every_opinion_has_its_row_and_is_counted_once(library: Library, made_of: list[Adopted]) -> None:
    paper = opinions_paper(
        unit_of(library, "清溪镇"), 2026, [Opinion(at, "甲", None, "乙", each) for at, each in enumerate(made_of)], library.labels
    )
    rows = next(each for each in paper.blocks if isinstance(each, Table)).rows[1:]
    assert [row[4] for row in rows if row[0]] == [library.labels["adopted"][each.name] for each in made_of]
