"""Words of force that mean something else: a stall besieged by customers, an attack in words, a drill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.entities import AMOUNTS
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.sense_words import is_about, is_verb
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas

if TYPE_CHECKING:
    from recoupe.code.fr.frames import Hit


def no_force(hit: Hit) -> bool:
    """Whether a word of force means something else here."""
    return (
        _drills(hit)
        or _rehearsed(hit)
        or _captors(hit)
        or _chases(hit)
        or _besieged(hit)
        or _market(hit)
        or _no_foe(hit)
        or _resumes(hit)
        or _claims(hit)
        or _attacks_in_words(hit)
        or _marches_in(hit)
        or _police_moved(hit)
        or _breaks(hit)
        or _drill_of_others(hit)
        or _armed(hit)
        or _taken_in_battle(hit)
    )


def _drills(hit: Hit) -> bool:
    """« les forces s'entraînent avec des instructeurs belges »: who trains themselves teaches nobody."""
    reflexive = not hit.nominal and not tree.is_passive(hit.token) and tree.clitics(hit.token) & {"se", "s'"}
    taught = {"entrainer", "former", "instruire"} & set(verb_lemmas(hit.token.text))
    return bool(reflexive and taught and hit.frame.mode == "train" and hit.frame.recipient[:1] != ("subj",))


_ACTED = ("COERCE", "ASSAULT", "RETREAT")


def _rehearsed(hit: Hit) -> bool:
    """« se sont entraînés à l'arraisonnement d'un navire », « ont simulé une prise d'otages »: no deed."""
    verb = hit.token.head
    if not hit.nominal or hit.frame.type not in _ACTED or verb.pos_ != "VERB":
        return False
    lemmas = set(verb_lemmas(verb.text))
    if "simuler" in lemmas:
        return hit.token.dep_ in ("obj", "nsubj:pass")
    practised = bool({"entrainer", "exercer"} & lemmas and tree.clitics(verb) & {"se", "s'"})
    return practised and tree.preposition(hit.token) == "à"


def _captors(hit: Hit) -> bool:
    """« retenu par les djihadistes », « la capture de deux soldats par les insurgés »: no arrest."""
    if (hit.frame.type, hit.frame.mode) != ("COERCE", "arrest"):
        return False
    if any(e.sector == "REB" for e in hit.actors):
        return True
    doers = tree.complements(hit.token, "par") if hit.nominal else tree.logical_subjects(hit.token)
    return any({"rebel", "cell"} & set(classes_of(a.token)) for a in doers)


def _chases(hit: Hit) -> bool:
    """« la marine a poursuivi les pirates jusqu'au large »: those who run are hunted, nobody is charged."""
    if (
        hit.nominal
        or hit.frame.type not in ("ACCUSE", "CONSULT")
        or "poursuivre" not in verb_lemmas(hit.token.text)
    ):
        return False
    if any(plain(t.text) in ("jusqu'", "jusque", "jusqu'a", "jusqu'au") for t in hit.token.subtree):
        return True
    doer = next((a.token for a in tree.logical_subjects(hit.token)), None)
    return doer is not None and ("soldier" in classes_of(doer) or plain(doer.text) in ("marine", "aviation"))


def _no_foe(hit: Hit) -> bool:
    """« Un séisme a détruit dix villages », « tués dans un accident »: nobody attacks."""
    if hit.frame.type != "ASSAULT":
        return False
    if hit.nominal:
        return classes_of(hit.token).get("mishap", 0) > 1  # « une explosion de gaz »
    causes = [a.token for a in tree.logical_subjects(hit.token)]
    if tree.is_passive(hit.token):
        causes += [a.token for how in ("dans", "par", "lors de") for a in tree.complements(hit.token, how)]
    return any("mishap" in classes_of(t) and not _meant(t) for t in causes)


def _meant(mishap: Token) -> bool:
    """« un incendie criminel », « l'incendie allumé par des émeutiers »."""
    return any(
        plain(c.text).startswith(("criminel", "volontaire")) or c.dep_.startswith("acl")
        for c in mishap.children
    )


_FIGHTING = frozenset(
    ("combat", "hostilite", "affrontement", "bombardement", "tir", "frappe", "heurt", "accrochage")
)


def _resumes(hit: Hit) -> bool:
    """« les combats ont repris près de Sake »: they begin again, and no town is taken."""
    if hit.frame.type != "ASSAULT" or not is_verb(hit, "reprendre") or tree.is_passive(hit.token):
        return False
    return any(not _FIGHTING.isdisjoint(noun_lemmas(a.token.text)) for a in tree.surface_subjects(hit.token))


def _claims(hit: Hit) -> bool:
    """« ont revendiqué une attaque »: they say that they did it, and ask for nothing."""
    return hit.frame.type == "REQUEST" and is_verb(hit, "revendiquer") and is_about(hit, "attack")


_WORDS_ONLY = ("GOV", "LEG", "OPP", "PTY", "JUD")


def _attacks_in_words(hit: Hit) -> bool:
    """« le ministre a attaqué la réforme, le président »: an office-holder does so in a speech."""
    if hit.frame.type != "ASSAULT" or not is_verb(hit, "attaquer") or len(hit.words) > 1 or not hit.actors:
        return False
    persons = all(e.id is None or e.id.islower() for e in hit.actors)
    return persons and all(e.sector in _WORDS_ONLY for e in hit.actors)


def _marches_in(hit: Hit) -> bool:
    """« des soldats kényans sont arrivés à Goma »: they are moved there, and visit nobody."""
    if hit.nominal or hit.frame.mode != "visit":
        return False
    subjects = [a.token for a in tree.surface_subjects(hit.token)]
    # « une centaine de soldats »
    some = [t for t in subjects if not AMOUNTS.isdisjoint(noun_lemmas(t.text))]
    people = [*subjects, *(c for t in some for c in t.children if c.dep_ == "nmod")]
    return any("marchers" in classes_of(t) for t in people)


def _police_moved(hit: Hit) -> bool:
    """« a déployé des forces de l'ordre »: police, no troops."""
    troops = (hit.frame.type, hit.frame.mode) == ("MOBILIZE", "troops")
    return (
        troops and hit.about is not None and (sector_of(hit.about) == "COP" or is_about(hit, "police-setup"))
    )


def _breaks(hit: Hit) -> bool:
    """« ont violé l'espace aérien, la trêve »: nobody is raped."""
    return hit.frame.mode == "sexual" and is_verb(hit, "violer") and is_about(hit, "airspace", "binding")


_DRILLS = frozenset(("exercice", "manoeuvre", "entrainement"))


_TOGETHER = (
    "avec", "entre", "conjoint", "commun", "multinational", "bilater", "trilater", "allie", "partenaire",
    "particip", "ensemble",
)  # fmt: skip


def _drill_of_others(hit: Hit) -> bool:
    """« la Chine a lancé des manœuvres militaires »: a show of force of one, no work of several.

    Nor are joint drills a show of force.
    """
    drill = next(
        (t for t in (hit.token.doc[i] for i in hit.words) if not _DRILLS.isdisjoint(noun_lemmas(t.text))),
        None,
    )
    if drill is None or hit.frame.type not in ("COOPERATE", "MOBILIZE"):
        return False
    behind = [t for t in drill.doc[drill.i + 1 : drill.i + 4] if t.pos_ != "ADJ"]
    named = bool(behind) and (behind[0].text[:1].isupper() or behind[0].text in _QUOTES)
    known = "Sing" in morph(drill, "Number") and any(plain(c.text) in _THE for c in drill.children)
    together = named or known or any(plain(t.text).startswith(_TOGETHER) for t in drill.doc)
    if hit.frame.type == "MOBILIZE":
        return together
    alone = len(hit.actors) == 1 and hit.actors[0].country not in (None, "IGO", "EUR", "UNO")
    return alone and not together


_QUOTES = ("«", '"', "“")
_THE = ("le", "la", "l'", "cet", "cette")


def _market(hit: Hit) -> bool:
    """« un attentat dans un marché »: without its accent it would be a march."""
    return hit.nominal and hit.token.text.lower().startswith("marché")


def _taken_in_battle(hit: Hit) -> bool:
    """« les FDS ont capturé des djihadistes »: fighters taken by fighters, no arrest (guideline, rulings)."""
    if not is_verb(hit, "capturer") or hit.frame.type != "COERCE" or not is_about(hit, "rebel"):
        return False
    return any(e.sector in ("MIL", "REB") for e in hit.actors)


def _besieged(hit: Hit) -> bool:
    """« la foule assiège le parlement »: people protest, and forbid nothing."""
    if not is_verb(hit, "assieger", "encercler", "cerner") or hit.frame.type not in ("COERCE", "ASSAULT"):
        return False
    doers = [a.token for a in tree.logical_subjects(hit.token)]
    return bool(doers) and all({"person", "protester", "unrest"} & set(classes_of(t)) for t in doers)


def _armed(hit: Hit) -> bool:
    """« les Forces armées », « des hommes armés »: what kind they are, and nobody arms them."""
    if not is_verb(hit, "armer") or hit.token.dep_ not in ("acl", "amod") or len(hit.words) > 1:
        return False
    return not tree.agents(hit.token)
