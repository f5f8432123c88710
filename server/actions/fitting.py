"""Whether a paper that left is of the text and number that were approved; every doubt as a sentence."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from server.actions import registering
from server.actions.exporting import snapshot_of
from server.clock import BEIJING
from server.library import Library
from server.report import season_problems as say
from server.report.papers.assembling import Material
from server.report.papers.kinds import Form
from server.report.papers.registering import printed
from server.report.snapshot import load
from server.storage import papers
from server.storage.papers import Document
from server.storage.reports import Report

NUMBERED = (Form.full,)


def doubts(connection: Connection, library: Library, report: Report, documents: Iterable[Document]) -> dict[int, tuple[str, ...]]:
    """By document what should be looked at before it goes out; nothing is reckoned where there is none."""
    asked = tuple(documents)
    if not asked:
        return {}
    material = _material(connection, library, report)
    text = registering.text_of(material)
    return {each.id: tuple(sentence for sentence in _told(connection, material, text, each) if sentence) for each in asked}


def _material(connection: Connection, library: Library, report: Report) -> Material:
    """What the full paper is made of; what is cut from other forms makes no difference to it."""
    return Material(
        snapshot=snapshot_of(connection, library, report),
        outline=library.outlines.get(report.outline),
        labels=library.labels,
        indicators=library.indicators,
    )


def _told(connection: Connection, material: Material, text: str, document: Document) -> tuple[str, ...]:
    return (
        say.document_cancelled() if document.cancelled_at else "",
        _of_number(material, document),
        _of_text(connection, material, text, document),
    )


def _of_number(material: Material, document: Document) -> str:
    """A full paper bears the number registered; other forms need none, but no other."""
    registered = material.snapshot.registration.number
    wanted = document.form in NUMBERED or document.number
    return say.document_other_number(document.number, registered) if registered and wanted and document.number != registered else ""


def _of_text(connection: Connection, material: Material, text: str, document: Document) -> str:
    content = papers.snapshot(connection, document.report_id, document.snapshot_id)
    if content is None or registering.text_of(replace(material, snapshot=load(content))) == text:
        return ""
    form = material.labels["paper_form"].get(document.form, document.form)
    return say.document_other_text(form, printed(document.at.astimezone(BEIJING).date()))
