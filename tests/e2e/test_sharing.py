"""A report through many hands: given out, filled in, talked over, read by the county, sent back, approved, signed, registered, exported."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from server import clock
from server.report.units import Officer
from server.report.who import Role
from server.storage import people, units
from tests.cast import BEGAN, LIN, WU, ZHAO, ZHENG
from tests.e2e.desk import Desk
from tests.e2e.town import Place

pytestmark = pytest.mark.browser
SUCCESS = ".govuk-notification-banner--success"


def _heads(place: Place) -> None:
    """赵 is the party secretary and may sign as such, 吴 is the mayor."""
    with place.town.database.write() as connection:
        found = units.unit(connection, place.town.unit, place.town.library.kinds)
        assert found is not None
        officers = tuple(Officer(post=post, name=name, since=BEGAN.date()) for post, name in (("党委书记", "赵敏"), ("镇长", "吴江")))
        assert units.change_unit(connection, place.town.unit, found.unit.model_copy(update={"officers": officers}), found.version)
        people.grant(connection, place.town.ids[ZHAO], place.town.unit, [Role.signer], BEGAN)


@pytest.mark.long
def test_a_report_goes_through_many_hands_from_the_division_of_work_to_the_export(desk: Desk, own: Place) -> None:
    desk.forgive("422")
    _heads(own)
    report = own.sample()
    section = own.section(report, "disputes")
    number = section.rpartition("/")[2]
    windows = {login: desk.window(own.server.address, own.token(login)) for login in (LIN, ZHAO, WU, ZHENG)}
    lin, zhao, wu, zheng = (windows[login] for login in (LIN, ZHAO, WU, ZHENG))
    _assigned(zhao, report, number)
    _filled(lin, zhao, report, section)
    _talked_over(lin, zhao, section)
    _read_by_the_county(zhao, zheng, lin, report, section, number)
    _handed_in(zhao, report)
    _sent_back(wu, lin, zhao, report, section, number)
    _approved(wu, report)
    _signed(wu, zhao, report)
    _exported(zhao, report)


def _assigned(zhao: Page, report: str, number: str) -> None:
    zhao.goto(f"{report}/assign")
    zhao.locator(f"#lead-{number}").select_option(label="林晓")
    zhao.locator(f"#due-{number}").fill(f"{clock.today() - timedelta(days=1):%Y-%m-%d}")
    zhao.get_by_role("button", name="保存分工").last.click()
    expect(zhao.locator(SUCCESS)).to_contain_text("分工已保存")


def _filled(lin: Page, zhao: Page, report: str, section: str) -> None:
    lin.goto(f"{report}?mine=1")
    rows = lin.locator(".cb-task")
    expect(rows).to_have_count(1)
    rows.first.get_by_role("link").first.click()
    lin.get_by_label("正文内容").fill("排查矛盾纠纷𠮷1200件，均已化解。")
    expect(lin.locator("[data-save-status]")).to_contain_text("已保存")
    zhao.goto(f"{report}?mine=0")
    expect(zhao.locator("#writing")).to_contain_text("林晓（")
    expect(zhao.locator(".cb-task__late")).to_contain_text("已过")
    zhao.goto(section)
    expect(zhao.locator("#writing")).to_contain_text("林晓（")
    lin.get_by_role("button", name="本节已完成").click()
    zhao.reload()
    expect(zhao.locator("#done-note")).to_contain_text("林晓")
    zhao.get_by_label("正文内容").fill("排查矛盾纠纷1200件，均已化解。")
    expect(zhao.locator("#done-note")).to_contain_text("完成后又有修改")
    expect(zhao.locator("[data-save-status]")).to_contain_text("已保存")


def _talked_over(lin: Page, zhao: Page, section: str) -> None:
    zhao.goto(section)
    zhao.get_by_label("写批注").fill("1200件和台账对过没有？")
    zhao.get_by_role("button", name="添加批注").click()
    expect(zhao.locator(".cb-said")).to_contain_text("1200件和台账对过没有？")
    lin.goto(section)
    lin.locator("#section_side").get_by_text("答复或解决").click()
    lin.locator("#section_side").get_by_label("答复").fill("对过了。")
    lin.get_by_role("button", name="解决", exact=True).click()
    expect(lin.locator(".cb-said--done")).to_contain_text("林晓")
    lin.get_by_role("button", name="本节已完成").click()


def _read_by_the_county(zhao: Page, zheng: Page, lin: Page, report: str, section: str, number: str) -> None:
    zhao.goto(report)
    zhao.get_by_role("button", name="送县级预审").click()
    zheng.goto(f"{report}/read")
    expect(zheng.locator("main")).to_contain_text("排查矛盾纠纷1200件")
    expect(zheng.locator("main")).not_to_contain_text("台账对过没有")
    zheng.locator(f"#words-{number}").fill("请补化解率。")
    zheng.get_by_role("button", name="保存意见").click()
    expect(zheng.locator(SUCCESS)).to_contain_text("已记下")
    zheng.locator("#words-0").fill("总体可以。")
    zheng.get_by_role("button", name="结束预审").click()
    expect(zheng.locator(SUCCESS)).to_contain_text("预审已结束")
    lin.goto(report)
    expect(lin.locator("#waiting-title")).to_contain_text("2 条意见")
    lin.goto(section)
    lin.get_by_label("怎样处理的").fill("已补化解率。")
    lin.get_by_role("button", name="已处理").click()
    expect(lin.locator(".cb-said--done").first).to_contain_text("已处理")


def _handed_in(zhao: Page, report: str) -> None:
    zhao.goto(report)
    zhao.get_by_role("button", name="送审", exact=True).click()
    released = zhao.get_by_role("button", name="按上面的理由放行并送审")
    if released.count():
        for box in zhao.locator("textarea[name^='words']").all():
            box.fill("与县局核对过，按这一稿送审")
        released.click()
    expect(zhao.locator(".cb-heading__facts")).to_contain_text("送审")


def _sent_back(wu: Page, lin: Page, zhao: Page, report: str, section: str, number: str) -> None:
    wu.goto(report)
    wu.get_by_role("button", name="审阅：审定或退回").click()
    wu.locator(f"#words-{number}").fill("“均已化解”与在办数不符。")
    wu.get_by_role("button", name="退回修改").click()
    expect(wu.locator(SUCCESS)).to_contain_text("已退回")
    lin.goto(report)
    expect(lin.locator("#waiting-title")).to_contain_text("退回修改")
    lin.goto(section)
    expect(lin.locator("#urgent-title")).to_contain_text("1 条意见")
    expect(lin.get_by_role("button", name="本节已完成")).to_be_visible()
    lin.get_by_label("正文内容").fill("排查矛盾纠纷1200件，化解1190件。")
    expect(lin.locator("[data-save-status]")).to_contain_text("已保存")
    lin.get_by_label("怎样处理的").fill("改为化解1190件。")
    lin.get_by_role("button", name="已处理").click()
    expect(lin.locator(SUCCESS)).to_be_visible()
    _handed_in(zhao, report)


def _approved(wu: Page, report: str) -> None:
    wu.goto(f"{report}/read")
    expect(wu.locator("main")).to_contain_text("化解1190件")
    wu.get_by_role("button", name="审定", exact=True).click()
    expect(wu.locator(SUCCESS)).to_contain_text("已审定")
    expect(wu.locator("main")).to_contain_text("有效，以此为准")


def _signed(wu: Page, zhao: Page, report: str) -> None:
    for page, told in ((wu, "还要等其他机关"), (zhao, "已签发")):
        page.goto(f"{report}/sign")
        page.get_by_role("button", name="同意签发").click()
        expect(page.locator(SUCCESS)).to_contain_text(told)


def _exported(zhao: Page, report: str) -> None:
    zhao.goto(f"{report}/registration")
    zhao.get_by_label("发文字号").first.fill(f"清政〔{clock.today().year}〕3号")
    zhao.get_by_role("button", name="保存", exact=True).first.click()
    with zhao.expect_download() as got:
        zhao.goto(f"{report}/export")
        zhao.locator("a[href$='/papers/full'], button[formaction$='/papers/full']").first.click()
    assert re.search(r"\.docx$", got.value.suggested_filename)
