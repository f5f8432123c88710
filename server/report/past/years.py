"""Year words of last year's text that move on with the report: found, judged by rules that are data, applied when accepted."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import model_validator

from server.report.outline import family
from server.report.values import Frozen
from server.report.words import half_width

Seen = Literal["report", "next", "before", "short"]
_AROUND = 30
_CUT_OFF = "…"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPOKEN = str.maketrans("0123456789", "〇一二三四五六七八九")
_WORD = re.compile(r"(?<![\d.〇○零一二三四五六七八九])(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2}|\d\d)( ?)年(度?)")
_STEPS: dict[int, Seen] = {0: "report", 1: "next", -1: "before"}
_CENTURY = 100


class YearRule(Frozen):
    """What becomes of a year word. `of`: the year as last year's report saw it; `short` is its two-digit form (25年).

    `before` and `after` are searched in what stands before the word on its line and behind its 年 (30 characters at most);
    `inside` is a pair of brackets around it; `sections` are section families. Everything given must be so; the first such rule decides.
    """

    id: str
    of: tuple[Seen, ...] = ("report", "next", "before", "short")
    before: str = ""
    after: str = ""
    inside: str = ""
    sections: tuple[str, ...] = ()
    outcome: Literal["advance", "ask", "stay"]
    why: str

    @model_validator(mode="after")
    def _readable(self) -> "YearRule":
        if self.inside and len(self.inside) != len("《》"):
            raise ValueError(f"{self.id}: inside")
        try:
            _ = self.patterns
        except re.error as wrong:
            raise ValueError(f"{self.id}: {wrong}") from wrong
        return self

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """`before` and `after`, ready to search with."""
        return re.compile(self.before), re.compile(self.after)


@dataclass(frozen=True)
class Advance:
    """A year word that means the report's year or one beside it: `text[start:end]` is `before` and would become `after`.

    `sure` ones are applied unless a person says no, the others only when one says yes; `why` is a sentence for them.
    """

    start: int
    end: int
    before: str
    after: str
    why: str
    sure: bool


@dataclass(frozen=True)
class _Found:
    """A year word of a line with what stands around it."""

    seen: Seen
    before: str
    after: str
    line: str
    at: int


def advances(text: str, last_year: int, year: int, rules: tuple[YearRule, ...], key: str = "") -> tuple[Advance, ...]:
    """Year words that move on from the report of `last_year` to that of `year`, in reading order.

    `key` is the section the text stands in.
    """
    plain = half_width(text)
    judged = ((word, _judged(plain, word, last_year, rules, key)) for word in _WORD.finditer(plain))
    return tuple(_moved(text, word, year - last_year, rule) for word, rule in judged if rule and rule.outcome != "stay")


def advanced(text: str, accepted: tuple[Advance, ...]) -> str:
    """The text with accepted advances applied; one whose word no longer stands where it stood is left out."""
    for each in sorted(accepted, key=lambda one: one.start, reverse=True):
        if text[each.start : each.end] == each.before:
            text = text[: each.start] + each.after + text[each.end :]
    return text


def _judged(plain: str, word: re.Match[str], last_year: int, rules: tuple[YearRule, ...], key: str) -> YearRule | None:
    seen = _seen(word[1], last_year)
    if seen is None:
        return None
    start = plain.rfind("\n", 0, word.start()) + 1
    near = max(start, word.start() - _AROUND)
    after = plain[word.start(3) : word.start(3) + _AROUND].partition("\n")[0]
    before = (_CUT_OFF if near > start else "") + plain[near : word.start()]
    found = _Found(seen, before, after, plain[start:].partition("\n")[0], word.start() - start)
    return next((rule for rule in rules if _fits(rule, found, family(key))), None)


def _seen(number: str, last_year: int) -> Seen | None:
    """Which year a number is, seen from last year's report."""
    value = int(number.translate(_DIGITS))
    if value < _CENTURY:
        return "short" if value == last_year % _CENTURY else None
    return _STEPS.get(value - last_year)


def _fits(rule: YearRule, found: _Found, section: str) -> bool:
    before, after = rule.patterns
    return (
        found.seen in rule.of
        and (not rule.sections or section in rule.sections)
        and bool(before.search(found.before))
        and bool(after.search(found.after))
        and (not rule.inside or _within(found.line, found.at, rule.inside))
    )


def _within(line: str, at: int, pair: str) -> bool:
    """Whether a place of a line stands between an opening and a closing sign of a pair."""
    opened = line.rfind(pair[0], 0, at)
    return opened > line.rfind(pair[1], 0, at) and pair[1] in line[at:]


def _moved(text: str, word: re.Match[str], by: int, rule: YearRule) -> Advance:
    written = word[1]
    spoken = not written.isascii()
    value = int(written.translate(_DIGITS)) + by
    number = f"{value % _CENTURY:02d}" if len(written) == len("25") else str(value)
    after = number.translate(_SPOKEN) if spoken else number
    before = text[word.start() : word.end()]
    return Advance(word.start(), word.end(), before, after + before[len(written) :], rule.why, rule.outcome == "advance")
