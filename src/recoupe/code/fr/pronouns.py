"""Pronouns: of those named, described or meant before, whom does each stand for?

Each candidate is weighed by how near it was last told and in what part: the subject of the sentence before
goes first, more so where a pronoun stood for it there (the continuity of centering theory: Grosz, Joshi &
Weinstein 1995); gender and number rule out what cannot be. A thing that fits best stands for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.code.fr.anaphora import FORCES, group_sector
from recoupe.code.fr.governing import governing_subject, named_in
from recoupe.code.fr.memory import OWNER, Named
from recoupe.code.fr.mentions import latest, mentions_before, named_of
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.tokens import once
from recoupe.code.fr.tree import is_passive, preposition, surface_subjects
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity
from recoupe.resolve.entries import SHARED_CODES

_SINGULAR = frozenset(
    (
        "il", "elle", "celui-ci", "celle-ci", "lui", "l'", "-il", "-t-il",
        "-elle", "-t-elle", "le", "la", "lequel", "laquelle",
    )
)  # fmt: skip
_PLURAL = frozenset(("ils", "elles", "ceux-ci", "celles-ci", "eux", "les", "leur", "-ils", "-t-ils", "tous"))
_FEMININE_PRONOUNS = frozenset(
    ("elle", "elles", "celle-ci", "celles-ci", "-elle", "-t-elle", "la", "laquelle")
)
_EITHER = frozenset(("lui", "l'", "les", "leur", "tous"))
_SOME = frozenset(("certains", "plusieurs", "trois", "deux", "autres", "celles", "ceux"))
_NUMBERS = ("deux", "trois", "quatre", "cinq", "six", "sept")
_CLITIC = ("l'", "le", "la", "les", "leur", "lui")
_LATTER = frozenset(("celui-ci", "celle-ci"))
# « ce dernier », « ces dernières »: what the latter is called where no « -ci » says it.
_LAST = {"dernier": "celui-ci", "derniere": "celle-ci", "derniers": "ceux-ci", "dernieres": "celles-ci"}
_THESE = frozenset(("ce", "cette", "ces"))
_RELATIVE = frozenset(("lequel", "laquelle"))
_PEOPLE = ("person", "woman", "office", "people", OWNER)
_KINDS = ("state", *BODY_KINDS, "person", "woman")
_LATTER_KINDS = (*_KINDS, "office", "people", OWNER)


def pronoun(token: Token, view: View) -> list[Entity]:
    """What a personal, demonstrative or relative pronoun points back at, where there is no doubt."""
    word = _LAST.get(plain(token.text), plain(token.text)) if is_latter(token) else plain(token.text)
    gender = None if word in _EITHER else "Fem" if word in _FEMININE_PRONOUNS else "Masc"
    clitic = word in _CLITIC and token.dep_ != "nsubj"
    if doubles(token) or impersonal(token):
        return []
    if word in _SINGULAR:
        if word in ("le", "la") and token.pos_ != "PRON":
            return []
        if word.startswith("-") and view.memory.speaker is not None and _says(token):
            said = view.memory.speaker[0]
            return [said] if said.id else []
        if word in _RELATIVE:
            found = _behind(token, view)
            return [found] if found is not None else []
        if not clitic and not word.startswith("-") and word not in _LATTER:
            above = governing_subject(token, view, gender, plural=False)
            if above and above[0].id not in _own_subject(token, view):
                return [_as_told(token, above[0])]
        best = _latter(token, view, gender) if word in _LATTER else _likeliest(token, view, gender, clitic)
        return [_as_told(token, best)] if best is not None else []
    if word in _PLURAL:
        return _plural(token, view, gender, clitic)
    if word == "nous":
        return _we(token, view)
    if word in ("je", "j'"):
        speaker = view.memory.speaker[0] if view.memory.speaker is not None else None
        return (
            [_as_told(token, speaker)]
            if speaker is not None and speaker.id and speaker.sector != "MED"
            else []
        )
    if word in _SOME or _some_of(token):
        return [Entity(_whole(token), None, None, group_sector(view))]
    return []


@once
def is_latter(token: Token) -> bool:
    """« ce dernier », « ces dernières »: the one told last; not « ces derniers jours »."""
    doc, i = token.doc, token.i
    if plain(token.text) not in _LAST or not i or plain(doc[i - 1].text) not in _THESE:
        return False
    return i + 1 == len(doc) or doc[i + 1].pos_ not in ("NOUN", "PROPN", "NUM")


def _we(token: Token, view: View) -> list[Entity]:
    """« Nous avons démantelé… », in an official's mouth: the body or state for which they speak.

    A newspaper's « nous » (« qui nous reçoit ») is nobody.
    """
    speaker = view.memory.speaker[0] if view.memory.speaker is not None else None
    if speaker is None or not speaker.country or speaker.sector == "MED":
        return []
    if not view.quoted(token.idx) and not token.dep_.startswith("nsubj"):
        return []
    body = speaker.id if speaker.id and not speaker.id.islower() else None
    meant = body or (speaker.country if speaker.country not in SHARED_CODES else None)
    return [Entity(token.text, meant, speaker.country, speaker.sector)] if meant else []


_TONIC = frozenset(("elle", "lui", "eux", "elles"))


def doubles(token: Token) -> bool:
    """« La Tanzanie, elle, garde… », « a lui aussi salué »: the pronoun only stresses another word."""
    if plain(token.text) not in _TONIC:
        return False
    doc, i = token.doc, token.i
    before = doc[i - 1].text if i else ""
    after = plain(doc[i + 1].text) if i + 1 < len(doc) else ""
    return (before == "," and after == ",") or after in ("aussi", "-meme", "-memes", "meme", "memes", "seul")


_NOBODY_DOES = frozenset(
    ("mettre", "proceder", "convenir", "decider", "prevoir", "demander", "rappeler", "recommander",
     "interdire", "prendre", "etablir", "preciser", "indiquer", "constater", "creer", "instituer")
)  # fmt: skip
_NEVER_DOES = frozenset(("agir", "falloir", "importer", "suffire", "sembler", "paraitre"))


def impersonal(token: Token) -> bool:
    """« il est mis fin aux fonctions », « il s'agit », « il y a », « il a été décidé que »: nobody."""
    if plain(token.text) not in ("il", "-il", "-t-il"):
        return False
    if token.dep_.startswith("expl"):
        return True
    doc, i = token.doc, token.i
    behind = [plain(t.text) for t in doc[i + 1 : i + 5]]
    if behind[:2] == ["y", "a"] or behind[:2] == ["y", "avait"] or behind[:3] == ["n'", "y", "a"]:
        return True
    verb = token.head
    lemmas = set(verb_lemmas(verb.text))
    if lemmas & _NEVER_DOES:
        return True
    if "convenir" in lemmas and any(preposition(c) == "avec" for c in verb.children):
        return False  # « il était convenu avec Rabat de … »
    passive = any(c.dep_ in ("aux:pass", "cop") for c in verb.children)
    if not passive or verb.i < i or not lemmas & _NOBODY_DOES:
        return False
    next_ = next((plain(t.text) for t in doc[verb.i + 1 : verb.i + 3] if t.pos_ not in ("ADV",)), "")
    return next_ in ("que", "qu'", "de", "d'", "a", "au", "aux", "fin", "un", "une", "acte")


def _behind(token: Token, view: View) -> Entity | None:
    """« la Garde civile, avec laquelle »: what is named right before."""
    doc, i = token.doc, token.i
    while i and (doc[i - 1].pos_ in ("ADP", "PUNCT") or doc[i - 1].text == ","):
        i -= 1
    end = doc[i - 1].idx + len(doc[i - 1].text) if i else 0
    near = [r for r in view.refs if r.end == end and r.entity.id]
    named = next((n for r in near if (n := named_of(r, view)) is not None), None)
    if named is not None:
        return named.entity
    return None


# What tells for one (in log-odds, by hand, held against all corpora).
_AGO = (1.2, 1.0, 0.0, -0.6)  # told last in this sentence, the one before, …
_SUBJECT, _OBLIQUE, _BY_PRONOUN, _OFTEN, _SURE_GENDER = 1.2, -0.7, 0.5, 0.15, 0.4
_CITY = -1.0  # « Paris a livré des armes. Il … »: no state is meant by « il » that was told as its capital
_KIND = {"person": 0.4, "woman": 0.6, "office": 0.3, "thing": -0.4, "people": -0.3}
# « La police belge l'avait interrogé »: somebody, no state or body told nearer.
_SUFFERS = {"person": 3.0, "woman": 3.0, "people": 3.0}
_DONE_TO_PERSONS = frozenset(
    ("arreter", "interpeller", "apprehender", "capturer", "interroger", "auditionner", "ecrouer",
     "incarcerer", "emprisonner", "inculper", "juger", "acquitter", "relaxer", "liberer", "relacher",
     "extrader", "expulser", "refouler", "abattre", "blesser", "enlever", "kidnapper", "limoger",
     "transferer", "hospitaliser", "naturaliser", "recruter", "traduire", "deferer", "evader",
     "poursuivre", "convoquer", "rechercher", "soupconner")
)  # fmt: skip
# « Présenté à un juge, il a été placé sous mandat d'arrêt »
_PUT = frozenset(("placer", "presenter", "mettre", "remettre", "conduire", "mener"))
_CUSTODY = frozenset(
    ("juge", "parquet", "procureur", "justice", "tribunal", "detention", "mandat", "garde", "examen", "ecrou",
     "liberte", "prison")
)  # fmt: skip


def _likeliest(
    token: Token, view: View, gender: str | None, clitic: bool, *, person: bool = False
) -> Entity | None:
    weighed: dict[str, tuple[float, Named]] = {}
    times: dict[str, int] = {}
    rows = {(n.entity.id, at) for items, at in view.memory.together for n in items}
    suffers = _suffers(token, clitic)
    for item in _before(token, view, clitic):
        if (
            item.plural
            or not _agrees(item, gender)
            or item.kind not in (*_KINDS, "office", "people", "thing")
        ):
            continue
        if person and item.kind not in ("person", "woman", "people"):
            continue
        if (item.entity.id, item.sentence) in rows and item.kind not in ("person", "woman"):
            continue  # « Le Sénégal et le Mali ont signé un accord. Il prévoit … »: neither of two
        key = item.entity.id or plain(item.entity.text)
        times[key] = times.get(key, 0) + 1
        ago = view.number - item.sentence
        worth = _AGO[min(ago, len(_AGO) - 1)] + _KIND.get(item.kind, 0.0)
        worth += _SUBJECT if item.subject else _OBLIQUE if ago == 0 and not clitic else 0.0
        worth += _SUFFERS.get(item.kind, 0.0) if suffers else 0.0
        worth += _BY_PRONOUN * (item.how == "pronoun") + _CITY * (item.how == "capital")
        worth += _SURE_GENDER * (gender is not None and item.gender == gender)
        if key not in weighed or weighed[key][0] <= worth:
            weighed[key] = (worth, item)
    if not weighed:
        return None
    best = max(weighed, key=lambda k: (weighed[k][0] + _OFTEN * min(times[k], 4), weighed[k][1].sentence))
    item = weighed[best][1]
    return None if item.kind == "thing" else item.entity


def _unnamed_cell(named: Named) -> bool:
    """« a ouvert une cellule régionale »: no one of whom deeds are told."""
    return named.kind == "people" and named.entity.sector == "REB"


def _suffers(token: Token, clitic: bool) -> bool:
    """Whether a pronoun stands for whom something is done to that is done to persons only."""
    lemmas = set(verb_lemmas(token.head.text))
    sentenced = "condamner" in lemmas and any(preposition(c) == "à" for c in token.head.children)
    held = not lemmas.isdisjoint(_PUT) and any(
        c.dep_.startswith("obl") and not _CUSTODY.isdisjoint(noun_lemmas(c.text)) for c in token.head.children
    )
    if not (sentenced or held) and _DONE_TO_PERSONS.isdisjoint(lemmas):
        return False
    return clitic or is_passive(token.head)


def _looks_back(verb: Token) -> bool:
    """« … a arrêté trois hommes. Ils transportaient, ils avaient volé … »: how those acted on came to it."""
    return any(
        "Imp" in morph(t, "Tense") for t in (verb, *(c for c in verb.children if c.dep_.startswith("aux")))
    )


def _serves(named: Named) -> bool:
    """« les gendarmes sénégalais », « les forces armées »: who acts on others, and is rarely acted on."""
    return named.kind in BODY_KINDS or (named.kind == "people" and named.entity.sector in FORCES)


def owner_of(noun: Token, view: View) -> list[Entity]:
    """« son arrestation », « leur expulsion »: whom it befell, of those told before."""
    article = next((c for c in noun.children if c.dep_ == "det" and plain(c.text) in _OWNER), None)
    if article is None:
        return []
    plural = plain(article.text) in ("leur", "leurs")
    if not _ordered(noun):
        above = governing_subject(article, view, None, plural=plural)
        if above and all(e.sector not in FORCES for e in above) and not any(_public(e) for e in above):
            return above
    if plural:
        return [e for e in _plural(article, view, None, clitic=True) if not _public(e)]
    best = _likeliest(article, view, None, clitic=True, person=True)
    return [best] if best is not None else []


_OWNER = frozenset(("son", "sa", "leur", "leurs"))


def _public(entity: Entity) -> bool:
    """Whether an entity is a state or a body, which nobody arrests."""
    return entity.id is not None and not entity.id.islower()


def _ordered(noun: Token) -> bool:
    """« a ordonné son placement en détention »: another's; « a dénoncé son arrestation » is of who does."""
    verb = noun.head
    return noun.dep_ == "obj" and not is_passive(verb) and _BEWAILS.isdisjoint(verb_lemmas(verb.text))


_BEWAILS = frozenset(("denoncer", "contester", "attendre", "craindre", "raconter", "fuir", "eviter"))


def _latter(token: Token, view: View, gender: str | None) -> Entity | None:
    """« celui-ci », « ce dernier »: the one told last, a person before the state or body told with him."""
    itself = _own_subject(token, view)
    pool = [
        n
        for n in mentions_before(token, view)
        if n.kind in _LATTER_KINDS and not n.plural and _agrees(n, gender)
        if (n.entity.id is None or n.entity.id not in itself) and not _unnamed_cell(n)
    ]
    last = [n for n in pool if n.sentence == pool[-1].sentence] if pool else []
    others = [n for n in last if not n.subject] or last[-1:]
    people = [n for n in others if n.kind in _PEOPLE and n.sentence < view.number]
    return (people or others)[-1].entity if others else None


def _some_of(token: Token) -> bool:
    """« 12 d'entre eux », « l'un d'eux »: a number taken out of those told before."""
    if not (token.text.isdigit() or plain(token.text) in ("un", "une", *_NUMBERS)):
        return False
    return any(c.pos_ == "PRON" and c.i > token.i and plain(c.text) in _THEM for c in token.children)


_THEM = ("eux", "elles")


def _whole(token: Token) -> str:
    """« plusieurs de ces pionniers », « trois d'entre eux »: with whom they are taken from."""
    last = max((c.i for c in token.children if c.dep_ == "nmod" and token.i < c.i <= token.i + 3), default=0)
    return str(token.doc[token.i : last + 1].text) if last else phrase(token)


def _agrees(named: Named, gender: str | None) -> bool:
    if gender is None:
        return True
    if named.kind in ("person", "woman"):
        return (named.kind == "woman") == (gender == "Fem")
    return named.gender is None or named.gender == gender


def _before(token: Token, view: View, clitic: bool) -> Iterator[Named]:
    """What a pronoun may stand for, oldest first: not what is in its own clause."""
    verb, itself = token.head, _own_subject(token, view)
    yield from (n for n in view.memory.named if n.sentence < view.number and n.entity.id not in itself)
    for ref in view.refs:
        span = view.span(ref.start, ref.end) if ref.end <= token.idx else None
        if span is None or span.root.head.i == verb.i:
            continue
        named = named_of(ref, view)
        if named is not None and named.entity.id not in itself:
            yield named


_OBJECTS = (*_CLITIC, "elle", "eux", "elles")


def _own_subject(token: Token, view: View) -> frozenset[str]:
    """« Il a signé avec lui un accord », « elle l'a remerciée »: the object is another than the subject."""
    doc, word = token.doc, plain(token.text)
    kept, key = doc.kept, ("own-subject", token.i)
    if word not in _OBJECTS or token.dep_.startswith("nsubj") or token.head.i == token.i:
        return frozenset()
    if word in ("elle", "eux", "elles", "lui") and token.dep_.startswith("obl") and not preposition(token):
        return frozenset()
    if key not in kept:
        kept[key] = frozenset()  # while it is asked who the subject is
        subjects = [a.token for a in surface_subjects(token.head) if a.token.i != token.i]
        who = [pronoun(t, view) if t.pos_ == "PRON" else named_in(t, view) for t in subjects]
        met = [e for ones in who for e in ones if e.id]
        # « Le département du Trésor leur reproche »: nor is it the state whose body does it
        kept[key] = frozenset((*(e.id for e in met), *(e.country for e in met if e.sector == "GOV")))
    found: frozenset[str] = kept[key]
    return found


def _plural(token: Token, view: View, gender: str | None, clitic: bool) -> list[Entity]:
    """« ils »: the plural or those named side by side last, else the group acted on."""
    memory = view.memory
    above = [] if clitic else governing_subject(token, view, gender, plural=True)
    if above:
        return [_as_told(token, above[0])] if len(above) == 1 else above
    backward = not clitic and _looks_back(token.head)
    befallen = ("people",) if backward or _suffers(token, clitic) else (*_KINDS, "office", "people")
    pool = [
        n for n in _before(token, view, clitic)
        if n.plural and n.kind in befallen and (befallen[1:] or n.entity.sector not in FORCES)
        if not gender or n.gender in (None, gender)
        if n.sentence < view.number or n.subject or clitic
    ]  # fmt: skip
    together = [
        (items, at)
        for items, at in memory.together
        if at < view.number and (befallen[1:] or all(i.kind in ("person", "woman") for i in items))
    ]
    last = pool[-1].sentence if pool else -1
    acts = not clitic and not backward and not is_passive(token.head)
    if not acts and (others := [n for n in pool if n.sentence == last and not _serves(n)]):
        pool = others
    group = memory.groups[-1] if memory.groups else None
    if not clitic and last < view.number - 1 and (group is None or group[1] < view.number - 1):
        # « Le ministre japonais, X, et son homologue, Y, se sont parlé. Ils sont convenus … »: the two
        sides = next((d.actors for d in memory.deeds if d.sentence == view.number - 1 and d.mutual), ())
        if len(sides) > 1 and all(e.id is not None and e.id.islower() for e in sides):
            return list(sides)
    if together and together[-1][1] > last and (group is None or together[-1][1] >= group[1]):
        return [i.entity for i in together[-1][0]]
    led = acts and any(n.sentence == last and n.subject and _serves(n) for n in pool)
    if group is not None and group[1] >= last + led:
        entity = group[0]
    else:
        found = latest(pool)
        if found is None:
            return []
        entity = found
    return [_as_told(token, entity)]


def _as_told(token: Token, entity: Entity) -> Entity:
    """One met before, in the words by which it was met."""
    return Entity(entity.text or token.text, entity.id, entity.country, entity.sector)


_SAYS = frozenset(
    ("ajouter", "poursuivre", "preciser", "indiquer", "declarer", "affirmer", "souligner", "dire", "assurer",
     "expliquer", "estimer", "conclure", "rappeler", "observer", "noter", "relever", "insister", "confier",
     "lancer", "annoncer", "marteler", "repondre", "detailler", "reconnaitre", "ecrire", "jurer")
)  # fmt: skip


def _says(token: Token) -> bool:
    """Whether the verb of a subject put behind it is one of saying (« a-t-il poursuivi »)."""
    near = token.doc[max(0, token.i - 3) : token.i + 3]
    return any(set(verb_lemmas(t.text)) & _SAYS for t in near if t.pos_ in ("VERB", "AUX", "ADJ", "NOUN"))
