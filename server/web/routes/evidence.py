"""Files that records of a report refer to, given out as attachments and never shown in the browser."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from server.actions import evidence
from server.report.problems import ReadOnly
from server.report.who import Act
from server.web.depends import Ask, Id
from server.web.views.papers import attached

router = APIRouter()
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get("/reports/{report_id}/files/{digest}")
def give_out(ask: Ask, report_id: Id, digest: Digest) -> Response:
    """One file. Who took it is kept; a full disk does not keep anybody from it."""
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.export, report_id)
        file = evidence.taken(connection, report_id, digest)
    with suppress(ReadOnly), ask.site.database.write() as connection:
        evidence.record_download(connection, actor, standing.report, digest, file.name)
    return attached(ask, file.content, file.media_type, file.name)
