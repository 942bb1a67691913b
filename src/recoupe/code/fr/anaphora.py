"""Pronouns and definite descriptions: whom named before do they stand for?

« ce bureau », « l'organisation », « les deux pays », « ils »: the head noun says what kind of body or state
it is, gender and number what cannot be, and of those left the subject of the last sentence goes first, else
the last named (guideline, rule 7: nothing where there is doubt).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.governing import governing_subject
from recoupe.code.fr.memory import Named
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity

_SHARED = ("IGO", "UNO", "EUR", None)
_MASCULINE = frozenset(("le", "du", "au", "un", "ce", "cet"))
_FEMININE = frozenset(("la", "une", "cette"))
_WOMAN = (
    "mme", "mlle", "la ministre", "la presidente", "la directrice", "la secretaire", "la porte-parole",
    "la cheffe", "la commissaire", "la procureure", "l'ambassadrice", "la premiere ministre", "la generale",
)  # fmt: skip
_OWN = frozenset(("son", "sa", "ses", "leur", "leurs"))
_THIS = frozenset(("ce", "cet", "cette", "ces"))
_THE = frozenset(("le", "la", "l'", "les", "du", "au", "des", "aux"))


def _sector(*wanted: str) -> Callable[[Named], bool]:
    return lambda named: named.kind in BODY_KINDS and named.entity.sector in wanted


def _shared(named: Named) -> bool:
    return named.kind in BODY_KINDS and named.entity.country in _SHARED and named.entity.sector != "REB"


def _own_body(named: Named) -> bool:
    return named.kind == "body" and named.entity.sector != "MED"


def _group(named: Named) -> bool:
    return named.kind == "group" or (
        named.entity.sector in ("REB", "UAF", "OPP") and named.kind in BODY_KINDS
    )


def _any_body(named: Named) -> bool:
    return named.kind in BODY_KINDS and named.entity.sector != "MED"


# What a definite noun alone can point back at, the likeliest first.
_BODIES: tuple[tuple[frozenset[str], tuple[Callable[[Named], bool], ...]], ...] = (
    (
        frozenset(
            (
                "organisation", "organisme", "bloc", "communaute", "union", "alliance", "institution",
                "forum", "plateforme", "coalition", "instance", "conference", "pleniere",
            )
        ),
        (_shared, _any_body),
    ),
    (
        frozenset(
            (
                "service", "bureau", "agence", "direction", "office", "brigade", "antenne", "structure",
                "administration", "centre", "departement", "commissariat", "cellule",
            )
        ),
        (_own_body, _any_body),
    ),
    (frozenset(("ministere",)), (_sector("GOV"), _own_body)),
    (frozenset(("juridiction", "cour", "tribunal", "parquet", "chambre")), (_sector("JUD"),)),
    (frozenset(("police", "gendarmerie", "surete", "douane")), (_sector("COP"),)),
    (frozenset(("armee", "marine", "etat-major")), (_sector("MIL"),)),
    (frozenset(("mission", "force", "operation", "dispositif", "contingent")), (_sector("MIL"), _shared)),
    (frozenset(("secte", "mouvement", "groupe", "katiba", "milice", "mouvance", "groupuscule")), (_group,)),
    (frozenset(("junte",)), (_sector("MIL"),)),
    (
        frozenset(("etablissement", "institut", "academie", "ecole", "fondation", "association")),
        (_sector("EDU", "NGO", "CVL"), _own_body),
    ),
    (frozenset(("conseil", "comite", "commission")), (_any_body,)),
    (frozenset(("parti", "formation", "syndicat")), (_sector("OPP", "LEG", "LAB"), _group)),
)  # fmt: skip
_STATE = frozenset(("pays", "etat", "royaume", "republique", "emirat", "monarchie", "nation"))
PERSON = frozenset(
    (
        "ministre", "president", "responsable", "diplomate", "ambassadeur", "directeur", "directrice", "chef",
        "dirigeant", "patron", "secretaire", "fonctionnaire", "officiel", "general", "colonel",
        "commissaire", "procureur", "interesse", "magistrat", "souverain", "roi", "premier", "officier",
        "emissaire", "porte-parole", "delegue", "capitaine", "haut-commissaire", "opposant",
    )
)  # fmt: skip
_CELL = frozenset(("cellule", "reseau", "bande", "groupe", "filiere", "gang", "groupuscule", "organisation"))
# « les deux pays », « les trois parties »: how many of what named before.
_SIDES = frozenset(
    (
        "pays", "etat", "partie", "capitale", "gouvernement", "voisin", "royaume", "nation",
        "armee", "camp", "allie", "partenaire", "police", "diplomatie", "justice",
    )
)  # fmt: skip
_PEOPLE = frozenset(
    (
        "homme", "dirigeant", "ministre", "responsable", "president", "chef", "diplomate", "patron",
        "interlocuteur", "haut responsable", "femme",
    )
)  # fmt: skip
_UNIONS = frozenset(
    (
        "organisation", "mouvement", "groupe", "formation", "institution", "agence", "service", "organisme",
        "association", "parti", "forum",
    )
)  # fmt: skip
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7}


def named_of(ref: Ref, view: View) -> Named | None:
    """A named thing as it is remembered, or None for what no pronoun stands for."""
    span = view.span(ref.start, ref.end)
    if span is None or ref.entity.id is None:
        return None
    root = span.root
    before = plain(view.doc[span.start - 1].text) if span.start else ""
    kind = "state" if ref.kind == "metonym" else ref.kind
    if ref.kind == "capital":
        if before in ("a", "de", "d'", "vers", "en"):
            return None
        kind = "state"
    if kind not in ("state", "person", *BODY_KINDS):
        return None
    gender = next(iter(morph(root, "Gender")), None)
    for word in (plain(span[0].text), before):
        gender = "Masc" if word in _MASCULINE else "Fem" if word in _FEMININE else gender
    if kind == "person":
        said = plain(view.text[max(0, ref.start - 70) : ref.start])
        if any(word in said.split(";")[-1] for word in _WOMAN):
            kind = "woman"
        gender = None
    plural = "Plur" in morph(root, "Number") and kind not in ("person", "woman")
    return Named(ref.entity, kind, gender, plural, _is_subject(root), view.number)


def _is_subject(token: Token) -> bool:
    head = token
    while head.dep_ in ("conj", "appos", "flat:name", "nmod") and head.head.i != head.i:
        if head.dep_ == "nmod" and "office" not in classes_of(head.head) and head.head.pos_ != "PROPN":
            break
        head = head.head
    return head.dep_.startswith("nsubj")


def remember(view: View) -> None:
    """Keep a sentence's named things for the pronouns of the next."""
    found: dict[int, Named] = {}
    for ref in view.refs:
        named = named_of(ref, view)
        span = view.span(ref.start, ref.end)
        if named is None or span is None:
            continue
        found[span.root.i] = named
        view.memory.add(named)
    for token in view.doc:
        if token.i in view.by_token or token.pos_ != "NOUN" or not _acts(token):
            continue
        sector = sector_of(token)
        if sector is not None:
            plural = "Plur" in morph(token, "Number")
            gender = next(iter(morph(token, "Gender")), None)
            entity = Entity(phrase(token), None, None, sector)
            view.memory.add(Named(entity, "people", gender, plural, _is_subject(token), view.number))
    for i, named in found.items():
        row = [
            named,
            *(found[c.i] for c in view.doc[i].subtree if c.i in found and c.dep_ == "conj" and c.i > i),
        ]
        distinct = {n.entity.id: n for n in row}
        if len(distinct) > 1 and view.doc[i].dep_ != "conj":
            view.memory.together.append((tuple(distinct.values()), view.number))


def _acts(token: Token) -> bool:
    return token.dep_.startswith(("nsubj", "obj", "obl")) or token.dep_ == "ROOT"


def back_reference(token: Token, view: View) -> list[Entity]:
    """Those named before at whom a definite description points; none where there is doubt."""
    lemmas = set(noun_lemmas(token.text))
    determiners = {plain(c.text) for c in token.children if c.dep_ in ("det", "case")}
    if not determiners & (_THE | _THIS | _OWN):
        return []
    counted = [plain(c.text) for c in token.children if c.dep_ in ("nummod", "amod", "det")]
    number = next((_NUMBERS[w] for w in counted if w in _NUMBERS), None)
    if number is not None or (determiners & {"les", "des", "aux"} and lemmas & {"partie"}):
        return _sides(lemmas, number, view)
    if "Plur" in morph(token, "Number"):
        return []
    adjectives = [c for c in token.children if c.dep_ == "amod" and plain(c.text) not in _EMPTY]
    complement = [
        c
        for c in token.children
        if (c.dep_.startswith("nmod") or (c.dep_ == "acl" and c.pos_ != "VERB")) and c.i > token.i
    ]
    if (complement or adjectives) and not determiners & _THIS:
        return []
    if determiners & _OWN:
        return []
    found = _described(lemmas, token, view)
    return [Entity(phrase(token), found.id, found.country, found.sector)] if found is not None else []


_EMPTY = frozenset(("meme", "seul", "dernier", "derniere", "precedent", "dit"))


def _sides(lemmas: set[str], number: int | None, view: View) -> list[Entity]:
    if lemmas & _SIDES:
        return view.memory.several(("state",), number or 2) or view.memory.several(("body", "forum"), number)
    if lemmas & _PEOPLE:
        return view.memory.several(("person", "woman"), number)
    if lemmas & _UNIONS:
        return view.memory.several(BODY_KINDS, number)
    return []


def _described(lemmas: set[str], token: Token, view: View) -> Entity | None:
    pool = list(_earlier(token, view))
    for item in reversed(pool):  # « la Commission », « le Conseil »: named so before
        first = plain(item.entity.text).split()[:1]
        if item.kind in BODY_KINDS and first and lemmas & set(noun_lemmas(first[0])):
            return item.entity
    if lemmas & _STATE:
        return _of_whom(token, view) or view.memory.main_state(view.number)
    groups = view.memory.groups
    if lemmas & _CELL and groups and not any(_group(n) for n in pool if n.sentence >= view.number - 2):
        if "organisation" not in lemmas or not any(_shared(n) for n in pool):
            return groups[-1][0]
    for nouns, kinds in _BODIES:
        if lemmas & nouns:
            for fits in kinds:
                found = _latest([n for n in pool if fits(n)])
                if found is not None:
                    return found
    if lemmas & PERSON:
        return _latest([n for n in pool if n.kind in ("person", "woman")])
    return None


def _of_whom(token: Token, view: View) -> Entity | None:
    """« X, dont le pays … »: the state of the one just named."""
    first = min((c.i for c in token.children if c.i < token.i), default=token.i)
    if not first or plain(view.doc[first - 1].text) != "dont":
        return None
    owner = next((r.entity for r in reversed(view.refs) if r.end <= token.idx and r.entity.country), None)
    return Entity("", owner.country, owner.country) if owner is not None else None


def _earlier(token: Token, view: View) -> Iterator[Named]:
    """What was named before a token, oldest first."""
    yield from (n for n in view.memory.named if n.sentence < view.number)
    for ref in view.refs:
        if ref.end <= token.idx:
            named = named_of(ref, view)
            if named is not None:
                yield named


def _latest(items: list[Named]) -> Entity | None:
    """Of the last sentence that has any: the first subject, else the last."""
    if not items:
        return None
    last = [n for n in items if n.sentence == items[-1].sentence]
    return next((n.entity for n in last if n.subject), last[-1].entity)


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


def pronoun(token: Token, view: View) -> list[Entity]:
    """What a personal or demonstrative pronoun points back at, where there is no doubt."""
    word = plain(token.text)
    gender = None if word in _EITHER else "Fem" if word in _FEMININE_PRONOUNS else "Masc"
    clitic = word in ("l'", "le", "la", "les", "leur", "lui") and token.dep_ != "nsubj"
    if word in _SINGULAR:
        if word in ("le", "la") and token.pos_ != "PRON":
            return []
        if word.startswith("-") and view.memory.speaker is not None and _says(token):
            said = view.memory.speaker[0]
            return [Entity(token.text, said.id, said.country, said.sector)] if said.id else []
        if not clitic and not word.startswith("-"):
            above = governing_subject(token, view, gender, plural=False)
            if above:
                return [_as_told(token, above[0])]
        kinds = ("state", *BODY_KINDS, "person", "woman")
        pool = [
            n for n in _before(token, view, clitic) if n.kind in kinds and not n.plural and _agrees(n, gender)
        ]
        found = _latest(pool)
        return [Entity(token.text, found.id, found.country, found.sector)] if found is not None else []
    if word in _PLURAL:
        return _plural(token, view, gender, clitic)
    if word in _SOME or _some_of(token):
        return [Entity(_whole(token), None, None, group_sector(view))]
    return []


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


def _before(token: Token, view: View, clitic: bool) -> list[Named]:
    """What a pronoun may stand for, oldest first: not what is in its own clause."""
    found = []
    verb = token.head
    for item in _earlier(token, view):
        if item.sentence < view.number:
            found.append(item)
    for ref in view.refs:
        span = view.span(ref.start, ref.end) if ref.end <= token.idx else None
        if span is None or span.root.head.i == verb.i:
            continue
        named = named_of(ref, view)
        if named is not None and (named.subject or clitic):
            found.append(named)
    return found


def _plural(token: Token, view: View, gender: str | None, clitic: bool) -> list[Entity]:
    """« ils »: the plural or those named side by side last, else the group acted on."""
    memory = view.memory
    above = [] if clitic else governing_subject(token, view, gender, plural=True)
    if above:
        return [_as_told(token, above[0])] if len(above) == 1 else above
    pool = [
        n for n in _before(token, view, clitic) if n.plural and (not gender or n.gender in (None, gender))
    ]
    together = [(items, at) for items, at in memory.together if at < view.number]
    last = pool[-1].sentence if pool else -1
    group = memory.groups[-1] if memory.groups else None
    if together and together[-1][1] > last and (group is None or together[-1][1] >= group[1]):
        return [i.entity for i in together[-1][0]]
    if group is not None and group[1] >= last:
        entity = group[0]
    else:
        found = _latest(pool)
        if found is None:
            return []
        entity = found
    return [_as_told(token, entity)]


def _as_told(token: Token, entity: Entity) -> Entity:
    """One met before, by the pronoun; whom no id tells stands for itself in the words by which it was met."""
    text = token.text if entity.id else entity.text
    return Entity(text, entity.id, entity.country, entity.sector)


_SAYS = frozenset(
    ("ajouter", "poursuivre", "preciser", "indiquer", "declarer", "affirmer", "souligner", "dire", "assurer",
     "expliquer", "estimer", "conclure", "rappeler", "observer", "noter", "relever", "insister", "confier",
     "lancer", "annoncer", "marteler", "repondre", "detailler", "reconnaitre", "ecrire", "jurer")
)  # fmt: skip


def _says(token: Token) -> bool:
    """Whether the verb of a subject put behind it is one of saying (« a-t-il poursuivi »)."""
    near = token.doc[max(0, token.i - 3) : token.i + 3]
    return any(set(verb_lemmas(t.text)) & _SAYS for t in near if t.pos_ in ("VERB", "AUX", "ADJ", "NOUN"))


def group_sector(view: View) -> str | None:
    """The sector of the group acted on last."""
    return view.memory.groups[-1][0].sector if view.memory.groups else None
