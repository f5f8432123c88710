"""Puts the suggestions of findings into a text; judges nothing and knows no rule."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from server.report.findings import Finding


def chosen(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that can be put right together, in reading order: each has a suggestion that changes its words, none touches another.

    Of two that overlap the one that begins first stays, of two that begin together the longer. What no longer stands where it was found,
    because the text was changed since, is left out.
    """
    fit = (each for each in findings if each.suggestion and each.quote != each.suggestion and text[each.start : each.end] == each.quote)
    return tuple(_apart(sorted(fit, key=lambda each: (each.start, -each.end))))


def repaired(text: str, findings: Iterable[Finding]) -> str:
    """The text with every suggestion that fits in its place; all other characters stay as they are."""
    kept = chosen(text, findings)
    starts = (0, *(each.end for each in kept))
    ends = (*(each.start for each in kept), len(text))
    between = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return "".join(piece for pair in zip(between, (*(each.suggestion for each in kept), ""), strict=True) for piece in pair)


def moved(place: int, findings: Iterable[Finding]) -> int:
    """Where a place of the text is once `findings` (as `chosen` gives them) are put in; one inside a change comes to stand behind it."""
    kept = tuple(findings)
    shifts = tuple(accumulate((len(each.suggestion) - (each.end - each.start) for each in kept), initial=0))
    passed = sum(each.end <= place for each in kept)
    inside = next((at for at, each in enumerate(kept) if each.start < place < each.end), None)
    return kept[inside].end + shifts[inside + 1] if inside is not None else place + shifts[passed]


def _apart(ordered: Iterable[Finding]) -> Iterator[Finding]:
    reached = 0
    for each in ordered:
        if each.start >= reached and each.end > each.start:
            yield each
            reached = each.end
