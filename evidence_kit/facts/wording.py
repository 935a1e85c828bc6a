"""What a sentence of a chat does: asks for money, promises, admits, demands; or only seems to.

Each question is asked of one sentence and of whoever said it. Negated, hypothetical and
doubtful forms answer no: what is not clear is not read as a fact.
"""

from __future__ import annotations

import re

from evidence_kit.facts.amounts import narrowed, only_amount, spoken, unclear
from evidence_kit.facts.asking import asks_loan, for_another, refuses
from evidence_kit.facts.bluster import mocks
from evidence_kit.facts.dates import said
from evidence_kit.facts.phrases import ELSEWHERE, OTHERS, QUOTES, THING, THINGS
from evidence_kit.facts.sentences import (
    assents,
    clauses,
    is_question,
    is_supposed,
    plain,
    retracts,
    sentences,
)
from evidence_kit.model import Money
from evidence_kit.patterns import Pattern

__all__ = [
    "asks_loan",
    "assents",
    "clauses",
    "is_question",
    "is_supposed",
    "plain",
    "refuses",
    "retracts",
    "sentences",
]


# ── paying back ────────────────────────────────────────────────────────────────────────

# 还 (huán) with what is given back; 还 (hái, still) stands before other words.
_REPAY = (
    r"还(?:给)?(?:你|您|我)(?!的?好|是|有|在|要|想|会|不|没|欠|差|记得|信|怕)|还(?:钱|款|清|上(?!班|学|次)|完|掉|账|债|本金|利息|一部分|一点|一些|的|给)|"
    r"(?<!帮我)(?<!帮忙)还一下|还(?=¥?\d|[一二两三四五六七八九十][百千万十块]|$|[。!?~吗呢吧啊哈呀哦嘛,，了])|归还|偿还|还得上|结清"
)
REPAYS = Pattern(_REPAY)
NOT_REPAID = Pattern(
    r"(?<![能可会])(?:不|没|别|无法|没法|没能|不能|不会|不想|不用|不必|没钱|没办法)(?:再|急着|着急|需要|打算|法|用)?[^，。]{0,3}还|"
    r"还(?:不了|不上|不起|不清|不出|什么|没|啥)|凭什么"
)
_AHEAD = Pattern(
    r"一定|保证|肯定|绝对|尽快|马上|到时|发工资|发了工资|工资|就还|会还|慢慢还|以后|改天|回头|晚点|过几天|过段|过两天|过完年|年前|年后|"
    r"等[^，。]{1,8}[就再还]|放心|陆续|分期|按时|准时|承诺|每月|每个月|月底|之前|以前|"
    r"晚上|下午|中午|明早|一会|待会|等会|等下|稍后|\d点"
)
_DONE = Pattern(r"已经?还|还(?:了|过|完了|清了|好了)|还给?(?:你|您)了|转(?:给)?(?:你|您)了")


# What may stand after 还你 and before it where no money is named; anything else is a thing.
_AFTER_REPAY = Pattern(
    r"还(?:给)?(?:你|您)(?:的|了|哈|啊|吧|吗|呢|哦|嘛|噢|哒|啦|呀|好|行|可以|不|全部|一部分|一点|一些|本金|利息|"
    r"[¥\d一二两三四五六七八九十百千万]|[a-z!?。~.,]|$|钱|款|那|这|借|欠|剩|下|明|后|月|年|周|哥|姐|亲|兄弟|第[\d一二三四五六七八九十]+[期笔次])",
    re.IGNORECASE,
)
_OF_MONEY = Pattern(
    r"^(?:[于嗯好行哦啊对可能那我先就会再等到肯保绝放尽马一下过发最今明后年月周星礼这本分每慢晚早陆以回改准按必"
    r"争剩其余欠借\d三两二四五六七八九十半大春国元中端国开还归偿结请您你廿农阴腊正上]|工资|奖金|提成|老板|利息|本金|承诺|没问题|不好意思)"
)
_THING_BACK = Pattern(r"把(?!钱|款|借|欠|剩|余|本金|利息|这钱|那钱|这笔|那笔|\d)")
_TAKEN_AS_SAID = Pattern(
    r"记得|别忘|该还|得还|要还|[完了后][^，。]{0,6}再还|早就?还|叫你|让你|没到账|不到账"
)


def _gives_money_back(clause: str) -> bool:
    """Say whether what a clause gives back is money: named, or nothing else is."""
    text = plain(clause)
    named = bool(spoken(clause)) or bool(re.search("钱|款|本金|利息|债|账(?!号)", text))
    if ELSEWHERE.search(text) and not re.search("还(?:给)?(?:你|您)", text):
        return False
    if re.search(r"还(?:给)?(?:你|您)", text) and not _AFTER_REPAY.search(text):
        return False
    if re.search(r"还¥?\d", text) and not spoken(clause):
        return False
    if THING.search(text) or _THING_BACK.search(text):
        return named
    return named or bool(_OF_MONEY.match(text))


_FOR_ME = Pattern("[帮替代]我")  # 我哥会帮我还: it is he who pays
# What is given back to somebody of theirs: 还你姐的钱.
_TO_THEIRS = Pattern("还(?:给)?(?:你|您)(?:家|老公|老婆|[哥姐弟妹爸妈叔姨])[^，。]{0,2}的")


def _by_another(clause: str) -> bool:
    """Say whether somebody else gives it back (我爸会还你), the speaker not named after them."""
    ahead = _FOR_ME.sub("", plain(clause).split("还")[0])
    found = [m.end() for m in re.finditer(OTHERS, ahead)]
    if not found or re.match(r"了?(?:发|给|结|打|回)", ahead[found[-1] :]):
        return False
    return "我" not in ahead[found[-1] :]


def repays(sentence: str) -> bool:
    """Say whether whoever says this pays back here and now (先还你2000, 还款)."""
    return any(_repays_now(clause) for clause in clauses(sentence)) and not is_question(sentence)


def only_repays(sentence: str) -> bool:
    """Say whether a sentence pays back here and now, and names no other day (再还你2500)."""
    return repays(sentence) and not said(_TODAY.sub("", plain(sentence)))


_TODAY = Pattern(r"今[天早]|现在")


def _repays_now(clause: str) -> bool:
    text = plain(clause)
    to_me = re.search(r"还(?:给)?我", text)
    if to_me or not REPAYS.search(text) or NOT_REPAID.search(text) or is_supposed(text):
        return False
    if not _gives_money_back(clause) or _by_another(clause) or _TAKEN_AS_SAID.search(text):
        return False
    if _TO_THEIRS.search(text) or mocks(clause):
        return False
    if said(_TODAY.sub("", text)) or (_AHEAD.search(text) and "先还" not in text):
        return False
    return _hands_back(text) or not (owes(text) or _OWES.search(text))


# What is owed, handed over with these words: 欠你的钱还你, 剩下的3000还你. Without a word that
# looks ahead it goes with a payment, and admits nothing that is left.
_HANDED_BACK = Pattern(
    r"(?:(?:欠|借)(?:了)?(?:你|您)的?|剩下?的?|余下的?|其余的?)[^，。没不未别会]{0,10}"
    r"(?:还(?:给)?(?:你|您|上|清|掉|完)|[给转](?:给)?(?:你|您))"
    r"(?:的|了|啦|啊|哈|哦|吧|呀|哥|姐)*[。!~]*"
)


def _hands_back(text: str) -> bool:
    """Say whether a plain clause only goes with the money that is owed (借你的钱还你)."""
    found = _HANDED_BACK.search(text)
    if found is None or found.end() != len(text):
        return False
    return not said(_TODAY.sub("", text)) and not _AHEAD.search(text)


_SPURNS = Pattern(
    r"(?<!能)(?<!会)不还|还你?(?:个|妹|头)|做梦|凭什么|想得美|(?:不|没|谁)欠|不是我(?:跟|欠|借|找|向)|饭钱|车费|(?:早|已经)就?还"
)


def spurns(sentence: str) -> bool:
    """Say whether whoever says this turns a demand down, or pays something else (还你个头)."""
    return bool(_SPURNS.search(plain(sentence)))


def promises(sentence: str) -> bool:
    """Say whether whoever says this will pay back: a date or a word that looks ahead.

    A promise inside a question (下个月还你行吗) is an offer; the caller looks for the assent.
    """
    text = plain(sentence)
    if re.search(r"还(?:给)?我", text) or NOT_REPAID.search(text) or is_supposed(text):
        return False
    if not REPAYS.search(text) or _DONE.search(text) or QUOTES.search(text):
        return False
    if mocks(sentence) or for_another(sentence):
        return False
    elsewhere = ELSEWHERE.search(text) and not re.search("还(?:给)?(?:你|您)", text)
    if elsewhere or re.search("该还|记得|别忘", text):
        return False
    repaying = [clause for clause in clauses(sentence) if REPAYS.search(clause)]
    if not any(_gives_money_back(clause) and not _by_another(clause) for clause in repaying):
        return False
    return bool(said(text)) or bool(_AHEAD.search(text)) or "再还" in text


# To whoever asks for the money, these pay it back: 钱下周给你, 明天转你5000, 会给的.
_GIVES_LATER = Pattern(
    r"(?:我|钱|款|那|就|这|你的|一定|肯定|保证|绝对|会|先|都|全部|好的?|行|嗯|可以|最[晚迟]|之?前|以前|再|马上|到时候?|"
    r"[¥\d.,一二两三四五六七八九十百千万wk块元])*"
    r"(?:[转打汇结]给?(?:你|您)|给(?:你|您)?(?:[转打汇结])?)"
    r"(?:卡上|微信|支付宝|过去|的|了|吧|哈|啊|清|[你您¥\d.,一二两三四五六七八九十百千万wk块元。!~])*"
)
_WILL = Pattern("会|一定|肯定|保证|绝对")


def will_give(sentence: str) -> bool:
    """Say whether a sentence gives later and names nothing else: a promise, to a demand."""
    if is_question(sentence) or is_supposed(sentence) or mocks(sentence):
        return False
    return any(_gives_later(narrowed(clause)) for clause in clauses(sentence))


def _gives_later(text: str) -> bool:
    days = said(text)
    kept = "".join(c for i, c in enumerate(text) if not any(d.start <= i < d.stop for d in days))
    return bool(_GIVES_LATER.fullmatch(kept)) and (bool(days) or bool(_WILL.search(kept)))


# ── admitting ──────────────────────────────────────────────────────────────────────────

_OWES = Pattern(
    r"(?:欠|差)(?:着)?(?:你|您)|借(?:了)?(?:你|您)的|借了(?:你|您)|"
    r"(?:跟|向|找|问|管)(?:你|您)借(?:了|过|的)|借款[^，。,]{0,8}属实|确实借|是借的"
)
# These say so only with a sum, and to the one spoken to: 还欠3000, 还剩1500元没还.
_OWES_SO_MUCH = Pattern(
    r"(?:还|仍|尚)(?:欠(?:下)?(?=¥?\d|[一二两三四五六七八九])|[差剩](?=.*没[还给]))"
)
_OWES_THE_REST = Pattern(
    r"(?:剩下?|余下|其余)的?[^，。?!]{0,12}(?:还(?!没)|给|转)(?:给)?(?:你|您)?(?:的|吧|哈|哦|啊|呢|清)?[。!~]*$"
)
# What may stand before the word that owes: the debtor is the speaker, or nobody is named.
_DEBTOR = Pattern(
    r"(?:我|俺|本人|自己|确实|的确|承认|知道|记得|记着|还|也|又|总|就|是|只|都|前后|之前|上次|当时|那时|去年|今年|现在|目前|"
    r"今天|至今|到|一共|总共|共|仍|尚|合计|总计|累计|加起来|那|这|嗯|对|好|的|了|次|笔|借|款|钱|块|元|万|千|百|利息|本金|上面|"
    r"[\d.,:¥一二两三四五六七八九十年月日号])*"
)
_OWED_THINGS = Pattern(
    rf"(?:欠|差|借了?)(?:着)?(?:你|您)的?(?:[^，。\d]{{0,4}}(?:{THINGS})(?!钱|费|款)|.{{0,2}}[个顿份句次])"
)
_PAYS_IN_PART = Pattern(
    r"先(?:还|转|给)(?:给)?(?:你|您)|先还(?=[\d一二两三四五六七八九]|一部分|一点|一些)"
)
# 没 and 不 that leave the debt where it is: 还没还, 没忘, 不会忘.
_STILL = Pattern(
    r"(?:还|都|一直)?没有?(?:还|给|转)(?:给)?(?:你|您|清|完|上)?|没忘|不会忘|忘不了|不好意思|没钱|不会赖|不会少"
)
_DENIES = Pattern(r"不|没|别|未|谁|哪|何|做梦|想得美|休想|凭|无")
_SETTLED = Pattern(
    r"(?:已经?|早|全部?|都)(?:就|都|全部?)?(?:给你|给您)?(?:还|结)(?!没|欠|差|剩)|(?<!没)(?<!未)还(?:给)?(?:你|您)?了|"
    r"(?<!没)(?<!未)(?:还|付|结|转)[清完]|两清|结清|平了|没收"
)
_STILL_OWED = Pattern(r"还[欠差剩]|剩下|余下|没还")


def owes(sentence: str) -> bool:
    """Say whether whoever says this admits a debt (还欠你3000, 剩下的下个月给你).

    Only money, only the speaker's own, only without a negation or a word that it was repaid:
    a denial filed as an admission costs more than an admission missed.
    """
    text = plain(sentence)
    if is_question(text) or is_supposed(text) or QUOTES.search(text) or mocks(sentence):
        return False
    if any(_SETTLED.search(c) and not _STILL_OWED.search(sentence) for c in clauses(sentence)):
        return False
    return any(_clause_owes(clause) for clause in clauses(sentence))


def _clause_owes(clause: str) -> bool:
    text = _STILL.sub("没还", plain(clause))
    if _SETTLED.search(text) or _DENIES.search(text.replace("没还", "")):
        return False
    if re.search(OTHERS, text) or _OWED_THINGS.search(text) or _hands_back(text):
        return False
    money = bool(spoken(clause) or unclear(clause) or re.search(r"钱|款", text))
    found = _OWES.search(text) or (_OWES_SO_MUCH.search(text) if spoken(clause) else None)
    if found:
        return money and _DEBTOR.fullmatch(text[: found.start()]) is not None
    rest = _OWES_THE_REST.search(text)
    if rest is None or _DEBTOR.fullmatch(text[: rest.start()]) is None:
        return False
    return money or bool(said(text))


def admits(sentence: str) -> bool:
    """Say whether whoever says this admits that a debt is or was there (先还你500)."""
    part = _PAYS_IN_PART.search(plain(sentence)) is not None
    return owes(sentence) or (part and repays(sentence))


_GOT = Pattern(
    r"(?:好的?|嗯+|ok|谢谢|钱|款|转账|借款|我|这边|都|已经?|全部?|刚|刚刚|确认|[\d.,¥元块万千w])*"
    r"(?:收到|收着|到账)(?:了|啦|的|(?:你|您)的?(?=钱|款|转账|借款|¥?\d)|钱|款|转账|借款|谢谢|多谢|感谢|你|您|哈|啊|哦|[\d.,¥元块万千w!。~])*",
    re.IGNORECASE,
)


# Words of a couple beside 收到 speak of a present.
_NO_RECEIPT = Pattern("没|未|老公|老婆|宝贝|宝宝|亲爱|爱你|么么")


def received(sentence: str) -> bool:
    """Say whether whoever says this has got the money: nothing else stands beside 收到."""
    got = any(_GOT.fullmatch(clause) for clause in clauses(sentence))
    return got and not is_question(sentence) and not _NO_RECEIPT.search(plain(sentence))


# ── demanding ──────────────────────────────────────────────────────────────────────────

_THE_MONEY = Pattern(
    rf"{_REPAY}|欠(?:我|的|款|钱)|借(?:款|我的|的钱|走的|你的|的事)|剩下的(?=钱|款|¥?\d|也|呢|那|$)|剩余|余款|那笔钱|那钱|尾款|欠着|我的钱"
)
_URGES = Pattern(
    r"请|麻烦|尽快|尽早|赶紧|赶快|抓紧|快点|方便|什么时候|啥时候|何时|几时|哪天|多久|能不能|能否|可以[^，。]{0,8}[吗?]|"
    r"可不可以|是不是该|该[还给转]|安排|处理|催|拖|到期|逾期|过期|超期|期限|务必|希望|准确|给个[^，。]{0,3}(?:日子|时间|说法)|还我|得还|吧$|[?]$|吗$"
)
_NOT_URGED = Pattern(
    r"(?:不用|不急|不着急|不必|别急|别着急|不要急|不需要|不要)[^，。]{0,6}还?|先别还|慢慢还|记得|别忘|到时候?[^，。]{0,4}还|还[^，。]{0,6}(?:就行|就好|即可|都行|也行)|收到|谢谢你?还"
)


def demands(sentence: str) -> bool:
    """Say whether whoever says this asks for the money back."""
    text = plain(sentence)
    if not _THE_MONEY.search(text) or _NOT_URGED.search(text) or asks_loan(sentence):
        return False
    if re.search(THINGS, text) and not (spoken(sentence) or re.search(r"钱|款", text)):
        return False
    if _ANOTHERS_DEBT.search(text) or (ELSEWHERE.search(text) and not _TO_ME.search(text)):
        return False
    return bool(_URGES.search(text)) and not _SUPPOSED_DEMAND.search(text)


_TO_ME = Pattern(r"[还欠](?:给)?我|我的")
# What is owed to or by another, what the lender owes, a later day granted, what no court hears.
_ANOTHERS_DEBT = Pattern(
    rf"[替帮]我[^，。,]{{0,3}}[催问找要]|[让叫催喊](?:一?下)?{OTHERS}[^，。,我]{{0,6}}还|{OTHERS}[欠借]|欠{OTHERS}|(?<![和及与])利息(?:什么时候|啥时候|怎么|欠|该)|{OTHERS}不还|"
    rf"还(?:给)?(?:[他她]|人家)|我(?:还)?欠(?:着)?(?:你|您)|还(?:给)?(?:你|您)(?!欠|借|的)|欠我的?里?[扣抵]|里[扣抵]|"
    rf"再还(?:给)?我?(?:吧|好了|也行|就行)|合同|[借欠收]条[^，。]{{0,6}}(?:写|签|补|打|拍|发)|(?:写|签|补|打)[^，。还]{{0,3}}[借欠收]条|弄死|裸照|私密|陪我|过夜|杀你|砍"
)


_SUPPOSED_DEMAND = Pattern(r"如果|要是|假如|万一|我(?:会|来|马上|先)?还(?:给)?(?:你|您)")


def repaid_amount(sentence: str) -> Money | None:
    """Return the amount a sentence pays back now, apart from others it names; None if none."""
    return only_amount("。".join(c for c in clauses(sentence) if _repays_now(c)))


def owed_amount(sentence: str) -> Money | None:
    """Return the amount a sentence admits, apart from others it names; None if none."""
    return only_amount("。".join(c for c in clauses(sentence) if owes(c)))
