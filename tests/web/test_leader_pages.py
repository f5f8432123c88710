"""The leader's page in the browser: what changed, promises, figures, 已阅, and the same on paper."""

from io import BytesIO

from docx import Document

from server.actions.saving import Field, save_fields
from server.report.checks.answering import Said
from server.report.findings import Class, Finding, Strength
from server.storage import findings
from tests.cast import LIN, NOW, WU, ZHAO, ZHENG, Town
from tests.web.conftest import SignIn


def saved(town: Town, body: str, figure: str, base: int) -> None:
    """林 saves a text and a figure."""
    fields = [
        Field("text", str(town.section("disputes").id), {"body": body}, base),
        Field("entry", "dis.found", {"raw": figure, "last": "10"}, base),
    ]
    with town.database.write() as connection:
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)


def test_a_leader_reads_says_so_and_sees_only_what_changed_then(town: Town, sign_in: SignIn) -> None:
    saved(town, "排查纠纷12件。", "12", 0)
    page = sign_in(WU).get(f"{town.path()}/leader")
    assert page.says("您还没有点过“已阅”")
    assert page.says("排查发现矛盾纠纷")
    page = page.press("已阅")
    assert page.says("已记下您看到了哪里")
    saved(town, "排查纠纷15件。", "15", 1)
    page = sign_in(WU).get(f"{town.path()}/leader")
    assert ([each.text for each in page.root.iter("del")], [each.text for each in page.root.iter("ins")]) == (["12件"] * 2, ["15件"] * 2)
    assert page.says("之后又有改动")


def test_what_was_explained_stands_on_the_page(town: Town, sign_in: SignIn) -> None:
    finding = Finding("E04", "", Strength.practice, Class.explain, "还有1个指标没有填：法律顾问。")
    with town.database.write() as connection:
        findings.settle(connection, town.report, finding, Said.explained, "合同年底才签，等党政办报数。", town.ids[ZHAO], NOW)
        findings.settle(connection, town.report, finding, Said.dismissed, "", town.ids[ZHAO], NOW)
        other = Finding("R01", "", Strength.practice, Class.must, "受理应等于办结与在办之和。")
        findings.settle(connection, town.report, other, Said.overridden, "平台口径不同，县信访局已确认。", town.ids[ZHAO], NOW)
    page = sign_in(WU).get(f"{town.path()}/leader")
    assert page.says("平台口径不同，县信访局已确认。（赵敏 2026年1月9日）")
    assert not page.says("合同年底才签")


def test_whoever_does_not_lead_reads_without_a_button(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/leader")
    assert page.status == 200
    assert not [each for each in page.root.iter("button") if "已阅" in "".join(each.itertext())]
    assert [each for each in sign_in(ZHENG).get(f"{town.path()}/leader").root.iter("button") if "已阅" in "".join(each.itertext())]


def test_the_paper_says_what_the_page_says(town: Town, sign_in: SignIn) -> None:
    saved(town, "排查纠纷12件。", "12", 0)
    sign_in(WU).get(f"{town.path()}/leader").press("已阅")
    saved(town, "排查纠纷15件。", "15", 1)
    answer = sign_in(WU).fetch(f"{town.path()}/leader.docx")
    document = Document(BytesIO(answer.content))
    text = "\n".join(each.text for each in document.paragraphs)
    assert "排查发现矛盾纠纷：12件→15件（林晓）" in text
    assert "一、阅后改动" in text
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["指标", "单位", "2025年", "2024年", "增减", "来源"]
