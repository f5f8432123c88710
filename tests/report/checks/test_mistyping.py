"""Common words of two characters with a slip of sound or shape are asked about; other words and names are not."""

from time import process_time

import pytest

from server.report.checks import confusing
from server.report.checks.listed import Common, Plain, Sound
from server.report.checks.wording import Wording
from tests.report.checks.worded import found, lists, weights


def _asked(words: str, by: Wording | None = None) -> list[tuple[str, str]]:
    return [(wrong, right) for rule, wrong, right in found(confusing.CHECKS, words, by=by) if rule == "W04"]


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("做法获得群众赞誊。", "赞誊", "赞誉"),
        ("工作成效较为显注，群众满意。", "显注", "显著"),
        ("各项任务已经落时。", "落时", "落实"),
        ("会议明确份工，压实责任。", "份工", "分工"),
        ("以群众感受恒量工作。", "恒量", "衡量"),
        ("开展材料审察。", "审察", "审查"),
    ],
)
def test_a_common_word_with_a_slip_is_asked_about(words: str, wrong: str, right: str) -> None:
    assert (wrong, right) in _asked(words)
    assert weights(confusing.CHECKS, words) == ["请核实"]


@pytest.mark.parametrize(
    "words",
    [
        "镇政府官网、网格群和微信公众号同步公开，专班驻村联办。",
        "组长：陈焕朝（镇长），副组长：常桂、许水。",
        "村民文雪与戴玉因宅基地发生纠纷，司法所所长常桂上门调解。",
        "对桥坡、银水等村和河营水库开展巡查，沿显注路设点宣传。",
        "推出“份工”小程序和《显注》专栏。",
        "推行“落时管理”做法，打造“成效显注”品牌。",
        "纠治四风，打牢基础，用才留才，疫后重振。",
    ],
)
def test_other_words_names_and_coinages_are_left_alone(words: str) -> None:
    assert _asked(words) == []


def test_what_is_near_a_fixed_word_is_told_once() -> None:
    assert found(confusing.CHECKS, "办理行政确任。") == [("W03", "行政确任", "行政确认")]


def test_a_word_on_the_whitelist_is_spared() -> None:
    allowing = lists().joined(Wording(plain=(Plain(word="份工", rule="W04", source="店名"),)))
    assert _asked("会议明确份工，压实责任。", allowing) == []


def test_only_what_the_tables_hold_is_known() -> None:
    sounds = (Sound(reading="gong", characters="工公", source="字表"), Sound(reading="fen", characters="分份", source="字表"))
    tables = Wording(sounds=sounds, common=(Common(words="分:工", also="分:公", uncertain="的", source="词典"),))
    assert _asked("明确，份工，分公，压实。", tables) == []
    assert _asked("已经明确的份工的事。", tables) == [("份工", "分工")]
    assert _asked("已经明确的分公的事。", tables) == []


@pytest.mark.long
def test_a_long_text_takes_time_in_proportion() -> None:
    words = "份工显注落时，" * 14_000
    began = process_time()
    _asked(words)
    assert process_time() - began < 3
