"""Brackets and quotation marks that do not close, close twice, cross, or face the wrong way. Their width is in widths."""

import re
from collections.abc import Iterator
from itertools import groupby, islice, pairwise

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class
from server.report.reading.marks import read_mark
from server.report.reading.parts import Part

_OPEN = {"（": "）", "《": "》", "〔": "〕", "【": "】", "〈": "〉", "「": "」", "『": "』"}
_SHUT = {shut: opened for opened, shut in _OPEN.items()}
_LIKE = {"(": "（", ")": "）"}
_OTHER = _OPEN | _SHUT | {"“": "”", "”": "“", "‘": "’", "’": "‘"}
_BRACKETS = re.compile("[（）()《》〔〕【】〈〉「」『』]")
_DOUBLE, _SINGLE = re.compile("[“”]"), re.compile(r"‘|(?<![0-9A-Za-z])’(?![0-9])")
_ENDS = tuple("。！？；：")
_LINES, _WORDS, _MOST = 3, 40, 500
_FORWARD, _BACKWARD = re.compile("[^，。；：！？《“\n]{0,40}"), re.compile("[^，。；：！？》”\n]{0,40}$")
_JUDGED = (Part.title, Part.opening, Part.heading, Part.text, Part.closing)


def _pairs(subject: Subject) -> Iterator[Hit]:
    """Each bracket has its other half within the paragraph, and none crosses another."""
    text = subject.text.text
    alone: list[int] = []
    for passage in subject.text.parts(*_JUDGED):
        signs = list(_BRACKETS.finditer(text, passage.start, passage.end))
        mark = read_mark(text[passage.start : min(passage.end, passage.start + 20)]) if signs else None
        behind = passage.start + (len(mark.text) if mark else 0)
        alone += _unpaired(text, [sign.start() for sign in signs if sign.start() >= behind]) if signs else []
    yield from (_alone(text, at) for at in islice(_untorn(subject, alone), _MOST))


def _unpaired(text: str, places: list[int]) -> list[int]:
    """The brackets of a paragraph that have no other half, in reading order. A bracket closes the last of its kind among the three open."""
    stack: list[int] = []
    alone: list[int] = []
    for at in places:
        sign = _opener(text, at)
        if sign in _OPEN:
            stack.append(at)
            continue
        depth = next(
            (depth for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1) if _opener(text, stack[depth]) == _SHUT[sign]), -1
        )
        alone += [at] if depth < 0 else stack[depth + 1 :]
        del stack[depth if depth >= 0 else len(stack) :]
    return sorted(alone + stack)


def _untorn(subject: Subject, alone: list[int]) -> Iterator[int]:
    """Without the two halves of a pair that a line end fell into: the second stands within the next paragraphs."""
    text = subject.text.text
    torn: set[int] = set()
    for one, other in pairwise(alone):
        between = text[one:other]
        joint = 1 <= between.count("\n") <= _LINES and between.partition("\n")[0].rstrip()[-1:] not in _ENDS
        if joint and one not in torn and _opener(text, one) in _OTHER and _OTHER[_opener(text, one)] == _opener(text, other):
            torn |= {one, other} if _opener(text, one) in (*_OPEN, "“", "‘") else set()
    return (at for at in alone if at not in torn)


def _alone(text: str, at: int) -> Hit:
    """A half without the other, with the words that the other may belong to."""
    sign = _opener(text, at)
    opens = sign in _OPEN or sign in "“‘"
    stop = _FORWARD.match(text, at + 1) if opens else None
    back = _BACKWARD.search(text[max(0, at - _WORDS) : at]) if not opens else None
    start, end = at - len(back[0]) if back else at, stop.end() if stop else at + 1
    return Hit(start, end, f"“{text[at]}”没有与之配对的“{_OTHER[sign]}”。")


def _opener(text: str, at: int) -> str:
    return _LIKE.get(text[at], text[at])


def _quotes(subject: Subject) -> Iterator[Hit]:
    """Quotation marks come in turn, “ before ”."""
    text = subject.text.text
    for signs, (opened, shut) in ((_DOUBLE, "“”"), (_SINGLE, "‘’")):
        places = [found.start() for found in signs.finditer(text)] if opened in text or shut in text else []
        turned: list[Hit] = []
        alone: list[int] = []
        for passage, group in groupby(places, key=subject.text.passage):
            inside = list(group)
            if passage and passage.part in _JUDGED and _uneven(text, inside, opened):
                _turns(text, inside, (opened, shut), (turned, alone))
        yield from turned[:_MOST]
        yield from (_alone(text, at) for at in islice(_untorn(subject, alone), _MOST))


def _uneven(text: str, places: list[int], opened: str) -> bool:
    """Whether they do anything but open and shut in turn."""
    return len(places) % 2 > 0 or any((text[at] == opened) != (number % 2 == 0) for number, at in enumerate(places))


def _turns(text: str, places: list[int], pair: tuple[str, str], told: tuple[list[Hit], list[int]]) -> None:
    """Walk through the marks; one that stands where the other is due faces the wrong way when its partner is there, else stands alone."""
    at, (opened, shut), (turned, alone) = 0, pair, told
    even = len(places) % 2 == 0
    while at < len(places) and len(turned) + len(alone) < _MOST:
        here = "".join(text[place] for place in places[at : at + 4])
        step = 2
        if here == opened * 2 + shut * 2:
            turned.append(Hit(places[at + 1], places[at + 1] + 1, "引号里面再用引号，应为单引号“‘ ’”。", weight=Class.hint))
            step = 4
        elif even and here[:2] in (opened * 2, shut * 2, shut + opened):
            due = (opened, shut)
            wrong = [number for number in (0, 1) if here[number] != due[number]]
            turned += [_reversed(places[at + number], due[number]) for number in wrong]
        elif not here.startswith(opened + shut):
            alone.append(places[at])
            step, even = 1, not even
        at += step


def _reversed(at: int, right: str) -> Hit:
    return Hit(at, at + 1, f"引号方向反了，应为“{right}”。", right)


def _titles_inside(subject: Subject) -> Iterator[Hit]:
    """《》 inside 《》 is 〈〉."""
    for start, end in subject.text.titles:
        inner = subject.text.text.find("《", start + 1, end)
        if inner >= 0:
            shut = subject.text.text.find("》", inner, end)
            yield Hit(inner, shut + 1, "书名号里面再用书名号，应为“〈〉”。", f"〈{subject.text.text[inner + 1 : shut]}〉")


CHECKS: tuple[Check[Subject], ...] = (
    Check("P17", "括号、书名号不成对", Class.must, _pairs, "GB/T 15834-2011 4.9"),
    Check("P18", "引号不成对或方向反了", Class.must, _quotes, "GB/T 15834-2011 4.8"),
    Check("P19", "书名号套用", Class.hint, _titles_inside, "GB/T 15834-2011 4.15"),
)
