"""The storm: many typists, servers that are killed by their number at random and started again, and what must be true afterwards."""

import math
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from server.actions import exporting, replaying
from server.actions.restoring import RESTORE
from server.actions.saving import MERGED
from server.report.chronicle.happenings import Happening
from server.storage import chronicles, contents, reports
from server.storage import tables as t
from tests.cast import LIN, ZHAO, Town
from tests.e2e.serving import Serving
from tests.storm.acknowledged import PATIENCE, Acknowledged, Oracle
from tests.storm.typists import Typist
from tests.web.conftest import session

SECTIONS = 15


@dataclass(frozen=True)
class Weather:
    """How many for how many seconds of serving, how many seconds lie between two kills at least and at most, how many saves at least.

    What a server takes to start again is added to the time, so that a slow machine does not make a calm storm.
    """

    clients: int
    seconds: float
    kills: tuple[float, float]
    least: int
    seed: int


@dataclass(frozen=True)
class Told:
    """What came of a storm."""

    acknowledged: tuple[Acknowledged, ...]
    tally: dict[str, int]
    kills: int

    def __str__(self) -> str:
        took = sorted(each.took for each in self.acknowledged) or [0.0]
        p50, p99 = took[len(took) // 2], took[len(took) * 99 // 100]
        hows: dict[str, int] = defaultdict(int)
        for each in self.acknowledged:
            hows[each.how] += 1
        return (
            f"{len(self.acknowledged)} saves acknowledged {dict(hows)}, {self.kills} kills, "
            f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, {dict(sorted(self.tally.items()))}"
        )


@dataclass
class Clock:
    """When the storm is over: after its time, and not before so many saves."""

    ends: float
    least: int
    oracle: Oracle

    @property
    def over(self) -> bool:
        """Whether it is."""
        now = time.monotonic()
        return now > self.ends and (self.oracle.saves >= self.least or now > self.ends + PATIENCE)


def places(town: Town) -> tuple[str, ...]:
    """The addresses of the first sections of the report that are on."""
    shown = [each for each in town.sections().values() if each.level and each.shown]
    return tuple(f"/reports/{town.report}/sections/{each.id}" for each in shown[:SECTIONS])


def storm(town: Town, servers: Sequence[Serving], weather: Weather, file: Path) -> Told:
    """Everybody types until the time is over; meanwhile a server at a time is killed and started again. All are running at the end."""
    dice = Random(weather.seed)
    oracle = Oracle(file)
    paths = places(town)
    tokens = [session(town, (LIN, ZHAO)[at % 2]) for at in range(weather.clients)]
    town.database.engine.dispose()
    addresses = tuple(each.address for each in servers)
    clock = Clock(time.monotonic() + weather.seconds, weather.least, oracle)
    typists = [Typist(at, token, addresses, paths, oracle, Random(dice.random())) for at, token in enumerate(tokens)]
    broken: list[BaseException] = []

    def working(typist: Typist) -> None:
        try:
            typist.work(lambda: clock.over)
        except BaseException as wrong:
            broken.append(wrong)
            raise

    threads = [threading.Thread(target=working, args=(each,)) for each in typists]
    for each in threads:
        each.start()
    kills = _killing(servers, weather, clock, oracle, dice)
    for each in threads:
        each.join()
    assert not broken, broken
    assert file.exists(), oracle.tally
    return Told(oracle.acknowledged(), oracle.tally, kills)


def _killing(servers: Sequence[Serving], weather: Weather, clock: Clock, oracle: Oracle, dice: Random) -> int:
    """Kill now and then, never before as many saves as there are clients were answered since the last time."""
    kills, calm = 0, threading.Event()
    while True:
        wait = dice.uniform(*weather.kills)
        if clock.ends - time.monotonic() <= wait:
            return kills
        calm.wait(wait)
        oracle.wait_for(weather.clients)
        left, clock.ends = clock.ends - time.monotonic(), math.inf
        victim = dice.choice(servers)
        victim.kill()
        kills += 1
        victim.start()
        clock.ends = time.monotonic() + left


def judge(town: Town, told: Told, file: Path) -> None:
    """Every acknowledged text is in the history, versions have no gap, each replaced the one it was saved over, a replay gives the end."""
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report
        targets = tuple(connection.execute(select(t.history.c.target).where(t.history.c.report_id == report.id).distinct()).scalars())
        typed = [each for each in targets if each.startswith(("text:", "entry:", "item:"))]
        kept: dict[str, dict[int, Happening]] = defaultdict(dict)
        for each in chronicles.versions(connection, typed):
            assert each.version not in kept[each.target], f"{each.target} has two versions {each.version}"
            kept[each.target][each.version] = each
        last = int(connection.execute(select(func.max(t.history.c.id))).scalar() or 0)
        assert replaying.replayed(connection, town.library, report, last).snapshot == exporting.written_of(connection, town.library, report)
        stored = contents.texts(connection, reports.section_ids(connection, report.id))
    newest = {target: max(versions) for target, versions in kept.items() if target.startswith("text:")}
    assert {f"text:{section}": text.version for section, text in stored.items()} == newest
    for versions in kept.values():
        assert sorted(versions) == list(range(1, len(versions) + 1))
    for said in told.acknowledged:
        _kept(said, kept[_target(town, said.field)])
    _nothing_strange(kept, Oracle(file).all_sent())


def _kept(said: Acknowledged, versions: dict[int, Happening]) -> None:
    """What was acknowledged is that version in the history, and replaced the version it was saved over."""
    assert said.version == said.base + 1, said
    if said.how == RESTORE:
        body = versions[int(said.value["from"])].value["body"]
        now = versions.get(said.version)
        assert body == versions[said.base].value["body"] or (now and (now.action, now.value["body"]) == (RESTORE, body)), said
        return
    there = versions[said.version].value
    for part, text in said.value.items() if said.how == "save" else _new(said, versions):
        whole = said.how != MERGED or part != "body"
        assert there[part] == text if whole else _own(said, text) - _known(said, versions) <= set(_sentences(there[part])), (said, there)


def _new(said: Acknowledged, versions: dict[int, Happening]) -> list[tuple[str, str]]:
    """The parts that the client wrote: what stood in no version before."""
    before = [each.value for number, each in versions.items() if number <= said.base]
    return [(part, text) for part, text in said.value.items() if text and text not in [value.get(part) for value in before]]


def _own(said: Acknowledged, text: str) -> set[str]:
    """The sentences of a text that the client wrote itself."""
    return {each for each in _sentences(text) if each.startswith(f"甲{said.client}乙")}


def _known(said: Acknowledged, versions: dict[int, Happening]) -> set[str]:
    """Every sentence that stood there before; one that others took out since need not come back."""
    bodies = (each.value.get("body", "") for number, each in versions.items() if number <= said.base)
    return {sentence for body in bodies for sentence in _sentences(body)}


def _sentences(text: str) -> list[str]:
    return [each for each in text.split("。") if each]


def _nothing_strange(kept: dict[str, dict[int, Happening]], sent: set[tuple[str, str, str]]) -> None:
    """No text in the history was never sent by anybody, unless two were made one."""
    for target, versions in kept.items():
        if target.startswith("text:"):
            name = f"text.{target.partition(':')[2]}"
            typed = {text for field, part, text in sent if (field, part) == (name, "body")}
            for each in versions.values():
                assert each.action in (MERGED, RESTORE) or each.value["body"] in typed or each.version == 1, each


def _target(town: Town, field: str) -> str:
    kind, _, key = field.partition(".")
    return f"text:{key}" if kind == "text" else f"{kind}:{town.report}:{key}"
