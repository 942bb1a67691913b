"""Logging in and out, one's own password, and, for administrators, who may log in at all."""

from __future__ import annotations

import time
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from recoupe.serve import guard, lists
from recoupe.serve.desk import Room, bench, field_of, local, page, post, to
from recoupe.serve.passwords import SHORTEST, digest_of, logged_in
from recoupe.store.people import ROLES, User, plain

_HELD = 50  # users who were removed and can be put back until the workbench is closed
_LONG = 2000  # code points of a password that are read


def _team(request: Request) -> Any:
    return request.app.state.bench.team


def _user(request: Request) -> User:
    found: User = request.state.user
    return found


def _login(request: Request) -> Response:
    if request.state.user is not None:
        return RedirectResponse(local(request.query_params.get("next")), 303)
    return _login_page(request, request.query_params.get("next"), 200, "")


def _login_page(request: Request, wanted: object, status: int, told: str, **more: object) -> Response:
    return page(
        request,
        "login.html.j2",
        status,
        told=told,
        nobody=not _team(request).people.users(),
        wanted=local(wanted),
        **more,
    )


def _log_in(request: Request, form: FormData) -> Response:
    team = _team(request)
    name, password = plain(field_of(form, "name", 100)), _password(form, "password")
    address = request.client.host if request.client else ""
    counted = list(zip(team.tries, (f"{name} {address}", address, name), strict=True))
    if wait := max(tries.wait(who) for tries, who in counted):
        minutes = int(wait // 60) + 1
        answer = _login_page(request, form.get("next"), 429, "many", minutes=minutes)
        answer.headers["Retry-After"] = str(int(wait) + 1)
        return answer
    user = logged_in(team.people, name, password)
    if user is None:
        for tries, who in counted:
            tries.fail(who)
        # What else was typed as a name may be somebody's password. That somebody was refused is logged all
        # the same: no answer comes sooner for a name that nobody has.
        bench_log(request, team.people.user(name), "refused")
        return _login_page(request, form.get("next"), 403, "wrong")
    team.people.end(request.cookies.get(team.cookie, ""))  # whoever was logged in here before
    bench_log(request, user, "in")
    answer = RedirectResponse(local(form.get("next")), 303)
    secure = request.url.scheme == "https"
    token = team.people.begin(user, time.time())
    answer.set_cookie(team.cookie, token, httponly=True, samesite="strict", path="/", secure=secure)
    answer.delete_cookie(guard.CSRF, path="/")  # a token from before the login is worth nothing after it
    return answer


def bench_log(request: Request, user: User | None, what: str) -> None:
    """Log that somebody logged in or out, or was refused; None for a name that nobody has."""
    _team(request).whole.library.log("login", partner=user.named if user else "", detail=what)


def _password(form: FormData, name: str) -> str:
    given = form.get(name)
    return given[:_LONG] if isinstance(given, str) else ""


def _log_out(request: Request, form: FormData) -> Response:
    team = _team(request)
    team.people.end(request.cookies.get(team.cookie, ""))
    bench_log(request, _user(request), "out")
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(team.cookie, path="/")
    return answer


def _own(request: Request) -> Response:
    return page(request, "password.html.j2", shortest=SHORTEST)


def _set_own(request: Request, form: FormData) -> Response:
    team, user = _team(request), _user(request)
    address = request.client.host if request.client else ""
    tries, who = team.tries[0], f"{user.name} {address}"
    if tries.wait(who):
        raise HTTPException(429, "faults.many_tries")
    if logged_in(team.people, user.name, _password(form, "old")) is None:
        tries.fail(who)
        raise HTTPException(422, "faults.wrong_password")
    new = _password(form, "new")
    if new != _password(form, "again"):
        raise HTTPException(422, "faults.not_alike")
    team.people.change(user.name, digest=digest_of(new))
    bench_log(request, user, "changed the password")
    return RedirectResponse("/login", 303)


def _people(request: Request) -> Response:
    found = _team(request).people.users()
    gone = request.query_params.get("name", "")
    gone = gone if gone in _team(request).removed else ""
    return page(request, "people.html.j2", users=found, roles=ROLES, shortest=SHORTEST, gone=gone)


def _table(request: Request) -> Response:
    rows: list[dict[str, object]] = [
        {"name": one.name, "role": one.role, "groups": " ".join(one.groups)}
        for one in _team(request).people.users()
    ]
    return lists.table(request, "people", ("name", "role", "groups"), rows)


def _add(request: Request, form: FormData) -> Response:
    name, role = field_of(form, "name", 100), field_of(form, "role", 20)
    made = _team(request).people.add(name, role, digest_of(_password(form, "password")), _groups(form))
    _told(request, made, f"made, {made.standing}")
    return to("/people", said="user_made")


def _change(request: Request, form: FormData) -> Response:
    name, role = field_of(form, "name", 100), field_of(form, "role", 20)
    password = _password(form, "password")
    digest = digest_of(password) if password else ""
    made = _team(request).people.change(name, role=role, digest=digest, groups=_groups(form))
    _told(request, made, f"now {made.standing}{', with another password' if digest else ''}")
    return to("/people", said="user_changed")


def _remove(request: Request, form: FormData) -> Response:
    team, name = _team(request), field_of(form, "name", 100)
    digest = team.people.digest(name)
    gone = team.people.remove(name)
    team.removed[gone.name] = gone, digest
    while len(team.removed) > _HELD:
        team.removed.popitem(last=False)
    _told(request, gone, "removed")
    return to("/people", said="user_removed", name=gone.name)


def _put_back(request: Request, form: FormData) -> Response:
    """A user whom somebody just removed, with the role, the groups and the password that they had."""
    team, name = _team(request), field_of(form, "name", 100)
    if name not in team.removed:
        raise HTTPException(422, "faults.no_user")
    made = team.people.put_back(*team.removed[name])
    del team.removed[name]
    _told(request, made, f"made, {made.standing}")
    return to("/people", said="user_made")


def _told(request: Request, user: User, what: str) -> None:
    by = _user(request).named
    bench(request).main.log("login", partner=by, subject=user.named, detail=what)


def _groups(form: FormData) -> tuple[str, ...]:
    return tuple(field_of(form, "groups", 500).replace(",", " ").split())


ROOM = Room(
    "people",
    [
        Route("/login", _login, name="login"),
        post("/login", _log_in, "log-in"),
        post("/logout", _log_out, "log-out"),
        Route("/password", _own, name="password"),
        post("/password", _set_own, "set-password"),
        Route("/people", _people, name="people"),
        Route("/people.{form:str}", _table, name="people-table"),
        post("/people", _add, "add-user"),
        post("/people/change", _change, "change-user"),
        post("/people/remove", _remove, "remove-user"),
        post("/people/put-back", _put_back, "put-user-back"),
    ],
    nav=[("people", "/people")],
)
