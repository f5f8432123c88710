"""Figures that can be read in two ways (N07, N08): 80分以上 beside 80分以下, 年初和年末分别开展2次."""

import re
from collections.abc import Iterator

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class

_AMOUNT = r"(?<![0-9.])([0-9]{1,4}(?:\.[0-9]{1,2})?)\s?(分|人|名|件|次|个|万?元|%|％|亩|周?岁)"
_ABOVE, _BELOW = re.compile(rf"{_AMOUNT}以上"), re.compile(rf"{_AMOUNT}以下")
_TWICE = re.compile(
    r"(?:年初[和与、及]年[末底终]|上半年[和与、及]下半年|上下?、?下半年|春季[和与、及]秋季)[^。；\n]{0,24}?"
    r"分别[^。，；\n0-9]{0,8}?(?P<times>[2-9]|[两二三四五六])\s?(?P<unit>次|场|期|轮)"
)


def _overlapping(subject: Subject) -> Iterator[Hit]:
    """以上 and 以下 both hold the number itself (民法典第一千二百五十九条)."""
    for passage in subject.text.passages:
        words = subject.text.words(passage)
        above = {found.groups() for found in _ABOVE.finditer(words)} if "以上" in words and "以下" in words else ()
        for found in _BELOW.finditer(words) if above else ():
            if found.groups() in above:
                number = found[1] + found[2]
                message = f"“{number}以上”和“以下”都含本数，恰为{number}的归属不明，请改为“不满”或注明“不含”。"
                yield Hit(passage.start + found.start(), passage.start + found.end(), message)


def _how_often(subject: Subject) -> Iterator[Hit]:
    """分别开展2次 at two times: two or four?"""
    for found in _TWICE.finditer(subject.text.text):
        unit = found["unit"]
        message = f"前面有两个时间，“分别”后面又说{found['times']}{unit}，分不清共几{unit}，请写明“各几{unit}”或“共几{unit}”。"
        yield Hit(found.start("times"), found.end("unit"), message)


CHECKS = (
    Check("N07", "“以上”“以下”重叠", Class.hint, _overlapping, basis="民法典第一千二百五十九条"),
    Check("N08", "次数有歧义", Class.verify, _how_often, basis="数字应只有一种读法"),
)
