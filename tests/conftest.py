"""What every test may ask for: outside judges, the sample cases, the installed command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bags
import pytest
from golden import runs
from hypothesis import HealthCheck, settings

import evidence_kit
from evidence_kit import files
from evidence_kit.model import Observed

# Tests must say the same of the same code; `make fuzz` looks further, at random.
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile(
    "fuzz",
    max_examples=2000,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI") == "true"


def pytest_sessionstart() -> None:
    """In CI the tests must judge the built wheel, not the checkout."""
    if IN_CI and Path(evidence_kit.__file__).is_relative_to(ROOT / "evidence_kit"):
        pytest.exit("the tests import evidence_kit from the checkout, not from the wheel", 1)


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups at its own turn
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests on one worker, and all that asks for the golden readings on one."""
    for item in items:
        told = "golden" in item.path.parts or item.path.name == "test_filing_words.py"
        item.add_marker(pytest.mark.xdist_group("golden" if told else str(item.path)))


@pytest.fixture(scope="session", autouse=True)
def no_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test use a person's cache, nor be sped by another test: none can be made here."""
    place = tmp_path_factory.mktemp("cache") / "no-folder"
    place.touch()
    os.environ["EVIDENCE_KIT_CACHE"] = str(place)


@pytest.fixture(scope="session")
def judge() -> Callable[[str], str]:
    """Return the path of an outside program; without it the test is skipped, in CI it fails."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found:
            return found
        if IN_CI:
            pytest.fail(f"{name} is not installed, and CI may skip no judge")
        pytest.skip(f"{name} is not installed")

    return find


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the sample cases."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def kit() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the installed command, in English, and gives what it said."""
    script = Path(sys.executable).with_name("evidence-kit")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "evidence_kit"]

    def run(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "EVIDENCE_KIT_LANG": "en", "COLUMNS": "200", **settings}
        return subprocess.run(
            [*command, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            timeout=600,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    """Make a bundle once for a module's tests."""
    return bags.make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def seen(made: bags.Made) -> Observed:
    """Look at that bundle as a verification does."""
    return files.observe(made.bundle)


@pytest.fixture(scope="module")
def content(made: bags.Made) -> dict[str, bytes]:
    """Return the bytes of each of its files."""
    return bags.contents(made.bundle)


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> runs.Runs:
    """Read every golden story's pictures once, with the real engines."""
    return runs.Runs(tmp_path_factory.mktemp("golden"))
