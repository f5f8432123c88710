"""Many breaches of one rule in one paragraph told as one: the first bears the class, the others come as hints beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from server.report.checks.ruling import Hit, Subject
from server.report.findings import Class


def by_paragraph(subject: Subject, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits in reading order. What a scan or a half-width keyboard leaves comes in swarms: one holds the paper, not all."""
    ordered = sorted(hits, key=lambda each: each.start)
    for _, group in groupby(ordered, key=lambda each: subject.text.passage(each.start)):
        yield from as_one(list(group), "本段")


def as_one(hits: list[Hit], where: str) -> Iterator[Hit]:
    """The first as it is, with the number of all; the others as hints. `where` names what they have in common."""
    weighty = [at for at, each in enumerate(hits) if each.weight is not Class.hint]
    first, several = next(iter(weighty), -1), len(weighty) > 1
    for at, each in enumerate(hits):
        if several and at == first:
            yield replace(each, message=f"{each.message}{where}同类问题共{len(weighty)}处。")
        else:
            yield each if at == first else replace(each, weight=Class.hint)
