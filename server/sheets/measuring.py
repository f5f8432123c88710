"""How high a row must be for its wrapped text: spreadsheets do not fit rows of files they did not write."""

from math import ceil

from server.report.words import width

_PIXELS, _PADDING = 7, 12
_PIXELS_PER_POINT = 96 / 72
_LEADING = 1.32
_MARGIN = 6.0


def height(text: str, column_width: int, points: float) -> float:
    """Points for a text in a column of so many half-width characters (of the default font), with room for unlucky breaks."""
    room = (column_width * _PIXELS - _PADDING) / (points * _PIXELS_PER_POINT)
    lines = sum(max(1, ceil(width(line) / (room - 1))) for line in text.split("\n"))
    return lines * points * _LEADING + _MARGIN
