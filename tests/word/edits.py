"""Edits to the XML of a .docx, one place at a time: page, style, paragraph, run, header and footer."""

from collections.abc import Callable

from lxml import etree

from server.word import package
from server.word.elements import Element, W

Parts = dict[str, Element]
Edit = Callable[[Parts], None]
DOCUMENT, SETTINGS, _STYLES = "word/document.xml", "word/settings.xml", "word/styles.xml"


def mutated(docx: bytes, edit: Edit) -> bytes:
    """The package with the edit made to it; its parts are parsed for the edit and written again."""
    parts = dict(package.exchanged(docx, {}))
    roots = {name: etree.fromstring(content) for name, content in parts.items() if name.endswith(".xml")}
    before = {name: etree.tostring(root) for name, root in roots.items()}
    edit(roots)
    changed = {name: etree.tostring(root) for name, root in roots.items() if etree.tostring(root) != before[name]}
    assert changed, "the edit changes nothing"
    return package.stored(package.exchanged(docx, changed))


def page(name: str, **values: int) -> Edit:
    """Attributes of pgSz, pgMar, … of the last section."""

    def edit(parts: Parts) -> None:
        element = next(parts[DOCUMENT].iter(W + name))
        for key, value in values.items():
            element.set(W + key, str(value))

    return edit


def run(words: str, name: str, only: str = "", **values: str) -> Edit:
    """A property of the runs of the paragraph with these words, or only of the run that is or holds `only`."""

    def edit(parts: Parts) -> None:
        for each in _paragraph(parts, words).iter(W + "r"):
            if only in "".join(map(str, each.itertext())):
                properties = each.find(W + "rPr")
                if properties is None:
                    properties = etree.SubElement(each, W + "rPr")
                    each.insert(0, properties)
                _set(properties, name, values)

    return edit


def look(words: str, name: str, **values: str) -> Edit:
    """A property of the paragraph with these words."""
    return lambda parts: _set(_properties(_paragraph(parts, words)), name, values)


def text(words: str, old: str, new: str) -> Edit:
    """Other words in the paragraph with these."""

    def edit(parts: Parts) -> None:
        for each in _paragraph(parts, words).iter(W + "t"):
            each.text = (each.text or "").replace(old, new)

    return edit


def above(words: str, count: int = 1) -> Edit:
    """Empty paragraphs put above the one with these words, copies of the nearest above it; taken away where `count` is below 0."""

    def edit(parts: Parts) -> None:
        paragraph = _paragraph(parts, words)
        for _ in range(-count):
            before = paragraph.getprevious()
            assert before is not None
            assert not "".join(map(str, before.itertext())).strip()
            _parent(before).remove(before)
        for _ in range(count):
            made = etree.fromstring(etree.tostring(_blank(parts)))
            paragraph.addprevious(made)

    return edit


def gone(words: str) -> Edit:
    """The paragraph with these words taken away."""

    def edit(parts: Parts) -> None:
        paragraph = _paragraph(parts, words)
        _parent(paragraph).remove(paragraph)

    return edit


def style(key: str, kind: str, name: str, **values: str) -> Edit:
    """A property of a style: `kind` is pPr or rPr."""

    def edit(parts: Parts) -> None:
        found = next(each for each in parts[_STYLES].iter(W + "style") if each.get(W + "styleId") == key)
        properties = found.find(W + kind)
        _set(etree.SubElement(found, W + kind) if properties is None else properties, name, values)

    return edit


def without(part: str, *path: str) -> Edit:
    """Elements of a part taken away."""

    def edit(parts: Parts) -> None:
        for each in list(parts[part].iterfind(".//" + "/".join(W + step for step in path))):
            _parent(each).remove(each)

    return edit


def attribute(tag: str, name: str, value: str, nth: int = 0) -> Edit:
    """An attribute of the nth element of this tag in the document, names written whole."""

    def edit(parts: Parts) -> None:
        list(parts[DOCUMENT].iter(tag))[nth].set(name, value)

    return edit


def both(*edits: Edit) -> Edit:
    """Edits together."""

    def edit(parts: Parts) -> None:
        for each in edits:
            each(parts)

    return edit


def _set(properties: Element, name: str, values: dict[str, str]) -> None:
    found = properties.find(W + name)
    if found is None:
        found = etree.SubElement(properties, W + name)
    for key, value in values.items():
        found.set(W + key, value)


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(W + "pPr")
    if found is None:
        found = etree.SubElement(paragraph, W + "pPr")
        paragraph.insert(0, found)
    return found


def _paragraph(parts: Parts, words: str) -> Element:
    """The first paragraph of the document whose words are these, else begin with them; tabs and breaks aside."""
    paragraphs = [(each, "".join(_texts(each)).strip()) for each in parts[DOCUMENT].iter(W + "p")]
    whole = [each for each, said in paragraphs if said == words]
    return next(iter(whole or [each for each, said in paragraphs if said.startswith(words)]))


def _texts(paragraph: Element) -> list[str]:
    return [each.text or "" for each in paragraph.iterfind(f"{W}r/{W}t")]


def _blank(parts: Parts) -> Element:
    return next(each for each in parts[DOCUMENT].iter(W + "p") if each.find(f"{W}pPr/{W}pStyle[@{W}val='BlankLine']") is not None)


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def replaced(old: str, new: str, part: str) -> Edit:
    """Words of a header or footer replaced."""

    def edit(parts: Parts) -> None:
        for each in parts[f"word/{part}.xml"].iter(W + "t"):
            each.text = (each.text or "").replace(old, new)

    return edit


def every(part: str, name: str, **values: str) -> Edit:
    """A property of every run of a header or footer."""

    def edit(parts: Parts) -> None:
        for each in parts[f"word/{part}.xml"].iter(W + "rPr"):
            _set(each, name, values)

    return edit


def ruled(part: str, nth: int, **values: str) -> Edit:
    """The indents of the nth paragraph of a header or footer."""
    return lambda parts: _set(_properties(list(parts[f"word/{part}.xml"].iter(W + "p"))[nth]), "ind", values)


def border(key: str, **values: str) -> Edit:
    """Attributes of the border of a style; without any it is taken away."""

    def edit(parts: Parts) -> None:
        found = next(each for each in parts[_STYLES].iter(W + "style") if each.get(W + "styleId") == key)
        (edge,) = next(found.iter(W + "pBdr"))
        for name, value in values.items():
            edge.set(W + name, value)
        if not values:
            _parent(edge).remove(edge)

    return edit


def margin(part: str, name: str, nth: int = 0, **values: str) -> Edit:
    """A property of the nth paragraph of a header or footer."""
    return lambda parts: _set(_properties(list(parts[f"word/{part}.xml"].iter(W + "p"))[nth]), name, values)


def margin_border(part: str, nth: int, **values: str) -> Edit:
    """Attributes of a border of a header's or footer's paragraph, written out there in full."""

    def edit(parts: Parts) -> None:
        properties = _properties(list(parts[f"word/{part}.xml"].iter(W + "p"))[nth])
        edges = etree.SubElement(properties, W + "pBdr")
        _set(edges, "top", {"val": "single", "sz": "12", "space": "0", "color": "FF0000", **values})

    return edit


def unnumbered(parts: Parts) -> None:
    """Footers whose number is typed."""
    for name in ("word/footer1.xml", "word/footer2.xml"):
        for tag in ("fldChar", "instrText"):
            for each in list(parts[name].iter(W + tag)):
                _parent(each).remove(each)


def broken(words: str, *lines: str) -> Edit:
    """The paragraph with these words in other lines."""

    def edit(parts: Parts) -> None:
        (run,) = _paragraph(parts, words).iterfind(W + "r")
        for each in list(run)[1:]:
            run.remove(each)
        for nth, line in enumerate(lines):
            if nth:
                etree.SubElement(run, W + "br")
            etree.SubElement(run, W + "t").text = line

    return edit


def cell_rules(parts: Parts) -> None:
    """Borders around every cell."""
    for each in parts[DOCUMENT].iter(W + "tcPr"):
        edges = etree.SubElement(each, W + "tcBorders")
        for edge in ("top", "bottom"):
            _set(edges, edge, {"val": "single", "sz": "8"})


def insert(words: str, new: str) -> Edit:
    """A copy of the paragraph with these words below it, its number and words others."""

    def edit(parts: Parts) -> None:
        paragraph = _paragraph(parts, words)
        copied = etree.fromstring(etree.tostring(paragraph))
        for each in copied.iter(W + "t"):
            each.text = (each.text or "").replace(words, new)
        paragraph.addnext(copied)

    return edit


def numbered(**values: str) -> Edit:
    """Attributes of the page numbers of the section."""
    return lambda parts: _set(next(parts[DOCUMENT].iter(W + "sectPr")), "pgNumType", values)


def titled(parts: Parts) -> None:
    """A first page apart from the others."""
    _set(next(parts[DOCUMENT].iter(W + "sectPr")), "titlePg", {})


def switched(name: str) -> Edit:
    """Something switched on in the settings."""
    return lambda parts: _set(parts[SETTINGS], name, {})


def folio(source: str, target: str) -> Edit:
    """The line with the page number of one footer put above another."""

    def edit(parts: Parts) -> None:
        line = next(parts[f"word/{source}.xml"].iter(W + "p"))
        parts[f"word/{target}.xml"].insert(0, etree.fromstring(etree.tostring(line)))

    return edit


def new_section(words: str, name: str, **values: str) -> Edit:
    """A section that ends above the paragraph with these words like the one there is, which gets a property of its own."""

    def edit(parts: Parts) -> None:
        (section,) = parts[DOCUMENT].iter(W + "sectPr")
        above = etree.fromstring(etree.tostring(section))
        paragraph = _paragraph(parts, words)
        before = paragraph.getprevious()
        assert before is not None
        _properties(before).append(above)
        _set(section, name, values)

    return edit


def at_the_end(words: str) -> Edit:
    """The paragraph with these words moved behind all others."""

    def edit(parts: Parts) -> None:
        (section,) = parts[DOCUMENT].iter(W + "sectPr")
        section.addprevious(_paragraph(parts, words))

    return edit


def below(words: str, other: str) -> Edit:
    """The paragraph with these words moved right below the one with others."""
    return lambda parts: _paragraph(parts, other).addnext(_paragraph(parts, words))


def unboxed(parts: Parts) -> None:
    """The table in the box at the end taken out of it, as the last of the text."""
    (section,) = parts[DOCUMENT].iter(W + "sectPr")
    (table,) = parts[DOCUMENT].iterfind(f".//{W}txbxContent/{W}tbl")
    without(DOCUMENT, "drawing")(parts)
    section.addprevious(table)


def headed(parts: Parts) -> None:
    """What stood in the footers put in the headers."""
    for each in parts[DOCUMENT].iter(W + "footerReference"):
        each.tag = W + "headerReference"


def framed(words: str) -> Edit:
    """The paragraph with these words alone in a table."""

    def edit(parts: Parts) -> None:
        paragraph = _paragraph(parts, words)
        table = etree.Element(W + "tbl")
        paragraph.addprevious(table)
        for name in ("tblPr", "tblGrid"):
            etree.SubElement(table, W + name)
        _set(table[0], "tblW", {"w": "8845", "type": "dxa"})
        _set(table[1], "gridCol", {"w": "8845"})
        cell = etree.SubElement(etree.SubElement(table, W + "tr"), W + "tc")
        _set(cell, "tcPr", {})
        cell.append(paragraph)

    return edit


def long_table(parts: Parts) -> None:
    """The first table with its last row nine times more, and without a head that repeats."""
    table = next(parts[DOCUMENT].iter(W + "tbl"))
    last = list(table.iterchildren(W + "tr"))[-1]
    for _ in range(9):
        last.addnext(etree.fromstring(etree.tostring(last)))
    for each in list(table.iter(W + "tblHeader")):
        _parent(each).remove(each)
