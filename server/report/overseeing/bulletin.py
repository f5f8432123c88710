"""A 通报 as a draft: numbers, and by name who is missing, in the order of institutions; what the leader says stays blank."""

from collections.abc import Iterable, Iterator

from server.report.deadlines import day_said
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Recipients, SignOff, Title
from server.report.overseeing.board import Line
from server.report.overseeing.tables import Board, Labels
from server.report.rules import Nature
from server.report.season.sheets import said
from server.report.words import title_lines

WORDS = (
    *("bulletin", "bulletin_to", "bulletin_lead", "bulletin_first", "bulletin_second", "bulletin_third"),
    *("bulletin_unsent", "bulletin_late"),
    *("bulletin_extended", "bulletin_all_sent", "bulletin_unpublished", "bulletin_all_published", "bulletin_blank", "bulletin_none"),
    *("draft", "totals", "published_totals"),
)
"""Wordings that it looks for under [board_print] in data/labels.toml; those with | are number and words of a heading."""


def bulletin(board: Board, labels: Labels) -> Manuscript:
    """The draft in the office's name. Nobody is praised, placed or scored."""
    words = labels["board_print"]
    values = board.values | {"today": day_said(board.today, labels["working"])}
    title = said(words["bulletin"], values)
    blocks: tuple[Block, ...] = (
        Title((*title_lines(title), words["draft"])),
        Recipients(f"{words['bulletin_to']}："),
        Paragraph(said(words["bulletin_lead"], values)),
        *(Heading(1, *words["bulletin_first"].split("|")), *_paragraphs(_sent(board, labels))),
        *(Heading(1, *words["bulletin_second"].split("|")), *_paragraphs(_published(board, labels))),
        *(Heading(1, *words["bulletin_third"].split("|")), Paragraph(words["bulletin_blank"])),
        SignOff((board.sender,), said(labels["chasing"]["written_day"], _parts(board)), sealed=False),
    )
    return Manuscript(Properties(title, board.sender), blocks)


def _sent(board: Board, labels: Labels) -> Iterator[str]:
    words = labels["board_print"]
    if not board.reporting:
        yield words["bulletin_none"]
        return
    yield said(words["totals"], board.values)
    missing = [line for line in board.reporting if line.standing.submitted_on is None]
    named = {
        "bulletin_unsent": missing,
        "bulletin_late": [line for line in missing if line.standing.late(board.today)],
        "bulletin_extended": [line for line in missing if line.grace],
    }
    yield from (said(words[key], {"names": _names(lines)}) for key, lines in named.items() if lines)
    if not missing:
        yield words["bulletin_all_sent"]


def _published(board: Board, labels: Labels) -> Iterator[str]:
    words = labels["board_print"]
    asked = [line for line in board.reporting if line.case.rows(Nature.publish)]
    if not asked:
        yield words["bulletin_none"]
        return
    yield said(words["published_totals"], board.values)
    missing = [line for line in asked if line.standing.published_on is None]
    yield said(words["bulletin_unpublished"], {"names": _names(missing)}) if missing else words["bulletin_all_published"]


def _names(lines: Iterable[Line]) -> str:
    return "、".join(line.watched.unit.short_name for line in lines)


def _paragraphs(lines: Iterable[str]) -> Iterable[Block]:
    return (Paragraph(line) for line in lines)


def _parts(board: Board) -> dict[str, object]:
    return {"y": board.today.year, "m": board.today.month, "d": board.today.day}
