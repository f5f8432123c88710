"""What Word refuses or quietly repairs in a .docx: children out of the schema's order, ids that come twice, parts that lead nowhere.

The orders are those of the sequences in ECMA-376 part 1 (transitional, part 4), typed from the standard, not from our writer.
"""

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
VML = "{urn:schemas-microsoft-com:vml}"

# The name of an element and its children in order.
_SEQUENCES = """
pPr pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens
kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange

rPr ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
eastAsianLayout specVanish oMath rPrChange

pBdr top left bottom right between bar

tblPr tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd
tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange

tblBorders top start left bottom end right insideH insideV tl2br tr2bl

tcBorders top start left bottom end right insideH insideV tl2br tr2bl

tblCellMar top start left bottom end right insideH insideV tl2br tr2bl

tcMar top start left bottom end right insideH insideV tl2br tr2bl

tcPr cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns
cellDel cellMerge tcPrChange

tbl bookmarkStart bookmarkEnd tblPr tblGrid tr

tr tblPrEx trPr tc

sectPr footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg
textDirection bidi rtlGutter docGrid printerSettings sectPrChange

settings writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape
printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts
saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop
hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles
stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting
documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit
hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders
bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing
displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin
drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars
noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent
alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags
alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema
themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown
smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator

style name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr

styles docDefaults latentStyles style

font altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic

anchor simplePos positionH positionV extent effectExtent wrapNone wrapSquare wrapTight wrapThrough wrapTopAndBottom docPr
cNvGraphicFramePr graphic
"""
_ORDERS = {name: tuple(children) for name, *children in map(str.split, _SEQUENCES.split("\n\n"))}
# These stand in any order, but before the changes.
_ROW = {
    *("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader", "tblCellSpacing", "jc"),
    "hidden",
}
_ROW_CHANGES = ("ins", "del", "trPrChange")
_MANY = {"tbl", "tr", "styles", "settings"}
_CHANGES = [W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "trPrChange", "tblPrChange")]
_BLOCKS = (W + "tc", W + "txbxContent", W + "hdr", W + "ftr")


def faults(docx: bytes) -> list[str]:
    """Everything that is wrong with a .docx, in words; nothing for a right one."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        names = archive.namelist()
        roots = {name: etree.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    twice = [f"{name}: twice in the package" for name, count in Counter(names).items() if count > 1]
    inner = [f"{name}: {fault}" for name, root in roots.items() for fault in _part(root)]
    return [*twice, *inner, *_ids(roots), *_links(roots), *_types(roots)]


def _part(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from _order(element)
        yield from _row(element) if element.tag == W + "trPr" else ()
        yield from _columns(element) if element.tag == W + "tbl" else ()
        if element.tag in _BLOCKS and (not len(element) or element[-1].tag != W + "p"):
            yield f"{_name(element)} does not end with a paragraph"
        if element.tag == W + "t" and any(each.tag == W + "del" for each in element.iterancestors()):
            yield "a deleted run with w:t"
        if element.tag == W + "delText" and not any(each.tag == W + "del" for each in element.iterancestors()):
            yield "w:delText that is not deleted"


def _order(element: etree._Element) -> Iterator[str]:
    order = _ORDERS.get(_name(element)) if str(element.tag).startswith((W, WP)) else None
    if order is None:
        return
    named = [_name(child) for child in element if _name(child) not in ("headerReference", "footerReference")]
    unknown = [name for name in named if name not in order]
    yield from (f"{_name(element)} may not hold {name}" for name in unknown)
    places = [order.index(name) for name in named if name in order]
    if places != sorted(places):
        yield f"{_name(element)} out of order: {' '.join(named)}"
    if _name(element) not in _MANY and len(set(places)) < len(places):
        yield f"{_name(element)} holds a child twice: {' '.join(named)}"
    late = [_name(child) for child in element if "Reference" in _name(child)]
    if [_name(child) for child in element][: len(late)] != late:
        yield "sectPr: references not first"


def _row(properties: etree._Element) -> Iterator[str]:
    named = [_name(child) for child in properties]
    changes = [name for name in named if name in _ROW_CHANGES]
    if set(named) - _ROW - set(_ROW_CHANGES):
        yield f"trPr may not hold {named}"
    if named[len(named) - len(changes) :] != sorted(changes, key=_ROW_CHANGES.index):
        yield f"trPr out of order: {' '.join(named)}"


def _columns(table: etree._Element) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    if not columns:
        yield "a table without tblGrid"
    for row in table.findall(f"{W}tr"):
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        taken = sum(1 if span is None else int(span.get(W + "val", "1")) for span in spans)
        if taken != columns:
            yield f"a row of {taken} columns in a table of {columns}"


def _ids(roots: dict[str, etree._Element]) -> Iterator[str]:
    """Ids that must not come twice: drawings and paragraphs in the document, changes in each part, shapes in all."""
    body = [root for name, root in roots.items() if name.startswith("word/") and name.endswith(".xml")]
    kinds = {
        "docPr": [each.get("id") for root in body for each in root.iter(WP + "docPr")],
        "paraId": [each.get(WORD_2010 + "paraId") for root in body for each in root.iter(W + "p") if each.get(WORD_2010 + "paraId")],
        "changes": [each.get(W + "id") for root in body for each in root.iter(*_CHANGES)],
        "shapes": [each.get("id") for root in body for each in root.iter(VML + "shape")],
        "style": [each.get(W + "styleId") for root in body for each in root.iter(W + "style")],
        "style name": [each.get(W + "val") for root in body for style in root.iter(W + "style") for each in style.iter(W + "name")],
    }
    for kind, found in kinds.items():
        yield from (f"{kind} {key} comes {times} times" for key, times in Counter(found).items() if times > 1 or not key)


def _links(roots: dict[str, etree._Element]) -> Iterator[str]:
    """Every reference has its relationship, every relationship its part, every header and footer its reference."""
    reached = {"[Content_Types].xml"}
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        keys = [link.get("Id") for link in root]
        yield from (f"{name}: {key} comes twice" for key, times in Counter(keys).items() if times > 1)
        source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name).removesuffix(".rels"))
        targets = {posixpath.normpath(posixpath.join(posixpath.dirname(source), link.get("Target", ""))) for link in root}
        yield from (f"{name}: no part {target}" for target in targets if target not in roots)
        used = (
            {str(value) for each in roots[source].iter() for key, value in each.attrib.items() if str(key).startswith(R)}
            if source
            else set()
        )
        yield from (f"{source}: no relationship {key}" for key in used - set(keys))
        margins = {link.get("Id") for link in root if str(link.get("Type")).endswith(("/header", "/footer"))}
        yield from (f"{source}: {key} leads to a header or footer that no section shows" for key in margins - used)
        reached |= targets | {name}
    yield from (f"{name}: nothing leads to it" for name in roots.keys() - reached)


def _types(roots: dict[str, etree._Element]) -> Iterator[str]:
    """Every part says what it is, and nothing is said of a part that is not there."""
    entries = list(roots["[Content_Types].xml"])
    named = [each.get("PartName", "").lstrip("/") for each in entries if _name(each) == "Override"]
    yield from (f"content type of {name} comes {times} times" for name, times in Counter(named).items() if times > 1)
    yield from (f"content type of {name}, which is not there" for name in named if name not in roots)
    parts = [name for name in roots if name.endswith(".xml") and name != "[Content_Types].xml"]
    yield from (f"no content type of {name}" for name in parts if name not in named)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
