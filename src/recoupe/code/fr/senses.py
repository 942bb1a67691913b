"""What rules a reading of a trigger out: words around it by which it means something else here.

No key of a frame can say so: « interrogé par l'AFP » is no inquiry, « s'en défend » backs nobody, « a mis le
feu aux poudres » burns nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.roles import measured
from recoupe.code.fr.sense_words import is_about, is_verb
from recoupe.code.fr.senses_of_force import no_force
from recoupe.code.fr.senses_of_retreat import no_retreat
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
        or _things_delivered(hit)
        or _gives_himself_up(hit)
        or _alone(hit)
        or _received(hit)
        or _lends(hit)
        or _attends(hit)
        or _sentences(hit)
        or _finds_fault(hit)
        or _prays(hit)
        or _clause_rules_out(hit)
        or no_force(hit)
        or no_retreat(hit)
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


def _sentences(hit: Hit) -> bool:
    """« la CEDH a condamné la Turquie »: a court gives judgement, it does not find fault."""
    return (
        hit.frame.mode == "disapprove"
        and is_verb(hit, "condamner")
        and any(e.sector == "JUD" for e in hit.actors)
        and not (hit.about is not None and "attack" in classes_of(hit.about))
    )


def _finds_fault(hit: Hit) -> bool:
    """« L'attaque … Le Maroc et la France l'ont condamnée »: no court, and nobody whom one would sentence."""
    return (
        hit.frame.mode == "convict"
        and not hit.nominal
        and len(hit.words) == 1
        and is_verb(hit, "condamner")
        and (hit.about is None or hit.about.pos_ == "PRON")
        and bool(hit.actors)
        and all(e.sector not in ("JUD", "COP") for e in hit.actors)
        and not tree.is_passive(hit.token)
        and not tree.complements(hit.token, "à")
    )


def _prays(hit: Hit) -> bool:
    """« ont prié à la mosquée »: who asks, asks someone."""
    if hit.nominal or hit.frame.type != "REQUEST" or "prier" not in verb_lemmas(hit.token.text):
        return False
    asked = tree.objects(hit.token) or tree.is_passive(hit.token) or tree.clitics(hit.token)
    return not asked


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
        or _teaches(hit)
        or _binds(hit)
        or _renders(hit)
        or _lends_teachers(hit)
        or _own_envoy(hit)
        or _embassy_shuts(hit)
        or _makes_for(hit)
        or _was_not_at(hit)
    )


def _makes_for(hit: Hit) -> bool:
    """« a gagné Lomé »: an official's journey; soldiers and fugitives who do so visit nobody."""
    return hit.frame.mode == "visit" and is_verb(hit, "gagner") and "subject" in hit.flaws


def _was_not_at(hit: Hit) -> bool:
    """« n'a pas participé aux négociations » tells that it was not there, not that it refuses to come."""
    refuses = (hit.frame.type, hit.frame.mode) == ("REJECT", "meet") and hit.denies
    return refuses and any(c.dep_.startswith("aux") for c in hit.token.children)


def _holds_a_state(hit: Hit) -> bool:
    """« le Vietnam épinglé par le GAFI »: no state is arrested."""
    if not is_verb(hit, "epingler") or hit.frame.mode != "arrest" or not hit.recipients:
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
    if not is_verb(hit, "appeler"):
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
        return not to_do and is_about(hit, "leader")
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
    if not is_verb(hit, "lier", "unir") or hit.frame.mode != "sign" or len(hit.words) > 1:
        return False
    if tree.clitics(hit.token) & {"se", "s'"}:
        return False
    texts = any("agreement" in classes_of(a.token) for a in tree.surface_subjects(hit.token))
    return tree.is_passive(hit.token) or not texts


def _renders(hit: Hit) -> bool:
    """« rendre compte », « lui rend ses avions »: only somebody is handed over by « rendre »."""
    if not is_verb(hit, "rendre") or hit.frame.mode != "extradite":
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
    return own and is_about(hit, "diplomat") and not is_about(hit, "hostage")


def _embassy_shuts(hit: Hit) -> bool:
    """« l'ambassade baisse le rideau »: a state leaves, nobody strikes."""
    if not is_verb(hit, "baisser", "tirer", "fermer") or hit.frame.mode != "strike":
        return False
    return any("embassy" in classes_of(a.token) for a in tree.surface_subjects(hit.token))


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
