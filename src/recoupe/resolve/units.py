"""Weights as the press tells them, in one unit."""

from __future__ import annotations

# Kilograms in a unit; « 15 quintaux » of the Algerian army's reports are 1,500 kg.
KILOGRAMS = {
    "g": 0.001, "kg": 1.0, "kilos": 1.0, "q": 100.0, "t": 1000.0, "tonne": 1000.0, "tonnes": 1000.0,
}  # fmt: skip
