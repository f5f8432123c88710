"""Marks of punctuation: their width, their pairs, dashes and points of figures, what parts words and what ends lines."""

from time import process_time

import pytest

from server.report.checks import brackets, endings, pausing, quoting, ranges, widths
from server.report.checks.applying import repaired
from tests.report.checks.papers import found, subject

ALL = (widths.CHECKS, ranges.CHECKS, brackets.CHECKS, pausing.CHECKS, endings.CHECKS, quoting.CHECKS)


def _paper(words: str) -> str:
    return f"清溪镇工作情况\n{words}"


def _told(words: str, *, hints: bool = False) -> list[tuple[str, str, str]]:
    return [(each.rule, each.quote, each.suggestion) for each in found(_paper(words), *ALL, hints=hints)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("全镇46个村(居)委会都有法律顾问。", ("P02", "(居)", "（居）")),
        ("办理案件9件(其中调解3件,裁决6件)。", ("P02", "(其中调解3件,裁决6件)", "（其中调解3件，裁决6件）")),
        ("召开会议（含扩大会议)9次。", ("P02", "（含扩大会议)", "（含扩大会议）")),
        ("审查文件9件,提出意见3条。", ("P03", ",", "，")),
        ("主要有三项:审查、备案、清理。", ("P03", ":", "：")),
        ("召开会议9次;举办讲座3期。", ("P03", ";", "；")),
        ("2025年,镇政府召开会议。", ("P03", ",", "，")),
        ("镇政府召开专题会议研究部署.", ("P03", ".", "。")),
        ('推行"一窗受理"改革。', ("P03", '"一窗受理"', "“一窗受理”")),
        ("召开会议 ，研究部署。", ("P04", " ，", "，")),
        ("召开会议，　研究部署。", ("P04", "，　", "，")),
        ("落实 “一岗双责”要求。", ("P04", "实 ", "实")),
        ("落实“一岗双责” 要求。", ("P04", "” ", "”")),
        ("２０２５年召开会议。", ("P26", "２０２５", "2025")),
        ("按照云府发[2025]9号文件办理。", ("P01", "[2025]", "〔2025〕")),
        ("按照云府发（2025）9号文件办理。", ("P01", "（2025）", "〔2025〕")),
        ("按照云府发(2025)9号文件办理。", ("P01", "(2025)", "〔2025〕")),
        ("按照云府发（2025) 9号文件办理。", ("P01", "（2025)", "〔2025〕")),
        ("按照文件(云府发〔2025〕9号)办理。", ("P02", "(云府发〔2025〕9号)", "（云府发〔2025〕9号）")),
        ("按照云府发〔25〕9号文件办理。", ("P01", "〔25〕", "")),
        ("按照云府发〔2025〕第09号文件办理。", ("P01", "〔2025〕第09号", "〔2025〕9号")),
        ("落实《实施纲要（2021-2025年）》要求。", ("P07", "2021-2025", "2021—2025")),
        ("落实《实施纲要（20212025年）》要求。", ("P07", "20212025", "2021—2025")),
        ("2025年10-11月举办培训班。", ("P07", "10-11", "10—11")),
        ("办理时限压缩80% - 90%，群众满意。", ("P07", "80% - 90%", "80%—90%")),
        ("办理时限压缩5-10%，群众满意。", ("P07", "5-10%", "5%—10%")),
        ("开展“6.26”国际禁毒日宣传。", ("P08", "“6.26”", "“6·26”")),
        ("开展12.4国家宪法日宣传。", ("P08", "12.4", "“12·4”")),
        ("审查文件（含清理文件9件。", ("P17", "（含清理文件9件", "")),
        ("学习《信访工作条例等法规9次。", ("P17", "《信访工作条例等法规9次", "")),
        ("学习信访工作条例》等法规9次。", ("P17", "学习信访工作条例》", "")),
        ("推行“一窗受理“改革。", ("P18", "“", "”")),
        ("推行”一窗受理”改革。", ("P18", "”", "“")),
        ("推行“一窗受理改革。", ("P18", "“一窗受理改革", "")),
        ("实行统一登记、统一编号，统一发布制度。", ("P09", "，", "、")),
        ("把考评作为推进依法行政，建设法治政府的重要抓手。", ("P09", "，", "、")),
        ("通过热线电话，政府网站、宣传栏等渠道公开。", ("P09", "，", "、")),
        ("提供预约申办查询缴费等服务。", ("P13", "预约申办查询缴费", "预约、申办、查询、缴费")),
        ("规范行政审批.2025年办结9件。", ("P03", ".", "。")),
        ("规范行政审批.全年办结9件。", ("P03", ".", "")),
        ("完善制度。 各办公室抓好落实。", ("P04", "。 ", "。")),
        ("学习二十届二中三中全会精神。", ("P13", "二中三中", "二中、三中")),
        ("学习十九届六中二十届一中全会精神。", ("P13", "六中二十届一中", "六中、二十届一中")),
        ("考核镇、村（居），部门（单位）、学校。", ("P09", "，", "、")),
        ("调解纠纷9件，其中邻里纠纷2件，土地纠纷4件、婚姻纠纷3件。", ("P09", "，", "、")),
        ("落实《关于印发<执法规范>的通知》。", ("P27", "<执法规范>", "〈执法规范〉")),
        ("落实《关于印发‹执法规范›的通知》。", ("P27", "‹执法规范›", "〈执法规范〉")),
        ("学习中华人民共和国民法典等法律。", ("P28", "中华人民共和国民法典", "《中华人民共和国民法典》")),
        ("根据中华人民共和国行政处罚法办理。", ("P28", "中华人民共和国行政处罚法", "《中华人民共和国行政处罚法》")),
        ("召开会议，，研究部署。", ("P15", "，，", "，")),
        ("召开会议。。研究部署。", ("P15", "。。", "。")),
        ("召开会议、。研究部署。", ("P15", "、。", "。")),
        ("审查、备案、清理、等工作有序。", ("P20", "、等", "等")),
        ("审查、备案...清理有序。", ("P22", "...", "……")),
        ("规范执法--这是底线。", ("P22", "--", "——")),
        ("规范执法-- 这是底线。", ("P22", "-- ", "——")),
        ("规范执法 --2025年的底线。", ("P22", " --", "——")),
        ("满意度为98。5%，比较稳定。", ("P23", "。", ".")),
        ("转发《云岭县关于印发执法规范的意见建议》。", ("P10", "《云岭县关于印发执法规范的意见建议》", "")),
        ("落实《关于加强行政执法的》要求。", ("P10", "《关于加强行政执法的》", "")),
    ],
)
def test_what_is_wrong_is_found_in_its_place_and_put_right(words: str, told: tuple[str, str, str]) -> None:
    assert _told(words) == [told]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("学习《宪法》、《民法典》各一次。", ("P05", "》、《", "》《")),
        ("一、 主要做法", ("P04", "、 ", "、")),
        ("（一）　主要做法", ("P04", "）　", "）")),
        ("推行“一窗受理”、“最多跑一次”改革。", ("P06", "”、“", "”“")),
        ("时限压缩5～10%。", ("P07", "5～10%", "5%～10%")),
        ("每次3-5人参加。", ("P07", "3-5", "3～5")),
        ("依托《云岭执法监督平台》开展监督。", ("P14", "《云岭执法监督平台》", "“云岭执法监督平台”")),
        ("主要做法：一是宣传：发放资料。", ("P21", "：一是宣传：", "")),
        ("学习《关于转发《执法规范》的通知》。", ("P19", "《执法规范》", "〈执法规范〉")),
        ("审查、备案、以及清理工作有序。", ("P20", "、以及", "以及")),
    ],
)
def test_what_practice_tolerates_is_a_hint(words: str, told: tuple[str, str, str]) -> None:
    assert told in _told(words, hints=True)
    assert _told(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "网址为http://www.example.cn:8080/a,b，热线12345，每天8:30至17:30值守。",
        "安装A,B两类设备1,200台，GB/T 9704-2012 规定的格式。",
        "落实《实施纲要（2021—2025年）》（云府发〔2021〕9号）、《实施方案》。",
        "目标增长5%—5.5%，“6·26”前后、“4·15”期间各1场，PM2.5浓度下降。",
        "推进“互联网+政务服务”，电话0759-1234567，编号为2019-2020-03。",
        "他说：“要做到‘三到位’。”大家表示：“好！”",
        "张　三、李　四等同志参加。",
        "经市委 市政府同意，项目启动。",
        "1. 主要做法",
        "获评“先进集体” “优秀站所”等称号，运行 run --all 命令，压缩5--10天。",
        "建立网格事项清单，落实分级负责制度。",
        "公开栏、网站、等候区、等级评定都有专人负责。",
        "项目目录清单，落实制度，强化化解机制，主任任副主任。",
        "（2025）云01民初9号判决已生效。",
        "会议听取了汇报……会议强调——要抓落实。",
        "通过开展宣传，营造氛围、凝聚共识等方式推进。",
        "对属于职责范围的事项，依法处理；对不属于的，及时转送。",
    ],
)
def test_what_is_right_stays_silent(words: str) -> None:
    assert _told(words) == []


def test_a_title_within_a_title_is_put_right_whole() -> None:
    words = _paper("落实《关于印发<实施纲要(2021-2025年)>的通知》。")
    told = [("P27", "<实施纲要(2021-2025年)>", "〈实施纲要（2021—2025年）〉")]
    assert [(each.rule, each.quote, each.suggestion) for each in found(words, quoting.CHECKS)] == told
    assert "〈实施纲要（2021—2025年）〉的通知》" in repaired(words, found(words, *ALL))


def test_marks_of_one_paragraph_are_one_finding_and_hints() -> None:
    told = found(_paper("审查文件9件,提出意见3条,采纳2条。"), widths.CHECKS)
    assert [(each.quote, each.weight) for each in told] == [(",", "必改"), (",", "提示")]
    assert "共2处" in told[0].message


def test_a_paragraph_ends_with_a_full_stop() -> None:
    body = "镇政府召开会议研究执法工作，明确了任务。各办公室按照分工推进落实，成效明显"
    assert _told(f"{body}\n一、下一步打算\n继续努力。") == [("P16", "显", "显。")]
    assert _told(f"{body}、\n一、下一步打算\n继续努力。") == [("P16", "、", "。")]
    assert _told(f"{body}：\n一、下一步打算\n继续努力。") == []
    assert _told(f"{body}（\n附表\n）。") == []


def test_points_of_one_list_are_parted_by_one_mark() -> None:
    words = "一是完善制度；二是规范执法，三是加强普法；四是加强监督。"
    assert _told(words, hints=True) == [("P24", "，", "；")]


def test_a_heading_alone_bears_no_full_stop() -> None:
    text = "清溪镇工作情况\n一、主要做法。\n召开会议9次。\n二、存在的问题\n力量薄弱。"
    assert [(each.rule, each.quote, each.suggestion) for each in found(text, *ALL)] == [("P25", "法。", "法")]


def test_a_pair_that_a_line_end_fell_into_is_whole() -> None:
    assert _told("空气中细颗粒物（PM\n2.5）浓度下降，这是一个好的变化。") == []


def test_everything_that_has_a_suggestion_can_be_put_right_at_once() -> None:
    words = "按照云府发[2025]9号(见附件1,附件2)要求,落实《纲要（2021-2025年）》，，推行“一窗受理“改革;开展“6.26”宣传。"
    text = _paper(words)
    told = found(text, *ALL, hints=False)
    plain = repaired(subject(text).text.text, found(text, *ALL))
    assert len(told) > 6
    assert plain.endswith("按照云府发〔2025〕9号（见附件1，附件2）要求，落实《纲要（2021—2025年）》，推行“一窗受理”改革；开展“6·26”宣传。")
    assert found(plain, *ALL, hints=False) == []


@pytest.mark.parametrize(
    "words",
    [
        "学习二十届二中、三中全会和十九届历次全会精神。",
        "忠于中华人民共和国宪法，维护宪法权威。",
        "中华人民共和国成立以来，各级依法办事。",
        "落实《中华人民共和国民法典》《中华人民共和国监察法》要求。",
        "报送中华人民共和国最高人民法院、中华人民共和国司法部。",
        "登录www.qingxi.gov.cn办理，满意率99.5%。",
        "落实《附件.2》和第3.2条要求。",
        "办理案件57件，其中行政案件9件、民事案件48件。",
        "办理案件57件，其中民事案件48件，离婚案件40件、继承案件8件。",
        "其中受理申请9件，办结8件、撤回1件。",
        "推动村（居），街道（社区）同步开展。",
        "完善制度。“一窗受理”有序推进。",
        "收入<支出的部门（单位）名单。",
    ],
)
def test_what_looks_like_those_faults_is_left_alone(words: str) -> None:
    assert _told(words) == []


@pytest.mark.long
@pytest.mark.parametrize("words", ["二中三中", "村（居），", "其中甲乙2件，丙丁3件、", "《关于<甲", "中华人民共和国民", "办公.", "。 一"])
def test_long_texts_take_time_in_proportion(words: str) -> None:
    text = subject(_paper(words * (100_000 // len(words))))
    began = process_time()
    assert sum(1 for family in ALL for check in family for _ in check.find(text)) >= 0
    assert process_time() - began < 2
