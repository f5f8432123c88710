"""Absolute claims (E02): 没有发生、无一、零, 全部、100% against the entries they deny; without an entry they are only to be confirmed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import shown, words_of
from server.report.checks.text import Span
from server.report.entries import Entry, computed
from server.report.findings import Class
from server.report.indicators import Indicator
from server.report.outline import family
from server.report.prose.figures import NEVER_CARRIED
from server.report.prose.recognising import Surroundings
from server.report.reading.parts import Part

_NONE = re.compile(
    r"(?P<claim>没有(?:发生|出现|收到|被)|未(?:曾|有)?(?:发生|出现|收到|接到|被|涉及)|从未(?:发生|出现)?|无一[件起宗例人次]?(?=[\u4e00-\u9fff])"
    r"|零(?=投诉|败诉|纠错|复议|诉讼|上访|信访|发生|事故)|无(?=(?:行政)?(?:复议|诉讼|败诉|应诉|纠错|信访|上访)))"
    r"(?P<what>[^，。；：\n]{0,30})"
)
_EVERY = re.compile(
    r"(?P<claim>(?:(?:已|均|都)?全部|均已?|都已?)(?:按[期时]|及时|依法|成功)?|100[%％]|百分之百)"
    r"(?P<done>办结|办复|答复|回复|化解|整改|审结|调解成功|通过|合格|采纳|出庭)"
)
_HYPOTHETICAL = re.compile(
    "确保|力争|争取|实现|努力|要求|应当|必须|目标|如|若|凡|对|防止|避免|严禁|不得|坚决|今后|下一步|其余|部分|有的|其他|其中|该"
)
_UNITS = ("件", "次", "份", "起", "人", "个")
_REACH, _MOST = 80, 60
_WHOLE = Decimal(100)


def _claims(subject: Subject) -> Iterator[Hit]:
    if not subject.entries:
        return
    for passage in subject.text.parts(Part.text, Part.opening, Part.closing):
        if family(passage.section) in NEVER_CARRIED:
            continue
        words = subject.text.untitled[passage.start : passage.end]
        for found in islice(_NONE.finditer(words), _MOST):
            yield from _denied(subject, words, found, passage.start, passage.section)
        for found in islice(_EVERY.finditer(words), _MOST):
            yield from _exhausted(subject, words, found, passage.start, passage.section)


def _denied(subject: Subject, words: str, found: re.Match[str], at: int, section: str) -> Iterator[Hit]:
    """未发生行政复议被纠错的案件 where the entry says two."""
    lead = _clause(words, found.start())
    if _HYPOTHETICAL.search(lead):
        return
    own = words_of(f"{lead}{found['what']}\0")
    indicator = _meant(subject, own, words[max(0, found.start() - _REACH) : found.start()], section, _UNITS)
    span = (at + found.start(), at + found.end())
    if indicator is None:
        return
    entry = subject.entries.get(indicator.id)
    yield from _zero(indicator, entry, span, found["claim"])


def _zero(indicator: Indicator, entry: Entry | None, span: Span, claim: str) -> Iterator[Hit]:
    value = entry.now.value if entry else None
    if value is None:
        message = f"“{claim}”没有填报数据可对照（{indicator.name}未填），请确认。"
        yield Hit(*span, message, weight=Class.hint, indicators=(indicator.id,))
    elif value > 0:
        message = f"填报的“{indicator.name}”为{shown(value)}{indicator.unit}，正文却说“{claim}”，请核对。"
        yield Hit(*span, message, working=f"{shown(value)}≠0", indicators=(indicator.id,))


def _exhausted(subject: Subject, words: str, found: re.Match[str], at: int, section: str) -> Iterator[Hit]:
    """信访件全部办结 where the entries make less than 100%."""
    lead = _clause(words, found.start())
    if _HYPOTHETICAL.search(lead[-12:]):
        return
    own = words_of(f"{lead}{found['done']}率\0")
    indicator = _meant(subject, own, words[max(0, found.start() - _REACH) : found.start()], section, ("%",))
    if indicator is None or indicator.rate is None:
        return
    share, _ = computed(indicator, subject.entries)
    span = (at + found.start("claim"), at + found.end())
    if share is not None and share < _WHOLE:
        message = f"按填报的数，“{indicator.name}”为{shown(share)}%，正文却说“{found['claim']}{found['done']}”，请核对。"
        yield Hit(*span, message, working=f"{shown(share)}%<100%", indicators=(indicator.id, indicator.rate.part, indicator.rate.whole))
    elif share is None:
        message = f"“{found['claim']}{found['done']}”没有填报数据可对照（{indicator.name}算不出），请确认。"
        yield Hit(*span, message, weight=Class.hint, indicators=(indicator.id,))


def _clause(words: str, at: int) -> str:
    low = max(0, at - _REACH)
    return words[max((words.rfind(sign, low, at) + 1 for sign in "，。；：\n"), default=low) or low : at]


def _meant(subject: Subject, own: str, earlier: str, section: str, units: tuple[str, ...]) -> Indicator | None:
    """The figure that would be meant if a number stood at the end of the words."""
    for unit in units:
        found = subject.recognition.indicator(Surroundings(own, words_of(earlier), unit, section))
        if found in subject.indicators:
            return subject.indicators[found]
    return None


CHECKS = (Check("V02", "绝对化表述与填报的数不符", Class.explain, _claims, basis="勾稽关系11、12：说“没有”“全部”要有数可对"),)
