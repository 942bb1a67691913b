"""Private persons are in no export; those in office are; and nothing leads back without the library."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import export_press
import pytest
from test_export_formats import export, text_of

from recoupe.model import Article, Coded, Entity, Event, Zone
from recoupe.share.export import FORMATS
from recoupe.share.export.audience import Door
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.export.people import named
from recoupe.share.export.records import records
from recoupe.store import Library

TODAY = date(2026, 1, 1)
PSEUDONYM = re.compile(r"Person-[A-Z2-7]{10}")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return export_press.build(tmp_path_factory.mktemp("persons") / "press.db")


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_names_a_private_person(name: str, library: Library, tmp_path: Path) -> None:
    out = tmp_path / f"a.{name}"
    export(library, name, out, masked=True, to=None)
    text = text_of(name, out)
    for beside in tmp_path.glob(f"{out.name}.*"):
        text += beside.read_text("utf-8")
    assert not re.search("benhaddou|oukacha", text, re.I)
    if name not in {"acled"}:  # which takes no meeting
        assert PSEUDONYM.search(text)
    if name in {"jsonl", "csv", "parquet", "stix", "md"}:
        assert "Salima Rahmouni" in text and "BCIJ" in text


def test_a_pseudonym_is_the_same_all_through_one_export_and_another_in_the_next(library: Library) -> None:
    def made() -> tuple[set[str], str]:
        found = list(records(library, Filter(), Door(library, None, TODAY), Losses()))
        arrest = next(one for one in found if one.account.mode == "arrest")
        text = " ".join(proof.quote for one in found for proof in one.evidence)
        (side,) = {e.id for proof in arrest.evidence for e in proof.statement.recipients}  # type: ignore[union-attr]
        assert side in arrest.evidence[0].quote and side in arrest.articles[0].title
        return set(PSEUDONYM.findall(text)), str(side)

    (first, one), (second, other) = made(), made()
    assert len(first) == 2  # he and his sister, in whose quote he stands by his surname
    assert one in first and not first & second and one != other


def test_masked_quotes_say_so_and_their_hash_is_not_of_the_true_words(library: Library) -> None:
    plain = {
        r.account.id: r
        for r in records(library, Filter(), Door(library, None, TODAY), Losses(), masked=False)
    }
    for made in records(library, Filter(), Door(library, None, TODAY), Losses()):
        for before, after in zip(plain[made.account.id].evidence, made.evidence, strict=True):
            assert after.masked == (before.quote != after.quote)
            assert (before.quote_sha256 == after.quote_sha256) == (not after.masked)
            assert (before.start, before.end, before.article_sha256) == (
                after.start, after.end, after.article_sha256,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "private", "office"),
    [
        ("Le procureur du roi a requis dix ans contre Karim Benali.", ["Karim Benali"], []),
        ("Le ministre et Nadia Ferrand ont discuté.", ["Nadia Ferrand"], []),
        ("le ministre mauritanien de l’Intérieur, Cheikhna Ould Barikalla, a parlé", [],
        ["Cheikhna Ould Barikalla"]),
        ("Zineb Kartoubi, porte-parole du ministère de l'Intérieur, a réagi.", [], ["Zineb Kartoubi"]),
        ("Selon Zineb Kartoubi, enseignante à Safi, rien n'a changé.", ["Zineb Kartoubi"], []),
        ("Le policier a été tué par Karim B., 27 ans.", ["Karim B"], []),
        ("l'arrestation d'Awa Sarr et de Mahmoudou Ouédraogo", ["Awa Sarr", "Mahmoudou Ouédraogo"], []),
        ("M. Diarra, gouverneur de Ségou, et Mme Diallo", ["Mme Diallo"], ["M. Diarra"]),
        ("le directeur de la DGSN, Abdelkader Mounir, et le patron d'une société, Jean Petitjean",
         ["Jean Petitjean"], ["Abdelkader Mounir"]),
        ("Le Bureau central et la Direction générale de la sûreté nationale à El Jadida", [], []),
        ("La radio Cap FM et Le Courrier du Sud l'ont rapporté.", [], []),
        ("PROCÈS DE KARIM BENALI À SETTAT", ["KARIM BENALI"], []),
        ("M. KARIM BENALI et Samir EL FASSI ont nié.", ["M. KARIM BENALI", "Samir EL FASSI"], []),
        ("Les nommés BENALI Karim et TOUMI Rachid sont écroués.", ["BENALI Karim", "TOUMI Rachid"], []),
        ("DGSN MAROC : le BCIJ et la DGST saluent INTERPOL", [], []),
        ("LE BUREAU CENTRAL ARRÊTE SIX HOMMES À TANGER", [], []),
        ("Le frère du ministre, Karim Benali, et le chauffeur du préfet, Jean Petitjean, ont été entendus.",
         ["Karim Benali", "Jean Petitjean"], []),
        ("Karim Benali, cousin du ministre des Finances, a parlé.", ["Karim Benali"], []),
        ("Le soldat Marc Aubin et le policier Jean Petitjean sont morts.",
         ["Marc Aubin", "Jean Petitjean"], []),
        ("Présentés au procureur du roi, Karim Benali et son frère ont été écroués.", ["Karim Benali"], []),
        ("L'émir du groupe, Karim Benali, arrêté en mai, se tait.", ["Karim Benali"], []),
        ("Sa fille, Fatma, et ses fils, Amadou et Boureima, attendent.", ["Fatma", "Amadou", "Boureima"], []),
        ("Le président de l'association, Paul Garba, proteste.", ["Paul Garba"], []),
        ("Un certain Karim Benali, alias « Kada », est recherché.", ["Karim Benali", "Kada"], []),
        ("les présidents géorgien et kazakh, Tengiz Abashidze et Nurlan Bekov, ont signé", [],
         ["Tengiz Abashidze", "Nurlan Bekov"]),
        ("La directrice exécutive d'Europol, Marta Weber, a parlé.", [], ["Marta Weber"]),
        ("L'ambassadeur à New York, Paul Konfé, et la Garde civile, que dirige Ana Ruiz, ont signé.", [],
         ["Paul Konfé", "Ana Ruiz"]),
        ("Son Excellence Badr al-Mansouri a été reçu.", [], ["Badr al-Mansouri"]),
        ("Sa voisine, Mme veuve Mnasri, a été entendue.", ["Mnasri"], []),
    ],
)  # fmt: skip
def test_who_is_named_in_a_sentence_and_in_what_office(
    text: str, private: list[str], office: list[str]
) -> None:
    found = named(text)
    assert [one.name for one in found if not one.office] == private
    assert [one.name for one in found if one.office] == office


@pytest.mark.parametrize(
    "written", ["KARIM BENHADDOU", "Benhaddou", "karim_benhaddou", "Kârim  Benhaddou", "benhaddou"]
)
def test_a_name_is_masked_however_it_is_written(written: str, tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        made = export_press.article(
            "a.txt", "fil", "Settat", [export_press.ARREST, f"Le dossier {written} (كريم بنحدو) attend."],
            "2021-03-10"
        )  # fmt: skip
        text = made.text.index("Le dossier")
        said = Event(
            doc="a.txt", span=(text, len(made.text)), trigger="attend", type="COERCE",
            actors=(export_press.BCIJ,),
            recipients=(export_press.PRIVATE,),
        )  # fmt: skip
        library.add(made, Coded("a.txt", "2021-03-10", "fr", (said,)))
        library.refresh()
        (one,) = records(library, Filter(), Door(library, None, TODAY), Losses())
    quote = one.evidence[0].quote
    assert re.fullmatch(r"Le dossier Person-[A-Z2-7]{10} attend\.", quote), quote


@pytest.mark.parametrize("letter", sorted({c for c in map(chr, range(0xC0, 0x250)) if c.isalpha()}))
def test_the_quick_look_knows_every_letter_that_a_name_is_folded_by(letter: str) -> None:
    from recoupe.resolve.fold import key
    from recoupe.share.export.masking import plainly

    assert key(f"Ka{letter}ib") in plainly(f"« Ka{letter}ib »") or not key(letter).isascii()


def test_a_title_is_searched_like_a_quote(tmp_path: Path) -> None:
    title = "Procès de Lounès Aït Kaci à Tanger"
    text = f"{title}\nLe tribunal de Tanger a condamné un homme à dix ans."
    zones = (Zone(0, len(title), "title"), Zone(len(title) + 1, len(text), "body"))
    said = Event(
        doc="a.txt", span=(len(title) + 1, len(text)), trigger="condamné", type="SANCTION", mode="convict"
    )
    with Library(tmp_path / "a.db") as library:
        library.add(
            Article("a.txt", text, zones, "fil", None, "2021-03-10", "fr"),
            Coded("a.txt", None, "fr", (said,)),
        )
        library.refresh()
        (one,) = records(library, Filter(), Door(library, None, TODAY), Losses())
    assert "Kaci" not in one.articles[0].title and "Tanger" in one.articles[0].title


def _masked(library: Library, text: str, entity: Entity) -> str:
    """What an export shows of a text, all of which one statement about this entity quotes."""
    zones = (Zone(0, len(text), "body"),)
    said = Event(doc="a.txt", span=(0, len(text)), trigger=text[:2], type="COERCE", recipients=(entity,))
    made = Article("a.txt", text, zones, "fil", None, "2021-03-10", "fr")
    library.add(made, Coded("a.txt", None, "fr", (said,)))
    library.refresh()
    (one,) = records(library, Filter(), Door(library, None, TODAY), Losses())
    return one.evidence[0].quote


def test_a_suspect_is_masked_whatever_sector_a_statement_gives_and_whoever_bears_the_name(
    tmp_path: Path,
) -> None:
    text = "Le brigadier Marc Vasseur et un certain Gérald Darmanin, 34 ans, sont écroués. Vasseur se tait."
    with Library(tmp_path / "a.db") as library:
        shown = _masked(library, text, Entity("Marc Vasseur", "marc-vasseur", "FRA", "COP"))
    assert "Vasseur" not in shown and "Darmanin" not in shown


def test_an_office_holder_is_shown_by_the_surname_alone_too(tmp_path: Path) -> None:
    text = "La ministre de la Justice, Teresa Falcão, a signé. Mme Falcão salue Rabat, Falcão part."
    with Library(tmp_path / "a.db") as library:
        assert _masked(library, text, Entity("Rabat", "MAR", "MAR", "GOV")) == text


@pytest.mark.parametrize(
    ("text", "hidden", "shown"),
    [
        ("أدانت المحكمة المتهم ياسين بوعزة بعشر سنوات، وشقيقه سمير بوعزة بسنتين.", "ياسين سمير بوعزة",
         "المحكمة"),
        ("قال وزير الداخلية عبد الرحيم الصقلي إن كريم بن علي الفاسي اعترف.", "كريم الفاسي",
         "عبد الرحيم الصقلي"),
        ("التقى نبيل المنصوري، سفير تونس، عائلة الرهينة، ومحمد ولد سالم أحد أقاربها.", "محمد سالم",
         "نبيل المنصوري"),
        ("استمع القاضي إلى شقيق وزير المالية محمد كوناتي أمس.", "محمد كوناتي", "وزير المالية"),
        ("صرح رئيس الجمعية خالد المرابط لجريدة محلية.", "خالد المرابط", "رئيس الجمعية"),
        ("Le suspect, « حمزة الدرقاوي » selon l'affiche, a fui ; السيد حمزة الدرقاوي رفض التعليق.",
         "حمزة الدرقاوي", "affiche"),
    ],
)  # fmt: skip
def test_a_name_in_arabic_script_alone_is_masked_and_an_office_holders_is_not(
    text: str, hidden: str, shown: str, tmp_path: Path
) -> None:
    with Library(tmp_path / "a.db") as library:
        quote = _masked(library, text, Entity("المتهم", None, None, "CRM"))
    assert not [name for name in hidden.split() if name in quote] and shown in quote, quote


@pytest.mark.parametrize(
    "text",
    ["اجتمعت اللجنة الأمنية في الجزائر يوم الثلاثاء.", "على الدول أن تتبادل المعلومات حول الجماعات المسلحة."],
)
def test_arabic_that_names_nobody_is_left_alone(text: str, tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        assert _masked(library, text, Entity("الدول")) == text
