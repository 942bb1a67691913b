"""Long names, rows of names and a holder's name behind an office, told to the parser in short.

« la Direction générale de la surveillance du territoire (DGST) », « l'Algérie, la Libye, le Niger et la
Mauritanie », « le secrétaire général de l'ONU, X, »: the names are known before the parse, and the model
loses subject and verb among their words. The parser reads « la Direction », « l'Algérie et la Mauritanie »,
« le secrétaire général de l'ONU »; the rest is put back as what it is: words of the name, further conjuncts,
an apposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recoupe.code.fr.asides import Cut, cuts
from recoupe.code.fr.named import named
from recoupe.code.fr.words import plain
from recoupe.resolve.mention import Mention

_NAMES = ("body", "forum", "group", "office", "state")
_ROWED = ("state", "capital", "metonym", "body", "forum", "group")
# A name that begins with one of these is not told by its first word.
_NO_HEAD = frozenset(
    ("haut", "haute", "hauts", "grand", "grande", "petit", "premier", "premiere", "ancien", "ancienne", "ex",
     "nouveau", "nouvelle", "autre", "autres", "vice", "sous", "deuxieme", "troisieme", "la", "le", "les")
)  # fmt: skip
_WORD = re.compile(r"[\w’'-]+")
LEAST = 3  # words of a name that is told by its first


def unseen(text: str) -> list[Cut]:
    """What of a sentence the parser does not see, asides too, in order, none overlapping another."""
    mentions = named(text)
    found = [*cuts(text), *_rows(text, mentions), *_holders(text, mentions), *_front(text, mentions)]
    found += [cut for m in mentions if (cut := _tail(text, m)) is not None]
    kept: list[Cut] = []
    for cut in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or cut.start >= kept[-1].end:
            kept.append(cut)
    return kept


def _tail(text: str, mention: Mention) -> Cut | None:
    """All but the first word of a long name, the acronym behind it too."""
    if mention.kind not in _NAMES:
        return None
    words = list(_WORD.finditer(text, mention.start, mention.end))
    if len(words) < LEAST:
        return None
    first = 1 if plain(words[0][0]) in _NO_HEAD else 0
    if len(words) < LEAST + first or "'" in words[first][0] or "’" in words[first][0]:
        return None
    return Cut(words[first].end(), mention.end, "name")


_LEAD = r"(?P<prep>de |d['’]|du |des |à |au |aux |en )?(?:la |le |les |l['’])?"
_NEXT = re.compile(rf"(?P<comma>, )?(?P<and>(?<=, )(?:et |ainsi que )| et | ainsi que )?{_LEAD}")
_REPEATED = {"de": "de", "d": "de", "du": "de", "des": "de", "à": "à", "au": "à", "aux": "à", "en": "à"}
# « selon l'ONU, le Mali et le Niger »: what such a word governs ends at the comma.
_CLOSES = frozenset(
    ("selon", "pour", "dans", "sur", "après", "avant", "depuis", "sous", "vers", "via", "lors")
)
_OPEN = frozenset(("avec", "entre", "par", "contre", "chez", "envers", "devant"))
_FINITE = re.compile(
    r" (?:ne |n['’]|se |s['’]|en |y |l['’]|les |lui |leur )*(?:ont|sont|vont|avaient|étaient|auront|seront)\b"
)


def _rows(text: str, mentions: Sequence[Mention]) -> Iterator[Cut]:
    """Rows of three names or more: what stands between the first and « et » before the last."""
    at = 0
    while at < len(mentions):
        row, marker = [mentions[at]], _marker(text, mentions[at].start)
        for mention in mentions[at + 1 :]:
            found = _NEXT.fullmatch(text, row[-1].end, mention.start)
            if found is None or not (found["comma"] or found["and"]):
                break
            if row[-1].kind not in _ROWED or mention.kind not in _ROWED:
                break
            prep = _REPEATED.get((found["prep"] or "").strip(" '’"), "")
            if prep != (marker if marker in ("de", "à") else ""):
                break
            if mention.id is None or any(m.id == mention.id for m in row):
                break
            row.append(mention)
            if found["and"]:
                if (
                    len(row) > 2
                    and marker != "closed"
                    and not (marker == "open" and _FINITE.match(text, mention.end))
                ):
                    yield Cut(row[0].end, row[-2].end, "row", tuple(m.start for m in row[1:-1]))
                break
        at += max(1, len(row) - 1)


def _marker(text: str, start: int) -> str:
    """What governs the first name of a row: nothing, « de » or « à », which are said again, or another."""
    before = re.search(r"(?P<word>[\w-]+['’]?) ?(?:(?:la|le|les) |l['’])?$", text[max(0, start - 30) : start])
    word = before["word"].lower().strip("'’") if before else ""
    if word in _REPEATED:
        return _REPEATED[word]
    return "closed" if word in _CLOSES else "open" if word in _OPEN else ""


# A word that may be part of a name.
CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_PERSON = rf"{CAPITAL}(?: (?:(?:de|du|des|el|al|ben|bin|ould|ag|von|van|der) )*{CAPITAL}){{1,3}}"
_HOLDER = re.compile(
    rf"(?P<office>[^,.;:«»()]{{0,60}}), (?:M\. |Mme |le (?:général|colonel|capitaine|commandant) )?"
    rf"{_PERSON},(?= )"
)
_APART = re.compile(
    r"\b(?:et(?! d)|ou|qui|que|dont|avec|par|pour|contre|chez|selon|a|ont|est|sont|avait|était|mais)\b"
)


def _holders(text: str, mentions: Sequence[Mention]) -> Iterator[Cut]:
    """« le ministre malien de la Défense, le colonel X, »: the name between two commas behind the office."""
    for n, mention in enumerate(mentions):
        found = _HOLDER.match(text, mention.end) if mention.kind == "office" else None
        if found is None or _APART.search(found["office"]):
            continue
        start = found.end("office")
        if any(m.kind != "office" and start < m.end and m.start < found.end() for m in mentions[n + 1 :]):
            continue
        yield Cut(start, found.end(), "holder")


_FRONT = re.compile(r"(?:À|A|En|Au|Selon|D['’]après|Pour)(?: (?:le |la |les |l['’])?| ?)")
_GOES_ON = re.compile(r", (?=(?:le |la |les |l['’])?[A-ZÀ-ÖØ-Þ])")


def _front(text: str, mentions: Sequence[Mention]) -> Iterator[Cut]:
    """« À Rabat, le Maroc et l'Espagne ont … »: a place or source before the subject."""
    if mentions and mentions[0].kind in _ROWED:
        first = mentions[0]
        if _FRONT.fullmatch(text, 0, first.start) and (on := _GOES_ON.match(text, first.end)):
            yield Cut(0, on.end(), "front", (first.start,))
