"""花脸稿: two manuscripts → one of tracked blocks; what is not deleted reads as the new one, what is not inserted as the old one."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Change,
    Heading,
    Manuscript,
    Note,
    Occasion,
    Paragraph,
    Piece,
    Recipients,
    Table,
    Title,
    Tracked,
)
from server.report.prose.numerals import numerals_in

Trackable = Title | Recipients | Paragraph | Heading | Table | Occasion | AttachmentNote | Note | Attachment
ALIKE, WINDOW, TINY, MOST_TOKENS, OFTEN = 0.4, 40, 2, 3000, 20
_WHOLE = (Table, AttachmentNote, Attachment)
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’）》」]*|[^。！？；]+")
_TOKEN = re.compile(r"[0-9]+(?:[.,:][0-9]+)*[年月日%]?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True)
class _Run:
    """A stretch of text as it was and as it is."""

    old: str
    new: str
    changed: bool


def changes(old: Manuscript, new: Manuscript) -> Manuscript:
    """The new manuscript with every change from the old one tracked; head, sign-off and imprint are those of the new one."""
    blocks = tuple(_tracked([each for each in old.blocks if isinstance(each, Trackable)], list(new.blocks)))
    return Manuscript(new.properties, blocks, new.numbered)


def words_of(block: Block) -> str:
    """The words of a block in one string: what tracked pieces are cut from. A table's cells are parted by tabs, its rows by line ends."""
    match block:
        case Tracked():
            return accepted(block)
        case Heading(_, number, heading, text):
            return number + heading + text
        case Recipients(text) | Paragraph(text) | Occasion(text) | Note(text):
            return text
        case _:
            return "\n".join(_lines(block))


def accepted(block: Block) -> str:
    """The words of a block when its changes are taken over; None of a deleted block is left."""
    return _left(block, "deleted") if isinstance(block, Tracked) else words_of(block)


def rejected(block: Block) -> str:
    """The words of a block when its changes are undone."""
    return _left(block, "inserted") if isinstance(block, Tracked) else words_of(block)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """How one text became another: whole sentences first, inside changed ones by numbers, words of letters and characters.

    A figure is never cut from its unit. What has little in common is exchanged as a whole.
    """
    return tuple(_pieces(run for sentence in _sentences(old, new) for run in _inside(sentence)))


def pairs(words: str) -> Counter[str]:
    """Pairs of neighbouring characters: what texts are measured by when they are to be alike."""
    return Counter(words[at : at + 2] for at in range(max(1, len(words) - 1)))


def common(one: Counter[str], other: Counter[str]) -> float:
    """What two texts have in common, 0–1."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _lines(block: Block) -> tuple[str, ...]:
    """The lines of a block that has several; a head, a sign-off and an imprint have no words of the text."""
    match block:
        case Title(lines):
            return ("".join(lines),)
        case Table(rows):
            return tuple("\t".join(row) for row in rows)
        case Attachment(label, title):
            return (label, "".join(title))
        case AttachmentNote(names):
            return names
        case _:
            return ()


def _left(block: Tracked, without: Change) -> str:
    if block.mark == without:
        return ""
    if not block.pieces:
        return words_of(block.like)
    return "".join(piece.text for piece in block.pieces if piece.change != without)


def _tracked(old: list[Trackable], new: list[Block]) -> Iterator[Block]:
    before, after = [_key(each) for each in old], [_key(each) for each in new]
    for kind, a, b, c, d in _opcodes(before, after):
        yield from new[c:d] if kind == "equal" else _exchanged(old[a:b], new[c:d])


def _key(block: Block) -> tuple[str, str]:
    return type(block).__name__, words_of(block)


def _exchanged(old: list[Trackable], new: list[Block]) -> Iterator[Block]:
    """Blocks between two unchanged ones: those alike are rewritten in place; of the others, deleted ones stand before inserted ones."""
    bags = [pairs(words_of(each)) for each in old]
    at = 0
    waiting: list[Block] = []
    for block in new:
        found = _like(block, old, bags, at)
        if found is None:
            waiting.append(block)
            continue
        yield from _gap(old[at : found[1]], waiting)
        like, nearest = found
        yield Tracked(like, pieces(words_of(old[nearest]), words_of(like)))
        at, waiting = nearest + 1, []
    yield from _gap(old[at:], waiting)


def _gap(old: list[Trackable], new: list[Block]) -> Iterator[Block]:
    yield from (_whole(each, "deleted") for each in old)
    yield from (_whole(each, "inserted") if isinstance(each, Trackable) else each for each in new)


def _like(block: Block, old: list[Trackable], bags: list[Counter[str]], start: int) -> tuple[Trackable, int] | None:
    """The block and which of the next old ones of its kind has most in common with it, if that is enough."""
    if isinstance(block, _WHOLE) or not isinstance(block, Trackable):
        return None
    bag = pairs(words_of(block))
    near = [at for at in range(start, min(start + WINDOW, len(old))) if type(old[at]) is type(block)]
    alike = {at: common(bags[at], bag) for at in near}
    best = max(near, key=lambda at: (alike[at], -at), default=None)
    return (block, best) if best is not None and alike[best] >= ALIKE else None


def _whole(block: Trackable, mark: Change) -> Tracked:
    return Tracked(block, () if isinstance(block, Table) else (Piece(words_of(block), mark),), mark)


def _sentences(old: str, new: str) -> list[_Run]:
    return _runs(_SENTENCE.findall(old), _SENTENCE.findall(new))


def _inside(run: _Run) -> list[_Run]:
    """What changed inside a run of sentences, unless it is long or has little in common."""
    if not (run.changed and run.old and run.new):
        return [run]
    before, after = _tokens(run.old), _tokens(run.new)
    if max(len(before), len(after)) > MOST_TOKENS or common(Counter(before), Counter(after)) < ALIKE:
        return [run]
    return _tidied(_runs(before, after))


def _runs(before: list[str], after: list[str]) -> list[_Run]:
    return [_Run("".join(before[a:b]), "".join(after[c:d]), kind != "equal") for kind, a, b, c, d in _opcodes(before, after)]


def _opcodes(before: Sequence[Hashable], after: Sequence[Hashable]) -> Sequence[tuple[str, int, int, int, int]]:
    """What is equal and what is not, as `difflib` says it.

    Where the same stands very often on both sides (无。 for hundreds of items), the nth is taken for the nth: comparing each with each
    would take minutes.
    """
    here, there = Counter(before), Counter(after)
    often = sum(count * there[each] for each, count in here.items()) > OFTEN * (len(before) + len(after))
    old, new = (_counted(before), _counted(after)) if often else (before, after)
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _counted(items: Sequence[Hashable]) -> Sequence[Hashable]:
    seen: Counter[Hashable] = Counter()
    counted: list[Hashable] = []
    for each in items:
        counted.append((each, seen[each]))
        seen[each] += 1
    return counted


def _tokens(text: str) -> list[str]:
    """Numbers with their qualifier and unit, words of letters, single characters."""
    found, at = [], 0
    for each in numerals_in(text):
        if each.start >= at:
            found += [*_TOKEN.findall(text[at : each.start]), text[each.start : each.end]]
            at = each.end
    return [*found, *_TOKEN.findall(text[at:])]


def _tidied(runs: list[_Run]) -> list[_Run]:
    """Lets a tiny unchanged run between two changes go with them: a patchwork of single characters cannot be read."""
    inner = range(1, len(runs) - 1)
    return [replace(run, changed=True) if at in inner and len(run.old) < TINY else run for at, run in enumerate(runs)]


def _pieces(runs: Iterable[_Run]) -> Iterator[Piece]:
    """Neighbouring runs of one state as one: what was deleted stands before what was inserted."""
    for changed, group in groupby(runs, key=lambda run: run.changed):
        same = list(group)
        old, new = "".join(run.old for run in same), "".join(run.new for run in same)
        marks: tuple[tuple[str, Change], ...] = ((old, "deleted"), (new, "inserted")) if changed else ((new, ""),)
        yield from (Piece(text, change) for text, change in marks if text)
