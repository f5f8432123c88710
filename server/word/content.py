"""What one paragraph holds before it becomes lines, and what hangs on it; values only."""

from dataclasses import dataclass

from server.word.elements import DGM, MC, Element, W

_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"


@dataclass(frozen=True)
class Box:
    """A text box or the words of a drawing; `height` says from where down and how far (EMU), as far as the file does."""

    element: Element | None = None
    words: tuple[str, ...] = ()
    height: tuple[str, int] | None = None


@dataclass(frozen=True)
class Content:
    """The raw characters of a paragraph (with FOLD, PAGE, TAB), the properties of its first run, its boxes and the notes it refers to.

    `pieces` are the same characters, each with the properties of its run.
    """

    text: str = ""
    run: Element | None = None
    boxes_before: tuple[Box, ...] = ()
    boxes_after: tuple[Box, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    pieces: tuple[tuple[str, Element | None], ...] = ()

    def __add__(self, other: "Content") -> "Content":
        """Two paragraphs run together."""
        before, after = (other.boxes_before, ()) if not self.text.strip() else ((), other.boxes_before)
        return Content(
            self.text + other.text,
            other.run if self.run is None else self.run,
            self.boxes_before + before,
            self.boxes_after + after + other.boxes_after,
            self.notes + other.notes,
            self.pieces + other.pieces,
        )


def chosen(element: Element) -> Element:
    """Of several renderings of the same thing the one to read: the first, unless only a later one has words."""
    branches = [each for each in element if each.tag in (MC + "Choice", MC + "Fallback")]
    first = next(iter(branches), element)
    return next((each for each in branches if next(each.iter(W + "t", _WORD_ART, DGM + "relIds"), None) is not None), first)


def stacked(boxes: list[Box]) -> tuple[Box, ...]:
    """Boxes that hang on one paragraph from the top down, where the file measures all of them from the same line."""
    heights = [box.height for box in boxes if box.height]
    if len(heights) < len(boxes) or len({origin for origin, _ in heights}) > 1:
        return tuple(boxes)
    return tuple(sorted(boxes, key=lambda box: box.height[1] if box.height else 0))
