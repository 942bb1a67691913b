"""Where an outlet is at home, as far as that is known: given by the user, an agency or paper of the
lexicon, or the country domain of its address. Nothing is concluded from what it writes about.
"""

from __future__ import annotations

from functools import cache, lru_cache
from urllib.parse import urlsplit

from recoupe.join.text import fold
from recoupe.model import Article

# Country domains that are sold the world over as words (« .tv », « .co », « .io »).
_WORDS = frozenset(
    "ac ai am as bz cc co fm gg im io la me nu pw sh tk to tv vc ws".split(" ")  # noqa: SIM905
)


def country_of(article: Article) -> str | None:
    """The state (ISO 3166-1 alpha-3) in which an article's outlet is at home; None where it is not known."""
    given = next((s.value for s in article.meta if s.field == "country"), None)
    return given or _listed(article.outlet) or _domain(article.url)


@lru_cache(maxsize=4096)
def _listed(outlet: str | None) -> str | None:
    return _media().get(fold(outlet)) if outlet else None


@cache
def _media() -> dict[str, str]:
    """Names of agencies and papers of the lexicon (``entities/media.yaml``) → state."""
    from recoupe.resolve.entries import entries

    found = entries().values()
    return {
        fold(name): e.id.split(".")[0] for e in found if e.sector == "MED" for name in (*e.fr, *e.en, *e.ar)
    }


@lru_cache(maxsize=4096)
def _domain(url: str | None) -> str | None:
    host = (urlsplit(url).hostname or "") if url and "://" in url else ""
    last = host.rsplit(".", 1)[-1]
    return _domains().get(last) if len(last) == 2 and last not in _WORDS else None


@cache
def _domains() -> dict[str, str]:
    """Country domain → alpha-3, of the lexicon's states (CLDR's aliases of territories; « .uk » is GBR)."""
    from babel.core import get_global

    from recoupe.resolve.entries import states

    aliases = get_global("territory_aliases")
    return {"uk": "GBR", **{new[0].lower(): old for old, new in aliases.items() if old in states()}}
