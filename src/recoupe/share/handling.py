"""Who may see a thing: its marking, and the one function that every door asks.

The levels are those of the Traffic Light Protocol 2.0 (FIRST, 2022). A *door* is whatever lets a record out:
an export, a bundle for a partner, a server. None decides by itself; each calls :func:`may_see`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import force_setattr

from recoupe.errors import HandlingError
from recoupe.model import IsoDate

Level: TypeAlias = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
LEVELS: tuple[Level, ...] = get_args(Level)  # from the loosest to the strictest
_NAMED = LEVELS.index("AMBER")  # from here on, only those named see it


class Marking(Struct, frozen=True, kw_only=True):
    """How a record is to be handled.

    ``originators`` made it, or made what it is derived from; they alone may loosen it, together.
    ``releasable_to`` names readers and groups of readers: None is no limit beyond the level (from AMBER on,
    the originator alone), an empty one is nobody. ``expires`` is the last day (UTC) on which it may go out.
    """

    level: Level
    originators: tuple[str, ...] = ()
    releasable_to: tuple[str, ...] | None = None
    expires: IsoDate | None = None

    def __post_init__(self) -> None:
        # One way to write one marking, so that equal ones have equal signatures.
        force_setattr(self, "originators", tuple(sorted(set(self.originators))))
        if self.releasable_to is not None:
            force_setattr(self, "releasable_to", tuple(sorted(set(self.releasable_to))))
        if self.expires is not None:
            try:
                date.fromisoformat(self.expires)
            except ValueError:
                raise ValueError(f"{self.expires} is no day; write it as YYYY-MM-DD") from None

    @property
    def audience(self) -> frozenset[str] | None:
        """The readers and groups that are named; None where the level alone decides."""
        if self.releasable_to is not None:
            return frozenset(self.releasable_to)
        if LEVELS.index(self.level) < _NAMED:
            return None
        # What several made together, and none of them released, goes to none.
        return frozenset(self.originators) if len(self.originators) == 1 else frozenset()


class Reader(Struct, frozen=True, kw_only=True):
    """Somebody on the other side of a door.

    ``member``: belongs to the community, as every trusted partner does. ``groups`` the reader is in;
    ``client_of``: bodies whose client the reader is, whom AMBER (not AMBER+STRICT) lets pass it on to.
    """

    name: str
    groups: frozenset[str] = frozenset()
    client_of: frozenset[str] = frozenset()
    member: bool = True


# Anyone at all: what is published.
PUBLIC = Reader(name="", member=False)


class Decision(NamedTuple):
    """Whether the reader may see it, and why, in words for the person at the door."""

    allowed: bool
    why: str


def press(originator: str = "") -> Marking:
    """The marking of press text, and of what it says: anyone may see it. ``originator`` coded it."""
    return Marking(level="CLEAR", originators=(originator,) if originator else ())


def judgement(originator: str) -> Marking:
    """The marking of a judgement or note, unless its author says otherwise: not beyond their own house."""
    return Marking(level="AMBER+STRICT", originators=(originator,))


def may_see(marking: Marking, reader: Reader, at: date) -> Decision:
    """Whether ``reader`` may see what is so marked on the day ``at`` (UTC). Nothing else decides this."""
    if marking.expires is not None and at > date.fromisoformat(marking.expires):
        return Decision(False, f"expired on {marking.expires}")
    level, audience = marking.level, marking.audience
    if level != "CLEAR" and not reader.member:
        return Decision(False, f"TLP:{level} is not for the public")
    if audience is None:
        return Decision(True, f"TLP:{level}")
    if not audience:
        return Decision(False, f"TLP:{level}, releasable to nobody")
    shared = sorted(audience & _names(reader, level))
    if not shared:
        named = "; RED goes to readers named themselves, not to groups" if level == "RED" else ""
        return Decision(False, f"TLP:{level}, not releasable to this reader{named}")
    return Decision(True, f"TLP:{level}, releasable to {shared[0]}")


def _names(reader: Reader, level: Level) -> frozenset[str]:
    """By what names a reader counts as named, at this level."""
    if not reader.name:
        return frozenset()
    own = frozenset({reader.name})
    if level == "RED":
        return own
    return own | reader.groups if level == "AMBER+STRICT" else own | reader.groups | reader.client_of


def strictest(markings: Iterable[Marking]) -> Marking:
    """The marking of what is made from things so marked: whoever may see it may see every one of them.

    The highest level, the readers named in all, the first expiry, and all originators. Nothing at all is
    CLEAR. Where one names a group and another one of its members, none is in both, and it goes to nobody:
    too strict rather than too loose, since who is in a group is known at the door only.
    """
    level = 0
    originators: set[str] = set()
    audience: frozenset[str] | None = None
    expires: str | None = None
    for one in markings:
        level = max(level, LEVELS.index(one.level))
        originators.update(one.originators)
        if one.audience is not None:
            audience = one.audience if audience is None else audience & one.audience
        if one.expires is not None:
            expires = one.expires if expires is None else min(expires, one.expires)
    return Marking(
        level=LEVELS[level],
        originators=tuple(originators),
        releasable_to=None if audience is None else tuple(audience),
        expires=expires,
    )


def looser(new: Marking, old: Marking) -> str:
    """In what ``new`` lets out more than ``old``, in words; empty where in nothing."""
    if LEVELS.index(new.level) < LEVELS.index(old.level):
        return f"TLP:{new.level} is looser than TLP:{old.level}"
    if old.audience is not None and (new.audience is None or new.audience - old.audience):
        return "it would be releasable to more readers"
    if old.expires is not None and (new.expires is None or new.expires > old.expires):
        return f"it would expire after {old.expires}"
    if set(old.originators) - set(new.originators):
        return "an originator would no longer be named"
    return ""


def remark(old: Marking, new: Marking, by: str) -> Marking:
    """``new`` in place of ``old``, as ``by`` wants it.

    Raises :class:`~recoupe.errors.HandlingError` where it is looser and ``by`` is not its only originator:
    anyone may tighten, only who made a thing may loosen it.
    """
    if old.originators != (by,) and (more := looser(new, old)):
        whose = ", ".join(old.originators) or "nobody named"
        raise HandlingError(
            f"{more}; only its originator may do that ({whose}); ask them, or tighten it instead"
        )
    return new
