"""Every format is read back with the library of the tool that receives it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import export_press
import msgspec
import pytest

from recoupe.share.export import FORMATS, lost, writer
from recoupe.share.export.audience import Door
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import FIELDS, Losses
from recoupe.share.export.records import Record, records, schema
from recoupe.store import Library

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = export_press.build(tmp_path_factory.mktemp("export") / "press.db")
    export_press.judge(made, "the ministry corrected it")
    return made


def export(
    library: Library,
    name: str,
    out: Path,
    *,
    to: str | None = "own",
    masked: bool = False,
    chosen: str = "",
    notes: dict[str, str] | None = None,
) -> Losses:
    losses = Losses()
    filtered = Filter.parse([chosen] if chosen else [])
    door = Door(library, to, TODAY)
    found = records(library, filtered, door, losses, masked=masked, notes=notes or {})
    writer(name)(found, out, losses)
    return losses


def text_of(name: str, out: Path) -> str:
    """What a reader of the export can read in it."""
    if name == "csv":
        return "\n".join(file.read_text("utf-8-sig") for file in sorted(out.iterdir()))
    if name == "parquet":
        import pyarrow.parquet as pq

        return "\n".join(
            json.dumps(pq.read_table(f).to_pylist(), ensure_ascii=False) for f in sorted(out.iterdir())
        )
    if name == "docx":
        import docx

        return "\n".join("".join(p._p.itertext()) for p in docx.Document(str(out)).paragraphs)
    if name == "pdf":
        import pypdf

        return "\n".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    return out.read_text("utf-8")


def raid(library: Library) -> Any:
    return next(a for a in library.accounts() if a.mode == "dismantle")


# What of the raid shows that a format holds a field; any of several spellings.
WITNESS = {
    "kind and type": ("COERCE", "dismantled", "arrest", "Arrests"), "mode": ("dismantle", "dismantled",
    "arrest"),
    "start": ("2021-03-08", "2021-03-09", "9 Mar 2021", "8 Mar 2021"), "end of a period": ("2021-03-10",
    "2021"),
    "statements beyond the best": ("LATER",), "status": ("asserted", "occurred", "dismantled"),
    "doers": ("BCIJ",), "recipients": ("cell",), "country and sector of a side": ("REB", "Rebel"),
    "about": ("une cellule",), "contexts": ("terrorism",), "value, bound and unit": ("90",),
    "places": ("Settat",),
    "time as written": ("mardi 9 mars 2021",), "trigger": ("démantelé",), "attribution": ("le ministère",),
    "quote": ("a indiqué le ministère",), "offsets": ("OFFSET",), "hashes": ("HASH",),
    "outlet": ("oued-express",),
    "link": ("https://oued-express.example/",), "day of publication": ("2021-03-10", "10 Mar 2021"),
    "language": ("fr", "fra"), "title": ("sous les verrous",), "origins": ("statement by", "cap-radio"),
    "who supports which value": ('"fields"',), "copies": ("copies", "derived-from"),
    "disagreements": ("conflict", "cannot be reconciled"), "grade": ("5", "10"),
    "reason of the grade": ("the ministry corrected it",), "grade by the rule": ("rule_grade",),
    "judgements": ("lead-analyst",), "note": ("told by telephone",),
    "level of the marking": ("AMBER+STRICT", "amber+strict", "939a9414"),
    "readers, originators and end of the marking": ('"originators"',),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_holds_is_in_it_and_the_rest_is_told(
    name: str, library: Library, tmp_path: Path
) -> None:
    out = tmp_path / f"out.{name}"
    losses = export(library, name, out, masked=True, notes={raid(library).id: "told by telephone"})
    told = {row["field"] for row in losses.listed()} | set(lost(name))
    text = re.sub(r"\s+", " ", text_of(name, out))
    account = raid(library)
    made = next(
        one
        for one in records(library, Filter(), Door(library, "own", TODAY), Losses(), masked=False)
        if one.account.id == account.id
    )
    known = {
        "account id": (account.id,), "OFFSET": (str(made.evidence[0].end),),
        "HASH": (made.evidence[0].article_sha256,), "LATER": ("sept membres",),
    }  # fmt: skip
    for field in FIELDS:
        if field not in told:
            wanted = known.get(field) or WITNESS[field]
            wanted = known.get(wanted[0], wanted)
            assert any(word in text for word in wanted), f"{name} holds {field}, or tells that it does not"


@pytest.mark.parametrize("name", FORMATS)
def test_no_field_is_told_lost_that_no_record_has(name: str) -> None:
    assert set(lost(name)) <= set(FIELDS) and all(lost(name).values())


def test_an_empty_export_is_a_whole_file(library: Library, tmp_path: Path) -> None:
    for name in ("stix", "misp", "geojson", "claim"):
        export(library, name, tmp_path / name, chosen="country=ISL")
        assert json.loads((tmp_path / name).read_text())


# -- one by one --------------------------------------------------------------------------------------


def test_jsonl_keeps_everything_and_holds_to_its_schema(library: Library, tmp_path: Path) -> None:
    import jsonschema

    assert export(library, "jsonl", tmp_path / "a").listed() == []
    lines = (tmp_path / "a").read_text("utf-8").splitlines()
    made = [msgspec.json.decode(line, type=Record) for line in lines]
    assert [one.account for one in made] == library.accounts()
    for one, line in zip(made, lines, strict=True):
        jsonschema.validate(json.loads(line), schema())
        for proof in one.evidence:
            text = next(a for a in library.articles() if a.doc == proof.doc).text
            assert text[proof.start : proof.end] == proof.quote
            assert proof.quote_sha256 == hashlib.sha256(proof.quote.encode()).hexdigest()
            assert proof.article_sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_the_five_tables_tie_together_and_parquet_has_the_same_rows(library: Library, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    export(library, "csv", tmp_path / "c")
    export(library, "parquet", tmp_path / "p")
    tables = {}
    for file in (tmp_path / "c").iterdir():
        with file.open(encoding="utf-8-sig", newline="") as lines:
            tables[file.stem] = list(csv.DictReader(lines))
    ids = {row["account"] for row in tables["accounts"]}
    docs = {row["doc"] for row in tables["articles"]}
    assert {row["account"] for name in ("statements", "evidence", "origins") for row in tables[name]} == ids
    assert {row["doc"] for row in tables["evidence"]} == docs
    for name, rows in tables.items():
        assert pq.read_table(tmp_path / "p" / f"{name}.parquet").num_rows == len(rows)
    stored = pq.read_table(tmp_path / "p" / "statements.parquet").to_pylist()
    assert {tuple(row["actors"]) for row in stored} >= {("MAR.BCIJ",), ("salima-rahmouni",)}


def test_a_spreadsheet_finds_no_formula(library: Library, tmp_path: Path) -> None:
    losses = export(library, "csv", tmp_path / "c")
    export(library, "acled", tmp_path / "acled")
    export(library, "polecat", tmp_path / "polecat")
    cells = []
    for file in (*(tmp_path / "c").iterdir(), tmp_path / "acled", tmp_path / "polecat"):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t" if file.name == "polecat" else ",")
            cells += [(file.name, cell) for row in rows for cell in row]
    wrong = [
        (file, cell) for file, cell in cells
        if (cell and cell[0] in "=+@\t\r") or (cell[:1] == "-" and not re.fullmatch(r"-\d+(\.\d+)?", cell))
    ]  # fmt: skip
    assert wrong == []
    assert ("articles.csv", f"'{export_press.FORMULA}") in cells
    assert "formulas" in {row["field"] for row in losses.listed()}


POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t"
    "Actor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\t"
    "Wikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\t"
    "Recipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\t"
    "District\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\t"
    "Source\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def test_polecat_has_its_forty_columns_and_the_codebooks_own_modes(library: Library, tmp_path: Path) -> None:
    losses = export(library, "polecat", tmp_path / "a")
    head, *lines = (tmp_path / "a").read_text("utf-8").splitlines()
    assert head == POLECAT and all(len(line.split("\t")) == 40 for line in lines)
    rows = list(csv.DictReader([head, *lines], delimiter="\t"))
    made = next(row for row in rows if row["Event ID"] == raid(library).id)
    assert (made["Event Type"], made["Event Mode"], made["Actor Country"]) == ("COERCE", "arrest", "MAR")
    assert (made["City"], made["Country"]) == ("Settat", "MAR") and 32 < float(made["Latitude"]) < 34
    told = {row["field"] for row in losses.listed()}
    assert {"mode", "records: figures", "records: ties", "records: events"} <= told
    assert losses.written == len(rows) < losses.records


def test_acled_has_its_31_columns_and_only_what_it_has_a_name_for(library: Library, tmp_path: Path) -> None:
    losses = export(library, "acled", tmp_path / "a")
    with (tmp_path / "a").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert (tmp_path / "a").read_text("utf-8").splitlines()[0] == ACLED
    assert {row["sub_event_type"] for row in rows} == {"Arrests"}
    assert {(row["iso"], row["region"], row["country"]) for row in rows} == {
        ("504", "Northern Africa", "Morocco")
    }
    assert all(row["year"] == row["event_date"][:4] == "2021" for row in rows)
    assert losses.written == len(rows)


def test_followthemoney_takes_every_value(library: Library, tmp_path: Path) -> None:
    from followthemoney import model

    export(library, "ftm", tmp_path / "a", masked=True)
    made = [json.loads(line) for line in (tmp_path / "a").read_text("utf-8").splitlines()]
    ids, named = {one["id"] for one in made}, set()
    assert len(ids) == len(made)
    for one in made:
        entity = model.make_entity(one["schema"])
        entity.id = one["id"]
        for name, values in one["properties"].items():
            for value in values:
                entity.add(name, value)
            assert len(entity.get(name)) == len(values), (one["schema"], name, values)
        entity.schema.validate(entity.to_dict())
        named |= {
            v for p in entity.schema.properties.values() if p.type.name == "entity" for v in entity.get(p)
        }
    assert named <= ids
    count = Counter(one["schema"] for one in made)
    assert count["Article"] == 4 and count["Event"] == len(library.accounts()) and count["Note"] == 1
    assert {"Mention", "Documentation", "PublicBody", "Person"} <= set(count)


def test_stix_is_valid_when_strict_and_parsed_without_custom(library: Library, tmp_path: Path) -> None:
    import stix2
    from stix2validator import ValidationOptions, validate_file

    export(library, "stix", tmp_path / "a.json", masked=True)
    checked = validate_file(str(tmp_path / "a.json"), ValidationOptions(strict=True, version="2.1"))
    faults = [str(e) for one in checked.object_results for e in (*(one.errors or ()), *(one.warnings or ()))]
    assert checked.is_valid and faults == []
    bundle = stix2.parse((tmp_path / "a.json").read_text("utf-8"), allow_custom=False)
    kinds = Counter(one["type"] for one in bundle.objects)
    # An article without a day is no report; an outlet's sighting stands for each account it tells.
    assert kinds["incident"] == len(library.accounts()) and kinds["report"] == 3
    assert (kinds["note"], kinds["opinion"]) == (1, 1)
    ids = {one["id"] for one in bundle.objects}
    for one in bundle.objects:
        single = [
            one[name]
            for name in ("source_ref", "target_ref", "sighting_of_ref", "created_by_ref")
            if name in one
        ]
        assert set(one.get("object_refs", [])) | set(one.get("object_marking_refs", [])) | set(single) <= ids
    copies = [one for one in bundle.objects if one.get("relationship_type") == "derived-from"]
    assert len(copies) == 1
    incident = next(one for one in bundle.objects if one["type"] == "incident" and "grade" in str(one))
    (extension,) = incident["extensions"].values()
    assert extension["evidence"][0]["quote_sha256"]
    opinion = next(one for one in bundle.objects if one["type"] == "opinion")
    assert opinion["opinion"] == "strongly-disagree" and opinion["authors"] == ["lead-analyst"]
    strict = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
    assert opinion["object_marking_refs"] == [strict]


def test_misp_loads_the_event_and_keeps_the_judgement(library: Library, tmp_path: Path) -> None:
    from pymisp import MISPEvent, MISPObject

    export(library, "misp", tmp_path / "a.json")
    event = MISPEvent()
    event.load_file(str(tmp_path / "a.json"))
    names = Counter(one.name for one in event.objects)
    assert names["event"] == len(library.accounts()) and names["news-media"] == 4
    assert [tag.name for tag in event.tags] == ["tlp:amber+strict"]
    known = {one.uuid for one in event.objects}
    for one in event.objects:
        assert {reference.referenced_uuid for reference in one.references} <= known
        strict = MISPObject(one.name, strict=True)  # against the template that pymisp ships
        for attribute in one.attributes:
            strict.add_attribute(attribute.object_relation, value=attribute.value)
    judged = [one for one in event.objects if one.notes]
    assert len(judged) == 1 and judged[0].opinions[0].opinion == 0


def test_a_claim_has_its_appearances_and_no_rating(library: Library, tmp_path: Path) -> None:
    export(library, "claim", tmp_path / "a.json")
    text = (tmp_path / "a.json").read_text("utf-8")
    made = json.loads(text)
    assert made["@context"] == "https://schema.org" and "ating" not in text
    assert {one["@type"] for one in made["@graph"]} == {"Claim"}
    one = next(node for node in made["@graph"] if node["identifier"] == raid(library).id)
    assert len(one["appearance"]) == 3 and one["firstAppearance"]["datePublished"] == "2021-03-10"
    assert one["about"]["organizer"]["identifier"] == "MAR.BCIJ"


def test_geojson_puts_the_longitude_first_and_keeps_what_has_no_place(
    library: Library, tmp_path: Path
) -> None:
    export(library, "geojson", tmp_path / "a.json")
    made = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert made["type"] == "FeatureCollection" and len(made["features"]) == len(library.accounts())
    one = next(feature for feature in made["features"] if feature["id"] == raid(library).id)
    longitude, latitude = one["geometry"]["coordinates"]
    assert -8.5 < longitude < -7 and 32 < latitude < 34
    assert any(feature["geometry"] is None for feature in made["features"])


@pytest.mark.parametrize("name", ["md", "docx", "pdf"])
def test_a_brief_numbers_its_sources_and_citations_go_with_it(
    name: str, library: Library, tmp_path: Path
) -> None:
    out = tmp_path / f"brief.{name}"
    export(library, name, out)
    text = text_of(name, out).replace("\\", "").replace("\u00a0", " ")
    assert "TLP:AMBER+STRICT" in (text if name != "docx" else _foot(out))
    assert "Where sources disagree" in text and "BCIJ dismantled a cell" in text
    cited = {int(n) for n in re.findall(r"» ?\[(\d+)\]", text)}
    assert cited == {1, 2, 3, 4}
    csl = json.loads(out.with_name(f"{out.name}.csl.json").read_text("utf-8"))
    assert [one["id"] for one in csl] == [f"source{n}" for n in sorted(cited)]
    assert {"date-parts": [[2021, 3, 11]]} in [one.get("issued") for one in csl]
    bib = out.with_name(f"{out.name}.bib").read_text("utf-8")
    assert re.findall(r"^@article\{(\w+),$", bib, re.M) == [one["id"] for one in csl]
    assert bib.count("{") == bib.count("}")


def test_a_pdf_with_no_room_for_all_says_what_is_left_out_and_how_to_go_on(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recoupe.share.export import pdf

    monkeypatch.setattr(pdf._Setter, "most", 2)
    losses = export(library, "pdf", tmp_path / "a.pdf")
    found = list(records(library, Filter(), Door(library, "own", TODAY), Losses(), masked=False))
    third = found[2].account.when
    assert third and third.start and f"--filter from={third.start}" in losses.left_out
    assert losses.records == losses.written == 2
    text = re.sub(r"\s+", " ", text_of("pdf", tmp_path / "a.pdf"))
    assert "It holds the first 2 accounts; those from" in text
    # Its sources are those of what it holds.
    told = {one.doc for made in found[:2] for one in made.articles}
    assert len(json.loads((tmp_path / "a.pdf.csl.json").read_text())) == len(told)


def _foot(out: Path) -> str:
    import docx

    return docx.Document(str(out)).sections[0].footer.paragraphs[0].text


def test_what_the_press_wrote_is_no_markup(library: Library, tmp_path: Path) -> None:
    export(library, "md", tmp_path / "a.md")
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "<script" not in text.replace("\\<", "") and "\\<script\\>" in text


def test_arabic_is_joined_and_no_box_in_a_pdf(library: Library, tmp_path: Path) -> None:
    import pypdf

    losses = export(library, "pdf", tmp_path / "a.pdf")
    assert "characters" not in {row["field"] for row in losses.listed()}
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert re.search(r"[\u0600-\u06ff\ufe70-\ufefc]{3}", text) and "\ufffd" not in text


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("kind=tie", {"hosts"}), ("type=COERCE/arrest", {"COERCE"}), ("measure=members", {"members"}),
        ("from=2021-06-01", {"hosts"}), ("to=2020-01-01", {"cells-dismantled"}), ("country=UNO", {"hosts"}),
        ("body=MAR.BCIJ", {"COERCE", "cells-dismantled"}), ("outlet=cap-radio", {"COERCE", "members",
        "CONSULT"}),
    ],
)  # fmt: skip
def test_a_filter_lets_through_what_it_names(condition: str, names: set[str], library: Library) -> None:
    found = records(library, Filter.parse([condition]), Door(library, None, TODAY), Losses(), masked=False)
    assert {one.account.type for one in found} == names
