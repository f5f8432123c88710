"""Which lines of a body are headings and how deep: number, order of numbers, outline level, look and place weighed together."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from server.report.file_problems import levels_contradict
from server.report.reading import parts
from server.report.reading.headings import OUTER, Found, sighted
from server.report.reading.marks import Kind
from server.report.reading.source import Line, Look

DEEPEST = 5
_SHARE = 0.6
_FEW = 2


@dataclass(frozen=True)
class Head:
    """A heading found: line number in the document, its mark as it stands there ("" without one), level 1–5."""

    at: int
    mark: str
    level: int = 0
    doubt: str = ""


def ranked(lines: Mapping[int, Line]) -> dict[int, Head]:
    """The headings among the lines of a body, by line number. Chapters have level 1, whatever mark they carry."""
    found = sighted(lines)
    marked = [each for each in found if each.kind is not None]
    ranks = _ranks(marked)
    lift = _lift(found, ranks)
    levels = {each.at: ranks[each.kind] + lift for each in found if each.kind is not None}
    for at in _nested(found, ranks):
        levels[at] += 1
    levels |= _bare_levels(found, levels, lift)
    doubts = _doubts(marked, levels)
    return {each.at: Head(each.at, each.mark, min(levels[each.at], DEEPEST), doubts.get(each.at, "")) for each in found}


def _ranks(marked: Sequence[Found]) -> dict[Kind, int]:
    """Each kind of mark that occurs → its level. The standard's order, unless one kind always begins below a “lower” one."""
    order = sorted({each.kind for each in marked if each.kind is not None})
    starts = Counter((above.kind, below.kind) for above, below in pairwise(marked) if below.number == 1 and above.kind != below.kind)
    firsts = Counter(each.kind for each in marked if each.number == 1)
    for at in list(range(len(order) - 1)) * len(order):
        upper, lower = order[at : at + 2]
        always = starts[lower, upper] >= _FEW and starts[lower, upper] == firsts[upper]
        if always and not starts[upper, lower]:
            order[at : at + 2] = [lower, upper]
    return {kind: level for level, kind in enumerate(order, 1)}


def _lift(found: Sequence[Found], ranks: Mapping[Kind, int]) -> int:
    """1 where chapters have no number at all and the highest kind of mark begins anew below them."""
    above = [
        head for head, below in pairwise(found) if head.kind is None and below.kind is not None and ranks[below.kind] == below.number == 1
    ]
    return int(len(above) >= _FEW or any(head.depth for head in above))


def _nested(found: Sequence[Found], ranks: Mapping[Kind, int]) -> set[int]:
    """Headings that stand one deeper than their mark says: 一、二、written again below a chapter 一、, and all below them."""
    order = {each.at: number for number, each in enumerate(found)}
    return {at for kind in ranks for scope in _scopes(found, kind, ranks) for at in _inner(scope, kind, order)}


def _scopes(found: Sequence[Found], kind: Kind, ranks: Mapping[Kind, int]) -> list[list[Found]]:
    """The headings of a kind and below it, cut wherever a higher heading stands."""
    groups = groupby(found, key=lambda each: each.kind is None or ranks[each.kind] < ranks[kind])
    return [list(group) for higher, group in groups if not higher]


def _inner(scope: Sequence[Found], kind: Kind, order: Mapping[int, int]) -> set[int]:
    """The headings of one scope that belong to a second count inside the first."""
    run = [each for each in scope if each.kind is kind]
    inner: set[int] = set()
    outer, inside = 0, False
    for at in range(1, len(run)):
        inside = not _goes_back(run, at, outer) if inside else _begins_again(run, at, order)
        if inside:
            inner.add(at)
        else:
            outer = at
    ends = [*(head.place for head in run[1:]), scope[-1].place + 1]
    begun = {run[at].place: ends[at] for at in inner}
    below: set[int] = set()
    end = -1
    for each in scope:
        end = begun.get(each.place, end)
        below |= {each.at} if each.place < end else set()
    return below


def _begins_again(run: Sequence[Found], at: int, order: Mapping[int, int]) -> bool:
    """Whether a mark 一、 right below another of its kind opens a count of its own."""
    outer, head = run[at - 1], run[at]
    if head.number != 1 or order[head.at] != order[outer.at] + 1:
        return False
    if outer.depth and head.depth:
        return head.depth > outer.depth
    follows = next((run[later] for later in range(at, len(run)) if run[later].number != later - at + 1), None)
    if follows:
        return follows.number == outer.number + 1 or head.place == outer.place + 1
    return not outer.run_in and (head.run_in or head.place == outer.place + 1)


def _goes_back(run: Sequence[Found], at: int, outer: int) -> bool:
    """Whether a heading goes on with the outer count and not with the inner one it follows."""
    head, last, first = run[at], run[at - 1], run[outer]
    if head.number != first.number + 1:
        return False
    if head.number != last.number + 1:
        return True
    if first.signature != last.signature and head.signature in (first.signature, last.signature):
        return head.signature == first.signature
    chapters = [parts.CHAPTER.fullmatch(_title(each)) is not None for each in (head, last)]
    if chapters[0] != chapters[1]:
        return chapters[0]
    return all(run[later].number != head.number for later in range(at + 1, len(run)))


def _title(head: Found) -> str:
    return head.line.whole.strip(OUTER)[len(head.mark) :].partition("。")[0]


def _bare_levels(found: Sequence[Found], levels: Mapping[int, int], lift: int) -> dict[int, int]:
    """The levels of headings without a number: by their outline level, by what begins below them, by their words, by their look."""
    marked = [each for each in found if each.kind is not None]
    if not marked:
        order = _by_look(found)
        return {head.at: order[head.signature] for head in found}
    depths = _usual(marked, levels)
    looks = {each.signature: levels[each.at] for each in marked if each.line.look != Look()}
    lasts = _passed(found, set(levels))
    chapters = {at for at, level in levels.items() if level == 1}
    around = zip(_passed(found, chapters), reversed(_passed(found[::-1], chapters)), strict=True)
    bare: dict[int, int] = {}
    for head, after, last, (above, below) in zip(found, (*found[1:], None), lasts, around, strict=True):
        if head.kind is None:
            opened = levels[after.at] - 1 if after and after.number == 1 else 0
            chapter = int(parts.CHAPTER.fullmatch(head.words) is not None and not _counts_past(above, below))
            known = depths.get(head.depth, 0) or opened or lift or chapter or looks.get(head.signature, 0)
            bare[head.at] = known or (levels[last.at] if last else 0) + 1
    return bare


def _passed(found: Sequence[Found], wanted: Collection[int]) -> list[Found | None]:
    """For each heading, the last of the wanted ones before it."""
    last: Found | None = None
    passed: list[Found | None] = []
    for head in found:
        passed.append(last)
        last = head if head.at in wanted else last
    return passed


def _counts_past(above: Found | None, below: Found | None) -> bool:
    """Whether the numbers of the chapters go on as if nothing stood between them: then it is no chapter that stands there."""
    return above is not None and below is not None and below.number == above.number + 1


def _by_look(bare: Sequence[Found]) -> dict[tuple[int, str, int, bool, str], int]:
    """Levels in a paper without any number: outline level first, then the larger, then what comes first."""
    first = {each.signature: -each.place for each in reversed(bare)}
    order = sorted(first, key=lambda look: (look[0] or DEEPEST * 2, -look[2], -first[look]))
    return {look: level for level, look in enumerate(order, 1)}


def _usual(marked: Sequence[Found], levels: Mapping[int, int]) -> dict[int, int]:
    """Outline level of the file → the level that most headings with it have by their numbers."""
    counts = Counter((each.depth, levels[each.at]) for each in marked if each.depth)
    return {depth: level for (depth, level), _ in reversed(counts.most_common())}


def _doubts(marked: Sequence[Found], levels: Mapping[int, int]) -> dict[int, str]:
    """A sentence for each heading whose number says one level and whose style says that of others."""
    counts = Counter((levels[each.at], each.depth) for each in marked if each.depth)
    totals = Counter(levels[each.at] for each in marked if each.depth)
    usual = {level: depth for (level, depth), count in counts.items() if count > _SHARE * totals[level]}
    elsewhere = {depth: level for level, depth in usual.items()}
    strays = [
        (each, elsewhere[each.depth])
        for each in marked
        if each.depth in elsewhere and usual.get(levels[each.at], each.depth) != each.depth and totals[levels[each.at]] > _FEW
    ]
    return {each.at: levels_contradict(each.at + 1, each.line.whole.strip(OUTER), levels[each.at], styled) for each, styled in strays}
