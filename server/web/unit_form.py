"""The form of a unit: its fields, what is wrong with them, the unit they make."""

import re
from dataclasses import dataclass
from datetime import date

from server.library import Library
from server.report.entries import read_date
from server.report.problems import bad_region, bad_term, need, too_long
from server.report.units import Body, Liaison, Officer, Unit, default_bodies
from server.report.words import half_width
from server.web.forms import Form

SPARE_ROWS = 2
LONGEST = 200
USUAL = "usual"
BODIES = tuple(body for body in Body if body not in (Body.public, Body.own_government))
_REGION = re.compile(r"^[0-9]{0,12}$")
_TEXTS = ("kind", "short_name", "parent_name", "unit_name", "region", "address", "body_code")
_LIAISON = ("contact", "contact_phone")
_SAID = {True: "yes", False: "no"}
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
    """A unit as typed. `expected`: whether it reports yearly, yes or no."""

    texts: dict[str, str]
    joint: str
    expected: str
    bodies: dict[str, str]
    officers: tuple[OfficerLine, ...]


def unit_values(form: Form) -> UnitValues:
    """What the form holds, for showing it again."""
    texts = {name: form.line(name) for name in (*_TEXTS, *_LIAISON)}
    bodies = {body.value: form.line(f"body.{body}") for body in BODIES}
    return UnitValues(
        texts, form.get("joint", USUAL), form.get("expected", "yes"), bodies, (*_officer_lines(form), *[OfficerLine()] * SPARE_ROWS)
    )


def values_of(unit: Unit, liaison: Liaison) -> UnitValues:
    """A stored unit, for its form."""
    texts = {name: getattr(unit, name) for name in _TEXTS if name != "unit_name"} | {"unit_name": unit.name}
    texts |= {"contact": liaison.contact, "contact_phone": liaison.phone}
    lines = [OfficerLine(each.post, each.name, _month(each.since), _month(each.until)) for each in unit.officers]
    bodies = {body.value: unit.bodies.get(body, "") for body in BODIES}
    return UnitValues(texts, _SAID[unit.joint], _SAID[liaison.expected], bodies, (*lines, *[OfficerLine()] * SPARE_ROWS))


def unit_errors(form: Form, library: Library) -> list[Wrong]:
    """What must be put right before the form makes a unit."""
    errors = [] if form.line("kind") in library.kinds else [Wrong("kind", need("单位类型"))]
    errors += [] if form.line("short_name") else [Wrong("short_name", need("单位简称"))]
    errors += [] if _REGION.match(_region(form)) else [Wrong("region", bad_region())]
    lines = {"parent_name": "上级地名", "short_name": "单位简称", "unit_name": "行政机关全称", "address": "自称", "body_code": "机关代字"}
    lines |= {"contact": "联系人", "contact_phone": "联系电话"}
    lines |= {f"body.{body}": library.labels["bodies"][body] for body in BODIES}
    errors += [Wrong(name.replace(".", "-"), too_long(label, LONGEST)) for name, label in lines.items() if len(form.line(name)) > LONGEST]
    return errors + [wrong for at, line in enumerate(_officer_lines(form)) for wrong in _officer_errors(f"officer-{at}", line)]


def _officer_errors(element: str, line: OfficerLine) -> list[Wrong]:
    errors = [] if bool(line.post) == bool(line.name) else [Wrong(f"{element}-name", need("领导的职务和姓名"))]
    long = (("post", "职务", line.post), ("name", "姓名", line.name))
    errors += [Wrong(f"{element}-{part}", too_long(label, LONGEST)) for part, label, text in long if len(text) > LONGEST]
    days = (("since", line.since), ("until", line.until))
    return errors + [Wrong(f"{element}-{part}", bad_term(day)) for part, day in days if not _readable(day)]


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
        region=_region(form),
        address=form.line("address") or kind.address,
        body_code=form.line("body_code"),
        joint=kind.joint if form.get("joint", USUAL) == USUAL else form.get("joint") == "yes",
        parent_name=parent,
        bodies={body: name for body, name in bodies.items() if name},
        officers=tuple(Officer(post=line.post, name=line.name, since=_day(line.since), until=_day(line.until)) for line in officers),
    )


def liaison_from(form: Form) -> Liaison:
    """Whether the unit reports yearly, and whom to call there."""
    return Liaison(expected=form.get("expected", "yes") != "no", contact=form.line("contact"), phone=half_width(form.line("contact_phone")))


def _officer_lines(form: Form) -> list[OfficerLine]:
    """The leaders as typed; lines left blank are not there."""
    columns = [form.all(f"officer.{name}") for name in ("post", "name", "since", "until")]
    lines = [OfficerLine(*(" ".join(text.split()) for text in row)) for row in zip(*columns, strict=False)]
    return [line for line in lines if line != OfficerLine()]


def _region(form: Form) -> str:
    return half_width(form.line("region"))


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
