"""Where names, seals and the date of a sign-off stand, as lines with positions (GB/T 9704-2012 7.3.5); no XML."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from server.report.formats import Format
from server.report.manuscript import SignOff


@dataclass(frozen=True)
class Names:
    """One line of names: its right indent, or for several the centre of each from the left edge of the text."""

    names: tuple[str, ...]
    right_twips: int = 0
    centres_twips: tuple[int, ...] = ()


@dataclass(frozen=True)
class Day:
    """The line of the date; `characters` is the right indent where it is a whole number of them."""

    text: str
    right_twips: int
    characters: int = 0


@dataclass(frozen=True)
class Space:
    """Empty lines."""

    lines: int


Line = Names | Day | Space


def lines_of(sign_off: SignOff, measures: Format) -> tuple[Line, ...]:
    """The lines of a sign-off from the last line of the text down. Without a date its place is left to be filled in."""
    day = sign_off.date or measures.sign_off.blank_date
    return tuple(_sealed(sign_off.names, day, measures) if sign_off.sealed else _unsealed(sign_off.names, day, measures))


def _sealed(names: tuple[str, ...], day: str, measures: Format) -> Iterator[Line]:
    """The date four characters from the right and the last name centred on it, other names to its left (7.3.5.1).

    Where that name does not fit so, it ends at the margin, and the date moves to stay below its middle.
    """
    sign, page = measures.sign_off, measures.page.text_width_twips
    usual = sign.sealed_date_right_characters * measures.sign_character_twips
    half, lean = measures.styles.sign_date.width_twips(day) // 2, _lean(day, measures)
    rows = _rows(names, page - usual - half - lean, measures)
    right = page - rows[-1].centres_twips[-1] - lean - half if rows else usual
    yield Space(sign.sealed_lines_before)
    for index, row in enumerate(rows):
        if index:
            yield Space(sign.sealed_row_lines - 1)
        yield row if len(names) > 1 else _alone(row, measures)
    yield Day(day, right, sign.sealed_date_right_characters if right == usual else 0)


def _lean(day: str, measures: Format) -> int:
    """How far a name stands left of the middle of its date: LibreOffice widens a date wherever figures and 汉字 meet.

    It is little enough for Word, which does as the style says, and enough for LibreOffice to stay within half a character.
    """
    return measures.sign_off.lean_twips * sum(left.isascii() != right.isascii() for left, right in pairwise(day))


def _alone(row: Names, measures: Format) -> Names:
    """The only name by its right indent, as one would set it by hand."""
    right = measures.page.text_width_twips - row.centres_twips[0] - _half(row.names[0], measures)
    return Names(row.names, right_twips=max(0, right))


def _half(name: str, measures: Format) -> int:
    return measures.styles.sign_name.width_twips(name) // 2


def _rows(names: tuple[str, ...], middle_twips: int, measures: Format) -> tuple[Names, ...]:
    """Names side by side, so far apart that neither they nor their seals touch; as many in a row as fit, all rows as long.

    The last of a row stands at `middle_twips` from the left, a little to the right of it where the others need the room.
    """
    lengths = range(measures.sign_off.seals_in_row, 0, -1)
    cuts = (tuple(names[start : start + length] for start in range(0, len(names), length)) for length in lengths)
    tried = (tuple(_row(row, middle_twips, measures) for row in cut) for cut in cuts)
    return next(tuple(row for row in rows if row) for rows in tried if all(rows))


def _row(names: tuple[str, ...], middle_twips: int, measures: Format) -> Names | None:
    """One row of names; a name alone always has a place, several only where the page is wide enough."""
    before = _distances(names, measures)
    least = before[0] + _reach(names[0], measures)
    most = measures.page.text_width_twips - _half(names[-1], measures)
    furthest = min(most, middle_twips + measures.sign_off.sealed_shift_characters * measures.sign_character_twips)
    if least > furthest and len(names) > 1:
        return None
    last = min(max(least, middle_twips), most) if len(names) > 1 else min(middle_twips, most)
    return Names(names, centres_twips=tuple(last - distance for distance in before))


def _distances(row: tuple[str, ...], measures: Format) -> tuple[int, ...]:
    """How far the middle of each name lies left of that of the last."""
    sign = measures.sign_off
    steps = [
        max(sign.seal_twips + sign.seal_gap_twips, _half(left, measures) + _half(right, measures) + measures.sign_character_twips)
        for left, right in pairwise(row)
    ]
    return tuple(sum(steps[at:]) for at in range(len(row)))


def _reach(name: str, measures: Format) -> int:
    """How far a name or its seal reaches to the left of its middle."""
    return max(_half(name, measures), measures.sign_off.seal_twips // 2)


def _unsealed(names: tuple[str, ...], day: str, measures: Format) -> Iterator[Line]:
    """Names below each other, two characters from the right, the date beginning two after them (7.3.5.2)."""
    sign, character = measures.sign_off, measures.sign_character_twips
    widths = [measures.styles.sign_name.width_twips(name) for name in names]
    name_width, day_width = max(widths, default=0), measures.styles.sign_date.width_twips(day)
    edge, shift = sign.unsealed_right_characters * character, sign.unsealed_shift_characters * character
    name_right, day_right = (edge, name_width + edge - shift - day_width)
    if name_width < day_width:
        name_right, day_right = (edge + shift + day_width - name_width, edge)
    yield Space(sign.unsealed_lines_before)
    for name, width in zip(names, widths, strict=True):
        yield Names((name,), right_twips=name_right + name_width - width)
    yield Day(day, day_right)
