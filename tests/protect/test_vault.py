"""What is locked away comes back as it was, and only with its key."""

import pytest

from pipeline import vault
from pipeline.errors import Fault
from pipeline.settings import Settings

KEY = "four words of ours"
SECRET = b"Vadim Querstobrinov" * 50


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv(vault.VARIABLE, KEY)
    derived = tmp_path / "derived"
    (derived / "tables").mkdir(parents=True)
    (derived / "article3.duckdb").write_bytes(SECRET)
    (derived / "tables" / "querstobrinov.parquet").write_bytes(b"x")
    return Settings(derived=derived)


def test_what_is_locked_away_is_gone_unreadable_and_comes_back(settings, tmp_path, monkeypatch):
    archive = tmp_path / "build.7z"
    vault.lock(settings, archive)
    assert not list(settings.derived.iterdir())
    held = archive.read_bytes()
    assert b"Vadim" not in held and b"querstobrinov" not in held and "querstobrinov".encode("utf-16-le") not in held
    assert archive.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv(vault.VARIABLE, "other words of theirs")
    with pytest.raises(Fault, match="this key"):
        vault.unlock(settings, archive)
    assert not settings.database.exists()
    monkeypatch.setenv(vault.VARIABLE, KEY)
    vault.unlock(settings, archive)
    assert settings.database.read_bytes() == SECRET
    with pytest.raises(Fault, match="holds a build already"):
        vault.unlock(settings, archive)


def test_a_short_key_and_a_place_inside_are_refused(settings, monkeypatch):
    with pytest.raises(Fault, match="would lie in"):
        vault.lock(settings, settings.derived / "build.7z")
    monkeypatch.setenv(vault.VARIABLE, "short")
    with pytest.raises(Fault, match="shorter than"):
        vault.lock(settings, settings.derived.parent / "build.7z")
    assert settings.database.exists()
