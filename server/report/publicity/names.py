"""Names of persons beside a post, a form of address or what they are to a case, and those listed with them; no others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from server.report.publicity.hits import Hit, Kind, Reason
from server.report.publicity.shapes import Shapes

_SEPARATOR = re.compile(r"[ \t]*(?:[:(“\"—-]|\|)?[ \t]*")
_JOIN = re.compile(r"(?:\([^()\n]{0,20}\))?[ \t]*(?:[、,/;]|以及|[和及与]|[ \t])[ \t]*")
_JOIN_BACK = re.compile(r"(?:[、,/;]|以及|[和及与])[ \t]*$")
_LINKED = "(?:担任|兼任|出任|当选为?|[任为系是])?"
_COUNTED = r"(?:,?等)?(?:[\d一二两三四五六七八九十]{1,3}[名位个])?(?:优秀|先进)?"
_IN_BRACKETS = re.compile(r"\([^()\n]{0,14}$")
_ALONE = ("", "副")
_HEADS = (Reason.name_with_post, Reason.name_known, Reason.name_masked)
_MOST = 60
_BACK = 12
Span = tuple[int, int]


@dataclass(frozen=True)
class Names:
    """Finds names by their shapes and their neighbours."""

    shapes: Shapes

    def find(self, seen: str, text: str, known: Iterable[str] = ()) -> Iterator[Hit]:
        """Every name once; `seen` is the text in half-width characters, `known` names that count wherever they stand."""
        found: dict[Span, Reason] = {}
        for span, reason in (*self._known(seen, known), *self._young(seen), *self._masked(seen), *self._beside(seen)):
            _put(found, span, reason)
        for span in [span for span, reason in found.items() if reason in _HEADS]:
            for listed in (*self._onwards(seen, span[1]), *self._backwards(seen, span[0])):
                _put(found, listed, Reason.name_listed)
        yield from (Hit(_kind(reason), *span, text[span[0] : span[1]], reason) for span, reason in found.items())

    def _known(self, seen: str, known: Iterable[str]) -> Iterator[tuple[Span, Reason]]:
        for name in known:
            yield from ((found.span(), Reason.name_known) for found in re.finditer(re.escape(name), seen) if name)

    def _masked(self, seen: str) -> Iterator[tuple[Span, Reason]]:
        return ((span, Reason.name_masked) for span in self.shapes.masked(seen))

    def _beside(self, seen: str) -> Iterator[tuple[Span, Reason]]:
        for found in self._posts.finditer(seen):
            yield from self._around(seen, found)
        for found in self._roles.finditer(seen):
            yield from self._behind(seen, found.end())

    def _young(self, seen: str) -> Iterator[tuple[Span, Reason]]:
        for found in self._minors.finditer(seen):
            yield from ((span, Reason.minor_named) for span, _ in self._behind(seen, found.end()))

    def _around(self, seen: str, post: re.Match[str]) -> Iterator[tuple[Span, Reason]]:
        """The name behind a post, and the one before it."""
        yield from self._behind(seen, post.end())
        bracket = _IN_BRACKETS.search(seen, max(post.start() - _BACK, 0), post.start())
        for end in dict.fromkeys((post.start(), post.start("title"), bracket.start() if bracket else post.start())):
            start = self.shapes.start_until(seen, len(seen[:end].rstrip(" \t")))
            if start is not None:
                yield (start, len(seen[:end].rstrip(" \t"))), Reason.name_with_post
                return
        if seen[post.start("title") : post.start("post")] in _ALONE and self.shapes.surname_before(seen, post.start("title")):
            yield (post.start("title") - 1, post.end()), Reason.surname_with_post

    def _behind(self, seen: str, at: int) -> Iterator[tuple[Span, Reason]]:
        separator = _SEPARATOR.match(seen, at)
        start = separator.end() if separator else at
        end = self.shapes.end_from(seen, start)
        if end is not None:
            yield (start, end), Reason.name_with_post

    def _onwards(self, seen: str, at: int) -> Iterator[Span]:
        """The names that go on a list after a name that ends here."""
        for _ in range(_MOST):
            joined = _JOIN.match(seen, at)
            end = self.shapes.end_from(seen, joined.end()) if joined else None
            if joined is None or end is None:
                return
            yield joined.end(), end
            at = end

    def _backwards(self, seen: str, at: int) -> Iterator[Span]:
        """The names of a list that came before a name that begins here."""
        for _ in range(_MOST):
            joined = _JOIN_BACK.search(seen, max(at - 4, 0), at)
            start = self.shapes.start_until(seen, joined.start()) if joined else None
            if joined is None or start is None:
                return
            yield start, joined.start()
            at = start

    @cached_property
    def _posts(self) -> re.Pattern[str]:
        words = self.shapes.words
        return re.compile(f"{_LINKED}{_COUNTED}(?P<title>(?:{_either(words.prefixes)})*)(?P<post>{_either(words.posts)})")

    @cached_property
    def _roles(self) -> re.Pattern[str]:
        return re.compile(_either(self.shapes.words.roles))

    @cached_property
    def _minors(self) -> re.Pattern[str]:
        return re.compile(_either(self.shapes.words.minors))


def _kind(reason: Reason) -> Kind:
    return Kind.minor if reason is Reason.minor_named else Kind.name


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _put(found: dict[Span, Reason], span: Span, reason: Reason) -> None:
    """Keep a span unless it meets one that is kept already."""
    if not any(span[0] < there[1] and there[0] < span[1] for there in found):
        found[span] = reason
