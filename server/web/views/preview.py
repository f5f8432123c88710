"""What the preview shows of one form: the document to print, its near likeness, and what is still missing in it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sqlalchemy import Connection

from server.actions.printing import LAYOUT, Edition, Stock, compared_with, edition_of, typeset, unsigned
from server.report.manuscript import Imprint, Letterhead, Manuscript, Masthead, SignOff
from server.report.paging import Row, pages_of
from server.report.papers.kinds import TRAITS, Form
from server.report.problems import NotFound
from server.storage import papers
from server.web.depends import Asking, number
from server.web.views.papers import bases_of, layouts, press_of
from server.word.rendering import missing_fonts

SHOWN = tuple(form for form in Form if form is not Form.web)


@dataclass(frozen=True)
class Choice:
    """What the pages are made with, and what else there is: a layout, and for a 花脸稿 the earlier text that it is compared with."""

    layout: str
    layouts: list[tuple[str, str]]
    base: int = 0
    bases: tuple[tuple[int, str], ...] = ()

    @property
    def query(self) -> str:
        """The choice as the end of an address."""
        return "?" + urlencode({"layout": self.layout} | ({"base": self.base} if self.base else {}))


@dataclass(frozen=True)
class Missing:
    """One thing the page leaves room for; `path`, below the report's address, is where it is filled in."""

    text: str
    path: str = ""


@dataclass(frozen=True)
class Sheet:
    """One form as it would be printed now; `refused` says why there is none. `draft`: it bears 草稿."""

    form: Form
    refused: str = ""
    draft: bool = False
    manuscript: Manuscript | None = None
    docx: bytes = b""
    missing: tuple[Missing, ...] = ()

    @property
    def title(self) -> str:
        """What the paper is called."""
        return self.manuscript.properties.title if self.manuscript else ""

    @property
    def number(self) -> str:
        """The 发文字号 it bears, "" for none; one that is still blank is none."""
        return next((each.number for each in self.heads if " " not in each.number and "　" not in each.number), "")

    @property
    def heads(self) -> tuple[Masthead | Letterhead, ...]:
        """Its head, when it has one."""
        blocks = self.manuscript.blocks if self.manuscript else ()
        return tuple(block for block in blocks if isinstance(block, Masthead | Letterhead))

    @property
    def imprinted(self) -> bool:
        """Whether 版记 stands on its last page."""
        return self.manuscript is not None and any(isinstance(block, Imprint) for block in self.manuscript.blocks)

    @property
    def pages(self) -> tuple[tuple[Row, ...], ...]:
        """The near likeness."""
        return pages_of(self.manuscript) if self.manuscript else ()


def form_of(key: str) -> Form:
    """The form of an address. Raises NotFound."""
    found = next((form for form in SHOWN if form == key), None)
    if found is None:
        raise NotFound
    return found


def chosen(ask: Asking, connection: Connection, stock: Stock, form: Form) -> tuple[Stock, Choice]:
    """What a form is to be shown with, and the stock with the text to compare it with: what was asked for, else the first there is.

    Raises NotFound for a text of another report.
    """
    library = ask.library
    offered = layouts(library, own=bool(stock.own))
    layout = ask.query.get("layout") or offered[0][0]
    if form is not Form.changes:
        return stock, Choice(layout, offered)
    bases = bases_of(papers.documents(connection, stock.report.id), library, stock.snapshot)
    base = number(ask.query.get("base") or "0") or next((each for each, _ in bases), 0)
    return (compared_with(connection, stock, base) if base else stock), Choice(layout, offered, base, bases)


def sheet_of(ask: Asking, stock: Stock, form: Form, layout: str) -> Sheet:
    """A form as it stands, with the watermark while it is not signed. Raises NotFound for an unknown layout."""
    edition = edition_of(stock)
    if form in edition.refused:
        return Sheet(form, edition.refused[form])
    draft, made = unsigned(stock), edition.made[form].manuscript
    marked = replace(made, properties=replace(made.properties, watermark=stock.material.words["draft"] if draft else ""))
    docx = typeset(press_of(ask), stock.own, marked, layout).content
    return Sheet(form, "", draft, marked, docx, _missing(ask, stock, edition, form))


def substituted(ask: Asking) -> tuple[str, ...]:
    """Fonts of the layout that this machine must replace."""
    return missing_fonts(font.name for font in ask.site.library.formats[LAYOUT].fonts)


def _missing(ask: Asking, stock: Stock, edition: Edition, form: Form) -> tuple[Missing, ...]:
    words, made = ask.site.library.labels["missing"], edition.made[form]
    blocks, registration = made.manuscript.blocks, stock.snapshot.registration
    headed = any(isinstance(block, Masthead) for block in blocks)
    dated = TRAITS[form].dated and any(isinstance(block, SignOff) and not block.date for block in blocks)
    gaps = (
        (headed and not registration.number, Missing(words["number"], "registration")),
        (headed and not registration.signers, Missing(words["signers"], "registration")),
        (dated, Missing(words["date"], "registration")),
    )
    left_out = (Missing(words["section"].format(heading=heading)) for heading in made.left_out)
    waiting = (Missing(words["standing"].format(count=len(stock.material.standing))),) if stock.material.standing else ()
    return (*(each for lacking, each in gaps if lacking), *left_out, *waiting)
