"""Pages as text: the template environments, their filters and globals; knows no request and no route."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parents[2] / "templates"

_BEIJING = timezone(timedelta(hours=8), "UTC+08:00")
_WEEKDAYS = "一二三四五六日"
_COMPONENTS = (
    "back-link",
    "button",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "file-upload",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "radios",
    "select",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)


def page(template: str, /, **values: object) -> str:
    """The template under templates/ filled in; a name it needs and is not given is an error."""
    return _environment().get_template(template).render(values)


def when(moment: datetime) -> str:
    """An aware moment as Beijing reads it: 1月9日 10:32."""
    local = _beijing(moment)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def when_full(moment: datetime) -> str:
    """An aware moment with its year: 2026年1月9日 10:32."""
    return f"{_beijing(moment).year}年{when(moment)}"


def clock_time(moment: datetime) -> str:
    """The hour and minute of an aware moment in Beijing: 10:32."""
    return f"{_beijing(moment):%H:%M}"


def day(value: date) -> str:
    """A date in the current year as people say it: 1月31日（周六）."""
    return f"{value.month}月{value.day}日（周{_WEEKDAYS[value.weekday()]}）"


def day_full(value: date) -> str:
    """A date as a paper writes it: 2026年1月31日."""
    return f"{value.year}年{value.month}月{value.day}日"


def number(value: int | Decimal) -> str:
    """A number without exponent, thousands separators or idle zeros: 1200, 3.5."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def asset(name: str) -> str:
    """The address of a file under static/, changing with its bytes so that no browser keeps an old one."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _beijing(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment without time zone cannot be shown: {moment}")
    return moment.astimezone(_BEIJING)


@cache
def _environment() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else every page asks the disk about every template it is made of
    )
    pages.filters |= {shown.__name__: shown for shown in (when, when_full, clock_time, day, day_full, number)}
    pages.globals |= {"asset": asset, "govuk": _components()}
    return pages


def _components() -> SimpleNamespace:
    """The macros of govuk-frontend-jinja as `govuk.error_summary({...})`; they break under StrictUndefined."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    lenient = Environment(loader=loader, autoescape=True)
    return SimpleNamespace(**{name.replace("-", "_"): _macro(lenient, name) for name in _COMPONENTS})


def _macro(lenient: Environment, component: str) -> object:
    module = lenient.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
    macro: object = getattr(module, "govuk" + component.title().replace("-", ""))
    return macro
