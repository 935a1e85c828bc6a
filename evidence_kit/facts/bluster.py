"""Words not meant as they sound, and words that nobody should have to read out in court."""

from __future__ import annotations

from evidence_kit.facts.sentences import plain
from evidence_kit.patterns import Pattern

# A day that never comes, a laugh at the debt, something else to be had than money.
_MOCKS = Pattern(
    r"下辈子|下下?一?世|来世|来生|等(?:到)?[我你您他她]死|[我你您](?:死了|入土|进棺材)|忌日|做梦|想得美|美得(?:你|您)|"
    r"太阳[^，。]{0,4}西|猴年马月|海枯石烂|铁树开花|花儿?都谢|(?:中|摸)(?:了)?(?:彩票|大?奖|五百万)|彩票[^，。]{0,3}中|"
    r"(?:你|您)[^，。]{0,2}(?<!微)信[吗不么嘛]|信不信|逗(?:你|您)玩|"
    r"还(?:你|您)?[一两]?[个顿记](?:大?嘴巴|耳光|巴掌|打|屁|头|毛|鬼|锤子|妹)|还(?:你|您)(?:大?嘴巴|屁|鬼|毛|锤子)|"
    r"欠(?:着|了)?(?:你|您)[^，。]{0,6}[就我]?是(?:小?狗|猪|孙子|王八|你爹)|才怪|个鬼"
)


def mocks(sentence: str) -> bool:
    """Say whether a sentence only plays with a debt (等我中彩票了还你, 还你一顿打)."""
    return bool(_MOCKS.search(plain(sentence)))


# Violence, exposure, insult. To sue, to call the police, to speak with the family is none.
_THREATENS = Pattern(
    r"[弄打整搞砍捅杀揍][死残废]|砍(?:你|您|人)|捅(?:你|您)|揍(?:你|您)|杀(?:了)?(?:你|您)|废了(?:你|您)|打断|收拾(?:你|您)|"
    r"(?:找|叫)(?:几个)?(?:人|兄弟)[^，。]{0,3}(?:弄|打|堵|修理|办)(?:你|您)|弄(?:你|您)(?![^，。]{0,3}钱)|搞(?:臭|垮)|堵(?:你|您)|"
    r"死全家|(?:你|您)全家|不得好死|去死|断子绝孙|裸照|私密|果照|艳照|身败名裂|拉横幅|大字报|泼油漆|"
    r"骗子|老赖|不要脸|臭不要|王八|畜生|混蛋|混账|人渣|垃圾|无赖|贱人|傻[逼叉b]|[操草艹](?:你|您)|日你(?:妈|娘|大爷|先人)|"
    r"他?妈的(?!钱)|你妈[逼的个](?!钱)|nmsl|tmd|滚(?!动|利|存)|狗东西|狗日|(?:你个?|龟|装)孙子"
)
# What is said to follow where the money doesn't come.
_UNLESS = Pattern("不还|再不|不然|否则|要不|信不信|别怪|不客气")
_EXPOSES = Pattern(
    r"(?:发|贴|挂|晒|传)[^，。]{0,6}(?:朋友圈|群里?|抖音|快手|微博|网上|单位|公司|小区|村里|通讯录)|(?:爆|轰)(?:你|您)?(?:通讯录|电话)|曝光|"
    r"让(?:你|您|全|大家|别人|所有)[^，。]{0,8}(?:好看|混不下去|没脸|丢人|后悔|看看|都?知道)|"
    r"(?:去|到|上)(?:你|您)?[^，。]{0,4}(?:单位|公司|家|学校|村)[^，。]{0,3}(?:闹|泼|贴|骂|喊)"
)


def threatens(text: str) -> bool:
    """Say whether words threaten or insult: a demand made with them speaks against who made it.

    (再不还我就发朋友圈, 还钱，不然找人收拾你, 老赖; not 再不还我就起诉.)
    """
    words = plain(text).lower()
    exposes = _UNLESS.search(words) and _EXPOSES.search(words)
    return bool(exposes or _THREATENS.search(words))
