"""What commands may be asked for: each argument and option once, with its help."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from evidence_kit.cli.program import WORDS
from evidence_kit.errors import UsageError

_say = WORDS.say


class ListForm(StrEnum):
    """In what form `exhibits` gives the list."""

    TABLE = "table"
    CSV = "csv"
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"


class Stamped(StrEnum):
    """What `bundle --timestamp` has stamped beside the lists."""

    EACH = "each"


Folder = Annotated[Path, typer.Argument(metavar="X", readable=False, help=_say("help.folder"))]
BundlePath = Annotated[
    Path, typer.Argument(metavar="BUNDLE", readable=False, help=_say("help.bundle_path"))
]
Target = Annotated[Path, typer.Argument(metavar="BUNDLE", readable=False, help=_say("help.target"))]
NamedFiles = Annotated[
    list[Path] | None, typer.Argument(metavar="FILE", readable=False, help=_say("help.named"))
]
Page = Annotated[int | None, typer.Option("--page", metavar="N", min=1, help=_say("help.page"))]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="REPORT.pdf", readable=False, help=_say("help.report")),
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
Zip = Annotated[bool, typer.Option("--zip", help=_say("help.zip"))]
ZipAgain = Annotated[bool, typer.Option("--zip", help=_say("help.zip_again"))]
NoTextLayer = Annotated[bool, typer.Option("--no-text-layer", help=_say("help.no_text_layer"))]
AttachOriginals = Annotated[
    bool, typer.Option("--attach-originals", help=_say("help.attach_originals"))
]
Json = Annotated[bool, typer.Option("--json", help=_say("help.json"))]
Form = Annotated[ListForm | None, typer.Option("--format", help=_say("help.format"))]
ListOut = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FILE", readable=False, help=_say("help.list_out")),
]
StyleFolder = Annotated[
    Path, typer.Argument(metavar="FOLDER", readable=False, help=_say("help.style_folder"))
]
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

Timestamp = Annotated[
    Stamped | None, typer.Option("--timestamp", metavar="each", help=_say("help.each"))
]

Sign = Annotated[
    Path | None, typer.Option("--sign", metavar="FILE.p12", readable=False, help=_say("help.sign"))
]
Passphrase = Annotated[
    Path | None,
    typer.Option(
        "--sign-passphrase", metavar="FILE", readable=False, help=_say("help.sign_passphrase")
    ),
]

Export = Annotated[
    Path | None,
    typer.Option("--export", metavar="REQ.tsq", readable=False, help=_say("help.export")),
]
Import = Annotated[
    Path | None,
    typer.Option("--import", metavar="RESP.tsr", readable=False, help=_say("help.import")),
]


def _day(said: str) -> date:
    """Take a day as people type it on a command line: year, month, day."""
    from evidence_kit.brief.values import EARLIEST, LATEST

    try:
        found = date.fromisoformat(said.strip())
    except ValueError as error:
        raise UsageError("not_a_day", text=said) from error
    if not EARLIEST <= found.year <= LATEST:
        raise UsageError("not_a_day", text=said)
    return found


On = Annotated[date | None, typer.Option("--on", metavar="DATE", help=_say("help.on"), parser=_day)]
Rates = Annotated[
    Path | None, typer.Option("--lpr", metavar="FILE", readable=False, help=_say("help.lpr"))
]


def name(said: str | None) -> str | None:
    """Take no empty text for a name: a script's unset variable is nobody."""
    if said is not None and not said.strip():
        raise UsageError("party_nobody")
    return said.strip() if said else None
