"""The office's own template of a unit: checked, kept, taken away, started from ours, and shown with a sample report in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_unit
from server.library import Library
from server.report.formats import Format
from server.report.manuscript import (
    AttachmentNote,
    Block,
    Heading,
    Imprint,
    Manuscript,
    Masthead,
    Paragraph,
    Properties,
    SignOff,
    Table,
)
from server.report.own_template import BODY, PLACES, Checked, mark
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.papers.registering import blank_number, printed
from server.report.problems import NotFound
from server.report.snapshot import Registration, Snapshot
from server.report.units import Unit
from server.report.who import Act
from server.storage import history, templates
from server.storage.files import Kept
from server.storage.history import Event
from server.storage.templates import OwnTemplate
from server.word.own_linting import Standard, lint
from server.word.package import deflated, exchanged
from server.word.sources import MEDIA_TYPES
from server.word.writer import write

PROFILES = ("gb9704_a", "gb9704_b")
# The beginning of a report and one table are enough to see how a template takes them.
_SHOWN = 8
_SAMPLE_DAY = (1, 15)
# Full-width signs that no name has: three for a signer, seven for two of them, nine for a day.
_WIDE, _NAMES, _DAY = "\uff37", (3, 7), 9
_MAIN = "word/document.xml"
_BLANK, _BETWEEN = "\u3000", "、"


def template_of(connection: Connection, unit_id: int) -> OwnTemplate | None:
    """The template of a unit, None for none. `server.word.own_template.fill` prints a manuscript on its content."""
    return templates.template(connection, unit_id)


def check(library: Library, name: str, content: bytes) -> Checked:
    """What there is to say about a file that shall be a template; writes nothing."""
    return lint(name, content, Standard(tuple(library.formats[key] for key in PROFILES), library.fonts))


def put(connection: Connection, library: Library, actor: Actor, unit_id: int, file: Kept) -> Checked:
    """Keep a file as the unit's template, unless errors were found in it: then nothing is written."""
    allow_unit(connection, actor, Act.edit_unit, unit_id)
    checked = check(library, file.name, file.content)
    if not checked.errors:
        digest = templates.put(connection, unit_id, replace(file, media_type=MEDIA_TYPES[".docx"]), actor.id, actor.at)
        _note(connection, actor, unit_id, "put_template", {"name": file.name, "digest": digest})
    return checked


def remove(connection: Connection, actor: Actor, unit_id: int) -> None:
    """Take the template of a unit away. Raises NotFound when there is none."""
    allow_unit(connection, actor, Act.edit_unit, unit_id)
    there = templates.template(connection, unit_id)
    if there is None or not templates.remove(connection, unit_id):
        raise NotFound
    _note(connection, actor, unit_id, "remove_template", {"name": there.name, "digest": there.digest})


def start(unit: Unit, measures: Format, template: bytes) -> bytes:
    """A template to begin with: the red head and imprint of the standard with the unit's names, a mark at every place.

    Names and day are set as wide as they will be, so that they find room where the marks stand.
    """
    names, day = _WIDE * _NAMES[len(unit.issuers) > 1], _WIDE * _DAY
    words = {key: mark(each) for key, each in PLACES.items()}
    head = Masthead(unit.issuers, words["number"], (names,), words["urgency"])
    foot = Imprint(words["copies"], words["printer"], day)
    made = write(Manuscript(Properties(unit.name, unit.name), (head, Paragraph(mark(BODY)), foot)), measures, template)
    parts = dict(exchanged(made, {}))
    text = parts[_MAIN].decode().replace(f">{names}<", f">{words['signers']}<").replace(day, words["print_day"])
    return deflated((parts | {_MAIN: text.encode()}).items())


def sample(library: Library, report: Snapshot, unit: Unit) -> Manuscript:
    """The beginning of a sample report as a paper of the unit, with every fact that a template may have a mark for."""
    day = date(report.year + 1, *_SAMPLE_DAY)
    number = blank_number(unit.body_code or report.unit.body_code, report.year, printed(day)).replace(_BLANK, "1")
    registered = Registration(number=number, signers=_BETWEEN.join(_signers(unit, report)), print_date=printed(day))
    front = report.front.model_copy(update={"title": None, "recipients": None, "kind": None})
    changed = {"unit": unit, "document_date": printed(day), "registration": registered, "front": front}
    outline = library.outlines.get(report.outline.key)
    material = Material(report.model_copy(update=changed), outline, library.labels, library.indicators)
    made = assemble(Form.full, material).manuscript
    return replace(made, blocks=tuple(_shortened(made.blocks)))


def _signers(unit: Unit, report: Snapshot) -> tuple[str, ...]:
    """As many names as the unit has issuers: its leaders, or those of the sample."""
    known = [each.name for each in (*unit.officers, *report.unit.officers)]
    return tuple(known[: len(unit.issuers)])


def _shortened(blocks: Iterable[Block]) -> Iterable[Block]:
    """The head, the beginning of the text with the first table, and everything from the sign-off on."""
    left, tables = _SHOWN, 1
    body = True
    for block in blocks:
        body = body and not isinstance(block, AttachmentNote | SignOff)
        if not body or not isinstance(block, Paragraph | Heading | Table):
            yield block
        elif isinstance(block, Table):
            yield from [block] if tables else []
            tables = 0
        elif left:
            left -= 1
            yield block


def _note(connection: Connection, actor: Actor, unit_id: int, action: str, value: dict[str, str]) -> None:
    history.add(connection, Event(actor.at, actor.id, f"template:{unit_id}", action, unit_id, value=value))
