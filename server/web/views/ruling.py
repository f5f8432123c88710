"""The pages of a unit's rules: which rules there are, what was changed here, and a rule as its form has it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from pydantic import ValidationError
from sqlalchemy import Connection

from server.actions.ruling import Ruling, calendar_now, rulings
from server.library import Library
from server.report.deadlines import reckon
from server.report.phrases import fill
from server.report.problems import need, too_long
from server.report.rules import CERTAINTIES, SECOND_HALF, Nature, Rule
from server.report.season import ruling_problems as say
from server.report.season.arranging import month_and_day
from server.report.units import Body, Tier, Unit
from server.report.words import half_width
from server.report.workdays import Calendar
from server.storage.units import UnitPlace
from server.web.forms import Form
from server.web.unit_form import Wrong

TIERS: tuple[Tier, ...] = get_args(Tier)
TEXTS = ("source", "article", "quoted", "certainty", "nature", "day", "inclusive", "phrase", "required", "note", "valid_from", "valid_to")
LONGEST = 2000
RECIPIENTS = tuple(body for body in Body if body not in (Body.public, Body.own_government))
_FIRST, _LAST = Rule.model_fields["valid_from"].default, Rule.model_fields["valid_to"].default
_YES = "yes"


@dataclass(frozen=True)
class Line:
    """One rule of the list. `due` is its day in the season shown, None without one; `group`: binding, off, or over (not of this year)."""

    ruling: Ruling
    due: date | None
    recipients: str
    group: str


@dataclass(frozen=True)
class RulesPage:
    """The rules of a tier for a report year. `settled`: no notice can move their dates any more."""

    lines: tuple[Line, ...]
    tier: str
    year: int
    settled: bool


@dataclass(frozen=True)
class Values:
    """A rule as its form has it."""

    texts: Mapping[str, str]
    content: str
    recipients: tuple[str, ...]
    tiers: tuple[str, ...]
    reason: str


def season_year(today: date) -> int:
    """The report year whose season a day belongs to."""
    return today.year if today.month >= SECOND_HALF else today.year - 1


def page_of(connection: Connection, library: Library, place: UnitPlace, asked_tier: str, today: date) -> RulesPage:
    """The rules for the units of a tier, the unit's own when none is asked for, as they stand in the season of today."""
    unit, year = place.unit, season_year(today)
    tier = asked_tier if asked_tier in TIERS else unit.tier
    calendar = calendar_now(connection, library)
    names = _names(library, unit, tier)
    lines = tuple(_line(each, year, calendar, names) for each in rulings(connection, library, place.id) if _speaks(each.rule, unit, tier))
    return RulesPage(lines, tier, year, settled=year + 1 in calendar.arrangements)


def blank(tier: str) -> Values:
    """The form of a rule that is not there yet."""
    texts = dict.fromkeys(TEXTS, "") | {"certainty": "practice", "nature": Nature.report.value, "inclusive": _YES, "required": _YES}
    return Values(texts, "", (), (tier,), "")


def values_of(rule: Rule, labels: Mapping[str, str]) -> Values:
    """A rule as its form shows it; the reason is asked for anew. `labels`: those of the fields."""
    due = rule.due
    day = fill(labels["month_day"], {"month": str(due.month), "day": str(due.day)}) if due else ""
    plain = {name: str(getattr(rule, name)) for name in ("source", "article", "quoted", "certainty", "nature", "note")}
    dated = {"day": day or "", "phrase": due.phrase if due else ""}
    flags = {"inclusive": _flag(due.inclusive if due else True), "required": _flag(rule.required)}
    years = {
        "valid_from": str(rule.valid_from) if rule.valid_from != _FIRST else "",
        "valid_to": str(rule.valid_to) if rule.valid_to != _LAST else "",
    }
    return Values(plain | dated | flags | years, "\n".join(rule.content), tuple(rule.recipients), rule.tiers, "")


def typed(form: Form) -> Values:
    """What the form holds, for showing it again."""
    texts = {name: form.line(name) for name in TEXTS}
    recipients = tuple(each for each in form.all("recipient") if each in set(RECIPIENTS))
    tiers = tuple(each for each in form.all("tier") if each in TIERS)
    return Values(texts, form.get("content").strip(), recipients, tiers, form.line("reason"))


def wrong_in(values: Values, library: Library) -> list[Wrong]:
    """What is wrong with a rule as typed."""
    return list(_slips(values, library))


def wrong_reason(reason: str, library: Library) -> str:
    """What is wrong with a reason, "" for nothing."""
    if not reason:
        return say.reason_of_rule_needed()
    return too_long(library.labels["rule_fields"]["reason"], LONGEST) if len(reason) > LONGEST else ""


def rule_of(values: Values, key: str, base: Rule | None) -> Rule | None:
    """The rule as typed; what the form does not ask is that of `base`. None when it cannot be."""
    texts = values.texts
    day = month_and_day(texts["day"])
    due = {"month": day[0], "day": day[1], "inclusive": texts["inclusive"] == _YES, "phrase": texts["phrase"]} if day else None
    plain = {name: texts[name] for name in ("source", "article", "quoted", "certainty", "nature", "note")}
    public = texts["nature"] == Nature.publish
    years = {"valid_from": _year(texts["valid_from"], _FIRST), "valid_to": _year(texts["valid_to"], _LAST)}
    asked = {
        "id": key,
        "recipients": (Body.public,) if public else values.recipients,
        "tiers": values.tiers,
        "due": due,
        "required": texts["required"] == _YES,
        "content": tuple(line.strip() for line in values.content.splitlines() if line.strip()),
    }
    try:
        return Rule.model_validate((base.model_dump() if base else {}) | plain | asked | years)
    except ValidationError:
        return None


def _slips(values: Values, library: Library) -> Iterator[Wrong]:
    texts, labels = values.texts, library.labels["rule_fields"]
    lacking = {
        "source": not texts["source"],
        "certainty": texts["certainty"] not in CERTAINTIES,
        "nature": texts["nature"] not in set(Nature),
        "tier": not values.tiers,
    }
    yield from (Wrong(name, need(labels[name])) for name, lacks in lacking.items() if lacks)
    long = {**texts, "content": values.content, "reason": values.reason}
    yield from (Wrong(name, too_long(labels[name], LONGEST)) for name, text in long.items() if len(text) > LONGEST)
    if not values.recipients and texts["nature"] != Nature.publish:
        yield Wrong("recipient", say.recipients_needed())
    yield from _slips_of_days(texts)
    if not values.reason:
        yield Wrong("reason", say.reason_of_rule_needed())


def _slips_of_days(texts: Mapping[str, str]) -> Iterator[Wrong]:
    day = month_and_day(texts["day"])
    if (texts["day"] or texts["phrase"]) and day is None:
        yield Wrong("day", say.day_of_rule_wrong(texts["day"]))
    if day and not texts["phrase"]:
        yield Wrong("phrase", say.phrase_needed())
    first, last = _year(texts["valid_from"], _FIRST), _year(texts["valid_to"], _LAST)
    if first is None or last is None or first > last:
        yield Wrong("valid_from", say.years_of_rule_wrong())


def _year(text: str, blank_year: int) -> int | None:
    plain = half_width(text)
    if not plain:
        return blank_year
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) == len("2026") else None


def _flag(yes: bool) -> str:  # noqa: FBT001
    return _YES if yes else "no"


def _speaks(rule: Rule, unit: Unit, tier: str) -> bool:
    """Whether a rule can bind the units of a tier in the region of a unit."""
    of_its_kind = not rule.kinds or unit.tier != tier or unit.kind in rule.kinds
    return tier in rule.tiers and unit.region.startswith(rule.region) and of_its_kind


def _names(library: Library, unit: Unit, tier: str) -> dict[Body, str]:
    """How the bodies are called: the unit's own by their names, those of other tiers in general."""
    plain, tiered = library.labels["bodies"], library.labels["generic_bodies"]
    general = {body: tiered.get(f"{tier}.{body}", plain.get(body, "")) for body in Body} | {Body.public: tiered["public"]}
    return general | (unit.bodies if unit.tier == tier else {})


def _line(ruling: Ruling, year: int, calendar: Calendar, names: Mapping[Body, str]) -> Line:
    rule = ruling.rule
    due = reckon(rule, rule.due, year, calendar).effective if rule.due else None
    current = rule.valid_from <= year <= rule.valid_to
    group = "off" if ruling.off else "binding" if current else "over"
    return Line(ruling, due, "、".join(names[body] for body in rule.recipients), group)
