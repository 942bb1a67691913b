"""Arrests, verdicts, extraditions, seizures: who does what to whom, in the words of newsrooms."""

from __future__ import annotations

import pytest

from recoupe.model import Event, Figure

# What is told, then its type, mode, actors and recipients.
DEEDS = [
    ("Le général Issa Keïta, ancien chef d'état-major, a été arrêté par la gendarmerie à Bamako.",
     "COERCE", "arrest", ["gendarmerie"], ["Issa Keïta"]),
    ("La police espagnole a annoncé l'arrestation d'un homme recherché par Interpol.",
     "COERCE", "arrest", ["police espagnole"], ["un homme"]),
    ("La gendarmerie a annoncé l'arrestation, lors d'une opération à Kolda, de quatre trafiquants.",
     "COERCE", "arrest", ["gendarmerie"], ["quatre trafiquants"]),
    ("La cour d'assises de Paris a condamné Karim T. à vingt ans de réclusion.",
     "SANCTION", "convict", ["cour d'assises de Paris"], ["Karim T."]),
    ("Le chef rebelle a été reconnu coupable de meurtre par le tribunal de Sousse.",
     "SANCTION", "convict", ["tribunal de Sousse"], ["Le chef rebelle"]),
    ("Le procès s'est achevé lundi à Bamako : perpétuité pour les assaillants de l'hôtel.",
     "SANCTION", "convict", [], ["les assaillants de l'hôtel"]),
    ("Le gendarme a été extradé d'Espagne en mai.",
     "COOPERATE", "extradite", ["Espagne"], []),
    ("L'homme a été extradé dimanche du Maroc vers la France.",
     "COOPERATE", "extradite", ["Maroc"], ["France"]),
    ("Les Forces démocratiques syriennes ont remis à Bagdad cinquante combattants.",
     "COOPERATE", "extradite", ["Forces démocratiques syriennes"], ["Bagdad"]),
    ("Le Mouvement a libéré jeudi deux otages. Le Hamas a relâché mardi trois otages.",
     "RETREAT", "release", ["Hamas"], ["trois otages"]),
    ("Tracfin a transmis des renseignements à la DGSI.",
     "COOPERATE", "share-intelligence", ["Tracfin"], ["DGSI"]),
    ("Interpol a diffusé mardi une notice rouge visant l'ancien ministre Paul Biyo.",
     "REQUEST", "assist", ["Interpol"], ["Paul Biyo"]),
    ("Le Sénégal est sorti de la liste grise du GAFI en octobre.", "RETREAT", None, ["GAFI"], ["Sénégal"]),
    ("La garde civile a repoussé lundi 200 migrants à Ceuta.",
     "COERCE", "restrict", ["La garde civile"], ["200 migrants"]),
    ("Paris a obtenu d'Ankara l'extradition d'un narcotrafiquant.",
     "COOPERATE", "extradite", ["Ankara"], ["Paris"]),
    ("Livré aux États-Unis en mai, l'ex-ministre a été condamné lundi.",
     "COOPERATE", "extradite", [], ["États-Unis"]),
    ("Londres a levé mardi les sanctions visant l'ancien président burundais.",
     "RETREAT", None, ["Londres"], ["l'ancien président burundais"]),
    ("La Belgique a expulsé mardi un imam.", "COERCE", "deport", ["Belgique"], ["un imam"]),
    ("Sept ans de prison ont été requis mardi contre le trafiquant.",
     "ACCUSE", "allege", [], ["le trafiquant"]),
    ("Le militant Ali Dia a bénéficié mercredi d'une liberté provisoire.",
     "RETREAT", "release", [], ["Ali Dia"]),
    ("Le réseau a été démantelé par la police espagnole, a annoncé mardi le parquet.",
     "COERCE", "dismantle", ["police espagnole"], ["Le réseau"]),
    ("L'OIM a ramené jeudi de Tripoli 162 Nigérians.", "RETREAT", "repatriate", ["OIM"], ["162 Nigérians"]),
]  # fmt: skip


# What is told in the article besides: that it is on officials.
BESIDE = " Ni Interpol, ni Europol, ni les Nations unies n'avaient réagi mardi."


@pytest.mark.parametrize(("text", "type_", "mode", "actors", "recipients"), DEEDS)
def test_a_deed_is_told_with_who_does_it_to_whom(coded, text, type_, mode, actors, recipients):
    told = [
        ([a.text for a in s.actors], [r.text for r in s.recipients])
        for s in coded(text + BESIDE)
        if isinstance(s, Event) and (s.type, s.mode) == (type_, mode)
    ]
    assert (actors, recipients) in told


ONCE = [
    ("Coup de filet à Lyon : la police place onze personnes en garde à vue.", "arrest"),
    ("Reconnu coupable de meurtre, l'homme a été condamné lundi à dix ans de prison par le tribunal.",
     "convict"),
    ("Sur la base d'informations fournies par la DGST, la police espagnole a arrêté un homme.",
     "share-intelligence"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mode"), ONCE)
def test_one_deed_told_in_two_ways_is_one(coded, text, mode):
    assert [s.mode for s in coded(text) if isinstance(s, Event)].count(mode) == 1


def test_a_sanction_that_is_lifted_is_not_imposed(coded):
    told = [s.type for s in coded("Londres a levé lundi le gel des avoirs de la banque libyenne.")]
    assert told == ["RETREAT"]


def test_what_one_has_done_is_not_to_come(coded):
    (event, figure) = coded("La police portugaise a annoncé avoir saisi six tonnes de cocaïne.")
    assert (event.status, figure.status) == ("asserted", "asserted")


def test_the_time_of_an_arrest_is_not_that_of_the_trial(coded):
    told = coded(
        "Arrêté le 2 février en Turquie, le chef du réseau a été condamné par un tribunal de La Haye."
    )
    assert {s.mode: s.when and s.when.start for s in told if isinstance(s, Event)} == {
        "arrest": "2024-02-02",
        "convict": None,
    }


def test_the_day_of_the_announcement_dates_nothing(coded):
    told = coded("Le réseau a été démantelé à Nador par la police marocaine, a annoncé mardi le parquet.")
    assert [s.when for s in told if isinstance(s, Event)] == [None]


def test_what_befalls_those_counted_stands_for_them(coded):
    told = coded("L'armée malienne a mené un raid à Ménaka : quatre rebelles tués et deux arrêtés.")
    assert {(s.measure, s.value) for s in told if isinstance(s, Figure)} == {
        ("people-killed", 4),
        ("people-arrested", 2),
    }


def test_sticks_of_dynamite_are_arms(coded):
    told = coded("Les douanes togolaises ont saisi lundi 340 bâtons de dynamite.")
    assert [s.measure for s in told if isinstance(s, Figure)] == ["weapons-seized"]


def test_bodies_recovered_are_dead_and_not_helped(coded):
    told = coded(
        "Les corps de treize migrants ont été repêchés près de Zarzis par les garde-côtes tunisiens."
    )
    assert [(s.measure, s.value) for s in told if isinstance(s, Figure)] == [("people-killed", 13)]
    assert not [s for s in told if isinstance(s, Event) and s.type == "AID"]


def test_litres_of_petrol_are_no_drug(coded):
    told = coded("Les douanes marocaines ont saisi lundi 900 litres de carburant.")
    assert [s.measure for s in told if isinstance(s, Figure)] == ["other"]


def test_a_range_of_years_counts_nobody(coded):
    told = coded("Le tribunal de Rabat a infligé aux suspects des peines de trois à huit ans de prison.")
    assert not [s for s in told if isinstance(s, Figure)]
