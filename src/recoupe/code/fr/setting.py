"""When and where each statement of a sentence is: its time and places chosen, written, and the why noted."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from recoupe.code.fr import dating, evidence, hanging, locating, placing, ruled, timing
from recoupe.code.fr.affairs import acquaintance
from recoupe.code.fr.figures import Count
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.heads import token_at
from recoupe.code.fr.implied import Implied, implied
from recoupe.code.fr.notes import Dated, Placed, reasons
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.story import Made, ToldPlace, ToldTime
from recoupe.code.fr.subject import Option, Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.model import Article, Entity, Place, When
from recoupe.resolve.time import Time

HEADING = 12  # code points beside a time that make no sentence of their own (« 24 janvier 2023. »)


class Setting:
    """The times and places in reach of one sentence, for its statements in order."""

    def __init__(
        self,
        view: View,
        article: Article,
        times: list[Time],
        places: list[placing.Named],
        triggers: list[Token],
        numbers: list[Count],
        claimed: Mapping[Time, int],
        apart: Mapping[int, Time],
    ) -> None:
        self.view = view
        self.article = article
        self.times = times
        self.implied: list[Implied] | None = None  # read when the first statement asks
        self.claimed = (
            claimed  # the times right behind a count, with the place of the count among ``numbers``
        )
        self.apart = apart  # by where a number starts: its year of the period (« 273 la seconde »)
        self.places = places
        self.triggers = triggers
        self.met: list[Place] = []  # to whom something is done in the sentence
        self.counted = {count.hit.token.i for count in numbers if count.hit is not None}
        # By the token of the deed: its time, and the names of its places.
        self.chosen: dict[int, tuple[Option, tuple[str, ...]]] = {}

    def of_hit(self, hit: Hit, status: str, said: bool) -> tuple[When | None, tuple[Place, ...]]:
        """Time and places of an event or tie."""
        group = "tie" if hit.frame.type.islower() else "event"
        subject = Subject(
            hit.token,
            group,
            hit.frame.type,
            hit.frame.mode,
            hit.nominal,
            status,
            hit.end,
            said,
            self._actor(hit),
            hit.token.i in self.counted,
            hit.about is not None and "Plur" in morph(hit.about, "Number"),
            claimed=frozenset(self.claimed),
            actors=_ids(hit),
        )
        option = self._date(subject, (hit.start, hit.end))
        where: tuple[Place, ...] = ()
        if group == "event":
            where = self._place(subject, (*hit.actors, *hit.recipients), option, None, (hit.start, hit.end))
            self.met += self._to_whom(hit, subject)
            where = tuple(p for p in where if p not in self.met)
        self.chosen[hit.token.i] = option, self._keep(subject, option, where)
        return self._when(option.time, group), where

    def _to_whom(self, hit: Hit, subject: Subject) -> list[Place]:
        """« a remis le suspect à Paris »: to whom it is done, and not where."""
        slots = hit.frame.noun_recipient if hit.nominal else hit.frame.recipient
        given = evidence.grammar(hit)
        return [
            Place(n.place.text, n.place.country)
            for n in self.places
            if given.get(n.token.i) in slots and any(e.id == n.place.country for e in hit.recipients)
            if not ruled.sure(n, subject, self.view, self.places)
        ]

    def of_count(
        self, count: Count, number: int, status: str, said: bool
    ) -> tuple[When | None, tuple[Place, ...]]:
        """The period that a figure counts over, and its places; it is the sentence's count ``number``."""
        hit = count.hit
        at = count.noun if count.noun is not None else token_at(self.view, count.number.start)
        deed = self.chosen.get(hit.token.i) if hit is not None else None
        subject = Subject(
            at,
            "figure",
            count.measure,
            None,
            True,
            status,
            count.end,
            said,
            self._actor(hit),
            True,
            True,
            hit.token if hit is not None else None,
            deed[0] if deed is not None else None,
            frozenset(time for time, owner in self.claimed.items() if owner != number),
            _ids(hit),
        )
        own = self.apart.get(count.number.start)
        option = self._date(subject, (count.start, count.end)) if own is None else Option(own, None)
        roles = (*hit.actors, *hit.recipients) if hit is not None else ()
        where = self._place(
            subject, roles, option, deed[1] if deed is not None else None, (count.start, count.end)
        )
        where = tuple(p for p in where if p not in self.met)
        self._keep(subject, option, where)
        return self._when(option.time, "figure"), where

    def _actor(self, hit: Hit | None) -> str:
        actors = hit.actors if hit is not None else ()
        ids = [a.id for a in actors if a.id is not None]
        return acquaintance(ids, self.view, bool(actors))

    def _date(self, subject: Subject, span: tuple[int, int]) -> Option:
        view = self.view
        published = self.article.published
        if self.implied is None:
            self.implied = implied(view, self.times, published)
        choice = dating.choose(subject, view, self.times, self.implied, self.triggers, published)
        time = choice.option.time
        if view.memory.notes is not None:
            view.memory.notes.dated.append(
                Dated(
                    trigger=(view.start + span[0], view.start + span[1]),
                    text=time.text if time is not None else None,
                    rule=_rule(choice.option),
                    probability=round(choice.probability, 3),
                    reasons=reasons(dating.weights(), choice.features.spelled()),
                    others=tuple(
                        (option.time.text if option.time is not None else None, round(probability, 3))
                        for option, probability in choice.others
                    ),
                )
            )
        if choice.option.how not in ("", "lasted") and time is not None:
            _tell(view, time, self.article)  # the next sentences may go by it
        return choice.option

    def _place(
        self,
        subject: Subject,
        roles: tuple[Entity, ...],
        option: Option,
        deed: tuple[str, ...] | None,
        span: tuple[int, int],
    ) -> tuple[Place, ...]:
        view = self.view
        weighed = locating.choose(subject, view, self.places, self.triggers, roles, option, deed)
        taken = locating.taken([one.probability for one in weighed])
        found: list[Place] = []
        for one, here in zip(weighed, taken, strict=True):
            place = Place(self._text_of(one.spot), one.spot.place.country)
            if here and place not in found:
                found.append(place)
        if view.memory.notes is not None:
            view.memory.notes.placed += [
                Placed(
                    trigger=(view.start + span[0], view.start + span[1]),
                    text=self._text_of(one.spot),
                    taken=here,
                    rule=_told(one.spot.told),
                    probability=round(one.probability, 3),
                    reasons=reasons(locating.weights(), one.features.spelled()),
                )
                for one, here in zip(weighed, taken, strict=True)
            ]
        return tuple(found)

    def _text_of(self, spot: locating.Spot) -> str:
        """The place as the article writes it."""
        if spot.told is not None:
            return spot.place.text
        start = self.view.start
        return self.article.text[start + spot.place.start : start + spot.place.end]

    def _keep(self, subject: Subject, option: Option, where: tuple[Place, ...]) -> tuple[str, ...]:
        """Remember what was chosen for those that follow; returns the names of the places."""
        time = option.time
        names = tuple(plain(place.text) for place in where)
        self.view.memory.story.made.append(
            Made(
                subject.label,
                None if time is None else (time.first, time.last),
                names,
                self.view.number,
                hanging.tense(subject.token),
                subject.actors,
            )
        )
        return names

    def _when(self, time: Time | None, group: str) -> When | None:
        return timing.to_when(self._as_written(time), group, self.article.published)

    def _as_written(self, time: Time | None) -> Time | None:
        """The time with its text as stored (the parse straightens apostrophes)."""
        view = self.view
        if time is None or plain(view.text[time.start : time.end]) != plain(time.text):
            return time
        return msgspec.structs.replace(
            time, text=self.article.text[view.start + time.start : view.start + time.end]
        )


def _ids(hit: Hit | None) -> frozenset[str]:
    return frozenset(a.id for a in hit.actors if a.id is not None) if hit is not None else frozenset()


def _rule(option: Option) -> str:
    return "no time dates it" if option.time is None else _told(option.told)


def _told(told: ToldTime | ToldPlace | None) -> str:
    return "told in its sentence" if told is None else "carried on from before"


def remember(view: View, times: list[Time], places: list[placing.Named], article: Article) -> None:
    """Keep the times and places of a sentence, read to its end, for those that follow."""
    kept = view.memory.story
    for time in times:
        if time.kind == "age_or_duration" or not (time.first or time.last):
            continue
        _tell(view, time, article)
    for named in places:
        if named.told or named.how == "whole" or named.place.kind == "city" or view.zone != "body":
            place = msgspec.structs.replace(
                named.place,
                text=article.text[view.start + named.place.start : view.start + named.place.end],
            )
            at = hanging.hangs(named.token), hanging.opens(named.token)
            often = article.text.count(place.text)
            kept.places.append(
                ToldPlace(place, view.number, kept.paragraph, view.zone, *at, named.how, often)
            )


# « la troisième fois en un an » dates nothing that is told after.
_NTH = re.compile(r"\bfois (?:depuis )?$")
# « en dix-huit mois » tells how long something took; what is told next took no such time.
_STRETCH = re.compile(r"en .*\b(?:jours?|semaines?|mois|ans?)$|.* durant$")


def _tell(view: View, time: Time, article: Article) -> None:
    token = timing.anchor_token(time, view)
    if token is None or timing.compared(time, view) or _NTH.search(plain(view.text[: time.start])):
        return
    if time.kind == "span" and _STRETCH.match(plain(time.text)):
        return
    kept = view.memory.story
    hangs = hanging.hangs(token)
    if hangs == "speech" and time.kind != "point":
        hangs = "main"  # « depuis 2015, a-t-il dit » tells when it was done
    kept.times.append(
        ToldTime(
            msgspec.structs.replace(time, text=article.text[view.start + time.start : view.start + time.end]),
            view.number,
            kept.paragraph,
            view.zone,
            hangs,
            hanging.opens(token),
            len(view.text.strip()) - (time.end - time.start) <= HEADING,
        )
    )
