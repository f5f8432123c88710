"""One typed cell → can it be taken as the figure, or what must be asked. Never guesses: a suggestion is only taken by a person."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from server.report.entries import BLANK, Answer, Reading, read_number
from server.report.forms import doubts
from server.report.forms.collecting import Wording
from server.report.forms.grids import Cell, Look
from server.report.indicators import Indicator
from server.report.words import half_width

TIMES = 20
TOO_MANY = Decimal(10) ** 9
_PERCENT = "%"
_MONEY = "元"
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NEGATIVE = re.compile(r"[-−﹣]([0-9][0-9,]*(?:\.[0-9]+)?)([^0-9-]*)")
_SUM = re.compile(r"(=?)([0-9]+(?:\.[0-9]+)?(?:[+-][0-9]+(?:\.[0-9]+)?)+)(?:=([0-9]+(?:\.[0-9]+)?))?")
_TERM = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_BRACKET = re.compile(r"\([^()]*\)$|[,;。](?:其中|含|包括).*$")
_WITH_UNIT = re.compile(r"(?:近|约|超)?[0-9][0-9,]*(?:\.[0-9]+)?[万亿]?[余多]?([\u4e00-\u9fff]{1,4}|%|‰)")
_LONGEST = 200


class Say(StrEnum):
    """Whether a cell can be taken."""

    taken = "taken"
    unclear = "unclear"
    outside = "outside"


@dataclass(frozen=True)
class Verdict:
    """What is to be done with a cell, and why; `suggestion` is what was probably meant, in words that can be read."""

    say: Say
    message: str = ""
    suggestion: str = ""
    reading: Reading = BLANK


def judge(cell: Cell, indicator: Indicator, last: str, wording: Wording, *, share: bool = False) -> Verdict:
    """A cell that is not empty, as the figure of an indicator. `last` is last year's value; a share may be far below it."""
    if problem := _not_typed(cell):
        return Verdict(Say.unclear, problem)
    raw = cell.text
    plain = _plain(raw)
    if plain in map(_plain, wording.strokes):
        return Verdict(Say.unclear, doubts.stroke(raw), wording.not_applicable)
    if plain in wording.nothing:
        return Verdict(Say.unclear, doubts.nothing_or_none(raw), "0")
    if len(plain) > _LONGEST:
        return Verdict(Say.unclear, doubts.not_a_number(raw, indicator.unit))
    reading, _ = read_number(raw, indicator)
    if reading.answer is Answer.unreadable:
        return _unread(raw, plain, indicator, wording)
    return _doubted(raw, plain, reading, indicator) or _compared(reading, indicator, last, share=share)


def _not_typed(cell: Cell) -> str:
    """What the cell's own nature speaks against it."""
    if cell.look is Look.unread:
        return doubts.no_result(cell.formula or cell.text)
    if cell.look is Look.day:
        return doubts.became_day(cell.text)
    return doubts.merged(cell.rows) if cell.rows > 1 else ""


def _doubted(raw: str, plain: str, reading: Reading, indicator: Indicator) -> Verdict | None:
    """A readable figure that may still mean another."""
    value = reading.value
    if value is None:
        return None
    if indicator.unit == _PERCENT and 0 < value <= 1 and not plain.endswith(_PERCENT):
        suggestion = f"{(value * 100).normalize():f}"
        return Verdict(Say.unclear, doubts.small_percent(raw, suggestion), suggestion)
    if value >= TOO_MANY and not indicator.unit.endswith(_MONEY):
        return Verdict(Say.outside, doubts.too_big(raw), reading=reading)
    return None


def _compared(reading: Reading, indicator: Indicator, last: str, *, share: bool) -> Verdict:
    """A figure beside last year's."""
    before = read_number(last, indicator)[0].value
    now = reading.value
    if not before or now is None:
        return Verdict(Say.taken, reading=reading)
    fell = now * TIMES < before and before >= TIMES and not share
    if fell or now > before * TIMES:
        return Verdict(Say.outside, doubts.far_from_last(last.strip(), reading.say(indicator.unit)), reading=reading)
    return Verdict(Say.taken, reading=reading)


def _unread(raw: str, plain: str, indicator: Indicator, wording: Wording) -> Verdict:
    """Why a figure cannot be read, and what was probably meant."""
    ways = (_below_zero, _beyond, _summed, _fraction, _around, _in_brackets, _other_unit)
    found = (way(raw, plain, indicator, wording) for way in ways)
    verdict = next((each for each in found if each), None)
    if verdict:
        return verdict
    many = len(_NUMBER.findall(plain)) > 1
    return Verdict(Say.unclear, doubts.several_numbers(raw) if many else doubts.not_a_number(raw, indicator.unit))


def _below_zero(raw: str, plain: str, indicator: Indicator, _: Wording) -> Verdict | None:
    found = _NEGATIVE.fullmatch(plain)
    return Verdict(Say.outside, doubts.negative(raw)) if found and _reads(found[1] + found[2], indicator) else None


def _beyond(raw: str, plain: str, indicator: Indicator, _: Wording) -> Verdict | None:
    """A percentage above 100, or digits without end."""
    digits = plain.removesuffix(indicator.unit).replace(",", "")
    if not _NUMBER.fullmatch(digits):
        return None
    if indicator.unit == _PERCENT and Decimal(digits) > 100:  # noqa: PLR2004
        return Verdict(Say.outside, doubts.above_hundred(raw))
    return Verdict(Say.outside, doubts.too_big(raw)) if Decimal(digits) >= TOO_MANY else None


def _summed(raw: str, plain: str, indicator: Indicator, _: Wording) -> Verdict | None:
    """12+13 or =12+13, perhaps with its result; 30-40 is a range, not a difference."""
    found = _SUM.fullmatch(plain)
    if not found or not (found[1] or "-" not in found[2]):
        return None
    total = sum((Decimal(term) for term in _TERM.findall(found[2])), Decimal(0))
    fits = _reads(f"{total:f}", indicator) and found[3] in (None, f"{total:f}")
    return Verdict(Say.unclear, doubts.a_sum(raw, f"{total:f}"), f"{total:f}") if fits else None


def _fraction(raw: str, plain: str, indicator: Indicator, _: Wording) -> Verdict | None:
    whole = not indicator.decimals and _DECIMAL.fullmatch(plain.removesuffix(indicator.unit).replace(",", ""))
    return Verdict(Say.unclear, doubts.not_whole(raw, indicator.unit)) if whole else None


def _around(raw: str, plain: str, indicator: Indicator, wording: Wording) -> Verdict | None:
    """Words of about: 50左右, 大概50, 50以上, 50+, 共50."""
    for pattern, instead in wording.around.items():
        found = re.fullmatch(pattern, plain)
        suggestion = found.expand(instead) if found else ""
        if suggestion and _reads(suggestion, indicator):
            return Verdict(Say.unclear, doubts.rather(raw, suggestion), suggestion)
    return None


def _in_brackets(raw: str, plain: str, indicator: Indicator, _: Wording) -> Verdict | None:
    """A figure with an explanation behind it."""
    shorter = _BRACKET.sub("", plain)
    fits = shorter and shorter != plain and _reads(shorter, indicator)
    return Verdict(Say.unclear, doubts.rather(raw, shorter), shorter) if fits else None


def _other_unit(raw: str, plain: str, indicator: Indicator, _: Wording) -> Verdict | None:
    return Verdict(Say.unclear, doubts.other_unit(raw, indicator.unit)) if _WITH_UNIT.fullmatch(plain) else None


def _reads(text: str, indicator: Indicator) -> bool:
    return read_number(text, indicator)[0].answer is Answer.number


def _plain(raw: str) -> str:
    return _SPACE.sub("", half_width(raw)).lower()
