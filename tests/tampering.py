"""Harm at random to a bundle's files: by accident, or by somebody who rewrites what lists them."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

import bags
from authorities import Root, ThirdParty

from evidence_kit import manifest, seal
from evidence_kit.model import Algorithm, Digest, Observed
from evidence_kit.tsa import Authority, LocalAuthority

Content = dict[str, bytes]
ALGORITHMS = (Algorithm.SHA256, Algorithm.SM3)
SUBJECTS = tuple(f"{kind}-{a}" for kind in ("manifest", "tagmanifest") for a in ALGORITHMS)
NEW_NAMES = ("新.txt", "data/新.png", "timestamps/x.tsr", "filing/新.pdf", "data/.DS_Store2")

_found = lru_cache(maxsize=100_000)(bags._found)


def observed(content: Content) -> Observed:
    """Return what `files.observe` says of these files, each digested once however often asked."""
    kept = {n: raw for n, raw in content.items() if _is_kept(n)}
    return Observed(tuple(_found(n, raw) for n, raw in content.items()), tuple(kept.items()))


def _is_kept(name: str) -> bool:
    return name.startswith("timestamps/") or ("/" not in name and name.endswith(".txt"))


# ── harm without a thought for what lists the files ────────────────────────────────────


def flipped(content: Content, chance: random.Random) -> Content:
    name = chance.choice([n for n, raw in content.items() if raw])
    changed = bytearray(content[name])
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return content | {name: bytes(changed)}


def cut(content: Content, chance: random.Random) -> Content:
    name = chance.choice([n for n, raw in content.items() if raw])
    return content | {name: content[name][: chance.randrange(len(content[name]))]}


def grown(content: Content, chance: random.Random) -> Content:
    name = chance.choice(list(content))
    at, more = chance.randrange(len(content[name]) + 1), chance.randbytes(chance.randint(1, 9))
    return content | {name: content[name][:at] + more + content[name][at:]}


def removed(content: Content, chance: random.Random) -> Content:
    gone = set(chance.sample(list(content), chance.randint(1, 3)))
    return {name: raw for name, raw in content.items() if name not in gone}


def added(content: Content, chance: random.Random) -> Content:
    raw = chance.choice([b"", b"x", *content.values()])
    return content | {chance.choice(NEW_NAMES): raw}


def renamed(content: Content, chance: random.Random) -> Content:
    name = chance.choice(list(content))
    new = chance.choice([name + "~", name.upper() + "′", name.replace("1", "9") + "x"])
    return {new if n == name else n: raw for n, raw in content.items()}


def swapped(content: Content, chance: random.Random) -> Content:
    one, other = chance.sample(list(content), 2)
    return content | {one: content[other], other: content[one]}


def copied(content: Content, chance: random.Random) -> Content:
    one, other = chance.sample(list(content), 2)
    return content | {one: content[other]}


def without_tag_manifests(content: Content, chance: random.Random) -> Content:
    gone = chance.choice([("tagmanifest-",), ("tagmanifest-sha256",), ("tagmanifest-sm3",)])
    return {n: raw for n, raw in content.items() if not n.startswith(gone)}


# ── harm by somebody who knows how a bundle is made ────────────────────────────────────


def listed_anew(content: Content, chance: random.Random) -> Content:
    """Change or remove an original and list it as it is now, in the manifests of originals."""
    return _with_manifests(_with_other_original(content, chance), "manifest")


def listed_anew_throughout(content: Content, chance: random.Random) -> Content:
    """So, and in the tag manifests too; every seal stays the old one."""
    return _with_manifests(listed_anew(content, chance), "tagmanifest")


def resealed_in_part(content: Content, chance: random.Random) -> Content:
    """So, and seal some of the manifests anew under another local certificate."""
    forger = LocalAuthority(bags.clock)
    whole = listed_anew_throughout(content, chance)
    subjects = chance.sample(SUBJECTS, chance.randint(1, 3))
    return whole | _seals(whole, forger, subjects)


def sealing_something_else(content: Content, chance: random.Random) -> Content:
    """Replace a seal by a sound one over other bytes, by its own or another authority."""
    tampered = dict(content)
    subject = chance.choice(SUBJECTS)
    by: Authority = chance.choice([LocalAuthority(bags.clock), ThirdParty(Root(), bags.clock)])
    other = Digest(Algorithm.SHA256, chance.randbytes(32).hex())
    request = seal.request(other, nonce=chance.randint(1, 2**62))
    stem = chance.choice([n for n in content if n.startswith(f"timestamps/{subject}.")])[:-4]
    tampered |= {f"{stem}.tsq": request, f"{stem}.tsr": by.answer(request)}
    return tampered


def with_another_certificate(content: Content, _: random.Random) -> Content:
    """Put another certificate beside the seals, listed as it should be."""
    other = LocalAuthority(bags.clock).certificates
    return _with_manifests(content | {"timestamps/local.pem": other}, "tagmanifest")


ACCIDENTS: tuple[Callable[[Content, random.Random], Content], ...] = (
    flipped,
    cut,
    grown,
    removed,
    added,
    renamed,
    swapped,
    copied,
    without_tag_manifests,
)
FORGERIES: tuple[Callable[[Content, random.Random], Content], ...] = (
    listed_anew,
    listed_anew_throughout,
    resealed_in_part,
    sealing_something_else,
    with_another_certificate,
)


def harmed(content: Content, chance: random.Random) -> tuple[str, Content]:
    """Return a harm's name and the files after it, which differ from what they were."""
    while True:
        harm = chance.choice(ACCIDENTS * 2 + FORGERIES)
        after = harm(content, chance)
        if after != content:
            return harm.__name__, after


def remade(content: Content, chance: random.Random) -> Content:
    """Change an original and make all that lists and seals it anew, as only its maker would.

    What others sealed is left out, and named nowhere any more.
    """
    forger = LocalAuthority(bags.clock)
    kept = {
        n: raw
        for n, raw in _with_other_original(content, chance).items()
        if not n.startswith("timestamps/")
    }
    fields = [
        f for f in manifest.parse_fields(kept["bag-info.txt"]) if f[0] in manifest.INFO_LABELS
    ]
    originals = [raw for n, raw in kept.items() if n.startswith("data/")]
    counted = f"{sum(map(len, originals))}.{len(originals)}"
    # A careful forger also writes the day of the new seals.
    new = {"Payload-Oxum": counted, "Bagging-Date": bags.clock().date().isoformat()}
    fields = [(label, new.get(label, value)) for label, value in fields]
    fields += [(manifest.SEAL_LABEL, f"{subject}.local.1") for subject in SUBJECTS]
    kept |= {"bag-info.txt": manifest.fields_text(fields)}
    kept |= {"timestamps/local.pem": forger.certificates}
    kept = _with_manifests(kept, "manifest")
    kept |= _seals(kept, forger, SUBJECTS[:2])
    kept = _with_manifests(kept, "tagmanifest")
    return kept | _seals(kept, forger, SUBJECTS[2:])


def _with_other_original(content: Content, chance: random.Random) -> Content:
    name = chance.choice([n for n in content if n.startswith("data/")])
    if chance.random() < 0.3:
        return {n: raw for n, raw in content.items() if n != name}
    return content | {name: content[name] + chance.randbytes(3)}


def _with_manifests(content: Content, kind: str) -> Content:
    """List what there is, as the maker of a bundle does."""
    is_original = kind == "manifest"
    listed = [
        _found(n, raw)
        for n, raw in content.items()
        if n.startswith("data/") is is_original and not _is_unlisted(n)
    ]
    return content | {
        f"{kind}-{a}.txt": manifest.text(
            manifest.of(a, ((f.name, f.sha256 if a is ALGORITHMS[0] else f.sm3) for f in listed))
        )
        for a in ALGORITHMS
    }


def _is_unlisted(name: str) -> bool:
    return name.startswith(("tagmanifest-", "timestamps/tagmanifest-"))


def _seals(content: Content, by: Authority, subjects: tuple[str, ...] | list[str]) -> Content:
    made = {}
    for subject in subjects:
        request = seal.request(_found("", content[f"{subject}.txt"]).sha256, nonce=11)
        stem = f"timestamps/{subject}.{by.name}.1"
        made |= {f"{stem}.tsq": request, f"{stem}.tsr": by.answer(request)}
    return made
