"""Where names, seals and the date of a sign-off stand, as lines with positions (GB/T 9704-2012 7.3.5); no XML."""

from collections.abc import Iterator
from dataclasses import dataclass

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
    """The date four characters from the right, the last name centred on it, other names to its left (7.3.5.1)."""
    sign = measures.sign_off
    right = sign.sealed_date_right_characters * measures.sign_character_twips
    middle = right + measures.styles.sign_date.width_twips(day) // 2
    yield Space(sign.sealed_lines_before)
    if len(names) == 1:
        yield Names(names, right_twips=max(0, middle - measures.styles.sign_name.width_twips(names[0]) // 2))
    else:
        yield from _rows(names, measures.page.text_width_twips - middle, measures)
    yield Day(day, right, sign.sealed_date_right_characters)


def _rows(names: tuple[str, ...], middle_twips: int, measures: Format) -> Iterator[Line]:
    """Names side by side, so far apart that the seals on them do not touch; as many in a row as the page is wide."""
    sign = measures.sign_off
    widest = max((measures.styles.sign_name.width_twips(name) for name in names), default=0)
    pitch = max(sign.seal_twips + sign.seal_gap_twips, widest + measures.sign_character_twips)
    last = min(middle_twips, measures.page.text_width_twips - widest // 2)
    fitting = 1 + max(0, last - max(widest, sign.seal_twips) // 2) // pitch
    length = min(fitting, sign.seals_in_row)
    for start in range(0, len(names), length):
        row = names[start : start + length]
        if start:
            yield Space(sign.sealed_row_lines - 1)
        yield Names(row, centres_twips=tuple(last - pitch * left for left in reversed(range(len(row)))))


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
