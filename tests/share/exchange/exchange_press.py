"""A small press, and the libraries that have read it."""

from __future__ import annotations

from recoupe.model import Article, Coded, Entity, Event, Place, When, Zone
from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.nodes import load_key, own_card, trust
from recoupe.store import Library

PRESS = {
    "fanal.txt": "Le BCIJ a démantelé mardi une cellule à Khouribga. Quatre hommes ont été arrêtés.",
    "vigie.txt": "Une cellule a été démantelée mardi à Khouribga par le BCIJ, selon la presse.",
    "cap.txt": "Le Maroc et le Portugal ont signé jeudi à Lisbonne un accord de coopération policière.",
}


def article(doc: str, text: str = "", published: str = "2021-03-10") -> tuple[Article, Coded]:
    """An article of the press above (or of its own text), which says one thing in its first sentence."""
    text = text or PRESS[doc]
    end = text.index(".") + 1
    said = Event(
        doc=doc,
        span=(0, end),
        trigger="démantelé",
        type="COERCE",
        mode="dismantle",
        actors=(Entity("BCIJ", "MAR.BCIJ", "MAR", "SPY"),),
        when=When("mardi", "2021-03-09", "2021-03-09"),
        where=(Place("Khouribga", "MAR"),),
    )
    own = Article(
        doc=doc,
        text=text,
        zones=(Zone(0, len(text), "body"),),
        outlet=doc.removesuffix(".txt"),
        url=f"https://{doc.removesuffix('.txt')}.example/1",
        published=published,
        language="fr",
    )
    return own, Coded(doc, published, "fr", (said,))


def befriend(*libraries: Library, groups: tuple[str, ...] = ()) -> None:
    """Let each trust all others."""
    for one in libraries:
        for other in libraries:
            if one is not other:
                trust(one, canonical(own_card(other)), "card", groups=groups)


def key(library: Library):
    return load_key(library)
