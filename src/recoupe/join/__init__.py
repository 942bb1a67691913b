"""Cross-checking: statements of several articles become accounts, figures a ledger."""

from recoupe.join.accounts import join
from recoupe.join.judgements import ruled
from recoupe.join.ledger import ledgers

__all__ = ["join", "ledgers", "ruled"]
