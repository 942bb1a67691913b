"""Amounts: what a number is of when it is money or a weight, by its unit, sign or currency."""

from __future__ import annotations

import re
from typing import NamedTuple

UNITS = {
    "kilo": "kg", "kilogramme": "kg", "kg": "kg", "tonne": "t", "gramme": "g", "quintal": "q", "litre": "l",
    "comprime": "comprimés", "pilule": "comprimés", "cachet": "comprimés", "plaquette": "plaquettes",
}  # fmt: skip
CURRENCIES = {
    "euro": "EUR", "dirham": "MAD", "dollar": "USD", "dinar": "DZD", "franc": "XOF", "livre": "GBP",
    "riyal": "SAR", "rial": "OMR", "naira": "NGN", "rouble": "RUB", "rand": "ZAR", "yen": "JPY",
    "yuan": "CNY", "cedi": "GHS", "ouguiya": "MRU", "birr": "ETB", "kwanza": "AOA", "ariary": "MGA",
    "hryvnia": "UAH", "shekel": "ILS", "shilling": "KES", "roupie": "INR", "peso": "MXN", "zloty": "PLN",
    "tenge": "KZT", "soum": "UZS", "metical": "MZN", "lari": "GEL", "won": "KRW", "baht": "THB",
    "taka": "BDT",
}  # fmt: skip
# Currencies of one name that several states have, by the adjective behind.
_WHOSE = {
    ("dinar", "tunisien"): "TND", ("dinar", "libyen"): "LYD", ("dinar", "jordanien"): "JOD",
    ("dinar", "irakien"): "IQD", ("dinar", "koweitien"): "KWD", ("dinar", "bahrei"): "BHD",
    ("dirham", "emir"): "AED", ("livre", "egyptien"): "EGP", ("livre", "libanais"): "LBP",
    ("livre", "syrien"): "SYP", ("livre", "turque"): "TRY", ("livre", "soudanais"): "SDG",
    ("dollar", "canadien"): "CAD", ("dollar", "australien"): "AUD", ("dollar", "singapour"): "SGD",
    ("franc", "suisse"): "CHF", ("franc", "congolais"): "CDF", ("franc", "guineen"): "GNF",
    ("franc", "rwandais"): "RWF", ("franc", "burundais"): "BIF", ("franc", "djibout"): "DJF",
    ("franc", "comorien"): "KMF", ("franc", "malgache"): "MGF", ("riyal", "qatari"): "QAR",
    ("riyal", "yemenit"): "YER", ("rial", "iranien"): "IRR", ("rial", "yemenit"): "YER",
    ("roupie", "pakistanais"): "PKR", ("roupie", "sri"): "LKR", ("roupie", "nepalais"): "NPR",
    ("peso", "colombien"): "COP", ("peso", "argentin"): "ARS", ("peso", "chilien"): "CLP",
    ("peso", "philippin"): "PHP", ("shilling", "ougandais"): "UGX", ("shilling", "tanzanien"): "TZS",
    ("shilling", "somalien"): "SOS",
}  # fmt: skip
# Told alone they are those of the state that the article is from.
_AT_HOME = {
    "dinar": {"TUN": "TND", "LBY": "LYD", "JOR": "JOD", "IRQ": "IQD", "KWT": "KWD", "BHR": "BHD",
              "SRB": "RSD"},
    "dirham": {"ARE": "AED"},
    "livre": {"EGY": "EGP", "LBN": "LBP", "SYR": "SYP", "TUR": "TRY", "SDN": "SDG", "SSD": "SSP"},
    "franc": {"CHE": "CHF", "COD": "CDF", "GIN": "GNF", "RWA": "RWF", "BDI": "BIF", "DJI": "DJF",
              "COM": "KMF", "CMR": "XAF", "TCD": "XAF",
              "CAF": "XAF", "COG": "XAF", "GAB": "XAF", "GNQ": "XAF"},
    "riyal": {"QAT": "QAR", "YEM": "YER", "OMN": "OMR", "IRN": "IRR"},
    "rial": {"IRN": "IRR", "YEM": "YER", "SAU": "SAR", "QAT": "QAR"},
    "roupie": {"PAK": "PKR", "LKA": "LKR", "NPL": "NPR", "MUS": "MUR"},
    "peso": {"COL": "COP", "ARG": "ARS", "CHL": "CLP", "PHL": "PHP"},
    "shilling": {"UGA": "UGX", "TZA": "TZS", "SOM": "SOS"},
}  # fmt: skip
_SIGNS = {
    "€": "EUR", "eur": "EUR", "$": "USD", "usd": "USD", "us$": "USD", "£": "GBP", "gbp": "GBP", "dh": "MAD",
    "dhs": "MAD", "mad": "MAD", "fcfa": "XOF", "f cfa": "XOF", "xof": "XOF", "xaf": "XAF", "cfa": "XOF",
    "dzd": "DZD", "tnd": "TND", "dt": "TND", "chf": "CHF", "aed": "AED",
}  # fmt: skip
_SIGN = re.compile(
    r"[ \u00a0\u202f]?(?:de |d')?(?P<sign>us\$|[€$£]|f cfa\b|"
    r"(?:eur|usd|gbp|dhs?|mad|fcfa|xof|xaf|dzd|tnd|chf|aed|dt)\b)"
)


class Amount(NamedTuple):
    """The currency of a number, and where the text that tells it ends."""

    currency: str
    end: int


def signed(flat: str, end: int) -> Amount | None:
    """The amount that a sign makes of the number that ends there (« 25 M€ », « 300 DH »)."""
    match = _SIGN.match(flat, end)
    return Amount(_SIGNS[match["sign"]], match.end()) if match is not None else None


def currency(lemmas: set[str], behind: str, home: str | None = None) -> str | None:
    """The currency that a counted noun names; ``behind`` are the words after it, in plain letters.

    ``home`` is the state that the article is from (ISO 3166-1 alpha-3).
    """
    name = next((name for name in CURRENCIES if name in lemmas), None)
    if name is None:
        return None
    words = behind.split()[:1]
    for (noun, whose), code in _WHOSE.items():
        if noun == name and words and words[0].startswith(whose):
            return code
    here = _AT_HOME.get(name, {}).get(home or "", CURRENCIES[name])
    return "XOF" if words == ["cfa"] and here != "XAF" else here
