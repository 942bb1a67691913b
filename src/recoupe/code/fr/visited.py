"""Towns that somebody visits: « s'est rendu à Gao » is a visit to Mali, as « s'est rendu à Bamako » is.

Capitals are in the lexicon of names and stand for their states; other towns are known to the gazetteer alone,
and are states' towns only here: where a sentence tells of a journey and the town is told as its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.code.fr.placing import Named
from recoupe.code.fr.view import Ref, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity

_JOURNEY = re.compile(
    r"\b(?:visit|arriv|sejourn|deplac|atterri|tourne|escale|etape|passage|voyage|periple|envol|"
    r"s'est rendu|se sont rendu|se rend|s'etait rendu|s'etaient rendu|attendue?s? |mission|quitt|"
    r"part(?:i|ie|is|ent|ait|ira|iront)? pour |gagn)"
)
_TO = re.compile(r"\b(?:a|au|aux|en|pour|vers|dans)(?: (?:la |le |les )?ville d[e'] ?)?(?: l[ea'])? ?$")


def add_towns(view: View, places: Sequence[Named]) -> None:
    """Make the towns that a journey leads to names of their states, for this sentence alone."""
    if not _JOURNEY.search(plain(view.text)):
        return
    taken = [(r.start, r.end) for r in view.refs]
    found = [
        Ref(n.place.start, n.place.end, Entity(n.place.text, n.place.country, n.place.country), "capital")
        for n in places
        if n.place.kind == "city" and n.place.country and n.told and n.how == "phrase"
        if _TO.search(plain(view.text[: n.place.start]))
        if not any(a < n.place.end and n.place.start < b for a, b in taken)
    ]
    if found:
        view.refs = sorted((*view.refs, *found), key=lambda r: r.start)
        view.index()
