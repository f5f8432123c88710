"""What a paragraph looks like once its styles are followed up: style, level, font, size, list (ECMA-376 part 1, 17.7)."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from server.report.reading.source import Look
from server.word.elements import A, Element, W, child, number, switch, value
from server.word.numbering import Lists, Place
from server.word.signs import CONTENTS, HEADING, TITLES

_FONTS, _OUTLINE = W + "rFonts", W + "outlineLvl"
_RUN, _PARAGRAPH = W + "rPr", W + "pPr"
_BREAK = W + "pageBreakBefore"
_NO_LEVEL = 9
_ALIGN = {"start": "left", "end": "right"}
_LONGEST_NAME, _LONGEST_CHAIN = 60, 40
_Reader = Callable[[Element], "str | None"]


class Styles:
    """The styles of a document. A file without styles.xml has none and every question is answered by the paragraph itself."""

    def __init__(self, root: Element | None, theme: Element | None, lists: Lists) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._styles = {each.get(W + "styleId", ""): each for each in found}
        defaults = (each.get(W + "styleId", "") for each in found if each.get(W + "type") == "paragraph" and each.get(W + "default"))
        self._normal = next((style for style in defaults if style), "")
        self._default_run = child(root, W + "docDefaults", W + "rPrDefault", _RUN)
        self._default_paragraph = child(root, W + "docDefaults", W + "pPrDefault", _PARAGRAPH)
        self._theme = theme
        self._lists = lists
        self._chain = lru_cache(maxsize=None)(self._follow)
        self._styled = lru_cache(maxsize=None)(self._of_style)
        self._name_and_level = lru_cache(maxsize=None)(self._named)
        self._themed = lru_cache(maxsize=None)(self._of_theme)
        self._held = lru_cache(maxsize=None)(self._holder)
        self._listed = lru_cache(maxsize=None)(self._list_of_style)
        self._contents = lru_cache(maxsize=None)(self._is_contents)

    def look(self, paragraph: Element | None, run: Element | None) -> Look:
        """What the properties of a paragraph and of its first run make of it."""
        style = self.style(paragraph)
        name, level = self._name_and_level(style)
        own_level = value(paragraph, _OUTLINE)
        align = value(paragraph, W + "jc") or value(self._held(style, W + "jc"), W + "jc") or ""
        size = number(self._of_run(run, style, _size))
        bold = self._of_run(run, style, _bold) == "1"
        outline = level if own_level is None else _level(own_level)
        return Look(name, outline, self._of_run(run, style, self._font) or "", size, bold, _ALIGN.get(align, align))

    def style(self, paragraph: Element | None) -> str:
        """The id of a paragraph's style."""
        return value(paragraph, W + "pStyle") or self._normal

    def of_contents(self, paragraph: Element | None) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return self._contents(self.style(paragraph))

    def hidden(self, paragraph: Element | None, run: Element | None) -> bool:
        """Whether the text of a run is kept from the reader."""
        return self._of_run(run, self.style(paragraph), _vanished) == "1"

    def begins_page(self, paragraph: Element | None) -> bool:
        """Whether the paragraph begins a page by its own properties or its style's."""
        own = switch(paragraph, _BREAK)
        return bool(switch(self._held(self.style(paragraph), _BREAK), _BREAK)) if own is None else own

    def place(self, paragraph: Element | None) -> Place | None:
        """Where in the lists a paragraph stands by itself or by its style; None for none, also when the number is switched off."""
        own, level = child(paragraph, W + "numPr"), value(paragraph, W + "numPr", W + "ilvl")
        key = value(own, W + "numId")
        if key is not None:
            return None if key == "0" else Place(key, number(level))
        by_style = self._listed(self.style(paragraph))
        return by_style and Place(by_style.list, number(level, by_style.level))

    def _list_of_style(self, name: str) -> Place | None:
        for style in self._chain(name):
            linked = value(style, _PARAGRAPH, W + "numPr", W + "numId")
            if linked is not None:
                return None if linked == "0" else Place(linked, self._linked_level(style, linked))
        return None

    def _linked_level(self, style: Element, key: str) -> int:
        by_list = self._lists.level_of(key, style.get(W + "styleId", ""))
        return number(value(style, _PARAGRAPH, W + "numPr", W + "ilvl")) if by_list is None else by_list

    def _is_contents(self, style: str) -> bool:
        return any(CONTENTS.match(value(each, W + "name") or "") for each in self._chain(style)[:1])

    def _follow(self, style: str) -> tuple[Element, ...]:
        """A style and those it is based on, nearest first; a circle is cut."""
        return tuple(self._walk(style))

    def _walk(self, style: str) -> Iterator[Element]:
        met: set[str] = set()
        while style in self._styles and style not in met and len(met) < _LONGEST_CHAIN:
            met.add(style)
            yield self._styles[style]
            style = value(self._styles[style], W + "basedOn") or ""

    def _named(self, style: str) -> tuple[str, int]:
        """The name, that of the built-in heading it is based on where it is, and the level from 1; 0 for none."""
        chain = self._chain(style)
        names = [(value(each, W + "name") or "")[:_LONGEST_NAME] for each in chain]
        heading = next((found for name in names if (found := HEADING.match(name))), None)
        title = next((TITLES[name.lower()] for name in names if name.lower() in TITLES), "")
        said = (value(each, _PARAGRAPH, _OUTLINE) for each in chain)
        built_in = str(int(heading[1]) - 1) if heading else ""
        level = _level(next((each for each in said if each is not None), built_in))
        return (f"heading {heading[1]}" if heading else title or next(iter(names), "")), level

    def _holder(self, style: str, name: str) -> Element | None:
        """The nearest properties of paragraphs by style that say something of this name."""
        holders = (*(child(each, _PARAGRAPH) for each in self._chain(style)), self._default_paragraph)
        return next((each for each in holders if child(each, name) is not None), None)

    def _of_run(self, run: Element | None, style: str, read: _Reader) -> str | None:
        """A property of a run: its own, else by its character style, else by the paragraph's style, else the document's."""
        own = None if run is None else read(run)
        if own is not None:
            return own
        by_character = self._styled(value(run, W + "rStyle") or "", read)
        by_paragraph = self._styled(style, read) if by_character is None else by_character
        if by_paragraph is None and self._default_run is not None:
            return read(self._default_run)
        return by_paragraph

    def _of_style(self, style: str, read: _Reader) -> str | None:
        holders = (child(each, _RUN) for each in self._chain(style))
        return next((found for each in holders if each is not None and (found := read(each)) is not None), None)

    def _font(self, run: Element) -> str | None:
        fonts = run.find(_FONTS)
        if fonts is None:
            return None
        themed = self._themed(fonts.get(W + "eastAsiaTheme", ""))
        return (themed or fonts.get(W + "eastAsia") or "")[:_LONGEST_NAME] or None

    def _of_theme(self, key: str) -> str:
        """The font that a theme gives for minorEastAsia and the like; for Chinese where it names none for all."""
        if not key:
            return ""
        group = next(self._fonts_of_theme("minorFont" if key.startswith("minor") else "majorFont"), None)
        east = child(group, A + "ea")
        chinese = [each.get("typeface", "") for each in _fonts(group) if each.get("script") == "Hans"]
        return (east.get("typeface", "") if east is not None else "") or next(iter(chinese), "")

    def _fonts_of_theme(self, name: str) -> Iterator[Element]:
        return iter(()) if self._theme is None else self._theme.iter(A + name)


def _fonts(group: Element | None) -> list[Element]:
    return [] if group is None else group.findall(A + "font")


def _level(said: str) -> int:
    level = number(said, _NO_LEVEL)
    return level + 1 if 0 <= level < _NO_LEVEL else 0


def _size(run: Element) -> str | None:
    return value(run, W + "sz")


def _bold(run: Element) -> str | None:
    return _switched(run, "b")


def _vanished(run: Element) -> str | None:
    return _switched(run, "vanish")


def _switched(run: Element, name: str) -> str | None:
    said = switch(run, W + name)
    return None if said is None else str(int(said))
