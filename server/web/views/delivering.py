"""What forms say of the ledger: one row marked in the table, one row whole, an extension."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from server.library import Library
from server.report.problems import too_long
from server.report.rules import Nature
from server.report.season.filling import DAYS, FIELDS, LONGEST, Filled, fill
from server.report.season.ledger import Row
from server.report.season.rows import code
from server.web.forms import Form
from server.web.unit_form import Wrong

MOST_DIGITS = 9


def quick(form: Form, library: Library, row: Row, year: int, today: date) -> tuple[Filled, list[Wrong]]:
    """A row as marked in the table: a day, today when none was typed, and its evidence; with what is wrong, by the ids of the table."""
    name, part = code(row.place), "address" if row.delivery.nature is Nature.publish else "evidence"
    typed = {"done_on": form.line(f"day.{name}") or today.isoformat(), part: form.line(f"note.{name}")}
    filled = fill(row, typed, year, today, library.labels["delivery_fields"])
    ids = {"done_on": f"day-{name}", part: f"note-{name}"}
    wrong = [Wrong(ids[key], text) for key, text in filled.mistakes.items() if key in ids]
    return at_version(filled, version(form, name)), wrong


def whole(form: Form, library: Library, row: Row, year: int, today: date) -> tuple[Filled, list[Wrong]]:
    """A row as its own page has it; a part the page does not ask for stays as it was."""
    typed = {key: form.get(key).strip() if key == "note" else form.line(key) for key in FIELDS if form.has(key)}
    filled = fill(row, typed, year, today, library.labels["delivery_fields"])
    return at_version(filled, version(form)), wrongs(filled.mistakes)


def at_version(filled: Filled, base: int) -> Filled:
    """The row over the version that was shown."""
    return replace(filled, record=replace(filled.record, version=base))


def wrongs(mistakes: Mapping[str, str]) -> list[Wrong]:
    """Sentences by field, the days first as they stand on the page."""
    order = [*DAYS, *FIELDS]
    return [Wrong(key, text) for key, text in sorted(mistakes.items(), key=lambda each: order.index(each[0]) if each[0] in order else 99)]


def version(form: Form, name: str = "") -> int:
    """The version of a row that a form was shown; 0 for anything else."""
    text = form.get(f"v.{name}" if name else "v")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def noted(form: Form, name: str, label: str) -> tuple[str, list[Wrong]]:
    """The note on a step, and that it is too long."""
    text = form.line(f"note.{name}")
    return text, [Wrong(f"note-{name}", too_long(label, LONGEST))] if len(text) > LONGEST else []


def typed_elsewhere(form: Form, name: str) -> dict[str, str]:
    """What was typed in other rows than the one that was marked; a day alone is what the page itself proposed."""
    mine = {f"note.{name}", f"day.{name}"}
    noted_rows = [key.removeprefix("note.") for key, value in form.pairs if key.startswith("note.") and key not in mine and value.strip()]
    return {key: form.get(key) for each in noted_rows for key in (f"note.{each}", f"day.{each}") if form.has(key)}
