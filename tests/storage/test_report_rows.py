"""Reports, sections, contents, papers and history as they are kept."""

from server.report.drafting import Drafted, Sentence
from server.report.entries import read_entry
from server.report.snapshot import EntryRecord, Item, Origin, SectionRecord
from server.report.workflow import State
from server.storage import contents, history, papers, reports
from server.storage.history import Event
from tests.cast import LIN, NOW, ZHAO, Town

AROUND = [
    *("title", "recipients", "opening", "closing"),
    *("kind", "urgency", "attachments", "note", "disclosure", "copies_to", "printer", "occasion", "address"),
    *("number", "date", "signers", "copies", "print_date"),
]
FULL = EntryRecord(
    indicator="dis.found",
    raw="近８万",
    last="513",
    last_origin="上年报告",
    as_of="11月底",
    origin=Origin(office="综治中心", person="岑知远", date="2026-01-04", system="台账"),
)


def test_a_report_has_its_sections_in_reading_order_front_first(town: Town) -> None:
    sections = list(town.sections().values())
    assert [section.key for section in sections[:18]] == AROUND
    assert [section.position for section in sections] == list(range(len(sections)))
    assert sections[18].key == "achievements"


def test_a_report_is_found_by_id_by_unit_and_by_year(town: Town) -> None:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        assert reports.of_year(connection, town.unit, 2025) == report
        assert reports.of_year(connection, town.unit, 2024) is None
        assert reports.of_year(connection, town.other, 2025) is None
        assert reports.reports_of(connection, (town.unit, town.other)) == (report,)
        assert reports.report(connection, 99) is None
    assert (report.year, report.state, report.outline, report.changed_at) == (2025, State.filling, "standard", NOW)


def test_a_section_belongs_to_one_report(town: Town) -> None:
    section = town.section("disputes")
    with town.database.read() as connection:
        assert reports.section(connection, town.report, section.id) == section
        assert reports.section(connection, 99, section.id) is None
        assert section.id in reports.section_ids(connection, town.report)


def test_a_section_that_is_done_says_by_whom_and_when(town: Town) -> None:
    section = town.section("disputes")
    with town.database.write() as connection:
        reports.set_done(connection, section.id, town.ids[LIN], NOW)
        reports.recount(connection, town.report, NOW)
        report = reports.report(connection, town.report)
    assert report is not None
    assert report.sections_done == 1
    assert (town.section("disputes").done_by, town.section("disputes").done_at) == ("林晓", NOW)


def test_counters_count_sections_to_fill_and_answered_figures(town: Town) -> None:
    on = [section for section in town.sections().values() if section.shown and section.level > 0]
    shown = len({section.key for section in on} - {section.parent for section in on})
    answers = {"dis.found": "12", "dis.screenings": "不适用", "dis.center_received": "很多", "dis.center_resolved": " "}
    with town.database.write() as connection:
        for key, raw in answers.items():
            entry = read_entry(EntryRecord(indicator=key, raw=raw), town.library.indicators[key], 2025)
            contents.save_entry(connection, town.report, entry, 1, town.ids[LIN], NOW)
        reports.recount(connection, town.report, NOW)
        report = reports.report(connection, town.report)
    assert report is not None
    assert (report.sections_shown, report.figures_filled) == (shown, 2)


def test_a_report_moves_only_from_the_state_it_is_in(town: Town) -> None:
    with town.database.write() as connection:
        assert reports.set_state(connection, town.report, State.filling, State.submitted, NOW)
        assert not reports.set_state(connection, town.report, State.filling, State.submitted, NOW)


def test_a_section_of_the_units_own_stands_where_it_is_put(town: Town) -> None:
    record = SectionRecord(key="custom.1", parent="achievements", level=2, heading="数字法治", custom=True, takes=("digital", "capacity"))
    with town.database.write() as connection:
        added = reports.add_section(connection, town.report, record, 500)
        reports.arrange(connection, added, position=600, heading="数字法治。", shown=False)
    section = town.section("custom.1")
    assert (section.id, section.position, section.heading, section.shown, section.custom) == (added, 600, "数字法治。", False, True)
    assert section.takes == ("digital", "capacity")


def test_a_figure_comes_back_as_typed(town: Town) -> None:
    entry = read_entry(FULL, town.library.indicators["dis.found"], 2025)
    with town.database.write() as connection:
        contents.save_entry(connection, town.report, entry, 1, town.ids[LIN], NOW)
        stored = contents.entries(connection, town.report)
        assert contents.entries(connection, town.report, ["dis.screenings"]) == {}
    assert stored["dis.found"].record == FULL
    assert (stored["dis.found"].version, stored["dis.found"].saved_at) == (1, NOW)


def test_what_a_figure_means_is_kept_as_an_integer_beside_it(town: Town) -> None:
    entry = read_entry(FULL, town.library.indicators["dis.found"], 2025)
    with town.database.write() as connection:
        contents.save_entry(connection, town.report, entry, 1, town.ids[LIN], NOW)
        row = connection.exec_driver_sql("SELECT value, qualifier, answer, last_value FROM entry").one()
    assert tuple(row) == (800_000_000, "近", "number", 5_130_000)


def test_the_next_version_of_a_figure_and_of_a_text_replaces_the_one_before(town: Town) -> None:
    section = town.section("disputes").id
    with town.database.write() as connection:
        for version, raw in enumerate(("12", "13"), 1):
            entry = read_entry(EntryRecord(indicator="dis.found", raw=raw), town.library.indicators["dis.found"], 2025)
            contents.save_entry(connection, town.report, entry, version, town.ids[LIN], NOW)
            contents.save_text(connection, section, f"共{raw}件。", version, town.ids[ZHAO], NOW)
        text = contents.texts(connection, [section])[section]
        stored = contents.entries(connection, town.report)["dis.found"]
    assert (text.body, text.version, text.saved_by, text.saved_at) == ("共13件。", 2, "赵敏", NOW)
    assert (stored.record.raw, stored.version) == ("13", 2)


def test_a_figure_at_the_edge_of_what_is_counted_fits_both_stores(town: Town) -> None:
    entry = read_entry(EntryRecord(indicator="dis.found", raw="9999999999999"), town.library.indicators["dis.found"], 2025)
    with town.database.write() as connection:
        contents.save_entry(connection, town.report, entry, 1, town.ids[LIN], NOW)
        assert connection.exec_driver_sql("SELECT value FROM entry").scalar() == 99_999_999_999_990_000


def test_items_keep_their_order_through_swaps_and_removals(town: Town) -> None:
    section = town.section("problems").id
    with town.database.write() as connection:
        one, two, three = (contents.add_item(connection, section, Item(title=title)) for title in "一二三")
        contents.swap_items(connection, [three, one, two])
        contents.remove_item(connection, one)
        contents.save_item(connection, two, Item(title="二", body="因"), 2)
        found = contents.items(connection, [section])
    assert [(each.id, each.item.title, each.item.body, each.version) for each in found] == [(three, "三", "", 1), (two, "二", "因", 2)]


def test_the_newest_draft_of_each_kind_is_found(town: Town) -> None:
    section = town.section("disputes").id
    with town.database.write() as connection:
        drafts = [
            Drafted(sentences=(Sentence(text=text, phrase="p", figures={"dis.found": "12件"}, alternatives=("a", "b")),))
            for text in "甲乙丙"
        ]
        ids = [contents.add_draft(connection, section, drafted, 0, town.ids[LIN], NOW) for drafted in drafts]
        contents.adopt_draft(connection, ids[1], 3)
        adopted = contents.drafts(connection, [section], adopted=True)[section]
        waiting = contents.drafts(connection, [section], adopted=False)[section]
    assert (adopted.drafted, adopted.adopted_as) == (drafts[1], 3)
    assert (waiting.drafted, waiting.adopted_as, waiting.made_at) == (drafts[2], None, NOW)


def test_a_snapshot_with_the_same_bytes_is_kept_once(town: Town) -> None:
    with town.database.write() as connection:
        first = papers.keep_snapshot(connection, town.report, "digest", b"\x00bytes", NOW)
        assert papers.keep_snapshot(connection, town.report, "digest", b"\x00bytes", NOW) == first
        assert papers.keep_snapshot(connection, town.report, "other", b"x", NOW) != first
        paper = papers.Document(0, town.report, first, "full", "禾政〔2027〕3号", "2027年1月9日", "{}", NOW)
        papers.add_document(connection, paper, town.ids[LIN])


def test_a_tick_says_who_and_when_and_can_be_taken_back(town: Town) -> None:
    with town.database.write() as connection:
        papers.set_tick(connection, town.report, "collect", "", town.ids[LIN], NOW)
        papers.set_tick(connection, town.report, "collect", "会议纪要3号", town.ids[ZHAO], NOW)
        ticks = papers.ticks(connection, town.report)
        papers.clear_tick(connection, town.report, "collect")
        assert papers.ticks(connection, town.report) == {}
    assert ticks["collect"] == papers.Tick("collect", "会议纪要3号", NOW, "赵敏")


def test_history_gives_every_version_whole(town: Town) -> None:
    values = [{"body": "第一稿𠮷"}, {"body": ""}, {"body": "林" * 50_000}]
    with town.database.write() as connection:
        history.add(connection)
        history.add(
            connection,
            *[
                Event(NOW, town.ids[LIN], "item:7", "save", town.unit, town.report, version, value)
                for version, value in enumerate(values, 1)
            ],
        )
    with town.database.read() as connection:
        assert [past.value for version in (1, 2, 3) if (past := history.at_version(connection, "item:7", version))] == values
        newest = history.latest(connection, "item:7")
        assert history.at_version(connection, "item:7", 4) is None
        assert history.latest(connection, "item:8") is None
    assert newest is not None
    assert (newest.version, newest.person, newest.at) == (3, "林晓", NOW)


def test_what_nobody_did_by_name_is_in_the_history_too(town: Town) -> None:
    with town.database.write() as connection:
        history.add(connection, Event(NOW, None, "login:nobody", "sign_in_failed", version=1))
        past = history.latest(connection, "login:nobody")
    assert past is not None
    assert (past.person, past.value) == ("", {})
