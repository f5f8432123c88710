"""Last year's report without JavaScript: handed in, placed by one and by two, carried over once and again, followed until renewed."""

import re

import pytest

from server.actions import reporting
from server.actions.saving import Field, save_fields
from server.report.snapshot import Item
from server.report.workflow import Move
from server.storage import contents, pasts, reports
from server.storage.pasts import Past
from tests.cast import LIN, YEAR, ZHAO, ZHENG, Town, unit_of
from tests.web.browser import Page
from tests.web.conftest import SignIn
from tests.web.last_year import LOOSE, REPORT, UNPLACED_REPORT, docx

RECEIVED = "2025年，综治中心共受理矛盾纠纷412件，成功化解395件。"
MEETING = "4月12日，召开矛盾纠纷排查化解推进会。"
START = "坚持和发展新时代“枫桥经验”，把矛盾化解在基层。"
SENTENCE = "2024年，综治中心共受理矛盾纠纷412件，成功化解395件。"
PLANS = """（一）加强执法队伍建设。组织执法人员参加全员轮训，规范执法行为。
（二）创新普法方式。用好乡村法治文化阵地，开展以案释法。"""
PROBLEMS = "一是执法力量不足。镇综合行政执法队人员编制少、任务重。二是普法形式单一。宣传内容与群众需求结合不够紧密。"


def handed_in(town: Town, sign_in: SignIn, text: str = REPORT) -> Page:
    """The page of placing, after the text was pasted."""
    return sign_in(ZHAO).get(f"{town.path()}/past").form("开始读取").type({"text": text}).press("开始读取")


def carried(town: Town, sign_in: SignIn, text: str = REPORT) -> Page:
    """The home of the report, after everything was carried over."""
    return handed_in(town, sign_in, text).press("带入本年报告")


def past_of(town: Town) -> Past:
    """What was read."""
    with town.database.read() as connection:
        found = pasts.newest(connection, town.report)
    assert found is not None
    return found


def part(town: Town, words: str) -> int:
    """The first paragraph of the part in which these words stand."""
    past = past_of(town)
    paragraph = next(at for at, each in enumerate(past.anatomy.paragraphs) if words in each.whole)
    return next(span.first for span in past.spans if span.first <= paragraph <= span.last)


def paragraph(town: Town, words: str) -> int:
    """The number of the paragraph with these words."""
    return next(at for at, each in enumerate(past_of(town).anatomy.paragraphs) if words in each.whole)


def target(town: Town, words: str) -> str:
    """The key and the reason of the part in which these words stand."""
    span = next(each for each in past_of(town).spans if each.first == part(town, words))
    return span.key or span.reason


def write(town: Town, key: str, body: str) -> None:
    """Somebody writes a section."""
    section = town.section(key).id
    with town.database.write() as connection:
        base = contents.bodies(connection, [section]).get(section, ("", 0))[1]
        save_fields(
            connection, town.library, town.actor(LIN), town.standing(connection), [Field("text", str(section), {"body": body}, base)]
        )


def waiting(town: Town, key: str) -> list[str]:
    """The sentences that are kept as waiting for a section."""
    with town.database.read() as connection:
        return [each.sentence for each in pasts.waiting(connection, town.report, town.section(key).id)]


def last_of(town: Town, indicator: str) -> tuple[str, str]:
    """Last year's value with the sentence it comes from."""
    with town.database.read() as connection:
        record = contents.entries(connection, town.report, [indicator])[indicator].record
    return record.last, record.last_origin


def test_pasted_text_is_read_placed_and_accounted_for(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    assert (page.status, page.heading) == (200, "上年内容放到哪里")
    assert page.says("粘贴的文字.txt，共 25 段")
    assert page.says("还没放好 0 段 0 字")
    assert (past_of(town).year, target(town, START), target(town, "特此报告。")) == (2024, "disputes", "closing")
    assert target(town, "联系人：林晓") == "附注由本年登记的联系人等生成"
    proof = past_of(town).proof
    assert proof.paragraphs == proof.placed[0] + proof.aside[0] + proof.unplaced[0]
    assert proof.characters == proof.placed[1] + proof.aside[1] + proof.unplaced[1]
    assert page.says("村民张大山因盗伐林木被判处有期徒刑一年。写了受处分、被查处的人")


def test_a_word_file_is_read_as_the_pasted_text_is(town: Town, sign_in: SignIn) -> None:
    handed_in(town, sign_in)
    texts = [each.whole for each in past_of(town).anatomy.paragraphs]
    keys = [(span.first, span.last, span.key) for span in past_of(town).spans]
    page = sign_in(ZHAO).get(f"{town.path()}/past").form("开始读取").upload("file", [(r"C:\公文\2024年.docx", docx())]).press("开始读取")
    assert page.says("2024年.docx，共 25 段")
    assert [each.whole for each in past_of(town).anatomy.paragraphs] == texts
    assert [(span.first, span.last, span.key) for span in past_of(town).spans] == keys


def test_carrying_fills_the_sections_moves_the_year_on_and_drops_what_is_nobodys_business(town: Town, sign_in: SignIn) -> None:
    page = carried(town, sign_in)
    assert page.url == f"{town.path()}?carried=13&stale=5&values=6&skipped=0"
    assert page.says("上年文字放进了 13 节，6 个上年数字填进了“上年”一栏；有 5 句标为“上年内容，待更新”")
    assert town.text("disputes") == f"{START}\n{RECEIVED}{MEETING}"
    assert town.text("opening").startswith("2025年，清溪镇坚持以习近平新时代中国特色社会主义思想为指导")
    assert (town.text("plans"), town.text("problems")) == (PLANS, PROBLEMS)
    assert "张大山" not in "".join(town.text(key) for key in town.sections())
    assert last_of(town, "dis.center_received") == ("412", SENTENCE)
    assert last_of(town, "dis.center_resolved") == ("395", SENTENCE)
    assert last_of(town, "pub.materials") == ("12000", "全年开展法治宣传活动36场次，发放宣传资料12000份。")


def test_a_year_word_or_figure_that_is_not_wanted_stays_out(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    label = next(
        each for each in page.root.iter("label") if "清溪镇坚持" in "".join(each.itertext()) and each.get("for", "").startswith("year")
    )
    kept = page.by_id(label.get("for", "")).get("value", "")
    page.form("带入本年报告").tick("year", kept).tick("value", "dis.center_received").press("带入本年报告")
    assert town.text("opening").startswith("2025年，清溪镇坚持")
    assert town.text("disputes").split("\n")[1].startswith(SENTENCE)
    assert last_of(town, "dis.center_received") == ("412", SENTENCE)
    with town.database.read() as connection:
        assert "pub.materials" not in contents.entries(connection, town.report)


def test_what_is_ticked_survives_a_refusal(town: Town, sign_in: SignIn) -> None:
    form = handed_in(town, sign_in, UNPLACED_REPORT).form("带入本年报告")
    page = form.tick("year").tick("value", "pub.materials").press("带入本年报告")
    assert page.status == 422
    sent = page.form("带入本年报告").pairs()
    assert [pair for pair in sent if pair[0] in ("year", "value")] == [("value", "pub.materials")]


def test_stale_sentences_are_listed_counted_and_gone_once_touched_or_said_to_hold(town: Town, sign_in: SignIn) -> None:
    assert carried(town, sign_in).says("依法有效化解社会矛盾纠纷 待更新 2 句")
    browser = sign_in(LIN)
    export = browser.get(f"{town.path()}/export")
    assert export.says("依法有效化解社会矛盾纠纷：2 句")
    page = export.follow("依法有效化解社会矛盾纠纷：2 句")
    assert page.url == f"{town.path('disputes')}"
    assert page.says("上年内容，待更新（2 句）")
    name = f"text.{town.section('disputes').id}.body"
    page = page.press("保存", {name: f"{START}\n{RECEIVED.replace('412', '513').replace('395', '473')}{MEETING}"})
    assert page.says("上年内容，待更新（1 句）")
    page = page.form("仍然属实").press("仍然属实")
    assert page.status == 200
    assert not page.says("上年内容，待更新")
    assert MEETING in town.text("disputes")
    assert not browser.get(f"{town.path()}/export").says("依法有效化解社会矛盾纠纷：")
    assert not browser.get(town.path()).says("待更新 2 句")


def test_a_stale_sentence_of_the_opening_is_found_on_the_page_of_title_and_opening(town: Town, sign_in: SignIn) -> None:
    text = REPORT.replace("扎实推进法治政府建设。现将", "扎实推进法治政府建设，办结民生实事12件。现将")
    carried(town, sign_in, text)
    page = sign_in(LIN).get(f"{town.path()}/export").follow("导语：1 句")
    assert (page.status, page.heading) == (200, "标题、导语和版式")
    assert page.says("上年内容，待更新（1 句）")
    page = page.press("仍然属实")
    assert (page.status, page.says("上年内容，待更新")) == (200, False)
    assert "办结民生实事12件" in town.text("opening")


def test_saying_that_a_sentence_holds_also_saves_what_was_typed(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    name = f"text.{town.section('disputes').id}.body"
    page = sign_in(LIN).get(town.path("disputes")).press("仍然属实", {name: f"{RECEIVED}{MEETING}新写的一句。"})
    assert town.text("disputes") == f"{RECEIVED}{MEETING}新写的一句。"
    assert page.says("上年内容，待更新（1 句）")


def test_a_sentence_of_another_report_cannot_be_said_to_hold(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    with town.database.read() as connection:
        sentence = pasts.waiting(connection, town.report)[0].id
    unit, outline = unit_of(town.library, "清溪镇"), town.library.outlines["standard"]
    with town.database.write() as connection:
        own = reporting.open_report(connection, town.library, town.actor(ZHAO), town.unit, unit, YEAR + 1, outline)
        section = next(each.id for each in reports.sections(connection, own) if each.key == "disputes")
    page = sign_in(ZHAO).get(f"/reports/{own}/sections/{section}")
    theirs = town.section("disputes").id
    token = dict(page.form("保存").pairs())["csrf"]
    for where in (section, theirs):
        answer = page.browser.post(f"/reports/{own}/sections/{where}", [("csrf", token), ("do", f"hold:{sentence}")])
        assert answer.status == 404
    with town.database.read() as connection:
        assert not any(each.held for each in pasts.waiting(connection, town.report))


def test_an_unplaced_part_stops_the_carry_and_is_named(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in, UNPLACED_REPORT)
    assert page.says("请先看这 1 块")
    stopped = page.press("带入本年报告")
    assert stopped.status == 422
    assert "还有1块没有放好：“（九）办好清溪河龙舟赛。" in stopped.alerts
    assert town.text("disputes") == ""
    done = stopped.press("带入本年报告", {f"to.{part(town, LOOSE)}": "other"})
    assert done.url.startswith(f"{town.path()}?carried=14")
    assert town.text("other") == "组织各村龙舟队参赛，河岸秩序井然。"
    assert town.section("other").shown


def test_places_chosen_before_a_refused_carry_are_kept(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in, UNPLACED_REPORT)
    stopped = page.press("带入本年报告", {f"to.{part(town, '主动公开政府信息')}": "publicity"})
    assert stopped.status == 422
    assert target(town, "主动公开政府信息") == "publicity"


def test_parts_are_moved_cut_joined_and_set_aside(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    page = page.press("保存", {f"to.{part(town, '主动公开政府信息')}": "publicity"})
    assert page.says("位置已保存")
    cut = paragraph(town, SENTENCE)
    page = page.form(f"do=split:{cut}").press(f"do=split:{cut}")
    assert page.trail == (f"{town.path()}/past/1#part-{cut}",)
    assert part(town, SENTENCE) == cut
    page = page.press("保存", {f"to.{cut}": "-"})
    assert target(town, SENTENCE) == "人工选择不带入"
    join = part(town, "（二）创新普法方式")
    page = page.form(f"do=join:{join}").press(f"do=join:{join}")
    assert part(town, "（二）创新普法方式") == part(town, "（一）加强执法队伍建设")
    page.press("带入本年报告")
    assert town.text("disputes") == START
    assert "主动公开政府信息148条。" in town.text("publicity")
    assert (town.text("openness"), town.text("plans")) == ("", PLANS)


def test_a_button_keeps_what_was_chosen_beside_it(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    cut = paragraph(town, SENTENCE)
    moved = part(town, "主动公开政府信息")
    page.form(f"do=split:{cut}").type({f"to.{moved}": "publicity"}).press(f"do=split:{cut}")
    assert target(town, "主动公开政府信息") == "publicity"
    assert part(town, SENTENCE) == cut


def test_carrying_again_overwrites_nothing_that_was_written_later(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    write(town, "disputes", "我们自己写的。")
    write(town, "openness", "")
    browser = sign_in(ZHAO)
    page = browser.get(f"{town.path()}/past").follow("查看上年内容的去处")
    assert page.says("再次带入不会覆盖后来写的内容")
    done = page.press("带入本年报告")
    assert done.says("11 节已有文字，没有改动")
    assert town.text("disputes") == "我们自己写的。"
    assert "主动公开政府信息148条。" in town.text("openness")


@pytest.mark.parametrize(
    ("how", "text", "count"),
    [
        ("skip", "我们自己写的。", 2),
        ("append", f"我们自己写的。\n{START}\n{RECEIVED}{MEETING}", 2),
        ("replace", f"{START}\n{RECEIVED}{MEETING}", 2),
    ],
)
def test_what_happens_to_a_written_section_is_a_persons_choice(town: Town, sign_in: SignIn, how: str, text: str, count: int) -> None:
    write(town, "disputes", "我们自己写的。")
    page = handed_in(town, sign_in)
    assert page.says("依法有效化解社会矛盾纠纷（现有 7 字）")
    assert page.press("带入本年报告", {"onto.disputes": f"{how}@1"}).status == 200
    assert town.text("disputes") == text
    assert len(waiting(town, "disputes")) == (0 if how == "skip" else count)


def test_a_text_that_grew_since_the_page_was_shown_is_not_replaced(town: Town, sign_in: SignIn) -> None:
    write(town, "disputes", "我们自己写的。")
    page = handed_in(town, sign_in)
    write(town, "disputes", "我们自己写的。后来又写了许多。")
    clash = page.press("带入本年报告", {"onto.disputes": "replace@1"})
    assert clash.status == 409
    assert "别人改过位置或者章节里的文字，还没有带入" in clash.alerts
    assert (town.text("disputes"), town.text("openness")) == ("我们自己写的。后来又写了许多。", "")
    clash.press("带入本年报告", {"onto.disputes": "append@2"})
    assert town.text("disputes").startswith("我们自己写的。后来又写了许多。\n坚持和发展")


def test_carrying_with_replace_twice_keeps_one_list_of_stale_sentences(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    page = sign_in(ZHAO).get(f"{town.path()}/past").follow("查看上年内容的去处")
    page.press("带入本年报告", {"onto.disputes": "replace@1"})
    assert waiting(town, "disputes") == [RECEIVED, MEETING]


def test_two_who_place_different_parts_lose_nothing(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    other = page.browser.get(page.url)
    page.press("保存", {f"to.{part(town, '主动公开政府信息')}": "publicity"})
    assert other.press("保存", {f"to.{part(town, '自觉接受镇人大监督')}": "decisions"}).status == 200
    assert (target(town, "主动公开政府信息"), target(town, "自觉接受镇人大监督")) == ("publicity", "decisions")


def test_two_who_place_the_same_part_are_asked_and_the_rest_is_kept(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    other = page.browser.get(page.url)
    openness, oversight = part(town, "主动公开政府信息"), part(town, "自觉接受镇人大监督")
    page.press("保存", {f"to.{openness}": "publicity"})
    clash = other.press("保存", {f"to.{openness}": "-", f"to.{oversight}": "decisions"})
    assert clash.status == 409
    assert "别人动过“（七）全面推进政务公开。" in clash.alerts
    assert clash.says("对方放到“深入开展法治宣传教育”")
    assert dict(clash.form("先保存位置").pairs())[f"to.{openness}"] == "-"
    assert (target(town, "主动公开政府信息"), target(town, "自觉接受镇人大监督")) == ("publicity", "decisions")
    assert clash.press("先保存位置").status == 200
    assert target(town, "主动公开政府信息") == "人工选择不带入"


def test_a_part_that_somebody_joined_meanwhile_is_named(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    other = page.browser.get(page.url)
    openness = part(town, "主动公开政府信息")
    page.form(f"do=join:{openness}").press(f"do=join:{openness}")
    clash = other.press("保存", {f"to.{openness}": "publicity"})
    assert clash.status == 409
    assert "别人动过“（七）全面推进政务公开。" in clash.alerts
    assert target(town, "主动公开政府信息") == "disputes"


def test_carrying_asks_again_when_somebody_placed_parts_meanwhile(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    other = page.browser.get(page.url)
    page.press("保存", {f"to.{part(town, '主动公开政府信息')}": "publicity"})
    clash = other.press("带入本年报告", {f"to.{part(town, '自觉接受镇人大监督')}": "decisions"})
    assert clash.status == 409
    assert town.text("disputes") == ""
    assert target(town, "自觉接受镇人大监督") == "decisions"
    assert clash.press("带入本年报告").status == 200
    assert "主动公开政府信息148条。" in town.text("publicity")


def test_a_place_that_the_report_does_not_have_is_not_found(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in)
    for strange in ("nowhere", "date", "title x", "disputes "):
        assert page.press("保存", {f"to.{part(town, START)}": strange}).status == 404
    assert target(town, START) == "disputes"
    for button in ("split:9999", "join:9999", "split:x", "join:"):
        pairs = [*page.form("保存").pairs(), ("do", button)]
        assert page.browser.post(page.url, pairs).status == 404


def test_a_report_of_another_year_is_said_to_be_one_and_brings_no_figures(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in, REPORT.replace("2024年", "2023年").replace("2025年", "2024年"))
    assert past_of(town).year == 2023
    assert page.says("标题写的是 2023 年度，不是 2024 年度")
    assert page.press("带入本年报告").url.endswith("values=0&skipped=0")
    assert town.text("opening").startswith("2025年，清溪镇坚持")
    with town.database.read() as connection:
        assert not contents.entries(connection, town.report)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_handed_in_is_said_beside_the_field(town: Town, sign_in: SignIn, text: str) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/past").form("开始读取").type({"text": text}).press("开始读取")
    assert page.status == 422
    assert "还没有选择文件，也没有粘贴文字" in "".join(page.by_id("file-error").itertext())


def test_text_without_any_heading_is_all_accounted_for(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in, "随手写的一句话，没有标题。")
    assert page.status == 200
    assert page.says("共 1 段 13 字")


def test_plans_and_problems_are_listed_and_answered(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    browser = sign_in(LIN)
    page = browser.get(f"{town.path()}/past").follow("上年计划和问题对账（0/4）")
    assert [each for each in ("加强执法队伍建设", "创新普法方式", "执法力量不足", "普法形式单一") if page.says(each)] == [
        "加强执法队伍建设",
        "创新普法方式",
        "执法力量不足",
        "普法形式单一",
    ]
    first = _pledge(page, "加强执法队伍建设")
    page = page.press("保存", {f"state.{first}": "partly", f"section.{first}": "enforcement", f"note.{first}": "轮训了一半人员"})
    assert page.says("对账情况已保存")
    assert browser.get(f"{town.path()}/past").says("对账（1/4）")
    with town.database.read() as connection:
        mine = next(each for each in pasts.pledges(connection, town.report) if each.id == first)
    assert (mine.state, mine.section, mine.note, mine.version) == ("partly", "enforcement", "轮训了一半人员", 2)


def test_what_this_year_did_stands_beside_what_was_pledged(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    page = sign_in(LIN).get(f"{town.path()}/reckoning")
    first = _pledge(page, "加强执法队伍建设")
    page = page.press("保存", {f"section.{first}": "enforcement"})
    assert page.says("还没有写措施")
    with town.database.write() as connection:
        contents.add_item(connection, town.section("enforcement").id, Item(title="轮训执法人员", body="全镇执法人员轮训一遍。"))
    page = page.browser.get(page.url)
    assert page.says("写了这些措施：轮训执法人员")


def test_two_who_answer_different_pledges_lose_nothing(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    page = sign_in(LIN).get(f"{town.path()}/reckoning")
    other = sign_in(ZHAO).get(f"{town.path()}/reckoning")
    first, second = _pledge(page, "加强执法队伍建设"), _pledge(page, "创新普法方式")
    page.press("保存", {f"note.{first}": "林写的"})
    assert other.press("保存", {f"note.{second}": "赵写的"}).status == 200
    assert _notes(town) == {first: "林写的", second: "赵写的"}


def test_an_answer_that_somebody_else_gave_meanwhile_is_shown_beside_what_was_typed(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    page = sign_in(LIN).get(f"{town.path()}/reckoning")
    other = sign_in(ZHAO).get(f"{town.path()}/reckoning")
    first, second = _pledge(page, "加强执法队伍建设"), _pledge(page, "创新普法方式")
    page.press("保存", {f"state.{first}": "done", f"note.{first}": "林写的"})
    clash = other.press("保存", {f"note.{first}": "赵写的", f"note.{second}": "赵的另一条"})
    assert clash.status == 409
    assert clash.says("对方填的是：已落实")
    assert (clash.holds("赵写的"), clash.holds("林写的")) == (True, True)
    assert _notes(town) == {first: "林写的", second: "赵的另一条"}
    assert clash.press("保存").status == 200
    assert _notes(town) == {first: "赵写的", second: "赵的另一条"}


def test_a_note_that_is_too_long_stays_in_its_box(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    page = sign_in(LIN).get(f"{town.path()}/reckoning")
    first = _pledge(page, "加强执法队伍建设")
    refused = page.press("保存", {f"note.{first}": "长" * 501})
    assert refused.status == 422
    assert "说明最多500个字" in "".join(refused.by_id(f"note-{first}-error").itertext())
    assert refused.holds("长" * 501)
    assert page.press("保存", {f"note.{first}": "长" * 500}).status == 200
    answer = page.browser.post(page.url, [*page.form("保存").pairs(), (f"state.{first}", "nearly")])
    assert answer.status == 404


def test_answers_stay_when_the_report_is_carried_again(town: Town, sign_in: SignIn) -> None:
    carried(town, sign_in)
    page = sign_in(LIN).get(f"{town.path()}/reckoning")
    first = _pledge(page, "加强执法队伍建设")
    page.press("保存", {f"state.{first}": "done", f"note.{first}": "林写的"})
    sign_in(ZHAO).get(f"{town.path()}/past").follow("查看上年内容的去处").press("带入本年报告")
    assert _notes(town) == {first: "林写的"}
    with town.database.read() as connection:
        assert [each.kind for each in pasts.pledges(connection, town.report)] == ["plans", "plans", "problems", "problems"]


def test_who_fills_sees_where_everything_went_but_cannot_carry(town: Town, sign_in: SignIn) -> None:
    placed = handed_in(town, sign_in)
    for who in (LIN, ZHENG):
        browser = sign_in(who)
        assert browser.get(f"{town.path()}/past").says("不能带入上年报告")
        page = browser.get(placed.url)
        assert page.status == 200
        assert not [each for each in page.root.iter("button") if "带入" in "".join(each.itertext())]
        pairs = [pair for pair in placed.form("带入本年报告").pairs("带入本年报告") if pair[0] != "csrf"]
        token = dict(browser.get("/").form("退出").pairs())["csrf"]
        assert browser.post(placed.url, [*pairs, ("csrf", token)]).status == 403
        assert browser.upload(f"{town.path()}/past", [("csrf", token), ("text", REPORT)], []).status == 403
    assert town.text("disputes") == ""


def test_a_locked_report_takes_nothing_over(town: Town, sign_in: SignIn) -> None:
    placed = handed_in(town, sign_in)
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    assert placed.press("带入本年报告").status == 409
    assert town.text("disputes") == ""
    page = placed.browser.get(placed.url)
    assert page.status == 200
    assert not page.says("先保存位置")


def test_the_start_page_is_offered_while_the_report_is_empty(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(town.path())
    assert page.follow("上传上年报告").heading == "从上年报告开始"
    assert not sign_in(LIN).get(town.path()).says("从上年报告开始最省事")
    assert not carried(town, sign_in).browser.get(town.path()).says("从上年报告开始最省事")


def _pledge(page: Page, title: str) -> int:
    """The id of a pledge by its title."""
    legend = next(each for each in page.root.iter("fieldset") if title in "".join(next(each.iter("legend")).itertext()))
    names = [each.get("name", "") for each in legend.iter("input")]
    return next(int(found[1]) for name in names if (found := re.fullmatch(r"note\.(\d+)", name)))


def _notes(town: Town) -> dict[int, str]:
    """Every note that is not empty."""
    with town.database.read() as connection:
        return {each.id: each.note for each in pasts.pledges(connection, town.report) if each.note}
