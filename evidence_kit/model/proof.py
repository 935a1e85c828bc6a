"""Manifests, seals, and what a verification found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evidence_kit.model.values import Algorithm, Args, Box, Digest


@dataclass(frozen=True, slots=True)
class Manifest:
    """Names and digests, all of one algorithm; `manifest` gives the one canonical text."""

    algorithm: Algorithm
    entries: tuple[tuple[str, Digest], ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """A whole time-stamp request and response (RFC 3161), DER as sent and received.

    `name` is the file stem below `timestamps/`: <manifest>.<authority>.<n>.
    """

    name: str
    subject: Digest
    request: bytes
    response: bytes


@dataclass(frozen=True, slots=True)
class SealFinding:
    """What a seal proves: a fault's kind, or the time, the authority, and who vouches for it.

    `gen_time` is UTC. `trusted_root` is the subject of the verifier's own root that the chain
    ends in, None where no such root was given.
    """

    fault: str | None
    gen_time: datetime | None = None
    authority: str = ""
    trusted_root: str | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """What a folder holds against what a manifest lists; names sorted by code point."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a bundle as it was found: its path from the bundle's top, `/` between parts."""

    name: str
    size: int
    sha256: Digest
    sm3: Digest


@dataclass(frozen=True, slots=True)
class Observed:
    """Everything that verifying a bundle needs of it, read once.

    `contents` are the bytes of the top `.txt` files and of `timestamps/`, those that digest
    to what `files` says of them; a file too large to be one of ours is left out. `unread` names
    what is not a readable file, with the reason: "link", "special" or "denied", or "too_much" for
    one of `files` whose bytes there was no room for. `archive` is None for a folder; of a ZIP it
    names what is amiss with it, and why, "" for the ZIP itself. `empty` names folders that hold
    nothing, without a `/` at the end.
    """

    files: tuple[FoundFile, ...]
    contents: tuple[tuple[str, bytes], ...]
    unread: tuple[tuple[str, str], ...] = ()
    archive: tuple[tuple[str, str], ...] | None = None
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageClaim:
    """A file on an exhibit page as a list claims it: the page's number, its exhibit, the file.

    It is the `place`-th picture there from the left, 0 where the list doesn't say, and of it the
    page shows the `rows` from the first to that before the second, or once more, larger, what
    lies in a `window`; both None for all that it shows. A `sheet` is a page of words about the
    file: of what a recording is, or of what a voice in the picture says. Of a PDF record it is the
    page `leaf`, from 0.
    """

    page: int
    exhibit: int
    file: str
    sha256: Digest
    place: int = 0
    rows: tuple[int, int] | None = None
    window: Box | None = None
    sheet: bool = False
    leaf: int = 0


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page of a PDF as a book shows it: the digest of what it draws, and with all it draws with.

    One that stands there as it looks has `pixels` in their place.
    """

    operators: Digest | None = None
    whole: Digest | None = None
    pixels: Digest | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """A picture's file: its SHA-256, its pixels' as they are printed, what else makes its look.

    `pixels` is None for what is no picture, or wasn't decoded; `exact` says that each of them is
    printed as it is, nothing laid onto white or brought into another colour space. `look` is how
    EXIF turns it (1 to 8), and its colour profile. `packed` is the digest of a PNG's rows as they
    lie in its file, known without decoding. Of a PDF `leaves` are the pages asked for.
    """

    name: str
    sha256: Digest
    pixels: Digest | None = None
    exact: bool = False
    look: str = ""
    leaves: tuple[tuple[int, PageRecord], ...] = ()
    packed: Digest | None = None


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture on a page of a PDF: `leaf` counts from 1, `page` is the exhibits' number.

    `jpeg` is the SHA-256 of a JPEG's stream, `pixels` that of any picture's pixels, `packed` that
    of rows which some file is known to have; all None where a page shows no picture that can be
    read. `look` is how it is turned for the eye and its
    colour profile, None where the page isn't drawn as this program draws it: pictures side by
    side, each upright, and nothing over them. Only then is it known as the `place`-th from the
    left, `height` rows high as displayed, and whether all of it is shown or only `rows`, or what
    lies in a narrower `window`. Where a page shows one of a PDF record instead, and is drawn as
    this program draws it, `record` is what it draws. A page without any is known to be of `words`
    where it is drawn as this program draws its sheets of them.
    """

    leaf: int
    page: int | None
    jpeg: Digest | None = None
    pixels: Digest | None = None
    look: str | None = None
    place: int = 0
    height: int = 0
    rows: tuple[int, int] | None = None
    window: Box | None = None
    record: PageRecord | None = None
    words: bool = False
    packed: Digest | None = None

    @property
    def content(self) -> Digest | None:
        """What tells this picture from others; None where nothing of it could be read."""
        return self.jpeg or self.packed or self.pixels


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF: its file's name and SHA-256, its pictures, and the claims of the list printed in it.

    A page without a picture has a place in `images` all the same. `images` is None for what
    can't be read as a PDF; `labelled` says that its pages bear labels as this program gives them,
    so that a page's number is a claim too. `sm3` are the two digests that its list prints of each
    file, SHA-256 and SM3, in hex and in the list's order, `digests` all that it prints, `times`
    what it says third parties recorded, as local time (UTC+8). `beyond` says that it holds more
    than is looked at: of its pages some were not, or none. `bare` says that nothing lies on any of
    its pages, `mended` that bytes lie around the PDF, or that it took mending to be read: other
    programs may read another one then.
    """

    name: str
    sha256: Digest
    images: tuple[PageImage, ...] | None
    labelled: bool = False
    claims: tuple[PageClaim, ...] = ()
    sm3: tuple[tuple[str, str], ...] = ()
    times: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    beyond: bool = False
    bare: bool = False
    mended: bool = False


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """A signature in a PDF, or a document timestamp (`token`): its field's name, its CMS as kept.

    `covered` are digests of the bytes that it covers, by their names; none where what it leaves
    out is more than itself. It covers up to `end` of the file's `size` bytes; `dated` says that
    what follows is a document timestamp, and nothing else. One that is `gone` lies in the file
    still, and what was appended later took it away.
    """

    name: str
    token: bool
    content: bytes
    covered: tuple[tuple[str, bytes], ...]
    end: int
    size: int
    dated: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """A file within a PDF: every name that it bears there; no digest where it wasn't unpacked."""

    names: tuple[str, ...]
    sha256: Digest | None


class Verdict(StrEnum):
    """PASSED, INDETERMINATE or FAILED; the worst check decides."""

    PASSED = "passed"
    INDETERMINATE = "indeterminate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it was about, its verdict, and the kind of its finding."""

    about: str
    verdict: Verdict
    finding: str
    args: Args = ()


class Level(StrEnum):
    """How far a bundle's wholeness is shown, from best to worst."""

    THIRD_PARTY = "third_party"
    MATCHED = "matched"
    INWARD = "inward"
    OPEN = "open"
    FAILED = "failed"


_ASKED = frozenset({"file", "page", "pdf"})  # about what was asked, and not the bundle itself
_ANCHORLESS = frozenset({"no_outside_anchor", "no_root_vouches", "copies_twin"})
_UNKNOWN_ROOTS = frozenset(
    {
        *("unknown_root", "each_unknown_root", "earlier_unknown_root"),
        *("signature_unknown_root", "book_unknown_root"),
    }
)
_BESIDE = _ANCHORLESS | _UNKNOWN_ROOTS | {"seal_unanswered"}  # and nothing else is unsure
_COVERING_ALL = frozenset({"digest_bundle", "third_party_bundle"})
_WORST_FIRST = (Verdict.FAILED, Verdict.INDETERMINATE, Verdict.PASSED)


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """All checks, numbered by their order."""

    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst check's verdict; no checks is INDETERMINATE."""
        found = {check.verdict for check in self.checks}
        return next((v for v in _WORST_FIRST if v in found), Verdict.INDETERMINATE)

    @property
    def covers(self) -> str | None:
        """What an anchor vouches for: "bundle", or only its "originals"; None unless PASSED."""
        anchors = {check.finding for check in self.checks if check.about == "anchor"}
        if self.verdict is not Verdict.PASSED or not anchors:
            return None
        return "bundle" if anchors & _COVERING_ALL else "originals"

    @property
    def level(self) -> Level:
        """Say in one word how far it goes; OPEN where a part of the bundle could not be checked."""
        findings = {check.finding for check in self.checks}
        own = [check for check in self.checks if check.about not in _ASKED]
        unsure = {check.finding for check in own if check.verdict is Verdict.INDETERMINATE}
        if self.verdict is Verdict.FAILED:
            return Level.FAILED
        if self.covers:
            stamped = any(finding.startswith("third_party_") for finding in findings)
            return Level.THIRD_PARTY if stamped else Level.MATCHED
        return Level.INWARD if unsure & _ANCHORLESS and unsure <= _BESIDE else Level.OPEN

    @property
    def authorities(self) -> tuple[str, ...]:
        """Who gave the times that a trusted root vouches for, as they call themselves."""
        given = [dict(c.args)["authority"] for c in self.checks if c.finding == "third_party_time"]
        return tuple(dict.fromkeys(given))
