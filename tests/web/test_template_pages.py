"""The page of an office's own template, without JavaScript: begun, uploaded, refused with sentences, looked at, taken away."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document

from server.actions import templates
from server.actions.previewing import digest_of
from server.word.package import deflated, exchanged
from tests.cast import LIN, QIAN, ZHAO, ZHENG, ZHOU, Town
from tests.storage.test_engine import full
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn
from tests.word.red_heads import red_head

PNG = b"\x89PNG\r\n\x1a\n"


def path(town: Town) -> str:
    return f"/units/{town.unit}/template"


def uploaded(town: Town, browser: Browser, content: bytes, name: str = "清溪镇红头.docx") -> Page:
    """What comes of uploading a file."""
    return browser.get(path(town)).form("上传并检查").upload("file", [(name, content)]).press("上传并检查")


def kept(town: Town) -> bytes:
    with town.database.read() as connection:
        own = templates.template_of(connection, town.unit)
    return own.content if own else b""


def texts(content: bytes) -> list[str]:
    return [each.text for each in Document(BytesIO(content)).paragraphs]


def test_from_the_unit_to_a_template_of_its_own_and_back(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    page = browser.get(f"/units/{town.unit}").follow("本单位的红头模板")
    assert page.heading == "清溪镇的红头模板"
    start = browser.fetch(f"{path(town)}/start.docx")
    assert start.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('清溪镇起始模板.docx')}"
    page = uploaded(town, browser, start.content)
    assert page.status == 200
    assert page.alerts.endswith("已保存 模板已检查并保存。生成样张看一看，合适就可以用了。")
    assert page.says("检查没有发现问题。")
    assert page.says("清溪镇红头.docx")
    assert page.says("钱立")
    assert kept(town) == start.content == browser.fetch(f"{path(town)}/own.docx").content
    sample = texts(browser.fetch(f"{path(town)}/sample.docx").content)
    assert "中共云澜县委、云澜县人民政府：" in sample
    assert not [each for each in sample if "【" in each]
    page = browser.get(path(town)).press("停用模板")
    assert page.says("模板已停用，文稿改按国标的红头和版记排版。")
    assert kept(town) == b""
    assert browser.fetch(f"{path(town)}/own.docx").status_code == 404


def test_warnings_are_told_and_block_nothing(town: Town, sign_in: SignIn) -> None:
    page = uploaded(town, sign_in(QIAN), red_head(foot=""))
    assert page.says("可以用，有 2 点请留意")
    assert page.says("模板里没有【抄送】、【印发机关】、【印发日期】，这几项不会自动填入")
    assert kept(town) == red_head(foot="")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (red_head(body=""), "红头.docx", "没有找到【正文】。请在Word里红头下面、版记上面留出一段"),
        (b"not a package", "红头.docx", "这不是Word文件，没有读取。"),
        (red_head(), "红头 秘密★1年.docx", "密"),
        (b"", "", "请先选择文件，再点“上传并检查”。"),
    ],
)
def test_a_bad_file_is_answered_with_what_to_change_and_the_old_one_stays(
    town: Town, sign_in: SignIn, content: bytes, name: str, said: str
) -> None:
    browser = sign_in(QIAN)
    uploaded(town, browser, red_head())
    page = uploaded(town, browser, content, name)
    assert page.status == 422
    assert page.title.startswith("错误：")
    assert said in page.alerts
    assert said in "".join(page.by_id("file-error").itertext())
    assert kept(town) == red_head()


def test_every_error_is_listed(town: Town, sign_in: SignIn) -> None:
    styles = '<w:styles><w:style w:type="table" w:styleId="x"><w:name w:val="空行"/></w:style></w:styles>'
    page = uploaded(town, sign_in(QIAN), red_head(body="", parts={"styles": styles}))
    assert "没有找到【正文】" in page.alerts
    assert "样式“空行”的类型不对" in page.alerts


def test_pages_of_the_sample_are_shown_once_they_are_made(town: Town, sign_in: SignIn, tmp_path: Path) -> None:
    browser = sign_in(QIAN)
    uploaded(town, browser, red_head())
    assert browser.fetch(f"{path(town)}/pages/1.png").status_code == 404
    docx = browser.fetch(f"{path(town)}/sample.docx").content
    folder = tmp_path / "samples" / digest_of(docx)
    folder.mkdir(parents=True)
    (folder / "0001.png").write_bytes(PNG)
    page = browser.get(path(town))
    assert page.says("共 1 页，文字是示例")
    answer = browser.fetch(f"{path(town)}/pages/1.png")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    for wrong in ("2.png", "0.png", "1.pdf", "a.png", "²²²².png", "99999999999.png", "1"):
        assert browser.fetch(f"{path(town)}/pages/{wrong}").status_code == 404


def test_without_libreoffice_the_sample_is_there_to_download(town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = sign_in(QIAN)
    uploaded(town, browser, red_head())
    monkeypatch.setenv("PATH", "")
    page = browser.get(path(town))
    assert page.says("本机没有安装LibreOffice，不能直接显示样张。请下载样张，用Word或WPS打开看。")
    assert not page.says("生成样张看")
    answer = browser.post(f"{path(town)}/sample", [("csrf", browser.csrf)])
    assert answer.status == 422
    assert "本机没有安装LibreOffice" in answer.alerts
    assert browser.fetch(f"{path(town)}/sample.docx").status_code == 200


def test_a_template_that_was_taken_once_and_would_be_refused_now_breaks_no_page(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    uploaded(town, browser, red_head())
    with town.database.write() as connection:
        connection.exec_driver_sql("UPDATE file SET content = x'00'")
    page = browser.get(path(town))
    assert page.says("这份模板要改了才能用")
    assert browser.fetch(f"{path(town)}/sample.docx").status_code == 422


def test_who_is_not_an_administrator_of_the_unit_sees_nothing_of_it(town: Town, sign_in: SignIn) -> None:
    uploaded(town, sign_in(QIAN), red_head())
    for login, status in ((ZHAO, 403), (LIN, 403), (ZHENG, 403), (ZHOU, 404)):
        browser = sign_in(login)
        for address in ("", "/own.docx", "/start.docx", "/sample.docx", "/pages/1.png"):
            assert browser.fetch(path(town) + address).status_code == status
        for address in ("", "/remove", "/sample"):
            assert browser.send(path(town) + address, [("csrf", browser.csrf)]).status_code == status
    assert kept(town) == red_head()


def test_an_unknown_unit_or_file_is_not_there(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    assert browser.get("/units/999/template").status == 404
    assert browser.fetch(f"{path(town)}/other.docx").status_code == 404
    assert browser.fetch(f"{path(town)}/sample.docx").status_code == 404
    page = browser.get(path(town))
    assert not page.says("停用模板")
    assert browser.send(f"{path(town)}/remove", [("csrf", browser.csrf)]).status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(town: Town, stranger: Browser) -> None:
    page = stranger.get(path(town))
    assert page.trail == (f"/sign-in?next={path(town)}",)


def test_a_form_without_our_token_is_refused(town: Town, sign_in: SignIn) -> None:
    assert sign_in(QIAN).send(f"{path(town)}/remove", [("csrf", "x")]).status_code == 403


def test_a_full_disk_says_so_and_the_old_template_stays(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    uploaded(town, browser, red_head())
    noise = b"".join(sha256(bytes([at % 256, at // 256])).digest() for at in range(20_000))
    large = deflated((dict(exchanged(red_head(), {})) | {"word/media/image1.png": noise}).items())
    form = browser.get(path(town)).form("上传并检查").upload("file", [("大.docx", large)])
    with full(town.database):
        assert form.press("上传并检查").status == 503
    assert kept(town) == red_head()
