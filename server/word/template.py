"""Builds the lean Word template of a Format: its styles, fonts, settings and page numbers, and nothing that is not used."""

from datetime import date
from xml.sax.saxutils import quoteattr

from server.report.formats import Font, Format, HeadingStyle, Page, Style, TableMeasures
from server.word import ooxml, package

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = date(1980, 1, 1)
_PARTS = (
    ("styles", "styles", "rId1"),
    ("settings", "settings", "rId2"),
    ("fontTable", "fontTable", "rId3"),
    ("footer", "footer1", "rId4"),
    ("footer", "footer2", "rId5"),
)
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
# Chinese line breaking as 28 characters a line want it: no space slipped between Chinese and digits, no line moved
# for a widow (that would cost the 22nd line). Hanging marks are left on as Word has them: LibreOffice reads this one
# switch the wrong way round, and with it off hangs marks in the margin and then loses them in the PDF (measured, 7.4).
_WIDOWS = '<w:widowControl w:val="0"/>'
_BREAKING = '<w:kinsoku/><w:overflowPunct w:val="1"/><w:topLinePunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def build(measures: Format) -> bytes:
    """The template as a .docx, uncompressed so that it is the same bytes on every machine."""
    odd, even = measures.styles.page_odd, measures.styles.page_even
    return package.stored(
        (name, xml if isinstance(xml, bytes) else (ooxml.XML + xml).encode())
        for name, xml in (
            ("[Content_Types].xml", _content_types()),
            ("_rels/.rels", _package_relations()),
            ("docProps/core.xml", ooxml.core_properties(measures.name, measures.standard, _EPOCH)),
            ("word/document.xml", _document(measures)),
            ("word/_rels/document.xml.rels", _document_relations()),
            ("word/styles.xml", _styles(measures)),
            ("word/settings.xml", _settings(measures)),
            ("word/fontTable.xml", _fonts(measures.fonts)),
            ("word/footer1.xml", _footer(measures, odd)),
            ("word/footer2.xml", _footer(measures, even)),
        )
    )


def _content_types() -> str:
    overrides = "".join(_override(f"/word/{file}.xml", f"{_WORD_TYPE}.{kind}+xml") for kind, file, _ in _PARTS)
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{_override("/word/document.xml", f"{_WORD_TYPE}.document.main+xml")}'
        f"{overrides}{_override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>"
    )


def _override(part: str, content_type: str) -> str:
    return f'<Override PartName="{part}" ContentType="{content_type}"/>'


def _package_relations() -> str:
    return _relations((("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"), ("rId2", _CORE_TYPE, "docProps/core.xml")))


def _document_relations() -> str:
    return _relations(tuple((key, f"{_OFFICE}/{kind}", f"{file}.xml") for kind, file, key in _PARTS))


def _relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _document(measures: Format) -> str:
    section = f'<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>{_page(measures.page)}'
    empty = ooxml.paragraph(measures.styles.body.id, "")
    return f'<w:document {ooxml.W} xmlns:r="{_OFFICE}"><w:body>{empty}<w:sectPr>{section}</w:sectPr></w:body></w:document>'


def _page(page: Page) -> str:
    return (
        f'<w:pgSz w:w="{page.width_twips}" w:h="{page.height_twips}"/>'
        f'<w:pgMar w:top="{page.top_twips}" w:right="{page.right_twips}" w:bottom="{page.bottom_twips}" w:left="{page.left_twips}" '
        f'w:header="{page.header_twips}" w:footer="{page.footer_twips}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{page.line_pitch_twips}"/>'
    )


def _settings(measures: Format) -> str:
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {ooxml.W}><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{2 * measures.styles.normal.character_twips}"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="en-US" w:eastAsia="{measures.language}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts(fonts: tuple[Font, ...]) -> str:
    return f"<w:fonts {ooxml.W}>{''.join(_font(font) for font in fonts)}</w:fonts>"


def _font(font: Font) -> str:
    instead = f"<w:altName w:val={quoteattr(font.instead)}/>" if font.instead else ""
    return (
        f'<w:font w:name={quoteattr(font.name)}>{instead}<w:charset w:val="{font.charset}"/>'
        f'<w:family w:val="{font.family}"/><w:pitch w:val="{font.pitch}"/></w:font>'
    )


def _styles(measures: Format) -> str:
    styles = measures.styles
    headings = "".join(run_style(heading.character_id, heading.character_name, heading) for heading in styles.headings)
    characters = "".join(run_style(style.id, style.name, style) for style in styles.characters())
    named = "".join(paragraph_style(style, styles.normal.id, outline_level(style, styles.headings)) for style in styles.paragraphs())
    language = f'<w:lang w:val="en-US" w:eastAsia="{measures.language}" w:bidi="ar-SA"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_run_properties(styles.normal)}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_WIDOWS}{_BREAKING}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="{styles.normal.id}"><w:name w:val={quoteattr(styles.normal.name)}/>'
        f"<w:qFormat/>{_properties(styles.normal)}</w:style>"
    )
    return f"<w:styles {ooxml.W}>{defaults}{normal}{named}{headings}{characters}{table_style(measures.table)}</w:styles>"


def outline_level(style: Style, headings: tuple[HeadingStyle, ...]) -> str:
    """The outline level of a heading as XML, nothing for other styles."""
    levels = (f'<w:outlineLvl w:val="{level}"/>' for level, heading in enumerate(headings) if heading is style)
    return next(levels, "")


def paragraph_style(style: Style, based_on: str = "", level: str = "") -> str:
    """A style as XML, based on another or on none; `level` is its outline level as XML."""
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f"{based}<w:qFormat/>{_properties(style, level)}</w:style>"
    )


def run_style(identity: str, name: str, style: Style) -> str:
    """A style of characters as XML, with the font and size of a style of paragraphs."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{identity}">'
        f"<w:name w:val={quoteattr(name)}/><w:qFormat/><w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _properties(style: Style, level: str = "") -> str:
    kept = "<w:keepNext/>" if style.keep_next else ""
    broken = "<w:pageBreakBefore/>" if style.page_break_before else ""
    snapped = "" if style.snap_to_grid else '<w:snapToGrid w:val="0"/>'
    lines = f"{kept}{broken}{_WIDOWS}{_rule(style)}{_BREAKING}{snapped}{_spacing(style)}"
    placed = f'{lines}{_indents(style)}<w:jc w:val="{style.alignment}"/>{level}'
    return f"<w:pPr>{placed}</w:pPr><w:rPr>{_run_properties(style)}</w:rPr>"


def _rule(style: Style) -> str:
    """The line above a paragraph that is nothing but a line."""
    line = f'<w:top w:val="single" w:sz="{style.rule_eighths}" w:space="0" w:color="{style.color or "auto"}"/>'
    return f"<w:pBdr>{line}</w:pBdr>" if style.rule_eighths else ""


def _spacing(style: Style) -> str:
    line = f'w:line="{style.line_twips}" w:lineRule="exact"' if style.line_twips else 'w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{style.before_twips}" w:after="{style.after_twips}" {line}/>'


def _indents(style: Style) -> str:
    """Each indent twice, in characters and in twips: Word goes by the first, LibreOffice knows only the second."""
    first = f'w:firstLineChars="{style.first_line_hundredths}" w:firstLine="{style.first_line_twips}"'
    hanging = f'w:hangingChars="{style.hanging_hundredths}" w:hanging="{style.hanging_twips}"'
    return (
        f'<w:ind w:leftChars="{style.left_hundredths}" w:left="{style.left_twips}" w:rightChars="{style.right_hundredths}" '
        f'w:right="{style.right_twips}" {hanging if style.hanging_twips else first}/>'
    )


def _run_properties(style: Style) -> str:
    latin, size = quoteattr(style.ascii_font), style.size_half_points
    fonts = f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:eastAsia={quoteattr(style.east_asian_font)} w:hAnsi={latin} w:cs={latin}/>'
    bold = "<w:b/>" if style.bold else ""
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    return f'{fonts}{bold}{color}<w:spacing w:val="{style.character_spacing_twips}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def table_style(table: TableMeasures) -> str:
    """The style of tables as XML."""
    edges = "".join(f'<w:{edge} w:val="single" w:sz="{table.border_eighths}" w:space="0" w:color="auto"/>' for edge in _EDGES)
    sides = "".join(f'<w:{side} w:w="{table.cell_margin_twips}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{table.style_id}"><w:name w:val={quoteattr(table.style_name)}/>'
        f"<w:qFormat/><w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr></w:style>"
    )


def _footer(measures: Format, style: Style) -> str:
    number = measures.page_number
    return f"<w:ftr {ooxml.W}>{ooxml.page_number(style.id, number.before, number.after)}</w:ftr>"
