"""The package of an office's own template: opened only when nothing in it runs, is embedded, or stands elsewhere."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from server import archives
from server.archives import Archive
from server.report import file_problems
from server.report import own_template as say
from server.report.problems import Refused
from server.word import package
from server.word.elements import PARAGRAPH, Element, W, parsed
from server.word.package import Package

MOST_MEGABYTES, MOST_UNPACKED = 5, 40
_MEGABYTE = 1 << 20
_TYPES, _ROOT = "[Content_Types].xml", "_rels/.rels"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OF_TEMPLATE, _OF_DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
_WINDOWS = b"word\\"
_STRICT = b"http://purl.oclc.org/ooxml/"
_OBJECTS = re.compile(r"(?:^|/)(?:activex|embeddings)/", re.IGNORECASE)
_EMBEDDING = (W + "altChunk", W + "object", W + "control", W + "subDoc")
_FETCHING = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD)\b", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
MARGINS = ("header", "footer")


def opened(content: bytes) -> Package:
    """The package. Raises Refused, in words for whoever made the file, for what must not go into every paper of an office."""
    if len(content) > MOST_MEGABYTES * _MEGABYTE:
        raise Refused(say.too_large(MOST_MEGABYTES))
    archive = archives.opened(content, "docx")
    if _unpacked(content) > MOST_UNPACKED * _MEGABYTE:
        raise Refused(say.too_large(MOST_MEGABYTES))
    _refuse_links(archive)
    if any(_OBJECTS.search(name) for name in archive.names):
        raise Refused(say.objects())
    paper = _package(content, archive)
    if _STRICT in paper.parts[paper.main]:
        raise Refused(say.strict())
    for name in texts_of(paper):
        _refuse_inside(parsed(paper.parts[name]))
    return paper


def texts_of(paper: Package) -> tuple[str, ...]:
    """The names of the parts that are printed around the text: the main one, headers, footers; each once."""
    return tuple(dict.fromkeys((paper.main, *(name for kind in MARGINS for name in beside(paper, kind)))))


def beside(paper: Package, kind: str) -> tuple[str, ...]:
    """The names of the parts of a kind that the main part leads to."""
    links = _relations(paper.parts[relations_of(paper.main)])
    keys = [link.get("Id", "") for link in links if link.get("Type", "").rpartition("/")[2] == kind]
    return tuple(name for key in keys if (name := paper.target(key)) in paper.parts)


def relations_of(name: str) -> str:
    """The part that says where a part leads."""
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def outside(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What leads out of a package: the kind of each relationship and its target."""
    for name, part in parts.items():
        for link in _relations(part) if name.endswith(".rels") else ():
            if link.get("TargetMode", "").lower() == "external":
                yield link.get("Type", "").rpartition("/")[2], link.get("Target", "")


def codes(root: Element) -> Iterator[str]:
    """The instructions of fields; those of one paragraph together, as Word cuts them into pieces."""
    yield from (each.get(W + "instr", "") for each in root.iter(W + "fldSimple"))
    for paragraph in root.iter(PARAGRAPH):
        yield "".join(each.text or "" for each in paragraph.iter(W + "instrText"))


def _refuse_links(archive: Archive) -> None:
    for kind, target in outside(archive.parts):
        if kind == "attachedTemplate":
            raise Refused(say.attached(target))
        if kind != "hyperlink":
            raise Refused(say.linked(target))


def _package(content: bytes, archive: Archive) -> Package:
    """Names with the separators of Windows put right; a .dotx made a document."""
    if _ROOT not in archive.names:
        raise Refused(file_problems.file_damaged())
    paper = Package(_renamed(content) if _WINDOWS in content else content)
    if paper.main not in paper.parts or relations_of(paper.main) not in paper.parts:
        raise Refused(file_problems.file_damaged())
    paper.parts[_TYPES] = paper.parts[_TYPES].replace(_OF_TEMPLATE, _OF_DOCUMENT)
    return paper


def _unpacked(content: bytes) -> int:
    """How large the parts are together; the guard has measured that they are no larger than they say."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return sum(member.file_size for member in archive.infolist())


def _renamed(content: bytes) -> bytes:
    return package.stored((name.replace("\\", "/"), part) for name, part in package.exchanged(content, {}))


def _refuse_inside(root: Element) -> None:
    if next(root.iter(*_EMBEDDING), None) is not None:
        raise Refused(say.objects())
    for code in codes(root):
        if found := _FETCHING.search(_QUOTED.sub("", code)):
            raise Refused(say.fetching(found[1].upper()))


def _relations(part: bytes) -> Iterable[Element]:
    return parsed(part).iter(_RELATIONSHIP)
