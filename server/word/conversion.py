"""Files of older formats → .docx or .xlsx by LibreOffice, apart from everything: own profile, own processes, a limit of time and memory.

Macros never run, links are never followed, nothing is fetched; what LibreOffice is asked to open is what the bytes are, not the name.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from server.archives import LARGEST_MEGABYTES, Kind, kind_of
from server.report import file_problems
from server.report.problems import Refused

_POLL_SECONDS = 0.1
_ADDRESS_KILOBYTES, _FILE_BLOCKS = 6_000_000, 400_000
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SOURCES = {"docx": {Kind.doc, Kind.rtf, Kind.odt}, "xlsx": {Kind.xls, Kind.ods}}
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


def as_docx(content: bytes, folder: Path, stop: Callable[[], bool], office: Office = OFFICE) -> bytes:
    """A .doc, .wps, .rtf or .odt as .docx; a .docx as it is. `folder` holds the work while it lasts, `stop` is asked ten times a second.

    Refused for a password, another kind of file, no LibreOffice, too much time, or when `stop` says so.
    """
    return _as("docx", content, folder, stop, office)


def as_xlsx(content: bytes, folder: Path, stop: Callable[[], bool], office: Office = OFFICE) -> bytes:
    """A .xls, .et or .ods as .xlsx, a .xlsx as it is; otherwise as `as_docx`."""
    return _as("xlsx", content, folder, stop, office)


def _as(wanted: Literal["docx", "xlsx"], content: bytes, folder: Path, stop: Callable[[], bool], office: Office) -> bytes:
    if len(content) > LARGEST_MEGABYTES << 20:
        raise Refused(file_problems.file_too_large(LARGEST_MEGABYTES))
    kind = kind_of(content)
    if kind == wanted:
        return content
    if kind not in _SOURCES[wanted]:
        raise Refused(_why_not(kind, wanted))
    if office.path is None:
        raise Refused(file_problems.old_format(wanted))
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as work:
        return _converted(content, kind, wanted, Path(work), _Run(office, stop))


def _why_not(kind: Kind, wanted: str) -> str:
    if kind is Kind.locked:
        return file_problems.file_locked()
    return file_problems.not_a_document(wanted) if kind is Kind.other else file_problems.other_kind(wanted)


@dataclass(frozen=True)
class _Run:
    office: Office
    stop: Callable[[], bool]


def _converted(content: bytes, kind: Kind, wanted: str, work: Path, run: _Run) -> bytes:
    source, out, profile = work / f"source.{kind}", work / "out", work / "profile"
    source.write_bytes(content)
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(_registry(), "utf-8")
    options = (f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault")
    command = (run.office.program, *options, "--convert-to", _FILTERS[wanted], "--outdir", str(out), str(source))
    _execute(command, work, run)
    made = out / f"source.{wanted}"
    if not made.is_file():
        raise Refused(file_problems.file_damaged())
    if made.stat().st_size > LARGEST_MEGABYTES << 20:
        raise Refused(file_problems.file_too_large(LARGEST_MEGABYTES))
    return made.read_bytes()


def _execute(command: tuple[str, ...], work: Path, run: _Run) -> None:
    """Runs to the end, or kills everything that was started."""
    limited = ("/bin/sh", "-c", f'ulimit -v {_ADDRESS_KILOBYTES}; ulimit -f {_FILE_BLOCKS}; exec "$@"', "sh", *command)
    here = {**os.environ, "HOME": str(work), "TMPDIR": str(work), "SAL_USE_VCLPLUGIN": "svp"}
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


def _wait(process: "subprocess.Popen[bytes]", run: _Run) -> None:
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
