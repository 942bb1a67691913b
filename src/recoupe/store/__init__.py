"""The library on disk: articles, what they say, and the accounts made of them. The only room with SQL."""

from recoupe.store.library import Library

__all__ = ["Library"]
