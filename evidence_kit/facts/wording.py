"""What a sentence of a chat does: asks for money, promises, admits, demands; or only seems to.

Each question is asked of one sentence and of whoever said it. Negated, hypothetical and
doubtful forms answer no: what is not clear is not read as a fact.
"""

from __future__ import annotations

import re
import unicodedata

from evidence_kit.facts.amounts import only_amount, spoken
from evidence_kit.facts.dates import said
from evidence_kit.model import Money

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*")
_CLAUSE = re.compile(r"[，,；;、\s]+")


def sentences(text: str) -> tuple[str, ...]:
    """Return a message's sentences, each exactly as it stands, with its end mark."""
    return tuple(part.strip() for part in _SENTENCE.findall(text) if part.strip())


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(unicodedata.normalize("NFKC", text)) if clause]


# ── forms that take a fact back ────────────────────────────────────────────────────────

_QUESTION = re.compile(r"[?？]|[吗么嘛]$|多少|是不是|有没有|怎么|为什么|凭什么|哪")
_SUPPOSED = re.compile(
    r"如果|要是|假如|假设|倘若|万一|除非|的话|即使|就算|哪怕|可能|也许|或许|大概|估计|应该|争取|尽量|看看|"
    r"再说|不一定|没准|说不定|开玩笑|逗你"
)
_ASSENT = re.compile(
    r"(?:(?:好|行|可以|没问题|同意|嗯|ok|成|没事|当然|必须|就这样|说定|一言为定|放心)"
    r"(?:的|吧|呀|啊|了|哦|嘞|呢|哈|滴|，|,|。|!|！|~)*)+",
    re.IGNORECASE,
)


def is_question(sentence: str) -> bool:
    """Say whether a sentence asks."""
    return bool(_QUESTION.search(_plain(sentence).rstrip("。!")))


def is_supposed(sentence: str) -> bool:
    """Say whether a sentence only supposes or hedges (如果…, 争取…, 可能…)."""
    return bool(_SUPPOSED.search(_plain(sentence)))


def assents(text: str) -> bool:
    """Say whether a whole message only agrees (好的, 行, 没问题)."""
    return bool(_ASSENT.fullmatch(_plain(text)))


# ── asking for a loan ──────────────────────────────────────────────────────────────────

_ASKS = re.compile(
    r"借(?:给)?我(?!的|了|过)|(?:跟|找|问|向|管)(?:你|您)(?:再|先)?(?:借|周转)(?!了|过|的)|"
    r"(?:能|可以|可否|想|方便|求|帮忙|请|急需|需要|先|再)(?:不能|不可以|否)?(?:你|您)?(?:再|先|帮我|帮忙)?借"
    r"(?!你|您|给你|给您|了|过|的|到|条)|"
    r"^借(?:点|些|一点|一些)?(?:钱|[\d一二两三四五六七八九十¥])|"
    r"(?:帮|给|能|可以|先|求|帮我|想)[^。?!]{0,8}周转(?:一下|下|我|点|几天)|周转(?:给)?我|周转(?:一下|下)[吗行好?？]"
)
_ASK_REFUSED = re.compile(
    r"(?<![能可要会方])(?:不|没|别|未)(?:想|会|敢|用|要|必|再|能|可以|打算)?(?:跟你|向你|找你|问你|跟您)?借"
)
_ASK_TOLD = re.compile(
    r"(?:他|她|别人|人家|朋友|同事|同学|亲戚|妈|爸|姐|哥|弟|妹|老板|银行|老婆|老公)[^，。]{0,4}借|"
    r"(?:跟|找|问|向|管)(?!你|您)[^，。你您]{1,6}借|上次|之前|以前|当时|那时|去年|前年|半年|都.{0,6}了$|已经|什么时候|何时"
)
# Things are borrowed and given back too; the sum of money then stands elsewhere or nowhere.
_THINGS = (
    "充电|书|伞|车|衣服|鞋|包包|钥匙|电脑|手机|相机|身份证|驾照|笔|账号|会员|号用|耳机|硬盘|"
    "资料|工具|梯子|房子|地方|场地|人手|饭|情|解释|东西|快递|卡用"
)
_THING_ASKED = re.compile(rf"借(?:给)?(?:我|你|您)?[^，。\d]{{0,5}}(?:{_THINGS})")
_YOU_BORROW = re.compile(r"(?:你|您)借(?:给)?我")
_ASKING = re.compile(r"[?？吗呗吧]|能|可以|行|下|先|求|方便")


def asks_loan(sentence: str) -> bool:
    """Say whether whoever says this asks the other for a loan.

    「你借我5000」 may also accuse (you borrowed mine): it asks only in an asking form.
    """
    text = _plain(sentence)
    if not _ASKS.search(text) or _ASK_REFUSED.search(text) or _ASK_TOLD.search(text):
        return False
    if _THING_ASKED.search(text) and not spoken(sentence):
        return False
    asking = bool(_ASKING.search(text))
    if _YOU_BORROW.search(text):
        return asking
    return asking or not is_supposed(text)


_REFUSES = re.compile(
    r"(?<![能可要会方])(?:不|没法|不能|不会|不想)借(?!了)|借不了|借不出|没钱|没有钱|帮不了|帮不上|"
    r"爱莫能助|不太方便|(?<![方])不方便|算了吧"
)


def refuses(sentence: str) -> bool:
    """Say whether whoever says this declines to lend."""
    return bool(_REFUSES.search(_plain(sentence))) and not is_question(sentence)


# ── paying back ────────────────────────────────────────────────────────────────────────

# 还 (huán) with what is given back; 还 (hái, still) stands before other words.
_REPAY = (
    r"还(?:给)?(?:你|您|我)(?!的?好|是|有|在|要|想|会|不|没|欠|差|记得|信|怕)|还(?:钱|款|清|上(?!班|学|次)|完|掉|账|债|本金|利息|一部分|一点|一些|的|给)|"
    r"还(?=¥?\d|[一二两三四五六七八九十][百千万十块]|$|[。!?~吗呢吧啊哈,，了])|归还|偿还|还得上|结清"
)
_REPAYS = re.compile(_REPAY)
_NOT_REPAID = re.compile(
    r"(?:不|没|别|无法|没法|没能|不能|不会|不想|不用|不必|没钱|没办法)(?:再|急着|着急|需要|打算|法|用)?[^，。]{0,3}还|"
    r"还(?:不了|不上|不起|不清|不出|什么|没|啥)|凭什么"
)
_AHEAD = re.compile(
    r"一定|保证|肯定|绝对|尽快|马上|到时|发工资|发了工资|工资|就还|会还|慢慢还|以后|改天|回头|晚点|过几天|过段|过两天|过完年|年前|年后|"
    r"等[^，。]{1,8}[就再]|放心|陆续|分期|按时|准时|承诺|每月|每个月|月底|之前|以前"
)
_DONE = re.compile(r"已经?还|还(?:了|过|完了|清了|好了)|还给?(?:你|您)了|转(?:给)?(?:你|您)了")


def repays(sentence: str) -> bool:
    """Say whether whoever says this pays back here and now (先还你2000, 还款)."""
    return any(_repays_now(clause) for clause in _clauses(sentence)) and not is_question(sentence)


def _repays_now(clause: str) -> bool:
    text = _plain(clause)
    to_me = re.search(r"还(?:给)?我", text)
    if to_me or not _REPAYS.search(text) or _NOT_REPAID.search(text) or is_supposed(text):
        return False
    return not said(text) and (not _AHEAD.search(text) or "先还" in text) and not owes(text)


def promises(sentence: str) -> bool:
    """Say whether whoever says this will pay back: a date or a word that looks ahead.

    A promise inside a question (下个月还你行吗) is an offer; the caller looks for the assent.
    """
    text = _plain(sentence)
    if re.search(r"还(?:给)?我", text) or _NOT_REPAID.search(text) or is_supposed(text):
        return False
    if not _REPAYS.search(text) or _DONE.search(text):
        return False
    return bool(said(text)) or bool(_AHEAD.search(text)) or "再还" in text


# ── admitting ──────────────────────────────────────────────────────────────────────────

_OWES = re.compile(
    r"(?:还|我|共|一共|总共|仍|尚|现在)?(?:欠|差)(?:着)?(?:你|您)|"
    r"借(?:了)?(?:你|您)的|(?:跟|向|找|问|管)(?:你|您)借(?:了|过|的)|借款属实|确实借|是借的"
)
# These say so only of money or of a day: 还差2000, 剩下的下个月给你.
_OWES_SO_MUCH = re.compile(r"(?:还|仍|尚)(?:欠|差|剩)(?:下)?(?=¥?[\d一二两三四五六七八九])")
_OWES_THE_REST = re.compile(r"(?:剩下?|余下|其余)的?[^，。?!]{0,12}(?:还(?!没)|给)(?:你|您|$)?")
_OWED_THINGS = re.compile(
    rf"(?:欠|差|借了?)(?:着)?(?:你|您)的?[^，。\d]{{0,4}}(?:{_THINGS}|[个顿份句次])"
)
_PAYS_IN_PART = re.compile(
    r"先(?:还|转|给)(?:给)?(?:你|您)|先还(?=[\d一二两三四五六七八九]|一部分|一点|一些)"
)
_NOT_OWED = re.compile(
    r"(?:不|没|没有|不再|谁|又不|早就不)(?:是)?(?:欠|差|借)|没收到|还清|两清|不是借|没收"
)


def owes(sentence: str) -> bool:
    """Say whether whoever says this admits a debt (还欠你3000, 剩下的下个月给你)."""
    text = _plain(sentence)
    if _NOT_OWED.search(text) or is_question(text) or is_supposed(text):
        return False
    sum_named = bool(spoken(sentence))
    if _OWES.search(text):
        return sum_named or not _OWED_THINGS.search(text)
    if _OWES_SO_MUCH.search(text):
        return sum_named
    dated = sum_named or bool(said(text)) or bool(re.search(r"钱|款", text))
    return bool(_OWES_THE_REST.search(text)) and dated


def admits(sentence: str) -> bool:
    """Say whether whoever says this admits that a debt is or was there (先还你500)."""
    part = _PAYS_IN_PART.search(_plain(sentence)) is not None
    return owes(sentence) or (part and repays(sentence))


_GOT = re.compile(r"(?:钱|转账|款)?(?:已经?)?(?:收到|收着|到账)(?:了|啦|钱|款|转账|你的)*")
_NOT_GOT = re.compile(r"(?:没|未|没有|还没)(?:有)?(?:收|到)")


def received(sentence: str) -> bool:
    """Say whether whoever says this has got the money."""
    text = _plain(sentence)
    return bool(_GOT.search(text)) and not _NOT_GOT.search(text) and not is_question(text)


# ── demanding ──────────────────────────────────────────────────────────────────────────

_THE_MONEY = re.compile(
    rf"{_REPAY}|欠(?:我|的|款|钱)|借(?:款|我的|的钱|走的|你的|的事)|剩下的(?=钱|款|¥?\d|也|呢|那|$)|剩余|余款|那笔钱|那钱|尾款|欠着|我的钱"
)
_URGES = re.compile(
    r"请|麻烦|尽快|尽早|赶紧|赶快|抓紧|快点|方便|什么时候|啥时候|何时|几时|哪天|多久|能不能|能否|可以[^，。]{0,8}[吗?]|"
    r"可不可以|是不是该|该[还给转]|安排|处理|催|拖|到期|逾期|过期|超期|期限|务必|希望|准确|给个[^，。]{0,3}(?:日子|时间|说法)|还我|得还|吧$|[?]$|吗$"
)
_NOT_URGED = re.compile(
    r"(?:不用|不急|不着急|不必|别急|别着急|不要急|不需要|不要)[^，。]{0,6}还?|先别还|慢慢还|还[^，。]{0,6}(?:就行|就好|即可|都行|也行)|收到|谢谢你?还"
)


def demands(sentence: str) -> bool:
    """Say whether whoever says this asks for the money back."""
    text = _plain(sentence)
    if not _THE_MONEY.search(text) or _NOT_URGED.search(text) or asks_loan(sentence):
        return False
    if re.search(_THINGS, text) and not (spoken(sentence) or re.search(r"钱|款", text)):
        return False
    return bool(_URGES.search(text)) and not _SUPPOSED_DEMAND.search(text)


_SUPPOSED_DEMAND = re.compile(r"如果|要是|假如|万一|我(?:会|来|马上|先)?还(?:给)?(?:你|您)")


# ── what it is for ─────────────────────────────────────────────────────────────────────

_PURPOSE = re.compile(
    r"房租|租金|押金|首付|房贷|车贷|学费|生活费|医药费|医疗费|手术费?|住院|看病|治病|装修|进货|进一批货|货款|周转|工资|"
    r"结婚|彩礼|买房|买车|修车|交社保|还信用卡|信用卡|花呗|应急|急用|开店|做生意|生意|工程款|过年|考试|培训"
)


def purpose(sentence: str) -> str | None:
    """Return the purpose a request names, in its own words; None where it names none or several."""
    found = dict.fromkeys(_PURPOSE.findall(_plain(sentence)))
    specific = [word for word in found if word not in ("周转", "应急", "急用", "工资")] or list(
        found
    )
    return specific[0] if len(specific) == 1 else None


# ── what a payment is for, by its memo and the words around it ─────────────────────────

_LOAN_MEMO = re.compile(r"(?<!还)(?:借款|借给|借你|出借|借钱|借$)|^借")
_REPAYMENT_MEMO = re.compile(r"还款|还钱|还你|还您|归还|还借|还清|还$|^还(?!是|有|在)|欠款")
_INTEREST_MEMO = re.compile(r"利息")
_GIFT_MEMO = re.compile(
    r"生日|红包|礼金|礼物|新年|新春|春节|节日|中秋|端午|情人节|七夕|恭喜|快乐|压岁|爱你|心意|随礼|份子|我爱|么么"
)
_PURCHASE_MEMO = re.compile(
    r"货款|房租|饭钱|餐费|车费|打车|代付|代买|代购|团购|拼单|AA|工资|机票|车票|门票|水电|快递|买菜|定金|押金|学费",
    re.IGNORECASE,
)
_GENERIC_MEMO = re.compile(r"(?:微信)?转账|转账给你|请收款|你发起了一笔转账|已收款|已被接收|")
_GIVES = re.compile(
    r"不用还|不用你还|送你|送给你|给你的?(?:礼物|红包|零花钱)|生日快乐|节日快乐|新年快乐|压岁|爱你|心意"
)

# Sums that stand for 我爱你 and the like (我爱你, 一生一世).
_GIFT_FEN = (520, 521, 1314, 5200, 6666, 8888, 9999, 13140, 52000, 52013, 52100, 66600, 66666)
_LARGE_GIFT_FEN = (88800, 88888, 99900, 99999, 131400, 131452, 520000, 1314000)
GIFT_SUMS = frozenset(Money(fen) for fen in _GIFT_FEN + _LARGE_GIFT_FEN)


def memo_says(memo: str) -> str | None:
    """Return what a transfer's memo calls it: loan, repayment, interest, gift, purchase or None."""
    text = _plain(memo)
    if _GENERIC_MEMO.fullmatch(text):
        return None
    kinds = {
        "interest": _INTEREST_MEMO,
        "repayment": _REPAYMENT_MEMO,
        "loan": _LOAN_MEMO,
        "gift": _GIFT_MEMO,
        "purchase": _PURCHASE_MEMO,
    }
    found = [kind for kind, pattern in kinds.items() if pattern.search(text)]
    return found[0] if len(found) == 1 or found[:2] == ["interest", "repayment"] else None


def gives(sentence: str) -> bool:
    """Say whether whoever says this makes a present of it."""
    return bool(_GIVES.search(_plain(sentence)))


def repaid_amount(sentence: str) -> Money | None:
    """Return the amount a sentence pays back now, apart from others it names; None if none."""
    return only_amount("。".join(c for c in _clauses(sentence) if _repays_now(c)))


def owed_amount(sentence: str) -> Money | None:
    """Return the amount a sentence admits, apart from others it names; None if none."""
    return only_amount("。".join(c for c in _clauses(sentence) if owes(c)))
