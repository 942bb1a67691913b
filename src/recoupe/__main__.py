"""``python -m recoupe``: the command line."""

from __future__ import annotations

from recoupe.cli import main

if __name__ == "__main__":
    main()
