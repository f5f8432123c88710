"""A table to print: one value from which both the Word paper and the spreadsheet are made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from server.report.manuscript import Attachment, Block, Manuscript, Paragraph, Properties, Table, Title
from server.report.words import title_lines

Cell = str | int


@dataclass(frozen=True)
class Sheet:
    """One table with what stands above it. `widths`: shares of the line, one a column; `name` is that of its tab in a spreadsheet.

    `foot`: lines below the table, for a place to sign or a remark. `label`: what stands above the title of a sheet that begins a page
    of its own in a paper, "" for one that goes on. `heights_mm`: least heights of the rows of cells to write in, header first.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    foot: tuple[str, ...] = ()
    label: str = ""
    heights_mm: tuple[int, ...] = ()


def paper(title: str, unit: str, sheets: Iterable[Sheet]) -> Manuscript:
    """The sheets one below the other as a manuscript of a unit, each under its own title."""
    blocks = tuple(block for sheet in sheets for block in _blocks(sheet))
    return Manuscript(Properties(title, unit), blocks)


def said(wording: str, values: Mapping[str, object]) -> str:
    """A wording with its braces filled by name; what was typed by people is put in last and never read again."""
    parts = wording.split("{")
    return parts[0] + "".join(_filled(part, values) for part in parts[1:])


def sheets(manuscript: Manuscript, name: str) -> tuple[Sheet, ...]:
    """The tables of a paper as sheets, each under the words that stand before it, the rest of the words below the last."""
    found: list[Sheet] = []
    notes: list[str] = []
    for block in manuscript.blocks:
        if isinstance(block, Paragraph):
            notes.append(block.text)
        elif isinstance(block, Table) and block.rows:
            head = block.rows[0]
            tab = name if not found else f"{name}{len(found) + 1}"
            found.append(Sheet(tab, manuscript.properties.title, tuple(notes), head, block.rows[1:], block.widths))
            notes = []
    return (*found[:-1], *(replace(last, foot=tuple(notes)) for last in found[-1:]))


def _filled(part: str, values: Mapping[str, object]) -> str:
    name, closed, rest = part.partition("}")
    return f"{values[name]}{rest}" if closed and name in values else f"{{{part}"


def _blocks(sheet: Sheet) -> tuple[Block, ...]:
    rows = tuple(tuple(map(str, row)) for row in sheet.rows)
    lines = title_lines(sheet.title)
    return (
        Attachment(sheet.label, lines) if sheet.label else Title(lines),
        *(Paragraph(note) for note in sheet.notes),
        Table((sheet.header, *rows), widths=sheet.widths, heights_mm=sheet.heights_mm),
        *(Paragraph(line) for line in sheet.foot),
    )
