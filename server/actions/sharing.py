"""What villages gave of the unit's figures, added up; the sum becomes the figure only when a person says so."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.actions.received import Desk, desk_of
from server.actions.saving import ENTRY, Field, Saved, save_fields
from server.library import Library
from server.report.forms.shares import Total, totals
from server.report.intake_problems import nothing_summed
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.storage import history
from server.storage.forms import Form
from server.storage.history import Event

LABELS = "collection"


def totals_of(desk: Desk) -> tuple[Total, ...]:
    """One sum for every figure that villages were asked for; who gave nothing is named, never counted as 0."""
    twice = Counter(form.office for form, _ in desk.shares)
    return totals({_giver(form, twice): _asked(form, taken) for form, taken in desk.shares}, desk.library.indicators)


def raw_of(total: Total, library: Library) -> str:
    """The sum as a value to fill in, "" when nothing could be added; 不适用 when nobody has this work."""
    if total.none and len(total.none) == total.given:
        return library.form_words.not_applicable
    exact = total.given - len(total.apart) - len(total.none)
    return f"{total.known:f}" if exact else ""


def source_of(total: Total, library: Library) -> str:
    """Where the figure comes from, with how many gave theirs while some are missing."""
    words = library.labels[LABELS]
    counts = {"given": str(total.given - len(total.apart)), "asked": str(total.asked)}
    return words["total"] if total.whole else words["part"].format_map(counts)


def use_total(connection: Connection, library: Library, actor: Actor, report_id: int, indicator: str, base: int) -> Saved:
    """Put the sum in as the figure. `base` is the version of the entry that the page showed. Raises Refused for a sum of nothing."""
    standing = allow(connection, actor, Act.collect, report_id)
    found = next((each for each in totals_of(desk_of(connection, library, standing.report)) if each.indicator == indicator), None)
    if found is None:
        raise NotFound
    raw = raw_of(found, library)
    if not raw:
        raise Refused(nothing_summed())
    value = {"raw": raw, "as_of": "", "office": "", "person": "", "date": "", "system": source_of(found, library)}
    saved = save_fields(connection, library, actor, standing, [Field(ENTRY, indicator, value, base)], "total")
    if not saved.conflicts:
        told = value | {"missing": " ".join(found.missing), "apart": " ".join(giver for giver, _ in found.apart)}
        event = Event(actor.at, actor.id, f"total:{report_id}:{indicator}", "use_total", standing.report.unit_id, report_id, 0, told)
        history.add(connection, event)
    return saved


def _giver(form: Form, twice: Mapping[str, int]) -> str:
    return f"{form.office} {form.code}" if twice[form.office] > 1 else form.office


def _asked(form: Form, taken: Mapping[str, str]) -> dict[str, str]:
    return {key: taken.get(key, "") for key in (*form.indicators, *taken)}
