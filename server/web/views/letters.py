"""A reminder in words: its lines by report, and the letter or the message for a group that is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from server.library import Library
from server.notify.letters import Letter
from server.report.phrases import fill
from server.report.season.reminding import INNER, STEP, Item
from server.storage.letters import PERSONAL, Reminder
from server.web.render import day, page


@dataclass(frozen=True)
class Part:
    """What a reminder says of one report, a sentence without its full stop each; `address` leads there, "" where none is known."""

    report_id: int
    unit: str
    year: int
    lines: tuple[str, ...]
    address: str = ""


def letter_of(library: Library, address: str, reminder: Reminder) -> Letter:
    """The letter of a reminder; `address` is that of the site, "" makes it one without links. For a group it says the day alone."""
    base, told = address.rstrip("/"), parts(library, reminder.items, reminder.day, address)
    if reminder.way not in PERSONAL:
        text = page("mail/group.txt", day=reminder.day).strip()
        return Letter(reminder.name, "", text, text, "", reminder.message_id)
    values = {"name": reminder.name, "parts": told, "day": reminder.day, "base": base, "subject": subject(library, reminder.items)}
    text, html = page("mail/digest.txt", **values).lstrip(), page("mail/digest.html", **values)
    return Letter(reminder.name, reminder.address, subject(library, reminder.items), text, html, reminder.message_id)


def subject(library: Library, items: Iterable[Item]) -> str:
    """What a reminder is about, in a line: whose reports, how many things, the first day."""
    words, listed = library.labels["digest"], tuple(items)
    whose = tuple(dict.fromkeys(item.unit for item in listed))
    named = whose[0] if len(whose) == 1 else fill(words["several"], {"unit": whose[0], "units": str(len(whose))}) or ""
    return fill(words["subject"], {"whose": named, "count": str(len(listed)), "due": day(min(item.due for item in listed))}) or ""


def parts(library: Library, items: Iterable[Item], on: date, address: str = "") -> tuple[Part, ...]:
    """The lines of a reminder of a day, by report in the order they come first."""
    base, listed = address.rstrip("/"), tuple(items)
    first = {item.report_id: item for item in reversed(listed)}
    order = dict.fromkeys(item.report_id for item in listed)
    lines = {each: tuple(sentence(library, item, on) for item in listed if item.report_id == each) for each in order}
    return tuple(Part(each, first[each].unit, first[each].year, lines[each], f"{base}/reports/{each}" if base else "") for each in order)


def sentence(library: Library, item: Item, on: date) -> str:
    """One thing with the day it is due and how far that is, without its full stop."""
    words, named = library.labels["digest"], {"name": item.name, "due": day(item.due)}
    own = item.kind in (STEP, INNER)
    duty = "" if own else fill(library.labels["duty"][item.kind], named) or ""
    said = fill(words[item.kind if own else "row"], named | {"duty": duty}) or ""
    days = (item.due - on).days
    wording = words["today"] if days == 0 else words["left" if days > 0 else "past"]
    whole = fill(wording, {"said": said, "days": str(abs(days)), "workdays": str(abs(item.left))}) or ""
    return (fill(words["granted"], {"said": whole, "who": item.granted_by}) or "") if item.granted_by else whole
