"""Two characters that are no word but become a common one when one of them is replaced by another of its sound or shape."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from server.report.checks.text import Text

_OPENING, _CLOSING = frozenset("“‘《（〔"), frozenset("”’》）〕")
_PLACES = frozenset("镇乡村寨屯庄坝街路巷河湖山桥湾沟坪岭组社店园区县市")
_TITLES = (
    *("长", "书记", "主任", "委员", "代表", "干部", "党员", "村民", "居民", "副"),
    *("律师", "法官", "检察官", "原告", "被告", "女士", "先生"),
)
_CALLED = ("同志", "等村", "水库", "公园", "大桥", "女士", "先生", "等人", "等镇", "等地")
_NAME = 3


@dataclass(frozen=True)
class Mistyped:
    """Two characters at `start` and the common word they are taken for."""

    start: int
    word: str


class CommonWords:
    """Common words of two characters (`words`) and what else may stand together (`also`), “first:following ones” between blanks.

    `uncertain` are characters so free that nothing is said of pairs with them.
    """

    def __init__(self, words: Iterable[str], also: Iterable[str], uncertain: str, alike: Mapping[str, Iterable[str]]) -> None:
        """`alike`: what each character sounds or looks like, as names of groups."""
        self._words = frozenset(words)
        self._right = self._words | frozenset(also)
        self._tellable = frozenset(alike) - frozenset(uncertain)
        self._alike = alike
        self._sides: tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]] = ({}, {})
        for word in sorted(self._words):
            for side, changed, kept in ((0, word[0], word[1]), (1, word[1], word[0])):
                beside = self._sides[side].setdefault(kept, {})
                for group in alike.get(changed, ()):
                    beside.setdefault(group, word)

    def __contains__(self, pair: str) -> bool:
        """Whether two characters are a common word."""
        return pair in self._words

    def mistyped(self, text: Text, seen: str) -> Iterator[Mistyped]:
        """What is one character away from a common word in `seen`, the text with parts masked, and no part of a name or coinage."""
        tellable = self._tellable
        for pair in set(text.pairs).difference(self._right):  # a view minus a set would go through the larger one
            if pair[0] in tellable and pair[1] in tellable and (word := self._meant(pair[0], pair[1])):
                yield from (Mistyped(at, word) for at in text.pairs[pair] if seen.startswith(pair, at) and not _named(seen, at))

    def _meant(self, first: str, second: str) -> str:
        """The common word that two characters are one like character away from, "" for none."""
        for changed, beside in ((first, self._sides[0].get(second)), (second, self._sides[1].get(first))):
            groups = self._alike.get(changed, ()) if beside else ()
            if beside and not beside.keys().isdisjoint(groups):
                return next(beside[group] for group in groups if group in beside)
        return ""


def _named(seen: str, at: int) -> bool:
    """Whether a pair is a word made up between marks, the name of a place, or all that stands between two marks."""
    before, after = seen[at - 1 : at] if at else "", seen[at + 2 : at + 3]
    named = seen.endswith(_TITLES, 0, at) or seen.startswith(_CALLED, at + 2)
    if named or after in _PLACES or (before in _OPENING and after in _CLOSING):
        return True
    left = next((back for back in range(_NAME) if not _han(seen, at - 1 - back)), _NAME)
    right = next((on for on in range(_NAME) if not _han(seen, at + 2 + on)), _NAME)
    return left + right + 2 <= _NAME


def _han(seen: str, at: int) -> bool:
    return 0 <= at < len(seen) and "一" <= seen[at] <= "\u9fff"


def unfolded(lines: str) -> Iterator[str]:
    """The pairs that “first:following ones” between blanks stand for."""
    for line in lines.split():
        first, _, following = line.partition(":")
        yield from (first + each for each in following)
