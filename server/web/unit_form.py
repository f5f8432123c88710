"""The form of a unit: its fields, what is wrong with them, the unit they make."""

import re
from dataclasses import dataclass
from datetime import date

from server.library import Library
from server.report.entries import read_date
from server.report.problems import bad_region, bad_term, need
from server.report.units import Body, Officer, Unit, default_bodies
from server.web.forms import Form

SPARE_ROWS = 2
USUAL = "usual"
BODIES = tuple(body for body in Body if body not in (Body.public, Body.own_government))
_REGION = re.compile(r"^\d{0,12}$")
_TEXTS = ("kind", "short_name", "parent_name", "unit_name", "region", "address", "body_code")
_FIRST_YEAR = 1990


@dataclass(frozen=True)
class Wrong:
    """A message for one field; `field` is the id of its element."""

    field: str
    text: str


@dataclass(frozen=True)
class OfficerLine:
    """A leader as typed."""

    post: str = ""
    name: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class UnitValues:
    """A unit as typed."""

    texts: dict[str, str]
    joint: str
    bodies: dict[str, str]
    officers: tuple[OfficerLine, ...]


def unit_values(form: Form) -> UnitValues:
    """What the form holds, for showing it again."""
    texts = {name: form.line(name) for name in _TEXTS}
    bodies = {body.value: form.line(f"body.{body}") for body in BODIES}
    lines = [line for line in _officer_lines(form) if line != OfficerLine()]
    return UnitValues(texts, form.get("joint", USUAL), bodies, (*lines, *[OfficerLine()] * SPARE_ROWS))


def values_of(unit: Unit) -> UnitValues:
    """A stored unit, for its form."""
    texts = {name: getattr(unit, name) for name in _TEXTS if name != "unit_name"} | {"unit_name": unit.name}
    lines = [OfficerLine(each.post, each.name, _month(each.since), _month(each.until)) for each in unit.officers]
    bodies = {body.value: unit.bodies.get(body, "") for body in BODIES}
    return UnitValues(texts, "yes" if unit.joint else "no", bodies, (*lines, *[OfficerLine()] * SPARE_ROWS))


def unit_errors(form: Form, library: Library) -> list[Wrong]:
    """What must be put right before the form makes a unit."""
    errors = [] if form.line("kind") in library.kinds else [Wrong("kind", need("单位类型"))]
    errors += [] if form.line("short_name") else [Wrong("short_name", need("单位简称"))]
    errors += [] if _REGION.match(form.line("region")) else [Wrong("region", bad_region())]
    for at, line in enumerate(_officer_lines(form)):
        if bool(line.post) != bool(line.name):
            errors.append(Wrong(f"officer-{at}-name", need("领导的职务和姓名")))
        errors += [Wrong(f"officer-{at}-since", bad_term(day)) for day in (line.since, line.until) if not _readable(day)]
    return errors


def unit_from(form: Form, library: Library) -> Unit:
    """The unit that a form without errors makes; what was left blank is what such a unit is normally called."""
    kind = library.kinds[form.line("kind")]
    short, parent = form.line("short_name"), form.line("parent_name")
    higher = {Body(key): pattern for key, pattern in library.labels["higher"].items()}
    usual = default_bodies(kind, short, parent, higher)
    typed: dict[Body, str] = {body: form.line(f"body.{body}") for body in BODIES}
    bodies = {body: typed.get(body) or usual.get(body, "") for body in Body}
    officers = (line for line in _officer_lines(form) if line.name and line.post)
    return Unit(
        name=form.line("unit_name") or bodies[Body.own_government] or short,
        short_name=short,
        kind=kind.key,
        tier=kind.tier,
        region=form.line("region"),
        address=form.line("address") or kind.address,
        body_code=form.line("body_code"),
        joint=kind.joint if form.get("joint", USUAL) == USUAL else form.get("joint") == "yes",
        parent_name=parent,
        bodies={body: name for body, name in bodies.items() if name},
        officers=tuple(Officer(post=line.post, name=line.name, since=_day(line.since), until=_day(line.until)) for line in officers),
    )


def _officer_lines(form: Form) -> list[OfficerLine]:
    columns = [form.all(f"officer.{name}") for name in ("post", "name", "since", "until")]
    return [OfficerLine(*(" ".join(text.split()) for text in row)) for row in zip(*columns, strict=False)]


def _day(text: str) -> date | None:
    """A day or month as typed; 至今 and "" are None."""
    if text in ("", "至今"):
        return None
    month = re.fullmatch(r"(\d{4})[-年./](\d{1,2})月?", text)
    day, _ = read_date(f"{month[1]}-{month[2]}-1" if month else text, _FIRST_YEAR)
    return day


def _month(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _readable(text: str) -> bool:
    return text in ("", "至今") or _day(text) is not None
