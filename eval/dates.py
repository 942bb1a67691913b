"""Scores time expressions: hand-judged cases, the French TimeBank, and the gold dates of eval/press.

Run: ``python eval/dates.py [-v]``. ``-v`` lists what is wrong, but never for the corpora held out.

* cases: ``date_cases.json`` (``means`` is a date or a pair; « 2020-10 (start) » wants the first part).
* TimeBank: TIMEX3 of type DATE with a tag in the text. *found*: predicted and gold spans overlap, one to
  one (F1). *value right*: the share of those found whose value is the gold one, at the gold value's grain
  (« hier » of the 27th is 1999-05-26, « début octobre » 2002-10). Predictions on a gold TIME, DURATION or
  SET that is itself a time of day or a length (« hier soir », « depuis trois ans ») count as nothing found,
  right or wrong: French TimeBank splits by type what one grammar reads.
* press: for gold statements with a date, whether the sentence that says it, read with the article's date
  and the text before it, holds an expression of the same interval (recall).
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.resolve.time import Time, find_times

HERE = Path(__file__).parent
SHARED = Path("/work/shared/data")
HELD_OUT = frozenset({"dev3", "dev4"})
LANGUAGES = ("fr", "ar")


class Skipped(Exception):
    """The material is not on this machine."""


# -- hand-judged cases --------------------------------------------------------------------------


def date_cases(language: str = "fr") -> tuple[int, int, list[str]]:
    """Right, total and failures over ``date_cases.json``. Raises ``Skipped`` where it is absent."""
    path = SHARED / "date_cases.json"
    if not path.exists():
        raise Skipped(f"{path} is not on this machine")
    right, total, failures = 0, 0, []
    for case in json.loads(path.read_text(encoding="utf-8")):
        if case["language"] != language:
            continue
        total += 1
        times = find_times(case["text"], case["article_date"], language=language)
        dated = [t for t in times if t.first or t.last]
        if len(dated) == 1 and _means(dated[0], case["means"]):
            right += 1
        else:
            got = [(t.text, t.first, t.last) for t in times]
            failures.append(f"{case['text']} ({case['article_date']}): {case['means']}, got {got}")
    return right, total, failures


def _means(time: Time, means: str) -> bool:
    value = means.split(" (")[0]
    if value.endswith(".."):
        return time.kind == "since" and time.first == value[:-2] and time.last is None
    start, _, end = value.partition("/")
    first, last = _bounds(start)[0], _bounds(end or start)[1]
    if "(start)" in means:
        return (time.first, time.last) == (first, first[:8] + "10")
    if time.kind == "since":
        return time.first == first
    if end and time.relative:  # « 2010/2020 »: rolling, named by its years or months
        return (time.first or "")[: len(start)] == start and (time.last or "")[: len(end)] == end
    return (time.first, time.last) == (first, last)


def _bounds(value: str) -> tuple[str, str]:
    if len(value) == 4:
        return f"{value}-01-01", f"{value}-12-31"
    if len(value) == 7:
        year, month = map(int, value.split("-"))
        after = date(year + month // 12, month % 12 + 1, 1)
        return f"{value}-01", (after - timedelta(days=1)).isoformat()
    return value, value


# -- French TimeBank ----------------------------------------------------------------------------


class Tag(NamedTuple):
    start: int
    end: int
    type: str
    value: str


class Bank(NamedTuple):
    """Counts over the TimeBank, and what was wrong."""

    gold: int
    predicted: int
    found: int
    right: int
    missed: list[str]
    extra: list[str]
    wrong: list[str]
    elsewhere: int  # predictions on tags of another type

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.gold + self.predicted)

    @property
    def strict(self) -> float:
        """F1 with predictions on tags of other types counted as wrong."""
        return 2 * self.found / (self.gold + self.predicted + self.elsewhere)

    @property
    def value(self) -> float:
        return self.right / self.found


def timebank() -> Bank:
    """Scores all documents of the French TimeBank. Raises ``Skipped`` where it is absent."""
    folder = SHARED / "french_timebank" / "Data"
    if not folder.exists():
        raise Skipped(f"{folder} is not on this machine")
    gold = predicted = found = right = elsewhere = 0
    missed: list[str] = []
    extra: list[str] = []
    wrong: list[str] = []
    for path in sorted(folder.glob("*.tml")):
        text, created, tags = read_tml(path.read_text(encoding="utf-8"))
        times = [t for t in find_times(text, created) if t.kind != "age_or_duration"]
        dates = [t for t in tags if t.type == "DATE"]
        others = [t for t in tags if t.type != "DATE"]
        gold += len(dates)
        left = list(times)
        for tag in dates:
            near = [t for t in left if t.start < tag.end and tag.start < t.end]
            here = f"{path.stem}: …{text[max(0, tag.start - 25) : tag.end + 15]!r}"
            if not near:
                missed.append(f"{here} {tag.value}")
                continue
            best = max(
                near, key=lambda t: (has_value(t, tag.value), min(t.end, tag.end) - max(t.start, tag.start))
            )
            # A range or a list is one time to us and several tags there: it may be met again.
            if best.kind != "span":
                left.remove(best)
            found += 1
            predicted += 1
            if has_value(best, tag.value):
                right += 1
            else:
                wrong.append(
                    f"{here} [{created}] {tag.value}, got {best.text!r} {best.first}..{best.last} {best.kind}"
                )
        for time in left:
            if any(time.start < t.end and t.start < time.end for t in (*others, *dates)):
                elsewhere += 1
                continue
            predicted += 1
            extra.append(f"{path.stem}: …{text[max(0, time.start - 25) : time.end + 15]!r} {time.text!r}")
    return Bank(gold, predicted, found, right, missed, extra, wrong, elsewhere)


def read_tml(source: str) -> tuple[str, str, list[Tag]]:
    """Text, creation date and the TIMEX3 of the text with their offsets, from one ISO-TimeML document."""
    dct = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", source, re.S)
    body = source[source.index("<TEXT>") + 6 : source.index("</TEXT>")]
    out: list[str] = []
    length = 0
    tags: list[Tag] = []
    opened: list[tuple[int, str]] = []
    for part in re.split(r"(<[^>]+>)", body):
        if part.startswith("<TIMEX3") and not part.endswith("/>"):
            opened.append((length, part))
        elif part == "</TIMEX3>":
            start, head = opened.pop()
            kind = re.search(r'type="(\w+)"', head)
            value = re.search(r'value="([^"]*)"', head)
            tags.append(Tag(start, length, kind[1] if kind else "", value[1] if value else ""))
        elif not part.startswith("<"):
            plain = (
                part.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
            )
            out.append(plain)
            length += len(plain)
    return "".join(out), dct[1] if dct else "", tags


def has_value(time: Time, value: str) -> bool:
    """Whether a time has a TIMEX3 value, at that value's grain.

    A « depuis » or « jusqu'à » has the value of its one written end; a range has either end's.
    """
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (
            time.first is not None and monday.isoformat() <= time.first <= (monday + timedelta(6)).isoformat()
        )
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        month = {"SP": "03", "SU": "06", "FA": "09", "WI": "12"}[match[2]]
        return time.grain == "season" and (time.first or "")[:7] == f"{match[1]}-{month}"
    if match := re.fullmatch(r"XXXX-(SP|SU|FA|WI)", value):
        return time.grain == "season"
    if value.startswith("XXXX-"):
        return any((day or "")[5:].startswith(value[5:]) for day in (time.first, time.last))
    stem = value.rstrip("X")
    if not re.fullmatch(r"\d{2,4}(-\d\d){0,2}", stem):
        return False
    if time.kind == "point" and len(stem) == 10:
        return time.first == stem and time.last in (stem, _next(stem))
    if time.kind == "point":
        return ((time.first or "").startswith(stem) and (time.last or "").startswith(stem)) or (
            len(stem) == 2 and time.grain in ("century", "part") and (time.first or "").startswith(stem)
        )
    return any((day or "").startswith(stem) for day in (time.first, time.last))


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


# -- the press ----------------------------------------------------------------------------------


class Press(NamedTuple):
    """One corpus: gold dates and those met; the same for those written in the sentence; what was missed."""

    name: str
    total: int
    met: int
    here: int
    here_met: int
    missed: list[str]


def press() -> list[Press]:
    """For each corpus; what was missed is not listed for those held out."""
    rows = []
    for folder in sorted(gold.parent for gold in (HERE / "press").glob("*/gold")):
        met = total = here = here_met = 0
        missed: list[str] = []
        for path in sorted((folder / "gold").glob("*.json")):
            coded = json.loads(path.read_text(encoding="utf-8"))
            if coded["language"] != "fr":
                continue
            text = (folder / "articles" / coded["doc"]).read_text(encoding="utf-8")
            for when, span, figure in _dated(coded["statements"]):
                total += 1
                good = _in_sentence(text, span, when, coded["date"], figure)
                written = when["text"] in text[span[0] : span[1]]
                met, here, here_met = met + good, here + written, here_met + (good and written)
                if written and not good and folder.name not in HELD_OUT:
                    quote = text[span[0] : span[1]].replace("\n", " ")
                    missed.append(f"{path.stem} [{coded['date']}] {when}: {quote}")
        rows.append(Press(folder.name, total, met, here, here_met, missed))
    return rows


def _dated(statements: list[dict[str, Any]]) -> list[tuple[dict[str, Any], list[int], bool]]:
    return [
        (s["when"], s["span"], s["kind"] == "figure")
        for s in statements
        if s.get("when") and (s["when"]["start"] or s["when"]["end"])
    ]


def _in_sentence(
    text: str, span: list[int], when: dict[str, Any], published: str | None, figure: bool
) -> bool:
    for time in find_times(text[: span[1]], published):
        last = published if figure and time.kind == "since" and time.last is None else time.last
        if time.end > span[0] and (time.first, last) == (when["start"], when["end"]):
            return True
    return False


# -- printing -----------------------------------------------------------------------------------


def table() -> str:
    """Lines to print: one for each kind of material, or why it was passed over."""
    lines = []
    for language in LANGUAGES:
        try:
            right, total, _ = date_cases(language)
            lines.append(f"date cases, {language}: {right} of {total} right")
        except (Skipped, ValueError) as reason:
            lines.append(f"date cases, {language}: skipped ({reason})")
    try:
        bank = timebank()
        lines.append(
            f"French TimeBank, DATE: found F1 {bank.f1:.3f} ({bank.gold} gold, {bank.predicted} predicted, "
            f"{bank.elsewhere} more on tags of other types not counted; {bank.strict:.3f} with them), "
            f"value right {bank.value:.3f} of those found"
        )
    except Skipped as reason:
        lines.append(f"French TimeBank: skipped ({reason})")
    for row in press():
        written, any_ = row.here_met / max(row.here, 1), row.met / max(row.total, 1)
        lines.append(
            f"press {row.name}, interval of gold dates read: {written:.3f} of the {row.here} "
            f"written in their sentence, {any_:.3f} of all {row.total}"
        )
    return "\n".join(lines)


def main() -> None:
    print(table())
    if "-v" not in sys.argv:
        return
    for language in LANGUAGES:
        try:
            print(f"\ncases, {language}:", *date_cases(language)[2], sep="\n  ")
        except (Skipped, ValueError):
            continue
    bank = timebank()
    for title, items in (("missed", bank.missed), ("extra", bank.extra), ("wrong value", bank.wrong)):
        print(f"\nTimeBank, {title}:", *items, sep="\n  ")
    for row in press():
        print(f"\n{row.name}:", *row.missed, sep="\n  ")


if __name__ == "__main__":
    main()
