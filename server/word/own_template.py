"""The office's own template: read, and filled with a report. Its head and foot stay as they are; the text comes where 【正文】 stood.

Masthead and imprint of a manuscript are not printed: their facts fill the marks of the template. Same input, same bytes.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from server.report import own_template as say
from server.report.formats import Format, Page
from server.report.manuscript import Imprint, Letterhead, Manuscript, Masthead, Properties, SignOff
from server.report.own_template import BODY, PLACES
from server.report.problems import Refused
from server.word import margins, ooxml, watermark, writer
from server.word.elements import PARAGRAPH, Element, W, child, number, parsed
from server.word.own_package import beside, opened, texts_of
from server.word.own_styles import EMPTY, fitted
from server.word.package import Package
from server.word.places import Mark, drawings, empty, marks_in, put, take_away, text_of

_SECTION = W + "sectPr"
_AFTER_SECTION = W + "pPrChange"
_NOT_PRINTED = (Masthead, Letterhead, Imprint)
_LEAST_TWIPS = 2880
_MARKS = "。；;，,、. "
_LONGEST_LABEL = 6


@dataclass(frozen=True)
class Opened:
    """A template as it is read: its package, the parts that are printed, their marks, its styles as they were."""

    paper: Package
    texts: Mapping[str, Element]
    marks: tuple[Mark, ...]
    styles: Element
    styles_name: str

    @property
    def document(self) -> Element:
        """The main part."""
        return self.texts[self.paper.main]

    @property
    def bodies(self) -> tuple[Mark, ...]:
        """The places of the text: there should be one."""
        return tuple(mark for mark in self.marks if mark.words == BODY)

    def section(self, place: Element) -> Element:
        """The section in which a paragraph stands, to be read."""
        after = {place, *place.itersiblings()}
        ends = [each for each in sections_in(self.document) if _block_of(each) in after]
        return next(iter(ends), etree.fromstring(ooxml.EMPTY_SECTION))


def read(template: bytes) -> Opened:
    """A template. Raises Refused for a file that must not be one (see `own_package.opened`)."""
    paper = opened(template)
    texts = {name: parsed(paper.parts[name]) for name in texts_of(paper)}
    marks = tuple(mark for root in texts.values() for mark in marks_in(root))
    name = next(iter(beside(paper, "styles")), "")
    return Opened(paper, texts, marks, parsed(paper.parts[name] if name else EMPTY.encode()), name)


def fill(template: bytes, manuscript: Manuscript, measures: Format) -> bytes:
    """A manuscript printed on a template. Styles that the template lacks are those of `measures`. Raises Refused as `read` does.

    Where a paragraph after the text has 【成文日期】, the template signs by itself: what follows the sign-off stands behind it.
    """
    own = read(template)
    if not own.bodies:
        raise Refused(say.body_missing())
    place = own.bodies[0].paragraph
    section, said = own.section(place), manuscript.properties
    fitting = fitted(own.styles, measures)
    page = page_of(section, measures.page)
    fitting = replace(fitting, measures=fitting.measures.model_copy(update={"page": page}))
    signed = _signing(own, place)
    _fill_marks(own, facts(manuscript, measures), measures)
    _lay(manuscript, fitting.measures, place, signed)
    _keep(own)
    _mark_draft(own, said, fitting.measures)
    own.paper.describe(writer.description(said))
    return own.paper.written()


def facts(manuscript: Manuscript, measures: Format) -> dict[str, str]:
    """What the marks of a template stand for, by key. Signers and date leave room while they are not known."""
    known = dict.fromkeys(PLACES, "")
    for block in manuscript.blocks:
        match block:
            case Masthead(_, number, signers, urgency):
                blank = "\u3000" * measures.masthead.blank_characters
                known |= {"number": number, "signers": "\u3000".join(signers) or blank, "urgency": urgency}
            case Letterhead(_, number, urgency):
                known |= {"number": number, "urgency": urgency}
            case Imprint(copies, printer, day):
                foot = measures.imprint
                plain = copies.strip().removeprefix(foot.copies).strip(_MARKS)
                known |= {"copies": plain, "printer": printer.strip(), "print_day": day.strip().removesuffix(foot.printed)}
            case SignOff(_, day):
                known["date"] = day or measures.sign_off.blank_date
            case _:
                pass
    return known


def page_of(section: Element, otherwise: Page) -> Page:
    """The paper and margins of a section; of `otherwise` what it does not say or what leaves no room for text."""
    size, edges = child(section, W + "pgSz"), child(section, W + "pgMar")
    sides = {"width": (size, "w"), "height": (size, "h"), **{side: (edges, side) for side in ("top", "right", "bottom", "left")}}
    said = {
        f"{name}_twips": abs(number(each.get(W + key))) for name, (each, key) in sides.items() if each is not None and each.get(W + key)
    }
    page = otherwise.model_copy(update=said)
    return page if page.text_width_twips >= _LEAST_TWIPS else otherwise


def sections_in(document: Element) -> list[Element]:
    """The ends of the sections of a document, in order."""
    return [each for each in document.iter(_SECTION) if _parent_tag(each) in (W + "pPr", W + "body")]


def _signing(own: Opened, place: Element) -> Element | None:
    """The paragraph below the text in which the template has the date of its own sign-off."""
    below = set(place.itersiblings())
    dated = (mark.paragraph for mark in own.marks if mark.words == PLACES["date"] and mark.where == "body")
    return next((paragraph for paragraph in dated if paragraph in below), None)


def _fill_marks(own: Opened, known: Mapping[str, str], measures: Format) -> None:
    keys = {words: key for key, words in PLACES.items()}
    for mark in reversed(own.marks):
        key = keys.get(mark.words, "")
        if key:
            put(mark, _worded(key, known[key], mark, measures))
        if key == "copies" and not known[key] and _only_label(text_of(mark.paragraph)):
            take_away(mark.paragraph)


def _worded(key: str, fact: str, mark: Mark, measures: Format) -> str:
    """A fact with what closes it, unless that stands in the template: 抄送 ends with 。, the day of printing with 印发 (7.4.2, 7.4.3)."""
    closing = {"copies": measures.imprint.full_stop, "print_day": measures.imprint.printed}.get(key, "")
    return fact if not fact or mark.after.lstrip().startswith(closing) else fact + closing


def _only_label(text: str) -> bool:
    """Whether nothing but a label is left: 抄送： with its stop."""
    plain = "".join(text.split()).strip(_MARKS)
    return len(plain) <= _LONGEST_LABEL and plain[-1:] in ("", "：", ":")


def _lay(manuscript: Manuscript, measures: Format, place: Element, signed: Element | None) -> None:
    """The text at its place; after a sign-off of the template what follows ours, which is not printed then."""
    blocks = tuple(block for block in manuscript.blocks if not isinstance(block, _NOT_PRINTED))
    at = next((nth for nth, block in enumerate(blocks) if isinstance(block, SignOff)), len(blocks))
    tracker = writer.tracker_of(manuscript.properties)
    if signed is None:
        _replace(place, _elements(writer.text(blocks, measures, tracker), measures))
        return
    first = _elements(writer.text(blocks[:at], measures, tracker), measures)
    for each in reversed(_elements(writer.text(blocks[at + 1 :], measures, tracker), measures) if blocks[at + 1 :] else []):
        signed.addnext(each)
    _replace(place, first)


def _elements(xml: str, measures: Format) -> list[Element]:
    """Paragraphs and tables; an empty paragraph for no text."""
    body = child(etree.fromstring(ooxml.document(xml).encode()), W + "body")
    found = [] if body is None else list(body)
    return found or [etree.fromstring(f"<w:body {ooxml.NAMESPACES}>{ooxml.paragraph(measures.styles.body.id, '')}</w:body>")[0]]


def _replace(place: Element, elements: list[Element]) -> None:
    """Elements instead of a paragraph; what hangs on it goes to the first of them, a section that ends with it ends with the last."""
    parent, hanging = place.getparent(), drawings(place)
    if hanging and elements[0].tag != PARAGRAPH:
        empty(place)
        elements.insert(0, deepcopy(place))
    elif hanging:
        for run in hanging:
            elements[0].append(run)
    section = child(place, W + "pPr", _SECTION)
    if section is not None:
        _end(elements, section)
    if parent is not None:
        at = parent.index(place)
        parent[at : at + 1] = elements


def _end(elements: list[Element], section: Element) -> None:
    """The last element of a text is always a paragraph: a table has one behind it."""
    last = elements[-1]
    properties = last.find(W + "pPr")
    if properties is None:
        properties = last.makeelement(W + "pPr")
        last.insert(0, properties)
    following = next((at for at, each in enumerate(properties) if each.tag == _AFTER_SECTION), len(properties))
    properties.insert(following, section)


def _keep(own: Opened) -> None:
    for name, root in own.texts.items():
        own.paper.parts[name] = _written(root)
    if own.styles_name:
        own.paper.parts[own.styles_name] = _written(own.styles)
    else:
        own.paper.attach("styles", _written(own.styles))


def _mark_draft(own: Opened, said: Properties, measures: Format) -> None:
    """The word behind every page: into the headers of the first section, and of each later one that has its own."""
    if not said.watermark:
        return
    laid: set[str] = set()
    for nth, section in enumerate(sections_in(own.document)):
        name = margins.part(own.paper, section, "header", "default")
        if (not nth or name) and (not name or name not in laid):
            watermark.lay(said.watermark, measures, own.paper, section)
            laid.add(name)
    own.paper.parts[own.paper.main] = _written(own.document)


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _block_of(section: Element) -> Element:
    """The paragraph that ends a section, or the section itself where the document ends."""
    above = section.iterancestors(PARAGRAPH)
    return next(above, section)


def _parent_tag(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)
