"""校对单: what was found in a paper as a table, then the paper with every chosen change marked where it stands."""

from collections.abc import Iterator, Sequence

from server.report.checks.applying import chosen
from server.report.checks.profile import Profile
from server.report.checks.telling import counted, place_of, understood
from server.report.checks.text import Passage, Text
from server.report.findings import Finding
from server.report.manuscript import Block, Manuscript, Paragraph, Piece, Properties, Title, Tracked
from server.report.manuscript import Table as Grid
from server.report.reading.parts import Part

_HEADS = ("序号", "类别", "位置", "原文", "意见", "可改为")
_WIDTHS = (2, 3, 3, 8, 12, 8)
_LONGEST = 60


def sheet(name: str, text: Text, profile: Profile, findings: Sequence[Finding], taken: Sequence[Finding]) -> Manuscript:
    """`name` is what the paper is called; `taken` are the findings whose suggestions are marked in the text as changes."""
    blocks: tuple[Block, ...] = (
        Title(("校对单",)),
        Paragraph(f"校对的公文：{name or '粘贴的文字'}"),
        Paragraph(understood(profile)),
        Paragraph(counted(findings)),
        *((Grid(rows=(_HEADS, *_rows(text, findings)), widths=_WIDTHS),) if findings else ()),
        Paragraph("以下是校对的文字，可以直接改的地方已经标出。程序不能发现所有问题，请通读一遍。"),
        *_marked(text, taken),
    )
    return Manuscript(Properties("校对单", ""), blocks)


def _rows(text: Text, findings: Sequence[Finding]) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(findings, 1):
        said = f"{each.message}（{each.working}）" if each.working else each.message
        yield str(number), each.weight.value, place_of(text, each), _short(each.quote), said, _short(each.suggestion)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _marked(text: Text, taken: Sequence[Finding]) -> Iterator[Block]:
    """Every paragraph, with deletions and insertions where a suggestion is taken."""
    inside: dict[int, list[Finding]] = {}
    for each in chosen(text.text, taken):
        inside.setdefault(text.number(each.start), []).append(each)
    for number, passage in enumerate(text.passages, 1):
        own = [each for each in inside.get(number, ()) if each.end <= passage.end]
        if passage.part is Part.table:
            yield Paragraph(text.words(passage).replace("\t", "　"))
        else:
            yield Tracked(Paragraph(""), tuple(_pieces(text, passage, own))) if own else Paragraph(text.words(passage))


def _pieces(text: Text, passage: Passage, changes: Sequence[Finding]) -> Iterator[Piece]:
    at = passage.start
    for each in changes:
        yield Piece(text.text[at : each.start])
        yield Piece(each.quote, "deleted")
        yield Piece(each.suggestion, "inserted")
        at = each.end
    yield Piece(text.text[at : passage.end])
