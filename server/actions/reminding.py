"""Plans the digests of a day: who is told what by which way, once; what was missed or did not go out is made part of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_unit
from server.actions.calling import Office, Voice, calendar_of, voices, voices_of
from server.clock import BEIJING
from server.report import season_problems as say
from server.report.problems import Stale
from server.report.season.reminding import Habits, Item, unsaid
from server.report.who import Act
from server.storage import habits, history, letters, mailboxes
from server.storage.history import Event
from server.storage.letters import INBOX, MAIL, UNSENT, Draft, LetterState, Reminder

OPENS = time(8, 30, tzinfo=BEIJING)
# Longer than the longest stretch between two days that call for the same thing: MOST_AHEAD working days.
LOOKED_BACK = timedelta(days=150)
DOMAIN = "chengbao.local"
Whose = tuple[str, str]


@dataclass(frozen=True)
class Plan:
    """What a day asks for: new digests, and older ones that did not go out in time and are part of these, or not needed any more."""

    drafts: tuple[Draft, ...]
    left_over: tuple[Reminder, ...]


def planned(connection: Connection, office: Office, day: date) -> Plan:
    """What is to be said to whom on a day, as far as it is not planned yet. Nothing on a day off."""
    if not calendar_of(connection, office.library).working(day):
        return Plan((), ())
    before = letters.since(connection, day - LOOKED_BACK, day)
    drafts = _drafts(connection, voices(connection, office, day), before, day)
    return Plan(drafts, tuple(each for each in before if each.state in UNSENT))


def tell(connection: Connection, office: Office, report_ids: Iterable[int], day: date) -> int:
    """Tell at once, in the application, what is to be said of some reports on a day; how many people. Mail follows by the daily work."""
    if not calendar_of(connection, office.library).working(day):
        return 0
    inside = replace(office, ways={})
    spoken = (voice for each in report_ids for voice in voices_of(connection, inside, each, day))
    drafts = _drafts(connection, spoken, letters.since(connection, day - LOOKED_BACK, day), day)
    return sum(_add(connection, each, office.now()) for each in drafts)


def keep(office: Office, day: date) -> int:
    """Keep the plan of a day, once however often and by however many it is asked for; how many digests are new."""
    with office.database.read() as connection:
        plan = planned(connection, office, day)
    if not (plan.drafts or plan.left_over):
        return 0
    at, follows = office.now(), {each.whose for each in plan.drafts}
    with office.database.write() as connection:
        words = {each.id: say.reminder_joined(day) if each.whose in follows else say.reminder_past(day) for each in plan.left_over}
        taken = {each.whose for each in plan.left_over if not letters.drop(connection, each.id, words[each.id])}
        added = [_add(connection, each, at) for each in plan.drafts if each.whose not in taken]
    return sum(added)


def opening(day: date, at: datetime) -> datetime:
    """When the sending of a day begins; a day that is not today is asked for by hand, and begins at once."""
    return datetime.combine(day, OPENS) if at.astimezone(BEIJING).date() == day else at


def set_habits(connection: Connection, actor: Actor, unit_id: int, wanted: Habits, version: int) -> None:
    """How a unit, and those below it that say nothing else, want to be reminded. Raises Stale when somebody changed it meanwhile."""
    allow_unit(connection, actor, Act.set_rules, unit_id)
    if not habits.keep(connection, unit_id, wanted, version):
        raise Stale
    value = {
        "ahead": " ".join(map(str, wanted.ahead)),
        "quiet": " ".join(each.isoformat() for each in sorted(wanted.quiet)),
        "robots": "yes" if wanted.robots else "no",
    }
    history.add(connection, Event(actor.at, actor.id, f"habits:{unit_id}", "set_habits", unit_id, None, version + 1, value))


def _drafts(connection: Connection, found: Iterable[Voice], before: Iterable[Reminder], day: date) -> tuple[Draft, ...]:
    """A digest for everybody who has none of the day yet and has not been told since the last call. `before`: digests of earlier days."""
    have, said = letters.of_day(connection, day), _said(each for each in before if each.state not in UNSENT)
    spoken: defaultdict[Whose, list[Item]] = defaultdict(list)
    for voice in found:
        last = said.get((*voice.whose, *voice.item.place))
        if voice.whose not in have and unsaid(voice.call, last):
            spoken[voice.whose].append(voice.item)
    addresses = mailboxes.addresses(connection, [int(receiver) for way, receiver in spoken if way == MAIL])
    return tuple(_draft(whose, day, items, addresses) for whose, items in spoken.items())


def _said(before: Iterable[Reminder]) -> dict[tuple[str, str, int, str], date]:
    """When each receiver was last told of what, by way, receiver, report and key; `before` oldest first."""
    return {(*each.whose, *item.place): each.day for each in before for item in each.items}


def _draft(whose: Whose, day: date, items: Iterable[Item], addresses: Mapping[int, str]) -> Draft:
    way, receiver = whose
    personal = way in letters.PERSONAL
    return Draft(
        way=way,
        receiver=receiver,
        person_id=int(receiver) if personal else None,
        unit_id=None if personal else int(receiver),
        day=day,
        items=tuple(sorted(items, key=lambda item: (item.due, item.report_id, item.key))),
        address=addresses[int(receiver)] if way == MAIL else "",
        message_id=f"{uuid4().hex}@{DOMAIN}",
    )


def _add(connection: Connection, draft: Draft, at: datetime) -> bool:
    """What is for the inbox has arrived when it is kept."""
    if draft.way == INBOX:
        return letters.add(connection, draft, LetterState.sent, at, at) is not None
    return letters.add(connection, draft, LetterState.planned, at, max(at, opening(draft.day, at))) is not None
