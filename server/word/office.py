"""Runs LibreOffice on one file, apart from everything: own profile, own processes, a limit of time and memory.

Macros never run, links are never followed, nothing is fetched.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from server.report import file_problems
from server.report.problems import Refused

_POLL_SECONDS = 0.1
_ADDRESS_KILOBYTES, _FILE_BLOCKS = 6_000_000, 400_000
_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    # A proxy that nobody answers at: whatever may still ask for an address gets none.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


@dataclass(frozen=True)
class Office:
    """The LibreOffice of this machine: how it is called, and how long one file may take."""

    program: str = "soffice"
    seconds: float = 60

    @property
    def path(self) -> str | None:
        """Where it is, None when it is not installed."""
        return shutil.which(self.program)


OFFICE = Office()


def available(office: Office = OFFICE) -> bool:
    """Whether files of older formats can be read on this machine."""
    return office.path is not None


@dataclass(frozen=True)
class Run:
    """One conversion: with which program, who is asked ten times a second whether to stop, what the environment adds."""

    office: Office
    stop: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)


def convert(source: Path, target: str, work: Path, run: Run) -> Path:
    """Has a file converted inside the folder `work`. `target` is an ending, or an ending and a filter (“docx:MS Word 2007 XML”).

    Raises Refused when nothing came of it, when it took too long, or when `run.stop` says so.
    """
    out, profile = work / "out", work / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(_registry(), "utf-8")
    options = (f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault")
    _execute((run.office.program, *options, "--convert-to", target, "--outdir", str(out), str(source)), work, run)
    made = out / f"{source.stem}.{target.partition(':')[0]}"
    if not made.is_file():
        raise Refused(file_problems.file_damaged())
    return made


def _execute(command: tuple[str, ...], work: Path, run: Run) -> None:
    """Runs to the end, or kills everything that was started."""
    limited = ("/bin/sh", "-c", f'ulimit -v {_ADDRESS_KILOBYTES}; ulimit -f {_FILE_BLOCKS}; exec "$@"', "sh", *command)
    here = {**os.environ, "HOME": str(work), "TMPDIR": str(work), "SAL_USE_VCLPLUGIN": "svp", **run.environment}
    process = subprocess.Popen(  # noqa: S603
        limited if os.name == "posix" else command,
        cwd=work,
        env=here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, run)
    finally:
        _kill(process)


def _wait(process: "subprocess.Popen[bytes]", run: Run) -> None:
    end = time.monotonic() + run.office.seconds
    while process.poll() is None:
        if run.stop():
            raise Refused(file_problems.conversion_stopped())
        if time.monotonic() > end:
            raise Refused(file_problems.conversion_slow(round(run.office.seconds)))
        try:
            process.wait(_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            continue


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Also what the program started itself: all are of one group, which lives on when the first of them has ended."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, AttributeError):
        process.kill()
    process.wait()


def _registry() -> str:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
