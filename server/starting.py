"""Puts one running program together: settings, store, library; and holds the lock that allows one server per SQLite file."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from server import clock
from server.actions import importing, knowledge, securing
from server.actions.calling import Office
from server.actions.daily import Told, by_hand, rehearse
from server.library import Library
from server.loading import load
from server.notify.ways import ways
from server.report.problems import NotFound, Problem, Refused, already_serving
from server.report.season.ruling_problems import day_wrong
from server.report.season_problems import store_not_ready
from server.report.security.traces import Trace
from server.report.snapshot import load as load_snapshot
from server.settings import Settings
from server.storage import editions, migrating, people
from server.storage.engine import Database, open_database
from server.web.site import Site
from server.web.views.letters import letter_of


def make_site(settings: Settings, library: Library | None = None) -> Site:
    """The site of these settings, with their library where it has been read. Raises BrokenData when a data file has a mistake."""
    library = library or load(settings.data)
    # The days off by law take half a second to compute: before the first page, not on it.
    library.calendar.working(clock.today())
    return Site(settings, open_database(settings.database_url), library, settings.gate)


def gate_for(settings: Settings, database: Database) -> str:
    """A fresh one-time code when others could reach the first-run page, else ""."""
    with database.read() as connection:
        return "" if settings.loopback or people.any_person(connection) else f"{secrets.randbelow(10**8):08d}"


def sound(library: Library) -> str:
    """What the data files hold, in a line."""
    holds = f"{len(library.outlines)}个提纲，{len(library.indicators)}个指标，{len(library.phrases)}条套话，{len(library.rules)}条规则"
    return f"数据文件完好：{holds}。"


def unsound_editions(settings: Settings, library: Library) -> tuple[str, ...]:
    """What is wrong with the open editions of the store: name and mistakes each; nothing where there is no store yet, or an older one."""
    if not settings.database and not (settings.var / "chengbao.db").exists():
        return ()
    database = open_database(settings.database_url)
    if migrating.revision(database) != migrating.revisions()[-1]:
        return ()
    with database.read() as connection:
        kept = editions.opened(connection)
        read = [(each.name, knowledge.of_edition(connection, library, each.id)) for each in kept]
    return tuple(f"{name}（edition {made.edition}）: {mistake}" for name, made in read for mistake in made.broken)


def backup_file(folder: Path) -> Path:
    """Where a backup made now goes; the folder is there afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"chengbao-{clock.now().astimezone(clock.BEIJING):%Y%m%d-%H%M%S-%f}.zip"


def written_down(database: Database, act: Trace, name: str) -> None:
    """What a command did, in the security log, where the store has one already."""
    if migrating.revision(database) == migrating.revisions()[-1]:
        securing.noted(database, clock.now(), act, name)


def office(site: Site) -> Office:
    """Who reminds, by the ways the settings open; each process goes by a name of its own."""
    write = partial(letter_of, site.library, site.settings.address)
    return Office(site.database, site.library, ways(site.settings), write, clock.now, secrets.token_hex(8))


def remind(settings: Settings, today: str, *, dry: bool) -> Told:
    """The reminders of a day, today unless another is asked for, and what came of them. Raises Refused for a store that is not ready."""
    site = make_site(settings)
    if migrating.revision(site.database) != migrating.revisions()[-1]:
        raise Refused(store_not_ready())
    return (rehearse if dry else by_hand)(office(site), _day(today) if today else clock.today())


def sample(settings: Settings) -> tuple[Settings, str]:
    """The sample unit in a store of its own: the settings that lead there, and what to say of it."""
    settings = settings.model_copy(update={"var": settings.var / "demo", "database": ""})
    database = open_database(settings.database_url)
    migrating.migrate(database)
    shown = load_snapshot((settings.data / "samples" / "township.json").read_bytes())
    password = importing.load_sample(database, load(settings.data), shown, clock.now())
    return settings, f"示例单位“{shown.unit.short_name}”已备好。登录名 {importing.SAMPLE_LOGIN}，密码 {password}"


@contextmanager
def only_server(database: Database) -> Iterator[None]:
    """Hold the lock file beside a SQLite store. Raises Refused when another server has it."""
    path = database.sqlite_file
    if path is None:
        yield
        return
    with Path(f"{path}.lock").open("a+b") as lock:
        _take(lock.fileno())
        yield


def in_a_line(wrong: Exception) -> str:
    """What stopped a command, in one line."""
    match wrong:
        case NotFound():
            return "没有找到。请检查名称。"
        case Problem():
            return wrong.message
        case ValidationError():
            return _settings_wrong(wrong)
        case SQLAlchemyError():
            return f"数据库不能用：{str(wrong).splitlines()[0]}"
        case _:
            return f"读写文件失败：{wrong}"


def _settings_wrong(wrong: ValidationError) -> str:
    """Which settings cannot be taken, and from where on they could."""
    least = [(error["loc"][0], error["ctx"]["ge"]) for error in wrong.errors() if error["type"] == "greater_than_equal"]
    if least:
        return "".join(f"环境变量 CHENGBAO_{str(name).upper()} 不能小于 {bound}。请改大，或者不设。" for name, bound in least)
    names = "、".join(f"CHENGBAO_{error['loc'][0]}".upper() for error in wrong.errors() if error["loc"])
    return f"环境变量不对：{names}。请检查 README 里的说明。"


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError as wrong:
        raise Refused(day_wrong(raw)) from wrong


def _take(number: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        raise Refused(already_serving()) from taken
