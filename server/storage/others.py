"""Other papers whose figures were held against a report, as far as somebody asked to keep them."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection, insert, select, update

from server.report.values import Frozen
from server.storage import check_tables as t
from server.storage import tables as base


class Clash(Frozen):
    """A figure that another paper states otherwise: what it is called, as printed there and here, the sentence of that paper."""

    name: str
    said: str
    entered: str
    sentence: str = ""


class Kept(Frozen):
    """What is kept of another paper."""

    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class Other:
    """One paper that was held against a report, when and by whom; `content` is JSON, with `clashes` as in `Kept`."""

    id: int
    report_id: int
    name: str
    content: str
    at: datetime
    by: str

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The figures that differ; () where the content is of another form."""
        try:
            return Kept.model_validate_json(self.content or "{}").clashes
        except ValidationError:
            return ()


def others(connection: Connection, report_id: int) -> tuple[Other, ...]:
    """The papers kept beside a report, the newest first; those put away are not."""
    o = t.other_paper.c
    query = select(t.other_paper, base.person.c.name.label("person")).join_from(t.other_paper, base.person, o.by == base.person.c.id)
    rows = connection.execute(query.where(o.report_id == report_id, o.removed_at.is_(None)).order_by(o.id.desc()))
    return tuple(Other(row.id, row.report_id, row.name, row.content, row.at, row.person) for row in rows)


def keep(connection: Connection, report_id: int, name: str, content: str, person_id: int, at: datetime) -> int:
    """Keep a paper with its clashes (the JSON of a `Kept`); its number."""
    values = {"report_id": report_id, "name": name, "content": content, "at": at, "by": person_id}
    return int(connection.execute(insert(t.other_paper).values(values).returning(t.other_paper.c.id)).scalar_one())


def name_of(connection: Connection, report_id: int, other_id: int) -> str | None:
    """What a paper of a report is called, also one put away; None where there is none."""
    o = t.other_paper.c
    found: str | None = connection.execute(select(o.name).where(o.id == other_id, o.report_id == report_id)).scalar_one_or_none()
    return found


def remove(connection: Connection, other_id: int, at: datetime) -> bool:
    """Put a paper away; False where it was already."""
    o = t.other_paper.c
    found = connection.execute(update(t.other_paper).where(o.id == other_id, o.removed_at.is_(None)).values(removed_at=at))
    return found.rowcount > 0
