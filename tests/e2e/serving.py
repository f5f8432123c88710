"""The program as its own process on a free port: started, stopped and killed by its id; what it prints is kept."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parents[2]
PATIENCE = 30


class Serving:
    """One server; `command` is `serve` or `demo`; its store stays in `var` and its port the same from start to start."""

    def __init__(self, var: Path, command: str = "serve", **settings: str) -> None:
        self.command = command
        self.port = _free_port()
        self.printed: list[str] = []
        ours = {f"CHENGBAO_{name.upper()}": value for name, value in settings.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CHENGBAO_")}
        self._environment = kept | {"CHENGBAO_VAR": str(var), "CHENGBAO_PORT": str(self.port), "PYTHONUNBUFFERED": "1"} | ours
        self.start()

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and be back when it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "server", self.command],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = Thread(target=self._read, daemon=True)
        for line in self._lines():
            self.printed.append(line)
            if "Uvicorn running" in line:
                break
        self._reader.start()
        if "Uvicorn running" not in self.printed[-1]:
            self._end()
            raise AssertionError("".join(self.printed))

    def run(self, *arguments: str) -> str:
        """What another command says beside the running server, on its store; its last line is an error when it fails."""
        command = [sys.executable, "-m", "server", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True, encoding="utf-8", check=False)
        return done.stdout + done.stderr

    def stop(self) -> None:
        """End it as an operating system does."""
        self._process.terminate()
        self._end()

    def kill(self) -> None:
        """kill -9: nothing is said to it."""
        self._process.kill()
        self._end()

    def _end(self) -> None:
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        if self._process.stdout:
            self._process.stdout.close()

    def _read(self) -> None:
        self.printed.extend(self._lines())

    def _lines(self) -> Iterator[str]:
        assert self._process.stdout
        yield from iter(self._process.stdout.readline, "")


@contextmanager
def serving(var: Path, command: str = "serve", **settings: str) -> Iterator[Serving]:
    """A server for the length of a block."""
    server = Serving(var, command, **settings)
    try:
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
