"""What a claim is and isn't: by which texts and rates, what to confirm, what was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evidence_kit.telling.paths import shown
from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.model import Claim
    from evidence_kit.pipeline.claiming import Claimed

# Each setting by the kind of alternative that its other values are.
_SET = {
    "day_count": "day_count",
    "lpr_choice": "lpr",
    "ends": "ends",
    "formation": "formation",
    "standard": "standard",
    "above_cap": "above_cap",
    "lawyers_fee": "lawyers_fee",
    "new_note": "new_note",
}


def lines(found: Claimed, words: Words) -> Iterator[str]:
    """Yield the honest close, and where the table for the court lies."""
    from evidence_kit.claim import articles, days_off, lpr
    from evidence_kit.claim.formulas import percent
    from evidence_kit.claim.rates import TIMES
    from evidence_kit.render.citing import cited_together, version_of

    report = found.report
    yield from ("", words.say("claim.part_close"), f"  {words.say('claim.close')}")
    if report.claim:
        yield f"  {_settings(report.claim, words)}"
    last = report.lpr.rows[-1]
    yield "  " + words.say(
        "claim.lpr",
        verified=report.lpr.verified.isoformat(),
        published=last.published.isoformat(),
        rate=percent(last.one_year),
        until=lpr.known_until(report.lpr).isoformat(),
    )
    for one in report.claim.published if report.claim else ():
        cap = percent(TIMES * one.one_year)
        told = {"published": one.published.isoformat(), "rate": percent(one.one_year), "cap": cap}
        yield f"  - {words.say('claim.lpr_used', **told)}"
    yield f"  {words.say('claim.texts', date=articles.AS_OF.isoformat())}"
    for text in dict.fromkeys(article.text for article in report.articles):
        yield f"  - {version_of(text)}"
    if unread := [one for one in report.articles if not articles.is_read(one)]:
        yield f"  {words.say('claim.unread', articles=cited_together(unread))}"
    yield f"  {words.say('claim.confirm')}"
    for kind in report.confirm:
        told = {"date": articles.AS_OF.isoformat(), "verified": report.lpr.verified.isoformat()}
        told["until"] = days_off.KNOWN.last.isoformat()
        yield f"  - {words.say(f'claim.confirm.{kind.value}', **told)}"
    yield from ("", *_written(found, words))


def _settings(claim: Claim, words: Words) -> str:
    told = words.say("claim.semicolon").join(
        words.say(f"claim.alternative.{kind}", setting=words.say(f"claim.setting.{one}"))
        for kind, one in ((kind, getattr(claim.settings, name)) for kind, name in _SET.items())
    )
    return words.say("claim.settings", settings=told)


def _written(found: Claimed, words: Words) -> Iterator[str]:
    sure = found.report.sure
    if found.table is None:
        if sure and sure.claim.figures:
            yield words.say("claim.not_written")
        if found.stale:
            yield words.say("claim.stale", path=shown(found.stale))
        return
    yield words.say("claim.written", path=shown(found.table))
    if sure and sure.claim.figures and not sure.whole:
        yield words.say("claim.written_sure", total=str(sure.claim.figures.total))
