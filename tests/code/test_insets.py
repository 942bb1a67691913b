"""Who does what where something stands between a subject and its verb."""

from __future__ import annotations

from recoupe.model import Event


def acts(told) -> dict[tuple[str, str | None], tuple[list[str], list[str]]]:
    return {
        (s.type, s.mode): ([e.id or e.text for e in s.actors], [e.id or e.text for e in s.recipients])
        for s in told
        if isinstance(s, Event)
    }


def test_a_relative_of_whom_something_was_given(coded):
    told = acts(
        coded(
            "La police de Casablanca, à laquelle la DGST avait fourni des renseignements, a arrêté lundi "
            "trois suspects."
        )
    )
    assert told["COOPERATE", "share-intelligence"] == (["MAR.DGST"], ["MAR.DGSN"])
    assert told["COERCE", "arrest"] == (["MAR.DGSN"], ["trois suspects"])


def test_a_relative_with_a_subject_of_its_own(coded):
    told = acts(
        coded(
            "Des enquêteurs belges, que la DGST avait mis sur la piste, ont arrêté mardi le suspect à Anvers."
        )
    )
    assert told["COERCE", "arrest"][0] == ["Des enquêteurs belges"]
    assert told["COOPERATE", "share-intelligence"][0] == ["MAR.DGST"]


def test_a_second_clause_has_its_own_subject_past_commas(coded):
    told = acts(
        coded(
            "Le roi a exprimé sa compassion, et le Premier ministre jordanien, en visite mardi à Tunis, a "
            "condamné l'attentat."
        )
    )
    assert told["ACCUSE", "disapprove"][0] == ["le Premier ministre jordanien"]


def test_a_verb_behind_a_semicolon_has_the_subject_before_it(coded):
    told = acts(
        coded(
            "Cotonou a envoyé mardi 200 hommes à la frontière ; Lomé, à qui Accra reprochait sa lenteur, a "
            "expulsé mercredi trois diplomates ghanéens."
        )
    )
    assert told["SANCTION", "expel"][0] == ["TGO"]


def test_all_of_a_row_are_brought_home(coded):
    told = acts(coded("Berlin a rapatrié jeudi de Syrie sept femmes et dix-neuf enfants."))
    assert told["RETREAT", "repatriate"] == (["DEU"], ["sept femmes", "dix-neuf enfants"])


def test_who_is_helped_is_what_the_verb_takes_and_not_who_was_told(coded):
    told = acts(
        coded("Le ministre a assuré aux membres du Conseil que les autorités aideraient la Minusma à partir.")
    )
    assert told["AID", None][1] == ["UN.MINUSMA"]


def test_who_holds_the_office_that_a_trigger_names_is_met(coded):
    told = acts(coded("Le 3 mars, le capitaine Salifou Traoré a renversé le président Blaise Konaté."))
    assert told["COERCE", None] == (["salifou-traore"], ["blaise-konate"])


def test_what_a_semicolon_parts_is_read_apart(coded):
    told = coded(
        "La Belgique a rappelé lundi son ambassadeur à Kigali ; le Rwanda, qui dit n'avoir rien fait, "
        "a expulsé mardi deux diplomates ; l'Union africaine a appelé mercredi les deux pays à la retenue."
    )
    assert [
        (s.type, [e.id for e in s.actors]) for s in told if isinstance(s, Event) and s.type != "REQUEST"
    ] == [("SANCTION", ["BEL"]), ("SANCTION", ["RWA"])]
    asked = next(s for s in told if isinstance(s, Event) and s.type == "REQUEST")
    assert [e.id for e in asked.actors] == ["AU"]


def test_a_year_gone_by_between_verb_and_object_is_no_object(coded):
    told = acts(coded("Le Maroc a formé l'an dernier 35 policiers portugais à l'institut de Kénitra."))
    assert told["AID", "train"] == (["MAR"], ["35 policiers portugais"])


def test_to_whom_it_is_given_is_not_what(coded):
    told = acts(
        coded("Le Maroc forme depuis mai des policiers, et Lisbonne lui livrera mardi quatre vedettes.")
    )
    assert ("AID", "equip") in told and ("COOPERATE", "extradite") not in told


def test_a_town_in_front_is_where_and_not_to_whom(coded):
    (handed,) = [
        s
        for s in coded("À Paris, le parquet a remis mardi deux suspects à la Belgique.")
        if isinstance(s, Event) and s.mode == "extradite"
    ]
    assert [e.id for e in handed.recipients] == ["BEL"]
    assert [p.text for p in handed.where] == ["Paris"]
