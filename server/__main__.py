"""The commands of `python -m server`, from serve and demo to backup and restore: what each prints, and 0, 1 or 2."""

import gc

gc.disable()  # what loading modules makes stays: to go through it again and again took a quarter of the start

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from server import clock, commands, starting, unit_commands
from server.actions import entering
from server.commands import FAILED, FINE, RENDERED, UNUSABLE
from server.library import Library
from server.loading import load
from server.report.papers.kinds import Form
from server.report.problems import BrokenData, Problem
from server.report.season import foretelling
from server.report.security.traces import Trace
from server.settings import Settings
from server.storage import keeping, migrating
from server.storage.engine import open_database
from server.web.app import make_app
from server.word.template import build

gc.freeze()
gc.enable()
Command = Callable[[Settings, argparse.Namespace], int]


def application(library: Library | None = None) -> FastAPI:
    """The application of the environment's settings, for the server's workers; `library` where it has been read."""
    return make_app(site := starting.make_site(Settings(), library), starting.office(site))


def serve(settings: Settings, _args: argparse.Namespace) -> int:
    """Migrate, then serve until stopped."""
    database = open_database(settings.database_url)
    library = load(settings.data)
    workers = 1 if database.sqlite_file else settings.workers
    with starting.only_server(database):
        if migrating.behind(database):
            backup(settings, argparse.Namespace(folder=settings.var / "before-upgrade"))
        migrating.migrate(database)
        gate = starting.gate_for(settings, database)
        if gate:
            print(f"首次使用的一次性启动码：{gate}（在首页填写；只在本窗口显示）", flush=True)
            os.environ["CHENGBAO_GATE"] = gate
        if not settings.secure_cookies and not settings.loopback:
            print("提醒：现在用明文 HTTP 提供服务。有 HTTPS 时请设 CHENGBAO_SECURE_COOKIES=true。", flush=True)
        uvicorn.run(
            "server.__main__:application" if workers > 1 else partial(application, library),
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=workers,
            access_log=False,
            log_level="info",
            server_header=False,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=settings.proxies,
        )
    return FINE


def deadlines(settings: Settings, args: argparse.Namespace) -> int:
    """Who must have the report of a kind of unit, by when and why, with the working."""
    today = args.today or clock.today().isoformat()
    found = foretelling.foretell(load(settings.data), args.unit_kind, args.region, args.year, today)
    print(json.dumps(foretelling.as_json(found), ensure_ascii=False, indent=2) if args.json else foretelling.in_words(found))
    return FINE


def remind(settings: Settings, args: argparse.Namespace) -> int:
    """Plan the reminders of a day and send them, beside a running server or without one; or only say what would be sent."""
    told = starting.remind(settings, args.today, dry=args.dry_run)
    print("\n".join(told.lines))
    return FAILED if told.failed else FINE


def check(settings: Settings, _args: argparse.Namespace) -> int:
    """Data files, Word templates, and the editions that are open in the store, if there is one."""
    library = load(settings.data)
    paths = {key: settings.docx_templates / f"{key}.docx" for key in library.formats}
    stale = [key for key, path in paths.items() if not path.exists() or path.read_bytes() != build(library.formats[key])]
    for key in stale:
        print(f"docx_templates/{key}.docx: 与 data/formats/ 不一致，请运行 python -m server templates", file=sys.stderr)
    unsound = starting.unsound_editions(settings, library)
    for line in unsound:
        print(line, file=sys.stderr)
    print(starting.sound(library))
    return FAILED if stale or unsound else FINE


def templates(settings: Settings, _args: argparse.Namespace) -> int:
    """Build the Word templates from the numbers in data/formats/."""
    for key, value in load(settings.data).formats.items():
        (settings.docx_templates / f"{key}.docx").write_bytes(build(value))
        print(f"docx_templates/{key}.docx")
    return FINE


def backup(settings: Settings, args: argparse.Namespace) -> int:
    """Everything into one verified file."""
    path = starting.backup_file(Path(args.folder))
    database = open_database(settings.database_url)
    rows = keeping.backup(database, path)
    starting.written_down(database, Trace.backup_made, path.name)
    print(f"{path}（{sum(rows.values())}行，已核对）")
    return FINE


def restore(settings: Settings, args: argparse.Namespace) -> int:
    """A backup in the place of everything there is; what there was is backed up first."""
    database = open_database(settings.database_url)
    with starting.only_server(database):
        if migrating.revision(database):
            backup(settings, argparse.Namespace(folder=settings.var / "before-restore"))
        rows = keeping.restore(database, Path(args.file))
        starting.written_down(database, Trace.restored, Path(args.file).name)
    print(f"已恢复{sum(rows.values())}行，已核对。")
    return FINE


def reset_password(settings: Settings, args: argparse.Namespace) -> int:
    """A new password for someone; it is asked for, never an argument."""
    password = getpass.getpass("新密码：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    person = entering.checked(args.name, args.name, password)
    with open_database(settings.database_url).write() as connection:
        entering.reset_password(connection, args.name, person.password, clock.now())
    print("密码已重设，此人的所有登录都已退出。")
    return FINE


def demo(settings: Settings, _args: argparse.Namespace) -> int:
    """The sample unit in a store of its own, then serve it."""
    settings, said = starting.sample(settings)
    print(said, flush=True)
    os.environ["CHENGBAO_DATABASE"] = settings.database_url
    return serve(settings, argparse.Namespace())


def main(arguments: list[str] | None = None) -> int:
    """Run one command. 0 fine, 1 a failed check, 2 wrong usage or unreadable input."""
    args = _parser().parse_args(arguments)
    command: Command = args.command
    try:
        return command(Settings(), args)
    except BrokenData as broken:
        print(broken, file=sys.stderr)
        return FAILED
    except (Problem, OSError, ValidationError, SQLAlchemyError) as wrong:
        print(starting.in_a_line(wrong), file=sys.stderr)
    return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description="呈报：法治政府建设年度报告")
    listed = parser.add_subparsers(required=True)
    for name, command, words in (
        ("serve", serve, "启动服务"),
        ("check", check, "检查数据文件和Word模板"),
        ("templates", templates, "由 data/formats/ 生成Word模板"),
        ("demo", demo, "用示例单位启动"),
    ):
        listed.add_parser(name, help=words).set_defaults(command=command)
    rendering = listed.add_parser("render", help="REPORT.json → .docx")
    _with_argument(rendering, commands.render, "report")
    rendering.add_argument("-o", "--output", required=True)
    rendering.add_argument("--form", choices=RENDERED, default=Form.full.value, help="哪一种文稿")
    understanding = listed.add_parser("read", help="读懂一份报告（.docx、.doc、.txt）")
    understanding.add_argument("--outline", default="standard", help="放进哪个提纲")
    inspecting = listed.add_parser("inspect", help="对照 GB/T 9704-2012 检查一份公文（.docx、.doc、.wps）")
    inspecting.add_argument("--manifest", help="与导出时的清单比对")
    proofing = listed.add_parser("proofread", help="校对一份公文的文字和数字（.docx、.doc、.txt）")
    for parser_of, run in ((understanding, commands.read), (inspecting, commands.inspect), (proofing, commands.proofread)):
        _with_argument(parser_of, run, "file")
    foretold = listed.add_parser("deadlines", help="一类单位的报送期限，写明怎么算出来的")
    for parser_of in (understanding, inspecting, proofing, foretold):
        parser_of.add_argument("--json", action="store_true", help="输出 JSON")
    proofing.add_argument("--year", default="", help="文中所说的年度，如 2026；不写就从文中看")
    proofing.add_argument("--unit-kind", default="", help="township、subdistrict、county、department 或更细的种类；不写就从文中看")
    foretold.add_argument("--unit-kind", required=True, help="单位种类，如 town 或 镇")
    foretold.add_argument("--year", required=True, help="报告年度，如 2026")
    foretold.add_argument("--region", default="", help="行政区划代码，如 440783")
    reminding = listed.add_parser("remind", help="排好并发出一天的提醒")
    reminding.add_argument("--dry-run", action="store_true", help="只说要发给谁、发什么，不写也不发")
    for parser_of, run in ((foretold, deadlines), (reminding, remind)):
        parser_of.set_defaults(command=run)
        parser_of.add_argument("--today", default="", help="按哪一天算，默认今天")
    _add_import(listed.add_parser("units", help="单位和人员"))
    _with_argument(listed.add_parser("backup", help="备份到文件夹"), backup, "folder")
    _with_argument(listed.add_parser("restore", help="从备份文件恢复"), restore, "file")
    _with_argument(listed.add_parser("reset-password", help="重设密码"), reset_password, "name")
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    importing = parser.add_subparsers(required=True).add_parser("import", help="从名册（.xlsx）读入单位和人员")
    _with_argument(importing, unit_commands.import_units, "file")
    importing.add_argument("--unit", default="", help="读入哪个单位，写简称或全称；只有一个最上级单位的可以不写")
    importing.add_argument("--accept", action="store_true", help="写入；不加只试读")


def _with_argument(parser: argparse.ArgumentParser, command: Command, argument: str) -> None:
    parser.set_defaults(command=command)
    parser.add_argument(argument)


if __name__ == "__main__":
    sys.exit(main())
