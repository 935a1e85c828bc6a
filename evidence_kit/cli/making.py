"""Commands on a folder of screenshots: bundle, read, init, check, claim, seal."""

from __future__ import annotations

import json

from evidence_kit import errors, telling
from evidence_kit.cli.options import (
    AttachOriginals,
    Authorities,
    Engine,
    Folder,
    Force,
    Jobs,
    Json,
    NoCache,
    NoTextLayer,
    On,
    Out,
    Party,
    Passphrase,
    Rates,
    Roots,
    Sign,
    Strict,
    Timestamp,
    Zip,
    name,
)
from evidence_kit.cli.passphrase import passphrase
from evidence_kit.cli.program import WORDS, command, end, put
from evidence_kit.errors import Exit, UsageError


@command("help.bundle")
def bundle(
    folder: Folder,
    out: Out = None,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
    tsa: Authorities = None,
    trust_root: Roots = None,
    timestamp: Timestamp = None,
    sign: Sign = None,
    sign_passphrase: Passphrase = None,
    strict: Strict = False,
    force: Force = False,
    packed: Zip = False,
    no_text_layer: NoTextLayer = False,
    attach_originals: AttachOriginals = False,
) -> None:
    """Make the bundle and tell what became of every file."""
    from evidence_kit.pipeline import bundling, printing, reading, signing, stamping
    from evidence_kit.render.signing import require

    if sign_passphrase and not sign:
        raise UsageError("passphrase_of_nobody")
    if sign:
        require()
        signing.refuse_taken_in(folder, sign, sign_passphrase)
    options = reading.Options(ocr, jobs, cache=not no_cache, party=name(party))
    stamps = stamping.wanted(tsa or (), tuple(trust_root or ()), each=timestamp is not None)
    signer = signing.opened(sign, passphrase(sign_passphrase, sign)) if sign else None
    with telling.progress(WORDS) as progress:
        made = bundling.bundle(
            folder,
            out=out,
            options=options,
            force=force,
            stamps=stamps,
            signer=signer,
            packed=packed,
            prints=printing.Wanted(text_layer=not no_text_layer, originals=attach_originals),
            progress=progress,
        )
    put(telling.bundled(made, WORDS, folder=folder))
    end(errors.worst(made.codes(strict=strict)))


@command("help.read")
def read(
    folder: Folder,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
    as_json: Json = False,
) -> None:
    """Tell what was read, file by file, and what is not sure."""
    from evidence_kit.pipeline import reading
    from evidence_kit.render.contract import read_json

    options = reading.Options(ocr, jobs, cache=not no_cache, party=name(party))
    reading.refuse_unheard(folder, options.party)
    with telling.progress(WORDS) as progress:
        story = reading.read(folder, options, progress)
    if as_json:
        put(json.dumps(read_json(story), ensure_ascii=False, indent=1))
    else:
        put(telling.story(story, WORDS, folder=folder))
    end(errors.worst(reading.codes(story)))


@command("help.init")
def init(
    folder: Folder,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
) -> None:
    """Write a case.toml to fill in, each doubt a question in it."""
    from evidence_kit.pipeline import checking, reading

    options = reading.Options(ocr, jobs, cache=not no_cache, party=name(party))
    with telling.progress(WORDS) as progress:
        story = reading.read(folder, options, progress) if checking.has_files(folder) else None
    questions = telling.questions(story) if story else ()
    begun = checking.begin_brief(folder, questions, party=options.party)
    put(telling.begun(begun, folder, WORDS, party=options.party, story=story))


@command("help.check")
def check(
    folder: Folder,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
    as_json: Json = False,
) -> None:
    """Tell what is missing or weak and how to get it; write the private page."""
    from evidence_kit.pipeline import reading, self_check
    from evidence_kit.render.check_json import check_json

    options = reading.Options(ocr, jobs, cache=not no_cache, party=name(party))
    with telling.progress(WORDS) as progress:
        found = self_check.run(folder, options, progress)
    if as_json:
        put(json.dumps(check_json(found.checked, found.names), ensure_ascii=False, indent=1))
    else:
        put(telling.self_check(found, WORDS))
    end(errors.worst(reading.codes(found.story)))


@command("help.claim")
def claim(
    folder: Folder,
    on: On = None,
    lpr: Rates = None,
    ocr: Engine = "auto",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    party: Party = None,
    as_json: Json = False,
) -> None:
    """Reckon the claim, tell how and where it can be sued for, write the table for the court."""
    from evidence_kit.pipeline import claiming, reading
    from evidence_kit.render.claim_json import claim_json

    options = reading.Options(ocr, jobs, cache=not no_cache, party=name(party))
    with telling.progress(WORDS) as progress:
        found = claiming.run(folder, options, claiming.Question(on, lpr), progress)
    if as_json:
        told = claim_json(found.report, found.arranged, found.story, written=bool(found.table))
        put(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        put(telling.claimed(found, WORDS))
    end(errors.worst(reading.codes(found.story)))


@command("help.seal")
def seal(folder: Folder, tsa: Authorities = None, trust_root: Roots = None) -> None:
    """Seal the files of a folder as they are today, for the bundle of a later day."""
    from evidence_kit.pipeline import early, stamping

    made = early.seal(folder, stamping.wanted(tsa or (), tuple(trust_root or ())))
    put(telling.sealed_early(made, folder, WORDS))
    end(Exit.TIMESTAMP if any(one.fault for one in made.asked) else Exit.OK)
