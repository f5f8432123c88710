"""A waiting draft over a text that people have edited: what it would change, adopting it as chosen, and taking that back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import mending
from server.actions.allowing import Actor, allow
from server.actions.mending import Made
from server.actions.saving import TEXT, Field, Saved, save_fields, target
from server.library import Library
from server.report.drafting import Drafted
from server.report.merging.threeway import Choice, Merged, merge
from server.report.problems import NotFound, Stale
from server.report.who import Act
from server.storage import contents, drafts, history, reports
from server.storage.contents import StoredDraft, Text
from server.storage.history import Event


@dataclass(frozen=True)
class Proposed:
    """A draft that waits beside a text. `based`: an earlier draft is known, so that what a person did to it can be told."""

    draft: StoredDraft
    based: bool
    merged: Merged


def proposed(connection: Connection, report_id: int, section_id: int, base: int | None = None) -> Proposed | None:
    """The draft that waits beside the text of a section, merged with the text at version `base`, or as it is now; None when none waits."""
    waiting = contents.drafts(connection, [section_id], adopted=False).get(section_id)
    adopted = contents.drafts(connection, [section_id], adopted=True).get(section_id)
    if waiting is None or (adopted and adopted.id > waiting.id):
        return None
    now = contents.texts(connection, [section_id]).get(section_id, Text(section_id))
    body = now.body if base in (None, now.version) else body_at(connection, report_id, section_id, base or 0)
    last = adopted.drafted if adopted else Drafted()
    return Proposed(waiting, adopted is not None, merge(last, body, waiting.drafted))


def adopt_merged(
    connection: Connection,
    library: Library,
    actor: Actor,
    report_id: int,
    section_id: int,
    seen: tuple[int, int],
    choices: Mapping[int, Choice],
) -> Saved:
    """Merge the waiting draft into the text as chosen by number of piece. `seen`: the draft and the text version that were shown.

    A text that changed since is a conflict and stays; raises Stale when another draft waits, NotFound when none does.
    """
    standing = allow(connection, actor, Act.fill, report_id)
    number, base = seen
    waiting = proposed(connection, report_id, section_id, base)
    if waiting is None or section_id not in reports.section_keys(connection, report_id):
        raise NotFound
    if waiting.draft.id != number:
        raise Stale
    body = waiting.merged.text(choices)
    saved = save_fields(connection, library, actor, standing, [Field(TEXT, str(section_id), {"body": body}, base)], "draft")
    if not saved.conflicts:
        now = saved.versions[f"{TEXT}.{section_id}"]
        contents.adopt_draft(connection, number, now)
        value = {"draft": str(number), "version": str(now)}
        event = Event(actor.at, actor.id, f"draft:{section_id}", "adopt", standing.report.unit_id, report_id, 0, value)
        history.add(connection, event)
    return saved


def undo(connection: Connection, library: Library, actor: Actor, report_id: int, section_id: int, version: int) -> None:
    """Give a section the words back that it had before a draft became this version of its text; the draft waits again.

    Raises Stale when the text was changed since.
    """
    mending.restore(connection, library, actor, report_id, [Made(section_id, version)])
    drafts.unadopt(connection, section_id, version)


def body_at(connection: Connection, report_id: int, section_id: int, version: int) -> str:
    """The text of a section at a version; "" where it was never saved."""
    past = history.at_version(connection, target(report_id, TEXT, str(section_id)), version)
    return past.value.get("body", "") if past else ""
