"""Tests with made-up input make up the same one each time, so that what passed here passes elsewhere.

``pytest --hypothesis-profile=search`` makes up another one on every run, to look for new faults.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A busy machine may be slow in making input up; that is no fault of the program.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("search"), derandomize=True)
settings.load_profile("repeatable")

# Where the user of the machine has no name, as in some containers, judgements would have no author.
os.environ.setdefault("LOGNAME", "tester")
