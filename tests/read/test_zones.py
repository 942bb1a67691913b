"""Zones read as examples: what each stretch of a page is, in the order of the page."""

from __future__ import annotations

import pytest

from recoupe.model import CODED_ZONES
from recoupe.read.zoning import zones

from .conftest import FIRST, SECOND, THIRD, cut, names

BODY = f"{FIRST}\n{SECOND}\n{THIRD}"
TITLE = "Tunis et Lisbonne relancent leur coopération policière"


def _above(line: str) -> str:
    """The zone of a line at the top of a page."""
    return cut(f"{line}\n{TITLE}\n\n{BODY}\n")[0][0]


def _below(line: str) -> str:
    """The zone of a line under the text."""
    return cut(f"{TITLE}\n\n{BODY}\n\n{line}\n")[-1][0]


def _between(line: str) -> str:
    """The zone of a line between title and text."""
    return cut(f"{TITLE}\n{line}\n{BODY}\n")[1][0]


@pytest.mark.parametrize(
    "line",
    [
        "Pêche : la sardine se fait rare    Tennis : Jabeur en finale    Le lait augmente lundi",
        "Pêche : la sardine se fait rare | Tennis : Jabeur en finale | Le lait augmente lundi",
        "Pêche : la sardine se fait rare  •  Tennis : Jabeur en finale  •  Le lait augmente lundi",
        "EN CONTINU 07h15 La sardine se fait rare 07h40 Jabeur en finale 08h05 Le lait augmente",
        "Pêche : la sardine se fait rare\u00a0 \u00a0 Tennis : Jabeur en finale\u00a0 \u00a0 Lait plus cher",
        "عاجل: تأجيل المباراة    ارتفاع سعر الحليب    أمطار بالشمال",
        "Sardine prices climb    Jabeur reaches final    Milk to cost more",
    ],
)
def test_strips_above_the_article(line: str) -> None:
    assert _above(line) == "ticker"


def test_a_column_of_headlines_above_the_article() -> None:
    column = [
        "Le lait augmente lundi",
        "Jabeur atteint la finale",
        "La sardine se fait rare",
        "Un pont ferme à Bizerte",
    ]
    got = cut("\n".join([*column, TITLE, "Publié le 3 mars 2021", BODY]))
    assert [name for name, _ in got[:6]] == ["ticker"] * 4 + ["title", "dateline"]
    assert got[4][1] == TITLE


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Publié le 3 mars 2021 à 10:20", "dateline"),
        ("Publié dans Le Rivage le 03 - 03 - 2021", "dateline"),
        ("mercredi 3 mars 2021", "dateline"),
        ("Tunis, le 3 mars 2021", "dateline"),
        ("March 3, 2021", "dateline"),
        ("الأربعاء 3 مارس 2021 - 10:20", "dateline"),
        ("٣ مارس ٢٠٢١", "dateline"),
        ("Par Leïla Ben Amor", "byline"),
        ("Par la rédaction du Rivage", "byline"),
        ("By Sarah Miller", "byline"),
        ("بقلم ليلى بن عمر", "byline"),
        ("De notre correspondante à Lisbonne", "byline"),
        ("Le Rivage avec AFP", "byline"),
        ("Rivage Hebdo - 3 mars 2021", "byline"),
        ("3 min de lecture", "byline"),
        ("Le siège du ministère, à Tunis. © Rivage", "caption"),
        ("Photo d’illustration", "caption"),
        ("Les deux ministres à leur arrivée (archives)", "caption"),
        ("Les deux ministres à leur arrivée. REUTERS", "caption"),
        ("The two ministers on arrival. (Photo: AP)", "caption"),
        ("Les deux ministres veulent un protocole avant l’été.", "lead"),
        ("Partager sur Facebook   Partager sur WhatsApp", "notice"),
    ],
)
def test_between_title_and_text(line: str, zone: str) -> None:
    assert _between(line) == zone


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("À lire : Le protocole de 2017, quatre ans après", "related"),
        ("A LIRE AUSSI > Le protocole de 2017, quatre ans après", "related"),
        ("Read also: The 2017 protocol, four years on", "related"),
        ("إقرأ أيضا: بروتوكول 2017 بعد أربع سنوات", "related"),
        ("Bizerte : un pont ferme pour travaux", "related"),
        ("Un pont de Bizerte, où passent chaque jour vingt mille voitures, ferme pour...", "related"),
        ("Il vous reste 62 % de cet article à lire.", "notice"),
        ("En poursuivant votre navigation, vous acceptez l’utilisation de cookies.", "notice"),
        ("12 commentaires", "notice"),
        ("Recevez notre lettre chaque matin.", "notice"),
        ("© Le Rivage 2021", "notice"),
        ("Sign up for our newsletter. You can unsubscribe at any time.", "notice"),
        ("جميع الحقوق محفوظة", "notice"),
        ("Accueil > Monde > Tunisie", "notice"),
        ("- Advertisement -", "ad"),
        ("Publicité", "ad"),
        ("Réservez vos vacances d’été à Djerba", "ad"),
        ("TAP/lba", "byline"),
        ("Avec AFP", "byline"),
        ("Leïla Ben Amor", "byline"),
        ("Le marché central, lui, restera fermé dimanche.", "body"),
        ("Les prévisions annoncent un temps sec jusqu’à vendredi.", "body"),
    ],
)
def test_below_the_text(line: str, zone: str) -> None:
    assert _below(line) == zone


@pytest.mark.parametrize(
    "line",
    [
        "À lire les comptes rendus, la réunion fut brève.",
        "Lire ces rapports demande de la patience.",
        "Voir Tunis et y signer était leur souhait.",
        "Le ministre l’a écrit dans la soirée sur Facebook.",
        "« Abonnez-vous à la patience », a souri le ministre.",
        "Photo à l’appui, le ministre a montré le poste de garde.",
        "Par ailleurs, trois agents ont été décorés.",
        "Publicité et propagande, a-t-il dit, se ressemblent.",
        "Le 12 octobre 2018, un accord semblable avait échoué.",
        "Partager ces fichiers suppose une loi, a-t-il rappelé.",
    ],
)
@pytest.mark.parametrize("place", ["inside", "after"])
def test_sentences_that_begin_as_cues_do_stay_in_the_text(line: str, place: str) -> None:
    text = (
        f"{TITLE}\n{FIRST}\n{line}\n{SECOND}\n"
        if place == "inside"
        else f"{TITLE}\n{FIRST}\n{SECOND}\n{line}\n"
    )
    assert {stretch: name for name, stretch in cut(text)}[line] == "body"


def test_a_block_of_cards_and_what_follows_it() -> None:
    text = (
        f"{TITLE}\n{BODY}\nAller plus loin\nUn pont ferme à Bizerte\n3 mars 2021\n"
        "La sardine se fait rare dans le golfe, au grand dam des conserveries.\nSignaler une erreur\n"
    )
    assert names(text) == [
        "title",
        "body",
        "body",
        "body",
        "related",
        "related",
        "related",
        "related",
        "notice",
    ]


def test_a_block_in_mid_text_ends_where_the_text_goes_on() -> None:
    long = f"{SECOND} {THIRD}"
    cards = "À lire aussi\nUn pont ferme à Bizerte\nLa sardine se fait rare"
    text = f"{TITLE}\n{FIRST}\n{cards}\n{long}\n{long} Fin.\n"
    assert names(text)[-5:] == ["related", "related", "related", "body", "body"]


def test_a_card_above_the_article_is_known_by_its_return_below() -> None:
    card = "Un pont de Bizerte ferme pour trois mois de travaux, au grand dam des transporteurs."
    lead = "Les deux ministres veulent un protocole."
    text = f"Bizerte sans son pont\n{card}\n{lead}\n{BODY}\nAller plus loin\n{card}\n"
    assert names(text) == ["related", "related", "lead", "body", "body", "body", "related", "related"]


def test_a_title_printed_twice() -> None:
    assert names(f"{TITLE}\n{TITLE}\n{BODY}\n") == ["title", "title", "body", "body", "body"]


def test_a_dateline_before_the_first_sentence_is_cut_from_it() -> None:
    got = cut(f"{TITLE}\nTunis, 03/03/2021 (TAP) - {FIRST}\n{SECOND}\n")
    assert got[1:3] == [("dateline", "Tunis, 03/03/2021 (TAP) -"), ("body", FIRST)]


@pytest.mark.parametrize("line", ["LISBONNE (Lusa) – ", "TUNIS — ", "تونس (وات) - "])
def test_agency_datelines(line: str) -> None:
    assert [name for name, _ in cut(f"{TITLE}\n{line}{FIRST}\n{SECOND}\n")][1:3] == ["dateline", "body"]


def test_a_related_headline_at_the_end_of_a_paragraph() -> None:
    got = cut(f"{TITLE}\n{FIRST} Lire aussi : Le protocole de 2017\n{SECOND}\n{THIRD}\n")
    assert got[1:3] == [("body", FIRST), ("related", "Lire aussi : Le protocole de 2017")]


def test_one_huge_paragraph_is_one_body() -> None:
    assert names(" ".join([FIRST, SECOND, THIRD] * 20)) == ["body"]


def test_a_page_stored_as_one_line() -> None:
    text = (
        "Pêche : la sardine rare    Le lait augmente    Bizerte : un pont fermé Tunis relance sa coopération "
        f"Selon le ministère, {FIRST[0].lower()}{FIRST[1:]} {SECOND} {THIRD} "
        "Vous aimerez aussi Le protocole oublié Laisser un commentaire Votre nom"
    )
    assert names(text) == ["ticker", "title", "body", "related", "notice"]


def test_the_outlet_s_name_is_no_headline() -> None:
    text = f"{TITLE}\nLa Vigie des deux Rives\n{BODY}\n"
    assert names(text, "vigie-deux-rives")[1] == "byline"


def test_a_newsroom_without_full_stops() -> None:
    text = "\n".join([TITLE, *(paragraph.rstrip(".") for paragraph in (FIRST, SECOND, THIRD, FIRST[:120]))])
    assert names(text) == ["title"] + ["body"] * 4


def test_short_headings_inside_the_text_are_text() -> None:
    assert names(f"{TITLE}\n{FIRST}\nUn précédent\n{SECOND}\n{THIRD}\n") == [
        "title",
        "body",
        "body",
        "body",
        "body",
    ]


def test_a_title_alone_with_one_sentence() -> None:
    assert names("Un accord à Tunis\nLes deux ministres ont signé mardi.\n") == ["title", "body"]


@pytest.mark.parametrize(
    "title", ["Photos : les ministres à Tunis mardi soir", "Analyse – Tunis et Lisbonne se cherchent"]
)
def test_the_only_headline_is_the_title_whatever_it_begins_with(title: str) -> None:
    assert cut(f"{title}\n{BODY}\n")[0] == ("title", title)


def test_an_arabic_page() -> None:
    paragraph = (
        "استقبل وزير الداخلية اليوم الخميس بتونس نظيره البرتغالي الذي حل بالبلاد للإعداد لاجتماع اللجنة "
        "المشتركة حول التعاون الأمني بين البلدين المقرر عقده في شهر مارس المقبل."
    )
    other = f"{paragraph[:-1]} بالعاصمة."
    text = f"تونس ولشبونة تعززان التعاون الأمني\nبقلم ليلى بن عمر\n{paragraph}\n{other}\nشارك المقال\n"
    assert names(text) == ["title", "byline", "body", "body", "notice"]


def test_every_zone_says_why() -> None:
    strip = "Le lait augmente    Un pont ferme    Un titre"
    text = f"{strip}\n{TITLE}\nTunis, 3 mars 2021\n{BODY}\nPublicité\nLire aussi : Un pont\n"
    assert all(zone.why for zone in zones(text))


def test_nothing_outside_the_article_is_coded() -> None:
    text = (
        f"Le lait augmente    Un pont ferme    Un titre\n{TITLE}\n{BODY}\nPublicité\nLire aussi : Un pont\n"
    )
    coded = "\n".join(stretch for name, stretch in cut(text) if name in CODED_ZONES)
    assert coded == f"{TITLE}\n{BODY}"


def test_a_flash_above_the_title_is_told_by_its_words() -> None:
    got = cut(f"Le lait augmente encore\n{TITLE}\n{BODY}\n")
    assert got[:2] == [("ticker", "Le lait augmente encore"), ("title", TITLE)]


def test_a_page_stored_as_one_line_with_menu_and_date() -> None:
    text = (
        f"Accueil Monde Sport {TITLE} Publié le 3 mars 2021 {BODY.replace(chr(10), ' ')} Partager cet article"
    )
    got = cut(text)
    assert [name for name, _ in got] == ["notice", "title", "dateline", "body", "notice"]
    assert got[1][1] == TITLE and got[2][1] == "Publié le 3 mars 2021"


def test_whole_sentences_under_related_are_cards_when_they_speak_of_other_things() -> None:
    cards = [
        "Un pont de Bizerte ferme pour trois mois de travaux, au grand dam des transporteurs.",
        "Le lait augmente lundi, annoncent les industriels après un mois de bras de fer.",
        "La sardine se fait rare dans le golfe, au grand dam des conserveries de la côte.",
    ]
    got = cut("\n".join([TITLE, BODY, "Sur le même sujet", *cards]))
    assert [name for name, _ in got[-4:]] == ["related"] * 4


def test_a_refrain_is_no_card() -> None:
    refrain = "Et pendant ce temps, à Lisbonne, on attendait toujours une réponse."
    text = "\n".join([TITLE, FIRST, refrain, SECOND, refrain, THIRD, refrain, f"{SECOND} {THIRD}", refrain])
    assert set(names(text)[1:]) <= {"lead", "body"}


def test_an_extracted_page_keeps_its_list() -> None:
    text = f"{TITLE}\n\n{BODY}\n- Formation des officiers\n- Échange de fichiers\n"
    assert [zone.zone for zone in zones(text, None, TITLE, extracted=True)][-2:] == ["body", "body"]


def test_a_notice_in_other_words_speaks_to_the_reader_about_the_site() -> None:
    line = "Votre navigateur ne permet pas d’afficher les cookies de ce site comme il faudrait."
    assert _below(line) == "notice"


def test_the_middle_of_the_text_may_address_the_reader() -> None:
    line = "Si votre compte est bloqué, un décret vous ouvre un recours devant le juge."
    assert names(f"{TITLE}\n{FIRST}\n{line}\n{SECOND}\n{THIRD}\n")[2] == "body"
