"""What makes two papers the same: digests of text, registration and layout, and what a comparison of them says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Algorithm = Literal["sha256", "sm3"]


@dataclass(frozen=True)
class Digests:
    """Hexadecimal digests of one file.

    `file` is that of its bytes, `text` of its words without the places that registration fills, `registration` of those places,
    `layout` of its looks but for those places.
    """

    algorithm: Algorithm
    file: str
    text: str
    registration: str
    layout: str


class Difference(StrEnum):
    """What became of a file: nothing, its words (whatever else), only what registration fills in, only its looks, or both of these."""

    unchanged = "unchanged"
    text = "text"
    registration = "registration"
    layout = "layout"
    both = "both"


HARMLESS = frozenset({Difference.unchanged, Difference.registration})
"""What may become of a paper after it was approved."""


def difference(before: Digests, after: Digests) -> Difference:
    """What changed between two files. A file saved again with the same words and looks is unchanged."""
    if before.file == after.file:
        return Difference.unchanged
    if before.text != after.text:
        return Difference.text
    registered, looks = before.registration != after.registration, before.layout != after.layout
    changed = {(True, True): Difference.both, (True, False): Difference.registration, (False, True): Difference.layout}
    return changed.get((registered, looks), Difference.unchanged)
