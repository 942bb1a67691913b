"""What is known of a place that may be where a statement happened, as features that ``locating`` weighs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.code.fr import hanging, tree, whereabouts
from recoupe.code.fr.affairs import family, links
from recoupe.code.fr.marks import main_verbs, marks
from recoupe.code.fr.pairs import Pairing
from recoupe.code.fr.parse import Token
from recoupe.code.fr.placing import Named
from recoupe.code.fr.story import ToldPlace
from recoupe.code.fr.subject import Option, Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.model import Entity
from recoupe.resolve.places import PlaceMention


def about(
    subject: Subject,
    view: View,
    places: Sequence[Named],
    rule: set[str],
    back: Sequence[ToldPlace],
    dated: Option,
) -> Iterator[str]:
    """What is known of the statement whatever its place."""
    yield f"group={subject.group}"
    yield f"label={subject.label}"
    yield f"act={subject.label}/{subject.mode or ''}"
    yield f"family={family(subject.label)}"
    yield f"actor={subject.actor}"
    yield f"tense={hanging.tense(subject.token)}"
    yield f"status={subject.status}"
    yield f"time={'none' if dated.time is None else 'back' if dated.told is not None else 'own'}"
    yield f"rule={min(2, len(rule))}"
    yield f"owns={min(3, sum(p.told for p in places))}"
    yield f"names={min(3, len(places))}"
    if subject.said:
        yield "said"
    if subject.counted and subject.group == "event":
        yield "counted"
    if hanging.resumed(subject.token):
        yield "resumed"
    yield "noun" if subject.nominal else "verb"
    yield f"first={_opening(view)}"
    yield from links(view, subject.token)


_OPENINGS = {
    word: kind
    for kind, words in {
        "pronoun": "il elle ils elles",
        "definite": "le la l' les",
        "one": "un une des",
        "this": "ce cet cette ces",
        "whose": "son sa ses leur leurs",
        "at": "a au en dans",
        "source": "selon",
    }.items()
    for word in words.split()
}


def _opening(view: View) -> str:
    """What kind of word a sentence begins with: « Les armes » are those told of before."""
    first = next((t for t in view.doc if t.text.strip('«»—–- \n"')), None)
    if first is None:
        return "none"
    if first.pos_ == "NUM" or first.text[0].isdigit():
        return "number"
    return _OPENINGS.get(plain(first.text), "name" if first.pos_ == "PROPN" else "other")


def shared(
    place: PlaceMention, subject: Subject, roles: Sequence[Entity], deed: Sequence[str] | None, view: View
) -> Iterator[str]:
    """What is known of a place wherever it was told."""
    yield f"kind={place.kind}"
    name = plain(place.text)
    if any(r.id == place.country and place.kind == "country" for r in roles):
        yield "plays-part"
    if any(name in plain(r.text) for r in roles):
        yield "named-in-part"
    if any(r.country == place.country for r in roles):
        yield "home-of-part"
    if place.country is not None and place.country == view.memory.home:
        yield "home"
    if deed is not None:
        yield "deed-same" if name in deed else "deed-other" if deed else "deed-nowhere"


def scene(place: PlaceMention, view: View, places: Sequence[Named]) -> Iterator[str]:
    """Whether the sentence tells of places in another state, or in the same."""
    others = {p.place.country for p in places if p.told and p.place.text != place.text and p.place.country}
    if others:
        yield "state-told" if place.country in others else "abroad-told"


def own(
    subject: Subject,
    named: Named,
    view: View,
    places: Sequence[Named],
    rule: set[str],
    triggers: Sequence[Token],
    roles: Sequence[Entity],
) -> Iterator[str]:
    """How a place of the sentence stands to the trigger."""
    trigger, anchor, place = subject.token, named.token, named.place
    yield "told" if named.told else "untold"
    yield f"how={named.how}"
    if plain(place.text) in rule and named.told:
        yield "rule"
    elif rule:
        yield "yields"
    yield from _met(place, view)
    at = next(n for n, p in enumerate(places) if p is named)
    first = whereabouts.row_head(view, places, at)
    head = first.token  # what is told in a row hangs as the first of it
    yield from _governed(head, trigger)
    yield from whereabouts.told_of(head, trigger)
    far = [_far(p, trigger) for p in places]
    yield f"rank={min(2, sum(other < far[at] for other in far))}"
    yield "before" if place.start < trigger.idx else "after"
    gap = abs(anchor.i - trigger.i)
    yield f"gap={next((n for n in (2, 4, 8, 14, 24) if gap <= n), 'far')}"
    yield f"steps={min(tree.distance(head, trigger), 7)}"
    yield from hanging.path(head, trigger)
    yield f"hangs={hanging.hangs(head)}"
    if hanging.opens(head):
        yield "opens"
    marker = tree.preposition(head)
    yield f"prep={marker or 'none'}"
    yield f"under={head.head.pos_}"
    ref = view.ref(anchor)
    yield f"ref={ref.kind if ref is not None else 'none'}"
    low, high = sorted((anchor.i, trigger.i))
    for mark, name in ((";", "semicolon"), (":", "colon"), ("«", "quote"), ("(", "bracket")):
        if marks(view.doc, mark).between(low, high):
            yield f"between={name}"
    yield f"verbs={min(3, main_verbs(view.doc).between(low, high))}"
    mine = far[at][0]
    others = [o for o in triggers if o.i != trigger.i]
    yield f"nearer={min(2, sum(tree.distance(o, anchor) < mine for o in others))}"
    if any(low < o.i < high for o in others):
        yield "act-between"
    if not triggers:
        yield "alone"
    yield f"place={min(2, at)}"
    if first is not named:
        yield "listed"
    if at + 1 < len(places) and whereabouts.row_head(view, places, at + 1) is first:
        yield "row-goes-on"
    if at:
        last = places[at - 1]
        between = view.text[last.place.end : place.start]
        if first is named and len(between) < 40:
            if not any(t.pos_ == "VERB" for t in view.doc[last.token.i : anchor.i]):
                yield "close-behind"
    if at + 1 < len(places) and len(view.text[place.end : places[at + 1].place.start]) < 40:
        yield f"before={places[at + 1].place.kind}"
    if at:
        yield from whereabouts.beside(view, places[at - 1], named, "")
    if at + 1 < len(places):
        yield from whereabouts.beside(view, named, places[at + 1], "has-")
    if any(p.place.kind in ("city", "region") for p in places) and place.kind in ("country", "area"):
        yield "town-told"
    yield from whereabouts.beside_words(anchor, place, subject, view)
    yield from whereabouts.where_clause(anchor, place, subject.token, view, places)
    there = whereabouts.there(subject, view)
    if there is not None:
        yield "there-after" if place.start > there else "there-before"


def _far(named: Named, trigger: Token) -> tuple[int, int]:
    return tree.distance(trigger, named.token), abs(trigger.i - named.token.i)


def _met(place: PlaceMention, view: View) -> Iterator[str]:
    """Whether the article told the place before, and placed anything there."""
    kept, name = view.memory.story, plain(place.text)
    known = [t for t in kept.places if plain(t.place.text) == name and t.sentence < view.number]
    if known:
        yield "met"
        if any(t.zone != "body" for t in known):
            yield "titled"
    used = [m for m in kept.made if name in m.places]
    if used:
        yield "used"
        if used[-1].sentence == view.number:
            yield "used-here"


# What the verb that a place hangs on says of it: where people come together, where they are at home, where
# they go or are sent.
_HANGS_ON = {
    "gather": "reunir rassembler assembler retrouver rencontrer arriver recevoir accueillir tenir derouler "
    "ouvrir conduire presenter deferer intercepter arreter interpeller decouvrir saisir",
    "home": "baser installer naitre domicilier sieger situer vivre resider habiter officier exercer "
    "travailler servir etablir diriger implanter stationner",
    "go": "partir quitter rejoindre transferer acheminer expulser venir rentrer regagner envoyer renvoyer "
    "rapatrier dependre mener conduire",
}  # fmt: skip
_CLASS = {lemma: name for name, lemmas in _HANGS_ON.items() for lemma in lemmas.split()}


def _governed(anchor: Token, trigger: Token) -> Iterator[str]:
    """What kind of verb a place hangs on where that is not the trigger."""
    verb = next((t for t in tree.ancestors(anchor) if t.pos_ in ("VERB", "AUX") or t.dep_ == "acl"), None)
    if verb is None or verb.i == trigger.i:
        return
    kinds = {_CLASS[lemma] for lemma in verb_lemmas(verb.text) if lemma in _CLASS}
    side = "above" if any(t.i == verb.i for t in tree.ancestors(trigger)) else "aside"
    for kind in sorted(kinds):
        yield f"on={kind}"
        yield f"on={kind}/{side}"
    if verb.dep_.startswith("acl") and any(t.i == trigger.i for t in tree.ancestors(verb)):
        yield "on=my-noun"  # « réunis à Abuja, les chefs d'État ont décidé »


def back(
    subject: Subject,
    told: ToldPlace,
    place: int,
    view: View,
    rule: set[str],
    back: Sequence[ToldPlace],
    dated: Option,
    places: Sequence[Named],
) -> Iterator[str]:
    """How a place told before stands to what is to be placed."""
    kept = view.memory.story
    yield f"ago={min(4, view.number - told.sentence)}"
    yield f"place={min(3, place)}"
    yield f"paragraphs={min(2, kept.paragraph - told.paragraph)}"
    yield f"hung={told.hangs}"
    yield f"zone={told.zone}"
    yield f"how={told.how}"
    yield f"often={min(4, told.often)}"
    name = plain(told.place.text)
    if any(t.zone != "body" and plain(t.place.text) == name for t in kept.places):
        yield "titled"
    if told.how == "heading" and told.paragraph == kept.paragraph:
        yield "headed"
    there = whereabouts.there(subject, view)
    if there is not None:
        last = max((m.sentence for m in kept.made), default=-1)
        of_last = {name for m in kept.made if m.sentence == last for name in m.places}
        yield f"there={min(2, place)}"
        yield f"there-ago={min(3, view.number - told.sentence)}"
        if name in of_last:
            yield "there-used"
        if all(o.sentence < told.sentence or o is told for o in back):
            yield "there-sole"
        if told.hangs in ("main", "clause"):
            yield f"there-{told.hangs}"
        if any(p.told and p.place.start < there for p in places):
            yield "there-told"
    yield from whereabouts.again(told, view)
    if kept.made and subject.actors & kept.made[-1].actors:
        yield "same-actor"
    if told.opening:
        yield "opened"
    yield f"among={min(3, sum(o.sentence == told.sentence for o in back))}"
    if rule:
        yield "own-told"
    first = next((p for p in kept.places if p.zone == "body"), None)
    if first is not None and first.sentence == told.sentence:
        yield "first-told"
    uses = [m for m in kept.made if name in m.places]
    yield f"uses={min(3, len(uses))}"
    if kept.made and name in kept.made[-1].places:
        yield "goes-on"
        if kept.made[-1].sentence == view.number:
            yield "goes-on-here"
    placed = [m for m in kept.made if m.places]
    if placed and name in placed[-1].places:
        yield "used-last"
        if placed[-1].tense == hanging.tense(subject.token):
            yield "used-last-tense"
        if family(placed[-1].label) == family(subject.label):
            yield "used-last-family"
        yield f"used-ago={min(3, view.number - placed[-1].sentence)}"
    if uses and any(family(m.label) == family(subject.label) for m in uses):
        yield "used-family"
    if dated.told is not None and dated.told.sentence == told.sentence:
        yield "with-time"
    if dated.time is not None:
        interval = dated.time.first, dated.time.last
        if any(m.time == interval for m in uses):
            yield "same-time"
    if told.place.kind in ("country", "area") and any(b.place.kind == "city" for b in back):
        yield "town-told"


_TIED = (
    "family=",
    "group=",
    "actor=",
    "time=",
    "owns=",
    "rule=",
    "link=",
    "said",
    "noun",
    "status=",
    "tense=",
    "first=",
    "resumed",
)
_TELLING = frozenset(
    (
        "rule",
        "yields",
        "rank=0",
        "same-verb",
        "opens",
        "told",
        "used-last",
        "goes-on",
        "first-told",
        "with-time",
        "same-time",
        "deed-same",
        "deed-nowhere",
        "used-here",
        "goes-on-here",
        "plays-part",
        "there-used",
        "there-before",
        "same-actor",
        "court",
        "near",
        "has-near",
        "where-last",
        "from",
        "towards",
        "by",
    )
)


_OF_TIES = ("how=", "kind=", "ago=", "prep=", "wider/", "has-wider/", "again=", "of=")


def pairing(kind: str, about: frozenset[str], subject: Subject) -> Pairing:
    """How the features of places of a kind are paired: some mean something else of another statement."""
    affair = frozenset(("", family(subject.label)))
    telling = affair.union(other for other in about if other.startswith(_TIED))

    def others(name: str) -> frozenset[str]:
        return telling if name in _TELLING or name.startswith(_OF_TIES) else affair

    return Pairing(f"{kind}:", (f"{kind}&{name}" for name in about), affair, others)
