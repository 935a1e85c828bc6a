"""Files, what an engine saw of them, and the thread from any value back to its ink."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from evidence_kit.model.values import Args, Box, Colour, Digest, Moment

T = TypeVar("T")

# Stands in a text where its line shows a small picture: which one, no reader says.
EMOJI = "[表情]"


class FileRole(StrEnum):
    """What became of a file in the folder."""

    USED = "used"
    SET_ASIDE = "set_aside"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the folder: its own name, the name it is stored under, what it is.

    `name` is relative to the folder with `/` between parts; `safe_name` is below `data/`.
    `reason` is a kind that `words` knows (empty for used files). `captured` are the capture
    times that the file name, EXIF and mtime suggest, strongest first. `extent` is a picture's
    width and height as seen, `software` the program that its EXIF names.
    """

    name: str
    safe_name: str
    sha256: Digest
    sm3: Digest
    size: int
    media_type: str
    role: FileRole
    reason: str = ""
    captured: tuple[Moment, ...] = ()
    extent: tuple[int, int] | None = None
    software: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as an engine read it.

    `paper` and `ink` are the colours behind and of the glyphs; `signature` is a short hash of
    the crop's pixels, equal for the same line drawn again at the same size.
    """

    text: str
    box: Box
    confidence: float
    paper: Colour
    ink: Colour
    signature: str


class RegionKind(StrEnum):
    """What a region's pixels are like; what it *means* is for the readers."""

    FLAT = "flat"  # one colour (bubble, card, badge), whatever is written on it
    PICTURE = "picture"  # many colours (avatar, photo)


@dataclass(frozen=True, slots=True)
class Region:
    """A patch that stands out from the page: its colour and a fingerprint of its pixels.

    The fingerprint is 16 hex digits of a 64-bit perceptual hash: alike pictures differ in few
    bits. Lines of text on top of a flat region don't break it up.
    """

    kind: RegionKind
    box: Box
    colour: Colour
    fingerprint: str


@dataclass(frozen=True, slots=True)
class OcrPage:
    """Everything an engine saw of one image; it carries no pixels."""

    source: Digest
    width: int
    height: int
    background: Colour
    lines: tuple[Line, ...]
    regions: tuple[Region, ...]
    engine: str
    version: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line's words as the page's engine read them; `again` is what the second reader read there.

    It is empty where nobody was asked to read the line twice, or none could.
    """

    text: str
    box: Box
    confidence: float
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read on a picture: its size in displayed pixels, and its lines, top to bottom.

    Of an OcrPage it is what has to be kept while the others are read: a few kilobytes.
    """

    width: int
    height: int
    lines: tuple[ReadLine, ...]

    @property
    def written(self) -> tuple[tuple[int, int], ...]:
        """The stretches of rows that words stand on, top to bottom: first row, and first after.

        No two meet, so that a cut anywhere between them goes through no line.
        """
        found: list[tuple[int, int]] = []
        for top, bottom in sorted((one.box.y0, one.box.y1) for one in self.lines):
            if found and top <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], bottom))
            else:
                found.append((top, bottom))
        return tuple(found)


class FieldKind(StrEnum):
    """What a second reading is asked to read, so that the engine can fit its alphabet."""

    MONEY = "money"
    TIME = "time"
    SERIAL = "serial"
    ACCOUNT = "account"  # a 微信号: Latin letters, digits, - and _


@dataclass(frozen=True, slots=True)
class Wanted:
    """A box whose text matters enough to be read twice."""

    kind: FieldKind
    box: Box


@dataclass(frozen=True, slots=True)
class Reading:
    """One engine's reading of one box."""

    engine: str
    text: str
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class Where:
    """A place in ink: the file's SHA-256 and a box on it."""

    source: Digest
    box: Box


@dataclass(frozen=True, slots=True)
class Statement:
    """A person's own word (自述) in place of ink."""

    by: str


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value, the words it was read from, and where they stand.

    `stated_by` says whose word corrected the value; quote and readings stay as they were read.
    """

    value: T
    quote: str
    where: Where | Statement
    confidence: float = 1.0
    readings: tuple[Reading, ...] = ()
    stated_by: Statement | None = None


class DoubtKind(StrEnum):
    """Why something is 待核."""

    READINGS_DISAGREE = "readings_disagree"
    LOW_CONFIDENCE = "low_confidence"
    AMOUNT_UNREADABLE = "amount_unreadable"
    STATE_UNKNOWN = "state_unknown"
    DIRECTION_UNKNOWN = "direction_unknown"
    NATURE_UNKNOWN = "nature_unknown"
    NATURE_DISPUTABLE = "nature_disputable"  # 性质易争议: a sum, a day or a red packet of gifts
    INTEREST_UP_FRONT = "interest_up_front"  # 砍头息
    TIME_UNANCHORED = "time_unanchored"
    TIME_AMBIGUOUS = "time_ambiguous"
    TIME_UNREADABLE = "time_unreadable"
    SERIAL_UNREADABLE = "serial_unreadable"
    SERIAL_DATE_DIFFERS = "serial_date_differs"
    AMOUNT_WORDS_DIFFER = "amount_words_differ"  # 大写 against 小写
    RECORDS_DIFFER = "records_differ"
    RECORD_LACKS = "record_lacks"  # a file that covers its day shows no such payment
    RECORD_OF_ANOTHER = "record_of_another"  # a file of another account than the phone's
    SAID_DIFFERS_FROM_PAID = "said_differs_from_paid"
    SAID_UNCLEAR = "said_unclear"  # a sum, a rate or a plan in words that fix none
    DEBT_DENIED = "debt_denied"  # the borrower says that nothing is owed
    REPAYMENT_SAID = "repayment_said"  # words that money came back, which no payment shows
    GROUND_ADVERSE = "ground_adverse"  # words of a bet, an investment or a present, not a loan
    DEBT_WAIVED = "debt_waived"  # the lender says that it need not be paid back
    FUNDS_BORROWED = "funds_borrowed"  # the money lent may itself be borrowed (转贷)
    STATED_AND_SHOWN = "stated_and_shown"  # stated money that a picture may show already
    STATED_DIFFERS = "stated_differs"  # the plaintiff's own word against a page
    DUE_BEFORE_LOAN = "due_before_loan"  # a stated day due on which nothing was lent yet
    STATED_OVERPAID = "stated_overpaid"  # a stated repayment of more than was owed by then
    KNOWN_AS_UNSEEN = "known_as_unseen"  # a name of the defendant's that no page shows
    WORDING_CLAIMS = "wording_claims"  # own words for the filing that say more than is shown
    PARTY_UNKNOWN = "party_unknown"
    NAME_CHANGED = "name_changed"  # two titles, but one picture or one run of messages
    FACE_CHANGED = "face_changed"  # one title, but two pictures
    ROLES_UNKNOWN = "roles_unknown"
    SIDE_UNKNOWN = "side_unknown"
    NOT_DELIVERED = "not_delivered"
    PAGES_GAP = "pages_gap"
    PAGE_UNREAD = "page_unread"
    LEFT_OUT_UNREAD = "left_out_unread"  # a page nobody could read, that the brief leaves out
    READ_ONCE = "read_once"  # the second reader gave no answer on this page


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something not sure: a kind, its arguments, where it stands, and what was read there."""

    kind: DoubtKind
    where: Where | None
    args: Args = ()
    readings: tuple[Reading, ...] = ()

    @property
    def id(self) -> str:
        """Ten hex digits, the same in every run over the same file."""
        place = f"{self.where.source.hex} {tuple(self.where.box)}" if self.where else ""
        named = dict(self.args).get("field", "") if self.where else str(self.args)
        return hashlib.sha256(f"{self.kind} {place} {named}".encode()).hexdigest()[:10]
