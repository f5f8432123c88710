"""How a name and a date stand to one another below a paper: with room for a seal or without (GB/T 9704-2012 7.3.5.1, 7.3.5.2)."""

from dataclasses import dataclass
from functools import cached_property

from server.report.inspection.geometry import Extent

SLACK, SEALED = 0.5, 4
UNSEALED, SHIFT = 2, 2


@dataclass(frozen=True)
class Signed:
    """The last name, the date below it, how far all names reach, and the width of the text: lengths in characters."""

    name: Extent
    day: Extent
    names: Extent
    width: float
    character: float

    @property
    def right(self) -> float:
        """What is left empty to the right of the date."""
        return (self.width - self.day.right) / self.character

    @property
    def name_right(self) -> float:
        """What is left empty to the right of the name that reaches farthest."""
        return (self.width - self.names.right) / self.character

    @property
    def shift(self) -> float:
        """How far the date begins to the right of the names."""
        return (self.day.left - self.names.left) / self.character

    @property
    def off_centre(self) -> float:
        """How far the name stands beside the middle of the date."""
        return abs(self.name.centre - self.day.centre) / self.character

    @cached_property
    def sealed(self) -> bool:
        """Four characters right of the date and the name over its middle; a name too wide for that ends at the edge (7.3.5.1)."""
        reach = (self.name.right - self.name.left - self.day.right + self.day.left) / self.character
        wide = abs(self.name_right) <= SLACK and reach >= 2 * (SEALED - SLACK)
        return self.off_centre <= SLACK and (abs(self.right - SEALED) <= SLACK or wide)

    @cached_property
    def unsealed(self) -> bool:
        """The name two characters from the right, or a longer date; the date beginning two after the name (7.3.5.2)."""
        at_two = any(abs(room - UNSEALED) <= SLACK for room in (self.right, self.name_right))
        return at_two and abs(self.shift - SHIFT) <= SLACK

    @cached_property
    def meant_unsealed(self) -> bool:
        """Whether it looks more like a sign-off without a seal."""
        return abs(self.right - SEALED) > SLACK and abs(min(self.right, self.name_right) - UNSEALED) <= SLACK
