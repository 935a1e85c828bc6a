"""argv → one call → words and an exit code; the only print."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

import evidence_kit
from evidence_kit import errors, telling
from evidence_kit.errors import EvidenceKitError, Exit, OutputError, UsageError
from evidence_kit.model import Verdict
from evidence_kit.words import Words, asked_language, known, language, plain

# Chosen before anything is parsed: the help itself speaks the language.
WORDS: Final = Words(language(asked_language(sys.argv[1:])[0], os.environ))
_say = WORDS.say
_ON_WINDOWS: Final = os.name == "nt"


class _Program(TyperGroup):
    """The program; its help is in the user's language."""

    def get_help(self, ctx: Any) -> str:  # typer keeps its own context's type private
        return telling.help_page(super().get_help(ctx), WORDS)


class _Command(TyperCommand):
    """One command; its help is in the user's language."""

    def get_help(self, ctx: Any) -> str:  # typer keeps its own context's type private
        return telling.help_page(super().get_help(ctx), WORDS)


app = typer.Typer(
    cls=_Program,
    help=_say("help.program"),
    epilog=_say("help.epilog"),
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class ListForm(StrEnum):
    """How `exhibits` prints the list."""

    TABLE = "table"
    CSV = "csv"


Folder = Annotated[Path, typer.Argument(metavar="X", readable=False, help=_say("help.folder"))]
BundlePath = Annotated[
    Path, typer.Argument(metavar="BUNDLE", readable=False, help=_say("help.bundle_path"))
]
Engine = Annotated[str, typer.Option("--ocr", metavar="NAME", help=_say("help.ocr"))]
Jobs = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, max=64, help=_say("help.jobs"))
]
Party = Annotated[str | None, typer.Option("--party", metavar="NAME", help=_say("help.party"))]
NoCache = Annotated[bool, typer.Option("--no-cache", help=_say("help.no_cache"))]
Out = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="OUT", readable=False, help=_say("help.out"))
]
Strict = Annotated[bool, typer.Option("--strict", help=_say("help.strict"))]
Force = Annotated[bool, typer.Option("--force", help=_say("help.force"))]
Json = Annotated[bool, typer.Option("--json", help=_say("help.json"))]
Form = Annotated[ListForm, typer.Option("--format", help=_say("help.format"))]
Anchor = Annotated[str | None, typer.Option("--digest", metavar="HEX", help=_say("help.digest"))]


def _copies_folder(said: str) -> Path:
    """Take no empty text for this folder: a script's unset variable is no anchor."""
    if not said.strip():
        raise UsageError("against_nothing")
    return Path(said)


Against = Annotated[
    Path | None,
    typer.Option("--against", metavar="DIR", help=_say("help.against"), parser=_copies_folder),
]
Roots = Annotated[
    list[Path] | None,
    typer.Option("--trust-root", metavar="PEM", readable=False, help=_say("help.trust_root")),
]

Authorities = Annotated[
    list[str] | None, typer.Option("--tsa", metavar="NAME|URL", help=_say("help.tsa"))
]


def _name(said: str | None) -> str | None:
    """Take no empty text for a name: a script's unset variable is nobody."""
    if said is not None and not said.strip():
        raise UsageError("party_nobody")
    return said.strip() if said else None


def _command(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command of its name; its help's first line stands in the list."""
    told = _say(kind)
    return app.command(cls=_Command, help=told, short_help=told.partition("\n")[0])


def _version(asked: bool) -> None:
    if asked:
        _print(f"evidence-kit {evidence_kit.__version__}")
        raise typer.Exit


# `run` takes --lang out of the arguments, wherever it stands; here it only shows in the help.
_Lang = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help=_say("help.lang"))]
_Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help=_say("help.version"))
]


@app.callback()
def _program(lang: _Lang = None, version: _Version = False) -> None:
    """Take the options that stand before any command."""


@_command("help.bundle")
def bundle(
    folder: Folder,
    out: Out = None,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
    tsa: Authorities = None,
    trust_root: Roots = None,
    strict: Strict = False,
    force: Force = False,
) -> None:
    """Make the bundle and tell what became of every file."""
    from evidence_kit.pipeline import bundling, reading, stamping

    options = reading.Options(ocr, jobs, cache=not no_cache, party=_name(party))
    stamps = stamping.wanted(tsa or (), tuple(trust_root or ()))
    with telling.progress(WORDS) as progress:
        made = bundling.bundle(
            folder, out=out, options=options, force=force, stamps=stamps, progress=progress
        )
    _print(telling.bundled(made, WORDS, folder=folder))
    _end(errors.worst(made.codes(strict=strict)))


@_command("help.read")
def read(
    folder: Folder,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
    as_json: Json = False,
) -> None:
    """Tell what was read, file by file, and what is not sure."""
    from evidence_kit.pipeline import reading
    from evidence_kit.render.contract import read_json

    options = reading.Options(ocr, jobs, cache=not no_cache, party=_name(party))
    reading.refuse_unheard(folder, options.party)
    with telling.progress(WORDS) as progress:
        story = reading.read(folder, options, progress)
    if as_json:
        _print(json.dumps(read_json(story), ensure_ascii=False, indent=1))
    else:
        _print(telling.story(story, WORDS, folder=folder))
    _end(errors.worst(reading.codes(story)))


@_command("help.init")
def init(
    folder: Folder,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
) -> None:
    """Write a case.toml to fill in, each doubt a question in it."""
    from evidence_kit.pipeline import checking, reading

    options = reading.Options(ocr, jobs, cache=not no_cache, party=_name(party))
    with telling.progress(WORDS) as progress:
        story = reading.read(folder, options, progress) if checking.has_files(folder) else None
    questions = telling.questions(story) if story else ()
    begun = checking.begin_brief(folder, questions, party=options.party)
    _print(telling.begun(begun, folder, WORDS, party=options.party, story=story))


@_command("help.check")
def check(
    folder: Folder,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
    as_json: Json = False,
) -> None:
    """Tell what is missing or weak and how to get it; write the private page."""
    from evidence_kit.pipeline import reading, self_check
    from evidence_kit.render.check_json import check_json

    options = reading.Options(ocr, jobs, cache=not no_cache, party=_name(party))
    with telling.progress(WORDS) as progress:
        found = self_check.run(folder, options, progress)
    if as_json:
        _print(json.dumps(check_json(found.checked, found.names), ensure_ascii=False, indent=1))
    else:
        _print(telling.self_check(found, WORDS))
    _end(errors.worst(reading.codes(found.story)))


@_command("help.exhibits")
def exhibits(bundle: BundlePath, form: Form = ListForm.TABLE) -> None:
    """Print the exhibit list."""
    from evidence_kit.pipeline import checking

    listed = checking.exhibits(bundle)
    as_csv = form is ListForm.CSV
    told = telling.exhibit_csv(listed) if as_csv else telling.exhibit_table(listed)
    _print("\n".join(map(plain, told.split("\n"))) if as_csv else told)


@_command("help.verify")
def verify(
    bundle: BundlePath,
    digest: Anchor = None,
    against: Against = None,
    trust_root: Roots = None,
    as_json: Json = False,
) -> None:
    """Check everything, say what each check found and what it doesn't prove."""
    from evidence_kit.pipeline import checking

    report = checking.verification(
        bundle, digest=digest, against=against, trust_roots=tuple(trust_root or ())
    )
    _print(telling.report_json(report) if as_json else telling.report(report, bundle, WORDS))
    _end(_VERDICT_CODES[report.verdict])


_VERDICT_CODES = {
    Verdict.PASSED: Exit.OK,
    Verdict.INDETERMINATE: Exit.INDETERMINATE,
    Verdict.FAILED: Exit.FAILED,
}


@_command("help.doctor")
def doctor() -> None:
    """Tell what is installed and what to install."""
    from evidence_kit.pipeline import checking

    health = checking.doctor()
    _print(telling.health(health, WORDS))
    _end(Exit.OK if health.usable else Exit.TOOL)


_cache = typer.Typer(cls=_Program, rich_markup_mode=None)
app.add_typer(_cache, name="cache", help=_say("help.cache"))


@_cache.command("clear", cls=_Command, help=_say("help.cache_clear"))
def clear() -> None:
    """Remove every reading that was kept, and tell how much that was."""
    from evidence_kit.pipeline import checking

    _print(telling.cleared(checking.clear_cache(), WORDS))


def _print(text: str) -> None:
    print(text)


def _end(code: Exit) -> None:
    if code is not Exit.OK:
        raise typer.Exit(int(code))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (None: the process's own); return its code, faults told on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows pipe would otherwise lose Chinese
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    answer = io.StringIO()  # so that what fails over stdout is known to be that
    try:
        with redirect_stdout(answer):
            code = _call(sys.argv[1:] if arguments is None else arguments)
        return _delivered(answer.getvalue(), code)
    except EvidenceKitError as error:
        return _told(telling.fault(error, WORDS), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _told(_say("error.interrupted"), Exit.INTERRUPTED)
    except Exception:  # noqa: BLE001  # the last door: our own bug, with its traceback
        traceback.print_exc()
        return _told(_say("error.internal"), Exit.INTERNAL)


def _delivered(answer: str, code: int) -> int:
    """Write the answer out and return `code`, or Exit.OUTPUT where its reader has left.

    Raises OutputError "answer_not_written" where the system refuses.
    """
    try:
        print(answer, end="", flush=True)
    except OSError as error:
        # What is left goes nowhere, or Python would fail over it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if _reader_left(error):  # `| head`: nothing more can be said to them
            return int(Exit.OUTPUT)
        reason = error.strerror or str(error)
        raise OutputError("answer_not_written", reason=reason) from error
    return code


def _reader_left(error: Exception) -> bool:
    """Say whether whoever read our answer has left; Windows calls that an invalid argument."""
    if isinstance(error, OSError) and error.filename is None:
        return isinstance(error, BrokenPipeError) or (_ON_WINDOWS and error.errno == errno.EINVAL)
    return False


def _told(sentence: str, code: Exit) -> int:
    print(sentence, file=sys.stderr)
    return int(code)


def _call(arguments: Sequence[str]) -> int:
    """Parse and call; not by typer's own `main`, which would hide Ctrl-C and exit by itself."""
    asked, others = asked_language(arguments)
    if asked is not None and not known(asked):
        raise UsageError("unknown_language", name=asked)
    command = typer.main.get_command(app)
    try:
        with command.make_context("evidence-kit", others or ["--help"]) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except typer.TyperException as error:
        return _told(telling.usage(error, WORDS), Exit.USAGE)
    return int(Exit.OK)
