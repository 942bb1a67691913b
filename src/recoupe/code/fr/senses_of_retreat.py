"""Words of leaving and giving up that mean something else: goods sent home, a seat resigned, a base left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import owned
from recoupe.code.fr.roles import measured
from recoupe.code.fr.sense_words import is_about, is_verb
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas

if TYPE_CHECKING:
    from recoupe.code.fr.frames import Hit


def no_retreat(hit: Hit) -> bool:
    """Whether a word of leaving, easing or giving up means something else here."""
    return (
        _goes(hit)
        or _goes_home(hit)
        or _troops_go_home(hit)
        or _gives_way(hit)
        or _share(hit)
        or _leaves_a_force(hit)
    )


_TRAVELLERS = frozenset(("government", "envoy", "legislator"))


_TRAVEL = frozenset(("regagner", "rentrer", "retourner", "rejoindre", "revenir", "accueillir"))


def _share(hit: Hit) -> bool:
    """« une partie de son personnel »: a share of something, no party to a treaty."""
    if not hit.nominal or hit.frame.type != "party-to" or plain(hit.token.text) != "partie":
        return False
    return any(c.dep_ == "det" for c in hit.token.children)


def _goes_home(hit: Hit) -> bool:
    """« le ministre doit regagner Ankara », « a été accueilli à l'aéroport »: nobody is brought home."""
    if hit.nominal or hit.frame.mode != "repatriate" or _TRAVEL.isdisjoint(verb_lemmas(hit.token.text)):
        return False
    return any(set(classes_of(a.token)) & _TRAVELLERS for a in tree.surface_subjects(hit.token))


def _troops_go_home(hit: Hit) -> bool:
    """« a rapatrié un contingent », « a retiré une partie de ses troupes »: troops that are withdrawn.

    But prisoners, and the wounded, are brought home like anybody.
    """
    brought = (hit.frame.type, hit.frame.mode) == ("RETREAT", "repatriate")
    taken_out = (hit.frame.type, hit.frame.mode) == ("SANCTION", "withdraw") and is_verb(hit, "retirer")
    return (brought or taken_out) and hit.about is not None and _of_troops(measured(hit.about))


_MEN = frozenset(("soldat", "militaire", "contingent", "troupe", "troupes", "bataillon", "detachement"))


_SUFFERED = frozenset(("prisonnier", "captif", "otage", "blesse", "detenu"))
_MADE_SUFFER = frozenset(("capturer", "liberer", "enlever", "tuer", "blesser", "detenir"))


def _of_troops(noun: Token) -> bool:
    if _MEN.isdisjoint(noun_lemmas(noun.text)):
        return False
    beside = [t for t in noun.subtree if t.i != noun.i]
    suffered = {lemma for t in beside for lemma in noun_lemmas(t.text)} & _SUFFERED
    return not suffered and all(_MADE_SUFFER.isdisjoint(verb_lemmas(t.text)) for t in beside)


_EASING = frozenset(("levee", "allegement", "assouplissement", "abrogation"))


_RESCUERS = frozenset(("pompier", "secouriste", "sauveteur"))


def _gives_way(hit: Hit) -> bool:
    """Whether a word that tells something else elsewhere tells here that one gives way, or gives back."""
    return not hit.nominal and (_ends(hit) or _gives_back(hit) or _lets_go(hit) or _commands(hit))


def _ends(hit: Hit) -> bool:
    """« ont suspendu leur grève », « a voté la levée de l'embargo », « mettant un terme à leur présence »."""
    kind = hit.frame.type, hit.frame.mode
    if kind == ("COERCE", "restrict"):
        return is_verb(hit, "suspendre") and is_about(hit, "strike-word")
    if kind == ("RETREAT", "withdraw") and is_verb(hit, "retirer"):
        lists = {"list", "listing"}  # « a retiré le Mali de sa liste grise »
        return any(lists & set(classes_of(a.token)) for a in tree.complements(hit.token, "de"))
    if kind == ("SANCTION", "discontinue"):
        eased = hit.about is not None and "sanction" in noun_lemmas(measured(hit.about).text)
        if eased and is_verb(hit, "suspendre", "annuler", "abroger", "cesser"):
            return True  # « a suspendu une partie des sanctions »
        told = [] if hit.about is None else [hit.about, *(a.token for a in tree.complements(hit.about, "de"))]
        return any(plain(t.text) == "presence" for t in told)
    if kind in (("SANCTION", None), ("SUPPORT", None)) and is_verb(hit, "voter", "adopter", "decider"):
        adopted = (lemma for a in tree.objects(hit.token) for lemma in noun_lemmas(a.token.text))
        return not _EASING.isdisjoint(adopted)
    if kind == ("PROTEST", "demo") and is_verb(hit, "defiler"):  # « Les militaires ont défilé »: a parade
        return bool(hit.actors) and all(e.sector == "MIL" for e in hit.actors)
    # « un cessez-le-feu négocié par l'Angola »: its mediator keeps none
    mediated = kind == ("RETREAT", "ceasefire") and is_verb(hit, "negocier") and len(hit.actors) == 1
    return mediated and tree.is_passive(hit.token)


def _gives_back(hit: Hit) -> bool:
    """« a remis les restes de dix soldats », « a récupéré 17 statues », « a débloqué les avoirs »."""
    kind = hit.frame.type, hit.frame.mode
    if hit.frame.mode == "extradite":
        to = (a.token for a in tree.complements(hit.token, "à"))
        return is_about(hit, "remains", "heritage") or any("red-cross" in classes_of(t) for t in to)
    if kind == ("COERCE", "seize"):
        market = is_verb(hit, "retirer") and bool(tree.clitics(hit.token) & {"se", "s'"})
        return market or (is_verb(hit, "recuperer") and is_about(hit, "heritage"))
    if kind == ("AID", "equip") and is_about(hit, "base"):
        return True
    if hit.frame.type == "ASSAULT" and is_verb(hit, "evacuer") and is_about(hit, "base"):
        return any(e.sector in ("MIL", "REB") for e in hit.actors)
    return hit.frame.type == "AID" and is_verb(hit, "debloquer", "degeler") and is_about(hit, "account")


def _commands(hit: Hit) -> bool:
    """« a ordonné à ses troupes de se retirer »: who commands his own men asks nobody."""
    if hit.frame.type != "REQUEST" or not is_verb(hit, "ordonner"):
        return False
    to = [a.token for a in tree.complements(hit.token, "à")]
    return any("soldier" in classes_of(t) and owned(t) for t in to)


def _lets_go(hit: Hit) -> bool:
    """« se sont rendus à l'armée », « Les pompiers ont libéré un automobiliste »: no captor lets go."""
    if (hit.frame.type, hit.frame.mode) != ("RETREAT", "release") or tree.is_passive(hit.token):
        return False
    if is_verb(hit, "rendre") and tree.clitics(hit.token) & {"se", "s'"}:
        return True
    freeing = tree.surface_subjects(hit.token)
    return any(not _RESCUERS.isdisjoint(noun_lemmas(a.token.text)) for a in freeing)


_LEAVERS = frozenset(("soldier", "rebel", "foreign-fighter", "refugee", "person"))


def _goes(hit: Hit) -> bool:
    """« les soldats ont quitté le pays », « le ministre a quitté Le Caire »: no body is left."""
    if hit.nominal or hit.frame.mode != "withdraw" or "quitter" not in verb_lemmas(hit.token.text):
        return False
    who = {name for a in tree.surface_subjects(hit.token) for name in classes_of(a.token)}
    who |= {n for a in tree.surface_subjects(hit.token) for n in classes_of(measured(a.token))}
    land = any(e.id is not None and e.id == e.country for e in hit.recipients)
    travels = bool(who & _TRAVELLERS) and "diplomat" not in who - {"envoy"}
    if hit.frame.type == "RETREAT":
        return travels
    return land and (travels or (bool(_LEAVERS & who) and "diplomat" not in who))


# Forces sent by several states: who leaves one takes troops home, and is out of no alliance.
_FORCES = frozenset(("force", "mission", "operation", "contingent", "coalition"))


def _leaves_a_force(hit: Hit) -> bool:
    """« quitter la force Takuba », « mettre fin à sa participation à la Minusma »: troops go home."""
    if (
        hit.nominal
        or hit.frame.type not in ("SANCTION", "RETREAT")
        or hit.frame.mode not in ("withdraw", None)
    ):
        return False
    part = "participation" in {plain(hit.token.doc[i].text) for i in hit.words}
    part = part and not is_verb(hit, "suspendre")
    if not part and {"quitter", "retirer"}.isdisjoint(verb_lemmas(hit.token.text)):
        return False
    if hit.frame.type == "RETREAT" and hit.frame.mode == "withdraw":
        return False
    return any(e.sector == "MIL" and e.country in ("UNO", "IGO", "EUR") for e in hit.recipients) or (
        hit.about is not None and not _FORCES.isdisjoint(noun_lemmas(hit.about.text))
    )
