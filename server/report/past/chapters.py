"""The body of last year's report → pieces with their stable section keys; which level decides is found for every chapter by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter

from server.report.outline import family
from server.report.past.wordings import Lexicon, Likeness, Scores, Wording, added, best, heading_scores, lexicon, text_scores
from server.report.reading.anatomy import Paragraph, Part

SURE = 0.6
ACHIEVEMENTS = "achievements"
TURNS = ("problems", "plans")
SAID = 4.0
CLEARLY = 0.75
HALF_SURE = 0.4
NEIGHBOURS = 3
NEIGHBOUR = 0.3
OPENING_LIMIT = 30
_COUNTED = re.compile(r"^(?:[一二三四五六七八九十]{1,2}是|首先|其次|再次|最后|第[一二三四五六七八九十][，、]?)[，,要]?")
_JOINT = re.compile(r"[及和与暨、，,]")
_FIRST_SENTENCE = re.compile(r"^[^。：:；;！？]{4,40}[。：:；;]")


@dataclass(frozen=True)
class Piece:
    """Paragraph numbers, rising, that go one way: a heading of a level that decides and what stands below it. "" is no key found."""

    items: tuple[int, ...]
    key: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Reading:
    """The paragraphs of a document and the words to judge them by."""

    paragraphs: Sequence[Paragraph]
    chapters: Lexicon
    topics: Lexicon
    turns: Lexicon
    persons: dict[str, Lexicon]
    inheriting: frozenset[str]
    order: tuple[str, ...]
    sections: Mapping[str, str]


def reading(paragraphs: Sequence[Paragraph], wordings: Iterable[Wording], sections: Mapping[str, str]) -> Reading:
    """A document with the wordings of the keys that may be found in it: those that go to a section."""
    known = tuple(each for each in wordings if each.key in sections)
    whole = [each for each in known if family(each.key) == each.key]
    topics = [each for each in whole if each.key != ACHIEVEMENTS]
    families = {family(each.key) for each in known if family(each.key) != each.key}
    return Reading(
        paragraphs,
        lexicon(whole),
        lexicon(topics),
        lexicon(each for each in whole if each.key in TURNS),
        {name: lexicon(each for each in known if each.key.startswith(f"{name}.")) for name in families},
        frozenset(each.key for each in whole if each.chapter),
        tuple(each.key for each in topics if not each.chapter),
        sections,
    )


def pieces(paper: Reading, items: Sequence[int]) -> tuple[Piece, ...]:
    """The body, given as the numbers of its headings, texts and tables, as pieces in reading order; every number is in one of them."""
    lead, chapters = _cut(paper, items)
    announced = _announced(paper, lead, Likeness(ACHIEVEMENTS, HALF_SURE / 2)) if lead else ()
    return (*announced, *(piece for chapter in chapters for piece in _chapter(paper, chapter)))


def _cut(paper: Reading, items: Sequence[int]) -> tuple[tuple[int, ...], list[tuple[int, ...]]]:
    """What stands before the first heading, and the parts below each heading that no earlier heading is above."""
    starts, shallowest = [], 9
    for place, item in enumerate(items):
        level = paper.paragraphs[item].level
        if paper.paragraphs[item].part is Part.heading and level <= shallowest:
            starts.append(place)
            shallowest = level
    ends = [*starts, len(items)]
    return tuple(items[: ends[0]]), [tuple(items[start:end]) for start, end in pairwise(ends)]


def _chapter(paper: Reading, items: tuple[int, ...]) -> Iterator[Piece]:
    """A chapter by what its heading says: problems and plans, what all below inherits, what was done (and more), or a topic."""
    head = paper.paragraphs[items[0]]
    if head.doubt:
        return _doubted(paper, items)
    scores = heading_scores(paper.chapters, _beginning(head))
    said = best(scores)
    named = [best(heading_scores(paper.chapters, part)).key for part in _JOINT.split(_beginning(head))]
    if all(scores.get(key, 0.0) >= SAID for key in TURNS):
        return _turning(paper, items)
    if named[0] == ACHIEVEMENTS or said.key in {"", ACHIEVEMENTS}:
        return _gathered(paper, items, Likeness(ACHIEVEMENTS, said.confidence or HALF_SURE))
    return _inherited(paper, items, said) if said.key in paper.inheriting else _topical(paper, items)


def _doubted(paper: Reading, items: tuple[int, ...]) -> Iterator[Piece]:
    """A heading whose level is in doubt is left to a person, with its own text; what stands below it is judged by itself."""
    lead, children = _cut(paper, items[1:])
    yield Piece((items[0], *lead))
    yield from _children(paper, children)


def _turning(paper: Reading, items: tuple[int, ...]) -> Iterator[Piece]:
    """Problems first, plans from where a heading or the beginning of a paragraph says so, and back again."""
    lead, children = _cut(paper, items[1:])
    units = [(items[0], *lead), *children] if children else [(items[0],), *((item,) for item in lead)]
    now = Likeness(TURNS[0], HALF_SURE)
    found: list[Piece] = []
    for unit in units:
        said = best(heading_scores(paper.turns, _beginning(paper.paragraphs[unit[0]]))) if unit[0] != items[0] else Likeness()
        now = said if said.confidence >= SURE else replace(now, confidence=HALF_SURE)
        found.append(Piece(unit, now.key, now.confidence))
    yield from found if children else _merged(found)


def _inherited(paper: Reading, items: tuple[int, ...], said: Likeness) -> Iterator[Piece]:
    """A chapter whose children all belong to its key; but problems may turn to plans, and a person may have an own key."""
    lead, children = _cut(paper, items[1:])
    yield Piece((items[0], *lead), said.key, said.confidence)
    for child in children:
        found = _below(paper, said, child)
        yield Piece(child, found.key, found.confidence)


def _below(paper: Reading, said: Likeness, child: tuple[int, ...]) -> Likeness:
    head = paper.paragraphs[child[0]]
    turn = heading_scores(paper.turns, _beginning(head))
    if head.doubt:
        return Likeness()
    if said.key == TURNS[0] and turn.get(TURNS[1], 0.0) >= SAID and TURNS[0] not in turn:
        return best(turn)
    return _person(paper, said, child) if said.key in paper.persons else said


def _person(paper: Reading, said: Likeness, child: tuple[int, ...]) -> Likeness:
    """The dotted key that a heading names in so many words, else the chapter's."""
    words = paper.persons[said.key]
    own = best(_scores(words, paper, child))
    named = heading_scores(words, paper.paragraphs[child[0]].heading).get(own.key, 0.0) >= SAID
    return own if named else said


def _gathered(paper: Reading, items: tuple[int, ...], own: Likeness) -> Iterator[Piece]:
    """A chapter of what was done: its lead is its own, each child a topic; without children its paragraphs may announce topics."""
    lead, children = _cut(paper, items[1:])
    if not children:
        return iter(_announced(paper, items, own))
    return iter((Piece((items[0], *lead), own.key, own.confidence), *_children(paper, children)))


def _children(paper: Reading, children: Iterable[tuple[int, ...]]) -> Iterator[Piece]:
    """Sub-sections judged one by one, each a little more likely to be what usually follows the one before."""
    before = ""
    for child in children:
        head = paper.paragraphs[child[0]]
        if _wraps(paper, child):
            yield from _chapter(paper, child)
            continue
        found = Likeness() if head.doubt else best(_expected(paper, before, _scores(paper.topics, paper, child)), paper.sections)
        before = found.key or before
        yield Piece(child, found.key, found.confidence)


def _wraps(paper: Reading, child: tuple[int, ...]) -> bool:
    """Whether a sub-section is itself a chapter of what was done, with sub-sections of its own, or doubted."""
    said = best(heading_scores(paper.chapters, _beginning(paper.paragraphs[child[0]])))
    return bool(_cut(paper, child[1:])[1]) and said.key == ACHIEVEMENTS and said.confidence >= SURE


def _topical(paper: Reading, items: tuple[int, ...]) -> Iterator[Piece]:
    """A chapter that is a topic: its children belong to it unless their own headings clearly say another."""
    lead, children = _cut(paper, items[1:])
    scores = _scores(paper.topics, paper, items)
    found = best(scores, paper.sections)
    yield Piece((items[0], *lead), found.key, found.confidence)
    for child in children:
        own = _child_of_topic(paper, child, found, scores)
        yield Piece(child, own.key, own.confidence)


def _child_of_topic(paper: Reading, child: tuple[int, ...], above: Likeness, scores: Scores) -> Likeness:
    head = paper.paragraphs[child[0]]
    if head.doubt:
        return Likeness()
    said = heading_scores(paper.topics, _beginning(head))
    own = _scores(paper.topics, paper, child)
    like = best(own, paper.sections)
    clear = like.confidence >= CLEARLY and said.get(like.key, 0.0) >= SAID and above.key not in said
    if clear or like.key == above.key:
        return max(like, above, key=lambda each: each.confidence) if like.key == above.key else like
    return best(added(own, scores), paper.sections) if above.confidence < SURE else above


def _announced(paper: Reading, items: tuple[int, ...], own: Likeness) -> tuple[Piece, ...]:
    """Paragraphs without headings: one that begins by naming its topic starts a piece, when two topics at least are named so."""
    found = [_opener(paper, item) for item in items]
    if len({each.key for each in found if each.key}) < len(TURNS):
        return (Piece(items, own.key, own.confidence),)
    parts, now = [], own
    for item, each in zip(items, found, strict=True):
        now = each if each.key else now
        parts.append(Piece((item,), now.key, now.confidence))
    return tuple(_merged(parts))


def _opener(paper: Reading, item: int) -> Likeness:
    """The topic that a paragraph's first sentence names, surely, or none."""
    paragraph = paper.paragraphs[item]
    text = _COUNTED.sub("", paragraph.text)
    sentence = _FIRST_SENTENCE.match(text)
    if paragraph.part is not Part.text or sentence is None:
        return Likeness()
    said = heading_scores(paper.topics, sentence[0])
    like = best(added(said, text_scores(paper.topics, text)), paper.sections)
    return like if like.confidence >= SURE and said.get(like.key, 0.0) >= SAID else Likeness()


def _merged(parts: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours with one key as one piece, no surer than the least sure of them."""
    for key, group in groupby(parts, key=attrgetter("key")):
        run = list(group)
        yield Piece(tuple(item for each in run for item in each.items), key, min(each.confidence for each in run))


def _expected(paper: Reading, before: str, scores: Scores) -> Scores:
    """Scores with a little more for the topics that usually follow, where anything speaks for them at all."""
    at = paper.order.index(before) + 1 if before in paper.order else 0
    return added(scores, {key: NEIGHBOUR for key in paper.order[at : at + NEIGHBOURS] if key in scores})


def _scores(words: Lexicon, paper: Reading, items: tuple[int, ...]) -> Scores:
    """What the heading of a part says, and its text."""
    head = paper.paragraphs[items[0]]
    text = "".join((head.text, *(paper.paragraphs[item].whole for item in items[1:])))
    return added(heading_scores(words, _beginning(head)), text_scores(words, text))


def _beginning(paragraph: Paragraph) -> str:
    """A heading, or the first words of a paragraph without one."""
    return paragraph.heading or paragraph.text[:OPENING_LIMIT]
