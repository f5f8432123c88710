"""What came back as it is kept, and every cell of it beside what stands in the report now and what was decided on it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pydantic import TypeAdapter
from sqlalchemy import Connection

from server.actions.forms import press_of
from server.actions.knowledge import bound
from server.library import Library
from server.report.forms.collecting import CollectionForm
from server.report.forms.grids import Cell, Grid
from server.report.forms.outcomes import Kind, Known, Outcome, Present
from server.report.forms.outcomes import Returned as Answers
from server.report.forms.returns import read
from server.storage import contents, forms
from server.storage.contents import StoredEntry
from server.storage.forms import Form, Given, Returned
from server.storage.reports import Report

OPEN_KINDS = frozenset({Kind.new, Kind.differs, Kind.unclear, Kind.outside, Kind.extra, Kind.unknown, Kind.words})
PLAIN_KINDS = frozenset({Kind.new, Kind.same})


@dataclass(frozen=True)
class Columns:
    """What a person said of a table: the number of its heading row (-1 for none), and column → key of a column of the form."""

    table: int
    head: int
    keys: dict[int, str]


@dataclass(frozen=True)
class Content:
    """A return as read. `problem` is the sentence why it was not, `again` the return that has the same bytes.

    `codes` are the forms it answers by itself.
    """

    grids: tuple[Grid, ...] = ()
    columns: Columns | None = None
    codes: tuple[str, ...] = ()
    phone: str = ""
    problem: str = ""
    again: int = 0


@dataclass(frozen=True)
class Answer:
    """One cell with what was decided on it. `key` names it among the decisions on its return."""

    key: str
    outcome: Outcome
    given: Given | None = None

    @property
    def waiting(self) -> bool:
        """Whether a person must still decide."""
        return self.given is None and self.outcome.kind in OPEN_KINDS

    @property
    def plain(self) -> bool:
        """Whether it can be taken without being looked at."""
        return self.given is None and self.outcome.kind in PLAIN_KINDS and self.outcome.field == "raw"


@dataclass(frozen=True)
class Read:
    """A return with everything in it. `by_itself`: it says to which form it belongs."""

    returned: Returned
    content: Content
    answers: tuple[Answer, ...] = ()
    forms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def by_itself(self) -> bool:
        """Whether the file says to which form it belongs."""
        return bool(self.content.codes)

    @property
    def waiting(self) -> tuple[Answer, ...]:
        """What a person must still decide on."""
        return tuple(each for each in self.answers if each.waiting)

    @property
    def counts(self) -> Counter[str]:
        """How many undecided cells there are of each kind."""
        return Counter(each.outcome.kind.value for each in self.answers if each.given is None)

    def answer(self, key: str) -> Answer | None:
        """One cell by its key."""
        return next((each for each in self.answers if each.key == key), None)


@dataclass(frozen=True)
class Desk:
    """What the returns of a report are read against."""

    library: Library
    known: Known
    stored: tuple[Form, ...]
    printed: Mapping[str, CollectionForm]
    entries: Mapping[str, StoredEntry]
    given: tuple[Given, ...] = field(default=())

    def form(self, code: str) -> Form | None:
        """A form by its code."""
        return next((each for each in self.stored if each.code == code), None)

    @cached_property
    def present(self) -> Present:
        """What stands in the report, and under the code of each form of shares what was taken of it."""
        now = {key: each.record.raw for key, each in self.entries.items() if each.record.raw.strip()}
        return {"": now} | {form.code: shares for form, shares in self.shares}

    @cached_property
    def shares(self) -> tuple[tuple[Form, dict[str, str]], ...]:
        """Each form of shares with what was taken of it: indicator → raw."""
        return tuple((form, dict(self._taken(form))) for form in self.stored if form.share)

    def decisions(self, returned: Returned) -> dict[str, Given]:
        """What was decided on a return, by key."""
        return {each.place: each for each in self.given if each.returned_id == returned.id}

    def taken_of(self, form: Form) -> frozenset[str]:
        """The figures of a form that were taken."""
        return frozenset(key for key, _ in self._taken(form))

    def _taken(self, form: Form) -> Iterator[tuple[str, str]]:
        return ((each.indicator, each.raw) for each in self.given if each.taken and each.indicator and each.place.startswith(form.code))


def desk_of(connection: Connection, library: Library, report: Report) -> Desk:
    """Everything the returns of a report are read against, as it stands."""
    library = bound(connection, library, report)
    press = press_of(connection, library, report)
    stored = forms.forms(connection, report.id)
    known = Known(library.indicators, library.relations, library.form_words, report.year)
    printed = {each.code: press.printed(each, library) for each in stored}
    return Desk(library, known, stored, printed, contents.entries(connection, report.id), forms.given(connection, report.id))


def read_content(desk: Desk, content: Content, name: str, chosen: Form | None = None) -> Answers:
    """Every cell of a return. `chosen` is the form it belongs to where it does not say so itself.

    The only form of a report is not meant just because there is no other.
    """
    possible = tuple(desk.printed.values())
    if not content.codes:
        possible = (desk.printed[chosen.code],) if chosen else possible if len(possible) > 1 else ()
    return read(headed(content, desk), possible, desk.known, desk.present, name)


def read_again(desk: Desk, returned: Returned) -> Read:
    """A kept return against what stands in the report now."""
    content = loaded(returned.content)
    if content.problem or content.again:
        return Read(returned, content)
    chosen = next((each for each in desk.stored if each.id == returned.form_id), None)
    found = read_content(desk, content, returned.name, chosen)
    decided = desk.decisions(returned)
    answers = tuple(Answer(key, outcome, decided.get(key)) for key, outcome in keyed(found.outcomes))
    return Read(returned, content, answers, found.forms, found.notes)


def keyed(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, Outcome]]:
    """Each cell with a key that stays when others are decided: form, place and which answer it gives."""
    seen: Counter[str] = Counter()
    for outcome in outcomes:
        key = f"{outcome.form}|{outcome.place}|{outcome.field}"
        seen[key] += 1
        yield (f"{key}|{seen[key]}" if seen[key] > 1 else key), outcome


def headed(content: Content, desk: Desk) -> tuple[Grid, ...]:
    """The tables, with headings over the columns that a person has named."""
    said = content.columns
    if said is None:
        return content.grids
    heads = {at: Cell(desk.known.wording.heading(key)) for at, key in said.keys.items() if key}
    return tuple(_headed(grid, said.head, heads) if at == said.table else grid for at, grid in enumerate(content.grids))


def dumped(content: Content) -> str:
    """A return as text to keep."""
    return _CONTENT.dump_json(content, exclude_defaults=True).decode()


def loaded(text: str) -> Content:
    """What `dumped` made."""
    return _CONTENT.validate_json(text)


def _headed(grid: Grid, head: int, heads: Mapping[int, Cell]) -> Grid:
    """The named columns alone keep a heading: another could be taken for one of them."""
    wide = max(heads, default=0) + 1
    old = grid.rows[head] if 0 <= head < len(grid.rows) else ()
    row = tuple(heads.get(at, Cell()) for at in range(max(wide, len(old))))
    return replace(grid, rows=(*grid.rows[: max(head, 0)], row, *grid.rows[head + 1 :]))


_CONTENT = TypeAdapter(Content)
