"""What the words around a French time say of its tense: behind us, ahead, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from recoupe.resolve.time_expr import Told
from recoupe.resolve.time_tokens import Tokens, symbols

# Words in -ra that are no future, for those who read an ending as a tense.
_NO_FUTURE = frozenset(
    {"opéra", "opera", "caméra", "camera", "choléra", "cholera", "caldera", "mantra", "cobra", "zebra"}
    | {"chira", "para", "extra", "contra", "infra", "ultra", "supra"}
)
# Words before a time at the head of a sentence (« À partir de septembre, … »).
_LEADS = frozenset(
    {"a", "au", "en", "de", "du", "dans", "le", "les", "from", "since", "start", "before", "after"}
)
PARTICIPLE = re.compile(r"(?:\w{2,}(?:é|u|is?|it)e?s?|eu|été|mis|pris|dit|fait)$")
_DONE = re.compile(r"\w{3,}(?:é|ée|és|ées)$")
_WILL_BE = frozenset({"sera", "seront"})
_SPEAKS_AHEAD = re.compile(r"\w{2,}(?:ra|ront)$")
# « Il a annoncé que la France signerait »: what was then to come. Endings that an imperfect may have as well
# (« livrait », « tirait ») are none.
_WOULD = re.compile(r"\w{2,}e(?:rait|raient)$")
# Words before an infinitive of what is still to be done.
_MEANS_TO = frozenset(
    {"décidé", "décidée", "décidés", "résolu", "résolus", "prêt", "prête", "prêts", "prêtes", "disposé"}
    | {"disposés", "promis", "prévu", "prévoit", "prévoient", "compte", "comptent", "entend", "entendent"}
    | {"veut", "veulent", "souhaite", "souhaitent", "espère", "espèrent", "engagé", "engagés", "engage"}
    | {"engagent", "convenu", "convenus", "propose", "proposent", "chargé", "chargés", "appelé", "appelés"}
    | {"appelle", "appellent", "menace", "menacent"}
    | {"invité", "invités", "invitent", "invite", "remercie", "remercient", "envisage", "envisagent"}
)
_ASKED = frozenset({"prié", "priée", "priés", "priées"})
_BORN = frozenset({"né", "née", "nés", "nées", "mort", "morte", "morts", "mortes"})
_HAD = frozenset({"avait", "avaient", "était", "étaient"})
_CLITICS = frozenset({"se", "s'", "s’", "y", "en", "le", "la", "les", "l'", "l’"})
_INFINITIVE = re.compile(r"\w{2,}(?:er|ir|re)$")
_THAT = frozenset({"que", "qu'", "qu’", "qu"})


class Reader:
    """One text, left to right: its words, the article's date, the time last told."""

    def __init__(
        self,
        tokens: Tokens,
        anchor: date | None,
        told: Told | None,
        future: bool | None,
        language: str = "fr",
    ) -> None:
        self.tokens = tokens
        self.anchor = anchor
        self.told = told
        self.told_at_first = told  # by the texts before this one
        self.history: list[tuple[int, Told]] = []  # all that this text told, and where
        self.future = future
        self.year_frame: tuple[int, int] | None = None  # where a year was told, and which
        self.of = symbols(language)
        self.name = {symbol: name for name, symbol in self.of.items()}

    def cls(self, i: int) -> str:
        """The class name of token ``i``; empty outside the text."""
        return self.name[self.tokens.symbols[i]] if 0 <= i < len(self.tokens.symbols) else ""

    def raw(self, i: int) -> str:
        """Token ``i`` as written; empty outside the text."""
        return self.tokens.raw(i) if 0 <= i < len(self.tokens.symbols) else ""

    def long_past(self, i: int) -> bool:
        """Whether the clause around token ``i`` is in the pluperfect: « elle avait été rompue le 3 mai »."""
        at = next((at for at, sign in self._signs(i) if sign is not None), None)
        if at is None or self.raw(at) not in _HAD:
            return False
        behind = [self.raw(n) for n in range(at + 1, at + 4)]
        done = next((n for n, word in enumerate(behind) if PARTICIPLE.match(word) or word in _BORN), None)
        return done is not None and self.cls(at + 1 + done) != "futureverb"

    def ahead(self, i: int) -> bool | None:
        """Whether the clause around token ``i`` speaks of the future: nearest verb before, else after."""
        if self.future is not None:
            return self.future
        if _DONE.search(self.raw(i - 1)) and self.cls(i - 1) == "unk":
            if self.raw(i - 2) in ("est", "sont") and self.raw(i - 1).startswith("annonc"):
                return True  # « un renfort est annoncé vendredi »
            return self.raw(i - 2) in _WILL_BE  # « annoncées mercredi », « sera présenté mercredi »
        if self.cls(i - 1) == "pour" and self.cls(i) in ("month", "weekday"):
            return True  # « a annoncé des élections pour avril », « les a convoqués pour lundi »
        return next((sign for _, sign in self._signs(i) if sign is not None), None)

    def _signs(self, i: int) -> Iterator[tuple[int, bool | None]]:
        """The words of the clause around token ``i``, before it, then behind: what each says."""
        head = i - 1
        while self.cls(head) in _LEADS:
            head -= 1
        opening = self.cls(head) in ("", "dot", "brk", "comma")
        for step, limit in ((-1, 25), (1, 15)):
            at = i + step
            while 0 <= at < len(self.tokens.symbols) and limit:
                name = self.cls(at)
                if (
                    name in ("dot", "brk")
                    or self.raw(at) in (":", ";")
                    or (step > 0 and name == "comma" and not opening)
                ):
                    break
                yield at, self._verb(at, name)
                at, limit = at + step, limit - 1

    def _verb(self, at: int, name: str) -> bool | None:
        raw, after = self.raw(at), self.raw(at + 1)
        if name == "futureverb":
            return True
        if raw in ("est", "sont") and self.cls(at + 1) == "futureverb":
            return True  # « est attendu »
        asked = raw in _ASKED and self.raw(at - 1) in ("est", "sont")  # « est prié de quitter le pays mardi »
        if (raw in _MEANS_TO or asked) and self._infinitive(at + 1):
            return True  # « s'est dit décidé à fermer vendredi »
        if raw in ("aura", "auront", "aurait", "auraient") and PARTICIPLE.match(after):
            return False  # « il aura fallu »: done by then
        if name == "pastverb" or (name == "a" and raw == "a"):
            return False
        if name == "unk" and _SPEAKS_AHEAD.match(raw) and raw.islower() and raw not in _NO_FUTURE:
            return True
        if (_WOULD.match(raw) or raw in ("serait", "seraient")) and self._reported(at):
            return True
        return None

    def _infinitive(self, at: int) -> bool:
        """Whether « à fermer », « d'ouvrir » or an infinitive alone stands at a token."""
        at += self.raw(at) in ("à", "de", "d'", "d’")
        at += self.raw(at) in _CLITICS
        return _INFINITIVE.match(self.raw(at)) is not None and self.cls(at) == "unk"

    def _reported(self, at: int) -> bool:
        """Whether the verb at a token hangs on what was said: « a annoncé mardi que … »."""
        that = next((i for i in range(at - 1, max(-1, at - 13), -1) if self.raw(i) in _THAT), None)
        if that is None:
            return False
        said = range(that - 1, max(-1, that - 6), -1)
        return any(PARTICIPLE.match(self.raw(i)) and self.raw(i) != "est" for i in said)
