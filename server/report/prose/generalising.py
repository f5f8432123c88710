"""A sentence somebody wrote as one that can be said again: its figures become placeholders, or this year's figures."""

from collections.abc import Callable, Mapping

from server.report.phrases import PLACEHOLDER
from server.report.prose.figures import Figure, figures_in
from server.report.prose.recognising import Recognition

_PLAIN = str.maketrans("[]{}", "〔〕｛｝")


def generalised(words: str, section: str, known: Recognition) -> str:
    """A sentence with every figure that is recognised as a placeholder; its own brackets and braces are made harmless."""
    plain = words.translate(_PLAIN)
    return _replaced(plain, figures_in(plain, known, section), lambda each: f"{{{each.indicator}}}" if each.indicator else each.printed)


def said_now(words: str, section: str, known: Recognition, values: Mapping[str, str]) -> tuple[str, int]:
    """A sentence of another year with the figures of `values`, and how many of its figures are still the old ones."""
    found = figures_in(words, known, section)
    return _replaced(words, found, lambda each: values.get(each.indicator, each.printed)), sum(
        each.indicator not in values for each in found
    )


def named(wording: str, names: Mapping[str, str]) -> str:
    """A wording for a reader: what stands for a figure is called by its name, 〔信访受理〕."""
    return PLACEHOLDER.sub(lambda found: f"〔{names.get(found[1], found[1])}〕", wording).replace("[", "").replace("]", "")


def _replaced(words: str, found: tuple[Figure, ...], with_: Callable[[Figure], str]) -> str:
    pieces, at = [], 0
    for each in found:
        pieces += [words[at : each.start], with_(each)]
        at = each.end
    return "".join((*pieces, words[at:]))
