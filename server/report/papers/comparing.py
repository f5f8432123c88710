"""Figures never differ between two forms: what one form leaves out is listed, what it says otherwise is a failure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from server.report.manuscript import Attachment, Block, Heading, Manuscript, Table, Tracked
from server.report.papers.changes import common, pairs, words_of
from server.report.papers.kinds import SAME_FIGURES, Form
from server.report.prose.numerals import numerals_in
from server.report.words import half_width, sentences

MOST_LOOKED_AT = 60


@dataclass(frozen=True)
class Stated:
    """A figure of a paper: under which chapter, in which row and column of a table ("" in prose), as printed, in which sentence."""

    chapter: str
    place: str
    said: str
    sentence: str


@dataclass(frozen=True)
class Difference:
    """A figure that a form states and the reference does not: `instead` is what the reference has in its place, if anything like it."""

    form: Form
    stated: Stated
    instead: Stated | None


@dataclass(frozen=True)
class Compared:
    """The outcome over all forms: what each leaves out, and every difference, which must be none."""

    omitted: Mapping[Form, tuple[Stated, ...]]
    different: tuple[Difference, ...]


def compare(papers: Mapping[Form, Manuscript]) -> Compared:
    """The figures of every form against the full paper (without it, the first given); the 核校单 is not looked at."""
    looked: dict[Form, tuple[Stated, ...]] = {form: stated(papers[form]) for form in SAME_FIGURES if form in papers}
    reference = next(iter(looked.values()), ())
    others = {form: figures for form, figures in looked.items() if figures is not reference}
    omitted = {form: _omitted(form, reference, figures) for form, figures in others.items()}
    different = tuple(each for form, figures in others.items() for each in _differences(form, figures, reference, omitted[form]))
    return Compared(omitted, different)


def stated(manuscript: Manuscript) -> tuple[Stated, ...]:
    """Every figure of a manuscript in reading order: numbers with a unit in prose, cells with a number in tables.

    Of a 花脸稿 it is the text with all changes taken over.
    """
    found: list[Stated] = []
    chapter = ""
    for block in (_as_it_is(each) for each in manuscript.blocks):
        chapter = _chapter(block) or chapter
        found += _of_table(block, chapter) if isinstance(block, Table) else _of_text(words_of(block), chapter)
    return tuple(found)


def _as_it_is(block: Block) -> Block:
    """A table of a 花脸稿 as it is when its change is taken over."""
    table = isinstance(block, Tracked) and isinstance(block.like, Table) and block.mark != "deleted"
    return block.like if isinstance(block, Tracked) and table else block


def _chapter(block: Block) -> str:
    """The words of a heading of the first level or the title of an attachment."""
    match block.like if isinstance(block, Tracked) and block.mark != "deleted" else block:
        case Heading(1, _, heading, _):
            return heading.rstrip("。")
        case Attachment(_, title):
            return "".join(title)
        case _:
            return ""


def _of_text(text: str, chapter: str) -> Iterator[Stated]:
    for sentence in sentences(text):
        yield from (Stated(chapter, "", sentence[each.start : each.end], sentence.strip()) for each in numerals_in(sentence))


def _of_table(table: Table, chapter: str) -> Iterator[Stated]:
    """Cells with a digit, except those of the head and of the first column, which name the others."""
    heads = table.rows[: table.header_rows] or ((),)
    for row in table.rows[table.header_rows :]:
        for at, cell in enumerate(row[1:], 1):
            column = heads[-1][at] if at < len(heads[-1]) else str(at)
            if any(character.isdigit() for character in cell):
                yield Stated(chapter, f"{row[0]}\t{column}", cell, "\t".join(row))


def _identity(each: Stated) -> tuple[str, str, str]:
    """What must agree. Cells of one row and column are one place whatever they stand under: a table alone numbers its own chapters."""
    return ("" if each.place else each.chapter, each.place, "".join(half_width(each.said).split()))


def _missing(reference: tuple[Stated, ...], figures: tuple[Stated, ...]) -> Iterator[Stated]:
    """Figures of the reference that are not among these, each as often as it is missing."""
    left = Counter(map(_identity, figures))
    for each in reference:
        key = _identity(each)
        left[key] -= 1
        if left[key] < 0:
            yield each


def _omitted(form: Form, reference: tuple[Stated, ...], figures: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """What a form leaves out; a table of figures is not expected to have prose."""
    return tuple(each for each in _missing(reference, figures) if each.place or form is not Form.figures)


def _differences(form: Form, figures: tuple[Stated, ...], reference: tuple[Stated, ...], omitted: Iterable[Stated]) -> Iterator[Difference]:
    """Figures only this form states. A row or column that the reference's tables do not have is more, and not otherwise.

    The 指标表 has headings and notes of its own; of it only the cells speak.
    """
    places = {each.place for each in reference}
    lost: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for each in omitted:
        lost[_identity(each)[:2]].append(each)
    for each in _missing(figures, reference):
        if each.place in places if each.place else form is not Form.figures:
            yield Difference(form, each, _nearest(each, lost[_identity(each)[:2]]))


def _nearest(each: Stated, lost: list[Stated]) -> Stated | None:
    """Of what the reference has and the form has not, the figure in the sentence most like this one's."""
    bag = pairs(each.sentence)
    return max(lost[:MOST_LOOKED_AT], key=lambda other: common(bag, pairs(other.sentence)), default=None)
