"""Whom and what else than the two and their money words may speak of."""

from __future__ import annotations

from evidence_kit.patterns import Pattern

OTHERS = (
    r"(?:(?<!其)他|她|它|别人|人家|[老小][周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜谢邹"
    r"章苏潘葛范彭郎鲁韦马苗方袁柳唐罗薛雷贺汤毕郝于傅齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪"
    r"舒项祝董梁杜蓝贾江郭梅林钟徐邱高夏蔡田胡霍万卢莫丁邓洪石崔程陆翁侯叶刘龙黎温廖曾赵李孙]|"
    r"公司|单位|老板|客户|爸|妈|爹|娘|弟|妹|叔|姨|舅|嫂|姐夫|哥们|我哥|我姐|老婆|老公|媳妇|对象|儿子|女儿|"
    r"朋友|同事|同学|亲戚|表哥|表姐|中介|银行|信用卡|花呗|借呗|微粒贷|白条|网贷|房贷|车贷)"
)
# Somebody else's words, repeated.
QUOTES = Pattern(
    rf"[“”\"「」『』]|{OTHERS}[^，,。]{{0,4}}(?:说|讲|答应|保证|告诉|承诺)|你说|您说|谁|以为"
)
# Things are borrowed and given back too; the sum of money then stands elsewhere or nowhere.
THINGS = (
    "充电|书|伞|车|衣服|鞋|包包|钥匙|电脑|手机|相机|身份证|驾照|笔|账号|会员|号用|耳机|硬盘|"
    "资料|工具|梯子|房子|地方|场地|人手|饭|情|解释|东西|快递|卡用"
)
THING = Pattern(THINGS)
# Debts to somebody else.
ELSEWHERE = Pattern(r"(?:房贷|车贷|信用卡|花呗|借呗|白条|网贷|银行|微粒贷|完别人)|还款日")
# The other side's money is offered, not asked back: 借你的，3000够吗; not 借你的钱什么时候还.
OFFERS = Pattern(
    r"^(?:那|行|好的?|可以|没问题|嗯|我|就|先|再|[,，])*借(?:给)?(?:你|您)(?:的|吧|了|哈|点|一点|¥?[\d一二两三四五六七八九十]"
    r"[\d,.百千万块元钱]*)*(?=[,，。!！?？~]|够|$)(?!.*还(?:给)?(?:你|您))"
)
# Said with a payment to whoever lent before: 这个月的还款, 还哥2000, 还剩的2000, 这就还.
GIVES_BACK = Pattern(
    r"(?:先|再)?(?:(?:这个?|本|上个?)月|第.{1,3}期)的?还款[\d.,元块]*|(?:我)?(?:这就|现在就)还[你您]?|"
    r"(?:先|再)?还[王李张刘陈杨赵周吴]?[哥姐叔姨][\d.,]+[元块]?|还剩(?:下|余)?的[\d.,]+[元块]?"
)
