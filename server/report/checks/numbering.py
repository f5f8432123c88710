"""Numbers before lines (一、（一）1.（1）①) as printed: gaps, repeats, mixed forms, wrong signs behind them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise

from server.report.checks import enumerating
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.sequences import Break, breaks
from server.report.checks.text import Text
from server.report.checks.together import as_one
from server.report.findings import Class
from server.report.reading.marks import Kind, read_mark
from server.report.reading.parts import Part
from server.report.words import chinese_number

_LINES = (Part.opening, Part.heading, Part.text, Part.closing)
_HAN = "[一二三四五六七八九十]{1,3}"
_HALF = re.compile(rf"[(（][ ]?(?:{_HAN}|\d{{1,2}})[ ]?[)）]|{_HAN}[)）]")
_BEHIND_BRACKET = re.compile(rf"[（(](?:{_HAN}|\d{{1,2}})[）)][、．.，,]")
_BEHIND_ARABIC = re.compile(r"\d{1,2}(?:、|．)")
_BEHIND_HAN = re.compile(rf"{_HAN}[．.，,：:](?![\d])")
_BEHIND_ORDINAL = re.compile(rf"第{_HAN}、")
_DIGITS = re.compile(r"\d{1,2}")
_NUMERAL = re.compile(_HAN)
_LONGEST, _MOST = 60, 200
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SURE = (Kind.part, Kind.han, Kind.bracket)
_SIGNS = (
    ((Kind.bracket, Kind.paren), _BEHIND_BRACKET, "带括号的序号后面不加标点", "", None),
    ((Kind.han,), _BEHIND_HAN, "汉字序号后面用顿号", "、", Class.verify),
    ((Kind.arabic,), _BEHIND_ARABIC, "阿拉伯数字序号后面用小圆点", ".", Class.hint),
)


@dataclass(frozen=True)
class _Line:
    """A numbered line: its kind of mark, its number, and where the mark stands."""

    kind: Kind
    number: int
    start: int
    end: int


def _gaps(subject: Subject) -> Iterator[Hit]:
    """Breaks in the numbers of lines, where they are not put right on output, and of 一是…二是… in every text."""
    if not subject.text.renumbered:
        for run in _runs(_lines(subject)):
            for found in breaks([each.number for each in run.lines], run.may_start)[:_MOST]:
                yield from _said(subject, run, found)
        yield from islice(_twice(subject), _MOST)
    yield from enumerating.gaps(subject)


def _twice(subject: Subject) -> Iterator[Hit]:
    """一、 straight under 一、: two levels with one kind of mark."""
    lines = _lines(subject)
    for (before, line), following in zip(pairwise(lines), _following(lines)[1:], strict=False):
        if before.kind is line.kind and before.number == line.number == 1 and following == line.number + 1:
            printed = subject.text.text[line.start : line.end]
            yield Hit(line.start, line.end, f"连续两个“{printed}”，请核对序号或层次。", weight=Class.verify)


@dataclass(frozen=True)
class _Run:
    """Lines with one kind of mark under one heading; `may_start` are the numbers the first of them may bear."""

    lines: list[_Line]
    may_start: frozenset[int]


def _lines(subject: Subject) -> tuple[_Line, ...]:
    return _numbered(subject.text)


@lru_cache(maxsize=2)
def _numbered(text: Text) -> tuple[_Line, ...]:
    """Every numbered line of a text; kept, as each rule asks for the same."""
    found = []
    for passage in text.parts(*_LINES):
        mark = read_mark(text.text[passage.start : min(passage.end, passage.start + _LONGEST)])
        if mark and mark.kind is not Kind.ordinal:
            found.append(_Line(mark.kind, mark.number, passage.start, passage.start + len(mark.text.rstrip())))
    return tuple(found)


def _runs(lines: Sequence[_Line]) -> list[_Run]:
    """The lines that count together: a mark of a higher kind, or a new 1, begins to count afresh; a count may also go on through a paper.

    Two levels may bear the same kind of marks: a number that goes on with a run from before the new 1 belongs to that.
    """
    done: list[_Run] = []
    opened: dict[Kind, list[_Run]] = {}
    last: dict[Kind, int] = {}
    for line, following in zip(lines, _following(lines), strict=True):
        opened = {kind: runs for kind, runs in opened.items() if kind <= line.kind}
        stack = opened.setdefault(line.kind, [])
        if not stack or _afresh(line, stack[-1], following):
            stack.append(_Run([], frozenset({1, last.get(line.kind, 0) + 1})))
            done.append(stack[-1])
        elif line.number != stack[-1].lines[-1].number + 1:
            outer = next((depth for depth, run in enumerate(stack) if run.lines[-1].number + 1 == line.number), len(stack) - 1)
            del stack[outer + 1 :]
        stack[-1].lines.append(line)
        last[line.kind] = line.number
    return done


def _afresh(line: _Line, run: _Run, following: int) -> bool:
    """Whether a 1 begins a new run; where the next number goes on with the old one it is a misprint."""
    last = run.lines[-1].number
    return line.number == 1 and (following != last + 2 if last > 1 else following == last + 1)


def _following(lines: Sequence[_Line]) -> list[int]:
    """For each line the number that the next with the same kind of mark bears, 0 when a higher one comes first."""
    seen: dict[Kind, int] = {}
    found = []
    for line in reversed(lines):
        found.append(seen.get(line.kind, 0))
        seen = {kind: number for kind, number in seen.items() if kind < line.kind} | {line.kind: line.number}
    return found[::-1]


def _said(subject: Subject, run: _Run, found: Break) -> Iterator[Hit]:
    line = run.lines[found.at]
    if not found.at and line.kind not in _SURE and len(run.lines) == 1:
        return
    before = run.lines[found.at - 1] if found.at else None
    floor = before.end if before else _above(_lines(subject), line)
    if found.missing and _glued(subject.text.text, line.kind, found.expected, floor, line.start):
        return
    printed = subject.text.text[line.start : line.end]
    weight = Class.must if line.kind in _SURE and (before or line.kind is Kind.han) else Class.verify
    suggestion = _renumbered(printed, line.kind, found.expected) if found.sure else ""
    yield Hit(line.start, line.end, found.message(printed, _mark(line.kind, found.expected)), suggestion, weight=weight)


def _above(lines: Sequence[_Line], line: _Line) -> int:
    """Where the mark of the numbered line before one ends."""
    at = bisect_left(lines, line.start, key=lambda each: each.start)
    return lines[at - 1].end if at else 0


def _glued(text: str, kind: Kind, number: int, start: int, end: int) -> bool:
    """Whether the number that is missing before lines stands inside one: a line end was lost."""
    marks = _forms(kind, number)
    return any(text.find(mark, start, end) >= 0 for mark in marks)


def _forms(kind: Kind, number: int) -> tuple[str, ...]:
    han = chinese_number(number)
    forms = {
        Kind.part: (f"第{han}部分", f"第{han}章"),
        Kind.han: (f"{han}、", f"{han}．", f"{han}."),
        Kind.bracket: (f"（{han}）", f"({han})", f"({han}）", f"（{han})"),
        Kind.arabic: (f"{number}.", f"{number}、", f"{number}．"),
        Kind.paren: (f"（{number}）", f"({number})"),
        Kind.circled: (_CIRCLED[number - 1 : number] or "\0",),
    }
    return forms.get(kind, ())


def _mark(kind: Kind, number: int) -> str:
    return next(iter(_forms(kind, number)), str(number))


def _renumbered(printed: str, kind: Kind, number: int) -> str:
    """The mark as printed with another number in it."""
    if kind is Kind.circled:
        return _mark(kind, number)
    pattern, new = (_DIGITS, str(number)) if kind in (Kind.arabic, Kind.paren) else (_NUMERAL, chinese_number(number))
    return pattern.sub(new, printed, count=1)


def _mixed(subject: Subject) -> Iterator[Hit]:
    """（一）with full-width brackets; (一) beside it, or mixed in one mark, is another form. Marks in a row that are wrong count as one."""
    lines = () if subject.text.renumbered else _lines(subject)
    found = [hit for line in lines if (hit := _HALF.match(subject.text.text, line.start))]
    full = any(each[0][0] == "（" for each in found)
    for _, group in groupby(found, key=lambda each: each[0][0] == "（" and each[0][-1] == "）"):
        yield from as_one([hit for each in group for hit in _half(each, full)], "连续的序号")


def _half(each: re.Match[str], full: bool) -> Iterator[Hit]:  # noqa: FBT001  # a private step of one caller
    bare = each[0].strip("()（）").strip()
    plain = f"（{bare}）"
    if each[0][0] not in "(（":
        yield Hit(*each.span(), f"序号“{each[0]}”缺左括号，应为“{plain}”。", plain)
    elif each[0][0] == "(" or each[0][-1] == ")":
        yield Hit(*each.span(), f"序号“{each[0]}”用了半角括号，{'与其他序号不一致，' if full else ''}应为“{plain}”。", plain)


def _signs(subject: Subject) -> Iterator[Hit]:
    """The sign behind a number: none behind brackets, 、 behind 一, a point behind 1."""
    text = subject.text.text
    for line in () if subject.text.renumbered else _lines(subject):
        for kinds, pattern, says, sign, weight in _SIGNS:
            found = pattern.match(text, line.start) if line.kind in kinds else None
            if found:
                plain = f"{found[0][:-1]}{sign}"
                yield Hit(*found.span(), f"{says}，应为“{plain}”。", plain, weight=weight)
    for passage in subject.text.parts(*_LINES):
        ordinal = _BEHIND_ORDINAL.match(text, passage.start, passage.end)
        if ordinal:
            plain = f"{ordinal[0][:-1]}，"
            yield Hit(*ordinal.span(), f"“{ordinal[0][:-1]}”后面用逗号。", plain, weight=Class.hint)


def _skipped(subject: Subject) -> Iterator[Hit]:
    """1. straight under 一、: allowed where a paper has but two levels, else a level was left out."""
    lines = () if subject.text.renumbered else _lines(subject)
    kinds = {line.kind for line in lines}
    for before, line in pairwise(lines):
        if before.kind is Kind.han and line.kind in (Kind.arabic, Kind.paren) and Kind.bracket in kinds:
            yield Hit(line.start, line.end, "“一、”下面直接用了这一级序号，跳过了“（一）”，请核对层次。")


CHECKS: tuple[Check[Subject], ...] = (
    Check("S02", "序号括号全角半角不一", Class.must, _mixed, "GB/T 9704-2012 7.3.3"),
    Check("S03", "序号断开或重复", Class.must, _gaps, "GB/T 9704-2012 7.3.3"),
    Check("S04", "段落中间有序号", Class.hint, enumerating.glued),
    Check("S05", "序号后的标点不对", Class.must, _signs, "GB/T 15834-2011 附录A"),
    Check("S06", "序号跳级", Class.hint, _skipped, "GB/T 9704-2012 7.3.3"),
)
