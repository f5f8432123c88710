"""The attachments of a paper: where each begins, what it holds, where its title stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.report.inspection.layout import Block
from server.report.reading.parts import Part

_LABEL = re.compile(r"附[\s\u3000]*件[\s\u3000]*(?:[0-9０-９一二三四五六七八九十]{1,2})?[\s\u3000]*[:：]?")


@dataclass(frozen=True)
class Enclosure:
    """One attachment: the line 附件1, what follows it, and how many empty lines stand between label and title."""

    label: Block
    blocks: tuple[Block, ...]
    gap: int

    @property
    def title(self) -> tuple[Block, ...]:
        """The lines of its title: the centred ones behind the label, else the first line."""
        centred = []
        for block in self.blocks:
            if block.alignment != "center" or block.place != "body":
                break
            centred.append(block)
        return tuple(centred) or self.blocks[:1]


def enclosures_in(blocks: Sequence[Block]) -> tuple[Enclosure, ...]:
    """The attachments among the paragraphs of a main story, each from its label to the next."""
    starts = [at for at, block in enumerate(blocks) if block.part is Part.attachment and _LABEL.fullmatch(block.text.strip())]
    ends = [*starts[1:], len(blocks)]
    return tuple(_enclosure(blocks[at:end]) for at, end in zip(starts, ends, strict=False))


def _enclosure(blocks: Sequence[Block]) -> Enclosure:
    label, *rest = blocks
    gap = next((at for at, block in enumerate(rest) if block.text.strip()), len(rest))
    return Enclosure(label, tuple(block for block in rest if block.text.strip()), gap)
