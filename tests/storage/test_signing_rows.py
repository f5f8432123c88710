"""Opinions, meetings and signatures in the store, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date

from server.report.season.ledger import Correction
from server.report.season.opinions import Adopted, Opinion
from server.report.season.signing import Meeting, Part, Signature
from server.storage import deliveries, evidence, files, signing
from tests.cast import NOW, ZHAO, Town

DAY = date(2026, 1, 8)


def meeting(file: str | None = None) -> Meeting:
    """A meeting with or without a scan."""
    return Meeting(0, "党政联席会议", DAY, "〔2026〕1号", "", file, "纪要.pdf" if file else "", NOW, "")


def signature(part: Part, name: str, number: int = 0) -> Signature:
    """A signature of a round."""
    return Signature(0, number, part, "", "镇长", name, DAY, "", None, "", NOW, "")


def test_opinions_keep_their_order_and_their_versions(town: Town) -> None:
    with town.database.write() as connection:
        for who in ("司法所", "法律顾问"):
            signing.add_opinion(connection, town.report, Opinion(0, who, DAY, "无意见"))
        first, second = signing.opinions(connection, town.report)
        assert signing.change_opinion(connection, replace(first, opinion="补充案件数。", adopted=Adopted.partly, reason="部分已写。"))
        assert not signing.change_opinion(connection, replace(first, opinion="另一种写法。"))
        assert not signing.remove_opinion(connection, first)
        assert signing.remove_opinion(connection, second)
    with town.database.read() as connection:
        kept = signing.opinions(connection, town.report)
    assert kept == (Opinion(first.id, "司法所", DAY, "补充案件数。", Adopted.partly, "部分已写。", 2),)


def test_a_meeting_says_who_recorded_it_and_its_file_belongs_to_its_report(town: Town) -> None:
    with town.database.write() as connection:
        digest = files.keep(connection, "纪要.pdf", "application/pdf", b"%PDF-", NOW)
        meeting_id = signing.add_meeting(connection, town.report, meeting(digest), town.ids[ZHAO], NOW)
        kept = signing.meetings(connection, town.report)[0]
        assert evidence.name_of(connection, town.report, digest) == "纪要.pdf"
        assert evidence.name_of(connection, town.report + 1, digest) is None
        assert not signing.remove_meeting(connection, town.report + 1, meeting_id)
        assert signing.remove_meeting(connection, town.report, meeting_id)
        assert evidence.name_of(connection, town.report, digest) is None
    assert (kept.kind, kept.day, kept.by, kept.at, kept.file) == ("党政联席会议", DAY, "赵敏", NOW, digest)


def test_signatures_come_in_the_order_of_the_sheet_round_by_round(town: Town) -> None:
    given = ((Part.signed, "何川", 0), (Part.drafted, "林晓", 1), (Part.drafted, "赵敏", 0))
    with town.database.write() as connection:
        assert signing.newest_round(connection, town.report) == 0
        for part, name, number in given:
            signing.add_signature(connection, town.report, signature(part, name, number), town.ids[ZHAO], NOW)
        deliveries.open_round(connection, town.report, Correction.correct, "数字有误", (), town.ids[ZHAO], NOW)
        every = signing.signatures(connection, town.report)
        assert signing.newest_round(connection, town.report) == 1
        assert signing.remove_signature(connection, town.report, every[0].id)
        assert not signing.remove_signature(connection, town.report, every[0].id)
    assert [each.name for each in every] == ["赵敏", "何川", "林晓"]
    assert [each.name for each in signing.of_round(every, 1)] == ["林晓"]
