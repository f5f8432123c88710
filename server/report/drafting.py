"""Entries and items + phrases → sentences; which figures a draft speaks of, and which have changed since."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from server.report.entries import Answer, Entry, computed, exact_values, growth_of
from server.report.grammar import DEEPEST, mark, marked
from server.report.indicators import Indicator, Relation, rounded
from server.report.outline import SectionKind
from server.report.phrases import WORDS, Case, Phrase, fill, keys_in, without_idle
from server.report.snapshot import Item
from server.report.values import Frozen

WHOLE = 100  # percent: parts that are more than their whole are a mistake to be put right, not a rate to be printed
SMALLEST_BASE = 10  # no prose says that two cases after one are a growth of 100%
_ZERO = re.compile(r"^0\D*$")
_CLOSED = ("。", "！", "？", "：", "；", "…", "。”", "！”", "？”", "。）")
GROWTH_WORDS = {"up": "增长{}%", "down": "下降{}%", "same": "与上年持平"}


class Sentence(Frozen):
    """One drafted sentence: its phrase, which wording was taken, and the figures it speaks of as they stood."""

    text: str
    phrase: str
    wording: int = 0
    figures: dict[str, str] = Field(default_factory=dict)
    alternatives: tuple[str, ...] = ()


class Drafted(Frozen):
    """The draft of one section, in order; `items` are whole lines, the sentences before them form one paragraph."""

    sentences: tuple[Sentence, ...] = ()
    items: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The draft in the grammar of section text."""
        paragraph = "".join(sentence.text for sentence in self.sentences)
        return "\n".join(line for line in (paragraph, *(item.text for item in self.items)) if line)

    @property
    def figures(self) -> dict[str, str]:
        """Every figure the draft speaks of, as it stood."""
        return {key: value for sentence in (*self.sentences, *self.items) for key, value in sentence.figures.items()}


@dataclass(frozen=True)
class Facts:
    """What phrases draw on.

    The entries; `values`, every placeholder they may print; `zero`, placeholders whose figure is 0; `implied`, figures that
    need no word because the whole they belong to is 0.
    """

    entries: Mapping[str, Entry]
    values: Mapping[str, str]
    zero: frozenset[str]
    implied: frozenset[str]


@dataclass(frozen=True)
class Setting:
    """What phrases may name besides figures."""

    unit: str
    name: str
    year: int

    def words(self) -> dict[str, str]:
        """Placeholder → text."""
        return {
            "unit": self.unit,
            "name": self.name,
            "year": str(self.year),
            "next_year": str(self.year + 1),
            "last_year": str(self.year - 1),
        }


def facts(entries: Mapping[str, Entry], indicators: Iterable[Indicator], relations: Iterable[Relation], setting: Setting) -> Facts:
    """Everything that can be said of a report's figures, keyed as placeholders name it: `id`, `id:last`, `id:growth`."""
    values: dict[str, str] = {}
    for indicator in indicators:
        entry = entries.get(indicator.id)
        values |= _rate_values(indicator, entries) if indicator.rate else _entry_values(entry) if entry else {}
    numbers = exact_values(entries)
    zero = {key for key, value in numbers.items() if value == 0} | {key for key, text in values.items() if _ZERO.match(text)}
    parts = (relation for relation in relations if relation.sign == "<=" and all(numbers.get(each) == 0 for each in relation.right))
    return Facts(entries, values | setting.words(), frozenset(zero), frozenset(each for relation in parts for each in relation.left))


def draft(
    phrases: Iterable[Phrase],
    kind: SectionKind,
    level: int,
    known: Facts,
    items: Iterable[Item],
    chosen: Mapping[str, int],
    indicators: Iterable[Indicator] = (),
) -> Drafted:
    """Draft one section standing at `level`; `chosen` says which wording of a phrase is wanted.

    Those of `indicators` that no phrase mentions speak by the sentence they carry.
    """
    given = tuple(phrases)
    said = [_say(phrase, known, chosen.get(phrase.id, 0)) for phrase in (*given, *_own_phrases(indicators, given))]
    spoken = tuple(sentence for sentence in said if sentence)
    lead_only = all(not sentence.figures for sentence in spoken)
    wanted = tuple(item for item in items if item.title.strip() or item.body.strip())
    lines = tuple(_item_line(item, kind, level, number, chosen) for number, item in enumerate(wanted, 1))
    return Drafted(sentences=() if lead_only and not lines else spoken, items=lines)


def sayings(phrases: Iterable[Phrase], known: Facts, indicators: Iterable[Indicator] = ()) -> tuple[Sentence, ...]:
    """All that phrases can say of the figures as they are, each with its other wordings; `indicators` as for `draft`."""
    given = tuple(phrases)
    said = (_say(phrase, known, 0) for phrase in (*given, *_own_phrases(indicators, given)))
    return tuple(sentence for sentence in said if sentence)


def changed_figures(drafted: Drafted, values: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Figures that now read otherwise than when the draft spoke of them: placeholder → (then, now); now "" is gone."""
    return {key: (then, values.get(key, "")) for key, then in drafted.figures.items() if values.get(key, "") != then}


def _say(phrase: Phrase, known: Facts, choice: int) -> Sentence | None:
    case = _case(phrase, known)
    if case is None:
        return None
    filled = _filled(phrase.wordings(case), known) or (_filled(phrase.some, known) if case in ("grew", "fell") else [])
    if not filled:
        return None
    at = _within(choice, len(filled))
    wording, text = filled[at]
    figures = {key: known.values[key] for key in _spoken_of(phrase, wording, known)}
    return Sentence(text=text, phrase=phrase.id, wording=at, figures=figures, alternatives=tuple(text for _, text in filled))


def _filled(wordings: tuple[str, ...], known: Facts) -> list[tuple[str, str]]:
    """The wordings whose figures are all known, with their text."""
    return [(wording, text) for wording in wordings if (text := fill(wording, known.values, known.zero)) is not None]


def _spoken_of(phrase: Phrase, wording: str, known: Facts) -> list[str]:
    """The figure the phrase is about, printed or not, and every other one that is printed."""
    printed = keys_in(without_idle(wording, known.values, known.zero))
    keys = dict.fromkeys((phrase.about, *printed) if phrase.about else printed)
    return [key for key in keys if key not in WORDS]


def _own_phrases(indicators: Iterable[Indicator], phrases: tuple[Phrase, ...]) -> list[Phrase]:
    """The sentences that indicators carry themselves, of those no phrase mentions, as phrases of the same id."""
    mentioned = {key for phrase in phrases for key in (phrase.about, *phrase.spoken_of())}
    alone = (each for each in indicators if each.sentence and each.id not in mentioned)
    return [
        Phrase(id=each.id, section=each.section, about=each.id, some=_printing(each.sentence, each), zero=_printing(each.zero, each))
        for each in alone
    ]


def _printing(wordings: tuple[str, ...], indicator: Indicator) -> tuple[str, ...]:
    return tuple(wording.replace("{}", f"{{{indicator.id}}}") for wording in wordings)


def _within(choice: int, count: int) -> int:
    """The choice where it is one of `count`, else the first."""
    return choice if 0 <= choice < count else 0


def _case(phrase: Phrase, known: Facts) -> Case | None:
    """Which case of the phrase the figures make; None when there is nothing to say."""
    if not phrase.about:
        return "always"
    if phrase.about not in known.values:
        return None
    if phrase.about in known.zero:
        return "zero" if phrase.zero and phrase.about not in known.implied else None
    entry = known.entries.get(phrase.about)
    change = growth_of(entry) if entry else None
    return "some" if not change else "grew" if change > 0 else "fell"


def _entry_values(entry: Entry) -> dict[str, str]:
    if entry.now.answer is not Answer.number:
        return {}
    key, unit = entry.indicator.id, entry.indicator.unit
    change = growth_of(entry) if entry.last.value is not None and entry.last.value >= SMALLEST_BASE else None
    values = {key: entry.now.say(unit)}
    values |= {f"{key}:last": entry.last.say(unit)} if entry.last.answer is Answer.number else {}
    return values | ({f"{key}:growth": _growth_words(change)} if change is not None else {})


def _rate_values(indicator: Indicator, entries: Mapping[str, Entry]) -> dict[str, str]:
    now, last = computed(indicator, entries)
    rates = {indicator.id: now, f"{indicator.id}:last": last}
    return {key: f"{rate}%" for key, rate in rates.items() if rate is not None and rate <= WHOLE}


def _growth_words(change: Decimal) -> str:
    direction = "same" if change == 0 else "up" if change > 0 else "down"
    return GROWTH_WORDS[direction].format(rounded(abs(change), 1))


def _item_line(item: Item, kind: SectionKind, level: int, number: int, chosen: Mapping[str, int]) -> Sentence:
    values = {"title": " ".join(item.title.split()).rstrip("。；"), **({"body": item.body.strip()} if item.body.strip() else {})}
    filled = [text for wording in kind.item if (text := fill(wording, values)) is not None]
    at = _within(chosen.get(f"item.{kind.key}", 0), len(filled))
    below = min(level + 1, DEEPEST)
    lines = tuple(marked(below, mark(below, number), _tidy(text)) for text in filled)
    return Sentence(text=lines[at], phrase=f"item.{kind.key}", wording=at, alternatives=lines)


def _tidy(text: str) -> str:
    """One 。 at the end, none doubled where a typed text already had its own."""
    plain = text.replace("。。", "。").replace("；。", "。").removeprefix("。").strip()
    return plain if plain.endswith(_CLOSED) else f"{plain}。"
