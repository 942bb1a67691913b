"""French, English, Arabic, or no answer."""

from __future__ import annotations

import pytest

from recoupe.read.language import language

from .conftest import FIRST


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FIRST, "fr"),
        (
            "The minister met his Portuguese counterpart on Thursday to prepare the meeting of the panel.",
            "en",
        ),
        (
            "استقبل وزير الداخلية اليوم الخميس بتونس نظيره البرتغالي الذي حل بالبلاد من أجل التعاون.",
            "ar",
        ),
        (
            "El ministro recibió el jueves en Túnez a su homólogo portugués, que prepara la reunión.",
            None,
        ),
        (
            "Il ministro ha ricevuto giovedì a Tunisi il suo omologo portoghese per preparare la riunione.",
            None,
        ),
        (
            "Der Minister empfing am Donnerstag in Tunis seinen Kollegen, der die Sitzung vorbereitet.",
            None,
        ),
        (
            "وزیر کشور روز پنجشنبه در تونس با همتای پرتغالی خود دیدار کرد که برای آماده سازی نشست آمده است.",
            None,
        ),
        ("DIRECT | Sport", None),
        ("", None),
        ("12 34 56 78 90 12 34", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language(text) == code
