"""Which sentences of a text speak of which figures, and what stands in them where a figure has changed since."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from server.report.entries import Answer, Entry, Reading, computed
from server.report.indicators import Indicator, rate
from server.report.prose.figures import Figure, figures_in
from server.report.prose.recognising import Recognition
from server.report.words import chinese_number, sentences

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’）》」]*|[^。！？\n]+")
_TIMES = "[余多来]?[百千]?[万亿]?[余多]?"
_ARABIC = re.compile(rf"[0-9][0-9,.]*{_TIMES}")
_SPOKEN = re.compile(rf"[零〇一二两三四五六七八九十百千万]+(?:点[零一二三四五六七八九]+)?{_TIMES}")
_ROUGH = re.compile("(?:以上|左右|上下|以下|以内)$")
_EARLIER = re.compile("上年|去年|同期|上一年|前年|历年|累计")
_MONEY = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_SHARE = "百分之"
_SPOKEN_MOST = 9_999
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Spoken:
    """A sentence, `text[start:end]`, and the figures it speaks of, by indicator."""

    words: str
    start: int
    end: int
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Outdated:
    """A figure of a text that was right once: the sentence, the figure as printed there, and as it is to be printed now."""

    figure: Figure
    now: str


def speaks_of(text: str, section: str, known: Recognition, drafted: Mapping[str, Collection[str]] | None = None) -> tuple[Spoken, ...]:
    """The sentences of a text that speak of figures, in order. `drafted`: of sentences that were drafted, the indicators they print."""
    found = [each for each in figures_in(text, known, section) if each.indicator]
    spans = [(span.start(), span.end()) for span in _SENTENCE.finditer(text)]
    starts = [start for start, _ in spans]
    by_place = groupby(found, key=lambda each: bisect_right(starts, each.start) - 1)
    said = {place: [each.indicator for each in inside] for place, inside in by_place}
    told = drafted or {}
    spoken = []
    for place, (start, end) in enumerate(spans):
        ids = tuple(dict.fromkeys((*told.get(text[start:end].strip(), ()), *said.get(place, ()))))
        spoken += [Spoken(text[start:end].strip(), start, end, ids)] if ids else []
    return tuple(spoken)


def by_sentence(drafted: Iterable[tuple[str, Collection[str]]]) -> dict[str, tuple[str, ...]]:
    """What was drafted at once, sentence by sentence: what each speaks of."""
    return {part.strip(): tuple(ids) for words, ids in drafted for part in sentences(words)}


def differing(figures: Iterable[Figure], entries: Mapping[str, Entry], indicators: Mapping[str, Indicator]) -> tuple[Figure, ...]:
    """The figures of a text that are not what the entries say now."""
    known = ((each, _now(each.indicator, entries, indicators)) for each in figures if each.indicator in indicators and not each.joined)
    return tuple(each for each, now in known if now is not None and each.amount != _amount(now, indicators[each.indicator].unit))


def outdated(
    found: Iterable[Figure], entries: Mapping[str, Entry], indicators: Mapping[str, Indicator], former: Mapping[str, tuple[Reading, ...]]
) -> tuple[Outdated, ...]:
    """Those of `found` that an entry once was (`former`) or was last year; what a text tells of the years before is none."""
    return tuple(told for each in found if (told := _outdated(each, entries, indicators, former)))


def renewed(figure: Figure, unit: str, now: Reading, *, rough: bool) -> str:
    """A figure as printed, with the number it has now; unit and Chinese numerals stay.

    So does a qualifier, unless the new number has its own, or (`rough`) the old one came with the old number.
    """
    printed = figure.printed
    share = len(_SHARE) if _SHARE in printed else 0
    found = _ARABIC.search(printed) or _SPOKEN.search(printed, printed.find(_SHARE) + share if share else len(figure.before))
    if found is None or now.value is None:
        return printed
    stays = not (now.before or now.after or rough)
    head = printed[: found.start()] if stays or share else now.before
    tail = printed[found.end() :] if stays else _ROUGH.sub("", printed[found.end() :])
    more = (figure.after if figure.after in ("余", "多", "来") else "") if stays else now.after
    return f"{head}{_numeral(figure, unit, now, found[0])}{more}{tail}"


def _outdated(
    figure: Figure, entries: Mapping[str, Entry], indicators: Mapping[str, Indicator], former: Mapping[str, tuple[Reading, ...]]
) -> Outdated | None:
    indicator = indicators[figure.indicator]
    now = _now(figure.indicator, entries, indicators)
    once = [each for each in _once(indicator, entries, former) if _amount(each, indicator.unit) == figure.amount]
    if now is None or not once or _EARLIER.search(figure.quote.partition(figure.printed)[0]):
        return None
    says = renewed(figure, indicator.unit, now, rough=bool(once[0].before or once[0].after))
    return Outdated(figure, says) if says != figure.printed else None


def _now(key: str, entries: Mapping[str, Entry], indicators: Mapping[str, Indicator]) -> Reading | None:
    """A figure as it is now, computed where it is a rate; None where it is not a number."""
    if indicators[key].rate:
        return _share(computed(indicators[key], entries)[0])
    entry = entries.get(key)
    return entry.now if entry and entry.now.answer is Answer.number else None


def _once(indicator: Indicator, entries: Mapping[str, Entry], former: Mapping[str, tuple[Reading, ...]]) -> Iterator[Reading]:
    """What a figure has been before; a rate, from what its parts have been."""
    if indicator.rate is None:
        yield from _every(indicator.id, entries, former, now=False)
        return
    parts, wholes = (tuple(_every(each, entries, former, now=True)) for each in (indicator.rate.part, indicator.rate.whole))
    for part in parts:
        for whole in wholes:
            made = rate(part.value, whole.value, indicator.decimals or 1) if part.value is not None and whole.value is not None else None
            yield from filter(None, [_share(made)])


def _every(key: str, entries: Mapping[str, Entry], former: Mapping[str, tuple[Reading, ...]], *, now: bool) -> Iterator[Reading]:
    entry = entries.get(key)
    yield from (entry.now,) if entry and now else ()
    yield from former.get(key, ())
    yield from (entry.last,) if entry else ()


def _share(value: Decimal | None) -> Reading | None:
    return None if value is None else Reading(Answer.number, value, f"{value:f}")


def _amount(reading: Reading, unit: str) -> Decimal | None:
    return None if reading.value is None else reading.value * _MONEY.get(unit, Decimal(1))


def _numeral(figure: Figure, unit: str, now: Reading, printed: str) -> str:
    """The number alone, in the kind of numerals and in the thousands it was printed with."""
    amount = _amount(now, unit) or Decimal(0)
    if figure.unit in _MONEY or unit in _MONEY:
        plain = f"{(amount / _MONEY.get(figure.unit, Decimal(1))).normalize():f}"
        return plain + (figure.unit[0] if figure.unit in _MONEY else "")
    if not printed[0].isascii() and amount <= _SPOKEN_MOST:
        return _spoken(amount)
    return f"{amount:,f}" if "," in printed and amount == int(amount) else now.numeral


def _spoken(amount: Decimal) -> str:
    whole, _, part = f"{amount:f}".partition(".")
    if amount == 2:  # noqa: PLR2004 - 两件, not 二件
        return "两"
    digits = "".join(_DIGITS[int(each)] for each in part)
    return chinese_number(int(whole)) + (f"点{digits}" if digits else "")
