"""Faults keep their kind and arguments wherever they go."""

from __future__ import annotations

import pickle

import pytest

from evidence_kit import errors
from evidence_kit.errors import Exit


@pytest.mark.parametrize("kind", errors.EvidenceKitError.__subclasses__())
def test_a_fault_crosses_processes_whole(kind: type[errors.EvidenceKitError]) -> None:
    fault = kind("engine_missing", engine="tesseract", install="apt")
    twin = pickle.loads(pickle.dumps(fault))
    assert type(twin) is kind
    assert (twin.kind, twin.args_by_name) == (fault.kind, fault.args_by_name)
    assert str(twin) == str(fault)


def test_the_first_code_that_applies_wins() -> None:
    assert errors.worst(frozenset({Exit.OK, Exit.PARTIAL, Exit.OCR})) is Exit.OCR
    assert errors.worst(frozenset({Exit.FAILED, Exit.PARTIAL})) is Exit.FAILED
    assert errors.worst(frozenset({Exit.OK})) is Exit.OK
