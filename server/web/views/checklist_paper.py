"""The checklist as a paper to print and tick by hand."""

from server.library import Library
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Table, Title
from server.report.units import Unit
from server.report.words import title_lines
from server.web.render import day_full, when
from server.web.views.checklist import Basis, Checklist, Row, StepRow

ROW_WIDTHS = (5, 3, 5, 9, 4)
STEP_WIDTHS = (2, 7, 5, 4, 5)


def checklist_paper(library: Library, unit: Unit, year: int, shown: Checklist) -> Manuscript:
    """The checklist of a unit as a manuscript."""
    texts = library.labels["paper"]
    title = texts["title"].replace("{year}", str(year)).replace("{name}", unit.short_name)
    rows = (tuple(texts["rows"].split("|")), *(_row(library, row) for row in shown.rows))
    steps = (tuple(texts["steps"].split("|")), *(_step(library, at, step) for at, step in enumerate(shown.steps, 1)))
    blocks: tuple[Block, ...] = (
        Title(title_lines(title)),
        Heading(1, texts["first"], texts["deliveries"]),
        Table(rows, widths=ROW_WIDTHS),
        Paragraph(texts["note"]),
        Heading(1, texts["second"], texts["way"]),
        Table(steps, widths=STEP_WIDTHS),
    )
    return Manuscript(Properties(title, unit.name), blocks)


def _row(library: Library, row: Row) -> tuple[str, ...]:
    due = row.due
    optional = "" if row.delivery.required else library.labels["paper"]["optional"]
    day = day_full(due.day) if due and due.day else library.labels["paper"]["no_day"]
    basis = "；".join(_basis(library, each) for each in row.bases)
    done = f"{when(row.tick.at)} {row.tick.person} {row.tick.note}" if row.tick else "□"
    return (row.delivery.name + optional, library.labels["natures"][row.delivery.nature], day, basis, done)


def _basis(library: Library, basis: Basis) -> str:
    rule = basis.rule
    phrase = f"“{rule.due.phrase}”" if rule.due else ""
    return f"{rule.source}{rule.article}{phrase}（{library.labels['certainty'][rule.certainty]}）"


def _step(library: Library, at: int, row: StepRow) -> tuple[str, ...]:
    optional = "" if row.step.required else library.labels["paper"]["optional"]
    done = f"{when(row.tick.at)} {row.tick.person} {row.tick.note}" if row.tick else "□"
    return (str(at), row.step.name + optional, row.step.who, day_full(row.day), done)
