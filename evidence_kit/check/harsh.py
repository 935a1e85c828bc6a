"""Words of the creditor's own that would hurt him: threats, insults, telling others of the debt.

Only what is plain is taken: a list of a creditor's own words must not be longer than it need be.
"""

from __future__ import annotations

from evidence_kit.facts.sentences import plain
from evidence_kit.patterns import Pattern

_YOU = r"(?:你|您|你们|你家|你全家)"
# 治安管理处罚法 (2025) 50: threats to the safety of a person.
_THREAT = Pattern(
    rf"(?:弄|打|砍|捅|搞|整|做)(?:死|残|废|断)了?{_YOU}|(?:打断|卸|剁)了?{_YOU}(?:的)?(?:一?条?)?[腿手胳]|"
    rf"{_YOU}(?:的)?(?:腿|手|胳膊)[^，,。]{{0,3}}(?:打断|卸|剁)|废了{_YOU}|杀了?{_YOU}|要{_YOU}(?:的)?(?:狗)?命|"
    rf"(?:找|叫|喊|带)(?:几个|些|点)?(?:人|兄弟|弟兄|社会上的)[^，,。]{{0,6}}(?:收拾|弄|打|揍|堵|办|教训|修理)(?:你|您)|"
    rf"(?:收拾|修理|揍)(?:死)?{_YOU}|堵(?:在)?{_YOU}(?:的)?(?:家|门|单位|公司|学校)|泼{_YOU}?[^，,。]{{0,4}}(?:油漆|硫酸)|"
    rf"让{_YOU}[^，,。]{{0,8}}(?:不得好死|生不如死|横着|见血|消失)|不得好死|小心{_YOU}(?:的)?(?:腿|手|狗?命|家人|孩子|爸妈)|"
    rf"{_YOU}[^，,。]{{0,6}}(?:走着瞧|等着瞧|出门小心)|别想活|有{_YOU}好看"
)
_INSULT = Pattern(
    r"[傻煞][逼比笔叉批]|(?<![a-z])s\.?b(?![a-z])|王八|畜[生牲]|狗东西|狗杂|杂种|狗娘|[操草艹肏日][你尼泥][妈马]|"
    r"草泥马|[你您]妈[的逼比]|他妈的|tmd|nmsl|不要脸|臭不要|贱[人货种]|人渣|败类|死全家|全家死|去死吧?|混蛋|滚蛋|"
    r"骗子|老赖|无赖|不是(?:个)?(?:人|东西)(?=$|[,。!])|没皮没脸|垃圾(?:人|东西|玩意|货)"
)
_NEAR = (
    r"(?:单位|公司|领导|老板|同事|家人|家里人?|父母|爸妈|爸|妈|爸爸|妈妈|老婆|老公|媳妇|对象|女朋友|男朋友|亲戚|"
    r"亲友|朋友|邻居|学校|老师|孩子|岳父|岳母|丈母娘|哥|姐|弟|妹)"
)
# 治安管理处罚法 (2025) 50, 民法典 1032: spreading what is private.
_TELLS = Pattern(
    rf"(?:告诉|通知|联系|打给|发给|打电话(?:给|到)|闹到|去|到|找)(?:一下)?[你您]们?(?:的)?{_NEAR}[^，,。]{{0,6}}"
    rf"(?:说|讲|闹|要|谈|问|评理|知道|[,。!]|$)|"
    rf"(?:告诉|通知|发给|打给|打电话(?:给|到))(?:一下)?[你您]们?(?:的)?{_NEAR}|"
    rf"让[你您]们?(?:的)?(?:所有)?{_NEAR}[^，,。]{{0,6}}(?:知道|看看|晓得)|让(?:大家|所有人|全世界|全村|全公司)[^，,。]{{0,6}}(?:知道|看看)|"
    r"发(?:到|在)?(?:朋友圈|抖音|快手|微博|小红书|网上|群里)|(?:挂|曝|爆)(?:到|在)?(?:网上|光|出去|[你您]?通讯录)|(?:把[你您]|给[你您])曝光"
)
_NOT_SO = Pattern(
    r"(?:不会|不想|不|没有?|别|未)(?:再|去|要)?(?:告诉|通知|联系|打给|发|找|曝|挂|让)"
)
_NOT_HARM = Pattern(r"(?:不会|不想|没有?|别|不敢|不可能)[^，,。]{0,4}(?:打|弄|收拾|堵|揍|杀|砍)")
# What the borrower would be called only if … (我又不是骗子, 别当老赖): nobody is called that.
_NOT_CALLED = Pattern(
    r"(?:不是|没说[你您]是|别当|别做|不想当|怕[^，,。]{0,3}遇到?|遇到|碰到|防)[^，,。]{0,3}(?:骗子|老赖|无赖)"
)


def threatens(sentence: str) -> bool:
    """Say whether a sentence threatens the other's safety."""
    text = plain(sentence)
    return bool(_THREAT.search(text)) and not _NOT_HARM.search(text)


def insults(sentence: str) -> bool:
    """Say whether a sentence calls the other names."""
    text = plain(sentence).lower()
    return bool(_INSULT.search(text)) and not _NOT_CALLED.search(text)


def discloses(sentence: str) -> bool:
    """Say whether a sentence tells others of the debt, or says that it will."""
    text = plain(sentence)
    return bool(_TELLS.search(text)) and not _NOT_SO.search(text)
