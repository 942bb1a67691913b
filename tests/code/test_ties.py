"""Ties by example, and forms of the verbs that tell them."""

from __future__ import annotations

import pytest

from recoupe.code.fr.words import verb_lemmas


@pytest.mark.parametrize(
    "infinitive", ["suspendre", "rompre", "détruire", "mettre", "fuir", "agir", "voir", "exclure", "arrêter"]
)
def test_an_infinitive_is_a_form_of_itself(infinitive: str) -> None:
    plain = infinitive.replace("é", "e").replace("ê", "e")
    assert plain in verb_lemmas(infinitive)


@pytest.mark.parametrize(
    ("text", "tie", "subject", "object_"),
    [
        ("Le BCIJ, qui dépend de la DGST, a arrêté cinq hommes.", "part-of", "MAR.BCIJ", "MAR.DGST"),
        ("Le Maroc fait partie de l'Union africaine.", "member-of", "MAR", "AU"),
        ("Awa Ndiaye, la cheffe de la Monusco, a quitté Goma.", "heads", "awa-ndiaye", "UN.MONUSCO"),
        ("Le directeur d'Afripol, l'Algérien Samir Haddad, est venu.", "heads", "samir-haddad", "AFRIPOL"),
        ("Le GIABA, dont le siège est à Dakar, a publié son rapport.", "hosts", "SEN", "GIABA"),
        ("La Sûreté s'est adressée à Interpol, qui siège à Lyon.", "hosts", "FRA", "INTERPOL"),
        ("Le GIABA, institution de la Cédéao, a publié son rapport.", "part-of", "GIABA", "ECOWAS"),
    ],
)
def test_ends_of_a_tie_are_such_as_can_be(coded, text, tie, subject, object_) -> None:
    found = [s for s in coded(text) if s.kind == "tie" and s.type == tie]
    assert [([e.id for e in t.subject], [e.id for e in t.object]) for t in found] == [([subject], [object_])]


def test_those_listed_behind_a_forum_are_its_members(coded) -> None:
    (tie,) = [s for s in coded("L'AES réunit le Mali, le Niger et le Burkina Faso.") if s.kind == "tie"]
    assert tie.type == "member-of"
    assert [e.id for e in tie.subject] == ["MLI", "NER", "BFA"]


@pytest.mark.parametrize(
    ("text", "tie", "subject", "object_"),
    [
        ("Le chef de la DGST, Karim Senhaji, est attendu à Madrid.", "heads", "karim-senhaji", "MAR.DGST"),
        ("C'est l'avis de Karim Senhaji, chef de l'Africom.", "heads", "karim-senhaji", "USA.AFRICOM"),
        ("Paul Lenoir, le président du Conseil européen, a réagi.", "chairs", "paul-lenoir", "EU.EUCO"),
    ],
)
def test_a_chief_heads_what_is_named_behind_him(coded, text, tie, subject, object_) -> None:
    found = [s for s in coded(text) if s.kind == "tie"]
    assert [(t.type, [e.id for e in t.subject], [e.id for e in t.object]) for t in found] == [
        (tie, [subject], [object_])
    ]


def test_a_minister_told_as_chief_of_diplomacy_heads_no_body(coded) -> None:
    assert not [
        s for s in coded("Le chef de la diplomatie malienne, Paul Keita, est venu.") if s.kind == "tie"
    ]


def test_bodies_placed_under_one_person(coded) -> None:
    text = "La DGST, placée, comme la DGSN, sous la houlette de Karim Senhaji, a pris part à l'opération."
    (tie,) = [s for s in coded(text) if s.kind == "tie"]
    assert tie.type == "heads"
    assert [e.id for e in tie.object] == ["MAR.DGST", "MAR.DGSN"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Dakar a arrêté trois hommes soupçonnés de liens avec Boko Haram.", "hypothetical"),
        ("Les prévenus entretenaient des liens étroits avec Boko Haram.", "asserted"),
        ("Le prévenu nie tout lien avec le groupe Boko Haram.", "negated"),
        ("Les prévenus avaient prêté allégeance au groupe « Boko Haram ».", "asserted"),
    ],
)
def test_links_with_a_group_are_told_as_they_are_known(coded, text, status) -> None:
    (tie,) = [s for s in coded(text) if s.kind == "tie"]
    assert (tie.type, tie.status, [e.id for e in tie.object]) == ("affiliated-with", status, ["BH"])


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Le Kenya est partie à la convention de Palerme.", None),
        ("Le Kenya et le Ghana sont parties depuis 2015 à un accord de pêche.", "2015-01-01"),
        ("Le Kenya est lié au Ghana par un accord aérien.", None),
        ("Le Kenya et le Ghana, que lie depuis 2012 un accord de pêche, ont protesté.", "2012-01-01"),
    ],
)
def test_those_bound_by_a_treaty_are_parties_to_it(coded, text, since) -> None:
    (tie,) = [s for s in coded(text) if s.kind == "tie"]
    assert tie.type == "party-to"
    assert [e.id for e in tie.subject] == (["KEN", "GHA"] if "Ghana" in text else ["KEN"])
    assert (tie.when.start if tie.when else None) == since


def test_those_who_sit_in_a_forum_are_its_members(coded) -> None:
    for text in (
        "Le Niger et le Nigeria siègent l'un et l'autre au sein de la Force multinationale mixte.",
        "La Force multinationale mixte réunit des troupes du Niger et du Nigeria.",
    ):
        (tie,) = [s for s in coded(text) if s.kind == "tie"]
        assert (tie.type, [e.id for e in tie.subject]) == ("member-of", ["NER", "NGA"])
        assert [e.id for e in tie.object] == ["MNJTF"]


@pytest.mark.parametrize(
    ("text", "tie", "subject", "object_"),
    [
        ("L'Union européenne, dont la mission Eulex a enquêté, se tait.", "part-of", "EULEX", "EU"),
        ("L'armée a défait Boko Haram et sa branche dissidente, l'Iswap.", "affiliated-with", "ISWAP", "BH"),
        ("Les pays de la Cédéao ont porté à leur tête Awa Ndiaye.", "chairs", "awa-ndiaye", "ECOWAS"),
        ("C'est la réponse d'Awa Ndiaye, qui préside l'Union africaine.", "chairs", "awa-ndiaye", "AU"),
    ],
)  # fmt: skip
def test_a_part_an_offshoot_one_raised_to_the_head(coded, text, tie, subject, object_) -> None:
    found = [s for s in coded(text) if s.kind == "tie"]
    assert [(t.type, [e.id for e in t.subject], [e.id for e in t.object]) for t in found] == [
        (tie, [subject], [object_])
    ]
