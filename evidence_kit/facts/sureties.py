"""Who else owes, by their own words: a guarantee, a loan taken together."""

from __future__ import annotations

import re

from evidence_kit.facts.amounts import spoken
from evidence_kit.facts.phrases import OTHERS, THING
from evidence_kit.facts.wording import asks_loan, is_question, plain
from evidence_kit.patterns import Pattern

_THIRD = rf"(?:{OTHERS}|你[^，。,我]{{0,2}}(?:朋友|弟|哥|妹|姐))"
_SAID_BY_OTHERS = Pattern(r"[“”\"「」『』]|(?:你|您|他|她)(?:说|讲|答应|保证)|谁|以为")

# ── guarantees ─────────────────────────────────────────────────────────────────────────

# Whoever only vouches for a character, or names a pledge, guarantees nothing (民法典 681).
_NO_GUARANTEE = Pattern(
    r"(?:不|没|没有|别|不能|不会|不敢|不想|不可能)(?:再)?(?:给|为|替|帮|当|做|作)?[^，。,]{0,4}(?:担保|兜底|保证人)|"
    r"人品|为人|信用(?!卡)|靠谱|品行|抵押|质押|(?:用|拿|把)[^，。,]{0,6}(?:房|车|首饰|金)|担保公司|找(?:个|人|谁)|能不能|可不可以|"
    r"让|叫|求|开玩笑|逗(?:你|您)"
)
_NOT_PAID = r"(?:还不上|还不了|还不起|还不清|不还|没钱还|没还|不给|跑了|赖账)"
_GUARANTEES = Pattern(
    rf"我(?:来|可以|愿意|愿|会|就|去|也)*(?:给|为|替|帮)(?:{_THIRD})[^，。,]{{0,4}}(?:做|作|当)?(?:个)?(?:担保人?|保证人)(?!你)|"
    r"(?<![给为替帮跟])我(?:来|可以|愿意|愿|会|就|也|是|自愿)*(?:做|作|当|是)(?:这笔[^，。,]{0,3}的?|他的|她的|个)?(?:连带)?(?:担保人|保证人|担保)|"
    r"(?:这|那)?(?:笔)?(?:钱|款|借款)?(?<![给为替帮跟])我(?:来|给你|可以|愿意)*担保(?=$|[，。,!]|他|她|还|偿)|"
    r"我(?:来|愿意|自愿|会)?(?:承担|负)(?:连带|担保|保证)(?:的)?(?:清偿|保证|担保|还款)?责任|"
    rf"(?:{_THIRD})[^，。,]{{0,6}}{_NOT_PAID}(?:的话|了|你)?[，,]?(?:就|那|都|由|全)*(?:由|找)?我(?:来|就|替[他她]|帮[他她]|负责|给你)*"
    r"(?:归?还|兜底|出|垫|负责(?:归?还|到底)?)(?!不|没)"
)


def guarantees(sentence: str) -> bool:
    """Say whether whoever says this will answer for another's debt (民法典 681, 686).

    Only in words of their own: 他还不上我还, 我给他担保. 「我担保下个月还」 only promises.
    """
    text = plain(sentence)
    if _NO_GUARANTEE.search(text) or _SAID_BY_OTHERS.search(text):
        return False
    if is_question(sentence):
        return False
    return bool(_GUARANTEES.search(text))


# ── together ───────────────────────────────────────────────────────────────────────────

_BESIDE = (
    r"(?:我)?(?:老婆|老公|媳妇|妻子|丈夫|爱人|对象|女朋友|男朋友|女友|男友|爸妈|父母|爸爸?|妈妈?|哥哥?|弟弟?|姐姐?|妹妹?|"
    r"儿子|女儿|合伙人|室友|同事|朋友|[老小][\u4e00-\u9fff])"
)
_WITH = r"(?:和|跟|与|同)"
_BOTH = r"(?:两个人?|俩|一起|共同|一块)"
_MEANING = r"(?:都|是|想|准备|打算|再|要)"
# 我跟我妈借的 is borrowed from her: 一起 or 跟你 says otherwise.
_PAIR = rf"(?:我{_WITH}{_BESIDE}|{_BESIDE}{_WITH}我)"
# 我 alone is one person, whatever follows: 我都还你了, 我一起还 (all at once), 我想跟你借.
_TWO = r"(?:夫妻俩?|两口子|两个人?|两人|俩|一家)"
_WE = (
    rf"(?:{_PAIR}{_MEANING}*{_BOTH}+{_MEANING}*|{_PAIR}{_MEANING}*(?=[跟向找问管](?:你|您))|"
    rf"(?:我{_TWO}|我们{_MEANING}*(?:{_TWO}|{_BOTH})|咱们?(?:夫妻俩?|两口子|一家))(?:{_BOTH}|{_MEANING})*)"
)
_FROM_YOU = r"(?:跟|向|找|问|管)?(?:你|您)?(?:一起|共同)?"
_TOGETHER = Pattern(
    rf"{_WE}{_FROM_YOU}(?:借(?!给)|欠|还(?:给)?(?:你|您|清|钱|款|$)|承担|偿还)|"
    rf"(?:钱|款)[^，。,]{{0,2}}{_WE}(?:花|用)(?:的|掉|了)|"
    rf"(?:算|是|属于|当)(?:是)?{_WE}(?:共同)?(?:的)?(?:借|欠|债务|借款)|"
    r"(?:我|我们)?(?:愿意|自愿|会)?(?:一起承担|共同(?:承担|偿还))(?:这笔|这个|全部)?(?:债务|借款|欠款|钱)?"
)
# Whoever says that it was paid back, or set off, says nothing of who owes.
_NOT_TOGETHER = Pattern(
    r"不是|没有?|不(?:会|用|想|该)?(?:一起|共同)|别|还(?:给)?(?:你|您|清|完|过|钱|款)*了|还过|抵|亏|损失|大家"
)
_WANTS = Pattern(r"(?:想|能|可以|打算)[^，。,]{0,4}(?:跟|向|找|问|管)?(?:你|您)?借")


def borrows_jointly(sentence: str) -> bool:
    """Say whether whoever says this names another who borrows or owes beside them (民法典 1064).

    A question counts only where it asks for the loan itself (我和我老婆想跟你借5万行吗).
    """
    text = plain(sentence)
    if _NOT_TOGETHER.search(text) or _SAID_BY_OTHERS.search(text):
        return False
    if is_question(sentence) and not (asks_loan(sentence) or _WANTS.search(text)):
        return False
    things = THING.search(re.sub("[这那]笔", "", text)) and not spoken(sentence)
    return bool(_TOGETHER.search(text)) and not things
