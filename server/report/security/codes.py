"""Codes that one person reads out and another types: ten digits in three groups, as telephone numbers are read."""

import re
import unicodedata
from collections.abc import Callable

LENGTH = 10
# Letters read out over the phone are misheard (B, D, E, P, T), and 0 and O, 1 and l look alike: there are none.
_ALIKE = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "L": "1", "i": "1", "|": "1"})
_APART = re.compile(r"[\s\-—–_.·,，、。]+")


def drawn(below: Callable[[int], int]) -> str:
    """A new code; `below(n)` gives a number from 0 to n - 1 that nobody can guess."""
    return f"{below(10**LENGTH):0{LENGTH}d}"


def grouped(code: str) -> str:
    """A code as it is shown and read out: 482 917 3056."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def typed(text: str) -> str:
    """What somebody typed as a code: full-width digits, spaces and dashes are no matter, letters for 0 and 1 neither."""
    return _APART.sub("", unicodedata.normalize("NFKC", text)).translate(_ALIKE)[: 2 * LENGTH]
