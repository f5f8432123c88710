"""How long a save of a section takes at 1 and at 16 clients, against a bare endpoint of the same framework.

Run: python -m benchmarks.saving
The server is a process of its own with SQLite (WAL, synchronous FULL); a save passes session, permission, CSRF and history.
The CPU time of the server by request (Linux) tells what other work on the machine does not change much.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

SECONDS = 5.0
CLIENTS = (1, 16)
WORDS = "坚持依法行政，全面落实法治政府建设各项任务，推动矛盾纠纷化解在基层。" * 18
PERSON = {"name": "赵", "login": "zhao", "password": "zhao-2026", "again": "zhao-2026"}
UNIT = PERSON | {"kind": "town", "short_name": "禾汀镇", "parent_name": "云澜县"}
SAVED = 200

Measured = tuple[list[float], float]  # seconds of each answer, and what the server had computed when the clock began

bare = FastAPI()


@bare.post("/bare")
async def answer(request: Request) -> JSONResponse:
    """Read a body and answer: what the framework itself costs."""
    return JSONResponse({"bytes": len(await request.body())})


@dataclass
class Answer:
    """One HTTP answer."""

    status: int
    headers: str
    body: bytes


class Client:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    async def open(self) -> None:
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None, *, autosave: bool = False) -> Answer:
        """One request, one answer."""
        body = urlencode(form or {}).encode()
        kind = "Content-Type: application/x-www-form-urlencoded\r\n" + ("X-Autosave: 1\r\n" if autosave else "")
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n{kind}Content-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        headers = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = int(re.search(r"content-length: (\d+)", headers, re.IGNORECASE)[1])  # type: ignore[index]
        for cookie in re.findall(r"set-cookie: (chengbao=[^;]+)", headers, re.IGNORECASE):
            self.cookie = cookie
        return Answer(int(headers.split(" ", 2)[1]), headers, await self.reader.readexactly(length))


def main() -> None:
    """Prints p50 and p99 in milliseconds."""
    folder = Path(tempfile.mkdtemp())
    try:
        for name, arguments, run in (
            ("bare endpoint", ["-m", "uvicorn", "benchmarks.saving:bare", "--log-level", "error", "--no-access-log"], _bare),
            ("save", ["-m", "server", "serve"], _saves),
        ):
            port = _free_port()
            command = [sys.executable, *arguments, *(["--port", str(port)] if run is _bare else [])]
            environment = os.environ | {"CHENGBAO_VAR": str(folder), "CHENGBAO_PORT": str(port)}
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                _await_port(port)
                for clients in CLIENTS:
                    times, before = asyncio.run(run(port, clients, process.pid))
                    spent = (_cpu_seconds(process.pid) - before) * 1000 / len(times)
                    _print(f"{name}, {clients} client{'s' if clients > 1 else ''}", times, spent)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _bare(port: int, clients: int, pid: int) -> Measured:
    times: list[float] = []
    before = _cpu_seconds(pid)
    body = {"text.1.body": WORDS}

    async def one() -> None:
        client = Client(port)
        await client.open()
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            start = time.perf_counter()
            await client.ask("POST", "/bare", body)
            times.append(time.perf_counter() - start)

    await asyncio.gather(*(one() for _ in range(clients)))
    return times, before


async def _saves(port: int, clients: int, pid: int) -> Measured:
    """Every client writes the text of a section of its own, again and again."""
    first = Client(port)
    await first.open()
    sections, csrf = await _signed_in(first)
    times: list[float] = []
    before: list[float] = []
    shown = asyncio.Barrier(clients)

    async def one(section: str) -> None:
        client = Client(port)
        await client.open()
        client.cookie = first.cookie
        page = (await client.ask("GET", f"/reports/1/sections/{section}")).body.decode()
        version = re.search(rf'name="text\.{section}\.v" value="(\d+)"', page)[1]  # type: ignore[index]
        await shown.wait()  # nobody saves while others are still shown their page
        before.append(_cpu_seconds(pid))
        end, turn = time.perf_counter() + SECONDS, 0
        while time.perf_counter() < end:
            turn += 1
            form = {"csrf": csrf, f"text.{section}.v": version, f"text.{section}.body": f"{turn}{WORDS}"}
            start = time.perf_counter()
            answer = await client.ask("POST", f"/reports/1/sections/{section}", form, autosave=True)
            times.append(time.perf_counter() - start)
            if answer.status != SAVED:
                raise SystemExit(f"a save was answered {answer.status}: {answer.body[:300]!r}")
            version = json.loads(answer.body)["fields"][f"text.{section}.v"]

    await asyncio.gather(*(one(sections[at]) for at in range(clients)))
    return times, before[0]


async def _signed_in(client: Client) -> tuple[list[str], str]:
    """A session with an open report: at the first call by the first run, later by signing in."""
    page = await client.ask("GET", "/")
    path = "/first-run" if "first-run" in page.headers else "/sign-in"
    csrf = _csrf(await client.ask("GET", path))
    await client.ask("POST", path, UNIT | {"csrf": csrf})
    csrf = _csrf(await client.ask("GET", "/"))
    await client.ask("POST", "/units/1/reports", {"csrf": csrf, "year": "2026", "outline": "standard"})
    outline = (await client.ask("GET", "/reports/1/outline")).body.decode()
    return re.findall(r'name="section" value="(\d+)"', outline), csrf


def _csrf(answer: Answer) -> str:
    return re.search(r'name="csrf" value="([0-9a-f]+)"', answer.body.decode())[1]  # type: ignore[index]


def _cpu_seconds(pid: int) -> float:
    """What a process has computed so far, in itself and in the kernel; 0 where there is no /proc."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    user, kernel = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(kernel)) / os.sysconf("SC_CLK_TCK")


def _print(name: str, times: list[float], spent: float) -> None:
    ordered = sorted(times)
    p50, p99 = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000
    print(f"{name:28} {len(times) / SECONDS:8.0f} /s   p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   CPU {spent:5.2f} ms")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _await_port(port: int) -> None:
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
