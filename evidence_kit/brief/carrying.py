"""What one case.toml says of the plaintiff and the court, carried into that of another case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import tomlkit
from tomlkit.items import Table

from evidence_kit.model import Brief

# What the plaintiff says of the other party, of money and of terms is of one case alone.
_CASE = ("plaintiff", "phone", "wechat_version", "filed_on")
_PERSON = ("sex", "born", "nation", "id_number", "address", "phone", "wechat_id")


def into(text: str, said: Brief) -> str:
    """Return a template with what holds in every case of one plaintiff."""
    document = tomlkit.parse(text)
    for name, key, value in _of_all(said):
        table = document[name]
        if value is not None and isinstance(table, Table):
            table[key] = value if isinstance(value, date | list) else str(value)
    return tomlkit.dumps(document)


def _of_all(said: Brief) -> Iterator[tuple[str, str, object]]:
    yield from (("case", key, getattr(said, key)) for key in _CASE)
    yield from (("plaintiff", key, getattr(said.plaintiff_identity, key)) for key in _PERSON)
    yield "court", "name", said.court
    yield "records", "passwords", list(said.passwords) or None
