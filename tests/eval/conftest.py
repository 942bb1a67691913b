"""Registers the mark of the tests that code whole corpora."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "accuracy: codes whole corpora and compares with the floors")
