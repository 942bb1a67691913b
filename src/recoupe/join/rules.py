"""By which rules accounts are made: a library whose accounts were made by others joins its articles anew."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from recoupe.join import cluster
from recoupe.join.weights import WEIGHTS

# Raised with every change after which the same articles may give other accounts: who meets whom, what speaks
# for or against one thing, what an origin is, how values relate, the grade. Weights and threshold are told by
# themselves.
RULES = 15


@lru_cache
def rules() -> str:
    """A name for the rules of this program, as it is shipped."""
    weighed = json.dumps([WEIGHTS, cluster.LINK, cluster.RIVALS], sort_keys=True)
    return f"{RULES}.{hashlib.blake2b(weighed.encode(), digest_size=6).hexdigest()}"
