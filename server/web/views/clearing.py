"""The page 公开审查: what waits, section by section, with hits marked; and what a person chose on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from server.actions.clearing import Choice, Clash, Cleared, Settled
from server.library import Library
from server.report import paper_problems as say
from server.report.problems import NotFound
from server.report.publicity.deciding import Decision, Weighed, pending
from server.report.publicity.form import Reviewed, names_of
from server.report.publicity.hits import Hit
from server.report.publicity.passages import ENTRY, HEADING
from server.web.depends import number
from server.web.forms import Form
from server.web.unit_form import Wrong

DECISIONS: dict[str, Decision] = {"open": "open", "internal": "internal", "pending": "pending"}
Pieces = tuple[tuple[bool, str], ...]


@dataclass(frozen=True)
class Row:
    """One place: what it says in pieces (marked or not), why it is here, and what is chosen; `chosen` and `replacement` as typed."""

    weighed: Weighed
    pieces: Pieces
    reasons: tuple[str, ...]
    chosen: str
    replacement: str
    doubts: tuple[str, ...]

    @property
    def version(self) -> int:
        """The version of the decision that the page shows, 0 for none."""
        return self.weighed.decided.version if self.weighed.decided else 0


@dataclass(frozen=True)
class Group:
    """The places of one section or of the figures; `key` is its name in forms."""

    key: str
    name: str
    rows: tuple[Row, ...]
    pending: int
    sentences: int


@dataclass(frozen=True)
class ClearingPage:
    """Everything the page shows. `only`: nothing but what waits; `section`: every sentence of this one, "" for what is noted in all.

    `rest`: the parts in which nothing is noted, with their names.
    """

    groups: tuple[Group, ...]
    pending: int
    noted: int
    only: bool
    section: str
    rest: tuple[tuple[str, str], ...] = ()


def clearing_page(library: Library, cleared: Cleared, query: Mapping[str, str], typed: Mapping[str, str]) -> ClearingPage:
    """The page; `typed` are the fields of a form that could not be kept whole."""
    only, section = query.get("only") == "pending", query.get("section", "")
    names = targets_of(library, cleared)
    groups, first = [], {id(each) for each in cleared.by_key.values()}
    for key, found in groupby((*cleared.sentences, *cleared.entries), group_of):
        every = tuple(found)
        shown = [each for each in every if id(each) in first and _shown(each, whole=key == section, only=only)]
        rows = tuple(_row(library, each, typed) for each in shown if section in ("", key))
        groups.append(Group(key, names.get(key, key).strip("。 "), rows, pending(every), len(every)))
    noted = sum(each.noted for each in cleared.by_key.values())
    rest = tuple((group.key, group.name) for group in groups if not (group.rows or only or section))
    return ClearingPage(tuple(group for group in groups if group.rows), cleared.pending, noted, only, section, rest)


def reviewed(library: Library, cleared: Cleared) -> Reviewed:
    """What the 公开审查表 is made from."""
    unit = cleared.snapshot.unit
    weighed = (*cleared.sentences, *cleared.entries)
    return Reviewed(unit.name, unit.short_name, cleared.title, cleared.snapshot.year, weighed, targets_of(library, cleared), library.labels)


def targets_of(library: Library, cleared: Cleared) -> dict[str, str]:
    """What a reader calls every target."""
    headings = ((section.key, section.heading) for section in cleared.snapshot.sections)
    indicators = ((key, each.name) for key, each in library.indicators.items())
    return names_of(headings, library.labels["front"], indicators) | {ENTRY: library.labels["paper_form"]["figures"]}


def group_of(weighed: Weighed) -> str:
    """The group a place stands in: a section with its heading, a part of the front, all figures."""
    return ENTRY if weighed.target.startswith(ENTRY) else weighed.target.removeprefix(HEADING)


def choices(form: Form) -> tuple[Choice, ...]:
    """What a person changed on the page; with a button `open:GROUP` every place of that group that still waits is open."""
    what, _, group = form.get("do").partition(":")
    keys = [name.removeprefix("seen.") for name, _ in form.pairs if name.startswith("seen.")]
    return tuple(choice for key in dict.fromkeys(keys) for choice in _chosen(form, key, group if what == "open" else None))


def wrongs(settled: Settled, labels: Mapping[str, str]) -> list[Wrong]:
    """What could not be kept, each beside its place."""
    gone = [Wrong("", say.sentence_gone())] if any(clash.theirs is None for clash in settled.clashes) else []
    overtaken = [Wrong(f"decision-{clash.choice.key}", told) for clash in settled.clashes for told in _overtaken(clash, labels)]
    return [*gone, *overtaken, *(Wrong(f"decision-{key}", message) for key, message in settled.unfit)]


def _overtaken(clash: Clash, labels: Mapping[str, str]) -> Iterator[str]:
    if clash.theirs:
        yield say.decided_meanwhile(labels[clash.theirs.decision], clash.theirs.replacement, clash.theirs.who)


def _chosen(form: Form, key: str, opened: str | None) -> Iterator[Choice]:
    """The choice on one place, if it was changed."""
    version, _, shown = form.get(f"seen.{key}").partition(":")
    chosen, replacement = form.get(f"decision.{key}", shown), form.line(f"replacement.{key}")
    if opened is not None and form.get(f"group.{key}") == opened and chosen == "pending" and not replacement:
        chosen = "open"
    if chosen not in DECISIONS:
        raise NotFound
    if (chosen, replacement) != (shown, form.line(f"seenreplacement.{key}")):
        yield Choice(key, DECISIONS[chosen], replacement, number(version))


def _shown(weighed: Weighed, *, whole: bool, only: bool) -> bool:
    return weighed.decision == "pending" if only else whole or weighed.noted or weighed.target.startswith(ENTRY)


def _row(library: Library, weighed: Weighed, typed: Mapping[str, str]) -> Row:
    labels, key = library.labels, weighed.key
    reasons = dict.fromkeys(labels["publicity_reason"][hit.reason] for hit in weighed.hits)
    causes = dict.fromkeys(labels["publicity_cause"][each] for each in weighed.causes if each != "found")
    replacement = typed.get(f"replacement.{key}", weighed.replacement)
    doubts = dict.fromkeys(labels["publicity_reason"][hit.reason] for hit in library.finder.find(replacement))
    pieces = tuple(_pieces(weighed.sentence or weighed.label, weighed.hits))
    return Row(weighed, pieces, (*reasons, *causes), typed.get(f"decision.{key}", weighed.decision), replacement, tuple(doubts))


def _pieces(text: str, hits: tuple[Hit, ...]) -> Iterator[tuple[bool, str]]:
    """The text cut at the borders of hits; what several of them cover is one piece."""
    covered = [any(hit.start <= at < hit.end for hit in hits) for at in range(len(text))]
    for marked, places in groupby(range(len(text)), lambda at: covered[at]):
        yield marked, "".join(text[at] for at in places)
