"""A report → its manuscript: numbering, headings, what is left out because nothing was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from server.report.drafting import Setting
from server.report.grammar import Grid, Numbered, Numbers, Plain, marked, read, unmarked
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Recipients, SignOff, Table, Title
from server.report.outline import Outline
from server.report.phrases import fill
from server.report.snapshot import Front, SectionRecord, Snapshot
from server.report.units import Body, Unit
from server.report.words import title_lines

HIGHER = (Body.higher_party, Body.higher_government)


@dataclass(frozen=True)
class Composed:
    """The manuscript, and the headings that were shown but had no text and are therefore not printed."""

    manuscript: Manuscript
    left_out: tuple[str, ...]


def default_front(unit: Unit, year: int, outline: Outline) -> Front:
    """Title, recipients, 导语 and 结尾 as the outline has them for this unit and year."""
    words = Setting(unit.address, "　".join(unit.issuers), year).words()
    named = {pattern: fill(pattern, words) or pattern for pattern in (outline.title, outline.opening, outline.closing)}
    return Front(title=named[outline.title], recipients=recipients(unit), opening=named[outline.opening], closing=named[outline.closing])


def recipients(unit: Unit) -> str:
    """主送机关: 县委、县政府 for a report upwards, separated by 、 and closed by ： (7.3.2)."""
    names = [unit.bodies[body] for body in HIGHER if unit.bodies.get(body)] or [unit.bodies.get(Body.higher_department, "")]
    return f"{'、'.join(names)}：" if any(names) else ""


def compose(snapshot: Snapshot, outline: Outline | None) -> Composed:
    """The document of a report. `outline` supplies the parts of the front that are null."""
    front = _front(snapshot, outline)
    visible = _visible(snapshot.sections)
    printed = _with_text(visible)
    numbers = Numbers(0)
    body = [block for section in visible if section.key in printed for block in _section(section, numbers)]
    left_out = tuple(section.heading for section in visible if section.key not in printed)
    blocks = (*_head(front), *body, *_tail(front, snapshot))
    date = snapshot.document_date
    return Composed(Manuscript(Properties(front.title or "", snapshot.unit.name, date), blocks), left_out)


def _front(snapshot: Snapshot, outline: Outline | None) -> Front:
    usual = default_front(snapshot.unit, snapshot.year, outline) if outline else Front()
    return usual.model_copy(update=snapshot.front.model_dump(exclude_none=True))


def _visible(sections: tuple[SectionRecord, ...]) -> tuple[SectionRecord, ...]:
    """Sections that are shown themselves and stand below no hidden one."""
    parents = {section.key: section.parent for section in sections}
    hidden = {section.key for section in sections if not section.shown}
    return tuple(section for section in sections if hidden.isdisjoint(_line(section.key, parents)))


def _with_text(sections: tuple[SectionRecord, ...]) -> set[str]:
    """Keys of sections that have text themselves or below them."""
    parents = {section.key: section.parent for section in sections}
    return {key for section in sections if section.text.strip() for key in _line(section.key, parents)}


def _line(key: str, parents: Mapping[str, str]) -> Iterator[str]:
    """A section and every heading above it, each once even where a file makes them a circle."""
    left = dict(parents)
    while key in left:
        yield key
        key = left.pop(key)


def _section(section: SectionRecord, numbers: Numbers) -> list[Block]:
    """A heading and its text; behind a heading that ends with 。 the first paragraph runs in.

    One count of numbers runs through the paper: sections below a chapter go on where its own text has stopped.
    """
    level, number = numbers.next(section.level)
    heading = unmarked(section.heading.strip(), level)
    blocks = [_block(each, level, numbers) for each in read(section.text)]
    match blocks:
        case [Paragraph(text), *rest] if heading.endswith("。"):
            return [Heading(level, number, heading, text), *rest]
        case _:
            return [Heading(level, number, heading), *blocks]


def _block(block: Plain | Numbered | Grid, below: int, numbers: Numbers) -> Block:
    match block:
        case Plain(text):
            return Paragraph(text)
        case Numbered(relative, heading, text):
            level, number = numbers.next(below + relative)
            return Heading(level, marked(level, number, heading + text).removesuffix(heading + text), heading, text)
        case Grid(rows):
            return Table(rows)


def _head(front: Front) -> Iterator[Block]:
    lines = (line.strip() for line in (front.title or "").splitlines() if line.strip())
    if broken := tuple(part for line in lines for part in title_lines(line)):
        yield Title(broken)
    if recipients := (front.recipients or "").strip():
        yield Recipients(recipients)
    yield from _paragraphs(front.opening)


def _tail(front: Front, snapshot: Snapshot) -> Iterator[Block]:
    yield from _paragraphs(front.closing)
    yield SignOff(snapshot.unit.issuers, snapshot.document_date)


def _paragraphs(text: str | None) -> Iterator[Block]:
    return (Paragraph(line.strip()) for line in (text or "").split("\n") if line.strip())
