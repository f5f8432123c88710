"""A .docx → its lines with what they look like and what was settled; what the lines mean is found elsewhere."""

from collections.abc import Iterator

from server import archives
from server.report.reading.source import Line, Source
from server.word.blocks import Blocks
from server.word.elements import Element, R, W, switch
from server.word.parts import Parts
from server.word.signs import PAGE_NUMBER

_LONGEST_PAGE_NUMBER = 30


def read_docx(content: bytes) -> Source:
    """Every line of a .docx in reading order: headers, body with its boxes and notes where they hang, footers.

    Refused for what `archives.opened` refuses, for a broken file and for a document embedded whole. Time and memory are linear.
    """
    parts = Parts(archives.opened(content, "docx"))
    blocks = Blocks(parts)
    body = blocks.body(parts.document)
    headers, footers = (_margins(kind, parts, blocks) for kind in ("headerReference", "footerReference"))
    return Source((*headers, *body, *footers), blocks.tally.notes())


def _margins(kind: str, parts: Parts, blocks: Blocks) -> list[Line]:
    """The lines of all headers or footers that the paper shows, each text once, without page numbers."""
    names = dict.fromkeys(_shown(kind, parts))
    roots = [(name, root) for name in names if (root := parts.root(name)) is not None]
    lines = {line.text: line for name, root in roots for line in blocks.margin(root, name)}
    return [line for text, line in lines.items() if len(text) > _LONGEST_PAGE_NUMBER or not PAGE_NUMBER.match(text)]


def _shown(kind: str, parts: Parts) -> Iterator[str]:
    """First pages and even pages have margins of their own only where the file says so."""
    even = bool(switch(parts.beside("settings"), W + "evenAndOddHeaders"))
    for section in parts.document.iter(W + "sectPr"):
        used = {"default": True, "first": bool(switch(section, W + "titlePg")), "even": even}
        yield from (name for each in section.findall(W + kind) if used.get(_type(each)) and (name := _target(each, parts)))


def _type(reference: Element) -> str:
    return reference.get(W + "type", "default")


def _target(reference: Element, parts: Parts) -> str:
    return parts.target(parts.main, reference.get(R + "id", ""))
