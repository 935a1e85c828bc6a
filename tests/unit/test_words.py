"""Every kind that the program can tell has its sentence, in both languages, and no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import evidence_kit
from evidence_kit import errors, model, ocr
from evidence_kit.pipeline import self_test
from evidence_kit.words import LANGUAGES, Words, asked_language, known, language

PACKAGE = Path(evidence_kit.__file__).parent
ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.EvidenceKitError)
}


def _catalogue(name: str) -> dict[str, str]:
    path = PACKAGE / "locale" / name / "LC_MESSAGES" / "evidence_kit.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, abort_invalid=True) if m.id}


CATALOGUES = {name: _catalogue(name) for name in LANGUAGES}
KINDS = set().union(*CATALOGUES.values())


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}


NODES = [(path, node) for path, tree in TREES.items() for node in ast.walk(tree)]
CALLS = [
    (path, getattr(node.func, "id", None) or getattr(node.func, "attr", None), node)
    for path, node in NODES
    if isinstance(node, ast.Call)
]


def _calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Give every call of a function of these names, and the file it stands in."""
    return ((path, call) for path, name, call in CALLS if name in names)


def _literal(call: ast.Call, position: int, keyword: str = "") -> list[str]:
    """Return the texts an argument may be: a literal, or either side of `a if x else b`."""
    given = call.args[position : position + 1]
    given += [item.value for item in call.keywords if item.arg == keyword]
    return [text for value in given for text in _texts(value)]


def _texts(value: ast.expr) -> list[str]:
    if isinstance(value, ast.IfExp):
        return _texts(value.body) + _texts(value.orelse)
    return [value.value] if isinstance(value, ast.Constant) and type(value.value) is str else []


def _raised(*classes: str) -> Iterator[tuple[str, str, set[str]]]:
    """Give the kind and the names of the arguments of every error that the code builds."""
    for path, call in _calls(*(classes or ERRORS)):
        for kind in _literal(call, 0):
            yield path, kind, {item.arg for item in call.keywords if item.arg}


def _said() -> Iterator[tuple[str, str, set[str] | None]]:
    """Give every literal kind that is said, with its arguments' names (None: not all literal)."""
    for path, call in _calls("say", "_say", "_command"):
        names = {item.arg for item in call.keywords if item.arg}
        whole = all(item.arg for item in call.keywords)
        for kind in _literal(call, 0):
            yield path, kind, names if whole else None


def _families() -> set[str]:
    """Return the literal beginnings of kinds that end in a value: f"state.{...}" gives state."""
    found = set()
    for _, call in _calls("say", "_say"):
        if call.args and isinstance(call.args[0], ast.JoinedStr):
            first = call.args[0].values[0]
            assert isinstance(first, ast.Constant), "a kind must begin with its family"
            found.add(str(first.value).rstrip("."))
    return found


def _reasons() -> set[str]:
    """Return every reason that a file or a page can carry."""
    found = {text for _, call in _calls("Unread") for text in _literal(call, 1, "reason")}
    found |= {text for _, call in _calls("Sniffed") for text in _literal(call, 2, "reason")}
    found |= {text for _, call in _calls("Entry") for text in _literal(call, 2, "refusal")}
    found |= {text for _, call in _calls("RefusedError") for text in _literal(call, 0)}
    found |= {text for _, call in _calls("Fault") for text in _literal(call, 1)}
    opened = _calls("Opened", "Member", "_Held", "replace")
    found |= {text for _, call in opened for text in _literal(call, 9, "reason") if text}
    for path, node in NODES:
        if path.startswith(("files/", "records/")):
            found |= set(_reasons_of(node))
    return found | {"audio", "video"}  # taken from the media type


def _reasons_of(node: ast.AST) -> list[str]:
    match node:
        case ast.Assign(targets=[ast.Name(id="reason")], value=value):
            return _texts(value)
        case ast.Tuple(elts=[ast.Attribute(value=ast.Name(id="FileRole")), reason]):
            return _texts(reason)
        case ast.Return(value=ast.Constant() as value):
            return [text for text in _texts(value) if re.fullmatch(r"[a-z_]+", text)]
    return []


def _fields() -> set[str]:
    """Return every name that a doubt's argument `field` may have."""
    pairs = (node.elts for _, node in NODES if isinstance(node, ast.Tuple))
    found = [_texts(pair[1]) for pair in pairs if len(pair) == 2 and _texts(pair[0]) == ["field"]]
    found += [_texts(arg) for _, call in _calls("_differs", "_doubt", "doubt") for arg in call.args]
    return {text for texts in found for text in texts}


# What the law leaves open, and what may interrupt limitation.
SETTINGS: tuple[type[StrEnum], ...] = (
    *(model.DayCount, model.LprChoice, model.Ends, model.Formation, model.Standard),
    *(model.AboveCap, model.LawyersFee, model.NewNote),
)
ACTS: tuple[type[StrEnum], ...] = (model.ActKind, model.ProceedingKind)
JUDGED = [call for _, call in _calls("passed", "unsure", "failed")]
CHECKS = [call for _, call in _calls("Check")]
# Findings that verify puts together from parts.
PIECED = {"originals_match", "papers_match", "missing", "changed", "stranger"}
PIECED |= {"no_manifest", "bad_manifest", "page_bytes", "page_pixels"}
VALUES: dict[str, set[str]] = {
    "component": {part.component for part in ocr.installed()},
    "doubt": {kind.value for kind in model.DoubtKind},
    "state": {state.value for state in model.State},
    "direction": {direction.value for direction in model.Direction} | {"unknown"},
    "nature": {nature.name.lower() for nature in model.Nature},
    "verdict": {verdict.value for verdict in model.Verdict},
    "selftest.verdict": {verdict.value for verdict in model.Verdict},
    "selftest.way": {*self_test._WAYS, "untouched", "tsq_bits", "tsr_bits"},
    "verdict.mark": {verdict.value for verdict in model.Verdict},
    "level": {f"{level.value}{narrow}" for level in model.Level for narrow in ("", ".originals")}
    - {f"{level}.originals" for level in ("inward", "open", "failed")},
    "reason": _reasons(),
    "caution": {text for _, call in _calls("Caution", "odd") for text in _literal(call, 0)},
    "cause": {kind for _, kind, _ in _raised("OcrError")},
    "field": _fields(),
    "error": {kind for _, kind, _ in _raised()},
    "check": {text for call in JUDGED + CHECKS for text in _literal(call, 0)},
    "finding": {text for call in JUDGED for text in _literal(call, 1)}
    | {text for call in CHECKS for text in _literal(call, 2)}
    | PIECED,
    "advice.what": {kind.value for kind in model.FindingKind},
    "advice.asks": {kind.value for kind in model.FindingKind},
    "advice.next": {kind.value for kind in model.FindingKind},
    "advice.severity": {severity.value for severity in model.Severity},
    "advice.ground": {ground.value for ground in model.Ground},
    "keep": {kind.value for kind in model.KeepKind},
    "recording": {kind.value for kind in model.RecordingKind},
    "claim.outcome": {kind.value for kind in model.Outcome},
    "claim.figure": {field.name for field in fields(model.Figures)} - {"overpaid"} | {"total"},
    "claim.row": {kind.value for kind in model.ClaimRowKind},
    "claim.split": {field.name for field in fields(model.Split)},
    "claim.notice": {kind.value for kind in model.NoticeKind},
    "claim.alternative": {kind.value for kind in model.AlternativeKind},
    "claim.setting": {value.value for kind in SETTINGS for value in kind} | {"True", "False"},
    "claim.open": {kind.value for kind in model.OpenKind} - {"doubt"},  # told as the doubt it is
    "claim.confirm": {kind.value for kind in model.ConfirmKind},
    "suit.status": {kind.value for kind in model.TermStatus},
    "suit.basis": {kind.value for kind in model.TermBasis},
    "suit.act": {kind.value for both in ACTS for kind in both},
    "suit.effect": {kind.value for kind in model.Effect},
    "suit.why": {kind.value for kind in model.Why},
    "suit.note": {kind.value for kind in model.NoteKind} | {"due_unsure_words"},
    "suit.standing": {kind.value for kind in model.Standing},
    "suit.track": {kind.value for kind in model.Track},
    "suit.reason": {kind.value for kind in model.ReasonKind},
    "suit.stage": {kind.value for kind in model.Stage},
    "suit.unit": {kind.value for kind in model.Unit},
    "suit.fee": {kind.value for kind in model.FeeKind},
    "suit.court": {kind.value for kind in model.CourtKind},
    "suit.duty": {kind.value for kind in model.Duty},
    "suit.liability": {kind.value for kind in model.Liability},
    "suit.why_not": {kind.value for kind in model.NotAsked},
    "suit.licensed": {kind.value for kind in model.LicensedKind},
    "law.mark": {mark.value for mark in model.Mark} - {"compared"},  # nothing need be said of it
    "seal": {text for _, call in _calls("TokenError", "SealFinding") for text in _literal(call, 0)},
}


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("family", sorted(VALUES))
def test_every_kind_has_a_sentence(name: str, family: str) -> None:
    wanted = {f"{family}.{value}" for value in VALUES[family]}
    assert not wanted - set(CATALOGUES[name])


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_literal_kind_has_a_sentence(name: str) -> None:
    assert not {kind for _, kind, _ in _said()} - set(CATALOGUES[name])


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_family_is_known(name: str) -> None:
    assert not [f for f in _families() if not any(k.startswith(f"{f}.") for k in CATALOGUES[name])]


def test_both_languages_say_the_same_kinds_with_the_same_arguments() -> None:
    english, chinese = (CATALOGUES[name] for name in LANGUAGES)
    assert set(english) == set(chinese)
    for kind in english:
        assert _placeholders(english[kind]) == _placeholders(chinese[kind]), kind


def test_no_sentence_is_empty_or_its_own_kind() -> None:
    for catalogue in CATALOGUES.values():
        assert not [kind for kind, text in catalogue.items() if not text or text == kind]


def test_every_error_gives_what_its_sentence_needs() -> None:
    for path, kind, given in _raised():
        for name in LANGUAGES:
            assert _placeholders(CATALOGUES[name][f"error.{kind}"]) <= given, (path, kind)


def _doubted() -> Iterator[tuple[str, str, set[str]]]:
    """Give kind and argument names of every doubt whose arguments are written where it is built."""
    for path, function in NODES:
        if isinstance(function, ast.FunctionDef):
            inside = list(ast.walk(function))
            named = {
                node.targets[0].id: node.value
                for node in inside
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            }
            for node in inside:
                match node:
                    case ast.Call(
                        func=ast.Name(id="Doubt"),
                        args=[ast.Attribute(value=ast.Name(id="DoubtKind"), attr=kind), _, *rest],
                    ):
                        given = rest[0] if rest else ast.Tuple(elts=[])
                        given = named.get(given.id) if isinstance(given, ast.Name) else given
                        if isinstance(given, ast.Tuple):
                            yield path, kind.lower(), _names(given)


def _names(pairs: ast.Tuple) -> set[str]:
    found = {text for pair in pairs.elts for text in _texts(getattr(pair, "elts", [pair])[0])}
    rest = any(isinstance(pair, ast.Starred) for pair in pairs.elts)
    return found | {"*"} if rest else found


def test_every_doubt_gives_what_its_sentence_needs() -> None:
    found = list(_doubted())
    assert len(found) >= 10
    for path, kind, given in found:
        for name in LANGUAGES if "*" not in given else ():
            assert _placeholders(CATALOGUES[name][f"doubt.{kind}"]) <= given, (path, kind)


def test_every_literal_kind_is_given_what_its_sentence_needs() -> None:
    for path, kind, given in _said():
        for name in LANGUAGES if given is not None else ():
            assert _placeholders(CATALOGUES[name][kind]) <= given, (path, kind)


def test_every_sentence_can_be_said() -> None:
    """A sentence that nothing says is a typing error or a promise that is no longer kept."""
    literals = {
        node.value
        for _, node in NODES
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    values = set().union(*VALUES.values(), literals)
    families = _families() | {"error", "help"}
    for kind in KINDS - literals:
        family = next((f for f in sorted(families, reverse=True) if kind.startswith(f"{f}.")), None)
        assert family, f"{kind}: nothing says this family"
        assert kind.removeprefix(f"{family}.") in values, f"{kind}: nothing says this"


def test_every_error_ends_with_the_next_step() -> None:
    """What happened and to which file, then what to do or the command to try."""
    for catalogue in CATALOGUES.values():
        for kind, sentence in catalogue.items():
            if kind.startswith("error.") and kind not in ("error.interrupted", "error.internal"):
                assert len(sentence.splitlines()) >= 2, kind


FORBIDDEN = {
    "zh_CN": r"存证|固证|可信时间|时间戳|法律效力|鉴定|公证|真实有效|保证.{0,6}(采纳|采信|胜诉)",
    "en": r"(?i)admissib|court-ready|legally (valid|binding)|guarantee|authentic|notari|trusted",
}


# An office that a creditor may go to; nothing is promised of what we make.
OFFICES = {"keep.notary"}
# What takes a case out of small claims.
APPRAISAL = {"suit.reason.appraisal"}


@pytest.mark.parametrize("name", LANGUAGES)
def test_nothing_is_promised_that_a_hash_cannot_keep(name: str) -> None:
    """Products of this kind called a local clock 可信时间戳 and a hash court-admissible."""
    found = [kind for kind, s in CATALOGUES[name].items() if re.search(FORBIDDEN[name], s)]
    assert not set(found) - OFFICES - APPRAISAL


def test_the_local_seal_has_its_one_name() -> None:
    chinese = CATALOGUES["zh_CN"]
    for kind in ("bundled.seal", "verdict.not_proven"):
        assert "本机记录时间（未经第三方认证）" in chinese[kind]


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_bundle_without_an_anchor_is_told_how_to_get_one(name: str) -> None:
    how = CATALOGUES[name]["verdict.how"]
    assert "--digest" in how
    assert "--against" in how
    assert "校验页" in how


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_installed_catalogue_is_the_written_one(name: str) -> None:
    words = Words(name)
    assert not [kind for kind in CATALOGUES[name] if not words.knows(kind)]
    assert words.say("files.unreadable", file="a.png", reason="b").count("a.png") == 1


def test_a_kind_without_a_sentence_is_told_as_it_is() -> None:
    """A missing sentence must never hide a finding."""
    assert Words("en").say("finding.brand_new", name="a.png") == "finding.brand_new name=a.png"
    assert Words("en").say("files.unreadable", file="a.png").endswith("a.png: <reason>")


def test_a_file_name_cannot_forge_a_line_or_command_the_terminal() -> None:
    """A bundle from the other side may hold a name with a newline and a false check mark."""
    said = Words("en").say(
        "files.unreadable", file="a\n 2. ✓ all\x1b[2J\u202egnp.", reason="张三😀"
    )
    assert "\n" not in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert r"a\n 2. ✓ all\x1b[2J\u202egnp." in said
    assert said.endswith("张三😀")


@pytest.mark.parametrize(
    ("asked", "environment", "found"),
    [
        ("zh", {"EVIDENCE_KIT_LANG": "en"}, "zh_CN"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"EVIDENCE_KIT_LANG": "zh_CN", "LANG": "en_US.UTF-8"}, "zh_CN"),
        (None, {"EVIDENCE_KIT_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh_CN"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "Chinese (Simplified)_China"}, "zh_CN"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_environments(
    asked: str | None, environment: dict[str, str], found: str
) -> None:
    assert language(asked, environment) == found


@pytest.mark.parametrize(
    ("arguments", "asked", "others"),
    [
        (["--lang", "zh", "verify", "b"], "zh", ["verify", "b"]),
        (["verify", "b", "--lang=en"], "en", ["verify", "b"]),
        (["verify", "--", "--lang", "zh"], None, ["verify", "--", "--lang", "zh"]),
        (["verify", "b", "--lang"], "", ["verify", "b"]),
        ([], None, []),
    ],
)
def test_lang_may_stand_anywhere(
    arguments: list[str], asked: str | None, others: list[str]
) -> None:
    assert asked_language(arguments) == (asked, others)


def test_only_our_languages_may_be_asked_for() -> None:
    assert [name for name in ("zh", "zh_CN", "zh-CN", "en", "EN") if not known(name)] == []
    assert [name for name in ("", "fr", "zhongwen") if known(name)] == []
