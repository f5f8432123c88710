"""Paper laid on its side: measures and template turned by a quarter, for tables that need the width; the writer knows nothing of it."""

from lxml import etree

from server.report.formats import Format
from server.word.elements import W, child, parsed
from server.word.package import Package

# Room for the page number below the text, which a quarter turn leaves the least of.
_FOOTER_TWIPS = 850


def turned(measures: Format) -> Format:
    """The measures of a page lying on its side, bound at its top; left, right and below there is as much room as beside the text before."""
    page = measures.page
    across = {
        "width_twips": page.height_twips,
        "height_twips": page.width_twips,
        "top_twips": page.left_twips,
        "right_twips": page.right_twips,
        "bottom_twips": page.right_twips,
        "left_twips": page.right_twips,
        "footer_twips": _FOOTER_TWIPS,
    }
    return measures.model_copy(update={"page": page.model_copy(update=across)})


def turned_template(template: bytes, measures: Format) -> bytes:
    """A template whose page has the size and margins of `measures`."""
    paper, page = Package(template), measures.page
    document = parsed(paper.parts[paper.main])
    section = next(document.iter(W + "sectPr"))
    size, edges = child(section, W + "pgSz"), child(section, W + "pgMar")
    if size is not None and edges is not None:
        size.attrib.update({W + "w": str(page.width_twips), W + "h": str(page.height_twips), W + "orient": "landscape"})
        edges.attrib.update({W + side: str(getattr(page, f"{side}_twips")) for side in ("top", "right", "bottom", "left", "footer")})
    paper.parts[paper.main] = etree.tostring(document, encoding="UTF-8", xml_declaration=True, standalone=True)
    return paper.written()
