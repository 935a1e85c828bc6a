"""The command line: what it loads, how it ends, and that its words arrive on any console."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import evidence_kit
from evidence_kit import cli
from evidence_kit.pipeline import exhibiting
from evidence_kit.words import Words

ROOT = Path(__file__).parents[2]
Kit = Callable[..., subprocess.CompletedProcess[str]]
HEAVY = ("onnxruntime", "cv2", "rapidocr", "numpy", "reportlab")
NO_EXHIBITS = {
    "format": 1,
    "plaintiff": None,
    "defendant": None,
    "pages": 0,
    "exhibits": [],
    "rows": [],
    "files": [],
}


def _python(program: str, *arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "EVIDENCE_KIT_LANG": "en", **settings},
        timeout=120,
        check=False,
    )


@pytest.fixture
def hollow(tmp_path: Path) -> Path:
    """Return a folder that passes for a bundle until it is looked at."""
    bundle = tmp_path / "截图-bundle"
    bundle.mkdir()
    (bundle / "bagit.txt").write_text("BagIt-Version: 1.0\n", encoding="utf-8")
    listed = json.dumps(NO_EXHIBITS).encode()
    (bundle / "exhibits.json").write_bytes(listed)
    line = f"{hashlib.sha256(listed).hexdigest()}  exhibits.json\n"
    (bundle / "tagmanifest-sha256.txt").write_bytes(line.encode())
    return bundle


LOADED = """
import sys
from evidence_kit.cli import run
code = run(sys.argv[2:])
loaded = [name for name in sys.argv[1].split(",") if name in sys.modules]
sys.exit(f"loaded: {loaded}" if loaded else code)
"""


@pytest.mark.parametrize(("command", "code"), [("--help", 0), ("verify", 1), ("exhibits", 0)])
def test_light_commands_load_nothing_heavy(hollow: Path, command: str, code: int) -> None:
    arguments = [command] if command.startswith("-") else [command, hollow]
    ended = _python(LOADED, ",".join(HEAVY), *arguments)
    assert ended.returncode == code, ended.stderr


def test_the_package_alone_loads_no_room() -> None:
    program = "import sys, evidence_kit; print(*[m for m in sys.modules if 'evidence_kit.' in m])"
    assert _python(program).stdout.strip() == ""


def test_the_public_names_are_there() -> None:
    for name in evidence_kit.__all__:
        assert getattr(evidence_kit, name) is not None
    unknown = "no_such_name"
    with pytest.raises(AttributeError, match=unknown):
        getattr(evidence_kit, unknown)
    assert dir(evidence_kit) == sorted(evidence_kit.__all__)


@pytest.mark.parametrize(
    "arguments",
    [
        ["bundel", "x"],
        ["bundle"],
        ["bundle", "x", "y"],
        ["bundle", "x", "--no-such-option"],
        ["bundle", "x", "--jobs", "0"],
        ["bundle", "x", "--jobs", "many"],
        ["exhibits", "x", "--format", "odt"],
        ["verify", "x", "--digest"],
        ["--lang", "fr", "doctor"],
        ["doctor", "--lang"],
    ],
)
def test_a_bad_command_line_ends_with_2_and_names_the_help(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert cli.run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(cli.WORDS.say("fault"))
    assert "--help" in err or "--lang" in err


def test_a_bad_digest_is_a_usage_error(capsys: pytest.CaptureFixture[str], hollow: Path) -> None:
    assert cli.run(["verify", str(hollow), "--digest", "12ab"]) == 2
    assert "12ab" in capsys.readouterr().err


def test_no_arguments_is_a_question(kit: Kit) -> None:
    ended = kit()
    assert ended.returncode == 0
    assert ended.stdout == kit("--help").stdout


def test_the_version_is_told(kit: Kit) -> None:
    assert kit("--version").stdout == f"evidence-kit {evidence_kit.__version__}\n"


def test_the_module_is_the_command(kit: Kit) -> None:
    program = "import runpy; runpy.run_module('evidence_kit', run_name='__main__', alter_sys=True)"
    assert _python(program, "--help", COLUMNS="200").stdout == kit("--help").stdout


@pytest.mark.parametrize("command", ["bundle", "read", "init", "exhibits", "verify"])
def test_an_input_that_is_not_there_ends_with_4(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    missing = tmp_path / "没有 这个"
    assert cli.run([command, str(missing)]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert str(missing) in err
    assert "evidence-kit " in err.splitlines()[1]


FAILING = """
import sys
from evidence_kit.pipeline import checking
def fail(*_):
    raise {error}
checking.doctor = fail
from evidence_kit.cli import run
sys.exit(run(["doctor"]))
"""


def test_ctrl_c_ends_with_130_and_no_traceback() -> None:
    ended = _python(FAILING.format(error="KeyboardInterrupt"))
    assert ended.returncode == 130
    assert "Interrupted" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_ctrl_c_while_loading_ends_with_130_and_no_traceback() -> None:
    program = """
import sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "evidence_kit.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from evidence_kit.__main__ import main
main()
"""
    ended = _python(program)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


READING_ON = """
import signal, sys
# A shell that runs the tests in the background has it ignored, and that is inherited.
signal.signal(signal.SIGINT, signal.default_int_handler)
from fakes.readers import staging
from evidence_kit.__main__ import main
from evidence_kit.pipeline import crew
def few(batches, read, workers):
    return truly([one for batch in batches for one in batch.singly()], staging, workers)
if __name__ == "__main__":
    truly = crew.each
    crew.each = few
    main()
"""


def _staged(temporary: Path) -> set[str]:
    return {path.name for path in temporary.rglob("*-staged")}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_is_told_to_end_leaves_no_copy_of_a_screenshot(
    jobs: int, number: signal.Signals, tmp_path: Path
) -> None:
    program = tmp_path / "reading_on.py"  # a file, since workers begin by loading it
    program.write_text(READING_ON, encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    engine = f"recorded:{ROOT / 'tests' / 'recorded'}"
    folder = ROOT / "samples" / "simple-loan" / "screenshots"
    options = ("--ocr", engine, "--jobs", str(jobs), "--lang", "en")
    run = subprocess.Popen(
        [sys.executable, program, "read", folder, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "tests"),  # the fakes; the program itself is installed
            "TMPDIR": str(temporary),
            "TEMP": str(temporary),
        },
    )
    try:
        until = time.monotonic() + 60
        while len(_staged(temporary)) < jobs and time.monotonic() < until:
            time.sleep(0.05)
        assert len(_staged(temporary)) == jobs
        run.send_signal(number) if os.name == "posix" else run.kill()
        out, told = run.communicate(timeout=30)
    finally:
        run.kill()
    if os.name == "posix":  # Windows can only be told to kill
        assert (run.returncode, out) == (130, "")
        assert "Interrupted" in told
        assert "Traceback" not in told
        assert list(temporary.iterdir()) == []


def test_a_signal_that_is_ignored_stays_so() -> None:
    program = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
from evidence_kit import __main__
__main__._end_as_by_ctrl_c()
assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
"""
    assert _python(program).returncode == 0


def test_a_list_for_programs_cannot_command_the_terminal(
    hollow: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(exhibiting, "paper", lambda *_: b"a,b\n\x1b[2Jevil,c")
    assert cli.run(["exhibits", str(hollow), "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert out == "a,b\n\\x1b[2Jevil,c\n"


def test_windows_word_for_a_reader_who_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = OSError(errno.EINVAL, "Invalid argument")
    assert cli._reader_left(BrokenPipeError())
    assert not cli._reader_left(gone)
    monkeypatch.setattr(cli, "_ON_WINDOWS", True)
    assert cli._reader_left(gone)
    assert not cli._reader_left(OSError(errno.EINVAL, "Invalid argument", "a:b.txt"))
    assert not cli._reader_left(ValueError())


def test_our_own_fault_ends_with_70_and_its_traceback() -> None:
    """Its message is left out: it may quote a chat."""
    ended = _python(FAILING.format(error="RuntimeError('借我3000')"))
    assert ended.returncode == 70
    assert "Traceback (most recent call last):" in ended.stderr
    assert ended.stderr.count("RuntimeError") == 1
    assert "3000" not in ended.stderr
    assert "fault of evidence-kit itself" in ended.stderr


def test_a_reader_who_has_left_gets_no_traceback() -> None:
    program = (
        "import sys; from evidence_kit.cli import run; sys.stdin.read(); sys.exit(run(['--help']))"
    )
    with subprocess.Popen(
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        process.stdout.close()
        _, said = process.communicate(b"")
    assert process.returncode == 8
    assert said == b""


ON_A_FULL_DISK = """
import errno, io, os, sys
class Full(io.RawIOBase):
    def writable(self):
        return True
    def fileno(self):
        return 1
    def write(self, said):
        if given_up:
            return len(said)
        raise OSError({error}, "No room")
given_up = []
truly = os.dup2
os.dup2 = lambda old, new: given_up.append(truly(old, new))
sys.stdout = io.TextIOWrapper(io.BufferedWriter(Full()), encoding="utf-8")
from evidence_kit import cli
from evidence_kit.pipeline import exhibiting
exhibiting.listed = lambda _: None
from evidence_kit import telling
telling.exhibit_table = lambda _: "a" * {size}
sys.exit(cli.run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "size", [1, *(pytest.param(size, marks=pytest.mark.long) for size in (8191, 1_000_000))]
)
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_an_answer_that_cannot_be_written_is_told_without_a_traceback(
    error: int, size: int
) -> None:
    ended = _python(ON_A_FULL_DISK.format(error=error, size=size), "exhibits", "x")
    assert ended.returncode == 8
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert "could not be written out: No room." in ended.stderr


def test_help_that_cannot_be_written_is_told_without_a_traceback() -> None:
    ended = _python(ON_A_FULL_DISK.format(error=errno.ENOSPC, size=1), "--help")
    assert ended.returncode == 8
    assert "Traceback" not in ended.stderr


def test_a_full_disk_elsewhere_is_not_blamed_on_the_answer() -> None:
    ended = _python(FAILING.format(error="OSError(28, 'told')"))
    assert ended.returncode == 70


@pytest.mark.parametrize(
    "encoding",
    ["cp936", *(pytest.param(one, marks=pytest.mark.long) for one in ("ascii", "cp1252", "utf-8"))],
)
def test_words_arrive_as_utf8_whatever_the_console_says(encoding: str) -> None:
    program = "import sys; from evidence_kit.cli import run; sys.exit(run(sys.argv[1:]))"
    settings = {"PYTHONIOENCODING": encoding}
    said = _python(program, "--lang", "zh", "--help", **settings)
    assert said.returncode == 0
    assert "证据目录" in said.stdout
    wrong = _python(program, "--lang", "zh", "verify", "没有😀", **settings)
    assert wrong.returncode == 4
    assert "没有😀" in wrong.stderr


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"EVIDENCE_KIT_LANG": "zh_CN"}, "用法："),
        (
            {"EVIDENCE_KIT_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"},
            "用法：",
        ),
        ({"EVIDENCE_KIT_LANG": "", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "Usage:"),
        ({"EVIDENCE_KIT_LANG": "en"}, "Usage:"),
    ],
)
def test_help_speaks_the_environments_language(
    kit: Kit, settings: dict[str, str], word: str
) -> None:
    for arguments in (["--help"], ["bundle", "--help"]):
        assert kit(*arguments, **settings).stdout.startswith(word)


@pytest.mark.parametrize("command", ["bundle", "verify"])
def test_chinese_help_has_no_english_left(kit: Kit, command: str) -> None:
    said = kit(command, "--help", "--lang", "zh").stdout
    words = ("Usage:", "Options:", "[OPTIONS]", "Arguments:", "required", "default", "Show")
    for word in (*words, "help."):
        assert word not in said


def test_a_missing_argument_is_told_in_the_users_language(kit: Kit) -> None:
    assert "缺少参数 X。" in kit("bundle", "--lang", "zh").stderr
    assert "Missing argument X." in kit("bundle", "--lang", "en").stderr


def test_a_report_for_programs_is_the_same_in_every_language(kit: Kit, hollow: Path) -> None:
    reports = {kit("verify", hollow, "--json", "--lang", name).stdout for name in ("en", "zh")}
    assert len(reports) == 1
    told = json.loads(reports.pop())
    assert told["format"] == 1
    assert told["verdict"] == "failed"
    assert [check["number"] for check in told["checks"]] == list(range(1, len(told["checks"]) + 1))


def test_init_asks_each_doubt_once_and_an_answer_settles_it(kit: Kit, tmp_path: Path) -> None:
    folder = tmp_path / "截图"
    shutil.copytree(ROOT / "samples" / "simple-loan" / "screenshots", folder)
    engine = ("--ocr", f"recorded:{ROOT / 'tests' / 'recorded'}")
    path = tmp_path / "截图-work" / "case.toml"
    kit("init", folder, *engine)
    first = path.read_text(encoding="utf-8")
    assert first.count("[[answer]]") == 1
    kit("init", folder, *engine)
    assert path.read_text(encoding="utf-8") == first
    path.write_text(first.replace('value = ""', 'value = "2026-01-05"'), encoding="utf-8")
    read = kit("read", folder, *engine, "--lang", "en")
    assert Words("en").say("doubts.none_answered", count="1") in read.stdout


def test_init_writes_once_and_never_over_what_a_person_wrote(kit: Kit, tmp_path: Path) -> None:
    folder = tmp_path / "截图 一"
    folder.mkdir()
    first = kit("init", folder)
    brief = tmp_path / "截图 一-work" / "case.toml"
    assert first.returncode == 0
    assert brief.name in first.stdout
    brief.write_text("[case]\n", encoding="utf-8")
    assert kit("init", folder).returncode == 0
    assert brief.read_text(encoding="utf-8") == "[case]\n"


def test_the_doctor_names_what_to_install(kit: Kit) -> None:
    ended = kit("doctor")
    assert ended.returncode == 0  # the tests' own environment has the first reader
    assert "rapidocr" in ended.stdout
    assert "tesseract" in ended.stdout
