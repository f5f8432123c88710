"""Headers and footers of a document: put beside its main part or taken away, on which pages; knows nothing of what they say."""

from dataclasses import dataclass
from typing import Literal

from server.word import ooxml
from server.word.elements import Element, R, W
from server.word.package import Package

Kind = Literal["header", "footer"]
Pages = Literal["default", "even", "first"]

_ROOTS = {"header": "hdr", "footer": "ftr"}
_FIRST_APART = W + "titlePg"
_AFTER_FIRST_APART = (W + "textDirection", W + "bidi", W + "rtlGutter", W + "docGrid", W + "printerSettings", W + "sectPrChange")


@dataclass(frozen=True)
class Margin:
    """A header or footer: the pages that show it and its paragraphs as XML. `default` is of odd pages where even ones have their own."""

    kind: Kind
    pages: Pages
    content: str


def put(package: Package, section: Element, margin: Margin) -> None:
    """Gives a section a header or footer in place of the one it has. A first one sets the first page apart (titlePg)."""
    take_away(package, section, margin.kind, margin.pages)
    root = _ROOTS[margin.kind]
    xml = f"{ooxml.XML}<w:{root} {ooxml.NAMESPACES}>{margin.content}</w:{root}>"
    key = package.attach(margin.kind, xml.encode())
    reference = section.makeelement(f"{W}{margin.kind}Reference", {f"{W}type": margin.pages, f"{R}id": key})
    section.insert(0, reference)
    if margin.pages == "first":
        _set_first_apart(section)


def take_away(package: Package, section: Element, kind: Kind, pages: Pages | None = None) -> None:
    """Takes away the headers or footers of a section, all of them or those of some pages, and their parts."""
    for reference in section.findall(f"{W}{kind}Reference"):
        if pages in (None, reference.get(f"{W}type", "default")):
            package.detach(reference.get(f"{R}id", ""))
            section.remove(reference)


def part(package: Package, section: Element, kind: Kind, pages: Pages) -> str:
    """The name of the part that a section has for these pages, "" for none."""
    references = section.findall(f"{W}{kind}Reference")
    return next((package.target(each.get(f"{R}id", "")) for each in references if each.get(f"{W}type", "default") == pages), "")


def first_apart(section: Element) -> bool:
    """Whether the first page has headers and footers of its own."""
    return section.find(_FIRST_APART) is not None


def _set_first_apart(section: Element) -> None:
    if first_apart(section):
        return
    following = next((at for at, each in enumerate(section) if each.tag in _AFTER_FIRST_APART), len(section))
    section.insert(following, section.makeelement(_FIRST_APART))
