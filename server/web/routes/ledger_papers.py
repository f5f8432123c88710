"""The papers around delivery as files: 报送情况表, 送达单, 公开审查表, 归档目录, 佐证材料目录, each as Word and as a spreadsheet."""

from contextlib import suppress

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import delivering
from server.actions.printing import DOCX
from server.report.problems import NotFound, ReadOnly
from server.report.who import Act
from server.sheets.table_writer import written
from server.web.depends import Ask, Id
from server.web.views.ledger_papers import printed
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {"docx": DOCX, "xlsx": XLSX}


@router.get("/reports/{report_id}/ledger/{name}")
def print_out(ask: Ask, report_id: Id, name: str) -> Response:
    """One paper by its key and ending. Who took it is kept; a full disk does not keep anybody from it."""
    key, _, ending = name.rpartition(".")
    if ending not in MEDIA:
        raise NotFound
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.export, report_id)
        made = printed(connection, ask.library, standing.report, key, clock.today())
    content = word(ask, made.manuscript, wide=made.wide) if ending == "docx" else written(made.title, made.unit, made.sheets)
    with suppress(ReadOnly), ask.site.database.write() as connection:
        delivering.record_print(connection, actor, standing.report, name)
    return attached(ask, content, MEDIA[ending], f"{made.title}.{ending}")
