"""Sentences that lack a word by their form alone, listed as patterns (G09); guesses at no meaning."""

from collections.abc import Iterator

from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.turning import turns
from server.report.findings import Class


def _lacking(subject: Subject) -> Iterator[Hit]:
    return turns(subject, "G09")


CHECKS: tuple[Check[Subject], ...] = (Check("G09", "漏词或半句话", Class.verify, _lacking, basis="语法与修辞"),)
