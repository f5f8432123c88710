"""What was left to be filled in is found; crosses, blanks and brackets that mean something stay."""

import pytest

from server.report.checks import blanks
from server.report.findings import Class
from tests.report.checks.proofing import TOWN, found, hits

LINE = "执法人员的业务能力还要提高。"
NOTICE = "关于开展检查的通知\n各村：\n{}\n清溪镇人民政府\n2026年5月6日"


@pytest.mark.parametrize(
    ("said", "rule", "quote"),
    [
        ("全年办理案件XX件。", "K01", "XX"),
        ("全年办理案件X件。", "K01", "X"),
        ("××村建成示范点。", "K01", "××"),
        ("配备执法记录仪×台。", "K01", "×"),
        ("聘请法律顾问X名。", "K01", "X"),
        ("购置车辆×辆。", "K01", "×"),
        ("20××年继续推进。", "K01", "20××"),
        ("召开会议*次。", "K01", "*"),
        ("培训____次。", "K02", "____"),
        ("共培训（此处填写次数）。", "K03", "（此处填写次数）"),
        ("案件情况【待补】。", "K03", "【待补】"),
        ("有关数据待核实。", "K03", "数据待核实"),
        ("上年内容，待更新。", "K04", "上年内容，待更新"),
        ("共办理？？件。", "K05", "？？"),
        ("落实《》要求。", "K06", "《》"),
        ("开展（）活动。", "K06", "（）"),
        ("由{单位名称}负责。", "K07", "{单位名称}"),
        ("于2026年　月　日召开会议。", "K08", "年　月　日"),
        ("错误!未找到引用源。", "K09", "错误!未找到引用源"),
        ("完成率#DIV/0!。", "K09", "#DIV/0!"),
        ("**重点工作**有进展。", "K09", "**重点工作**"),
    ],
)
def test_what_was_left_open_is_found(said: str, rule: str, quote: str) -> None:
    assert [(each, words) for each, words, _ in found(blanks.CHECKS, TOWN.replace(LINE, said))] == [(rule, quote)]


@pytest.mark.parametrize(
    "said",
    [
        "执法装备有待补足。",
        "开展X光检查。",
        "比例为3×4。",
        "（此件公开发布）",
        "办理行政复议案件0件。",
        "网址为www.qingxi-xx.gov.cn。",
        "机制有待更新。",
        "登记出生年月日等内容。",
        "有关事项待定。",
    ],
)
def test_what_is_meant_so_stays(said: str) -> None:
    assert found(blanks.CHECKS, TOWN.replace(LINE, said)) == []


def test_in_another_paper_a_blank_is_only_to_be_looked_at() -> None:
    assert [hit.weight for _, hit in hits(blanks.CHECKS, NOTICE.format("被告人张××，联系人____。"))] == [Class.verify, Class.verify]


def test_the_date_of_the_paper_itself_comes_with_the_signature() -> None:
    words = TOWN.replace("云岭县清溪镇人民政府\n2027年1月8日", "云岭县清溪镇人民政府\n2027年　　月　　日")
    assert [(rule, hit.weight) for rule, hit in hits(blanks.CHECKS, words)] == [("K08", Class.hint)]


def test_a_mark_of_last_year_holds_the_paper() -> None:
    ((_, hit),) = hits(blanks.CHECKS, TOWN.replace(LINE, "上年内容，待更新"))
    assert hit.weight is None
