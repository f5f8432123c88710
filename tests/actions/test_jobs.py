"""Long work on files: done once, watched, stopped, taken up again after a restart, and no file is left behind however it ends."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from server.actions import jobs as work
from server.actions.jobs import PAST, Handed, Order, Shop, Work
from server.library import Library
from server.report.problems import NotAllowed, NotFound, ReadOnly, Refused
from server.storage import jobs
from server.storage.engine import Database
from server.storage.jobs import Job, JobState
from tests.cast import LIN, NOW, ZHAO, ZHENG, ZHOU, Town, settle

FILES = (Handed("甲.docx", b"one"), Handed("乙 “二”.docx", b"two"))
PATIENCE = 20


@pytest.fixture
def town(database: Database, library: Library) -> Town:
    """The cast and their report, on SQLite and on PostgreSQL."""
    return settle(database, library)


@pytest.fixture
def shop(town: Town, tmp_path: Path) -> Shop:
    """Where work is done, at a clock that stands still."""
    return Shop(town.database, town.library, tmp_path / "incoming", lambda: NOW)


def handed_in(town: Town, shop: Shop, files: tuple[Handed, ...] = FILES) -> int:
    """A job of 赵."""
    with town.database.write() as connection:
        return work.hand_in(connection, shop, town.actor(ZHAO), town.report, Order(PAST, files, {"year": "2024"}))


def job_of(town: Town, job_id: int) -> Job:
    """It, as it is in the store."""
    with town.database.read() as connection:
        found = jobs.job(connection, job_id)
    assert found is not None
    return found


def cancel(town: Town, job_id: int, who: str = ZHAO) -> None:
    """Somebody presses 取消."""
    with town.database.write() as connection:
        work.cancel(connection, town.actor(who), town.report, job_id)


def left(shop: Shop) -> list[str]:
    """Every file of the folder in which files wait."""
    return sorted(path.name for path in shop.folder.rglob("*"))


def fine(_: Work) -> dict[str, str]:
    """Work that comes to an end."""
    return {"made": "7"}


def refused(_: Work) -> dict[str, str]:
    """Work on a file that cannot be read."""
    raise Refused("文件不完整。")


def broken(_: Work) -> dict[str, str]:
    """Work with a mistake in it."""
    raise ZeroDivisionError


def test_a_job_gets_its_files_and_what_was_asked_and_leaves_what_it_made(town: Town, shop: Shop) -> None:
    seen: list[Work] = []

    def doing(job: Work) -> dict[str, str]:
        seen.append(job)
        job.step(1, 2)
        return {"made": "7"}

    job_id = handed_in(town, shop)
    assert job_of(town, job_id).state is JobState.waiting
    work.run(shop, {PAST: doing}, job_id)
    job = job_of(town, job_id)
    assert (job.state, job.done, job.total, job.said, job.outcome) == (JobState.done, 1, 2, "", {"made": "7"})
    assert (seen[0].files, seen[0].job.asked, seen[0].folder) == (FILES, {"year": "2024"}, shop.folder / str(job_id))
    assert left(shop) == []


@pytest.mark.parametrize(
    ("doing", "sentence"),
    [(refused, "文件不完整。"), (broken, "读取时程序出错了，已记录，没有改动报告。")],
)
def test_work_that_fails_says_so_in_a_sentence(town: Town, shop: Shop, doing: work.Doing, sentence: str) -> None:
    job_id = handed_in(town, shop)
    work.run(shop, {PAST: doing}, job_id)
    job = job_of(town, job_id)
    assert (job.state, job.outcome) == (JobState.failed, {})
    assert job.said.startswith(sentence)
    assert left(shop) == []


def test_a_job_cancelled_while_it_waits_is_never_done(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    cancel(town, job_id)
    work.run(shop, {PAST: broken}, job_id)
    job = job_of(town, job_id)
    assert (job.state, job.said) == (JobState.cancelled, "已取消，报告没有改动。")
    assert left(shop) == []


def _at_a_step(job: Work) -> None:
    job.step(1, 2)


def _in_a_conversion(job: Work) -> None:
    if job.stopping():
        raise Refused("已取消转换。")


def _in_a_mistake_of_the_file(job: Work) -> None:
    raise Refused(f"第{job.job.id}个文件不完整。")


def _in_the_last_transaction(job: Work) -> None:
    with job.shop.database.write() as connection:
        job.stop_if_asked(connection)


@pytest.mark.parametrize("noticed", [_at_a_step, _in_a_conversion, _in_a_mistake_of_the_file, _in_the_last_transaction])
def test_a_job_cancelled_while_it_runs_stops_and_makes_nothing(town: Town, shop: Shop, noticed: Callable[[Work], None]) -> None:
    def doing(job: Work) -> dict[str, str]:
        cancel(town, job.job.id)
        assert job_of(town, job.job.id).state is JobState.stopping
        noticed(job)
        return {"made": "7"}

    job_id = handed_in(town, shop)
    work.run(shop, {PAST: doing}, job_id)
    job = job_of(town, job_id)
    assert (job.state, job.said, job.outcome) == (JobState.cancelled, "已取消，报告没有改动。", {})
    assert left(shop) == []


def test_a_job_that_is_over_cannot_be_cancelled_any_more(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    work.run(shop, {PAST: fine}, job_id)
    cancel(town, job_id)
    assert job_of(town, job_id).state is JobState.done


def test_two_workers_do_a_job_once(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    done, start = [], Barrier(2)

    def doing(job: Work) -> dict[str, str]:
        done.append(job.job.id)
        return {}

    def both() -> None:
        start.wait(PATIENCE)
        work.run(shop, {PAST: doing}, job_id)

    threads = [Thread(target=both) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(PATIENCE)
    assert done == [job_id]
    assert left(shop) == []


def test_a_second_worker_takes_no_files_from_a_job_that_runs(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    running, go_on = Event(), Event()

    def doing(job: Work) -> dict[str, str]:
        running.set()
        go_on.wait(PATIENCE)
        return {"left": str(len(list(job.folder.iterdir())))}

    thread = Thread(target=work.run, args=(shop, {PAST: doing}, job_id))
    thread.start()
    running.wait(PATIENCE)
    work.run(shop, {PAST: broken}, job_id)
    assert work.resumed(shop, NOW - timedelta(minutes=2)) == ()
    go_on.set()
    thread.join(PATIENCE)
    assert job_of(town, job_id).outcome == {"left": "4"}
    assert left(shop) == []


def _move(town: Town, job_id: int, *states: JobState) -> None:
    """What a worker did before it was killed."""
    with town.database.write() as connection:
        for old, new in zip((JobState.waiting, *states), states, strict=False):
            assert jobs.move(connection, job_id, (old,), new, NOW)


def test_after_a_restart_what_waited_and_what_ran_is_done_and_what_was_stopping_is_ended(town: Town, shop: Shop) -> None:
    waiting, running, stopping = (handed_in(town, shop) for _ in range(3))
    _move(town, running, JobState.running)
    _move(town, stopping, JobState.running, JobState.stopping)
    assert work.resumed(shop, NOW) == (waiting, running)
    job = job_of(town, stopping)
    assert (job.state, job.said) == (JobState.cancelled, "已取消，报告没有改动。")
    for each in (waiting, running):
        work.run(shop, {PAST: fine}, each)
        assert job_of(town, each).state is JobState.done
    assert left(shop) == []


def test_work_that_another_process_does_is_left_to_it_until_it_falls_silent(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    _move(town, job_id, JobState.running)
    assert work.resumed(shop, NOW - timedelta(seconds=1)) == ()
    assert work.resumed(shop, NOW + timedelta(minutes=2)) == (job_id,)


def test_files_lost_in_a_restart_are_said_to_be_lost(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    for path in (shop.folder / str(job_id)).iterdir():
        path.unlink()
    work.run(shop, {PAST: broken}, job_id)
    job = job_of(town, job_id)
    assert (job.state, job.said) == (JobState.failed, "程序中途重新启动过，上传的文件没有保住。报告没有改动，请重新上传。")


def test_files_of_no_job_are_removed_at_the_start(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    (shop.folder / "99").mkdir()
    (shop.folder / "99" / "0000.bytes").write_bytes(b"left by a crash")
    far = NOW + timedelta(days=3650)
    assert work.resumed(shop, far) == (job_id,)
    assert left(shop) == sorted([str(job_id), "0000.bytes", "0000.name", "0001.bytes", "0001.name"])


def test_a_folder_that_is_being_filled_just_now_is_left_alone(town: Town, shop: Shop) -> None:
    (shop.folder / "99").mkdir(parents=True)
    work.resumed(shop, NOW - timedelta(days=3650))
    assert left(shop) == ["99"]
    assert town.report


@pytest.mark.parametrize(("who", "problem"), [(LIN, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_who_puts_the_report_together_hands_in_and_cancels(town: Town, shop: Shop, who: str, problem: type[Exception]) -> None:
    with pytest.raises(problem), town.database.write() as connection:
        work.hand_in(connection, shop, town.actor(who), town.report, Order(PAST, FILES))
    assert left(shop) == []
    job_id = handed_in(town, shop)
    with pytest.raises(problem):
        cancel(town, job_id, who)
    assert job_of(town, job_id).state is JobState.waiting


def test_a_job_of_another_report_is_not_found(town: Town, shop: Shop) -> None:
    job_id = handed_in(town, shop)
    with pytest.raises(NotFound), town.database.write() as connection:
        work.cancel(connection, town.actor(ZHAO), town.report + 1, job_id)
    with pytest.raises(NotFound), town.database.write() as connection:
        work.cancel(connection, town.actor(ZHAO), town.report, job_id + 1)


def test_a_full_disk_is_told_and_leaves_neither_job_nor_files(town: Town, shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "incoming").write_bytes(b"a file where the folder should be")
    with pytest.raises(ReadOnly):
        handed_in(town, shop)
    with town.database.read() as connection:
        assert jobs.unfinished(connection, NOW) == ()
