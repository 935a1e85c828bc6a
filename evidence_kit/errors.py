"""What can go wrong, and the exit code each fault ends in.

    EvidenceKitError
    ├── UsageError          2   bad arguments, bad case.toml
    ├── InputError          4   nothing to bundle, no such bundle
    ├── ToolError           5   an engine or its data is missing
    ├── OcrError            6   the engine ran and gave no answer
    ├── TimestampError      7   an authority gave no valid token
    └── OutputError         8   can't write, or would overwrite

An error carries a *kind* and arguments; `words` turns them into a sentence with the
next command to try.
"""

from __future__ import annotations

from enum import IntEnum
from functools import partial
from typing import ClassVar


class Exit(IntEnum):
    """The process's exit codes, as docs/errors.md lists them."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INDETERMINATE = 3
    INPUT = 4
    TOOL = 5
    OCR = 6
    TIMESTAMP = 7
    OUTPUT = 8
    PARTIAL = 9
    INTERNAL = 70
    INTERRUPTED = 130


PRECEDENCE = (
    Exit.INTERNAL,
    Exit.INTERRUPTED,
    Exit.OUTPUT,
    Exit.TOOL,
    Exit.OCR,
    Exit.TIMESTAMP,
    Exit.FAILED,
    Exit.PARTIAL,
    Exit.INDETERMINATE,
)


def worst(codes: frozenset[Exit]) -> Exit:
    """Return the code a run ends with when several apply: the first in PRECEDENCE, else OK."""
    return next((code for code in PRECEDENCE if code in codes), Exit.OK)


class EvidenceKitError(Exception):
    """A fault that the user can act on: a kind, and the arguments its sentence needs."""

    exit_code: ClassVar[Exit] = Exit.INTERNAL

    def __init__(self, kind: str, **args: str) -> None:
        """Name the kind (a key of `words`) and its arguments, all of them plain text."""
        super().__init__(kind, args)
        self.kind = kind
        self.args_by_name: dict[str, str] = args

    def __reduce__(self) -> tuple[object, ...]:
        """Let a worker process hand its fault to the parent whole."""
        return partial(type(self), **self.args_by_name), (self.kind,)

    def __str__(self) -> str:
        """Return kind and arguments, for tracebacks; people read `telling.fault`."""
        said = ", ".join(f"{name}={value!r}" for name, value in self.args_by_name.items())
        return f"{self.kind}({said})"


class UsageError(EvidenceKitError):
    """Bad arguments or a bad case.toml."""

    exit_code = Exit.USAGE


class InputError(EvidenceKitError):
    """Nothing to work on: no such folder, an empty folder, no such bundle."""

    exit_code = Exit.INPUT


class ToolError(EvidenceKitError):
    """An engine or its data is missing; the sentence is the install command."""

    exit_code = Exit.TOOL


class OcrError(EvidenceKitError):
    """The engine ran and gave no answer."""

    exit_code = Exit.OCR


class TimestampError(EvidenceKitError):
    """An authority asked for by name gave no valid token."""

    exit_code = Exit.TIMESTAMP


class OutputError(EvidenceKitError):
    """The output can't be written, or would overwrite something."""

    exit_code = Exit.OUTPUT
