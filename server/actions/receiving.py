"""How a person is reached: the mailbox, private calendar addresses, and letters that were read."""

import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_unit
from server.actions.passwords import digest, new_token
from server.notify.mail import plausible
from server.report.problems import NotFound, Refused
from server.report.season import way_problems as say
from server.report.who import Act
from server.storage import feeds, history, mailboxes
from server.storage.history import Event, Value
from server.storage.mailboxes import Mailbox

MOST_FEEDS = 20
LONGEST_SHOWN = 60
SLIPS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "xom": "com", "c0m": "com", "cm": "com", "cnn": "cn"}


def cleaned(address: str) -> str:
    """An address as typed with a Chinese keyboard, made plain: full-width signs, 。 for a dot, spaces."""
    return "".join(unicodedata.normalize("NFKC", address).replace("。", ".").replace("、", ".").split())


def set_mailbox(connection: Connection, actor: Actor, address: str, *, wanted: bool) -> Mailbox:
    """Where the person wants letters, and whether. Raises Refused for an address that cannot be one."""
    box = Mailbox(cleaned(address), wanted)
    if wanted and not box.address:
        raise Refused(say.mailbox_needed())
    if box.address:
        _check(box.address)
    mailboxes.keep(connection, actor.id, box)
    _note(connection, actor, "set_mailbox", {"address": box.address, "wanted": str(wanted).lower()})
    return box


def make_feed(connection: Connection, actor: Actor, unit_id: int | None) -> str:
    """The token of a new private calendar, of one unit or of all the person's; no store has it. Raises NotFound, NotAllowed, Refused."""
    if unit_id is not None:
        allow_unit(connection, actor, Act.see_unit, unit_id)
    if len(feeds.feeds_of(connection, actor.id)) >= MOST_FEEDS:
        raise Refused(say.too_many_feeds(MOST_FEEDS))
    token = new_token()
    feed_id = feeds.add_feed(connection, digest(token), actor.id, unit_id, actor.at)
    _note(connection, actor, "make_feed", {"feed": str(feed_id)}, unit_id)
    return token


def revoke_feed(connection: Connection, actor: Actor, feed_id: int) -> None:
    """End one of the person's addresses for good. Raises NotFound for any other."""
    if not feeds.revoke(connection, feed_id, actor.id, actor.at):
        raise NotFound
    _note(connection, actor, "revoke_feed", {"feed": str(feed_id)})


def see_letters(connection: Connection, actor: Actor, letter_ids: Iterable[int]) -> None:
    """Letters in the person's inbox that were read; those of others stay as they are."""
    ids = tuple(letter_ids)
    if mailboxes.see(connection, actor.id, ids, actor.at):
        _note(connection, actor, "see_letters", {"letters": " ".join(map(str, ids))})


def _check(address: str) -> None:
    ending = address.rpartition(".")[2].lower()
    if not plausible(address):
        raise Refused(say.mailbox_wrong(address[:LONGEST_SHOWN]))
    if ending in SLIPS:
        raise Refused(say.mailbox_ending(address[:LONGEST_SHOWN], ending, SLIPS[ending]))


def _note(connection: Connection, actor: Actor, action: str, value: Value, unit_id: int | None = None) -> None:
    history.add(connection, Event(actor.at, actor.id, f"person:{actor.id}", action, unit_id, value=value))
