"""The words beside a body in a view: its state, its acronym, what « de » ties to it."""

from __future__ import annotations

from msgspec import Struct

from recoupe.resolve.forms import Sense
from recoupe.resolve.mention import Hit, View
from recoupe.resolve.nearby import (
    ACRONYM,
    AND,
    LINK,
    PARENTHESIS,
    UNKNOWN_COMPLEMENT,
    abbreviates,
    modifier,
    plain,
)

PLACE_KINDS = ("state", "capital", "metonym")
BODY_KINDS = ("body", "group", "forum")


class Beside(Struct, frozen=True):
    """A country named next to a body: where its words end, and whether others follow it."""

    country: str | None
    end: int
    by_adjective: bool = False


class Neighbours:
    """Answers about the words next to a place in one view."""

    def __init__(self, view: View) -> None:
        self.view = view

    def at_home(self, senses: list[Sense]) -> Sense:
        return next((s for s in senses if s.country == self.view.home), senses[0])

    def linked_ids(self, end: int) -> set[str | None]:
        """Ids of the body named after « de »: « Commission de la Cédéao »."""
        following = self.linked(end)
        return {s.id for s in following.senses if s.id} if following else set()

    def linked(self, end: int) -> Hit | None:
        link = LINK.match(self.view.raw, end)
        return self.view.starts.get(link.end()) if link else None

    def unknown_complement(self, end: int) -> int | None:
        """Where the capitalised complement of a body begins, when it is no known state."""
        link = UNKNOWN_COMPLEMENT.match(self.view.raw, end)
        return link.end() if link else None

    def parenthesis(self, start: int, end: int, senses: list[Sense]) -> tuple[int, list[Sense]]:
        """Takes in « (BCIJ) » after a name, and keeps the senses that the two share."""
        match = PARENTHESIS.match(self.view.raw, end)
        if match is None or senses[0].kind not in BODY_KINDS:
            return end, senses
        inside = self.view.starts.get(match.start(1))
        if inside and inside.end == match.end(1):
            ids = {s.id for s in inside.senses if s.id}
            shared = [s for s in senses if s.id in ids]
            if shared:
                return match.end(), shared
            if ids and all(s.id for s in senses):
                return end, senses
        if ACRONYM.fullmatch(match[1]) and abbreviates(match[1], self.view.search[start:end]):
            return match.end(), senses
        return end, senses

    def adjective_after(self, end: int) -> Beside | None:
        if not self.view.raw[end : end + 1].isspace() or self.view.raw[end] == "\n":
            return None
        hit = self.view.starts.get(end + 1)
        senses = [s for s in hit.senses if s.kind == "adjective" and s.country] if hit else []
        if not hit or not senses:
            return None
        return Beside(self.at_home(senses).country, hit.end, by_adjective=True)

    def country_after(self, end: int) -> Beside | None:
        """« malienne », « du Niger », « de transition malien » after a body."""
        found = self.adjective_after(end) or self.state_after(end)
        if found:
            return found
        skipped = modifier().match(self.view.search, end)
        if skipped and plain(self.view.raw[end : skipped.end()]):
            return self.adjective_after(skipped.end()) or self.state_after(skipped.end())
        return None

    def state_after(self, end: int) -> Beside | None:
        hit = self.linked(end)
        senses = [s for s in hit.senses if s.kind in PLACE_KINDS] if hit else []
        if not hit or not senses:
            return None
        return Beside(self.at_home(senses).country, hit.end)

    def coordinated(self, first: Beside) -> list[tuple[int, int, str | None]]:
        """The other states of « les ministères marocain, espagnol et français »."""
        kinds = ("adjective",) if first.by_adjective else PLACE_KINDS
        out: list[tuple[int, int, str | None]] = []
        end = first.end
        while link := AND.match(self.view.raw, end):
            hit = self.view.starts.get(link.end())
            senses = [s for s in hit.senses if s.kind in kinds and s.country] if hit else []
            if not hit or not senses:
                break
            out.append((hit.start, hit.end, self.at_home(senses).country))
            end = hit.end
        return out
