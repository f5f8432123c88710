"""填报表 given out, what came back, and what of it was taken."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from server.storage import intake_tables as t
from server.storage import tables


@dataclass(frozen=True)
class Form:
    """A 填报表 for an office, a village or a topic. `share`: it gives a part of the unit's figure, to be added up."""

    id: int
    report_id: int
    code: str
    office: str
    contact: str
    due: str
    share: bool
    indicators: tuple[str, ...]
    sections: tuple[str, ...]
    made_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class Returned:
    """What came back: a file or a pasted block, as read (`content` is JSON), from whom and when."""

    id: int
    report_id: int
    form_id: int | None
    name: str
    file: str | None
    office: str
    giver: str
    given_on: str
    content: str
    received_at: datetime
    receiver: str
    settled_at: datetime | None


@dataclass(frozen=True)
class Given:
    """One value of a return on which somebody decided; `taken` into the report, or left."""

    returned_id: int
    place: str
    indicator: str
    raw: str
    taken: bool
    decided_at: datetime
    person: str


def add_form(connection: Connection, form: Form, person_id: int) -> int:
    """A form to give out; the id in it is given anew."""
    values = {
        "report_id": form.report_id,
        "code": form.code,
        "office": form.office,
        "contact": form.contact,
        "due": form.due,
        "share": form.share,
        "indicators": " ".join(form.indicators),
        "sections": " ".join(form.sections),
        "made_at": form.made_at,
        "made_by": person_id,
    }
    return int(connection.execute(insert(t.form).values(values).returning(t.form.c.id)).scalar_one())


def forms(connection: Connection, report_id: int) -> tuple[Form, ...]:
    """The forms of a report, in the order they were made."""
    rows = connection.execute(select(t.form).where(t.form.c.report_id == report_id).order_by(t.form.c.id))
    return tuple(_form(row) for row in rows)


def form(connection: Connection, report_id: int, form_id: int) -> Form | None:
    """One form of a report."""
    row = connection.execute(select(t.form).where(t.form.c.report_id == report_id, t.form.c.id == form_id)).first()
    return _form(row) if row else None


def change_form(connection: Connection, form: Form) -> None:
    """Another office, contact, due date or set of figures; the code stays, so that what is out still finds home."""
    values = {
        "office": form.office,
        "contact": form.contact,
        "due": form.due,
        "share": form.share,
        "indicators": " ".join(form.indicators),
        "sections": " ".join(form.sections),
        "closed_at": form.closed_at,
    }
    connection.execute(update(t.form).where(t.form.c.report_id == form.report_id, t.form.c.id == form.id).values(values))


def remove_form(connection: Connection, report_id: int, form_id: int) -> None:
    """Take away a form to which nothing came back."""
    connection.execute(delete(t.form).where(t.form.c.report_id == report_id, t.form.c.id == form_id))


def add_returned(connection: Connection, returned: Returned, person_id: int) -> int:
    """Keep what came back; the id and receiver in it are given anew."""
    values = {
        "report_id": returned.report_id,
        "form_id": returned.form_id,
        "name": returned.name,
        "file": returned.file,
        "office": returned.office,
        "giver": returned.giver,
        "given_on": returned.given_on,
        "content": returned.content,
        "received_at": returned.received_at,
        "received_by": person_id,
    }
    return int(connection.execute(insert(t.returned).values(values).returning(t.returned.c.id)).scalar_one())


def returns(connection: Connection, report_id: int) -> tuple[Returned, ...]:
    """Everything that came back for a report, newest first."""
    rows = connection.execute(_returns().where(t.returned.c.report_id == report_id).order_by(t.returned.c.id.desc()))
    return tuple(_returned(row) for row in rows)


def returned(connection: Connection, report_id: int, returned_id: int) -> Returned | None:
    """One return of a report."""
    row = connection.execute(_returns().where(t.returned.c.report_id == report_id, t.returned.c.id == returned_id)).first()
    return _returned(row) if row else None


def set_form(connection: Connection, returned_id: int, form_id: int | None, office: str, giver: str, given_on: str) -> None:
    """Say to which form a return belongs, and who gave it when."""
    values = {"form_id": form_id, "office": office, "giver": giver, "given_on": given_on}
    connection.execute(update(t.returned).where(t.returned.c.id == returned_id).values(values))


def set_content(connection: Connection, returned_id: int, content: str) -> None:
    """Keep what was said about the columns of a return beside what was read."""
    connection.execute(update(t.returned).where(t.returned.c.id == returned_id).values(content=content))


def settle(connection: Connection, returned_id: int, at: datetime | None) -> None:
    """Nothing in a return waits for a decision any more; None opens it again."""
    connection.execute(update(t.returned).where(t.returned.c.id == returned_id).values(settled_at=at))


def decide(connection: Connection, report_id: int, given: Given, person_id: int) -> None:
    """Keep the decision on one value, in the place of an earlier one."""
    g = t.given.c
    connection.execute(delete(t.given).where(g.returned_id == given.returned_id, g.place == given.place))
    values = {
        "returned_id": given.returned_id,
        "report_id": report_id,
        "place": given.place,
        "indicator": given.indicator,
        "raw": given.raw,
        "taken": given.taken,
        "decided_at": given.decided_at,
        "decided_by": person_id,
    }
    connection.execute(insert(t.given).values(values))


def given(connection: Connection, report_id: int) -> tuple[Given, ...]:
    """Every decision of a report, oldest first."""
    rows = connection.execute(
        select(t.given, tables.person.c.name)
        .join_from(t.given, tables.person, t.given.c.decided_by == tables.person.c.id)
        .where(t.given.c.report_id == report_id)
        .order_by(t.given.c.id)
    )
    return tuple(Given(row.returned_id, row.place, row.indicator, row.raw, row.taken, row.decided_at, row.name) for row in rows)


def _returns() -> Select[*tuple[object, ...]]:
    return select(t.returned, tables.person.c.name.label("receiver")).join_from(
        t.returned, tables.person, t.returned.c.received_by == tables.person.c.id
    )


def _form(row: Row[*tuple[object, ...]]) -> Form:
    return Form(
        row.id,
        row.report_id,
        row.code,
        row.office,
        row.contact,
        row.due,
        row.share,
        tuple(row.indicators.split()),
        tuple(row.sections.split()),
        row.made_at,
        row.closed_at,
    )


def _returned(row: Row[*tuple[object, ...]]) -> Returned:
    return Returned(
        row.id,
        row.report_id,
        row.form_id,
        row.name,
        row.file,
        row.office,
        row.giver,
        row.given_on,
        row.content,
        row.received_at,
        row.receiver,
        row.settled_at,
    )
