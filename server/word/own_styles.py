"""The styles of an office's own template: which of them set the text of a report, and ours for those it lacks; changes none it has.

A style counts as the office's when it names a Chinese font itself: every new file of Word has headings that nobody ever set.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lxml import etree

from server.report.formats import Format, HeadingStyle, Style, Styles, TableMeasures
from server.word import ooxml, template
from server.word.elements import Element, W, child, number, value

Kind = Literal["paragraph", "character", "table"]
_PLAIN = (
    *("title", "occasion", "blank", "recipients", "body", "table_head", "table_centred", "table_text"),
    *("sign_name", "sign_date", "attachment_note", "note", "openness", "attachment_label", "hairline"),
)
_STYLE, _FONTS = W + "style", W + "rFonts"
_LONGEST_CHAIN, _MOST = 40, 1000
_SIZE_ABSENT = 20
EMPTY = f"<w:styles {ooxml.W}/>"


@dataclass(frozen=True)
class Used:
    """A style of the template that is used in place of ours, with its font and its size in half-points."""

    ours: Style
    font: str
    size_half_points: int


@dataclass
class Fitting:
    """The styles of a template fitted for one format: `measures` name them as the template does.

    `added` are ours that it lacks, `aside` those it has without having set them, `wrong` those of another kind; all by name.
    """

    measures: Format
    added: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    used: list[Used] = field(default_factory=list)


def fitted(root: Element, measures: Format) -> Fitting:
    """Fits the styles part of a template for text of this format; what is lacking is added to `root`."""
    there, fitting = _There(root), Fitting(measures)
    styles = measures.styles
    plain = {name: _placed(there, fitting, style) for name, style in _named(styles)}
    headings = tuple(_heading(there, fitting, style) for style in styles.headings)
    table = _table(there, fitting, measures.table)
    # What is not printed here (red head, imprint, page numbers) keeps its names; an empty line after a table is set as the text.
    normal = styles.normal.model_copy(update={"id": plain["body"].id})
    changed = styles.model_copy(update={**plain, "headings": headings, "normal": normal})
    fitting.measures = measures.model_copy(update={"styles": changed, "table": table})
    return fitting


def _named(styles: Styles) -> Iterator[tuple[str, Style]]:
    return ((name, getattr(styles, name)) for name in _PLAIN)


def _placed(there: "_There", fitting: Fitting, style: Style) -> Style:
    """A style of paragraphs under the id that the template has for it."""
    level = template.outline_level(style, fitting.measures.styles.headings)
    found = there.named(style.name)
    if found is not None and there.kind(found) == "paragraph" and there.own(found):
        used = Used(style, there.font(found), there.size(found))
        fitting.used.append(used)
        return style.model_copy(update={"id": found.get(W + "styleId", ""), "size_half_points": used.size_half_points})
    _note(there, fitting, style.name, "paragraph")
    free = style.model_copy(update={"id": there.free_id(style.id), "name": there.free_name(style.name, fitting.measures)})
    there.add(template.paragraph_style(free, level=level))
    return style.model_copy(update={"id": free.id})


def _heading(there: "_There", fitting: Fitting, style: HeadingStyle) -> HeadingStyle:
    """A heading with the style of its characters where text runs on."""
    placed = _placed(there, fitting, style)
    found = there.named(style.character_name)
    if found is not None and there.kind(found) == "character":
        key = found.get(W + "styleId", "")
    else:
        _note(there, fitting, style.character_name, "character")
        key = there.free_id(style.character_id)
        there.add(template.run_style(key, there.free_name(style.character_name, fitting.measures), style))
    return style.model_copy(update={"id": placed.id, "size_half_points": placed.size_half_points, "character_id": key})


def _table(there: "_There", fitting: Fitting, table: TableMeasures) -> TableMeasures:
    found = there.named(table.style_name)
    if found is not None and there.kind(found) == "table":
        return table.model_copy(update={"style_id": found.get(W + "styleId", "")})
    _note(there, fitting, table.style_name, "table")
    free = {"style_id": there.free_id(table.style_id), "style_name": there.free_name(table.style_name, fitting.measures)}
    there.add(template.table_style(table.model_copy(update=free)))
    return table.model_copy(update={"style_id": free["style_id"]})


def _note(there: "_There", fitting: Fitting, name: str, kind: Kind) -> None:
    found = there.named(name)
    lists = fitting.added if found is None else fitting.aside if there.kind(found) == kind else fitting.wrong
    lists.append(name)


class _There:
    """The styles of a template, by the names people see; built-in ones are the same in capitals and small letters."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._ids = {each.get(W + "styleId", ""): each for each in root.iter(_STYLE)}
        self._names = {(value(each, W + "name") or "").strip().lower(): each for each in reversed(list(root.iter(_STYLE)))}

    def named(self, name: str) -> Element | None:
        """The style of a name."""
        return self._names.get(name.lower())

    def kind(self, style: Element) -> str:
        """What the style is of."""
        return style.get(W + "type", "paragraph")

    def own(self, style: Element) -> bool:
        """Whether somebody has set it: it names a Chinese font, itself or by a style it is based on, and does not number by itself."""
        chain = [each for each in self._chain(style) if not each.get(W + "default")]
        numbered = next((value(each, W + "pPr", W + "numPr", W + "numId") for each in chain if _numbered(each)), None)
        return bool(_font(chain)) and numbered in (None, "0")

    def font(self, style: Element) -> str:
        """The Chinese font it names."""
        return _font(self._chain(style))

    def size(self, style: Element) -> int:
        """Its size in half-points, where it says none that of the document."""
        sizes = (number(value(each, W + "rPr", W + "sz")) for each in self._chain(style))
        return next((size for size in sizes if size > 0), self._usual_size)

    def free_id(self, wanted: str) -> str:
        """An id that no style has."""
        tried = (wanted, *(f"{wanted}{nth}" for nth in range(2, _MOST)))
        return next(each for each in tried if each not in self._ids)

    def free_name(self, wanted: str, measures: Format) -> str:
        """A name that no style has."""
        tried = (wanted, f"{wanted}·{measures.standard}", *(f"{wanted}·{measures.standard}·{nth}" for nth in range(2, _MOST)))
        return next(each for each in tried if each.lower() not in self._names)

    def add(self, xml: str) -> None:
        """One more style."""
        style = etree.fromstring(xml.replace("<w:style ", f"<w:style {ooxml.W} ", 1))
        self._root.append(style)
        self._ids[style.get(W + "styleId", "")] = style
        self._names[(value(style, W + "name") or "").lower()] = style

    @cached_property
    def _usual_size(self) -> int:
        said = number(value(self._root, W + "docDefaults", W + "rPrDefault", W + "rPr", W + "sz"))
        return said if said > 0 else _SIZE_ABSENT

    def _chain(self, style: Element) -> list[Element]:
        """A style and those it is based on, nearest first; a circle is cut."""
        chain: list[Element] = []
        at: Element | None = style
        while at is not None and not any(each is at for each in chain) and len(chain) < _LONGEST_CHAIN:
            chain.append(at)
            at = self._ids.get(value(at, W + "basedOn") or "")
        return chain


def _numbered(style: Element) -> bool:
    return child(style, W + "pPr", W + "numPr") is not None


def _font(chain: list[Element]) -> str:
    """The Chinese font that the nearest style to speak of one names; "" when it leaves that to the theme."""
    for style in chain:
        fonts = child(style, W + "rPr", _FONTS)
        if fonts is not None and (fonts.get(W + "eastAsia") or fonts.get(W + "eastAsiaTheme")):
            return "" if fonts.get(W + "eastAsiaTheme") else fonts.get(W + "eastAsia", "")
    return ""
