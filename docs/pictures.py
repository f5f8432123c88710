"""`python -m docs.pictures` makes the README's pictures: real pages of the sample unit in Chromium, its paper as LibreOffice sets it."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from server import __main__ as commands
from tests.conftest import BROWSERS
from tests.e2e.serving import Serving, serving
from tests.real.layout import to_pdf

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
SIZE = (1366, 768)
COLOURS = 128
PAGE_DPI = 70
SECTION = "依法有效化解社会矛盾纠纷"
SAMPLE = ROOT / "data" / "samples" / "township.json"
OFFICES = ((SECTION, "综治办"), ("深入开展法治宣传教育", "宣传办"), ("坚持严格规范公正文明执法", "综合行政执法队"))


def tasks(page: Page) -> None:
    """The task list of the report."""
    page.get_by_role("link", name="年度法治政府建设年度报告").click()


def section(page: Page) -> None:
    """Figures with last year's beside and a rate that follows."""
    tasks(page)
    page.get_by_role("link", name=SECTION).click()


def draft(page: Page) -> None:
    """The draft of a section beside its text."""
    section(page)
    page.get_by_role("button", name="起草本节").click()
    page.get_by_role("heading", level=1, name="起草稿").wait_for()


def checklist(page: Page) -> None:
    """To whom, how and by when."""
    tasks(page)
    page.get_by_role("link", name="报送清单").click()


def past(page: Page) -> None:
    """Last year's parts beside this year's sections: the sample itself, a year earlier."""
    tasks(page)
    page.get_by_role("link", name="上年报告", exact=True).click()
    with tempfile.TemporaryDirectory() as folder:
        file = earlier(Path(folder))
        page.get_by_label("上年报告的文件").set_input_files(file)
        page.get_by_role("button", name="开始读取").click()
        page.get_by_role("heading", level=1, name="上年内容放到哪里").wait_for()


def forms(page: Page) -> None:
    """Forms for offices that never log in."""
    tasks(page)
    page.get_by_role("link", name="填报表", exact=True).click()
    page.get_by_role("button", name="按章节分给各单位").click()
    for topic, office in OFFICES:
        page.get_by_label(f"{topic}的交表单位").fill(office)
    page.get_by_label("交表期限（选填）").fill("12月20日")
    page.get_by_role("button", name="做好填报表").click()
    page.get_by_role("heading", level=1, name="填报表").wait_for()


PAGES: tuple[Callable[[Page], None], ...] = (tasks, section, draft, checklist, past, forms)


def main() -> None:
    """Write every picture into docs/pictures/."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with serving(Path(folder), "demo") as server:
            pages(server)
        (FOLDER / "report-page.png").write_bytes(paper(Path(folder)))
    for path in sorted(FOLDER.glob("*.png")):
        print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} KB")  # noqa: T201


def pages(server: Serving) -> None:
    """The pages of the demo server."""
    login, password = re.findall(r"登录名 (\S+)，密码 (\S+)", "".join(server.printed))[0]
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, locale="zh-CN")
        page.goto(server.address)
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()
        for show in PAGES:
            page.goto(server.address)
            show(page)
            page.wait_for_load_state("load")
            (FOLDER / f"{show.__name__}.png").write_bytes(small(page.screenshot()))
        browser.close()


def earlier(folder: Path) -> Path:
    """The sample's .docx as it would have been a year before."""
    data = SAMPLE.read_text("utf-8").replace("2025", "2024").replace("2026", "2025")
    (folder / "earlier.json").write_text(data, "utf-8")
    docx = folder / "禾汀镇2025年度法治政府建设报告.docx"
    commands.main(["render", str(folder / "earlier.json"), "-o", str(docx)])
    return docx


def paper(folder: Path) -> bytes:
    """The first page of the sample's .docx."""
    docx = folder / "sample.docx"
    commands.main(["render", str(SAMPLE), "-o", str(docx)])
    pdf = to_pdf(docx.read_bytes(), folder)
    picture = folder / "page"
    subprocess.run(["pdftoppm", "-png", "-r", str(PAGE_DPI), "-singlefile", str(pdf), str(picture)], check=True)  # noqa: S603, S607
    return small(picture.with_suffix(".png").read_bytes())


def small(picture: bytes) -> bytes:
    """The same picture in few colours."""
    written = BytesIO()
    with Image.open(BytesIO(picture)) as opened:
        few = opened.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    main()
