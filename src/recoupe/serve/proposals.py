"""What reviewers changed, as proposals for the lexicon: frames in its own form, for an analyst to judge.

A word that was put right under another type becomes a frame of that type, shaped as the lexicon's own.
What cannot be a frame of its own (a word refused, a measure put right) stands as a remark beside them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from recoupe.model import Figure, Statement, label
from recoupe.store.reviews import Review

if TYPE_CHECKING:
    from recoupe.code.lexicon import Frame

_HEAD = """\
# Proposals for the lexicon, from what reviewers changed. Look through them; then put each word into the frame
# named beside it, or keep the frame under an id of your own. « recoupe frames check » reads this file.
"""
_KEPT = (
    "actor", "recipient", "noun_actor", "noun_recipient", "sides", "joined", "object", "subject",
    "needs_recipient", "needs_actor", "recipient_sector", "contexts", "status",
)  # fmt: skip
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Meaning(NamedTuple):
    """A type and its mode, or a measure."""

    type: str
    mode: str

    def __str__(self) -> str:
        return f"{self.type}/{self.mode}" if self.mode else self.type


def meaning(said: Statement) -> Meaning:
    """What a statement is coded as."""
    return Meaning(label(said), getattr(said, "mode", None) or "")


def proposals(reviews: Iterable[Review]) -> str:
    """The standing reviews as a file of frames (YAML); only remarks where nothing can be proposed."""
    changed: dict[tuple[str, Meaning, Meaning], list[Review]] = defaultdict(list)
    judged: dict[tuple[str, Meaning], Counter[str]] = defaultdict(Counter)
    for one in reviews:
        if one.said is None:
            continue
        word, coded = " ".join(one.said.trigger.split()).lower(), meaning(one.said)
        judged[word, coded][one.decision] += 1
        if one.instead is not None and meaning(one.instead) != coded:
            changed[word, coded, meaning(one.instead)].append(one)
    made: list[str] = []
    ids: Counter[str] = Counter()
    for (word, coded, meant), some in sorted(changed.items()):
        made.append(_frame(word, coded, meant, some, ids))
    for (word, coded), counts in sorted(judged.items()):
        if counts["refuse"]:
            rest = counts["accept"] + counts["correct"]
            told = f"« {word} » as {coded}: refused {_times(counts['refuse'])}, else {rest}"
            made.append(_remark(f"{told}; make it weak, or bound its object{_in(word, coded)}"))
    return _HEAD + "".join(f"\n{one}" for one in made)


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"


def _frame(word: str, coded: Meaning, meant: Meaning, some: Sequence[Review], ids: Counter[str]) -> str:
    import yaml

    from recoupe.code.framecheck import faults
    from recoupe.code.lexicon import Frame, frames

    first = some[0]
    by = ", ".join(dict.fromkeys(one.by for one in some))
    why = "; ".join(dict.fromkeys(one.why for one in some if one.why))
    told = _remark(f"« {word} » was coded {coded}; {_times(len(some))} it meant {meant} ({by}){_why(why)}")
    if isinstance(first.said, Figure):
        return told + _remark(
            "figures have no frames: look at the nouns that are counted (docs/add-a-verb.md)"
        )
    old, phrase, noun = _phrase(word, coded)
    like = next((one for one in frames("fr") if (one.type, one.mode or "") == meant), None)
    shape: dict[str, Any] = {"id": _id(meant, ids), "type": meant.type}
    shape |= {"mode": meant.mode} if meant.mode else {}
    shape["nouns" if noun else "verbs"] = [phrase]
    model, plain = like or old, Frame(id="", type="")
    for key in _KEPT if model else ():
        value = getattr(model, key)
        if value != getattr(plain, key):
            shape[key] = list(value) if isinstance(value, tuple) else value
    wrong = list(faults(msgspec.convert(shape, Frame, strict=False), "fr"))
    if wrong:
        return told + _remark(f"no frame of it: {wrong[0][1]}")
    if like:
        told += _remark(f"shaped as the frame « {like.id} », to which the word could be added")
    if old is None:
        told += _remark("the word as it is printed: write a verb in its infinitive, a noun in the singular")
    return told + str(yaml.safe_dump([shape], allow_unicode=True, sort_keys=False, width=100))


def _phrase(word: str, coded: Meaning) -> tuple[Frame | None, str, bool]:
    """The frame and phrase of the lexicon that coded the word, the longest that fits; and whether a noun."""
    from recoupe.code.lexicon import frames
    from recoupe.resolve.fold import key
    from recoupe.resolve.stems import stem

    printed = {stem(one, "fr") for one in re.findall(r"[^\W_]+", word)}
    found: list[tuple[int, str, bool, Frame]] = []
    for frame in frames("fr"):
        if (frame.type, frame.mode or "") != coded:
            continue
        for phrases, noun in ((frame.verbs, False), (frame.nouns, True)):
            for phrase in phrases:
                own = {stem(one, "fr") for one in re.findall(r"[^\W_]+", phrase)}
                if own <= printed:
                    found.append((len(own), phrase, noun, frame))
    if not found:
        return None, word, False
    # « démantelé » is nearer to « démanteler » than to « démantèlement », whose stem is the same.
    plain = key(word)
    _, phrase, noun, frame = max(
        found, key=lambda one: (one[0], _shared(plain, key(one[1])), -len(one[1]), one[1])
    )
    return frame, phrase, noun


def _shared(a: str, b: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _in(word: str, coded: Meaning) -> str:
    frame = _phrase(word, coded)[0]
    return f" (frame « {frame.id} »)" if frame else ""


def _why(why: str) -> str:
    return f": {why}" if why else ""


def _id(meant: Meaning, ids: Counter[str]) -> str:
    base = f"proposed-{meant.type}-{meant.mode}".rstrip("-").lower()
    ids[base] += 1
    return f"{base}-{ids[base]}"


def _remark(text: str) -> str:
    """One line that YAML passes over, whatever was typed."""
    return f"# {_BREAKS.sub(' ', text)[:600]}\n"
