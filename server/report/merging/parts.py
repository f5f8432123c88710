"""The parts of one field (a figure's number, cut-off, source …) as shown, as typed and as they are now: what is whose."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from server.report.merging.both import together

Value = dict[str, str]


@dataclass(frozen=True)
class Laid:
    """The field with what was typed laid over what is there now.

    `value`: what the typist left alone is as others made it. `differs`: the parts where it is not what is there now; `clashing`: those
    of them that others changed, too.
    """

    value: Value
    differs: tuple[str, ...]
    clashing: tuple[str, ...]


def laid(shown: Mapping[str, str], typed: Mapping[str, str], there: Mapping[str, str], firm: Container[str] = ()) -> Laid:
    """What was typed over what is there. Of the parts named in `firm` all is meant as it is typed, even where it is what was shown."""
    mine = {name: text for name, text in typed.items() if name in firm or text != shown.get(name, "")}
    value = dict(there) | mine
    differs = tuple(name for name, text in mine.items() if text != there.get(name, ""))
    return Laid(value, differs, tuple(name for name in differs if there.get(name, "") != shown.get(name, "")))


def joined(shown: Mapping[str, str], typed: Mapping[str, str], there: Mapping[str, str]) -> Value | None:
    """Both changes of every part in one value; None where any part has a sentence that both changed."""
    made = {name: together(shown.get(name, ""), text, there.get(name, "")) for name, text in typed.items()}
    whole = {name: text for name, text in made.items() if text is not None}
    return dict(there) | whole if len(whole) == len(made) else None
