"""What a line says of itself: by its phrases, its date, its signature, or its make-up."""

from __future__ import annotations

from recoupe.read.cues import STARTS_WITHIN, Cue, cue, lexicon
from recoupe.read.lines import Line, fold
from recoupe.read.sheet import Sheet
from recoupe.read.signatures import dated, named, person, signed
from recoupe.read.strips import menu, strip
from recoupe.read.widgets import widget

# A credit after a sentence of more characters closes a paragraph, not a caption.
_CAPTION = 140
_PICTURES = frozenset(("photo", "photos", "ph", "credit", "credits", "image", "illustration", "visuel"))
_QUOTES = '«»“”"'


def name_lines(page: Sheet) -> None:
    for at, line in enumerate(page.lines):
        if page.marks[at] is None:
            page.marks[at] = _name(line, page.outlet)

    _columns(page)
    if not page.extracted:
        _names(page)


def _names(page: Sheet) -> None:
    """« Yann LE GALL. » above or below a date or an outlet's name: who wrote it."""
    for at, line in enumerate(page.lines):
        if page.marks[at] is None and line.words <= 5 and person(line):
            beside = (page.zone(i) for i in (at - 1, at + 1) if 0 <= i < len(page.lines))
            if any(zone in ("dateline", "byline") for zone in beside):
                page.marks[at] = Cue("byline", "beside", "a name beside a date or an outlet's name")


def _columns(page: Sheet) -> None:
    """A menu printed one word a line: three lines or more of nothing but its words."""
    lists, at = lexicon(), 0
    while at < len(page.lines):
        end = at
        while end < len(page.lines) and _item(page.lines[end], page.outlet):
            end += 1
        if end - at >= 3 and sum(page.lines[i].bare in lists.menu for i in range(at, end)) >= 2:
            for inside in range(at, end):
                page.marks[inside] = Cue("notice", "menu", "one of the words of a menu, a line each")
        at = end + 1


def _item(line: Line, outlet: str | None) -> bool:
    if len(line) > 40:
        return False
    lists = lexicon()
    return (
        line.bare in lists.menu
        or line.bare in lists.button
        or line.bare in lists.whole
        or named(line.text, outlet)
    )


def _name(line: Line, outlet: str | None) -> Cue | None:
    if _signs_only(line):
        return Cue("notice", "signs", "signs only, no words")
    found = cue(line)
    if found and found.kind in ("whole", "section", "starts"):
        return _sure(line, found, outlet)
    for judge in (menu, widget, strip):
        if seen := judge(line):
            # « Analyse | Temps de lecture : 6 minutes » is two pieces, and a byline all the same.
            if found and found.zone in ("byline", "related", "ad", "caption"):
                return found
            return _pair(line, seen, outlet)
    if line.text[0] == "←" or (line.text[-1] == "→" and not line.stops):
        return Cue("related", "label", "an arrow to another page")
    if _copyright(line):
        return Cue("notice", "credit", "a copyright line")
    return (
        dated(line, outlet) or found or signed(line, outlet) or _credit(line) or _address(line) or _bid(line)
    )


def _sure(line: Line, found: Cue, outlet: str | None) -> Cue:
    """A phrase named the line; « Édition du … » may still be a date's."""
    if found.zone == "byline" and (date := dated(line, outlet)):
        return date
    return found


def _pair(line: Line, seen: Cue, outlet: str | None) -> Cue:
    """« Bourse Actu | 24 février 2023 » looks like two headlines."""
    if seen.kind == "strip" and line.words > 14:
        return seen
    return dated(line, outlet) or signed(line, outlet) or seen


def _signs_only(line: Line) -> bool:
    return len(line) < 200 and not any(char.isalnum() for char in line.text)


def _copyright(line: Line) -> bool:
    if len(line) > STARTS_WITHIN:
        opened = line.folded.startswith(("copyright", "©", "(c) "))
        return opened and lexicon().reserves_rights(line.folded)
    if line.folded.startswith("copyright"):
        return not line.full_stop or "#" in line.folded[:20] or "©" in line.text
    return line.folded.startswith(("©", "(c) ")) and len(line) < 160


def _credit(line: Line) -> Cue | None:
    """A photograph's credit: « © », or an agency's name after the sentence."""
    if len(line) > 200 or line.sentences > 3:
        return None
    if "©" in line.text:
        return Cue("caption", "credit", "holds a « © »")
    words = line.folded.rstrip(" .)").rsplit(None, 1)
    if (
        len(line) <= _CAPTION
        and len(words) == 2
        and words[0].endswith((".", "/", "("))
        and words[1].strip("()/") in lexicon().agency
    ):
        return Cue("caption", "credit", "ends with an agency's name, as credits do")
    sentence, stop, credit = line.text.partition(". ") if line.sentences <= 2 else line.text.rpartition(". ")
    first = fold(credit).lstrip("-–—/| ").split(" ", 1)[0].strip(".:")
    if stop and first in _PICTURES and len(credit.split()) <= 8 and len(line) <= _CAPTION:
        return Cue("caption", "credit", "says whose picture it is")
    if stop and len(sentence) >= 20 and len(line) <= 160 and _capitals(credit):
        return Cue("caption", "credit", "ends with a name in capitals, as credits do")
    return None


def _capitals(text: str) -> bool:
    """« US AIR FORCE », « JOHN DOE / AFP »: two to six words, all in capitals. (One alone signs a report.)"""
    words = [word for word in text.split() if sum(char.isalpha() for char in word) > 1]
    return 2 <= len(words) <= 6 and text.isupper() and not any(c.isdigit() for c in text)


def _bid(line: Line) -> Cue | None:
    """« Chaque matin, recevez toute l’information de la ville »: in mid-line too, no headline bids so."""
    if len(line) > 160 or line.stops or any(char in line.text for char in (*_QUOTES, ":")):
        return None
    words = [word.strip(".,;:!?()'") for word in line.folded.split()]
    actions = [word for word in words if word.endswith("ez") and word in lexicon().action]
    return Cue("notice", "button", f"bids the reader: « {actions[0]} »") if actions else None


def _address(line: Line) -> Cue | None:
    """A line to the reader about the site (« votre navigateur », « your account »)."""
    if len(line) > 400 or any(char in line.text for char in _QUOTES):
        return None
    words = {word.strip(".,;:!?()'") for word in fold(line.text).replace("'", " ").split()}
    about = len(words & lexicon().site)
    if words & lexicon().reader and (about > 1 or (about and len(line) <= 120)):
        return Cue("notice", "weak", "speaks to the reader about the site")
    return None


def invites(line: Line) -> bool:
    """« Recevez chaque matin notre lettre. », « Votre avis compte »: no report speaks so outside quotes."""
    folded = line.folded.replace("rendez-vous", "rendezvous").replace("-", " ")
    words = [word.strip(".,;:!?()'") for word in folded.split()]
    if len(line) > 160 or not words or any(char in line.text for char in _QUOTES):
        return False
    if any(word in lexicon().reader for word in words):
        # « nous avons tenu parole, a-t-il lancé » reports what was said.
        return not any(said in line.folded for said in (" a-t-", " ont-", " dit-il", " dit-elle"))
    if not words[0].endswith("ez") or words[0] in ("chez", "assez", "rez", "suez"):
        return False
    return not line.full_stop or any(word in lexicon().invite for word in words)
