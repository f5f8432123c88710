"""The browser of the tests refuses pages with flaws, also where it has seen a page of that shape before."""

import pytest
from fastapi import FastAPI
from starlette.responses import HTMLResponse

from tests.web.browser import CLASSIFICATION, HEADERS, Browser

SOUND = (
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>页</title></head><body><main><h1>页</h1>'
    f"<p>{CLASSIFICATION}</p>"
    '<p id="one">甲</p><p id="two">乙</p>'
    '<textarea aria-label="正文" name="text">\n\n一行</textarea></main></body></html>'
)


def _read(html: str) -> Browser:
    app = FastAPI()
    app.add_api_route("/", lambda: HTMLResponse(html, headers=HEADERS))
    return Browser(app)


def test_a_sound_page_is_read_as_a_browser_reads_it() -> None:
    page = _read(SOUND).get("/")
    assert (page.title, page.by_id("two").text) == ("页", "乙")
    assert "".join(next(page.root.iter("textarea")).itertext()) == "\n一行"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('id="two"', 'id="one"', "comes twice"),
        ("乙</p>", "乙", "valid HTML|left open"),
        ("甲", "甲 & 丙 &nosuch; 丁", "valid HTML"),
        ('<p id="one">', '<p id="one" id="one">', "valid HTML"),
        ('<p id="one">', '<p id="one" onclick="go()">', "onclick"),
        ("<h1>页</h1>", "<h2>页</h2>", "0 h1"),
        (CLASSIFICATION, "", "classification"),
    ],
)
def test_a_page_with_a_flaw_is_refused(right: str, wrong: str, said: str) -> None:
    _read(SOUND).get("/")
    with pytest.raises(AssertionError, match=said):
        _read(SOUND.replace(right, wrong)).get("/")
