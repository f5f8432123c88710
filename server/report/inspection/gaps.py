"""How many lines are left empty between two elements, as a person would count them."""

from server.report.inspection.layout import Block
from server.report.inspection.paper import Paper


def lines_between(paper: Paper, above: Block, below: Block) -> float | None:
    """Empty lines between two paragraphs, spacing counted in lines; None when text or another story lies between them."""
    between = paper.between(above, below)
    if between is None or any(block.text.strip() for block in between):
        return None
    lines = sum(1.0 if block.line_rule != "exact" else block.line / paper.line for block in between)
    spacing = above.after_twips + below.before_twips + sum(block.before_twips + block.after_twips for block in between)
    return lines + spacing / paper.line
