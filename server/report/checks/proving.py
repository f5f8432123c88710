"""Holds every entry of the lists to its example and counter-example, so that no entry is dead or finds what is right."""

from collections.abc import Callable, Iterator
from functools import partial

from server.report.checks.confusing import meant
from server.report.checks.spotting import Spots, compiled, stands
from server.report.checks.text import plain_text
from server.report.checks.wording import Confusable, Formula, Pattern, Superseded, Wording

_BESIDE_PARTS = 3


def unproved(lists: Wording) -> Iterator[str]:
    """What is wrong with the entries, a sentence each."""
    for confusable in lists.confusables:
        yield from _two_ways(confusable.wrong, confusable, partial(_confuses, confusable))
    for pattern in lists.patterns:
        yield from _two_ways(pattern.id, pattern, partial(_turns, pattern))
    for term in lists.superseded:
        yield from _two_ways(term.term, term, partial(_says, term))
    for formula in lists.formulas:
        yield from _formula(formula)
    named = ((wrong, each.name) for each in lists.organs for wrong in each.wrong if wrong in each.name or wrong in each.short)
    yield from (f"wording: {name}: “{wrong}”就在正确的名称里" for wrong, name in named)
    pairs = ((wrong, right) for each in lists.misspelt for wrong, right in each.words.items())
    yield from (f"wording: {wrong}: 右边“{right}”里就有左边的写法" for wrong, right in pairs if wrong in right)
    short = (word for each in lists.vocabulary for word in each.words if len(word) < len("固定词语"))
    yield from (f"wording: vocabulary: {word}: 至少四个字" for word in short)
    lines = (line for each in lists.doublings for line in each.beside if line.count(":") != _BESIDE_PARTS - 1)
    yield from (f"wording: doubling: {line}: 要写成“字:前面的字:后面的字”" for line in lines)


def _two_ways(name: str, entry: Confusable | Pattern | Superseded, finds: Callable[[str], bool]) -> Iterator[str]:
    if entry.example and not finds(entry.example):
        yield f"wording: {name}: example 没有查出：{entry.example}"
    if entry.counter and finds(entry.counter):
        yield f"wording: {name}: counter 不该查出：{entry.counter}"


def _confuses(entry: Confusable, words: str) -> bool:
    text = plain_text(words)
    return any(meant(text.untitled, spot) for spot in Spots([(entry.wrong, entry)]).within(text))


def _turns(entry: Pattern, words: str) -> bool:
    text = plain_text(words)
    return compiled(entry.find).search(words if entry.quoted else text.unquoted) is not None and (
        not entry.needles or any(needle in words for needle in entry.needles)
    )


def _says(entry: Superseded, words: str) -> bool:
    at = words.find(entry.term)
    if at < 0:
        return False
    end = at + len(entry.term)
    blocked = entry.unless_before and stands(words, at, end, before=entry.unless_before)
    return not blocked and not (entry.unless_after and stands(words, at, end, after=entry.unless_after))


def _formula(entry: Formula) -> Iterator[str]:
    clashing = (wrong for wrong in entry.wrong if wrong in entry.right or entry.right in wrong)
    yield from (f"wording: {entry.right}: “{wrong}”与正确的写法互相包含" for wrong in clashing)
