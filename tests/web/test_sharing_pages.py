"""Sharing a report without JavaScript: who writes what, what is said, who is there, reading over, sending back, signing."""

from datetime import datetime

import pytest

from server import clock
from server.actions import confirming, reporting, reviewing
from server.report.workflow import Move
from server.storage import presences
from tests.cast import LIN, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.conftest import SignIn


def submitted(town: Town) -> None:
    """The report is handed in."""
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")


def test_two_editors_who_arrange_the_same_section_see_each_other(town: Town, sign_in: SignIn) -> None:
    section, lin, zhao = town.section("disputes").id, str(town.ids[LIN]), str(town.ids[ZHAO])
    first, second = (sign_in(ZHAO).get(f"{town.path()}/assign") for _ in range(2))
    assert first.press("保存分工", {f"lead.{section}": lin}).says("分工已保存")
    page = second.press("保存分工", {f"lead.{section}": zhao, f"due.{section}": "1月14日"})
    assert page.status == 409
    assert page.says("别人改成了：林晓")
    assert page.holds("1月14日")
    assert page.press("保存分工").says("分工已保存")
    assert sign_in(LIN).get(town.path("disputes")).says("主责：赵敏")


def test_a_chapter_all_alike_and_the_rest_filled_in(town: Town, sign_in: SignIn) -> None:
    chapter, lin, zhao = town.section("achievements").id, str(town.ids[LIN]), str(town.ids[ZHAO])
    page = sign_in(ZHAO).get(f"{town.path()}/assign")
    page = page.form("保存分工").type({f"lead.{chapter}": lin, f"due.{chapter}": "2026年1月14日"}).press("下面")
    assert page.status == 200
    page = page.form("填到空着的各节").type({"lead.0": zhao, "due.0": "1月16日"}).press("填到空着的各节")
    assert sign_in(LIN).get(town.path("disputes")).says("主责：林晓")
    assert sign_in(LIN).get(town.path("problems")).says("主责：赵敏")
    mine = sign_in(LIN).get(f"{town.path()}?mine=1")
    assert mine.says(town.section("disputes").heading)
    assert not mine.says(town.section("problems").heading)


def test_last_years_division_is_one_click(town: Town, sign_in: SignIn) -> None:
    editor = sign_in(ZHAO)
    assert "照上年分工" not in editor.get(f"{town.path()}/assign").main
    section = town.section("disputes").id
    editor.get(f"{town.path()}/assign").press("保存分工", {f"lead.{section}": str(town.ids[LIN])})
    next_year = editor.get("/").form("", f"/units/{town.unit}/reports").type({"year": "2026"}).press("")
    page = editor.get(f"{next_year.url.split('?')[0]}/assign").press("空着的照上年分工")
    assert page.says("照上年分工填了 1 节")


def test_a_section_that_was_done_says_that_it_was_changed(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        confirming.mark_done(connection, town.actor(LIN), town.report, town.section("disputes").id, done=True)
    page = sign_in(ZHAO).get(town.path("disputes"))
    assert page.says("确认本节已完成")
    page = page.press("保存", {f"text.{town.section('disputes').id}.body": "又改。"})
    assert page.says("完成后又有修改（赵敏")
    assert sign_in(LIN).get(town.path()).says("完成后又有修改")
    assert page.press("本节已完成").status == 200
    assert town.section("disputes").done_by == "赵敏"


def test_what_was_said_stands_beside_the_section_and_on_the_list(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(town.path("disputes")).press("添加批注", {"body": "数字\n再核。"})
    assert page.says("数字")
    assert sign_in(ZHAO).get(town.path()).says("批注 1 条")
    page = sign_in(ZHAO).get(town.path("disputes")).form("解决").type({"body": "核过。"}).press("解决")
    assert page.says("赵敏")
    assert page.says("已解决")
    assert not sign_in(ZHAO).get(town.path()).says("批注 1 条")
    assert page.press("重新打开").says("解决")
    assert "数字" not in sign_in(ZHENG).get(f"{town.path()}/read").main
    assert "数字" not in sign_in(ZHENG).get(town.path("disputes")).main


def test_an_answer_without_words_is_refused_beside_its_box(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(town.path("disputes")).press("添加批注", {"body": "再核。"})
    wrong = page.form("答复").type({"body": " "}).press("答复")
    assert (wrong.status, wrong.says("请写内容")) == (422, True)


def test_who_else_is_there_is_told_to_the_team_alone(town: Town, sign_in: SignIn) -> None:
    here, all_of_it = f"{town.path('disputes')}/presence", f"{town.path()}/presence"
    section = town.section("disputes").id
    lin, zhao = sign_in(LIN), sign_in(ZHAO)
    assert "正在填写" not in lin.fetch(here).text
    assert "林晓（打开着）" in zhao.fetch(here).text
    lin.get(town.path("disputes")).press("保存", {f"text.{section}.body": "排查。"})
    assert "保存过" in zhao.fetch(here).text
    assert town.section("disputes").heading in sign_in(WU).fetch(all_of_it).text
    for login in (ZHENG, QIAN):
        assert "林晓" not in sign_in(login).fetch(all_of_it).text
    for path in (here, all_of_it):
        assert sign_in(ZHOU).fetch(path).status_code == 404


def test_an_open_page_writes_at_most_every_other_minute_that_it_is_open(town: Town, sign_in: SignIn) -> None:
    here, lin = f"{town.path('disputes')}/presence", sign_in(LIN)

    def seen() -> list[datetime]:
        with town.database.read() as connection:
            return [each.seen_at for each in presences.open_pages(connection, town.report, clock.now())]

    lin.fetch(here)
    first = seen()
    lin.fetch(here)
    sign_in(WU).fetch(here)
    assert seen() == first
    assert len(first) == 1


def test_the_county_reads_remarks_and_ends_its_review(town: Town, sign_in: SignIn) -> None:
    section = town.section("disputes").id
    sign_in(ZHAO).get(town.path()).press("送县级预审")
    page = sign_in(ZHENG).get(f"{town.path()}/read")
    assert page.press("保存意见").status == 422
    page = page.press("保存意见", {f"words.{section}": "请补化解率。", "words.0": "总体可以。"})
    assert page.says("请补化解率。")
    assert page.press("收回这条").says("已收回")
    sign_in(ZHENG).get(f"{town.path()}/read").press("结束预审", {f"words.{section}": "再补一句。"})
    home = sign_in(LIN).get(town.path())
    assert home.says("有 1 条意见要处理") or home.says("有 2 条意见要处理")
    assert home.says("再补一句。")
    dealt = sign_in(LIN).get(town.path("disputes")).form("已处理").type({"body": "补了。"}).press("已处理")
    assert dealt.says("已处理")


def test_what_is_sent_back_stands_on_top_and_is_kept_when_no_reason_is_given(town: Town, sign_in: SignIn) -> None:
    submitted(town)
    section = town.section("disputes").id
    page = sign_in(WU).get(f"{town.path()}/read")
    assert page.press("退回修改").status == 422
    refused = page.press("审定", {f"words.{section}": "件数不符。"})
    assert (refused.status, refused.holds("件数不符。")) == (422, True)
    assert refused.press("退回修改").says("已退回")
    home = sign_in(LIN).get(town.path())
    assert home.says("退回修改：有 1 条要处理")
    assert sign_in(LIN).get(town.path("disputes")).says("本节有 1 条意见要处理")


def test_a_text_that_changed_since_it_was_read_is_not_approved(town: Town, sign_in: SignIn) -> None:
    submitted(town)
    page = sign_in(WU).get(f"{town.path()}/read")
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.withdraw, "改一句。")
    section = town.section("disputes").id
    sign_in(LIN).get(town.path("disputes")).press("保存", {f"text.{section}.body": "又改。"})
    submitted(town)
    late = page.press("审定")
    assert (late.status, late.says("内容又有改动")) == (409, True)


@pytest.mark.parametrize("login", [LIN, ZHAO, QIAN])
def test_who_does_not_review_is_offered_nothing_on_the_reading_page(town: Town, sign_in: SignIn, login: str) -> None:
    submitted(town)
    page = sign_in(login).get(f"{town.path()}/read")
    assert not list(page.root.iter("textarea"))
    token = dict(page.browser.get("/").form("退出").pairs())["csrf"]
    for act in ("remark", "send_back", "approve", "end_county"):
        pairs = [("csrf", token), ("do", act), ("words.0", "不行。" if act != "approve" else "")]
        assert page.browser.post(f"{town.path()}/read", pairs).status == 403 or (login, act) == (ZHAO, "end_county")


def test_an_approved_text_can_be_read_again_and_compared_after_it_was_withdrawn(town: Town, sign_in: SignIn) -> None:
    section = town.section("disputes").id
    sign_in(LIN).get(town.path("disputes")).press("保存", {f"text.{section}.body": "排查矛盾12件。"})
    submitted(town)
    approved = sign_in(WU).get(f"{town.path()}/read").press("审定")
    assert approved.says("有效，以此为准")
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.withdraw, "件数错。")
    sign_in(LIN).get(town.path("disputes")).press("保存", {f"text.{section}.body": "排查矛盾13件。"})
    page = sign_in(ZHAO).get(f"{town.path()}/read")
    assert page.says("取消：件数错。")
    links = [
        each.get("href", "") for each in page.root.iter("a") if "/approvals/" in each.get("href", "") or "base=" in each.get("href", "")
    ]
    assert len(links) == 3
    for link in links:
        answer = page.browser.fetch(link)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert sign_in(ZHOU).fetch(link).status_code == 404
    assert "排查矛盾12件。" in page.browser.fetch(next(each for each in links if each.endswith(".json"))).text


def test_a_signer_sees_what_he_signs_and_what_his_click_counts_as(town: Town, sign_in: SignIn) -> None:
    submitted(town)
    with town.database.write() as connection:
        reviewing.approve(connection, town.library, town.actor(WU), town.report, "sha256")
    page = sign_in(WU).get(f"{town.path()}/sign")
    assert page.says("不签发，只记审核")
    assert page.press("确认审核").says("已记为审核")
    assert sign_in(ZHAO).get(f"{town.path()}/sign").status == 403
    assert sign_in(ZHOU).get(f"{town.path()}/sign").status == 404
