"""Bodies named wrongly are found wherever they stand; what only looks like it stays."""

import time

import pytest

from server.report.checks import addressing, blanks, bodies, genre, levels, names, places
from server.report.findings import Class
from tests.report.checks.proofing import DISTRICT, TOWN, found, hits, subject

ALL = (*bodies.CHECKS, *levels.CHECKS, *addressing.CHECKS, *places.CHECKS, *genre.CHECKS, *names.CHECKS, *blanks.CHECKS)


@pytest.mark.parametrize("paper", [TOWN, DISTRICT], ids=["town", "district"])
def test_a_right_paper_is_left_alone(paper: str) -> None:
    assert found(ALL, paper) == []


@pytest.mark.parametrize(
    ("paper", "right", "wrong", "rule", "suggestion"),
    [
        (TOWN, "县委政法委到镇", "县政法委到镇", "O01", "县委政法委"),
        (TOWN, "县委政法委到镇", "县宣传部到镇", "O01", "县委宣传部"),
        (TOWN, "县委政法委到镇", "云岭县县政法委到镇", "O01", "县委政法委"),
        (TOWN, "县委政法委到镇", "县依法治县委员会到镇", "O06a", "县委全面依法治县委员会"),
        (TOWN, "县委政法委到镇", "县全面依法治县委员会办公室到镇", "O06a", "县委全面依法治县委员会办公室"),
        (TOWN, "县委政法委到镇", "县依法治县办到镇", "O06a", "县委依法治县办"),
        (TOWN, "县委政法委到镇", "县纪检委到镇", "O01a", "县纪委"),
        (TOWN, "县委政法委到镇", "县常委会到镇", "O01b", "县委常委会"),
        (DISTRICT, "区委、区政府主要", "区纪检委主要", "O01a", "区纪委"),
        (TOWN, "县委政法委到镇", "我局到镇", "O10a", ""),
        (TOWN, "镇党委会议专题", "全局各项工作有序推进，局党组会议专题", "O10a", ""),
        (TOWN, "规范执法。", "规范执法。全街道上下努力。", "O10a", ""),
        (TOWN, "规范执法。", "规范执法。扎实推进全面依法治县各项工作。", "O10b", ""),
        (TOWN, "规范执法。", "规范执法。党组理论学习中心组学法4次。", "O03", "党委"),
        (TOWN, "在县委、县政府", "在县委县政府", "P12", "县委、县政府"),
        (TOWN, "镇党委会议", "镇党委政府会议", "P12", "镇党委、政府"),
        (TOWN, "在县委、县政府", "在党中央国务院", "P12", "党中央、国务院"),
        (TOWN, "在县委、县政府", "在县党委、政府", "O01a", "县委、县政府"),
        (TOWN, "镇党委会议", "镇党组会议", "O03", "镇党委"),
        (TOWN, "镇党委会议", "镇党委常委会议", "O03b", "镇党委会议"),
        (TOWN, "镇人大主席团听取", "镇人大常委会听取", "O03a", "镇人大主席团"),
        (TOWN, "向镇人大主席团报告", "向县人大常委会报告", "O07", "镇人大主席团"),
        (TOWN, "县委、县政府：", "县委、县政府、镇党委：", "O08", ""),
        (TOWN, "县委、县政府：", "张县长：", "F02", ""),
        (TOWN, "县委、县政府：", "市委、市政府：", "O08a", ""),
        (TOWN, "县委、县政府：", "县委、县政府", "F06", "县委、县政府："),
        (TOWN, "执法人员的", "我镇努力，我街道执法人员的", "O10", "我镇"),
        (TOWN, "到镇指导2次", "到清溪县指导2次", "O09a", "云岭县"),
        (TOWN, "镇党委会议专题", "石塘镇党委会议专题", "O09", ""),
        (DISTRICT, "区委常委会（扩大）会议", "区委常委(扩大)会议", "O01b", "常委会（扩大）会议"),
        (DISTRICT, "区委、区人大常委会报告", "区委、市人大常委会报告", "O07", "区人大常委会"),
        (DISTRICT, "区委、区政府主要", "区委区政府主要", "P12", "区委、区政府"),
        (DISTRICT, "研究法治建设议题3个", "制定规章3部", "T05", "规范性文件"),
    ],
)
def test_one_wrong_body_is_found_at_its_place(paper: str, right: str, wrong: str, rule: str, suggestion: str) -> None:
    assert right in paper
    changed = found(ALL, paper.replace(right, wrong))
    assert rule in [each for each, _, _ in changed]
    assert suggestion in [said for each, _, said in changed if each == rule]


@pytest.mark.parametrize(
    "said",
    [
        "镇党委书记带头学法。",
        "在县委全面依法治县委员会和县委依法治县办的指导下推进。",
        "全县部署统一，司法所服务全局，树牢大局意识，事关全局工作。",
        "县司法局党组和县委宣传部到镇指导，县水务局全局干部到镇帮扶。",
        "健全街道联动机制，建设平安全域，打造安全街道和安全乡村，克服自我局限，国家安全局干部到镇。",
        "各依法治县办、省、市、县依法治县办联合督察。",
        "在自治区党委和县委的领导下推进。",
        "县委组织部部长到镇调研。",
        "全县政法委员会议在镇召开。",
        "镇政法委员牵头化解。",
        "镇党组织书记集中述职，村党组织参加。",
        "县司法局党组到镇指导。",
        "落实党委（党组）理论学习中心组学习制度。",
        "执行县政府党组会议精神。",
        "办理县人大代表建议3件、县政协提案2件。",
        "县人大常委会到镇视察，镇政协委员参加。",
        "完善各项规章制度。",
        "依据法律、法规、规章和上级规范性文件办事。",
        "各市、县党委和政府共同推进。",
        "县委书记到石塘镇调研后来镇指导。",
        "“谁执法谁普法”责任制得到落实。",
        "县级以上人民政府向本级人大常委会报告。",
        "城镇居民享受服务，乡镇党委发挥作用。",
    ],
)
def test_what_only_looks_like_it_stays(said: str) -> None:
    assert found(ALL, TOWN.replace("执法人员的业务能力还要提高。", said)) == []


def test_a_county_may_have_what_a_town_may_not() -> None:
    words = "清溪区2026年法治政府建设情况报告\n区政府党组会议和区政府常务会议各研究3次，向市政府、区委、区人大常委会报告。"
    assert found(ALL, words, "district") == []


def test_the_city_reports_to_its_own_congress_not_to_the_province() -> None:
    words = "云岭市2026年法治政府建设情况报告\n市政府按时向省政府、市委、省人大常委会报告。"
    assert ("O07", "省人大常委会", "市人大常委会") in found(ALL, words, "city")


def test_levels_listed_before_a_department_are_only_asked_about() -> None:
    words = TOWN.replace("县委政法委到镇", "市、县政法委到镇")
    assert [(hit.weight, hit.suggestion) for rule, hit in hits(ALL, words) if rule == "O01"] == [(Class.verify, "县委政法委")]


def test_the_committee_was_no_body_of_the_party_before_2018() -> None:
    words = TOWN.replace("2026", "2016").replace("2027", "2017").replace("县委政法委到镇", "县依法治县委员会到镇")
    assert [each for each in found(ALL, words) if each[0] == "O06a"] == []


def test_words_of_a_town_are_strange_in_a_bureaus_report() -> None:
    head = "云岭县水务局2026年法治政府建设情况报告\n县委、县政府：\n2026年，我局推进法治政府建设，我局努力。"
    assert [quote for rule, quote, _ in found(ALL, f"{head}我镇努力，全镇上下支持。") if rule == "O10a"] == ["我镇", "全镇"]
    assert [each for each in found(ALL, f"{head}清溪镇是示范点，全镇实行，在我县推广。") if each[0] == "O10a"] == []


def test_when_the_city_reports_itself_a_district_says_so() -> None:
    words = DISTRICT.replace("区委、区政府主要负责人带头述法", "市政府向市人大常委会报告工作")
    assert found(ALL, words) == []


def test_papers_of_other_kinds_are_left_alone() -> None:
    head = "云岭县人民政府办公室关于开展检查的通知\n各镇人民政府，县政府各部门：\n"
    notice = f"{head}请各镇党委、政府认真组织。\n云岭县人民政府办公室\n2026年5月6日"
    assert found(ALL, notice) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "piece",
    [
        "镇党组、",
        "县依法治县委",
        "，推进依法治县、我局",
        "全局各项工作",
        "全街道",
        "向市人大常委会",
        "制定规章",
        "谁执法、谁",
        "县党委、",
        "XX",
        "（",
        "？",
        "《",
        "__",
        "请求县",
        "镇长林",
        "待",
        "{a",
        "年 月 ",
    ],
)
def test_a_hundred_thousand_characters_of_anything_take_no_second(piece: str) -> None:
    words = piece * (100_000 // len(piece))
    seen = subject(f"清溪镇2026年法治政府建设情况报告\n{words}")
    _ = seen.text.unquoted, seen.text.sentences
    begun = time.perf_counter()
    assert sum(1 for check in ALL for _ in check.find(seen)) >= 0
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("向市政府、区委、区人大常委会报告", "向区委、区政府报告"),
        ("按期向市政府、区委、区人大常委会报告", "定期向区委、区政府报告"),
        ("区委、区政府主要", "区委纪检委员、区人大常委会主要"),
        ("区委、区政府主要", "区纪检委员、区政府主要"),
    ],
)
def test_reporting_to_committee_and_government_and_the_right_short_names_are_fine(right: str, other: str) -> None:
    assert right in DISTRICT
    assert found(ALL, DISTRICT.replace(right, other)) == []


@pytest.mark.parametrize("name", ["县区常委会", "自治区常委会", "县人大常委会", "省、市、县常委会"])
def test_other_standing_committees_are_left_alone(name: str) -> None:
    assert found(bodies.CHECKS, TOWN.replace("县委政法委到镇", f"{name}到镇")) == []
