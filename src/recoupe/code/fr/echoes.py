"""Acts told by an echo: « Paris l'a fait en juillet », « deux autres l'ont été », « Lomé a fait de même ».

French stands for a clause told before by *le faire*, *l'être*, *faire de même*, *en faire autant* and a few
verbs that mean as much (Riegel, Pellat and Rioul, Grammaire méthodique du français, 2018, on verbal
anaphora). The echo is an event of its own: of the type of the act before it, with its own subject in the
part that the verb asks for, and its own date, place and negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from recoupe.code.fr import tree
from recoupe.code.fr.entities import entities_of, is_known
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.roles import among
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.model import Entity

NEAR = 2  # sentences back to which an echo reaches

# ``does``: its subject does what was done; ``is``: to its subject is done what was done; ``copies``: it is
# done by whom an imitated one is imitated by; ``returns``: done to whoever did it.
Kind = Literal["does", "is", "copies", "returns"]

_ADVERB = (
    r"(?: (?:pas|deja|aussi|encore|jamais|toujours|egalement|ensuite|aussitot|(?:elle|eux|lui)s?-memes?))"
)
# The words of an echo, each behind letters that are always in them: most sentences have none of these.
_SAID = tuple(
    (letters, re.compile(words))
    for letters, words in (
        ("l'a", rf"\bl'(?:a|avait|avaient|aura|auront){_ADVERB}* (?:fait|ete)\b"),
        ("l'ont", rf"\bl'ont{_ADVERB}* (?:fait|ete)\b"),
        ("le se", r"\ble (?:sera|seront|serait|seraient)\b"),
        ("le f", r"\ble (?:fera|feront|fit|firent|furent|faire)\b"),
        ("meme", r"\bde meme\b|\bmeme sort\b|\bmemes? (?:mesures?|decision)\b"),
        ("autant", r"\bautant\b"),
        ("imit", r"\bimit[eai]\w*"),
        ("la pareille", r"\bla pareille\b"),
        ("emboite", r"\b(?:lui|leur) (?:a|ont|avait|avaient) (?:\w+ )?emboite\b"),
        (
            "suivi",
            r"\bsuivi (?:le mouvement|(?:son |cet |leur |l')exemple)\b|\b(?:a|ont|avait|avaient) suivi\b",
        ),
        (", ce qu", r", ce qu[e'].{1,60}\bfait\b"),
    )
)


def may_echo(text: str) -> bool:
    """Whether words by which an act is echoed stand in a sentence."""
    flat = plain(text)
    return any(letters in flat and words.search(flat) for letters, words in _SAID)


class Echo(NamedTuple):
    """The verb of an echo, the last of its words, and who is meant by it."""

    token: Token
    last: int
    kind: Kind


def echoes(view: View, found: Sequence[Hit]) -> Iterator[Hit]:
    """The acts that a sentence tells by an echo of one among ``found``, or of one in the sentences before."""
    if not may_echo(view.text):
        return
    told = [hit for hit in found if hit.frame.type.isupper()]
    for token in view.doc:
        echo = _echo(token)
        if echo is None:
            continue
        who = _who(echo, view)
        act = _act(echo, who, view, told)
        if act is not None and echo.kind == "does" and _it(token) and _pronoun(token):
            who = list(act.actors)  # « Paris s'est engagé à partir. Il l'a fait »: whoever was to do it
        made = _made(echo, who, act, view) if act is not None else None
        if made is not None:
            told.append(made)
            yield made


def without_echoed(found: list[Hit], echoed: Sequence[Hit]) -> list[Hit]:
    """The acts read off words that only echo another (« a emboîté le pas » backs nobody) left out."""
    words = {hit.token.i for hit in echoed}
    return [hit for hit in found if hit.token.i not in words]


def _echo(token: Token) -> Echo | None:
    if token.pos_ not in ("VERB", "AUX", "ADJ") or token.dep_.startswith(("aux", "cop")):
        return None
    lemmas = verb_lemmas(token.text)
    if "faire" in lemmas:
        return _done(token)
    if "etre" in lemmas:
        told = plain(token.text) in ("ete", "sera", "seront", "serait", "seraient", "furent")
        bare = not any(c.dep_ in ("xcomp", "attr") for c in token.children)
        return Echo(token, token.i, "is") if told and bare and _it(token) else None
    for verb, read in _VERBS.items():
        if verb in lemmas:
            return read(token)
    return None


def _done(token: Token) -> Echo | None:
    """« l'a fait », « a fait de même », « en a fait autant », « …, ce que Paris a fait »."""
    alike = _alike(token)
    if alike is not None:
        return alike
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if behind is not None and (behind.pos_ == "VERB" or plain(behind.text) in _MADE):
        return None  # « l'a fait savoir », « l'a fait prisonnier »
    if _it(token):
        free = "Inf" not in morph(token, "VerbForm") or not _BOUND.isdisjoint(verb_lemmas(token.head.text))
        return Echo(token, token.i, "does") if free else None
    what = token.head
    if (
        token.dep_.startswith("acl")
        and plain(what.text) == "ce"
        and what.i
        and token.doc[what.i - 1].text == ","
    ):
        return Echo(token, token.i, "does")
    return None


_MADE = frozenset(("prisonnier", "prisonniers", "prisonniere", "otage", "part", "sien", "sienne", "que"))
# Verbs whose « le faire » is told of somebody in particular (« a refusé de le faire », « doit le faire »).
_BOUND = frozenset(("aller", "appreter", "compter", "devoir", "engager", "preparer", "promettre", "refuser"))


def _it(verb: Token) -> bool:
    return not tree.clitics(verb).isdisjoint(("l'", "le"))


def _alike(token: Token) -> Echo | None:
    """« a aussitôt fait de même », « en a fait autant », « a agi de même »."""
    behind = [plain(t.text) for t in token.doc[token.i + 1 : token.i + 5]]
    for n, word in enumerate(behind):
        if word == "de" and behind[n + 1 : n + 2] == ["meme"] and behind[n + 2 : n + 3] != ["que"]:
            return Echo(token, token.i + n + 2, "does")
        if word == "autant" and "en" in tree.clitics(token):
            return Echo(token, token.i + n + 1, "does")
        if token.doc[token.i + 1 + n].pos_ != "ADV":
            break
    return None


def _thing(token: Token, *nouns: str, same: bool = False) -> Token | None:
    """The object of a verb, where it is one of some nouns, and « la même » where that is asked."""
    for child in token.children:
        if child.dep_.startswith(("obj", "obl")) and child.i > token.i and plain(child.text) in nouns:
            if not same or any(plain(c.text) in ("meme", "memes") for c in child.children):
                return child
    return None


def _imitated(token: Token) -> Echo | None:
    """« imitée par l'Union africaine », « l'a imitée », « a imité le Bénin »."""
    if any(c.dep_ == "obl:agent" for c in token.children):
        return Echo(token, token.i, "copies")
    return None if tree.is_passive(token) else Echo(token, token.i, "does")


def _followed(token: Token) -> Echo | None:
    """« La Suède a suivi cette semaine », « ont suivi le mouvement »."""
    noun = _thing(token, "mouvement", "exemple")
    if noun is not None:
        return Echo(token, noun.i, "does")
    if tree.is_passive(token) or tree.clitics(token) - {"y"} or morph(token, "VerbForm") != ["Part"]:
        return None
    bare = not any(c.dep_ in ("obj", "obl:arg", "xcomp", "ccomp", "iobj") for c in token.children)
    return Echo(token, token.i, "does") if bare and _has_aux(token) else None


def _has_aux(token: Token) -> bool:
    return any(c.dep_.startswith("aux") for c in token.children)


def _in_step(token: Token) -> Echo | None:
    noun = _thing(token, "pas")
    told = noun is not None and not tree.clitics(token).isdisjoint(("lui", "leur"))
    return Echo(token, noun.i, "does") if noun is not None and told else None


def _same_fate(token: Token) -> Echo | None:
    noun = _thing(token, "sort", same=True)
    return Echo(token, noun.i, "is") if noun is not None else None


def _same_step(token: Token) -> Echo | None:
    noun = _thing(token, "mesure", "mesures", "decision", same=True)
    return Echo(token, noun.i, "does") if noun is not None else None


def _in_return(token: Token) -> Echo | None:
    """« lui a rendu la pareille », « a répliqué par la même mesure »."""
    noun = _thing(token, "pareille") or _thing(token, "mesure", "mesures", same=True)
    return Echo(token, noun.i, "returns") if noun is not None else None


_VERBS = {
    "imiter": _imitated,
    "suivre": _followed,
    "emboiter": _in_step,
    "subir": _same_fate,
    "connaitre": _same_fate,
    "prendre": _same_step,
    "adopter": _same_step,
    "agir": _alike,
    "proceder": _alike,
    "rendre": _in_return,
    "repliquer": _in_return,
    "riposter": _in_return,
    "repondre": _in_return,
}


def _who(echo: Echo, view: View) -> list[Entity]:
    """Whom an echo is told of: its subject, or by whom the one before is imitated."""
    token = echo.token
    arguments = tree.agents(token) if echo.kind == "copies" else tree.surface_subjects(token)
    if echo.kind == "does" and any(plain(c.text) == "comme" for c in token.children):
        behind = tree.phrase_head_after(view.doc, token.i + 1)  # « comme l'avait fait Lomé »
        if behind is not None and behind.head.i == token.i and view.ref(behind) is not None:
            return entities_of(behind, view)
    found: list[Entity] = []
    for argument in arguments:
        if "suivre" in verb_lemmas(token.text) and view.ref(argument.token) is None:
            continue  # « des combats ont suivi »
        found += [e for e in entities_of(argument.token, view) if not among(e, found)]
    return found


_OFFICIAL = ("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "REB")


_STATES = re.compile(r"\b(?:pays|etats?|capitales?|gouvernements?|voisins?|allies?|partenaires?)\b")


def _can_act(who: Sequence[Entity]) -> bool:
    return any(
        is_known(e) or e.country or e.sector in _OFFICIAL or _STATES.search(plain(e.text)) for e in who
    )


def _undergoes(token: Token, act: Hit) -> bool:
    """« … de rouvrir leurs frontières. Elles le seront »: a pronoun that agrees with the thing acted on."""
    subject = _pronoun(token)
    things = [act.about, *(act.token.doc[i] for i in act.words if act.token.doc[i].pos_ == "NOUN")]
    return subject is not None and any(
        thing is not None and all(morph(subject, f) == morph(thing, f) for f in ("Gender", "Number"))
        for thing in things
    )


def _pronoun(verb: Token) -> Token | None:
    """The pronoun that is the one subject of a verb."""
    subjects = [a.token for a in tree.surface_subjects(verb)]
    told = len(subjects) == 1 and plain(subjects[0].text) in ("il", "elle", "ils", "elles")
    return subjects[0] if told else None


def _act(echo: Echo, who: Sequence[Entity], view: View, told: Sequence[Hit]) -> Hit | None:
    """The act that is echoed: the nearest before it in its sentence, else the main one of the last."""
    if echo.kind != "is" and not _can_act(who):
        return None
    token = echo.token
    own = {t.i for t in token.subtree}  # « L'Iran, qui les soutient, ne l'a pas fait »
    here = [h for h in told if h.token.i < token.i and h.token.i not in own and not h.nominal]
    above = tree.above(token)
    here.sort(key=lambda h: (h.token.i in above, h.token.i), reverse=True)
    for hit in here:
        if _fits(hit, echo, who):
            return hit
    if here or _follows_another(token):
        return None  # what it stands for is told in its own sentence
    number, before = view.memory.acts
    if view.number - number > NEAR:
        return None
    verbs = [h for h in before if not h.nominal]
    main = [h for h in verbs if h.token.dep_ == "ROOT"] or verbs or (before if len(before) == 1 else ())
    tried = (*main[:1], *verbs) if echo.kind == "is" else main[:1]
    return next((h for h in tried if _fits(h, echo, who)), None)


def _follows_another(token: Token) -> bool:
    """« a promis d'agir et ne l'a pas fait »: whether a clause stands before that of a verb."""
    for node in (token, *tree.ancestors(token)):
        joined = node.dep_ in ("conj", "advcl", "parataxis") or node.dep_.startswith("acl")
        if joined and node.head.i < node.i and node.head.pos_ in ("VERB", "AUX"):
            return True
    return False


# What is meant by « le même sort ».
_BEFALLS = ("ASSAULT", "COERCE", "SANCTION", "RETREAT")


def _fits(hit: Hit, echo: Echo, who: Sequence[Entity]) -> bool:
    """Whether an act may be the one that an echo stands for."""
    if echo.kind == "is":
        if hit.frame.sides or (echo.last > echo.token.i and hit.frame.type not in _BEFALLS):
            return False
        if not who:
            return _undergoes(echo.token, hit)
        undergone = tree.is_passive(hit.token) or hit.token.dep_ == "xcomp" or echo.last > echo.token.i
        return undergone and bool(hit.recipients or hit.about)
    asked = hit.frame.type in ("REQUEST", "THREATEN")
    if asked and any(among(e, list(hit.recipients)) for e in who):
        return False  # « a demandé à Alger de… Alger ne l'a pas fait »: not the asking
    if echo.kind == "returns":
        return bool(hit.actors)
    again = all(among(e, list(hit.actors)) for e in who)
    # « a promis d'agir et ne l'a pas fait », but not « l'a arrêté et l'a fait en douceur »
    return not again or (
        _it(echo.token) and (bool(tree.negators(echo.token)) or hit.token.doc is not echo.token.doc)
    )


def _made(echo: Echo, who: Sequence[Entity], act: Hit, view: View) -> Hit | None:
    token, last = echo.token, view.doc[echo.last]
    actors, recipients = tuple(who), act.recipients
    if echo.kind == "is":
        by = [e for a in tree.agents(token) for e in entities_of(a.token, view)]
        actors = tuple(by) or act.actors
        recipients = tuple(who) if "obj" in act.frame.recipient else act.recipients
    elif echo.kind == "returns" or all(among(e, list(act.recipients)) for e in who):
        recipients = act.actors  # « c'est Niamey qui l'a fait »
    recipients = tuple(e for e in recipients if not among(e, list(actors)))
    return act._replace(
        token=token,
        start=token.idx,
        end=last.idx + len(last),
        words=(token.i,),
        actors=actors,
        recipients=() if act.frame.sides else recipients,
        about=None,
        nominal=False,
        flaws=frozenset(),
        denies=False,
    )
