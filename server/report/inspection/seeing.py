"""What a line is read as where a stray mark behind it would hide what it is; its own words are not changed."""

_STOPS = "。.，；："


def readable(text: str, *, large: bool) -> str:
    """A line for understanding: a `large` centred line without the mark behind it, which would make prose of a title."""
    return text.rstrip(_STOPS) if large else text
