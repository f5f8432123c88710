"""What ought to be heard in a season, reckoned apart from the program: its own calendar, its own rules, and what truly arrived."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

ONE = timedelta(days=1)
# The notices of the State Council for 2025 and 2026, from November 2025 to April 2026.
OFF = (
    {date(2026, 1, each) for each in (1, 2, 3)}
    | {date(2026, 2, each) for each in range(15, 24)}
    | {date(2026, 4, each) for each in (4, 5, 6)}
)
WORKED = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)}
SENT_BY, PUBLIC_BY = date(2026, 1, 30), date(2026, 3, 31)
STEPS = [
    (each["key"], each["name"], each["workdays"], each.get("anchor", "delivery"))
    for each in tomllib.loads((Path(__file__).parents[2] / "data" / "steps.toml").read_text("utf-8"))["step"]
    if "township" in each["tiers"] and each.get("required", True)
]
NEVER_OVERTAKEN = {"delivery", "receipt", "secrecy_review", "publication", "archive"}
BEFORE_SIGNING = {"notice", "figures", "draft", "cross_check", "consultation", "decision", "signature"}
SENT = ("report-higher_party", "report-higher_government", "copy-higher_oversight")
DECIDED, PUBLIC = "deliberate-own_party", "publish-public"
ROWS = {
    SENT[0]: "报送中共云澜县委",
    SENT[1]: "报送云澜县人民政府",
    SENT[2]: "抄送中共云澜县委全面依法治县委员会办公室",
    DECIDED: "中共云澜县{town}委员会审议",
    PUBLIC: "向社会公开",
}
STEP_LINE, ROW_LINE = re.compile(r"下一步是(.+?)，计划(\d+)月(\d+)日"), re.compile(r"(.+?)，最迟(\d+)月(\d+)日")
HEAD = re.compile(r"^(.+?)2025年度法治政府建设年度报告$")
Matter = tuple[str, str]  # town and what is said of it
Heard = tuple[str, str, str, str]  # way, who, town, what


def working(day: date) -> bool:
    """Whether offices work."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


@cache
def workdays_from(day: date, count: int) -> date:
    """So many working days after the last one not after the day; negative is before."""
    while not working(day):
        day -= ONE
    for _ in range(abs(count)):
        day += ONE if count > 0 else -ONE
        while not working(day):
            day += ONE if count > 0 else -ONE
    return day


@cache
def last_call(due: date, day: date, ahead: tuple[int, ...]) -> date | None:
    """The last day up to this one on which something due is to be said."""
    if day > due:
        return day
    return max((each for stage in (*ahead, 0) if (each := workdays_from(due, -stage)) <= day), default=None)


@dataclass
class Town:
    """A town as the story goes on. `people`: roles by name; `open` once its report is there."""

    name: str
    people: dict[str, set[str]] = field(default_factory=dict)
    ahead: tuple[int, ...] = (30, 14, 7, 3, 1)
    quiet: set[date] = field(default_factory=set)
    open: bool = False
    state: str = "filling"
    done: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    put_off: dict[str, date] = field(default_factory=dict)
    again: dict[str, date] = field(default_factory=dict)
    whole: bool = False
    sent_on: dict[str, date] = field(default_factory=dict)
    moved: date | None = None
    nudged: date | None = None
    morning: date | None = None

    def due(self, key: str) -> date:
        """The day to keep of a row of the first delivery: the last working day where it was put off to a day off."""
        return workdays_from(self.put_off.get(key, PUBLIC_BY if key == PUBLIC else SENT_BY), 0)

    def said(self, key: str) -> str:
        """A row as a letter says it."""
        return ROWS[key].format(town=self.name)

    def matters(self) -> dict[str, tuple[date, set[str]]]:
        """What is open, as a letter says it, with its day and the roles it waits for."""
        if not self.open:
            return {}
        found = {self.said(key): (self.due(key), {"editor"}) for key in ROWS if key not in self.rows}
        found |= {self.said(key): (day, {"editor"}) for key, day in self.again.items()}
        anchors = {"delivery": min(self.due(key) for key in SENT), "publication": self.due(PUBLIC)}
        return found | {name: (workdays_from(anchors[anchor], far), self._waits_for(key)) for key, name, far, anchor in self._next()}

    def call(self, due: date, day: date, *, before: date | None = None) -> date | None:
        """The last day up to this one on which something due is to be said, the county's nudges among them, those `before` a day alone."""
        meant = self.morning if before else self.nearest()
        asked = self.nudged if self.nudged and due <= max(meant or day, day) and self._fresh(self.nudged, day) else None
        heeded = asked if asked and (before is None or asked < before) else None
        return max((each for each in (last_call(due, day, self.ahead), heeded) if each), default=None)

    def nearest(self) -> date | None:
        """The next day of a row."""
        return min([self.due(key) for key in ROWS if key not in self.rows] + list(self.again.values()), default=None)

    def _fresh(self, nudged: date, day: date) -> bool:
        """Whether it is still that day, or the next on which something is said."""
        after = (nudged + ONE * far for far in range(1, (day - nudged).days + 1))
        return nudged <= day and sum(working(each) and each not in self.quiet for each in after) <= 1

    def hears(self, roles: set[str]) -> dict[str, bool]:
        """Who is reached, and whether by letter: a role nobody holds falls to the editor, then to the administrator."""
        found = {name: bool(held & roles - {"overseer"}) for name, held in self.people.items() if held & roles}
        if any(found.values()):
            return found
        falls = next((names for role in ("editor", "admin") if (names := [n for n, held in self.people.items() if role in held])), [])
        return found | dict.fromkeys(falls, True)

    def _settled(self) -> set[str]:
        derived = {
            "draft": self.whole or self.state in ("submitted", "approved", "signed"),
            "signature": self.state == "signed",
            "decision": DECIDED in self.rows,
            "delivery": set(SENT) <= self.rows,
            "receipt": set(SENT) <= self.rows,
            "publication": PUBLIC in self.rows,
        }
        return self.done | {key for key, there in derived.items() if there}

    def _next(self) -> Iterator[tuple[str, str, int, str]]:
        settled = self._settled()
        last = max((at for at, step in enumerate(STEPS) if step[0] in settled), default=-1)
        waiting = [step for at, step in enumerate(STEPS) if step[0] not in settled and (at > last or step[0] in NEVER_OVERTAKEN)]
        yield from waiting[: 2 if waiting and waiting[0][0] == "notice" else 1]

    def _waits_for(self, step: str) -> set[str]:
        by_state = {"county_review": {"editor", "overseer"}, "submitted": {"reviewer"}, "approved": {"signer", "editor"}}
        if step in BEFORE_SIGNING and self.state in by_state:
            return by_state[self.state]
        writers = {"editor"} if self.whole else {"contributor", "editor"}
        return {"figures": writers, "draft": writers, "signature": {"signer", "editor"}}.get(step, {"editor"})


@dataclass
class Watch:
    """Holds what arrived against what ought to: every fault is a sentence. `mailed`: who takes letters; `robot`: the town with one."""

    towns: dict[str, Town]
    mailed: set[str] = field(default_factory=set)
    robot: str = ""
    robot_ways: tuple[str, ...] = ()
    heard: dict[Heard, date] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)
    letters: Counter[tuple[str, str, date]] = field(default_factory=Counter)
    strange: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    arrived: Counter[str] = field(default_factory=Counter)

    def awaited(self) -> dict[Heard, date]:
        """Everything that waits for somebody now, by way, with its day."""
        found: dict[Heard, date] = {}
        for town in self.towns.values():
            for said, (due, roles) in town.matters().items():
                for name, written in town.hears(roles).items():
                    found["inbox", name, town.name, said] = due
                    if written and name in self.mailed:
                        found["mail", name, town.name, said] = due
                if town.name == self.robot:
                    found |= {(way, town.name, town.name, said): due for way in self.robot_ways}
        return found

    def arrive(self, way: str, who: str, text: str, day: date, number: str, awaited: dict[Heard, date]) -> None:
        """Something reached somebody. It must be open, theirs, called for and new, unless nobody knew whether it had arrived before."""
        self.arrived[way] += 1
        self.numbers[number] += 1
        self.letters[way, who, day] += self.numbers[number] == 1
        wrong = [] if self.letters[way, who, day] == 1 else ["a second letter of a day"]
        if not working(day):
            wrong.append("a letter on a day off")
        lines = list(_lines(text))
        wrong += [] if lines else ["a letter of nothing"]
        for town, said, month, at in lines:
            due = awaited.get((way, who, town, said))
            if due is None or (due.month, due.day) != (month, at):
                self.faults.append(f"{day} {way} {who} {town}: {said} is not open, not theirs, or due on another day than {month}-{at}")
                continue
            wrong += self._called(way, who, town, said, due, day)
        if wrong:
            self.strange[number] = f"{day} {way} {who}: {'; '.join(wrong)}"

    def group(self, way: str, text: str, day: date, awaited: dict[Heard, date]) -> None:
        """A robot spoke: once a day, when something is called for, naming nothing."""
        self.arrived[way] += 1
        self.letters[way, self.robot, day] += 1
        if any(word in text for word in (*self.towns, "县委", "报送", "签发")):
            self.faults.append(f"{day} {way}: {text}")
        mine = {each: due for each, due in awaited.items() if each[0] == way}
        called = [each for each, due in mine.items() if not self._called(way, self.robot, self.robot, each[3], due, day)]
        if not called or self.letters[way, self.robot, day] > 1 or not working(day):
            self.extra.append(f"{day} {way}: nothing was called for")
        # One message stands for everything that is due by then.
        self.heard |= {each: day for each in mine if self.towns[self.robot].call(mine[each], day)}

    def end(self, day: date, morning: dict[Heard, date], down: set[str]) -> None:
        """At the end of a day, whoever was to hear of what was open all day has heard since its last call."""
        evening = self.awaited()
        for each, due in morning.items():
            town = self.towns[each[2]]
            if not working(day) or day in town.quiet or each[0] in down or evening.get(each) != due:
                continue
            # Who had the letter of the day before the county nudged hears on the next.
            call, heard = town.call(due, day, before=day), self.heard.get(each)
            if call and (heard is None or heard < call):
                self.faults.append(f"{day} {each}: due {due}, called on {call}, heard {heard}")

    def _called(self, way: str, who: str, town: str, said: str, due: date, day: date) -> list[str]:
        place = self.towns[town]
        call, before = place.call(due, day), self.heard.get((way, who, town, said))
        if way in ("inbox", "mail"):
            self.heard[way, who, town, said] = day
        wrong = [] if call and (before is None or before < call) else [f"{town} {said} was not called for"]
        return [*wrong, *([f"{town} wants quiet"] if day in place.quiet else [])]


def _lines(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Town, what is said, month and day of every line of a letter."""
    town = ""
    for line in text.splitlines():
        if head := HEAD.match(line.strip()):
            town = head[1]
        elif numbered := re.match(r"^\d+\. (.+)$", line.strip()):
            found = STEP_LINE.match(numbered[1]) or ROW_LINE.match(numbered[1])
            assert found, line
            yield town, found[1], int(found[2]), int(found[3])
