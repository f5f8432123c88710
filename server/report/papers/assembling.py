"""A report and a form → the manuscript of that paper; every word comes from the report, only what surrounds it differs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from server.report import paper_problems as say
from server.report.checks.records import Standing
from server.report.composing import addressed, front_of, text_of, title_of
from server.report.findings import Finding
from server.report.indicators import Indicator
from server.report.manuscript import AttachmentNote, Block, Manuscript, Occasion, Properties, SignOff, Title
from server.report.outline import Outline
from server.report.papers import figures, opinions, surrounding
from server.report.papers.changes import changes
from server.report.papers.cutting import Cut, public
from server.report.papers.enclosing import Enclosed, blocks, enclosed
from server.report.papers.kinds import TRAITS, Form, Traits
from server.report.papers.opinions import Answered
from server.report.phrases import fill
from server.report.problems import Refused
from server.report.snapshot import Front, Snapshot
from server.report.words import title_lines


@dataclass(frozen=True)
class Material:
    """What the papers of one report are made of.

    `labels` and `indicators` are those of the library. `cuts` decide the public version; `base` is the snapshot that a 花脸稿
    compares with (required there), `base_name` what readers call it. `standing`: sentences of last year that still wait to be
    renewed; `findings` and `answers` (explanations, overrides) are what the 核校单 says. `numbered` False: this text may not bear
    the number (`registering.withheld`), its place stays blank. `watermark` stands behind every page.
    """

    snapshot: Snapshot
    outline: Outline | None
    labels: Mapping[str, Mapping[str, str]]
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()
    base: Snapshot | None = None
    base_name: str = ""
    standing: tuple[Standing, ...] = ()
    findings: tuple[Finding, ...] = ()
    answers: tuple[Answered, ...] = ()
    numbered: bool = True
    watermark: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        """The wordings of papers."""
        return self.labels["papers"]


@dataclass(frozen=True)
class Assembled:
    """A paper: its manuscript and the headings not printed because nothing stands below them.

    `omitted`: what this form leaves out of what was written around the text (attachments, notes), in the writer's words; `cut`: how
    many places the public version changed.
    """

    form: Form
    manuscript: Manuscript
    left_out: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()
    cut: int = 0


def assemble(form: Form, material: Material) -> Assembled:
    """The paper of a form. Raises Refused, saying what to do.

    For a 信函 to a superior, a public version with an undecided sentence, a 花脸稿 without a base.
    """
    makers: dict[Form, Callable[[Material], Assembled]] = {Form.figures: _figures, Form.findings: _findings, Form.changes: _changes}
    maker = makers.get(form)
    if maker:
        return maker(material)
    if TRAITS[form].cut:
        return _public(form, material)
    return _text(form, material, front_of(material.snapshot, material.outline))


def _text(form: Form, material: Material, front: Front, hidden: frozenset[str] = frozenset()) -> Assembled:
    """A form made of the report's text; `hidden` figures are not in its 指标表."""
    snapshot, traits, words = material.snapshot, TRAITS[form], material.words
    table = figures.tables(snapshot, material.indicators, words, hidden)
    attachments = enclosed(front.attachments)
    notes = surrounding.notes(front, words["openness"])
    text, left_out = text_of(snapshot, front)
    whole = chain(
        surrounding.head(snapshot, front, numbered=material.numbered) if traits.headed else (),
        title_of(front),
        _occasion(form, material, front),
        addressed(front.address or words["address"] if traits.spoken else front.recipients),
        text,
        _attachment_note(attachments) if traits.attached else (),
        (SignOff(snapshot.unit.issuers, _date(snapshot, traits)),) if traits.signed else (),
        notes if traits.noted else (),
        blocks(attachments, words["attachment"], table) if traits.attached else (),
        surrounding.imprint(snapshot, front) if traits.imprinted else (),
    )
    omitted = (*(() if traits.attached else (each.name for each in attachments)), *(() if traits.noted else (each.text for each in notes)))
    return Assembled(form, _manuscript(material, front.title or "", tuple(whole), traits), left_out, omitted)


def _public(form: Form, material: Material) -> Assembled:
    left = public(material.snapshot, front_of(material.snapshot, material.outline), material.cuts)
    return replace(_text(form, replace(material, snapshot=left.snapshot), left.front, left.hidden), cut=left.count)


def _changes(material: Material) -> Assembled:
    if material.base is None:
        raise Refused(say.base_needed())
    before = _text(Form.changes, replace(material, snapshot=material.base), front_of(material.base, material.outline))
    after = _text(Form.changes, material, front_of(material.snapshot, material.outline))
    return replace(after, manuscript=changes(before.manuscript, after.manuscript))


def _figures(material: Material) -> Assembled:
    snapshot = material.snapshot
    named = {"name": snapshot.unit.short_name, "year": str(snapshot.year)}
    title = fill(material.words["figures_title"], named) or ""
    table = figures.tables(snapshot, material.indicators, material.words)
    return Assembled(Form.figures, _manuscript(material, title, (Title(title_lines(title)), *table), TRAITS[Form.figures]))


def _findings(material: Material) -> Assembled:
    title = "".join((front_of(material.snapshot, material.outline).title or "").split())
    paper = opinions.paper(title, material.findings, material.answers, material.words)
    return Assembled(Form.findings, _manuscript(material, title, paper, TRAITS[Form.findings]))


def _manuscript(material: Material, title: str, whole: tuple[Block, ...], traits: Traits) -> Manuscript:
    named = Properties(title, material.snapshot.unit.name, _date(material.snapshot, traits), material.watermark)
    return Manuscript(named, whole, traits.numbered)


def _date(snapshot: Snapshot, traits: Traits) -> str:
    return snapshot.document_date if traits.dated else ""


def _occasion(form: Form, material: Material, front: Front) -> tuple[Occasion, ...]:
    """The session of a spoken form, or which form it is."""
    traits = TRAITS[form]
    base = {"base": material.base_name} if material.base_name else {}
    marked = fill(material.words[form.value], base) if traits.marked else ""
    return surrounding.occasion(front.occasion if traits.spoken else marked)


def _attachment_note(attachments: tuple[Enclosed, ...]) -> tuple[AttachmentNote, ...]:
    return (AttachmentNote(tuple(each.name for each in attachments)),) if attachments else ()
