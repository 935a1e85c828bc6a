"""The pages that people read: commands parse, links lead somewhere, and code and docs agree."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
import typer
from babel.messages.pofile import read_po

import evidence_kit
from evidence_kit import cli
from evidence_kit.errors import PRECEDENCE, Exit
from evidence_kit.words import LANGUAGES

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
PAGES = (*READMES, "CHANGELOG.md", "docs/errors.md", "docs/design.md")
PROGRAM = typer.main.get_command(cli.app)


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _sentences(name: str) -> dict[str, str]:
    path = Path(evidence_kit.__file__).parent / "locale" / name / "LC_MESSAGES" / "evidence_kit.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def _commands(page: str) -> list[str]:
    """Return every command of ours on a page: whole lines of a block, and between backticks."""
    blocks = re.findall(r"^ {4,}(?:\$ )?(evidence-kit .*?)(?:  .*)?$", _text(page), re.MULTILINE)
    return blocks + re.findall(r"`(evidence-kit [^`]+)`", _text(page))


def _suggested(name: str) -> list[str]:
    """Return the commands that sentences tell people to run, with an X for each argument."""
    sentences = [
        Formatter().vformat(text, (), _Any())
        for kind, text in _sentences(name).items()
        if not kind.startswith("help.")
    ]
    last = re.compile(r"[:：] ?(evidence-kit [^:：]*)$", re.MULTILINE)
    return [command for sentence in sentences for command in last.findall(sentence)]


class _Any(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "X"


def _parse(command: str) -> None:
    """Parse a command line with the program's own parser, without running it."""
    program, *arguments = shlex.split(command)
    assert program == "evidence-kit"
    with PROGRAM.make_context("evidence-kit", list(arguments), resilient_parsing=False) as whole:
        name, found, rest = PROGRAM.resolve_command(whole, [*whole._protected_args, *whole.args])
        assert found is not None
        if rest != ["--help"]:
            found.make_context(name, rest, parent=whole)


@pytest.mark.parametrize("page", READMES)
def test_every_command_of_the_readme_parses(page: str) -> None:
    commands = _commands(page)
    assert len(commands) >= 8
    for command in commands:
        _parse(command)


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_command_that_a_message_suggests_parses(name: str) -> None:
    commands = _suggested(name)
    assert len(commands) >= 20
    for command in commands:
        _parse(command)


def test_a_command_that_does_not_exist_would_be_caught() -> None:
    for command in (
        "evidence-kit bundel x",
        "evidence-kit bundle x --tsaa y",
        "evidence-kit bundle",
    ):
        with pytest.raises(typer.TyperException):
            _parse(command)


def _options(name: str) -> set[str]:
    parameters = PROGRAM.commands[name].params
    return {option for parameter in parameters for option in parameter.opts if option[0] == "-"}


def test_the_design_names_every_command_and_its_options() -> None:
    block = _text("docs/design.md").partition("## 5.")[2].partition("*Planned*")[0]
    lines = re.findall(r"^    evidence-kit (\w+)(.*)$", block, re.MULTILINE)
    assert {name for name, _ in lines} == set(PROGRAM.commands)
    for name, rest in lines:
        named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest))
        assert _options(name) - {"--out"} == named, name


def test_the_design_draws_the_rooms_that_there_are() -> None:
    drawn = set(re.findall(r"^    [├└]── (\w+)(?:\.py|/)", _text("docs/design.md"), re.MULTILINE))
    package = Path(evidence_kit.__file__).parent
    rooms = {path.stem for path in package.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert drawn == rooms - {"__pycache__", "templates"}  # in the wheel they lie in the package


LIBRARIES = {
    "PIL": "Pillow",
    "cv2": "OpenCV",
    "fontTools": "fontTools",
    "pyhanko": "pyHanko",
    "rfc3161_client": "rfc3161-client",
    "typing_extensions": "typing-extensions",
}


def test_the_design_says_which_room_uses_which_library() -> None:
    table = _text("docs/design.md").partition("| library | rooms | for |")[2].partition("\n\n")[0]
    for path in sorted(Path(evidence_kit.__file__).parent.rglob("*.py")):
        room = path.relative_to(Path(evidence_kit.__file__).parent).parts[0].removesuffix(".py")
        for name in _imported(path) - set(sys.stdlib_module_names) - {"evidence_kit"}:
            library = LIBRARIES.get(name, name)
            rows = [row for row in table.splitlines() if library in row]
            assert any(room in row for row in rows), f"{room} uses {library}"


def _imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    froms = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | froms}


@pytest.mark.parametrize("page", READMES)
def test_the_readme_names_every_command(page: str) -> None:
    for name in PROGRAM.commands:
        assert f"evidence-kit {name}" in _text(page) or name == "exhibits", name


def test_both_readmes_show_the_same_commands() -> None:
    """A page that is translated once and then forgotten lies in one of its languages."""
    english, chinese = ([shlex.split(c)[1:] for c in _commands(page)] for page in READMES)
    assert [_shape(c) for c in english] == [_shape(c) for c in chinese]
    assert len({_text(page).count("\n## ") for page in READMES}) == 1


def _shape(command: list[str]) -> list[str]:
    return [command[0], *(word for word in command if word.startswith("-"))]


def test_the_two_commands_of_a_newcomer_stand_first_and_exist() -> None:
    recipes = set(re.findall(r"^(\w[\w-]*):", _text("Makefile"), re.MULTILINE))
    for page in READMES:
        named = re.findall(r"make ([a-z]+)", _text(page))
        assert named[:2] == ["sample", "test"]
        assert set(named) <= recipes


@pytest.mark.parametrize(("page", "name"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_the_output_in_the_readme_is_what_the_commands_print(
    page: str, name: str, tmp_path: Path
) -> None:
    """A page with output of an older version, or with none that ever was, misleads first."""
    shutil.copytree(ROOT / "samples" / "simple-loan", tmp_path / "out" / "simple-loan")
    lines = [line.strip() for line in _text(page).splitlines() if line.startswith("    ")]
    first = next(n for n, line in enumerate(lines) if line.startswith("$ "))
    commands, printed = [], ["…"]
    for line in lines[first : lines.index("pip install .")]:
        if line.startswith("$ evidence-kit "):
            commands.append(shlex.split(line)[2])
            printed += map(_blurred, _run([*shlex.split(line)[2:], "--lang", name], tmp_path))
        else:
            assert _blurred(line) in printed
    assert commands == ["bundle", "verify"]


def _run(arguments: list[str], folder: Path) -> list[str]:
    """Return the lines a command prints, its pictures read as they were recorded."""
    if arguments[0] == "bundle":
        arguments = [*arguments, "--ocr", f"recorded:{ROOT / 'tests' / 'recorded'}"]
    return subprocess.run(
        [sys.executable, "-P", "-m", "evidence_kit", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    ).stdout.splitlines()


def _blurred(line: str) -> str:
    """Return a line without its digests and a doubt's id: runs and engines change them."""
    return re.sub(r"[0-9a-f]{64}|^[0-9a-f]{10}(?= )", "DIGEST", line.strip())


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", _text(page)):
        if not link.startswith("https://"):
            assert ((ROOT / page).parent / link).exists(), link


def test_every_error_is_explained_with_its_exit_code() -> None:
    kinds = {k.removeprefix("error.") for k in _sentences("en") if k.startswith("error.")}
    rows = re.findall(r"^\| `(\w+)` \|(.+)\|(.+)\|$", _text("docs/errors.md"), re.MULTILINE)
    assert sorted(kind for kind, _, _ in rows) == sorted(kinds)
    assert all(cause.strip() and remedy.strip() for _, cause, remedy in rows)


def test_every_exit_code_is_explained() -> None:
    rows = re.findall(r"^\| (\d+) \| (\w+) \|", _text("docs/errors.md"), re.MULTILINE)
    assert {(int(code), name) for code, name in rows} == {(int(c), c.name) for c in Exit}
    told = "first of " + ", ".join(str(int(code)) for code in PRECEDENCE)
    assert told in _text("docs/errors.md")


def test_the_chapters_of_the_errors_are_the_codes_they_end_in() -> None:
    for part in _text("docs/errors.md").split("\n## ")[2:]:
        for name, code in re.findall(r"([A-Z]{3,}) \((\d+)\)", part.splitlines()[0]):
            assert Exit[name] == int(code)


FORBIDDEN = r"存证|固证|可信时间|时间戳|(?i:admissib|court-ready|guarantee|legally binding|notari)"


@pytest.mark.parametrize("page", [*READMES, "CHANGELOG.md", "docs/errors.md"])
def test_no_page_promises_what_a_hash_cannot_keep(page: str) -> None:
    assert not re.findall(FORBIDDEN, _text(page))


@pytest.mark.parametrize("page", READMES)
def test_the_readme_says_why_a_fresh_bundle_is_not_passed(page: str) -> None:
    text = _text(page)
    for word in ("INDETERMINATE", "--digest", "--against", "校验页", "sha256sum -c", "openssl ts"):
        assert word in text
    assert "本机记录时间（未经第三方认证）" in text


def test_the_changelog_knows_this_version() -> None:
    assert f"## {evidence_kit.__version__}" in _text("CHANGELOG.md")
    assert "## Unreleased" in _text("CHANGELOG.md")
