"""Orange cards of a chat: transfers with amount and state, red packets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import (
    Doubt,
    DoubtKind,
    Line,
    Message,
    MessageKind,
    State,
    Wanted,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import footers, lexicon
from evidence_kit.screens.hues import Tint, alike, tint
from evidence_kit.screens.layout import Block, around, same_row
from evidence_kit.screens.plain import plainly
from evidence_kit.screens.vote import UNSURE, Ballot, amount, has_yuan, settle

TAIL = 0.04
# A card is this many times wider than high, or more; stickers are square.
SHAPE = 1.5
# A strip says 微信转账; an engine may make something of a sign beside that.
FOOTER_PIECES = 2
AMOUNT = amount(yuan=True, tight=True)

_STATES = {
    State.PENDING: (
        "你发起了一笔转账|发起了一笔转账|你发起转账|转账给你|请收款|待收款|待你收款|待对方收款|"
        "待确认收款|待朋友确认收款|等待对方收款|请你确认收款|向你转账|转账|Transfertoyou|Yousentatransfer|Sent"
    ),
    State.ACCEPTED: (
        "已被接收|已接收|已收款|已被收款|对方已收钱|对方已收款|已收钱|朋友已收钱|已领取|已被领取|"
        "Accepted|Received"
    ),
    State.RETURNED: "已退还|已被退还|已退款|已全额退款|对方已退还|你已退还|Refunded|Returned",
    State.EXPIRED: "已过期|已过期,已退还|已超时|超时已退还|Expired|Refunded(expired)",
}
_WORDS = {word: state for state, words in _STATES.items() for word in words.split("|")}
_PACKET = Pattern(r".*红包.*|已领取|已被领取|已被领完|.*(?:发财|大吉|大利|领取|领完).*")


def state_of(text: str) -> State | None:
    """Return the state that a card's second line names, or None where it is a memo."""
    return _WORDS.get(plainly(text).rstrip("。."))


def is_card(block: Block) -> bool:
    """Say whether a block is an orange, pale or (in dark mode) brown card, wide as cards are."""
    wide = block.box.width > SHAPE * block.box.height
    return wide and block.tint in (Tint.ORANGE, Tint.PALE)


def is_footer(block: Block) -> bool:
    """Say whether a block is the white strip below an old card, whatever else stands on it."""
    return any(footers.kind(line) for line in block.lines) and len(block.lines) <= FOOTER_PIECES


def pictured(block: Block, least: float) -> bool:
    """Say whether a picture has a card's words on a card's colour: it may be one, or two.

    What is printed lower than `least` pixels is a thumbnail's.
    """
    printed = [li for li in block.lines if li.box.height >= least]
    words = [li for li in printed if tint(li.paper) in (Tint.ORANGE, Tint.PALE)]
    return any(footers.kind(li) or (has_yuan(li.text) and lexicon.money(li.text)) for li in words)


def footed(block: Block) -> bool:
    """Say whether a card's last line is its footer."""
    return bool(block.lines) and footers.kind(block.lines[-1]) is not None


def old(block: Block) -> bool:
    """Say whether a card's footer stands on a strip of its own, as in old versions."""
    return footed(block) and not alike(block.lines[-1].paper, block.colour)


def with_footers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join each white strip that says 微信转账 or 微信红包 to the card it hangs from."""
    joined: list[Block] = []
    for block in blocks:
        if joined and is_card(joined[-1]) and _hangs(joined[-1], block):
            card = joined.pop()
            box = card.box.joined(block.box)
            joined.append(replace(card, box=box, lines=(*card.lines, *block.lines)))
        else:
            joined.append(block)
    return tuple(joined)


def _hangs(card: Block, strip: Block) -> bool:
    gap = strip.box.y0 - card.box.y1
    if is_card(strip) and strip.bubbly:
        # Strips are white: this is the next card, of which little was read.
        return False
    if not is_footer(strip):
        # Cut or unreadable, it still is the card's: as wide, and touching it.
        slack = TAIL * card.box.width
        wide = abs(strip.box.x0 - card.box.x0) < slack and abs(strip.box.x1 - card.box.x1) < slack
        return strip.bubbly and wide and -4 <= gap <= 4 and strip.box.height < card.box.height
    near = -4 <= gap <= strip.box.height
    return near and strip.box.x0 < card.box.x1 and card.box.x0 < strip.box.x1


@dataclass(frozen=True, slots=True)
class Card:
    """A card's lines by what they are."""

    kind: MessageKind
    amount: Line | None
    says: tuple[Line, ...]


def parts(block: Block) -> Card:
    """Return the amount's line, what stands under it, and which kind of card it is."""
    words = [line for line in block.lines if not _icon(block, line) and not _tail(block, line)]
    foot = _foot(block, words)
    body = [line for line in words if foot is None or not same_row(line.box, foot.box)]
    money = _amount_line(body)
    named = None if foot is None else footers.nearly(block.box, foot)
    if foot is not None and footers.kind(foot) is None and money is not None:
        # Of a footer read in part, an amount tells more than the rest.
        named = MessageKind.TRANSFER
    kind = _kind(named, body, money)
    if kind is MessageKind.RED_PACKET:
        # No red packet shows its amount: what looks like one is its greeting.
        return Card(kind, None, tuple(body))
    return Card(kind, money, _column(money, [line for line in body if line is not money]))


def _foot(block: Block, words: Sequence[Line]) -> Line | None:
    """Return the footer, whole before in pieces: it stands in the last row."""
    last = [line for line in words if same_row(line.box, words[-1].box)]
    money = _amount_line([line for line in words if line not in last])
    named = [line for line in last if footers.nearly(block.box, line)]
    if not named and money is not None:
        named = [li for li in last if footers.placed(block.box, money, li)]
        named = [li for li in named if state_of(_without_icon(money, li).text) is None]
    return max(named, key=lambda line: (line.box.width, line.box), default=None)


def _column(money: Line | None, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out what an engine made of the icon, the tip or the rim.

    Words stand below the amount, in its column or on the row of words that do; elsewhere a weak
    line or a lone character is none.
    """
    if money is None:
        return tuple(lines)
    high = money.box.height
    lined = [li for li in lines if abs(li.box.x0 - money.box.x0) < 0.6 * high and _under(money, li)]
    lowest = max([money.box.y1, *(li.box.y1 for li in lined)])
    found = []
    for line in lines:
        if line.box.x1 <= money.box.x0 and line.box.centre[1] < lowest:
            continue  # the icon stands there, beside the amount and the words
        weak = line.confidence < UNSURE or len(line.text.strip()) < 2
        rowed = any(same_row(line.box, li.box) for li in lined) and line.box.x0 >= money.box.x0
        if line in lined or rowed or not weak:
            found.append(_without_icon(money, line))
    return tuple(found)


def _under(money: Line, line: Line) -> bool:
    return line.box.centre[1] > money.box.centre[1]


def _without_icon(money: Line, line: Line) -> Line:
    """Return a state's line without the character that an engine made of the icon before it."""
    text = line.text.strip()
    ahead = money.box.x0 - line.box.x0 > 0.5 * line.box.height
    bare = ahead and state_of(text) is None and state_of(text[1:]) is not None
    return replace(line, text=text[1:].strip()) if bare else line


def _amount_line(body: Sequence[Line]) -> Line | None:
    """Return the first line that reads as an amount, else the first that looks like one."""
    for fits in (lexicon.money, lexicon.money_like):
        found = [line for line in body if fits(line.text) and len(line.text.strip()) > 1]
        if found:
            return found[0]
    return None


def _icon(block: Block, line: Line) -> bool:
    """Say whether a line is what an engine made of the icon."""
    left = line.box.x1 < block.box.x0 + footers.ICON * block.box.width
    return left and footers.nearly(block.box, line) is None


def _tail(block: Block, line: Line) -> bool:
    """Say whether a line is what an engine made of the tip that points to the face."""
    width = TAIL * block.box.width
    return line.box.x0 > block.box.x1 - width or line.box.x1 < block.box.x0 + width


def _kind(named: MessageKind | None, body: Sequence[Line], money: Line | None) -> MessageKind:
    if named is not None:
        return named
    if money is not None:
        return MessageKind.TRANSFER
    # Without amount and footer 已领取 is a red packet's: a transfer always shows its amount.
    if any(_PACKET.fullmatch(plainly(line.text)) for line in body):
        return MessageKind.RED_PACKET
    told = [line for line in body if state_of(line.text)]
    if told and len(body) > 1:
        # A greeting and a state: a memo stands in a state's place, never beside one.
        return MessageKind.RED_PACKET
    return MessageKind.TRANSFER if told else MessageKind.OTHER


def wanted(block: Block) -> tuple[Wanted, ...]:
    """Return the amount's box, to be read twice."""
    card = parts(block)
    if card.kind is not MessageKind.TRANSFER or card.amount is None:
        return ()
    return AMOUNT.wanted((card.amount,))


def read(votes: Ballot, block: Block, message: Message) -> tuple[Message, tuple[Doubt, ...]]:
    """Fill a card's message: amount, state, memo. A memo hides the state, which is then UNKNOWN.

    A cut card says only what is seen of it and raises no doubt for the rest: the neighbouring
    page has it, and who joins pages doubts what none of them has.
    """
    card = parts(block)
    text = "".join(line.text for line in card.says)
    message = replace(message, kind=card.kind, text=text)
    if card.kind is MessageKind.OTHER:
        # Orange and pale cards carry money: of which kind, nobody read.
        place = votes.where(message.box)
        return message, (Doubt(DoubtKind.LOW_CONFIDENCE, place, (("field", "words"),)),)
    if card.kind is not MessageKind.TRANSFER:
        return message, ()
    message, doubts = _with_amount(votes, card, message)
    message = _with_state(block, card, message)
    if not footed(block) and any(_PACKET.fullmatch(plainly(line.text)) for line in card.says):
        # Of a red packet whose footer nobody read, a greeting may look like an amount.
        unclear = Doubt(DoubtKind.LOW_CONFIDENCE, votes.where(message.box), (("field", "words"),))
        doubts = (*doubts, unclear)
    if message.state is State.UNKNOWN and not (message.cut and not card.says):
        place = votes.where(around([line.box for line in card.says] or [message.box]))
        doubts = (*doubts, Doubt(DoubtKind.STATE_UNKNOWN, place, (("field", "state"),)))
    return message, doubts


def _with_amount(votes: Ballot, card: Card, message: Message) -> tuple[Message, tuple[Doubt, ...]]:
    if card.amount is not None:
        settled = settle(votes, card.amount, AMOUNT)
        return replace(message, amount=settled.value), settled.doubts
    if message.cut:
        return message, ()
    missing = Doubt(DoubtKind.AMOUNT_UNREADABLE, votes.where(message.box), (("field", "amount"),))
    return message, (missing,)


def _with_state(block: Block, card: Card, message: Message) -> Message:
    states = [state for line in card.says if (state := state_of(line.text))]
    memo = "".join(line.text for line in card.says if state_of(line.text) is None) or None
    state = states[0] if len(states) == 1 else State.UNKNOWN
    if state is State.PENDING and block.tint is Tint.PALE:
        # A pale card is over: the words and the colour contradict each other.
        state = State.UNKNOWN
    whole = footed(block) or not message.cut
    if state is not State.PENDING and block.tint is Tint.ORANGE and whole and not old(block):
        # An orange one waits, unless it is old: the words may be a memo that says 已收款.
        state, memo = State.UNKNOWN, memo or message.text or None
    return replace(message, state=state, memo=memo)
