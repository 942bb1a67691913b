"""What rules a reading of a trigger out: words around it by which it means something else here.

No key of a frame can say so: « interrogé par l'AFP » is no inquiry, « s'en défend » backs nobody, « a mis le
feu aux poudres » burns nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.entities import AMOUNTS
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import owned
from recoupe.code.fr.roles import measured
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas

if TYPE_CHECKING:
    from recoupe.code.fr.frames import Hit


def rules_out(hit: Hit) -> bool:
    """Whether the words around a trigger say that it means something else here.

    Nor is anybody extradited or helped by handing over what is written (« a remis son rapport »).
    """
    if (
        _interviewed(hit)
        or _owns_up(hit)
        or _drills(hit)
        or _rehearsed(hit)
        or _things_delivered(hit)
        or _gives_himself_up(hit)
        or _goes(hit)
        or _goes_home(hit)
        or _troops_go_home(hit)
        or _gives_way(hit)
        or _share(hit)
        or _alone(hit)
        or _received(hit)
        or _lends(hit)
        or _attends(hit)
        or _captors(hit)
        or _leaves_a_force(hit)
        or _sentences(hit)
        or _finds_fault(hit)
        or _chases(hit)
        or _prays(hit)
        or _clause_rules_out(hit)
        or (not hit.nominal and _idiom(hit))
    ):
        return True
    if hit.frame.mode == "train" and "former" in verb_lemmas(hit.token.text) and _formed(hit.about):
        return True
    if hit.frame.mode in _GIVEN and is_writing(hit.about):
        return True
    if (
        hit.frame.mode == "expel"
        and hit.about is not None
        and {"deportee", "refugee"} & set(classes_of(measured(hit.about)))
    ):
        return True  # « a expulsé l'imam »: a deportation, no diplomat sent away
    if hit.frame.mode == "seize" and "inspecter" in verb_lemmas(hit.token.text):
        if hit.about is not None and {"soldier", "police"} & set(classes_of(hit.about)):
            return True  # « a inspecté les troupes »: a review, no search
    if hit.frame.type == "AID" and hit.about is not None:
        if any("remains" in classes_of(t) for t in (hit.about, hit.about.head)):
            return True  # « les corps de treize migrants ont été repêchés »: nobody is helped
    return False


def _interviewed(hit: Hit) -> bool:
    """« interrogé par l'AFP »: a reporter asks, no inquiry."""
    if hit.nominal or not {"interroger", "questionner"} & set(verb_lemmas(hit.token.text)):
        return False
    asking = [a.token for a in tree.logical_subjects(hit.token)]
    return any(e.sector == "MED" for e in hit.actors) or any("media" in classes_of(t) for t in asking)


def _owns_up(hit: Hit) -> bool:
    """« l'a reconnu coupable », « reconnaît en détenir », « le gouvernement reconnu »: no support is told."""
    token = hit.token
    if hit.nominal or hit.frame.type != "SUPPORT" or "reconnaitre" not in verb_lemmas(token.text):
        return False
    behind = [plain(t.text)[:8] for t in token.doc[token.i + 1 : token.i + 6]]
    told = any(c.dep_ in ("xcomp", "ccomp") for c in token.children)
    return "coupable" in behind or told or (token.dep_ in ("acl", "amod") and tree.is_participle(token))


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


_GOODS = frozenset(("equipment", "goods", "hardware", "weapon"))


def _things_delivered(hit: Hit) -> bool:
    """« a livré à la police quarante véhicules »: nobody is handed over or arrested."""
    if hit.nominal or hit.frame.mode not in ("extradite", "arrest") or hit.about is None:
        return False
    given = {"livrer", "remettre"} & set(verb_lemmas(hit.token.text))
    return bool(given) and not _GOODS.isdisjoint(classes_of(hit.about))


def _gives_himself_up(hit: Hit) -> bool:
    """« s'est livré à l'armée », « se sont rendus à Tanger »: nobody hands them over or lets them go."""
    if hit.nominal or hit.frame.mode not in _HANDED or tree.is_passive(hit.token):
        return False
    given = {"livrer", "rendre", "remettre", "presenter"} & set(verb_lemmas(hit.token.text))
    return bool(given and tree.clitics(hit.token) & {"se", "s'"})


_HANDED = ("extradite", "release", "equip")


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
    taken_out = (hit.frame.type, hit.frame.mode) == ("SANCTION", "withdraw") and _verb(hit, "retirer")
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
        return _verb(hit, "suspendre") and _about(hit, "strike-word")
    if kind == ("RETREAT", "withdraw") and _verb(hit, "retirer"):
        lists = {"list", "listing"}  # « a retiré le Mali de sa liste grise »
        return any(lists & set(classes_of(a.token)) for a in tree.complements(hit.token, "de"))
    if kind == ("SANCTION", "discontinue"):
        eased = hit.about is not None and "sanction" in noun_lemmas(measured(hit.about).text)
        if eased and _verb(hit, "suspendre", "annuler", "abroger", "cesser"):
            return True  # « a suspendu une partie des sanctions »
        told = [] if hit.about is None else [hit.about, *(a.token for a in tree.complements(hit.about, "de"))]
        return any(plain(t.text) == "presence" for t in told)
    if kind in (("SANCTION", None), ("SUPPORT", None)) and _verb(hit, "voter", "adopter", "decider"):
        adopted = (lemma for a in tree.objects(hit.token) for lemma in noun_lemmas(a.token.text))
        return not _EASING.isdisjoint(adopted)
    if kind == ("PROTEST", "demo") and _verb(hit, "defiler"):  # « Les militaires ont défilé »: a parade
        return bool(hit.actors) and all(e.sector == "MIL" for e in hit.actors)
    # « un cessez-le-feu négocié par l'Angola »: its mediator keeps none
    mediated = kind == ("RETREAT", "ceasefire") and _verb(hit, "negocier") and len(hit.actors) == 1
    return mediated and tree.is_passive(hit.token)


def _gives_back(hit: Hit) -> bool:
    """« a remis les restes de dix soldats », « a récupéré 17 statues », « a débloqué les avoirs »."""
    kind = hit.frame.type, hit.frame.mode
    if hit.frame.mode == "extradite":
        to = (a.token for a in tree.complements(hit.token, "à"))
        return _about(hit, "remains", "heritage") or any("red-cross" in classes_of(t) for t in to)
    if kind == ("COERCE", "seize"):
        market = _verb(hit, "retirer") and bool(tree.clitics(hit.token) & {"se", "s'"})
        return market or (_verb(hit, "recuperer") and _about(hit, "heritage"))
    if kind == ("AID", "equip") and _about(hit, "base"):
        return True
    if hit.frame.type == "ASSAULT" and _verb(hit, "evacuer") and _about(hit, "base"):
        return any(e.sector in ("MIL", "REB") for e in hit.actors)
    return hit.frame.type == "AID" and _verb(hit, "debloquer", "degeler") and _about(hit, "account")


def _commands(hit: Hit) -> bool:
    """« a ordonné à ses troupes de se retirer »: who commands his own men asks nobody."""
    if hit.frame.type != "REQUEST" or not _verb(hit, "ordonner"):
        return False
    to = [a.token for a in tree.complements(hit.token, "à")]
    return any("soldier" in classes_of(t) and owned(t) for t in to)


def _lets_go(hit: Hit) -> bool:
    """« se sont rendus à l'armée », « Les pompiers ont libéré un automobiliste »: no captor lets go."""
    if (hit.frame.type, hit.frame.mode) != ("RETREAT", "release") or tree.is_passive(hit.token):
        return False
    if _verb(hit, "rendre") and tree.clitics(hit.token) & {"se", "s'"}:
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


_LEADS = frozenset(("mener", "conduire", "lancer", "diriger"))


def _alone(hit: Hit) -> bool:
    """« l'armée a mené des raids »: of one that leads an operation with nobody, no joint one is told."""
    if not hit.weak or hit.nominal or hit.frame.mode != "joint-operation" or "actor" not in hit.flaws:
        return False
    if _LEADS.isdisjoint(verb_lemmas(hit.token.text)) or tree.complements(hit.token, "avec"):
        return False
    doers = [a.token for a in tree.logical_subjects(hit.token)]
    one = len(doers) == 1 and len(tree.conjuncts(doers[0])) == 1 and doers[0].pos_ != "PRON"
    return one and "Plur" not in morph(doers[0], "Number")


def _received(hit: Hit) -> bool:
    """« a été reçu mardi à Paris par son homologue »: they meet, whatever the town."""
    if hit.nominal or hit.frame.mode != "visit" or "recevoir" not in verb_lemmas(hit.token.text):
        return False
    return bool(tree.agents(hit.token))


def _lends(hit: Hit) -> bool:
    """« a envoyé des instructeurs auprès de l'armée »: they are lent, no troops are moved."""
    if hit.nominal or hit.frame.type != "MOBILIZE" or hit.about is None:
        return False
    return "specialist" in classes_of(hit.about) and bool(tree.complements(hit.token, "auprès de"))


def _attends(hit: Hit) -> bool:
    """« a assisté à une démonstration »: was there, and helped nobody."""
    if hit.nominal or hit.frame.type != "AID" or "assister" not in verb_lemmas(hit.token.text):
        return False
    return len(hit.words) <= 1 and any(
        tree.preposition(c) == "à" for c in hit.token.children if c.pos_ == "NOUN"
    )


def _captors(hit: Hit) -> bool:
    """« retenu par les djihadistes », « la capture de deux soldats par les insurgés »: no arrest."""
    if (hit.frame.type, hit.frame.mode) != ("COERCE", "arrest"):
        return False
    if any(e.sector == "REB" for e in hit.actors):
        return True
    doers = tree.complements(hit.token, "par") if hit.nominal else tree.logical_subjects(hit.token)
    return any({"rebel", "cell"} & set(classes_of(a.token)) for a in doers)


# Forces sent by several states: who leaves one takes troops home, and is out of no alliance.
_FORCES = frozenset(("force", "mission", "operation", "contingent", "coalition"))


def _sentences(hit: Hit) -> bool:
    """« la CEDH a condamné la Turquie »: a court gives judgement, it does not find fault."""
    return (
        hit.frame.mode == "disapprove"
        and _verb(hit, "condamner")
        and any(e.sector == "JUD" for e in hit.actors)
        and not (hit.about is not None and "attack" in classes_of(hit.about))
    )


def _finds_fault(hit: Hit) -> bool:
    """« L'attaque … Le Maroc et la France l'ont condamnée »: no court, and nobody whom one would sentence."""
    return (
        hit.frame.mode == "convict"
        and not hit.nominal
        and len(hit.words) == 1
        and _verb(hit, "condamner")
        and (hit.about is None or hit.about.pos_ == "PRON")
        and bool(hit.actors)
        and all(e.sector not in ("JUD", "COP") for e in hit.actors)
        and not tree.is_passive(hit.token)
        and not tree.complements(hit.token, "à")
    )


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


def _prays(hit: Hit) -> bool:
    """« ont prié à la mosquée »: who asks, asks someone."""
    if hit.nominal or hit.frame.type != "REQUEST" or "prier" not in verb_lemmas(hit.token.text):
        return False
    asked = tree.objects(hit.token) or tree.is_passive(hit.token) or tree.clitics(hit.token)
    return not asked


def _leaves_a_force(hit: Hit) -> bool:
    """« quitter la force Takuba », « mettre fin à sa participation à la Minusma »: troops go home."""
    if (
        hit.nominal
        or hit.frame.type not in ("SANCTION", "RETREAT")
        or hit.frame.mode not in ("withdraw", None)
    ):
        return False
    part = "participation" in {plain(hit.token.doc[i].text) for i in hit.words}
    part = part and not _verb(hit, "suspendre")
    if not part and {"quitter", "retirer"}.isdisjoint(verb_lemmas(hit.token.text)):
        return False
    if hit.frame.type == "RETREAT" and hit.frame.mode == "withdraw":
        return False
    return any(e.sector == "MIL" and e.country in ("UNO", "IGO", "EUR") for e in hit.recipients) or (
        hit.about is not None and not _FORCES.isdisjoint(noun_lemmas(hit.about.text))
    )


_GIVEN = ("extradite", "equip")


# What is formed, not trained (« forment une coalition », « a formé un gouvernement »).
_FORMED = frozenset(
    (
        "bloc",
        "cabinet",
        "chaine",
        "coalition",
        "comite",
        "conseil",
        "cordon",
        "cortege",
        "couple",
        "duo",
        "executif",
        "front",
        "gouvernement",
    )
)


def _formed(about: Token | None) -> bool:
    if about is None:
        return False
    return "organisation" in classes_of(about) or not _FORMED.isdisjoint(noun_lemmas(about.text))


def is_writing(about: Token | None) -> bool:
    """Whether a thing acted on is written: it is handed over to nobody."""
    return about is not None and "writing" in classes_of(about)


def _clause_rules_out(hit: Hit) -> bool:
    """Whether a second word of the clause rules the reading out."""
    return (
        _holds_a_state(hit)
        or _beside(hit)
        or _calls_or_asks(hit)
        or _jails_by_verdict(hit)
        or _taken_in_battle(hit)
        or _teaches(hit)
        or _binds(hit)
        or _renders(hit)
        or _lends_teachers(hit)
        or _armed(hit)
        or _own_envoy(hit)
        or _besieged(hit)
        or _embassy_shuts(hit)
        or _market(hit)
        or _makes_for(hit)
        or _was_not_at(hit)
        or _no_foe(hit)
        or _resumes(hit)
        or _claims(hit)
        or _attacks_in_words(hit)
        or _marches_in(hit)
        or _police_moved(hit)
        or _breaks(hit)
        or _drill_of_others(hit)
    )


def _makes_for(hit: Hit) -> bool:
    """« a gagné Lomé »: an official's journey; soldiers and fugitives who do so visit nobody."""
    return hit.frame.mode == "visit" and _verb(hit, "gagner") and "subject" in hit.flaws


def _was_not_at(hit: Hit) -> bool:
    """« n'a pas participé aux négociations » tells that it was not there, not that it refuses to come."""
    refuses = (hit.frame.type, hit.frame.mode) == ("REJECT", "meet") and hit.denies
    return refuses and any(c.dep_.startswith("aux") for c in hit.token.children)


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
    if hit.frame.type != "ASSAULT" or not _verb(hit, "reprendre") or tree.is_passive(hit.token):
        return False
    return any(not _FIGHTING.isdisjoint(noun_lemmas(a.token.text)) for a in tree.surface_subjects(hit.token))


def _claims(hit: Hit) -> bool:
    """« ont revendiqué une attaque »: they say that they did it, and ask for nothing."""
    return hit.frame.type == "REQUEST" and _verb(hit, "revendiquer") and _about(hit, "attack")


_WORDS_ONLY = ("GOV", "LEG", "OPP", "PTY", "JUD")


def _attacks_in_words(hit: Hit) -> bool:
    """« le ministre a attaqué la réforme, le président »: an office-holder does so in a speech."""
    if hit.frame.type != "ASSAULT" or not _verb(hit, "attaquer") or len(hit.words) > 1 or not hit.actors:
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
    return troops and hit.about is not None and (sector_of(hit.about) == "COP" or _about(hit, "police-setup"))


def _breaks(hit: Hit) -> bool:
    """« ont violé l'espace aérien, la trêve »: nobody is raped."""
    return hit.frame.mode == "sexual" and _verb(hit, "violer") and _about(hit, "airspace", "binding")


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


def _verb(hit: Hit, *names: str) -> bool:
    return not hit.nominal and not set(names).isdisjoint(verb_lemmas(hit.token.text))


def _about(hit: Hit, *names: str) -> bool:
    return hit.about is not None and not set(names).isdisjoint(classes_of(hit.about))


def _holds_a_state(hit: Hit) -> bool:
    """« le Vietnam épinglé par le GAFI »: no state is arrested."""
    if not _verb(hit, "epingler") or hit.frame.mode != "arrest" or not hit.recipients:
        return False
    return all(e.id is not None and e.id == e.country for e in hit.recipients)


def _beside(hit: Hit) -> bool:
    """« dépêché deux analystes auprès des enquêteurs »: it is not the investigators who are sent."""
    if hit.nominal or len(hit.words) < 2:
        return False
    nouns = (hit.token.doc[i] for i in hit.words[1:])
    told = {hit.token.doc[i].text for i in hit.words[1:]}
    return "auprès" not in told and any(
        n.pos_ == "NOUN" and tree.preposition(n) == "auprès de" for n in nouns
    )


def _calls_or_asks(hit: Hit) -> bool:
    """« a appelé le roi » is a call; « a appelé le roi à la retenue » an appeal."""
    if not _verb(hit, "appeler"):
        return False
    if hit.end - hit.start <= len(hit.token):
        behind = hit.token.doc[hit.token.i + 1 : hit.token.i + _ASKED_WITHIN]
        asked = any(plain(t.text) in _FOR for t in behind)
        if asked if hit.frame.id == "rang" else hit.frame.type == "REQUEST" and not asked:
            return True
    if len(hit.words) > 1 or hit.about is None:
        return False
    to_do = bool(tree.complements(hit.token, "à")) or any(
        c.dep_ in ("xcomp", "ccomp", "advcl") and any(plain(k.text) == "a" for k in c.children)
        for c in hit.token.children
    )
    if hit.frame.type == "REQUEST":
        return not to_do and _about(hit, "leader")
    return hit.frame.mode == "phone" and to_do


_ASKED_WITHIN = 16  # words behind « appeler » in which it is told what for
_FOR = frozenset(("a", "au", "aux", "que", "qu'", "pour", ":"))


_PRISON = frozenset(("prison", "barreau", "ombre", "verrou"))


def _jails_by_verdict(hit: Hit) -> bool:
    """« le tribunal l'a envoyé en prison »: who tries convicts, whoever arrests."""
    if hit.nominal or hit.frame.type != "COERCE" or hit.frame.mode != "arrest":
        return False
    where = {lemma for i in hit.words[1:] for lemma in noun_lemmas(hit.token.doc[i].text)}
    tries = (a.token for a in tree.logical_subjects(hit.token))
    return bool(where & _PRISON) and any("trial-court" in classes_of(t) for t in tries)


def _taken_in_battle(hit: Hit) -> bool:
    """« les FDS ont capturé des djihadistes »: fighters taken by fighters, no arrest (guideline, rulings)."""
    if not _verb(hit, "capturer") or hit.frame.type != "COERCE" or not _about(hit, "rebel"):
        return False
    return any(e.sector in ("MIL", "REB") for e in hit.actors)


_TAUGHT = ("trainee", "police", "soldier")


def _teaches(hit: Hit) -> bool:
    """« une session pour les douaniers »: a course, no meeting."""
    if hit.frame.type != "CONSULT" or not {"session", "atelier", "stage"} & _told(hit):
        return False
    held = [hit.token] if hit.nominal else [hit.about] if hit.about is not None else []
    taught = (a.token for word in (hit.token, *held) for a in tree.complements(word, "pour"))
    return any(not set(_TAUGHT).isdisjoint(classes_of(t)) for t in taught)


def _told(hit: Hit) -> set[str]:
    return {lemma for i in hit.words for lemma in noun_lemmas(hit.token.doc[i].text)}


def _binds(hit: Hit) -> bool:
    """« liés par un traité », « lie deux affaires »: only a text that binds somebody is signed."""
    if not _verb(hit, "lier", "unir") or hit.frame.mode != "sign" or len(hit.words) > 1:
        return False
    if tree.clitics(hit.token) & {"se", "s'"}:
        return False
    texts = any("agreement" in classes_of(a.token) for a in tree.surface_subjects(hit.token))
    return tree.is_passive(hit.token) or not texts


def _renders(hit: Hit) -> bool:
    """« rendre compte », « lui rend ses avions »: only somebody is handed over by « rendre »."""
    if not _verb(hit, "rendre") or hit.frame.mode != "extradite":
        return False
    doc, at = hit.token.doc, hit.token.i + 1
    bare = at < len(doc) and doc[at].pos_ == "NOUN" and not any(True for _ in doc[at].children)
    if not hit.recipients and not any(plain(c.text) == "nous" for c in hit.token.children):
        return True  # « Sanaa en a rendu 70 »: let go, with nobody told who gets them
    return bare or (hit.about is not None and plain(hit.about.text) in ("lui", "leur"))


_OWN = frozenset(("son", "sa", "ses", "leur", "leurs"))


def _own_envoy(hit: Hit) -> bool:
    """« a rapatrié son ambassadrice »: the state breaks with its host, and lets nobody go home."""
    if hit.nominal or hit.frame.type != "RETREAT" or hit.about is None:
        return False
    own = any(plain(c.text) in _OWN for c in hit.about.children)
    return own and _about(hit, "diplomat") and not _about(hit, "hostage")


def _embassy_shuts(hit: Hit) -> bool:
    """« l'ambassade baisse le rideau »: a state leaves, nobody strikes."""
    if not _verb(hit, "baisser", "tirer", "fermer") or hit.frame.mode != "strike":
        return False
    return any("embassy" in classes_of(a.token) for a in tree.surface_subjects(hit.token))


def _besieged(hit: Hit) -> bool:
    """« la foule assiège le parlement »: people protest, and forbid nothing."""
    if not _verb(hit, "assieger", "encercler", "cerner") or hit.frame.type not in ("COERCE", "ASSAULT"):
        return False
    doers = [a.token for a in tree.logical_subjects(hit.token)]
    return bool(doers) and all({"person", "protester", "unrest"} & set(classes_of(t)) for t in doers)


def _armed(hit: Hit) -> bool:
    """« les Forces armées », « des hommes armés »: what kind they are, and nobody arms them."""
    if not _verb(hit, "armer") or hit.token.dep_ not in ("acl", "amod") or len(hit.words) > 1:
        return False
    return not tree.agents(hit.token)


_LENT = frozenset(("instructeur", "formateur", "conseiller", "mentor", "demineur", "analyste", "expert"))


def _lends_teachers(hit: Hit) -> bool:
    """« a envoyé des démineurs en Ukraine »: whoever is sent abroad to help is lent, no force is moved."""
    if hit.frame.type != "MOBILIZE" or hit.nominal or hit.about is None:
        return False
    abroad = any(tree.complements(hit.token, marker) for marker in ("à", "en", "auprès de"))
    return abroad and not _LENT.isdisjoint(noun_lemmas(hit.about.text))


# Who defends themselves backs nobody, who hurries asks nothing, who comes nearer brings none together, who
# commits themselves engages no forces.
_OF_ONESELF = {"SUPPORT": "defendre", "REQUEST": "presser", "CONSULT": "rapprocher", "MOBILIZE": "engager"}
# A verb and the words right behind it that make one saying of both.
_SET_PHRASES = {
    "ASSAULT": {"mettre": frozenset(("poudres",)), "faire": frozenset(("etat",))},
    "RETREAT": {"laisser": frozenset(("vie", "peau"))},
}
_LED = frozenset(("delegation", "mission", "equipe", "liste", "cortege", "troupe"))


def _idiom(hit: Hit) -> bool:
    """Whether the words around a verb make a saying of it that says something else."""
    verbs = verb_lemmas(hit.token.text)
    return (
        _reflexive(hit, verbs)
        or _set_phrase(hit, verbs)
        or _led(hit, verbs)
        or _swears(hit, verbs)
        or _replies(hit, verbs)
        or _sponsors(hit, verbs)
    )


def _reflexive(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« l'Iran s'en défend », « les fugitifs se pressent »."""
    return _OF_ONESELF.get(hit.frame.type) in verbs and bool(tree.clitics(hit.token) & {"se", "s'"})


def _set_phrase(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« a mis le feu aux poudres », « a fait état de dix victimes »: nothing burns, nobody strikes."""
    phrases = _SET_PHRASES.get(hit.frame.type, {})
    words = {word for verb in verbs for word in phrases.get(verb, ())}
    return bool(words) and any(
        plain(t.text) in words for t in hit.token.doc[hit.token.i + 1 : hit.token.i + 6]
    )


def _led(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« une délégation emmenée par le ministre »: nobody is carried off."""
    if hit.frame.mode != "abduct" or "emmener" not in verbs or hit.about is None:
        return False
    return not _LED.isdisjoint(noun_lemmas(hit.about.text))


def _swears(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« Tunis jure n'avoir rien cédé »: an oath upon what is past threatens nobody."""
    if hit.frame.type != "THREATEN" or "jurer" not in verbs:
        return False
    behind = hit.token.doc[hit.token.i + 1 : hit.token.i + 5]
    return any(plain(t.text) in ("avoir", "etre") and t.pos_ == "AUX" for t in behind)


def _replies(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« répondant à une lettre du ministre »: who replies to somebody answers for no crime."""
    if hit.frame.type != "ACCUSE" or "repondre" not in verbs:
        return False
    behind = hit.token.doc[hit.token.i + 1 : hit.token.i + 3]
    return any(plain(t.text) in ("a", "au", "aux") for t in behind)


def _sponsors(hit: Hit, verbs: tuple[str, ...]) -> bool:
    """« des pourparlers parrainés par Oman »: a mediator, no backer."""
    if hit.frame.type != "SUPPORT" or "parrainer" not in verbs or hit.about is None:
        return False
    return "talks" in classes_of(hit.about)
