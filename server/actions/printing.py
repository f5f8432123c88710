"""The papers of one report as files: put together, their figures compared, written; and, for one that cannot be made, why."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from server.actions import checking, clearing, registering
from server.actions.exporting import Left, snapshot_of
from server.actions.knowledge import bound
from server.actions.records import standing
from server.clock import BEIJING
from server.library import Library
from server.report.checks.answering import Said
from server.report.inspection.digests import Algorithm
from server.report.manuscript import Letterhead, Manuscript, Masthead
from server.report.paper_problems import figures_differ
from server.report.papers.assembling import Assembled, Material, assemble
from server.report.papers.comparing import Compared, compare
from server.report.papers.cutting import Cut
from server.report.papers.kinds import Form
from server.report.papers.opinions import Answered
from server.report.papers.registering import printed as printed_day
from server.report.papers.webpage import Publication, WebPage, web_page
from server.report.problems import NotFound, Refused
from server.report.snapshot import Snapshot, load
from server.report.workflow import State
from server.storage import approvals, findings, papers, templates
from server.storage.reports import Report
from server.word.inspecting.digests import digests_of
from server.word.own_template import fill
from server.word.writer import write

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html; charset=utf-8"
LAYOUT, OWN = "gb9704_a", "own"
UNPUBLISHED = Publication()
LONGEST_NAME = 60
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
# Forms that bear 草稿 until the paper is signed; those on the way to the signature are clean.
DRAFTS = (Form.full, Form.public)


@dataclass(frozen=True)
class Press:
    """What papers are made with: knowledge, Word templates, how digests are reckoned, and who writes a page for a website."""

    library: Library
    templates: Path
    algorithm: Algorithm
    html: Callable[[WebPage], str]


@dataclass(frozen=True)
class Stock:
    """What the papers of one report are made of now.

    `withheld`: why its number may not stand on this text, "" when it may. `own` is the unit's own template, b"" for none.
    """

    report: Report
    material: Material
    withheld: str
    own: bytes = b""

    @property
    def snapshot(self) -> Snapshot:
        """What the report says."""
        return self.material.snapshot


@dataclass(frozen=True)
class Edition:
    """Every form of one stock: those that can be made, why the others cannot, and their figures compared."""

    stock: Stock
    made: Mapping[Form, Assembled]
    refused: Mapping[Form, str]
    compared: Compared


@dataclass(frozen=True)
class Paper:
    """A form as a file. `facts` are what its manifest says besides the file itself."""

    form: Form
    name: str
    media_type: str
    content: bytes
    number: str
    facts: Mapping[str, str]

    @property
    def left(self) -> Left:
        """The paper as what leaves."""
        return Left(self.form.value, self.name, self.content, self.number, self.facts)


@dataclass(frozen=True)
class Typeset:
    """A manuscript as .docx, and what it was made with: a layout or OWN, and that template."""

    content: bytes
    profile: str
    template: bytes


def stock_of(connection: Connection, library: Library, report: Report, base: int = 0) -> Stock:
    """Everything the papers of a report need; `base`: the snapshot a 花脸稿 compares with. Raises NotFound for one of another report."""
    library = bound(connection, library, report)
    snapshot = snapshot_of(connection, library, report)
    material = Material(
        snapshot=snapshot,
        outline=library.outlines.get(report.outline),
        labels=library.labels,
        indicators=library.indicators,
        standing=standing(connection, report),
        findings=checking.examined(connection, library, report).findings,
        answers=_answers(connection, report),
        cuts=_cuts(connection, library, report),
    )
    withheld = registering.withheld(connection, report, material)
    own = templates.template(connection, report.unit_id)
    stock = Stock(report, replace(material, numbered=not withheld), withheld, own.content if own else b"")
    return compared_with(connection, stock, base) if base else stock


def compared_with(connection: Connection, stock: Stock, base: int) -> Stock:
    """The stock with an earlier snapshot for a 花脸稿 to compare with. Raises NotFound for one of another report."""
    content = papers.snapshot(connection, stock.report.id, base)
    if content is None:
        raise NotFound
    made = [each for each in papers.documents(connection, stock.report.id) if each.snapshot_id == base]
    passed = [each for each in approvals.approvals(connection, stock.report.id) if each.snapshot_id == base]
    name = registering.called(made[-1], stock.material.labels) if made else ""
    name = registering.approved_on(passed[-1].at, stock.material.labels) if passed else name
    return replace(stock, material=replace(stock.material, base=load(content), base_name=name))


def edition_of(stock: Stock) -> Edition:
    """Every form. A 花脸稿 is made only where a base was chosen."""
    made: dict[Form, Assembled] = {}
    refused: dict[Form, str] = {}
    for form in Form:
        try:
            made[form] = assemble(form, _material(stock, form))
        except Refused as why:
            refused[form] = why.message
    return Edition(stock, made, refused, compare({form: each.manuscript for form, each in made.items()}))


def printed(press: Press, edition: Edition, form: Form, layout: str = LAYOUT, publication: Publication = UNPUBLISHED) -> Paper:
    """A form as a file. Raises Refused, with the places, when it cannot be made or figures differ; NotFound for an unknown layout.

    Layouts are those of `typeset`.
    """
    if form in edition.refused:
        raise Refused(edition.refused[form])
    differing = dict.fromkeys((each.stated.sentence, each.instead.said if each.instead else "") for each in edition.compared.different)
    if differing:
        raise Refused(figures_differ(list(differing)))
    if layout not in (*press.library.formats, OWN):
        raise NotFound
    return _page(press, edition, publication) if form is Form.web else _document(press, edition, form, layout)


def typeset(press: Press, own: bytes, manuscript: Manuscript, layout: str) -> Typeset:
    """A manuscript as .docx. Raises NotFound for an unknown layout.

    The layout OWN is the unit's `own` template for a paper with a 红头; everything else takes the usual one then.
    """
    if layout not in (*press.library.formats, OWN):
        raise NotFound
    filled = own if layout == OWN and any(isinstance(each, Masthead) for each in manuscript.blocks) else b""
    profile = LAYOUT if layout == OWN else layout
    template = filled or (press.templates / f"{profile}.docx").read_bytes()
    measures = press.library.formats[profile]
    content = fill(filled, manuscript, measures) if filled else write(manuscript, measures, template)
    return Typeset(content, OWN if filled else profile, template)


def _document(press: Press, edition: Edition, form: Form, layout: str) -> Paper:
    manuscript = edition.made[form].manuscript
    made = typeset(press, edition.stock.own, manuscript, layout)
    digests = digests_of(made.content, press.algorithm)
    facts = {"text": digests.text, "registration": digests.registration, "layout": digests.layout, "rules": press.library.version}
    facts |= {"profile": made.profile, "template": hashlib.new(press.algorithm, made.template).hexdigest()}
    number = edition.stock.snapshot.registration.number
    bears = number in [each.number for each in manuscript.blocks if isinstance(each, Masthead | Letterhead)]
    return Paper(form, _name(press, edition, form, "docx"), DOCX, made.content, number if bears else "", facts)


def _page(press: Press, edition: Edition, publication: Publication) -> Paper:
    page = web_page(edition.made[Form.web].manuscript, publication)
    return Paper(Form.web, _name(press, edition, Form.web, "html"), HTML, press.html(page).encode(), "", {"rules": press.library.version})


def _name(press: Press, edition: Edition, form: Form, ending: str) -> str:
    """The title, and in parentheses which form it is unless the title says so; a name that every system takes."""
    stock, labels = edition.stock, press.library.labels
    plain = _FORBIDDEN.sub(" ", edition.made[form].manuscript.properties.title)
    title = " ".join(plain.split())[:LONGEST_NAME].strip(" .") or f"{stock.snapshot.unit.short_name}{stock.report.year}"
    label = labels["paper_form"][form]
    pattern = labels["papers"]["file" if form is Form.full or label in title else "file_of_form"]
    return pattern.format(title=title, form=label) + f".{ending}"


def unsigned(stock: Stock) -> bool:
    """Whether nothing says that the paper was signed: neither its state nor anything registered."""
    snapshot = stock.snapshot
    return not (stock.report.state is State.signed or snapshot.document_date or snapshot.registration.number)


def _material(stock: Stock, form: Form) -> Material:
    """What a form is made of: one that is not signed says that it is a draft."""
    draft = stock.material.words["draft"] if unsigned(stock) and form in DRAFTS else ""
    return replace(stock.material, watermark=draft)


def _cuts(connection: Connection, library: Library, report: Report) -> tuple[Cut, ...]:
    """What was decided about publishing, and what waits for it."""
    found = clearing.cleared(connection, library, report).cuts
    return tuple(Cut(each.target, each.sentence, each.decision, each.replacement) for each in found)


def _answers(connection: Connection, report: Report) -> tuple[Answered, ...]:
    """What was said to findings and stands."""
    said = (each for each in findings.settlements(connection, report.id) if each.stands)
    return tuple(
        Answered(each.mark, each.words, each.by, printed_day(each.at.astimezone(BEIJING).date()), override=each.said is Said.overridden)
        for each in said
    )
