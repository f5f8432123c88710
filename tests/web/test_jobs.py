"""Watching long work in a browser: its place in the line, its progress with htmx and without, cancelling, coming back, restarting."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from server import clock
from server.actions import jobs as work
from server.actions.jobs import PAST, Handed, Order, Shop, Work
from server.storage import jobs, pasts
from server.storage.jobs import Job, JobState
from server.web.app import make_app
from server.web.site import Site
from server.web.worker import Worker
from tests.cast import LIN, ZHAO, Town
from tests.web.browser import Browser
from tests.web.conftest import SignIn, session
from tests.web.last_year import REPORT

PATIENCE = 20
SWAP = {"HX-Request": "true"}


class Gate:
    """Work that goes on when the test says so."""

    def __init__(self) -> None:
        self.running, self.go_on = Event(), Event()

    def __call__(self, job: Work) -> dict[str, str]:
        job.step(1, 3)
        self.running.set()
        self.go_on.wait(PATIENCE)
        job.step(2, 3)
        return {}


@pytest.fixture
def gate() -> Iterator[Gate]:
    """Work that is let go at the end, whatever happens."""
    gate = Gate()
    yield gate
    gate.go_on.set()


@pytest.fixture
def worker(app: FastAPI, gate: Gate) -> Iterator[Worker]:
    """A worker on the files of the program whose work waits at the gate."""
    site: Site = app.state.site
    worker = Worker(site.worker.shop, {PAST: gate})
    yield worker
    gate.go_on.set()
    worker.close()


def handed_in(town: Town, shop: Shop, content: bytes = REPORT.encode()) -> int:
    """A job that nobody has started."""
    with town.database.write() as connection:
        return work.hand_in(connection, shop, town.actor(ZHAO, clock.now()), town.report, Order(PAST, (Handed("2024.txt", content),)))


def job_of(town: Town, job_id: int) -> Job:
    """It, as it is in the store."""
    with town.database.read() as connection:
        found = jobs.job(connection, job_id)
    assert found is not None
    return found


def path_of(town: Town, job_id: int) -> str:
    return f"{town.path()}/jobs/{job_id}"


def test_a_job_in_the_line_can_be_cancelled_without_script(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    job_id = handed_in(town, app.state.site.worker.shop)
    page = sign_in(ZHAO).get(path_of(town, job_id))
    assert page.says("正在排队，前面还有别的文件")
    assert page.says("刷新，看读取到哪里了")
    page = page.press("取消读取")
    assert page.says("已取消，报告没有改动。")
    assert page.follow("重新上传").heading == "从上年报告开始"


def test_progress_is_shown_and_swapped_and_a_cancelled_job_stops(town: Town, worker: Worker, gate: Gate, sign_in: SignIn) -> None:
    job_id = handed_in(town, worker.shop)
    worker.start(job_id)
    assert gate.running.wait(PATIENCE)
    browser = sign_in(ZHAO)
    page = browser.get(path_of(town, job_id))
    assert page.says("正在读取：第 2 个，共 3 个")
    assert [(each.get("max"), each.get("value")) for each in page.root.iter("progress")] == [("3", "1")]
    swapped = browser.client.get(path_of(town, job_id), headers=SWAP)
    assert swapped.status_code == 200
    assert swapped.text.strip().startswith('<div id="job"')
    assert 'hx-trigger="every 1s"' in swapped.text
    page = page.press("取消读取")
    assert page.says("正在停下来") or page.says("已取消")
    gate.go_on.set()
    worker.close()
    assert job_of(town, job_id).state is JobState.cancelled
    assert list(worker.shop.folder.iterdir()) == []
    assert browser.get(path_of(town, job_id)).says("已取消，报告没有改动。")


def test_htmx_is_sent_on_with_the_whole_window_when_it_is_done(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    site: Site = app.state.site
    job_id = handed_in(town, site.worker.shop)
    site.worker.start(job_id, PATIENCE)
    answer = sign_in(ZHAO).client.get(path_of(town, job_id), headers=SWAP)
    assert (answer.status_code, answer.headers["hx-redirect"], answer.text) == (200, f"{town.path()}/past/1", "")
    assert sign_in(ZHAO).get(path_of(town, job_id)).trail == (f"{town.path()}/past/1",)


def test_a_job_that_failed_says_why_and_asks_no_more(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    site: Site = app.state.site
    job_id = handed_in(town, site.worker.shop, b"PK\x03\x04 broken off")
    site.worker.start(job_id, PATIENCE)
    page = sign_in(ZHAO).get(path_of(town, job_id))
    assert page.says("文件不完整或已损坏，没有读取。")
    swapped = page.browser.client.get(path_of(town, job_id), headers=SWAP)
    assert "hx-get" not in swapped.text
    assert "文件不完整或已损坏" in swapped.text


def test_who_fills_sees_how_far_it_is_and_cannot_cancel(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    job_id = handed_in(town, app.state.site.worker.shop)
    page = sign_in(LIN).get(path_of(town, job_id))
    assert page.says("正在排队")
    assert not [each for each in page.root.iter("button") if "取消读取" in "".join(each.itertext())]
    token = dict(page.form("退出").pairs())["csrf"]
    assert page.browser.post(path_of(town, job_id), [("csrf", token)]).status == 403
    assert job_of(town, job_id).state is JobState.waiting


def restarted(town: Town, app: FastAPI, then: Callable[[Browser], None]) -> None:
    """The program ends and starts again on the same store and folder; what its browser meets meanwhile."""
    again = make_app(Site(app.state.site.settings, town.database, town.library))
    with TestClient(again):
        then(Browser(again, session(town, ZHAO)))


@pytest.mark.parametrize("states", [(), (JobState.running,)])
def test_after_a_restart_the_job_is_done(town: Town, app: FastAPI, states: tuple[JobState, ...]) -> None:
    job_id = handed_in(town, app.state.site.worker.shop)
    with town.database.write() as connection:
        for state in states:
            jobs.move(connection, job_id, (JobState.waiting,), state, clock.now())
    restarted(town, app, lambda _: None)
    assert job_of(town, job_id).state is JobState.done
    with town.database.read() as connection:
        found = pasts.newest(connection, town.report)
    assert found is not None
    assert found.name == "2024.txt"
    assert list(app.state.site.worker.shop.folder.iterdir()) == []


def test_what_a_crash_left_is_removed_at_the_start(town: Town, app: FastAPI) -> None:
    folder: Path = app.state.site.worker.shop.folder / "77"
    folder.mkdir(parents=True)
    (folder / "0000.bytes").write_bytes("秘密★".encode())
    restarted(town, app, lambda _: None)
    assert not folder.exists()


def test_a_job_that_fell_silent_is_taken_up_by_whoever_waits_for_it(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    site: Site = app.state.site
    job_id = handed_in(town, site.worker.shop)
    with town.database.write() as connection:
        jobs.move(connection, job_id, (JobState.waiting,), JobState.running, clock.now() - timedelta(minutes=3))
    assert sign_in(ZHAO).get(path_of(town, job_id)).status == 200
    site.worker.close()
    assert job_of(town, job_id).state is JobState.done


def test_a_job_of_another_report_is_not_there(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    job_id = handed_in(town, app.state.site.worker.shop)
    assert sign_in(ZHAO).get(f"/reports/{town.report + 1}/jobs/{job_id}").status == 404
    assert sign_in(ZHAO).get(path_of(town, job_id + 1)).status == 404
