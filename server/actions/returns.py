"""Takes 填报表 back: any number of files at once or a pasted block, read as a job; one that cannot be read never stops the others."""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from server import clock
from server.actions import jobs, opening
from server.actions.allowing import Actor, allow
from server.actions.columns import columns_kept, remembered
from server.actions.jobs import RETURNS, Handed, Order, Shop, Work
from server.actions.received import Content, Desk, desk_of, dumped, loaded, read_again, read_content
from server.library import Library
from server.report.file_problems import job_broken, secret_file
from server.report.forms.collecting import codes_in
from server.report.forms.outcomes import Returned as Answers
from server.report.intake_problems import form_decided, secret_name
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.storage import files, forms, history, reports
from server.storage.forms import Returned
from server.storage.history import Event
from server.storage.ledgers import StoredMapping
from server.storage.reports import Report
from server.word.sources import media_type_of

log = logging.getLogger("chengbao")


@dataclass(frozen=True)
class _Opened:
    """One file as far as it could be read; `bytes` is empty for one that is not kept."""

    name: str
    bytes: bytes
    content: Content
    answers: Answers = field(default_factory=lambda: Answers(()))


@dataclass(frozen=True)
class Whose:
    """What a person says of a return: the form it belongs to, the office, who gave it, on which day."""

    form_id: int | None
    office: str
    giver: str
    given_on: str


def hand_in(connection: Connection, shop: Shop, actor: Actor, report_id: int, handed: tuple[Handed, ...]) -> int:
    """The job that reads what came back. A file that openly bears a mark of secrecy is not even put down; Refused when all do."""
    allow(connection, actor, Act.collect, report_id)
    marks = {at: opening.mark_of(file.name, file.content) for at, file in enumerate(handed, 1)}
    secret = {at: secret_file(mark) for at, mark in marks.items() if mark}
    kept = [at for at in marks if at not in secret]
    if not kept:
        raise Refused(next(iter(secret.values())))
    asked = {"numbers": " ".join(map(str, kept)), "secret": json.dumps(secret)}
    return jobs.hand_in(connection, shop, actor, report_id, Order(RETURNS, tuple(handed[at - 1] for at in kept), asked))


def read_returns(work: Work) -> dict[str, str]:
    """The job: every file read by itself, then all kept in one act, so that a cancelled job leaves nothing behind."""
    shop, asked = work.shop, work.job.asked
    numbers = [int(each) for each in asked["numbers"].split()]
    with shop.database.read() as connection:
        report = _report(connection, work.job.report_id)
        desk = desk_of(connection, shop.library, report)
        kept = remembered(connection, report.unit_id)
    found = [_Opened(secret_name(int(at)), b"", Content(problem=said)) for at, said in json.loads(asked["secret"]).items()]
    for done, (number, file) in enumerate(zip(numbers, work.files, strict=True)):
        work.step(done, len(work.files))
        found.append(_tried(work, desk, number, file, kept))
    work.step(len(work.files), len(work.files))
    with shop.database.write() as connection:
        work.stop_if_asked(connection)
        made = [_keep(connection, work, report, desk, each) for each in found]
    only = made[0] if len(made) == 1 and not found[0].content.problem else 0
    return {"made": str(only or "")}


def describe(connection: Connection, library: Library, actor: Actor, report_id: int, returned_id: int, said: Whose) -> None:
    """Say by hand to which form a return belongs, and who gave it when. A form that the return names itself stays.

    Raises Refused for another form once something of it was taken, NotFound for a form of another report.
    """
    standing = allow(connection, actor, Act.collect, report_id)
    returned = returned_of(connection, report_id, returned_id)
    desk = desk_of(connection, library, standing.report)
    form_id = returned.form_id if loaded(returned.content).codes else said.form_id
    form = next((each for each in desk.stored if each.id == form_id), None)
    if form_id and form is None:
        raise NotFound
    if form_id != returned.form_id and any(each.taken for each in desk.decisions(returned).values()):
        raise Refused(form_decided())
    office = form.office if form else said.office
    forms.set_form(connection, returned_id, form_id, office, said.giver, said.given_on)
    settle(connection, desk, returned_of(connection, report_id, returned_id), actor)
    value = {"form": str(form_id or ""), "office": office, "giver": said.giver, "given_on": said.given_on}
    history.add(connection, Event(actor.at, actor.id, f"returned:{returned_id}", "describe", standing.report.unit_id, report_id, 0, value))


def returned_of(connection: Connection, report_id: int, returned_id: int) -> Returned:
    """One return of a report. Raises NotFound."""
    found = forms.returned(connection, report_id, returned_id)
    if found is None:
        raise NotFound
    return found


def settle(connection: Connection, desk: Desk, returned: Returned, actor: Actor) -> None:
    """Close a return on which nothing waits any more, open one on which something does."""
    waiting = bool(read_again(desk, returned).waiting)
    if waiting == (returned.settled_at is not None):
        forms.settle(connection, returned.id, None if waiting else actor.at)


def _tried(work: Work, desk: Desk, number: int, file: Handed, kept: Iterable[StoredMapping]) -> _Opened:
    """A file read, or the sentence why not. What breaks the program is told and logged, and the next file is read all the same."""
    wording = desk.known.wording
    try:
        grids = opening.tables_of(file.name, file.content, wording, work.folder, work.stopping)
        if mark := opening.mark_of(file.name, file.content, grids):
            return _Opened(secret_name(number), b"", Content(problem=secret_file(mark)))
        named = codes_in(f"{file.name}\n{opening.words_of(grids)}")
        plain = Content(grids, codes=tuple(code for code in desk.printed if code in named))
        plain = replace(plain, columns=columns_kept(desk, plain, kept))
        answers = read_content(desk, plain, file.name)
    except Refused as refused:
        return _Opened(file.name, b"", Content(problem=refused.message))
    except Exception:
        log.exception("a returned form broke the reader")
        return _Opened(file.name, b"", Content(problem=job_broken()))
    return _Opened(file.name, file.content, replace(plain, codes=answers.forms, phone=answers.phone), answers)


def _keep(connection: Connection, work: Work, report: Report, desk: Desk, opened: _Opened) -> int:
    """Keep one file with what it says; the bytes of one that was not read, or that is here already, are not kept (again)."""
    at, person = work.shop.now(), work.job.person_id
    digest = hashlib.sha256(opened.bytes).hexdigest() if opened.bytes else None
    twin = next((each for each in forms.returns(connection, report.id) if digest and each.file == digest), None)
    if digest and not twin:
        files.keep(connection, opened.name, media_type_of(opened.name), opened.bytes, at)
    answers, codes = opened.answers, opened.content.codes
    form = desk.form(codes[0]) if len(codes) == 1 and not twin else None
    row = Returned(
        id=0,
        report_id=report.id,
        form_id=form.id if form else None,
        name=opened.name,
        file=None if twin else digest,
        office=form.office if form else "",
        giver=answers.giver,
        given_on=answers.day or f"{at.astimezone(clock.BEIJING):%Y-%m-%d}",
        content=dumped(Content(again=twin.id) if twin else opened.content),
        received_at=at,
        receiver="",
        settled_at=None,
    )
    returned_id = forms.add_returned(connection, row, person)
    value = {"name": opened.name, "digest": digest or "", "problem": opened.content.problem}
    history.add(connection, Event(at, person, f"returned:{returned_id}", "receive", report.unit_id, report.id, 0, value))
    if not read_again(desk, replace(row, id=returned_id)).waiting:
        forms.settle(connection, returned_id, at)
    return twin.id if twin else returned_id


def _report(connection: Connection, report_id: int) -> Report:
    found = reports.report(connection, report_id)
    if found is None:
        raise NotFound
    return found
