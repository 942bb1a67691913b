"""Which readings of a sentence's triggers are believed: by how likely each is, and by what it tells.

A clause that plainly tells who did what to whom, and when or where, is believed at less (``PLAIN``,
``PLAIN_FORCE``); beside words that its frame excludes, at more (``OTHERWISE``).
"""

from __future__ import annotations

from recoupe.code.fr import accept, cast, placing, saying, standing, timing
from recoupe.code.fr.evidence import Candidate
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.memory import Deed
from recoupe.code.fr.notes import Weighed, reasons
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.scenes import met
from recoupe.code.fr.surroundings import determiner
from recoupe.code.fr.tree import governing_verb, is_participle, is_passive
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.model import Status
from recoupe.resolve.places import PlaceMention
from recoupe.resolve.time import Time

# A trigger is believed from here on; at less where its frame holds and who did it to whom is told.
ACCEPTED, WHOLE = 0.42, 0.33
TIED = 0.38  # a tie
PLAIN = 0.25  # a main clause that tells who did it and when
PLAIN_FORCE = 0.08  # a main clause that tells of force against someone, and when or where
# Where words stand beside it that the frame excludes (« la signature d'un joueur »).
OTHERWISE = 0.5
# Who had a part in a trigger from here on is kept in mind for the next sentences.
ACCEPTED_THEN = 0.38


def hopeful_ones(
    found: list[Hit],
    plain_ones: list[Hit],
    view: View,
    times: list[Time],
    places: list[tuple[PlaceMention, Token]],
) -> list[accept.Read]:
    """The triggers that may tell something, whoever plays a part in them: half cannot.

    To find who does is what takes longest. Where somebody asks why, all of them are looked at.
    """
    memory = view.memory
    memory.told |= {kind for kind, _ in memory.here}
    memory.here = [((h.frame.type, h.frame.mode), h.token.i) for h in plain_ones]
    sound = [h.token for h in plain_ones if h.frame.type.isupper()]
    hopeful = []
    for slots in found:
        status = status_of(slots, view)
        if status is None:
            continue
        triggers = sound if slots.token in sound else [*sound, slots.token]
        time = timing.when_for(slots.token, times, view, triggers)
        placed = bool(placing.where_for(slots.token, places, triggers))
        known = accept.read(slots, view, status, time, placed, len(sound) - (slots.token in sound))
        if memory.notes is not None or not hopeless(known):
            hopeful.append(known)
    return hopeful


def hopeless(known: accept.Read) -> bool:
    """Whether a trigger would be refused whoever were given a part in it."""
    slots = known.slots
    if slots.flaws:
        least = OTHERWISE if "unless" in slots.flaws else ACCEPTED
    elif slots.frame.type == "ASSAULT":
        least = PLAIN_FORCE
    else:
        least = WHOLE if slots.nominal else PLAIN
    return accept.most(known) < (min(least, TIED) if slots.frame.type.islower() else least)


def those_believed(
    hopeful: list[accept.Read],
    plain_ones: list[Hit],
    view: View,
    said: list[saying.Saying],
    everyone: list[Candidate],
) -> list[Hit]:
    """The triggers that tell something, with who plays a part in them; one reading of each, the likeliest."""
    memory = view.memory
    speakers = {s.entity.id or s.entity.text for s in said if s.entity is not None}
    best: dict[tuple[int, bool], Hit] = {}
    weighed = cast.Kept()
    cast_ones = cast.recast([known.slots for known in hopeful], view, everyone, speakers, plain_ones, weighed)
    for read_as, hit in zip(hopeful, cast_ones, strict=True):
        slots, status, time, placed = read_as.slots, read_as.status, read_as.time, read_as.placed
        known = accept.features(hit, read_as, view, _holds(hit, time, placed))
        told = hit.recipients or hit.frame.sides or _done_to_something(hit) or _says_all(hit)
        whole = not hit.flaws and hit.actors and told
        likely = accept.probability(known, read_as)
        least = OTHERWISE if "unless" in hit.flaws else WHOLE if whole else ACCEPTED
        if hit.frame.type.islower():
            least = min(least, TIED)
        if _plain_force(hit, status, time is not None, placed):
            least = PLAIN_FORCE
        elif _plain(hit, status, time is not None) or _moved(hit, status):
            least = PLAIN
        kept = likely >= least and not _names_them(hit, view, time)
        word = (hit.token.i, hit.frame.type.islower())
        if kept and (word not in best or _rather(hit, likely, best[word])):
            best[word] = slots._replace(likely=likely)
        if memory.notes is not None:
            memory.notes.weighed.append(
                Weighed(
                    span=(view.start + hit.start, view.start + hit.end),
                    trigger=view.text[hit.start : hit.end],
                    frame=hit.frame.id,
                    type=hit.frame.type,
                    mode=hit.frame.mode,
                    flaws=tuple(sorted(hit.flaws)),
                    probability=round(likely, 3),
                    kept=kept,
                    reasons=reasons(accept.weights(), known),
                )
            )
    taken = list(best.values())
    made = cast.recast(taken, view, everyone, speakers, taken, weighed, memory.notes)
    for hit in made:
        if hit.likely >= ACCEPTED_THEN and hit.frame.type.isupper():
            frame, parts = hit.frame, (hit.actors, hit.recipients)
            memory.deeds.append(Deed(frame.type, frame.mode, *parts, view.number, frame.sides))
    return made


def _done_to_something(hit: Hit) -> bool:
    """« Le M23 a regroupé ses combattants »: the thing acted on is one that the frame asks for.

    Or who moves is: « Des casques bleus sont arrivés à Goma ».
    """
    verb, told = hit.token, hit.token.dep_ in ("ROOT", "conj")
    if hit.frame.type == "MOBILIZE" and not hit.nominal:
        # « Varsovie va envoyer, a décidé d'envoyer des renforts »
        above = verb.dep_ == "xcomp" and verb.head.dep_ == "ROOT"
        told = told or (above and "Inf" in morph(verb, "VerbForm"))
        if hit.frame.subject and not hit.frame.object:
            return told and not hit.weak and _ANYBODY.isdisjoint(hit.frame.subject)
    asked = hit.frame.object and not {"any", "none", "entity", "of"} & set(hit.frame.object)
    return bool(asked) and hit.about is not None and told


def _says_all(hit: Hit) -> bool:
    """« Les mercenaires ont déposé les armes »: a phrase with its own object, said of whom it can be."""
    if hit.frame.type != "RETREAT" or hit.nominal or hit.weak or not hit.frame.subject:
        return False
    if hit.token.dep_ not in ("ROOT", "conj", "xcomp"):
        return False
    if not any(e.id or e.sector for e in hit.actors):
        return False
    return any(t.dep_ == "obj" and t.head.i == hit.token.i for t in (hit.token.doc[i] for i in hit.words[1:]))


_ANYBODY = frozenset(("any", "entity", "state", "government"))
_COSTS = frozenset(("faire", "couter", "causer", "tuer", "blesser", "endeuiller"))


def _plain_force(hit: Hit, status: Status, timed: bool, placed: bool) -> bool:
    """« Vingt-cinq civils ont été tués le 3 mars à Ségou »: a clause that tells whom and when."""
    if hit.frame.type == "ASSAULT" and hit.nominal and not hit.flaws and status == "asserted":
        # « L'attaque d'un convoi de l'armée par le JNIM a fait douze morts »
        known = any(e.id for e in hit.actors) and any(e.id for e in hit.recipients)
        # « L'attaque menée dimanche contre deux hôtels a fait neuf morts »
        told = timed and any(c.dep_ == "acl" for c in hit.token.children)
        costs = hit.token.dep_ == "nsubj" and not _COSTS.isdisjoint(verb_lemmas(hit.token.head.text))
        # « Une fusillade a fait trois morts lundi à Bruxelles »: told for the first time, with when and where
        new = timed and placed and determiner(hit.token) == "indefinite"
        if costs and (known or told or new):
            return True
    if hit.frame.type != "ASSAULT" or hit.flaws or hit.weak or status != "asserted" or not (timed or placed):
        return False
    if hit.nominal:  # « Une frappe a visé jeudi un marché »
        if (
            hit.token.dep_ == "obj"
            and hit.actors
            and hit.recipients
            and governing_verb(hit.token) is not None
        ):
            return True  # « L'armée a mené lundi des raids contre Boko Haram »
        return hit.token.head.dep_ == "ROOT" and bool(met(hit))
    # « Des jihadistes ont attaqué dimanche le village de Fambita »
    aimed = hit.actors and hit.frame.object and hit.about is not None and not is_passive(hit.token)
    return bool(hit.recipients or aimed) and not hit.place and hit.token.dep_ == "ROOT"


def _plain(hit: Hit, status: Status, timed: bool) -> bool:
    """« Les Casques bleus se sont retirés mercredi de Sake »: a clause that tells who and when."""
    if hit.frame.type.islower() or hit.nominal or hit.flaws or hit.place or hit.weak:
        return False
    return timed and status == "asserted" and hit.token.dep_ == "ROOT" and any(a.id for a in hit.actors)


def _moved(hit: Hit, status: Status) -> bool:
    """« Des milices se sont déployées à Tripoli », « Londres va envoyer un destroyer »: who moves what."""
    plainly = (
        hit.frame.type == "MOBILIZE" and not hit.nominal and not hit.flaws and not hit.place and not hit.weak
    )
    return plainly and status in ("asserted", "planned") and bool(hit.actors) and _done_to_something(hit)


_KNOWN = frozenset(("les", "ces", "cet", "cette", "des", "du"))


def _names_them(hit: Hit, view: View, time: Time | None) -> bool:
    """« trois des personnes interpellées »: a deed told before says which persons are meant."""
    verb, noun = hit.token, hit.token.head
    if hit.nominal or hit.actors or hit.place or verb.dep_ not in ("acl", "amod") or time is not None:
        return False
    if any(c.dep_.startswith(("aux", "obl", "advmod")) for c in verb.children) or verb.i != noun.i + 1:
        return False
    told = [d for d in view.memory.deeds if (d.type, d.mode) == (hit.frame.type, hit.frame.mode)]
    known = any(plain(c.text) in _KNOWN for c in noun.children if c.dep_ in ("det", "case"))
    return known and any(d.sentence < view.number for d in told)


def _rather(hit: Hit, likely: float, other: Hit) -> bool:
    """Whether a reading of a word stands before another one.

    Who presides over a forum chairs it, however likely « heads » is; and what is refused or asked for tells
    more than that something is (« a rejeté la trêve » yields no ground, « a rejeté le plan » is open).
    """
    chairs, chaired = (h.frame.type == "chairs" and not h.flaws for h in (hit, other))
    if chairs != chaired:
        return chairs
    if hit.frame.type == other.frame.type and None in (hit.frame.mode, other.frame.mode):
        told, told_by_other = _object_tells(hit), _object_tells(other)
        if told != told_by_other:
            return told
    return likely > other.likely


def _object_tells(hit: Hit) -> bool:
    """Whether the thing acted on is what gives a reading its mode."""
    asked = hit.frame.object and not {"any", "none"} & set(hit.frame.object)
    return hit.frame.mode is not None and bool(asked) and not hit.flaws


# Types in which someone in particular does it: without them there is nothing to tell.
BETWEEN_KNOWN = frozenset(("CONSULT", "AGREE", "COOPERATE", "SUPPORT", "REQUEST", "REJECT", "THREATEN"))


def _holds(hit: Hit, time: Time | None, placed: bool) -> bool:
    """Whether enough is told to make a record: a bare noun or an adjective-like participle is background."""
    if hit.frame.type.islower():
        return True
    someone = bool(hit.actors or hit.recipients)
    if hit.actors and {e.text for e in hit.actors} == {e.text for e in hit.recipients}:
        return False
    if hit.frame.type in BETWEEN_KNOWN and not hit.actors and not any(e.id for e in hit.recipients):
        return False
    acted_on = bool(hit.frame.object) and hit.about is not None and "any" not in hit.frame.object
    if hit.nominal and hit.frame.type in ("AID", "COOPERATE", "SUPPORT", "CONSULT", "AGREE"):
        return bool(hit.actors) or (
            time is not None
            and (
                placed
                or (hit.frame.type in ("CONSULT", "SUPPORT") and hit.frame.mode in ("multilateral", "sign"))
            )
        )
    if hit.nominal:
        return someone or (acted_on and (time is not None or placed)) or (time is not None and placed)
    if hit.token.dep_ in ("acl", "amod") and is_participle(hit.token):
        return bool(hit.actors) or time is not None or placed
    return someone or acted_on


def status_of(hit: Hit, view: View) -> Status | None:
    kept, key = hit.token.kept, ("status", hit.frame.type, hit.nominal, hit.denies)
    if key not in kept:
        kept[key] = standing.status(hit.token, hit.frame.type, hit.nominal, view, denies=hit.denies)
    found: Status | None = kept[key]
    return found
