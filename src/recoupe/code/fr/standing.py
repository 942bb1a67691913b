"""Whether a thing is told as done, planned, possible or denied.

PLOVER's auxiliary modes, by verb group: tense and mood, modal and aspect verbs above the trigger,
negation, conditional clauses; purposes give nothing (guideline, rule 5).
"""

from __future__ import annotations

import re

from recoupe.code.fr import tree
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.view import View
from recoupe.code.fr.words import irregular, noun_lemmas, plain, verb_lemmas
from recoupe.model import Status

PLANNED = frozenset(
    [
        "vouloir",
        "entendre",
        "compter",
        "souhaiter",
        "engager",
        "promettre",
        "prevoir",
        "appreter",
        "projeter",
        "ambitionner",
        "esperer",
        "appeler",
        "charger",
        "destiner",
        "viser",
        "envisager",
        "desirer",
        "jurer",
        "preparer",
        "proposer",
        "devoir",
        "convenir",
        "accorder",
        "consentir",
        "aimer",
        "attendre",
        "programmer",
        "resoudre",
        "disposer",
        "annoncer",
        "comptent",
        "aspirer",
    ]
)
ACHIEVED = frozenset(
    [
        "reussir",
        "parvenir",
        "permettre",
        "arriver",
        "aider",
        "contribuer",
        "finir",
        "achever",
        "servir",
        "conduire",
        "mener",
        "cesser",
        "manquer",
    ]
)
DENIED = frozenset(
    ["refuser", "renoncer", "exclure", "echouer", "eviter", "nier", "dementir", "abstenir", "garder"]
)
POSSIBLE = frozenset(
    ["sembler", "soupconner", "risquer", "presumer", "supposer", "pouvoir", "paraitre", "accuser"]
)
_PURPOSE = re.compile(
    r"(?:pour|afin (?:de|d')|visant a|en vue (?:de|d')|dans le but (?:de|d')|"
    r"de (?:maniere|facon) a|destine(?:e|s|es)? a|dans l'espoir (?:de|d'))\s+(?:ne pas |"
    r"mieux |ainsi )?(?:se |s'|l'|la |le |les |y |en )?$"
)
# « en a profité pour rencontrer »: done, no purpose.
_TAKEN_CHANCE = re.compile(
    r"\b(?:profit(?:e|a|ant|er|ent|eront|era|ait)|mis a profit|saisi l'occasion|saisit l'occasion)\b.{0,30}"
    r"\bpour\s+(?:se |s'|l'|la |le |les |y |en )?$"
)
# « a appelé le roi pour le remercier », « a convoqué l'ambassadeur pour protester »: said, no purpose.
_SAID_THEN = re.compile(
    r"\b(?:(?:r?appel(?:e|a|ait|ent|ant|aient|erent)|telephon(?:e|a|ait|ent)|ecri(?:t|vait|vent)|contact(?:e|a|ait|ent)|"
    r"convoqu(?:e|ee|a|ait|ent)|joint|coup de fil|prend la parole|pris la parole)\b)(?! au? ).{0,90}"
    r"\bpour\s+(?:l'|la |le |les )?$"
)
_SPEECH = frozenset((
    "accuser", "assurer", "complimenter", "condamner", "demander", "denoncer", "exhorter", "exiger",
    "exprimer", "feliciter", "presser", "prier", "protester", "reclamer", "remercier", "saluer",
))  # fmt: skip
# « ont trois mois pour partir », « a jusqu'à mardi pour »: a term set, and what is to be done by then.
_TERM_SET = re.compile(
    r"\b(?:ont|a|avait|avaient|aura|auront|disposent|dispose|laisse(?:nt)?|donne(?:nt)?|accorde(?:nt)?)\b.{0,30}"
    r"\b(?:mois|jours|heures|semaines?|jusqu'(?:a|au) .{2,25})(?: (?:a|aux?) [^,;.]{2,40}?)?"
    r"\s+pour\s+(?:s'en |se |s')?$"
)
# Acts that are told as news when announced; the others are still to come.
_DONE_WHEN_ANNOUNCED = frozenset(("COERCE", "ASSAULT", "RETREAT", "ACCUSE", "CONSULT", "PROTEST"))


# Deeds that a verb of promising may itself tell (« a promis des chars »); a promise as such is AGREE.
_MAY_BE_VOWED = frozenset(("AID", "COOPERATE", "MOBILIZE", "SUPPORT", "RETREAT"))


def status(token: Token, type_: str, nominal: bool, view: View, *, denies: bool = False) -> Status | None:
    """Status of a trigger; None where it is only a purpose and gives no record.

    Where the trigger itself ``denies`` (« ne pas reconnaître »), its negation is no other one.
    """
    node = token
    if not nominal and type_ in _MAY_BE_VOWED and "promettre" in verb_lemmas(token.text):
        return "negated" if is_negated(token) else "planned"  # « a promis sept milliards »: not given yet
    if nominal:
        if _purpose(token, view):
            return None
        above = _nominal_standing(token, type_, view)
        if above is not None:
            return above
        verb = tree.governing_verb(token)
        if verb is None:
            return "asserted"
        node = verb
    found: Status = "asserted"
    for depth in range(5):
        if node.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") and (
            depth == 0 or node.pos_ in ("VERB", "AUX", "ADJ")
        ):
            if depth <= 2 and not nominal and _purpose(node, view):
                return "planned" if _term_set(node, view) else None
            own = _own_standing(node, top=depth == 0, denies=denies and depth == 0)
            if own is not None:
                found = own
                break
        head = node.head
        if node.dep_ == "conj" and _infinitive(node) and _infinitive(head):
            node = head  # « s'est engagé à former des agents et à fournir du matériel »: both
            continue
        if _is_denied(node, head):
            found = "negated"
            break
        if head.i == node.i or not _controls(node, head):
            break
        names = set(verb_lemmas(head.text))
        if "menacer" in names and not tree.is_passive(head):
            return None  # « menace de retirer ses soldats »: the threat is what is told
        if names & DENIED and not is_negated(head):
            found = "negated"
            break
        if names & _LEFT_OPEN.keys() and is_negated(head):
            found = next(told for name, told in _LEFT_OPEN.items() if name in names)
            break
        if names & PLANNED and not _past_infinitive(node):
            found = "planned"
            if "pouvoir" not in names:
                break
        if "aller" in names and _present(head):
            found = "planned"
            break
        node = head
    if found == "asserted" and _presumed(token):
        return "hypothetical"
    return found


# « n'exclut pas de rompre », « n'a pas renoncé à rompre »: two negations leave it open.
_LEFT_OPEN: dict[str, Status] = {"exclure": "hypothetical", "ecarter": "hypothetical", "renoncer": "planned"}
# Whoever does this says that what follows did not happen.
_CONTRADICTED = frozenset(["nier", "dementir", "contester", "refuter", "recuser"])


def _contradicts(verb: Token) -> bool:
    return bool(set(verb_lemmas(verb.text)) & _CONTRADICTED) and not is_negated(verb)


def _is_denied(node: Token, head: Token) -> bool:
    """« a démenti que le ministre se soit rendu à Oslo », « nie avoir signé »: what is denied is a clause.

    « Kigali dément » is parsed as an adverb: before an infinitive of the past the verb is taken as it stands.
    """
    words = [plain(t.text) for t in node.doc[max(0, node.i - 4) : node.i]]
    past = next((n for n, word in enumerate(words) if n and word in ("avoir", "etre")), None)
    if past is not None and _contradicts(node.doc[node.i - len(words) + past - 1]):
        return True
    return (
        head.i < node.i
        and _contradicts(head)
        and not {"que", "qu'"}.isdisjoint(plain(t.text) for t in node.doc[head.i + 1 : node.i])
    )


def _past_infinitive(verb: Token) -> bool:
    """« a annoncé avoir saisi six tonnes »: what one has done is not to come (« être saisi » may be)."""
    having = any(c.dep_.startswith("aux") and plain(c.text) == "avoir" for c in verb.children)
    return having and "Part" in morph(verb, "VerbForm")


def _present(verb: Token) -> bool:
    return bool(set(morph(verb, "Tense")) & {"Pres", "Imp"}) or plain(verb.text) in (
        "va",
        "vont",
        "allait",
        "allaient",
    )


def _infinitive(verb: Token) -> bool:
    return "Inf" in morph(verb, "VerbForm")


def _controls(node: Token, head: Token) -> bool:
    """Whether the head is a verb that the node's meaning hangs on (« devrait être signé »)."""
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return False
    if node.dep_ in (
        "xcomp",
        "ccomp",
        "obl:arg",
        "obl:mod",
        "advcl",
        "aux",
        "dep",
        "obl",
        "conj",
    ) and _infinitive(node):
        return not any(
            plain(c.text) in ("avant", "apres", "sans", "apres", "pour")
            for c in node.children
            if c.i < node.i
        )
    return any(c.dep_ == "cop" or c.dep_.startswith("aux") for c in node.children) and node.dep_ == "xcomp"


def future_form(text: str) -> bool:
    """Whether a form is a simple future of the third person, whatever the tagger made of it (« signera »).

    « -era » without accent is no past (« opéra »), and « -ront » only a future; the other endings are
    shared with pasts (« retira ») and count for verbs of the second and third group alone.
    """
    flat = plain(text)
    if flat.endswith("ront") and len(flat) > 5:
        return flat not in ("front", "affront")
    if text.lower().endswith("era") and len(flat) > 3:
        return True
    stem = flat[:-1]
    ends = flat.endswith("a") and stem.endswith(_FUTURE_STEMS)
    return any(flat in (f"{lemma}a", f"{lemma[:-1]}a") or ends for lemma in irregular(flat))


_FUTURE_STEMS = ("dr", "vr", "rr", "ur")  # « viendra », « devra », « verra », « saura »
_ENDS_AS_CONDITIONAL = re.compile(r"r(?:ait|aient|ais|ions|iez)$")


def conditional_form(text: str) -> bool:
    """Whether a form is a conditional (« signerait », « vendrait »), and no imperfect in « -rait ».

    « Assurait », « opérait » and « ouvrait » are imperfects of verbs in « -rer » and « -rir »; « comparaît »
    is a present.
    """
    flat = plain(text)
    match = _ENDS_AS_CONDITIONAL.search(flat)
    if match is None or text.lower().endswith("aît"):
        return False
    stem = flat[: match.start() + 1]
    if text.lower()[: len(stem)].endswith("er") or stem in ("aur", "ir"):
        return True
    lemmas = [lemma for lemma in irregular(flat) if lemma not in (f"{stem}er", f"{stem}ir")]
    return any(stem in (lemma, lemma[:-1]) or stem.endswith(_FUTURE_STEMS) for lemma in lemmas)


_FUTURE = re.compile(r"r(?:ai|as?|ons|ez|ont)$")  # the tagger takes « accueille » for one


def _own_standing(verb: Token, *, top: bool, denies: bool = False) -> Status | None:
    """What the verb group itself tells."""
    if is_negated(verb) and not denies:
        return "negated"
    group = [verb, *[c for c in verb.children if c.dep_.startswith(("aux", "cop"))]]
    for word in group:
        tenses, names = morph(word, "Tense"), set(verb_lemmas(word.text))
        conditional = conditional_form(word.text) and morph(word, "VerbForm") != ["Part"]
        if conditional and len(plain(word.text)) > 5:
            if "devoir" in names:
                return "planned"
            return "planned" if _reported_future(verb) else "hypothetical"
        if ("Fut" in tenses and _FUTURE.search(plain(word.text))) or future_form(word.text):
            return "planned"
        if "devoir" in names and word.dep_.startswith("aux") and "Pres" in tenses:
            return "planned"
    for child in verb.children:
        if child.dep_ == "mark" and plain(child.text) in ("si", "s'"):
            return "hypothetical"
    if not top and set(verb_lemmas(verb.text)) & {"pouvoir"} and "Cnd" in morph(verb, "Mood"):
        return "hypothetical"
    return None


def _reported_future(verb: Token) -> bool:
    """« a annoncé que le bureau ouvrirait »: the future of the past.

    The clause may be hung elsewhere by the parse; a participle of the past before « que » tells as much.
    """
    heads = (verb, verb.head) if verb.dep_.startswith(("cop", "aux")) else (verb,)
    for child in (c for head in heads for c in head.children):
        if child.i < verb.i and plain(child.text) in ("que", "qu'"):
            if verb.dep_ in ("ccomp", "obj", "xcomp"):
                return True
            before = verb.doc[max(0, child.i - 4) : child.i]
            if any(_tense_and_form(t) >= _PAST for t in before):
                return True
    return False


_PAST = frozenset(("Past", "Part"))


def _tense_and_form(token: Token) -> frozenset[str]:
    return frozenset((*morph(token, "Tense"), *morph(token, "VerbForm")))


def is_negated(verb: Token) -> bool:
    """« ne … pas/plus/jamais/aucun »; « ne … que » and « pas seulement » are no negation."""
    doc = verb.doc
    marks = tree.negators(verb)
    if not marks:
        return False
    window = [plain(t.text) for t in doc[marks[0].i : min(len(doc), verb.i + 5)]]
    joined = " ".join(window)
    if (
        "pas seulement" in joined
        or "pas uniquement" in joined
        or re.search(r"\bpas manque\b|\bcesse\b", joined)
    ):
        return False
    if any(
        w in window
        for w in (
            "pas",
            "plus",
            "jamais",
            "aucun",
            "aucune",
            "rien",
            "ni",
            "point",
            "guere",
            "nullement",
            "personne",
        )
    ):
        return True
    subject = [plain(t.text) for t in doc[max(0, marks[0].i - 6) : marks[0].i]]
    if any(w in subject for w in ("aucun", "aucune", "nul", "nulle", "ni", "personne", "rien")):
        return True
    heads = [
        c for c in verb.children if c.dep_.startswith("nsubj")
    ]  # « aucune enquête sur … n'a été ouverte »
    return any(plain(d.text) in _NONE for head in heads for d in head.children if d.dep_ == "det")


_NONE = ("aucun", "aucune", "nul", "nulle")


def _purpose(token: Token, view: View) -> bool:
    """« pour combattre », « afin de former », « visant à démanteler » (but « pour avoir signé »)."""
    start = token.idx
    before = plain(view.text[max(0, start - 45) : start])
    if "Inf" in morph(token, "VerbForm") or token.pos_ == "NOUN":
        if token.pos_ == "NOUN":
            return bool(
                re.search(
                    (
                        r"(?:en vue (?:de|d')|visant a|dans le but (?:de|d')|afin de permettre|destine(?:e|s|"
                        r"es)? a)\s*(?:la |le |l'|une? )?$"
                    ),
                    before,
                )
            )
        if re.search(r"\bson role (?:pour|dans)|role .{0,30}pour\s*$", before):
            return False
        return (
            bool(_PURPOSE.search(before)) and not _TAKEN_CHANCE.search(before) and not _said_then(token, view)
        )
    return False


def _term_set(token: Token, view: View) -> bool:
    """Whether somebody is given a time by which to do it."""
    return bool(_TERM_SET.search(plain(view.text[max(0, token.idx - 90) : token.idx])))


def _said_then(token: Token, view: View) -> bool:
    """Whether a verb of saying tells what somebody was called, written to or sent for to hear."""
    if _SPEECH.isdisjoint(verb_lemmas(token.text)):
        return False
    return bool(_SAID_THEN.search(plain(view.text[max(0, token.idx - 140) : token.idx])))


def _presumed(token: Token) -> bool:
    """« soupçonné d'avoir tué »; « trois membres présumés ont été arrêtés » presumes no arrest."""
    above = {t.i for t in tree.ancestors(token)}
    around = token.doc[max(0, token.i - 7) : token.i]
    return any(
        plain(t.text).startswith(("soupconne", "presume", "suspecte")) and t.i in above for t in around
    )


# Who does not do this to an act has it done all the same (« n'a pas revendiqué l'attaque »).
_TAKE_AS_GIVEN = frozenset((
    "accepter", "apprecier", "commenter", "condamner", "critiquer", "digerer", "denoncer", "elucider",
    "empecher", "evoquer", "excuser", "expliquer", "freiner", "justifier", "mentionner", "oublier",
    "pardonner", "reagir", "regretter", "repondre", "revendiquer",
))  # fmt: skip


def _nominal_standing(token: Token, type_: str, view: View) -> Status | None:
    """What stands above a noun: « menace de », « tentative d' », « a annoncé l'envoi de »."""
    head = token.head
    if token.dep_ == "nmod" and head.pos_ == "NOUN":
        word = noun_lemmas(head.text)[-1]
        if word in (
            "projet",
            "perspective",
            "possibilite",
            "risque",
            "menace",
            "hypothese",
            "idee",
            "eventualite",
            "crainte",
        ):
            return "hypothetical"
        if word in ("promesse", "engagement", "volonte", "intention", "preparation", "annonce"):
            return "planned"
        if word in ("absence", "refus", "echec"):
            return "negated"
    if head.pos_ in ("VERB", "AUX") and token.dep_ in ("obj", "obl:arg", "nsubj:pass", "conj", "nsubj"):
        names = set(verb_lemmas(head.text))
        if is_negated(head):
            return "asserted" if names & _TAKE_AS_GIVEN else "negated"
        if names & {
            "annoncer",
            "promettre",
            "decider",
            "prevoir",
            "envisager",
            "preparer",
            "vouloir",
            "souhaiter",
            "proposer",
            "programmer",
            "entendre",
            "convenir",
        }:
            if names & {"annoncer", "decider"} and type_ in _DONE_WHEN_ANNOUNCED:
                return None
            return "planned"
        if "offrir" in names and type_ in ("RETREAT", "CONCEDE", "CONSULT"):
            return "planned"  # « a offert à Moscou une levée des sanctions »
        if names & {"refuser", "exclure", "rejeter", "dementir"}:
            return "negated"
        own = _own_standing(head, top=False)
        if own is not None:
            return own
    return None
