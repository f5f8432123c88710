"""Figures in prose: every number with its unit and qualifier, and the indicator its sentence speaks of, if it is known."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from server.report.outline import family
from server.report.prose.numerals import Numeral, numerals_in
from server.report.prose.recognising import Recognition, Surroundings

BEFORE, BEHIND, WIDEST = 160, 40, 300
WHOLE_PERCENT = Decimal(100)
NEVER_CARRIED = ("problems", "plans")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”’）》」]*|[。！？]+")
_SHORT_BRACKETS = re.compile(r"[（(]([^（()）\n0-9]{1,4})[）)]")
_LAST_BREAK_OR_BRACKET = re.compile(r".*[，,：:；;（()）。！？]", re.DOTALL)
_STOP = re.compile(r"[，,：:；;、（()）]|(?<=.)[“《]")
_LAST_BREAK = re.compile(r".*[，,；;：:。！？\n]", re.DOTALL)
_NEXT_BREAK = re.compile(r"[，,；;：:。！？\n]")
_GOES_ON = re.compile(
    r"\s*(?:其中|目前|截至|截止|(?:今年|全年|本年度?|年内)?[已均共]?(?:已|共|办结|办复|审结|胜诉|化解|调解成功|成功|满意|均|答复|全部|涉及|罚))"
)
_PART_OF = re.compile(r"其中|包括|包含|含$")
_VILLAGES = re.compile(r"\s*(?:行政)?[村社区居委会（）()'、]{0,8}")
_MONEY = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_AS_TYPED = {"": ("", "高达"), "近": ("近", "将近", "接近", "不超过", "以下", "以内"), "约": ("约", "大约", "左右", "上下")}
_TYPED = {word: typed for typed, words in _AS_TYPED.items() for word in words}
_MORE = {"余": "余", "多": "多", "来": "余"}


@dataclass(frozen=True)
class Figure:
    """A figure as a text states it. `indicator` is "" when no indicator is meant; `quote` is the clause it stands in.

    `value` counts in `unit` (近8万份 → 80 000 份; 万元 and 亿元 are units of their own); `before` and `after` are its qualifier
    (近, 约 / 余, 多, 以上); `text[start:end]` is the figure as printed with qualifier and unit; `sentence` is the whole sentence.
    `numeral` is the number in Arabic figures (8万); `joined`: one end of a range or one of several numbers with one unit;
    `printed` is `text[start:end]`.
    """

    indicator: str
    value: Decimal
    unit: str
    before: str
    after: str
    quote: str
    start: int
    end: int
    sentence: str
    numeral: str = ""
    joined: bool = False
    printed: str = ""

    @property
    def amount(self) -> Decimal:
        """The value without 万 and 亿 in its unit: 4.5万元 → 45 000."""
        return self.value * _MONEY.get(self.unit, Decimal(1))

    @property
    def raw(self) -> str:
        """The figure as it may be typed for an entry, in words that `entries.read_number` knows."""
        after = _MORE.get(self.after, "")
        before = _TYPED.get(self.before or ("" if after else self.after), "超过")
        times, unit = (self.unit[0], self.unit[1]) if self.unit in _MONEY else ("", "")
        return f"{before}{self.numeral}{times}{after}{unit}"


@dataclass(frozen=True)
class Stated:
    """What a report says of one indicator: `raw` as it may be typed, and the sentence it stands in."""

    indicator: str
    raw: str
    sentence: str


@dataclass(frozen=True)
class LastValues:
    """One value per indicator, and those of which a text says different things, with all of them."""

    agreed: tuple[Stated, ...]
    contradicting: tuple[tuple[Stated, ...], ...]


def figures_in(text: str, known: Recognition, section: str = "", offset: int = 0) -> tuple[Figure, ...]:
    """Every figure of a text in reading order. `section` is the section key it stands under, which settles what two indicators claim.

    `offset` is added to all places: where the text begins in a larger one.
    """
    numerals = numerals_in(text)
    masked = _SHORT_BRACKETS.sub(r"'\1'", text)
    found: list[Figure] = []
    for sentence, earlier, inside in _by_sentence(text, numerals):
        whole = text[sentence[0] : sentence[1]].strip()
        floor = earlier if _GOES_ON.match(text, sentence[0]) else sentence[0]
        ends = (floor, *(each.end for each in inside))
        starts = (*(each.start for each in inside[1:]), sentence[1])
        claimed: dict[str, int] = {}
        for numeral, last, following in zip(inside, ends, starts, strict=False):
            around = _around(masked, numeral, (floor, last, following, sentence[1]), section)
            meant = known.indicator(around) if _possible(numeral, section) else ""
            part = meant in claimed and _PART_OF.search(masked, max(claimed[meant], numeral.start - WIDEST), numeral.start)
            claimed[meant] = numeral.end
            found.append(_figure(text, numeral, "" if part else meant, (sentence, whole), offset))
    return tuple(found)


def last_values(figures: Iterable[Figure]) -> LastValues:
    """What may become last year's answers. What stands under problems or plans has no indicator and so is not among them."""
    usable = sorted((each for each in figures if each.indicator), key=lambda each: each.indicator)
    groups = [list(group) for _, group in groupby(usable, key=lambda each: each.indicator)]
    agreed = [group for group in groups if len({each.amount for each in group}) == 1]
    against = [group for group in groups if len({each.amount for each in group}) > 1]
    return LastValues(tuple(_stated(group[0]) for group in agreed), tuple(tuple(_stated(each) for each in group) for group in against))


def _stated(figure: Figure) -> Stated:
    return Stated(figure.indicator, figure.raw, figure.sentence)


def _by_sentence(text: str, numerals: tuple[Numeral, ...]) -> Iterator[tuple[tuple[int, int], int, list[Numeral]]]:
    """Sentences with figures: their span, where the sentence before it in the same paragraph began, their figures."""
    at, before, end = 0, 0, 0
    for span in _SENTENCE.finditer(text):
        before = before if span.start() == end else span.start()
        upto = next((each for each in range(at, len(numerals)) if numerals[each].start >= span.end()), len(numerals))
        if upto > at:
            yield span.span(), before, list(numerals[at:upto])
        at, before, end = upto, span.start(), span.end()


def _around(masked: str, numeral: Numeral, bounds: tuple[int, int, int, int], section: str) -> Surroundings:
    """The figure's own clause and what was said before it. `bounds`: of sentence, neighbours and sentence."""
    floor, last, following, end = bounds
    start = max(floor, numeral.start - BEFORE)
    left = masked[start : numeral.start]
    cut = left.rfind("；") + 1
    if cut and not _GOES_ON.match(left, cut):
        start, left = start + cut, left[cut:]
    said = _LAST_BREAK_OR_BRACKET.match(left)
    own = max(said.end() if said else 0, last - start)
    return Surroundings(f"{left[own:]}\0{_behind(masked, numeral.end, following, end)}", left[:own], numeral.unit, section)


def _behind(masked: str, start: int, following: int, end: int) -> str:
    """The words that a figure counts (8名法律顾问); of what leads to the next figure only the villages of 9个村（社区）开展宣讲9次."""
    right = masked[start : min(start + BEHIND, following, end)]
    stop = _STOP.search(right)
    if stop:
        return right[: stop.start()]
    reached = following < min(start + BEHIND, end)
    villages = _VILLAGES.match(right)
    return villages[0] if reached and villages else right


def _possible(numeral: Numeral, section: str) -> bool:
    """Whether a number can be what a unit reports of its year: no share above the whole, no range, no requirement, no plan."""
    asked = numeral.before in ("不少于", "不低于", "至少", "不超过") or numeral.joined
    too_much = numeral.unit == "%" and numeral.value > WHOLE_PERCENT
    return not (asked or too_much or family(section) in NEVER_CARRIED)


def _figure(text: str, numeral: Numeral, indicator: str, sentence: tuple[tuple[int, int], str], offset: int) -> Figure:
    (first, last), whole = sentence
    quote = text[_clause_start(text, first, numeral.start) : _clause_end(text, numeral.end, last)].strip()
    said = (indicator, numeral.value, numeral.unit, numeral.before, numeral.after)
    printed = text[numeral.start : numeral.end]
    start, end = numeral.start + offset, numeral.end + offset
    return Figure(*said, quote, start, end, whole, numeral.numeral, numeral.joined, printed)


def _clause_start(text: str, first: int, at: int) -> int:
    low = max(first, at - WIDEST)
    before = _LAST_BREAK.match(text, low, at)
    return before.end() if before else low


def _clause_end(text: str, at: int, last: int) -> int:
    high = min(max(last, at), at + WIDEST)
    found = _NEXT_BREAK.search(text, at, high)
    return found.start() if found else high
