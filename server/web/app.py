"""The application: routes, errors as pages, headers, four threads, and a quiet garbage collector."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.actions.calling import Office
from server.actions.daily import Daily
from server.report.problems import Locked, NotAllowed, NotFound, Problem, ReadOnly, Refused, SignInNeeded, Stale, broken_down, form_expired
from server.web.depends import Asking, Unsafe
from server.web.forms import kept_json
from server.web.render import STATIC
from server.web.routing import ROUTES
from server.web.site import Site
from server.web.worker import SILENT

THREADS = 4
KEPT = "public, max-age=31536000, immutable"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
STATUS: dict[type[Problem], int] = {NotFound: 404, NotAllowed: 403, Locked: 409, Stale: 409, Refused: 422, ReadOnly: 503, SignInNeeded: 401}
log = logging.getLogger("chengbao")


def make_app(site: Site, office: Office | None = None) -> FastAPI:
    """The ASGI application of a site; `office` reminds while it serves."""
    app = FastAPI(title="呈报", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    app.state.site, app.state.office = site, office
    for module in ROUTES:
        app.include_router(module.router)
    app.add_api_route("/healthz", healthz, methods=["GET"])
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for kind in (Problem, Unsafe, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, shown)
    app.add_middleware(WithHeaders)
    return app


def healthz(request: Request) -> Response:
    """Whether the store answers."""
    site: Site = request.app.state.site
    with site.database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    return JSONResponse({"status": "ok"})


class WithHeaders:
    """Every answer carries the strict headers; pages are never kept by a cache, versioned assets are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, adding headers to the start of the answer."""
        versioned = scope["type"] == "http" and scope["path"].startswith("/static/") and b"v=" in scope["query_string"]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", KEPT if versioned else "no-store")
            await send(message)

        await self.app(scope, receive, sending)


async def shown(request: Request, error: Exception) -> Response:
    """An error as an answer with the strict headers, which Starlette's last resort would go without."""
    answer = await _answer(request, error)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


async def _answer(request: Request, error: Exception) -> Response:
    """An error as a page that says what to do and keeps what was typed; to the autosave as JSON."""
    ask = getattr(request.state, "ask", None)
    message, status = _told(error)
    if not isinstance(ask, Asking):
        return PlainTextResponse(message, status)
    if ask.autosave:
        return ask.json({"status": "refused", "message": message}, status)
    response = await anyio.to_thread.run_sync(_page, ask, message, status)
    return _whole(response) if ask.swap else response


def _whole(response: Response) -> Response:
    """A problem met by htmx takes the place of the page's main, not of the part it asked for."""
    response.headers.update({"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"})
    return response


def _page(ask: Asking, message: str, status: int) -> Response:
    """The page of an error; before signing in, the sign-in page that goes on to where one was going."""
    if status == STATUS[SignInNeeded]:
        if ask.method == "GET":
            return ask.go(f"/sign-in?next={ask.path}")
        errors = [{"field": "login", "text": message}]
        following = ask.path if ask.form.kept() else "/"
        return ask.page("pages/sign_in.html", 401, next=following, kept=kept_json(ask.form), errors=errors, login="")
    if ask.session is None:
        with ask.site.database.read() as connection:
            ask.recognise(connection)
    return ask.page("pages/problem.html", status, message=message, pairs=ask.form.kept(), target=ask.path)


def _told(error: Exception) -> tuple[str, int]:
    """The sentence and the status of an error."""
    if isinstance(error, Problem):
        return error.message, STATUS[type(error)]
    if isinstance(error, Unsafe):
        return form_expired(), 403
    if isinstance(error, RequestValidationError):
        return NotFound().message, 404
    if isinstance(error, HTTPException):
        return (NotFound().message if error.status_code == STATUS[NotFound] else str(error.detail)), error.status_code
    log.error("unexpected", exc_info=error)
    return broken_down(), 500


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    site: Site = app.state.site
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    gc.collect()
    gc.freeze()
    await anyio.to_thread.run_sync(site.worker.resume, timedelta() if site.database.sqlite_file else SILENT)
    daily = Daily(app.state.office, site.settings.log_days) if app.state.office else None
    if daily:
        daily.start()
    site.examiner.start()
    yield
    if daily:
        await anyio.to_thread.run_sync(daily.close)
    await anyio.to_thread.run_sync(site.examiner.close)
    await anyio.to_thread.run_sync(site.worker.close)
