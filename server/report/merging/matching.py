"""Which of two lists' sentences come from one another: the same ones, then those much alike. Nearly linear in the length of both."""

from bisect import bisect
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

ALIKE = 0.4  # share of pairs of characters that two sentences must have in common to be one sentence edited
_SHORT, _COMMON = 2_500, 20


def matched(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Place in `new` → place in `old`: equal sentences in order, equal ones elsewhere, then much alike ones in order."""
    found = _same(old, new)
    in_order = sorted((before, at) for at, before in found.items())
    found |= _moved(old, new, found)
    return found | _similar(old, new, found, in_order)


def paired(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """As `matched`; what is left over between two pairs is paired by place where both have as many: one thing said anew."""
    found = matched(old, new)
    taken, ends = set(found.values()), [(-1, -1), *_increasing(found), (len(new), len(old))]
    for (at, before), (next_at, next_before) in pairwise(ends):
        free = [each for each in range(at + 1, next_at) if each not in found]
        there = [each for each in range(before + 1, next_before) if each not in taken]
        found |= dict(zip(free, there, strict=True)) if len(free) == len(there) else {}
    return found


def _same(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Equal sentences in order: what two spans begin and end with, what anchors them, and so on in the spans between."""
    found: dict[int, int] = {}
    spans = [(0, len(old), 0, len(new))]
    while spans:
        start, stop, at, end = spans.pop()
        head = _alike(old[start:stop], new[at:end])
        tail = _alike(old[start + head : stop][::-1], new[at + head : end][::-1])
        found |= {at + step: start + step for step in range(head)} | {end - step: stop - step for step in range(1, tail + 1)}
        start, stop, at, end = start + head, stop - tail, at + head, end - tail
        anchors = [(at + there, start + before) for before, there in _anchors(old[start:stop], new[at:end])]
        found |= dict(anchors)
        edges = pairwise([(at - 1, start - 1), *anchors, (end, stop)]) if anchors else ()
        spans += [(before + 1, stop, there + 1, end) for (there, before), (end, stop) in edges if stop > before + 1 and end > there + 1]
    return found


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many sentences both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Equal sentences of two spans, in order: of short spans all, of long ones those that stand once in each."""
    if len(old) * len(new) <= _SHORT:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return [(block.a + at, block.b + at) for block in blocks for at in range(block.size)]
    once = Counter(new)
    places = {words: at for at, words in enumerate(new) if once[words] == 1}
    unique = Counter(old)
    return _rising([(before, places[words]) for before, words in enumerate(old) if unique[words] == 1 and words in places])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many pairs, given by their first place, as have rising second places."""
    ends: list[int] = []
    steps: list[tuple[int, int]] = []
    for _, there in pairs:
        place = bisect(ends, there)
        ends[place : place + 1] = [there]
        steps.append((place, there))
    chosen: list[tuple[int, int]] = []
    wanted = len(ends) - 1
    for pair, (place, there) in zip(reversed(pairs), reversed(steps), strict=True):
        if place == wanted and (not chosen or there < chosen[-1][1]):
            chosen.append(pair)
            wanted -= 1
    return chosen[::-1]


def _moved(old: Sequence[str], new: Sequence[str], found: Mapping[int, int]) -> dict[int, int]:
    """Equal sentences that changed places."""
    taken = set(found.values())
    left: dict[str, deque[int]] = defaultdict(deque)
    for before, words in enumerate(old):
        if before not in taken:
            left[words].append(before)
    free = (at for at in range(len(new)) if at not in found)
    return {at: left[new[at]].popleft() for at in free if left.get(new[at])}


def _similar(old: Sequence[str], new: Sequence[str], found: Mapping[int, int], fixed: list[tuple[int, int]]) -> dict[int, int]:
    """Sentences much alike that keep the order of those in `fixed`, the likest first."""
    taken, free = set(found.values()), [at for at in range(len(new)) if at not in found]
    left = {before: _shape(old[before]) for before in range(len(old)) if before not in taken}
    pairs = sorted(_likeness(left, {at: _shape(new[at]) for at in free}), reverse=True)
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _, before, at in ((score, -before, -at) for score, before, at in pairs):
        place = bisect(fixed, (before, at))
        fits = (place == 0 or fixed[place - 1][1] < at) and (place == len(fixed) or fixed[place][1] > at)
        if fits and before not in used and at not in chosen:
            fixed.insert(place, (before, at))
            chosen[at] = before
            used.add(before)
    return chosen


def _likeness(left: Mapping[int, frozenset[str]], right: Mapping[int, frozenset[str]]) -> list[tuple[float, int, int]]:
    """(share of shape in common, −place, −place) of the pairs alike enough. What very many sentences say tells none of them."""
    index: dict[str, list[int]] = defaultdict(list)
    for before, shape in left.items():
        for pair in shape:
            index[pair].append(before)
    rare = {pair: places for pair, places in index.items() if len(places) <= _COMMON}
    sizes = {before: len(shape & rare.keys()) for before, shape in left.items()}
    found = []
    for at, shape in right.items():
        size = sum(pair in rare or pair not in index for pair in shape)
        shared = Counter(before for pair in shape for before in rare.get(pair, ()))
        found += [(score, -before, -at) for before, count in shared.items() if (score := 2 * count / (size + sizes[before])) >= ALIKE]
    return found


def _shape(words: str) -> frozenset[str]:
    """Its pairs of neighbouring characters."""
    return frozenset(one + other for one, other in pairwise(words))


def _increasing(found: Mapping[int, int]) -> list[tuple[int, int]]:
    """The pairs in which both places grow."""
    kept: list[tuple[int, int]] = []
    for at, before in sorted(found.items()):
        if not kept or before > kept[-1][1]:
            kept.append((at, before))
    return kept
