"""Half-width marks and stray spaces in Chinese text, full-width figures: what a keyboard left in the wrong width."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from server.report.checks.ranges import numbered
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.together import by_paragraph
from server.report.findings import Class
from server.report.reading.marks import read_mark
from server.report.reading.parts import Part

_HAN = "\u4e00-\u9fff"
_CJK = f"{_HAN}，。；：、！？“”‘’（）《》〔〕【】…—％"
_PAIR = re.compile(r"[(（][^()（）\n]{0,80}[)）]")
_CHINESE = re.compile(f"[{_CJK}]")
_MARK = re.compile(
    rf"[,;:?!](?:(?<=[{_HAN}》”’）〕】][,;:?!])(?!//)|(?<=[0-9A-Za-z%)][,;?!])(?=[{_HAN}《“‘（【])|(?<=[0-9A-Za-z%)]:)(?=[《“‘（【]))"
)
_STOP = re.compile(rf"\.(?<=[{_HAN}》”’）]\.)(?=[ ]?$)", re.MULTILINE)
_DOT = re.compile(
    rf"\.(?<=[{_HAN}》”’）%]\.)(?<![〇○零一二三四五六七八九十图表件附注第]\.)(?:(?=\d)(?!\d{{1,4}}\.\d)|(?=[{_HAN}“《（])(?!政务|公益|中国|网[址站络]|公司))"
)
_QUOTED = re.compile(rf'"[^"\n]{{0,60}}[{_HAN}][^"\n]{{0,60}}"')
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_TABLE = str.maketrans(_FULL)
_SPACES = re.compile("[ \u3000\xa0]{1,4}")
_BEFORE_SPACE = re.compile(f"[{_CJK}0-9A-Za-z%]")
_HAN_ONE, _HAN_TWO = re.compile(f"[{_HAN}]"), re.compile(f"[{_HAN}]{{2}}")
_BESIDE_QUOTE = re.compile(f"[{_HAN}]“|”[{_HAN}]")
_SHUTS, _PAUSES = frozenset("，。；：、！？）》”"), frozenset("，、；：")
_SINGLE = (" ", "\xa0")
_BEHIND_PAUSE = re.compile(f"[{_HAN}《“0-9]")
_NAMES_END = frozenset("委府部办局室厅会院署组队所站中心司")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]{1,40}(?:[．％][０-９]{0,10}){0,2}")
_NARROW = str.maketrans(
    {chr(0xFF00 + at): chr(0x20 + at) for at in (*range(0x10, 0x1A), *range(0x21, 0x3B), *range(0x41, 0x5B), 0x0E, 0x05)}
)
_WIDEST, _SENTENCE, _MARK_LENGTH = 2, 12, 4
_PROSE = (Part.opening, Part.text, Part.heading, Part.closing)


def widened(words: str) -> str:
    """Words with half-width marks made full-width, but for those that belong to figures, clock times and addresses."""
    return re.sub(r"(?<![0-9])[,;:?!()](?!//)|(?<=[0-9])[,;:?!()](?![0-9])", lambda found: _FULL[found[0]], words)


def _brackets(subject: Subject) -> Iterator[Hit]:
    """(…) beside or around Chinese characters; the numbers before lines are a matter of numbering, document numbers one of P01."""
    text = subject.text.text
    marks = {passage.start for passage in subject.text.passages}
    years = numbered(text) if "(" in text or ")" in text else ()
    for found in _PAIR.finditer(text) if "(" in text or ")" in text else ():
        pair = found[0]
        if _of_a_number(found, years):
            continue
        if (pair[0] == "(" or pair[-1] == ")") and _in_chinese(text, found) and not (found.start() in marks and read_mark(f"{pair}某")):
            plain = f"（{widened(pair[1:-1]) if _CHINESE.search(pair[1:-1]) else pair[1:-1]}）"
            yield Hit(*found.span(), "中文里的括号应为全角。", plain)


def _of_a_number(pair: re.Match[str], years: tuple[tuple[int, int], ...]) -> bool:
    """Whether a bracket belongs to the year of a document number; those around the whole number do not."""
    start, end = pair.span()
    return any(start < last and first < end and not (start < first and last < end) for first, last in years)


def _in_chinese(text: str, pair: re.Match[str]) -> bool:
    inside = _CHINESE.search(pair[0][1:-1]) or "（" in pair[0] or "）" in pair[0]
    return bool(inside or _CHINESE.match(text[pair.start() - 1 : pair.start()]))


def _marks(subject: Subject) -> Iterator[Hit]:
    """, ; : ? ! beside Chinese characters, and a full stop of Latin script at the end of a paragraph."""
    text = subject.text.text
    for found in _MARK.finditer(text):
        yield Hit(*found.span(), f"中文里的“{found[0]}”应为全角“{_FULL[found[0]]}”。", _FULL[found[0]])
    for found in _STOP.finditer(text):
        passage = subject.text.passage(found.start())
        if passage and passage.part in _PROSE and passage.end - passage.start > _SENTENCE:
            yield Hit(*found.span(), "句末应为中文句号“。”。", "。")


def _dots(subject: Subject) -> Iterator[Hit]:
    """A full stop of Latin script between Chinese words, or before a figure; between two words it may be meant as the dot of a name."""
    text = subject.text.untitled
    for found in _DOT.finditer(text) if "." in text else ():
        passage = subject.text.passage(found.start())
        if passage and passage.part in _PROSE and found.start() - passage.start > _MARK_LENGTH:
            sure = text[found.end()].isdigit() or text[found.start() - 1] in "》”’）%"
            said = "句号应为“。”。" if sure else "汉字之间不用“.”，句末应为“。”，人名中应为“·”。"
            yield Hit(*found.span(), said, "。" if sure else "", weight=None if sure else Class.verify)


def _quotes(subject: Subject) -> Iterator[Hit]:
    """Straight quotation marks around Chinese words."""
    for found in _QUOTED.finditer(subject.text.text) if '"' in subject.text.text else ():
        yield Hit(*found.span(), "中文的引号应为“ ”。", f"“{found[0][1:-1]}”")


def _narrow(subject: Subject) -> Iterator[Hit]:
    pairs = [(hit.start, hit.end) for hit in _brackets(subject)]
    return (
        hit for hit in chain(_marks(subject), _dots(subject), _quotes(subject)) if not any(start < hit.start < end for start, end in pairs)
    )


def _spaces(subject: Subject) -> Iterator[Hit]:
    """Spaces before and behind Chinese marks, and between Chinese characters of a sentence."""
    text = subject.text.unquoted
    if " " not in text and "\u3000" not in text and "\xa0" not in text:
        return
    for passage in subject.text.parts(*_PROSE):
        if not _SPACES.search(text, passage.start, passage.end):
            continue
        mark = read_mark(text[passage.start : min(passage.end, passage.start + 20)])
        start = passage.start + (len(mark.text) if mark else 0)
        yield from _behind_mark(text, passage.start + len(mark.text.rstrip())) if mark else ()
        yield from _stray(text, start, passage.end)


def _behind_mark(text: str, start: int) -> Iterator[Hit]:
    """Spaces between the number of a line in Chinese and its words; those behind 1. may be a word processor's own."""
    spaces = _SPACES.match(text, start)
    if spaces and text[start - 1] in "、）" and _BEHIND_PAUSE.match(text, spaces.end()):
        yield Hit(start - 1, spaces.end(), "序号后多了空格。", text[start - 1], weight=Class.hint)


def _stray(text: str, start: int, end: int) -> Iterator[Hit]:
    prose = "。" in text[start:end] or "，" in text[start:end]
    for found in _SPACES.finditer(text, start, end):
        left, right = found.start(), found.end()
        if right >= end or left <= start:
            continue
        yield from _at_mark(text, left, right) or (_in_words(text, left, right) if prose else ())


def _at_mark(text: str, left: int, right: int) -> tuple[Hit, ...]:
    """Spaces before or behind a mark; behind 。 a single one, as more may be a line end that was lost."""
    if text[right] in _SHUTS and _BEFORE_SPACE.match(text[left - 1]):
        return (Hit(left, right + 1, "标点前多了空格。", text[right]),)
    pause = text[left - 1] in _PAUSES and _BEHIND_PAUSE.match(text, right)
    stop = text[left - 1] == "。" and text[left:right] in _SINGLE and _HAN_TWO.match(text, right)
    return (Hit(left - 1, right, "标点后多了空格。", text[left - 1]),) if pause or stop else ()


def _in_words(text: str, left: int, right: int) -> Iterator[Hit]:
    if right - left > _WIDEST:
        return
    weight = Class.hint if text[left:right] == "\u3000" else None
    if _parts_a_word(text, left, right):
        yield Hit(left - 1, right, "字间多了空格。", text[left - 1], weight=weight)
    elif _BESIDE_QUOTE.fullmatch(text[left - 1] + text[right]):
        yield Hit(left - 1, right, "引号旁多了空格。", text[left - 1], weight=weight)


def _parts_a_word(text: str, left: int, right: int) -> bool:
    """Whether spaces stand between Chinese characters and part neither a name of two characters nor two bodies."""
    before, after = text[max(0, left - 2) : left], text[right : right + 2]
    beside = _HAN_ONE.match(before[-1:]) and _HAN_ONE.match(after)
    return bool(beside and _HAN_TWO.match(before) and before[-1] not in _NAMES_END)


def _wide(subject: Subject) -> Iterator[Hit]:
    """Full-width figures and letters."""
    for found in _WIDE.finditer(subject.text.text):
        yield Hit(*found.span(), "数字和字母应为半角。", found[0].translate(_NARROW))


def _each(find: Callable[[Subject], Iterable[Hit]]) -> Callable[[Subject], Iterable[Hit]]:
    """A rule whose breaches count once a paragraph."""
    return lambda subject: by_paragraph(subject, find(subject))


CHECKS: tuple[Check[Subject], ...] = (
    Check("P02", "半角括号", Class.must, _each(_brackets), "GB/T 15834-2011 4.9"),
    Check("P03", "半角标点", Class.must, _each(_narrow), "GB/T 15834-2011 5.1"),
    Check("P04", "多余的空格", Class.verify, _each(_spaces), "GB/T 15834-2011 5.1"),
    Check("P26", "全角数字、字母", Class.must, _each(_wide), "GB/T 15835-2011 4.1"),
)
