"""A stream of made articles, added to a library as they come: time, memory, and right accounts.

    python benchmarks/stream.py [--articles N] [--per-day N] [--at-once N] [--library FILE] [--behind N]

The statements are made directly (coding is measured elsewhere); joining and library are the real ones. Made
events have a place, a doer, a day and a toll; each is told by one to some forty articles over the next days,
with relays of a communiqué, copies of earlier articles, details that drift (a toll that rises, a day that
slips, a place or doer that is told less exactly or not at all), and asides on what happened before.
What each statement speaks of is known, and the accounts are scored against it. A tie that lasts for years and
is told all the time (« le bureau, qui relève du ministère ») is one account a year by rule
(recoupe.join.crowds), and one thing a year here; in brackets is the recall where it is one for ever.

``--behind N`` first puts the tables of a library of N articles behind the stream: rows of articles really
added and joined, again and again, each time moved further into the past. So the price of an article
in a library of a million can be measured without a day's run. What lies behind is not scored.
"""

from __future__ import annotations

import argparse
import heapq
import multiprocessing
import random
import resource
import sqlite3
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from recoupe.model import (
    Article,
    Attribution,
    Coded,
    Entity,
    Event,
    Figure,
    Place,
    Span,
    Statement,
    Tie,
    When,
    Zone,
)
from recoupe.store import Library

STATES = [f"{a}{b}{c}" for a in "BDFGK" for b in "AEIO" for c in "LMN"]
# Type, mode, what it counts: with the share of the events it has.
KINDS = [
    ("COERCE", "dismantle", "people-arrested", 3), ("COERCE", "arrest", "people-arrested", 4),
    ("ASSAULT", "bombing", "people-killed", 3), ("CONSULT", "visit", None, 5),
    ("CONSULT", "multilateral", "states", 3), ("COOPERATE", "joint-exercise", "people-trained", 2),
    ("SUPPORT", "sign", "agreements", 3), ("AID", "military", "money", 2), ("ACCUSE", None, None, 3),
    ("COERCE", "seize", "drugs-seized", 2), ("MOBILIZE", None, "people-trained", 1),
]  # fmt: skip
WORDS = ["mot" + "".join(random.Random(n).choices("aeioubcdfglmnprstv", k=7)) for n in range(6000)]
START = date(1996, 1, 1)
# A tie's number holds the year it is told.
YEAR = 4 * 2**20
WINDOW = 2000  # articles over which a price is taken
# Of design/join.md and issue 5: an article costs at a million at most twice what it does at 10,000.
AIMS = "aims: at most 2 times the price at 10,000, below 4,096 MB"


@dataclass(slots=True)
class Happening:
    """What is known of a made event."""

    number: int
    kind: tuple[str, str | None, str | None, int]
    day: int
    state: str
    doer: Entity
    other: Entity | None
    place: str
    toll: int
    words: list[str]
    told: list[tuple[str, tuple[Statement, ...], list[int]]]


def body(state: str, number: int) -> Entity:
    """One of the bodies of a state."""
    return Entity(f"bureau {number} {state}", f"{state}.B{number}", state, "COP")


class Stream:
    """Articles in order of publication, each with the number of what each of its statements speaks of."""

    def __init__(self, per_day: int, seed: int = 1) -> None:
        self.per_day = per_day
        self.chance = random.Random(seed)
        self.last = 0

    def __iter__(self) -> Iterator[tuple[Article, Coded, list[int]]]:
        chance = self.chance
        waiting: list[tuple[int, int, Happening]] = []
        lately: list[Happening] = []
        day = number = ticket = 0
        while True:
            # An event is told 4 times on the average: so many new ones a day.
            for _ in range(max(1, self.per_day // 4)):
                made = self.happening(day)
                lately = [*lately[-300:], made]
                times = min(40, int(chance.paretovariate(1.15)))
                for _ in range(times):
                    ticket += 1
                    later = min(20, int(chance.expovariate(0.8)))
                    heapq.heappush(waiting, (day + later, ticket, made))
            while waiting and waiting[0][0] <= day:
                _, _, made = heapq.heappop(waiting)
                yield self.article(number, day, made, lately)
                number += 1
            day += 1

    def happening(self, day: int) -> Happening:
        chance = self.chance
        self.last += 1
        # Some states are told of far more than others.
        state = STATES[min(len(STATES) - 1, int(chance.expovariate(1 / 12)))]
        second = chance.choice(STATES)
        others = [None, Entity(second, second, second, "GOV"), body(second, chance.randrange(6))]
        return Happening(
            number=self.last,
            kind=chance.choices(KINDS, [k[3] for k in KINDS])[0],
            day=day,
            state=state,
            doer=body(state, min(7, int(chance.expovariate(0.6)))),
            other=chance.choice(others),
            place=f"Ville{state}{min(30, int(chance.expovariate(1 / 6)))}",
            toll=int(chance.paretovariate(0.8)) + 2,
            words=chance.sample(WORDS, 14),
            told=[],
        )

    def article(
        self, number: int, day: int, main: Happening, lately: list[Happening]
    ) -> tuple[Article, Coded, list[int]]:
        chance = self.chance
        doc = f"{number}.txt"
        published = iso(day)
        outlet = f"outlet{chance.randrange(300)}"
        url = f"https://{outlet}.example/{number}"
        if main.told and chance.random() < 0.25:
            text, said, about = chance.choice(main.told)
            if chance.random() < 0.5:  # cut: the last sentence and what it says are gone
                text = text[: text.rstrip().rfind("\n") + 1] or text
                kept = [i for i, s in enumerate(said) if s.span[1] <= len(text)]
                said, about = tuple(said[i] for i in kept), [about[i] for i in kept]
            said = tuple(replace(s, doc=doc) for s in said)
        else:
            text, said, about = self.written(doc, day, main, lately)
            if len(main.told) < 5:
                main.told.append((text, said, about))
        article = Article(doc, text, (Zone(0, len(text), "body"),), outlet, url, published, "fr")
        return article, Coded(doc, published, "fr", said), about

    def written(
        self, doc: str, day: int, main: Happening, lately: list[Happening]
    ) -> tuple[str, tuple[Statement, ...], list[int]]:
        chance = self.chance
        source = None
        if chance.random() < 0.5:
            source = Attribution(f"ministère {main.state}", f"{main.state}.MIN", "statement")
        text = ""
        said: list[Statement] = []
        about: list[int] = []
        tellings = [main]
        if chance.random() < 0.35:
            tellings.append(chance.choice(lately))
        for one in tellings:
            line = " ".join([*chance.sample(one.words, 9), *chance.choices(WORDS, k=8)])
            span = (len(text), len(text) + len(line))
            text += line + "\n"
            said.append(self.event(doc, span, one, day, source))
            about.append(4 * one.number)
            if one.kind[2] and chance.random() < 0.8:
                said.append(self.count(doc, span, one, day, source))
                about.append(4 * one.number + 1)
        if chance.random() < 0.15:
            line = " ".join(chance.choices(WORDS, k=12))
            span = (len(text), len(text) + len(line))
            text += line + "\n"
            state = Entity(main.state, main.state, main.state, "GOV")
            said.append(
                Tie(
                    doc=doc,
                    span=span,
                    trigger="relève",
                    type="part-of",
                    subject=(main.doer,),
                    object=(state,),
                )
            )
            about.append(
                4 * (STATES.index(main.state) * 8 + int(str(main.doer.id)[-1])) + 2 + YEAR * int(iso(day)[:4])
            )
        return text + " ".join(chance.choices(WORDS, k=25)), tuple(said), about

    def event(self, doc: str, span: Span, one: Happening, day: int, source: Attribution | None) -> Event:
        chance = self.chance
        vague = chance.random()
        doer = one.doer if vague > 0.15 else Entity(one.state, one.state, one.state, "GOV")
        place = Place(one.place if chance.random() > 0.1 else one.state, one.state)
        return Event(
            doc=doc, span=span, trigger=one.words[0], type=one.kind[0], mode=one.kind[1],  # type: ignore[arg-type]
            actors=(doer,), recipients=(one.other,) if one.other and chance.random() > 0.15 else (),
            when=self.when(one, day), where=(place,) if chance.random() > 0.15 else (), attribution=source,
        )  # fmt: skip

    def count(self, doc: str, span: Span, one: Happening, day: int, source: Attribution | None) -> Figure:
        # Tolls rise for some days; one in ten is told wrongly.
        value = one.toll + min(day - one.day, 3) * (one.toll // 12)
        if self.chance.random() < 0.1:
            value += self.chance.choice([-1, 1, 2])
        return Figure(
            doc=doc, span=span, trigger=one.words[1], measure=one.kind[2], value=value,  # type: ignore[arg-type]
            actors=(one.doer,), when=self.when(one, day), where=(Place(one.place, one.state),),
            attribution=source,
        )  # fmt: skip

    def when(self, one: Happening, day: int) -> When | None:
        draw = self.chance.random()
        if draw < 0.1:
            return None
        if draw < 0.15:  # a month
            first = (START + timedelta(one.day)).replace(day=1)
            last = (first + timedelta(31)).replace(day=1) - timedelta(1)
            return When("ce mois", first.isoformat(), last.isoformat())
        slip = 1 if draw > 0.96 else 0
        return When("ce jour", iso(one.day + slip), iso(one.day + slip))


def iso(day: int) -> str:
    """The date of a day of the stream."""
    return (START + timedelta(day)).isoformat()


def score(path: Path, truth: list[array[int]], first: int) -> str:
    """B-cubed precision and recall of the accounts over statements; in brackets with ties one for ever."""
    accounts: dict[str, Counter[int]] = {}
    sizes: Counter[int] = Counter()
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT account, article, position FROM account_statement WHERE article >= ?", (first,)
        )
        for account, article, position in rows:
            label = truth[article - first][position]
            accounts.setdefault(account, Counter())[label] += 1
            sizes[label] += 1
    total = sizes.total() or 1
    precision = sum(n * n / own.total() for own in accounts.values() for n in own.values()) / total
    for_ever: Counter[int] = Counter()
    for label, n in sizes.items():
        for_ever[label % YEAR] += n
    recalls = [
        sum(n * n / whole(label) for own in accounts.values() for label, n in own.items()) / total
        for whole in (
            sizes.__getitem__,
            lambda label: for_ever[label % YEAR] if label >= YEAR else sizes[label],
        )
    ]
    several = sum(n for n in sizes.values() if n > 1)
    return (
        f"{len(accounts)} accounts of {len(sizes)} things ({several / total:.0%} of the statements are of "
        f"things told more than once): precision {precision:.3f}, recall {recalls[0]:.3f} ({recalls[1]:.3f})"
    )


def memory() -> float:
    """The most megabytes this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# What lies behind is moved four years back at a time: whole years, and further than anything looks.
YEARS, DAYS = 4, 1461


def behind(path: Path, number: int) -> None:
    """Multiply the rows of a library until so many more articles are in it, each time moved further back."""
    with sqlite3.connect(path) as connection:
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -1500000"):
            connection.execute(f"PRAGMA {pragma}")
        own = connection.execute("SELECT max(id) FROM article").fetchone()[0]
        columns = [row[1] for row in connection.execute("PRAGMA table_info(article)")]
        article = {"id": "id + :more", "fingerprint": "randomblob(32)", "doc": "'behind' || :k || '/' || doc"}
        of_article = ", ".join(article.get(name, name) for name in columns)
        for k in range(1, number // own + 1):
            values = {"k": k, "more": k * own, "own": own, "add": k * own << 20, "most": (own + 1) << 20}
            for query in (
                f"INSERT INTO article ({', '.join(columns)}) SELECT {of_article} FROM article "
                "WHERE id <= :own",
                "INSERT INTO coding SELECT article + :more, date, language FROM coding WHERE article <= :own",
                "INSERT INTO statement SELECT article + :more, position, record FROM statement "
                "WHERE article <= :own",
                "INSERT INTO told SELECT article + :more, lead + :more, randomblob(16) FROM told "
                "WHERE article <= :own",
                # What is found at any time stands in blocks of its own, all else in the same, further back.
                "INSERT INTO filed SELECT CASE WHEN day = 0 THEN block + :k ELSE block END, "
                "CASE WHEN day = 0 THEN 0 "
                f"WHEN day < 10000 THEN day - {YEARS} * :k ELSE day - {DAYS} * :k END, "
                "statement + :add FROM filed WHERE statement < :most",
                "INSERT INTO linked SELECT statement + :add, other + :add, score FROM linked "
                "WHERE statement < :most",
                "INSERT INTO tied SELECT tie + :k, year, nth, statement + :add FROM tied "
                "WHERE statement < :most",
                "INSERT INTO account SELECT id || '+' || :k, \"order\", record FROM account "
                "WHERE id NOT LIKE '%+%'",
                "INSERT INTO account_statement (article, position, account) "
                "SELECT article + :more, position, account || '+' || :k FROM account_statement "
                "WHERE article <= :own",
            ):
                connection.execute(query, values)
            connection.commit()
        connection.execute("UPDATE joined SET revision = (SELECT max(id) FROM article)")


MARKS = (1000, 3000, 10_000, 20_000, 30_000, 40_000, 50_000, *range(100_000, 1_000_001, 100_000))


def run(articles: int, per_day: int, before: int, at_once: int, kept: str | None = None) -> None:
    """Add so many articles to a library and print what it took, at 1,000, 10,000 … and at the end."""
    marks = [n for n in MARKS if n < articles] + [articles]
    with tempfile.TemporaryDirectory(prefix="recoupe-stream-") as place:
        path = Path(kept or Path(place) / "press.db")
        stream = iter(Stream(per_day))
        truth: list[array[int]] = []
        print(f"{articles} articles, {per_day} a day; joined {at_once} at a time; processor time; {AIMS}")
        library = Library(path)
        window: list[float] = []
        spent = waited = making = 0.0

        def add(number: int) -> float:
            """Add so many articles and join them; the processor's seconds, making them not counted."""
            nonlocal spent, waited, making
            start = time.process_time()
            told = [next(stream) for _ in range(number)]
            truth.extend(array("q", about) for *_, about in told)
            making += time.process_time() - start
            start, clock = time.process_time(), time.perf_counter()
            library.add_all((article, coded) for article, coded, _ in told)
            library.refresh()
            took = time.process_time() - start
            spent, waited = spent + took, waited + time.perf_counter() - clock
            return took

        for mark in marks:
            while len(truth) < mark:
                number = min(at_once, mark - len(truth))
                window = [*window[-WINDOW // at_once + 1 :], add(number) / number]
            price = 1000 * sum(window) / len(window)
            size = path.stat().st_size / 2**20
            print(
                f"  {mark:9,} articles: {price:6.2f} ms for one more; {memory():5.0f} MB of memory; "
                f"library {size:6.0f} MB; so far {spent:6.0f} s of processor, {waited:6.0f} s by the clock, "
                f"and {making:4.0f} s to make them", flush=True,
            )  # fmt: skip
            print("            " + score(path, truth, 1), flush=True)
        if before:
            library.close()
            start = time.perf_counter()
            # In a process of its own, so that its memory is not counted.
            other = multiprocessing.get_context("spawn").Process(target=behind, args=(path, before))
            other.start()
            other.join()
            made = time.perf_counter() - start
            library = Library(path)
            truth.clear()
            window = [add(at_once) / at_once for _ in range(2 * WINDOW // at_once)]
            price = 1000 * sum(window) / len(window)
            size = path.stat().st_size / 2**20
            print(
                f"  {len(library):9,} articles: {price:6.2f} ms for one more; {memory():5.0f} MB of memory; "
                f"library {size:6.0f} MB, most of it put behind the stream in {made:.0f} s"
            )
        library.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Made articles added to a library, and scored.")
    parser.add_argument("--articles", type=int, default=3000, help="how many (default: 3000)")
    parser.add_argument("--per-day", type=int, default=100, help="published a day (default: 100)")
    parser.add_argument(
        "--behind", type=int, default=0, metavar="N", help="then put N articles behind, and add 2,000"
    )
    parser.add_argument("--at-once", type=int, default=250, help="articles joined at a time (default: 250)")
    parser.add_argument("--library", metavar="FILE", help="where to keep it (default: nowhere)")
    asked = parser.parse_args()
    run(asked.articles, asked.per_day, asked.behind, asked.at_once, asked.library)


if __name__ == "__main__":
    main()
