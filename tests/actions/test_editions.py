"""Years: made, changed and opened by the top unit alone, checked before they count, and never felt by reports of other years."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from server.actions import checking, drafting, editions, exporting, importing, knowledge, printing, seasons
from server.actions.editions import Wanted, mark_of
from server.actions.printing import Press
from server.library import Library
from server.loading import load as load_library
from server.report.papers.kinds import Form
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.snapshot import Snapshot, dump, load
from server.report.workflow import State
from server.storage import contents, history, keeping, reports, tables
from server.storage import editions as rows
from server.storage.editions import Edition, EditionState
from server.storage.reports import Report
from server.storage.shared_tables import audit
from server.storage.shared_tables import edition as table
from tests.cast import LIN, NOW, QIAN, YEAR, ZHAO, ZHENG, ZHOU, Town
from tests.year import GONE, HEADING, RENAMED, administrator, changed, drafted, opened, report_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = load((ROOT / "data/samples/township.json").read_bytes())
TEMPLATE = (ROOT / "docx_templates/gb9704_a.docx").read_bytes()
OUTLINE, DISPUTES = "outlines/standard.toml", "phrases/disputes.toml"


@pytest.fixture
def town(town: Town) -> Town:
    with town.database.write() as connection:
        administrator(connection, town)
    return town


def of(town: Town, edition_id: int) -> Edition:
    with town.database.read() as connection:
        return editions.edition_of(connection, town.actor(QIAN), edition_id)


def begun(town: Town, year: int = 2026) -> int:
    with town.database.write() as connection:
        return drafted(connection, town, year, like=True)


def put(town: Town, edition_id: int, path: str, text: str, seen: str = "") -> None:
    mark = seen or mark_of(of(town, edition_id).files.get(path, ""))
    with town.database.write() as connection:
        editions.put(connection, town.library, town.actor(QIAN), edition_id, path, text, mark)


def test_a_year_begins_with_a_copy_of_what_is_shipped(town: Town) -> None:
    made = of(town, begun(town))
    assert (made.year, made.name, made.outline, made.state, made.version) == (2026, "2026年度", "standard", EditionState.draft, 1)
    assert made.files[OUTLINE] == (ROOT / "data" / OUTLINE).read_text("utf-8")
    assert {path.partition("/")[0] for path in made.files} == {
        *("calendar", "indicators", "lists", "outlines", "phrases", "recognising", "rules", "thresholds", "wording"),
        *("sections.toml", "steps.toml"),
    }


def test_a_year_may_begin_with_the_edition_of_the_last(town: Town) -> None:
    with town.database.write() as connection:
        last = opened(connection, town, YEAR)
        made = editions.make(connection, town.library, town.actor(QIAN), town.county, Wanted(2026, "新", last))
    assert RENAMED in of(town, made).files[OUTLINE]


@pytest.mark.parametrize(("login", "at", "wrong"), [(ZHAO, "unit", NotAllowed), (ZHENG, "county", NotFound), (ZHOU, "county", NotFound)])
def test_only_an_administrator_of_the_unit_makes_a_year(town: Town, login: str, at: str, wrong: type[Exception]) -> None:
    with town.database.write() as connection, pytest.raises(wrong):
        editions.make(connection, town.library, town.actor(login), getattr(town, at), Wanted(2026, "新"))


def test_a_unit_with_another_above_it_opens_no_year(town: Town) -> None:
    with town.database.write() as connection, pytest.raises(Refused, match="最上级单位"):
        editions.make(connection, town.library, town.actor(QIAN), town.unit, Wanted(2026, "新"))


def test_there_is_one_draft_of_a_year(town: Town) -> None:
    begun(town)
    with pytest.raises(Refused, match="2026年已经有一份拟定中的方案"):
        begun(town)


@pytest.mark.parametrize("login", [LIN, ZHAO, ZHENG, ZHOU])
def test_nobody_else_reads_or_changes_a_draft(town: Town, login: str) -> None:
    made = begun(town)
    with town.database.write() as connection:
        with pytest.raises((NotFound, NotAllowed)):
            editions.edition_of(connection, town.actor(login), made)
        with pytest.raises((NotFound, NotAllowed)):
            editions.put(connection, town.library, town.actor(login), made, OUTLINE, "", "")
        with pytest.raises((NotFound, NotAllowed)):
            editions.close(connection, town.actor(login), made, 1)


def test_a_file_that_somebody_else_changed_is_not_overwritten(town: Town) -> None:
    made = begun(town)
    seen = mark_of(of(town, made).files[DISPUTES])
    put(town, made, DISPUTES, of(town, made).files[DISPUTES] + "\n# 一\n")
    with pytest.raises(Stale):
        put(town, made, DISPUTES, "# 二\n", seen)
    put(town, made, OUTLINE, of(town, made).files[OUTLINE] + "\n# 三\n")
    assert of(town, made).files[DISPUTES].endswith("# 一\n")
    assert of(town, made).version == 3


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("labels.toml", "a = 1", "不是能放进方案的文件"),
        ("outlines/../labels.toml", "a = 1", "不是能放进方案的文件"),
        ("outlines/x.py", "import os", "不是能放进方案的文件"),
        ("kinds.toml", "", "不是能放进方案的文件"),
        (OUTLINE, "[[sections]\n", "语法"),
        (OUTLINE, "# " + "长" * 200_000, "太大"),
        ("wording/own.toml", '[[pattern]]\nid = "G01.9"\nfind = "(a+)+$"\n', "匹配式"),
        ("wording/own.toml", '[[organ]]\nname = "甲"\nunless_after = "(?:x*)*y"\n', "匹配式"),
    ],
)
def test_what_is_no_data_file_is_refused(town: Town, path: str, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        put(town, begun(town), path, text)


def test_a_file_put_back_is_as_it_was_shipped_and_an_own_one_is_gone(town: Town) -> None:
    made = begun(town)
    put(town, made, DISPUTES, "# 空\n")
    put(town, made, "wording/own.toml", "# 空\n")
    for path, there in ((DISPUTES, True), ("wording/own.toml", False)):
        with town.database.write() as connection:
            mark = mark_of(of(town, made).files[path])
            assert editions.drop(connection, town.library, town.actor(QIAN), made, path, mark) is there
    assert of(town, made).files == editions.files_of(town.library)


def test_uploaded_files_are_taken_all_or_none(town: Town) -> None:
    made, before = begun(town), editions.files_of(town.library)
    with town.database.write() as connection:
        sent = [("disputes_new.toml", b""), ("standard.toml", b"# x\n")]
        with pytest.raises(Refused, match="不是能放进方案的文件"):
            editions.upload(connection, town.library, town.actor(QIAN), made, sent)
        with pytest.raises(Refused, match="UTF-8"):
            editions.upload(connection, town.library, town.actor(QIAN), made, [("standard.toml", "# 提纲".encode("gbk"))])
    assert of(town, made).files == before
    with town.database.write() as connection:
        paths = editions.upload(connection, town.library, town.actor(QIAN), made, [("standard.toml", b"\xef\xbb\xbf# x\r\n")])
    assert paths == (OUTLINE,)
    assert of(town, made).files[OUTLINE] == "# x\n"


def test_a_check_names_every_mistake_with_file_and_reason(town: Town) -> None:
    made = of(town, begun(town))
    broken = {**made.files, OUTLINE: made.files[OUTLINE].replace("covers = [5]", ""), DISPUTES: "[[phrase]]\nid = 3\n"}
    mistakes = editions.check(town.library, replace(made, files=broken), SAMPLE, TEMPLATE).mistakes
    assert any(each.startswith("phrases/disputes.toml: [[phrase]] 第1个（3） id") for each in mistakes)
    crossing = editions.check(town.library, replace(made, files={**broken, DISPUTES: made.files[DISPUTES]}), SAMPLE, TEMPLATE).mistakes
    assert crossing == ("outlines: standard: 没有覆盖国家规定的第5项内容",)
    missing = editions.check(town.library, replace(made, outline="none"), SAMPLE, TEMPLATE).mistakes
    assert missing == ("方案里没有提纲“none”。请重新选择默认提纲。",)


@pytest.mark.long
def test_a_sound_year_is_tried_out_under_every_outline(town: Town) -> None:
    made = of(town, begun(town))
    checked = editions.check(town.library, replace(made, files=changed(made.files)), SAMPLE, TEMPLATE)
    assert checked.green
    assert checked.tried[0].outline == "通用提纲"
    assert len(checked.tried) == 7
    assert {each.unknown for each in checked.tried} == {1}
    assert all(each.docx[:2] == b"PK" and each.sentences > 50 for each in checked.tried)


def test_a_year_that_was_not_checked_is_not_opened(town: Town) -> None:
    made = begun(town)
    with town.database.write() as connection:
        with pytest.raises(Refused, match="还没有检查通过"):
            editions.open_year(connection, town.actor(QIAN), made, 1, also=False)
        editions.passed(connection, town.actor(QIAN), of(town, made))
    put(town, made, OUTLINE, of(town, made).files[OUTLINE] + "\n# 改\n")
    with town.database.write() as connection, pytest.raises(Refused, match="还没有检查通过"):
        editions.open_year(connection, town.actor(QIAN), made, 2, also=False)


def test_new_reports_of_the_year_use_it_and_no_others(town: Town) -> None:
    with town.database.write() as connection:
        made = opened(connection, town, 2026)
        new = knowledge.of_year(connection, town.library, town.unit, 2026)
        assert knowledge.of_year(connection, town.library, town.unit, 2027) is town.library
        report = reports.report(connection, report_of(connection, new, town, 2026))
        assert report is not None
        assert (report.edition_id, report.catalogue) == (made, new.version)
        assert GONE not in new.indicators
        assert "dis.petty" in new.indicators
        assert [each.heading for each in reports.sections(connection, report.id) if each.key == "thought"] == [RENAMED]
        assert knowledge.bound(connection, town.library, report) is new
    assert town.section("thought").heading == HEADING


def test_one_edition_is_open_a_year_and_a_closed_one_still_binds_its_reports(town: Town) -> None:
    with town.database.write() as connection:
        first = opened(connection, town, 2026)
        bound = report_of(connection, knowledge.of_year(connection, town.library, town.unit, 2026), town, 2026)
        second = opened(connection, town, 2026, like=True)
        assert [(each.id, each.state) for each in rows.heads(connection, town.county)] == [(second, "open"), (first, "closed")]
        report = reports.report(connection, bound)
        assert report is not None
        assert "dis.petty" in knowledge.bound(connection, town.library, report).indicators


def test_reports_that_are_not_signed_go_over_when_asked_to(town: Town) -> None:
    with town.database.write() as connection:
        made = opened(connection, town, YEAR, also=True)
        assert reports.edition_of(connection, town.report) == made
        target = select(tables.history.c.target).where(tables.history.c.action == "edition")
        assert connection.execute(target).scalars().all() == [f"report:{town.report}"]


def test_a_signed_report_stays_where_it_is(town: Town) -> None:
    with town.database.write() as connection:
        reports.set_state(connection, town.report, State.filling, State.signed, NOW)
        opened(connection, town, YEAR, also=True)
        assert reports.edition_of(connection, town.report) is None


def test_opening_is_in_the_history_and_in_the_security_log(town: Town) -> None:
    with town.database.write() as connection:
        made = opened(connection, town, 2026)
        kept = history.latest(connection, f"edition:{made}")
        acts = connection.execute(select(audit.c.act).where(audit.c.target == f"edition:{made}")).scalars().all()
    assert kept is not None
    assert kept.value == {"year": "2026", "reports": "0"}
    assert acts == ["year_changed", "year_opened"]


# Reports of old years


@pytest.fixture
def old(town: Town) -> tuple[Town, tuple[int, int]]:
    """The report of 2024, bound to an edition of its own and full, and that of 2025, by what is shipped."""
    with town.database.write() as connection:
        opened(connection, town, 2024, like=True)
        library = knowledge.of_year(connection, town.library, town.unit, 2024)
        bound = importing.import_report(connection, library, town.actor(ZHAO), town.unit, SAMPLE.model_copy(update={"year": 2024}))
        drafting.draft_all(connection, town.library, town.actor(ZHAO), town.report)
    return town, (bound, town.report)


def no_report() -> Report:
    raise LookupError


def seen(connection: Connection, library: Library, report: Report) -> tuple[object, ...]:
    """All that a report is and says: REPORT.json, .docx, findings, dates, and what would be drafted now."""
    bound = knowledge.bound(connection, library, report)
    snapshot: Snapshot = exporting.snapshot_of(connection, bound, report)
    stock = printing.stock_of(connection, library, report)
    press = Press(bound, ROOT / "docx_templates", "sha256", lambda _: "")
    paper = printing.printed(press, printing.edition_of(stock), Form.full).content
    season = seasons.season_of(connection, library, report)
    facts = drafting.facts_of(connection, library, report)
    shown = {each.key for each in reports.sections(connection, report.id) if each.shown}
    drafts = tuple(
        drafting.drafted_of(bound, drafting.Place(each.key, each.takes, each.level), shown, facts, ()).text for each in snapshot.sections
    )
    return dump(snapshot), paper, checking.examine(connection, library, report, NOW.date()), season.rows, season.steps, drafts


def all_seen(town: Town, library: Library, numbers: tuple[int, ...]) -> list[tuple[object, ...]]:
    with town.database.read() as connection:
        found = [reports.report(connection, each) for each in numbers]
        return [seen(connection, library, each) for each in found if each]


@pytest.mark.long
def test_old_reports_are_byte_for_byte_what_they_were(old: tuple[Town, tuple[int, int]], tmp_path: Path) -> None:
    town, numbers = old
    before = all_seen(town, town.library, numbers)
    assert [len(each) for each in before] == [6, 6]
    with town.database.write() as connection:
        opened(connection, town, 2026)
        fresh = report_of(connection, knowledge.of_year(connection, town.library, town.unit, 2026), town, 2026)
    assert all_seen(town, town.library, numbers) == before
    restarted = load_library(ROOT / "data")
    assert all_seen(town, restarted, numbers) == before
    with town.database.write() as connection:
        new = seen(connection, restarted, reports.report(connection, fresh) or no_report())
    keeping.backup(town.database, tmp_path / "kept.zip")
    keeping.restore(town.database, tmp_path / "kept.zip")
    again = load_library(ROOT / "data")
    assert all_seen(town, again, numbers) == before
    assert all_seen(town, again, (fresh,)) == [new]
    assert new[3] != before[1][3]


def test_the_document_of_an_old_report_is_the_same_after_a_new_year(town: Town) -> None:
    with town.database.write() as connection:
        before = exporting.snapshot_of(connection, town.library, reports.report(connection, town.report) or no_report())
        opened(connection, town, 2026)
        report = reports.report(connection, town.report) or no_report()
        assert knowledge.bound(connection, town.library, report) is town.library
        assert dump(exporting.snapshot_of(connection, town.library, report)) == dump(before)


@pytest.mark.parametrize("files", ["{broken", "[]", "{}", '{"outlines/standard.toml": 3}', '{"outlines/standard.toml": "x ="}'])
def test_a_broken_edition_is_stood_in_for_by_what_is_shipped_and_says_so(town: Town, files: str) -> None:
    with town.database.write() as connection:
        made = opened(connection, town, 2026, like=True)
        connection.execute(update(table).where(table.c.id == made).values(files=files, version=9))
        found = knowledge.of_edition(connection, town.library, made)
        assert found.broken
        assert (found.edition, found.version) == (made, town.library.version)
        assert knowledge.of_edition(connection, found, None) is town.library
        assert contents.entries(connection, town.report) == {}
