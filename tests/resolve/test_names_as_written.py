"""Names as the press writes them: spoken acronyms as words, the first word of a name small."""

from __future__ import annotations

import pytest

from recoupe.resolve.names import names


@pytest.mark.parametrize(
    ("text", "home", "found"),
    [
        ("La Sdat a saisi trois téléphones.", "FRA", "FRA.SDAT"),
        ("La Ctaf a transmis le dossier au parquet.", "TUN", "TUN.CTAF"),
        ("Selon l'Ocam, la menace reste élevée.", "BEL", "BEL.OCAM"),
        ("L'Aise avait alerté ses homologues.", "ITA", "ITA.AISE"),
        ("Un haut gradé de la force Al-Qods a été tué.", None, "IRN.QODS"),
        ("Les soldats de l'opération Koundjoaré patrouillent.", None, "TGO.KOUNDJOARE"),
        ("La cellule a rejoint le groupe Egmont.", None, "EGMONT"),
        ("Les hommes du Raid ont donné l'assaut.", "FRA", "FRA.RAID"),
        ("La Junalco a ouvert une information judiciaire.", "FRA", "FRA.JUNALCO"),
        ("Le FinCEN et le Canafe échangent leurs alertes.", None, "USA.FINCEN"),
        ("Le Caricc a coordonné l'opération.", None, "CARICC"),
        ("Les peshmergas tiennent la crête.", None, "IRQ.PESHMERGA"),
        ("Le Mouvement islamique d'Ouzbékistan y avait un camp.", None, "IMU"),
        ("Le processus de Rabat réunit une soixantaine de pays.", None, "RABAT.PROCESS"),
        ("La Maréchaussée royale a intercepté le camion.", None, "NLD.KMAR"),
        ("L'Organisation mondiale des douanes a mené l'enquête.", None, "WCO"),
        ("Des carabiniers italiens forment la garde.", None, "ITA.CC"),
    ],
)
def test_a_body_is_known_as_the_press_writes_it(text: str, home: str | None, found: str) -> None:
    assert found in [m.id for m in names().find(text, home=home)]


@pytest.mark.parametrize(
    "text",
    [
        "Dans la ville, le calme est revenu.",
        "Raid meurtrier contre un village.",
        "La force publique est intervenue.",
    ],
)
def test_words_are_no_acronyms(text: str) -> None:
    assert [m.id for m in names().find(text) if m.id] == []
