"""Candidates for one name: offered with what speaks for them, merged by nobody but a person."""

from __future__ import annotations

from crosscheck import coded, raid, when
from msgspec.structs import replace

from recoupe.join import join
from recoupe.join.names import candidates
from recoupe.model import Article, Coded, Entity, Judgement

TUESDAY = when("mardi", "2021-03-09")


def told(doc: str, *who: Entity) -> Coded:
    return coded(doc, "2021-03-09", replace(raid(doc, TUESDAY), actors=who))


OMAR = Entity(text="Omar Benhaddou", id="omar-benhaddou")
SAME = Entity(text="Omar Ben Hadou", id="omar-ben-hadou")
OTHER = Entity(text="Karim Tazi", id="karim-tazi")


def test_two_spellings_are_offered_with_what_speaks_for_them_and_not_merged() -> None:
    documents = [told("a.txt", OMAR), told("b.txt", SAME), told("c.txt", OTHER)]
    accounts = join(documents)
    (one,) = candidates(documents, accounts)
    assert {one.left.name, one.right.name} == {OMAR.id, SAME.id}
    assert one.left.docs == ("b.txt",) and one.right.docs == ("a.txt",)
    assert "mrbnhd" in one.why and "in one role of 1 account" in one.why
    values = {v.value for a in accounts for v in a.fields["actors"]}
    assert {OMAR.id, SAME.id} <= values


def test_what_was_decided_is_not_offered_again() -> None:
    documents = [told("a.txt", OMAR), told("b.txt", SAME)]
    for verdict in ("same-name", "different-name"):
        one = Judgement(
            verdict=verdict,  # type: ignore[arg-type]
            by="Inès", at="2021-04-01T08:00:00Z", names=(OMAR.id or "", SAME.id or ""),
        )  # fmt: skip
        assert candidates(documents, (), [one]) == []
        as_written = replace(one, names=(OMAR.text, SAME.text))
        assert candidates(documents, (), [as_written]) == []


def test_an_arabic_spelling_is_offered_for_a_latin_one() -> None:
    arabic = Entity(text="طارق الخليفي")
    latin = Entity(text="Tariq Al-Khalifi", id="tariq-al-khalifi")
    (one,) = candidates([told("a.txt", arabic), told("b.txt", latin)])
    assert {one.left.name, one.right.name} == {arabic.text, latin.id}


def test_bodies_states_and_descriptions_are_no_names_of_persons() -> None:
    words = [Entity(text="une cellule"), Entity(text="les enquêteurs"), Entity(text="Maroc", id="MAR")]
    assert candidates([told("a.txt", *words), told("b.txt", *words)]) == []


def test_names_are_read_off_articles_in_arabic_though_these_are_not_coded() -> None:
    documents = [
        told("a.txt", Entity(text="Abdelkader Zahraoui", id="abdelkader-zahraoui")),
        told("c.txt", OTHER),
    ]
    text = "قال عبد القادر الزهراوي، الخميس، إن الاجتماع تأجل. وعبد القادر، صاحب الكلمة، غادر القاعة."
    arabic = [Article(doc="d.txt", text=text, language="ar")]
    (one,) = candidates(documents, (), (), arabic)
    assert (one.left.name, one.right.name) == ("abdelkader-zahraoui", "عبد القادر الزهراوي")
    assert one.right.docs == ("d.txt",)
    judged = Judgement(
        verdict="same-name", by="Inès", at="2021-04-01T08:00:00Z", names=(one.left.name, one.right.name)
    )
    assert candidates(documents, (), [judged], arabic) == []


def test_a_name_joined_to_and_is_read_without_it_and_one_word_is_no_name() -> None:
    documents = [told("a.txt", OTHER)]
    arabic = [
        Article(doc="d.txt", text="حضر الوزير وكريم التازي إلى المقر.", language="ar"),
        Article(doc="e.txt", text="كان كريم كريما، والتازي حاضرا.", language="ar"),
    ]
    (one,) = candidates(documents, (), (), arabic)
    assert {one.left.name, one.right.name} == {OTHER.id, "كريم التازي"}
    assert "d.txt" in one.left.docs + one.right.docs
