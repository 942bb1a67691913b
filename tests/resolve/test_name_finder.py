"""Names in running French: what is found, how far it reaches, and whose it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.resolve.names import Mention, names


def found(text: str, home: str | None = None) -> list[Mention]:
    return names().find(text, home=home)


def ids(text: str, home: str | None = None) -> list[tuple[str, str | None]]:
    return [(m.text, m.id) for m in found(text, home)]


def only(text: str, home: str | None = None) -> Mention:
    mentions = found(text, home)
    assert len(mentions) == 1, mentions
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("Le Maroc a livré le suspect.", "Maroc", "MAR"),
        ("un colis venu de Côte d’Ivoire", "Côte d’Ivoire", "CIV"),
        ("les pluies au Burkina-Faso", "Burkina-Faso", "BFA"),
        ("la MINUSMA plie bagage", "MINUSMA", "UN.MINUSMA"),
        ("les sommets de la Cédéao", "Cédéao", "ECOWAS"),
        ("les sommets de la CEDEAO", "CEDEAO", "ECOWAS"),
        ("une fiche d'Interpol circule", "Interpol", "INTERPOL"),
        ("l’ONU réclame des comptes", "ONU", "UN"),
        ("une cellule d'Al Qaida", "Al Qaida", "AQ"),
        ("l'État islamique recule", "État islamique", "IS"),
        ("l'Etat islamique recule", "Etat islamique", "IS"),
        ("la Garde civile fouille un cargo", "Garde civile", "ESP.GC"),
        ("أعلنت الأمم المتحدة عن دعمها", "الأمم المتحدة", "UN"),
    ],
)
def test_names_are_found_however_they_are_typed(text: str, name: str, entity: str) -> None:
    mention = only(text)
    assert (mention.text, mention.id) == (name, entity)
    assert text[mention.start : mention.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "L'État de droit et les États membres sont cités.",
        "Une grenade a roulé sous la table.",
        "Il est parti sur un coup de tête, est-ce la fin ?",
        "Elle a mis la map de côté et pris le far breton.",
        "La normalisation se fait en plusieurs temps.",
        "Le fleuve Niger déborde et Air France annule ses vols.",
        "L'équipe de France s'incline.",
        "LE GOUVERNAIL EST AU PORT",
        "La bande, armée de bâtons, a fui.",
        "Il a été jugé coupable.",
        "La peine capitale est abolie.",
        "L'assemblée générale du club se tient lundi.",
        "François Hollande signe ses livres.",
        "La sûreté de l'ouvrage est en cause.",
    ],
)
def test_common_words_and_set_phrases_are_no_entities(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("le ministère espagnol de l'Intérieur dément", "ministère espagnol de l'Intérieur", "ESP.MININT"),
        ("le ministère de l’Intérieur espagnol dément", "ministère de l’Intérieur espagnol", "ESP.MININT"),
        ("le ministère de l'intérieur du Niger dément", "ministère de l'intérieur du Niger", "NER.MININT"),
        ("l'armée malienne a tiré", "armée malienne", "MLI.FAMA"),
        ("l'armée du Mali a tiré", "armée du Mali", "MLI.FAMA"),
        ("l'armée suédoise a tiré", "armée suédoise", "SWE.MIL"),
        ("le gouvernement de transition malien", "gouvernement de transition malien", "MLI.GOV"),
        ("la police nationale italienne", "police nationale italienne", "ITA.POLICE"),
        ("la gendarmerie tchadienne patrouille", "gendarmerie tchadienne", "TCD.GN"),
        ("les autorités sénégalaises promettent", "autorités sénégalaises", "SEN"),
        ("la capitale sénégalaise s'éveille", "capitale sénégalaise", "SEN"),
        ("le parquet antiterroriste belge enquête", "parquet antiterroriste belge", "BEL.PF"),
        ("la diplomatie française proteste", "diplomatie française", "FRA.MEAE"),
        ("l'ambassade d'Espagne ferme", "ambassade d'Espagne", "ESP"),
        ("le Conseil de sécurité de l’ONU vote", "Conseil de sécurité de l’ONU", "UN.SC"),
        ("la Commission de la Cédéao proteste", "Commission de la Cédéao", "ECOWAS.COM"),
        ("la Commission de l'Union africaine proteste", "Commission de l'Union africaine", "AU.COM"),
    ],
)
def test_a_body_and_its_state_are_one_mention(text: str, name: str, entity: str) -> None:
    mention = only(text)
    assert (mention.text, mention.id) == (name, entity)


def test_services_without_a_name_have_country_and_sector_but_no_id() -> None:
    mention = only("les services algériens de renseignement observent")
    assert mention.text == "services algériens de renseignement"
    assert (mention.id, mention.country, mention.sector) == (None, "DZA", "SPY")


def test_a_body_without_state_is_the_presss_own() -> None:
    text = "Le ministère de l'Intérieur et l'armée se taisent."
    assert ids(text, "MAR") == [("ministère de l'Intérieur", "MAR.MININT"), ("armée", "MAR.FAR")]
    assert ids(text, "PRT") == [("ministère de l'Intérieur", "PRT.MININT"), ("armée", "PRT.MIL")]
    abroad = found(text)
    assert [(m.id, m.country, m.sector) for m in abroad] == [(None, None, "GOV"), (None, None, "MIL")]


@pytest.mark.parametrize(
    "text",
    [
        "un gouvernement est tombé",
        "le gouvernement de Catalogne est tombé",
        "le gouvernement catalan est tombé",
        "les gouvernements sont tombés",
    ],
)
def test_another_government_is_not_taken_for_the_presss_own(text: str) -> None:
    assert all(m.id is None for m in found(text, "FRA"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "le Bureau central d'investigations judiciaires (BCIJ) a tranché",
            "Bureau central d'investigations judiciaires (BCIJ)",
        ),
        (
            "le BCIJ (Bureau central d’investigations judiciaires) a tranché",
            "BCIJ (Bureau central d’investigations judiciaires)",
        ),
        ("le BCIJ (à Salé) a tranché", "BCIJ"),
    ],
)
def test_an_acronym_in_parentheses_belongs_to_its_name(text: str, name: str) -> None:
    mention = only(text)
    assert (mention.text, mention.id) == (name, "MAR.BCIJ")


def test_another_body_in_parentheses_stays_apart() -> None:
    assert ids("le GIGN (Gendarmerie royale)") == [("GIGN", "FRA.GIGN"), ("Gendarmerie royale", "MAR.GR")]


def test_an_acronym_of_several_states_is_settled_by_neighbour_press_or_text() -> None:
    assert only("la DGSN algérienne recrute", "MAR").id == "DZA.DGSN"
    assert only("la DGSN recrute", "MAR").id == "MAR.DGSN"
    assert found("L'Algérie modernise sa DGSN.", "FRA")[-1].id == "DZA.DGSN"
    undecided = only("la DGSN recrute")
    assert (undecided.id, undecided.country, undecided.sector) == (None, None, "COP")


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("des enquêteurs de nationalité tunisienne", "adjective", "TUN"),
        ("trois Nigériens", "adjective", "NER"),
        ("trois Nigérians", "adjective", "NGA"),
        ("une touriste grecque", "adjective", "GRC"),
        ("des villages burkinabè", "adjective", "BFA"),
        ("à Paris", "capital", "FRA"),
        ("à Abou Dhabi", "capital", "ARE"),
        ("Washington s'inquiète", "capital", "USA"),
        ("L'Elysée s'inquiète", "metonym", "FRA"),
        ("la Maison-Blanche s'inquiète", "metonym", "USA"),
        ("le Kremlin s'inquiète", "metonym", "RUS"),
    ],
)
def test_demonyms_capitals_and_metonyms_keep_their_kind(text: str, kind: str, country: str) -> None:
    mention = found(text)[-1]
    assert (mention.kind, mention.country) == (kind, country)
    assert mention.id == (None if kind == "adjective" else country)


def test_demonyms_of_compounds_are_both_sides() -> None:
    assert [m.country for m in found("la coopération maroco-espagnole")] == ["MAR", "ESP"]
    assert found("un franco à payer") == []


def test_names_that_depend_on_the_press() -> None:
    assert only("Le Royaume s'engage.", "MAR").id == "MAR"
    assert only("Le Royaume s'engage.", "ESP").id == "ESP"
    assert found("Le Royaume s'engage.") == []
    assert only("Le Royaume chérifien s'engage.", "FRA").id == "MAR"
    assert only("L'Hexagone s'engage.", "FRA").id == "FRA"
    assert only("La République tient bon.", "TUN").id == "TUN"
    assert only("Le président de la République parle.", "TUN").kind == "office"
    assert only("La République tchèque vote.", "TUN").id == "CZE"


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("le ministre français de l'Intérieur", "ministre français de l'Intérieur", "FRA", "GOV"),
        (
            "la ministre des Affaires étrangères du Ghana",
            "ministre des Affaires étrangères du Ghana",
            "GHA",
            "GOV",
        ),
        ("le président du Niger", "président du Niger", "NER", "GOV"),
        ("l'ambassadeur de France au parking", "ambassadeur de France", "FRA", "GOV"),
        ("le chef d'état-major italien", "chef d'état-major italien", "ITA", "MIL"),
        ("trois policiers belges", "policiers belges", "BEL", "COP"),
        ("un juge d'instruction", "juge d'instruction", None, "JUD"),
    ],
)
def test_offices_carry_sector_and_the_state_beside_them(
    text: str, name: str, country: str | None, sector: str
) -> None:
    mention = found(text)[0]
    assert mention.kind == "office"
    assert (mention.text, mention.id) == (name, None)
    assert (mention.country, mention.sector) == (country, sector)


def test_an_office_takes_country_and_sector_of_the_body_it_heads() -> None:
    office, body = found("le directeur général de la DGST")
    assert (office.kind, office.country, office.sector) == ("office", "MAR", "SPY")
    assert body.id == "MAR.DGST"
    president, senate = found("le président du Sénat nigérian")
    assert (president.country, president.sector, senate.id) == ("NGA", "LEG", "NGA.SEN")


def test_plural_bodies_are_one_for_each_state() -> None:
    assert ids("les ministères de l'Intérieur marocain, espagnol et français") == [
        ("ministères de l'Intérieur marocain", "MAR.MININT"),
        ("espagnol", "ESP.MININT"),
        ("français", "FRA.MININT"),
    ]


def test_courts_and_police_reach_over_their_town() -> None:
    court = only("la cour d'appel de Rabat a tranché")
    assert (court.text, court.country, court.sector) == ("cour d'appel de Rabat", "MAR", "JUD")
    assert only("la police de Marrakech a tranché", "MAR").id == "MAR.DGSN"
    assert only("le parquet de Barcelone a tranché", "MAR").country == "ESP"


def test_silent_marks_neither_hide_names_nor_shift_offsets() -> None:
    text = "L'Alge\u0301rie et le Ma\u00adroc, puis la CE\u0301DE\u0301AO"
    mentions = found(text)
    assert [m.id for m in mentions] == ["DZA", "MAR", "ECOWAS"]
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert mentions[1].text == "Ma\u00adroc"


def test_the_country_a_text_is_about() -> None:
    text = "Bamako dément. L'armée malienne et le Mali n'ont rien à voir avec la France."
    assert names().main_country(text) == "MLI"
    assert names().main_country("Il pleut.") is None


@given(st.text(alphabet="Le Maroc, d'Éspagn(BCIJ)\u0301\u00ad\n-ministère de l’Intérieur ONU", max_size=120))
def test_mentions_quote_the_text_in_order_without_overlap(text: str) -> None:
    mentions = found(text, "MAR")
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        (
            "Selon l'Office national de lutte contre la fraude (ONLF), rien ne bouge.",
            "Office national de lutte contre la fraude (ONLF)",
            "GOV",
        ),
        ("La Brigade des stupéfiants de Dakar a saisi un kilo.", "Brigade des stupéfiants de Dakar", "COP"),
        ("le Parti démocratique indique son vote", "Parti démocratique", "PTY"),
        (
            "l'Agence de l'eau, de l'énergie et des mines, de son côté, dément",
            "Agence de l'eau, de l'énergie et des mines",
            "GOV",
        ),
    ],
)
def test_unlisted_bodies_reach_as_far_as_their_words(text: str, name: str, sector: str) -> None:
    mention = found(text)[0]
    assert (mention.text, mention.id, mention.kind, mention.sector) == (name, None, "body", sector)


def test_a_capital_that_only_begins_a_sentence_opens_no_name() -> None:
    assert found("Centre de gravité du débat, la dette. Force est de constater le retard.") == []


def test_an_acronym_given_by_the_text_is_known_afterwards() -> None:
    first, later = found("L'Office national des grains (ONGR) a menti. Une plainte vise l'ONGR.")
    assert (first.text, later.text) == ("Office national des grains (ONGR)", "ONGR")
    assert later.name == first.name


def test_a_shortened_name_is_the_body_told_before() -> None:
    text = "Le Bureau central d'investigations judiciaires parle. Un agent du Bureau central se tait."
    assert [m.id for m in found(text) if "Bureau" in m.text] == ["MAR.BCIJ", "MAR.BCIJ"]
    assert found("Un agent du Bureau central se tait.")[-1].id is None
