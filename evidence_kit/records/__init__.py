"""Files that platforms and banks give out → Records; what can't be read says why."""

from evidence_kit.records.leaves import ReadImage
from evidence_kit.records.opened import Opened
from evidence_kit.records.reading import read

__all__ = ["Opened", "ReadImage", "read"]
