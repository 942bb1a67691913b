"""Where a deed was, whom it was aimed at, what was given: none of these has done it.

Prepositions say it plainly: « une frappe contre un camp des shebab », « dans le nord du Mali », « à Niamey ».
"""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.code.fr.agents import by_agent, meant_for, opposed, told_by
from recoupe.code.fr.answers import answered
from recoupe.code.fr.asked import asked
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.companions import accompanied
from recoupe.code.fr.entities import STRIKES
from recoupe.code.fr.evidence import ELSEWHERE, Candidate, Parts, in_rows, is_person
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.giving_way import gets_nothing, give_way
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import owned
from recoupe.code.fr.relatives import DONE_BY, MEETS, told_by_clause
from recoupe.code.fr.roles import compounded, same
from recoupe.code.fr.tokens import once
from recoupe.code.fr.tree import (
    Argument,
    ancestors,
    first_of_row,
    is_passive,
    linear_phrase,
    logical_subjects,
    objects,
    preposition,
    surface_subjects,
)
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity

_STATES = ("state", "capital", "metonym")
JUDGES = frozenset(("condamner", "denoncer", "deplorer", "regretter", "fustiger", "reprouver", "saluer"))


def does_not(c: Candidate, hit: Hit) -> bool:
    """Whether one plainly has not done the deed."""
    if aimed_at(c, hit) or only_where(c) or struck(c, hit) or sent(c, hit) or c.token.i in met(hit):
        return True
    if helped(c, hit) or judging(c, hit):
        return True
    return hit.frame.actor == ("none",) and c.token.i < hit.token.i and c.kind not in ELSEWHERE


def meets_not(c: Candidate, hit: Hit, grammar: str | None) -> bool:
    """Whether the deed was plainly not done to one (``grammar``: see ``evidence.grammar``)."""
    if hit.frame.mode == "assist" and c.entity.id is None and "extrader" in _words(hit):
        return True  # « a refusé d'extrader vers Rabat un ancien militaire »: he stands in ``about``
    if given(c, hit, grammar) or scene(c, hit) or gets_nothing(c, hit):
        return True
    return hit.frame.type in _TO_WHOM and only_where(c)


def _words(hit: Hit) -> set[str]:
    return {lemma for i in hit.words for lemma in verb_lemmas(hit.token.doc[i].text)}


def struck(c: Candidate, hit: Hit) -> bool:
    """« X a été blessé par un homme qui a été maîtrisé »: the first does nothing."""
    verb, above = hit.token, c.token.head
    if hit.nominal or verb.dep_ != "acl:relcl" or c.token.dep_ != "nsubj:pass" or not is_passive(verb):
        return False
    return above.i != verb.i and any(t.i == above.i for t in ancestors(verb))


def met(hit: Hit) -> dict[int, bool]:
    """« une explosion a touché un convoi de l'ONU », « tués par une mine »: whom its clause says it met.

    Their tokens; True for the head, False for those within its phrase.
    """
    return _met_by(hit.token) if hit.nominal and hit.frame.type == "ASSAULT" else {}


@once
def _met_by(deed: Token) -> dict[int, bool]:
    verb = deed.head
    cost = [t for t, how in told_by_clause(deed) if how == "clause-à/meets"]
    if cost:  # « l'attaque qui a coûté la vie à dix soldats »
        return {t.i: t.i == one.i for one in cost for t in one.subtree}
    if MEETS.isdisjoint(verb_lemmas(verb.text)):
        return {}
    told: list[Argument] = []
    if deed.dep_ == "nsubj" and not is_passive(verb):
        told = objects(verb)
    elif preposition(deed) in ("par", "dans") and deed.dep_.startswith("obl") and is_passive(verb):
        told = surface_subjects(verb)
    return {t.i: t.i == a.token.i for a in told for t in a.token.subtree}


def sent(c: Candidate, hit: Hit) -> bool:
    """« l'envoi de 1.000 policiers »: who is sent gives nothing."""
    if not hit.nominal or hit.frame.type != "AID" or c.entity.id is not None or c.kind in ELSEWHERE:
        return False
    counted = any(t.dep_ == "nummod" for t in c.token.children)
    return counted and preposition(c.token) in ("de", "d'") and c.token.head.i in hit.words


def given(c: Candidate, hit: Hit, grammar: str | None) -> bool:
    """« a dépêché une équipe de secouristes au Liban »: what is given, nobody to whom."""
    if hit.nominal or hit.frame.type != "AID" or c.entity.id is not None or is_passive(hit.token):
        return False
    return grammar in ("obj", "obj+") and "obj" not in hit.frame.recipient


_FOR = ("auprès de", "au profit de", "en faveur de")


def helped(c: Candidate, hit: Hit) -> bool:
    """« seront détachés auprès de la police nigérienne »: to whom help goes gives none."""
    if hit.frame.type != "AID" or c.kind in ELSEWHERE or preposition(c.token) not in _FOR:
        return False
    return c.token.head.i in (hit.token.i, *hit.words)


_SCENES = frozenset(
    ("attaque", "attaques", "attentat", "attentats", "embuscade", "massacre", "tuerie", "fusillade")
)


def named_after(c: Candidate, hit: Hit) -> bool:
    """« l'attentat de Bamako »: where it was, though the capital stands for its state elsewhere."""
    if not hit.nominal or c.kind != "capital" or preposition(c.token) not in ("de", "d'"):
        return False
    return c.token.head.i in hit.words and plain(c.token.head.text) in _SCENES


def scene(c: Candidate, hit: Hit) -> bool:
    """« a condamné le coup d'État au Gabon »: the state in which it happened is not blamed."""
    if hit.frame.mode != "disapprove" or c.kind not in _STATES:
        return False
    above = c.token.head
    if preposition(c.token) in ("de", "d'") and c.kind == "capital":
        return plain(above.text) in _SCENES
    told = preposition(c.token) in ("à", "en", "dans") and above.pos_ in ("NOUN", "PROPN")
    return told and ("attack" in classes_of(above) or plain(above.text) in ("coup", "putsch"))


_AIMED = ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN", "ACCUSE")


def aimed_at(c: Candidate, hit: Hit) -> bool:
    """« une frappe contre un camp des shebab »: whom a deed is told against has not done it."""
    if not hit.nominal or hit.frame.type not in _AIMED or c.kind in ELSEWHERE:
        return False
    token = c.token
    led = hit.token.head.i if hit.token.dep_ == "obj" else -1  # « a mené des raids contre X »
    while token.i not in hit.words and token.head.i != token.i:
        if preposition(token) == "contre" and (token.head.i in hit.words or token.head.i == led):
            return True
        token = token.head
    return False


_TO_WHOM = ("ACCUSE", "ASSAULT", "COERCE", "SANCTION", "REQUEST")
_SIDES = frozenset(
    ("nord", "sud", "est", "ouest", "centre", "nord-est", "nord-ouest", "sud-est", "sud-ouest", "frontiere",
     "frontieres", "confins", "large", "cote", "cotes", "region", "interieur")
)  # fmt: skip


def only_where(c: Candidate) -> bool:
    """« à Djibo, dans le nord du Burkina »: a state of which a part is the place does nothing."""
    if c.kind != "state" or preposition(c.token) not in ("de", "d'"):
        return False
    side = c.token.head
    return plain(side.text) in _SIDES and preposition(side) in ("a", "à", "dans", "vers", "sur", "au", "de")


def of_the_judged(c: Candidate, hit: Hit) -> bool:
    """« a condamné l'attaque qui a coûté la vie à deux soldats »: who condemns it has killed nobody."""
    verb = hit.token
    if hit.frame.type != "ASSAULT" or verb.dep_ != "acl:relcl" or verb.head.dep_ != "obj":
        return False
    judging = verb.head.head
    return not JUDGES.isdisjoint(verb_lemmas(judging.text)) and any(
        a.token.i == c.token.i for a in logical_subjects(judging)
    )


def judges(c: Candidate, deed: Token) -> bool:
    """« La Cédéao condamne l'attaque qui a tué dix soldats »: who condemns or hails it has not done it."""
    for verb in ancestors(deed):
        if not JUDGES.isdisjoint(verb_lemmas(verb.text)) and verb.pos_ == "VERB":
            return any(t.i == c.token.i for a in logical_subjects(verb) for t in a.token.subtree)
    return False


_AWAITS = frozenset(("critiquer", "exiger", "reclamer", "redouter", "craindre", "contester", "applaudir"))


def judging(c: Candidate, hit: Hit) -> bool:
    """« un échange de prisonniers, salué par Washington »: who hails or asks for a deed has not done it."""
    one = first_of_row(c.token)
    if one.dep_ != "obl:agent" or not is_passive(one.head) or c.kind in ELSEWHERE:
        return False
    own = one.head.i in (hit.token.i, *hit.words)
    return not own and not (JUDGES | _AWAITS).isdisjoint(verb_lemmas(one.head.text))


def settled(
    hit: Hit, view: View, chosen: Parts, taken: Sequence[Candidate], known: Sequence[Candidate]
) -> None:
    """Mend the parts given in an event (``chosen``, in place): ``taken`` have one, ``known`` are everyone."""
    at = {c.token.i for c in taken if c.kind == "capital" and preposition(c.token) == "à"}
    chosen["recipient"] = _not_twice(chosen["recipient"], at)
    if hit.nominal and not chosen["actor"] and hit.frame.type in _BY_ADJECTIVE:
        chosen["actor"] = _adjective(hit.token, view)
    if hit.nominal and hit.frame.sides and (pair := compounded(hit.words, view)):
        chosen["actor"] = [(hit.token.i, one) for one in pair]
    if hit.frame.type == "ASSAULT" and not chosen["recipient"]:
        aimed = [c for c in known if c.entity.id and aimed_at(c, hit)]
        free = [c for c in aimed if not any(same(c.entity, e) for _, e in chosen["actor"])]
        chosen["recipient"] = [(c.token.i, c.entity) for c in free[:1]]
    if hit.frame.type == "ASSAULT" and not hit.nominal and not chosen["actor"]:
        chosen["actor"] = _through(hit, known) or [o for t in _dealt(hit) for o in _adjective(t, view)][:1]
    if hit.frame.type == "ASSAULT" and hit.nominal and chosen["actor"] and not chosen["recipient"]:
        chosen["recipient"] = _attacked(hit, chosen, known)
    if hit.frame.type == "ASSAULT" and not chosen["recipient"] and _dies(hit):
        chosen["recipient"] = [
            (c.token.i, c.entity)
            for c in known
            if c.token.head.i == hit.token.head.i and c.token.dep_.startswith("nsubj")
            if not any(same(c.entity, e) for _, e in chosen["actor"])
        ][:1]
    if hit.frame.type == "ASSAULT" and not chosen["recipient"]:
        there = met(hit)
        named = [c for c in known if c.token.i in there and c.kind not in ELSEWHERE]
        named.sort(key=lambda c: (not there[c.token.i], c.entity.id is None, c.token.i))
        chosen["recipient"] = [(c.token.i, c.entity) for c in named[:1]]
    if hit.frame.id == "coup" and hit.nominal and not chosen["recipient"]:
        # « le renversement du président X »: the words of the deed say who was overthrown
        chosen["recipient"] = [
            (c.token.i, c.entity) for c in known if c.token.i in hit.words and is_person(c)
        ]
    if hit.frame.mode == "withdraw" and is_passive(hit.token) and "rappeler" in verb_lemmas(hit.token.text):
        _called_home(chosen, taken)
    if hit.frame.id == "coup" and hit.nominal and preposition(hit.token) in ("depuis", "après", "avant"):
        # « tués par l'armée depuis le putsch »: they are not those overthrown
        within = {t.i for t in hit.token.subtree}
        chosen["recipient"] = [one for one in chosen["recipient"] if one[0] in within]
    if hit.frame.mode == "withdraw" and "ambassadeur" in {plain(t.text) for t in hit.token.children}:
        _recalled(hit, view, chosen)
    if hit.frame.mode == "disapprove" and not _SUMMONS.isdisjoint(_words(hit)):
        _summoned(hit, view, chosen)
    suffers = hit.frame.type == "ASSAULT" and not hit.nominal and hit.frame.recipient[:1] == ("subj",)
    if (hit.frame.actor == ("none",) or suffers) and not chosen["recipient"]:
        # « un convoi de l'armée a sauté sur une mine », « est tombé dans une embuscade »
        subjects = {t.i for a in logical_subjects(hit.token) for t in a.token.subtree}
        blown = [c for c in known if c.entity.id and c.token.i in subjects]
        chosen["recipient"] = [(c.token.i, c.entity) for c in blown[:1]]
    if hit.frame.type == "MOBILIZE" and hit.frame.actor == ("none",):
        chosen["actor"] = chosen["actor"] or _whose_they_are(hit, known)
        chosen["recipient"] = []  # it is not done to what moves, nor to anybody told before
    if hit.frame.mode == "crowd-control" and not chosen["recipient"]:
        chosen["recipient"] = _dispersed(hit, known)
    if hit.frame.mode == "equip":
        _lent(hit, chosen, known)
    if hit.frame.type == "AID" and hit.nominal:
        _own_help(hit, chosen)
    if hit.frame.type == "RETREAT":
        give_way(hit, chosen, known)
    by_agent(hit, chosen, taken)
    told_by(hit, chosen, known)
    chosen["actor"] = _without_heading(hit, chosen["actor"])
    opposed(hit, chosen, known)
    meant_for(hit, chosen, known)
    asked(hit, chosen, known)
    accompanied(hit, chosen, known)
    answered(hit, view, chosen)
    if hit.frame.mode == "visit":
        chosen["recipient"] = _abroad(chosen)


def _through(hit: Hit, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« tués par une attaque menée par X », « dans un raid lancé par X »: who made it has killed them."""
    by = [t for a in _dealt(hit) for t in _made_by(a)]
    return in_rows((c for c in known if c.kind not in ELSEWHERE), by)


def _dealt(hit: Hit) -> list[Token]:
    """« tués dans une frappe », « visé par un tir »: the blow that a verb tells of beside whom it met."""
    if not is_passive(hit.token):
        return []
    told = [c for c in hit.token.children if c.dep_.startswith("obl")]
    told = [c for c in told if preposition(c) in ("par", "dans", "lors de")]
    return [c for c in told if "attack" in classes_of(c) or not STRIKES.isdisjoint(noun_lemmas(c.text))]


def _made_by(deed: Token) -> list[Token]:
    found = [t for t, how in told_by_clause(deed) if how in DONE_BY]
    return found or [a.token for a in linear_phrase(deed, "par")]


def _attacked(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« l'attaque d'un convoi de l'armée par le JNIM »: beside a doer told by « par », whose « de » is."""
    doers = {i for i, _ in chosen["actor"]}
    by = [c for c in known if c.token.i in doers and preposition(c.token) == "par"]
    met_ones = [t for t in hit.token.children if preposition(t) in ("de", "d'") and t.i > hit.token.i]
    if not by or not met_ones:
        return []
    within = {t.i for t in met_ones[0].subtree if t.i < by[0].token.left_edge.i}
    named = [c for c in known if c.entity.id and c.token.i in within and c.kind not in ELSEWHERE]
    return [(c.token.i, c.entity) for c in named if all(c.token.i != i for i in doers)][:1]


def _without_heading(hit: Hit, doers: list[tuple[int, Entity]]) -> list[tuple[int, Entity]]:
    """« Koweït : démission du gouvernement »: the state that heads a title is where, beside who does it."""
    text = hit.token.doc.text
    rest = [
        (i, e)
        for i, e in doers
        if e.id != e.country or not (text.startswith(e.text) and text[len(e.text) :].lstrip().startswith(":"))
    ]
    return rest or doers


def _whose_they_are(hit: Hit, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« Des Mirage français ont survolé Bangui », « Trois navires de la marine turque … »: who moves them."""
    moving = {t.i: t.i == a.token.i for a in surface_subjects(hit.token) for t in a.token.subtree}
    moved = [c for c in known if c.token.i in moving and c.entity.country and c.kind not in ELSEWHERE]
    moved.sort(key=lambda c: not moving[c.token.i])
    return [(c.token.i, c.entity) for c in moved[:1]]


_DISPERSES = frozenset(("disperser", "repousser", "contenir", "evacuer", "deloger"))


def _dispersed(hit: Hit, known: Sequence[Candidate]) -> list[tuple[int, Entity]]:
    """« a fait usage de gaz lacrymogènes pour disperser les manifestants »: they suffer it."""
    verbs = [
        t for t in hit.token.subtree if not _DISPERSES.isdisjoint(verb_lemmas(t.text)) and t.i > hit.token.i
    ]
    met_ones = [a.token for v in verbs[:1] for a in objects(v)]
    return in_rows((c for c in known if c.kind not in ELSEWHERE), met_ones)


_LENDS = frozenset(("detacher", "envoyer", "depecher", "deployer", "affecter", "preter"))


def _lent(hit: Hit, chosen: Parts, known: Sequence[Candidate]) -> None:
    """« Des agents allemands seront détachés auprès de la police »: their state lends them."""
    if hit.nominal or chosen["actor"] or not is_passive(hit.token) or _LENDS.isdisjoint(_words(hit)):
        return
    lent = {a.token.i for a in surface_subjects(hit.token)}
    people = [c for c in known if c.token.i in lent and c.entity.country and c.kind not in ELSEWHERE]
    chosen["actor"] = [(c.token.i, c.entity) for c in people[:1]]
    chosen["recipient"] = [(i, e) for i, e in chosen["recipient"] if i not in lent]


def _own_help(hit: Hit, chosen: Parts) -> None:
    """« l'Otan a reconduit son programme de formation des forces mauritaniennes »: whose help it is helps."""
    if not owned(hit.token) or hit.token.dep_ != "obj":
        return
    owner = {t.i for a in surface_subjects(hit.token.head) for t in a.token.subtree}
    helped = {i for i, _ in chosen["recipient"]}
    if helped and helped <= owner and all(i > hit.token.i for i, _ in chosen["actor"]):
        chosen["actor"], chosen["recipient"] = chosen["recipient"], chosen["actor"]


_DIES = frozenset(("perir", "mourir", "succomber", "perdre", "tomber", "deceder"))


def dies(verb: Token) -> bool:
    """« ont péri », « ont perdu la vie », « ont trouvé la mort »."""
    if not _DIES.isdisjoint(verb_lemmas(verb.text)):
        return True
    return any(plain(c.text) == "mort" for c in verb.children if c.dep_.startswith("obj"))


def _dies(hit: Hit) -> bool:
    """« Quinze gendarmes ont péri dans une embuscade »: whom the verb above tells of met with it."""
    return hit.nominal and hit.token.dep_.startswith("obl") and dies(hit.token.head)


def _recalled(hit: Hit, view: View, chosen: Parts) -> None:
    """« L'ambassadeur du Mali à Alger a été rappelé »: by Mali, from Algeria."""
    envoy = _envoy(hit)
    office = view.ref(envoy) if envoy is not None else None
    state = office.entity.country if office is not None else None
    if envoy is None or office is None or state is None:
        return
    chosen["actor"] = [(envoy.i, Entity(view.text[envoy.idx : office.end], state, state))]
    chosen["recipient"] = _posted(envoy, state, view)


_SUMMONS = frozenset(("convoquer", "mander"))


def _summoned(hit: Hit, view: View, chosen: Parts) -> None:
    """« L'ambassadeur du Mali à Alger a été convoqué »: by Algeria, which is not blamed."""
    envoy = _envoy(hit)
    if envoy is None:
        return
    office = view.ref(envoy)
    posted = _posted(envoy, office.entity.country if office is not None else None, view)
    at = {i for i, _ in posted}
    chosen["recipient"] = [one for one in chosen["recipient"] if one[0] not in at]
    chosen["actor"] = chosen["actor"] or posted


def _envoy(hit: Hit) -> Token | None:
    """The ambassador of a passive of whom it tells."""
    if not is_passive(hit.token):
        return None
    envoys = (t for t in hit.token.children if t.dep_.startswith("nsubj"))
    return next((t for t in envoys if not _ENVOYS.isdisjoint(noun_lemmas(t.text))), None)


_ENVOYS = frozenset(("ambassadeur", "ambassadrice"))


def _posted(envoy: Token, state: str | None, view: View) -> list[tuple[int, Entity]]:
    """« l'ambassadeur du Mali à Alger »: the other state, by its capital."""
    capitals = (
        (t.i, r.entity) for t in envoy.subtree if (r := view.ref(t)) is not None and r.kind == "capital"
    )
    return [(i, e) for i, e in capitals if e.id != state][:1]


def _called_home(chosen: Parts, taken: Sequence[Candidate]) -> None:
    """« L'ambassadrice a été rappelée à Rabat »: by Morocco, whose capital that is."""
    home = [
        (c.token.i, c.entity) for c in taken if c.kind == "capital" and preposition(c.token) in ("à", "vers")
    ]
    if home:
        chosen["actor"] = home[:1]
        chosen["recipient"] = [one for one in chosen["recipient"] if one[0] != home[0][0]]


def _not_twice(ones: list[tuple[int, Entity]], at: set[int]) -> list[tuple[int, Entity]]:
    """« a remis dix véhicules à la gendarmerie nigérienne à Niamey »: the capital is where, not to whom."""
    held = {e.country for i, e in ones if i not in at and e.id}
    return [(i, e) for i, e in ones if i not in at or e.country not in held]


_WITH = frozenset(("weapon", "aircraft", "shell-word"))
_BY_ADJECTIVE = ("ASSAULT", "AID", "SANCTION", "MOBILIZE", "RETREAT")


def _adjective(deed: Token, view: View) -> list[tuple[int, Entity]]:
    """« une frappe américaine », « un tir de missile iranien »: whose, where nobody else has done it."""
    by = [c for c in deed.children if c.dep_ == "nmod" and not _WITH.isdisjoint(classes_of(c))]
    for child in (*deed.children, *(t for c in by for t in c.children)):
        ref = view.ref(child)
        if child.dep_ == "amod" and child.i > deed.i and ref is not None and ref.kind == "adjective":
            country = ref.entity.country
            if country is not None and len(country) == 3 and ref.start == child.idx:
                return [(child.i, Entity(child.text, country, country))]
    return []


def _abroad(chosen: Parts) -> list[tuple[int, Entity]]:
    """« le Premier ministre malien en visite à Kidal »: nobody visits their own state."""
    home = {e.country for _, e in chosen["actor"]}
    return [(i, e) for i, e in chosen["recipient"] if home != {e.country} or e.id != e.country]
