"""A plain statement is coded whatever the sentences around it tell: none is kept back for its company."""

from __future__ import annotations

from typing import Any

import pytest

DULL = " Le marché a brûlé. Les puits sont à sec. Les écoles ont fermé. La pluie a tout emporté."


@pytest.mark.parametrize(
    ("news", "type_"),
    [
        ("Le Mali et le Niger ont signé un accord de coopération militaire.", "SUPPORT"),
        ("La police nigérienne a arrêté deux hommes à Gao.", "COERCE"),
        ("Le ministre français de l'Intérieur s'est rendu lundi à Rabat.", "CONSULT"),
    ],
)
def test_news_in_dull_company(coded: Any, news: str, type_: str) -> None:
    assert type_ in {getattr(s, "type", None) for s in coded(news + DULL)}
