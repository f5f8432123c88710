"""Numbering marks as people type them: which kind stands before a line, with which number; what it means is found in levels."""

import re
from dataclasses import dataclass
from enum import IntEnum

from server.report.words import half_width, read_chinese_number

_HAN = "[一二三四五六七八九十百零〇]{1,4}"
_DIGITS = "[0-9０-９]{1,2}"
_GAP = "[ \u3000\xa0\t]*"
_OPEN, _SHUT = "[（(〔【［\\[]", "[)）〕】］\\]]"
_AFTER = f"{_GAP}[、．.，,：:]?{_GAP}"
_RANGE = re.compile(rf"({_HAN}|{_DIGITS})(?:季度|月|日|级|类|线|等奖|产业|期|批)")


class Kind(IntEnum):
    """The kinds of marks in the order of GB/T 9704-2012 7.3.3, with 第一部分 above and 第一、 below them."""

    part = 0
    han = 1
    bracket = 2
    arabic = 3
    paren = 4
    circled = 5
    ordinal = 6


@dataclass(frozen=True)
class Mark:
    """A mark with the spaces behind it: `text` is how the line begins."""

    kind: Kind
    number: int
    text: str


_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.part, rf"第{_GAP}({_HAN}){_GAP}(?:部分|章|篇)(?![是为的和、第]){_AFTER}"),
        (Kind.ordinal, rf"第{_GAP}({_HAN}){_GAP}(?:、(?!第)|[，,：:](?=[^。]{{2,40}}$)){_GAP}"),
        (Kind.han, rf"({_HAN}){_GAP}[、．.，,：:]{_GAP}"),
        (Kind.han, rf"({_HAN})[ \u3000\xa0\t]+(?![是个年月日])(?=[^。]{{2,40}}$)"),
        (Kind.bracket, rf"{_OPEN}{_GAP}({_HAN}){_GAP}{_SHUT}{_AFTER}"),
        (Kind.bracket, rf"({_HAN}){_GAP}[)）]{_AFTER}"),
        (Kind.bracket, rf"[（(]{_GAP}({_HAN}){_GAP}[、．.]{_GAP}"),
        (Kind.bracket, rf"([㈠-㈩]){_AFTER}"),
        (Kind.arabic, rf"({_DIGITS}){_GAP}(?:、|[．.](?![0-9０-９])|[．.](?=(?:19|20)\d\d ?年)|[，,](?=\D)){_GAP}"),
        (Kind.arabic, rf"({_DIGITS}){_GAP}[．.][ \u3000\xa0\t]+"),
        (Kind.arabic, rf"([⒈-⒛]){_AFTER}"),
        (Kind.paren, rf"{_OPEN}{_GAP}({_DIGITS}){_GAP}{_SHUT}{_AFTER}"),
        (Kind.paren, rf"({_DIGITS}){_GAP}[)）]{_AFTER}"),
        (Kind.paren, rf"([⑴-⒇]){_AFTER}"),
        (Kind.circled, rf"([①-⑳]){_AFTER}"),
        (Kind.circled, rf"([❶-❿]){_AFTER}"),
    )
)
_SERIES = ((0x3220, 10), (0x2488, 20), (0x2474, 20), (0x2460, 20), (0x2776, 10))
_SIGNS = {chr(first + at): at + 1 for first, many in _SERIES for at in range(many)}
_FIRST = frozenset("第一二三四五六七八九十0123456789０１２３４５６７８９（(〔【［[") | _SIGNS.keys()


def read_mark(line: str) -> Mark | None:
    """The mark a line begins with, in any of its forms; None for “一是”, “1.5万元”, “一、二季度” and lines without one."""
    if line[:1] not in _FIRST:
        return None
    found = ((kind, match) for kind, pattern in _PATTERNS if (match := pattern.match(line)))
    marks = (Mark(kind, number, match[0]) for kind, match in found if (number := _number(match[1])))
    return next((mark for mark in marks if not _counts_on(mark, line)), None)


def listed_mark(mark: str) -> Mark | None:
    """The mark that a list of Word prints: （一）, 1., also a bare 一 or 1; None for bullets."""
    return (read_mark(mark) or read_mark(f"{mark.rstrip()}、")) if mark.strip() else None


def _number(text: str) -> int:
    """1 and above, 0 for what is no number (八一)."""
    if text in _SIGNS:
        return _SIGNS[text]
    plain = half_width(text)
    return int(plain) if plain.isdecimal() else read_chinese_number(text) or 0


def _counts_on(mark: Mark, line: str) -> bool:
    """Whether the “mark” begins a run of two: 一、二季度, 3、4月份."""
    follows = _RANGE.match(line, len(mark.text))
    return bool(follows and _number(follows[1]) == mark.number + 1)
