"""What is worth reading twice: each field's name, its alphabet, and how words become its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from evidence_kit.model import DoubtKind, FieldKind, Line, Money, TimeText, Wanted
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon

T = TypeVar("T")

_ACCOUNT = Pattern(r"[A-Za-z][A-Za-z0-9_-]{5,19}")
_PRINTABLE = Pattern(r"[!-~]+")
# In a random id these look alike in the app's font, and nothing tells which was meant.
_RANDOM = Pattern(r"wxid_.*[0OoIl1]")
# What engines make of a ¥ that they do see as a sign of its own.
_YUAN = "¥YyVv丫半羊关関夫"
# No card prints a space behind its ¥: a digit that somebody painted over leaves one.
_GAPPED = Pattern(rf"[-+]?[￥{_YUAN}][-+]?\s+\d")


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value worth reading twice: what it is called, and how its words become a value.

    `alone` says whether a second reading may give a value where the first gives none. It may
    not for times: the second engine reads only their digits, and 12:51 without its 昨天 is
    another day. `unsafe` says of words that agree everywhere whether they may still be wrong in
    one and the same way.
    """

    name: str
    kind: FieldKind
    parse: Callable[[str], T | None]
    unreadable: DoubtKind
    alone: bool = True
    unsafe: Callable[[tuple[str, ...]], bool] = lambda _: False

    def wanted(self, lines: Iterable[Line]) -> tuple[Wanted, ...]:
        """Return the boxes to read again."""
        return tuple(Wanted(self.kind, line.box) for line in lines)


def amount(label: str = "", *, yuan: bool = False, tight: bool = False) -> Field[Money]:
    """Return the field of an amount, behind a label that may be on the same line.

    `yuan` says that the page always prints a ¥ there, never a sign, and never nothing: where no
    reading saw a ¥, the first digit may be it; a sign or 0.00 is what is left of more.
    `tight` says that no gap follows that ¥: where the first reading has one, a digit may have been.
    """
    return Field(
        "amount",
        FieldKind.MONEY,
        lambda text: lexicon.money(after(label, text)),
        DoubtKind.AMOUNT_UNREADABLE,
        unsafe=lambda texts: (
            (yuan and _odd([after(label, t) for t in texts]))
            or (tight and _GAPPED.match(after(label, texts[0])) is not None)
        ),
    )


def _currency(text: str) -> bool:
    return has_yuan(text) or "元" in text


def has_yuan(text: str) -> bool:
    """Say whether an amount begins with a sign that is, or that an engine made of, a ¥."""
    return lexicon.squeezed(text).lstrip("-+")[:1] in tuple(_YUAN)


def _odd(texts: Sequence[str]) -> bool:
    """Say whether no card would print what these readings agree on."""
    signed = any(lexicon.sign(text) is not None or "-" in text for text in texts)
    nothing = any(lexicon.money(text) == Money(0) for text in texts)
    return signed or nothing or not any(map(_currency, texts))


def time(name: str = "time", label: str = "") -> Field[TimeText]:
    """Return the field of a time, behind a label that may be on the same line."""
    return Field(
        name,
        FieldKind.TIME,
        lambda text: lexicon.time(after(label, text)),
        DoubtKind.TIME_UNREADABLE,
        alone=False,
    )


def digits(label: str = "") -> Field[str]:
    """Return the field of one line of a serial number."""
    return Field(
        "serial",
        FieldKind.SERIAL,
        lambda text: _digits(after(label, text)),
        DoubtKind.SERIAL_UNREADABLE,
    )


def account(label: str = "") -> Field[str]:
    """Return the field of a 微信号, behind a label that may be on the same line.

    One that WeChat made up (wxid_…) says nothing that would tell 0 from o and 1 from l: both
    engines may read the look-alike, so there the readings' agreement is not enough. Nor is it
    where what they read is no 微信号: 6 to 20 letters, digits, - and _, a letter first; and where
    each saw a gap in it, which may have been a _.
    """
    return Field(
        "wechat_id",
        FieldKind.ACCOUNT,
        lambda text: _account(after(label, text)),
        DoubtKind.LOW_CONFIDENCE,
        unsafe=lambda texts: (
            any(_unsafe_account(after(label, text)) for text in texts)
            or all(" " in after(label, text).strip() for text in texts)
        ),
    )


def after(label: str, text: str) -> str:
    """Return the text without a label at its start."""
    bare = text.strip()
    return bare.removeprefix(label).lstrip("：: ") if label else bare


def _digits(text: str) -> str | None:
    bare = lexicon.squeezed(text)
    return bare if bare.isascii() and bare.isdigit() else None


def _account(text: str) -> str | None:
    found = _PRINTABLE.fullmatch(lexicon.squeezed(text))
    return found[0] if found else None


def _unsafe_account(text: str) -> bool:
    bare = lexicon.squeezed(text)
    return _ACCOUNT.fullmatch(bare) is None or _RANDOM.match(bare) is not None
