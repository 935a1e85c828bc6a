"""Amounts in capital numerals (大写), as banks and papers write them."""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def in_words(amount: str) -> str:
    """Return yuan with two decimals in capital numerals: 伍仟元整, 壹佰元零伍分."""
    whole, cents = amount.split(".")
    yuan = _yuan(int(whole))
    jiao, fen = (int(digit) for digit in cents)
    if not jiao and not fen:
        return f"{yuan or '零'}元整"
    head = f"{yuan}元" if yuan else ""
    if jiao:
        tail = f"{_DIGITS[jiao]}角" + (f"{_DIGITS[fen]}分" if fen else "")
    else:
        tail = ("零" if yuan else "") + f"{_DIGITS[fen]}分"
    return head + tail


def _yuan(number: int) -> str:
    groups, words = [], ""
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            continue
        gap = bool(words) and (group < 1000 or not groups[at + 1] % 10_000)
        words += ("零" if gap else "") + _thousands(group) + _GROUPS[at]
    return words


def _thousands(number: int) -> str:
    words, empty = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if empty and words else "") + _DIGITS[digit] + _PLACES[place]
            empty = False
        else:
            empty = True
    return words
