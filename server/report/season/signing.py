"""Signing on paper: meetings and signatures as values, whose signature a paper needs, and whether a person could give it on a day."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from server.report.season import signing_problems as say
from server.report.units import Kind, Officer, Unit

POSTS = ("acting", "seats", "secretary", "department", "apart")
"""How posts are worded, by parts of patterns, under [signing_posts] in data/labels.toml."""


class Part(StrEnum):
    """Where on the 发文稿纸 a signature stands, in the order in which they are given."""

    drafted = "drafted"
    checked = "checked"
    reviewed = "reviewed"
    countersigned = "countersigned"
    signed = "signed"


@dataclass(frozen=True)
class Meeting:
    """A meeting that decided on a report. `file` is a digest; `by` recorded it."""

    id: int
    kind: str
    day: date
    minutes: str
    note: str
    file: str | None
    file_name: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Signature:
    """A signature on the paper. `issuer`: for which body, for 签发 alone; `note`: why it counts although a doubt was told."""

    id: int
    round: int
    part: Part
    issuer: str
    post: str
    name: str
    day: date
    note: str
    file: str | None
    file_name: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Issuer:
    """A body that issues the paper: what its head is called, and everyone known to be or have been its head."""

    name: str
    post: str
    heads: tuple[Officer, ...]

    def in_office(self, day: date) -> tuple[Officer, ...]:
        """Its heads on a day: two in the month of a change."""
        return tuple(each for each in self.heads if _serves(each, day))


def issuers_of(unit: Unit, kind: Kind, words: Mapping[str, str]) -> tuple[Issuer, ...]:
    """Who must sign a paper upwards: 党委 and 政府 in a joint issue, the 主要负责人 alone else (《条例》第二十二条、第二十五条)."""
    names = unit.issuers
    posts = ((kind.party_head, kind.party_head), (kind.head, kind.head)) if len(names) > 1 else ((kind.head, _sole(kind, words)),)
    return tuple(
        Issuer(name, post, _heads(unit, pattern, words, party=len(names) > 1 and at == 0))
        for at, (name, (post, pattern)) in enumerate(zip(names, posts, strict=True))
    )


def doubt(issuer: Issuer, officers: Iterable[Officer], name: str, day: date) -> str:
    """Why a person's signature is no 签发 for a body on a day, "" when it is: one of its heads in office gives it."""
    mine = [each for each in issuer.heads if plain(each.name) == plain(name)]
    if any(_serves(each, day) for each in mine):
        return ""
    if not issuer.heads:
        return say.head_unknown(issuer.post, issuer.name)
    if mine:
        return say.head_not_then(plain(name), mine[0].post, day)
    other = next((each for each in officers if plain(each.name) == plain(name)), None)
    then = "、".join(plain(each.name) for each in issuer.in_office(day))
    return say.no_head(plain(name), other.post if other else "", issuer.post, then)


def lacking(issuers: Iterable[Issuer], signatures: Iterable[Signature], *, upward: bool) -> tuple[Issuer, ...]:
    """The bodies for which nobody has signed yet. A paper that does not go up needs one signature, whoever gives it."""
    given = {each.issuer for each in signatures if each.part is Part.signed}
    if not upward and given:
        return ()
    return tuple(each for each in issuers if each.name not in given)


def signers(issuers: Iterable[Issuer], signatures: Iterable[Signature]) -> tuple[tuple[str, ...], date | None]:
    """The names to register as 签发人, that of the 主办机关 first, and the day of the last signature, which is the 成文日期."""
    given = [each for each in signatures if each.part is Part.signed]
    named = [next((each for each in given if each.issuer == issuer.name), None) for issuer in issuers]
    names = dict.fromkeys(each.name for each in named if each)
    return tuple(names), max((each.day for each in named if each), default=None)


def plain(name: str) -> str:
    """A name without the space that people put into two characters."""
    return "".join(name.split())


def _serves(officer: Officer, day: date) -> bool:
    """A term that was typed as months is kept as their first days and lasts to the end of the last one."""
    return (officer.since is None or officer.since <= day) and (officer.until is None or day <= _last(officer.until))


def _last(until: date) -> date:
    return until.replace(day=monthrange(until.year, until.month)[1]) if until.day == 1 else until


def _sole(kind: Kind, words: Mapping[str, str]) -> str:
    """The head of a body that issues alone. Who heads a department is called many things."""
    return f"{kind.head}|{words['department']}" if kind.tier == "department" else kind.head


def _heads(unit: Unit, pattern: str, words: Mapping[str, str], *, party: bool) -> tuple[Officer, ...]:
    """The officers one of whose posts is the head's: 党委副书记、镇长 and 代镇长 are, 副镇长 and 纪委书记 are not."""
    before = "|".join([re.escape(each) for each in (unit.name, unit.short_name, unit.parent_name) if each] + [words["seats"]])
    wanted = f"{pattern}|{words['secretary']}" if party else pattern
    head = re.compile(rf"(?:{before})*(?:{words['acting']})?(?:{wanted})")
    apart = re.compile(words["apart"])
    return tuple(each for each in unit.officers if any(head.fullmatch(post.strip()) for post in apart.split(each.post)))
