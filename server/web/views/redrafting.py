"""The page of a waiting draft: what it would change in the text, piece by piece, and what the form says to each."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.actions.redrafting import Proposed
from server.report.merging.threeway import Choice, Fate, Piece
from server.web.depends import LONGEST_ID
from server.web.forms import Form
from server.web.views.saving import Pieces, pieces_of

ASKED = "piece."
TICKED = (Fate.inserted, Fate.dropped, Fate.deleted)


@dataclass(frozen=True)
class Told:
    """A piece as shown: both versions cut into what is the same and what is not; `ticked`: it is taken when nobody says otherwise."""

    number: int
    piece: Piece
    mine: Pieces
    new: Pieces
    ticked: bool


@dataclass(frozen=True)
class Proposal:
    """Everything a waiting draft would do."""

    number: int
    based: bool
    changed: tuple[Told, ...]
    followed: tuple[Told, ...]
    inserted: tuple[Told, ...]
    dropped: tuple[Told, ...]
    deleted: tuple[Told, ...]
    preview: str

    @property
    def idle(self) -> bool:
        """Whether there is nothing to ask and nothing to take over."""
        return not (self.changed or self.followed or self.inserted or self.dropped or self.deleted)


def proposal(proposed: Proposed) -> Proposal:
    """What the page of a waiting draft shows. What a person took out is offered again only where the figures changed."""
    told = [_told(number, piece, based=proposed.based) for number, piece in proposed.merged.shown]
    kinds = {fate: tuple(each for each in told if each.piece.fate is fate) for fate in Fate}
    deleted = tuple(each for each in kinds[Fate.deleted] if each.piece.before != each.piece.new)
    usual = {each.number: Choice.new if each.ticked else Choice.mine for each in told if each.piece.fate in TICKED}
    return Proposal(
        proposed.draft.id,
        proposed.based,
        kinds[Fate.changed],
        kinds[Fate.followed],
        kinds[Fate.inserted],
        kinds[Fate.dropped],
        deleted,
        proposed.merged.text(usual),
    )


def choices(form: Form) -> Mapping[int, Choice]:
    """What a form says to each piece it asked about; what is unticked stays as it is."""
    asked = [(name.removeprefix(ASKED), value) for name, value in form.pairs if name.startswith(ASKED)]
    known = ((int(number), value) for number, value in asked if number.isascii() and number.isdigit() and len(number) <= LONGEST_ID)
    return {number: Choice(value) for number, value in known if value in set(Choice)}


def _told(number: int, piece: Piece, *, based: bool) -> Told:
    left, right = pieces_of(piece.mine, piece.new)
    return Told(number, piece, left, right, piece.fate is not Fate.deleted and (based or piece.fate is not Fate.inserted))
