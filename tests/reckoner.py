"""Formulas read as a reader with a calculator reads them: each step worked out, none believed."""

from __future__ import annotations

import re
from fractions import Fraction

_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|min|max|[-+−×÷(),⌊⌋]")
_CENT = Fraction(1, 100)


def steps(text: str) -> list[list[str]]:
    """Return the steps of a formula, each as the sides of its equations and comparisons."""
    return [re.split(r"\s([=<≥])\s", step) for step in text.split("; ")]


def worth(text: str) -> Fraction:
    """Return what an expression comes to, exactly."""
    tokens = _TOKEN.findall(text)
    assert "".join(tokens) == text.replace(" ", ""), text
    value = _sum(tokens)
    assert not tokens, text
    return value


def to_the_fen(value: Fraction) -> Fraction:
    """Return a sum rounded half up, as the paper says that each row is."""
    return (value / _CENT + Fraction(1, 2)) // 1 * _CENT


def believed(text: str, amount: str) -> None:
    """Hold a formula to its word: its first step makes the amount, and every step is true."""
    first, *_ = every = steps(text)
    assert to_the_fen(worth(first[-1])) == to_the_fen(worth(first[0])) == Fraction(amount), text
    for left, *rest in every:
        value = worth(left)
        for sign, right in zip(rest[::2], rest[1::2], strict=True):
            other = worth(right)
            if sign == "=":
                assert to_the_fen(value) == to_the_fen(other), text
                assert "%" not in right or value == other, text
            else:
                assert value < other if sign == "<" else value >= other, text
            value = other


def _sum(tokens: list[str]) -> Fraction:
    value = _product(tokens)
    while tokens and tokens[0] in "+−":
        sign = tokens.pop(0)
        value = value + _product(tokens) if sign == "+" else value - _product(tokens)
    return value


def _product(tokens: list[str]) -> Fraction:
    value = _one(tokens)
    while tokens and tokens[0] in "×÷":
        sign = tokens.pop(0)
        value = value * _one(tokens) if sign == "×" else value / _one(tokens)
    return value


def _one(tokens: list[str]) -> Fraction:
    token = tokens.pop(0)
    if token in ("min", "max"):
        tokens.pop(0)
        found = [_sum(tokens)]
        while tokens.pop(0) == ",":
            found.append(_sum(tokens))
        return min(found) if token == "min" else max(found)
    if token in "(⌊":
        value = _sum(tokens)
        tokens.pop(0)
        return value // _CENT * _CENT if token == "⌊" else value
    return Fraction(token[:-1]) / 100 if token.endswith("%") else Fraction(token)
