from pathlib import Path

import pytest

from recoupe.errors import OutputError
from recoupe.files import put


def test_a_file_keeps_its_rights_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text("before")
    path.chmod(0o640)
    put(path, b"after")
    assert path.read_text() == "after" and path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "sources.toml"
    path.write_text("before")
    monkeypatch.setattr("recoupe.files.os.fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        put(path, b"after")
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]
