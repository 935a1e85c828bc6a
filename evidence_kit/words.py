"""Kinds and arguments → sentences, in English or Chinese; everything else speaks in kinds."""

from __future__ import annotations

import gettext
import locale
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Final

LANGUAGES: Final = ("en", "zh_CN")
_NAMES: Final = {"en": "en", "zh": "zh_CN", "zh_cn": "zh_CN", "zh-cn": "zh_CN"}
_HARMLESS: Final = "\u3000\u00a0\u200d"  # spaces, and the joiner inside emoji
_DOMAIN = "evidence_kit"
_CATALOGUES = Path(__file__).parent / "locale"


class Words:
    """The sentences of one language; a catalogue's keys are the kinds themselves."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.translation(
            _DOMAIN, _CATALOGUES, languages=[language], fallback=True
        )

    def say(self, kind: str, /, **args: str) -> str:
        """Return the sentence of a kind with its arguments put in.

        A kind that the catalogue lacks is told as it is, with its arguments: a missing
        sentence must never hide a finding. An argument stays on its line and can't command
        the terminal, whatever a file's name holds.
        """
        given = {name: plain(value) for name, value in args.items()}
        sentence = self._catalogue.gettext(kind)
        if sentence == kind:
            return " ".join([kind, *(f"{name}={value}" for name, value in given.items())])
        return Formatter().vformat(sentence, (), _Given(given))

    def knows(self, kind: str) -> bool:
        """Say whether the catalogue has a sentence for this kind."""
        return self._catalogue.gettext(kind) != kind


def plain(value: str) -> str:
    """Show control characters, line ends and direction marks by their codes."""
    kept = (c if c.isprintable() or c in _HARMLESS else ascii(c)[1:-1] for c in value)
    return "".join(kept)


class _Given(dict[str, str]):
    """Arguments for a sentence; one that wasn't given shows as its name."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"


def asked_language(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return what --lang asks for, None without it, and the other arguments.

    It may stand anywhere before a `--`, since people put it where they think of it.
    """
    asked: str | None = None
    others: list[str] = []
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--":
            return asked, [*others, argument, *left]
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang":
            asked = left.pop(0) if left else ""
        else:
            others.append(argument)
    return asked, others


def known(name: str) -> bool:
    """Say whether --lang may name this language: en, zh or zh_CN."""
    return name.lower() in _NAMES


def language(asked: str | None, environment: Mapping[str, str]) -> str:
    """Return the catalogue to use: what was asked for, else the environment's, else English."""
    said = (
        asked
        or environment.get("EVIDENCE_KIT_LANG")
        or environment.get("LC_ALL")
        or environment.get("LC_MESSAGES")
        or environment.get("LANG")
        or locale.getlocale()[0]
        or ""
    )
    # Windows names its locales in words: "Chinese (Simplified)_China".
    return "zh_CN" if said.lower().startswith(("zh", "chinese")) else "en"
