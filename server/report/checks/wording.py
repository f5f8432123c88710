"""The lists that words are judged by, as data/wording/ holds them and as an office adds to them; every entry with its source."""

import re
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from server.report.findings import Class
from server.report.values import Frozen


class Dated(Frozen):
    """An entry with where it comes from. In force from `since` up to and including `until`; a text is judged by the end of its year."""

    source: str
    since: date | None = None
    until: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether it is in force on a day; when the day is not known, only what has no dates is."""
        if on is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Confusable(Dated):
    """A wrong word and the right one.

    `before` and `after` are regular expressions for what must stand beside it, `unless_before` and `unless_after` for what must not.
    Never looked for inside 《》. `example` must be found, `counter` must not: the start holds every entry to both.
    """

    wrong: str = Field(min_length=1)
    right: str
    before: str = ""
    after: str = ""
    unless_before: str = ""
    unless_after: str = ""
    weight: Class = Class.must
    says: str = ""
    example: str = ""
    counter: str = ""


class Formula(Dated):
    """A fixed wording and the wrong forms in which it is met."""

    right: str
    wrong: tuple[str, ...]
    weight: Class = Class.must
    says: str = ""


class Superseded(Dated):
    """A term, body, plan or period that is out of use from `since` on, and what is said instead.

    `citing`: only where it is cited as current (按照、根据、落实 …), as a plan that has run out may still be reported on.
    """

    term: str
    instead: str = ""
    says: str = ""
    weight: Class = Class.explain
    citing: bool = False
    unless_before: str = ""
    unless_after: str = ""


class Pattern(Dated):
    r"""A faulty turn as a regular expression; `right` may use its groups (\1)."""

    id: str
    find: str
    right: str = ""
    says: str
    weight: Class = Class.explain
    example: str = ""
    counter: str = ""

    @model_validator(mode="after")
    def _compiles(self) -> "Pattern":
        re.compile(self.find)
        return self


class TitleOf(Dated):
    """The full name of a law, rule or paper that is often cited; `kind` 法律、行政法规、地方性法规、规章、文件."""

    name: str
    number: str = ""
    kind: str = ""


class Organ(Dated):
    """A body with its right name, the short names it may bear, and the wrong ones it is met with."""

    name: str
    short: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class Plain(Dated):
    """A word that is right although a check would object: the whitelist. `rule` "" is any."""

    word: str
    rule: str = ""


class Tifa(Dated):
    """A 提法: how a thing is to be said in a period. The county edits these; `wrong` are its out-of-date forms."""

    right: str
    wrong: tuple[str, ...] = ()
    weight: Class = Class.explain
    says: str = ""


Kind = Literal["confusable", "formula", "superseded", "pattern", "title", "organ", "plain", "tifa"]


class Wording(Frozen):
    """All lists together."""

    confusables: tuple[Confusable, ...] = ()
    formulas: tuple[Formula, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    titles: tuple[TitleOf, ...] = ()
    organs: tuple[Organ, ...] = ()
    plain: tuple[Plain, ...] = ()
    tifa: tuple[Tifa, ...] = ()

    def joined(self, other: "Wording") -> "Wording":
        """These lists and those of an office."""
        return Wording(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Words on the whitelist for every rule."""
        return frozenset(each.word for each in self.plain if not each.rule)
