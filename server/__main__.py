"""The commands: `python -m server serve | read | render | inspect | check | templates | backup | restore | reset-password | demo`."""

import argparse
import getpass
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from server import clock, starting
from server.actions import entering, importing, reading
from server.library import load
from server.report.inspection import telling
from server.report.inspection.digests import HARMLESS, difference
from server.report.intake_problems import unknown_outline
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.problems import BrokenData, NotFound, Problem, Refused
from server.report.snapshot import load as load_snapshot
from server.settings import Settings
from server.storage import keeping, migrating
from server.storage.engine import open_database
from server.web.app import make_app
from server.word.inspecting.digests import digests_of
from server.word.inspecting.inspector import inspect as inspection_of
from server.word.sources import source_of
from server.word.template import build
from server.word.writer import write

FINE, FAILED, UNUSABLE = 0, 1, 2
Command = Callable[[Settings, argparse.Namespace], int]
FORMAT = "gb9704_a"
# A 花脸稿 needs a second text; what is public is decided in the database, never in a file.
RENDERED = tuple(form.value for form in Form if form not in (Form.changes, Form.public, Form.web))


def application() -> FastAPI:
    """The application of the environment's settings, for the server's workers."""
    return make_app(starting.make_site(Settings()))


def serve(settings: Settings, _args: argparse.Namespace) -> int:
    """Migrate, then serve until stopped."""
    database = open_database(settings.database_url)
    load(settings.data)
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
        workers = 1 if database.sqlite_file else settings.workers
        uvicorn.run(
            "server.__main__:application",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=workers,
            access_log=False,
            log_level="info",
            server_header=False,
            proxy_headers=False,
        )
    return FINE


def render(settings: Settings, args: argparse.Namespace) -> int:
    """A REPORT.json as .docx, in one of the forms that need nothing besides it."""
    library = load(settings.data)
    snapshot = load_snapshot(Path(args.report).read_bytes())
    form, outline, known = Form(args.form), library.outlines.get(snapshot.outline.key), library.indicators
    signed = snapshot.document_date or snapshot.registration.number
    mark = library.labels["papers"]["draft"] if form is Form.full and not signed else ""
    paper = assemble(form, Material(snapshot, outline, library.labels, known, library.relations, library.recognition, watermark=mark))
    template = (settings.docx_templates / f"{FORMAT}.docx").read_bytes()
    Path(args.output).write_bytes(write(paper.manuscript, library.formats[FORMAT], template))
    for heading in paper.left_out:
        print(f"没有正文，未印出：{heading}", file=sys.stderr)
    return FINE


def read(settings: Settings, args: argparse.Namespace) -> int:
    """A report in any file, understood and placed in an outline."""
    library = load(settings.data)
    outline = library.outlines.get(args.outline)
    if outline is None:
        raise Refused(unknown_outline(args.outline, sorted(library.outlines)))
    path = Path(args.file)
    with tempfile.TemporaryDirectory() as folder:
        source = source_of(path.name, path.read_bytes(), Path(folder), lambda: False)
    found = reading.read(source, library, outline)
    words = json.dumps(reading.told(found, library), ensure_ascii=False, indent=2) if args.json else reading.in_words(found, library)
    print(words)
    return FINE


def inspect(settings: Settings, args: argparse.Namespace) -> int:
    """A document examined against GB/T 9704-2012, or held against its manifest."""
    path = Path(args.file)
    if args.manifest:
        kept = telling.manifest(Path(args.manifest).read_bytes(), path.name)
        changed = difference(kept, digests_of(path.read_bytes(), kept.algorithm))
        print(json.dumps({"changed": changed.value}) if args.json else telling.difference_in_words(changed))
        return FINE if changed in HARMLESS else FAILED
    with tempfile.TemporaryDirectory() as folder:
        found = inspection_of(path.read_bytes(), path.name, load(settings.data).fonts, Path(folder), lambda: False)
    print(json.dumps(telling.told(found), ensure_ascii=False, indent=2) if args.json else telling.in_words(found))
    return FAILED if found.failed else FINE


def check(settings: Settings, _args: argparse.Namespace) -> int:
    """Data files and Word templates."""
    library = load(settings.data)
    paths = {key: settings.docx_templates / f"{key}.docx" for key in library.formats}
    stale = [key for key, path in paths.items() if not path.exists() or path.read_bytes() != build(library.formats[key])]
    for key in stale:
        print(f"docx_templates/{key}.docx: 与 data/formats/ 不一致，请运行 python -m server templates", file=sys.stderr)
    print(
        f"数据文件完好：{len(library.outlines)}个提纲，{len(library.indicators)}个指标，{len(library.phrases)}条套话，{len(library.rules)}条规则。"
    )
    return FAILED if stale else FINE


def templates(settings: Settings, _args: argparse.Namespace) -> int:
    """Build the Word templates from the numbers in data/formats/."""
    for key, value in load(settings.data).formats.items():
        (settings.docx_templates / f"{key}.docx").write_bytes(build(value))
        print(f"docx_templates/{key}.docx")
    return FINE


def backup(settings: Settings, args: argparse.Namespace) -> int:
    """Everything into one verified file."""
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"chengbao-{clock.now().astimezone(clock.BEIJING):%Y%m%d-%H%M%S-%f}.zip"
    rows = keeping.backup(open_database(settings.database_url), path)
    print(f"{path}（{sum(rows.values())}行，已核对）")
    return FINE


def restore(settings: Settings, args: argparse.Namespace) -> int:
    """A backup in the place of everything there is; what there was is backed up first."""
    database = open_database(settings.database_url)
    with starting.only_server(database):
        if migrating.revision(database):
            backup(settings, argparse.Namespace(folder=settings.var / "before-restore"))
        rows = keeping.restore(database, Path(args.file))
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
    settings = settings.model_copy(update={"var": settings.var / "demo", "database": ""})
    database = open_database(settings.database_url)
    migrating.migrate(database)
    sample = load_snapshot((settings.data / "samples" / "township.json").read_bytes())
    password = importing.load_sample(database, load(settings.data), sample, clock.now())
    print(f"示例单位“{sample.unit.short_name}”已备好。登录名 {importing.SAMPLE_LOGIN}，密码 {password}", flush=True)
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
        print(_told(wrong), file=sys.stderr)
    return UNUSABLE


def _told(wrong: Exception) -> str:
    """What stopped a command, in one line."""
    match wrong:
        case NotFound():
            return "没有找到。请检查名称。"
        case Problem():
            return wrong.message
        case ValidationError():
            names = "、".join(f"CHENGBAO_{error['loc'][0]}".upper() for error in wrong.errors() if error["loc"])
            return f"环境变量不对：{names}。请检查 README 里的说明。"
        case SQLAlchemyError():
            return f"数据库不能用：{str(wrong).splitlines()[0]}"
        case _:
            return f"读写文件失败：{wrong}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description="呈报：法治政府建设年度报告")
    commands = parser.add_subparsers(required=True)
    for name, command, words in (
        ("serve", serve, "启动服务"),
        ("check", check, "检查数据文件和Word模板"),
        ("templates", templates, "由 data/formats/ 生成Word模板"),
        ("demo", demo, "用示例单位启动"),
    ):
        commands.add_parser(name, help=words).set_defaults(command=command)
    rendering = commands.add_parser("render", help="REPORT.json → .docx")
    rendering.set_defaults(command=render)
    rendering.add_argument("report")
    rendering.add_argument("-o", "--output", required=True)
    rendering.add_argument("--form", choices=RENDERED, default=Form.full.value, help="哪一种文稿")
    understanding = commands.add_parser("read", help="读懂一份报告（.docx、.doc、.txt）")
    understanding.add_argument("--outline", default="standard", help="放进哪个提纲")
    inspecting = commands.add_parser("inspect", help="对照 GB/T 9704-2012 检查一份公文（.docx、.doc、.wps）")
    inspecting.add_argument("--manifest", help="与导出时的清单比对")
    for parser_of, run in ((understanding, read), (inspecting, inspect)):
        parser_of.add_argument("--json", action="store_true", help="输出 JSON")
        _with_argument(parser_of, run, "file")
    _with_argument(commands.add_parser("backup", help="备份到文件夹"), backup, "folder")
    _with_argument(commands.add_parser("restore", help="从备份文件恢复"), restore, "file")
    _with_argument(commands.add_parser("reset-password", help="重设密码"), reset_password, "name")
    return parser


def _with_argument(parser: argparse.ArgumentParser, command: Command, argument: str) -> None:
    parser.set_defaults(command=command)
    parser.add_argument(argument)


if __name__ == "__main__":
    sys.exit(main())
