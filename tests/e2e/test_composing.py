"""Typing Chinese: between compositionstart and compositionend nothing is sent, validated or submitted; after it once."""

import pytest
from playwright.sync_api import CDPSession, expect

from tests.e2e.desk import Desk
from tests.e2e.town import Place
from tests.e2e.watching import SAVED, Watched

pytestmark = pytest.mark.browser
LONG = 30_000
COUNT = """['start', 'end'].forEach((at) => {
  window[at] = 0;
  document.addEventListener(`composition${at}`, () => { window[at] += 1; });
})"""
ENTER_OF_IME = "(field) => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"
EVENT = "(field, [name, text]) => field.dispatchEvent(new CompositionEvent(name, {data: text, bubbles: true}))"
COMPOSED_INPUT = """(field, text) => {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", {data: text, bubbles: true, isComposing: true, inputType: "insertCompositionText"}));
}"""


@pytest.fixture
def watched(place: Place, desk: Desk) -> Watched:
    """赵 at a section of an empty report."""
    context = desk.person(place.server.address, place.token())
    return Watched(context, place.section(place.report(), "disputes"))


@pytest.fixture
def ime(watched: Watched) -> CDPSession:
    """The input method of the machine, played by the browser's own protocol."""
    return watched.page.context.new_cdp_session(watched.page)


def _compose(ime: CDPSession, text: str) -> None:
    ime.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def test_nothing_is_sent_while_an_input_method_composes(watched: Watched, ime: CDPSession) -> None:
    watched.page.evaluate(COUNT)
    watched.type("全年")
    for step in ("b", "ban", "ban'li", "办理"):
        _compose(ime, step)
        watched.turn(LONG)
    assert watched.page.evaluate("[window.start, window.end]") == [1, 0]
    expect(watched.field()).to_have_value("全年办理")
    assert not watched.saves
    ime.send("Input.insertText", {"text": "办理"})
    assert watched.page.evaluate("window.end") == 1
    watched.settle()
    watched.turn(LONG)
    assert len(watched.saves) == 1
    assert watched.text_saved() == "全年办理"


def test_a_save_in_flight_is_not_followed_by_another_while_composing(watched: Watched, ime: CDPSession) -> None:
    held = watched.hold_saves()
    watched.type("一")
    watched.turn()
    expect(watched.status).to_have_text("正在保存…")
    _compose(ime, "er")
    held.pop().continue_()
    expect(watched.status).to_have_text(SAVED)
    watched.turn(LONG)
    assert (len(watched.saves), watched.text_saved()) == (1, "一")
    expect(watched.field()).to_have_value("一er")
    ime.send("Input.insertText", {"text": "二"})
    watched.turn()
    expect(watched.status).to_have_text("正在保存…")
    held.pop().continue_()
    watched.settle()
    assert watched.text_saved() == "一二"


def test_events_of_composition_hold_saves_in_a_figure_too(watched: Watched) -> None:
    figure = watched.field("信访受理")
    figure.focus()
    figure.evaluate(EVENT, ["compositionstart", ""])
    for text in ("jin", "近", "近8万"):
        figure.evaluate(EVENT, ["compositionupdate", text])
        figure.evaluate(COMPOSED_INPUT, text)
        watched.turn(LONG)
    assert not watched.saves
    expect(watched.page.locator("#dis-petition_received-message")).to_be_empty()
    figure.evaluate(EVENT, ["compositionend", "近8万"])
    watched.settle()
    assert [each["entry.dis.petition_received.raw"] for each in watched.saves] == ["近8万"]


def test_a_composition_that_never_ends_is_over_when_the_field_is_left(watched: Watched) -> None:
    figure = watched.field("信访受理")
    figure.focus()
    figure.evaluate(EVENT, ["compositionstart", ""])
    figure.evaluate(COMPOSED_INPUT, "12")
    watched.turn(LONG)
    assert not watched.saves
    watched.field("信访办结").focus()
    watched.settle()
    watched.type("5", "信访办结")
    watched.settle()
    assert watched.saves[-1]["entry.dis.petition_received.raw"] == "12"
    assert watched.saves[-1]["entry.dis.petition_done.raw"] == "5"


def test_enter_that_chooses_a_word_submits_nothing(watched: Watched, ime: CDPSession) -> None:
    here = watched.page.url
    watched.field("信访受理").focus()
    _compose(ime, "jin")
    watched.page.keyboard.press("Enter")
    watched.field("信访受理").evaluate(ENTER_OF_IME)
    ime.send("Input.insertText", {"text": "近8万"})
    watched.settle()
    assert not watched.submits
    assert watched.page.url == here


def test_enter_after_the_word_saves_and_stays(watched: Watched, ime: CDPSession) -> None:
    watched.field("信访受理").focus()
    _compose(ime, "jin")
    ime.send("Input.insertText", {"text": "近8万"})
    with watched.page.expect_event("load"):
        watched.page.keyboard.press("Enter")
    assert len(watched.submits) == 1
    expect(watched.field("信访受理")).to_have_value("近8万")
