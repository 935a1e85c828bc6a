"""Words that turn a debt down: refuse to pay, deny owing, waive it, ask for more time.

Like in `wording`, what is not clear is not read as a fact; a denial outweighs every other act.
"""

from __future__ import annotations

import re

from evidence_kit.facts.amounts import only_amount
from evidence_kit.facts.phrases import OTHERS, QUOTES, THING
from evidence_kit.facts.wording import clauses, is_supposed, plain
from evidence_kit.model import Money
from evidence_kit.patterns import Pattern

_WHOM = r"(?:给|跟|和|找|问|向)?(?:你|您)"
_MONEY = r"(?:钱|款|账|债)"
_END = r"[啊呀呢吧了呗哦嘛啦哈!。.~…]*"

# ── refusing ───────────────────────────────────────────────────────────────────────────

_ONE = r"(?:我|老子|本人|俺|反正|今天|一分|钱|就|偏|也|都|绝对|是|坚决|明确)*"
_WILL_NOT = r"(?:不|不会|不想|不打算|没打算|没想|不可能|不准备|拒绝|绝不)"
_REFUSES = (
    rf"{_ONE}{_WILL_NOT}(?:再|给|会)?(?:{_WHOM})?(?:归?还|偿还)(?:给)?(?:你|您)?(?:的)?{_MONEY}?"
    rf"(?:怎么样|怎么着|咋[的了]|又怎样|又能怎样|你能怎样)?{_END}",
    rf"{_ONE}(?:没有?钱|没能力|无力|没法|拿不出钱)(?:来)?(?:归?还|偿还|给)(?:给)?(?:你|您)?{_MONEY}?{_END}",
    rf"{_ONE}还不(?:了|起|上|出来?)(?:你|您)?(?:的)?{_MONEY}?{_END}",
    rf"{_ONE}(?:都|也)?(?:不会|不|没有?)(?:再)?(?:给|还)(?:你|您)?(?:一分|一分{_MONEY}){_END}",
    rf"一分(?:{_MONEY})?(?:都|也)?(?:不会|不|没有?|别想)(?:再)?(?:给|还)?(?:你|您)?{_END}",
    rf"(?:要)?钱没有(?:要命一条)?{_END}",
    rf"(?:那)?(?:你|您)?(?:就|尽管|爱去|有本事|有种|有能耐|随便)*(?:你|您)?(?:就|尽管)?(?:去)?(?:法院)?"
    rf"(?:告|起诉)(?:我)?(?:去)?(?:好)?(?:吧|啊|呗|呀|呐|去){_END}",
    r"爱(?:去)?告(?:就|去)*告(?:去)?吧?",
    rf"(?:有本事|有种|有能耐|随便|尽管)(?:你|您)?(?:就|怎么)?(?:去)?(?:法院)?(?:告|起诉)(?:我)?(?:去)?{_END}",
    rf"(?:那就|咱们?|我们)*法院见{_END}",
    rf"(?:钱|想)?(?:都)?(?:别想|休想)(?:我)?(?:要回去?|拿回去?|我?还)(?:了|钱|你)*{_END}",
)
_REFUSES_PAYMENT = tuple(Pattern(form) for form in _REFUSES)
# Refusing to refuse, swearing, and what holds only for now.
_NOT_REFUSED = Pattern(
    r"不是不|不会不|没说不|没有不|哪能|哪会|怎么会|怎么能|不至于|谁不还|不还(?:你|钱|你钱)?(?:我)?(?:就|是|不是|全家|出门|天)|"
    r"就是(?:狗|猪|孙子|王八)|不是人|不得好死|放心|别告|不要告|千万别|求你|现在|目前|暂时|最近|这个?月|这几天|今天|这会|"
    r"明天|后天|下个?[月周]|月底|年底|过[几两年一]|等我|等[^，。]{1,6}再|工资"
)


def refuses_payment(sentence: str) -> bool:
    """Say whether whoever says this won't or can't pay, and names no later time (不还)."""
    text = plain(sentence)
    if _NOT_REFUSED.search(text) or QUOTES.search(text) or is_supposed(sentence):
        return False
    if re.search(r"[?？吗]$", text) or denies(sentence):
        return False
    if re.search(OTHERS, text) or _of_things(text):
        return False
    parts = [plain(clause) for clause in clauses(sentence)]
    return any(form.fullmatch(part) for form in _REFUSES_PAYMENT for part in parts)


# ── denying ────────────────────────────────────────────────────────────────────────────

# In what may stand before, no word is made of two others: else many of them take for ever.
_SO_MUCH = r"(?:[\d.,一二两三四五六七八九十百千万wk]+[块元]?)?"
_NEVER = r"(?:从来|从|根本|压根|又|可|并|就|真|确实|明明|也|都|我|俺|本人|这|那|什么时候|啥时候)*"
_THIS = rf"(?:[这那][笔些个]?)?{_SO_MUCH}(?:钱|款|转账)?"
_WAS = rf"{_THIS}(?:当[初时]|不|明明|本来|就|都|只)*"
_YOURS = r"(?:(?:你|您|你们|我们)的?)?(?:给我的)?"
_DENIES = (
    # 我没借过, 没跟你借钱, 谁借你钱了, 怎么可能欠你钱
    rf"{_NEVER}(?:没有?|从未|不曾|未曾)(?:{_WHOM})?借(?:过|了)?(?:你|您)?(?:的|任何|一分)?{_SO_MUCH}{_MONEY}?{_END}",
    rf"{_NEVER}(?:谁|怎么可能|怎么会)(?:{_WHOM})?(?:借|欠)(?:过|了)?(?:你|您)?的?{_SO_MUCH}{_MONEY}?{_END}[?]*",
    rf"{_NEVER}什么时候(?:{_WHOM})?(?:借|欠)(?:过|了)?(?:你|您)?的?{_SO_MUCH}{_MONEY}?[了吗?啊!]*",
    r"(?:我|咱们?|我们|跟你|和你|之间|俩|根本|从来|就)*(?:没有?|不存在)(?:任何|什么)?"
    rf"(?:借贷|债务|借款|欠款)(?:关系|一说|这回事)?{_END}",
    # 我不欠你钱
    rf"{_NEVER}(?:不|没有?|从未|早就不|已经不)欠(?:过|着)?(?:你|您)(?:的|任何|一分|什么)?{_SO_MUCH}{_MONEY}?{_END}",
    # 这不是借的, 不是我借的
    rf"{_THIS}{_NEVER}(?:不是|不算|不属于)(?:我)?(?:{_WHOM})?(?:借|欠)(?:你|您)?的?(?:{_MONEY}|款项)?{_END}[吗?]*",
    rf"{_THIS}{_NEVER}(?:不是|不算)借款{_END}[吗?]*",
    rf"{_THIS}{_NEVER}不是我(?:花|用|拿|收)的{_END}",
    rf"{_NEVER}没(?:有)?(?:拿|收|用)过?(?:你|您)的?(?:一分)?{_MONEY}{_END}",
    # 这钱是你送我的, 那是你还我的
    rf"{_WAS}是?(?:你|您)(?:自愿|自己|主动|心甘情愿|当[初时]|愿意|说)*要?(?:送|赠送?|赠与|白)给?我"
    rf"[的花用]*{_SO_MUCH}{_MONEY}?{_END}[吗?]*",
    rf"{_WAS}是?(?:你|您)(?:自愿|主动|心甘情愿)给我[的花用]+{_MONEY}?{_END}[吗?]*",
    rf"{_WAS}是(?:你|您)(?:还|欠|该|应该给)给?我的{_MONEY}?{_END}[吗?]*",
    # 现金还你了, 转给你老婆了
    rf"(?:我|钱|那|这|笔|上次|上个?月|昨天|当面|当时|那天|都|已经|早就)*现金[都也]?(?:已经)?[还给]给?(?:你|您){_SO_MUCH}了{_END}",
    r"(?:我|钱|那|这|笔|上次|上个?月|昨天|当面|当时|那天|都|已经|早就)*[还转给]给?你(?:老婆|老公|媳妇|对象|[爸妈弟哥姐妹]+)"
    rf"{_SO_MUCH}了{_END}",
    rf"(?:我|欠你的|借你的|那|这|笔|钱|款|早|在|去年|上个?月|上次|就|都|已经)*[给还]给?(?:你|您)现金了{_END}",
    # 那是投资款
    rf"{_WAS}(?:是|算|当是|属于){_YOURS}"
    r"(?:投资款?|入股的?[钱款]?|股金|股本|合伙(?:的?[钱款])?|赠与|彩礼|嫁妆|分手费|"
    rf"(?:一起|合伙)[做搞](?:生意|项目)的?(?:钱|款|投入)?)的?{_END}[吗?]*",
    rf"(?:[这那]|你给我的|你转的)[钱款笔些]*(?:不|明明|本来|就|都|只)*(?:是|算|属于){_YOURS}"
    rf"(?:赔偿款?|补偿款?|工资|货款|工程款|生活费|零花钱)的?{_END}[吗?]*",
    rf"我?(?:不承认|不认账|不认)[这那]?笔?(?:账|债|钱|借款|欠款)?{_END}",
    # 早就还清了
    r"(?:我|俺|欠你的|借你的|你的|那|这|笔|钱|款|不是|早|就|已经?|都|全部?|给你)*"
    rf"[还结][清完](?:给你)?过?了{_END}[吗?]*",
    r"(?:我|欠你的|借你的|你的|那|这|笔|钱|款|不是)*(?:早就?|已经)[都全]?(?:给你)?[还结]给?"
    rf"(?:你|您)?了{_END}",
    # 钱我都还你了, 早给你了, 我不是还了吗, 还也还了
    rf"(?=.*[早都全])(?:我|钱|那|这|借你的|欠你的|早|就|已经|都|全|部)*[还给]给?(?:你|您)[过完]?了{_END}",
    r"(?:后来|我|钱|那|早|就|但是?|可是?)*不是(?:早|已经|都|全|就)*[还给]给?(?:你|您)?[过清完]?了[吗么嘛]",
    rf"(?:还也|我也|也|后来|早)都?还[过清完]?了{_END}",
    rf"(?:我|钱|那|去年|上个?月|上周|记得|早|就|都|已经)*还(?:[过清完]|过了)了{_END}",
    rf"哪有{_SO_MUCH}(?:那么多|这么多)?{_END}",
    # 我没收到钱, 跟我没关系
    rf"{_NEVER}没有?(?:收|拿)到?过?(?:你|您)?的?(?:任何|一分)?{_SO_MUCH}{_MONEY}{_END}",
    rf"(?:这|那|钱|事|债|笔|又|都|的)*[跟和与]我(?:没有?|无)(?:任何|半点)?关系{_END}",
)
# What is owed is not what was lent, or something else stands against it.
_SET_OFF = Pattern(
    r"抵(?:了|掉|账|债|清|完|工资|货款)|[拿用开把][^，。]{1,8}抵(?!押)|扯平|[各互]不相欠|一笔勾销|平账了"
)
_NOT_SET_OFF = Pattern(r"抵押|能|可以|要不|行[吗不]|[吗?]$|不[想要肯]|没")
_NOT_SO_MUCH = Pattern(
    rf"(?:但是?|可是?|不过|哪)[^，。]{{0,2}}(?:没有?|不到|不是|有)(?:借|欠)?[\d.,一二两三四五六七八九十百千万wk]+[块元]?"
    rf"(?:那么多|这么多)?{_END}"
)
_DENIES_DEBT = tuple(Pattern(form) for form in _DENIES)
_NOT_DENIED = Pattern(
    r"不会不认|不是不认|没说不|没有不|还没|没还|没借到|借不到|开玩笑|花呗|信用卡|借呗|房贷|车贷|网贷|就是|放心"
)


_SAYS_WAIVED = Pattern(
    r"(?:你|您)[^，。?]{0,6}(?:说|答应)[过了好]?[^，。?]{0,5}(?:不用|不要|不必)我?还(?!利息|这么|那么)|"
    r"不是说?好?了?[^，。]{0,3}(?:不用|不必)我?还的?吗"
)
# Another's debt, another's money, or one that no court protects (民间借贷规定 13).
_DISPUTES = Pattern(
    r"(?:你|您)(?:也|还|倒)+欠(?:着|了)?(?:我|俺)|(?:你|您)逼我借|(?:咱|咱们|我们)俩?(?:一起|共同)[花用]的|扣掉?(?:你|您)欠我|"
    r"是(?:你|您)给我的(?:跑腿|辛苦|好处|介绍|劳务)费|让我(?:帮|替)(?:你|您)(?:炒|投|买)|不是合伙的?吗|(?:你|您)入的?股|"
    r"(?:[这那]钱?)是(?:工程|货)款|(?:你|您)输(?:给我)?的|追我的时候|谈恋爱的钱|自愿(?:赠|送)|账(?:早|已经|都)?就?平了|(?:你|您)欠我的比|"
    r"抵[^，。押得]{1,6}了|说好[^，。]{0,4}当我?[^，。]{0,4}费|骗[^，。]{0,4}写的?[借欠]条|(?:原来|之前)的?号主|未成年|才1\d岁|帮(?:你|您)代?收的|"
    r"赌(?:债|博|钱|资)|(?:打牌|麻将|牌局)[^，。]{0,4}(?:输|欠|钱)|高利贷|套路贷|嫖|包养|青春损失|(?:被|你)逼(?:着|我)*(?:写|打|签)|"
    r"是(?:我)?[给帮替](?:你|您)[^，。]{0,6}(?:工钱|工资|劳务费|报酬|辛苦费|提成)的?$|过了?(?:诉讼)?时效|"
    r"是(?:你|您)(?:应?该|之前)?[给欠付](?:我|孩子|我妈)的?[^，。]{0,6}(?:工钱|工资|劳务费|提成|货款|生活费|抚养费|孩子的|看病的)的?$|"
    r"不是(?:你|您)给(?:孩子|我妈|我)?的[^，。]{0,4}吗|(?:你|您)自己说是?(?:入股|投资|合伙)|不是我[借用花]的|中间人|你不是说算了|"
    r"[这那钱][^，。]{0,3}是(?:你|您)[^，。]{0,10}(?:给我花|欠我|还我)的|^(?:那|这)[钱笔]?是(?:我的)?(?:劳务费|工钱|提成|报酬)|"
    r"恋爱[^，。]{0,4}花的|之间哪有借|(?:你|您)转给我的都是|[\d百千万][块元]?,?不是[\d一两三五六七八九]|"
    r"(?:送|赠)(?:给)?我的[\d一二三五六七八九十]+|"
    r"(?:说好|讲好|约定)[了的]?(?:是|算)(?:投资|入股|合伙|送)|是(?:你|您)(?:投|入股|投资)的|"
    r"(?:[这那]|钱|款)[^，。]{0,4}是?我?(?:帮|替)(?:你|您)(?:投|炒|理财|代|转|买|存|保管)|"
    rf"我?(?:替|帮)我?{OTHERS}[^，。]{{0,3}}借的|是我?{OTHERS}[^，。]{{0,3}}(?:借|用|花|拿|欠)走?的"
)
_ONLY = Pattern(
    rf"{_NEVER}[只就才](?:{_WHOM})?(?:借|欠|拿|收)[了过到]?(?:你|您)?的?[\d.,一二两三四五六七八九十百千万wk]+"
    rf"[块元]?{_MONEY}?{_END}|(?:你|您)[只就才][给转借]了?我[\d.,一二两三四五六七八九十百千万wk]+[块元]?{_END}|"
    rf"{_NEVER}(?:最多|顶多|只)(?:也)?[只就]?(?:认|还|给)(?:你|您)?的?[\d.,一二两三四五六七八九十百千万wk]+[块元]?{_MONEY}?{_END}|"
    rf"[^，。]{{0,4}}哪来的[\d.,一二两三四五六七八九十百千万wk]+.{{0,3}}"
)


def owes_only(sentence: str) -> bool:
    """Say whether whoever says this admits so much and no more (我只借了3000)."""
    return any(_ONLY.fullmatch(plain(clause)) for clause in clauses(sentence))


def denies(sentence: str) -> bool:
    """Say whether whoever says this denies the debt.

    Never borrowed, a present, a share in a business (民间借贷规定 14, 16), or paid back: whether
    that is true is not asked here.
    """
    text = plain(sentence)
    if _SAYS_WAIVED.search(text):
        return True
    if _NOT_DENIED.search(text) or QUOTES.search(text.replace("谁", "")):
        return False
    if re.search(r"如果|要是|假如|万一|的话|等我|就算|以后", text):
        return False
    if _DISPUTES.search(text) or (_SET_OFF.search(text) and not _NOT_SET_OFF.search(text)):
        return True
    if re.search(r"借|欠|认", text) and any(_NOT_SO_MUCH.fullmatch(p) for p in clauses(sentence)):
        return True
    parts = [plain(clause) for clause in clauses(sentence)]
    return any(
        form.fullmatch(part) and not _of_things(part) for form in _DENIES_DEBT for part in parts
    )


def _of_things(text: str) -> bool:
    """Say whether something else than money is spoken of (借我的书)."""
    return bool(THING.search(re.sub(r"[这那]?笔", "", text)))


_SUM = r"[\d.,一二两三四五六七八九十百千万wk]+[块元]?"
_NOT_NEEDED = r"(?:不用|不必|不需要|用不着)(?:再)?(?:你|您)?(?:再)?"
_WAIVES = Pattern(
    rf"(?:钱|款|账|债|我|你|您|那|这|笔|就|也|都|真的?|算了|行了|好了|剩下的?|欠的)*{_NOT_NEEDED}还(?:给)?(?:我)?{_MONEY}?{_END}|"
    rf"(?:那|这)?笔?{_SO_MUCH}(?:钱|款)(?:我)?(?:就|也|都)?(?:不要|不用你还|不找你要|不跟你要)了?{_END}|"
    r"(?:就|全|都)?(?:当|算)(?:是)?我?送(?:给)?(?:你|您)的?(?:了|吧)*|"
    rf"(?:咱们?|我们|那|这|事|钱|账|就|都)*(?:一笔勾销|扯平|抵){_END}|[^，。先]{{0,6}}别还了{_END}|"
    rf"(?:钱|那|就|都|我)*不要(?:你|您)还{_END}|(?:钱|那|你|您)*不还(?:也行|就算了|算了|拉倒|也可以|就不还){_END}|"
    rf"(?:那|这)?笔?{_SO_MUCH}钱?我?(?:就|全|都)?[当算]是?我?(?:没借|没有?这回事|请你吃饭|随礼|份子|给孩子的|喂狗)[过钱]?{_END}|"
    rf"(?:剩下|余下|剩|零头|那点)的?(?:就|也|都)?(?:算|抹|免)了{_END}|(?:钱|那|就|你|您)*留着[用花]{_END}|"
    rf"(?:钱|那|这)+(?:你|您)?(?:就)?不用(?:你|您)?管{_END}|送(?:给)?(?:你|您)了{_END}|[^，。]{{0,12}}就不用(?:你|您)?还{_END}|"
    rf"(?:那|这)?笔?{_SUM}钱?(?:我)?(?:就|也|都|全)?{_NOT_NEEDED}还(?:给)?(?:我)?{_END}|"
    rf"(?:那|这)?笔?(?:剩下的?|另外|其余的?)?{_SUM}钱?(?:就|也|都)?(?:算|免|抹)了{_END}|"
    rf"(?:就|那|我|可以|给(?:你|您))*(?:免|减|少[还给收])(?:你|您|收|还|掉|去|除|了)*{_SUM}(?:也行|也可以|也好|就行|好了)?{_END}|"
    rf"(?:那|这)?笔?钱?(?:就|全|都)?[当算]是?(?:我)?给?[^，。]{{0,5}}(?:压岁钱?|随礼|份子钱?|红包|学费)了?{_END}|"
    rf"(?:就|都)?当(?:我)?(?:随礼|送(?:你|您))(?:的)?了{_END}"
)
_NOT_WAIVED = Pattern(
    r"利息|急|现在|今天|这么|那么|一次|一下子|马上|立刻|全部|如果|要是|以为|不是|吗|[?？]|是不是"
)


_SETTLES = Pattern(
    r"(?<!先)还(?:给)?我?[\d.,一二两三四五六七八九十百千万wk]+[块元]?(?:就行|就好|就可以|就够|[^，。]{0,3}(?:算了|拉倒|得了|两清|算清))|"
    r"[\d.,一二两三四五六七八九十百千万wk]+[块元]?(?:给我|还我|给)?(?:就|咱们?|我们|算)*(?:两清|了结|算清|清账)"
)


def settlement(sentence: str) -> Money | None:
    """Return the sum that a lender would take for the whole debt (还4000就行); None if none."""
    found = _SETTLES.search(plain(sentence))
    return only_amount(found[0]) if found and "先" not in sentence else None


def waives(sentence: str) -> bool:
    """Say whether a lender says that the money need not be paid back (不用还了), 民法典 575."""
    text = plain(sentence)
    if _NOT_WAIVED.search(text) or QUOTES.search(text):
        return False
    return any(_WAIVES.fullmatch(plain(clause)) for clause in clauses(sentence))


# ── asking for time ────────────────────────────────────────────────────────────────────

_TIME = Pattern(
    r"宽限|通融|延期|延后|缓(?:一?缓|几天|一下|两天|一段)|晚(?:几天|一点|点|两天|些)(?:再)?(?:还|给)|推迟[^，。]{0,4}(?:还|给)?|"
    r"(?:再|多)?给(?:我)?(?:一?点|一些|些|几天|两天|一个月|半个月|一段|一周|个把月)(?:的)?时间|再给我(?:几|两|一|三|半)[天周个]|"
    r"容我(?:几天|缓|一段)|再等(?:我)?(?:等|几天|两天|一段|一下|一阵|半个?月|一个?月)|等我(?:几天|两天|一段|缓过来)"
)
_PAYING = Pattern(r"还(?!是|有|在|要|想)|钱|款|账|债")
_NO_TIME = Pattern(
    r"(?<!能)(?:不能|不可能|不|没|别)(?:再)?(?:宽限|给你|延期|缓)|不用(?:宽限|等)|(?:你|您)(?:再)?(?:晚|缓)|"
    # Time for something else than paying: a call, an answer, a meeting.
    r"电话|视频|语音|回复|回你|回您|联系|聊|开会|开车|在忙|忙着|在路上|吃饭|洗澡|睡觉|考虑|想想|"
    r"[给跟和](?:你|您)(?:说|讲|发(?!工资)|带|拿(?!钱)|看|送|买|做)"
)


def asks_time(sentence: str, *, pressed: bool) -> bool:
    """Say whether whoever says this asks to pay later (再宽限几天), 诉讼时效规定 14.

    The words alone may be of anything else: money is named, or payment was demanded (`pressed`).
    """
    text = plain(sentence)
    if not _TIME.search(text) or _NO_TIME.search(text) or QUOTES.search(text):
        return False
    money = pressed or "宽限" in text or bool(_PAYING.search(text))
    return money and not re.search(r"如果|要是|假如", text)
