"""Which sentences are worth parsing: those in which a trigger or a counted thing can stand.

Parsing is most of the work, and most sentences of a newspaper tell nothing of the kind. A sentence that
holds no trigger with all its words, or none with anyone it could be said of, and no number beside a
thing that is counted, is not parsed: it still names states, bodies and times for the sentences after it.
Nor is one that, by its words and the article around it, is unlikely to give a record (``gate``).
One that only says who speaks is parsed where a telling one follows closely. What this loses is measured
by ``benchmarks/coding.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from recoupe.code.fr import gate
from recoupe.code.fr.about import About, is_dated
from recoupe.code.fr.amounts import signed
from recoupe.code.fr.classes import class_names
from recoupe.code.fr.echoes import NEAR as ECHOED
from recoupe.code.fr.echoes import may_echo
from recoupe.code.fr.headed import Headed, Heads, heads
from recoupe.code.fr.named import named
from recoupe.code.fr.numbers import find_numbers
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.code.lexicon import Frame, Trigger, triggers
from recoupe.resolve.gazetteer import lookup
from recoupe.resolve.names import Mention

_WORD = re.compile(r"[^\W_]+'?")
# « cessez-le-feu », « tête-à-tête »: words that the lexicon has whole.
_HYPHENED = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)+")
# Numbers that are no year, day, hour or share.
_FIGURE = re.compile(
    r"(?<![\d/.,:h-])(?!(?:19|20)\d\d\b)\d+"
    r"(?! ?(?:h\b|%|/|°|ans\b|er\b|e\b|janv|fevr|mars|avri|mai\b|juin|juil|aout|sept|octo|nove|dece))"
)
# What is counted and belongs to no class of the lexicon: units, money, the dead.
_COUNTED = frozenset(
    (
        *("kilo", "kilogramme", "kg", "tonne", "gramme", "quintal", "litre"),
        *("comprime", "pilule", "cachet", "plaquette"),
        *("euro", "dirham", "dollar", "dinar", "franc", "livre"),
        *(
            "mort",
            "tue",
            "deces",
            "corps",
            "victime",
            "cadavre",
            "depouille",
            "blesse",
            "disparu",
            "vie",
            "homicide",
        ),
        *("arrestation", "interpellation", "dossier"),
        *("eloignement", "expulsion", "refoulement", "reconduite", "condamnation", "revenant"),
    )
)
_TIED = re.compile(
    r"\b(?:co-?)?presiden|\bmembre|\bsiege|\bliens? |\bappartenance |\baccointances? |\bconnexions? avec |"
    r"\bdont (?:la |le |l')(?:mission|force|agence|bureau|branche)\b|\bparties? (?:depuis|aux?|a) |"
    r"\bliee?s? |\b(?:regroup|reunit|rassembl)|\ba la tete |\bhoulette|\b(?:lie|lient|liait|unit|unissait) "
)
# Offices by which one heads a body, and what a body is to another, beside its name.
_SEATED = re.compile(
    r"\b(?:basee?|installee?|implantee?|sise?|domiciliee?|etablie?|heberge|hebergee?|siegent|abrite|abritent|"
    r"accueille|accueillent|logee?s?|hote|quartier general|etat-major|manettes|renes|commandes|"
    r"emmenee?s?|anime|adhere|fondateurs?|parties?|admise?s?|entree?s?|acced\w+|tutelle|rend compte|"
    r"unie?s|partage\w*|dont (?:le |la |l')(?:direct|patron|chef|command|president|secretaire)\w*|"
    r"pour (?:\w+ )?(?:chef|direct|command)\w*)\b"
)
# Here and below the border before a word is asked for behind its letters: ``re`` tries every place for a
# pattern that may begin with a border, and those places alone where a letter stands that it may begin with.
_BESIDE = re.compile(
    r"(?:,|est(?<!\west)|sont(?<!\wsont)|reste(?<!\wreste)|restent(?<!\wrestent)) (?:[a-z']+ ){0,3}?"
    r"(?:alliee?|partenaire|co-?president|signataire)e?s? "
)
_HELD = re.compile(
    r"\b(?:(?:direct(?:eur|rice)|patronn?e?|chef(?:fe)?|commandante?|leader|emir|dirigeant|"
    r"numero un|secretaire (?:general|executi)\w*|"
    r"procureure?) (?:\w+ ){0,2}(?:de |du |des |d')|"
    r"(?<=[ '])(?:institution|organe|organisme|agence|branche|bras|cellule|structure|service|unite|"
    r"composante) (?:\w+ ){0,2}(?:de |du |d')|que (?:dirige|preside|commande|conduit|pilote)\b|"
    r"(?<=, )dont [\w '-]+ est (?:le |la )?(?:patron|chef|direct|president|commandant))"
)
_SPOKEN = re.compile(
    r"«|»|“|”|\"|selon(?<!\wselon)\b|d(?<!\wd)'apres\b|-t-(?:il|elle|on)\b|communique(?<!\wcommunique)|"
    r"ajout(?<!\wajout)|precis(?<!\wprecis)|indiqu(?<!\windiqu)"
)
# « ont bondi à 480 », « s'élèvent à près de 32 »: what is counted was named before.
_REACHED = re.compile(
    r"\b(?:attein|avoisin|bondi|chiffr|culmin|depass|elev|exced|estim|evalu|grimp|mont|pass|port|tomb)\w* "
    r"(?:(?:a|de|d'|la|les|pres|plus|moins|environ|quelque) ?)*$"
)
# « cinq des siens », « deux d'entre elles », « trois autres »
_AMONG = re.compile(r" (?:des (?:siens|siennes|leurs|notres)|d'entre (?:eux|elles)|autres)\b")
# « Mme Renaud a été enlevée », « Il a été condamné lundi »: somebody whom no list of names has.
_SOMEBODY = re.compile(
    r"\b(?:MM?\.|Mmes?|Mlle|Me) [A-ZÀ-ÖØ-Þ]|"
    r"\b(?:[Ii]ls?(?! (?:s'agi|faut|y )|-)|[Ee]lles?|"
    r"[Cc](?:elui|elle|eux|elles)-ci|[Cc](?:e|es) derni[eè]re?s?)\b"
)
_CAPITAL = re.compile(r"(?<=[ '’])[A-ZÀ-ÖØ-Þ][\w-]{2,}")
BEHIND = 7  # words from a number to the noun it counts (« près de trois cents des présumés membres »)
NEAR = 3  # sentences over which a speaker is carried on


@cache
def _begun(word: str) -> Heads:
    """The triggers that a word may begin, and those of their further words that are looked for."""
    verbs, nouns = triggers("fr")
    found = [t for lemma in verb_lemmas(word) for t in verbs.get(lemma, ())]
    found += [t for lemma in noun_lemmas(word) for t in nouns.get(lemma, ())]
    return heads(Headed(t, tuple(part for part in t.rest if part not in _SMALL)) for t in found)


class _Word(NamedTuple):
    """What a word may be: its classes, what it is a form of, the triggers that it may begin."""

    kinds: frozenset[str]
    forms: frozenset[str]
    begun: Heads


@cache
def _word(word: str) -> _Word:
    return _Word(class_names(word), _forms(word), _begun(word))


@cache
def _forms(word: str) -> frozenset[str]:
    return frozenset((word, *noun_lemmas(word), *verb_lemmas(word)))


# Words that change their form before an article: their absence says nothing.
_SMALL = frozenset(("de", "d'", "du", "des", "a", "au", "aux", "le", "la", "les", "l'", "en", "se", "s'"))
# What a named thing passes for where a frame asks for a class.
_NAMED = {
    "body": ("organisation", "office", "soldier", "police"),
    "forum": ("organisation", "meeting"),
    "group": ("cell", "rebel"),
    "office": ("government",),
    "person": ("government", "person"),
    "state": ("state",),
    "adjective": ("person",),
}
_OPEN = frozenset(("any", "none", "entity", "of", "person-name"))


class Look(NamedTuple):
    """A sentence as the lexicon sees it without a parse.

    ``found`` are the triggers of which all words stand there, ``fitting`` those among them whose frame finds
    what it asks for, ``counts`` how many of its ``numbers`` stand before a thing that is counted, ``tied``
    whether an office or membership is told. ``telling``: it may hold an event, a tie or a figure.
    """

    telling: bool
    words: tuple[str, ...]
    kinds: frozenset[str]
    named: tuple[Mention, ...]
    found: tuple[Trigger, ...]
    fitting: tuple[Trigger, ...]
    numbers: int
    counts: int
    tied: bool
    dated: bool


def look(text: str) -> Look:
    """What the lexicon finds in a sentence; those named in it only where it may tell something."""
    flat = plain(text)
    words = tuple(_WORD.findall(flat))
    whole = _HYPHENED.findall(flat) if "-" in flat else []
    read, apart = [_word(word) for word in words], [_word(word) for word in whole]
    kinds = frozenset().union(*[word.kinds for word in (*read, *apart)])
    forms = [word.forms for word in read]
    there = frozenset().union(*forms)
    begun = [(n, word.begun) for n, word in (*enumerate(read), *((0, word) for word in apart)) if word.begun]
    found = tuple(
        [one.trigger for n, led in begun for one in led.among(there) if _follows(one.sought, forms, n)]
    )
    numbers = find_numbers(text)
    counts = sum(
        _counts(flat[n.end :])
        or signed(flat, n.end) is not None
        or _REACHED.search(flat, max(0, n.start - 30), n.start) is not None
        or _AMONG.match(flat, n.end) is not None
        for n in numbers
    )
    tied = bool(_TIED.search(flat) or _HELD.search(flat) or _BESIDE.search(flat))
    if not tied and _SEATED.search(flat):
        tied = any(mention.kind in ("body", "forum", "group") for mention in named(text))
    surely = tied or counts > 0 or len(_FIGURE.findall(flat)) > 1
    mentions = named(text) if found or surely else ()
    known = kinds | {kind for mention in mentions for kind in _NAMED.get(mention.kind, ())}
    if found and _SOMEBODY.search(text):
        known |= {"person"}
    if any("town" in t.frame.object for t in found) and any(map(lookup, _CAPITAL.findall(text))):
        known |= {"town"}
    fitting = tuple(t for t in found if _allows(t.frame, known))
    telling = surely or (bool(fitting) and (bool(known or mentions) or any(t.rest for t in found)))
    return Look(
        telling,
        words,
        kinds,
        mentions,
        found,
        fitting if telling else (),
        len(numbers),
        counts,
        tied,
        is_dated(text),
    )


def _counts(behind: str) -> bool:
    """Whether one of the words right behind a number is a thing that figures count."""
    words = _WORD.findall(behind[:80])[:BEHIND]
    return any(class_names(word) or _forms(word) & _COUNTED for word in words)


def _follows(rest: Sequence[str], forms: Sequence[frozenset[str]], n: int) -> bool:
    """Whether a trigger's further words come after the first, which is the ``n``-th, in order."""
    at = n + 1
    for part in rest:
        at = next((i + 1 for i in range(at, len(forms)) if part in forms[i]), 0)
        if not at:
            return False
    return True


def _allows(frame: Frame, kinds: frozenset[str]) -> bool:
    """Whether words of the classes that a frame asks for stand in the sentence."""
    wanted = frame.object and not _OPEN & set(frame.object)
    return (not wanted or bool(kinds & set(frame.object))) and (
        not frame.near or bool(kinds & set(frame.near))
    )


def worth_parsing(texts: Sequence[str], known: About) -> list[bool]:
    """For each sentence of an article, in order, whether it is to be parsed; ``known`` is its ``about``."""
    looks = [look(text) for text in texts]
    telling = [each.telling for each in looks]
    if len(looks) >= gate.SHORT:
        article = gate.around(looks, known)
        telling = [may and gate.likely(gate.features(looks, n, article)) for n, may in enumerate(telling)]
    for n, text in enumerate(texts):  # « Paris l'a fait en juillet »: no word of its own tells what
        telling[n] = telling[n] or (any(telling[max(0, n - ECHOED) : n]) and may_echo(text))
    return [
        own or (any(telling[n + 1 : n + 1 + NEAR]) and _SPOKEN.search(plain(texts[n])) is not None)
        for n, own in enumerate(telling)
    ]
