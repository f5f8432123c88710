"""The lists that words are judged by, as data/wording/ holds them and as an office adds to them, and how they are looked up."""

from functools import cached_property
from itertools import chain

from server.report.checks.listed import (
    Common,
    Confusable,
    Doubling,
    Formula,
    Misspelt,
    Organ,
    Pattern,
    Plain,
    Reduplicated,
    Shape,
    Sound,
    Superseded,
    Tifa,
    TitleOf,
    Titles,
    Vocabulary,
)
from server.report.checks.mistyping import CommonWords, unfolded
from server.report.checks.nearness import Likeness, Nearness
from server.report.checks.spotting import Spots
from server.report.checks.titling import KnownTitles
from server.report.values import Frozen

__all__ = [
    "Common",
    "Confusable",
    "Doubling",
    "Formula",
    "Misspelt",
    "Organ",
    "Pattern",
    "Plain",
    "Reduplicated",
    "Shape",
    "Sound",
    "Superseded",
    "Tifa",
    "TitleOf",
    "Titles",
    "Vocabulary",
    "Wording",
]


class Wording(Frozen):
    """All lists together."""

    confusables: tuple[Confusable, ...] = ()
    misspelt: tuple[Misspelt, ...] = ()
    formulas: tuple[Formula, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    titles: tuple[TitleOf, ...] = ()
    more_titles: tuple[Titles, ...] = ()
    organs: tuple[Organ, ...] = ()
    plain: tuple[Plain, ...] = ()
    tifa: tuple[Tifa, ...] = ()
    vocabulary: tuple[Vocabulary, ...] = ()
    sounds: tuple[Sound, ...] = ()
    shapes: tuple[Shape, ...] = ()
    doublings: tuple[Doubling, ...] = ()
    reduplicated: tuple[Reduplicated, ...] = ()
    common: tuple[Common, ...] = ()

    def joined(self, other: "Wording") -> "Wording":
        """These lists and those of an office."""
        changed = {name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields if getattr(other, name)}
        joined = self.model_copy(update=changed)
        for name, lists in _MADE_OF.items():
            if lists & changed.keys():
                joined.__dict__.pop(name, None)
        return joined

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Words on the whitelist for every rule."""
        return frozenset(each.word for each in self.plain if not each.rule)

    @cached_property
    def spared(self) -> dict[str, Spots[str]]:
        """By rule, the words on its whitelist and on everyone's; "" for a rule that has none of its own."""
        rules = {"", *(each.rule for each in self.plain)}
        return {
            rule: Spots((each.word, each.word) for each in self.plain if each.rule in {"", rule} and len(each.word) > 1) for rule in rules
        }

    @cached_property
    def confused(self) -> Spots[Confusable]:
        """The wrong words of the confusables."""
        misspelt = chain.from_iterable(each.entries() for each in self.misspelt)
        return Spots((each.wrong, each) for each in (*self.confusables, *misspelt))

    @cached_property
    def misworded(self) -> Spots[Formula]:
        """The wrong forms of the formulas."""
        return Spots((wrong, each) for each in self.formulas for wrong in each.wrong)

    @cached_property
    def outdated(self) -> Spots[Superseded]:
        """The superseded terms."""
        return Spots((each.term, each) for each in self.superseded)

    @cached_property
    def disused(self) -> Spots[Tifa]:
        """The out-of-date forms of the 提法."""
        return Spots((wrong, each) for each in self.tifa for wrong in each.wrong)

    @cached_property
    def misnamed(self) -> Spots[Organ]:
        """The wrong names of bodies."""
        return Spots((wrong, each) for each in self.organs for wrong in each.wrong)

    @cached_property
    def turned(self) -> dict[str, tuple[Pattern, ...]]:
        """The patterns by rule, which is what their id begins with (G01.2 is of G01)."""
        rules = dict.fromkeys(each.id.partition(".")[0] for each in self.patterns)
        return {rule: tuple(each for each in self.patterns if each.id.partition(".")[0] == rule) for rule in rules}

    @cached_property
    def titled(self) -> KnownTitles:
        """The titles of laws and papers that are known."""
        more = ((name, "") for each in self.more_titles for name in each.names)
        return KnownTitles((*((each.name, each.number) for each in self.titles), *more))

    @cached_property
    def near(self) -> Nearness:
        """The fixed words by which slips are found."""
        likeness = Likeness(
            ((each.reading, each.characters) for each in self.sounds), (group for each in self.shapes for group in each.groups)
        )
        return Nearness((word for each in self.vocabulary for word in each.words), likeness)

    @cached_property
    def usual(self) -> CommonWords:
        """The common words of two characters by which mistyped ones are found."""
        alike: dict[str, list[str]] = {}
        sounds = ((each.reading, each.characters) for each in self.sounds)
        shapes = ((group, group) for each in self.shapes for group in each.groups)
        for name, characters in chain(sounds, shapes):
            for character in characters:
                alike.setdefault(character, []).append(name)
        words = chain.from_iterable(unfolded(each.words) for each in self.common)
        also = chain.from_iterable(unfolded(each.also) for each in self.common)
        return CommonWords(words, also, "".join(each.uncertain for each in self.common), alike)

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of the 通用规范汉字表; empty when the list is not there."""
        return frozenset(chain.from_iterable(each.characters for each in self.sounds))

    @cached_property
    def doubled(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """By character, what may end a word with it before it is doubled, and what may go on a word that it begins after."""
        return dict(chain.from_iterable(each.places() for each in self.doublings))

    @cached_property
    def said_twice(self) -> frozenset[str]:
        """Words in which a character comes twice in a row rightly."""
        return frozenset(chain.from_iterable(each.words for each in self.reduplicated))


_MADE_OF = {
    "allowed": {"plain"},
    "spared": {"plain"},
    "confused": {"confusables", "misspelt"},
    "misworded": {"formulas"},
    "outdated": {"superseded"},
    "disused": {"tifa"},
    "misnamed": {"organs"},
    "turned": {"patterns"},
    "titled": {"titles", "more_titles"},
    "near": {"vocabulary", "sounds", "shapes"},
    "usual": {"common", "sounds", "shapes"},
    "characters": {"sounds"},
    "doubled": {"doublings"},
    "said_twice": {"reduplicated"},
}
