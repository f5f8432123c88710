"""Paragraph and run properties as flat tables of what they say and nothing they do not (ECMA-376 part 1, 17.3.1 and 17.3.2)."""

from collections.abc import Callable, Iterator, Mapping

from server.report.inspection.layout import Border
from server.word.elements import VAL, Element, W, number, switch

Value = str | int | bool | Border | dict[int, str]
Said = Mapping[str, Value]
Fonts = Callable[[str], str]

TOGGLES = ("b", "i")
_PARAGRAPH_SWITCHES = ("snapToGrid", "widowControl", "pageBreakBefore", "keepNext")
_INDENTS = (
    ("left", ("left", "start")),
    ("leftChars", ("leftChars", "startChars")),
    ("right", ("right", "end")),
    ("rightChars", ("rightChars", "endChars")),
)
_ALIGN = {
    "start": "left",
    "end": "right",
    "thaiDistribute": "distribute",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
}
_POINTS_OF_AUTOMATIC = 14
_AUTOMATIC_TWIPS = _POINTS_OF_AUTOMATIC * 20
_SPACINGS = ("before", "beforeLines", "after", "afterLines", "line")


def paragraph_says(properties: Element | None) -> Said:
    """What a pPr says: indents, spacing, alignment, borders (`border:top`), tab stops, switches. `first` is negative for a hanging one."""
    said: dict[str, Value] = {}
    for each in () if properties is None else properties:
        read = _PARAGRAPH.get(each.tag)
        if read:
            said.update(read(each))
    return said


def run_says(properties: Element | None, themed: Fonts) -> Said:
    """What an rPr says. A theme's font goes before one named beside it; `themed` knows them by key (minorEastAsia)."""
    said: dict[str, Value] = {}
    for each in () if properties is None else properties:
        if each.tag == W + "rFonts":
            said.update(_fonts(each, themed))
        elif each.tag in _RUN:
            said.update(_RUN[each.tag](each))
    return said


def merged_tabs(below: Value | None, above: Value | None) -> dict[int, str]:
    """Tab stops of a style and those of what is based on it; `clear` takes one away."""
    both = {**(below if isinstance(below, dict) else {}), **(above if isinstance(above, dict) else {})}
    return {position: kind for position, kind in both.items() if kind != "clear"}


def over(below: Said, above: Said) -> Said:
    """What holds when one level of properties lies over another."""
    if not above:
        return below
    both = {**below, **above}
    if "tabs" in below and "tabs" in above:
        both["tabs"] = {**_tabs_of(below), **_tabs_of(above)}
    return both


def _tabs_of(said: Said) -> dict[int, str]:
    found = said.get("tabs")
    return found if isinstance(found, dict) else {}


def _fonts(fonts: Element, themed: Fonts) -> Iterator[tuple[str, Value]]:
    for name, attribute in (("east", "eastAsia"), ("latin", "ascii")):
        by_theme = themed(fonts.get(f"{W}{attribute}Theme", ""))
        if found := by_theme or fonts.get(W + attribute):
            yield name, found[:60]
    if (hint := fonts.get(W + "hint")) is not None:
        yield "hint", hint == "eastAsia"


def _switched(name: str) -> Callable[[Element], Iterator[tuple[str, Value]]]:
    def read(each: Element) -> Iterator[tuple[str, Value]]:
        yield name, bool(switch(each.getparent(), each.tag))

    return read


def _valued(name: str) -> Callable[[Element], Iterator[tuple[str, Value]]]:
    def read(each: Element) -> Iterator[tuple[str, Value]]:
        yield name, number((each.get(VAL) or "").removesuffix("%"))

    return read


def _underline(each: Element) -> Iterator[tuple[str, Value]]:
    yield "u", each.get(VAL, "single") != "none"


def _colour(each: Element) -> Iterator[tuple[str, Value]]:
    colour = each.get(VAL, "auto").upper()
    yield "color", "" if colour == "AUTO" else colour[:6]


def _alignment(each: Element) -> Iterator[tuple[str, Value]]:
    found = each.get(VAL, "left")
    yield "jc", _ALIGN.get(found, found)


def _indent(each: Element) -> Iterator[tuple[str, Value]]:
    sides = ((name, each.get(W + attribute)) for name, attributes in _INDENTS for attribute in attributes)
    yield from ((name, number(found)) for name, found in sides if found is not None)
    for name, hanging, first in (("first", "hanging", "firstLine"), ("firstChars", "hangingChars", "firstLineChars")):
        back, forth = each.get(W + hanging), each.get(W + first)
        if number(back):
            yield name, -number(back)
        elif forth is not None or back is not None:
            yield name, number(forth)


def _spacing(each: Element) -> Iterator[tuple[str, Value]]:
    for name in _SPACINGS:
        if (found := each.get(W + name)) is not None:
            yield name, number(found)
    for name in ("before", "after"):
        if each.get(f"{W}{name}Autospacing", "0").lower() in {"1", "true", "on"}:
            yield name, _AUTOMATIC_TWIPS
    if (rule := each.get(W + "lineRule")) is not None:
        yield "lineRule", rule


def _borders(each: Element) -> Iterator[tuple[str, Value]]:
    for edge in each:
        yield f"border:{_local(edge)}", border_of(edge)


def border_of(edge: Element) -> Border:
    """A border element as a value; "none" and "nil" are kinds too."""
    colour = edge.get(W + "color", "auto").upper()
    return Border(
        _local(edge),
        edge.get(VAL, "none"),
        number(edge.get(W + "sz")),
        "" if colour == "AUTO" else colour[:6],
        number(edge.get(W + "space")),
    )


def _tab_stops(each: Element) -> Iterator[tuple[str, Value]]:
    yield "tabs", {number(tab.get(W + "pos")): tab.get(VAL, "left") for tab in each.iterfind(W + "tab")}


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


_PARAGRAPH: Mapping[str, Callable[[Element], Iterator[tuple[str, Value]]]] = {
    W + "jc": _alignment,
    W + "ind": _indent,
    W + "spacing": _spacing,
    W + "pBdr": _borders,
    W + "tabs": _tab_stops,
    **{W + name: _switched(name) for name in _PARAGRAPH_SWITCHES},
}
_RUN: Mapping[str, Callable[[Element], Iterator[tuple[str, Value]]]] = {
    W + "u": _underline,
    W + "color": _colour,
    **{W + name: _valued(name) for name in ("sz", "spacing", "w")},
    **{W + name: _switched(name) for name in TOGGLES},
}
