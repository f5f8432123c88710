"""The ledger in the store, on SQLite and on PostgreSQL: rows come back as kept, versions guard them, corrections have their own."""

from dataclasses import replace
from datetime import date

from server.report.deadlines import Extension
from server.report.season.ledger import Correction, Evidence, Record
from server.storage import deliveries, files
from tests.cast import NOW, ZHAO, Town

FILE = b"%PDF-1.4 x"
WHOLE = Record(
    *(0, "report-own_congress", "paper", 3, None, date(2026, 1, 8)),
    Evidence("县人大办收文5号", date(2026, 1, 9), "http://www.qingxi.example/1.html", None, ""),
    date(2026, 2, 25),
    "送了两次",
    Extension(date(2026, 2, 6), "县委依法治县办", "换届"),
)


def _kept(town: Town, record: Record) -> bool:
    with town.database.write() as connection:
        return deliveries.keep(connection, town.report, record, town.ids[ZHAO], NOW)


def _ledger(town: Town) -> dict[tuple[int, str], Record]:
    with town.database.read() as connection:
        return deliveries.ledger(connection, town.report)


def test_a_row_comes_back_as_it_was_kept_with_who_and_when(town: Town) -> None:
    with town.database.write() as connection:
        digest = files.keep(connection, "回执.pdf", "application/pdf", FILE, NOW)
    whole = replace(WHOLE, evidence=replace(WHOLE.evidence, file=digest, file_name="回执.pdf"))
    assert _kept(town, whole)
    assert _ledger(town) == {(0, "report-own_congress"): replace(whole, version=1, at=NOW, by="赵敏")}


def test_a_row_is_kept_over_the_version_that_was_read_and_no_other(town: Town) -> None:
    plain = Record(0, "report-higher_party")
    assert [_kept(town, each) for each in (plain, plain, replace(plain, version=2))] == [True, False, False]
    assert _kept(town, replace(plain, version=1, note="周一送"))
    kept = _ledger(town)[0, "report-higher_party"]
    assert (kept.version, kept.note) == (2, "周一送")


def test_extensions_are_those_of_the_first_delivery(town: Town) -> None:
    _kept(town, WHOLE)
    _kept(town, Record(0, "report-higher_party"))
    _kept(town, replace(WHOLE, round=1))
    with town.database.read() as connection:
        assert deliveries.extensions(connection, town.report) == {"report-own_congress": WHOLE.extension}


def test_a_correction_brings_its_rows_and_takes_them_away(town: Town) -> None:
    _kept(town, WHOLE)
    with town.database.write() as connection:
        args = (connection, town.report, Correction.resend, "退回重报", ("report-own_congress",), town.ids[ZHAO], NOW)
        assert [deliveries.open_round(*args), deliveries.open_round(*args)] == [1, 2]
        deliveries.close_round(connection, town.report, 2)
        (again,) = deliveries.rounds(connection, town.report)
    assert (again.number, again.kind, again.reason, again.by, again.at) == (1, Correction.resend, "退回重报", "赵敏", NOW)
    assert list(_ledger(town)) == [(0, "report-own_congress"), (1, "report-own_congress")]
