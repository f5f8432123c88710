"""Which year a figure of another paper speaks of: words of its sentence, the paragraph and the chapter; judges nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from server.report.checks.text import Passage, Span, Text
from server.report.reading.parts import Part


class Apart(StrEnum):
    """Why a figure is not held against an entry: of another year, of several together, an aim, another unit's."""

    year = "year"
    years = "years"
    plan = "plan"
    unit = "unit"


@dataclass(frozen=True)
class Frame:
    """What a paper means where a sentence does not say: `said` is the year of its figures, `now` the one it is written in.

    `this` is the year it calls 今年, 0 for that of writing: under a heading that names the year looked back on it is that one.
    `own`: its figures are the unit's own. `names` of the unit, and `calls`, what stands for it behind 全, 我 and 本 (镇).
    """

    said: int
    now: int
    own: bool = True
    names: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    this: int = 0


Period = int | Apart
NEAR, OPENING = 160, 40
_HEADING, _BEGINNING = 40, 8
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ONE = "(?<![0-9〔[])(20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})"
_RANGE = re.compile(rf"{_ONE}\s?年?\s?(?:—{{1,2}}|[-–~～至到])\s?20[0-9]{{2}}\s?年")
_YEAR = re.compile(rf"(?P<sign>[比较同与自从]?)\s?{_ONE}\s?年度?(?P<on>以来|起|至今)?")
_MANY = re.compile(
    "[过近这]去?[两二三四五六七八九十几2-9]个?年|[两二三四五六七八九十几2-9]年(?:多?来|间)|近年来|这些年|历年|本届|任期"
    "|十[一二三四五六]五”?(?:时期|期间|以来)|(?:大|换届|任职|成立|改革开放|新时代|启动)以来"
)
_CALLED = re.compile(
    "(?P<now>今年)|(?P<said>本年度?|过去的?一年)|(?P<last>(?<![比较同与])去年(?!同期|度?结转|未))|(?P<plan>明年|来年|下一?年度|下一步|下一?阶段)"
)
_BEFORE = re.compile("(?:上年|上一年|去年)(?!度?(?:结转|未|遗留|转入))|同期")
_AIM = re.compile(
    "力争|争取|拟(?![定制订])|预计|(?<![按照])计划(?!生育)|确保(?!了)|将(?=[^，。]{0,4}(?:开展|完成|实现|达到|组织|继续|进一步))"
)
_AHEAD = re.compile("安排|打算|计划|目标任务|思路|努力方向|下一步|下步|明年")
_DONE = re.compile("回顾|完成|情况|总结|成效")
_CLOSED = re.compile("[（(][^（()）]{0,80}[）)]")
_CLAUSE = re.compile("[，,；;：:（(]")
_COMPARED = "比较同与"


def periods(text: Text, places: Sequence[Span], frame: Frame) -> Iterator[Period]:
    """For each figure, by where its sentence and it begin, in reading order: the year it speaks of, or why it speaks of none."""
    chapters = _chapters(text, frame)
    for number, group in groupby(places, key=lambda place: text.number(place[0])):
        chapter = chapters[number - 1] if number else None
        carried: Period = frame.said if chapter is None else chapter
        local = replace(frame, this=frame.said if chapter == frame.said else frame.now)
        for sentence, at in _opened(text, number, list(group)):
            opening = _last(_tokens(text.untitled[sentence : sentence + OPENING], local), _BEGINNING)
            carried = carried if opening is None else opening
            if at >= 0:
                yield _period(before(text, sentence, at), carried, local)


def before(text: Text, sentence: int, at: int) -> str:
    """What a sentence says before a place in it, closed brackets and the middle of a very long one left out."""
    words = text.untitled[max(sentence, at - NEAR) : at]
    head = text.untitled[sentence : sentence + OPENING] + "，" if at - NEAR > sentence + OPENING else ""
    return _CLOSED.sub("", head + words)


def clause_of(words: str) -> tuple[str, str]:
    """The words before the last clause, and that clause."""
    cut = max((found.end() for found in _CLAUSE.finditer(words)), default=0)
    return words[:cut], words[cut:]


def _opened(text: Text, number: int, places: list[Span]) -> Iterator[Span]:
    """The figures of a paragraph and (with −1) the sentences without any, in order: a year named in one holds for those behind it."""
    passage = text.passages[number - 1] if number else None
    first, last = (passage.start, passage.end) if passage else (0, 0)
    bare = {start for start, _ in _within(text, first, last)} - {sentence for sentence, _ in places}
    yield from sorted([*places, *((start, -1) for start in bare if start < places[-1][0])])


def _within(text: Text, first: int, last: int) -> Iterator[Span]:
    at = first
    while at < last:
        start, end = text.sentence(at)
        if end <= at:
            at += 1
            continue
        yield start, end
        at = end


def _period(words: str, carried: Period, frame: Frame) -> Period:
    earlier, clause = clause_of(words)
    if _AIM.search(clause):
        return Apart.plan
    years = {found[2] for found in _YEAR.finditer(words)}
    if len(years) > 1 and "分别" in words:
        return Apart.years
    told = _last(_tokens(earlier, frame))
    context = carried if told is None else told
    own = _last(_tokens(clause, frame, compared=True))
    if own is None and _BEFORE.search(clause):
        return context - 1 if isinstance(context, int) else context
    return context if own is None else own


def _tokens(words: str, frame: Frame, *, compared: bool = False) -> list[tuple[int, int, Period]]:
    """Where words that name a time end and begin, and the time; years that something is set against only where `compared`."""
    found: list[tuple[int, int, Period]] = [
        *((each.end(), each.start(), Apart.years) for pattern in (_RANGE, _MANY) for each in pattern.finditer(words)),
        *((each.end(), each.start(), _named(each, frame)) for each in _CALLED.finditer(words)),
    ]
    ranges = {each.end() for each in _RANGE.finditer(words)}
    years = (each for each in _YEAR.finditer(words) if each.end() not in ranges and (compared or each["sign"] not in (*_COMPARED,)))
    return [*found, *((each.end(), each.start(), _single(each, frame)) for each in years)]


def _last(tokens: list[tuple[int, int, Period]], within: int | None = None) -> Period | None:
    """The time named last; with `within` only among the first characters."""
    known = [each for each in tokens if within is None or each[1] <= within]
    return max(known, key=lambda each: each[:2])[2] if known else None


def _named(found: re.Match[str], frame: Frame) -> Period:
    times: dict[str, Period] = {"now": frame.this or frame.now, "said": frame.said, "last": frame.now - 1, "plan": Apart.plan}
    return times[found.lastgroup or "said"]


def _single(found: re.Match[str], frame: Frame) -> Period:
    year = int(found[2].translate(_DIGITS))
    since = found["on"] or (found["sign"] and found["sign"] in "自从")
    return Apart.years if since and year not in (frame.said, frame.now) else year


def _chapters(text: Text, frame: Frame) -> list[Period | None]:
    """The time of every paragraph as the headings above it tell, None where they do not."""
    told: list[Period | None] = []
    now, level = None, 0
    for each in text.passages:
        heading = _heading(text, each)
        time = _time_of(heading, frame) if heading else None
        if time is not None:
            now, level = time, each.level
        elif heading and each.level and each.level <= level:
            now = None
        told.append(now)
    return told


def _heading(text: Text, passage: Passage) -> str:
    words = text.untitled[passage.start : passage.end].strip()
    short = len(words) <= _HEADING and not words.endswith(("。", "；", "："))
    return words if short and passage.part in (Part.heading, Part.text) and "，" not in words else ""


def _time_of(heading: str, frame: Frame) -> Period | None:
    ahead = _AHEAD.search(heading) and not _DONE.search(heading)
    return Apart.plan if ahead else _last(_tokens(heading, frame))
