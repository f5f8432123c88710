"""The page of papers: what can be downloaded and what it is for, what is wanting, what has left; and files as answers."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote

from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import measuring, printing
from server.actions.allowing import Standing
from server.actions.printing import OWN, Edition, Press
from server.library import Library
from server.report.checks.capping import Length
from server.report.findings import Finding
from server.report.inspection.digests import Algorithm
from server.report.papers.comparing import Difference
from server.report.papers.kinds import Form
from server.report.papers.webpage import WebPage
from server.report.snapshot import Snapshot, dump
from server.storage import papers, reports
from server.storage.papers import Document
from server.storage.reports import Section
from server.web.depends import Asking
from server.web.render import page, when_full
from server.web.views.fronts import registration_page

LONGEST_NAME = 80
SHOWN_DIGEST = 12
GROUPS = {
    "before": (Form.review, Form.deliberation, Form.changes, Form.findings),
    "signed": (Form.full, Form.oa, Form.figures),
    "spoken": (Form.congress, Form.public, Form.web),
}
# Rules whose findings the page shows in its own way.
ELSEWHERE = ("X01", "E07")


@dataclass(frozen=True)
class Row:
    """One form: what it leaves out of what was written around the text, or why it cannot be made now."""

    form: Form
    omitted: tuple[str, ...]
    refused: str


@dataclass(frozen=True)
class Exported:
    """One paper that left, with the beginning of its digest."""

    document: Document
    digest: str


@dataclass(frozen=True)
class ExportPage:
    """Everything the page shows. `bases`: earlier texts to compare with, newest first, as (snapshot, what readers call it)."""

    edition: Edition
    groups: dict[str, tuple[Row, ...]]
    left_out: tuple[str, ...]
    stale: tuple[tuple[Section, int], ...]
    findings: tuple[Finding, ...]
    mistakes: tuple[str, ...]
    bases: tuple[tuple[int, str], ...]
    exported: tuple[Exported, ...]
    length: Length | None = None

    @property
    def differing(self) -> tuple[Difference, ...]:
        """Figures that two forms state differently: nothing leaves while there are any."""
        return self.edition.compared.different

    @property
    def pending(self) -> int:
        """How many places wait for a word whether they may be public."""
        return sum(each.decision == "pending" for each in self.edition.stock.material.cuts)


def export_page(connection: Connection, library: Library, standing: Standing) -> ExportPage:
    """The page of papers as the report stands now."""
    report = standing.report
    documents = papers.documents(connection, report.id)
    stock = printing.stock_of(connection, library, report)
    bases = bases_of(documents, library, stock.snapshot)
    if bases:
        stock = printing.compared_with(connection, stock, bases[0][0])
    edition = printing.edition_of(stock)
    material = edition.stock.material
    settled = {each.mark for each in material.answers}
    return ExportPage(
        edition=edition,
        groups={name: tuple(_row(edition, form) for form in forms) for name, forms in GROUPS.items()},
        left_out=next((each.left_out for form, each in edition.made.items() if form is not Form.findings), ()),
        stale=_stale(connection, edition),
        findings=tuple(each for each in material.findings if each.mark not in settled and each.rule not in ELSEWHERE),
        mistakes=tuple(registration_page(connection, library, standing).judged.mistakes.values()),
        bases=bases,
        exported=tuple(Exported(each, _digest(each)) for each in documents),
        length=measuring.length_now(connection, library, report),
    )


def bases_of(documents: tuple[Document, ...], library: Library, snapshot: Snapshot) -> tuple[tuple[int, str], ...]:
    """Texts other than the present one that left as papers, newest first, each named by the first paper made of it."""
    now = {hashlib.new(name, dump(snapshot)).hexdigest() for name in get_args(Algorithm)}
    names = library.labels["paper_form"]
    other = (each for each in documents if each.form in names and json.loads(each.manifest).get("snapshot") not in now)
    firsts = {each.snapshot_id: each for each in other}
    return tuple((number, f"{when_full(each.at)} {names[each.form]} {each.person}") for number, each in firsts.items())


def layouts(library: Library, *, own: bool) -> list[tuple[str, str]]:
    """The layouts to choose from, the usual one first; a unit's own template before them all."""
    every = [(key, each.name) for key, each in library.formats.items()]
    return [(OWN, library.labels["papers"]["own_layout"]), *every] if own else every


def press_of(ask: Asking) -> Press:
    """What this site prints with."""
    return Press(ask.library, ask.site.settings.docx_templates, ask.site.settings.digest, web_html)


def web_html(shown: WebPage) -> str:
    """A page for a government website, whole and without styles."""
    return page("papers/web.html", shown=shown)


def web_body(shown: WebPage) -> str:
    """The headings, paragraphs and tables of such a page alone."""
    return page("papers/body.html", shown=shown)


def attached(ask: Asking, content: bytes, media_type: str, name: str) -> Response:
    """A file to keep under a name that every system takes."""
    return ask.answer(Response(content, media_type=media_type, headers=attachment(name)))


def attachment(name: str) -> dict[str, str]:
    """The headers of a file to keep; `Asking.answer` writes down that it left."""
    stem, _, ending = name.rpartition(".")
    plain = f"{' '.join(stem.split())[:LONGEST_NAME]}.{ending}"
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(plain, safe='')}", "Cache-Control": "no-store"}


def _row(edition: Edition, form: Form) -> Row:
    made = edition.made.get(form)
    return Row(form, made.omitted if made else (), edition.refused.get(form, ""))


def _stale(connection: Connection, edition: Edition) -> tuple[tuple[Section, int], ...]:
    """Sections with sentences of last year that nobody has touched, and how many."""
    left = Counter(each.section for each in edition.stock.material.standing)
    return tuple((each, left[each.key]) for each in reports.sections(connection, edition.stock.report.id) if left[each.key])


def _digest(document: Document) -> str:
    return str(json.loads(document.manifest).get("file", ""))[:SHOWN_DIGEST]
