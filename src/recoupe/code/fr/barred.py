"""Who cannot have a part in an act, however likely it looks.

What weights fitted on small corpora cannot know and a reader never doubts: no state is arrested,
no outlaw signs, what is given does not receive, and nobody is told twice under two words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from recoupe.code.fr.agents import addressed, of_a_gap, visited
from recoupe.code.fr.asked import asks_only, is_asking
from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.entities import matches
from recoupe.code.fr.evidence import ELSEWHERE, Candidate, is_person, rule
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import owned, phrase
from recoupe.code.fr.scenes import JUDGES, does_not, meets_not, named_after, of_the_judged
from recoupe.code.fr.tree import (
    above,
    ancestors,
    clitics,
    complements,
    first_of_row,
    is_participle,
    is_passive,
    logical_subjects,
    preposition,
)
from recoupe.code.fr.undergone import OF_PERSONS, has_not_done, suffers
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity

_STATES = ("state", "capital", "metonym", "adjective")
# What the law's servants do, no outlaw does; and a newspaper speaks, it does not act (guideline, rule 1).
_LAWFUL = (*OF_PERSONS, "extradite", "train", "equip", "restrict", "police", "sign")
_OUTLAWS = ("REB", "CRM", "REF")
# But armed groups hold people, hand them over and let them go.
_OF_CAPTIVES = ("extradite", "release")
# « a signé la paix avec deux groupes rebelles »
_OF_REBELS = (*_OF_CAPTIVES, "sign")
# « Des pirates ont relâché neuf marins »
_CAPTORS = frozenset(
    ("pirate", "kidnappeur", "preneur", "gangster", "gang", "malfaiteur", "bandit", "passeur")
)
_BETWEEN = frozenset(("intermediaire", "mediateur", "conciliateur", "arbitre"))
_SEIZED = frozenset(("drug", "weapon", "money", "goods", "equipment"))
_UNITS = frozenset(("tonne", "kilo", "kilogramme", "gramme", "litre", "quintal", "dollar", "euro", "million"))
_DEEDS = frozenset(("attack", "meeting", "sanction"))
_ARMS = frozenset(("hardware", "weapon", "equipment"))
# Their men may be arrested, but not they.
_FORCES = ("GOV", "MIL", "COP", "SPY", "JUD")


def may(c: Candidate, part: str, mode: str | None) -> bool:
    """Whether one can have a part at all in an act of a mode."""
    if c.entity.id is None and c.entity.sector is None and "writing" in classes_of(c.token):
        return False  # « a salué, dans son rapport annuel, … »: nobody
    if c.entity.id is None and c.entity.sector is None and c.kind == "words" and _amount(c.token):
        return False  # « 50 000 tonnes de céréales »: nobody
    if mode == "praise" and part == "recipient" and c.entity == Entity(c.entity.text):
        return False  # « a salué une décision »: a thing of nobody named
    if c.kind == "person" and _asked(c.token):
        return False
    if mode == "third-party" and c.kind == "words" and not _BETWEEN.isdisjoint(noun_lemmas(c.token.text)):
        return False  # « joue les intermédiaires »: whoever does
    if part == "recipient":
        if mode in ("resign", "ceasefire"):
            return False  # who steps down does it to nobody, and both sides keep a truce
        public = c.entity.sector in _FORCES and c.entity.id is not None and not is_person(c)
        state = c.kind in _STATES and (c.kind != "adjective" or c.entity.id is not None)  # « douze Guinéens »
        if mode == "extradite" and (is_person(c) or c.entity.sector in (*_OUTLAWS, "CVL")):
            return False  # the person handed over stands in ``about``
        if mode == "convict" and c.entity.id is None and "penalty" in classes_of(c.token):
            return False  # « une peine a été prononcée contre… »
        if mode == "equip" and c.entity.id is None and not _ARMS.isdisjoint(classes_of(c.token)):
            return False  # « livre quatre vedettes »: what is given, not to whom
        if mode == "withdraw" and c.kind in ("words", "office") and owned(c.token):
            return False  # « a rappelé son ambassadeur »: from whom, not whom
        if mode == "foil" and c.token.dep_ == "nmod" and "trafic" in noun_lemmas(c.token.text):
            return False  # « a déjoué une tentative de trafic de drogue »: what, not whom
        if mode == "seize" and c.entity.id is None and _goods(c.token):
            return False  # « une tonne de cocaïne a été saisie »: what is taken, not from whom
        return mode not in OF_PERSONS or not (state or matches(c.entity, "state") or public)
    if c.kind == "earlier" and mode in OF_PERSONS and _forum(c.entity):
        return False  # « L'OEA se réunira … 40 tonnes ont été saisies »: not by it
    if mode in _LAWFUL and c.entity.sector in _OUTLAWS:
        captors = mode in _OF_CAPTIVES and not _CAPTORS.isdisjoint(noun_lemmas(c.token.text))
        return captors or (c.entity.sector == "REB" and mode in _OF_REBELS)
    return not (c.entity.sector == "MED" and c.entity.id is not None)


def _forum(entity: Entity) -> bool:
    """Whether one is an organisation of states that has no police and no court."""
    shared = entity.id is not None and entity.country in ("IGO", "UNO", "NGO")
    return shared and entity.sector not in ("COP", "MIL", "JUD")


def _asked(token: Token) -> bool:
    """« Brahim Oulhadj : Nous avons démantelé… »: who answers in an interview only says it."""
    colon = next((t for t in token.doc[token.i + 1 : token.i + 4] if t.text == ":"), None)
    if colon is None or colon.i + 1 >= len(token.doc) or token.i > 2:
        return False
    return plain(token.doc[colon.i + 1].text) in ("nous", "je", "notre", "nos", "j'", "mon", "ma", "mes")


def _amount(token: Token) -> bool:
    """Whether a noun weighs or pays, or is something done (« les frappes américaines »)."""
    return plain(token.text).rstrip("s") in _UNITS or not _DEEDS.isdisjoint(classes_of(token))


def _goods(token: Token) -> bool:
    """Whether a noun is of things, or an amount of them (« une tonne de cocaïne »)."""
    of = next((c for c in token.children if c.dep_ == "nmod" and preposition(c) in ("de", "d'")), None)
    known = classes_of(token) or (classes_of(of) if of is not None else ())
    return not _SEIZED.isdisjoint(known)


def told_as(c: Candidate, part: str, mode: str | None) -> Entity:
    """Whom a candidate is told as: « l'ancien chef de la police » who is arrested or resigns is no police."""
    if part == "actor" and mode == "resign" and _heads(c):
        return Entity(phrase(c.token), None, c.entity.country, c.entity.sector)
    if part != "recipient" or (mode not in OF_PERSONS and mode != "allege"):
        return c.entity
    if c.kind != "office" or is_person(c) or "Plur" in morph(c.token, "Number"):
        return c.entity
    return Entity(phrase(c.token), None, c.entity.country, c.entity.sector)


_JAILS = frozenset(("prison", "penitencier", "geole", "cellule", "arret", "detention"))


def _of_a_jail(c: Candidate) -> bool:
    """« ont quitté la prison de haute sécurité de Ouagadougou »: where it stands, not who lets go."""
    over = islice(ancestors(c.token), 2) if c.kind == "capital" and c.token.dep_ == "nmod" else ()
    return any(not _JAILS.isdisjoint(noun_lemmas(t.text)) for t in over)


def _heads(c: Candidate) -> bool:
    """« le chef de la police »: one man, though what he does is told of the police elsewhere."""
    body = c.entity.id is not None and not is_person(c) and c.kind not in ELSEWHERE
    return body and "office-boss" in classes_of(c.token) and "Plur" not in morph(c.token, "Number")


def _there(c: Candidate, mode: str | None) -> bool:
    """« a été inculpé à Copenhague », « jugés en Libye »: where, not who."""
    tried = mode in ("allege", "arrest", "convict", "investigate")
    return tried and c.kind in ("state", "capital") and preposition(c.token) in ("à", "en", "au", "aux")


def _of_the_next_verb(c: Candidate, hit: Hit) -> bool:
    """« a dénoncé l'attaque et renouvelé son soutien au Tchad »: Chad is of the second alone.

    What hangs right on it may be of both where the first has no object (« a formé et équipé l'armée »).
    """
    if hit.nominal or c.kind in ELSEWHERE:
        return False
    rows = (t for t in ancestors(c.token) if t.dep_ == "conj" and t.pos_ == "VERB")
    other = next((t for t in rows if t.head.i == hit.token.i and t.i > hit.token.i), None)
    if other is None or c.token.i < other.i:
        return False
    return c.token.head.i != other.i or any(t.dep_ == "obj" for t in hit.token.children)


def _struck(c: Candidate, hit: Hit) -> bool:
    """« a condamné l'attaque contre Israël »: whom it struck is not blamed for it."""
    one = first_of_row(c.token) if c.token.dep_ == "conj" else c.token
    blamed = hit.frame.mode == "disapprove" and not hit.nominal and one.head.i != hit.token.i
    return blamed and preposition(one) == "contre" and "attack" in classes_of(one.head)


def told_of(c: Candidate, hit: Hit, part: str, grammar: str | None) -> bool:
    """Whether the grammar of the sentence leaves one this part, told ``grammar`` (``evidence.grammar``)."""
    if hit.frame.type.islower():
        return True
    if (
        elsewhere(c, hit, part)
        or part_of_whole(c)
        or set_apart(c)
        or meanwhile(c, hit)
        or (part == "actor" and speaks(c, hit))
    ):
        return False
    if (does_not(c, hit) if part == "actor" else meets_not(c, hit, grammar)) or named_after(c, hit):
        return False
    if _in_another_time(c, hit, part):
        return False
    if plain(c.token.text) == "nous" and _outside(c.token, hit):
        return False
    if beyond(c, hit) or of_a_description(c, hit) or of_a_gap(c, hit) or is_asking(c.token):
        return False
    if part == "recipient" and (denied(c, hit) or asked_for(c, hit) or asked_where(c, hit)):
        return False
    if part == "recipient" and (visited(c, hit) or sent_there(c, hit) or _there(c, hit.frame.mode)):
        return False
    if _of_the_next_verb(c, hit) or (part == "recipient" and _struck(c, hit)):
        return False
    if part == "actor" and (signed_at(c, hit) or _of_a_jail(c)):
        return False
    if part == "recipient" and hit.frame.mode == "disarm" and clitics(hit.token) & {"se", "s'"}:
        return False  # « se sont rendus à l'armée »: to whom they surrender, nobody they disarm
    if part == "recipient":
        verb = hit.token  # « X a expulsé des agents, accusés d'ingérence »: the agents are accused, not X
        hung = not hit.nominal and verb.dep_ == "acl" and verb.head.i != c.token.i and is_passive(verb)
        if hung and c.token.dep_.startswith("nsubj") and c.token.head.i == verb.head.head.i:
            return False
        if hit.frame.mode == "extradite" and (suffers(c, hit) or c.token.dep_ == "obj"):
            return False  # who is handed over does not receive
        return not acts_only(c, hit, grammar)
    if left_behind(c, hit) or asks_only(c, hit) or addressed(c, hit):
        return False
    if hit.nominal and hit.token.dep_.startswith("obl") and _by_whom_else(c, hit):
        return False
    return not has_not_done(c, hit, grammar)


_WHEN = frozenset(("apres", "avant", "depuis", "lors", "pendant", "durant", "lendemain", "suite", "veille"))


def _in_another_time(c: Candidate, hit: Hit, part: str) -> bool:
    """« a expulsé douze diplomates après l'assassinat de X »: X is of what only says when or why.

    Where the verb has its own in that part.
    """
    if hit.nominal or c.kind in ELSEWHERE or not (hit.actors if part == "actor" else hit.recipients):
        return False
    node = c.token
    while node.head.i != node.i and node.head.i != hit.token.i:
        node = node.head
        cases = {plain(t.text) for t in node.children if t.dep_ in ("case", "fixed", "mark")}
        if node.pos_ == "NOUN" and node.i > hit.token.i and not _WHEN.isdisjoint(cases):
            return True
    return False


def _by_whom_else(c: Candidate, hit: Hit) -> bool:
    """« Sous sanctions de l'ONU, il a été libéré par Tripoli »: who has let him go imposes none."""
    verb = first_of_row(c.token).head
    if c.kind in ELSEWHERE or preposition(first_of_row(c.token)) != "par" or verb.i in hit.words:
        return False
    owned_ones = complements(hit.token, "de")
    return hit.token.i < verb.i and hit.token.head.i == verb.i and is_passive(verb) and bool(owned_ones)


def _outside(one: Token, hit: Hit) -> bool:
    """« Nous les remercions », a dit le ministre, qui avait signé …: they of a quotation act in it."""
    if one.i > hit.token.i:
        return False
    between = [t.text for t in one.doc[one.i : hit.token.i]]
    return between.count("»") > between.count("«")


def speaks(c: Candidate, hit: Hit) -> bool:
    """« Les ministres se sont entretenus dimanche, a indiqué Paris »: who tells it meets nobody."""
    verb = c.token.head
    if not hit.frame.sides or not c.token.dep_.startswith("nsubj") or verb.dep_ != "parataxis":
        return False
    return all(t.i != verb.i for t in (hit.token, *ancestors(hit.token)))


_DENIES = frozenset(("nier", "dementir", "contester", "refuter"))


def denied(c: Candidate, hit: Hit) -> bool:
    """« nie tout soutien au M23 »: whom the denied deed is told of is not rebuffed."""
    if hit.frame.type != "REJECT" or hit.nominal or _DENIES.isdisjoint(verb_lemmas(hit.token.text)):
        return False
    if c.token.head.i == hit.token.i:
        return c.entity.id is None and c.token.dep_ == "obj"
    return any(t.dep_ == "obj" and t.head.i == hit.token.i for t in ancestors(c.token))


_HANDED = frozenset(
    ("liberation", "elargissement", "extradition", "remise", "transferement", "arrestation", "restitution",
     "rapatriement", "relaxe", "acquittement", "grace", "depart", "destitution")
)  # fmt: skip


def asked_for(c: Candidate, hit: Hit) -> bool:
    """« exige la libération du président »: he is not asked."""
    titled_so = c.kind == "person" and c.token.dep_ in ("appos", "flat:name")  # « du président Bazoum »
    if hit.frame.type != "REQUEST" or preposition(c.token.head if titled_so else c.token) != "de":
        return False
    over = {plain(t.text) for t in ancestors(c.token)} & _HANDED
    leaving = over <= {"depart"} and c.entity.sector == "MIL"  # « le départ des forces françaises »: theirs
    return c.token.i > hit.token.i and bool(over) and not leaving


def asked_where(c: Candidate, hit: Hit) -> bool:
    """« ont réclamé le départ des forces étrangères à N'Djamena »: where they are, nobody asked."""
    above = c.token.head
    if hit.frame.type != "REQUEST" or hit.nominal or c.kind != "capital" or preposition(c.token) != "à":
        return False
    return above.pos_ == "NOUN" and above.dep_ in ("obj", "nmod") and above.i > hit.token.i


def _bare_participle(verb: Token) -> bool:
    """Whether a participle describes a noun without an auxiliary (« suspendue de la Cédéao »)."""
    return (
        verb.dep_ == "acl"
        and verb.i > verb.head.i
        and is_participle(verb)
        and not any(a.dep_.startswith(("aux", "cop")) for a in verb.children)
    )


def beyond(c: Candidate, hit: Hit) -> bool:
    """« La Guinée, suspendue de la Cédéao, a renoué avec le FMI »: the FMI suspends nobody."""
    verb = hit.token
    if hit.nominal or c.kind in ELSEWHERE or not _bare_participle(verb):
        return False
    main = next((t for t in ancestors(verb.head) if t.pos_ == "VERB"), None)
    if main is None or not verb.i < main.i < c.token.i or not verb.head.dep_.startswith("nsubj"):
        return False
    return any(t.i == main.i for t in ancestors(c.token)) and all(t.i != verb.i for t in ancestors(c.token))


def of_a_description(c: Candidate, hit: Hit) -> bool:
    """« La Guinée, suspendue de la Cédéao, a renoué avec le FMI »: the Cédéao has no part in that."""
    if hit.nominal or c.kind in ELSEWHERE:
        return False
    path = [c.token, *ancestors(c.token)]
    verb = next((t for t in path[1:] if _bare_participle(t)), None)
    if verb is None or not (verb.head.pos_ == "PROPN" or sector_of(verb.head)):
        return False
    return verb.i != hit.token.i and any(t.i == hit.token.i for t in ancestors(verb))


def acts_only(c: Candidate, hit: Hit, grammar: str | None) -> bool:
    """Whether one is the subject of an active verb whose subject acts: it is not done to them.

    « L'Allemagne finance le programme »: whatever else is likely of a state, it is not financed here.
    """
    if hit.nominal or hit.frame.sides or grammar not in ("subj", "subj+") or c.kind in ELSEWHERE:
        return False
    passive = is_passive(hit.token) or clitics(hit.token) & {"se", "s'"}
    return not passive and hit.frame.actor[:1] == ("subj",) and "subj" not in hit.frame.recipient


def left_behind(c: Candidate, hit: Hit) -> bool:
    """Whether a state only tells from where others go (« leur retrait du Mali »)."""
    if not hit.nominal or hit.frame.mode != "withdraw" or c.kind not in _STATES or c.token.i < hit.token.i:
        return False
    owned = any(o.dep_ == "det" and plain(o.text) in ("son", "leur", "notre") for o in hit.token.children)
    first = min((a.token.i for a in complements(hit.token, "de")), default=c.token.i)
    return preposition(c.token) == "de" and (owned or first < c.token.i - 1)


def elsewhere(c: Candidate, hit: Hit, part: str) -> bool:
    """Whether one acts in a relative clause that the act is no part of.

    « le Burkina, dont l'armée a perdu des hommes, a limogé… »: the army has dismissed nobody.
    """
    # « que président la Chine et la Russie »
    one = first_of_row(c.token) if c.token.dep_ == "conj" else c.token
    verb = one.head
    if c.kind in ELSEWHERE or not one.dep_.startswith("nsubj") or c.token.pos_ == "PRON":
        return False
    if verb.dep_ != "acl:relcl":
        return False
    inside_it = any(t.i == verb.i for t in (hit.token, *hit.token.ancestors))
    if hit.nominal:  # « l'attentat qu'a revendiqué le groupe », « l'embargo que l'ONU a imposé »
        return not inside_it and verb.head.i not in (hit.token.i, *hit.words)
    judged = part == "recipient" and (hit.frame.mode == "praise" or hit.frame.type == "ACCUSE")
    # « salue l'aide que l'Allemagne apporte »
    return not inside_it and not (judged and verb.head.head.i == hit.token.i)


def set_apart(c: Candidate) -> bool:
    """« Outre le Maroc, la France a promis des renforts », « selon des habitants »: told only beside it."""
    return c.kind not in ELSEWHERE and preposition(c.token) in ("outre", "hormis", "sauf", "excepte", "selon")


def meanwhile(c: Candidate, hit: Hit) -> bool:
    """« L'UA a condamné l'attaque, tandis que Paris … »: each of the two clauses has its own parts."""
    if c.kind in ELSEWHERE or c.token.doc.words().isdisjoint(_MEANWHILE):
        return False
    if hit.token.dep_ in ("advcl", "acl") and not any(t.dep_.startswith("aux") for t in hit.token.children):
        return False  # « Enlevé alors qu'il faisait campagne, X … »: told of who comes behind
    first, last = sorted((c.token.i, hit.token.i))
    words = [plain(t.text) for t in c.token.doc[first : last + 1]]
    return any(word in _MEANWHILE and after in ("que", "qu'") for word, after in pairwise(words))


_MEANWHILE = frozenset(("tandis", "alors"))


def signed_at(c: Candidate, hit: Hit) -> bool:
    """« l'accord signé à Pretoria », « réunis à Abuja »: the town, no side."""
    signs = hit.frame.sides or hit.frame.mode == "sign"
    return signs and c.kind == "capital" and preposition(c.token) == "à" and c.token.i > hit.token.i


def of_another(c: Candidate, hit: Hit, beside: Sequence[Hit]) -> bool:
    """« se sont réunis après le renversement de X »: who met with something worse is no side."""
    if not hit.frame.sides or c.kind in ELSEWHERE:
        return False
    over = [t.i for t in ancestors(c.token)]
    return any(
        other.nominal
        and other.frame.type in ("COERCE", "ASSAULT")
        and other.token.i in over
        and any(t.i == hit.token.i for t in ancestors(other.token))
        for other in beside
    )


def sent_there(c: Candidate, hit: Hit) -> bool:
    """« a dépêché son ministre, Ahmed Attaf, à Bamako »: who is sent is visited by nobody."""
    if hit.frame.mode != "visit" or hit.nominal or _SENDS.isdisjoint(verb_lemmas(hit.token.text)):
        return False
    if not is_person(c) and c.kind != "office":
        return False
    told = [o for o in hit.token.children if o.dep_ == "obj"]
    return any(o.left_edge.i <= c.token.i <= o.right_edge.i for o in told)


_SENDS = frozenset(("envoyer", "depecher", "mandater"))


def part_of_whole(c: Candidate) -> bool:
    """« douze suspects, dont trois mineurs »: told already with the whole."""
    first = min((t.i for t in c.token.children if t.dep_ in ("det", "nummod", "amod")), default=c.token.i)
    if first > c.token.i or not first or c.kind in ELSEWHERE:
        return False
    return plain(c.token.doc[first - 1].text) == "dont" and not c.token.dep_.startswith("nsubj")


def anothers(c: Candidate, hit: Hit) -> bool:
    """Whether one is the object of the verb before in a row in which each has its own.

    « démantelé un réseau et arrêté neuf suspects »: the network is not arrested.
    """
    verb, other = hit.token, c.token.head
    if hit.nominal or c.kind in ELSEWHERE or c.token.dep_ != "obj" or other is verb:
        return told_to(c, hit)
    row = verb.dep_ == "conj" and verb.head is other
    return row and any(child.dep_ == "obj" for child in verb.children)


def told_to(c: Candidate, hit: Hit) -> bool:
    """« a reproché à Paris son aide et a expulsé deux diplomates »: nothing is done to Paris, told it."""
    verb, other = hit.token, c.token.head
    if hit.nominal or c.kind in ELSEWHERE or verb.dep_ != "conj" or verb.head is not other:
        return False
    told = c.token.dep_.startswith("obl") and preposition(c.token) == "à" and c.token.i < verb.i
    return told and any(child.dep_ == "obj" for child in verb.children)


def blames(c: Candidate, hit: Hit, beside: Sequence[Hit]) -> bool:
    """Whether one condemns or hails the very deed (« la Cédéao a condamné le coup d'État »)."""
    if not hit.nominal:
        return of_the_judged(c, hit)
    if hit.frame.type not in ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "RETREAT"):
        return False
    if hit.frame.type == "PROTEST" and not _BANS.isdisjoint(verb_lemmas(hit.token.head.text)):
        return any(a.token.i == c.token.i for a in logical_subjects(hit.token.head))
    verb = hit.token.head  # whatever the verb itself is read as
    if hit.token.dep_ in ("obj", "nsubj:pass") and JUDGES & set(verb_lemmas(verb.text)):
        return any(t.i == c.token.i for a in logical_subjects(verb) for t in a.token.subtree)
    return any(rule(c.entity, other) == "actor" for other in judges(hit, beside))


def judges(hit: Hit, beside: Sequence[Hit]) -> list[Hit]:
    """The verbs over a noun that condemn or hail what it tells."""
    if not hit.nominal:
        return []
    return [
        other
        for other in beside
        if not other.nominal and (other.frame.type == "ACCUSE" or other.frame.mode == "praise")
        if other.token.i in above(hit.token)
    ]


_BANS = frozenset(("interdire", "disperser", "reprimer", "autoriser", "empecher", "prohiber"))
_AT_THE_DESK = frozenset(("coordonner", "superviser", "appuyer", "soutenir"))


def coordinates(c: Candidate, mode: str | None, trigger: Token | None) -> bool:
    """« une opération coordonnée par Europol »: who coordinates it arrests nobody."""
    if mode not in OF_PERSONS or c.kind in ELSEWHERE:
        return False
    token = first_of_row(c.token)
    return (
        preposition(token) == "par"
        and token.head is not trigger
        and not _AT_THE_DESK.isdisjoint(verb_lemmas(token.head.text))
    )


def says_what(token: Token) -> bool:
    """An apposition, or a bare noun behind « de »."""
    if token.dep_ == "appos":
        return True
    bare = not any(child.dep_ in ("det", "nummod") for child in token.children)
    return token.dep_ == "nmod" and token.pos_ == "NOUN" and bare and preposition(token) in ("de", "d'")
