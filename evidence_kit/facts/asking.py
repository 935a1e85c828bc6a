"""Asking for a loan, and declining one: whether a sentence does it, or only tells of it."""

from __future__ import annotations

import re

from evidence_kit.facts.amounts import spoken, unclear
from evidence_kit.facts.phrases import OTHERS, QUOTES, THING, THINGS
from evidence_kit.facts.sentences import clauses, is_question, is_supposed, plain, retracts
from evidence_kit.patterns import Pattern

_ASKS = Pattern(
    r"借(?:给)?我(?!的|了|过)|(?:跟|找|问|向|管)(?:你|您)(?:再|先)?(?:借|周转)(?!了|过|的)|"
    r"(?:能|可以|可否|想|方便|求|帮忙|请|急需|需要|先|再)(?:不能|不可以|否)?(?:你|您)?(?:再|先|帮我|帮忙)?借"
    r"(?!你|您|给你|给您|了|过|的|到|条)|"
    r"^借(?:点|些|一点|一些)?(?:钱|[\d一二两三四五六七八九十¥])|"
    r"(?:帮|给|能|可以|先|求|帮我|想)[^。?!]{0,8}周转(?:一下|下|我|点|几天)|周转(?:给)?我|周转(?:一下|下)[吗行好?？]|"
    r"(?:能不能|能否|可以|帮我|给我)[^。?!]{0,4}周转¥?[\d一二两三四五六七八九]"
)
# Whom the speaker calls upon, no third person, where nothing stands before: 哥借我5000吧.
_CALLED_UPON = Pattern(
    r"^(?:[大二小老王李张刘陈杨赵周吴]?[哥姐妈爸叔姨弟妹]|老公|老婆|老板|老铁|兄弟)(?=(?:能|可以|先|再|方便)*(?:不能|不可以)?"
    r"借(?:给)?我?(?:¥?[\d.一二两三四五六七八九十百千万wk]+[元块]?钱?|点钱|些钱)(?:$|[,，。!！?？吗吧呗行好可应周急用]))"
    r"(?!.*(?:没|了$|过))",
    re.IGNORECASE,
)
_ASK_REFUSED = Pattern(
    r"(?<![能可要会方])(?:不|没|别|未)(?:想|会|敢|用|要|必|再|能|可以|打算)?(?:跟你|向你|找你|问你|跟您)?借"
)
_ASK_TOLD = Pattern(
    r"(?:他|她|别人|人家|朋友|同事|同学|亲戚|老板|银行|[我你您他她咱](?:亲|表|堂|大|小|老)?(?:妈|爸|姐|哥|弟|妹|婆|公))[^，,。]{0,4}借|"
    r"(?:妈|爸|姐|哥|弟|妹|老婆|老公)[^，,。能可跟找向问先再想求帮急]{0,4}借|"  # not 哥能借我
    r"(?:跟|找|问|向|管)(?!你|您)[^，,。你您]{1,6}借|上次|之前|以前|当时|那时|去年|前年|半年|都.{0,6}了$|已经|什么时候|何时|冒充|盗号|别信"
)
_MONEY = Pattern(
    r"钱|款|块|元|周转|应急|利息|本金|账|债|几[百千万]|[\d一二两三四五六七八九][百千万wk]|"
    r"\d{3,}(?![\d米度公里个字本张年号条台部g-z])",
    re.IGNORECASE,
)
_BARE_ASK = Pattern(
    r"(?:[能不可以否你您先再帮忙想我跟找问向管急需要求请方便那]|请问|在吗|如果|的话|最近|手头|紧)*"
    r"借(?:给)?我?(?:[点些吗嘛吧呗呢么啊呀行好可以不能否成?!。~]|一点|一些)*"
)
_OTHERS_ASK = Pattern(
    rf"{OTHERS}[^，。,]{{0,10}}(?:跟|找|问|向|管)(?:你|您)(?:再|先)?借|借(?:给)?我?的?{OTHERS}|"
    rf"{OTHERS}[^，。,]{{0,4}}(?:让|叫|托)我(?:来)?(?:问|借|找|跟)"
)
_YOU_BORROW = Pattern(r"(?:你|您)借(?:给)?我")
_ASKING = Pattern(r"[?？吗呗吧]|能|可以|行|下|先|求|方便")


def asks_loan(sentence: str) -> bool:
    """Say whether whoever says this asks the other for a loan.

    「你借我5000」 may also accuse (you borrowed mine): it asks only in an asking form.
    """
    text = _CALLED_UPON.sub("", plain(sentence))
    if not _ASKS.search(text) or _ASK_REFUSED.search(text) or _ASK_TOLD.search(text):
        return False
    if _OTHERS_ASK.search(text) or QUOTES.search(text) or retracts(sentence):
        return False
    summed = spoken(sentence) or unclear(sentence)
    if not summed and not any(_asks_money(clause) for clause in clauses(sentence)):
        return False
    asking = bool(_ASKING.search(text))
    if _YOU_BORROW.search(text):
        return asking
    return asking or not is_supposed(text)


def for_another(sentence: str) -> bool:
    """Say whether it is somebody else who asks, through whoever says this (我同事想跟你借)."""
    return bool(_OTHERS_ASK.search(plain(sentence)))


_THE_THING = Pattern(rf"借[^，。]{{0,6}}(?:{THINGS})")


def asks_thing(sentence: str) -> bool:
    """Say whether it is a thing that is borrowed, and no money with it (借我相机用一下)."""
    text = plain(sentence)
    return bool(_THE_THING.search(text)) and not spoken(sentence) and not re.search("钱|款", text)


# What is asked for is no loan that must be paid back, or not the other side's to lend.
_NO_PLAIN_LOAN = Pattern(
    r"算(?:是|我|你|作)*(?:入股|投资|预支|工资|彩礼|送)|(?<![不没][给能让法])(?<!没有)预支|从[^，。,]{0,4}(?:工资|货款|提成|奖金)(?:里面?)?[^，。,]{0,3}扣|"
    r"刷(?:一?下|个|点)?流水|(?:走|过)(?:一?下|个|一个)账|(?<![会是能])不(?:用)?还[的哦]|不要我还|"
    r"给(?:你|您)(?:买|交|付|充)(?!.*还)|钱(?:是|都)?(?:给)?[他她][用花]|[他她][用花]钱"
)


def strings_attached(sentence: str) -> bool:
    """Say whether what is asked as a loan is by its own words something else as well.

    (借我5000，算你入股; 预支5000工资; 借我走个账; 借我5000，不还的那种.)
    """
    return bool(_NO_PLAIN_LOAN.search(plain(sentence)))


def _asks_money(clause: str) -> bool:
    if THING.search(clause):
        return bool(re.search("钱|款", clause))
    return bool(_MONEY.search(clause) or _BARE_ASK.fullmatch(clause))


_REFUSES = Pattern(
    r"(?<![能可要会方])(?:不|没法|不能|不会|不想)借(?!了)|借不了|借不出|没钱|没有钱|帮不了|帮不上|"
    r"爱莫能助|不太方便|(?<![方])不方便|算了吧"
)


def refuses(sentence: str) -> bool:
    """Say whether whoever says this declines to lend."""
    return bool(_REFUSES.search(plain(sentence))) and not is_question(sentence)
