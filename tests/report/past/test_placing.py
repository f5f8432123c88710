"""Where the paragraphs of last year's report go: topics by words, the level that decides, what is set aside, and that nothing is lost."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.grammar import level_of
from server.report.outline import Outline
from server.report.past.placing import SURE, Proof, Row, Span, aside, joined, moved, parts, place, proof, split
from server.report.past.wordings import Wording, Wordings, best, heading_scores, lexicon, targets, text_scores
from server.report.reading.anatomy import Anatomy, Paragraph, Part

DATA = Path(__file__).parents[3] / "data"
WORDINGS = Wordings.model_validate(tomllib.loads((DATA / "placing.toml").read_text("utf-8")))
OUTLINES = {path.stem: Outline.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in (DATA / "outlines").glob("*.toml")}
STANDARD = targets(OUTLINES["standard"], WORDINGS)
TOPICS = (
    *("thought", "leadership", "functions", "institutions", "decisions", "enforcement", "oversight"),
    *("disputes", "emergency", "openness", "publicity", "digital", "capacity"),
)
KEYS = {*TOPICS, "achievements", "first_responsible", "problems", "plans", "other"}
BODY = "全年工作有序推进。"


def heading(level: int, mark: str, words: str, doubt: str = "") -> Paragraph:
    """A heading, with what stands behind its first 。 as text of the same paragraph."""
    head, stop, rest = words.partition("。")
    return (
        Paragraph(Part.heading, mark, level, head + stop, rest, doubt) if rest else Paragraph(Part.heading, mark, level, words, "", doubt)
    )


def line(text: str | Paragraph) -> Paragraph:
    """A paragraph as it would be typed: 一、（一）1. begin headings, everything else is text."""
    if isinstance(text, Paragraph):
        return text
    level = level_of(text)
    cut = max(text.find(sign) for sign in "、）.") + 1 if level == 1 else text.find("）" if level == 2 else ".") + 1
    first = text.find("、") + 1 if level == 1 else cut
    return heading(level, text[:first], text[first:]) if level else Paragraph(Part.text, text=text)


def paper(*lines: str | Paragraph) -> Anatomy:
    """A document of such paragraphs."""
    return Anatomy(tuple(map(line, lines)))


def keys_of(*lines: str | Paragraph, targets_of: dict[str, str] = STANDARD) -> list[str]:
    """The key that each paragraph goes to, "" for none."""
    spans = place(paper(*lines), targets_of, WORDINGS)
    return [span.key for span in spans for _ in range(span.first, span.last + 1)]


def topic(words: str, body: str = BODY) -> tuple[str, float]:
    """The key and confidence of one sub-section of what was done."""
    spans = place(paper("一、主要举措和成效", f"（一）{words}", body), STANDARD, WORDINGS)
    return spans[1].key, spans[1].confidence


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("深学细研习近平法治思想，凝聚推进合力", "thought"),
        ("抓实理论武装，把稳思想之舵", "thought"),
        ("加强组织领导，抓好制度建设", "leadership"),
        ("坚持党对全镇法治工作的领导", "leadership"),
        ("层层压实责任，健全推进机制", "leadership"),
        ("切实转变政府职能", "functions"),
        ("深化“放管服”改革，便民服务再升级", "functions"),
        ("持续优化营商环境", "functions"),
        ("从严管理规范性文件", "institutions"),
        ("健全依法行政制度体系", "institutions"),
        ("畅通渠道，完善民主决策机制", "decisions"),
        ("坚持科学民主依法决策", "decisions"),
        ("用好法律顾问，严把合法性审查关", "decisions"),
        ("落实行政执法三项制度", "enforcement"),
        ("建强综合执法队伍", "enforcement"),
        ("抓好应急处突和安全生产", "emergency"),
        ("依法预防处置突发事件", "emergency"),
        ("多元化解矛盾纠纷，守护一方平安", "disputes"),
        ("规范行政复议和应诉工作", "disputes"),
        ("畅通信访渠道", "disputes"),
        ("自觉接受人大监督和政协民主监督", "oversight"),
        ("强化对行政权力的制约和监督", "oversight"),
        ("积极推行政务公开、办事公开制度", "openness"),
        ("亮出清单，让权力在阳光下运行，推进信息公开", "openness"),
        ("加强培训，营造法制宣传氛围", "publicity"),
        ("深入开展普法活动", "publicity"),
        ("培育法律明白人", "publicity"),
        ("推进数字法治政府建设", "digital"),
        ("全面提高工作人员法治思维和依法行政能力", "capacity"),
        ("落实领导干部学法制度", "capacity"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "first_responsible"),
    ],
)
def test_a_heading_is_known_by_its_words(words: str, key: str) -> None:
    assert topic(words)[0] == key


def test_a_specific_heading_is_sure_and_a_vague_one_is_not() -> None:
    assert topic("坚持严格规范公正文明执法")[1] >= 0.6
    assert topic("加强组织领导，深化政务公开")[1] < 0.6


def test_the_text_decides_where_the_heading_says_little() -> None:
    body = "全年受理信访事项十二件，调解矛盾纠纷三十起，办结率百分之百。"
    assert topic("多措并举，守好平安底线", body)[0] == "disputes"
    assert topic("多措并举，推动工作见效", "举办普法宣传活动八场，发放宣传资料两千份。")[0] == "publicity"


def test_quotation_marks_spaces_and_old_spelling_do_not_hide_a_word() -> None:
    assert topic("深化 “放 管 服” 改革")[0] == "functions"
    assert topic("加强法制宣传教育")[0] == "publicity"


def test_what_no_word_speaks_for_is_left_to_a_person() -> None:
    assert keys_of("一、主要举措和成效", "（一）春华秋实", "天道酬勤。", "（二）政务公开", BODY) == [
        "achievements",
        "",
        "",
        "openness",
        "openness",
    ]


def test_the_usual_report_goes_where_it_belongs() -> None:
    assert keys_of(
        Paragraph(Part.title, text="清溪镇2024年法治政府建设情况报告"),
        Paragraph(Part.recipients, text="县委、县政府："),
        Paragraph(Part.opening, text="现将有关情况报告如下："),
        "一、2024年度推进法治政府建设的主要举措和成效",
        "这一年，各项工作平稳。",
        "（一）加强组织领导。召开会议四次。",
        "1.成立领导小组。由镇长任组长。",
        "（二）规范行政执法。办理案件六件。",
        "二、存在的不足和原因",
        "（一）执法力量薄弱。持证人员少。",
        "三、党政主要负责人履行推进法治建设第一责任人职责情况",
        "四、2025年度主要安排",
        "（一）加强普法宣传。办好讲座。",
        "五、其他需要报告的情况",
        "无。",
        Paragraph(Part.closing, text="特此报告。"),
    ) == [
        *("title", "recipients", "opening"),
        *("achievements", "achievements", "leadership", "leadership", "enforcement"),
        *("problems", "problems", "first_responsible", "plans", "plans", "other", "other", "closing"),
    ]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("工作开展情况", "achievements"),
        ("六项措施推进法治政府建设", "achievements"),
        ("面临的困难", "problems"),
        ("工作短板和薄弱环节", "problems"),
        ("主要问题及其原因", "problems"),
        ("下步工作措施", "plans"),
        ("2025年工作打算", "plans"),
        ("今后努力方向", "plans"),
        ("明年安排", "plans"),
        ("下一年度工作要点", "plans"),
        ("党委书记、镇长履行第一责任人职责情况", "first_responsible"),
        ("其他需要说明的事项", "other"),
        ("上年反馈问题整改情况", "other"),
    ],
)
def test_a_chapter_is_known_and_what_stands_below_it_follows(words: str, key: str) -> None:
    chapter, child, _ = keys_of(f"一、{words}", "（一）规范行政执法", BODY)
    assert chapter == key
    assert child == ("enforcement" if key == "achievements" else key)


def test_in_a_flat_report_the_chapters_are_the_topics() -> None:
    assert keys_of(
        "一、依法全面履行政府职能",
        "（一）优化审批流程。压缩时限。",
        "（二）完善服务窗口。增设两个。",
        "二、强化对行政权力的制约和监督",
        "（一）接受人大监督。办理建议三件。",
        "（二）全面推进政务公开。主动公开八十条。",
        "三、存在的问题",
        "四、下一步打算",
    ) == ["functions", "functions", "functions", "oversight", "oversight", "openness", "problems", "plans"]


def test_a_level_that_is_left_out_is_not_missed() -> None:
    assert keys_of("一、主要工作", "1.加强组织领导。开会。", "（1）明确分工。到人。", "2.推进政务公开。上墙。") == [
        *("achievements", "leadership", "leadership", "openness"),
    ]


def test_a_chapter_inside_a_chapter_is_opened() -> None:
    assert keys_of(
        "一、2024年法治政府建设工作总结",
        "（一）主要做法和成效",
        "1.加强组织领导。开会。",
        "2.深化普法宣传。办活动。",
        "（二）存在的问题",
        "1.执法力量不足。缺人。",
        "（三）下一步工作打算",
    ) == ["achievements", "achievements", "leadership", "publicity", "problems", "problems", "plans"]


def test_problems_and_plans_under_one_heading_part_at_their_sub_headings() -> None:
    assert keys_of(
        "二、存在问题及下一步工作计划",
        "（一）存在的问题",
        "1.普法形式单一。",
        "（二）下一步工作计划",
        "1.创新普法形式。",
    ) == ["problems", "problems", "problems", "plans", "plans"]


def test_problems_and_plans_under_one_heading_part_where_a_paragraph_says_so() -> None:
    lines = ("二、存在的不足和今后努力方向", "我镇执法人员偏少，经验欠缺。", "下一步，我镇将抓好三项工作。", "一是充实队伍。")
    assert keys_of(*lines) == ["problems", "problems", "plans", "plans"]


def test_problems_and_plans_that_nothing_parts_are_problems_unsurely() -> None:
    spans = place(paper("二、存在问题和下一步打算", "普法形式单一，需要创新。"), STANDARD, WORDINGS)
    assert [(span.first, span.last, span.key) for span in spans] == [(0, 1, "problems")]
    assert spans[0].confidence < 0.6


def test_work_and_problems_under_one_heading_are_judged_one_by_one() -> None:
    assert keys_of("一、工作开展情况及存在问题", "（一）规范行政执法。", "（二）存在的不足。") == [
        "achievements",
        "enforcement",
        "problems",
    ]


def test_plans_that_close_the_chapter_of_problems_are_plans() -> None:
    assert keys_of("二、存在的问题", "（一）经费短缺。", "（二）下一步打算。") == ["problems", "problems", "plans"]


def test_each_first_responsible_person_has_a_key_where_the_outline_has_one() -> None:
    lines = ("三、党政主要负责人履职情况", "（一）党委书记履职情况", BODY, "（二）镇长履职情况", BODY, "（三）带头学法用法", BODY)
    both = ["first_responsible", *2 * ["first_responsible.party"], *2 * ["first_responsible.government"], *2 * ["first_responsible"]]
    assert keys_of(*lines) == both
    assert keys_of(*lines, targets_of=targets(OUTLINES["five_part"], WORDINGS)) == 7 * ["first_responsible"]


def test_paragraphs_that_announce_their_topics_need_no_headings() -> None:
    assert keys_of(
        "一、主要做法",
        "今年重点做了以下工作。",
        "一是加强组织领导。成立领导小组，镇长任组长。",
        "二是推进政务公开。主动公开信息八十条。",
        "公开栏每月更新。",
    ) == ["achievements", "achievements", "leadership", "openness", "openness"]


def test_a_document_without_any_heading_is_still_read() -> None:
    lines = ("首先，加强组织领导。成立领导小组。", "其次，规范行政执法。办理案件四件。")
    assert keys_of(*lines) == ["leadership", "enforcement"]


def test_text_before_the_first_heading_is_the_opening() -> None:
    assert keys_of("现将情况报告如下：", "一、存在的问题")[0] == "opening"


def test_what_is_registered_anew_is_set_aside_with_a_reason() -> None:
    registered = (
        *(Part.banner, Part.number, Part.signatory, Part.urgency, Part.sign_off, Part.date),
        *(Part.remark, Part.imprint, Part.margin, Part.attachment_note),
    )
    for part in registered:
        (span,) = place(paper(Paragraph(part, text="某处文字")), STANDARD, WORDINGS)
        assert span.key == ""
        assert span.reason


def test_an_attachment_is_left_to_a_person_unless_it_is_empty() -> None:
    full, empty = place(paper(Paragraph(Part.attachment, text="附件1"), Paragraph(Part.attachment)), STANDARD, WORDINGS)
    assert (full.key, full.reason) == ("", "")
    assert empty.reason


def test_a_note_goes_with_the_paragraph_before_it() -> None:
    assert keys_of("一、存在的问题", Paragraph(Part.note, text="注：截至十二月底。")) == ["problems", "problems"]


def test_a_page_number_in_the_middle_parts_a_section_but_loses_nothing() -> None:
    spans = place(paper("一、存在的问题", Paragraph(Part.margin, text="- 3 -"), "执法力量薄弱。"), STANDARD, WORDINGS)
    assert [(span.first, span.key, bool(span.reason), span.heading) for span in spans] == [
        *((0, "problems", False, 0), (1, "", True, -1), (2, "problems", False, -1)),
    ]


def test_a_heading_in_doubt_is_left_to_a_person_with_its_text_and_its_children_are_judged() -> None:
    doubted = heading(1, "一、", "加强组织领导", "编号重复")
    assert keys_of(doubted, BODY, "（一）推进政务公开", BODY) == ["", "", "openness", "openness"]
    inside = heading(2, "（二）", "规范行政执法", "编号跳过")
    assert keys_of("一、主要举措和成效", "（一）政务公开", inside, BODY) == ["achievements", "openness", "", ""]
    assert keys_of("一、存在的问题", inside, "（三）缺少经费。") == ["problems", "", "problems"]


@pytest.mark.parametrize("name", sorted(OUTLINES))
def test_every_key_has_a_section_in_every_outline(name: str) -> None:
    found = targets(OUTLINES[name], WORDINGS)
    sections = {section.key for section, _, _ in OUTLINES[name].walk()}
    assert set(found) >= KEYS
    assert set(found.values()) <= sections
    assert all(found[key] == key for key in sections)


def test_a_missing_section_is_replaced_by_the_one_that_takes_it_or_the_nearest() -> None:
    flat = targets(OUTLINES["flat"], WORDINGS)
    assert (flat["institutions"], flat["openness"], flat["publicity"]) == ("decisions", "oversight", "disputes")
    assert flat["achievements"] == "leadership"
    township = targets(OUTLINES["township_2020"], WORDINGS)
    assert (township["capacity"], township["digital"], township["emergency"]) == ("leadership", "openness", "disputes")


@pytest.mark.parametrize("name", sorted(OUTLINES))
def test_the_headings_of_an_outline_go_to_their_own_sections(name: str) -> None:
    walked = [(section, level) for section, level, _ in OUTLINES[name].walk()]
    heads = [heading(level, "甲、", section.heading.format(year=2024, next_year=2025)) for section, level in walked]
    paragraphs = tuple(each for head in heads for each in (head, line(BODY)))
    spans = place(Anatomy(paragraphs), targets(OUTLINES[name], WORDINGS), WORDINGS)
    assert [span.key for span in spans] == [section.key for section, _ in walked]


def test_keys_that_go_to_one_section_do_not_make_each_other_unsure() -> None:
    def sureness(name: str) -> float:
        anatomy = paper("一、主要举措和成效", "（一）强化权力监督，推进政务公开", BODY)
        return place(anatomy, targets(OUTLINES[name], WORDINGS), WORDINGS)[1].confidence

    assert sureness("standard") < 0.3
    assert sureness("five_part") > 0.8


def test_an_outline_of_its_own_making_gets_what_it_knows() -> None:
    section = {"key": "custom", "heading": "全部工作"}
    own = Outline.model_validate(OUTLINES["flat"].model_dump() | {"sections": (section,)})
    assert keys_of("一、存在的问题", BODY, targets_of=targets(own, WORDINGS)) == ["custom", "custom"]
    assert keys_of("一、存在的问题", BODY, targets_of={"openness": "openness"}) == ["", ""]


def test_the_file_knows_every_stable_key_and_stands_in_with_keys_it_knows() -> None:
    known = {each.key for each in WORDINGS.wording}
    assert known >= KEYS
    assert {key for each in WORDINGS.instead for key in (each.key, *each.keys)} <= known
    assert {each.key for each in WORDINGS.instead} == KEYS


def test_the_words_of_the_file_have_two_characters_and_a_weight_that_can_be_read() -> None:
    words = [word for each in WORDINGS.wording for word in (*each.heading, *each.text, *each.not_words)]
    names, weights = zip(*((word.partition("*")[0], word.partition("*")[2] or "1") for word in words), strict=True)
    assert min(map(len, names)) >= 2
    assert all(0 < float(weight) <= 6 for weight in weights)


def test_the_longest_word_is_read_and_its_characters_count_once() -> None:
    words = lexicon((Wording(key="a", heading=("决策",)), Wording(key="b", heading=("决策部署*3",))))
    assert heading_scores(words, "落实决策部署") == {"b": 3.75}
    assert heading_scores(words, "依法行政，民主决策") == {"a": 1.0}


def test_a_word_may_speak_for_two_keys_and_another_may_rule_one_out() -> None:
    words = lexicon((Wording(key="a", heading=("监督*2",)), Wording(key="b", heading=("监督*2",), not_words=("执法",))))
    assert heading_scores(words, "强化监督") == {"a": 2.5, "b": 2.5}
    assert heading_scores(words, "强化执法监督") == {"a": 2.5}
    assert best({"a": 2.5, "b": 2.5}).confidence < 0.2


def test_a_long_text_weighs_no_more_than_a_short_one_can() -> None:
    words = lexicon((Wording(key="a", heading=(), text=("信访",)),))
    assert text_scores(words, "信访" * 1000)["a"] < 3
    assert text_scores(words, "信访")["a"] == 0.75


SAMPLE = paper(
    Paragraph(Part.title, text="清溪镇报告"),
    "一、主要举措和成效",
    "（一）加强组织领导。开会四次。",
    "成立领导小组。",
    "（二）推进政务公开",
    "公开八十条。",
    Paragraph(Part.date, text="2025年1月8日"),
)
SPANS = place(SAMPLE, STANDARD, WORDINGS)


def test_the_proof_counts_paragraphs_and_printed_characters() -> None:
    assert proof(SAMPLE, SPANS) == Proof(7, 60, (6, 51), (1, 9), (0, 0))
    unplaced = (*SPANS[:-1], Span(6, 6))
    assert proof(SAMPLE, unplaced) == Proof(7, 60, (6, 51), (0, 0), (1, 9))


@pytest.mark.parametrize("spans", [(), SPANS[1:], SPANS[:-1], (*SPANS, SPANS[-1]), SPANS[::-1]])
def test_there_is_no_proof_of_what_is_not_whole(spans: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match="cover 7 paragraphs once"):
        proof(SAMPLE, spans)


def test_a_person_moves_sets_aside_splits_and_joins() -> None:
    assert moved(SPANS, 2, "capacity")[2] == Span(2, 3, "capacity", "", 1.0, 2)
    assert aside(SPANS, 2, "不再适用")[2] == Span(2, 3, "", "不再适用", 1.0, 2)
    cut = split(SPANS, 2, 3)
    assert [(span.first, span.last, span.key, span.heading) for span in cut[2:4]] == [(2, 2, "leadership", 2), (3, 3, "leadership", -1)]
    assert joined(cut, 3) == SPANS
    assert [(span.first, span.last, span.key) for span in joined(SPANS, 3)[2:]] == [(2, 5, "leadership"), (6, 6, "")]


def test_what_cannot_be_done_changes_nothing() -> None:
    assert moved(SPANS, 9, "capacity") == SPANS
    assert aside(SPANS, -1, "不再适用") == SPANS
    assert split(SPANS, 2, 2) == SPANS
    assert split(SPANS, 2, 4) == SPANS
    assert joined(SPANS, 0) == SPANS


def test_every_heading_of_a_level_that_decides_is_a_row_with_its_text() -> None:
    confidence = [span.confidence for span in SPANS]
    assert parts(SAMPLE, SPANS) == (
        Row("achievements", "主要举措和成效", 1, "", confidence[1]),
        Row("leadership", "加强组织领导", 2, "开会四次。\n成立领导小组。", confidence[2]),
        Row("openness", "推进政务公开", 2, "公开八十条。", confidence[3]),
    )


def test_text_that_goes_on_after_a_page_number_stays_in_its_row() -> None:
    anatomy = paper("一、存在的问题", Paragraph(Part.margin, text="- 3 -"), "执法力量薄弱。", "下一步，充实队伍。")
    spans = moved(split(place(anatomy, STANDARD, WORDINGS), 2, 3), 3, "plans")
    assert [(row.key, row.heading, row.level, row.text) for row in parts(anatomy, spans)] == [
        ("problems", "存在的问题", 1, "执法力量薄弱。"),
        ("plans", "", 0, "下一步，充实队伍。"),
    ]


HEADINGS = ["", "主要举措和成效", "存在问题及下一步计划", "加强组织领导", "政务公开。", "党政主要负责人履职情况", "春华秋实"]
TEXTS = ["", "一是加强普法宣传。办活动。", "下一步，抓好执法。", "受理信访三件。", "某事 "]
DOUBTS = st.sampled_from(["", "", "编号重复"])
PARAGRAPHS = st.one_of(
    st.builds(
        Paragraph, part=st.sampled_from([part for part in Part if part is not Part.heading]), text=st.sampled_from(TEXTS), doubt=DOUBTS
    ),
    st.builds(
        Paragraph,
        part=st.just(Part.heading),
        level=st.integers(1, 5),
        heading=st.sampled_from(HEADINGS),
        text=st.sampled_from(TEXTS),
        doubt=DOUBTS,
    ),
)
ANATOMIES = st.lists(PARAGRAPHS, max_size=12).map(lambda paragraphs: Anatomy(tuple(paragraphs)))
AT = st.integers(-1, 13)
STEPS: st.SearchStrategy[Callable[[tuple[Span, ...]], tuple[Span, ...]]] = st.one_of(
    AT.map(lambda at: lambda spans: moved(spans, at, "plans")),
    AT.map(lambda at: lambda spans: aside(spans, at, "不再适用")),
    AT.map(lambda at: lambda spans: joined(spans, at)),
    st.tuples(AT, AT).map(lambda both: lambda spans: split(spans, both[0], both[1])),
)


@given(ANATOMIES, st.sampled_from(sorted(OUTLINES)), st.lists(STEPS, max_size=8))
def test_whatever_is_read_and_done_the_proof_adds_up(
    anatomy: Anatomy, name: str, steps: list[Callable[[tuple[Span, ...]], tuple[Span, ...]]]
) -> None:
    spans = place(anatomy, targets(OUTLINES[name], WORDINGS), WORDINGS)
    for step in ((lambda given: given), *steps):
        spans = step(spans)
        shown = proof(anatomy, spans)
        assert [sum(each) for each in zip(shown.placed, shown.aside, shown.unplaced, strict=True)] == [shown.paragraphs, shown.characters]
        assert shown.paragraphs == len(anatomy.paragraphs)
    assert all(0 <= span.confidence <= 1 for span in spans)


@given(ANATOMIES)
def test_a_row_loses_no_character_of_what_was_placed_in_the_body(anatomy: Anatomy) -> None:
    spans = place(anatomy, STANDARD, WORDINGS)
    body = [span for span in spans if span.key and span.key not in {"title", "recipients", "opening", "closing"}]
    placed = "".join(anatomy.paragraphs[at].whole for span in body for at in range(span.first, span.last + 1))
    rows = "\n".join(f"{row.heading}\n{row.text}" for row in parts(anatomy, spans))
    assert _letters(rows) == _letters(placed)


def _letters(text: str) -> str:
    bare = re.sub(
        r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}\.|（\d{1,2}）|[①-⑳])", "", text, flags=re.MULTILINE
    )
    return re.sub(r"[\s。]", "", bare)


def test_the_same_document_is_placed_the_same_way_again() -> None:
    assert place(SAMPLE, STANDARD, WORDINGS) == SPANS
    assert SPANS[2].confidence >= SURE
