"""Hit or no hit: how many of a list of names a partner has too, without either showing its list.

Private set intersection by elliptic-curve Diffie-Hellman (Meadows 1986; openmined-psi does it), over
consonant skeletons, so that spellings and scripts fall together. Semi-honest model: both sides keep to the
protocol, and then the asker learns how many of its names have a like there, the partner how many were asked
about, and neither a name. A partner that makes up its list can answer anything, and an asker can ask about
one name: so a person answers, the numbers are bounded, and each question and answer is logged on both sides.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from recoupe.errors import InputError, PackError
from recoupe.share.exchange.ask import Asked, inbox
from recoupe.share.exchange.canonical import b64, unb64
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.marks import Handling, reader_of, today
from recoupe.share.exchange.wire import when
from recoupe.share.handling import may_see
from recoupe.store import exchange as kept

if TYPE_CHECKING:
    from recoupe.store import Library

MOST_NAMES = 500
MOST_A_DAY = 5  # questions of this kind to or from one partner
# One of a million comparisons may be a hit by chance.
_CHANCE = 1e-6
# Fewer consonants than these are shared by too many names.
_LEAST = 4


def elements(names: Iterable[str]) -> list[str]:
    """What is compared of each name: its consonants; names too short to tell anything are left out."""
    from recoupe.resolve.skeleton import key

    return sorted({found for name in names if len((found := key(name)).replace(" ", "")) >= _LEAST})


def held(library: Library, node: str) -> list[str]:
    """What is compared with what a partner asks: the names of our own articles, whoever may see them.

    Of what others sent us, only what that partner may see: that we have the rest is not ours to tell.
    """
    from recoupe.share.names import mentions

    with library.reading() as connection:
        asker = next((one for one in kept.partners(connection) if one.node == node), None)
        handling = Handling(connection)
        kept_back = {
            doc
            for doc, marking in handling.marked().items()
            if not set(marking.originators) <= {handling.node}
            and not (
                asker
                and may_see(marking, reader_of(asker, marking.originators, handling.node), today()).allowed
            )
        }
    texts = set()
    for coded in library.coded():
        if coded.doc in kept_back:
            continue
        for said in coded.statements:
            for entity in mentions(said):
                texts.add(entity.text)
                if entity.id and entity.id.islower():  # a person's id is the usual form of the name
                    texts.add(entity.id.replace("-", " "))
    return elements(texts)


def too_short(names: Iterable[str]) -> int:
    """How many names are left out, as they have too few consonants to tell anything."""
    return sum(bool(name.strip()) and not elements([name]) for name in names)


def request(key: Key, names: Iterable[str]) -> tuple[str, int]:
    """A question about names, and how many; raises ``InputError`` where they are too many or none."""
    wanted = elements(names)
    if not 0 < len(wanted) <= MOST_NAMES:
        raise InputError(
            f"{len(wanted)} names to ask about; 1 to {MOST_NAMES} can be, of four consonants or more"
        )
    salt = os.urandom(16)
    made = _client(key, salt).CreateRequest(wanted)
    return f"{b64(salt)}.{b64(made.SerializeToString())}", len(wanted)


def response(library: Library, asked: Asked) -> tuple[str, str]:
    """The answer to a partner's question; raises where it asks for more than the number."""
    psi = _psi()
    try:
        found = psi.Request()
        found.ParseFromString(unb64(asked.private.partition(".")[2], "the question"))
    except Exception as error:  # the library's own family has no root
        raise PackError(f"{asked.id}: is no question of this kind ({error})") from None
    count = len(found.encrypted_elements)
    if found.reveal_intersection or count != asked.names or not 0 < count <= MOST_NAMES:
        raise PackError(f"{asked.id}: asks for more than a number, or about too many names; not answered")
    mine = held(library, asked.node)
    server = psi.server.CreateWithNewKey(False)
    setup = server.CreateSetupMessage(_CHANCE, asked.names, mine, psi.DataStructure.GCS)
    try:
        done = server.ProcessRequest(found)
    except Exception as error:
        raise PackError(f"{asked.id}: is no question of this kind ({error})") from None
    return b64(setup.SerializeToString()), b64(done.SerializeToString())


def hits(key: Key, asked: Asked) -> int | None:
    """How many of our names a partner may have too; None while it has not answered."""
    psi = _psi()
    reply = next((one for one in reversed(asked.replies) if len(one.private) == 2), None)
    if reply is None:
        return None
    setup, done = psi.ServerSetup(), psi.Response()
    try:
        setup.ParseFromString(unb64(reply.private[0], "the answer"))
        done.ParseFromString(unb64(reply.private[1], "the answer"))
        client = _client(key, unb64(asked.private.partition(".")[0], "the question"))
        return int(client.GetIntersectionSize(setup, done))
    except Exception as error:
        raise PackError(f"{asked.id}: its answer cannot be read ({error}); ask again") from None


def check_rate(library: Library, node: str, ours: bool) -> None:
    """Refuse one more question of this kind to (or answer for) a node than a day allows."""
    since = datetime.now(UTC) - timedelta(days=1)
    if ours:
        times = [one.at for one in inbox(library) if one.ours and one.node == node and one.names]
    else:
        times = [
            reply.at
            for one in inbox(library)
            if not one.ours and one.node == node
            for reply in one.replies
            if reply.private
        ]
    if sum(when(at, "it") > since for at in times) >= MOST_A_DAY:
        raise InputError(f"{MOST_A_DAY} private questions a day and partner are the most; try again tomorrow")


def _client(key: Key, salt: bytes) -> Any:
    # Made anew from the node's key when the answer comes, so that nothing secret is kept meanwhile.
    return _psi().client.CreateFromKey(key.derived(b"recoupe-private-1" + salt), False)


def _psi() -> Any:
    try:
        import private_set_intersection.python as psi
    except ImportError:
        raise InputError("private questions need openmined-psi: pip install 'recoupe[private]'") from None
    return psi
