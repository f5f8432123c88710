"""The page of the county's notice: its fields as typed or kept, what it moved, which day binds and why, what the report has against it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import measuring, noticing
from server.actions.allowing import Standing
from server.actions.exporting import snapshot_of
from server.actions.noticing import Clash, Effect
from server.actions.seasons import Season, season_of
from server.library import Library
from server.report.checks.capping import Length
from server.report.deadlines import Deadline, Delivery, told
from server.report.rules import NOTICE, SENT
from server.report.season.notice import DAYS, FIELDS, read_day
from server.storage import notices
from server.storage.notices import Notice
from server.storage.reports import Report
from server.web.depends import number
from server.web.forms import Form
from server.web.render import day_full
from server.web.views.saving import Pieces


@dataclass(frozen=True)
class Bound:
    """The earliest day by which the report must be somewhere: row, binding rule and its working; `ours`: the notice says so."""

    delivery: Delivery
    deadline: Deadline
    working: tuple[str, ...]
    ours: bool


@dataclass(frozen=True)
class NoticePage:
    """Everything the page shows. `fields` as a form has them, `outlines` to choose from, `missing` headings of the one asked for."""

    notice: Notice | None
    version: int
    fields: Mapping[str, str]
    outlines: tuple[tuple[str, str], ...]
    own_outline: str
    wanted_outline: str
    bound: Bound | None
    effect: Effect
    length: Length | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Both notices where they differ, for the panel; `element` is the first box in which they do."""

    label: str
    who: str
    at: str
    version: int
    theirs: Pieces
    mine: Pieces
    element: str


def notice_page(connection: Connection, library: Library, standing: Standing, done: int = 0) -> NoticePage:
    """The page as the store has it; `done` is the version whose effect is told, 0 for none."""
    report = standing.report
    there, last = notices.notice(connection, report.id), noticing.last(connection, report)
    wanted = library.outlines.get(there.outline_key) if there else None
    return NoticePage(
        notice=there,
        version=last.version,
        fields=dict.fromkeys(FIELDS, "") | shown(last.value, report),
        outlines=tuple((each.key, each.name) for each in library.outlines.values()),
        own_outline=library.outlines[report.outline].name if report.outline in library.outlines else report.outline,
        wanted_outline=wanted.name if wanted else "",
        bound=_bound(library, season_of(connection, library, report)),
        effect=noticing.effect_of(connection, report.id, done),
        length=measuring.length_now(connection, library, report),
        missing=measuring.missing(library, snapshot_of(connection, library, report), wanted.key) if wanted else (),
    )


def typed_in(form: Form) -> dict[str, str]:
    """The fields of a notice in a form."""
    return {key: form.get(key) for key in FIELDS}


def base_in(form: Form) -> int:
    """The version that the form was shown with. Raises NotFound for anything else."""
    return number(form.get("version", "0") or "0")


def shown(value: Mapping[str, str], report: Report) -> dict[str, str]:
    """Fields as a person reads them: days in words."""
    days = {key: day_full(day) for key in DAYS if (day := read_day(value.get(key, ""), report.year))}
    return {key: text for key, text in value.items() if key in FIELDS} | days


def conflict_of(library: Library, clash: Clash, report: Report, at: str) -> Conflict:
    """What somebody else wrote meanwhile, and what was typed, field by field."""
    labels = library.labels["notice"]
    mine, theirs = shown(clash.mine, report), shown(clash.theirs.value, report)
    sides = (_side(clash, labels, theirs), _side(clash, labels, mine))
    return Conflict(labels["whole"], clash.theirs.person, at, clash.theirs.version, *sides, clash.fields[0])


def _side(clash: Clash, labels: Mapping[str, str], values: Mapping[str, str]) -> Pieces:
    lines = ((labels[key], values.get(key, "") or labels["nothing"]) for key in clash.fields)
    return tuple(("ins", labels["line"].format(label=label, text=text) + "\n") for label, text in lines)


def _bound(library: Library, season: Season) -> Bound | None:
    """The required row that is due first, of those that are sent."""
    rows = [(row.due, row, row.binds) for row in season.rows if row.nature in SENT and row.required and row.due and row.binds]
    if not rows:
        return None
    _, row, deadline = min(rows, key=lambda each: each[0])
    working = told(deadline.working, library.labels["working"], library.labels["day_kinds"])
    return Bound(row, deadline, working, deadline.rule.id.startswith(f"{NOTICE}."))
