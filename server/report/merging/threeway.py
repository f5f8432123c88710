"""The last draft, the text as edited now and the new draft → the text as it would be, piece by piece, before anything is done.

Sentences that nobody touched follow the figures; what a person wrote, changed, moved or took out stays as that person left it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from server.report.drafting import Drafted
from server.report.merging.cutting import Cut, cut, joined, parted
from server.report.merging.matching import matched
from server.report.merging.slots import Slot, in_new_order, slots


class Fate(StrEnum):
    """What becomes of a sentence.

    kept: a person's own, or nothing new is said of it. followed: untouched, as the figures are now. changed: edited, and the new
    draft says something else. inserted: nothing like it was drafted before. dropped: untouched, and no longer said.
    deleted: taken out by a person.
    """

    kept = "kept"
    followed = "followed"
    changed = "changed"
    inserted = "inserted"
    dropped = "dropped"
    deleted = "deleted"


class Choice(StrEnum):
    """Which of two versions a person wants."""

    mine = "mine"
    new = "new"
    both = "both"


_USUAL = {Fate.followed: Choice.new, Fate.inserted: Choice.new, Fate.dropped: Choice.new}


@dataclass(frozen=True)
class Seam:
    """What stands before a piece. `placed`: it does not stand in the text yet; `anew`: its line gets a new number.

    Where it takes the place of another at the beginning of a line, `start` stands before it and `then` before the other.
    """

    glue: str = ""
    placed: bool = False
    anew: bool = False
    start: str | None = None
    then: str | None = None


@dataclass(frozen=True)
class Piece:
    """A sentence with its versions: in the text now, as drafted now, as drafted last; "" where it is in none of them.

    `mine` and `new` are "" for what does not stand there, `phrase` for what nobody drafted.
    """

    fate: Fate
    mine: str
    new: str
    before: str
    phrase: str
    seam: Seam = field(default_factory=Seam, repr=False)

    @property
    def usual(self) -> Choice:
        """What happens when nobody chooses."""
        return _USUAL.get(self.fate, Choice.mine)


@dataclass(frozen=True)
class Merged:
    """Every piece in the order of the text as it will be."""

    pieces: tuple[Piece, ...]
    tail: str = ""

    @property
    def shown(self) -> tuple[tuple[int, Piece], ...]:
        """The pieces a person is told of, each with its number."""
        return tuple((number, piece) for number, piece in enumerate(self.pieces) if piece.fate is not Fate.kept and piece.mine != piece.new)

    def text(self, choices: Mapping[int, Choice] | None = None) -> str:
        """The text with these choices by number of piece, the usual ones for the others."""
        wanted = {number: (choices or {}).get(number, piece.usual) for number, piece in enumerate(self.pieces)}
        return joined(_closed_up([(piece.seam, _said(piece, wanted[number])) for number, piece in enumerate(self.pieces)])) + self.tail


def merge(last: Drafted, edited: str, new: Drafted) -> Merged:
    """A new draft over an edited text. No sentence that a person wrote or changed is lost unless that person chooses the new one."""
    known = slots(last, new)
    if edited == last.text:
        return Merged(tuple(_untouched(each) for each in in_new_order(known)), cut(new.text)[1])
    cuts, tail = cut(edited)
    found = matched([each.words for each in known], [each.words for each in cuts])
    rows = [_Row(each, known[found[at]] if at in found else None) for at, each in enumerate(cuts)]
    return Merged(tuple(_placed(rows, known, found)), tail)


@dataclass(frozen=True)
class _Row:
    """A sentence of the text, and what of the drafts it is."""

    cut: Cut
    slot: Slot | None = None


def _untouched(slot: Slot) -> Piece:
    """A piece of a text that is as it was drafted: it will be as it is drafted now."""
    mine = slot.before.words if slot.before else ""
    if slot.after is None:
        return _piece(Fate.dropped, slot, mine, Seam("\n"))
    fate = Fate.inserted if slot.before is None else Fate.kept if mine == slot.after.words else Fate.followed
    return _piece(fate, slot, mine, Seam(slot.after.glue))


def _piece(fate: Fate, slot: Slot, mine: str, seam: Seam) -> Piece:
    after, before = slot.after, slot.before
    return Piece(fate, mine, after.words if after else "", before.words if before else "", slot.phrase, seam)


def _standing(row: _Row) -> Piece:
    """What becomes of a sentence that stands in the text."""
    mine, slot = row.cut, row.slot
    if slot is None:
        return Piece(Fate.kept, mine.words, "", "", "", Seam(mine.glue))
    before, after = slot.before, slot.after
    glue = after.glue if after and before and mine.glue == before.glue else mine.glue
    return _piece(_fate(mine.words, slot), slot, mine.words, Seam(glue, anew=glue != mine.glue))


def _fate(mine: str, slot: Slot) -> Fate:
    said, says = (slot.before.words if slot.before else None), (slot.after.words if slot.after else None)
    if says in (said, mine):
        return Fate.kept
    if mine != said:
        return Fate.changed
    return Fate.dropped if says is None else Fate.followed


def _placed(rows: list[_Row], known: tuple[Slot, ...], found: Mapping[int, int]) -> list[Piece]:
    """The pieces of the text, and among them those that do not stand in it."""
    there = {slot: at for at, slot in found.items()}
    first = there.get(next((number for number in range(len(known)) if number in there), -1), len(rows))
    absent: dict[int, list[Slot]] = defaultdict(list)
    lines, opened = _Lines(rows), set[int]()
    anchor: int | None = None
    for number, slot in enumerate(known):
        anchor = there.get(number, anchor)
        if number not in there and slot.after:
            place = -1 if anchor is None else lines.behind(anchor, opens=slot.after.opens or lines.ends[anchor] in opened)
            opened |= {place} if slot.after.opens else set()
            absent[place].append(slot)
    made = []
    for at, row in enumerate(rows):
        made += [_leading(each, row) for each in absent[-1]] if at == first else []
        made += [_standing(row), *(_absent(each) for each in absent[at])]
    return made + ([_absent(each) for each in absent[-1]] if first == len(rows) else [])


class _Lines:
    """Where in a text new sentences may stand: `ends` is the last row of each row's line."""

    def __init__(self, rows: list[_Row]) -> None:
        self.ends = list(range(len(rows)))
        self._added = list(range(len(rows)))
        for at in range(len(rows) - 2, -1, -1):
            goes_on = not rows[at + 1].cut.opens
            self.ends[at] = self.ends[at + 1] if goes_on else at
            self._added[at] = self._added[at + 1] if goes_on and rows[at + 1].slot is None else at

    def behind(self, anchor: int, *, opens: bool) -> int:
        """Behind the anchor and what a person added to it; for what begins a line, behind the anchor's line."""
        return self.ends[anchor] if opens else self._added[anchor]


def _absent(slot: Slot) -> Piece:
    """A sentence of the new draft that does not stand in the text."""
    glue, opens = (slot.after.glue, slot.after.opens) if slot.after else ("", False)
    breaks, number = parted(glue)
    fate = Fate.inserted if slot.before is None else Fate.deleted
    return _piece(fate, slot, "", Seam((breaks or "\n") + number if opens else glue, placed=True))


def _leading(slot: Slot, row: _Row) -> Piece:
    """One that comes to stand before a row: it begins the row's line; the row goes on behind it, or on a line of its own."""
    piece, drafted = _absent(slot), row.slot.after if row.slot else None
    if not row.cut.opens:
        return replace(piece, seam=replace(piece.seam, then="\n" if "\n" in piece.seam.glue else None))
    breaks, own = parted(row.cut.glue)
    alone = bool(own.strip()) or bool(drafted and "\n" in drafted.glue)
    number = parted(drafted.glue)[1] if drafted and row.slot and row.slot.before and row.slot.before.glue == row.cut.glue else own
    start = breaks + parted(piece.seam.glue)[1]
    return replace(piece, seam=Seam(slot.after.glue if slot.after else "", placed=True, start=start, then="\n" + number if alone else ""))


def _said(piece: Piece, choice: Choice) -> tuple[str, ...]:
    """What a choice makes of a piece."""
    wanted = {Choice.mine: (piece.mine,), Choice.new: (piece.new,), Choice.both: (piece.mine, piece.new)}[choice]
    return tuple(words for words in wanted if words)


def _closed_up(pieces: list[tuple[Seam, tuple[str, ...]]]) -> list[Cut]:
    """The sentences that are said. Where one that is not began a line, the next of its line does."""
    kept: list[Cut] = []
    lost: str | None = None
    then: str | None = None
    for seam, said in pieces:
        glue = seam.glue
        if not said:
            begins = not seam.placed and then is None and ("\n" in glue or not kept)
            lost = glue if begins and lost is None else lost
            continue
        if seam.start is not None:
            glue = seam.start if then is None else glue
        elif "\n" not in glue or then is not None:
            glue = then if then is not None and not seam.placed else lost if lost is not None else glue
        moved = seam.placed or seam.anew or lost is not None
        kept.append(Cut(glue if kept or not moved else glue.lstrip("\n"), said[0]))
        kept += [Cut("", words) for words in said[1:]]
        then, lost = seam.then if seam.placed else None, None
    return kept
