"""Which paragraphs of a paper look ahead, what its headings say without their numbers, and which year it reports on."""

import re
from collections.abc import Iterator
from functools import lru_cache

from server.report.checks.ruling import Subject
from server.report.checks.text import Passage, Span, Text
from server.report.outline import family
from server.report.reading.marks import read_mark
from server.report.reading.parts import Part

_PLANS = "plans"
_AHEAD = re.compile(
    "下一步|下一?阶段|下一?年|下半年|打算|计划$|安排$|思路|设想|展望|主要任务$|目标任务$|重点任务$|努力方向|工作重点$|工作要点$|新的?一年|明年|来年|今后"
)
_DONE = re.compile("情况$|成效|完成|回顾|总结|取得|做法")
_ANNUAL = re.compile(r"20\d\d年(?:度|全年)?[^。\n]{0,60}(?:报告|总结|汇报|情况|自查|述职|自评|述法)")
_OTHER_TERM = re.compile(r"政府工作报告|[上下]半年|季度|\d月|[三五十]年(?!度)|届|20\d\d年?[-－—–~～至]")
_PLAN_PAPER = re.compile("(?:计划|要点|方案|安排|通知|意见|规划)(?:[（(].{0,20}[)）])?$")
_OPENED = re.compile(r"(?<!\d)(20\d\d)年(?=(?:度|全年)?[^。，；\n]{0,40}如下)")
_BOTH = re.compile("(?:总结|报告|情况|汇报)[及和与暨]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


def title_of(text: Text) -> str:
    """The title in one line, "" without one. A second title further down (of a paper that is passed on) does not count."""
    titles = list(text.parts(Part.title))
    together = [each for at, each in enumerate(titles) if at == 0 or each.start - titles[at - 1].end <= 1]
    return "".join(text.words(each).strip() for each in together)


def report_year(subject: Subject) -> int | None:
    """The year that a yearly report is on: the profile's, else the one its title names; None for papers of another kind or term."""
    title = title_of(subject.text)
    if _OTHER_TERM.search(title) or (title and not subject.profile.annual and not _annual(title)):
        return None
    named = _YEAR.search(title)
    titled = int(named[1]) if named else None
    known = (subject.profile.year if subject.profile.annual or title else None) or titled
    return _agreed(subject.text, known) if known and known == titled and not subject.text.renumbered else known


def heading_of(text: Text, passage: Passage) -> tuple[int, str]:
    """Where the words of a heading begin behind its number, and the words up to the text that runs on behind them."""
    line = text.words(passage)
    mark = read_mark(line)
    behind = len(mark.text) if mark else 0
    stop = line.find("。")
    return passage.start + behind, line[behind : stop if stop >= 0 else len(line)].strip()


@lru_cache(maxsize=2)
def ahead(text: Text) -> tuple[Span, ...]:
    """The parts of a paper that speak of what is to come: from the heading of such a chapter to the next chapter."""
    return tuple(_joined(_chapters(text)))


def within(place: int, spans: tuple[Span, ...]) -> bool:
    """Whether a place lies in one of a few spans."""
    return any(start <= place < end for start, end in spans)


def _agreed(text: Text, titled: int) -> int:
    """The year of a title, unless opening, chapters and date all speak for another: then the title is misprinted."""
    opened = {int(found[1]) for found in text.numbered(_OPENED, text.untitled)}
    heads = [heading_of(text, each)[1] for each in text.parts(Part.heading) if each.level == 1]
    done = {int(found[1]) for words in heads if not _AHEAD.search(words) and (found := _YEAR.search(words))}
    dated = {int(found[1]) for each in text.parts(Part.date) if (found := _YEAR.search(text.words(each)))}
    agreed = opened & done if opened and done else opened | done
    other = next(iter(agreed), titled) if len(agreed) == 1 else titled
    fits = dated and not dated & {titled, titled + 1} and dated & {other, other + 1}
    return other if fits else titled


def _annual(title: str) -> bool:
    return _ANNUAL.search(title) is not None and (_BOTH.search(title) is not None or not _PLAN_PAPER.search(title))


def _chapters(text: Text) -> Iterator[tuple[Span, bool]]:
    """Every paragraph, and whether it looks ahead."""
    looking = False
    for passage in text.passages:
        if passage.part is Part.heading and passage.level == 1:
            words = heading_of(text, passage)[1]
            looking = bool(_AHEAD.search(words)) and not _DONE.search(words)
        yield (passage.start, passage.end + 1), looking or family(passage.section) == _PLANS


def _joined(parts: Iterator[tuple[Span, bool]]) -> Iterator[Span]:
    start = end = -1
    for span, looking in parts:
        if looking and start >= 0:
            end = span[1]
        elif looking:
            start, end = span
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end
