"""Drafts: zero, growth and decline, what falls silent, items, and that nothing typed is ever run as a template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.library import Library
from server.report.drafting import Drafted, Facts, Sentence, Setting, changed_figures, draft, facts
from server.report.entries import read_entry
from server.report.grammar import Numbered, read
from server.report.indicators import Indicator, Rate, Relation
from server.report.outline import SectionKind
from server.report.phrases import Phrase
from server.report.snapshot import EntryRecord, Item

SETTING = Setting("我镇", "遂河镇人民政府", 2025)
KIND = SectionKind(key="disputes", name="化解矛盾", item=("{title}。[{body}]", "{title}。[化解工作中，{body}]"))
TYPED = ("{unit}", "{{7*7}}", "{% raw %}", "{dis.petition_received}", "[{unit}]", "${x}", "\\1\\g<0>", "<b>粗</b>", "%s{0}")


def _indicator(
    key: str, unit: str = "件", rate: Rate | None = None, *, sentence: tuple[str, ...] = (), zero: tuple[str, ...] = ()
) -> Indicator:
    return Indicator(id=key, name=key, unit=unit, section="disputes", definition="口径", rate=rate, sentence=sentence, zero=zero)


INDICATORS = (_indicator("received"), _indicator("done"), _indicator("rate", "%", Rate(part="done", whole="received")))
DONE_OF_RECEIVED = Relation(id="done", left=("done",), sign="<=", right=("received",), says="办结不能多于受理")
LEAD = Phrase(id="lead", section="disputes", always=("{unit}坚持预防为主。", "{name}在{year}年坚持预防为主。"))
RECEIVED = Phrase(
    id="received",
    section="disputes",
    about="received",
    zero=("本年度{unit}未受理信访事项。", "本年度没有信访事项。"),
    some=("受理信访{received}[，办结{done}][，办结率{rate}]。", "信访{received}。"),
    grew=("受理信访{received}，比上年{received:growth}。",),
    fell=("信访由{received:last}降至{received}，{received:growth}。",),
)
DONE = Phrase(id="done", section="disputes", about="done", zero=("没有办结。",), some=("办结{done}。",))


def _known(indicators: tuple[Indicator, ...] = INDICATORS, relations: tuple[Relation, ...] = (), /, **typed: str) -> Facts:
    """Facts from figures typed as "this year|last year"."""
    records = {key: EntryRecord(indicator=key, raw=text.partition("|")[0], last=text.partition("|")[2]) for key, text in typed.items()}
    by_id = {each.id: each for each in indicators}
    return facts({key: read_entry(record, by_id[key], 2025) for key, record in records.items()}, indicators, relations, SETTING)


def _text(*phrases: Phrase, known: Facts, **chosen: int) -> str:
    return draft(phrases, KIND, 2, known, (), chosen).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"received": "513", "done": "473"}, "受理信访513件，办结473件，办结率92.2%。"),
        ({"received": "513"}, "受理信访513件。"),
        ({"received": "513", "done": "0"}, "受理信访513件。"),
        ({"received": "513", "done": "不适用"}, "受理信访513件。"),
        ({"received": "近8万", "done": "3000余"}, "受理信访近8万件，办结3000余件。"),
        ({"received": "0"}, "本年度我镇未受理信访事项。"),
        ({"received": "0", "done": "0"}, "本年度我镇未受理信访事项。"),
        ({"received": "513|456"}, "受理信访513件，比上年增长12.5%。"),
        ({"received": "456|513"}, "信访由513件降至456件，下降11.1%。"),
        ({"received": "513|513"}, "受理信访513件。"),
        ({"received": "5|0"}, "受理信访5件。"),
        ({"received": "近8万|7万"}, "受理信访近8万件。"),
        ({"received": "0|5"}, "本年度我镇未受理信访事项。"),
        ({"received": "不适用"}, ""),
        ({"received": ""}, ""),
        ({"received": "若干"}, ""),
        ({}, ""),
    ],
)
def test_a_phrase_says_the_case_its_figure_is_in(typed: dict[str, str], said: str) -> None:
    assert _text(RECEIVED, known=_known(**typed)) == said


def test_values_are_keyed_as_placeholders_name_them() -> None:
    known = _known(received="513|456", done="473|400")
    assert known.values == {
        "received": "513件",
        "received:last": "456件",
        "received:growth": "增长12.5%",
        "done": "473件",
        "done:last": "400件",
        "done:growth": "增长18.3%",
        "rate": "92.2%",
        "rate:last": "87.7%",
        "unit": "我镇",
        "name": "遂河镇人民政府",
        "year": "2025",
        "next_year": "2026",
        "last_year": "2024",
    }


@pytest.mark.parametrize(
    ("typed", "said"), [("120|100", "增长20%"), ("80|100", "下降20%"), ("100|100", "与上年持平"), ("1000|999", "增长0.1%")]
)
def test_growth_is_said_in_words(typed: str, said: str) -> None:
    assert _known(received=typed).values["received:growth"] == said


def test_a_figure_of_zero_is_known_as_zero_with_its_rate_and_last_year() -> None:
    assert _known(received="5|0", done="0").zero == {"done", "rate", "received:last"}


def test_the_zero_of_a_part_is_silent_where_the_whole_is_zero() -> None:
    relations = (DONE_OF_RECEIVED,)
    assert _text(RECEIVED, DONE, known=_known(INDICATORS, relations, received="0", done="0")) == "本年度我镇未受理信访事项。"
    assert _text(RECEIVED, DONE, known=_known(INDICATORS, relations, received="5", done="0")) == "受理信访5件。没有办结。"
    assert _text(DONE, known=_known(INDICATORS, relations, done="0")) == "没有办结。"


def test_a_relation_of_equals_implies_nothing() -> None:
    equal = DONE_OF_RECEIVED.model_copy(update={"sign": "="})
    assert _text(DONE, known=_known(INDICATORS, (equal,), received="0", done="0")) == "没有办结。"


def test_zero_without_a_wording_for_it_is_silent() -> None:
    plain = Phrase(id="done", section="disputes", about="done", some=("办结{done}。",))
    assert _text(plain, known=_known(done="0")) == ""


@pytest.mark.parametrize(
    ("choice", "said", "at"),
    [(0, "受理信访513件。", 0), (1, "信访513件。", 1), (2, "受理信访513件。", 0), (99, "受理信访513件。", 0), (-7, "受理信访513件。", 0)],
)
def test_the_wording_chosen_is_taken_where_there_is_one(choice: int, said: str, at: int) -> None:
    (sentence,) = draft((RECEIVED,), KIND, 2, _known(received="513"), (), {"received": choice}).sentences
    assert (sentence.text, sentence.wording, sentence.alternatives) == (said, at, ("受理信访513件。", "信访513件。"))


def test_a_wording_that_cannot_be_filled_is_no_alternative() -> None:
    phrase = Phrase(id="x", section="disputes", about="received", some=("上年{received:last}。", "今年{received}。"))
    (sentence,) = draft((phrase,), KIND, 2, _known(received="5"), (), {}).sentences
    assert (sentence.text, sentence.alternatives) == ("今年5件。", ("今年5件。",))
    assert draft((phrase.model_copy(update={"some": ("上年{received:last}。",)}),), KIND, 2, _known(received="5"), (), {}) == Drafted()


def test_a_lead_alone_is_no_draft() -> None:
    assert _text(LEAD, known=_known()) == ""


def test_a_lead_stands_before_figures_items_and_zero_sentences() -> None:
    assert _text(LEAD, RECEIVED, known=_known(received="5")) == "我镇坚持预防为主。受理信访5件。"
    assert _text(LEAD, DONE, known=_known(done="0")) == "我镇坚持预防为主。没有办结。"
    drafted = draft((LEAD,), KIND, 2, _known(), (Item(title="开展走访"),), {"lead": 1})
    assert drafted.text == "遂河镇人民政府在2025年坚持预防为主。\n1.开展走访。"


def test_a_sentence_remembers_the_figures_it_speaks_of_and_no_others() -> None:
    drafted = draft((RECEIVED, DONE), KIND, 2, _known(received="513", done="0"), (), {})
    assert [(sentence.phrase, sentence.figures) for sentence in drafted.sentences] == [
        ("received", {"received": "513件"}),
        ("done", {"done": "0件"}),
    ]


def test_figures_that_read_otherwise_now_are_told_with_both_readings() -> None:
    drafted = draft((RECEIVED, DONE), KIND, 2, _known(received="513", done="0"), (), {})
    assert changed_figures(drafted, _known(received="513", done="0").values) == {}
    assert changed_figures(drafted, _known(received="514", done="3").values) == {"received": ("513件", "514件"), "done": ("0件", "3件")}
    assert changed_figures(drafted, _known(received="513").values) == {"done": ("0件", "")}


@pytest.mark.parametrize(
    ("title", "body", "line"),
    [
        ("开展走访", "", "1.开展走访。"),
        ("开展走访", "入户120户。", "1.开展走访。入户120户。"),
        ("开展走访。", "入户120户", "1.开展走访。入户120户。"),
        ("开展走访；", "入户120户；", "1.开展走访。入户120户；"),
        (" 开展\n走访\t ", " 入户120户！ ", "1.开展 走访。入户120户！"),
        ("", "入户120户。", "1.入户120户。"),
        ("12345热线", "", "1. 12345热线。"),
        ("2025年任务", "全部完成（略）", "1. 2025年任务。全部完成（略）。"),
        ("开展走访", "群众说“好。”", "1.开展走访。群众说“好。”"),
    ],
)
def test_an_item_is_one_numbered_line_with_one_stop(title: str, body: str, line: str) -> None:
    assert draft((), KIND, 2, _known(), (Item(title=title, body=body),), {}).text == line


@pytest.mark.parametrize(
    ("level", "line"), [(0, "一、甲。"), (1, "（一）甲。"), (2, "1.甲。"), (3, "（1）甲。"), (4, "①甲。"), (5, "①甲。")]
)
def test_items_stand_one_level_below_their_section(level: int, line: str) -> None:
    assert draft((), KIND, level, _known(), (Item(title="甲"),), {}).text == line


def test_items_are_numbered_without_the_empty_ones_and_in_the_wording_chosen() -> None:
    items = (Item(title="甲", body="详情。"), Item(title=" ", body="\n"), Item(title="乙"))
    assert draft((), KIND, 1, _known(), items, {}).text == "（一）甲。详情。\n（二）乙。"
    drafted = draft((), KIND, 1, _known(), items, {"item.disputes": 1})
    assert drafted.text == "（一）甲。化解工作中，详情。\n（二）乙。"
    assert draft((), KIND, 1, _known(), items, {"item.disputes": 9}).items[0].wording == 0
    assert drafted.items[0].alternatives == ("（一）甲。详情。", "（一）甲。化解工作中，详情。")


@pytest.mark.parametrize("typed", TYPED)
def test_what_looks_like_a_template_in_an_item_comes_out_as_typed(library: Library, typed: str) -> None:
    known = facts({}, library.indicators.values(), library.relations, SETTING)
    drafted = draft((), library.sections["disputes"], 2, known, (Item(title=f"甲{typed}", body=f"乙{typed}"),), {})
    assert drafted.text == f"1.甲{typed}。乙{typed}。"


@pytest.mark.parametrize("typed", TYPED)
def test_what_looks_like_a_template_in_a_name_comes_out_as_typed(typed: str) -> None:
    known = facts({}, (), (), Setting(typed, typed, 2025))
    drafted = draft((LEAD,), KIND, 2, known, (Item(title="甲"),), {})
    assert drafted.sentences[0].alternatives == (f"{typed}坚持预防为主。", f"{typed}在2025年坚持预防为主。")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="。；"), min_size=1, max_size=38))
def test_any_title_of_an_item_is_read_back_as_its_heading(title: str) -> None:
    for level in range(5):
        (block,) = read(draft((), KIND, level, _known(), (Item(title=f"甲{title}"),), {}).text)
        assert block == Numbered(1, f"甲{title}。")


OWN = _indicator("petty.cases", sentence=("处理小额纠纷{}。", "{unit}小额纠纷{}。"), zero=("没有小额纠纷。",))
QUIET = _indicator("quiet", sentence=("安静{}。",))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12", "处理小额纠纷12件。"),
        ("近8万|5", "处理小额纠纷近8万件。"),
        ("12|5", "处理小额纠纷12件。"),
        ("0", "没有小额纠纷。"),
        ("不适用", ""),
        ("", ""),
    ],
)
def test_a_figure_no_phrase_mentions_speaks_by_its_own_sentence(typed: str, said: str) -> None:
    known = _known((OWN,), **{"petty.cases": typed})
    assert draft((), KIND, 2, known, (), {}, (OWN,)).text == said


def test_an_own_sentence_knows_its_wordings_and_its_figure() -> None:
    drafted = draft((), KIND, 2, _known((OWN,), **{"petty.cases": "12"}), (), {"petty.cases": 1}, (OWN,))
    assert drafted.sentences == (
        Sentence(
            text="我镇小额纠纷12件。",
            phrase="petty.cases",
            wording=1,
            figures={"petty.cases": "12件"},
            alternatives=("处理小额纠纷12件。", "我镇小额纠纷12件。"),
        ),
    )


def test_an_own_sentence_without_a_zero_wording_is_silent_at_zero() -> None:
    assert draft((), KIND, 2, _known((QUIET,), quiet="0"), (), {}, (QUIET,)).text == ""


def test_an_own_sentence_is_silent_where_the_whole_is_zero() -> None:
    relation = Relation(id="r", left=("petty.cases",), sign="<=", right=("received",), says="不能多于受理")
    known = _known((OWN, *INDICATORS), (relation,), received="0", **{"petty.cases": "0"})
    assert draft((), KIND, 2, known, (), {}, (OWN,)).text == ""


@pytest.mark.parametrize("phrase", [RECEIVED, DONE])
def test_a_figure_that_a_phrase_mentions_keeps_its_own_sentence_to_itself(phrase: Phrase) -> None:
    done = _indicator("done", sentence=("自己说{}。",))
    known = _known((done, INDICATORS[0]), received="5", done="3")
    assert "自己说" not in draft((phrase,), KIND, 2, known, (), {}, (done,)).text


def test_a_figure_without_a_sentence_is_left_to_the_phrases() -> None:
    assert draft((), KIND, 2, _known(received="5"), (), {}, INDICATORS) == Drafted()


def test_the_shipped_phrases_speak_of_petitions_in_full(library: Library) -> None:
    phrases = [phrase for phrase in library.phrases if phrase.section == "disputes"]
    typed = {"dis.petition_received": "513|456", "dis.petition_done": "473", "dis.petition_repeat": "0", "dis.grid_reported": "0"}
    known = _known(tuple(library.indicators.values()), library.relations, **typed, **{"dis.grid_done": "0"})
    assert draft(phrases, library.sections["disputes"], 2, known, (), {}).text == (
        "我镇坚持和发展新时代“枫桥经验”，推动矛盾纠纷预防在先、化解在基层。"
        "本年度未发生需要经平台上报的网格事项。"
        "推进信访工作法治化，本年度受理信访事项513件，比上年增长12.5%，办结473件，办结率92.2%。"
        "本年度未发生重复信访。"
    )


@pytest.mark.parametrize("typed", ["0", "5", "5|3", "3|5", "近8万"])
def test_every_shipped_phrase_drafts_something_fit_to_print(library: Library, typed: str) -> None:
    indicators = tuple(library.indicators.values())
    known = _known(indicators, (), **{each.id: typed for each in indicators if not each.rate and each.unit != "%"})
    for key, kind in library.sections.items():
        drafted = draft([phrase for phrase in library.phrases if phrase.section == key], kind, 2, known, (), {})
        for sentence in drafted.sentences:
            for text in sentence.alternatives:
                assert text.endswith(("。", "："))
                assert not set("{}[]") & set(text)
                assert not [pair for pair in ("，，", "，。", "。。", "：，") if pair in text], text


def test_a_small_base_has_no_growth_in_percent() -> None:
    phrase = Phrase(
        id="r", section="disputes", about="received", some=("受理{received}。",) * 2, grew=("受理{received}[，{received:growth}]。",) * 2
    )
    assert _text(phrase, known=_known(received="2|1")) == "受理2件。"
    assert _text(phrase, known=_known(received="12|10")) == "受理12件，增长20%。"


def test_where_every_wording_of_growth_needs_a_percentage_the_plain_one_serves() -> None:
    phrase = Phrase(id="r", section="disputes", about="received", some=("受理{received}。",) * 2, grew=("比上年{received:growth}。",) * 2)
    assert _text(phrase, known=_known(received="2|1")) == "受理2件。"
