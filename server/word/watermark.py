"""A word behind the text of every page (草稿), as Word itself makes it: WordArt that hangs on the headers. Moves nothing."""

from lxml import etree

from server.report.formats import Format
from server.word import margins, ooxml
from server.word.elements import PARAGRAPH, Element, parsed
from server.word.margins import Margin, Pages
from server.word.package import Package

# The type and the name of the shape are Word's own: by them its command for taking away watermarks finds this one.
_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
    '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)
_RUN = (
    "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{type}"
    '<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" style="position:absolute;'
    "margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:{rotation};z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#{color}" stroked="f"><v:fill opacity="{opacity}"/>'
    '<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string="{text}"/></v:shape></w:pict></w:r>'
)
_FIRST_SHAPE = 2049


def lay(text: str, measures: Format, package: Package, section: Element) -> None:
    """Lays the word behind every page: into the headers that are there, and into new ones where pages have none."""
    pages: tuple[Pages, ...] = ("default", "even", "first") if margins.first_apart(section) else ("default", "even")
    for number, each in enumerate(pages, 1):
        run = _run(text, number, measures)
        if name := margins.part(package, section, "header", each):
            package.parts[name] = _with(package.parts[name], run)
        else:
            margins.put(package, section, Margin("header", each, ooxml.paragraph(measures.styles.hairline.id, run)))


def _run(text: str, number: int, measures: Format) -> str:
    """The shape, as large as the word fits across the page; each of its own number."""
    said = ooxml.escaped(text.strip()).replace("\n", "").replace('"', "&quot;")
    mark = measures.watermark
    height = min(mark.height_points, mark.widest_points // max(1, len(text.strip())))
    return _RUN.format(
        type=_TYPE,
        number=number,
        spid=_FIRST_SHAPE + number - 1,
        width=height * max(1, len(text.strip())),
        height=height,
        rotation=mark.rotation_degrees,
        color=mark.color,
        opacity=mark.opacity,
        font=mark.font,
        text=said,
    )


def _with(header: bytes, run: str) -> bytes:
    """A header with one more run in its first paragraph."""
    root = parsed(header)
    paragraph = next(root.iter(PARAGRAPH), None)
    if paragraph is None:
        paragraph = etree.SubElement(root, PARAGRAPH)
    paragraph.append(etree.fromstring(f"<w:p {ooxml.NAMESPACES}>{run}</w:p>")[0])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
