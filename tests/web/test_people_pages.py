"""People of a unit in the browser: roles, invitations, handover."""

import pytest

from server import clock
from server.report.who import Role
from server.storage import assignments, people
from server.storage.assignments import Assigned
from tests.cast import LIN, NOW, QIAN, ZHAO, ZHENG, ZHOU, Town
from tests.web.conftest import SignIn


def test_everybody_is_listed_and_roles_are_changed(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(f"/units/{town.unit}/people")
    assert page.says("林晓")
    assert page.says("吴江")
    one = page.browser.get(f"/units/{town.unit}/people/{town.ids[LIN]}")
    form = one.form("保存").tick("role", "contributor", "editor")
    saved = form.press("保存")
    assert saved.says("新的角色现在起生效")
    with town.database.read() as connection:
        assert set(people.roles_at(connection, town.ids[LIN], town.unit, clock.now())) == {Role.contributor, Role.editor}


def test_no_role_is_refused_and_a_stale_page_is_a_conflict_with_the_ticks_kept(town: Town, sign_in: SignIn) -> None:
    first, second = (sign_in(QIAN).get(f"/units/{town.unit}/people/{town.ids[LIN]}") for _ in range(2))
    empty = first.form("保存").tick("role").press("保存")
    assert (empty.status, empty.title.startswith("错误：")) == (422, True)
    first.form("保存").tick("role", "editor").press("保存")
    late = second.form("保存").tick("role", "signer").press("保存")
    assert late.status == 409
    assert late.by_id("role-signer").get("checked") is not None
    assert late.says("现在的角色：统稿人")


def test_an_invitation_is_listed_taken_back_and_made_anew(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(f"/units/{town.unit}/people")
    made = page.form("生成邀请链接").type({"name": "孙可", "phone": "１３８"}).tick("role", "editor").press("生成邀请链接")
    assert made.says("还没有使用的邀请")
    again = made.press("重新生成链接")
    link, old = (each.by_id("link").get("value", "").rpartition("/")[2] for each in (again, made))
    assert link != old
    assert page.browser.get(f"/invitations/{old}").status == 404
    ended = again.press("撤销")
    assert ended.says("那个邀请链接已经不能用了")
    assert page.browser.get(f"/invitations/{link}").status == 404


def test_a_handover_shows_what_is_open_then_moves_it(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        wanted = Assigned(town.ids[LIN], (town.ids[ZHAO],))
        assignments.assign(connection, town.section("plans").id, wanted, town.ids[ZHAO], NOW)
    page = sign_in(QIAN).get(f"/units/{town.unit}/people/{town.ids[LIN]}/handover")
    assert page.says(town.section("plans").heading)
    assert page.says("主责")
    refused = page.press("移交并退出")
    assert (refused.status, refused.says("请选择接手的同事")) == (422, True)
    done = refused.press("移交并退出", {"heir": str(town.ids[ZHAO])})
    assert done.says("已转给接手的同事")
    assert not done.says("林晓")


def test_who_leaves_himself_ticks_that_he_knows(town: Town, sign_in: SignIn) -> None:
    sign_in(QIAN).get(f"/units/{town.unit}/people/{town.ids[LIN]}").form("保存").tick("role", "contributor", "admin").press("保存")
    page = sign_in(QIAN).get(f"/units/{town.unit}/people/{town.ids[QIAN]}/handover")
    refused = page.press("移交并退出")
    assert (refused.status, refused.says("您办的是自己的移交")) == (422, True)
    gone = refused.form("移交并退出").tick("sure", "yes").press("移交并退出")
    assert gone.heading == "登录"


@pytest.mark.parametrize(("login", "status"), [(LIN, 403), (ZHENG, 403), (ZHOU, 404)])
def test_only_the_administrator_sees_them(town: Town, sign_in: SignIn, login: str, status: int) -> None:
    here = f"/units/{town.unit}/people"
    for path in (here, f"{here}/{town.ids[LIN]}", f"{here}/{town.ids[LIN]}/handover"):
        assert sign_in(login).get(path).status == status


def test_people_of_another_unit_are_not_found(town: Town, sign_in: SignIn) -> None:
    for path in (f"{town.ids[ZHOU]}", f"{town.ids[ZHOU]}/handover", "99999"):
        assert sign_in(QIAN).get(f"/units/{town.unit}/people/{path}").status == 404
