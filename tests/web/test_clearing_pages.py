"""公开审查 without JavaScript: what is found is shown and marked, decided by one and by two, asked again when it changes, and printed."""

from io import BytesIO

import pytest
from docx import Document

from server.actions import clearing
from server.actions.clearing import Cleared
from server.actions.saving import Field, save_fields
from server.report.publicity.deciding import Weighed
from server.storage import contents, reports
from tests.cast import LIN, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

CLEAN = "全年受理矛盾纠纷36件。"
NAMED = "镇党委书记陈泽民带头接访。"
NUMBER = "联系电话13812345678。"
STEADY = "落实重点人员稳控措施。"


def write(town: Town, body: str, key: str = "disputes") -> None:
    """Somebody writes a section."""
    section = town.section(key).id
    with town.database.write() as connection:
        base = contents.bodies(connection, [section]).get(section, ("", 0))[1]
        fields = [Field("text", str(section), {"body": body}, base)]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)


def fill(town: Town, indicator: str, raw: str) -> None:
    """Somebody fills in a figure."""
    with town.database.write() as connection:
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [Field("entry", indicator, {"raw": raw}, 0)])


def cleared(town: Town) -> Cleared:
    """Where the report stands."""
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        return clearing.cleared(connection, town.library, report)


def place(town: Town, words: str) -> Weighed:
    """The sentence or entry in which these words stand."""
    return next(each for each in cleared(town).by_key.values() if words in each.sentence + each.label)


def chosen(town: Town, words: str, decision: str) -> dict[str, str]:
    """The field of the form that says so."""
    return {f"decision.{place(town, words).key}": decision}


def at(browser: Browser, town: Town, query: str = "") -> Page:
    """The page."""
    return browser.get(f"{town.path()}/clearing{query}")


def marked(page: Page) -> list[str]:
    """What is marked on the page."""
    return ["".join(each.itertext()) for each in page.root.iter("mark")]


def test_what_is_found_is_shown_marked_with_its_reason_and_waits(town: Town, sign_in: SignIn) -> None:
    write(town, f"{CLEAN}{NAMED}{NUMBER}")
    page = at(sign_in(ZHAO), town)
    assert (page.status, page.heading) == (200, "公开审查")
    assert marked(page) == ["陈泽民", "13812345678"]
    assert page.says("还有 2 处待定")
    assert page.says("人名和职务、身份")
    assert page.says("手机号码")
    assert not page.says(CLEAN)


def test_a_report_with_nothing_in_it_says_so(town: Town, sign_in: SignIn) -> None:
    page = at(sign_in(ZHAO), town)
    assert page.says("没有待定的内容")
    assert page.says("没有找到要看的内容。")


def test_a_decision_is_kept_and_shown_with_who_made_it(town: Town, sign_in: SignIn) -> None:
    write(town, f"{NAMED}{NUMBER}{STEADY}")
    page = at(sign_in(ZHAO), town)
    key = place(town, "陈泽民").key
    page = page.press(
        "保存", {f"decision.{key}": "internal", f"replacement.{key}": "镇党委主要负责人带头接访。"} | chosen(town, STEADY, "open")
    )
    assert page.url == f"{town.path()}/clearing?saved=2"
    assert page.says("保存了 2 处决定。")
    assert page.says("还有 1 处待定")
    assert page.says("赵敏")
    assert page.says("定为“内部”")
    assert (place(town, "陈泽民").decision, place(town, "陈泽民").replacement) == ("internal", "镇党委主要负责人带头接访。")
    assert [place(town, words).decision for words in (STEADY, NUMBER)] == ["open", "pending"]


def test_only_what_waits_can_be_looked_at(town: Town, sign_in: SignIn) -> None:
    write(town, f"{NAMED}{NUMBER}")
    at(sign_in(ZHAO), town).press("保存", chosen(town, NAMED, "open"))
    page = at(sign_in(ZHAO), town).follow("只看待定")
    assert marked(page) == ["13812345678"]
    page = page.press("保存", chosen(town, NUMBER, "internal"))
    assert page.url == f"{town.path()}/clearing?only=pending&saved=1"
    assert page.says("没有待定的内容，可以生成公开版")


def test_the_rest_of_a_section_is_opened_at_once_and_what_was_chosen_beside_it_is_kept(town: Town, sign_in: SignIn) -> None:
    write(town, f"{NAMED}{NUMBER}{STEADY}")
    write(town, "网格员覃小芳上报隐患。", "publicity")
    page = at(sign_in(ZHAO), town)
    form = page.form("do=open:disputes").type(chosen(town, NUMBER, "internal"))
    form.press("do=open:disputes")
    decisions = [place(town, words).decision for words in (NAMED, NUMBER, STEADY, "覃小芳")]
    assert decisions == ["open", "internal", "open", "pending"]


def test_a_decision_stands_while_the_sentence_does_and_a_changed_one_waits_again(town: Town, sign_in: SignIn) -> None:
    write(town, f"{CLEAN}{NAMED}")
    at(sign_in(ZHAO), town).press("保存", chosen(town, NAMED, "open"))
    write(town, f"先写一句。\n（一）{NAMED}{CLEAN}")
    assert place(town, "陈泽民").decision == "open"
    write(town, f"{CLEAN}{NAMED.replace('带头', '多次')}")
    assert place(town, "陈泽民").decision == "pending"


def test_every_sentence_of_a_section_can_be_looked_at_and_one_without_a_hit_kept_inside(town: Town, sign_in: SignIn) -> None:
    write(town, f"{CLEAN}{NAMED}")
    page = at(sign_in(ZHAO), town).follow("逐句看这一部分")
    assert page.url == f"{town.path()}/clearing?section=disputes"
    assert page.says(CLEAN)
    page = page.press("保存", chosen(town, CLEAN, "internal"))
    assert place(town, CLEAN).decision == "internal"
    write(town, f"{CLEAN.replace('36', '37')}{NAMED}")
    assert place(town, "37件").decision == "pending"
    assert at(sign_in(ZHAO), town).says("和一句定为“内部”、后来改写的话相近")


def test_an_internal_figure_makes_the_sentences_wait_that_print_it(town: Town, sign_in: SignIn) -> None:
    fill(town, "dis.center_received", "412")
    write(town, "综治中心共受理矛盾纠纷412件。")
    page = at(sign_in(ZHAO), town)
    assert page.says("综治中心受理矛盾纠纷：412") or page.says("：412")
    assert place(town, "共受理矛盾纠纷412件").decision == "open"
    page = page.press("保存", chosen(town, "：412", "internal"))
    assert page.says("写到了定为“内部”的指标")
    assert place(town, "共受理矛盾纠纷412件").decision == "pending"
    page = page.press("保存", chosen(town, "共受理矛盾纠纷412件", "open"))
    assert page.says("没有待定的内容")


def test_two_people_decide_and_the_later_one_sees_both(town: Town, sign_in: SignIn) -> None:
    write(town, f"{NAMED}{NUMBER}")
    mine, theirs = at(sign_in(ZHAO), town), at(sign_in(WU), town)
    key = place(town, NAMED).key
    theirs.press("保存", {f"decision.{key}": "internal", f"replacement.{key}": "主要负责人接访。"})
    page = mine.press("保存", chosen(town, NAMED, "open") | chosen(town, NUMBER, "internal"))
    assert page.status == 409
    assert page.says("吴江刚把这一处定为“内部”，替换为“主要负责人接访。”")
    assert (place(town, NAMED).decision, place(town, NUMBER).decision) == ("internal", "internal")
    again = page.press("保存", {f"replacement.{key}": ""})
    assert again.status == 200
    assert place(town, NAMED).decision == "open"


def test_a_decision_on_a_sentence_that_was_rewritten_meanwhile_is_not_kept(town: Town, sign_in: SignIn) -> None:
    write(town, NAMED)
    page = at(sign_in(ZHAO), town)
    old = chosen(town, NAMED, "open")
    write(town, NAMED.replace("接访", "下访"))
    page = page.press("保存", old)
    assert page.status == 409
    assert page.says("有一句话刚被改写，您对它的决定没有保存")
    assert place(town, "陈泽民").decision == "pending"


@pytest.mark.parametrize(
    ("decision", "replacement", "told"),
    [("open", "换一句。", "选“公开”就照原文公开"), ("internal", "长" * 2001, "替换文字最多2000个字")],
)
def test_a_choice_that_cannot_be_is_refused_and_what_was_typed_stays(
    town: Town, sign_in: SignIn, decision: str, replacement: str, told: str
) -> None:
    write(town, NAMED)
    key = place(town, NAMED).key
    page = at(sign_in(ZHAO), town).press("保存", {f"decision.{key}": decision, f"replacement.{key}": replacement})
    assert page.status == 422
    assert page.says(told)
    assert page.holds(replacement)
    assert place(town, NAMED).decision == "pending"


def test_words_for_the_public_are_searched_too(town: Town, sign_in: SignIn) -> None:
    write(town, NAMED)
    key = place(town, NAMED).key
    page = at(sign_in(ZHAO), town).press("保存", {f"decision.{key}": "internal", f"replacement.{key}": "书记陈泽民接访。"})
    assert page.says("改写的文字里还有：人名和职务、身份")


def test_a_heading_can_be_open_but_not_cut(town: Town, sign_in: SignIn) -> None:
    section = town.section("disputes")
    with town.database.write() as connection:
        reports.arrange(connection, section.id, position=section.position, heading="书记陈泽民包案", shown=True)
    write(town, CLEAN)
    page = at(sign_in(ZHAO), town)
    key = place(town, "包案").key
    assert page.says("（标题）书记陈泽民包案")
    token = dict(page.form("保存").pairs())["csrf"]
    refused = page.browser.post(f"{town.path()}/clearing", [("csrf", token), (f"seen.{key}", "0:pending"), (f"decision.{key}", "internal")])
    assert refused.status == 422
    assert refused.says("标题不能单独删去或替换")
    assert page.press("保存", {f"decision.{key}": "open"}).says("没有待定的内容")


def test_who_may_not_decide_may_read(town: Town, sign_in: SignIn) -> None:
    write(town, NAMED)
    for login in (LIN, ZHENG, QIAN):
        page = at(sign_in(login), town)
        assert (page.status, marked(page)) == (200, ["陈泽民"])
        assert not [each for each in page.root.iter("button") if each.get("value") == "open:disputes"]
    form = at(sign_in(LIN), town).form("保存")
    assert sign_in(LIN).post(f"{town.path()}/clearing", form.pairs("保存")).status == 403


def test_another_unit_finds_nothing_and_a_stranger_signs_in(town: Town, sign_in: SignIn, stranger: Browser) -> None:
    assert at(sign_in(ZHOU), town).status == 404
    assert sign_in(ZHOU).fetch(f"{town.path()}/clearing.docx").status_code == 404
    assert stranger.fetch(f"{town.path()}/clearing").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("pairs", [[("seen.x", "y:pending"), ("decision.x", "open")], [("seen.x", "0:pending"), ("decision.x", "z")]])
def test_a_form_that_no_page_makes_is_not_found(town: Town, sign_in: SignIn, pairs: list[tuple[str, str]]) -> None:
    page = at(sign_in(ZHAO), town)
    token = dict(page.form("保存").pairs())["csrf"] if page.says("逐句") else dict(page.form().pairs())["csrf"]
    assert page.browser.post(f"{town.path()}/clearing", [("csrf", token), *pairs]).status == 404


def test_a_signed_report_can_still_be_cleared(town: Town, sign_in: SignIn) -> None:
    write(town, NAMED)
    with town.database.write() as connection:
        connection.exec_driver_sql("UPDATE report SET state = 'signed'")
    assert at(sign_in(WU), town).press("保存", chosen(town, NAMED, "open")).says("没有待定的内容")


def test_the_form_to_sign_names_places_and_reasons_but_not_the_words(town: Town, sign_in: SignIn) -> None:
    write(town, f"{CLEAN}{NAMED}{NUMBER}")
    key = place(town, NAMED).key
    at(sign_in(ZHAO), town).press("保存", {f"decision.{key}": "internal", f"replacement.{key}": "主要负责人接访。"})
    answer = sign_in(ZHAO).fetch(f"{town.path()}/clearing.docx")
    assert answer.status_code == 200
    document = Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    assert "清溪镇2025年法治政府建设年度报告公开审查表" in said.replace("\n", "")
    assert "第十三条至第十七条、第二十条" in said
    assert "依法有效化解社会矛盾纠纷第2句" in cells
    assert {"人名和职务、身份", "内部", "主要负责人接访。", "手机号码", "待定"} <= set(cells)
    assert {"审查人", "保密审查", "分管领导", "主要负责人"} <= set(cells)
    assert not any(words in said + "".join(cells) for words in ("陈泽民", "13812345678"))
