"""What is registered of a report after signing: as typed, as judged; and one number for one text, whatever form it left in."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.clock import BEIJING
from server.report.outline import REGISTRATION_KEYS
from server.report.papers import registering
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.papers.registering import Bearing, Judged
from server.report.problems import NotFound, Refused
from server.report.snapshot import approved, dump, load
from server.report.who import Act
from server.storage import history, papers
from server.storage.history import Event
from server.storage.papers import Document
from server.storage.reports import Report


def judged(texts: Mapping[str, str], issuers: int, kind: str, labels: Mapping[str, str]) -> Judged:
    """What was typed, by key, judged for a paper of so many issuers."""
    typed = {key: texts[key] for key in REGISTRATION_KEYS if key in texts}
    return registering.judge(typed, issuers, kind, (labels["date"], labels["print_date"]))


def withheld(connection: Connection, report: Report, material: Material) -> str:
    """Why this text may not bear the number registered for it, "" when it may: some paper of the unit bears it for another text."""
    number = material.snapshot.registration.number
    if not number:
        return ""
    forms = material.labels["paper_form"]
    earlier = papers.bearing(connection, report.unit_id, number)
    bearings = [
        Bearing(number, text_of(replace(material, snapshot=load(content))), forms.get(each.form, each.form), _day(each.at))
        for each, content in earlier
    ]
    return registering.withheld(number, text_of(material), bearings)


def text_of(material: Material) -> str:
    """What a number stands for: a digest of the words of the full paper as approved.

    Both sides are put together by this program, so that neither a new version of it nor what is printed nowhere makes a difference.
    """
    plain = approved(material.snapshot)
    try:
        blocks = assemble(Form.full, replace(material, snapshot=plain, numbered=True)).manuscript.blocks
    except Refused:
        return hashlib.sha256(dump(plain)).hexdigest()
    return hashlib.sha256(repr(blocks).encode()).hexdigest()


def cancel(connection: Connection, actor: Actor, report_id: int, document_id: int) -> None:
    """A paper never went out: its number binds no longer. Raises NotFound for one that is not the report's or was cancelled before."""
    standing = allow(connection, actor, Act.register, report_id)
    if not papers.cancel(connection, report_id, document_id, actor.at):
        raise NotFound
    event = Event(actor.at, actor.id, f"document:{document_id}", "cancel", standing.report.unit_id, report_id)
    history.add(connection, event)


def called(document: Document, labels: Mapping[str, Mapping[str, str]]) -> str:
    """What readers call a paper that left: its day and form."""
    return labels["papers"]["left"].format(day=_day(document.at), form=labels["paper_form"].get(document.form, document.form))


def approved_on(moment: datetime, labels: Mapping[str, Mapping[str, str]]) -> str:
    """What readers call a text that was approved."""
    return labels["papers"]["approved"].format(day=_day(moment))


def _day(moment: datetime) -> str:
    return registering.printed(moment.astimezone(BEIJING).date())
