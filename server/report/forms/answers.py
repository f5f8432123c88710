"""One row of a returned form: whom it speaks of, and what its figure is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from server.report.entries import Answer, read_date, read_number
from server.report.forms import doubts
from server.report.forms.blocks import Block
from server.report.forms.collecting import TEXT_ID, Asked, CollectionForm
from server.report.forms.grids import Cell, Grid, Look
from server.report.forms.naming import Names, plain_text
from server.report.forms.outcomes import Kind, Known, Outcome, asked_by
from server.report.forms.verdicts import Say, Verdict, judge
from server.report.indicators import Indicator


@dataclass(frozen=True)
class Sheet:
    """A table with the form it answers (None when not known) and what stands in the report now."""

    grid: Grid
    form: CollectionForm | None
    names: Names
    known: Known
    present: Mapping[str, str]

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """The rows of its form."""
        return asked_by(self.form)

    @cached_property
    def sections(self) -> dict[str, str]:
        """Names of the sections its form asks paragraphs for → their keys."""
        return {plain_text(each.name): each.section for each in self.form.texts} if self.form else {}

    def outcome(self, kind: Kind, row: int, column: int) -> Outcome:
        """An outcome for a cell, with what was typed in it, a formula where it has no result."""
        cell = self.grid.cell(row, column)
        raw = cell.text.strip() or cell.formula
        return Outcome(kind, self.grid.place(row, column), raw, form=self.form.code if self.form else "")


@dataclass(frozen=True)
class Row:
    """A row and whom it speaks of: an indicator, or the key of a section.

    `conflict` is a sentence when its id and its name disagree, `near` holds the indicators they name.
    """

    sheet: Sheet
    block: Block
    index: int
    indicator: str = ""
    section: str = ""
    conflict: str = ""
    near: str = ""

    def cell(self, column: int) -> Cell:
        """The cell in a column."""
        return self.sheet.grid.cell(self.index, column)

    def text(self, key: str) -> str:
        """What stands in a column of the form, "" for nothing."""
        return next((text for column in self.block.columns_of(key) if (text := self.cell(column).text.strip())), "")

    @property
    def label(self) -> str:
        """The name as the row gives it."""
        return self.text("name")

    @property
    def known(self) -> Indicator | None:
        """The figure it speaks of."""
        return self.sheet.known.indicators.get(self.indicator)

    @property
    def value_columns(self) -> tuple[int, ...]:
        """Where this year's figure, or the paragraphs, belong."""
        return self.block.columns_of("words" if self.block.words else "now")

    @cached_property
    def values(self) -> tuple[int, ...]:
        """Those of these columns that hold something."""
        return tuple(each for each in self.value_columns if self.cell(each).text.strip() or self.cell(each).look is Look.unread)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What they hold, each text once."""
        return tuple(dict.fromkeys(self.cell(each).text.strip() for each in self.values))

    @cached_property
    def merged_above(self) -> Cell | None:
        """The cell with something in it that covers the place of the figure from a row above."""
        column = self.value_columns[0]
        if self.cell(column).look is not Look.covered:
            return None
        above = (self.sheet.grid.cell(row, column) for row in range(self.index - 1, -1, -1))
        origin = next((cell for cell in above if cell.look is not Look.covered), None)
        return origin if origin and origin.rows > 1 and origin.text.strip() else None

    @property
    def named(self) -> bool:
        """Whether it is known, or in dispute, whom the row speaks of."""
        return bool(self.indicator or self.section or self.conflict)

    @property
    def speaks(self) -> bool:
        """Whether anything can be said of the row: whom it is about, or what it gives."""
        return self.named or bool(self.values)

    def outcome(self, kind: Kind, column: int) -> Outcome:
        """An outcome for one of its cells."""
        plain = self.sheet.outcome(kind, self.index, column)
        return replace(plain, indicator=self.indicator, section=self.section, label=self.label)


def row_of(sheet: Sheet, block: Block, index: int) -> Row:
    """A row with whom it speaks of: its id wherever it stands, and its name; where they disagree, neither."""
    row = Row(sheet, block, index)
    if block.words:
        return replace(row, section=_section(row))
    known = sheet.known.indicators
    texts = (row.cell(column).text.strip().lower() for column in range(block.left, block.right))
    named = sheet.names.find(row.label) if row.label else ""
    meant = tuple(dict.fromkeys([*(text for text in texts if text in known), *([named] if named else [])]))
    if len(meant) > 1:
        return replace(row, conflict=doubts.two_rows(known[meant[0]].name, known[meant[1]].name), near=" ".join(meant))
    return replace(row, indicator="".join(meant))


def given(row: Row) -> Outcome | None:
    """What came of the row's own figure or paragraphs; None when nothing was given and nobody asked."""
    column = (row.values or row.value_columns)[0]
    if row.values or row.merged_above:
        return _words(row, column) if row.block.words else _value(row, column)
    if row.indicator not in row.sheet.asked:
        return None
    return replace(row.outcome(Kind.blank, column), message=doubts.not_given(row.sheet.asked[row.indicator].name))


def strange_day(row: Row) -> str:
    """The sentence about a cut-off date that is none or of another year, "" when there is nothing to say."""
    raw = row.text("as_of")
    day, _ = read_date(raw, row.sheet.known.year)
    return doubts.strange_day(raw, row.sheet.known.year) if raw and not (day and _of(day, row.sheet.known.year)) else ""


def _of(day: date, year: int) -> bool:
    return day.year == year or (day.year == year + 1 and day.month == 1)


def _section(row: Row) -> str:
    sections = row.sheet.sections
    ids = (row.cell(column).text.strip() for column in range(row.block.left, row.block.right))
    by_id = (text.removeprefix(TEXT_ID) for text in ids if text.startswith(TEXT_ID))
    return next((key for key in by_id if key in sections.values()), sections.get(plain_text(row.label), ""))


def _words(row: Row, column: int) -> Outcome:
    message = doubts.words_given(row.label) if row.section else doubts.written_besides(row.label)
    return replace(_all_of(row, Kind.words if row.section else Kind.remark, column), field="words", message=message)


def _all_of(row: Row, kind: Kind, column: int) -> Outcome:
    """An outcome with everything that stands where the row's own answer belongs."""
    plain = row.outcome(kind, column)
    return replace(plain, raw="　".join(row.texts)) if len(row.texts) > 1 else plain


def _value(row: Row, column: int) -> Outcome:
    plain = replace(_all_of(row, Kind.unclear, column), field="raw", message=row.conflict, near=row.near)
    if row.conflict:
        return plain
    if row.known is None:
        near = row.sheet.names.near(row.label)
        message = doubts.unknown_name(row.label, row.sheet.known.indicators[near].name if near else "")
        return replace(plain, kind=Kind.unknown, near=near, message=message)
    if row.known.rate:
        return replace(plain, kind=Kind.remark, field="", message=doubts.computed_rate(row.known.name))
    return _figure(row, row.known, plain)


def _figure(row: Row, indicator: Indicator, plain: Outcome) -> Outcome:
    """The figure of a known indicator, with what goes along with it."""
    verdict = _verdict(row, indicator)
    present = row.sheet.present.get(indicator.id, "")
    kind, message = _kind(row, verdict, indicator, present)
    hidden = doubts.hidden_row(row.index + 1) if row.index in row.sheet.grid.hidden_rows else ""
    as_of = "" if strange_day(row) else row.text("as_of")
    along = replace(plain, as_of=as_of, system=row.text("system"), note=row.text("note"), present=present)
    raw = row.merged_above.text.strip() if row.merged_above else plain.raw
    return replace(along, kind=kind, raw=raw, message=message + hidden, suggestion=verdict.suggestion)


def _verdict(row: Row, indicator: Indicator) -> Verdict:
    """The judgement of the cell, with what the rest of the row says against it."""
    if row.merged_above:
        return Verdict(Say.unclear, doubts.merged(row.merged_above.rows))
    if len(row.texts) > 1:
        return Verdict(Say.unclear, doubts.two_columns(*row.texts[:2]))
    unit = row.text("unit")
    if unit and not _counts_alike(unit, indicator):
        return Verdict(Say.unclear, doubts.changed_unit(indicator.unit, unit))
    asked, form = row.sheet.asked.get(indicator.id), row.sheet.form
    last = asked.last if asked else ""
    return judge(row.cell(row.values[0]), indicator, last, row.sheet.known.wording, share=bool(form and form.share))


def _counts_alike(unit: str, indicator: Indicator) -> bool:
    """Whether a unit word means the unit of a figure: 宗 for 件, but not 万件."""
    one, _ = read_number(f"1{unit}", indicator)
    return one.exact and one.value == 1


def _kind(row: Row, verdict: Verdict, indicator: Indicator, present: str) -> tuple[Kind, str]:
    if verdict.say is not Say.taken:
        return Kind(verdict.say.value), verdict.message
    if row.sheet.form and indicator.id not in row.sheet.asked:
        return Kind.extra, doubts.not_asked(indicator.name)
    before, now = read_number(present, indicator)[0], verdict.reading
    if before.answer is Answer.blank:
        return Kind.new, ""
    same = (before.answer, before.value, before.before, before.after) == (now.answer, now.value, now.before, now.after)
    return (Kind.same, "") if same else (Kind.differs, doubts.differs_from(present))
