"""What a kind of paper asks for: no request in a report, a title with its 文种, elements that are there, a signature of the issuer."""

import pytest

from server.report.checks import genre
from server.report.findings import Class
from tests.report.checks.proofing import TOWN, found, hits

ASKED = "执法人员的业务能力还要提高。"
TITLE = "关于清溪镇2026年法治政府建设情况的报告"


@pytest.mark.parametrize(
    "asked",
    ["恳请县政府给予经费支持。", "现请求县财政拨付执法装备经费。", "以上情况妥否，请批示。", "请予批复。", "特请求上级增加编制。"],
)
def test_a_request_in_a_report_is_found(asked: str) -> None:
    (rule, hit), *_ = hits(genre.CHECKS, TOWN.replace(ASKED, asked))
    assert (rule, hit.weight) == ("F04", None)


@pytest.mark.parametrize(
    "said",
    [
        "群众请求解决的问题全部答复。",
        "报请县政府批准后实施。",
        "当事人请求支持的诉求依法办理。",
        "以上报告如无不妥，请批转各村执行。",
        "请审阅。",
        "敬请批评指正。",
    ],
)
def test_what_asks_nothing_of_the_superior_stays(said: str) -> None:
    assert found(genre.CHECKS, TOWN.replace(ASKED, said)) == []


def test_a_request_may_ask() -> None:
    words = TOWN.replace("情况的报告", "经费的请示").replace("特此报告。", "妥否，请批示。")
    assert found(genre.CHECKS, words) == []


@pytest.mark.parametrize(
    ("title", "weight", "suggestion"),
    [
        ("关于清溪镇2026年法治政府建设情况报告", None, TITLE),
        ("关于对清溪镇2026年法治政府建设情况的报告", Class.hint, TITLE),
        ("关于清溪镇2026年法治政府建设工作的请示报告", Class.must, ""),
        ("关于清溪镇2026年法治政府建设工作情况", None, ""),
    ],
)
def test_forms_of_a_title(title: str, weight: Class | None, suggestion: str) -> None:
    said = hits(genre.CHECKS, TOWN.replace(TITLE, title))
    assert ("F03", weight, suggestion) in [(rule, hit.weight, hit.suggestion) for rule, hit in said]


def test_a_notice_of_a_notice_of_a_notice() -> None:
    title = "关于转发市司法局关于转发省司法厅关于开展检查的通知的通知的通知"
    words = f"{title}\n各村：\n请照此办理。\n清溪镇人民政府\n2026年5月6日"
    assert [rule for rule, _, _ in found(genre.CHECKS, words)] == ["F03"]


def test_the_kind_said_twice_is_taken_out() -> None:
    words = TOWN.replace(ASKED, "落实《关于加强培训的通知》通知要求，培训两次。")
    assert found(genre.CHECKS, words) == [("D04", "通知》通知", "通知》")]


def test_a_letter_does_not_go_up() -> None:
    words = "关于商请支持培训的函\n云岭县人民政府：\n请支持培训。\n云岭县清溪镇人民政府\n2026年5月6日"
    assert found(genre.CHECKS, words) == [("F05", "云岭县人民政府", "")]
    assert found(genre.CHECKS, words.replace("云岭县人民政府：", "云岭县司法局：")) == []


def test_who_signs_must_be_who_issues() -> None:
    words = TOWN.replace("特此报告。\n云岭县清溪镇人民政府", "特此报告。\n云岭县石塘镇人民政府")
    assert found(genre.CHECKS, words) == [("F07", "云岭县石塘镇人民政府", "")]


def test_what_is_missing_is_only_hinted_at() -> None:
    ((rule, hit),) = hits(genre.CHECKS, TOWN.replace("县委、县政府：\n", ""))
    assert (rule, hit.message) == ("F01", "没有看到主送机关，报送前请补全。")


def test_a_report_on_the_web_without_a_head_is_not_asked_for_elements() -> None:
    assert found(genre.CHECKS, "清溪镇2026年法治政府建设情况报告\n2026年，我镇推进法治政府建设。") == []


def test_a_person_among_the_copies() -> None:
    words = f"{TOWN}抄送：县委依法治县办，林县长。\n云岭县清溪镇人民政府　　2027年1月8日印发\n"
    assert found(genre.CHECKS, words) == [("F08", "林县长", "")]
