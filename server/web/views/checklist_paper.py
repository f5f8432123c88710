"""The checklist as a paper to print and tick by hand."""

from server.library import Library
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Table, Title
from server.report.rules import Rule
from server.report.words import title_lines
from server.web.render import day_full
from server.web.views.checklist import Checklist, Line, StepLine

ROW_WIDTHS = (5, 3, 5, 9, 4)
STEP_WIDTHS = (2, 7, 5, 4, 5)


def checklist_paper(library: Library, shown: Checklist) -> Manuscript:
    """The checklist of a report as a manuscript; of corrections it says nothing, 报送情况表 does."""
    texts, unit, year = library.labels["paper"], shown.season.place.unit, shown.season.report.year
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


def _row(library: Library, line: Line) -> tuple[str, ...]:
    delivery, record = line.row.delivery, line.row.record
    words = library.labels["paper"]
    day = day_full(line.row.due) if line.row.due else words["no_day"]
    basis = "；".join(_basis(library, each) for each in delivery.rules)
    done = " ".join(each for each in (day_full(record.done_on), record.by, line.proof) if each) if record.done_on else "□"
    return (delivery.name + ("" if delivery.required else words["optional"]), library.labels["natures"][delivery.nature], day, basis, done)


def _basis(library: Library, rule: Rule) -> str:
    phrase = f"“{rule.due.phrase}”" if rule.due else ""
    return f"{rule.source}{rule.article}{phrase}（{library.labels['certainty'][rule.certainty]}）"


def _step(library: Library, at: int, line: StepLine) -> tuple[str, ...]:
    optional = "" if line.step.required else library.labels["paper"]["optional"]
    return (str(at), line.step.name + optional, line.step.who, day_full(line.day) if line.day else "", line.settled or "□")
