"""Words → how like each section key a heading and its text are, and how sure that is; which words these are is data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

from server.report.outline import Outline, family
from server.report.reading.anatomy import Part
from server.report.values import Frozen

FIRST_CLAUSE = 1.25
BODY_SHARE = 3.0
BODY_ENOUGH = 3.0
SATURATION = 1.1
RIVALRY = 0.85
GRAM = 2
_QUIET = re.compile(r"[\s“”\"'‘’《》〈〉「」（）()]")
_CLAUSE = re.compile(r"[，,；;：:。]")

Scores = dict[str, float]
_Entry = tuple[str, tuple[tuple[str, float], ...]]
_Table = Mapping[str, tuple[_Entry, ...]]


class Wording(Frozen):
    """The words that tell one section key. A word weighs 1 in a heading unless `name*3` says 3; `not_words` rule the key out.

    `chapter`: everything below a heading that says so belongs to this key (problems, plans, first_responsible), whatever it speaks of.
    Words have at least two characters.
    """

    key: str
    heading: tuple[str, ...]
    text: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    chapter: bool = False


class Aside(Frozen):
    """Why a part of the paper is not carried over, in the reader's words. `empty`: only where it has no printed character."""

    part: Part
    reason: str
    empty: bool = False


class Instead(Frozen):
    """The sections that take a key's text when an outline has no section for it, the nearest first."""

    key: str
    keys: tuple[str, ...]


class Wordings(Frozen):
    """The whole of the file: words by key in the usual order of topics, parts set aside, sections that stand in."""

    wording: tuple[Wording, ...]
    aside: tuple[Aside, ...] = ()
    instead: tuple[Instead, ...] = ()


@dataclass(frozen=True)
class Likeness:
    """The key that fits best ("" without any evidence) and how sure that is, 0–1."""

    key: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Lexicon:
    """Wordings made ready for search: words by their first two characters, longest first."""

    heading: _Table
    text: _Table
    barred: Mapping[str, tuple[str, ...]]


def targets(outline: Outline, wordings: Wordings) -> dict[str, str]:
    """Every stable key → the section of this outline that gets its text: its own, the one that takes it, else the nearest."""
    own = {section.key: section.key for section, _, _ in outline.walk()}
    taken = {key: section.key for section, _, _ in outline.walk() for key in section.takes}
    known = taken | own
    first = next(iter(own))
    nearest = {each.key: [known[key] for key in each.keys if key in known] for each in wordings.instead}
    families = [each.key for each in wordings.wording if family(each.key) == each.key]
    return {key: next(iter(nearest.get(key, ())), first) for key in families} | known


def lexicon(wordings: Iterable[Wording]) -> Lexicon:
    """The words of some keys; only these keys can win."""
    chosen = tuple(wordings)
    return Lexicon(
        _table((each.key, word) for each in chosen for word in each.heading),
        _table((each.key, word) for each in chosen for word in each.text),
        {each.key: tuple(map(_plain, each.not_words)) for each in chosen},
    )


def heading_scores(words: Lexicon, heading: str) -> Scores:
    """The weight of a heading's words by key; what its first clause says counts a quarter more."""
    plain = heading.strip()
    clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip()]
    scores: Scores = {}
    for place, clause in enumerate(clauses):
        for key, weight in _hits(_plain(clause), words.heading):
            scores[key] = scores.get(key, 0.0) + weight * (FIRST_CLAUSE if place == 0 else 1.0)
    barred = _plain(plain)
    return {key: score for key, score in scores.items() if not any(word in barred for word in words.barred[key])}


def text_scores(words: Lexicon, text: str) -> Scores:
    """Each key's share of the words found in a text, short of 1 the fewer there are; all together at most BODY_SHARE."""
    counts: Scores = {}
    for key, weight in _hits(_plain(text), words.text):
        counts[key] = counts.get(key, 0.0) + weight
    whole = sum(counts.values()) + BODY_ENOUGH
    return {key: BODY_SHARE * count / whole for key, count in counts.items()}


def added(*several: Scores) -> Scores:
    """Scores taken together."""
    return {key: sum(scores.get(key, 0.0) for scores in several) for key in {key for scores in several for key in scores}}


def best(scores: Scores, sections: Mapping[str, str] = MappingProxyType({})) -> Likeness:
    """The highest score; sure when it is high and the next one is far below. Keys that go to one section are no rivals."""
    ranked = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
    if not ranked or ranked[0][1] <= 0:
        return Likeness()
    key, top = ranked[0]
    rival = max((score for each, score in ranked[1:] if sections.get(each, each) != sections.get(key, key)), default=0.0)
    return Likeness(key, round(top / (top + SATURATION) * (1 - RIVALRY * (rival / top) ** 2), 3))


def _table(words: Iterable[tuple[str, str]]) -> _Table:
    """Two first characters → words that begin so, longest first, each with the keys it speaks for."""
    weighed = sorted(
        (_plain(word), key, float(weight or 1)) for key, (word, _, weight) in ((key, each.partition("*")) for key, each in words)
    )
    entries = [(word, tuple((key, weight) for _, key, weight in group)) for word, group in groupby(weighed, key=itemgetter(0))]
    longest = sorted(entries, key=lambda entry: (entry[0][:GRAM], -len(entry[0])))
    return {start: tuple(group) for start, group in groupby(longest, key=lambda entry: entry[0][:GRAM])}


def _hits(text: str, table: _Table) -> Iterator[tuple[str, float]]:
    """The keys of every word in a text with its weight, from left to right; characters of a longer word are not read again."""
    at = 0
    while at < len(text) - 1:
        found = next((entry for entry in table.get(text[at : at + GRAM], ()) if text.startswith(entry[0], at)), None)
        if found is not None:
            yield from found[1]
        at += len(found[0]) if found is not None else 1


def _plain(text: str) -> str:
    """A text as words are looked for: without spaces and quotation marks, 法制 read as 法治."""
    return _QUIET.sub("", text).replace("法制", "法治").lower()
