"""A redraft over an edited text: nothing a person wrote is lost, what nobody touched follows, and doing it again changes nothing."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.drafting import Drafted, Sentence
from server.report.merging.cutting import cut, joined
from server.report.merging.threeway import Choice, Fate, Merged, merge

WORDS = ("调解纠纷", "办结案件", "培训干部", "开展宣讲", "审核文件", "走访群众", "公开信息", "应诉案件")
MARKS = "。！？，；、：“”（）《》 \u3000\t\n一二三1２.（一）①件次"


def drafted(*sentences: tuple[str, str], items: tuple[str, ...] = ()) -> Drafted:
    """A draft: (phrase, text) of each sentence, and the lines of the items."""
    return Drafted(
        sentences=tuple(Sentence(phrase=phrase, text=text) for phrase, text in sentences),
        items=tuple(Sentence(phrase="item.problems", text=text) for text in items),
    )


LAST = drafted(
    ("received", "全年受理矛盾纠纷513件。"),
    ("settled", "调解成功473件，群众总体满意。"),
    ("lectures", "举办法治讲座6场。"),
    items=("（一）执法力量不足。在编执法人员偏少。", "（二）宣传方式单一。群众参与不高。"),
)
NEW = drafted(
    ("received", "全年受理矛盾纠纷520件。"),
    ("settled", "调解成功480件，群众总体满意。"),
    ("reviewed", "审核行政规范性文件4件。"),
    ("lectures", "举办法治讲座6场。"),
    items=("（一）执法力量不足。在编执法人员偏少。", "（二）制度还不健全。流程有待细化。", "（三）宣传方式单一。群众参与不高。"),
)


def _fates(merged: Merged) -> list[tuple[Fate, str]]:
    return [(piece.fate, piece.mine or piece.new) for piece in merged.pieces if piece.fate is not Fate.kept]


def test_a_text_nobody_touched_becomes_the_new_draft() -> None:
    assert merge(LAST, LAST.text, NEW).text() == NEW.text


def test_untouched_sentences_follow_and_an_edited_one_stays_and_is_told() -> None:
    edited = LAST.text.replace("调解成功473件，群众总体满意。", "镇村两级调解成功473件，群众满意度高。")
    merged = merge(LAST, edited, NEW)
    assert "受理矛盾纠纷520件。镇村两级调解成功473件，群众满意度高。审核行政规范性文件4件。举办" in merged.text()
    changed = [(number, piece) for number, piece in enumerate(merged.pieces) if piece.fate is Fate.changed]
    [(number, piece)] = changed
    assert (piece.mine, piece.new) == ("镇村两级调解成功473件，群众满意度高。", "调解成功480件，群众总体满意。")
    assert piece.before == "调解成功473件，群众总体满意。"
    assert "520件。调解成功480件，群众总体满意。审核" in merged.text({number: Choice.new})
    both = "520件。镇村两级调解成功473件，群众满意度高。调解成功480件，群众总体满意。审核"
    assert both in merged.text({number: Choice.both})


def test_what_was_deleted_stays_deleted_and_can_be_taken_back() -> None:
    merged = merge(LAST, LAST.text.replace("调解成功473件，群众总体满意。", ""), NEW)
    assert "调解成功" not in merged.text()
    number = next(number for number, piece in enumerate(merged.pieces) if piece.fate is Fate.deleted)
    assert "520件。调解成功480件，群众总体满意。审核" in merged.text({number: Choice.new})


def test_what_a_person_added_stays_where_it_is() -> None:
    edited = LAST.text.replace("群众总体满意。", "群众总体满意。其中跨村纠纷3件由镇里牵头。") + "\n镇里另外开了两次会。"
    text = merge(LAST, edited, NEW).text()
    assert "群众总体满意。其中跨村纠纷3件由镇里牵头。审核" in text
    assert text.endswith("\n镇里另外开了两次会。")


def test_a_new_sentence_may_be_left_out() -> None:
    edited = LAST.text + "\n补充一句。"
    merged = merge(LAST, edited, NEW)
    number = next(number for number, piece in enumerate(merged.pieces) if piece.new == "审核行政规范性文件4件。")
    assert "审核行政规范性文件" not in merged.text({number: Choice.mine})


def test_a_sentence_that_is_no_longer_drafted_goes_only_where_nobody_touched_it() -> None:
    new = drafted(("received", "全年受理矛盾纠纷520件。"), ("settled", "调解成功480件，群众总体满意。"))
    edited = LAST.text.replace("（二）宣传方式单一。", "（二）宣传的方式比较单一。")
    merged = merge(LAST, edited, new)
    assert merged.text() == "全年受理矛盾纠纷520件。调解成功480件，群众总体满意。\n（二）宣传的方式比较单一。"
    assert (Fate.dropped, "举办法治讲座6场。") in _fates(merged)


def test_a_line_that_loses_its_first_sentence_keeps_its_place_and_number() -> None:
    last = drafted(items=("（一）甲事项做得很好。它的说明文字。", "（二）乙事项做得不错。另外的说明。"))
    new = drafted(items=("（一）甲事项做得很好。它的说明文字。", "（二）另外的说明。"))
    edited = last.text.replace("它的说明文字。", "它的说明文字写得更长了。")
    assert merge(last, edited, new).text() == "（一）甲事项做得很好。它的说明文字写得更长了。\n（二）另外的说明。"


def test_an_item_taken_out_of_the_list_leaves_the_edits_of_the_others_with_them() -> None:
    last = drafted(items=("（一）力量不足。编制少。", "（二）宣传不够。形式旧。", "（三）机制不全。流程缺。"))
    new = drafted(items=("（一）力量不足。编制少。", "（二）机制不全。流程缺。"))
    edited = last.text.replace("流程缺。", "流程缺，责任不清。")
    assert merge(last, edited, new).text() == "（一）力量不足。编制少。\n（二）机制不全。流程缺，责任不清。"


def test_a_moved_sentence_follows_the_figures_where_it_stands_now() -> None:
    last = drafted(("a", "受理513件。"), ("b", "宣讲9场。"), ("c", "培训2次。"))
    new = drafted(("a", "受理520件。"), ("b", "宣讲9场。"), ("c", "培训2次。"))
    assert merge(last, "宣讲9场。培训2次。\n受理513件。", new).text() == "宣讲9场。培训2次。\n受理520件。"


def test_a_new_first_sentence_begins_the_line_of_the_one_it_stands_before() -> None:
    last, new = drafted(("b", "宣讲9场。")), drafted(("a", "受理520件。"), ("b", "宣讲9场。"))
    assert merge(last, "今年的工作如下：\n宣讲9场。后面我写的。", new).text() == "今年的工作如下：\n受理520件。宣讲9场。后面我写的。"
    assert merge(last, "宣讲9场。后面我写的。", new).text() == "受理520件。宣讲9场。后面我写的。"


def test_a_text_without_a_draft_keeps_every_sentence_and_offers_the_draft_behind_it() -> None:
    merged = merge(Drafted(), "我们自己写的。\n第二段。\n", drafted(("a", "受理520件。"), items=("（一）问题。",)))
    assert merged.text() == "我们自己写的。\n第二段。\n受理520件。\n（一）问题。\n"
    assert merged.text({0: Choice.mine, 1: Choice.mine, 2: Choice.mine, 3: Choice.mine}) == "我们自己写的。\n第二段。\n"


def test_rows_of_a_table_are_whole() -> None:
    edited = LAST.text + "\n类别\t件数。其中\n婚姻\t12"
    text = merge(LAST, edited, NEW).text()
    assert text.endswith("\n类别\t件数。其中\n婚姻\t12")


def test_two_sentences_never_run_into_one() -> None:
    last, new = drafted(("a", "受理513件。")), drafted(("a", "受理513件。"), ("b", "宣讲9场。"))
    assert merge(last, "我镇受理纠纷513件", new).text() == "我镇受理纠纷513件\n宣讲9场。"


def test_another_wording_keeps_the_edits_of_the_other_sentences() -> None:
    other = drafted(("received", "一年来，共有520件矛盾纠纷得到受理。"), *((each.phrase, each.text) for each in LAST.sentences[1:]))
    edited = LAST.text.replace("举办法治讲座6场。", "请律师来镇里举办法治讲座6场。")
    text = merge(LAST, edited, other).text()
    assert text.startswith("一年来，共有520件矛盾纠纷得到受理。调解成功473件，群众总体满意。请律师来镇里举办法治讲座6场。")


@st.composite
def _drafts(draw: st.DrawFn) -> tuple[Drafted, Drafted]:
    """Two drafts that share phrases."""
    made = []
    for _ in range(2):
        phrases = draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=6))
        sentences = [
            (each, f"{each}{draw(st.integers(1, 99))}件{draw(st.sampled_from(('。', '，群众满意。', '。其中2件已结。')))}")
            for each in phrases
        ]
        count = draw(st.integers(0, 3))
        items = tuple(f"（{'一二三'[at]}）{draw(st.sampled_from(WORDS))}不够。原因{draw(st.integers(1, 9))}。" for at in range(count))
        made.append(drafted(*sentences, items=items))
    return made[0], made[1]


@st.composite
def _edits(draw: st.DrawFn) -> tuple[Drafted, str, Drafted]:
    """Two drafts and the first one's text after edits of characters, sentences and lines."""
    last, new = draw(_drafts())
    text = last.text
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from(("insert", "delete", "sentence", "split", "join", "double")))
        piece = {
            "insert": draw(st.text(st.sampled_from(MARKS), max_size=4)),
            "sentence": f"{draw(st.sampled_from(WORDS))}我们写的{draw(st.integers(1, 9))}。",
            "split": "\n",
            "double": text[at : at + 30],
        }.get(kind, "")
        end = at + draw(st.integers(0, 25)) if kind == "delete" else at + (text[at : at + 1] == "\n") if kind == "join" else at
        text = text[:at] + piece + text[end:]
    return last, text, new


def _sentences(text: str) -> list[str]:
    return [each.words for each in cut(text)[0]]


def _in_order(wanted: list[str], text: str) -> bool:
    rest = iter(_sentences(text))
    return all(any(each == found for found in rest) for each in wanted)


def _own(last: Drafted, edited: str) -> list[str]:
    """The sentences of a text that are in no draft."""
    said = set(_sentences(last.text))
    return [each for each in _sentences(edited) if each not in said]


@given(_edits())
@settings(max_examples=150)
def test_no_sentence_a_person_wrote_or_changed_is_ever_lost(given: tuple[Drafted, str, Drafted]) -> None:
    last, edited, new = given
    merged = merge(last, edited, new)
    assert _in_order(_own(last, edited), merged.text())
    if edited != last.text:
        assert _sentences(merged.text(dict.fromkeys(range(len(merged.pieces)), Choice.mine))) == _sentences(edited)


@given(_edits())
@settings(max_examples=150)
def test_merging_with_itself_is_identity(given: tuple[Drafted, str, Drafted]) -> None:
    last, edited, new = given
    assert merge(last, last.text, new).text() == new.text
    assert merge(last, edited, last).text() == edited
    assert merge(last, last.text, last).text() == last.text


@given(_edits(), st.data())
@settings(max_examples=150)
def test_merging_again_changes_nothing(given: tuple[Drafted, str, Drafted], data: st.DataObject) -> None:
    last, edited, new = given
    merged = merge(last, edited, new)
    choices = {number: data.draw(st.sampled_from(Choice)) for number in range(len(merged.pieces))}
    for text in (merged.text(), merged.text(choices)):
        assert merge(new, text, new).text() == text


@given(_edits())
@settings(max_examples=100)
def test_both_versions_are_there_when_both_are_wanted(given: tuple[Drafted, str, Drafted]) -> None:
    merged = merge(*given)
    for number, piece in enumerate(merged.pieces):
        if piece.fate is Fate.changed:
            said = _sentences(merged.text({number: Choice.both}))
            assert {each for each in (piece.mine, piece.new) if each} <= set(said)


@given(st.text(st.sampled_from(MARKS + "甲乙丙丁"), max_size=80))
@settings(max_examples=150)
def test_a_text_cut_and_joined_is_the_same_text(text: str) -> None:
    cuts, tail = cut(text)
    assert joined(cuts) + tail == text


@pytest.mark.long
@pytest.mark.parametrize("unit", ["都已办好。", "全年共受理{}件。", "长句没有句号，", "\n", "1.工作标题\n", "一项\t二\n"])
def test_a_very_long_text_takes_no_time_that_grows_faster_than_it(unit: str) -> None:
    filled = "".join(unit.replace("{}", str(at)) for at in range(100_000 // len(unit)))[:100_000]
    last = drafted(("a", filled))
    began = process_time()
    merge(last, filled.replace("1", "2x").replace("句", "段"), NEW).text()
    merge(LAST, filled, drafted(("a", filled[::-1]))).text()
    assert process_time() - began < 4
