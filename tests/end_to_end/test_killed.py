"""Killed at any moment, the main job leaves the old state or the whole new bundle."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bags
import pytest
import tampering
from authorities import Root, ThirdParty
from signers import PASSPHRASE, Person
from tsa_server import serving

from evidence_kit import audit
from evidence_kit.model import Verdict
from evidence_kit.pipeline import checking
from evidence_kit.render.signatures import signatures

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows kills otherwise"),
]
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "simple-loan" / "screenshots"
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
RUN = ROOT / "tests" / "fakes" / "killed_run.py"
# How often it is killed, half of them with a bundle that stands there.
KILLS = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 1
SIGNED_KILLS = 24 if KILLS > 1 else 1
LEFT = re.compile(r"\.evidence-kit-[0-9a-f]{16}\.(part|lock)")


@dataclass(frozen=True)
class Measured:
    """How often an undisturbed run touches its files, and how many seconds it takes."""

    touches: int
    seconds: float


@dataclass(frozen=True)
class Way:
    """How a run is told to make a bundle, and the root under which that passes, if any."""

    more: tuple[str, ...] = ()
    root: Path | None = None


PLAIN = Way()


def command(home: Path, at: int, *more: str) -> list[str]:
    arguments = ["bundle", str(home / "X"), "--ocr", RECORDED, "--jobs", "1", *more]
    return [sys.executable, "-P", str(RUN), str(home), str(at), *arguments]


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a source and the bundle that was made of it before."""
    home = tmp_path_factory.mktemp("stood")
    (home / "X").mkdir()
    for picture in sorted(SAMPLE.iterdir())[:3]:
        shutil.copy2(picture, home / "X")
    return home


@pytest.fixture(scope="module")
def measured(stood: Path) -> Measured:
    return _measured(stood, PLAIN)


def _measured(home: Path, way: Way) -> Measured:
    began = time.monotonic()
    told = command(home, 0, *way.more)
    ended = subprocess.run(told, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return Measured(int(ended.stderr.split()[-1]), time.monotonic() - began)


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    """Give a way to sign, with an authority that stamps each original, too."""
    folder, root = tmp_path_factory.mktemp("signing"), Root()
    party, key = ThirdParty(root, bags.clock), Person().p12(folder)
    (folder / "root.pem").write_bytes(root.pem)
    (folder / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    with serving(party.answer) as url:
        stamped = ("--tsa", url, "--trust-root", str(folder / "root.pem"), "--timestamp", "each")
        signed = ("--sign", str(key), "--sign-passphrase", str(folder / "passphrase"))
        yield Way((*stamped, *signed), folder / "root.pem")


@pytest.fixture(scope="module")
def signed(
    stood: Path, measured: Measured, signing: Way, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Measured]:
    """Return a folder with a source and a signed bundle of it, and what that took."""
    assert measured.touches
    home = tmp_path_factory.mktemp("signed") / "home"
    shutil.copytree(stood / "X", home / "X")
    return home, _measured(home, signing)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_run_leaves_the_old_or_the_new(
    stood: Path, measured: Measured, tmp_path: Path, number: int
) -> None:
    """At a random touch of a file, or a random moment; with a bundle there, or without."""
    _require_safe(stood, measured, tmp_path / "home", PLAIN, number)


@pytest.mark.parametrize("number", range(SIGNED_KILLS))
def test_a_killed_run_that_signs_leaves_the_old_or_the_new(
    signed: tuple[Path, Measured], signing: Way, tmp_path: Path, number: int
) -> None:
    """Also while an authority stamps, a signature is written, or a time put after it."""
    _require_safe(*signed, tmp_path / "home", signing, number)


@pytest.mark.parametrize("which", [0, 1])
def test_a_disk_that_is_full_at_the_signature_leaves_nothing(
    signed: tuple[Path, Measured], signing: Way, tmp_path: Path, which: int
) -> None:
    """The signature, or the time after it, can't be written to its end."""
    import resource

    stood, home = signed[0], tmp_path / "home"
    shutil.copytree(stood / "X", home / "X")
    with (stood / "X-bundle" / audit.BOOK).open("rb") as book:
        most = signatures(book)[which].end - 100

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    told = command(home, 0, *signing.more)
    ended = subprocess.run(told, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert ended.returncode == 8, ended.stderr
    assert "Traceback" not in ended.stderr
    assert {path.name for path in home.iterdir()} <= {"X", "X-work"}
    assert state(home / "X") == state(stood / "X")


def _require_safe(stood: Path, measured: Measured, home: Path, way: Way, number: int) -> None:
    chance, forced = random.Random(f"kill {number}"), bool(number % 2)
    shutil.copytree(stood, home)
    if not forced:
        shutil.rmtree(home / "X-bundle")
        shutil.rmtree(home / "X-work")
    source, old = state(home / "X"), state(home / "X-bundle")
    _kill(home, measured, chance, (*way.more, *(("--force",) if forced else ())))
    assert state(home / "X") == source
    _require_old_or_new(home, old if forced else None, way)
    _require_whole_papers(home / "X-work")
    more = ("--force",) if (home / "X-bundle").exists() else ()
    told = command(home, 0, *way.more, *more)
    again = subprocess.run(told, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert sorted(p.name for p in home.iterdir() if LEFT.fullmatch(p.name)) == []
    assert state(home / "X") == source
    assert _is_whole(home / "X-bundle", way)


def test_harm_to_a_bundle_of_the_main_job_is_found(stood: Path, measured: Measured) -> None:
    """Its PDF, its page that checks it, its lists: whatever kind of file there is."""
    assert measured.touches
    content = bags.contents(stood / "X-bundle")
    for seed in range(KILLS * 8):
        name, harmed = tampering.harmed(content, random.Random(f"main {seed}"))
        report = audit.report(tampering.observed(harmed))
        assert report.verdict is Verdict.FAILED, (seed, name)


def _kill(home: Path, measured: Measured, chance: random.Random, more: tuple[str, ...]) -> None:
    """Kill at a touch of a file three times of four, else at a moment."""
    if chance.random() < 0.75:
        last = chance.random() < 0.3  # the renames are among the last
        low = measured.touches - 40 if last else 1
        at = chance.randint(low, measured.touches)
        subprocess.run(command(home, at, *more), capture_output=True, check=False)
        return
    running = subprocess.Popen(
        command(home, 0, *more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(chance.uniform(0.3, 1.0) * measured.seconds)
    running.send_signal(signal.SIGKILL)
    running.wait()


def _require_old_or_new(home: Path, old: dict[str, tuple[bytes, int]] | None, way: Way) -> None:
    bundle, aside = home / "X-bundle", home / "X-bundle.old-1"
    others = {p.name for p in home.iterdir()} - {"X", "X-work", bundle.name, aside.name}
    assert all(LEFT.fullmatch(name) for name in others), others
    if old is None:
        assert not aside.exists()
        assert not bundle.exists() or _is_whole(bundle, way)
    elif aside.exists():
        assert state(aside) == old
        assert not bundle.exists() or _is_whole(bundle, way)
    else:
        assert state(bundle) == old


def _is_whole(bundle: Path, way: Way) -> bool:
    roots = (way.root,) if way.root else ()
    report = checking.verification(bundle, trust_roots=roots)
    wanted = Verdict.PASSED if roots else Verdict.INDETERMINATE
    listed = json.loads((bundle / "exhibits.json").read_text(encoding="utf-8"))
    about = {check.about for check in report.checks}
    return (
        report.verdict is wanted
        and bool(listed["exhibits"])
        and ("signature" in about) is bool(roots)
    )


def _require_whole_papers(work: Path) -> None:
    for path in work.rglob("*.json") if work.exists() else ():
        json.loads(path.read_text(encoding="utf-8"))


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    """Failure: each waited for work for ever, with its models and what it had read."""
    program = (
        "import os, sys, time\n"
        "from evidence_kit.pipeline import crew\n"
        "if __name__ == '__main__':\n"
        "    with crew._pool(2) as pool:\n"
        "        print(*{pool.submit(os.getpid).result() for _ in range(2)}, flush=True)\n"
        "        pool.submit(time.sleep, 600)\n"
        "        time.sleep(600)\n"
    )
    (tmp_path / "run.py").write_text(program, encoding="ascii")
    (tmp_path / "tmp").mkdir()
    running = subprocess.Popen(
        [sys.executable, str(tmp_path / "run.py")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
    )
    assert running.stdout
    workers = [int(said) for said in running.stdout.readline().split()]
    assert workers
    assert list((tmp_path / "tmp").iterdir())
    running.kill()
    running.wait()
    until = time.monotonic() + 30
    while any(map(_lives, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(_lives, workers))
    assert not list((tmp_path / "tmp").iterdir())


def _lives(process: int) -> bool:
    """Say whether a process is at work: one that ended and that nobody asked about is not."""
    status = Path(f"/proc/{process}/stat")
    if Path("/proc/self/stat").exists():
        return status.exists() and status.read_text(encoding="utf-8").split()[2] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
