"""Words that money came back which no payment shows: cash, another's transfer, a smaller rest.

What is said is never booked as paid; but a repayment that stays hidden makes a claim false
(虚假诉讼), so the plaintiff is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence_kit.facts.amounts import only_amount, spoken
from evidence_kit.facts.phrases import OTHERS, THING
from evidence_kit.facts.sentences import clauses, is_question, plain
from evidence_kit.facts.talks import CameBack, Said, Talk
from evidence_kit.model import Doubt, DoubtKind, Money, Nature
from evidence_kit.patterns import Pattern

# How many messages away the payment may stand that words speak of, before or after them.
NEAR = 8

_YOU = r"(?:你|您)"
_SUM = r"¥?(?:[\d.,一二两三四五六七八九十百千万wk]+)"
_END = r"[啊呀呢吧了呗哦嘛啦哈!。.~…]*"
_PASSES = r"(?:还|转|打|汇|付|退)"
# What has not come back yet, or is only asked for, offered or refused.
_NOT_YET = Pattern(
    r"没(?!错)|就是了|未|不(?!是|好意思)|别|(?<!小)时候|几时|何时|哪天|该|赶紧|赶快|尽快|记得|等|(?<!早)就还(?!了|过)|会|必须|如果|要是|打算|准备|"
    r"就[行得好够]|算了|拉倒|[欠借]条|条子|电话|招呼|想|能|可以|[明后]天|下个?[月周]|月底|年底|马上|一定|保证|再[还给转]|先[还给转](?!了)|谁|以为"
)
_THE_REST = Pattern(r"剩|还[欠差]|余下|其余")
_RHETORICAL = Pattern(r"不是.*了?[吗么嘛]$")
# The money went another way than the chat would show, or somebody else paid or got it.
_ELSEWHERE = Pattern(
    rf"现金|当面|支付宝|银行|卡[上里号]|汇款|打款|存你|[让叫][^，。]{{1,6}}[转还给打]|(?:替|帮|代){_YOU}?还|"
    rf"{_YOU}的?(?:老婆|老公|媳妇|对象|儿子|女儿|[爸妈爹娘弟哥姐妹叔舅姨])|(?:转|还|给|打)(?:给)?[他她]"
)
_MONEY = Pattern(r"钱|款|现金|本金|利息|转账")
# By whoever borrowed: 转你了, 还给你妈了, 给了你3000现金, 还过2000.
_BY_BORROWER = Pattern(
    rf"{_PASSES}(?:了|过)?(?:给|到|在)?(?:了)?{_YOU}[^，。]{{0,8}}[了过]|{_PASSES}(?:了|过)(?:给)?{_YOU}|"
    rf"还(?:了|过){_SUM}|已经?还(?:了|过)?{_SUM}|存{_YOU}[^，。]{{0,4}}了|"
    rf"给{_YOU}[转打汇还](?:过去)?了|[转打汇]过去了|"
    rf"{_SUM}(?:块|元)?(?:已经?|也|都)+还|我[^，。]{{0,4}}给(?:了|过){_SUM}|"
    rf"算(?:是)?(?:我)?还(?:{_YOU})?的|[当算]+(?:是)?(?:我)?还(?:给)?{_YOU}的?"
)
# What the debt was set off against: 从工资里扣了2000, 那台电脑抵2000, by the lender 扣你2000.
_OFFSET = Pattern(
    rf"抵(?!押)(?:掉|了|去|除|{_YOU}|我)*(?:上次|之前)?的?{_SUM}|{_SUM}(?:块|元)?[^，。]{{0,3}}抵(?:掉|了|完)|"
    rf"抵(?:了|掉|给{_YOU}?(?=了|$))|从[^，。]{{0,4}}(?:工资|货款|提成|奖金|运费|工程款)(?:里面?|中)?[^，。]{{0,3}}扣|"
    rf"(?:电脑|手机|车|家具|冰箱|空调|手表|[那这][台辆部件批块])[^，。]{{0,4}}[算抵]{_SUM}"
)
_OFFSET_BY_LENDER = Pattern(
    rf"扣(?:掉|了|去|除|{_YOU})*(?:上次|之前)?的?{_SUM}|(?:工资|货款|提成|奖金|运费|工程款)里面?[^，。]{{0,3}}扣"
)
_NO_OFFSET = Pattern("利息|被|罚|社保|[个所]税|手续费|银行|[信用房车]卡|[房车]贷|花呗|公司")
# A sum whose arrival is only asked after was paid: 2000收到没.
_ARRIVED = Pattern(r"收到(?:了)?(?:没|吗|吧|么)|到账(?:了)?(?:没|吗|吧|么)")
_GIVEN = Pattern(
    rf"给(?:了|过)?{_YOU}[^，。]{{0,10}}[了过]|给(?:了|过){_YOU}|给{_YOU}{_SUM}[^，。]{{0,4}}了"
)
# By whoever lent: 收到你弟的2000, 你给的2000现金, 你爸还了我2000, 怎么才还2000.
_GOT = Pattern(r"收到|到账|拿到")
_PART = Pattern(
    r"(?:[第这那两\d一二三四五六七八九十]+期|[上这本]个?月)的?[^，。]{0,4}(?:收到|到账)|还款"
)
_OF_OTHERS = Pattern("工资|奖金|货款|快递|消息|短信|信息|通知")
_BARE = Pattern(
    rf"(?:ok|好的?|行|嗯|刚看到|刚刚|今天|你的)*(?:{_SUM}(?:块|元)?|钱|款|转账)(?:钱|已经?|都|我)*(?:收到|到账|到了){_END}|"
    rf"(?:ok|好的?|行|嗯|刚)*(?:收到|到账)了?(?:{_YOU})?的?(?:{_SUM}(?:块|元)?|钱|款|转账){_END}|"
    rf"(?:支付宝|银行卡?|卡上|现金)(?:也|都)?(?:收到|到账|到了){_END}",
    re.IGNORECASE,
)
# Come back after all, by whoever lent: 原来你还了, 你给过了, 去年你还了一部分我忘了.
_AFTER_ALL = Pattern(
    rf"(?:不好意思|哦对?|原来|其实|去年|上个?月|之前|好像|是|我忘了)*{_YOU}(?:是不是|已经?|都|早就?|是|也|好像|上个?月|之前|确实)*"
    rf"(?:[还转打][过了]|给过)(?:我)?(?:一?部分|一半|一点|一些|钱|{_SUM})?(?:我忘了)?{_END}|(?:那|就|给{_YOU})*(?:算|记着?)[^，。]{{0,3}}还了{_SUM}"
)
_OF_WHAT = Pattern(r"现金|还的|还我|转的|转我|给的|给我|支付宝|银行|卡[上里]|的(?:钱|款)|(?:钱|款)")
_BY_LENDER = Pattern(
    rf"(?:{_YOU}|{OTHERS})[^，。我]{{0,8}}(?:还|给|转|打)(?:了|过)(?:给)?(?:我|[他她])?的?[^，。]{{0,3}}{_SUM}|"
    rf"{_YOU}[^，。我]{{0,8}}(?:还|给|转|打)(?:给)?(?:我|[他她])?的?{_SUM}[^，。]{{0,3}}(?:了|是|现金|算)|"
    rf"(?:上次|之前|上个?月|昨天|前面|前天|那天|年前)(?:还|转|打)(?:给)?(?:我)?的{_SUM}|"
    rf"(?:才|只|就|已经?)(?:还|转|给)(?:了|过)?(?:我)?{_SUM}"
)
# That nothing is left: 两清了, 不欠了. True only once everything has come back.
_WHOLE = Pattern(
    r"(?:咱们?|我们|我|你|您|这下|那|也|都|全|现在|好的?|行|嗯|钱|账|已经?|就|这笔|俩|算|欠我的|借的|借我的)*"
    rf"(?:两清|结清|还清|还完|扯平|各不相欠|互不相欠|清(?=了)|平(?=了)|不欠(?:我|你|您)?(?:钱|的)?(?=了)){_END}"
)


# An IOU that is no more: 借条我撕了.
_TORN = Pattern(r"[借欠]条[^，。]{0,4}(?:撕|烧|扔|还给?(?:你|您))(?:掉|毁)?了")
# 那批货2000从你欠我的里扣吧: what another debt is set off against.
_SET_OFF = Pattern(
    rf"从{_YOU}?[^，。]{{0,4}}(?:欠|借)我?[^，。]{{0,4}}[扣抵]|[扣抵](?:掉|了)?{_YOU}欠"
)


@dataclass(frozen=True, slots=True)
class Told:
    """That money came back: how much, whether all of it, and whether past this chat."""

    amount: Money | None = None
    whole: bool = False
    elsewhere: bool = False


def told(sentence: str, *, by_lender: bool) -> Told | None:
    """Return what a sentence says came back already; None where it says nothing of that.

    A question tells nothing, unless it needs no answer (不是支付宝还你了吗).
    """
    if _arrival(sentence, by_lender=by_lender):
        return Told(only_amount(sentence), elsewhere=bool(_ELSEWHERE.search(plain(sentence))))
    for clause in clauses(sentence):
        text = plain(clause).rstrip("?!。~")
        if _WHOLE.fullmatch(text) and not is_question(sentence):
            return Told(whole=True)
        asked = is_question(clause) and not _RHETORICAL.search(text)
        tells = _lender_tells if by_lender else _borrower_tells
        scorns = by_lender and re.search(r"怎么[才只就]", text)
        done = _RHETORICAL.sub("", _THE_REST.split(text)[0])
        if (asked and not scorns) or _NOT_YET.search(done):
            continue
        if tells(clause, text):
            return Told(only_amount(clause), elsewhere=bool(_ELSEWHERE.search(text)))
    return None


def _arrival(sentence: str, *, by_lender: bool) -> bool:
    """Say whether a borrower asks after money they sent, or a lender tore up the IOU."""
    text = plain(sentence)
    if by_lender:
        with_rest = _GOT.match(text) and "剩" in text and rest(sentence) is None
        asks = is_question(sentence)
        return bool(_TORN.search(text) or with_rest) and not asks
    named = bool(spoken(sentence)) or _MONEY.search(text) is not None
    return named and bool(_ARRIVED.search(text))


def _borrower_tells(clause: str, text: str) -> bool:
    if _OFFSET.search(text) and not _NO_OFFSET.search(text):
        return True
    named = bool(spoken(clause)) or _MONEY.search(text) is not None
    if THING.search(text) and not named:
        return False
    if re.search(rf"{_YOU}[^，。我]{{0,6}}(?:还|转|给|打)(?:给)?(?:了|过)?我", text):
        return False
    return bool(_BY_BORROWER.search(text)) or (named and bool(_GIVEN.search(text)))


def _lender_tells(clause: str, text: str) -> bool:
    offset = _OFFSET.search(text) or _OFFSET_BY_LENDER.search(text)
    if _SET_OFF.search(text) or (offset and not _NO_OFFSET.search(text)):
        return True
    if THING.search(text) or re.search(r"我(?:给|转|借|打)(?:给)?(?:了|过)?(?:你|您)", text):
        return False
    if _GOT.search(text) and _PART.search(text) and not _OF_OTHERS.search(text):
        return True
    if _BARE.fullmatch(text) or _AFTER_ALL.fullmatch(text):
        return True
    if not spoken(clause):
        return bool(_GOT.search(text) and re.search(r"现金|还的|还我|支付宝|银行|卡[上里]", text))
    return bool(_GOT.search(text) and _of_payment(text)) or bool(_BY_LENDER.search(text))


def _of_payment(text: str) -> bool:
    whose = re.search(rf"{_YOU}|{OTHERS}", text)
    return bool(whose or _OF_WHAT.search(text))


# ── what the payments show of it ───────────────────────────────────────────────────────


def doubts(talk: Talk) -> Iterator[Doubt]:
    """Doubt each word of money that came back which no payment explains."""
    for said in talk.said:
        message = said.utterance.message
        if message.undelivered or not talk.lent(said.index):
            continue
        known = bool(talk.loans) or any(one.nature is Nature.LOAN for one in talk.stated)
        if not known and "还" not in said.sentence:
            continue
        yield from _unexplained(talk, said)


def _unexplained(talk: Talk, said: Said) -> Iterator[Doubt]:
    by_lender = said.side is talk.lender
    found = told(said.sentence, by_lender=by_lender)
    if found is not None:
        if not _explained(talk, said, found):
            args = (("text", said.sentence),)
            yield Doubt(DoubtKind.REPAYMENT_SAID, said.utterance.where, args)
    elif (left := rest(said.sentence, by_lender=by_lender)) is not None:
        owed = talk.owed(said.index)
        # 先还你2000，还剩3000: by the payment that comes with the words.
        paid = None if by_lender else talk.owed(_soon(talk, said))
        if owed is not None and left not in (owed, paid):
            sums = (("field", "amount"), ("said", str(left)), ("paid", str(owed)))
            yield Doubt(DoubtKind.SAID_DIFFERS_FROM_PAID, said.utterance.where, sums)


def _soon(talk: Talk, said: Said) -> int:
    return min(said.index + NEAR, len(talk.utterances) - 1)


def _explained(talk: Talk, said: Said, found: Told) -> bool:
    soon = _soon(talk, said)
    if talk.settled(said.index) or talk.settled(soon):
        return True
    paid = [] if found.whole else list(talk.came_back(soon))
    if found.elsewhere:
        paid = [one for one in paid if _may_be_elsewhere(one, said)]
    sums = [one.amount for one in paid]
    if found.amount is None or found.amount in sums:
        return bool(sums)
    return not found.elsewhere and found.amount.fen <= sum(one.fen for one in sums)


def _may_be_elsewhere(paid: CameBack, said: Said) -> bool:
    """Say whether words of cash, or of another person, may be of a payment: a card beside them."""
    return paid.index is None or abs(paid.index - said.index) <= NEAR


# ── what is left of the debt ───────────────────────────────────────────────────────────

_LEFT = Pattern(
    r"(?:^|还|就|只|那|现在|目前|一共|总共|共|你|您|下)(?:剩下?|余下|差(?!点|不多|评))(?:的)?(?!我)|欠(?:着)?我(?:的)?|"
    r"^还有(?=[\d.,一二两三四五六七八九十百千万wk]+[块元]?(?:钱)?(?:没|呢|啥|什么|几|[啊?？]|$))"
)
_NOT_LEFT = Pattern(
    r"利息|违约金|罚息|我(?:卡|手|身|账户|自己|只|就|还|也|这)[^，。]{0,6}剩|谁|以为|如果|要是|再(?:还|给|转)"
)


# By whoever owes it only where nothing else may be left to them: 只剩3000没还了, 还剩3000.
_LEFT_OF_OWN = Pattern(
    rf"(?:我|就|只|还|现在|那|一共|总共)*(?:剩下?|余下)(?:的)?{_SUM}(?:块|元)?(?:钱)?(?:没还|没给|要还)?{_END}"
)


def rest(sentence: str, *, by_lender: bool = True) -> Money | None:
    """Return the sum that is said to be left (还剩3000, 还欠我3000); None if none is told."""
    if not by_lender:
        every = clauses(sentence)
        return next((only_amount(c) for c in every if _LEFT_OF_OWN.fullmatch(plain(c))), None)
    if THING.search(plain(sentence)) or _NOT_LEFT.search(plain(sentence)):
        return None
    if re.search(OTHERS, plain(sentence)):
        return None
    for clause in clauses(sentence):
        found = _LEFT.search(plain(clause))
        amount = only_amount(plain(clause)[found.end() :]) if found else None
        if amount is not None:
            return amount
    return None
