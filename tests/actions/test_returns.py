"""Taking forms back: files of every kind in one job, none stopping another, nothing kept of a cancelled one; then decided on."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from server.actions import accepting, columns, received, returns, sharing
from server.actions import forms as giving
from server.actions.accepting import Decided, Decision, items_of
from server.actions.forms import Wanted, press_of
from server.actions.jobs import RETURNS, Handed, Shop, cancel, run
from server.actions.received import Columns, Content, Desk, Read, desk_of, dumped, loaded, read_again
from server.actions.returns import Whose
from server.actions.saving import Field, save_fields
from server.actions.work import DOING
from server.library import Library
from server.report.forms.collecting import CollectionForm
from server.report.forms.grids import pasted_grid
from server.report.forms.shares import Total
from server.report.problems import NotAllowed, NotFound, Refused
from server.report.snapshot import Item
from server.sheets import form_writer as sheets
from server.storage import contents, files, forms, jobs
from server.storage.engine import Database
from server.storage.jobs import Job, JobState
from server.word import form_writer as word
from tests.cast import LIN, NOW, ZHAO, ZHENG, ZHOU, Town, settle
from tests.web.returned import DONE, FOUND, RECEIVED, filled

PETITIONS = Wanted("信访办", "赵敏", "12月20日", (RECEIVED, DONE), ("disputes",))
EAST, WEST = (Wanted(name, indicators=(FOUND,), share=True) for name in ("东村", "西村"))


@pytest.fixture
def town(database: Database, library: Library) -> Town:
    """The cast and their report, on SQLite and on PostgreSQL."""
    return settle(database, library)


@pytest.fixture
def shop(town: Town, tmp_path: Path) -> Shop:
    """Where work is done."""
    return Shop(town.database, town.library, tmp_path / "incoming", lambda: NOW)


def give(town: Town, *wanted: Wanted) -> tuple[CollectionForm, ...]:
    """Forms given out, as printed."""
    with town.database.write() as connection:
        ids = giving.make(connection, town.library, town.actor(ZHAO), town.report, wanted)
        press = press_of(connection, town.library, town.standing(connection).report)
        return tuple(press.printed(giving.form_of(connection, town.report, each), town.library) for each in ids)


def xlsx(town: Town, form: CollectionForm, answers: dict[str, object], words: dict[str, str] | None = None) -> bytes:
    """A form filled in as .xlsx."""
    return filled(sheets.written(form, town.library.form_words), answers, "张三", words)


def hand_in(town: Town, shop: Shop, *handed: tuple[str, bytes]) -> int:
    """A job of 赵."""
    with town.database.write() as connection:
        return returns.hand_in(connection, shop, town.actor(ZHAO), town.report, tuple(Handed(*each) for each in handed))


def take_in(town: Town, shop: Shop, *handed: tuple[str, bytes]) -> tuple[Read, ...]:
    """What came of files handed in, in their order."""
    run(shop, DOING, hand_in(town, shop, *handed))
    return reads(town)[-len(handed) :]


def reads(town: Town) -> tuple[Read, ...]:
    """Everything that came back, oldest first, against what stands in the report."""
    with town.database.read() as connection:
        desk = desk_of(connection, town.library, town.standing(connection).report)
        return tuple(read_again(desk, each) for each in reversed(forms.returns(connection, town.report)))


def desk(town: Town) -> Desk:
    """What returns are read against."""
    with town.database.read() as connection:
        return desk_of(connection, town.library, town.standing(connection).report)


def job_of(town: Town, job_id: int) -> Job:
    """A job as it is in the store."""
    with town.database.read() as connection:
        found = jobs.job(connection, job_id)
    assert found is not None
    return found


def decide(town: Town, read: Read, *decisions: Decision, login: str = ZHAO) -> Decided:
    """Somebody decides on a return."""
    with town.database.write() as connection:
        return accepting.decide(connection, town.library, town.actor(login), town.report, read.returned.id, decisions)


def keys(read: Read, *kinds: str) -> list[str]:
    """The keys of cells of some kinds."""
    return [each.key for each in read.answers if each.outcome.kind.value in kinds]


def origin(town: Town, key: str) -> dict[str, str]:
    """Where a figure comes from."""
    with town.database.read() as connection:
        found: dict[str, str] = contents.entries(connection, town.report)[key].record.origin.model_dump()
    return found


def test_a_form_as_xlsx_and_one_as_docx_come_in_together(town: Town, shop: Shop) -> None:
    first, second = give(town, PETITIONS, replace(PETITIONS, office="司法所", indicators=(FOUND,), sections=()))
    document = Document(BytesIO(word.written(second, town.library.form_words, town.library.formats["gb9704_a"])))
    row = next(row for table in document.tables for row in table.rows if row.cells[-1].text == FOUND)
    row.cells[5].text = "310件"
    buffer = BytesIO()
    document.save(buffer)
    one, two = take_in(town, shop, ("a.xlsx", xlsx(town, first, {RECEIVED: 513, DONE: "约470"})), ("b.docx", buffer.getvalue()))
    assert [(each.outcome.kind.value, each.outcome.raw) for each in one.answers if each.waiting] == [("new", "513"), ("new", "约470")]
    assert [(each.outcome.kind.value, each.outcome.raw) for each in two.answers if each.waiting] == [("new", "310件")]
    assert (one.returned.office, one.returned.giver, two.returned.office) == ("信访办", "张三", "司法所")
    assert one.returned.given_on == "2026-01-09"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"PK\x03\x04broken", "不完整或已损坏"),
        ("a.jpg", b"\xff\xd8\xff\xe0 no table", "这不是Excel文件"),
        ("a.docx", b"\xff\xd8\xff\xe0 no table", "这不是Word文件"),
        ("a.txt", b"  \n", "还没有粘贴内容"),
        ("a.xlsx", b"", "这不是Excel文件"),
    ],
)
def test_a_file_that_cannot_be_read_is_listed_with_its_sentence_and_the_next_is_read(
    town: Town, shop: Shop, name: str, content: bytes, sentence: str
) -> None:
    (form,) = give(town, PETITIONS)
    bad, good = take_in(town, shop, (name, content), ("b.xlsx", xlsx(town, form, {RECEIVED: 5})))
    assert sentence in bad.content.problem
    assert (bad.returned.name, bad.returned.file) == (name, None)
    assert bad.returned.settled_at == NOW
    assert keys(good, "new")


def test_a_workbook_too_large_to_be_a_form_is_refused(town: Town, shop: Shop) -> None:
    (read,) = take_in(town, shop, ("a.txt", ("\t".join("1" * 100) + "\n").encode() * 400))
    assert "40000个格子" in read.content.problem


def test_a_workbook_with_the_sheets_of_two_villages_answers_both_forms(town: Town, shop: Shop) -> None:
    east, west = give(town, EAST, WEST)
    book = load_workbook(BytesIO(xlsx(town, east, {FOUND: 30})))
    other = load_workbook(BytesIO(xlsx(town, west, {FOUND: 12}))).worksheets[0]
    copy = book.create_sheet("西村")
    for row in other.iter_rows():
        for cell in row:
            copy.cell(cell.row or 1, cell.column or 1).value = cell.value
    buffer = BytesIO()
    book.save(buffer)
    (read,) = take_in(town, shop, ("各村.xlsx", buffer.getvalue()))
    assert read.content.codes == (east.code, west.code)
    assert read.returned.form_id is None
    decide(town, read, *(Decision(key, take=True) for key in keys(read, "new")))
    assert sharing.totals_of(desk(town)) == (Total(FOUND, Decimal(42), 2, 2),)
    assert town.raw(FOUND) == ""
    with pytest.raises(Refused, match="已经有交回来的了"), town.database.write() as connection:
        giving.remove(connection, town.actor(ZHAO), town.report, desk(town).stored[0].id)


def test_a_mark_of_secrecy_in_a_comment_or_a_hidden_sheet_keeps_the_file_out(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    commented, hidden = (load_workbook(BytesIO(xlsx(town, form, {RECEIVED: 5}))) for _ in range(2))
    commented.worksheets[0]["A1"].comment = Comment("机密★1年", "张三")
    hidden.create_sheet("旧").append(["绝密★长期"])
    hidden.worksheets[1].sheet_state = "hidden"
    contents_of = []
    for book in (commented, hidden):
        buffer = BytesIO()
        book.save(buffer)
        contents_of.append(buffer.getvalue())
    one, two = take_in(town, shop, ("名单甲.xlsx", contents_of[0]), ("名单乙.xlsx", contents_of[1]))
    assert ("机密★" in one.content.problem, "绝密★" in two.content.problem) == (True, True)
    assert [each.returned.name for each in (one, two)] == ["第1个文件（标有密级，名称也没有保存）", "第2个文件（标有密级，名称也没有保存）"]
    assert (one.returned.file, two.returned.file, one.answers) == (None, None, ())
    assert not list(shop.folder.glob("*"))


def test_an_open_mark_is_set_aside_before_anything_is_put_down(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    marked, good = ("秘密★名单.xlsx", b"PK"), ("b.xlsx", xlsx(town, form, {RECEIVED: 5}))
    job_id = hand_in(town, shop, marked, good)
    assert [path.read_text("utf-8") for path in shop.folder.rglob("*.name")] == ["b.xlsx"]
    run(shop, DOING, job_id)
    secret, read = reads(town)
    assert secret.returned.name == "第1个文件（标有密级，名称也没有保存）"
    assert read.returned.name == "b.xlsx"
    with pytest.raises(Refused, match="已拒收"):
        hand_in(town, shop, marked)


def test_a_cancelled_job_keeps_nothing(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    job_id = hand_in(town, shop, ("a.xlsx", xlsx(town, form, {RECEIVED: 5})), ("b.xlsx", b"PK"))

    with town.database.write() as connection:
        cancel(connection, town.actor(ZHAO), town.report, job_id)
    run(shop, DOING, job_id)
    assert job_of(town, job_id).state is JobState.cancelled
    assert reads(town) == ()


def test_a_job_stopped_half_way_and_run_again_keeps_every_file_once(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    job_id = hand_in(town, shop, ("a.xlsx", xlsx(town, form, {RECEIVED: 5})), ("b.xlsx", b"PK"))
    with town.database.write() as connection:
        jobs.move(connection, job_id, (JobState.waiting,), JobState.running, NOW)
        jobs.move(connection, job_id, (JobState.running,), JobState.waiting, NOW)
    run(shop, DOING, job_id)
    run(shop, DOING, job_id)
    assert job_of(town, job_id).state is JobState.done
    assert [each.returned.name for each in reads(town)] == ["a.xlsx", "b.xlsx"]


def test_one_file_leads_to_its_page_and_several_to_the_list(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    content = xlsx(town, form, {RECEIVED: 5})
    one = hand_in(town, shop, ("a.xlsx", content))
    run(shop, DOING, one)
    first = reads(town)[0].returned.id
    assert job_of(town, one).outcome == {"made": str(first)}
    again, two, bad = (
        hand_in(town, shop, ("c.xlsx", content)),
        hand_in(town, shop, ("d.txt", b"x"), ("e.txt", b"y")),
        hand_in(town, shop, ("f", b"")),
    )
    for each in (again, two, bad):
        run(shop, DOING, each)
    assert [job_of(town, each).outcome for each in (again, two, bad)] == [{"made": str(first)}, {"made": ""}, {"made": ""}]
    with town.database.read() as connection:
        assert files.kept(connection, reads(town)[0].returned.file or "") is not None


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_the_editor_takes_forms_back(town: Town, shop: Shop, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem), town.database.write() as connection:
        returns.hand_in(connection, shop, town.actor(login), town.report, (Handed("a.txt", b"x"),))
    (read,) = take_in(town, shop, ("a.txt", b"x\t1"))
    with pytest.raises(problem):
        decide(town, read, login=login)
    with pytest.raises(problem), town.database.write() as connection:
        returns.describe(connection, town.library, town.actor(login), town.report, read.returned.id, Whose(None, "", "", ""))
    with pytest.raises(problem), town.database.write() as connection:
        sharing.use_total(connection, town.library, town.actor(login), town.report, FOUND, 0)


def test_a_return_of_another_report_is_not_found(town: Town, shop: Shop) -> None:
    (read,) = take_in(town, shop, ("a.txt", b"x\t1"))
    strange = replace(read, returned=replace(read.returned, id=read.returned.id + 1))
    with pytest.raises(NotFound):
        decide(town, strange)
    with pytest.raises(NotFound):
        decide(town, read, Decision("nothing", take=True))


def test_what_is_taken_carries_office_giver_day_system_and_cut_off(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    book = load_workbook(BytesIO(xlsx(town, form, {RECEIVED: 513})))
    sheet = book.worksheets[0]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == RECEIVED and cell.row)
    sheet.cell(row, 7).value, sheet.cell(row, 8).value = "11月底", "信访信息系统"
    buffer = BytesIO()
    book.save(buffer)
    (read,) = take_in(town, shop, ("a.xlsx", buffer.getvalue()))
    decided = decide(town, read, *(Decision(key, take=True) for key in keys(read, "new")))
    assert (decided.taken, decided.left, decided.wrong) == (tuple(keys(read, "new")), (), ())
    assert origin(town, RECEIVED) == {"office": "信访办", "person": "张三", "date": "2026-01-09", "system": "信访信息系统"}
    with town.database.read() as connection:
        assert contents.entries(connection, town.report)[RECEIVED].record.as_of == "11月底"


def test_the_same_figure_again_gives_a_source_to_one_without_and_leaves_another_its_own(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    with town.database.write() as connection:
        typed = [Field("entry", RECEIVED, {"raw": "513"}, 0), Field("entry", DONE, {"raw": "470", "office": "办公室"}, 0)]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), typed)
    (read,) = take_in(town, shop, ("a.xlsx", xlsx(town, form, {RECEIVED: 513, DONE: 470})))
    assert read.returned.settled_at == NOW
    decide(town, read, *(Decision(key, take=True, base=1) for key in keys(read, "same")))
    assert (origin(town, RECEIVED)["office"], origin(town, DONE)["office"]) == ("信访办", "办公室")
    assert desk(town).taken_of(desk(town).stored[0]) == {RECEIVED, DONE}


def test_a_figure_somebody_changed_is_not_taken_and_the_others_are(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    (read,) = take_in(town, shop, ("a.xlsx", xlsx(town, form, {RECEIVED: 513, DONE: 470})))
    with town.database.write() as connection:
        field = Field("entry", RECEIVED, {"raw": "600"}, 0)
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [field])
    first, second = keys(read, "new")
    decided = decide(town, read, Decision(first, take=True), Decision(second, take=True))
    assert (decided.taken, decided.overtaken) == ((second,), (first,))
    assert "刚被林晓改为“600”" in decided.wrong[0][1]
    assert (town.raw(RECEIVED), town.raw(DONE)) == ("600", "470")


def test_last_years_figure_that_an_office_adds_is_taken_as_such(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    book = load_workbook(BytesIO(xlsx(town, form, {RECEIVED: 513})))
    sheet = book.worksheets[0]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == RECEIVED and cell.row)
    sheet.cell(row, 5).value = 498
    buffer = BytesIO()
    book.save(buffer)
    (read,) = take_in(town, shop, ("a.xlsx", buffer.getvalue()))
    key = next(each.key for each in read.answers if each.outcome.field == "last")
    assert decide(town, read, Decision(key, take=True)).wrong == ()
    with town.database.read() as connection:
        record = contents.entries(connection, town.report)[RECEIVED].record
    assert (record.raw, record.last, record.last_origin) == ("", "498", "信访办")


def test_paragraphs_become_items_of_their_section_once(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    (read,) = take_in(town, shop, ("a.xlsx", xlsx(town, form, {}, {"disputes": "开展大排查。化解三百件。\n建成综治中心。"})))
    (key,) = keys(read, "words")
    for _ in range(2):
        decide(town, read, Decision(key, take=True))
    with town.database.read() as connection:
        items = contents.items(connection, [town.section("disputes").id])
    assert [each.item for each in items] == [Item(title="开展大排查", body="化解三百件。"), Item(title="建成综治中心", body="")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("（一）开展普法。全年36场。", [("开展普法", "全年36场。")]),
        ("1.开展普法，全年36场", [("开展普法", "全年36场")]),
        ("1.5万人次参加活动。", [("1.5万人次参加活动", "")]),
        ("开展普法\n\n 二、培训骨干：12人。 ", [("开展普法", ""), ("培训骨干", "12人。")]),
        ("字" * 50 + "，后半句。", [("字" * 50 + "，后半句。", "")]),
        (" \n", []),
    ],
)
def test_a_paragraph_is_an_item_with_its_first_clause_for_a_title(text: str, items: list[tuple[str, str]]) -> None:
    assert [(each.title, each.body) for each in items_of(text)] == items


def test_a_return_is_settled_when_nothing_waits_and_opened_when_something_does(town: Town, shop: Shop) -> None:
    (form,) = give(town, PETITIONS)
    (read,) = take_in(town, shop, ("a.txt", "指标\t本年数\n信访受理\t513\n".encode()))
    decide(town, read, *(Decision(key, take=False) for key in keys(read, "new")))
    assert reads(town)[0].returned.settled_at == NOW
    with town.database.write() as connection:
        form_id = desk(town).stored[0].id
        returns.describe(connection, town.library, town.actor(ZHAO), town.report, read.returned.id, Whose(form_id, "", "李四", "12月1日"))
    (again,) = reads(town)
    assert (again.returned.settled_at, again.returned.office, again.returned.giver) == (None, "信访办", "李四")
    assert [each.outcome.form for each in again.waiting] == [form.code]


def test_a_form_that_names_itself_cannot_be_given_to_another(town: Town, shop: Shop) -> None:
    first, _ = give(town, PETITIONS, EAST)
    (read,) = take_in(town, shop, ("a.xlsx", xlsx(town, first, {RECEIVED: 513})))
    with town.database.write() as connection:
        other = desk(town).stored[1].id
        returns.describe(connection, town.library, town.actor(ZHAO), town.report, read.returned.id, Whose(other, "别处", "李四", ""))
    (again,) = reads(town)
    assert (again.returned.form_id, again.returned.office, again.returned.giver) == (desk(town).stored[0].id, "信访办", "李四")


def test_shares_are_summed_and_whoever_gave_none_is_named(town: Town, shop: Shop) -> None:
    east, _ = give(town, EAST, WEST)
    (read,) = take_in(town, shop, ("a.xlsx", xlsx(town, east, {FOUND: 30})))
    decide(town, read, Decision(keys(read, "new")[0], take=True))
    (total,) = sharing.totals_of(desk(town))
    assert (str(total.known), total.given, total.asked, total.missing) == ("30", 1, 2, ("西村",))
    assert sharing.source_of(total, town.library) == "村（社区）填报表合计（已交1/2）"
    with town.database.write() as connection:
        saved = sharing.use_total(connection, town.library, town.actor(ZHAO), town.report, FOUND, 0)
    assert saved.conflicts == ()
    assert town.raw(FOUND) == "30"
    with town.database.write() as connection:
        stale = sharing.use_total(connection, town.library, town.actor(ZHAO), town.report, FOUND, 0)
    assert stale.conflicts == ()


def test_two_villages_of_one_name_are_told_apart(town: Town, shop: Shop) -> None:
    first, second = give(town, EAST, EAST)
    one, two = take_in(town, shop, ("a.xlsx", xlsx(town, first, {FOUND: 30})), ("b.xlsx", xlsx(town, second, {FOUND: "约5"})))
    for read in (one, two):
        decide(town, read, Decision(keys(read, "new")[0], take=True))
    (total,) = sharing.totals_of(desk(town))
    assert (total.given, total.apart) == (2, ((f"东村 {second.code}", "约5"),))


def test_a_kept_return_reads_the_same_after_it_was_put_away(town: Town) -> None:
    content = Content((pasted_grid("指标\t数\n信访受理\t5", "粘贴内容"),), Columns(0, 0, {0: "name", 1: "now"}), ("CB-2222-259H",), "123")
    assert loaded(dumped(content)) == content
    read = received.read_content(desk(town), content, "a.txt")
    assert [(each.kind.value, each.indicator, each.raw) for each in read.outcomes] == [("new", RECEIVED, "5")]


def test_columns_without_a_name_for_them_are_said_but_not_kept(town: Town, shop: Shop) -> None:
    (read,) = take_in(town, shop, ("a.txt", "信访受理\t513\n信访办结\t470\n".encode()))
    assert columns.headless(desk(town), read.content)
    with town.database.write() as connection:
        said = Columns(0, -1, {0: "name", 1: "now"})
        kept = columns.name_columns(connection, town.actor(ZHAO), read.returned, read.content, said, "月报")
        assert columns.remembered(connection, town.unit) == ()
    assert kept is False
    assert [(each.outcome.kind.value, each.outcome.raw) for each in reads(town)[0].waiting] == [("new", "513"), ("new", "470")]


def test_a_sheet_of_nothing_but_a_phone_list_waits_for_nobody(town: Town, shop: Shop) -> None:
    book = Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    book.worksheets[0].append(["张三", "8123456"])
    buffer = BytesIO()
    book.save(buffer)
    (read,) = take_in(town, shop, ("通讯录.xlsx", buffer.getvalue()))
    assert [each.outcome.kind.value for each in read.answers] == ["remark", "remark"]
    assert read.returned.settled_at == NOW
    assert RETURNS in DOING
