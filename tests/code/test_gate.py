"""Which sentences are parsed: what the lexicon allows and what its words make likely enough."""

from __future__ import annotations

from recoupe.code.fr.about import about
from recoupe.code.fr.cascade import look, worth_parsing

KITCHEN = [
    "La recette du dimanche réunit toute la famille autour d'un plat de saison.",
    "On fait saisir les tomates à feu vif avant d'ajouter le thym et deux gousses d'ail.",
    "Il faut ensuite arrêter la cuisson et laisser reposer la préparation une petite heure.",
    "Le secret, dit la cuisinière, tient à la fraîcheur des produits et à la patience.",
    "On peut remplacer les herbes par une pincée de cumin ou de paprika doux.",
    "Servez tiède, avec un filet d'huile d'olive et du pain de campagne.",
]
COURT = [
    "La police algérienne a arrêté lundi à Oran trois membres d'un réseau de faussaires.",
    "Les enquêteurs ont saisi deux cents passeports et une imprimante.",
    "Le parquet d'Alger a ouvert une enquête avec l'appui d'Interpol.",
]


def parsed(texts: list[str]) -> list[bool]:
    return worth_parsing(texts, about(texts))


def test_an_article_on_other_affairs_is_parsed_less_than_its_verbs_alone_would_ask_for() -> None:
    may = [look(text).telling for text in KITCHEN]
    assert any(may)
    assert sum(parsed(KITCHEN)) < sum(may)


def test_every_sentence_of_a_report_of_arrests_is_parsed() -> None:
    assert parsed(COURT) == [True, True, True]


def test_a_phrase_typed_is_parsed_wherever_the_lexicon_finds_something() -> None:
    for text in KITCHEN:
        assert parsed([text]) == [look(text).telling]
