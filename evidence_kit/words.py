"""Kinds and arguments → sentences, in English or Chinese; everything else speaks in kinds."""

from __future__ import annotations

import gettext
import locale
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Final

LANGUAGES: Final = ("en", "zh_CN")
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
        sentence must never hide a finding.
        """
        sentence = self._catalogue.gettext(kind)
        if sentence == kind:
            return " ".join([kind, *(f"{name}={value}" for name, value in args.items())])
        return Formatter().vformat(sentence, (), _Given(args))

    def knows(self, kind: str) -> bool:
        """Say whether the catalogue has a sentence for this kind."""
        return self._catalogue.gettext(kind) != kind


class _Given(dict[str, str]):
    """Arguments for a sentence; one that wasn't given shows as its name."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"


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
