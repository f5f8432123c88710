"""Sections as values: page, margins, grid, and the headers and footers that each shows, its own or those of the section before (17.10)."""

from collections.abc import Iterable
from itertools import islice

from server.report.inspection.layout import PageNumbers, SectionLayout
from server.word.elements import Element, R, W, child, number, switch, value
from server.word.fields import Fields
from server.word.inspecting.walking import Sources, Walk
from server.word.parts import Parts

_KINDS = ("default", "even", "first")
_PAGE = "PAGE"
_A4_ABSENT = (12240, 15840)
_MARGIN_ABSENT = 1440
_EDGE_ABSENT = 720
_MOST_SECTIONS = 2000


def sections_in(document: Element) -> list[Element]:
    """The sectPr elements in order; those of old revisions are not among them."""
    found = (each for each in document.iter(W + "sectPr") if _parent(each) in {W + "pPr", W + "body"})
    return list(islice(found, _MOST_SECTIONS))


def grid_of(section: Element) -> tuple[str, int, int]:
    """The document grid of a section; a grid without a type does nothing and is none."""
    grid = child(section, W + "docGrid")
    if grid is None or grid.get(W + "type", "default") == "default":
        return ("", 0, 0)
    return (grid.get(W + "type", ""), number(grid.get(W + "linePitch")), number(grid.get(W + "charSpace")))


def begins_page(section: Element) -> bool:
    """Whether a section begins on a new page."""
    return value(section, W + "type") != "continuous"


class Margins:
    """Headers and footers of a document, each read once."""

    def __init__(self, parts: Parts, sources: Sources) -> None:
        self._parts, self._sources = parts, sources
        self._read: dict[tuple[str, str], PageNumbers] = {}

    def layouts(self, sections: Iterable[Element], *, even: bool) -> tuple[SectionLayout, ...]:
        """Every section with what it shows; `even` whether even pages have margins of their own."""
        shown: dict[str, dict[str, PageNumbers]] = {"footerReference": {}, "headerReference": {}}
        made = []
        for section in sections:
            for name, kinds in shown.items():
                kinds.update({each.kind: each for each in self._named(section, name)})
            used = {"default", *(["first"] if switch(section, W + "titlePg") else []), *(["even"] if even else [])}
            footers, headers = (tuple(kinds[kind] for kind in _KINDS if kind in kinds and kind in used) for kinds in shown.values())
            made.append(_section(section, footers, headers))
        return tuple(made)

    def _named(self, section: Element, name: str) -> Iterable[PageNumbers]:
        for reference in section.iterfind(W + name):
            kind, part = reference.get(W + "type", "default"), self._parts.target(self._parts.main, reference.get(R + "id", ""))
            if kind in _KINDS and (root := self._parts.root(part)) is not None:
                if (kind, part) not in self._read:
                    self._read[kind, part] = self._margin(kind, part, root)
                yield self._read[kind, part]

    def _margin(self, kind: str, part: str, root: Element) -> PageNumbers:
        self._sources.inline.part, self._sources.inline.fields = part, Fields()
        walk = Walk(self._sources, "footer" if root.tag == W + "ftr" else "header")
        walk.read(root)
        return PageNumbers(kind, tuple(walk.blocks), _numbered(root), tuple(walk.frames))


def _numbered(root: Element) -> bool:
    codes = (
        "".join(each.text or "" for each in root.iter(W + "instrText")),
        *(each.get(W + "instr", "") for each in root.iter(W + "fldSimple")),
    )
    return any(_PAGE in code.upper().replace("NUMPAGES", "").replace("SECTIONPAGES", "").split() for code in codes) or (
        next(root.iter(W + "pgNum"), None) is not None
    )


def _section(section: Element, footers: tuple[PageNumbers, ...], headers: tuple[PageNumbers, ...]) -> SectionLayout:
    size, margins, numbers = (child(section, W + name) for name in ("pgSz", "pgMar", "pgNumType"))
    columns, start = child(section, W + "cols"), None if numbers is None else numbers.get(W + "start")
    return SectionLayout(
        width_twips=_of(size, "w", _A4_ABSENT[0]),
        height_twips=_of(size, "h", _A4_ABSENT[1]),
        top_twips=abs(_of(margins, "top", _MARGIN_ABSENT)),
        right_twips=_of(margins, "right", _MARGIN_ABSENT),
        bottom_twips=abs(_of(margins, "bottom", _MARGIN_ABSENT)),
        left_twips=_of(margins, "left", _MARGIN_ABSENT),
        header_twips=_of(margins, "header", _EDGE_ABSENT),
        footer_twips=_of(margins, "footer", _EDGE_ABSENT),
        gutter_twips=_of(margins, "gutter", 0),
        landscape=size is not None and size.get(W + "orient") == "landscape",
        grid=grid_of(section),
        title_page=bool(switch(section, W + "titlePg")),
        footers=footers,
        headers=headers,
        first_number=None if start is None else number(start),
        number_form="" if numbers is None else numbers.get(W + "fmt", ""),
        columns=_of(columns, "num", 1),
    )


def _of(element: Element | None, name: str, otherwise: int) -> int:
    return otherwise if element is None else number(element.get(W + name), otherwise)


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else parent.tag
