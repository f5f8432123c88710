"""Effective properties as Word resolves them: defaults, table style, style chain, numbering level, paragraph, character style, run.

ECMA-376 part 1, 17.7.2 (order) and 17.7.3 (toggle properties: of two styles that both say bold neither is).
"""

from collections.abc import Iterable
from functools import lru_cache

from server.report.inspection.layout import Face
from server.word.elements import Element, W, child, number, value
from server.word.inspecting.properties import TOGGLES, Fonts, Said, over, paragraph_says, run_says
from server.word.numbering import Place

_RUN, _PARAGRAPH = W + "rPr", W + "pPr"
_LONGEST_CHAIN = 40
_KEPT = 4096
_DEFAULT_HALF_POINTS = 20
_DEFAULT_FONT = "Times New Roman"
_NOTHING: Said = {}


class Cascade:
    """The styles of a document with what every one of them comes to."""

    def __init__(self, styles: Element | None, numbering: Element | None, themed: Fonts) -> None:
        found = [] if styles is None else styles.findall(W + "style")
        self._styles = {each.get(W + "styleId", ""): each for each in found}
        self._default = {each.get(W + "type", ""): each.get(W + "styleId", "") for each in reversed(found) if _is_default(each)}
        self._themed = themed
        self._default_run = run_says(child(styles, W + "docDefaults", W + "rPrDefault", _RUN), themed)
        self._default_paragraph = paragraph_says(child(styles, W + "docDefaults", W + "pPrDefault", _PARAGRAPH))
        lists = () if numbering is None else numbering
        self._definitions = {each.get(W + "abstractNumId", ""): each for each in lists if each.tag == W + "abstractNum"}
        self._lists = {each.get(W + "numId", ""): each for each in lists if each.tag == W + "num"}
        self._of_level = lru_cache(maxsize=_KEPT)(self._indented_by)
        self._chain = lru_cache(maxsize=_KEPT)(self._follow)
        self._styled = lru_cache(maxsize=_KEPT)(self._paragraph_of_style)
        self._run = lru_cache(maxsize=_KEPT)(self._run_of_style)
        self._set = lru_cache(maxsize=_KEPT)(self._set_by_styles)

    def style(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        return value(properties, W + "pStyle") or self._default.get("paragraph", "")

    def paragraph(self, properties: Element | None, style: str, table: str, place: Place | None) -> Said:
        """What holds for a paragraph of a style in a table of some style ("" for none), at a place in a list."""
        own_list = child(properties, W + "numPr", W + "numId") is not None
        said = self._styled(style, table, None if own_list else place)
        if own_list and place:
            said = over(said, self._of_level(place))
        return over(said, paragraph_says(properties))

    def face(self, style: str, run: Element | None, table: str, *, head: bool = False) -> Face:
        """How a run of a paragraph is set; `run` None is what its styles alone make of it. `head`: in the first row of a table."""
        styles = (style, value(run, W + "rStyle") or "", table, head)
        own = run_says(run, self._themed) if run is not None and len(run) else _NOTHING
        return self._set(styles, tuple(own.items()))

    def _set_by_styles(self, styles: tuple[str, str, str, bool], own: tuple[tuple[str, str | int | bool], ...]) -> Face:
        paragraph, character, table, head = styles
        levels = (self._run(table, head), self._run(paragraph, False), self._run(character, False))  # noqa: FBT003
        said = self._default_run
        for level in levels:
            said = over(said, level)
        said = over({**said, **{name: _toggled(name, self._default_run, levels) for name in TOGGLES}}, dict(own))
        return _face(said)

    def _paragraph_of_style(self, style: str, table: str, place: Place | None) -> Said:
        """All but what the paragraph says itself. The level of a list lies under the style that names the list."""
        said = over(self._default_paragraph, self._of_table(table))
        for each in reversed(self._chain(style)):
            if place and child(each, _PARAGRAPH, W + "numPr") is not None:
                said = over(said, self._of_level(place))
            said = over(said, paragraph_says(child(each, _PARAGRAPH)))
        return said

    def _of_table(self, style: str) -> Said:
        return _layered(paragraph_says(child(each, _PARAGRAPH)) for each in reversed(self._chain(style))) if style else _NOTHING

    def _run_of_style(self, style: str, head: bool) -> Said:  # noqa: FBT001
        chain = tuple(reversed(self._chain(style))) if style else ()
        said = _layered(run_says(child(each, _RUN), self._themed) for each in chain)
        first = (part for each in chain for part in each.iterfind(W + "tblStylePr") if head and part.get(W + "type") == "firstRow")
        return over(said, _layered(run_says(child(each, _RUN), self._themed) for each in first))

    def _indented_by(self, place: Place) -> Said:
        """What the level of a list says of its paragraphs, the list's own words before those of its definition."""
        held = self._lists.get(place.list)
        overrides = () if held is None else (level for each in held.iterfind(W + "lvlOverride") for level in each.iterfind(W + "lvl"))
        definition = self._definitions.get(value(held, W + "abstractNumId") or "")
        levels = (*overrides, *(() if definition is None else definition.iterfind(W + "lvl")))
        return paragraph_says(next((child(each, _PARAGRAPH) for each in levels if number(each.get(W + "ilvl")) == place.level), None))

    def _follow(self, style: str) -> tuple[Element, ...]:
        """A style and those it is based on, nearest first; a circle is cut."""
        chain: list[Element] = []
        while (found := self._styles.get(style)) is not None and found not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(found)
            style = value(found, W + "basedOn") or ""
        return tuple(chain)


def _is_default(style: Element) -> bool:
    return style.get(W + "default", "0").lower() in {"1", "true", "on"}


def _layered(levels: Iterable[Said]) -> Said:
    said = _NOTHING
    for level in levels:
        said = over(said, level)
    return said


def _toggled(name: str, defaults: Said, levels: tuple[Said, ...]) -> bool:
    return bool(defaults.get(name)) or sum(bool(level.get(name)) for level in levels) % 2 == 1


def _face(said: Said) -> Face:
    return Face(
        east_asian=str(said.get("east", "")),
        latin=str(said.get("latin", _DEFAULT_FONT)),
        half_points=whole(said, "sz", _DEFAULT_HALF_POINTS),
        bold=bool(said.get("b")),
        italic=bool(said.get("i")),
        underlined=bool(said.get("u")),
        colour=str(said.get("color", "")),
        spacing_twips=whole(said, "spacing"),
        scale_percent=whole(said, "w", 100),
        hinted=bool(said.get("hint")),
    )


def whole(said: Said, name: str, otherwise: int = 0) -> int:
    """A number that properties say, else another."""
    found = said.get(name)
    return found if isinstance(found, int) else otherwise
