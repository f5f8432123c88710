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


def copies_to(unit: Unit) -> str:
    """抄送机关 where nothing else is written: the office that oversees the rule of law above the unit, when there is one."""
    return unit.bodies.get(Body.higher_oversight, "")


def compose(snapshot: Snapshot, outline: Outline | None) -> Composed:
    """Title, text and sign-off of a report, without what papers have around them (see `papers.assembling`)."""
    front = front_of(snapshot, outline)
    blocks, left_out = text_of(snapshot, front)
    whole = (*title_of(front), *addressed(front.recipients), *blocks, SignOff(snapshot.unit.issuers, snapshot.document_date))
    return Composed(Manuscript(Properties(front.title or "", snapshot.unit.name, snapshot.document_date), whole), left_out)


def front_of(snapshot: Snapshot, outline: Outline | None) -> Front:
    """The front of a report, `outline` supplying the parts of it that are null."""
    usual = default_front(snapshot.unit, snapshot.year, outline) if outline else Front()
    return usual.model_copy(update=snapshot.front.model_dump(exclude_none=True))


def text_of(snapshot: Snapshot, front: Front) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """导语, the numbered sections, 结尾; and the headings that are not printed because nothing stands below them."""
    laid = by_section(snapshot)
    sections = [block for _, blocks in laid for block in blocks]
    left_out = tuple(section.heading for section, blocks in laid if not blocks)
    return (*paragraphs(front.opening), *sections, *paragraphs(front.closing)), left_out


def by_section(snapshot: Snapshot) -> tuple[tuple[SectionRecord, tuple[Block, ...]], ...]:
    """Every visible section with its blocks as they are printed; () for one with nothing written in it or below it."""
    shown = visible(snapshot.sections)
    printed = _with_text(shown)
    numbers = Numbers(0)
    return tuple((section, tuple(_section(section, numbers)) if section.key in printed else ()) for section in shown)


def title_of(front: Front) -> tuple[Title, ...]:
    """The title, broken at words, unless there is none."""
    lines = (line.strip() for line in (front.title or "").splitlines() if line.strip())
    broken = tuple(part for line in lines for part in title_lines(line))
    return (Title(broken),) if broken else ()


def addressed(words: str | None) -> tuple[Recipients, ...]:
    """主送机关 or a form of address, unless there is none."""
    return (Recipients(words.strip()),) if words and words.strip() else ()


def paragraphs(text: str | None) -> tuple[Paragraph, ...]:
    """Each line that is not blank as a paragraph."""
    return tuple(Paragraph(line.strip()) for line in (text or "").splitlines() if line.strip())


def laid_out(text: str) -> tuple[Block, ...]:
    """Text in the grammar of sections as blocks of its own, numbered from 一、."""
    numbers = Numbers(0)
    return tuple(_block(each, 0, numbers) for each in read(text))


def visible(sections: tuple[SectionRecord, ...]) -> tuple[SectionRecord, ...]:
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
