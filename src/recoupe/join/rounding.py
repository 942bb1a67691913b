"""Round counts: « une vingtaine » and 22, 61,488 and 61,500."""

from __future__ import annotations

import math

# « 78.700 » for 78,685 and « un millier » for 1,200 are one count; 49 and 57 are not.
ROUND_SHARE = 0.2


def digits(value: float) -> str:
    """What is left of a number without its point and the zeros around it: « 64 » of 6.4 and of 640."""
    return f"{value:.12g}".replace(".", "").strip("0")


def rounded(a: float, b: float) -> bool:
    """Whether one number is the other cut or rounded to fewer digits: 1.35 and 1.3, 78,685 and 78,700."""
    for exact, short in ((a, b), (b, a)):
        text = f"{short:.12g}"
        told = len(digits(short))
        if told < 2 or ("." not in text and told == len(text.strip("-"))):
            continue  # six is not seven, 61,488 is exact to its last digit, and 200 says too little
        scale = 10 ** (told - 1 - math.floor(math.log10(abs(exact)))) if exact else 1
        if math.isclose(math.floor(exact * scale) / scale, short) or math.isclose(
            round(exact * scale) / scale, short
        ):
            return True
    return False
