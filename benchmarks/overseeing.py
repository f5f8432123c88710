"""How long the pages of those who oversee take, and a save beside them: 20 units on SQLite, 40,000 reports on PostgreSQL.

Run: python -m benchmarks.overseeing [--postgres URL] [--keep]
PostgreSQL is asked for at CHENGBAO_TEST_POSTGRES or at the URL: a database of its own is made there, filled in a few minutes and dropped.
Two workers serve it; this program, which asks, shares the cores with them and with the store. All over HTTP on the loopback.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, make_url, text

from benchmarks._filling import LOGIN, PASSWORD, SEED, YEAR, Filled, fill
from benchmarks._tree import COUNTY, NATION, Size
from benchmarks.saving import SAVED, Client, _await_port, _cpu_seconds, _csrf, _free_port
from server import clock
from server.storage.engine import open_database

OK, SEE_OTHER = 200, 303
WARM, ASKED = 20, 200
SECONDS = 10.0
CLIENTS = 16
NAME = "chengbao_overseeing"


@dataclass(frozen=True)
class Server:
    """A program that serves, with its workers."""

    port: int
    pid: int

    @property
    def computed(self) -> float:
        """Seconds of CPU it and its workers have taken (Linux); not those of PostgreSQL."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        workers = map(int, children.read_text().split()) if children.exists() else ()
        return sum(_cpu_seconds(each) for each in (self.pid, *workers))


def main() -> None:
    """Prints p50 and p99 in milliseconds, beside what is aimed at."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--postgres", default=os.environ.get("CHENGBAO_TEST_POSTGRES", ""))
    asked.add_argument("--keep", action="store_true")
    said = asked.parse_args()
    print(f"seed {SEED}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when it began", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        _sqlite(Path(folder))
    if not said.postgres:
        print("PostgreSQL left out: neither CHENGBAO_TEST_POSTGRES nor --postgres names one")
        return
    with tempfile.TemporaryDirectory() as folder, _own_database(said.postgres, keep=said.keep) as url:
        _postgres(Path(folder), url)


def _sqlite(var: Path) -> None:
    """A county with 20 towns on one PC."""
    filled = _filled(f"sqlite:///{(var / 'chengbao.db').as_posix()}", COUNTY)
    county = filled.counties[0]
    pages = {f"SQLite, {each}": [f"/units/{county}/{each}?year={YEAR}"] for each in ("board", "sums", "overview")}
    with _serving({"CHENGBAO_VAR": str(var)}) as server:
        asyncio.run(_pages(server, pages, 20))


def _postgres(var: Path, url: str) -> None:
    """2,000 counties with 20 towns each, and 16 people who save."""
    filled = _filled(url, NATION)
    some = Random(SEED).sample(filled.counties, 50)
    boards = [f"/units/{county}/board?year={YEAR}" for county in some]
    sums = [f"/units/{county}/sums?year={YEAR}" for county in some]
    with _serving({"CHENGBAO_VAR": str(var), "CHENGBAO_DATABASE": url, "CHENGBAO_WORKERS": "2"}) as server:
        asyncio.run(_pages(server, {"PostgreSQL, board": boards}, 50))
        asyncio.run(_pages(server, {"PostgreSQL, overview": [f"/units/{filled.top}/overview?year={YEAR}"]}, 200))
        asyncio.run(_pages(server, {"PostgreSQL, sums": sums}, 50))
        asyncio.run(_saves(server, filled))


def _filled(url: str, size: Size) -> Filled:
    began = time.perf_counter()
    database = open_database(url)
    filled = fill(database, size, clock.now())
    database.engine.dispose()
    held = ", ".join(f"{many:,} {name}" for name, many in filled.counts.items())
    print(f"filled in {time.perf_counter() - began:.0f} s: {held}", flush=True)
    return filled


@contextmanager
def _own_database(server: str, *, keep: bool) -> Iterator[str]:
    """A database of its own at a server, dropped in the end unless it is to be kept."""
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {NAME}"))
    try:
        yield make_url(server).set(drivername="postgresql+psycopg", database=NAME).render_as_string(hide_password=False)
    finally:
        if not keep:
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE {NAME} WITH (FORCE)"))
        engine.dispose()


@contextmanager
def _serving(settings: dict[str, str]) -> Iterator[Server]:
    """A server on a free port of the loopback, ended by its process id."""
    port = _free_port()
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CHENGBAO_")} | settings | {"CHENGBAO_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "server", "serve"], env=ours, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_ready(port)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _await_ready(port: int) -> None:
    """Two workers take their time to start where others are at work."""
    for _ in range(5):
        with suppress(SystemExit):
            return _await_port(port)
    return _await_port(port)


async def _signed_in(server: Server) -> Client:
    client = Client(server.port)
    await client.open()
    csrf = _csrf(await client.ask("GET", "/sign-in"))
    answer = await client.ask("POST", "/sign-in", {"csrf": csrf, "login": LOGIN, "password": PASSWORD})
    if answer.status != SEE_OTHER:
        raise SystemExit(f"sign-in was answered {answer.status}")
    return client


async def _pages(server: Server, pages: dict[str, list[str]], aim: float) -> None:
    """Ask for pages one after the other, as one person does."""
    client = await _signed_in(server)
    for name, paths in pages.items():
        for at in range(WARM):
            await _timed(client, paths[at % len(paths)])
        before = server.computed
        times = [await _timed(client, paths[at % len(paths)]) for at in range(ASKED)]
        _print(name, times, server.computed - before, f"p50 < {aim:.0f}")


async def _timed(client: Client, path: str) -> float:
    start = time.perf_counter()
    answer = await client.ask("GET", path)
    spent = time.perf_counter() - start
    if answer.status != OK:
        raise SystemExit(f"{path} was answered {answer.status}")
    return spent


async def _saves(server: Server, filled: Filled) -> None:
    """16 people each write the text of a report of their own, again and again."""
    first = await _signed_in(server)
    csrf = _csrf(await first.ask("GET", "/"))
    times: list[float] = []
    shown = asyncio.Barrier(CLIENTS)

    async def one(report: int, section: int) -> None:
        client = Client(server.port)
        await client.open()
        client.cookie = first.cookie
        path = f"/reports/{report}/sections/{section}"
        found = re.search(rf'name="text\.{section}\.v" value="(\d+)"', (await client.ask("GET", path)).body.decode())
        if found is None:
            raise SystemExit(f"{path} shows no text to write")
        version = found[1]
        await shown.wait()
        await client.open()  # a connection that waits for the others is closed
        end, turn = time.perf_counter() + SECONDS, 0
        while time.perf_counter() < end:
            turn += 1
            form = {"csrf": csrf, f"text.{section}.v": version, f"text.{section}.body": f"{turn}依法行政，化解矛盾。" * 40}
            start = time.perf_counter()
            answer = await client.ask("POST", path, form, autosave=True)
            times.append(time.perf_counter() - start)
            if answer.status != SAVED:
                raise SystemExit(f"a save was answered {answer.status}: {answer.body[:300]!r}")
            version = json.loads(answer.body)["fields"][f"text.{section}.v"]

    before = server.computed
    await asyncio.gather(*(one(*each) for each in filled.sections))
    _print(f"PostgreSQL, save, {CLIENTS} clients, {len(times) / SECONDS:.0f} /s", times, server.computed - before, "p99 < 150")


def _print(name: str, times: list[float], computed: float, aim: str) -> None:
    ordered = sorted(times)
    p50, p99 = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000
    print(f"{name:44} p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   CPU {computed * 1000 / len(times):6.1f} ms   (aim: {aim} ms)", flush=True)


if __name__ == "__main__":
    main()
