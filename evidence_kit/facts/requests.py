"""Loans asked for in a conversation, and what was paid for each so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence_kit.facts import amounts, wording
from evidence_kit.model import MessageKind, Moment, Money, Side, Sourced, Utterance
from evidence_kit.patterns import Pattern

# Messages within which a request may be taken back.
RETRACTED_AFTER = 4
# Who was asked has none either: 我也没有啊, 手头也紧.
_DECLINES = Pattern(
    r"我也(?:没有?(?!问题|关系|事|想)|紧|穷|不够|缺|困难)|手头也?(?:很|有点)?(?:紧|没)|拿不出|没有[啊呀呢诶]?[。!]*$|不行[啊呀]?$"
)
_GRANTS = Pattern(r"(?:给|转|借|打|凑)(?:给)?(?:你|您)|先转|转了|转过去")
# Who asked needs it no more: 不用了，我找我爸拿了.
_HELPED = Pattern(
    r"不需要了|(?:找|问|跟|向)(?!你|您)[^，。,]{1,6}(?:拿|借|要|凑)(?:了|到|好)|借到了|凑(?:到|够|齐)了|解决了|有办法了"
)
_NEEDLESS = Pattern(r"(?:^|[，,。!])(?:那|先)?不用了(?!.*(?:微信|支付宝|卡|现金|借条|欠条|利息))")


@dataclass(slots=True)
class Request:
    """A loan asked for, and what was paid for it so far, in fen.

    `amount` is None where its words name no one sum; `unclear` are the words of sums that they
    do name.
    """

    index: int
    run: int
    side: Side
    at: Moment
    quote: Sourced[str]
    amount: Money | None
    unclear: tuple[str, ...] = ()
    paid: int = 0
    payments: int = 0

    @property
    def open(self) -> bool:
        """Whether a further payment may still be for it."""
        return not self.payments if self.amount is None else self.paid < self.amount.fen

    @property
    def short(self) -> bool:
        """Whether another sum was paid for it than was asked."""
        return bool(self.payments and self.amount and self.paid != self.amount.fen)


def says(utterance: Utterance) -> bool:
    """Say whether words in a message may be relied on: whole, and by one of the two."""
    message = utterance.message
    sided = message.side is not Side.CENTER
    return (
        message.kind is MessageKind.TEXT and sided and not message.cut and not message.undelivered
    )


def quoted(sentence: str, utterance: Utterance) -> Sourced[str]:
    """Return a sentence with the place and confidence of its message."""
    return Sourced(sentence, sentence, utterance.where, utterance.message.confidence)


def find(utterances: Sequence[Utterance], runs: Sequence[int]) -> Iterator[Request]:
    """Yield each request for a loan; `runs` are the unbroken stretches of the utterances."""
    for index, utterance in enumerate(utterances):
        if not says(utterance):
            continue
        for sentence in wording.sentences(utterance.message.text):
            if wording.asks_loan(sentence) and not withdrawn(utterances, index):
                side, quote = utterance.message.side, quoted(sentence, utterance)
                amount = amounts.only_amount(sentence)
                unclear = () if amount else _unclear(sentence)
                yield Request(index, runs[index], side, utterance.at, quote, amount, unclear)


def _unclear(sentence: str) -> tuple[str, ...]:
    """Return the sums that a sentence names of which none is the one: several, or no yuan."""
    several = (str(one.money) for one in amounts.spoken(sentence))
    return tuple(dict.fromkeys((*several, *amounts.unclear(sentence))))


def unmet(between: Sequence[Utterance], asker: Side) -> bool:
    """Say whether what was asked found no answer that pays, in the messages after it.

    The other declined (我也没有啊) and gave no word to the contrary since, or the asker has it
    from somebody else (不用了，我找我爸拿了).
    """
    declined = False
    for utterance in between:
        for sentence in wording.sentences(utterance.message.text) if says(utterance) else ():
            text = wording.plain(sentence)
            if utterance.message.side is asker:
                declined |= bool(_HELPED.search(text) or _NEEDLESS.search(text))
            elif _GRANTS.search(text):
                declined = False
            else:
                declined |= wording.refuses(sentence) or bool(_DECLINES.search(text))
    return declined


def withdrawn(utterances: Sequence[Utterance], index: int) -> bool:
    """Say whether what is asked at `index` is taken back by its own side before any answer pays.

    (开玩笑的, 算了不借了, in the same message or one of the next.)
    """
    side = utterances[index].message.side
    for utterance in utterances[index : index + 1 + RETRACTED_AFTER]:
        if utterance.message.kind in (MessageKind.TRANSFER, MessageKind.RED_PACKET):
            return False
        own = says(utterance) and utterance.message.side is side
        if own and any(wording.retracts(s) for s in wording.sentences(utterance.message.text)):
            return True
    return False
