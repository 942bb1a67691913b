"""One event per act (guideline, rule 2): of two triggers that tell one act, which stands for it."""

from __future__ import annotations

import re

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.words import plain, verb_lemmas


def acts(found: list[Hit]) -> list[Hit]:
    """« s'engage à fournir », « promet d'aider à équiper »: the act stands for the promise of it.

    « une patrouille commune sera lancée »: the noun stands for the verb that tells the same of it.
    """
    found = _one_of_two(_apart(found))
    inner = {h.token.i: h for h in found if not h.nominal}
    told = [h for h in found if h.nominal and not _imposed(h, inner)]
    nouns = {(h.token.i, h.frame.type, h.frame.mode) for h in told}
    kept: list[Hit] = []
    stands: set[int] = set()  # the nouns that stand for a verb
    foiled = {h.about.i for h in found if h.frame.mode == "foil" and h.about is not None}
    for hit in found:
        if hit.nominal and hit.frame.type == "ASSAULT" and hit.token.i in foiled:
            continue  # an attack foiled is no attack
        if not hit.nominal and hit.about and (hit.about.i, hit.frame.type, hit.frame.mode) in nouns:
            stands.add(hit.about.i)
            continue
        if not hit.nominal and any(_stands_for(inner.get(c.i), c, hit) for c in hit.token.children):
            continue
        retold = hit.token.i not in stands and _told_by_verb(hit, inner)
        if hit.nominal and (_content(hit) or retold or _ended(hit, inner)):
            continue
        if hit.nominal and (_imposed(hit, inner) or _on_a_mission(hit, inner)):
            continue
        if _judged(hit) or _upheld(hit, inner) or (hit.nominal and _bestowed(hit, inner)):
            continue
        if any(_asks(other, hit) or _at_large(hit, other) or _makes(hit, other) for other in found):
            continue
        if any(_refused(other, hit) for other in found):
            continue
        if _body_itself(hit) or any(_mourned(other, hit) for other in found):
            continue
        if any(_only_willing(other, hit) or _one_meeting(other, hit) for other in found):
            continue
        kept.append(hit)
    return kept


def _ended(hit: Hit, verbs: dict[int, Hit]) -> bool:
    """« a levé le gel des avoirs »: no sanction is told; « a levé l'embargo décrété en mai » tells one."""
    if any(c.dep_.startswith("acl") and not c.text.endswith("ant") for c in hit.token.children):
        return False
    verb = verbs.get(hit.token.head.i)
    lifted = verb is not None and (verb.frame.type, verb.frame.mode) == ("RETREAT", None)
    return lifted and hit.frame.type == "SANCTION" and hit.token.dep_ in ("obj", "nsubj:pass")


def _imposed(hit: Hit, verbs: dict[int, Hit]) -> bool:
    """« a imposé de nouvelles sanctions à sept responsables »: one act, told by the verb."""
    verb = verbs.get(hit.token.head.i)
    return verb is not None and verb.frame.type == hit.frame.type == "SANCTION" and hit.token.dep_ == "obj"


def _upheld(hit: Hit, verbs: dict[int, Hit]) -> bool:
    """« a confirmé la peine infligée à X »: one sentence, told by the court that upholds it."""
    upholds = verbs.get(hit.token.head.head.i) if hit.token.dep_ == "acl" and not hit.nominal else None
    return upholds is not None and upholds.frame.mode == hit.frame.mode == "convict"


_VERDICTS = frozenset(
    ("relaxer", "acquitter", "blanchir", "innocenter", "disculper", "gracier", "condamner", "amnistier")
)  # fmt: skip


def _judged(hit: Hit) -> bool:
    """« a relaxé trois officiers accusés de complot »: with the verdict told, the charge is no news."""
    person = hit.token.head
    if hit.nominal or (hit.frame.type, hit.frame.mode) != ("ACCUSE", "allege") or hit.token.dep_ != "acl":
        return False
    if person.dep_ not in ("obj", "nsubj:pass") or any(c.dep_.startswith("aux") for c in hit.token.children):
        return False
    return not _VERDICTS.isdisjoint(verb_lemmas(person.head.text))


def _bestowed(hit: Hit, verbs: dict[int, Hit]) -> bool:
    """« lui a décerné la Légion d'honneur »: the verb tells it."""
    verb = verbs.get(hit.token.head.i)
    praise = verb is not None and verb.frame.mode == hit.frame.mode == "praise"
    return praise and hit.token.dep_ in ("obj", "nsubj:pass") and "honour" in classes_of(hit.token)


def _on_a_mission(hit: Hit, verbs: dict[int, Hit]) -> bool:
    """« une mission du FMI séjourne à Nouakchott »: those who come, and that they come, are one visit."""
    verb = verbs.get(hit.token.head.i)
    visit = verb is not None and verb.frame.mode == hit.frame.mode == "visit"
    return visit and hit.token.dep_.startswith("nsubj") and plain(hit.token.text) in ("mission", "tournee")


# Operations named by their kind: what they came to is told beside them.
_SWOOPS = frozenset(("coup", "operation", "descente", "rafle"))


def _at_large(hit: Hit, other: Hit) -> bool:
    """« Coup de filet à Lyon : onze personnes en garde à vue »: the arrest is told with whom it befell."""
    if not hit.nominal or hit.recipients or other is hit or not other.recipients:
        return False
    swoop = (hit.frame.type, hit.frame.mode) == ("COERCE", "arrest") and plain(hit.token.text) in _SWOOPS
    return swoop and other.frame.type == "COERCE" and other.frame.mode in ("arrest", "dismantle")


def _makes(hit: Hit, other: Hit) -> bool:
    """« Une équipe commune d'enquête a été mise en place »: what is set up tells the act."""
    if hit.nominal or hit.frame.type != "SUPPORT" or not other.nominal or other.frame.type != "COOPERATE":
        return False
    made = [a.token.i for a in (*tree.objects(hit.token), *tree.surface_subjects(hit.token))]
    return other.token.i in made and not _SETS_UP.isdisjoint(verb_lemmas(hit.token.text))


_SETS_UP = frozenset(("mettre", "creer", "constituer", "former", "lancer", "instituer", "etablir", "monter"))


def _apart(found: list[Hit]) -> list[Hit]:
    """« effectuera une tournée », « un atelier de renforcement des capacités »: phrases that share a word.

    They tell one act: of a verb and its noun the verb, of two nouns the likelier.
    """

    def hides(one: Hit, other: Hit) -> bool:
        if one is other or (one.frame.type, one.frame.mode) != (other.frame.type, other.frame.mode):
            return False
        if one.token.i == other.token.i or set(one.words).isdisjoint(other.words):
            return False
        return not one.nominal if one.nominal != other.nominal else one.likely > other.likely

    return [hit for hit in found if not any(hides(other, hit) for other in found)]


# What an agreement may be of.
_AGREED = ("COOPERATE", "AID", "CONSULT")


def _content(hit: Hit) -> bool:
    """« un accord de coopération policière »: what is agreed is no deed beside the agreement."""
    head = hit.token.head
    if hit.frame.type not in _AGREED or hit.token.dep_ != "nmod" or hit.actors:
        return False
    return "agreement" in classes_of(head) and head.pos_ == "NOUN"


def _told_by_verb(hit: Hit, verbs: dict[int, Hit]) -> bool:
    """« condamnés à des peines de prison », « tués dans une embuscade »: one act, told by the verb."""
    above = hit.token.head
    if plain(above.text) == "lors":  # « enlevés lors d'un rapt »
        above = above.head
    verb = verbs.get(above.i)
    same = verb is not None and (verb.frame.type, verb.frame.mode) == (hit.frame.type, hit.frame.mode)
    return same and hit.token.dep_.startswith("obl")


# « a proposé de livrer »: an offer is told as such.
_OFFERS = frozenset(("proposer", "offrir"))


def _stands_for(inner: Hit | None, verb: Token, outer: Hit) -> bool:
    """Whether a verb tells the act that the one above it only promises (« a promis de livrer »)."""
    if inner is None or verb.dep_ not in ("xcomp", "ccomp", "obl:arg", "advcl"):
        return False
    if outer.frame.type == "AGREE":
        return _OFFERS.isdisjoint(verb_lemmas(outer.token.text)) and not _willing(outer)
    if outer.frame.id in ("aid", "request-change"):
        return inner.frame.type == "AID"
    return verb.dep_ == "xcomp" and inner.frame.type == outer.frame.type


# « se dit prêt à », « est disposé à », « s'est montrée ouverte à »: who is willing.
_WILLING = re.compile(r"(?:pret|dispose|ouvert)e?s?|favorables?|disponibles?|disponibilite|disposition")
# What one may be willing to do; a threat, a refusal told beside it is another matter.
_WILLED = ("CONSULT", "COOPERATE", "AID", "SUPPORT", "RETREAT", "CONCEDE", "MOBILIZE")


def _willing(hit: Hit) -> bool:
    """Whether the words of a trigger say that somebody is ready for something."""
    words = (plain(hit.token.doc[i].text) for i in hit.words)
    return hit.frame.type == "AGREE" and any(_WILLING.fullmatch(w) for w in words)


def _only_willing(outer: Hit, hit: Hit) -> bool:
    """« s'est dit prêt à rencontrer », « ouvert à des négociations »: being ready is told, not the deed."""
    if outer is hit or hit.frame.type not in _WILLED or not _willing(outer):
        return False
    token = hit.token
    if token.i in outer.words or token.head.i not in outer.words or token.i < outer.token.i:
        return False
    return hit.nominal or "Inf" in morph(token, "VerbForm")


def _body_itself(hit: Hit) -> bool:
    """« L'Assemblée générale de l'ONU a adopté… »: the body so called acts; that it met is not told."""
    if not hit.nominal or hit.frame.type != "CONSULT":
        return False
    word = plain(hit.token.text)
    return any(e.id is not None and word in plain(e.text).split() for e in hit.actors)


def _mourned(voice: Hit, hit: Hit) -> bool:
    """« Rabat a dit sa solidarité à Riyad après l'attaque »: who feels for those struck did not strike."""
    if voice.nominal or voice.frame.type != "SUPPORT" or not hit.nominal or hit.frame.type != "ASSAULT":
        return False
    if hit.token.head.i not in voice.words or not hit.actors:
        return False
    return all(actor in voice.actors for actor in hit.actors)


# Ways of meeting that one meeting may be told in at once.
_MET = (None, "multilateral", "phone")


def _one_meeting(other: Hit, hit: Hit) -> bool:
    """« la commission mixte s'est réunie », « a facilité des discussions »: one meeting, told once.

    The noun tells it, where it says who met; of talks that somebody brokers the verb does.
    """
    if other is hit or hit.frame.type != "CONSULT" or other.frame.type != "CONSULT":
        return False
    if hit.nominal == other.nominal:
        return False
    noun, verb = (hit, other) if hit.nominal else (other, hit)
    if noun.token.head.i != verb.token.i or noun.frame.mode not in _MET:
        return False
    if verb.frame.mode == "third-party":
        return hit is noun and noun.token.dep_ in ("obj", "nsubj:pass")
    if verb.frame.mode not in _MET or noun.token.dep_ not in ("obj", "nsubj", "nsubj:pass"):
        return False
    alone = len(noun.actors) < 2 and verb.frame.mode == "multilateral" and noun.frame.mode is None
    return hit is (verb if noun.actors and not alone else noun)


# What may be asked for.
_ASKED = ("RETREAT", "CONCEDE", "AID", "SUPPORT", "REJECT", "CONSULT", "COERCE", "SANCTION", "ACCUSE")


def _asks(request: Hit, hit: Hit) -> bool:
    """« a exhorté les autorités à relâcher », « exige la libération de »: what is asked for is not done."""
    if request.frame.type != "REQUEST" or request is hit or hit.frame.type not in _ASKED:
        return False
    token = hit.token
    if token.head.i != request.token.i:
        return False
    if hit.nominal:
        return not request.nominal and token.dep_ in ("obj", "obl:arg")
    return token.dep_ in ("xcomp", "ccomp", "obl:arg", "acl") and "Inf" in morph(token, "VerbForm")


def _refused(refusal: Hit, hit: Hit) -> bool:
    """« a opposé son veto à la prolongation du mandat »: what is refused is not done."""
    if refusal is hit or refusal.frame.type != "REJECT" or refusal.nominal or not hit.nominal:
        return False
    below = hit.token.head.i in refusal.words and hit.token.i > refusal.token.i
    return hit.frame.type in ("SUPPORT", "AID", "COOPERATE", "MOBILIZE") and below


# What an attack does, told as a verb beside it.
_HARMS = frozenset(("tuer", "blesser", "couter", "faucher", "faire", "decimer", "emporter"))


def _one_of_two(found: list[Hit]) -> list[Hit]:
    """« l'attaque qui a tué dix soldats », « l'embargo décrété par l'ONU »: the noun tells the act.

    It has the parts that the verb alone names.
    """
    tells: dict[int, int] = {}  # which other one tells the act of a verb
    for n, verb in enumerate(found):
        of_it = (m for m, other in enumerate(found) if m != n and m not in tells and _same_act(verb, other))
        if (m := next(of_it, None)) is not None:
            tells[n] = m
    made = list(found)
    for n, m in tells.items():
        kept, verb = made[m], found[n]
        actors = kept.actors or tuple(e for e in verb.actors if e.text != kept.token.text)
        made[m] = kept._replace(actors=actors, recipients=kept.recipients or verb.recipients)
    left = [hit for n, hit in enumerate(made) if n not in tells]
    return [hit for hit in left if not any(_led_to(hit, other) for other in left)]


def _same_act(verb: Hit, other: Hit) -> bool:
    """Whether a verb tells no more than the act that another trigger tells."""
    if verb.nominal or verb.frame.type.islower() or verb.frame.type != other.frame.type:
        return False
    token, harms = verb.token, not _HARMS.isdisjoint(verb_lemmas(verb.token.text))
    modes = {verb.frame.mode, other.frame.mode}
    if other.nominal and token.dep_.startswith("acl") and token.head.i == other.token.i:
        return harms or None in modes
    if verb.frame.mode == other.frame.mode and _again(verb, other):
        return True
    if verb.frame.type != "ASSAULT" or not harms:
        return False
    if other.nominal:
        # « tués dans un bombardement »: the noun says how
        how = verb.frame.mode is None is not other.frame.mode and other.token.head.i == token.i
        if how and other.token.dep_.startswith("obl") and tree.preposition(other.token) in ("dans", "par"):
            return True
        return any(a.token.i == other.token.i for a in tree.surface_subjects(token))
    present = "Pres" in morph(token, "Tense") and "Part" in morph(token, "VerbForm")
    return present and token.head.i == other.token.i


def _again(verb: Hit, other: Hit) -> bool:
    """Whether a verb tells again what another trigger of its type and mode tells."""
    token = verb.token
    if other.nominal and token.dep_.startswith("acl") and token.head.i in other.words:
        return True  # « sur la base d'informations fournies par le FBI »
    if verb.frame.mode == "repatriate" and other.nominal:  # « un vol de rapatriement a ramené… »
        return any(s.token.i in other.words for s in tree.surface_subjects(token))
    # « Reconnu coupable de vol, il a été condamné à dix ans »
    guilty = verb.frame.mode == "convict" and any(
        plain(token.doc[i].text)[:8] == "coupable" for i in verb.words
    )
    told = {e.text for e in verb.recipients}, {e.text for e in other.recipients}
    return guilty and (not all(told) or not told[0].isdisjoint(told[1]) or token.dep_.startswith("acl"))


def _led_to(search: Hit, other: Hit) -> bool:
    """« les perquisitions ont permis de saisir »: whether a seizure is what a search led to."""
    if other is search or not search.nominal or not search.frame.mode == other.frame.mode == "seize":
        return False
    if not plain(search.token.text).startswith("perquis") or not search.token.dep_.startswith("nsubj"):
        return False
    return any(t.i == search.token.head.i for t in (other.token, *tree.ancestors(other.token)))
