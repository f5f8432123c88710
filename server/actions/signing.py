"""Records what was signed and decided on paper: meetings and signatures, who recorded them, and what was taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from server.actions import evidence
from server.actions.allowing import Actor, allow
from server.actions.evidence import Checked
from server.actions.fronts import Around, around
from server.library import Library
from server.report.papers.enclosing import enclosed
from server.report.papers.registering import UPWARDS, printed
from server.report.problems import NotFound, Refused
from server.report.season.draft_sheet import Drafted
from server.report.season.opinions import Opinion
from server.report.season.signing import Issuer, Meeting, Part, Signature, doubt, issuers_of, lacking, plain, signers
from server.report.units import Unit
from server.report.who import Act
from server.storage import approvals, history, signing
from server.storage.history import Event
from server.storage.reports import Report


@dataclass(frozen=True)
class Signing:
    """Where the signing of a report stands. `signatures` count now: of this round, given since an approved text was last withdrawn.

    `earlier` are the others.
    """

    unit: Unit
    issuers: tuple[Issuer, ...]
    upward: bool
    round: int
    opinions: tuple[Opinion, ...]
    meetings: tuple[Meeting, ...]
    signatures: tuple[Signature, ...]
    earlier: tuple[Signature, ...]

    @property
    def lacking(self) -> tuple[Issuer, ...]:
        """The bodies for which nobody has signed yet."""
        return lacking(self.issuers, self.signatures, upward=self.upward)

    @property
    def doubts(self) -> dict[int, str]:
        """By the id of a signature what speaks against it; somebody has said why it counts all the same."""
        issuers = {each.name: each for each in self.issuers} if self.upward else {}
        signed = [each for each in self.signatures if each.part is Part.signed and each.issuer in issuers]
        found = {each.id: doubt(issuers[each.issuer], self.unit.officers, each.name, each.day) for each in signed}
        return {key: sentence for key, sentence in found.items() if sentence}


def signing_of(connection: Connection, library: Library, report: Report) -> Signing:
    """Everything recorded of a report's signing. Raises NotFound when its unit is gone."""
    return _signing(connection, library, report, around(connection, library, report))


def drafted_of(connection: Connection, library: Library, report: Report, *, filled: bool) -> Drafted:
    """What the 发文稿纸 of a report says; with the recorded signatures only when it is to be `filled`."""
    found = around(connection, library, report)
    now = _signing(connection, library, report, found)
    return Drafted(
        unit=found.unit,
        issuers=now.issuers,
        title=found.body("title"),
        recipients=found.body("recipients"),
        copies_to=found.body("copies_to"),
        attachments=tuple(each.name for each in enclosed(found.body("attachments"))),
        disclosure=found.body("disclosure"),
        urgency=found.body("urgency"),
        copies=found.body("copies"),
        signatures=now.signatures if filled else (),
    )


def proposed(connection: Connection, library: Library, report: Report) -> dict[str, str]:
    """What the recorded signatures say of the registration (`signers`, `date`), {} while one is lacking."""
    now = signing_of(connection, library, report)
    names, last = signers(now.issuers, now.signatures)
    if now.lacking or not last:
        return {}
    return {"signers": "、".join(names), "date": printed(last)}


def meeting_kinds(library: Library, unit: Unit) -> tuple[str, ...]:
    """What the meetings are called that decide on such a report in a unit of this kind."""
    kind = library.kinds[unit.kind]
    named = library.labels["meeting_kinds"][kind.tier].replace("{place}", kind.address[1:]).replace("{head}", kind.head)
    return tuple(named.split("|"))


def record_meeting(connection: Connection, actor: Actor, report_id: int, meeting: Meeting, file: Checked | None) -> int:
    """A meeting, with a scan when there is one; the same one twice is one."""
    report = allow(connection, actor, Act.record, report_id).report
    same = [each for each in signing.meetings(connection, report_id) if _like(each) == _like(meeting)]
    if same:
        return same[0].id
    digest, name = _put(connection, actor, file)
    made = replace(meeting, file=digest, file_name=name)
    meeting_id = signing.add_meeting(connection, report_id, made, actor.id, actor.at)
    _note(connection, actor, report, f"meeting:{meeting_id}", "record", _told(made))
    return meeting_id


def take_back_meeting(connection: Connection, actor: Actor, report_id: int, meeting_id: int) -> None:
    """A meeting was recorded wrongly; what was recorded stays in the history. Raises NotFound."""
    report = allow(connection, actor, Act.record, report_id).report
    found = next((each for each in signing.meetings(connection, report_id) if each.id == meeting_id), None)
    if found is None or not signing.remove_meeting(connection, report_id, meeting_id):
        raise NotFound
    _note(connection, actor, report, f"meeting:{meeting_id}", "take_back", _told(found))


def record_signature(
    connection: Connection, library: Library, actor: Actor, report_id: int, signature: Signature, file: Checked | None
) -> int:
    """A signature in the round that counts now. Raises Refused when it is no 签发 and no reason is given why it counts all the same."""
    report = allow(connection, actor, Act.record, report_id).report
    now = signing_of(connection, library, report)
    given = replace(signature, round=now.round, name=plain(signature.name))
    same = [each for each in now.signatures if _mark(each) == _mark(given)]
    if same:
        return same[0].id
    digest, name = _put(connection, actor, file)
    made = replace(_fit(now, given), file=digest, file_name=name)
    signature_id = signing.add_signature(connection, report_id, made, actor.id, actor.at)
    _note(connection, actor, report, f"signature:{signature_id}", "record", _told(made))
    return signature_id


def take_back_signature(connection: Connection, actor: Actor, report_id: int, signature_id: int) -> None:
    """A signature was recorded wrongly or withdrawn; what was recorded stays in the history. Raises NotFound."""
    report = allow(connection, actor, Act.record, report_id).report
    found = next((each for each in signing.signatures(connection, report_id) if each.id == signature_id), None)
    if found is None or not signing.remove_signature(connection, report_id, signature_id):
        raise NotFound
    _note(connection, actor, report, f"signature:{signature_id}", "take_back", _told(found))


def _signing(connection: Connection, library: Library, report: Report, found: Around) -> Signing:
    every, now = signing.signatures(connection, report.id), signing.newest_round(connection, report.id)
    ended = max((each.ended_at for each in approvals.approvals(connection, report.id) if each.ended_at), default=None)
    counting = tuple(each for each in signing.of_round(every, now) if ended is None or each.at > ended)
    return Signing(
        unit=found.unit,
        issuers=issuers_of(found.unit, library.kinds[found.unit.kind], library.labels["signing_posts"]),
        upward=found.body("kind") == UPWARDS,
        round=now,
        opinions=signing.opinions(connection, report.id),
        meetings=signing.meetings(connection, report.id),
        signatures=counting,
        earlier=tuple(each for each in every if each not in counting),
    )


def _fit(now: Signing, given: Signature) -> Signature:
    """The signature with the post that its person holds. Only 签发 is for a body. Raises Refused as `record_signature` says."""
    if given.part is not Part.signed:
        return replace(given, issuer="", post=given.post or _post(now.unit, given.name, given.day))
    issuer = next((each for each in now.issuers if each.name == given.issuer), None)
    if issuer is None:
        raise NotFound
    against = doubt(issuer, now.unit.officers, given.name, given.day) if now.upward else ""
    if against and not given.note:
        raise Refused(against)
    return replace(given, post=given.post or _post(now.unit, given.name, given.day) or issuer.post)


def _post(unit: Unit, name: str, day: date) -> str:
    """What an officer of the unit is, "" for anybody else; that of the day where terms differ."""
    mine = [each for each in unit.officers if plain(each.name) == name]
    then = [each for each in mine if (each.since or day) <= day <= (each.until or day)]
    return next((each.post for each in then or mine), "")


def _put(connection: Connection, actor: Actor, file: Checked | None) -> tuple[str | None, str]:
    return (evidence.put(connection, file, actor.at), file.name) if file else (None, "")


def _like(meeting: Meeting) -> tuple[object, ...]:
    return (meeting.kind, meeting.day, meeting.minutes)


def _mark(signature: Signature) -> tuple[object, ...]:
    return (signature.part, signature.issuer if signature.part is Part.signed else "", signature.name, signature.day)


def _told(record: Meeting | Signature) -> dict[str, str]:
    """A record as the history keeps it."""
    names: Mapping[str, object] = vars(record)
    return {name: str(value) for name, value in names.items() if name not in ("id", "at", "by") and value not in (None, "")}


def _note(connection: Connection, actor: Actor, report: Report, target: str, action: str, value: dict[str, str]) -> None:
    history.add(connection, Event(actor.at, actor.id, target, action, report.unit_id, report.id, 0, value))
