"""Where the lines below a title are broken; the title itself comes broken from the manuscript."""

from server.report.formats import Format
from server.report.words import title_lines


def occasion(text: str, measures: Format) -> str:
    """The words of an occasion, broken at words where they are longer than a line of the page."""
    style = measures.styles.occasion
    most = measures.page.text_width_twips // style.character_twips
    return "\n".join(line for part in text.splitlines() for line in title_lines(part, most))
