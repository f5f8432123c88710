"""Each sentence and figure: 公开, 内部 or 待定. A decision holds for a sentence as long as it stands in the report unchanged."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from server.report.grammar import level_of, unmarked
from server.report.publicity.hits import Hit
from server.report.publicity.passages import ENTRY, HEADING, Passage
from server.report.words import sentences

Decision = Literal["open", "internal", "pending"]
_LIKE = 0.5
_KEY_LENGTH = 24


class Cause(StrEnum):
    """Why a sentence waits for a decision."""

    found = "found"
    figure = "figure"
    changed = "changed"
    doubted = "doubted"


@dataclass(frozen=True)
class Cut:
    """What becomes of one sentence in public.

    `target`: a section key, a key of the front (`opening`, `closing`, `attachments` …) or `entry:` and an indicator for a figure of
    the 指标表. `sentence` as it stands in the text (its number and white space do not count; a row of a table is one), "" for an
    entry. An internal one falls away, or `replacement` stands in its place.
    """

    target: str
    sentence: str
    decision: Decision
    replacement: str = ""


@dataclass(frozen=True)
class Decided:
    """What somebody decided of a sentence, or with `sentence` "" of an entry; `version` counts the decisions on it."""

    target: str
    sentence: str
    decision: Decision
    replacement: str
    version: int
    at: datetime
    who: str = ""

    @property
    def key(self) -> str:
        """What it is kept by."""
        return key_of(self.target, self.sentence)


@dataclass(frozen=True)
class Weighed:
    """A sentence or entry with what is held against it. `decision` is the one in force; `decided` what somebody said, if anybody did.

    `hits` have offsets into `sentence` (into `label` for an entry).
    """

    target: str
    sentence: str
    hits: tuple[Hit, ...]
    decision: Decision
    causes: tuple[Cause, ...] = ()
    decided: Decided | None = None
    label: str = ""

    @property
    def key(self) -> str:
        """What its decision is kept by."""
        return key_of(self.target, self.sentence)

    @property
    def fixed(self) -> bool:
        """A heading: it is open or it is changed where headings are, nothing can be cut from it."""
        return self.target.startswith(HEADING)

    @property
    def replacement(self) -> str:
        """What stands in its place in public."""
        return self.decided.replacement if self.decided else ""

    @property
    def noted(self) -> bool:
        """Whether there is something to look at: a hit, a cause or a decision."""
        return bool(self.hits or self.causes or self.decided)


def key_of(target: str, sentence: str) -> str:
    """The key of a decision: the words of a sentence wherever it stands, without number and white space; an entry's own name."""
    named = target if target.startswith(ENTRY) else HEADING * target.startswith(HEADING) + bare(sentence)
    return hashlib.sha256(named.encode()).hexdigest()[:_KEY_LENGTH]


def bare(sentence: str) -> str:
    """A sentence without its number and white space."""
    plain = sentence.lstrip()
    return "".join(unmarked(plain, level_of(plain)).split())


def weigh(passages: Iterable[Passage], decided: Mapping[str, Decided], find: Callable[[str], tuple[Hit, ...]]) -> tuple[Weighed, ...]:
    """Every sentence of the passages, in reading order and once in each, with the decision in force.

    A hit, an internal figure that it prints, or likeness to an internal sentence that is no longer there makes it pending until somebody
    decides; a decision made before a figure was marked as internal is asked for again.
    """
    found = [each for passage in passages for each in _sentences(passage, decided, find)]
    standing = {each.key for each in found}
    lost = [each for key, each in decided.items() if key not in standing and _guards(each)]
    suspected = {key for each in lost if (key := _nearest(each, found))}
    return tuple(_suspect(each) if each.key in suspected else each for each in found)


def weigh_entries(
    named: Iterable[tuple[str, str]], decided: Mapping[str, Decided], find: Callable[[str], tuple[Hit, ...]]
) -> tuple[Weighed, ...]:
    """Every entry as (indicator, its name and what was typed); one nobody decided on is open unless something is found in it."""
    return tuple(replace(_in_force(ENTRY + indicator, "", find(words), decided, ()), label=words) for indicator, words in named)


def cuts(weighed: Iterable[Weighed]) -> tuple[Cut, ...]:
    """What becomes of each sentence and entry that is pending or was decided; a heading that is open is none."""
    noted = (each for each in weighed if each.decision == "pending" or (each.decided and not each.fixed))
    return tuple(Cut(each.target.removeprefix(HEADING), each.sentence, each.decision, each.replacement) for each in noted)


def pending(weighed: Iterable[Weighed]) -> int:
    """How many wait for a decision."""
    return sum(each.decision == "pending" for each in weighed)


def _sentences(passage: Passage, decided: Mapping[str, Decided], find: Callable[[str], tuple[Hit, ...]]) -> Iterator[Weighed]:
    hits = find(passage.text)
    seen: set[str] = set()
    for sentence, start in _cut(passage.text):
        key, span = key_of(passage.target, sentence), range(start, start + len(sentence))
        if key in seen or not bare(sentence):
            continue
        seen.add(key)
        printed = {decided.get(key_of(ENTRY + indicator, "")) for at, indicator in passage.printing if at in span}
        unsaid = any(_unanswered(decided.get(key), entry) for entry in printed)
        mine = tuple(_inside(each, span) for each in hits if each.start < span.stop and span.start < each.end)
        yield _in_force(passage.target, sentence, mine, decided, (Cause.figure,) if unsaid else ())


def _inside(hit: Hit, span: range) -> Hit:
    """What of a hit stands in a sentence, by its offsets there."""
    start, end = max(hit.start - span.start, 0), min(hit.end, span.stop) - span.start
    return replace(hit, start=start, end=end)


def _unanswered(said: Decided | None, entry: Decided | None) -> bool:
    """Whether nobody has decided on a sentence since the figure that it prints was marked as internal."""
    return said is None or (said.decision == "open" and entry is not None and said.at < entry.at)


def _in_force(target: str, sentence: str, hits: tuple[Hit, ...], decided: Mapping[str, Decided], causes: tuple[Cause, ...]) -> Weighed:
    said = decided.get(key_of(target, sentence))
    if said is None:
        causes = (*([Cause.found] if hits else []), *causes)
        return Weighed(target, sentence, hits, "pending" if causes else "open", causes)
    if said.decision == "pending":
        causes = (*causes, Cause.doubted)
    return Weighed(target, sentence, hits, "pending" if causes else said.decision, causes, said)


def _suspect(weighed: Weighed) -> Weighed:
    return Weighed(weighed.target, weighed.sentence, weighed.hits, "pending", (*weighed.causes, Cause.changed))


def _guards(decided: Decided) -> bool:
    """Whether losing it could let out what somebody wanted kept inside."""
    return decided.decision != "open" and not decided.target.startswith(ENTRY)


def _nearest(lost: Decided, found: list[Weighed]) -> str:
    """The key of the sentence most like one that is gone, "" when none is like it or somebody has decided on that already."""
    wanted = _pairs(lost.sentence)
    likeness = [(_likeness(wanted, _pairs(each.sentence)), at) for at, each in enumerate(found) if not each.fixed]
    best, at = max(likeness, default=(0.0, 0))
    return found[at].key if best >= _LIKE and found[at].decided is None else ""


def _pairs(sentence: str) -> Counter[str]:
    plain = bare(sentence)
    return Counter(plain[at : at + 2] for at in range(max(len(plain) - 1, 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """0 to 1: how many pairs of characters two sentences share (Dice)."""
    return 2 * (one & other).total() / max((one.total() + other.total()), 1)


def _cut(text: str) -> Iterator[tuple[str, int]]:
    """Every sentence with its offset, without the white space around it; a row of a table is one."""
    start = 0
    for line in text.split("\n"):
        at = 0
        for words in (line,) if "\t" in line else sentences(line):
            at = line.index(words, at)
            plain = words.strip()
            if plain:
                yield plain, start + at + words.index(plain)
            at += len(words)
        start += len(line) + 1
