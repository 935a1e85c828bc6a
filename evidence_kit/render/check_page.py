"""立案前自查.html: one page that needs no network, for the creditor alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from evidence_kit.claim.articles import AS_OF
from evidence_kit.model import (
    Digest,
    Finding,
    RecordingStep,
    Section,
    SelfCheck,
    Severity,
    VoucherTask,
)
from evidence_kit.render import checked as told, self_contained
from evidence_kit.render.checked import Say
from evidence_kit.render.reconciling import STYLE, message

FILE = "立案前自查.html"
Names = Mapping[Digest, str]


def check_page(checked: SelfCheck, *, about: str, names: Names, say: Say) -> bytes:
    """Return the page in UTF-8: no script, nothing loaded, and every text escaped.

    `about` is the folder's name, `names` the user's own names of its files. ToolError
    "no_templates" where the templates are missing.
    """
    style = self_contained.part(STYLE, "page.css")
    return self_contained.filled(
        STYLE,
        style=style,
        style_hash=self_contained.source(style),
        title=escape(say("selfcheck.title")),
        body="\n".join(_Page(names, say).body(checked, about)),
    )


class _Page:
    """The page being written: the names of files, and the words."""

    def __init__(self, names: Names, say: Say) -> None:
        self._names = names
        self._say = say

    def body(self, checked: SelfCheck, about: str) -> Iterator[str]:
        say = self._say
        yield f"<header><h1>{self._said('selfcheck.title')}</h1>"
        yield f"<p>{_text(say('selfcheck.detail.name', value=about))}</p>"
        yield f'<p class="private">{self._said("selfcheck.private")}</p></header>'
        yield from self._steps(checked)
        yield from self._keep(checked)
        yield from self._vouchers(checked.vouchers)
        yield from self._elements(checked)
        yield from self._weak(checked)
        yield from self._recording(checked.recording)
        yield from self._foot(checked)

    def _steps(self, checked: SelfCheck) -> Iterator[str]:
        steps = list(told.steps(checked, self._say))
        yield f'<section class="steps"><h2>{self._said("selfcheck.steps")}</h2>'
        if steps:
            yield f"<ol>{_items(steps)}</ol></section>"
        else:
            yield f"<p>{self._said('selfcheck.no_steps')}</p></section>"

    def _keep(self, checked: SelfCheck) -> Iterator[str]:
        say = self._say
        yield self._part("selfcheck.part_keep")
        yield f"<ul>{_items(say(f'keep.{kind.value}') for kind in checked.keep)}</ul></section>"

    def _vouchers(self, tasks: Sequence[VoucherTask]) -> Iterator[str]:
        if not tasks:
            return
        yield self._part("selfcheck.part_vouchers")
        yield f"<p>{self._said('selfcheck.voucher_path')}</p>"
        yield f'<p class="quiet">{self._said("selfcheck.voucher_needs")}</p><ul class="todo">'
        for task in tasks:
            yield self._voucher(task)
        yield "</ul></section>"

    def _voucher(self, task: VoucherTask) -> str:
        state = "done" if task.done else "open"
        label = self._said("selfcheck.voucher_done" if task.done else "selfcheck.voucher_open")
        box = f'<span class="box {state}" role="img" aria-label="{label}"></span>'
        facts = _items(told.transfer(task, self._say))
        shown = (task.voucher,) if task.voucher else task.pages
        return f'<li>{box}<div><ul class="facts">{facts}</ul>{self._files(shown)}</div></li>'

    def _elements(self, checked: SelfCheck) -> Iterator[str]:
        found = checked.of(Section.ELEMENTS)
        if not found:
            return
        yield self._part("selfcheck.part_elements")
        for one in found:
            yield from self._finding(one)
        if checked.asks_for_message:
            yield from self._message(checked)
        yield "</section>"

    def _message(self, checked: SelfCheck) -> Iterator[str]:
        if checked.reconciliation is None:
            yield f'<p class="quiet">{self._said("selfcheck.no_message")}</p>'
            return
        yield f'<div class="card"><h3>{self._said("selfcheck.message")}</h3>'
        yield f'<p class="quiet">{self._said("selfcheck.message_how")}</p>'
        yield f"<pre>{escape(message(checked.reconciliation))}</pre></div>"

    def _weak(self, checked: SelfCheck) -> Iterator[str]:
        found = checked.of(Section.WEAK)
        if not found:
            return
        yield self._part("selfcheck.part_weak")
        yield f'<p class="quiet">{self._said("selfcheck.weak_calm")}</p>'
        for one in found:
            yield from self._finding(one)
        yield "</section>"

    def _finding(self, one: Finding) -> Iterator[str]:
        say = self._say
        mark = f'<span class="mark {one.severity.value}">{self._severity(one.severity)}</span>'
        yield f'<article class="card"><div class="head">{mark}'
        yield f"<h3>{_text(told.what(one, say))}</h3></div>"
        yield from (
            f"<blockquote>{_text(quote)}</blockquote>" for quote in map(self._quoted, one.quotes)
        )
        rows = [
            ("selfcheck.asks", "", say(f"advice.asks.{one.kind.value}")),
            ("selfcheck.next", "next", told.advised(one.kind, say)),
            ("selfcheck.basis", "", "；".join(told.basis(one, say))),
            ("selfcheck.pages", "", self._named(one.pages)),
        ]
        yield "<dl>" + "".join(self._row(*row) for row in rows if row[2]) + "</dl></article>"

    def _row(self, label: str, look: str, text: str) -> str:
        marked = f' class="{look}"' if look else ""
        return f"<dt>{self._said(label)}</dt><dd{marked}>{_text(text)}</dd>"

    def _recording(self, steps: Sequence[RecordingStep]) -> Iterator[str]:
        """Yield the steps; of several transfers the sentence is told once."""
        if not steps:
            return
        yield self._part("selfcheck.part_recording") + "<ol>"
        for kind, alike in groupby(steps, key=lambda step: step.kind):
            said = _text(self._say(f"recording.{kind.value}"))
            yield f"<li>{said}{''.join(map(self._step, alike))}</li>"
        yield "</ol></section>"

    def _step(self, step: RecordingStep) -> str:
        facts = _items(told.details(step.args, self._say))
        shown = f'<ul class="facts">{facts}</ul>' if facts else ""
        return f"<div>{shown}{self._files(step.pages)}</div>"

    def _foot(self, checked: SelfCheck) -> Iterator[str]:
        yield f"<footer><p>{self._said('selfcheck.disclaimer')}</p>"
        texts = told.versions(checked)
        if texts:
            head = self._say("selfcheck.versions", date=AS_OF.isoformat())
            yield f"<p>{_text(head)}</p><ul>{_items(texts)}</ul>"
        yield "</footer>"

    def _files(self, pages: Sequence[Digest]) -> str:
        named = self._named(pages)
        return f'<div class="quiet">{_text(named)}</div>' if named else ""

    def _named(self, pages: Sequence[Digest]) -> str:
        return "、".join(self._quoted(self._names[page]) for page in pages if page in self._names)

    def _quoted(self, text: str) -> str:
        """Return another's words with control characters and direction marks spelled out."""
        return self._say("selfcheck.detail.name", value=text)

    def _severity(self, severity: Severity) -> str:
        return _text(self._say(f"advice.severity.{severity.value}"))

    def _part(self, kind: str) -> str:
        return f'<section class="part"><h2>{self._said(kind)}</h2>'

    def _said(self, kind: str) -> str:
        return _text(self._say(kind))


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{_text(text)}</li>" for text in texts)


def _text(text: str) -> str:
    return escape(text, quote=True)
