"""The one thread of this process that does long work, so that no page waits for it."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from server.actions.jobs import Doing, Shop, resumed, run
from server.storage.jobs import Job

SILENT = timedelta(minutes=2)
log = logging.getLogger("chengbao")


class Worker:
    """Does jobs one after the other, in the order they were started."""

    def __init__(self, shop: Shop, doing: dict[str, Doing]) -> None:
        self.shop = shop
        self._doing = doing
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")

    def start(self, job_id: int, patience: float = 0.0) -> None:
        """Put a job in the line, and wait up to `patience` seconds for it: what is quick needs no page of its own."""
        wait([self._line(job_id)], timeout=patience)

    def resume(self, silent: timedelta = SILENT) -> None:
        """Take up what a worker that is gone has left."""
        for job_id in resumed(self.shop, self.shop.now() - silent):
            self._line(job_id)

    def watch(self, job: Job, at: datetime) -> None:
        """Somebody waits for a job: take it up when nothing has been heard of it for long."""
        if not job.over and job.beat_at < at - SILENT:
            self.resume()

    def close(self) -> None:
        """Finish what is being done; what still waits is taken up after the next start."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _line(self, job_id: int) -> Future[None]:
        return self._pool.submit(self._run, job_id)

    def _run(self, job_id: int) -> None:
        """A job that cannot even be closed (a full disk) is left as it is, and taken up later."""
        try:
            run(self.shop, self._doing, job_id)
        except Exception:
            log.exception("job %s was left", job_id)
