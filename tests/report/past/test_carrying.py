"""Last year's sentences: silent, marked until touched, never carried; nothing is lost and nothing falls apart."""

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from server.report.grammar import Grid, read
from server.report.past.carrying import carried, still_stale
from server.report.past.judging import Judgement
from server.report.past.years import Advance
from server.report.prose.figures import Figure

TABLES = tomllib.loads((Path(__file__).parents[3] / "data/carrying.toml").read_text("utf-8"))
JUDGEMENT = Judgement.model_validate(TABLES)

SILENT = """
镇党委、政府高度重视法治政府建设，坚持把依法行政摆在突出位置。
镇党委书记、镇长高度重视，亲自抓落实。
成立由主要领导任组长、分管领导任副组长的领导小组，明确各站所职责。
书记带头学法，镇长亲自部署，班子成员分工负责。
全面推行一村一法律顾问制度，为群众提供就近服务。
严格落实行政执法公示、执法全过程记录、重大执法决定法制审核制度。
畅通12345热线、信访窗口等渠道，做到小事不出村、大事不出镇。
充分发挥12345政务服务热线的作用。
利用“6.26”国际禁毒日、“12·4”国家宪法日开展宣传。
推行“1+3+N”网格化治理模式。
政务大厅自助区24小时开放。
坚持“四议两公开”，重大事项一律集体讨论决定。
定期召开联席会议，研究解决突出问题。
每季度组织召开法治工作例会，通报工作进展。
严格落实会前学法制度，增强法治观念。
学习《中华人民共和国宪法》《中华人民共和国民法典》等法律。
今年以来，我镇坚持依法决策、民主决策。
2025年，我镇坚持把法治建设放在全局来谋划。
现将2025年度法治政府建设情况报告如下：
一是健全机制。
（一）强化组织领导，压实工作责任。
1.规范执法程序。
取得了较好的成效，营造了良好的法治氛围。
深入学习贯彻习近平法治思想，贯彻党的二十大精神。
综合运用谈话提醒、诫勉等方式，抓早抓小。
严肃查处违纪违法行为，形成震慑。
认真办理行政复议、行政诉讼案件，自觉履行生效裁判。
群众关注的事项及时公开，居民方便办事。
加大对申诉控告案件的督办力度。
执法人员数量不足，专业能力还需提升。
推行“三项制度”，落实“四个责任”。
领导小组成员根据人事变动和工作需要及时调整和补充。
执法人员参加纪律处分条例学习，强化警示教育。
一把手负总责，三级书记一起抓。
下一步，我镇将加强执法培训，提高执法水平。
""".strip().splitlines()

MARKED = """
全年共受理信访事项53件，办结51件，办结率96.2%。
发放宣传资料近8万份。
全镇46个村全部聘请法律顾问。
开展法治讲座三次，参加培训二百余人次。
共调处纠纷百余起。
累计投入一百二十万元改造便民服务中心。
全镇二十六个村设立调解室。
2025年3月28日，邀请县司法局业务骨干授课。
3月中旬，组织执法人员集中培训。
截至11月底，全部工单按期回复。
上半年完成案卷评查，年底组织复查。
2025年11月，开展专项检查。
落实《云岭县法治政府建设实施方案（2021—2025年）》要求。
印发《清溪镇重大行政决策程序规定》，规范决策行为。
根据清政发〔2025〕12号文件，调整职责分工。
镇党委书记李明远主持会议并讲话。
邀请清溪学院王若水教授授课。
副镇长周安带队检查。
组长：陈立新。
签发人：沈向和
由陈立新、何有才组成调解小组。
召开全镇法治政府建设推进会，部署年度任务。
镇党委会第6次会议专题听取汇报。
会议指出，要把法治摆在更加突出的位置。
荣获“县级平安乡镇”称号。
被评为先进集体。
在年度考评中获得优秀等次。
首次引入第三方评估。
今年新增公共法律服务站。
有关案件正在办理。
目前，方案已报县政府审批。
新任所长尚未到岗。
全年没有发生群体性事件。
未发生行政复议被撤销的情形。
实现越级上访零发生。
印发了工作方案，明确了责任分工。
举办了专题讲座，学员反响热烈。
因人事变动，及时调整法治建设领导小组。
深入学习贯彻党的二十届三中全会精神。
扎实做好“八五”普法工作。
落实“十四五”规划部署。
结合党纪学习教育，开展警示教育。
受理量比去年同期增长12%。
2025年以来，我镇依法行政水平不断提升。
自2021年起，连续开展评查。
对20名党员干部开展警示教育。
2025年我镇没有行政复议和行政诉讼案件。
组织干部120人参加纪律处分条例测试。
作出行政处罚59宗。
社区矫正对象23人，均按规定管理。
""".strip().splitlines()

DROPPED = """
给予党纪处分3人、政务处分1人。
立案审查违纪案件2件，涉及2人。
对5名干部进行诫勉谈话。
全年抓获吸毒人员6名。
行政拘留7人，刑事拘留2人。
开除党籍一人。
原站长郑国强受到党内警告处分。
对村干部刘某予以立案审查。
村民张某某与邻居发生争执，经调解达成协议。
当事人李大山，反映宅基地问题。
成功调解赵长河与钱向东的土地纠纷。
妥善处理张三丰诉清溪镇人民政府一案。
清溪建材有限公司诉镇政府行政处罚案，法院驳回诉讼请求。
云岭建筑公司与村民合作社合同纠纷一案已结。
联系人电话13912345678，欢迎来访。
户主身份证号110101199003070011已核对。
贫困户孙大海家住房改造完成。
两名工作人员被问责。
""".strip().splitlines()


def test_there_are_enough_sentences() -> None:
    assert len(SILENT) + len(MARKED) + len(DROPPED) == 103


@pytest.mark.parametrize("sentence", SILENT)
def test_standing_facts_are_carried_silently(sentence: str) -> None:
    done = carried(sentence, "leadership", (2025, 2026), JUDGEMENT)
    assert (done.stale, done.dropped) == ((), ())
    assert done.text.replace("2026", "2025") == sentence


@pytest.mark.parametrize("sentence", MARKED)
def test_what_is_last_years_is_marked(sentence: str) -> None:
    done = carried(sentence, "leadership", (2025, 2026), JUDGEMENT)
    assert ([each.sentence for each in done.stale], done.dropped) == ([done.text], ())
    assert done.stale[0].reasons


@pytest.mark.parametrize("sentence", DROPPED)
def test_sanctions_and_private_persons_are_never_carried(sentence: str) -> None:
    done = carried(sentence, "leadership", (2025, 2026), JUDGEMENT)
    assert (done.text, done.stale) == ("", ())
    assert [each.sentence for each in done.dropped] == [sentence]


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        ("办结51件。", ("有上年的数字。",)),
        ("2025年3月28日授课。", ("有上年的日期、时段。",)),
        ("根据清政发〔2025〕12号文件办理。", ("有上年印发的文件或者带年份、文号的文件。",)),
        ("书记李明远带队。", ("有人名和职务，人可能已经变动。",)),
        ("办理量比去年增长12%。", ("和去年、上年比，比的对象已经变了。", "有上年的数字。")),
        ("2025年以来，我镇坚持依法行政。", ("有没有改动的年份。",)),
    ],
)
def test_the_reasons_name_what_was_seen(sentence: str, reasons: tuple[str, ...]) -> None:
    (stale,) = carried(sentence, "leadership", (2025, 2026), JUDGEMENT).stale
    assert stale.reasons == reasons


def test_lines_numbers_and_headings_stay_when_sentences_go() -> None:
    text = "（一）加强监督。给予处分3人。持续开展教育。\n1.给予处分2人。健全机制。\n\n2.给予处分1人。\n3.办理案件5件。"
    done = carried(text, "oversight", (2025, 2026), JUDGEMENT)
    assert done.text == "（一）加强监督。持续开展教育。\n1.健全机制。\n\n3.办理案件5件。"
    assert [each.sentence for each in done.dropped] == ["给予处分3人。", "1.给予处分2人。", "2.给予处分1人。"]
    assert [each.sentence for each in done.stale] == ["3.办理案件5件。"]


def test_a_row_of_a_table_is_one_sentence() -> None:
    text = "事项\t数量\n培训\t3次。共40人\n姓名某\t王某某\n小计\t无"
    done = carried(text, "capacity", (2025, 2026), JUDGEMENT)
    assert done.text == "事项\t数量\n培训\t3次。共40人\n小计\t无"
    assert [each.sentence for each in done.stale] == ["培训\t3次。共40人"]
    assert [each.sentence for each in done.dropped] == ["姓名某\t王某某"]


def test_tables_stay_apart_when_the_line_between_them_goes() -> None:
    done = carried("甲\t乙\n给予处分3人。\n丙\t丁", "oversight", (2025, 2026), JUDGEMENT)
    assert [type(block) for block in read(done.text)] == [Grid, Grid]


def test_a_stale_sentence_stands_in_the_new_text_with_its_new_year() -> None:
    done = carried("2025年，我镇办结信访事项51件。", "disputes", (2025, 2026), JUDGEMENT)
    assert done.text == done.stale[0].sentence == "2026年，我镇办结信访事项51件。"


def test_only_accepted_advances_are_applied() -> None:
    text = "2025年，我镇坚持依法行政。2025年以来，成效明显。"
    listed = carried(text, "leadership", (2025, 2026), JUDGEMENT).advances
    assert [(each.start, each.sure) for each in listed] == [(0, True), (15, False)]
    none = carried(text, "leadership", (2025, 2026), JUDGEMENT, accepted=())
    assert (none.text, len(none.stale)) == (text, 2)
    both = carried(text, "leadership", (2025, 2026), JUDGEMENT, accepted=listed)
    assert (both.text, both.stale) == ("2026年，我镇坚持依法行政。2026年以来，成效明显。", ())


def test_a_figure_that_was_recognised_marks_its_sentence() -> None:
    text = "机制健全。办理若干件。"
    figure = Figure("dis.x", Decimal(3), "件", "", "", "办理若干件", 7, 10, "办理若干件。")
    assert [each.sentence for each in carried(text, "disputes", (2025, 2026), JUDGEMENT, (figure,)).stale] == ["办理若干件。"]


def test_a_recognised_figure_in_a_standing_name_marks_nothing() -> None:
    figure = Figure("", Decimal(12345), "", "", "", "12345热线", 2, 7, "畅通12345热线。")
    assert carried("畅通12345热线。", "disputes", (2025, 2026), JUDGEMENT, (figure,)).stale == ()


def test_touching_a_sentence_clears_it_and_leaving_it_does_not() -> None:
    stale = carried("办结51件。\n（一）召开推进会。强化督办3次。", "disputes", (2025, 2026), JUDGEMENT).stale
    assert [each.sentence for each in stale] == ["办结51件。", "（一）召开推进会。", "强化督办3次。"]
    assert still_stale("办结51件。\n（一）召开推进会。强化督办3次。", stale) == stale
    assert [each.sentence for each in still_stale("办结62件。\n　　1. 召开推进会。强化 督办3次。", stale)] == [
        "（一）召开推进会。",
        "强化督办3次。",
    ]
    assert still_stale("", stale) == ()


def test_a_sentence_that_stood_twice_is_cleared_once_for_each_touch() -> None:
    stale = carried("办结5件。办结5件。", "disputes", (2025, 2026), JUDGEMENT).stale
    assert len(stale) == 2
    assert len(still_stale("办结5件。办结6件。", stale)) == 1


def test_rules_with_one_id_twice_or_broken_patterns_are_refused() -> None:
    rule = {"id": "figure", "treatment": "marked", "reason": "甲", "any": ["乙"]}
    for rules in ([rule, rule], [rule | {"any": ["("]}], [rule | {"id": "other"}], [rule | {"treatment": "kept"}]):
        with pytest.raises(ValidationError):
            Judgement.model_validate(TABLES | {"rule": rules})


def test_a_rule_is_one_table() -> None:
    rule = {"id": "local", "treatment": "marked", "reason": "本地提法每年更新。", "any": ["云岭经验"]}
    more = Judgement.model_validate(TABLES | {"rule": [*TABLES["rule"], rule]})
    (stale,) = carried("深化云岭经验。", "leadership", (2025, 2026), more).stale
    assert stale.reasons == ("本地提法每年更新。",)


PARTS = st.sampled_from(
    ["2025年，", "处分3人", "办结5件", "王某某", "健全机制", "。", "！”", "\n", "\n\n", "\t", "（一）", "1.", "　", " ", "，", "《办法》"]
)


@settings(deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join))
def test_every_sentence_is_kept_or_dropped(text: str) -> None:
    done = carried(text, "leadership", (2025, 2026), JUDGEMENT, accepted=())
    kept = Counter("".join(done.text.split()))
    gone = Counter("".join("".join(each.sentence.split()) for each in done.dropped))
    whole = Counter("".join(text.split()))
    again = {"（": 0, "一": 0, "）": 0, "1": 0, ".": 0}
    assert all(kept[each] + gone[each] == whole[each] for each in whole if each not in again)
    assert all(kept[each] + gone[each] >= whole[each] for each in whole)
    assert still_stale(done.text, done.stale) == done.stale


@given(st.lists(st.sampled_from(SILENT + MARKED), min_size=1, max_size=12))
def test_text_without_sanctions_and_year_words_is_carried_as_it_is(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    assert carried(text, "leadership", (2025, 2026), JUDGEMENT, accepted=()).text == text


def test_an_accepted_advance_from_elsewhere_changes_nothing() -> None:
    strange = Advance(0, 5, "2019年", "2020年", "", sure=True)
    assert (
        carried("2025年，我镇坚持依法行政。", "leadership", (2025, 2026), JUDGEMENT, accepted=(strange,)).text
        == "2025年，我镇坚持依法行政。"
    )
