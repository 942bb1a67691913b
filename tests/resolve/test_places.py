"""Places in French text: what is found, which of several namesakes, what lies in what."""

from __future__ import annotations

import gzip
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.resolve.places import find_places, lookup, within


def found(text: str, home: str | None = None) -> list[tuple[str, str | None]]:
    return [(m.text, m.country) for m in find_places(text, home=home)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Deux hommes ont été arrêtés à Tanger et à Sebta.", [("Tanger", "MAR"), ("Sebta", "ESP")]),
        ("Il a quitté Londres pour Le Caire.", [("Londres", "GBR"), ("Le Caire", "EGY")]),
        ("Les ministres se sont vus au Caire, puis au Mans.", [("Caire", "EGY"), ("Mans", "FRA")]),
        ("La province d'Azilal, dans la région de Béni Mellal-Khénifra.",
         [("Azilal", "MAR"), ("Béni Mellal-Khénifra", "MAR")]),
        ("Un poste a été attaqué près de Ménaka, dans le Liptako-Gourma.",
         [("Ménaka", "MLI"), ("Liptako-Gourma", None)]),
        ("Le navire croisait dans le golfe de Guinée.", [("golfe de Guinée", None)]),
        ("L'Arabie saoudite et les Émirats arabes unis",
         [("Arabie saoudite", "SAU"), ("Émirats arabes unis", "ARE")]),
        ("Le port de Dakhla et l'aéroport de Laâyoune", [("Dakhla", "ESH"), ("Laâyoune", "ESH")]),
        ("Les camps de Tindouf", [("camps de Tindouf", "DZA")]),
        ("Le président de la RDC est à Kinshasa.", [("RDC", "COD"), ("Kinshasa", "COD")]),
        ("Ils vivaient dans la capitale nigérienne.", [("capitale nigérienne", "NER")]),
        ("Une cellule active sur le sol tunisien", [("sol tunisien", "TUN")]),
        ("RABAT – Le ministre a reçu son homologue.", [("RABAT", "MAR")]),
        ("FÈS (MAP) – Une saisie a eu lieu.", [("FÈS", "MAR")]),
        ("Des drones ont frappé Koursk et Briansk, puis Izioum.",
         [("Koursk", "RUS"), ("Briansk", "RUS"), ("Izioum", "UKR")]),
        ("Les colis saisis dans l'Hexagone venaient de Duisbourg.",
         [("Hexagone", "FRA"), ("Duisbourg", "DEU")]),
        ("Une embuscade dans le Michoacán, deux dans l'Artibonite",
         [("Michoacán", "MEX"), ("Artibonite", "HTI")]),
        ("Une base du Finistère, une autre en Andalousie", [("Finistère", "FRA"), ("Andalousie", "ESP")]),
    ],
)  # fmt: skip
def test_places_of_all_kinds_are_found(text: str, places: list[tuple[str, str | None]]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    "spelling",
    ["F'nideq", "F’nideq", "Fnideq", "FNIDEQ", "Al-Hoceïma", "El Hoceima", "Al Hoceima", "N’Djamena"],
)
def test_accents_hyphens_and_apostrophes_do_not_matter(spelling: str) -> None:
    mentions = find_places(f"Ils ont été vus à {spelling} lundi.")
    assert [m.text for m in mentions] == [spelling]
    assert mentions[0].country == ("TCD" if spelling.startswith("N") else "MAR")


def test_a_word_that_is_also_a_place_needs_a_preposition() -> None:
    assert found("Lens et Tours votent dimanche. Orange publie ses comptes.") == []
    assert found("Il a été jugé à Tours et à Lens, puis à Orange.") == [
        ("Tours", "FRA"), ("Lens", "FRA"), ("Orange", "FRA"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton a chanté.",
        "Selon Vladimir Poutine, rien ne presse.",
        "L'écrivain Jack London est mort en 1916.",
        "M. Alger et Mme Rome sont témoins.",
        "La Garde nationale et la Défense civile",
        "Le ministère de la Défense a réagi.",
        "L'Union a protesté.",
        "Le chiffre a été donné par France 24.",
        "il faut ouvrir la porte, sens dessus dessous",
        "La CAN et la MAP",
    ],
)
def test_persons_and_common_words_are_no_places(text: str) -> None:
    assert found(text) == []


def test_a_place_inside_a_longer_name_is_given_too() -> None:
    assert found("L'accord de Skhirat et le Barreau de Paris") == [("Skhirat", "MAR"), ("Paris", "FRA")]


@pytest.mark.parametrize(
    ("text", "home", "country"),
    [
        ("Une explosion à Tripoli", None, "LBY"),
        ("Une explosion à Tripoli", "LBN", "LBN"),
        ("Une explosion à Tripoli, au Liban", None, "LBN"),
        ("Une explosion à Tripoli a fait trembler Beyrouth.", None, "LBN"),
        ("Une explosion à Valence", "FRA", "FRA"),
        ("Une explosion à Valence, en Espagne", None, "ESP"),
        # A village of the name at home does not displace a place that all the world knows.
        ("Une explosion à Rabat", "MLT", "MAR"),
    ],
)
def test_of_namesakes_the_one_at_home_then_in_a_named_state_then_the_largest(
    text: str, home: str | None, country: str
) -> None:
    assert find_places(text, home=home)[0].country == country


def test_near_tells_of_countries_named_elsewhere_in_the_article() -> None:
    assert find_places("Une explosion à Tripoli", near={"LBN"})[0].country == "LBN"


def test_compass_regions_and_the_kingdom_are_known_only_at_home() -> None:
    assert found("Une attaque dans le Nord", "BFA") == [("Nord", "BFA")]
    assert found("Une attaque dans le Nord") == []
    assert found("dans le Nord du pays", "BFA") == []
    assert found("Ils sont entrés dans le Royaume.", "MAR") == [("Royaume", "MAR")]
    assert found("Ils sont entrés dans le Royaume.") == []


def test_a_mention_says_what_kind_of_place_it_is_and_what_holds_it() -> None:
    rabat, maroc, sahel = find_places("De Rabat, au Maroc, au Sahel")
    assert (rabat.kind, rabat.parent) == ("city", "Rabat-Salé-Kénitra")
    assert rabat.population > 100_000
    assert (maroc.kind, maroc.parent) == ("country", "Afrique")
    assert (sahel.kind, sahel.country, sahel.parent) == ("area", None, None)


def test_lookup_finds_a_name_however_it_is_written() -> None:
    for name in ("Côte d’Ivoire", "cote d'ivoire", "la Côte-d'Ivoire"):
        place = lookup(name)
        assert place is not None
        assert (place.country, place.kind) == ("CIV", "country")
    assert lookup("Trifouillis-sur-Brume") is None
    assert lookup("") is None


@pytest.mark.parametrize(
    ("inner", "outer", "answer"),
    [
        ("Rabat", "Maroc", True),
        ("Azilal", "Béni Mellal-Khénifra", True),
        ("azilal", "beni mellal khenifra", True),
        ("Lille", "Nord", True),
        ("Gao", "Sahel", True),
        ("Le Caire", "Égypte", True),
        ("Ménaka", "Liptako-Gourma", True),
        ("Maroc", "Afrique", True),
        ("Rabat", "Rabat", True),
        ("Maroc", "Rabat", False),
        ("Rabat", "Espagne", False),
        ("Casablanca", "Tanger", False),
        ("Casablanca", "Marrakech-Safi", False),
        ("Mali", "Maghreb", False),
        ("Espagne", "Sahel", False),
        ("Agdal", "Rabat", None),  # a quarter, but the gazetteer does not say of which town
        ("Nigeria", "Sahel", None),  # partly
        ("Tétouan", "Rif", None),  # a landscape has no bounds
        ("Trifouillis-sur-Brume", "Maroc", None),
    ],
)
def test_within(inner: str, outer: str, answer: bool | None) -> None:
    assert within(inner, outer) is answer


def test_offsets_hold_where_accents_are_written_apart() -> None:
    text = unicodedata.normalize("NFD", "Né à Témara, arrêté à Fès (🇲🇦), jugé à Salé.")
    assert [unicodedata.normalize("NFC", text[m.start : m.end]) for m in find_places(text)] == [
        "Témara", "Fès", "Salé",
    ]  # fmt: skip


@given(
    st.text(
        alphabet=st.sampled_from("à Rabat, Béni-Mellal (l’N'Djamena)\u0301\u00a0\n«Caire»éL. 24"), max_size=80
    )
)
def test_every_mention_quotes_the_text_and_none_overlaps(text: str) -> None:
    end = 0
    for mention in find_places(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


def test_the_gazetteer_is_small_and_whole() -> None:
    packed = files("recoupe.lexicon").joinpath("places/gazetteer.tsv.gz").read_bytes()
    assert len(packed) < 3_000_000
    rows, keys, *_ = gzip.decompress(packed).decode().split("\n\n")
    number_of_rows = rows.count("\n") + 1
    pointed_at = {int(n) for line in keys.split("\n") for n in line.split("\t")[1].split(",")}
    assert max(pointed_at) < number_of_rows
