"""Takes a REPORT.json back in: the same sections, texts, items and figures as a report in the store."""

from datetime import datetime

from sqlalchemy import Connection

from server.actions import confirming, entering, reporting
from server.actions.allowing import Actor, Standing
from server.actions.passwords import hashed, new_token
from server.actions.saving import Field, entry_value, save_fields
from server.library import Library
from server.report.problems import Refused, unknown_figures
from server.report.snapshot import Snapshot
from server.report.who import Role
from server.report.workflow import State
from server.storage import people, reports
from server.storage.engine import Database
from server.storage.reports import Report

SAMPLE_LOGIN = "demo"


def import_report(connection: Connection, library: Library, actor: Actor, unit_id: int, snapshot: Snapshot) -> int:
    """The report of a snapshot for a unit. Raises Refused for figures that the catalogue no longer knows, by name."""
    strange = [each.indicator for each in snapshot.entries if each.indicator not in library.indicators]
    if strange:
        raise Refused(unknown_figures(strange))
    kept = snapshot.outline
    head = Report(0, unit_id, snapshot.year, kept.key, kept.version, library.version, State.filling, 0, 0, 0, actor.at, library.edition)
    report_id = reports.open_report(connection, head, snapshot.sections, reporting.around())
    report = reports.report(connection, report_id) or head
    reporting.note_opening(connection, actor, report)
    sections = {section.key: section.id for section in reports.sections(connection, report_id)}
    reporting.start_around(connection, actor, report, _around(snapshot))
    fields = [Field("text", str(sections[section.key]), {"body": section.text}, 0) for section in snapshot.sections]
    fields += [Field("entry", each.indicator, entry_value(each), 0) for each in snapshot.entries]
    save_fields(connection, library, actor, Standing(report, frozenset(Role)), fields, "import")
    for section in snapshot.sections:
        for item in section.items:
            reporting.add_item(connection, actor, report_id, sections[section.key], item)
        if section.done:
            confirming.confirm(connection, actor, report, sections[section.key])
    reports.recount(connection, report_id, actor.at)
    return report_id


def load_sample(database: Database, library: Library, sample: Snapshot, at: datetime) -> str:
    """The sample unit with one person, loaded once; the person's password, a new one at each call."""
    password = new_token()[:12]
    kept = hashed(password)
    with database.write() as connection:
        if people.any_person(connection):
            entering.reset_password(connection, SAMPLE_LOGIN, kept, at)
            return password
        person = entering.NewPerson(SAMPLE_LOGIN, sample.unit.officers[-1].name if sample.unit.officers else SAMPLE_LOGIN, kept)
        person_id = entering.first_run(connection, person, sample.unit, at)
        unit_id = people.memberships(connection, person_id, at)[0][0]
        import_report(connection, library, Actor(person_id, person.name, at), unit_id, sample)
    return password


def _around(snapshot: Snapshot) -> dict[str, str]:
    """What stands around the sections and what is registered, by key; null was never written."""
    registered: dict[str, str] = snapshot.registration.model_dump() | {"date": snapshot.document_date}
    typed: dict[str, str] = snapshot.front.model_dump(exclude_none=True)
    return typed | {key: text for key, text in registered.items() if text}
