"""What each role may do at the workbench, door by door. Alone, without logins, everything is allowed.

A route that is not named here is an administrator's: forgetting one locks a door, it never opens one.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from recoupe.store.people import ROLES, Role, User

Needed: TypeAlias = Role | Literal["anybody"]

# Without a login: what the page of the login itself needs.
_ANYBODY = ("static", "login", "log-in", "settings")
# Looking, and taking away what is looked at.
_READER = (
    "home", "accounts", "over-time", "account", "account-json", "account-table", "account-why", "at",
    "compare", "compare-table", "article", "article-json", "article-table", "aside-table", "stated-table",
    "differences",
    "search", "search-table",
    "ledgers", "ledger-table", "ledger", "coverage", "coverage-table", "entity", "names", "names-table",
    "deeds-table", "with-whom-table", "network", "network-table", "map", "map-table",
    "sources", "sources-table", "relays",
    "briefs", "briefs-table", "brief", "log-out", "password", "set-password",
)  # fmt: skip
# Deciding what is so, and writing of it.
_ANALYST = (
    "judge", "judge-names", "judge-pair",
    "review", "review-one", "decide", "undo-review", "gold", "lexicon", "proposals",
    "keep-search", "forget-search", "compose", "make-brief", "edit-brief", "forget-brief", "brief-back",
    "export-brief",
)  # fmt: skip
# What comes into the library, from whom, and how far they are trusted; questions to and from partners.
_EDITOR = (
    "bring-in", "upload", "paste", "job", "jobs-table", "stop", "set-reliability",
    "remove", "remove-article", "removed", "put-back",
    "groupings", "set-groupings", "feeds", "feeds-table", "add-feed", "change-feed", "run-feeds",
    "requests", "requests-table", "request", "ask", "answer", "close-request", "reopen-request",
    "partners", "partners-table",
)  # fmt: skip
# Who may do what, and what was done.
_ADMINISTRATOR = (
    "people", "people-table", "add-user", "change-user", "remove-user",
    "put-user-back", "audit", "audit-table"
)  # fmt: skip

NEEDED: dict[str, Needed] = {
    **dict.fromkeys(_ANYBODY, "anybody"),
    **dict.fromkeys(_READER, "reader"),
    **dict.fromkeys(_ANALYST, "analyst"),
    **dict.fromkeys(_EDITOR, "editor"),
    **dict.fromkeys(_ADMINISTRATOR, "administrator"),
}


def needed(route: str) -> Needed:
    """The least role that a route asks for."""
    return NEEDED.get(route, "administrator")


def may(user: User | None, route: str) -> bool:
    """Whether somebody may go through the door of a route; None is somebody who is not logged in."""
    role = needed(route)
    if role == "anybody":
        return True
    return user is not None and ROLES.index(user.role) >= ROLES.index(role)
