"""Signing by a click: who may sign for which body on a day, what is signed, and the signature that is recorded for it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from server.actions import reporting, signing
from server.actions.allowing import Actor, Standing, allow
from server.actions.exporting import snapshot_of
from server.actions.signing import Signing
from server.library import Library
from server.report import review_problems as say
from server.report.checks.asked import asked_of, entries_of
from server.report.composing import front_of
from server.report.entries import Answer
from server.report.problems import NotAllowed, Stale
from server.report.season.signing import Issuer, Part, Signature, plain
from server.report.snapshot import Snapshot, approved, dump
from server.report.who import Act, Role
from server.report.workflow import Move

SHOWN_DIGEST = 12


class Click(StrEnum):
    """What a click came to: the paper is signed, another body must sign still, or it was a 分管领导's and is 审核."""

    signed = "signed"
    partly = "partly"
    reviewed = "reviewed"


@dataclass(frozen=True)
class Offer:
    """What is to be signed and what the reader's click would be: `issuers` are the bodies he may sign for, () when it is 审核 alone.

    `others`: the bodies whose heads must sign besides. `figures` are those answered, of `asked`.
    """

    title: str
    digest: str
    figures: int
    asked: int
    post: str
    issuers: tuple[Issuer, ...]
    others: tuple[Issuer, ...]
    heads: tuple[str, ...]
    given: bool


def offer_of(connection: Connection, library: Library, standing: Standing, actor: Actor, day: date, algorithm: str) -> Offer:
    """What the page shows before a click."""
    now, snapshot = signing.signing_of(connection, library, standing.report), snapshot_of(connection, library, standing.report)
    mine = _mine(now, actor, day)
    known, asked = entries_of(snapshot, library.indicators), asked_of(snapshot, library.indicators)
    typed = [each for _, each in asked if not each.rate]
    answered = [each for each in typed if each.id in known and known[each.id].now.answer is not Answer.blank]
    title = front_of(snapshot, library.outlines.get(standing.report.outline)).title or ""
    return Offer(
        title="".join(title.split("\n")),
        digest=_digest(snapshot, algorithm),
        figures=len(answered),
        asked=len(typed),
        post=next((each.post for each in now.unit.officers if plain(each.name) == plain(actor.name)), ""),
        issuers=mine,
        others=tuple(each for each in now.lacking if each not in mine),
        heads=tuple(head.name for each in now.issuers for head in each.in_office(day)),
        given=any(plain(each.name) == plain(actor.name) and each.part in (Part.signed, Part.reviewed) for each in now.signatures),
    )


def sign(connection: Connection, library: Library, actor: Actor, report_id: int, day: date, algorithm: str, seen: str) -> Click:
    """Sign for every body one heads on that day, else say that it was reviewed. When nobody is lacking any more the report is signed.

    Raises NotAllowed for anyone but a signer, Stale when the text is not the one that was `seen`, Locked as `allow`.
    """
    standing = allow(connection, actor, Act.sign, report_id)
    if Role.signer not in standing.roles:
        raise NotAllowed
    digest = _digest(snapshot_of(connection, library, standing.report), algorithm)
    if seen != digest:
        raise Stale
    mine = _mine(signing.signing_of(connection, library, standing.report), actor, day)
    words = (say.signed_by_click if mine else say.reviewed_by_click)(digest[:SHOWN_DIGEST])
    part = Part.signed if mine else Part.reviewed
    for issuer in [each.name for each in mine] or [""]:
        given = Signature(0, 0, part, issuer, "", plain(actor.name), day, words, None, "", actor.at, actor.name)
        signing.record_signature(connection, library, actor, report_id, given, None)
    if not mine:
        return Click.reviewed
    if signing.signing_of(connection, library, standing.report).lacking:
        return Click.partly
    reporting.move(connection, actor, report_id, Move.sign, "")
    return Click.signed


def _mine(now: Signing, actor: Actor, day: date) -> tuple[Issuer, ...]:
    """The bodies for which this person signs on a day: those one heads; a paper that does not go up is signed by whoever may."""
    if not now.upward:
        return now.lacking[:1]
    return tuple(each for each in now.lacking if plain(actor.name) in [plain(head.name) for head in each.in_office(day)])


def _digest(snapshot: Snapshot, algorithm: str) -> str:
    return hashlib.new(algorithm, dump(approved(snapshot))).hexdigest()
