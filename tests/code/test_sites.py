"""Places that no gazetteer lists are read off the words around them."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.code.fr import locating, placing
from recoupe.code.fr.coder import code_french
from recoupe.code.fr.notes import Notes
from recoupe.code.fr.subject import Subject
from recoupe.model import Article, Event, Zone


def placed(monkeypatch: pytest.MonkeyPatch, text: str) -> list[tuple[str, str]]:
    """The places found in a sentence, as (text, how)."""
    seen: list[tuple[str, str]] = []
    known = placing.sentence_places

    def watched(view: object) -> list[placing.Named]:
        made = known(view)  # type: ignore[arg-type]
        seen.extend((n.place.text, n.how) for n in made)
        return made

    monkeypatch.setattr(placing, "sentence_places", watched)
    zones = (Zone(0, len(text), "body"),)
    list(code_french([Article(doc="a", text=text, language="fr", zones=zones, published="2024-05-15")]))
    return seen


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Deux hommes ont été arrêtés dans la forêt de Tamezguert.", ("forêt de Tamezguert", "site")),
        ("Le navire a été intercepté au large de l'île de Kerkouane.", ("île de Kerkouane", "site")),
        ("Trente soldats ont été échangés à la frontière turque.", ("frontière turque", "site")),
        ("Un convoi a été attaqué près de Tin Amzag par des hommes armés.", ("Tin Amzag", "unlisted")),
        ("À Oulad Merzoug, la gendarmerie a saisi deux tonnes de cannabis.", ("Oulad Merzoug", "unlisted")),
        ("Les ministres se sont réunis le 14 mars 2023 à Vrdograd.", ("Vrdograd", "unlisted")),
        ("Deux gardes ont été tués à l'entrée de Tamezguert.", ("Tamezguert", "unlisted")),
        ("Un kamikaze a tué neuf visiteurs au musée de Kerkouane.", ("musée de Kerkouane", "site")),
        ("Deux soldats ont été tués devant le palais de justice.", ("palais de justice", "site")),
        ("Les passeurs ont été arrêtés dans les ports du pays.", ("ports du pays", "site")),
        ("Trois attentats ont été déjoués sur le sol national.", ("le sol national", "described")),
    ],
)  # fmt: skip
def test_a_site_or_a_name_behind_a_preposition(
    monkeypatch: pytest.MonkeyPatch, text: str, wanted: tuple[str, str]
) -> None:
    assert wanted in placed(monkeypatch, text)


@pytest.mark.parametrize(
    "text",
    [
        "Le dossier a été remis à Interpol par la police.",
        "La demande a été adressée au ministère de l'Intérieur.",
        "Le dossier a été remis à Antonio Tajani par le juge.",
    ],
)
def test_a_body_or_a_person_is_no_place(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert not [how for _, how in placed(monkeypatch, text) if how in ("site", "unlisted")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Un cargo a été arraisonné au large de Kerkouane par la marine.", ("Kerkouane", "off")),
        ("Douze soldats ont été tués dans le Tassil par des rebelles.", ("Tassil", "inside")),
        ("L'armée a fermé le poste de Tin Amzag.", ("poste de Tin Amzag", "bare")),
        ("Le raid de Tamezguert a fait neuf morts.", ("Tamezguert", "act-of")),
        ("L'armée a ratissé la forêt de Tamezguert et de Kerkouane.", ("Kerkouane", "next")),
        ("Douze personnes ont été enlevées dans la zone.", ("la zone", "vague")),
        ("L'armée a déployé 800 hommes le long de la frontière.", ("la frontière", "vague")),
        ("Les garde-côtes ont secouru trente migrants sur nos côtes.", ("nos côtes", "vague")),
        ("La police a arrêté quarante passeurs dans sept provinces.", ("sept provinces", "vague")),
        ("Les douaniers ont reconduit trente migrants côté turc.", ("côté turc", "vague")),
        ("Le pays abrite deux mille soldats étrangers.", ("Le pays", "mentioned")),
        ("Un convoi a été attaqué sur une piste de Tamezguert.", ("Tamezguert", "inside")),
        ("La cour d'appel de Tanger a condamné douze hommes.", ("Tanger", "body")),
        ("Les ministres ont signé un accord au palais de Carthage.", ("palais de Carthage", "site")),
        ("Le roi l'a reçu mardi à l'Élysée.", ("Élysée", "doubtful")),
        ("Un camion a tué neuf piétons sur la promenade des Mimosas.", ("promenade des Mimosas", "site")),
        ("L'exercice a eu lieu dans la Province orientale.", ("Province orientale", "inside")),
        ("Neuf personnes ont été tuées dans le métro.", ("le métro", "vague")),
        ("La police l'a arrêté au bord de la Drave.", ("Drave", "off")),
    ],
)
def test_what_may_be_a_place_is_offered_under_its_own_name(
    monkeypatch: pytest.MonkeyPatch, text: str, wanted: tuple[str, str]
) -> None:
    assert wanted in placed(monkeypatch, text)


@pytest.mark.parametrize(
    "text", ["D'après Bamako, neuf soldats sont morts.", "Neuf soldats sont morts, selon Bamako."]
)
def test_who_says_it_is_no_place_of_it(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert "Bamako" not in [name for name, _ in placed(monkeypatch, text)]


def reasons(body: str, word: str) -> dict[str, set[str]]:
    """What was known of each place in reach of a trigger (all features, with or without a weight)."""
    seen: dict[str, set[str]] = {}
    known = locating.described

    def watched(subject: Subject, *rest: Any) -> Any:
        made = known(subject, *rest)
        if subject.token.text == word:
            seen.update({spot.place.text: set(told.names) for spot, told in made})
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locating, "described", watched)
        zones = (Zone(0, len(body), "body"),)
        list(code_french([Article(doc="a", text=body, language="fr", zones=zones, published="2024-05-15")]))
    return seen


def test_y_means_the_place_told_before() -> None:
    known = reasons("Un camp a été attaqué lundi à Ménaka. Neuf soldats y ont été tués.", "soldats")
    assert {"there=0", "there-ago=1"} <= known["Ménaka"]
    known = reasons("Un camp a été attaqué lundi à Ménaka. Bamako s'y ajoute : neuf soldats tués.", "soldats")
    assert not {"there=0", "there-ago=1"} & known.get("Ménaka", set())


def test_a_noun_of_place_without_a_name_may_mean_the_one_told_before() -> None:
    known = reasons("Le camp de Tamezguert a été attaqué. Dix soldats du camp ont été tués.", "soldats")
    assert "again=same" in known["camp de Tamezguert"]
    town = "Un convoi a été attaqué lundi à Gao. Dix passeurs de la ville ont été arrêtés."
    known = reasons(town, "passeurs")
    assert "again=town/city" in known["Gao"]


def test_how_a_place_stands_to_the_one_before() -> None:
    text = (
        "Neuf soldats ont été tués à Ansongo, près de Gao, et deux policiers à Tessit, dans la région de Gao."
    )
    known = reasons(text, "tués")
    assert "has-near" in known["Ansongo"]
    assert "has-wider/region" in known["Tessit"] or "has-wider/city" in known["Tessit"]


def test_the_clause_that_tells_what_happened_at_a_place() -> None:
    known = reasons("Un convoi a quitté Gao pour Ansongo, où neuf soldats ont été tués mardi.", "soldats")
    assert "where-last" in known["Ansongo"]
    assert "where-earlier" in known["Gao"]


def test_a_place_named_in_the_title_is_in_reach_of_the_whole_article() -> None:
    title = "Ouarzazate : quatre membres d'une cellule arrêtés\n"
    body = (
        "Le ministère de l'Intérieur l'a annoncé mardi. Il a parlé à Rabat, à Fès, à Tanger, à Nador, à Safi "
        "et à Casablanca. Une enquête est ouverte. La police y a saisi trois fusils et des munitions."
    )
    zones = (Zone(0, len(title), "title"), Zone(len(title), len(title + body), "body"))
    article = Article(doc="a", text=title + body, language="fr", zones=zones, published="2024-05-15")
    notes = Notes()
    list(code_french([article], notes))
    deed = (title + body).index("saisi")
    assert "Ouarzazate" in [p.text for p in notes.placed if p.trigger[0] == deed]


def test_to_whom_someone_is_handed_over_is_not_where(coded: Any) -> None:
    (handed,) = [
        s
        for s in coded("En janvier, Rabat a remis à Paris le chef présumé d'un clan marseillais.")
        if isinstance(s, Event)
    ]
    assert [e.id for e in handed.recipients] == ["FRA"]
    assert handed.where == ()


def test_what_a_place_is_told_of_and_the_part_it_plays() -> None:
    known = reasons("Deux passeurs ont été condamnés mardi par la cour d'appel de Tanger.", "condamnés")
    assert "of=court/obl:agent" in known["Tanger"]
    known = reasons("Les auteurs de l'attentat de Tanger ont été condamnés mardi à Rabat.", "condamnés")
    assert "of=deed" in known["Tanger"]
    assert "of=none" not in known["Rabat"]
    assert not any(name.startswith("of=") for name in known["Rabat"])


def test_places_in_a_row_hang_as_the_first_of_them() -> None:
    known = reasons("La police a arrêté neuf hommes à Tanger, à Fès et dans le Rif.", "arrêté")
    assert "listed" in known["Fès"]
    assert {name for name in known["Tanger"] if name.startswith("path=")} == {
        name for name in known["Fès"] if name.startswith("path=")
    }
    known = reasons("De Tanger à Fès, la police a arrêté neuf hommes.", "arrêté")
    assert "listed" not in known["Fès"]
    known = reasons("La police a arrêté neuf hommes à Bruges, en Belgique.", "arrêté")
    assert "Belgique" not in known  # it only says where Bruges is


def test_where_one_comes_from_or_is_sent_and_who_says_it() -> None:
    known = reasons("La gendarmerie a arrêté neuf hommes venus de Nador.", "arrêté")
    assert "Nador" not in known  # it only says where they are from
    known = reasons("La gendarmerie a arrêté neuf hommes partis des plages de Nador.", "arrêté")
    assert "Nador" not in known
    known = reasons("L'armée a refoulé neuf cents personnes vers le Mali.", "refoulé")
    assert "towards" in known["Mali"]
    known = reasons("La police a arrêté neuf hommes, selon la préfecture du Finistère.", "arrêté")
    assert "by" in known["Finistère"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("La police a arrêté neuf hommes à Bruges, en Belgique.", "Belgique"),
        ("La police a arrêté neuf hommes à Bruges (Belgique).", "Belgique"),
        ("Neuf soldats ont été tués à Ansongo, dans le nord du Mali.", "Mali"),
        ("L'homme a été écroué à la prison de Fresnes, dans le Val-de-Marne.", "Val-de-Marne"),
    ],
)
def test_what_a_place_lies_in_is_no_second_place(
    monkeypatch: pytest.MonkeyPatch, text: str, whole: str
) -> None:
    assert (whole, "whole") in placed(monkeypatch, text)


@pytest.mark.parametrize(
    "text",
    [
        "La police a arrêté neuf hommes au Maroc, en Belgique et en Espagne.",
        "La police a arrêté neuf hommes à Tanger, en Belgique et en Espagne.",
        "La police a arrêté neuf hommes à Tanger et en Belgique.",
    ],
)
def test_another_state_is_a_place_of_its_own(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert not [how for _, how in placed(monkeypatch, text) if how == "whole"]


def test_those_told_of_before_go_on() -> None:
    before = "La police a démantelé lundi un réseau à Tanger. "
    assert "resumed" in _about(before + "Les enquêteurs ont saisi trois fusils.", "saisi")
    assert "resumed" in _about(before + "Ils ont saisi trois fusils.", "saisi")
    assert "resumed" not in _about(before + "Les gendarmes de Nador ont saisi trois fusils.", "saisi")


def _about(body: str, word: str) -> set[str]:
    """What was known of a statement whatever its place."""
    seen: set[str] = set()
    known = locating.described

    def watched(subject: Subject, *rest: Any) -> Any:
        made = known(subject, *rest)
        if subject.token.text == word:
            seen.update(name.partition("&")[2] for _, told in made for name in told.spelled() if "&" in name)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locating, "described", watched)
        zones = (Zone(0, len(body), "body"),)
        list(code_french([Article(doc="a", text=body, language="fr", zones=zones, published="2024-05-15")]))
    return seen
