"""The log as a page: disclosures, markings, judgements, questions, logins, and who saw what is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recoupe.model import Judgement
from recoupe.serve import lists, words
from recoupe.serve.desk import Bench, Room, bench, lang_of, page, with_query
from recoupe.serve.judged import decided
from recoupe.share.reasons import reason
from recoupe.share.words import Lang, reasons
from recoupe.store import shown
from recoupe.store.audit import WORDS, Reading, latest, length, verify
from recoupe.store.chain import Act, Entry
from recoupe.store.people import ROLES

PAGE = 50
MOST = 1_000_000  # rows of a file
COLUMNS = ("number", "at", "act", *WORDS)
# Acts whose words name no record of the library.
_PLAIN = frozenset({"login", "disclosure"})
_ACCOUNT = re.compile(r"A-[a-z2-7]{12}")
_JUDGEMENT = re.compile(r"judgement:? ?(\d+)")
_ARTICLE = re.compile(r"article (.+) \(TLP:")
HIDDEN = "…"
_STANDING = re.compile(rf"(made|now),? ({'|'.join(ROLES)})(?:, in (.+?))?(, with another password)?")
# How the log writes what became of a login and of a user.
LOGINS = ("in", "out", "refused", "changed the password", "removed")


def _asked(request: Request) -> dict[str, str]:
    """What is looked for, as the address has it."""
    return {name: value[:200] for name in ("act", "q") if (value := request.query_params.get(name))}


def _found(request: Request, start: int, most: int) -> tuple[int, list[dict[str, object]]]:
    """How many rows were asked for, and some of them as whoever asks may read them, the latest first."""
    here, asked = bench(request), _asked(request)
    # Whoever may not read a row does not learn either what words are in it.
    within = ("partner",) if here.library.narrowed else WORDS
    sought = asked.get("q", "")
    read_as = _read_as(here, lang_of(request), sought) if sought and not here.library.narrowed else None
    total, rows = latest(
        here.main,
        act=asked.get("act", ""),
        words=sought,
        within=within,
        read_as=read_as,
        start=start,
        most=most,
    )
    return total, _read(here, rows)


def _read_as(here: Bench, lang: Lang, sought: str) -> Reading:
    """Which rows have these words only as the page shows them, in the reader's language."""

    def has(shown_as: str) -> bool:
        return sought.casefold() in shown_as.casefold()

    judgements = {one.number: one for one in here.library.judgements()}
    logins = [key for key in LOGINS if has(words.text(lang, f"audit.logins.{key}"))]
    logins += [
        f"{said}%" for role in ROLES for said in (f"made, {role}", f"now {role}") if has(_login(lang, said))
    ]
    told = [english for english, french in reasons().items() if lang == "fr" and has(french)]
    return Reading(
        lang,
        [one for one in get_args(Act) if has(words.text(lang, f"audit.acts.{one}"))],
        [f"judgement {n}" for n, one in judgements.items() if has(" ".join(_judged(lang, one, judgements)))],
        [*logins, *(re.sub(r"\{\w+\}", "%", one) for one in told)],
    )


def _judged(lang: Lang, one: Judgement, others: Mapping[int, Judgement]) -> tuple[str, str]:
    """What a judgement is called, and what it decided and why."""
    verdict = words.text(lang, f"account.verdicts.{one.verdict}")
    what = f"{words.text(lang, 'audit.acts.judgement')} {one.number} · {verdict}"
    return what, decided(lang, one, others) + (f" · {one.why}" if one.why else "")


def _read(here: Bench, found: Iterable[Entry]) -> list[dict[str, object]]:
    """Rows without the words that tell of what may not be seen here."""
    entries = list(found)
    untold = _untold(here, entries) if here.library.narrowed else set()
    return [
        {
            "number": one.number,
            "at": one.at,
            "act": one.act,
            "partner": one.partner,
            "subject": HIDDEN if one.number in untold else one.subject,
            "detail": HIDDEN if one.number in untold else one.detail,
        }
        for one in entries
    ]


def _views(here: Bench, rows: Iterable[dict[str, object]], lang: Lang) -> list[dict[str, object]]:
    """The rows as they are read: what they tell of by its name, and a way to it."""
    rows = list(rows)
    judgements = {one.number: one for one in here.library.judgements()}
    texts = [f"{row['subject']} {row['detail']}" for row in rows]
    ids = sorted({one for text in texts for one in _ACCOUNT.findall(text)})
    sentences = {one.account: one.sentence.get(lang, "") for one in shown.lines(here.library, ids)}
    docs = sorted({one for row in rows for one in _ARTICLE.findall(str(row["subject"]))})
    numbers = shown.article_numbers(here.library, docs)
    found: list[dict[str, object]] = []
    for row in rows:
        subject, detail = str(row["subject"]), str(row["detail"])
        href, what = "", reason(lang, subject)
        number = _JUDGEMENT.fullmatch(subject)
        if number and (one := judgements.get(int(number[1]))):
            account = next((a for a in _ACCOUNT.findall(detail) if a in sentences), "")
            href = f"/account/{account}#history" if account else ""
            what, detail = _judged(lang, one, judgements)
            row = row | {"partner": row["partner"] or one.by}
        elif account := next((a for a in _ACCOUNT.findall(subject) if a in sentences), ""):
            href, what = f"/account/{account}", subject.replace(f"account {account}", sentences[account])
        elif (article := _ARTICLE.match(subject)) and article[1] in numbers:
            href = f"/article/{numbers[article[1]]}"
        elif row["act"] == "question":
            href, what = f"/requests/{subject}", words.text(lang, "audit.acts.question")
        if row["act"] == "login":
            what, told = what.removeprefix("user:"), _login(lang, detail)
        else:
            told = reason(lang, detail)
        found.append(row | {"subject": what, "detail": told, "href": href})
    return found


def _login(lang: Lang, detail: str) -> str:
    """What became of a login or of a user, as it is read."""
    key = f"audit.logins.{detail}"
    if words.has(lang, key):
        return words.text(lang, key)
    found = _STANDING.fullmatch(detail)
    if found is None:
        return reason(lang, detail)
    begun, role, groups, password = found.groups()
    told = words.text(lang, f"audit.{begun}", role=words.text(lang, f"people.roles.{role}"))
    told += words.text(lang, "audit.in_groups", groups=groups) if groups else ""
    return told + (words.text(lang, "audit.other_password") if password else "")


def _untold(here: Bench, entries: Iterable[Entry]) -> set[int]:
    """The rows whose words tell of what may not be seen here; what they name is looked for at once."""
    named = {one.number: _named(one) for one in entries if one.act not in _PLAIN}
    accounts = {one for names in named.values() for one in names.accounts}
    docs = {one for names in named.values() for one in names.docs}
    there = Names(
        frozenset(one.id for one in shown.accounts(here.library, sorted(accounts))),
        frozenset(shown.article_numbers(here.library, sorted(docs))),
        frozenset(one.number for one in here.library.judgements()),
    )
    # Whatever is named in another way is not told: a row says too little rather than too much.
    return {number for number, names in named.items() if not any(names) or not names.within(there)}


class Names(NamedTuple):
    """Accounts, articles and judgements that a row names."""

    accounts: frozenset[str]
    docs: frozenset[str]
    judgements: frozenset[int]

    def within(self, there: Names) -> bool:
        """Whether each of them is there."""
        return all(own <= others for own, others in zip(self, there, strict=True))


def _named(one: Entry) -> Names:
    text = f"{one.subject} {one.detail}"
    return Names(
        frozenset(_ACCOUNT.findall(text)),
        frozenset(_ARTICLE.findall(one.subject)),
        frozenset(int(number) for number in _JUDGEMENT.findall(text)),
    )


def _page(request: Request) -> Response:
    here, asked = bench(request), _asked(request)
    number = lists.leaf_asked(request)
    total, rows = _found(request, (number - 1) * PAGE, PAGE)
    views = _views(here, rows, lang_of(request))
    checked = request.query_params.get("check") == "yes"
    rows_kept, seal, faults = verify(here.main) if checked else (*length(here.main), [])

    def address(path: str = "/audit", **more: str) -> str:
        return with_query(path, {name: [value] for name, value in (asked | more).items()})

    return page(
        request,
        "audit.html.j2",
        rows=views,
        total=total,
        acts=get_args(Act),
        act=asked.get("act", ""),
        q=asked.get("q", ""),
        narrowed=here.library.narrowed,
        length=rows_kept,
        seal=seal,
        checked=checked,
        faults=faults,
        check=address(check="yes"),
        csv=address("/audit.csv"),
        json=address("/audit.json"),
        leaf=lists.leaf(number, total, PAGE, lambda n: address(page=n)),
    )


def _table(request: Request) -> Response:
    return lists.table(request, "audit", COLUMNS, _found(request, 0, MOST)[1])


ROOM = Room(
    "audit",
    [Route("/audit", _page, name="audit"), Route("/audit.{form:str}", _table, name="audit-table")],
    nav=[("audit", "/audit")],
)
