"""From spellings found to mentions: what belongs together, and of which state a body is.

« le ministère espagnol de l'Intérieur », « l'armée du Mali », « Bureau central d'investigations
judiciaires (BCIJ) » are one mention each. A generic body takes its state from the words beside
it, else from the press the text is from; a name that several bodies share goes to the one whose
state stands beside it, else to the home one, else to the one whose state the text speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import msgspec

from recoupe.resolve.entries import SHARED_CODES, Entry, Kind
from recoupe.resolve.fold import key
from recoupe.resolve.forms import Sense
from recoupe.resolve.gazetteer import lookup
from recoupe.resolve.mention import Hit, Mention, View
from recoupe.resolve.nearby import COMPOUND, GIVEN_ACRONYM, INDEFINITE, REPUBLIC_OF, TOWN, starts_sentence
from recoupe.resolve.neighbours import BODY_KINDS, PLACE_KINDS, Beside, Neighbours
from recoupe.resolve.unlisted import end_of_name, sector_of


def compose(
    view: View, entries: Mapping[str, Entry], realised: Mapping[tuple[str, str], Entry]
) -> list[Mention]:
    """The mentions of a view, in order, without overlap, in offsets of the text as given.

    ``realised`` gives the body that stands for a generic suffix in a country.
    """
    return _Composer(view, entries, realised).run()


# Territories with codes of their own whose police, courts and army are the state's.
_SERVED_BY = dict.fromkeys(("GUF", "GLP", "MTQ", "REU", "MYT", "SPM", "BLM", "MAF"), "FRA")


_KNOWN = re.compile(r"\b(?:les|aux|ces|ses|leurs|nos) $")


class _Composer:
    def __init__(
        self, view: View, entries: Mapping[str, Entry], realised: Mapping[tuple[str, str], Entry]
    ) -> None:
        self.view = view
        self.near = Neighbours(view)
        self.entries = entries
        self.realised = realised
        self._evidence: Counter[str] | None = None
        # Acronyms that the text itself gives a body in parentheses, with its mention.
        self._given: dict[str, Mention] = {}

    def run(self) -> list[Mention]:
        out: list[Mention] = []
        position = 0
        for hit in self.view.hits:
            if hit.start < position:
                continue
            found = self.mentions_at(hit)
            out.extend(found)
            position = max([hit.end, *(m.end for m in found)])
        out = _shortened(out)
        if self._given:
            out = self._with_given_acronyms(out)
        return [self._in_original_offsets(m) for m in out] if self.view.offsets else out

    def _with_given_acronyms(self, mentions: list[Mention]) -> list[Mention]:
        """Later « l'ONLF » is the body that « (ONLF) » was written after."""
        taken = [(m.start, m.end) for m in mentions]
        words = re.compile(rf"\b(?:{'|'.join(map(re.escape, self._given))})\b")
        added = [
            msgspec.structs.replace(self._given[w[0]], start=w.start(), end=w.end(), text=w[0])
            for w in words.finditer(self.view.raw)
            if not any(start < w.end() and w.start() < end for start, end in taken)
        ]
        return sorted([*mentions, *added], key=lambda m: m.start)

    def mentions_at(self, hit: Hit) -> list[Mention]:
        """The mention that begins with a hit, and those that share its head; none for a block."""
        kinds = {sense.kind for sense in hit.senses}
        if "block" in kinds:
            return []
        if "opening" in kinds and not any(sense.local for sense in hit.senses):
            unlisted = self._unlisted(hit)
            if unlisted:
                return [unlisted]
        if kinds & {"body", "group", "forum", "office", "head"}:
            found = self._named(hit)
            if found:
                return found
        place = self._place(hit)
        return [place] if place else []

    # -- states, capitals, demonyms -------------------------------------------------------

    def _place(self, hit: Hit) -> Mention | None:
        senses = [s for s in hit.senses if s.kind in (*PLACE_KINDS, "adjective", "region")]
        if not senses:
            return None
        sense = self.near.at_home(senses)
        if sense.kind == "adjective" and sense.country is None:
            return None
        if sense.home and self._republic_of_another_kind(hit):
            return None
        return self._mention(hit.start, hit.end, sense, sense.id, sense.country)

    def _republic_of_another_kind(self, hit: Hit) -> bool:
        """« le président de la République », « la République tchèque » are not « la République »."""
        if self.view.search[hit.start : hit.end] != "republique":
            return False
        before = self.view.search[max(0, hit.start - 7) : hit.start]
        after = self.view.starts.get(hit.end + 1)
        return (
            not before.endswith("la ")
            or before.endswith("de la ")
            or REPUBLIC_OF.match(self.view.search, hit.end) is not None
            or (after is not None and any(s.kind == "adjective" for s in after.senses))
        )

    def _unlisted(self, hit: Hit) -> Mention | None:
        """A body that the lexicon does not list, as far as the words of its name go."""
        raw = self.view.raw
        end = end_of_name(raw, hit.end)
        if end == hit.end or {s.parent for s in hit.senses if s.parent} & self.near.linked_ids(hit.end):
            return None
        inside = [other for other in self.view.hits if hit.start < other.start < end]
        owners = [s for other in inside for s in other.senses if s.country]
        beside = self.near.adjective_after(end)
        opening = next(s for s in hit.senses if s.kind == "opening")
        sense = Sense(
            kind="body", name=raw[hit.start : end], sector=sector_of(raw[hit.start : end], opening.sector)
        )
        country = beside.country if beside else owners[-1].country if owners else None
        end = beside.end if beside else end
        closed, _ = self.near.parenthesis(hit.start, end, [sense])
        if closed == end and starts_sentence(raw, hit.start):
            return None
        return self._mention(hit.start, closed, sense, None, country)

    # -- bodies and offices ---------------------------------------------------------------

    def _named(self, hit: Hit) -> list[Mention]:
        slotted = self._slotted(hit)
        if slotted:
            sense, beside = slotted
            return self._finish(hit.start, beside.end, [sense], beside)
        senses = [s for s in hit.senses if s.kind in (*BODY_KINDS, "office")]
        if COMPOUND.search(self.view.raw, max(0, hit.start - 12), hit.start):
            senses = [s for s in senses if s.id]
        return self._finish(hit.start, hit.end, senses, None) if senses else []

    def _slotted(self, hit: Hit) -> tuple[Sense, Beside] | None:
        """« services | algériens | de renseignement »: an adjective inside the name."""
        heads = [s for s in hit.senses if s.kind == "head"]
        if not heads:
            return None
        beside = self.near.adjective_after(hit.end)
        if beside is None:
            return None
        rest = self.view.search
        for tail, sense in heads[0].tails:
            end = beside.end + 1 + len(tail)
            if rest.startswith(tail, beside.end + 1) and not rest[end : end + 1].strip():
                return sense, Beside(beside.country, end, by_adjective=True)
        return None

    def _finish(self, start: int, end: int, senses: list[Sense], beside: Beside | None) -> list[Mention]:
        end, senses = self.near.parenthesis(start, end, senses)
        if beside is None:
            beside = self.near.country_after(end)
        proper = [s for s in senses if s.id]
        generic = next((s for s in senses if not s.id), None)
        chosen = self._choose(proper, beside, end, generic)
        if chosen:
            alike = self._alike(start, end, generic, beside) if generic else []
            return [self._proper(start, end, chosen, beside), *alike]
        if generic is None:
            return self._undecided(start, end, proper, beside)
        if generic.kind == "office":
            return self._office(start, end, generic, beside)
        return self._generic(start, end, generic, beside)

    def _choose(
        self, proper: list[Sense], beside: Beside | None, end: int, generic: Sense | None
    ) -> Sense | None:
        if not proper:
            return None
        if beside and beside.country:
            same = [s for s in proper if s.country == beside.country]
            if same:
                return same[0]
            if generic:
                return None
        parent = self.near.linked_ids(end)
        for sense in proper:
            if sense.parent in parent:
                return sense
        at_home = [s for s in proper if s.country == self.view.home]
        if at_home:
            return at_home[0]
        if generic and generic.at_home and self.view.home:
            return None
        if len({s.id for s in proper}) == 1:
            return proper[0]
        if self._evidence is None:
            self._evidence = self.view.evidence()
        weigh = {s.id: self._evidence[s.country or ""] + self._evidence[s.parent or ""] for s in proper}
        best = max(proper, key=lambda s: weigh[s.id])
        return best if weigh[best.id] and list(weigh.values()).count(weigh[best.id]) == 1 else None

    def _proper(self, start: int, end: int, sense: Sense, beside: Beside | None) -> Mention:
        if beside and beside.country == sense.country and sense.country not in SHARED_CODES:
            end = beside.end
        following = self.near.linked(end)
        if following and sense.parent and sense.parent in {s.id for s in following.senses}:
            end, _ = self.near.parenthesis(following.start, following.end, list(following.senses))
        end, _ = self.near.parenthesis(start, end, [sense])
        return self._mention(start, end, sense, sense.id, sense.country)

    def _undecided(self, start: int, end: int, proper: list[Sense], beside: Beside | None) -> list[Mention]:
        """A name that several bodies share, and nothing to tell which: no id, the common sector."""
        sectors = {s.sector for s in proper}
        country = beside.country if beside else None
        sense = Sense(
            kind=proper[0].kind,
            name=self.view.raw[start:end],
            sector=sectors.pop() if len(sectors) == 1 else None,
        )
        return [self._mention(start, beside.end if beside else end, sense, None, country)]

    def _office(self, start: int, end: int, sense: Sense, beside: Beside | None) -> list[Mention]:
        if beside:
            first = self._mention(start, beside.end, sense, None, beside.country)
            others = self.near.coordinated(beside) if sense.plural else []
            # « des experts irakiens et nigérians » may be one party; « les experts … » are two, as are
            # « ministres malien et nigérien »
            row = [first.text, *(self.view.raw[s:e] for s, e, _ in others)]
            if all(text.endswith(("s", "x")) for text in row) and not _KNOWN.search(
                self.view.search, 0, start
            ):
                others = []
            return [first, *(self._mention(s, e, sense, None, c) for s, e, c in others)]
        country = None
        following = self.near.linked(end)
        bodies = self._named(following) if following else []
        if bodies and bodies[0].kind != "office":
            country = bodies[0].country
            if sense.body_sector:
                sense = msgspec.structs.replace(sense, sector=bodies[0].sector or sense.sector)
        elif sense.beside:
            return []
        elif sense.at_home and not self.near.unknown_complement(end):
            country = self.view.home
        return [self._mention(start, end, sense, None, country)]

    def _generic(self, start: int, end: int, sense: Sense, beside: Beside | None) -> list[Mention]:
        if beside is None:
            if sense.beside:
                return []
            country, end = self._country_alone(start, end, sense)
            return [self._generic_mention(start, end, sense, country)]
        first = self._generic_mention(start, beside.end, sense, beside.country)
        return [first, *self._alike(start, end, sense, beside)]

    def _alike(self, start: int, end: int, sense: Sense, beside: Beside | None) -> list[Mention]:
        """« les autorités belges et néerlandaises »: those of the other states, of one noun in the plural."""
        if beside is None or not (sense.plural or beside.by_adjective):
            return []
        raw, others = self.view.raw, self.near.coordinated(beside)
        # « garde-côtes togolais et ghanéens »: the adjectives say that they are of several
        row = [raw[: beside.end].rsplit(None, 1)[-1], *(raw[s:e] for s, e, _ in others)]
        several = sense.plural or raw[start:end].split()[0].endswith("s")
        if not several and not all(word.endswith("s") for word in row):
            return []
        return [self._generic_mention(s, e, sense, c) for s, e, c in others]

    def _country_alone(self, start: int, end: int, sense: Sense) -> tuple[str | None, int]:
        """The state of a generic body with no country beside it, and where its words end."""
        home = self.view.home if sense.at_home else None
        if sense.suffix == "CAPITAL" and self._named_capital(end):
            return None, end
        unknown = self.near.unknown_complement(end)
        if unknown and sense.local:
            town = TOWN.match(self.view.raw, unknown)
            place = lookup(town[0], home=self.view.home) if town else None
            return place.country if place else home, town.end() if town else end
        if unknown or INDEFINITE.search(self.view.search[max(0, start - 10) : start - 1]):
            return None, end
        after = self.view.starts.get(end + 1)
        if after and any(s.kind == "adjective" for s in after.senses):
            return None, end
        return home, end

    def _named_capital(self, end: int) -> bool:
        """« la capitale Alger », « la capitale, Alger »: the name says which."""
        following = self.view.starts.get(end + 1) or self.view.starts.get(end + 2)
        return following is not None and any(s.kind == "capital" for s in following.senses)

    def _generic_mention(self, start: int, end: int, sense: Sense, country: str | None) -> Mention:
        suffix = sense.suffix
        if country is None or country in SHARED_CODES or suffix == "-":
            if suffix == "CAPITAL":
                sense = msgspec.structs.replace(sense, kind="capital")
            return self._mention(start, end, sense, None, country)
        if suffix in ("STATE", "CAPITAL"):
            kind: Kind = "capital" if suffix == "CAPITAL" else "body"
            named = Sense(kind=kind, name=self._state_name(country))
            return self._mention(start, end, named, country, country)
        country = _SERVED_BY.get(country, country)
        entry = self.realised.get((country, suffix or ""))
        if entry is None and suffix == "JUNTA":
            suffix = "GOV"
            entry = self.realised.get((country, suffix))
        if entry:
            named = Sense(kind=entry.kind, name=entry.name, sector=entry.sector)
            return self._mention(start, end, named, entry.id, country)
        named = Sense(kind="body", name=f"{sense.name} ({self._state_name(country)})", sector=sense.sector)
        return self._mention(start, end, named, f"{country}.{suffix}", country)

    def _state_name(self, country: str) -> str:
        state = self.entries.get(country)
        return state.name if state else country

    # -- the mention ----------------------------------------------------------------------

    def _mention(
        self,
        start: int,
        end: int,
        sense: Sense,
        entity_id: str | None,
        country: str | None,
    ) -> Mention:
        assert sense.kind != "head" and sense.kind != "block" and sense.kind != "opening"
        mention = Mention(
            start=start,
            end=end,
            text=self.view.raw[start:end],
            id=entity_id,
            country=country,
            sector=sense.sector,
            kind=sense.kind,
            name=sense.name,
        )
        given = GIVEN_ACRONYM.search(mention.text)
        if given and start + given.start(1) not in self.view.starts:
            self._given[given[1]] = mention
        return mention

    def _in_original_offsets(self, mention: Mention) -> Mention:
        start, end = self.view.original(mention.start), self.view.original(mention.end - 1) + 1
        return msgspec.structs.replace(mention, start=start, end=end, text=self.view.text[start:end])


def _shortened(mentions: list[Mention]) -> list[Mention]:
    """Gives « le Bureau central » the id of the one body told before whose name begins so."""
    out: list[Mention] = []
    for mention in mentions:
        if mention.kind == "body" and mention.id is None and mention.name == mention.text:
            begins = key(mention.text) + " "
            told = {m.id: m for m in out if m.id and key(m.text).startswith(begins)}
            if len(told) == 1:
                (full,) = told.values()
                mention = msgspec.structs.replace(
                    mention, id=full.id, country=full.country, sector=full.sector, name=full.name
                )
        out.append(mention)
    return out
