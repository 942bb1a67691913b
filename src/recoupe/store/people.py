"""Who may log in to a workbench, and who is logged in: a file of its own beside the library, for its owner's
eyes only, so that a copy of the library carries neither names nor digests of passwords.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    delete,
    insert,
    select,
    update,
)

from recoupe.errors import InputError
from recoupe.store.connect import BUSY_SECONDS, faults

Role: TypeAlias = Literal["reader", "analyst", "editor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may

IDLE, WHOLE = 8 * 3600, 24 * 3600  # seconds after which a session ends: unused, and in any case
NAMED = "user:"  # what stands before a user's name where a marking or the log names one
_NAME = re.compile(r"[^\W_][\w.-]{0,31}")
_GROUP = re.compile(r"@[\w.-]{1,40}")

_METADATA = MetaData()
_USER = Table(
    "user",
    _METADATA,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # argon2id, as argon2-cffi writes it
    Column("groups", String, nullable=False, server_default=""),
)
_SESSION = Table(
    "session",
    _METADATA,
    Column("token", String, primary_key=True),  # SHA-256 of what the browser holds
    Column("name", String, nullable=False, index=True),
    Column("begun", Integer, nullable=False),  # seconds since 1970
    Column("used", Integer, nullable=False),
)


class User(NamedTuple):
    """Somebody who may log in. ``groups`` (``@name``) are those that markings may name."""

    name: str
    role: Role
    groups: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """How markings and the log name this user."""
        return NAMED + self.name

    @property
    def standing(self) -> str:
        """Role and groups as the log tells them: « analyst, in @desk, @sahel »."""
        return f"{self.role}, in {', '.join(self.groups)}" if self.groups else self.role


class People:
    """The users of one library, and their sessions."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(f"{library.name}.users")
        if not self.path.exists():
            # Made with its permissions, never with others and mended after.
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._engine = create_engine(
            f"sqlite:///{self.path.absolute()}", connect_args={"timeout": BUSY_SECONDS}
        )
        with faults(self.path):
            _METADATA.create_all(self._engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with faults(self.path), self._engine.begin() as connection:
            yield connection

    # -- users ---------------------------------------------------------------------------------

    def users(self) -> list[User]:
        """Every user, by name."""
        with self._open() as connection:
            return [_user(row) for row in connection.execute(select(_USER).order_by(_USER.c.name))]

    def user(self, name: str) -> User | None:
        """The user of that name."""
        found = self._row(name)
        return _user(found) if found else None

    def digest(self, name: str) -> str:
        """What is kept of a user's password; empty for nobody."""
        found = self._row(name)
        return str(found.password) if found else ""

    def _row(self, name: str) -> Row[tuple[str, str, str, str]] | None:
        with self._open() as connection:
            return connection.execute(select(_USER).where(_USER.c.name == plain(name))).first()

    def add(self, name: str, role: Role, digest: str, groups: tuple[str, ...] = ()) -> User:
        """A new user; raises :class:`~recoupe.errors.InputError` where the name will not do or is taken."""
        name = plain(name)
        if not _NAME.fullmatch(name):
            raise InputError(f"{name!r}: a user's name is up to 32 letters, digits, dots and hyphens")
        if self.user(name):
            raise InputError(f"{name}: there is a user of that name already")
        row = {"name": name, "role": _role(role), "password": digest, "groups": " ".join(_groups(groups))}
        with self._open() as connection:
            connection.execute(insert(_USER), row)
        return User(name, role, tuple(_groups(groups)))

    def change(
        self, name: str, *, role: Role | None = None, digest: str = "", groups: tuple[str, ...] | None = None
    ) -> User:
        """Give a user another role, password or groups; whoever is logged in so must log in anew.

        Raises :class:`~recoupe.errors.InputError` where there is no such user, or the last administrator
        would be none.
        """
        new: dict[str, str] = {}
        if role is not None:
            new["role"] = _role(role)
        if digest:
            new["password"] = digest
        if groups is not None:
            new["groups"] = " ".join(_groups(groups))
        with self._open() as connection:
            old = _found(connection, name)
            if role is not None and role != "administrator":
                _not_the_last(connection, old)
            if new:
                connection.execute(update(_USER).where(_USER.c.name == old.name).values(new))
                connection.execute(delete(_SESSION).where(_SESSION.c.name == old.name))
            return _found(connection, name)

    def remove(self, name: str) -> User:
        """Take a user away, and end what sessions they have; what they judged keeps their name.

        Raises :class:`~recoupe.errors.InputError` as :meth:`change` does.
        """
        with self._open() as connection:
            old = _found(connection, name)
            _not_the_last(connection, old)
            connection.execute(delete(_SESSION).where(_SESSION.c.name == old.name))
            connection.execute(delete(_USER).where(_USER.c.name == old.name))
            return old

    def put_back(self, user: User, digest: str) -> User:
        """A user who was removed, as they were; raises as :meth:`add` does."""
        return self.add(user.name, user.role, digest, user.groups)

    # -- sessions ------------------------------------------------------------------------------

    def begin(self, user: User, now: float) -> str:
        """A new session; what the browser is to hold. Only its digest is kept."""
        token = secrets.token_urlsafe(32)
        row = {"token": _digest(token), "name": user.name, "begun": int(now), "used": int(now)}
        with self._open() as connection:
            old = (_SESSION.c.used < int(now) - IDLE) | (_SESSION.c.begun < int(now) - WHOLE)
            connection.execute(delete(_SESSION).where(old))
            connection.execute(insert(_SESSION), row)
        return token

    def who(self, token: str, now: float) -> User | None:
        """Whose session this is, as they are now; None where it ended or never was."""
        if not token:
            return None
        digest = _digest(token)
        with self._open() as connection:
            query = select(_USER, _SESSION.c.begun, _SESSION.c.used)
            query = query.join(_SESSION, _SESSION.c.name == _USER.c.name).where(_SESSION.c.token == digest)
            row = connection.execute(query).first()
            if row is None or row.used < now - IDLE or row.begun < now - WHOLE:
                return None
            if now - row.used > 60:  # a page is not worth a write each
                used = update(_SESSION).where(_SESSION.c.token == digest).values(used=int(now))
                connection.execute(used)
            return _user(row)

    def end(self, token: str) -> None:
        """End a session."""
        with self._open() as connection:
            connection.execute(delete(_SESSION).where(_SESSION.c.token == _digest(token)))


def plain(name: str) -> str:
    """A name as it is kept: composed, and without space around it."""
    return unicodedata.normalize("NFC", name).strip()


def _digest(token: str) -> str:
    """What is kept of a token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _role(role: str) -> str:
    if role not in ROLES:
        raise InputError(f"{role}: a role is {', '.join(ROLES)}")
    return role


def _groups(groups: tuple[str, ...]) -> list[str]:
    for group in groups:
        if not _GROUP.fullmatch(group):
            raise InputError(f"{group}: a group is written @name")
    return sorted(set(groups))


def _found(connection: Connection, name: str) -> User:
    row = connection.execute(select(_USER).where(_USER.c.name == plain(name))).first()
    if row is None:
        raise InputError(f"{name}: there is no user of that name; recoupe user list shows them")
    return _user(row)


def _not_the_last(connection: Connection, old: User) -> None:
    if old.role != "administrator":
        return
    query = select(_USER.c.name).where(_USER.c.role == "administrator", _USER.c.name != old.name)
    if connection.execute(query).first() is None:
        raise InputError(f"{old.name}: is the only administrator; make another one first")


def _user(row: Row[tuple[str, str, str, str]]) -> User:
    groups = tuple(row.groups.split())
    return User(row.name, row.role, groups)
