"""Figures in prose: where they stand, what they come to, which indicator they are, and what becomes last year's answer."""

import re
import tomllib
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.report.entries import MOST, Answer, read_number
from server.report.indicators import Indicator
from server.report.prose.figures import Figure, figures_in, last_values
from server.report.prose.numerals import numerals_in
from server.report.prose.recognising import Recogniser, Surroundings, recognition
from server.settings import ROOT

FILES = sorted((ROOT / "data/recognising").glob("*.toml"))
RECOGNISERS = [Recogniser.model_validate(row) for path in FILES for row in tomllib.loads(path.read_text("utf-8"))["recognise"]]
CATALOGUE = {
    each.id: each
    for path in sorted((ROOT / "data/indicators").glob("*.toml"))
    for each in map(Indicator.model_validate, tomllib.loads(path.read_text("utf-8"))["indicator"])
}
KNOWN = recognition(RECOGNISERS, {each.id: (each.unit, each.section) for each in CATALOGUE.values()})
MARK = re.compile(r"\[([^\[\]|]*)\|([a-z_.]*)\]")
PIECES = (
    "件宗份起个项条次场期名人户元%％分之百千万亿余多近约超第一二三十两零〇0123456789０９.,，。；、：（）()“”《》-/~～至 \n\t"
    "信访受理办结率调解成功其中同比增长法律顾问村社区"
)

# [printed|indicator] marks a figure; an empty indicator is none of the catalogue.
LABELLED = (
    ("thought", "镇党委理论学习中心组全年围绕习近平法治思想开展专题学法[9次|learn.center_group]，班子成员交流发言[18人次|]。"),
    ("thought", "坚持把宪法和党内法规列入中心组必学篇目，今年已集中学习[6次|learn.center_group]。"),
    (
        "leadership",
        "党委会议专题研究法治建设[4次|lead.special_meetings]，听取法治政府建设情况汇报[2次|lead.hear_reports]，解决执法用房等难题[3个|]。",
    ),
    ("leadership", "镇法治政府建设领导小组召开全体会议[两次|lead.leader_group_meetings]，印发年度要点[1份|]。"),
    ("leadership", "组织班子成员和站所负责人[14名|lead.shufa_people]开展年度述法，其中现场述法[5人|lead.shufa_meeting]。"),
    ("leadership", "党委书记、镇长每季度至少听取[1次|]法治工作汇报，全年共听取汇报[4次|lead.hear_reports]。"),
    ("capacity", "落实会前学法制度，镇长办公会会前学法[十二次|learn.pre_meeting]，机关干部集中学法[8次|learn.staff_sessions]。"),
    (
        "capacity",
        "举办行政执法业务培训[3期|learn.lectures]，参训[260余人次|learn.trainees]；邀请律师举办民法典专题讲座[2场|learn.lectures]。",
    ),
    (
        "capacity",
        "国家工作人员学法考试应参考[58人|learn.exam_due]，实际参考[57人|learn.exam_people]，合格[57人|learn.exam_passed]，优秀[41人|learn.exam_excellent]，参考率[98.3%|learn.exam_attend_rate]，合格率[100%|learn.exam_pass_rate]，优秀率[71.9%|learn.exam_excellent_rate]。",
    ),
    ("capacity", "组织[62名|learn.exam_people]机关干部参加年度学法用法考试，合格率达[百分之百|learn.exam_pass_rate]。"),
    ("functions", "对外公布的权责清单共[186项|func.power_items]，比上年减少[4项|]。"),
    (
        "functions",
        "镇履职事项清单明确基本履职事项[112项|func.duty_basic]、配合履职事项[61项|func.duty_joint]，由上级部门收回[73项|func.duty_returned]。",
    ),
    (
        "functions",
        "镇便民服务中心全年受理各类申请[1.2万件|func.services_received]，办结[1.19万件|func.services_handled]，办结率[99.2%|func.settle_rate]。",
    ),
    ("functions", "设置综合窗口[6个|]，办理便民服务事项[近2万件|func.services_handled]，帮办代办[430余件|func.services_handled]。"),
    ("institutions", "全年制定行政规范性文件[2件|rule.issued]，合法性审核率[100%|rule.review_rate]，均按规定向县政府备案。"),
    (
        "institutions",
        "审核规范性文件草案[3件|rule.reviewed]，报送备案[2件|rule.filed]，报备率[100%|rule.filing_rate]；清理规范性文件[11件|]，废止[2件|]。",
    ),
    (
        "decisions",
        "全年开展合法性审核[68件|dec.reviews]，其中重大行政决策合法性审查[5件|dec.legality_reviews]、合同协议审核[49件|dec.contracts]、村规民约审核[12件|dec.review_village_rules]、其他涉法事项[2件|dec.review_other]。",
    ),
    (
        "decisions",
        "镇政府聘请常年法律顾问[2名|dec.advisers]，出具法律意见书[33份|dec.opinions]，被采纳[32份|dec.opinions_adopted]，采纳率[97%|dec.adopt_rate]。",
    ),
    ("decisions", "司法所配备专兼职合法性审核人员[3名|dec.review_staff]，法律顾问参与涉法事务[27件次|dec.adviser_matters]。"),
    (
        "decisions",
        "辖区[17个|dec.villages]村（社区）中，已有[17个|dec.village_advisers]村（社区）配备法律顾问，覆盖率[100%|dec.village_adviser_rate]。",
    ),
    (
        "decisions",
        "村（社区）法律顾问全年解答群众咨询[680人次|adviser.consults]，代写法律文书[35份|adviser.documents]，参与调解纠纷[41件|adviser.mediations]，开展法治讲座[34场|adviser.lectures]。",
    ),
    ("decisions", "落实一村一法律顾问制度，全镇[21个|dec.village_advisers]行政村全部签订服务合同。"),
    (
        "enforcement",
        "综合行政执法队现有执法人员[9名|sec.enforcement_staff]，应持证[9名|enf.cert_due]，实际持证[8名|enf.certified_staff]，持证率[88.9%|enf.cert_rate]。",
    ),
    (
        "enforcement",
        "组织[6人|enf.cert_exam_taken]参加行政执法资格考试，[5人|enf.cert_exam_passed]合格，合格率[83.3%|enf.cert_exam_pass_rate]。",
    ),
    (
        "enforcement",
        "依法承接赋权执法事项[87项|enf.power_assigned]，实际行使[24项|enf.power_used]，经评估由县级部门收回[12项|enf.power_returned]，另有委托执法事项[5项|enf.power_delegated]。",
    ),
    (
        "enforcement",
        "全年开展行政检查[320次|enf.inspections]，其中涉企行政检查[146次|enf.biz_inspections]，实行“综合查一次”[38次|enf.biz_joint]，涉企检查频次同比下降[21%|]。",
    ),
    (
        "enforcement",
        "规范涉企行政执法专项行动中自查发现问题[7个|enf.biz_problems_found]，已整改[7个|enf.biz_problems_rectified]，整改率[100%|enf.biz_rectify_rate]。",
    ),
    (
        "enforcement",
        "立案查处违法案件[23宗|enf.cases_filed]，作出行政处罚决定[21宗|enf.cases]，其中简易程序[6宗|enf.cases_simple]、普通程序[15宗|enf.cases_normal]，罚款[4.5万元|enf.fine_amount]。",
    ),
    ("enforcement", "受县水利局委托办理行政处罚案件[3件|enf.cases_delegated]。"),
    (
        "enforcement",
        "重大执法决定应当法制审核[6件|enf.legal_audit_due]，完成法制审核[6件|enf.legal_audit]，审核率[100%|enf.legal_audit_rate]。",
    ),
    ("enforcement", "组织行政执法案卷评查[2次|enf.file_reviews]，评查案卷[30宗|enf.file_reviewed]，发现问题[12个|]。"),
    (
        "enforcement",
        "联合派出所、市场监管所开展联合执法[26次|enf.joint_ops]，开展违法建设专项整治行动[4次|enf.special_ops]，拆除违建[1350平方米|]，排查隐患[210处|]。",
    ),
    ("enforcement", "出动执法人员[400余人次|]、执法车辆[120台次|]，劝导流动摊贩[260户|]。"),
    ("enforcement", "罚没款[3200元|enf.fine_amount]已全部缴入国库。"),
    ("oversight", "收到人大代表建议[8件|sup.npc_suggestions]，办结[8件|sup.npc_done]，办结率[100%|sup.npc_rate]，政协提案[3件|]。"),
    (
        "oversight",
        "全年受理12345热线工单[2209件|sup.hotline_received]，办结[2206件|sup.hotline_done]，在办[3件|sup.hotline_pending]，办结率[99.86%|sup.hotline_done_rate]，满意率[96.5%|sup.hotline_satisfied_rate]。",
    ),
    (
        "oversight",
        "热线工单响应率[100%|sup.hotline_response_rate]、回复率[99.9%|sup.hotline_reply_rate]、解决率[91%|sup.hotline_solve_rate]。",
    ),
    (
        "oversight",
        "收到县司法局行政执法监督通知书[1份|sup.docs_received]，已完成整改[1份|sup.docs_rectified]；收到检察建议[2份|sup.procuratorate_advice]，均按期回复。",
    ),
    ("oversight", "法院发来司法建议书[1份|sup.judicial_advice]，按期回复[1份|sup.judicial_replied]。"),
    (
        "oversight",
        "县委依法治县办法治督察反馈问题[9个|sup.inspect_problems]，已整改[8个|sup.inspect_rectified]，整改率[88.9%|sup.inspect_rate]。",
    ),
    (
        "disputes",
        "开展矛盾纠纷集中排查[12次|dis.screenings]，排查矛盾纠纷[146起|dis.found]，调解成功[143起|dis.mediation_success]，调解成功率[97.9%|dis.mediation_rate]。",
    ),
    (
        "disputes",
        "镇村两级人民调解委员会共受理各类纠纷[146件|dis.mediation_received]，其中婚姻家庭纠纷[31件|]、邻里纠纷[42件|]，成功调解[143件|dis.mediation_success]。",
    ),
    (
        "disputes",
        "镇综治中心登记受理群众诉求[280件|dis.center_received]，分流交办[190件|dis.center_routed]，化解[268件|dis.center_resolved]，化解率[95.7%|dis.center_rate]。",
    ),
    ("disputes", "网格员上报事件[3100余件|dis.grid_reported]，办结[3080件|dis.grid_done]，办结率[99%|dis.grid_rate]。"),
    (
        "disputes",
        "共受理信访件[62宗|dis.petition_received]，已办结[60宗|dis.petition_done]，办结率为[96.8%|dis.petition_rate]，及时受理率[100%|dis.petition_timely_rate]，按期答复率[100%|dis.petition_reply_rate]，群众满意率[95.2%|dis.petition_satisfied_rate]。",
    ),
    (
        "disputes",
        "重复信访[4件|dis.petition_repeat]，同比下降[33%|]；领导干部接访下访[48批次|dis.petition_leader_visits]，包案化解[6件|dis.petition_leader_cases]。",
    ),
    ("disputes", "全年以镇政府为被申请人的行政复议案件[2件|rec.as_respondent]，被撤销[1件|rec.corrected]。"),
    ("disputes", "收到行政复议意见书[1份|rec.opinions_received]，按期回复[1份|rec.opinions_replied]。"),
    (
        "disputes",
        "新收行政诉讼案件[3宗|lit.new]，上年结转[1宗|lit.carried_in]，审结[3宗|lit.concluded]，未审结[1宗|lit.pending]；审结案件中胜诉[2宗|lit.win]、败诉[1宗|lit.lose]，败诉率[33.3%|lit.lose_rate]。",
    ),
    (
        "disputes",
        "负责人应出庭案件[3件|lit.head_due]，实际出庭[3件|lit.head_appeared]，其中正职出庭[1件|lit.head_chief]、副职出庭[2件|lit.head_deputy]，出庭应诉率[100%|lit.appear_rate]。",
    ),
    ("emergency", "修订防汛、森林防火等应急预案[5个|emg.plans]，组织应急演练[7场|emg.drills]，参加[450人次|]，转移群众[86人|]。"),
    (
        "openness",
        "通过县政府门户网站主动公开政府信息[213条|open.items]，收到政府信息公开申请[2件|open.requests]，按期答复[2件|open.answered]，答复率[100%|open.answer_rate]。",
    ),
    (
        "publicity",
        "开展法治宣传活动[42场次|pub.events]，其中宪法宣传周活动[6场|pub.constitution_events]，发放宣传资料[1.3万余份|pub.materials]，受教育群众[9000余人次|pub.audience]。",
    ),
    ("publicity", "悬挂横幅[68条|pub.banners]，设置法治宣传展板[40块|pub.boards]，出动宣传车[25台次|pub.vehicles]，推送微信[96条|]。"),
    (
        "publicity",
        "培育法律明白人[136名|pub.law_clever]，开展法律明白人培训[2期|]，培训法律明白人[130名|pub.law_clever_trained]，法治带头人[34名|pub.law_leaders]，学法用法示范户[51户|pub.law_households]。",
    ),
    (
        "publicity",
        "现有民主法治示范村[9个|pub.demo_villages]，其中国家级[1个|pub.demo_national]、省级[3个|pub.demo_provincial]、市级[5个|pub.demo_municipal]。",
    ),
    (
        "digital",
        "涉企检查扫码入企[120次|dig.scan_visits]，扫码入企率[82.2%|dig.scan_rate]，网上办理政务服务事项[5600余件|dig.online_services]。",
    ),
    ("plans", "2027年计划开展执法培训[6期|]，力争调解成功率达到[98%以上|]的水平。"),
    ("problems", "执法人员只有[5名|]，专业人才不足。"),
    ("publicity", "全镇[46个|dec.village_advisers]村（居）委会全部聘请了法律顾问。"),
    ("", "一年来，镇党委会研究“三重一大”事项[26次|]，慰问困难群众[120户|]，发放慰问金[6万元|]。"),
    ("", "协助县法院送达文书[40份|]，办理法律援助案件[12件|]，接受社区矫正对象[18人|]。"),
    ("", "召开村民代表大会[35次|]，新建法治公园[1个|]、法治文化广场[3处|]，投入资金[28万元|]。"),
    ("", "开展食品安全检查[55次|]，检查餐饮店[130家|]，发现隐患[46处|]，整改率[100%|]。"),
    ("", "接待群众法律咨询[230人次|]，引导群众申请法律援助[9人|]，组织村干部旁听庭审[2次|]。"),
    ("disputes", "全年调处婚姻家庭纠纷[28起|]，化解信访积案[3件|]，未发生民转刑案件。"),
    ("disputes", "接待来访群众[53批|dis.petition_received][126人次|]，同比减少[12%|]。"),
)


def marked(sentence: str) -> tuple[str, list[tuple[int, str, str]]]:
    """A sentence without its marks, and (start, printed, indicator) of each."""
    text, found, at = "", [], 0
    for mark in MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        found.append((len(text), mark[1], mark[2]))
        text, at = text + mark[1], mark.end()
    return text + sentence[at:], found


def known_in(text: str, section: str = "") -> dict[str, str]:
    return {text[each.start : each.end]: each.indicator for each in figures_in(text, KNOWN, section)}


@pytest.mark.parametrize(("section", "sentence"), LABELLED, ids=[text[:14] for _, text in LABELLED])
def test_township_prose_is_read_as_a_person_reads_it(section: str, sentence: str) -> None:
    text, labels = marked(sentence)
    assert [(each.start, text[each.start : each.end], each.indicator) for each in figures_in(text, KNOWN, section)] == labels


def test_the_labelled_sentences_speak_of_every_section() -> None:
    sections = {each.section for each in CATALOGUE.values()}
    assert len(LABELLED) >= 60
    assert sections <= {section for section, _ in LABELLED}
    assert len({label for _, sentence in LABELLED for _, _, label in marked(sentence)[1] if label}) >= 155


def test_every_indicator_can_be_recognised_and_no_other() -> None:
    assert {each.indicator for each in RECOGNISERS} - {""} == CATALOGUE.keys()


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "qualifier"),
    [
        ("信访件513宗。", "513宗", "513", "宗", ""),
        ("办结率为92.2%", "92.2%", "92.2", "%", ""),
        ("资料近8万份", "近8万份", "80000", "份", "近"),
        ("展板3000余张（次），", "3000余张（次）", "3000", "张", "余"),
        ("参训300余人（次）", "300余人（次）", "300", "人次", "余"),
        ("来访126件（人）次", "126件（人）次", "126", "件次", ""),
        ("约100台次", "约100台次", "100", "台次", "约"),
        ("等1600多户", "1600多户", "1600", "户", "多"),
        ("达到5万余件", "5万余件", "50000", "件", "余"),
        ("20余万人次", "20余万人次", "200000", "人次", "余"),
        ("3千多人", "3千多人", "3000", "人", "多"),
        ("召开会议二十一次", "二十一次", "21", "次", ""),
        ("巡查两次", "两次", "2", "次", ""),
        ("一万二千三百件", "一万二千三百件", "12300", "件", ""),
        ("近万份", "近万份", "10000", "份", "近"),
        ("万余件", "万余件", "10000", "件", "余"),
        ("十余场", "十余场", "10", "场", "余"),
        ("百余次", "百余次", "100", "次", "余"),
        ("达百分之九十五", "百分之九十五", "95", "%", ""),
        ("百分之九十九点八五", "百分之九十九点八五", "99.85", "%", ""),
        ("百分之百", "百分之百", "100", "%", ""),
        ("１２件", "１２件", "12", "件", ""),
        ("９５％", "９５％", "95", "%", ""),
        ("1,500件", "1,500件", "1500", "件", ""),
        ("工单 2209 件", "2209 件", "2209", "件", ""),
        ("全镇46\n个村", "46\n个", "46", "个", ""),
        ("罚款4.5万元", "4.5万元", "4.5", "万元", ""),
        ("投入1.2亿元", "1.2亿元", "1.2", "亿元", ""),
        ("罚没22000余元", "22000余元", "22000", "元", "余"),
        ("压缩71%以上", "71%以上", "71", "%", "以上"),
        ("50件左右", "50件左右", "50", "件", "左右"),
        ("不少于2次", "不少于2次", "2", "次", "不少于"),
        ("最近3次", "3次", "3", "次", ""),
        ("签约3份", "3份", "3", "份", ""),
        ("修订村规民约2项", "2项", "2", "项", ""),
        ("开展演练一次。", "一次", "1", "次", ""),
        ("十一个村（社区）", "十一个", "11", "个", ""),
        ("提高5.5个百分点", "5.5个百分点", "5.5", "个百分点", ""),
        ("考核得分85.75分", "85.75分", "85.75", "分", ""),
    ],
)
def test_a_number_is_found_with_value_unit_and_qualifier(text: str, printed: str, value: str, unit: str, qualifier: str) -> None:
    (found,) = numerals_in(text)
    assert text[found.start : found.end] == printed
    assert (found.value, found.unit, found.before or found.after, found.joined) == (Decimal(value), unit, qualifier, False)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("压缩80%-90%", ["80", "90"]),
        ("压缩 80% — 90%", ["80", "90"]),
        ("每周3-5次", ["3", "5"]),
        ("3至5次", ["3", "5"]),
        ("事项为117/54/258项", ["117", "54", "258"]),
        ("分别为12、15、20件", ["12", "15", "20"]),
    ],
)
def test_numbers_that_share_a_unit_or_make_a_range_are_joined(text: str, values: list[str]) -> None:
    assert [(str(each.value), each.joined) for each in numerals_in(text)] == [(value, True) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024年",
            "2021—2025年",
            "3月28日",
            "11月底",
            "清府〔2017〕12号",
            "36号文件",
            "一是抓学习，二是抓落实",
            "1. 加强领导",
            "（一）总体情况",
        ),
        *(
            "12345热线",
            "110报警",
            "三重一大",
            "“八五”普法",
            "“七五”",
            "法律七进",
            "“两个维护”",
            "四个意识",
            "党的十八大",
            "6·26",
            "12·4",
            "“3·15”",
        ),
        *(
            "一村一法律顾问",
            "三项制度",
            "“五个落实”",
            "第三十条",
            "第5次会议",
            "第3条",
            "数百次",
            "几十件",
            "两三次",
            "三五场",
            "上午9时30分",
            "9:30分",
        ),
        *(
            "7×24小时",
            "24小时值班",
            "5个工作日",
            "3个月",
            "12项目",
            "一次性告知",
            "最多跑一次",
            "每季度一次，",
            "十九届六次全会",
            "百场千人",
        ),
        *(
            "“综合查一次”",
            "《三十六条》",
            "“100件实事”",
            "1+1+N",
            "A4纸",
            "0763-3366",
            "1.5个",
            "与司法所一起，",
            "百分之二三十",
            "全面从严治党",
            "十四五",
        ),
    ],
)
def test_years_dates_names_ordinals_and_fixed_expressions_are_no_figures(text: str) -> None:
    assert numerals_in(text) == ()


def test_the_subject_is_carried_to_the_clauses_that_follow() -> None:
    text = "截至11月底，全镇共受理信访件62宗，目前已办结60宗，办结率为96.8%。受理12345工单81件，办结80件。"
    assert known_in(text) == {
        "62宗": "dis.petition_received",
        "60宗": "dis.petition_done",
        "96.8%": "dis.petition_rate",
        "81件": "sup.hotline_received",
        "80件": "sup.hotline_done",
    }


def test_the_subject_does_not_cross_a_sentence_that_starts_anew() -> None:
    assert known_in("受理信访件62宗。执法队巡查市场，办结20宗。")["20宗"] == ""


def test_a_part_of_a_whole_is_not_the_whole() -> None:
    assert known_in("共受理信访件62宗，其中接待来访登记20宗。") == {"62宗": "dis.petition_received", "20宗": ""}


def test_two_figures_that_claim_the_same_indicator_are_both_kept() -> None:
    found = figures_in("全年受理信访件62宗。据统计，共受理信访件64宗。", KNOWN)
    assert [(str(each.value), each.indicator) for each in found] == [("62", "dis.petition_received"), ("64", "dis.petition_received")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "受理信访件同比下降12%",
            "调解成功率比上年提高3%",
            "力争调解成功率达到98%",
            "每村开展法治宣传活动不少于2场",
            "每季度开展会前学法1次",
        ),
        *("近三年制定规范性文件6件", "信访件由上年的60件"),
    ],
)
def test_comparisons_plans_and_rhythms_are_not_this_years_figures(text: str) -> None:
    assert set(known_in(text).values()) == {""}


@pytest.mark.parametrize("section", ["problems", "plans"])
def test_problems_and_plans_give_figures_but_no_indicator(section: str) -> None:
    assert known_in("开展法治宣传活动12场。", section) == {"12场": ""}
    assert known_in("开展法治宣传活动12场。", "publicity") == {"12场": "pub.events"}


def test_the_section_settles_what_two_indicators_claim() -> None:
    text = "举办法治讲座6场。"
    assert known_in(text, "publicity") == {"6场": "pub.events"}
    assert known_in(text, "capacity") == {"6场": "learn.lectures"}


def test_a_figure_says_its_clause_and_its_sentence() -> None:
    text = "一年来成效明显。共受理信访件62宗，已办结60宗；没有越级上访。"
    first, second = figures_in(text, KNOWN)
    assert (first.quote, second.quote) == ("共受理信访件62宗", "已办结60宗")
    assert first.sentence == second.sentence == "共受理信访件62宗，已办结60宗；没有越级上访。"


def test_last_values_are_one_an_indicator_and_contradictions_stand_apart() -> None:
    text = "发放宣传资料近8万份。罚款4.5万余元。参训260余人次。受理信访件62宗。据统计，共受理信访件64宗。受理信访件62宗。"
    stated = last_values(figures_in(text, KNOWN))
    assert {each.indicator: (each.raw, each.sentence) for each in stated.agreed} == {
        "enf.fine_amount": ("4.5万余元", "罚款4.5万余元。"),
        "pub.materials": ("近8万", "发放宣传资料近8万份。"),
    }
    assert [[each.raw for each in group] for group in stated.contradicting] == [["62", "64", "62"]]


def test_a_range_never_becomes_last_years_answer() -> None:
    assert last_values(figures_in("受理信访件60-62宗。", KNOWN)).agreed == ()


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("近8万份", "近8万"),
        ("接近300份", "近300"),
        ("二十一次", "21"),
        ("十余场", "10余"),
        ("近万份", "近1万"),
        ("1,500件", "1500"),
        ("３千多人", "3000多"),
        ("20余万人次", "20万余"),
        ("50件左右", "约50"),
        ("71%以上", "超过71"),
        ("逾90人", "超过90"),
        ("高达90人", "90"),
        ("4.5万元", "4.5万元"),
        ("1.2亿余元", "1.2亿余元"),
    ],
)
def test_a_figure_is_handed_on_in_words_that_entries_read(text: str, raw: str) -> None:
    (figure,) = figures_in(text, KNOWN)
    assert figure.raw == raw
    assert read_number(raw, _indicator(figure))[0].value == figure.amount


def test_an_unknown_indicator_in_the_rules_is_left_out() -> None:
    rules = recognition([Recogniser(indicator="no.such", here=(("件",),))], {})
    assert rules.indicator(Surroundings("受理\0", "", "件")) == ""


@given(
    st.sampled_from(["", "近", "约", "超过", "将近", "接近", "大约"]),
    st.one_of(
        st.integers(0, 10**9).map(str),
        st.integers(1000, 999_999).map(lambda number: f"{number:,}"),
        st.decimals(0, 99_999, places=2, allow_nan=False).map(str),
    ),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["份", "万元", "元", "%", "人次"]),
)
def test_a_figure_and_an_entry_read_the_same_value(before: str, digits: str, times: str, after: str, unit: str) -> None:
    times = "" if unit in ("万元", "%") or "," in digits else times
    text = f"共有{before}{digits}{times}{after}{unit}。"
    for figure in figures_in(text, KNOWN):
        reading, _ = read_number(figure.raw, _indicator(figure))
        assert reading.value == figure.amount or figure.amount >= MOST or (figure.unit == "%" and figure.value > 100)
        assert reading.answer is not Answer.number or bool(reading.before or reading.after) == bool(figure.before or figure.after)


@given(st.text(st.sampled_from(PIECES), max_size=120), st.sampled_from(["", "disputes", "publicity", "plans"]))
@example("1" * 40 + "件", "")
@example("百分之点一", "")
@example("第\n5次1-2-3/4件（人）次", "")
def test_figures_stand_where_they_say_in_reading_order(text: str, section: str) -> None:
    found = figures_in(text, KNOWN, section)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(left.start < right.start and left.end <= right.start for left, right in pairwise(found))
    assert all(_printed_in(text, each) for each in found)
    last_values(found)


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(text[each.start : each.end] for each in figures_in(text, KNOWN))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("piece", "times", "raws"),
    [
        ("受理信访件12宗，", 4_000, ["12"] * 4_000),
        ("受理信访件12宗，" + "依法办理，" * 200, 2_500, ["12"] * 2_500),
        ("3件", 6_000, ["3"] * 6_000),
        ("百分之", 16_000, ["100"] * 8_000),
        ("1-", 400_000, []),
        ("1", 1_000_000, []),
        ("万", 1_000_000, []),
        ("“", 1_000_000, []),
        ("（", 1_000_000, []),
        ("1,111", 400_000, []),
        ("12 ", 500_000, []),
    ],
    ids=["reports", "clauses", "figures", "shares", "ranges", "digits", "numerals", "quotes", "brackets", "commas", "spaces"],
)
def test_a_text_without_a_full_stop_is_read_to_the_end(piece: str, times: int, raws: list[str]) -> None:
    assert [each.raw for each in figures_in(piece * times, KNOWN)] == raws


def _printed_in(text: str, figure: Figure) -> bool:
    return figure.quote in text and figure.sentence in text


def _indicator(figure: Figure) -> Indicator:
    unit = "元" if figure.unit in ("万元", "亿元") else figure.unit
    return Indicator(id="any", name="任意", unit=unit, section="disputes", definition="", decimals=4)
