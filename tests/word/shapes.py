"""The same paragraphs as .docx files of the shapes that offices make: typed numbers, styles, Word lists, text boxes, tables, revisions."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args
from xml.sax.saxutils import escape

from server.report.words import chinese_number
from server.word import package

Shape = Literal["typed", "styles", "lists", "styles_lists", "boxes", "tables", "tracked"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
DELETED = "这几个字已删去"
FONTS = ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312")

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKS = (re.compile(rf"({_NUMERAL})、"), re.compile(rf"（({_NUMERAL})）"), re.compile(r"(\d{1,2})\.(?!\d)"))
_WRITTEN: tuple[Callable[[int], str], ...] = (chinese_number, chinese_number, str)
_LEVELS = (("japaneseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
_EACH_BOX, _EACH_ROW = 3, 4


def made(paragraphs: Sequence[str], shape: Shape) -> bytes:
    """A .docx of these paragraphs, the first of which is its title. Numbers that a list would show otherwise stay typed."""
    body = {
        "typed": lambda: "".join(_typed(text, nth) for nth, text in enumerate(paragraphs)),
        "styles": lambda: "".join(_styled(text, nth) for nth, text in enumerate(paragraphs)),
        "lists": lambda: _listed(paragraphs, in_styles=False),
        "styles_lists": lambda: _listed(paragraphs, in_styles=True),
        "boxes": lambda: "".join(_boxed(nth, each) for nth, each in enumerate(_groups(paragraphs, _EACH_BOX))),
        "tables": lambda: _framed(_groups(paragraphs, _EACH_ROW)),
        "tracked": lambda: "".join(_tracked(text) for text in paragraphs),
    }[shape]()
    return docx(body, numbered_styles=shape == "styles_lists")


def docx(body: str, parts: Mapping[str, str] | None = None, *, numbered_styles: bool = False) -> bytes:
    """A package around the XML of a body. Further parts of word/ by name (footnotes, header1, …), each its whole XML inside the root."""
    own = {"styles": _styles(numbered=numbered_styles), "numbering": _numbering(linked=numbered_styles), **(parts or {})}
    kinds = {name: name.rstrip("0123456789") for name in own}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items())
    links = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items())
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>' if "<w:sectPr" not in body.rpartition("</w:p>")[2] else ""
    texts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": related(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": related(links),
        **{f"word/{name}.xml": text.replace(">", f" {_SPACES}>", 1) if _SPACES not in text else text for name, text in own.items()},
    }
    return package.deflated((name, (_XML + text).encode()) for name, text in texts.items())


def related(links: str) -> str:
    """A part of relationships."""
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{_run(text, run)}</w:p>"


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _level(text: str) -> int:
    """1–3 for a typed number of that level, 0 for none."""
    return next((level for level, mark in enumerate(_MARKS, 1) if mark.match(text)), 0)


def _font(font: str, half_points: int = 32) -> str:
    return f'<w:rFonts w:hint="eastAsia" w:ascii="Times New Roman" w:eastAsia="{font}"/><w:sz w:val="{half_points}"/>'


def _typed(text: str, nth: int) -> str:
    """Everything in Normal, fonts on the runs: the commonest shape."""
    if not nth:
        return paragraph(text, '<w:jc w:val="center"/>', _font(FONTS[0], 44))
    level = _level(text)
    heading, stop, rest = text.partition("。") if level > 1 else (text, "", "")
    font = {1: FONTS[1], 2: FONTS[2]}.get(level, FONTS[3])
    return f'<w:p><w:pPr><w:ind w:firstLine="640"/></w:pPr>{_run(heading + stop, _font(font))}{_run(rest, _font(FONTS[3]))}</w:p>'


def _styled(text: str, nth: int) -> str:
    style = f"{_level(text)}" if nth and _level(text) else "" if nth else "a5"
    return paragraph(text, f'<w:pStyle w:val="{style}"/>' if style else "")


def _listed(paragraphs: Sequence[str], *, in_styles: bool) -> str:
    counts, written = [0, 0, 0], ""
    for nth, text in enumerate(paragraphs):
        level = _level(text)
        shown = _WRITTEN[level - 1](counts[level - 1] + 1) if level else ""
        found = _MARKS[level - 1].match(text) if level else None
        if not found or found[1] != shown or (in_styles and not nth):
            written += paragraph(text)
            continue
        counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (3 - level)]
        own = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        written += paragraph(text[found.end() :], f'<w:pStyle w:val="{level}"/>' if in_styles else own)
    return written


def _boxed(nth: int, group: Sequence[str]) -> str:
    """A text box as Word writes it, once as DrawingML and once as VML."""
    inner = f"<w:txbxContent>{''.join(paragraph(text) for text in group)}</w:txbxContent>"
    shape = (
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{nth + 1}" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset>'
        '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="5400000" cy="3600000"/><wp:wrapTopAndBottom/><wp:docPr id="{nth + 1}" name="box{nth}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="3600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    )
    choice = f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
    fallback = (
        f'<mc:Fallback><w:pict><v:shape style="width:425pt;height:283pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>'
    )
    return f"<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"


def _framed(groups: list[Sequence[str]]) -> str:
    width = '<w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>'
    cells = (f"<w:tc>{width}{''.join(paragraph(text) for text in group)}</w:tc>" for group in groups)
    rows = "".join(f"<w:tr>{cell}</w:tr>" for cell in cells)
    head = '<w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>'
    return f"<w:tbl>{head}{rows}</w:tbl><w:p/>"


def _tracked(text: str) -> str:
    """The second half inserted, a word between the halves deleted."""
    half, who = len(text) // 2, 'w:id="1" w:author="林" w:date="2026-01-05T09:00:00Z"'
    deleted = f"<w:del {who}>{_run(DELETED, tag='delText')}</w:del>"
    return f"<w:p>{_run(text[:half])}{deleted}<w:ins {who}>{_run(text[half:])}</w:ins></w:p>"


def _groups(paragraphs: Sequence[str], size: int) -> list[Sequence[str]]:
    return [paragraphs[start : start + size] for start in range(0, len(paragraphs), size)]


def _styles(*, numbered: bool) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="a"/><w:pPr>'
        f"{_style_number(level) if numbered else ''}"
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr>{_font(font)}</w:rPr></w:style>'
        for level, font in ((1, FONTS[1]), (2, FONTS[2]), (3, FONTS[3]))
    )
    return (
        f"<w:styles><w:docDefaults><w:rPrDefault><w:rPr>{_font('宋体', 21)}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        f"<w:rPr>{_font(FONTS[3])}</w:rPr></w:style>{headings}"
        '<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="Title"/><w:basedOn w:val="a"/>'
        f'<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr>{_font(FONTS[0], 44)}</w:rPr></w:style></w:styles>'
    )


def _style_number(level: int) -> str:
    """As Word writes it: the level of the first one goes without saying."""
    own = f'<w:ilvl w:val="{level - 1}"/>' if level > 1 else ""
    return f'<w:numPr>{own}<w:numId w:val="1"/></w:numPr>'


def _numbering(*, linked: bool) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{f"""<w:pStyle w:val="{at + 1}"/>""" if linked else ""}<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(_LEVELS)
    )
    definition = f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    return f'<w:numbering>{definition}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
