"""Figures of the text against the entries they mean (E01), as far as the program recognises what a figure in prose means."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from server.report.checks.asked import entries_of
from server.report.checks.printing import as_printed, places
from server.report.checks.profile import Profile
from server.report.checks.reports import text_of
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import Said, Saying, shown, words_of
from server.report.checks.wording import Wording
from server.report.entries import Entry, Reading
from server.report.findings import Class
from server.report.indicators import Indicator, rate
from server.report.prose.figures import Figure
from server.report.prose.recognising import Recognition
from server.report.snapshot import Snapshot

_LAST = re.compile("(?:上年|去年|上一年)(?!度?(?:结转|未|遗留|转入))|同期|往年|(?:比|较|由|从)[^，。；]{0,6}(?:19|20)[0-9]{2}年?")
_PART_YEAR = re.compile("截至|截止|上半年|下半年|季度|[0-9一二三四五六七八九十]月[份底]?|当[天日月]|每[年月季次期个名]|[人月日]均|平均")
_BARE = re.compile("(?:^|比|较|由|从|同时|而)(?:上年|去年|上一年)(?:同期|全年)?(?:的|为|是|有)?$")
_TURNS = re.compile("增|减|上升|下降|提高|降")
_ABOUT, _NEARLY = Decimal("0.1"), Decimal("0.9")
_MORE = ("余", "多", "来")
_AT_LEAST = ("超", "超过", "逾", "突破", "以上")
_UP_TO = ("近", "将近", "接近", "不超过", "以内", "以下")
_REACH = 60
_MONEY = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True)
class Meant:
    """A figure of the text with the entry it means. `right` is what the entry says, counted as the figure is; `last`: of last year.

    `agrees`: the figure says what the entry of its year says. `sure`: it stands where the figure is asked for and nowhere else better.
    """

    said: Said
    saying: Saying
    indicator: Indicator
    right: Decimal
    last: bool
    agrees: bool
    sure: bool
    exact: bool

    @property
    def section(self) -> str:
        """The key of the section the figure stands under."""
        return self.saying.section


@dataclass(frozen=True)
class Unlike:
    """A figure of the text beside the entry it seems to mean: the section's key, both as printed, the sentence it stands in."""

    section: str
    indicator: Indicator
    said: str
    entered: str
    sentence: str


def meant_in(subject: Subject, entries: Mapping[str, Entry] | None = None) -> tuple[Meant, ...]:
    """Every figure of the text that means an entry with a number, in reading order; figures of part of a year are none.

    `entries` stand in the place of the subject's.
    """
    asked = subject if entries is None else replace(subject, entries=entries)
    found = [each for saying in subject.sayings for said in _with_last(saying.said) for each in _meant(said, saying, asked)]
    right = {each.indicator.id for each in found if each.agrees and not each.last}
    return tuple(each if each.agrees or each.indicator.id not in right else _unsure(each) for each in found)


def about(subject: Subject) -> Mapping[str, tuple[Meant, ...]]:
    """By indicator the places that speak of it: a changed figure leads to its sentences, a sentence (`saying.span`) to its figures."""
    every = meant_in(subject)
    return {key: tuple(each for each in every if each.indicator.id == key) for key in dict.fromkeys(each.indicator.id for each in every)}


def unlike(snapshot: Snapshot, indicators: Mapping[str, Indicator], known: Recognition) -> tuple[Unlike, ...]:
    """Exact figures of the visible text that are neither this year's nor last year's entry of the indicator they are taken for.

    Rough figures (近8万、300余) on either side say nothing. Recognition can be wrong: this is a question, never a refusal.
    """
    entries = entries_of(snapshot, indicators)
    subject = Subject(text_of(snapshot, None), Profile(), Wording(), known, indicators, entries)
    return tuple(_told(each) for each in meant_in(subject) if each.section and not each.agrees and each.exact)


def _told(meant: Meant) -> Unlike:
    figure = meant.said.figure
    entered = f"{shown(meant.right)}{figure.unit}"
    return Unlike(meant.section, meant.indicator, figure.printed.strip(), entered, figure.sentence)


def _unsure(meant: Meant) -> Meant:
    return Meant(meant.said, meant.saying, meant.indicator, meant.right, meant.last, meant.agrees, sure=False, exact=meant.exact)


def _with_last(said: Sequence[Said]) -> Iterator[Said]:
    """The figures of a sentence, those of last year given the indicator of the one beside them: 15次，上年为39次."""
    for at, each in enumerate(said):
        beside = next((other for other in (*said[max(0, at - 1) : at], *said[at + 1 : at + 2]) if other.figure.indicator), None)
        bare = _BARE.search(each.lead) and not each.figure.indicator and not _TURNS.match(each.tail)
        if bare and beside and beside.like(each) and not beside.past and beside.group == each.group:
            yield replace(each, figure=replace(each.figure, indicator=beside.figure.indicator))
        else:
            yield each


def _meant(said: Said, saying: Saying, subject: Subject) -> Iterator[Meant]:
    indicator = subject.indicators.get(said.figure.indicator)
    if indicator is None or _PART_YEAR.search(
        words_of(saying.words[max(0, said.end - saying.span[0] - _REACH) : said.end - saying.span[0]])
    ):
        return
    last = _LAST.search(said.clause) is not None
    entered = _entered(indicator, subject.entries, places(said.figure))
    reading = entered[1] if last else entered[0]
    if reading is None or reading.value is None:
        return
    scale = _scale(said.figure, indicator)
    right = reading.value / scale
    agrees = _fits(said.figure, right, reading)
    if not agrees and not last and entered[1] is not None and entered[1].value is not None:
        agrees = said.exact and said.past and said.figure.value == entered[1].value / scale
    exact = said.exact and reading.exact
    yield Meant(said, saying, indicator, right, last, agrees, sure=saying.section == indicator.section, exact=exact)


def _entered(indicator: Indicator, entries: Mapping[str, Entry], decimals: int) -> tuple[Reading | None, Reading | None]:
    """What is entered for this year and for last year; a computed rate at the precision that is printed."""
    if indicator.rate is None:
        entry = entries.get(indicator.id)
        return (entry.now, entry.last) if entry else (None, None)
    part, whole = entries.get(indicator.rate.part), entries.get(indicator.rate.whole)
    if part is None or whole is None:
        return None, None
    return _computed(part.now, whole.now, decimals), _computed(part.last, whole.last, decimals)


def _computed(part: Reading, whole: Reading, decimals: int) -> Reading | None:
    if not (part.exact and whole.exact) or part.value is None or whole.value is None:
        return None
    value = rate(part.value, whole.value, decimals)
    return None if value is None else Reading(part.answer, value, f"{value:f}")


def _scale(figure: Figure, indicator: Indicator) -> Decimal:
    """How many of the indicator's unit one of the figure's is: 万元 is 10 000 元."""
    return _MONEY.get(figure.unit, Decimal(1)) / _MONEY.get(indicator.unit, Decimal(1))


def _fits(figure: Figure, right: Decimal, reading: Reading) -> bool:
    """Whether a printed figure says what is entered, qualifiers on either side honoured."""
    if not reading.exact:
        return figure.value == right or _within(reading.before, reading.after, right, figure.value)
    if figure.before or figure.after:
        return _within(figure.before, figure.after, figure.value, right)
    return figure.value == right or _rounded(figure, right) == figure.value


def _rounded(figure: Figure, right: Decimal) -> Decimal:
    """What is entered, as far as the printed figure counts: 8万 says nothing of thousands."""
    if figure.numeral[-1:] not in ("万", "亿"):
        return right
    step = (Decimal(10_000) if figure.numeral[-1] == "万" else Decimal(100_000_000)).scaleb(-places(figure))
    return (right / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _within(before: str, after: str, rough: Decimal, exact: Decimal) -> bool:
    """Whether an exact number can be told by a rough one."""
    words = (before, after)
    if any(word in _MORE for word in words):
        return rough <= exact < rough + _step(rough)
    if any(word in _UP_TO for word in words):
        return rough * _NEARLY <= exact <= rough
    if any(word in _AT_LEAST for word in words):
        return exact >= rough
    return abs(exact - rough) <= rough * _ABOUT


def _step(rough: Decimal) -> Decimal:
    """The next step of a round number: 300余 is below 400, 120余 below 130."""
    whole = int(rough)
    step = 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return Decimal(max(step, 1))


def _unlikes(subject: Subject) -> Iterator[Hit]:
    if subject.entries:
        yield from (_hit(each) for each in meant_in(subject) if not each.agrees)


def _hit(meant: Meant) -> Hit:
    figure = meant.said.figure
    entered = f"{shown(meant.right)}{figure.unit}"
    year = "上年" if meant.last else ""
    message = f"与{year}填报的“{meant.indicator.name}”不一致：填报为{entered}，这里是{figure.printed.strip()}，请改正文或改填报。"
    weight = Class.verify if not meant.exact else Class.must if meant.sure and not meant.last else Class.explain
    suggestion = as_printed(figure, meant.right) if meant.exact else ""
    working = f"{figure.printed.strip()}≠{entered}"
    return Hit(meant.said.start, meant.said.end, message, suggestion, working, weight, indicators=(meant.indicator.id,))


CHECKS = (Check("V01", "正文与填报的数不一致", Class.explain, _unlikes, basis="勾稽关系13：同一数据处处一致"),)
