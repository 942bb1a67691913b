"""What stands beside a name: a public office, or what shows a private person.

An office counts where the text sets it right before or after the name (« le ministre mauritanien de
l'Intérieur, … », « …, procureur fédéral », « la Garde civile, que dirige … »). Who is named beside a word for
a suspect, a witness, a relative or a trade (« son cousin, … », « l'avocat … ») is private; so are soldiers
and policemen of no rank. An office that groups have as well (« émir », « commandant ») counts only where
nothing private stands beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.resolve.fold import fold
from recoupe.share.export.beside import either, forms, heads

if TYPE_CHECKING:
    from recoupe.resolve.mention import Mention

# Sectors whose members act for a public body (PLOVER codes), parties among them.
OFFICE = frozenset({"GOV", "COP", "SPY", "MIL", "JUD", "LEG", "PTY", "OPP"})
# « Countries » of international bodies: who holds an office there holds a public one.
_INTERNATIONAL = frozenset({"UNO", "EUR", "IGO"})
# How far before and after a name its office may stand, in characters.
_REACH = 110

# Who is no holder of an office, in a text that is folded (no accents, a blank for a hyphen).
_KIN = rf"(?:(?:{either('kin-before')}) )?(?:{either('kin')})"
_PRIVATE = rf"(?:{_KIN}|{either('trades', 'accused')})"
# One of these begins every mention of a private person: most texts hold none.
_BEGINS = heads("kin-before", "kin", "trades", "accused", "before")
_KIN_ENDS = frozenset(form.rpartition(" ")[2] for form in forms("kin"))
_TOKEN = re.compile(r"[a-z]+(?:(?<=[cdjlmnst])')?")
_ROLE = re.compile(rf"\b(?:{_PRIVATE}|{either('before')}) $")
# « son cousin, … », « une habitante du quartier, … », « leur informateur présumé, … »
_ROLE_APART = re.compile(
    rf"\b{_PRIVATE}(?: (?!et\b|a\b|ont\b|est\b|sont\b)[a-z']+){{0,5}}"
    r"(?:, (?:l[ea] |l')?(?:[a-z]+ )??(?:[a-z]+ et )?| )$"
)
_OWN_FAMILY = re.compile(rf"\b(?:son|sa|ses|leurs?|mon|ma|mes) (?:[a-z]+ )?(?:{_KIN}),? $")
_FAMILY = re.compile(rf"\b(?:{_KIN})(?: (?!et\b|a\b|ont\b|est\b|sont\b)[a-z']+){{0,3}},? $")
_BELONGS = re.compile(rf"\b{_PRIVATE}(?: [a-z]+)? (?:du|de la|de l'|d'une?|de son|de sa|de leur|de|des) ?$")
_AGE = r"(?:\d\d?|(?:dix|vingt|trente|quarante|cinquante|soixante)(?: et un| [a-z]+)*) ans\b"
_ROLE_AFTER = re.compile(
    rf"[ \n]*[,(] ?(?:age?e? de )?{_AGE}"
    r"|[ \n]*[,(] ?nee? (?:a|en|le|au|aux|vers)\b"
    r"|,? ?(?:alias|dite?|surnommee?) (?:« ?|\"|l[ea] )?"
    rf"|[ \n]*[,(] ?(?:(?:une?|l[ea]|l'|son|sa|leur|ancien|ancienne|jeune|simple|autre|seule?|principale?"
    rf"|presumee?) ?){{0,3}}{_PRIVATE}\b"
    rf"|, (?:{either('undergone')})\b"
)
# What a person does or undergoes: shows that a name is one of a person.
_ACTS = re.compile(
    r" (?:(?:a|avait|aurait) (?:ete|declare|dit|explique|affirme|raconte|reconnu|nie|plaide|avoue|confie"
    r"|temoigne)"
    r"|est (?:accuse|mort|decede|juge|poursuivi|soupconne|recherche)|s'est (?:rendu|evade)"
    r"|(?:aurait|avait|sera|serait|reste|etait) (?:ete|arrete|juge|condamne|detenu)|purge|comparait)e?\b"
)
_COUNTRYMAN = re.compile(r"(?:^|[ ,])(?:l[ea]s? |l'|aux? |du )(?:[a-z]+ )$")

# Of no rank; whoever bears one of these holds no office by it.
_NO_RANK = re.compile(rf"(?:{either('no-rank')}|(?:{either('no-rank-words')})\b)")
# Groups have these too.
_LOOSE = re.compile(rf"(?:{either('loose')})\b")
_AT_SEA_TOO = re.compile(either("at-sea-too"))
_AT_SEA = re.compile(rf"\b(?:{either('at-sea')})\b")
# Heads of offices that no list has, and what they are of: « directeur exécutif d'Afripol ».
_HEAD = re.compile(
    rf"\b(?:(?:vice|sous|co|ex) )?(?P<head>(?P<public>{either('public-heads')})|{either('heads')})\b"
)
_DEPUTY = re.compile(rf"(?:{either('deputies')})\b")
_OF_THE_STATE = re.compile(rf"\b(?:{either('of-the-state')})\b")
_OF_OTHERS = re.compile(rf"\b(?:{either('of-others')})\b")
# What never stands between an office and its holder.
_APART = re.compile(
    r"[.;:!?«»\"\n]|\b(?:ont|est|sont|etait|avait|qui|que|qu'|dont|contre|avec|par(?! interim)|et(?! d"
    r"| [a-z]+, )|ou|sera|va|lors"
    r"|apres|avant|mais|ni|comme|sans|selon|vers|envers|chez|devant)\b"
)
_HAS = re.compile(r"(?<![\w’'-])a(?![\w’'-])")  # the verb, which folding makes one with « à »
# Besides bodies, offices and countries, what may stand between an office and the name of who holds it.
_BETWEEN = re.compile(
    r"(?:[\s,()\u00a0’']|\bdepuis(?: \w+){1,3}|\b(?:de|du|des|d|la|le|les|l|a|au|aux|en|et(?= d)|m|mm|mme|dr"
    r"|son excellence|sa majeste|general|generale|adjoint|adjointe|delegue|deleguee|charge|chargee|actuel"
    r"|actuelle|nouveau"
    r"|nouvelle|alors|chef|principal|regional|regionale|national|federal|federale|executif|executive"
    r"|permanent|permanente"
    r"|basque|catalan|catalane|corse|kabyle|sahraoui|sahraouie|nationale|sortant|sortante|interieur"
    r"|justice|defense|affaires"
    r"|etrangeres|securite|police)\b\.?)*"
)
_AT_THE_HEAD = re.compile(
    r"\b(?:a|prend|pris|prendra) la (?:tete|direction) (?:du |de |de la |de l'|des |d')$"
)
_LED_BY = re.compile(
    r"[ ,()A-Za-z]{0,24}\b(?:que (?:dirige|preside|commande|conduit)(?:nt)?|(?:dirigee?|presidee?"
    r"|commandee?)s? par)\b"
)
_LEADS = re.compile(
    r"[ \n]*,? (?:qui |lequel |laquelle )?(?:cumule |prend |assure )?(?:dirige|preside|commande|conduit"
    r"|represente|dirigeait|presidait"
    r"|la direction|la presidence|a la tete)\b(?: aussi| deja| depuis \w+ \w+)? (?:du |de la |de l'|des "
    r"|d'|l[ae] |l'|les )?"
)
_COUNTERPART = re.compile(r"\bhomologues?\b")
_STYLED = re.compile(r"\b(?:(?:son|leur) excellence|sa majeste|son altesse(?: royale)?|s\. ?e\.|s\. ?m\.) ")
_SUCCEEDS = re.compile(
    r"\b(?:succede(?:ra|rait)? (?:a |au |a la |a l')|a la (?:place|suite) (?:de |d'|du )"
    r"|(?:il|elle) remplace(?:ra)? )"
    r"(?:[a-z]+ )?$"
)
_APPOSED = re.compile(
    r"[\s\u00a0]*[,(][\s\u00a0]*(?:(?:le|la|l'|un|une|son|sa|leur|actuel|actuelle|nommee?|vice|sous|ex) ?)*"
)
_TO_HOME = re.compile(r"\b(?:(?:son|sa|leurs?|ses)(?: propre)?|dont l[ea]|dont l')$")
# A name that closes an apposition: a comma, a bracket, another holder of an office; never its own verb.
_CLOSED = re.compile(r"[\s\u00a0]*(?:[,.;:)(!?»–\n]|$|et (?:son|sa|leur|l[ea]s? |l'|mme|m\.))")
_WITH_NEXT = re.compile(r"[ \u00a0]et [A-ZÀ-Þ]")
# « Présentés au procureur du roi, Karim Benali et … »: what begins so is said of the name.
_BEGINS_ASIDE = re.compile(
    r"(?:^|[.!?\n«])[ «\u00a0]*(?:Devant|Face|Auprès|Entendu|Reçu|Remis|Conduit|Traduit|Mis|Poursuivi"
    r"|[A-ZÀ-Þ][\w-]+é)(?:e?s?)\b[^.!?\n]*$"
)
_AFTER_COMMA = re.compile(r",[ \u00a0](?:[Ll][ea] |[Ll]['’])$")
_ANOTHER = re.compile(r"[\s\u00a0]*, (?:M\.|Mme|[Ll]es? |[Ll]a |[Ll]['’]|[Ii]ls? |[Ee]lles? |[A-ZÀ-Þ])")
_PLURAL = re.compile(
    r"\b(?:presidents|ministres|ambassadeurs|generaux|procureurs|gouverneurs|chefs|directeurs|commissaires)\b"
)


class Standing(IntEnum):
    """How surely a text sets a public office beside a name."""

    OTHER = -1  # an office, but of no public body: « le président de l'association »
    NONE = 0
    LOOSE = 1  # one that groups have as well
    OFFICE = 2
    SHARED = 3  # of several: « les ministres de la Justice, A et B »


def public(sector: str | None, country: str | None) -> bool:
    """Whether a sector, or the body's country, is one of public office."""
    return sector in OFFICE or country in _INTERNATIONAL


def follows_role(plain: str) -> bool:
    """Whether a folded text ends in a word after which a private person is named: « l'avocat »."""
    return bool(_ROLE.search(plain))


def follows_family(plain: str) -> bool:
    """Whether a folded text ends in a relative's mention, after which a first name stands alone."""
    return bool(_FAMILY.search(plain))


def follows_own_family(plain: str) -> bool:
    """Whether a folded text ends in « sa fille, », after which any word with a capital is a name."""
    return bool(_OWN_FAMILY.search(plain))


def private(text: str, start: int, end: int) -> bool:
    """Whether what stands beside the name ``text[start:end]`` shows a private person."""
    before = fold(text[max(0, start - 60) : start])
    if not _BEGINS.isdisjoint(_TOKEN.findall(before)) and (
        _ROLE_APART.search(before) or _ROLE.search(before)
    ):
        return True
    return bool(_ROLE_AFTER.match(fold(text[end : end + 40])))


def kin(word: str) -> bool:
    """Whether a mention of a relative may end in this word, folded."""
    return word in _KIN_ENDS


def person(text: str, start: int, end: int) -> bool:
    """Whether what stands beside a name shows that it is one of a person."""
    return private(text, start, end) or bool(_ACTS.match(fold(text[end : end + 40])))


@lru_cache(maxsize=20_000)
def standing(text: str, start: int, end: int) -> Standing:
    """The office that stands right before or after the name ``text[start:end]``."""
    left = max(0, start - _REACH)
    return _standing(text[left : end + _REACH], start - left, end - left)


@lru_cache(maxsize=20_000)
def _standing(window: str, start: int, end: int) -> Standing:
    from recoupe.resolve.names import names

    found, plain = names().find(window), fold(window)
    if _STYLED.search(plain, max(0, start - 24), end):
        return Standing.OFFICE
    blank = plain
    for one in found:
        blank = blank[: one.start] + " " * (one.end - one.start) + blank[one.end :]
    for begins, holder, strength in _holders(found, plain):
        near = holder <= start and window.count(",", holder, start) <= 2
        if (
            near
            and _BETWEEN.fullmatch(blank, holder, start)
            and _holds(window, plain, (begins, holder), start, end, strength is Standing.SHARED)
        ):
            return strength
    headed, after = _by_head(window, plain, found, start, end), _after(plain, found, end)
    if headed <= Standing.NONE and after is Standing.NONE:
        return Standing.LOOSE if _SUCCEEDS.search(plain, 0, start) else headed
    return max(headed, after)


def _holders(found: Sequence[Mention], plain: str) -> list[tuple[int, int, Standing]]:
    """Where offices begin and end, and the ways of saying that somebody leads a body."""
    holders: list[tuple[int, int, Standing]] = []
    for one in found:
        here = plain[one.start : one.end]
        if not public(one.sector, one.country):
            continue
        if one.kind == "office":
            if _NO_RANK.match(here) or _of_somebody(plain, one.start):
                continue
            if _AT_SEA_TOO.match(here) and _AT_SEA.search(plain):
                holders.append((one.start, one.end, Standing.OTHER))
                continue
            strength = _strength(one, plain)
            shared = strength is Standing.OFFICE and _PLURAL.match(here)
            holders.append((one.start, one.end, Standing.SHARED if shared else strength))
        else:
            if _AT_THE_HEAD.search(plain, 0, one.start):
                holders.append((one.start, one.end, Standing.OFFICE))
            if led := _LED_BY.match(plain, one.end):
                holders.append((one.start, led.end(), Standing.OFFICE))
    holders += [(m.start(), m.end(), Standing.OFFICE) for m in _COUNTERPART.finditer(plain)]
    return holders


def _strength(office: Mention, plain: str) -> Standing:
    """How surely a mention of an office is of a public one: groups have « commandant » too."""
    return Standing.LOOSE if _LOOSE.match(plain, office.start) and not office.country else Standing.OFFICE


def _of_somebody(plain: str, start: int) -> bool:
    """Whether an office is named as that of somebody's relative or servant: « le frère du ministre »."""
    return bool(_BELONGS.search(plain[max(0, start - 40) : start]))


def _holds(
    window: str, plain: str, office: tuple[int, int], start: int, end: int, shared: bool = False
) -> bool:
    """Whether a comma between office and name makes an apposition, and no aside before a subject."""
    begins, holder = office
    if "," not in window[holder:start]:
        return True
    if not (_CLOSED.match(plain, end) or (shared and _WITH_NEXT.match(window, end))):
        return False
    # « Devant la foule, le ministre, … »: the aside is over where the office begins.
    if not _BEGINS_ASIDE.search(window[:holder]) or _AFTER_COMMA.search(window[:begins]):
        return True
    return bool(_ANOTHER.match(window, end))


def _by_head(window: str, plain: str, found: Sequence[Mention], start: int, end: int) -> Standing:
    """An office made of a head and what it is of: « la directrice exécutive d'Europol, … »."""
    for head in reversed(list(_HEAD.finditer(plain, 0, start))):
        gap = plain[head.end() : start]
        cut = gap.rstrip()
        if (
            _APART.search(gap)
            or _HAS.search(window, head.end(), start)
            or ("," in cut[:-1].removesuffix(",") and gap.count(",") > 1)
        ):
            continue
        first, _, rest = gap.partition(",")
        if rest and not re.fullmatch(
            r" (?:(?:l[ea]|l'|m\.|mme|m|general|generale|colonel) ?)?(?:[a-z]+ )?", rest
        ):
            continue
        if _of_somebody(plain, head.start()):
            return Standing.OTHER
        within = [one for one in found if head.start() <= one.start and one.end <= head.end() + len(first)]
        of_state = any(
            public(one.sector, one.country)
            or one.kind in {"state", "adjective"}
            or (one.kind == "office" and one.country)
            for one in within
            if one.end > head.end()
        ) or bool(_OF_THE_STATE.search(first))
        others = bool(_OF_OTHERS.search(first)) and not any(one.kind == "body" for one in within)
        deputy = bool(_DEPUTY.match(plain, head.start()))
        mine = bool(_TO_HOME.search(plain[: head.start()].rstrip()))
        mine = mine and _of_public_body(found, head.start(), deputy)
        if others or any(one.sector in {"REB", "CRM"} for one in within):
            return Standing.OTHER
        if not (of_state or mine or head["public"]):
            continue
        if not rest and gap.strip() and not first.endswith(" "):
            continue
        shared = bool(_PLURAL.match(plain, head.start("head")))
        if not _holds(window, plain, head.span(), start, end, shared):
            return Standing.NONE
        return Standing.SHARED if shared else Standing.OFFICE
    return Standing.NONE


def _of_public_body(found: Sequence[Mention], before: int, deputy: bool) -> bool:
    """Whether « son directeur » is that of a public body: the last body or group that is named before.

    A ``deputy`` may also be that of an office.
    """
    others = {"adjective"} if deputy else {"adjective", "office"}
    named = [one for one in found if one.end <= before and one.kind not in others]
    return bool(named) and public(named[-1].sector, named[-1].country)


def _after(plain: str, found: Sequence[Mention], end: int) -> Standing:
    """The office in apposition after a name, or the body that the name leads."""
    if apposed := _APPOSED.match(plain, end):
        at = apposed.end()
        for one in found:
            if one.kind == "office" and one.start == at and public(one.sector, one.country):
                if _NO_RANK.match(plain, one.start):
                    return Standing.NONE
                return _strength(one, plain)
        if head := _HEAD.match(plain, at):
            first = re.split(r"[,.;:!?«»\n(]", plain[head.end() : head.end() + 70])[0]
            inside = [o for o in found if head.start() <= o.start and o.end <= head.end() + len(first)]
            if not _OF_OTHERS.search(first) and (
                head["public"]
                or any(public(o.sector, o.country) or o.kind == "state" for o in inside)
                or _OF_THE_STATE.search(first)
            ):
                return Standing.OFFICE
    if leads := _LEADS.match(plain, end):
        rest = plain[leads.end() : leads.end() + 30]
        named = [one for one in found if leads.end() <= one.start <= leads.end() + 12]
        if any(public(o.sector, o.country) or o.kind == "state" for o in named):
            return Standing.OFFICE
        if not named and _OF_THE_STATE.match(rest) and not _OF_OTHERS.match(rest):
            return Standing.OFFICE
    return Standing.NONE
