"""A node's keys and its public card: Ed25519 to sign (RFC 8032), X25519 to be sealed to (RFC 7748).

The keys lie in a file beside the library, readable by its owner only; with a passphrase they are sealed by
scrypt (RFC 7914) and ChaCha20-Poly1305 (RFC 8439). A node's id is a digest of its signing key, so that nobody
can claim another's: whoever knows the id can check the key.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from recoupe.errors import NodeError, PackError
from recoupe.share.exchange.canonical import b64, canonical, short, strictly, unb64, unsigned
from recoupe.store.chain import now

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

_CARD, _KEYS = "recoupe-card/1", "recoupe-keys/1"
_SEALED = b"recoupe-sealed-1\n"
# RFC 7914's parameters for interactive use in 2009 doubled three times: half a second, 128 MB.
_SCRYPT = {"n": 2**17, "r": 8, "p": 1}
_LONGEST_NAME = 60


class Card(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a node shows of itself; signed by the key that it names."""

    recoupe: str = _CARD
    node: str
    name: str
    signing: str
    sealing: str
    at: str
    signature: str = ""

    @property
    def fingerprint(self) -> str:
        """The node's id in groups of four, to read to each other by telephone."""
        letters = self.node.removeprefix("n-")
        return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


class Key:
    """The private half of a node."""

    def __init__(self, name: str, at: str, signing: Ed25519PrivateKey, sealing: X25519PrivateKey) -> None:
        self._signing, self._sealing = signing, sealing
        public, sealed_to = signing.public_key().public_bytes_raw(), sealing.public_key().public_bytes_raw()
        self.node = node_of(public)
        bare = Card(node=self.node, name=name, signing=b64(public), sealing=b64(sealed_to), at=at)
        self.card = msgspec.structs.replace(bare, signature=self.sign(unsigned(msgspec.to_builtins(bare))))

    @classmethod
    def new(cls, name: str) -> Key:
        """Fresh keys."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        return cls(checked_name(name), now(), Ed25519PrivateKey.generate(), X25519PrivateKey.generate())

    def sign(self, raw: bytes) -> str:
        """The signature of these bytes."""
        return b64(self._signing.sign(raw))

    def signed(self, thing: dict[str, Any]) -> bytes:
        """The thing with its signature, as canonical JSON."""
        return canonical({**thing, "signature": self.sign(unsigned(thing))})

    def derived(self, purpose: bytes) -> bytes:
        """32 secret bytes for one purpose, the same each time (HKDF-SHA256 of the signing key)."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
        return hkdf.derive(self._signing.private_bytes_raw())

    def save(self, path: Path, passphrase: str = "") -> None:
        """Write the keys to a new file that its owner alone may read; refuses one that is there."""
        keys = self._signing.private_bytes_raw() + self._sealing.private_bytes_raw()
        salt = os.urandom(16) if passphrase else b""
        body = {
            "recoupe": _KEYS,
            "name": self.card.name,
            "at": self.card.at,
            "salt": b64(salt),
            "keys": b64(_cipher(passphrase, salt).encrypt(bytes(12), keys, None) if passphrase else keys),
        }
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise NodeError(
                f"{path}: holds keys already; a node keeps its keys, so move them away to begin anew"
            ) from None
        with os.fdopen(handle, "wb") as file:
            file.write(canonical(body) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    @classmethod
    def load(cls, path: Path, passphrase: str = "") -> Key:
        """The keys of a file; raises :class:`~recoupe.errors.NodeError`."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        body = _read(path)
        try:
            raw = unb64(body["keys"], "the key")
            salt = unb64(body["salt"], "the salt")
            if salt:
                raw = _cipher(passphrase, salt).decrypt(bytes(12), raw, None)
            if len(raw) != 64:
                raise ValueError
        except InvalidTag:
            raise NodeError(
                f"{path}: the passphrase does not fit; type it again, or set RECOUPE_PASSPHRASE"
            ) from None
        except (KeyError, TypeError, ValueError, PackError):
            raise NodeError(f"{path}: the keys in it are damaged; restore the file from a copy") from None
        signing = Ed25519PrivateKey.from_private_bytes(raw[:32])
        return cls(
            str(body.get("name")), str(body.get("at")), signing, X25519PrivateKey.from_private_bytes(raw[32:])
        )

    def open(self, sealed: bytes) -> bytes:
        """What was sealed to this node; raises :class:`~recoupe.errors.PackError` where it was not."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

        body = sealed[len(_SEALED) :]
        try:
            secret = self._sealing.exchange(X25519PublicKey.from_public_bytes(body[:32]))
            mine = self._sealing.public_key().public_bytes_raw()
            opened: bytes = _shared(secret, body[:32], mine).decrypt(bytes(12), body[32:], _SEALED)
        except (InvalidTag, ValueError):
            raise PackError("it is not sealed to this node, or was changed on the way") from None
        return opened


def is_sealed(raw: bytes) -> bool:
    """Whether these bytes are sealed to somebody."""
    return raw.startswith(_SEALED)


def seal(raw: bytes, card: Card) -> bytes:
    """Bytes that only the node of this card can open: X25519, HKDF-SHA256, ChaCha20-Poly1305."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once, theirs = X25519PrivateKey.generate(), unb64(card.sealing, "the sealing key", 32)
    mine = once.public_key().public_bytes_raw()
    secret = once.exchange(X25519PublicKey.from_public_bytes(theirs))
    # A key is used once, so that the nonce may be nought.
    locked: bytes = _shared(secret, mine, theirs).encrypt(bytes(12), raw, _SEALED)
    return _SEALED + mine + locked


def verify(signing: str, signature: str, raw: bytes) -> bool:
    """Whether the signature is that key's, of these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(unb64(signing, "the signing key", 32))
        key.verify(unb64(signature, "the signature", 64), raw)
    except (InvalidSignature, PackError, ValueError):
        return False
    return True


def node_of(public: bytes) -> str:
    """The id of the node with this signing key."""
    return f"n-{short(b64(public))}"


def read_card(raw: bytes, where: str) -> Card:
    """The card in these bytes; raises :class:`~recoupe.errors.NodeError` where it is none, or not its own."""
    try:
        body = strictly(raw.strip(), "it")
        card = msgspec.convert(body, Card)
        own = node_of(unb64(card.signing, "the signing key", 32)) == card.node
        unb64(card.sealing, "the sealing key", 32)
    except (PackError, msgspec.ValidationError) as error:
        raise NodeError(
            f"{where}: is no card of a node ({error}); ask for the file of recoupe node show"
        ) from None
    if card.recoupe != _CARD or not own or not verify(card.signing, card.signature, unsigned(body)):
        raise NodeError(f"{where}: the card does not fit its own key; ask for it again, by another way")
    checked_name(card.name)
    return card


def checked_name(name: str) -> str:
    """A name that may stand in a list and a log; raises :class:`~recoupe.errors.NodeError`."""
    from recoupe.share.exchange.harmless import harm

    if not name or len(name) > _LONGEST_NAME or name.startswith(("@", "n-")) or (why := harm(name)):
        told = why if name and len(name) <= _LONGEST_NAME and not name.startswith(("@", "n-")) else ""
        raise NodeError(
            f"{name[:_LONGEST_NAME]!r}: is no name for a node{f' ({told})' if told else ''}; "
            f"take up to {_LONGEST_NAME} letters, figures and blanks, not beginning with @ or n-"
        )
    return name


def _read(path: Path) -> dict[str, Any]:
    try:
        loose = stat.S_IMODE(path.stat().st_mode) & 0o077
        raw = path.read_bytes()
    except FileNotFoundError:
        raise NodeError(f"{path}: there are no keys here; recoupe node init makes them") from None
    except OSError as error:
        raise NodeError(f"{path}: cannot be read ({error.strerror}); check the permissions") from None
    if loose and os.name == "posix":
        raise NodeError(f"{path}: others than its owner may read it; chmod 600 {path}")
    try:
        body = strictly(raw.strip(), "it")
    except PackError as error:
        raise NodeError(f"{path}: is no key file ({error}); restore it from a copy") from None
    if body.get("recoupe") != _KEYS:
        raise NodeError(f"{path}: is no key file of this version of recoupe; restore it from a copy")
    return body


def needs_passphrase(path: Path) -> bool:
    """Whether the keys of a file are sealed by a passphrase."""
    return bool(_read(path).get("salt"))


def _cipher(passphrase: str, salt: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, **_SCRYPT).derive(passphrase.encode()))


def _shared(secret: bytes, once: bytes, theirs: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_SEALED + once + theirs).derive(secret)
    return ChaCha20Poly1305(derived)
