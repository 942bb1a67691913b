"""What a reader sets for their own browser: the language, and light or dark."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from recoupe.serve.desk import YEAR, Room, field_of, local, post, to


def _set(request: Request, form: FormData) -> Response:
    answer = to(local(form.get("back")))
    for name, values in (("lang", ("en", "fr")), ("theme", ("auto", "light", "dark"))):
        if (chosen := field_of(form, name)) in values:
            answer.set_cookie(f"recoupe_{name}", chosen, max_age=YEAR, httponly=True, samesite="strict")
    return answer


ROOM = Room("settings", [post("/settings", _set, "settings")])
