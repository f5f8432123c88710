"""How wide characters are set and where a line of them begins and ends; how high paragraphs are; in twips, from the text's left edge."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from server.report.inspection.layout import Block, Face, Span

_TWIPS_PER_HALF_POINT = 10
_NATURAL = 1.3
_SINGLE = 240
_BASELINE, _ASCENT, _DESCENT = 0.8, 0.842, 0.158
_DEFAULT_TAB = 720
TWIPS_PER_MILLIMETRE = 56.6929


@dataclass(frozen=True)
class Extent:
    """Where visible characters begin and end."""

    text: str
    left: float
    right: float

    @property
    def centre(self) -> float:
        """The middle between both."""
        return (self.left + self.right) / 2


def character_twips(face: Face) -> float:
    """How far one full-width character advances."""
    return face.half_points * _TWIPS_PER_HALF_POINT * face.scale_percent / 100 + face.spacing_twips


def width_of(spans: Iterable[Span]) -> float:
    """How wide characters are set in one line; digits and Latin letters count as half an em."""
    return sum(_advance(character, span.face) for span in spans for character in span.text)


def extents(block: Block, text_width: int) -> tuple[Extent, ...]:
    """Where the words of a paragraph of one line stand, tabs parting them; spaces at their ends push them but are not seen."""
    pieces = _tabbed(block)
    if len(pieces) == 1:
        return tuple(_seen(piece, start) for piece, start in zip(pieces, [_start(block, width_of(pieces[0]), text_width)], strict=True))
    found, position = [], float(block.left_twips + block.first_line_twips)
    for nth, piece in enumerate(pieces):
        width = width_of(piece)
        start = position if not nth else _at_stop(block, position, width)
        found.append(_seen(piece, start))
        position = start + width
    return tuple(each for each in found if each.text)


def left_edge(block: Block, text_width: int) -> float:
    """Where the first visible character of a paragraph stands; that of one set left or justified without measuring the rest."""
    if block.alignment in {"right", "center", "distribute"} or "\t" in block.text[:2]:
        found = extents(block, text_width)
        return found[0].left if found else 0
    spaces = 0.0
    for span in block.spans:
        ahead = len(span.text) - len(span.text.lstrip())
        spaces += sum(_advance(character, span.face) for character in span.text[:ahead])
        if ahead < len(span.text):
            break
    return block.left_twips + block.first_line_twips + (0 if block.number else spaces)


def off_centre(block: Block, text_width: int) -> float:
    """How far the middle of a paragraph's first line stands beside the middle of the text area."""
    (first, *_), left = _lines(block), block.left_twips + block.first_line_twips
    return abs(_start(block, width_of(first), text_width) + width_of(first) / 2 - text_width / 2) if first else float(left)


def room_of(block: Block, text_width: int) -> Extent:
    """Where the characters of a line stand, spaces at its ends among them: the room of what is still to be filled in."""
    width = width_of(block.spans)
    start = _start(block, width, text_width)
    return Extent(block.text, start, start + width)


def height(block: Block, text_width: int) -> float:
    """How high a paragraph is with what stands before and after it; by the rule of thumb where its lines are not exact."""
    room = max(text_width - block.left_twips - block.right_twips, 1)
    count = sum(max(1, -(-int(width_of(line)) // room)) for line in _lines(block))
    return block.before_twips + count * line_twips(block) + block.after_twips


def line_twips(block: Block) -> float:
    """How high one line of a paragraph is."""
    natural = block.face.half_points * _TWIPS_PER_HALF_POINT * _NATURAL
    if block.line_rule == "exact":
        return block.line
    return max(natural, block.line) if block.line_rule == "atLeast" else natural * block.line / _SINGLE


def ink_top(block: Block) -> float:
    """How far below the top of its line the ink of Chinese characters begins."""
    return _BASELINE * line_twips(block) - _ASCENT * block.face.half_points * _TWIPS_PER_HALF_POINT


def ink_bottom(block: Block) -> float:
    """How far above the bottom of its line the ink ends."""
    return (1 - _BASELINE) * line_twips(block) - _DESCENT * block.face.half_points * _TWIPS_PER_HALF_POINT


def _advance(character: str, face: Face) -> float:
    full = unicodedata.east_asian_width(character) in "WFA"
    size = face.half_points * _TWIPS_PER_HALF_POINT * face.scale_percent / 100
    return size * (1 if full else 0.5) + face.spacing_twips


def _start(block: Block, width: float, text_width: int) -> float:
    left, right = block.left_twips + block.first_line_twips, text_width - block.right_twips
    if block.alignment == "right":
        return right - width
    return left + (right - left - width) / 2 if block.alignment == "center" else left


def _seen(spans: list[Span], start: float) -> Extent:
    text = "".join(span.text for span in spans)
    stripped = text.strip()
    if not stripped:
        return Extent("", start, start)
    characters = [(character, span.face) for span in spans for character in span.text]
    ahead, behind = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    left = start + sum(_advance(*each) for each in characters[:ahead])
    return Extent(stripped, left, left + sum(_advance(*each) for each in characters[ahead : len(characters) - behind]))


def _at_stop(block: Block, position: float, width: float) -> float:
    """Where the words behind a tab begin."""
    kind, stop = next(((kind, at) for kind, at in block.tabs if at > position), ("left", (position // _DEFAULT_TAB + 1) * _DEFAULT_TAB))
    return stop - width if kind in {"right", "end"} else stop - width / 2 if kind == "center" else stop


def _tabbed(block: Block) -> list[list[Span]]:
    return _parted(block, "\t")


def _lines(block: Block) -> list[list[Span]]:
    return _parted(block, "\n")


def _parted(block: Block, mark: str) -> list[list[Span]]:
    pieces: list[list[Span]] = [[]]
    spans = (Span(block.number, block.face), *block.spans) if block.number else block.spans
    for span in spans:
        first, *others = span.text.split(mark)
        pieces[-1].append(Span(first, span.face))
        pieces += [[Span(other, span.face)] for other in others]
    return pieces
