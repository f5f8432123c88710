"""Last year's plans and problems as lists to settle accounts with, and the sections of this year that speak of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from server.report.grammar import HEADING_LIMIT, Block, Numbered, read, write
from server.report.past.wordings import Lexicon, Wording, added, heading_scores, lexicon, text_scores
from server.report.words import sentences

FEWEST = 2
_ITEM = re.compile(
    r"(?:^|(?<=[。；;：:，,！？\n]))\s*(?:其?[一二三四五六七八九十]{1,3}是(?:要)?|第[一二三四五六七八九十]{1,2}[，,、]|其[一二三四五六七八九][，,])"
)
_LEAD = re.compile(r"[：:]$|(?:以下|如下|下列|下面)[^，。]{0,12}[。；]?$|几个?(?:方面|问题|项|点)[^，。]{0,8}[。；]?$")
_CAUSE = re.compile(
    r"(?:究其|(?:问题)?(?:产生|形成|存在)的?)?(?:主要)?原因(?:主要)?(?:是|在于|为|有|：|:)[，,：:]*|(?:这)?主要是(?=由于|因为)|根源在于"
)
_CAUSES = re.compile(r"^[^。，；]{0,12}原因[^。，；]{0,6}$")
_CAUSES_LISTED = re.compile(r"[^。；\n]{0,30}原因[^。；\n]{0,16}[：:，,。](?=\s*其?一是)")
_TROUBLES = re.compile(r"^[^。，；]{0,14}(?:问题|不足|短板|困难|差距)[^。，；]{0,6}$")
_STOP = re.compile(r"[。；;：:！？]")
_COMMA = re.compile(r"[，,]")
_ENDS = " \u3000\n，,；;：:。"


@dataclass(frozen=True)
class Pledge:
    """What last year's report promised: in short, and what else it said about it."""

    title: str
    body: str = ""


@dataclass(frozen=True)
class Trouble:
    """What last year's report admitted, and the cause, "" when it named none."""

    problem: str
    cause: str = ""


@dataclass(frozen=True)
class _Item:
    """One point of a list: its heading or first clause, the rest, and the sign between them."""

    title: str
    body: str
    sign: str = "。"

    @property
    def whole(self) -> str:
        return self.title + self.sign + self.body if self.body else self.title


def pledges(text: str) -> tuple[Pledge, ...]:
    """The plans of a section's text: its numbered lines of the shallowest level, else its 一是…二是…, else its sentences."""
    return tuple(Pledge(item.title, item.body) for item in _items(text))


def troubles(text: str) -> tuple[Trouble, ...]:
    """The problems of a section's text, found as plans are.

    A list of causes of its own is laid beside them one by one when both are as long; else each problem gets all of it.
    """
    told, causes = _apart(text)
    if not causes:
        return tuple(map(_trouble, told))
    each = [item.whole for item in causes]
    paired = each if len(each) == len(told) else ["\n".join(each)] * len(told)
    return tuple(Trouble(item.whole, cause) for item, cause in zip(told, paired, strict=True))


def beside(point: Pledge | Trouble, wordings: tuple[Wording, ...]) -> tuple[str, ...]:
    """The section keys whose words a plan or problem speaks of, best first. Whole chapters, such as plans themselves, are none."""
    short, rest = (point.title, point.body) if isinstance(point, Pledge) else (point.problem, point.cause)
    words = _topics(wordings)
    scores = added(heading_scores(words, short), text_scores(words, short + rest))
    return tuple(key for key, score in sorted(scores.items(), key=lambda each: (-each[1], each[0])) if score > 0)


@lru_cache(maxsize=4)
def _topics(wordings: tuple[Wording, ...]) -> Lexicon:
    """The words of the sections in which a plan can come true."""
    return lexicon(each for each in wordings if not each.chapter)


def _items(text: str) -> list[_Item]:
    """The points of a text in order; introductions are left out when points follow."""
    blocks = read(text)
    if any(isinstance(block, Numbered) for block in blocks):
        return [item for group in _grouped(blocks) for item in _grouped_points(group)]
    return _said(write(blocks), lead=False)


def _grouped(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Blocks cut before every numbered one of the shallowest level."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Numbered) and block.level == 1]
    cuts = sorted({0, *starts, len(blocks)})
    return (blocks[start:end] for start, end in pairwise(cuts))


def _grouped_points(group: tuple[Block, ...]) -> list[_Item]:
    """The one point of a numbered line with all below it, or the points of text that stands before all numbers."""
    head, below = group[0], write(group[1:])
    if not isinstance(head, Numbered):
        return _said(write(group), lead=True)
    if not head.heading:
        item = _point(head.text)
        return [_Item(item.title, "\n".join(filter(None, (item.body, below))), item.sign)]
    return [_Item(head.heading.strip(_ENDS), "\n".join(filter(None, (head.text, below))))]


def _said(text: str, *, lead: bool) -> list[_Item]:
    """The points of text without numbered lines. `lead`: points are known to follow it."""
    marks = list(_ITEM.finditer(text))
    if len(marks) >= FEWEST:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        points = [_point(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
        return [*_said(text[: marks[0].start()], lead=True), *points]
    said = [each.strip() for each in sentences(text)]
    kept = [each for at, each in enumerate(said) if not (_LEAD.search(each) and (lead or at + 1 < len(said)))]
    return [_point(each) for each in kept]


def _point(words: str) -> _Item:
    """A point cut behind its first sentence when that is short, else behind its first clause."""
    plain = words.strip(_ENDS)
    cuts = [found.start() for pattern in (_STOP, _COMMA) if (found := pattern.search(plain))]
    cut = next((at for at in cuts if at <= HEADING_LIMIT), len(plain))
    whole = len(plain) <= HEADING_LIMIT and not _STOP.search(plain)
    return _Item(plain, "") if whole else _Item(plain[:cut], plain[cut + 1 :].strip(), plain[cut : cut + 1])


def _apart(text: str) -> tuple[list[_Item], list[_Item]]:
    """The points of a text, those that are lists of causes apart."""
    listed = _CAUSES_LISTED.search(text)
    if listed and not any(isinstance(block, Numbered) for block in read(text)):
        return _items(text[: listed.start()]), _items(text[listed.end() :])
    items = _items(text)
    causes = [item for item in items if _CAUSES.match(item.title) and item.body]
    if not causes or len(causes) == len(items):
        return items, []
    told = [each for item in items if item not in causes for each in _opened(item)]
    return told, [each for item in causes for each in _items(item.body)]


def _opened(item: _Item) -> list[_Item]:
    """The points below a heading that only says that problems follow, else the item itself."""
    return _items(item.body) if item.body and _TROUBLES.match(item.title) else [item]


def _trouble(item: _Item) -> Trouble:
    found = _CAUSE.search(item.whole)
    before = item.whole[: found.start()].strip(_ENDS) if found else ""
    return Trouble(before, item.whole[found.end() :].strip(_ENDS)) if found and before else Trouble(item.whole)
