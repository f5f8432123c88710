"""Where a run of numbers fails to count 1, 2, 3, and whether one of them is misprinted or one is missing; knows no marks."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """`numbers[at]` should be `expected`. `missing`: numbers are left out before it; `sure`: it alone is wrong, what follows counts on."""

    at: int
    number: int
    expected: int
    missing: bool
    sure: bool

    def message(self, printed: str, expected: str) -> str:
        """What is wrong, with the mark as printed and the one expected."""
        if self.sure:
            return f"序号“{printed}”与前后不连续，应为“{expected}”。"
        if self.missing:
            return f"序号断开：“{printed}”前面没有“{expected}”，请核对是漏了内容还是编错了号。"
        return f"序号“{printed}”{'重复' if self.number == self.expected - 1 else '倒退'}，应为“{expected}”，请核对。"


def breaks(numbers: Sequence[int], may_start: frozenset[int] = frozenset({1})) -> tuple[Break, ...]:
    """The breaks of a run that should rise by one from one of `may_start`. One wrong number is one break, wherever it stands."""
    found: list[Break] = []
    last = 0
    for at, number in enumerate(numbers):
        expected = last + 1
        following = numbers[at + 1] if at + 1 < len(numbers) else 0
        if number == expected or (at == 0 and number in may_start):
            last = number
        else:
            misprinted = following == expected + 1
            found.append(Break(at, number, expected, missing=number > expected and not misprinted, sure=misprinted))
            last = expected if misprinted else number
    return tuple(found)
