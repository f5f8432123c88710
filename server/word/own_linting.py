"""Is a .docx fit to be the office's own template: what refuses it, what is to be known of it; judges looks only against the standard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.report import own_template as say
from server.report.formats import Format, Page
from server.report.inspection.fonts import Fonts
from server.report.own_template import BODY, PLACES, Checked, Differing
from server.report.problems import Refused
from server.report.secrecy import secret_mark
from server.word.elements import PARAGRAPH, Element, W, child, parsed
from server.word.own_package import beside, codes, outside
from server.word.own_styles import Fitting, Used, fitted
from server.word.own_template import Opened, page_of, read, sections_in
from server.word.places import Mark, text_of
from server.word.sources import refuse_secret

# GB/T 9704-2012 5.2.1 allows 天头 and 订口 one millimetre; paper is measured to a third of one.
_MARGIN_TWIPS, _PAPER_TWIPS = 60, 20
_CHANGES = (W + "ins", W + "del", W + "moveFrom", W + "moveTo", W + "pPrChange", W + "rPrChange")


@dataclass(frozen=True)
class Standard:
    """What a template is judged against: formats, any of which its page may follow, the first of which lends it styles; and fonts."""

    formats: Sequence[Format]
    fonts: Fonts


def lint(name: str, content: bytes, standard: Standard) -> Checked:
    """What there is to say about a file that shall be a template."""
    try:
        own = read(content)
        refuse_secret(name, secret_mark("\n".join(text_of(each) for root in own.texts.values() for each in root.iter(PARAGRAPH))))
    except Refused as refused:
        return Checked((refused.message,))
    fitting = fitted(own.styles, standard.formats[0])
    marks = tuple(dict.fromkeys(mark.words for mark in own.marks))
    warnings = (*_of_marks(marks), *_of_styles(fitting, standard.fonts), *_of_pages(own, standard), *_of_leavings(own))
    return Checked((*_errors(own, fitting),), warnings, tuple(each for each in marks if each in (BODY, *PLACES.values())))


def _errors(own: Opened, fitting: Fitting) -> Iterator[str]:
    match own.bodies:
        case ():
            yield say.body_missing()
        case (mark,):
            yield from _of_body(mark)
        case several:
            yield say.body_twice(len(several))
    if fitting.wrong:
        yield say.style_kind(fitting.wrong)


def _of_body(mark: Mark) -> Iterator[str]:
    beside_it = (text_of(mark.paragraph)[: mark.start] + mark.after).strip()
    if mark.where != "body":
        yield say.body_inside(mark.where)
    elif beside_it:
        yield say.body_beside(beside_it)


def _of_marks(marks: tuple[str, ...]) -> Iterator[str]:
    missing = say.missed(marks)
    if missing:
        yield say.places_missing(missing)
    unknown = [each for each in marks if each not in (BODY, *PLACES.values())]
    if unknown:
        yield say.marks_unknown(unknown)


def _of_styles(fitting: Fitting, fonts: Fonts) -> Iterator[str]:
    if fitting.added:
        yield say.styles_added(fitting.added)
    if fitting.aside:
        yield say.styles_aside(fitting.aside)
    differing = [_differing(each, fonts) for each in fitting.used if _differs(each, fonts)]
    if differing:
        yield say.styles_differ(differing)


def _differs(used: Used, fonts: Fonts) -> bool:
    ours = used.ours
    family, right = fonts.of(used.font), fonts.of(ours.east_asian_font)
    return used.size_half_points != ours.size_half_points or (family != right if family else used.font != ours.east_asian_font)


def _differing(used: Used, fonts: Fonts) -> Differing:
    ours = used.ours
    return Differing(ours.name, used.font, used.size_half_points, fonts.called(fonts.of(ours.east_asian_font)), ours.size_half_points)


def _of_pages(own: Opened, standard: Standard) -> Iterator[str]:
    right = [each.page for each in standard.formats]
    pages = [page_of(section, right[0]) for section in sections_in(own.document)] or [right[0]]
    strange = next((page for page in pages if not _a4(page, right[0])), None)
    if strange:
        yield say.not_a4(strange.width_twips, strange.height_twips)
    upright = [page for page in pages if page.height_twips > page.width_twips]
    off = next((page for page in upright if not any(_near(page, each) for each in right)), None)
    if off:
        yield say.margins_differ(_edges(off), _edges(right[0]))
    if not any("PAGE" in code.upper().split() for root in own.texts.values() for code in codes(root)):
        yield say.not_numbered()


def _a4(page: Page, right: Page) -> bool:
    sides, wanted = sorted((page.width_twips, page.height_twips)), sorted((right.width_twips, right.height_twips))
    return all(abs(side - other) <= _PAPER_TWIPS for side, other in zip(sides, wanted, strict=True))


def _near(page: Page, right: Page) -> bool:
    return all(abs(edge - other) <= _MARGIN_TWIPS for edge, other in zip(_edges(page), _edges(right), strict=True))


def _edges(page: Page) -> tuple[int, int, int, int]:
    return page.top_twips, page.right_twips, page.bottom_twips, page.left_twips


def _of_leavings(own: Opened) -> Iterator[str]:
    """What a file has kept of those who made it, and every paper would carry along."""
    revisions = sum(1 for root in own.texts.values() for _ in root.iter(*_CHANGES))
    if revisions:
        yield say.revised(revisions)
    comments = sum(1 for root in _beside(own, "comments") for _ in root.iter(W + "comment"))
    if comments:
        yield say.commented(comments)
    protections = (child(root, W + "documentProtection") for root in _beside(own, "settings"))
    if any(each is not None and each.get(W + "enforcement", "0").lower() not in ("0", "false", "off") for each in protections):
        yield say.locked()
    for _, target in list(outside(own.paper.parts))[:1]:
        yield say.hyperlinked(target)


def _beside(own: Opened, kind: str) -> list[Element]:
    return [parsed(own.paper.parts[name]) for name in beside(own.paper, kind)]
