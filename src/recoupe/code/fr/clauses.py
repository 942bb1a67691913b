"""Clauses between a subject and its verb, parsed on their own and put back.

« les suspects, *dont le plus jeune a vingt ans*, ont été interpellés », « M. Diallo, *chef de la police*, a
reçu … »: with the clause in its way the French model often loses the subject. The clause is cut out, both are
parsed, and the clause is hung on the noun before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

__all__ = ["Clause", "antecedent", "clauses", "grafted"]

_RELATIVE = (
    r"(?:qui|que|qu['’]\w+|dont|où|lequel|laquelle|lesquels|lesquelles|auquel|auxquels|auxquelles|"
    r"à laquelle|(?:à|avec|par|pour|chez|contre) (?:qui|lequel|laquelle|lesquels|lesquelles))\b"
)
_TITLE = (
    r"(?:(?:le|la|l['’]|un|une|son|sa|leur|actuel|actuelle|ancien|ancienne|nouveau|nouvelle|alors)? ?)*"
    r"(?:directeur|directrice|chef|cheffe|patron|patronne|président|présidente|ministre|secrétaire|commandant|"
    r"commandante|commissaire|procureur|procureure|porte-parole|ambassadeur|ambassadrice|responsable|délégué|"
    r"déléguée|représentant|représentante|coordinateur|coordinatrice|gouverneur|service|organe|organisme|"
    r"bras|branche|antenne|agence|organisation|groupe|membre|membres|numéro|vice-|haut|haute|inspecteur|"
    r"conseiller|conseillère|député|députée|maire|préfet|juge|colonel|général|homologue)"
)
_BODY = r"[^,;:()«»]{4,170}"
# What goes on after the clause is the main clause's verb: an auxiliary or a clitic opens it.
_GOES_ON = (
    r"(?=(?:n['’]|ne |s['’]|se |y |en |lui |leur |l['’]|les |le |la |nous |vous |m['’]|eux-mêmes |lui-même |"
    r"elle-même )*(?:a|ont|est|sont|avait|avaient|était|étaient|aura|auront|sera|seront|eut|eurent|fut|"
    r"furent|aurait|auraient|serait|seraient|doit|doivent|devait|devaient|devra|devront|peut|peuvent|pourrait|"
    r"pourra|va|vont|allait|allaient|vient|viennent|venait|fait|font|dit|disent|veut|veulent|reste|restent|"
    r"entend|entendent|compte|comptent|demeure|demeurent|dirige|préside|abrite|accueille|appelle|"
    r"condamne|dénonce|affirme|annonce|estime|assure|indique|précise|souligne|explique)\b)"
)
_CLAUSE = re.compile(rf"(?<=[\w)»]), (?P<inner>(?:{_RELATIVE}|{_TITLE}\b){_BODY}), ?{_GOES_ON}")


class Clause(NamedTuple):
    """What is cut out of a sentence (code points), and the words in it that are parsed on their own."""

    start: int
    end: int
    inner: tuple[int, int]


def clauses(text: str) -> list[Clause]:
    """The clauses of a sentence that stand between a noun and the verb that goes on, in order."""
    found = []
    for match in _CLAUSE.finditer(text):
        end = match.end("inner") + 1
        found.append(Clause(match.start(), end, match.span("inner")))
    return found


def grafted(whole: Doc, clause: Clause, parsed: Doc, before: int) -> list[tuple[int, str, int]] | None:
    """How each token of a clause hangs in the whole sentence.

    ``before`` is the place of the noun it hangs on. Returns one ``(head, relation, token of parsed or -1)``
    per token of the whole that the clause covers, in order; ``None`` where the words do not line up.
    """
    covered = [t for t in whole if clause.start <= t.idx < clause.end]
    inside = [t for t in covered if clause.inner[0] <= t.idx < clause.inner[1]]
    if [t.text for t in inside] != [t.text for t in parsed]:
        return None
    first = inside[0].i
    relative = re.match(_RELATIVE, whole.text[clause.inner[0] :]) is not None
    made = []
    for token in covered:
        if token not in inside:
            made.append((before, "punct", -1))
            continue
        own = parsed[token.i - first]
        if own.head.i == own.i:
            made.append((before, "acl:relcl" if relative else "appos", own.i))
        else:
            made.append((first + own.head.i, own.dep_, own.i))
    return made


def antecedent(kept: Sequence[Token], parsed: Doc) -> int:
    """Which of the words before a clause it hangs on: the nearest noun that agrees with its verb."""
    number = _number(parsed)
    nouns = [n for n, t in enumerate(kept) if t.pos_ in ("NOUN", "PROPN", "PRON") and n >= len(kept) - 12]
    if not nouns:
        return len(kept) - 1
    agreeing = [n for n in nouns if not number or number in (kept[n].morph.get("Number", []) or [number])]
    return (agreeing or nouns)[-1]


def _number(parsed: Doc) -> str | None:
    """The number of the subject that « qui » leaves open."""
    if not len(parsed) or parsed[0].text.lower() != "qui":
        return None
    for token in parsed:
        if token.pos_ in ("VERB", "AUX") and token.morph.get("Mood", []):
            return next(iter(token.morph.get("Number", [])), None)
    return None
