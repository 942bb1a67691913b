"""What people judged is honoured by every recomputation, and withdrawn without a trace."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from crosscheck import AGADIR, MAR, MINISTRY, article, coded, hosts, kinds, members, raid, when
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from recoupe.join import join, ledgers, ruled
from recoupe.join.anchors import article_passage, passage
from recoupe.model import Account, Article, Coded, Entity, Figure, Judgement, Place, Statement, to_json

TUESDAY = when("mardi", "2021-03-09")
AT = "2021-04-01T08:30:00Z"


def text_of(one: Coded) -> str:
    """A text of as many sentences as there are statements, each in words of its own."""
    said = [f"Phrase {i} de {one.doc} : {s.trigger} ce jour-là." for i, s in enumerate(one.statements)]
    return " ".join(["Un titre de journal.", *said])


def press(*documents: Coded) -> tuple[list[Coded], list[Article]]:
    """Documents whose statements point into texts made for them, and those texts."""
    placed, articles = [], []
    for one in documents:
        text = text_of(one)
        at = [text.index(f"Phrase {i} ") for i in range(len(one.statements))] + [len(text)]
        moved = [
            replace(s, span=(at[i], at[i + 1] - (i + 1 < len(one.statements))))
            for i, s in enumerate(one.statements)
        ]
        placed.append(replace(one, statements=tuple(moved)))
        articles.append(article(one.doc, text, one.doc.split(".")[0], one.date))
    return placed, articles


def moved(documents: Sequence[Coded], articles: Sequence[Article]) -> tuple[list[Coded], list[Article]]:
    """The same corpus read and coded anew: a line more before each text, one statement more before all."""
    line = "Mis à jour à midi\n"
    later = [
        replace(
            one,
            statements=(
                hosts(one.doc),
                *(replace(s, span=(s.span[0] + len(line), s.span[1] + len(line))) for s in one.statements),
            ),
        )
        for one in documents
    ]
    return later, [replace(a, text=line + a.text, zones=()) for a in articles]


class Desk:
    """Judges the statements of one corpus, by document and position."""

    def __init__(self, documents: Sequence[Coded], articles: Sequence[Article]) -> None:
        self.documents, self.articles = list(documents), list(articles)
        self.by_doc = {d.doc: d for d in documents}
        self.texts = {a.doc: a for a in articles}
        self.judgements: list[Judgement] = []

    def judge(self, verdict: str, left: tuple[str, int], right: tuple[str, int] | None = None, **more) -> int:
        number = len(self.judgements) + 1
        sides = [
            (passage(self.texts[doc], self.by_doc[doc].statements, i),)
            for doc, i in filter(None, (left, right))
        ]
        self.judgements.append(
            Judgement(
                number=number,
                verdict=verdict,  # type: ignore[arg-type]
                by="Inès",
                at=AT,
                why="seen the communiqué",
                left=sides[0],
                right=sides[1] if right else (),
                **more,
            )
        )
        return number

    def undo(self, number: int) -> None:
        self.judgements.append(
            Judgement(number=len(self.judgements) + 1, verdict="undo", by="Inès", at=AT, undoes=number)
        )

    def states(self) -> dict[int, str]:
        return dict(ruled(self.judgements, self.documents, self.articles).states)

    def accounts(self) -> list[Account]:
        return join(self.documents, self.articles, ruled(self.judgements, self.documents, self.articles))


def homes(accounts: Sequence[Account]) -> dict[tuple[str, int], str]:
    return {ref: account.id for account in accounts for ref in account.statements}


def elsewhere(doc: str, day: str = "2021-06-01") -> Statement:
    """A raid that no rule would take for the one of Tuesday in Agadir."""
    return replace(raid(doc, when("ce jour", day)), where=(Place("Oujda", "MAR"),))


def test_what_is_judged_the_same_is_one_account_and_what_is_judged_different_is_two() -> None:
    desk = Desk(*press(coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)),
                       coded("b.txt", "2021-03-10", raid("b.txt", TUESDAY)),
                       coded("c.txt", "2021-06-02", elsewhere("c.txt"))))  # fmt: skip
    before = homes(desk.accounts())
    assert before["a.txt", 0] == before["b.txt", 0] != before["c.txt", 0]
    desk.judge("same", ("a.txt", 0), ("c.txt", 0))
    desk.judge("different", ("a.txt", 0), ("b.txt", 0))
    after = homes(desk.accounts())
    assert after["a.txt", 0] == after["c.txt", 0] != after["b.txt", 0]
    assert set(desk.states().values()) == {"in force"}


def test_a_third_article_like_both_does_not_bring_together_what_was_judged_different() -> None:
    documents = [coded(f"{n}.txt", "2021-03-09", raid(f"{n}.txt", TUESDAY)) for n in "abcde"]
    desk = Desk(*press(*documents))
    assert len(desk.accounts()) == 1
    desk.judge("different", ("a.txt", 0), ("e.txt", 0))
    accounts = desk.accounts()
    assert len(accounts) == 2
    assert homes(accounts)["a.txt", 0] != homes(accounts)["e.txt", 0]


def test_statements_that_one_article_keeps_apart_are_one_when_a_person_says_so() -> None:
    desk = Desk(*press(coded("a.txt", "2021-03-11", raid("a.txt", TUESDAY), elsewhere("a.txt"))))
    assert len(desk.accounts()) == 2
    desk.judge("same", ("a.txt", 0), ("a.txt", 1))
    (account,) = desk.accounts()
    assert [one.number for one in account.judged] == [1]
    assert account.judged[0].by == "Inès"


def test_of_contradicting_judgements_the_latest_holds_and_it_is_said() -> None:
    desk = Desk(*press(*(coded(f"{n}.txt", "2021-03-09", raid(f"{n}.txt", TUESDAY)) for n in "abc")))
    desk.judge("same", ("a.txt", 0), ("b.txt", 0))
    desk.judge("same", ("b.txt", 0), ("c.txt", 0))
    desk.judge("different", ("a.txt", 0), ("c.txt", 0))
    states = desk.states()
    assert states[3] == states[2] == "in force"
    assert states[1] == "gives way to 3"
    found = homes(desk.accounts())
    assert found["b.txt", 0] == found["c.txt", 0] != found["a.txt", 0]


def test_an_undoing_can_be_undone() -> None:
    desk = Desk(*press(coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)),
                       coded("c.txt", "2021-06-02", elsewhere("c.txt"))))  # fmt: skip
    first = desk.judge("same", ("a.txt", 0), ("c.txt", 0))
    desk.undo(first)
    assert len(desk.accounts()) == 2
    desk.undo(2)
    assert len(desk.accounts()) == 1
    assert desk.states() == {1: "in force", 2: "undone by 3", 3: "in force"}


def test_a_wrong_value_is_set_aside_with_its_reason_and_held_against_no_other() -> None:
    counts = {"a.txt": 4, "b.txt": 6, "c.txt": 6}
    told = (coded(d, "2021-03-09", raid(d, TUESDAY), members(d, n)) for d, n in counts.items())
    desk = Desk(*press(*told))
    desk.judge("same", ("a.txt", 1), ("b.txt", 1))
    desk.judge("same", ("a.txt", 1), ("c.txt", 1))
    count = next(a for a in desk.accounts() if a.kind == "figure")
    assert kinds(count, "value") == {"conflict"}
    # Judged of one article, it holds of the other that says it too.
    number = desk.judge("wrong", ("b.txt", 1), field="value", value="6")
    count = next(a for a in desk.accounts() if a.kind == "figure")
    assert not kinds(count, "value")
    best, other = count.fields["value"]
    assert (best.value, best.aside) == ("4", "")
    assert other.value == "6"
    assert "Inès" in other.aside and "communiqué" in other.aside and str(number) in other.aside


def test_a_wrong_date_dates_nothing_and_a_wrong_total_is_no_claim_of_the_ledger() -> None:
    dated = replace(members("b.txt", 70), when=when("en 2021", "2021-01-01", "2021-12-31"), actors=(MAR,))
    rival = replace(members("a.txt", 90), when=when("en 2021", "2021-01-01", "2021-12-31"), actors=(MAR,))
    desk = Desk(*press(coded("a.txt", "2022-01-04", raid("a.txt", when("lundi", "2021-03-08")), rival),
                       coded("b.txt", "2022-01-05", raid("b.txt", TUESDAY), dated)))  # fmt: skip
    desk.judge("same", ("a.txt", 0), ("b.txt", 0))
    desk.judge("same", ("a.txt", 1), ("b.txt", 1))
    desk.judge("wrong", ("a.txt", 0), field="when", value="2021-03-08")
    accounts = desk.accounts()
    event = next(a for a in accounts if a.kind == "event")
    assert event.when is not None and event.when.start == "2021-03-09"
    assert any(book.violations for book in ledgers(accounts, desk.documents))
    desk.judge("wrong", ("b.txt", 1), field="value", value="70 (2021-01-01/2021-12-31)")
    assert not any(book.violations for book in ledgers(desk.accounts(), desk.documents))


def test_articles_judged_to_relay_one_another_are_one_origin() -> None:
    desk = Desk(*press(*(coded(f"{n}.txt", "2021-03-09", raid(f"{n}.txt", TUESDAY)) for n in "abc")))
    assert len(desk.accounts()[0].origins) == 3
    texts = desk.texts
    for relaying, relayed in (("b.txt", "a.txt"), ("c.txt", "b.txt")):
        desk.judgements.append(
            Judgement(
                number=len(desk.judgements) + 1, verdict="relays", by="Inès", at=AT,
                left=(article_passage(texts[relaying]),), right=(article_passage(texts[relayed]),),
            )
        )  # fmt: skip
    (account,) = desk.accounts()
    assert [set(o.docs) for o in account.origins] == [{"a.txt", "b.txt", "c.txt"}]
    assert account.origins[0].origin.startswith("a,")
    assert {one.number for one in account.judged} == {1, 2}


def test_an_outlet_that_relays_an_agency_is_one_origin_with_whoever_names_it() -> None:
    documents, articles = press(*(coded(f"{n}.txt", "2021-03-09", raid(f"{n}.txt", TUESDAY)) for n in "ab"))
    articles[0] = replace(articles[0], text=articles[0].text + "\n(APS)\n")
    desk = Desk(documents, articles)
    assert len(desk.accounts()[0].origins) == 2
    desk.judgements.append(Judgement(number=1, verdict="relays", by="Inès", at=AT, names=("b", "APS")))
    assert len(desk.accounts()[0].origins) == 1


def test_articles_said_to_relay_each_other_in_a_circle_are_one_origin() -> None:
    desk = Desk(*press(*(coded(f"{n}.txt", "2021-03-09", raid(f"{n}.txt", TUESDAY)) for n in "abc")))
    for number, (left, right) in enumerate((("a", "b"), ("b", "c"), ("c", "a")), 1):
        desk.judgements.append(Judgement(number=number, verdict="relays", by="I", at=AT, names=(left, right)))
    assert len(desk.accounts()[0].origins) == 1


def test_a_grade_is_overruled_with_name_and_reason_and_the_rule_s_own_grade_is_kept() -> None:
    desk = Desk(*press(coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY))))
    own = desk.accounts()[0]
    desk.judge("grade", ("a.txt", 0), grade=1)
    (account,) = desk.accounts()
    assert (account.grade, account.rule_grade) == (1, own.grade)
    assert account.why.startswith(own.why)
    assert "Inès" in account.why and "2021-04-01" in account.why and "seen the communiqué" in account.why


def test_names_judged_to_be_one_are_compared_as_one_and_the_latest_word_holds() -> None:
    one, other = Entity("Omar Benhaddou"), Entity("Omar Ben Hadou")
    told = [
        replace(raid("a.txt", TUESDAY), actors=(one,)),
        replace(raid("b.txt", TUESDAY), actors=(other,)),
    ]
    desk = Desk(*press(coded("a.txt", "2021-03-09", told[0]), coded("b.txt", "2021-03-09", told[1])))
    names = (one.text, other.text)
    desk.judgements.append(Judgement(number=1, verdict="same-name", by="I", at=AT, names=names))
    (account,) = desk.accounts()
    assert len(account.fields["actors"]) == 1
    desk.judgements.append(Judgement(number=2, verdict="different-name", by="I", at=AT, names=names))
    assert desk.states() == {1: "gives way to 2", 2: "in force"}
    assert all(len({v.value for v in a.fields["actors"]}) == len(a.statements) for a in desk.accounts())


# -- surviving a new reading ----------------------------------------------------------------------


def test_judgements_hold_when_the_corpus_is_read_and_coded_anew_with_other_offsets() -> None:
    documents, articles = press(
        coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY), members("a.txt", 4)),
        coded("b.txt", "2021-03-10", raid("b.txt", TUESDAY), members("b.txt", 6)),
        coded("c.txt", "2021-06-02", elsewhere("c.txt")),
    )
    desk = Desk(documents, articles)
    desk.judge("same", ("a.txt", 0), ("c.txt", 0))
    desk.judge("different", ("a.txt", 0), ("b.txt", 0))
    desk.judge("wrong", ("b.txt", 1), field="value", value="6")
    desk.judge("grade", ("b.txt", 0), grade=2)
    again = Desk(*moved(documents, articles))
    again.judgements = desk.judgements
    assert set(again.states().values()) == {"in force"}
    found = homes(again.accounts())
    assert found["a.txt", 1] == found["c.txt", 1] != found["b.txt", 1]
    assert {a.grade for a in again.accounts() if ("b.txt", 1) in a.statements} == {2}
    aside = [v for a in again.accounts() for v in a.fields.get("value", ()) if v.aside]
    assert [v.statements for v in aside] == [(("b.txt", 2),)]


def test_a_judgement_whose_words_are_gone_is_reported_and_comes_back_with_them() -> None:
    documents, articles = press(
        coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)), coded("c.txt", "2021-06-02", elsewhere("c.txt"))
    )
    desk = Desk(documents, articles)
    desk.judge("same", ("a.txt", 0), ("c.txt", 0))
    without = Desk(documents[:1], articles[:1])
    without.judgements = desk.judgements
    assert without.states()[1].startswith("no longer applies: c.txt is not here")
    silent = Desk([documents[0], replace(documents[1], statements=())], articles)
    silent.judgements = desk.judgements
    assert silent.states()[1].startswith("no longer applies: c.txt is no longer coded as COERCE")
    other = Desk([documents[0], documents[1]], [articles[0], replace(articles[1], text="Autre chose.")])
    other.judgements = desk.judgements
    assert other.states()[1].startswith("no longer applies: c.txt no longer has the words")
    assert desk.states()[1] == "in force"


def test_a_value_that_is_coded_otherwise_now_is_no_longer_set_aside() -> None:
    documents, articles = press(coded("a.txt", "2021-03-09", members("a.txt", 4)))
    desk = Desk(documents, articles)
    desk.judge("wrong", ("a.txt", 0), field="value", value="4")
    figure = documents[0].statements[0]
    assert isinstance(figure, Figure)
    again = Desk([replace(documents[0], statements=(replace(figure, value=5),))], articles)
    again.judgements = desk.judgements
    assert again.states()[1] == "no longer applies: coded anew, value is 5, no longer 4"
    assert not any(v.aside for a in again.accounts() for v in a.fields["value"])


def test_a_page_read_under_another_name_is_known_by_its_address_and_a_copy_is_not_taken_for_it() -> None:
    documents, articles = press(coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)))
    page = replace(articles[0], url="https://a.example/1")
    desk = Desk(documents, [page])
    desk.judge("grade", ("a.txt", 0), grade=5)
    raided = documents[0].statements[0]
    renamed = [Coded("z.txt", "2021-03-09", "fr", (replace(raided, doc="z.txt"),)),
               Coded("a.txt", "2021-03-09", "fr", (replace(raided, doc="a.txt"),))]  # fmt: skip
    copy = replace(page, doc="a.txt", url="https://copy.example/9", outlet="copy")
    again = Desk(renamed, [replace(page, doc="z.txt"), copy])
    assert ruled(desk.judgements, again.documents, again.articles).grades.keys() == {("z.txt", 0)}


@pytest.mark.parametrize("spaces", ["\n", "  ", "\u00a0"])
def test_words_are_found_though_their_lines_were_broken_otherwise(spaces: str) -> None:
    documents, articles = press(coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)))
    desk = Desk(documents, articles)
    desk.judge("grade", ("a.txt", 0), grade=5)
    broken = articles[0].text.replace(" ", spaces)
    span = (broken.index("Phrase"), len(broken))
    again = Desk([replace(documents[0], statements=(replace(documents[0].statements[0], span=span),))],
                 [replace(articles[0], text=broken)])  # fmt: skip
    assert ruled(desk.judgements, again.documents, again.articles).grades


def test_words_are_found_though_their_types_were_set_otherwise() -> None:
    def page(text: str) -> tuple[Coded, Article]:
        said = replace(raid("a.txt", TUESDAY), span=(text.index("L"), len(text)), trigger="démantelé")
        return coded("a.txt", "2021-03-09", said), article("a.txt", text, "a", "2021-03-09")

    plain, texts = page("Hier. L'« avant-poste » n'est plus - la brigade l'a démantelé.")
    desk = Desk([plain], [texts])
    desk.judge("grade", ("a.txt", 0), grade=5)
    typeset, again = page(
        "Lu hier. L’“avant‑poste” n’est plus – la brigade l’a démantelé.".replace("“", "« ").replace(
            "”", " »"
        )
    )
    assert ruled(desk.judgements, [typeset], [again]).grades == {("a.txt", 0): desk.judgements[0]}


def test_a_statement_coded_with_another_trigger_mode_and_reach_is_still_the_one_that_was_judged() -> None:
    documents, articles = press(
        coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)),
        coded("c.txt", "2021-06-02", elsewhere("c.txt")),
    )
    desk = Desk(documents, articles)
    desk.judge("same", ("a.txt", 0), ("c.txt", 0))
    text = articles[0].text
    arrest = replace(documents[0].statements[0], mode="arrest", trigger="ce jour-là", span=(0, len(text)))
    again = Desk([replace(documents[0], statements=(members("a.txt", 4), arrest)), documents[1]], articles)
    again.judgements = desk.judgements
    assert again.states() == {1: "in force"}
    found = homes(again.accounts())
    assert found["a.txt", 1] == found["c.txt", 0]


DAYS = ["2021-03-08", "2021-03-09", "2021-03-20", "2021-06-01"]


@st.composite
def corpora(draw: st.DrawFn) -> list[Coded]:
    documents = []
    for i in range(draw(st.integers(2, 6))):
        doc = f"{i}.txt"
        statements = []
        for _ in range(draw(st.integers(1, 3))):
            day = when("ce jour", draw(st.sampled_from(DAYS)))
            kind = draw(st.integers(0, 3))
            if kind == 0:
                statements.append(raid(doc, day, said_by=draw(st.sampled_from([None, MINISTRY]))))
            elif kind == 1:
                statements.append(replace(members(doc, draw(st.integers(3, 6))), when=day, where=(AGADIR,)))
            elif kind == 2:
                statements.append(elsewhere(doc))
            else:
                statements.append(hosts(doc))
        documents.append(coded(doc, draw(st.sampled_from(DAYS)), *statements))
    return documents


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_judgements_applied_are_honoured_and_once_undone_leave_no_trace(
    documents: list[Coded], chance: random.Random
) -> None:
    desk = Desk(*press(*documents))
    original = to_json(desk.accounts())
    refs = [(d.doc, i) for d in desk.documents for i in range(len(d.statements))]
    for _ in range(chance.randint(1, 5)):
        a = chance.choice(refs)
        kind = desk.by_doc[a[0]].statements[a[1]].kind
        same_kind = [r for r in refs if r != a and desk.by_doc[r[0]].statements[r[1]].kind == kind]
        verdict = chance.choice(["same", "different", "grade"])
        if verdict == "grade" or not same_kind:
            desk.judge("grade", a, grade=chance.randint(1, 6))
        else:
            desk.judge(verdict, a, chance.choice(same_kind))
    rulings = ruled(desk.judgements, desk.documents, desk.articles)
    accounts = join(desk.documents, desk.articles, rulings)
    found = homes(accounts)
    assert sorted(found) == sorted(refs)
    for group in rulings.together:
        assert len({found[ref] for ref in group}) == 1
    for ref, others in rulings.apart.items():
        assert all(found[ref] != found[other] for other in others)
    shuffled = chance.sample(desk.documents, len(desk.documents))
    assert to_json(join(shuffled, desk.articles, rulings)) == to_json(accounts)
    # Each one either holds or is said to have given way.
    for one in desk.judgements:
        if rulings.states[one.number] == "in force" and one.verdict in ("same", "different"):
            a, b = (rulings_ref(desk, side) for side in (one.left, one.right))
            assert (found[a] == found[b]) == (one.verdict == "same")
    for one in list(desk.judgements):
        desk.undo(one.number)
    assert to_json(desk.accounts()) == original


def rulings_ref(desk: Desk, side: Sequence) -> tuple[str, int]:
    from recoupe.join.anchors import Finder

    return Finder(desk.articles, desk.documents).statement(side[0])
