"""Commands on a finished bundle: its list, and what it proves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_kit import telling
from evidence_kit.cli.options import (
    Against,
    Anchor,
    Authorities,
    BundlePath,
    Export,
    Form,
    Import,
    Json,
    ListForm,
    ListOut,
    NamedFiles,
    Page,
    Report,
    Roots,
    Target,
    ZipAgain,
)
from evidence_kit.cli.program import WORDS, command, end, put
from evidence_kit.errors import Exit, UsageError
from evidence_kit.model import Verdict
from evidence_kit.words import Words, plain

if TYPE_CHECKING:
    from evidence_kit.tsa import Fetched


@command("help.exhibits")
def exhibits(bundle: BundlePath, form: Form = None, out: ListOut = None) -> None:
    """Print the bundle's own list of exhibits, or write it to a file."""
    from evidence_kit.pipeline import exhibiting, reporting

    wanted = form or _form_of(out)
    if out is None:
        put(_told_list(bundle, wanted))
        return
    reporting.refuse(out)
    if wanted is ListForm.TABLE:
        content = telling.exhibit_table(exhibiting.listed(bundle)).encode() + b"\n"
    else:
        content = exhibiting.paper(bundle, wanted)
    exhibiting.write(out, content)
    put(telling.list_written(out, WORDS))


def _form_of(out: Path | None) -> ListForm:
    """Return the form that a file's name asks for."""
    ending = out.suffix.lower().removeprefix(".") if out else ""
    return ListForm(ending) if ending in set(ListForm) else ListForm.TABLE


def _told_list(bundle: Path, form: ListForm) -> str:
    from evidence_kit.pipeline import exhibiting

    if form in (ListForm.DOCX, ListForm.PDF):
        raise UsageError("list_needs_out", form=form.value)
    if form is ListForm.TABLE:
        return telling.exhibit_table(exhibiting.listed(bundle))
    if form is ListForm.JSON:
        exhibiting.listed(bundle)  # what isn't a list of ours is told so, and not printed
    told = exhibiting.paper(bundle, form).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return "\n".join(map(plain, told.rstrip("\n").split("\n")))


@command("help.verify")
def verify(
    bundle: Target,
    named: NamedFiles = None,
    digest: Anchor = None,
    against: Against = None,
    trust_root: Roots = None,
    page: Page = None,
    as_json: Json = False,
    report: Report = None,
) -> None:
    """Check everything, say what each check found and what it doesn't prove."""
    from evidence_kit.pipeline import checking, reporting

    if report is not None:
        reporting.refuse(report)
    found = checking.verification(
        bundle,
        digest=digest,
        against=against,
        trust_roots=tuple(trust_root or ()),
        named=tuple(named or ()),
        page=page,
    )
    if report is not None:
        about = reporting.subject(bundle)
        reporting.write(report, lambda at: telling.printed(found, about, at, Words("zh_CN")))
    subject = checking.bundle_of(bundle, against)
    put(telling.report_json(found) if as_json else telling.report(found, subject, WORDS))
    end(_VERDICT_CODES[found.verdict])


_VERDICT_CODES = {
    Verdict.PASSED: Exit.OK,
    Verdict.INDETERMINATE: Exit.INDETERMINATE,
    Verdict.FAILED: Exit.FAILED,
}


@command("help.timestamp")
def timestamp(
    bundle: BundlePath,
    tsa: Authorities = None,
    export: Export = None,
    import_: Import = None,
    trust_root: Roots = None,
    packed: ZipAgain = False,
) -> None:
    """Add a third party's time to a finished bundle, online or by files that are carried."""
    from evidence_kit.pipeline import handing_over, restamping, revoking, stamping

    if sum(map(bool, (tsa, export, import_))) != 1:
        raise UsageError("one_way_to_stamp")
    if export and (packed or trust_root):
        raise UsageError("not_with_export", option="--zip" if packed else "--trust-root")
    if export:
        put(telling.exported(restamping.export(bundle, export), export, bundle, WORDS))
        return
    roots = tuple(trust_root or ())
    fetched: list[Fetched] = []
    asked = (
        (restamping.take_in(bundle, import_, stamping.trusted(roots)),)
        if import_
        else restamping.stamp(bundle, stamping.wanted(tsa or (), roots), told=fetched.append)
    )
    kept_in = revoking.folder_of(bundle)
    lines = telling.fetched_beside(fetched, kept_in, WORDS, carried=import_ is not None)
    put("\n".join([*telling.stamped(asked, WORDS), *lines]))
    stamped, older = any(one.finding for one in asked), handing_over.older(bundle)
    if packed and stamped:
        put(telling.packed(handing_over.pack_again(bundle, asked), WORDS))
    elif older and (packed or stamped):
        put(telling.not_packed(older, WORDS, stamped=stamped))
    end(Exit.TIMESTAMP if any(one.fault for one in asked) else Exit.OK)


@command("help.selftest")
def selftest() -> None:
    """Tamper with a small bundle in every way we know, and tell whether each was caught."""
    from evidence_kit.pipeline import self_test

    tried = self_test.run()
    put(telling.self_test(tried, WORDS))
    end(Exit.OK if all(one.caught for one in tried) else Exit.FAILED)
