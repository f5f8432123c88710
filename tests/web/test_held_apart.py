"""What one page must not do to another: items of other reports, two outlines at once, stray Enter keys."""

from server import clock
from server.actions import drafting, entering, reporting
from server.library import Library
from server.report.snapshot import Item
from server.report.units import Unit
from server.report.who import Role
from server.storage import contents, people, reports, units
from tests.cast import QIAN, YEAR, ZHAO, ZHOU, Town
from tests.web.conftest import SignIn


def _own_report(town: Town, library: Library) -> int:
    """A report of 周's own unit."""
    unit = _others_unit(town, library)
    with town.database.write() as connection:
        return reporting.open_report(connection, library, town.actor(ZHOU), town.other, unit, YEAR, library.outlines["standard"])


def _others_unit(town: Town, library: Library) -> Unit:
    with town.database.read() as connection:
        place = units.unit(connection, town.other, library.kinds)
    assert place is not None
    return place.unit


def test_an_item_of_another_unit_cannot_be_drawn_into_ones_own_report(town: Town, library: Library, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        item = reporting.add_item(connection, town.actor(ZHAO), town.report, town.section("problems").id, Item(title="甲", body="不外传。"))
        reporting.remove_item(connection, town.actor(ZHAO), town.report, town.section("problems").id, item)
    own = _own_report(town, library)
    with town.database.read() as connection:
        section = next(each.id for each in reports.sections(connection, own) if each.key == "problems")
    page = sign_in(ZHOU).get(f"/reports/{own}/sections/{section}")
    strange = ((f"item.{item}.title", "探"), (f"item.{item}.v", "1"), ("do", "save"))
    answer = page.browser.post(page.form("保存").action, (*page.form("保存").pairs(), *strange))
    assert answer.status == 404
    with town.database.read() as connection:
        assert contents.items(connection, [section]) == ()


def test_an_outline_saved_from_an_old_page_does_not_undo_a_colleague(town: Town, sign_in: SignIn) -> None:
    section = town.section("disputes")
    old = sign_in(ZHAO).get(f"{town.path()}/outline")
    sign_in(ZHAO).get(f"{town.path()}/outline").form("保存安排").type({f"heading.{section.id}": "化解矛盾"}).press("保存安排")
    other = old.form("保存安排").type({f"heading.{town.section('openness').id}": "政务公开"}).press("保存安排")
    assert other.status == 200
    assert (town.section("disputes").heading, town.section("openness").heading) == ("化解矛盾", "政务公开")
    clash = old.form("保存安排").type({f"heading.{section.id}": "矛盾纠纷"}).press("保存安排")
    assert clash.status == 409
    assert clash.says("别人已经改过")
    assert town.section("disputes").heading == "化解矛盾"
    clash.press("保存安排")
    assert town.section("disputes").heading == "矛盾纠纷"


def test_enter_in_a_note_of_the_checklist_ticks_nothing_and_keeps_every_note(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/checklist")
    kept = page.form("留在本页").type({"note.report-higher_party": "机要交换", "note.notice": "收到通知"}).press("留在本页")
    assert kept.status == 200
    assert "机要交换" in kept.html
    assert "收到通知" in kept.html
    assert "cb-checklist__row--done" not in kept.html


def test_a_tick_keeps_the_notes_typed_in_other_rows(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/checklist")
    ticked = page.form("留在本页").type({"note.notice": "收到通知", "note.archive": "等回执"}).press("标记完成：收到通知")
    assert "等回执" in ticked.html
    assert "cb-checklist__row--done" in ticked.html


def test_enter_among_the_wordings_does_not_replace_the_text(town: Town, library: Library, sign_in: SignIn) -> None:
    section = town.section("problems")
    with town.database.write() as connection:
        reporting.add_item(connection, town.actor(ZHAO), town.report, section.id, Item(title="力量不足", body="编制少。"))
    sign_in(ZHAO).get(town.path("problems")).form("保存").type({f"text.{section.id}.body": "我自己写的。"}).press("保存")
    with town.database.write() as connection:
        drafting.draft_section(connection, library, town.actor(ZHAO), town.report, section.id, {})
    page = sign_in(ZHAO).get(f"{town.path('problems')}/draft")
    first = next(each for each in page.root.iter("button") if each.get("name") == "do")
    assert first.get("value") == "redraft"
    assert town.text("problems") == "我自己写的。"


def test_somebody_with_an_account_joins_a_second_unit_with_it(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        token = entering.invite(connection, town.actor(QIAN, clock.now()), town.unit, "周远", (Role.contributor,))
    page = sign_in(ZHOU).get(f"/invitations/{token}")
    home = page.press("用这个账号加入")
    assert home.status == 200
    with town.database.read() as connection:
        assert Role.contributor in people.roles_at(connection, town.ids[ZHOU], town.unit, clock.now())
    assert sign_in(ZHOU).get(f"/invitations/{token}").status == 404
