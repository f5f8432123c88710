"""The report to be read over: its whole text with figures and remarks beside each section, and what the reader may do with it."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import remarking
from server.actions.allowing import Standing
from server.actions.exporting import snapshot_of
from server.actions.reviewing import WHOLE
from server.report.composing import by_section, front_of
from server.report.papers.figures import Group, groups
from server.report.papers.webpage import Node, nodes_of
from server.report.snapshot import approved, dump
from server.report.who import Act
from server.report.workflow import Move, moves_from
from server.storage import approvals, reports
from server.storage.approvals import Approval
from server.storage.remarks import Remark
from server.web.depends import Asking, number
from server.web.forms import Form


@dataclass(frozen=True)
class Part:
    """One section as it is read: its words, its figures, what was said of it, and the box to say more in."""

    id: int
    heading: str
    level: int
    nodes: tuple[Node, ...]
    figures: Group | None
    remarks: tuple[Remark, ...]
    box: str


@dataclass(frozen=True)
class ReadPage:
    """Everything the page shows. `digest`: by what the text is known; `alone`: the reader handed it in and may approve it, too."""

    title: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    whole: tuple[Remark, ...]
    digest: str
    moves: tuple[Move, ...]
    approvals: tuple[Approval, ...]
    alone: bool
    figures: tuple[int, int]


def read_page(connection: Connection, ask: Asking, standing: Standing) -> ReadPage:
    """The report as this reader sees it."""
    report, library = standing.report, ask.library
    snapshot = snapshot_of(connection, library, report)
    front = front_of(snapshot, library.outlines.get(report.outline))
    said = remarking.seen(connection, standing)
    ids = {each.key: each.id for each in reports.sections(connection, report.id)}
    asked = {each.key: each for each in groups(snapshot, library.indicators, library.labels["papers"])}
    boxes = typed(ask.form)
    parts = tuple(
        Part(
            ids[section.key],
            section.heading,
            section.level,
            nodes_of(blocks),
            asked.get(section.key),
            tuple(each for each in said if each.section_id == ids[section.key]),
            boxes.get(ids[section.key], ""),
        )
        for section, blocks in by_section(snapshot)
        if section.key in ids
    )
    rows = [row for group in asked.values() for row in group.rows]
    return ReadPage(
        title="".join((front.title or "").split("\n")),
        opening=_lines(front.opening),
        parts=parts,
        closing=_lines(front.closing),
        whole=tuple(each for each in said if each.section_id is None),
        digest=hashlib.new(ask.site.settings.digest, dump(approved(snapshot))).hexdigest(),
        moves=tuple(move for move in moves_from(report.state) if standing.may(Act(move.value))),
        approvals=approvals.approvals(connection, report.id),
        alone=bool(ask.session and approvals.submitter(connection, report.id) == ask.session.person.id),
        figures=(sum(row.answered for row in rows), len(rows)),
    )


def typed(form: Form) -> dict[int, str]:
    """What stands in the boxes, by section, WHOLE for the one on the whole report."""
    boxes = ((name.partition(".")[2], text) for name, text in form.pairs if name.startswith("words."))
    return {number(key) if key != str(WHOLE) else WHOLE: text for key, text in boxes}


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
