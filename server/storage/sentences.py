"""Sentences of reports by digest: written after a save, asked for copies within a county; the texts themselves are not kept here."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from server.report.checks.copying import digests_of
from server.storage import check_tables as t
from server.storage import tables as base

FEWEST = 3
_S, _R, _U = t.sentence.c, base.report.c, base.unit.c


@dataclass(frozen=True)
class Copied:
    """A sentence that another unit's report of the year has, too: its section here, its digest, the other unit. For the county's eyes."""

    section: str
    digest: int
    unit: str


def note_sentences(connection: Connection, report_id: int, texts: Mapping[str, str]) -> None:
    """Bring the digests of a report up to date. `texts`: the text of every section by key; what has not changed is not written."""
    wanted = {(key, digest) for key, text in texts.items() for digest in digests_of(text)}
    rows = connection.execute(select(_S.id, _S.section, _S.digest).where(_S.report_id == report_id))
    kept = {(row.section, row.digest): row.id for row in rows}
    gone = [number for pair, number in kept.items() if pair not in wanted]
    if gone:
        connection.execute(delete(t.sentence).where(_S.id.in_(gone)))
    added = [{"report_id": report_id, "section": key, "digest": digest} for key, digest in sorted(wanted - kept.keys())]
    if added:
        connection.execute(insert(t.sentence), added)


def elsewhere(connection: Connection, report_id: int) -> frozenset[int]:
    """Digests of this report's sentences that stand in another report of the county's for the year, save those that half of them share."""
    peers = _peers(connection, report_id)
    if len(peers) <= 1:
        return frozenset()
    holders = func.count(_S.report_id.distinct())
    query = select(_S.digest, holders.label("holders")).where(_S.report_id.in_(peers), _mine(report_id)).group_by(_S.digest)
    rows = connection.execute(query.having(holders > 1))
    return frozenset(row.digest for row in rows if not shared(row.holders, len(peers)))


def copies(connection: Connection, report_id: int) -> tuple[Copied, ...]:
    """Those sentences with the units that have them, too. Only for people of the county."""
    found = elsewhere(connection, report_id)
    here = select(_S.digest, _S.section).where(_S.report_id == report_id, _S.digest.in_(found)).subquery()
    query = (
        select(here.c.section, here.c.digest, _U.short_name)
        .join_from(here, t.sentence, _S.digest == here.c.digest)
        .join(base.report, _R.id == _S.report_id)
        .join(base.unit, _U.id == _R.unit_id)
        .where(_S.report_id.in_(_peers(connection, report_id)), _S.report_id != report_id)
        .order_by(here.c.section, _U.short_name)
    )
    return tuple(dict.fromkeys(Copied(row.section, row.digest, row.short_name) for row in connection.execute(query)))


def shared(holders: int, reports: int) -> bool:
    """Whether a sentence is one that everybody writes: three reports and half of them have it."""
    return holders >= FEWEST and holders * 2 >= reports


def _mine(report_id: int) -> ColumnElement[bool]:
    return _S.digest.in_(select(_S.digest).where(_S.report_id == report_id))


def _peers(connection: Connection, report_id: int) -> tuple[int, ...]:
    """The reports of the year whose units stand below the same one, this among them; none where the unit stands alone."""
    own = select(_R.year, _U.parent_id).join_from(base.report, base.unit, _U.id == _R.unit_id).where(_R.id == report_id).subquery()
    query = (
        select(_R.id)
        .join_from(base.report, base.unit, _U.id == _R.unit_id)
        .join(own, (own.c.year == _R.year) & (own.c.parent_id == _U.parent_id))
    )
    return tuple(connection.execute(query.order_by(_R.id)).scalars())
