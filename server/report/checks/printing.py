"""A right figure in the form in which the wrong one is printed: Arabic or Chinese, with its unit, places and qualifier."""

from decimal import Decimal

from server.report.checks.saying import shown
from server.report.prose.figures import Figure
from server.report.words import chinese_number

_DIGITS = "零一二三四五六七八九"
_FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")
_MOST = 10_000
_TIMES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


def places(figure: Figure) -> int:
    """How many decimal places are printed: 92.20% has two."""
    return len(figure.numeral.rstrip("万亿").partition(".")[2])


def as_printed(figure: Figure, value: Decimal) -> str:
    """`value`, counted as `figure.value` is, in the form of the figure; "" where its form is not one that can be followed."""
    printed = figure.printed
    number = _spoken(printed, value) if printed[:1] in "百零〇一二两三四五六七八九十千" else _written(figure, value)
    return f"{number}{printed[len(_number(printed)) :]}" if number and not (figure.before or figure.joined) else ""


def _number(printed: str) -> str:
    """The digits a printed figure begins with."""
    plain = printed[:3] == "百分之"
    digits = "百零〇一二两三四五六七八九十千万亿点分之" if plain else "百零〇一二两三四五六七八九十千万亿0123456789０１２３４５６７８９.．,"
    end = next((at for at, sign in enumerate(printed) if sign not in digits), len(printed))
    return printed[:end]


def _written(figure: Figure, value: Decimal) -> str:
    times = next((each for each in _TIMES if figure.numeral.endswith(each) and not figure.unit.startswith(each)), "")
    number = shown(value / _TIMES[times]) if times else shown(value)
    grouped = f"{int(value):,}" if "," in figure.printed and value == value.to_integral_value() else number
    full = any("０" <= sign <= "９" for sign in figure.printed)
    kept = figure.unit[:1] if figure.unit[:1] in _TIMES else ""
    return (grouped.translate(_FULL) if full else grouped) + times + kept


def _spoken(printed: str, value: Decimal) -> str:
    whole, _, part = shown(value).partition(".")
    if printed.startswith("百分之"):
        said = "百" if whole == "100" else chinese_number(int(whole))
        return f"百分之{said}" + (f"点{''.join(_DIGITS[int(digit)] for digit in part)}" if part else "")
    return "" if part or int(whole) >= _MOST else chinese_number(int(whole))
