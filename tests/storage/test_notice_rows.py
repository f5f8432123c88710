"""The notice of a report, as it is kept: with all it says, its file, who entered it; taken away and entered anew."""

from datetime import date

from server.report.season.notice import Terms
from server.storage import files, notices
from server.storage.notices import Attached, Notice
from tests.cast import NOW, WU, ZHAO, Town

TERMS = Terms(
    title="年度报告通知",
    number="云法治办〔2025〕21号",
    received=date(2025, 12, 1),
    first_day=date(2025, 12, 25),
    final_day=date(2026, 1, 20),
    outline_key="flat",
    outline="数字写到年底",
    length_cap=3000,
    delivery_form="纸质2份",
    contact="周宁 6123456",
    note="分两批",
)


def test_what_is_kept_is_what_was_said(town: Town) -> None:
    with town.database.write() as connection:
        digest = files.keep(connection, "通知.pdf", "application/pdf", b"%PDF-1.4", NOW)
        notices.put(connection, town.report, TERMS, Attached(digest, "通知.pdf"), 1, town.ids[ZHAO], NOW)
    with town.database.read() as connection:
        found = notices.notice(connection, town.report)
        assert notices.notice(connection, town.report + 1) is None
    assert isinstance(found, Notice)
    assert found.terms == TERMS
    assert (found.file, found.file_name, found.version, found.saved_at, found.saved_by) == (digest, "通知.pdf", 1, NOW, "赵敏")
    assert found.source == "《年度报告通知》（云法治办〔2025〕21号）"


def test_a_notice_takes_the_place_of_the_one_before_and_what_it_does_not_say_is_empty(town: Town) -> None:
    with town.database.write() as connection:
        notices.put(connection, town.report, TERMS, Attached(), 1, town.ids[ZHAO], NOW)
        notices.put(connection, town.report, Terms("通知"), Attached(), 2, town.ids[WU], NOW)
        found = notices.notice(connection, town.report)
    assert found is not None
    assert (found.terms, found.file, found.version, found.saved_by) == (Terms("通知"), None, 2, "吴江")


def test_a_notice_is_taken_away_once(town: Town) -> None:
    with town.database.write() as connection:
        notices.put(connection, town.report, TERMS, Attached(), 1, town.ids[ZHAO], NOW)
        assert notices.remove(connection, town.report)
        assert not notices.remove(connection, town.report)
        assert notices.notice(connection, town.report) is None
