"""The order of words in English and in French: doer, verb with its certainty, to whom, about what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from recoupe.share.names import Name, joined
from recoupe.share.words import frames, listed, say


def takes_about(frame: Mapping[str, Any], others: Sequence[Name], about: str) -> bool:
    """Whether the thing acted on is the verb's object: not beside recipients that already are."""
    return bool(about and frame.get("about") and (not others or "to" in frame))


# -- English --------------------------------------------------------------------------------------


def english(
    frame: Mapping[str, Any], status: str, actors: Sequence[Name], others: Sequence[Name], about: str
) -> str:
    words = frames("en")["phrase"]
    past, base = frame["past"], frame["base"]
    with_about = takes_about(frame, others, about)
    if with_about and frame.get("verb"):
        past, base = frame["verb"]
    elif len(actors) > 1 and not others and frame.get("mutual"):
        past, base = frame["mutual"]
    elif not others and "past_bare" in frame:
        past, base = frame["past_bare"], frame["base_bare"]
    part = frame.get("part", past) if past == frame["past"] else past
    whom = listed("en", joined(others))
    tail = []
    if with_about:
        tail.append(about)
    if whom:
        link = frame.get("to", "")
        if with_about and not link:
            link = "to"
        tail += [link, whom]
    elif not with_about and not (len(actors) > 1 and frame.get("mutual")):
        tail.append(frame.get("bare", ""))
    tail.append(frame.get("after", ""))
    rest = " ".join(word for word in tail if word)
    if actors:
        who = listed("en", joined(actors))
        several = len(actors) > 1 or actors[0].plural
        verb = {
            "planned": f"{words['will']} {base}",
            "negated": f"{words['did_not']} {base}",
            "hypothetical": f"{words['said_several' if several else 'said_one']} {part}",
        }.get(status, past)
        return f"{who} {verb} {rest}".strip()
    direct = not frame.get("to") and not with_about
    if whom and direct and "bare" in frame:
        several = len(others) > 1 or others[0].plural
        verb = {
            "planned": words["will_be"],
            "negated": words["were_not" if several else "was_not"],
            "hypothetical": f"{words['said_several' if several else 'said_one']} been",
        }.get(status, words["passive_several" if several else "passive_one"])
        return " ".join(word for word in (whom, verb, part, frame.get("after", "")) if word)
    noun = frame["noun"]
    if with_about:
        noun = f"{frame.get('about_noun', noun)}: {about}"
    if whom:
        noun = f"{noun} {frame.get('to') or 'for'} {whom}"
    return f"{noun} ({words[status]})" if status in words else str(noun)


def english_tie(
    frame: Mapping[str, Any], status: str, who: str, several: bool, objects: Sequence[Name]
) -> str:
    words = frames("en")["phrase"]
    whom = listed("en", joined(objects)) or frame["bare"]
    form = frame["several" if several else "one"]
    if several and objects and "several_to" in frame:
        form = frame["several_to"]
    if status == "planned":
        form = f"{words['will']} {frame['base']}"
    elif status == "negated":
        copula = re.match(r"(is|are)\b", form)
        if copula:
            form = form.replace(copula[1], f"{copula[1]} not", 1)
        else:
            form = f"{words['not_several' if several else 'not_one']} {frame['base']}"
    elif status == "hypothetical":
        form = f"{words['said_tie_several' if several else 'said_tie_one']} {frame['base']}"
    return f"{who} {form} {whom}".strip()


# -- French ---------------------------------------------------------------------------------------


def contracted(link: str, name: str) -> str:
    """A preposition before a name, contracted as French does: de + le Maroc → du Maroc."""
    if not link:
        return name
    head, _, last = link.rpartition(" ")
    head = f"{head} " if head else ""
    if last in {"de", "à"}:
        if name.startswith("le "):
            return f"{head}{'du' if last == 'de' else 'au'} {name[3:]}"
        if name.startswith("les "):
            return f"{head}{'des' if last == 'de' else 'aux'} {name[4:]}"
    if last == "de":
        if name.startswith("des "):
            rest = name[4:]
            return f"{head}d’{rest}" if rest[0].lower() in "aeiouéèêh" else f"{head}de {rest}"
        if name.startswith(("de ", "d’")):
            return f"{head}{name}"
        if name[:1].lower() in "aeiouéèêîy":
            return f"{head}d’{name}"
    return f"{link} {name}"


def _linked(link: str, others: Sequence[Name]) -> str:
    """Each name takes its own preposition where it contracts: au Maroc et à la France."""
    texts = joined(others)
    if link.split(" ")[-1] in {"de", "à"}:
        return listed("fr", [contracted(link, text) for text in texts])
    return f"{link} {listed('fr', texts)}".strip()


def french(
    frame: Mapping[str, Any], status: str, actors: Sequence[Name], others: Sequence[Name], about: str
) -> str:
    words = frames("fr")["phrase"]
    pp, inf = frame["pp"], frame["inf"]
    with_about = takes_about(frame, others, about)
    if with_about and frame.get("verb"):
        pp, inf = frame["verb"]
    elif len(actors) > 1 and not others and frame.get("mutual"):
        pp, inf = frame["mutual"]
    elif not others and "pp_bare" in frame:
        pp, inf = frame["pp_bare"], frame["inf_bare"]
    if not actors:
        noun = str(frame.get("about_noun", frame["noun"]) if with_about else frame["noun"])
        if with_about:
            noun = (
                f"{noun}{say('fr', 'colon')}{about}" if about[:1] in "«“" else contracted(f"{noun} de", about)
            )
        if others:
            link = frame.get("noun_to", "de")
            noun = f"{noun} {_linked(link, others)}" if link else f"{noun} {listed('fr', joined(others))}"
        key = f"{status}_noun"
        return str(words[key]).format(noun=noun[:1].lower() + noun[1:]) if key in words else noun
    tail = [about] if with_about else []
    if others:
        link = frame.get("to", "à" if with_about else "")
        tail.append(_linked(link, others))
    elif not with_about and not (len(actors) > 1 and frame.get("mutual")):
        tail.append(frame.get("bare", ""))
    several = len(actors) > 1 or actors[0].plural
    verb = {
        "planned": f"{'vont' if several else 'va'} {inf}",
        "negated": f"{'n’ont' if several else 'n’a'} pas {_without(pp)}",
        "hypothetical": f"{'auraient' if several else 'aurait'} {pp}",
    }.get(status, f"{'ont' if several else 'a'} {pp}")
    return " ".join(word for word in (listed("fr", joined(actors)), verb, *tail) if word)


def _without(text: str) -> str:
    """An indefinite article after a negation: « partagé des renseignements » → « … de renseignements »."""
    return re.sub(
        r"\b(?:des|une?) (\w)", lambda m: ("d’" if m[1] in "aeiouéèêh" else "de ") + m[1], text, count=1
    )


def french_tie(
    frame: Mapping[str, Any], status: str, who: str, several: bool, objects: Sequence[Name]
) -> str:
    whom = _linked(frame.get("to", ""), objects) if objects else frame["bare"]
    form = str(frame["several" if several else "one"])
    if status == "planned":
        form = f"{'vont' if several else 'va'} {frame['inf']}"
    elif status == "negated":
        verb, _, rest = form.partition(" ")
        form = f"{'n’' if verb[0] in 'aeé' else 'ne '}{verb} pas {rest}".strip()
    elif status == "hypothetical":
        form = f"{frame['cond']}{'aient' if several else 'ait'} {frame.get('after', '')}".strip()
        if several and frame.get("after"):
            form += "s"
    return f"{who} {form} {whom}".strip()
