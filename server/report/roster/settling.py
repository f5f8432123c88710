"""The unit that a row makes, new or out of the one that is there; what was usual for the old settings follows the new ones."""

from collections.abc import Mapping

from server.report.roster.fields import UnitRow
from server.report.roster.outcomes import Change
from server.report.roster.parents import KnownUnit
from server.report.units import Body, Kind, Liaison, Unit, default_bodies

Settled = tuple[Unit, Liaison]


def new_unit(row: UnitRow, kind: Kind, parent: str, higher: Mapping[Body, str]) -> Settled:
    """A unit as its form makes it when no more is given; `parent` is the short name of the unit above."""
    texts = row.texts
    usual = _usual(kind, row.short_name, texts["parent_name"] or parent, higher)
    given = {key: texts[key] for key in ("name", "region", "body_code") if texts[key]}
    liaison = Liaison(expected=row.expected is not False, contact=texts["contact"], phone=texts["contact_phone"])
    return usual.model_copy(update=given), liaison


def changed_unit(row: UnitRow, known: KnownUnit, kinds: Mapping[str, Kind], higher: Mapping[Body, str]) -> Settled:
    """The unit that is there with what the row says otherwise; what the row leaves open stays."""
    old, texts = known.unit, row.texts
    kind, parent = kinds[row.kind or old.kind], texts["parent_name"] or old.parent_name
    before = _usual(kinds[old.kind], old.short_name, old.parent_name, higher)
    after = _usual(kind, old.short_name, parent, higher)
    follow = {key: getattr(after, key) for key in ("name", "address", "joint") if getattr(old, key) == getattr(before, key)}
    kept = {body: name for body, name in old.bodies.items() if name != before.bodies.get(body)}
    usual = {body: name for body, name in after.bodies.items() if old.bodies.get(body) == before.bodies.get(body)}
    given = {key: texts[key] for key in ("name", "region", "body_code") if texts[key]}
    named = {body: (usual | kept)[body] for body in Body if body in usual | kept}
    settings = {"kind": kind.key, "tier": kind.tier, "parent_name": parent, "bodies": named}
    said = known.liaison
    liaison = Liaison(
        expected=said.expected if row.expected is None else row.expected,
        contact=texts["contact"] or said.contact,
        phone=texts["contact_phone"] or said.phone,
    )
    return old.model_copy(update=settings | follow | given), liaison


def changes(known: KnownUnit, settled: Settled, kinds: Mapping[str, Kind]) -> tuple[Change, ...]:
    """What of a unit becomes otherwise, in the order of the columns."""
    old, new = _said(known.unit, known.liaison, kinds), _said(*settled, kinds)
    return tuple(Change(key, old[key], new[key]) for key in old if old[key] != new[key])


def _said(unit: Unit, liaison: Liaison, kinds: Mapping[str, Kind]) -> dict[str, str]:
    return {
        "kind": kinds[unit.kind].name,
        "parent_name": unit.parent_name,
        "name": unit.name,
        "region": unit.region,
        "body_code": unit.body_code,
        "expected": "yes" if liaison.expected else "no",
        "contact": liaison.contact,
        "contact_phone": liaison.phone,
    }


def _usual(kind: Kind, short_name: str, parent: str, higher: Mapping[Body, str]) -> Unit:
    bodies = default_bodies(kind, short_name, parent, higher)
    return Unit(
        name=bodies.get(Body.own_government) or short_name,
        short_name=short_name,
        kind=kind.key,
        tier=kind.tier,
        address=kind.address,
        joint=kind.joint,
        parent_name=parent,
        bodies=bodies,
    )
