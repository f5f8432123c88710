"""The entries of the lists that words are judged by: words, terms, patterns, titles and characters, each with its source."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from server.report.checks.spotting import compiled, ending
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

    @model_validator(mode="after")
    def _compiles(self) -> "Confusable":
        return _compiling(self, (self.before, self.unless_before), (self.after, self.unless_after))


class Misspelt(Dated):
    """Words that are wrong wherever they stand, unless other words stand directly before them, each with the right one."""

    words: dict[str, str]
    unless_before: str = ""
    weight: Class = Class.must

    def entries(self) -> Iterator[Confusable]:
        """Each word as an entry of its own."""
        return (
            Confusable(wrong=wrong, right=right, source=self.source, unless_before=self.unless_before, weight=self.weight)
            for wrong, right in self.words.items()
        )


class Formula(Dated):
    """A fixed wording and the wrong forms in which it is met, unless other words stand directly beside them."""

    right: str
    wrong: tuple[str, ...]
    unless_before: str = ""
    unless_after: str = ""
    weight: Class = Class.must
    says: str = ""
    counter: str = ""

    @model_validator(mode="after")
    def _compiles(self) -> "Formula":
        return _compiling(self, (self.unless_before,), (self.unless_after,))


class Superseded(Dated):
    """A term, body, plan or period that is out of use from `since` on, and what is said instead.

    `citing`: only where it is cited as current (按照、根据、落实 …), as a plan that has run out may still be reported on.
    """

    term: str
    rule: Literal["T01", "O02"] = "T01"
    instead: str = ""
    says: str = ""
    weight: Class = Class.explain
    citing: bool = False
    unless_before: str = ""
    unless_after: str = ""
    example: str = ""
    counter: str = ""

    @model_validator(mode="after")
    def _compiles(self) -> "Superseded":
        return _compiling(self, (self.unless_before,), (self.unless_after,))


class Pattern(Dated):
    r"""A faulty turn as a regular expression; `right` may use its groups (\1).

    Looked for only in sentences where one of `needles`, literal words, stands; none are needed where `find` begins with a literal.
    """

    id: str
    find: str
    needles: tuple[str, ...] = ()
    quoted: bool = False
    right: str = ""
    says: str
    weight: Class = Class.explain
    example: str = ""
    counter: str = ""

    @model_validator(mode="after")
    def _compiles(self) -> "Pattern":
        return _compiling(self, (), (self.find,))


class TitleOf(Dated):
    """The full name of a law, rule or paper that is often cited; `kind` 法律、行政法规、地方性法规、规章、文件."""

    name: str
    number: str = ""
    kind: str = ""


class Titles(Dated):
    """Full names of one kind that need no number."""

    kind: str
    names: tuple[str, ...]


class Organ(Dated):
    """A body with its right name, the short names it may bear, and the wrong ones it is met with, unless other words stand beside."""

    name: str
    short: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    unless_before: str = ""
    unless_after: str = ""
    weight: Class = Class.verify

    @model_validator(mode="after")
    def _compiles(self) -> "Organ":
        return _compiling(self, (self.unless_before,), (self.unless_after,))


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


class Vocabulary(Dated):
    """Fixed words of four or more characters, each certain as a whole: what stands one slip away from them is a mistake."""

    words: tuple[str, ...]


class Sound(Dated):
    """The characters of the 通用规范汉字表 that are read alike, tones aside."""

    reading: str
    characters: str


class Shape(Dated):
    """Groups of characters that look alike."""

    groups: tuple[str, ...]


class Doubling(Dated):
    """What may stand beside a doubled character: “character:ends of words before it:words it begins go on with”, a line each."""

    beside: tuple[str, ...]

    def places(self) -> Iterator[tuple[str, tuple[frozenset[str], frozenset[str]]]]:
        """Each character with what ends a word with it and what goes on a word that it begins."""
        for character, before, after in (each.split(":") for each in self.beside):
            yield character, (frozenset(before), frozenset(after))


class Reduplicated(Dated):
    """Words in which a character comes twice in a row rightly."""

    words: tuple[str, ...]


class Common(Dated):
    """Common words of two characters and what else may stand together: “first character:those that follow it”, between blanks."""

    words: str
    also: str = ""
    uncertain: str = ""


_Entry = TypeVar("_Entry", bound=Dated)


def _compiling(entry: _Entry, before: tuple[str, ...], after: tuple[str, ...]) -> _Entry:
    """The entry, when its regular expressions are such; they are ready for use then."""
    for pattern in filter(None, before):
        ending(pattern)
    for pattern in filter(None, after):
        compiled(pattern)
    return entry
