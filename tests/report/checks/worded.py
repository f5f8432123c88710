"""The shipped lists and a text judged by them, for the tests of the checks that go by lists."""

from functools import cache

from server.loading import load
from server.report.checks.profile import Profile
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.text import plain_text
from server.report.checks.wording import Wording
from server.report.prose.recognising import recognition
from tests.report.shipped import DATA

Checks = tuple[Check[Subject], ...]


@cache
def lists() -> Wording:
    """The lists as shipped."""
    return load(DATA).wording


def subject(words: str, year: int | None = 2025, by: Wording | None = None) -> Subject:
    """A text of a year."""
    return Subject(plain_text(words), Profile(year=year), by or lists(), recognition((), {}))


def hits(checks: Checks, words: str, year: int | None = 2025, by: Wording | None = None) -> list[tuple[Check[Subject], Hit]]:
    """What the checks say."""
    seen = subject(words, year, by)
    return [(check, hit) for check in checks for hit in check.find(seen)]


def found(checks: Checks, words: str, year: int | None = 2025, by: Wording | None = None) -> list[tuple[str, str, str]]:
    """(rule, words objected to, suggestion) of every hit in order of rules."""
    return [(check.id, words[hit.start : hit.end], hit.suggestion) for check, hit in hits(checks, words, year, by)]


def weights(checks: Checks, words: str, year: int | None = 2025) -> list[str]:
    """The classes of what is found."""
    return [(hit.weight or check.weight).value for check, hit in hits(checks, words, year)]
