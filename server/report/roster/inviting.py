"""What would come of each row of people: roles given to who is there, or an invitation; roles are only ever added."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from server.report.roster.columns import Sort
from server.report.roster.fields import PersonRow, phone
from server.report.roster.lines import Roster, hidden_note
from server.report.roster.outcomes import Fate, PersonStep, Way
from server.report.roster.parents import Place
from server.report.roster.people import Asked, KnownPerson
from server.report.unit_problems import namesake, same_person, which_of_them
from server.report.who import Role

Where = Callable[[str, str], tuple[Place | None, str, str]]
_People = Mapping[int, tuple[KnownPerson, ...]]
_Asked = Mapping[int, tuple[Asked, ...]]


def steps(roster: Roster, rows: Iterable[PersonRow], people: _People, asked: _Asked, where: Where) -> tuple[PersonStep, ...]:
    """What comes of each row, in their order. `where` finds the unit of a cell: the unit, its name, or what is wrong."""
    everyone = {(each.name, phone(each.phone)): each for unit in people.values() for each in unit if each.phone}
    links = {(each.name, phone(each.phone)): each.lead for unit in asked.values() for each in unit if each.phone}
    seen: dict[tuple[Place, str], list[PersonStep]] = {}
    leads: dict[tuple[str, str], int] = {}
    found: list[PersonStep] = []
    for row in rows:
        step = _step(roster, row, people, asked, where)
        if step.fate is not Fate.wrong:
            step = _double(roster, step, seen.setdefault((step.place, step.name), []))
        if step.fate is Fate.new and step.phone:
            step = _linked(step, everyone, links, leads)
        found.append(step)
    return tuple(found)


def _step(roster: Roster, row: PersonRow, people: _People, asked: _Asked, where: Where) -> PersonStep:
    place, name, slip = where(row.unit, roster.place(Sort.people, row.line.row, "unit"))
    slips = (*row.slips, *((slip,) if slip else ()))
    told = hidden_note(row.line)
    new = PersonStep(row.line.row, Fate.new, row.name, place or Place(), name, row.roles, row.phone, told=told)
    if slips or place is None:
        return replace(new, fate=Fate.wrong, told=slips)
    here = [each for each in people.get(place.id, ()) if each.name == row.name]
    meant = [each for each in here if not each.phone or not row.phone or phone(each.phone) == row.phone]
    if len(meant) > 1:
        return replace(new, fate=Fate.wrong, told=(which_of_them(roster.place(Sort.people, row.line.row, "person"), row.name),))
    if meant:
        return _more(new, Way.account, meant[0].id, meant[0].roles)
    open_ = [each for each in asked.get(place.id, ()) if each.name == row.name and (not each.phone or phone(each.phone) == row.phone)]
    if open_:
        return _more(new, Way.invited, open_[0].id, open_[0].roles)
    return replace(new, told=(*told, namesake(row.name))) if here else new


def _more(step: PersonStep, way: Way, number: int, held: tuple[Role, ...]) -> PersonStep:
    """Who is there, or invited, gets what is lacking."""
    lacking = tuple(role for role in step.roles if role not in held)
    return replace(step, fate=Fate.changed if lacking else Fate.same, way=way, id=number, held=held, roles=lacking)


def _double(roster: Roster, step: PersonStep, before: list[PersonStep]) -> PersonStep:
    """Somebody who stands in the file twice for one unit: the later row is wrong."""
    first = next((each for each in before if not each.phone or not step.phone or each.phone == step.phone), None)
    before.append(step)
    if first is None:
        return step
    return replace(step, fate=Fate.wrong, told=(same_person(roster.place(Sort.people, step.row, "person"), step.name, first.row),))


def _linked(
    step: PersonStep,
    everyone: Mapping[tuple[str, str], KnownPerson],
    links: Mapping[tuple[str, str], int],
    leads: dict[tuple[str, str], int],
) -> PersonStep:
    """Somebody of the same name and telephone who is known elsewhere needs no second account, who is invited elsewhere no second link."""
    who = (step.name, step.phone)
    if who in everyone:
        return replace(step, way=Way.account, id=everyone[who].id)
    if who in links:
        return replace(step, way=Way.invited, lead_id=links[who])
    lead = leads.setdefault(who, step.row)
    return step if lead == step.row else replace(step, lead=lead)
