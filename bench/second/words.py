"""Invented people, sentences, amounts, times and serials, all drawn from a seeded generator."""

from datetime import datetime, timedelta
from random import Random


def _each(said: str) -> list[str]:
    """Give the words of a list written as one text."""
    return said.split()


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁"
GIVEN = _each(
    "建国 丽娟 晓峰 思远 雨桐 志强 春梅 浩然 佳怡 国庆 雪莹 子墨 海燕 文博 小龙 美玲 俊杰 秀英 "
    "一鸣 若曦 立新 永红 天宇 婷婷 大勇 静怡 光明 彩霞 家豪 玉兰 凯 敏 涛 薇 磊"
)
NICKNAMES = _each(
    "老周修车 阿May 平安是福 云淡风轻 小辣椒 Kevin.L 水果店陈姐 半夏 追风少年 大熊 南城装修-老吴 "
    "Lucy 二叔 木子李 静待花开 东哥 表姐 房东刘阿姨 橙子 顺其自然 健身房教练阿凯 老同学小蒋 Mr.Z "
    "妈妈 财务小何 A批发零食王 江湖人称三哥 tina 山里人家 鹏程万里"
)
GROUPS = _each(
    "宏达项目部 相亲相爱一家人 三班家长群 周末羽毛球 楼下团购2群 "
    "08级老同学 装修拼单 合租小分队 牌友 年会筹备"
)

LENDING = """
哥，手头方便不？能不能先周转我{words}，{day}一定还你
上次借的{words}我记着呢，{day}发了工资马上转你
你那边{words}什么时候能给？我这边也急用
真不好意思，又要开口了，想跟你借{words}
借条我晚点写好拍给你，你先转过来行吗
利息就按一分算，{words}一个月，行不行你说句话
不是不还你，是甲方的款还没结下来
再宽限几天，{day}连本带息一起给你
你已经拖了三个月了，总得给个准话吧
行，我信你，{words}转过去了你查收一下
收到收到，太感谢了，改天请你吃饭！
我银行卡被冻结了，你转微信就好
还差{words}，剩下的{day}补给你
一共是{words}，之前还了{words2}，还剩下的你算一下
能先还一半吗，我小孩要交学费
我最近真的周转不开，房贷都逾期了，再等我半个月，求你了
别跟我老婆说这事，钱我自己慢慢还
你看这样行不行：{day}先还{words2}，剩下的分三个月还清，每月15号打给你
说好的{day}呢？电话也不接，微信也不回
那就走法院吧，聊天记录我都留着
钱不急，你先忙你的
{words}现金我已经给你放前台了，记得拿
押金{words2}退房的时候一起退
货款{words}请于{day}付清，谢谢配合
账号发我一下，我从手机银行转
每个月还我{words2}就行，别有压力
欠条上写的是{words}，不是{words2}，你别搞错了
好的，{words}已收到，欠条我撕了啊
这是我妈的救命钱，{words}啊，你让我怎么跟家里交代
先打{words2}应个急，剩下的等货到了再结
工资表出来了，你这个月{words}，扣社保{words2}
你转给我表弟也行，尾号{n4}那张卡
我帮你问了，中介费{words}，不能再少了
去年借你的{words}，算上利息我还你{words2}，两清了
我真没骗你，等拆迁款下来马上给你，白纸黑字写着呢
{day}我去你单位拿，麻烦准备好
钱已经打到你{n4}的卡上了，{words}，注意查收
前天说{day}，今天又说{day2}，你到底哪天有钱？
你老实说，{words}是不是拿去打牌了
账我都记着：3月{words}，5月{words2}，一笔都没少你的
""".strip().splitlines()
SMALL = """
在吗
好的
嗯嗯
OK👌
哈哈哈哈哈
收到，谢谢
明天下午三点，老地方见？
吃了吗？我刚下班
今天堵车堵了一个小时，服了
你家在哪个小区来着，我导航过去
地址：和平路128号锦绣家园3栋2单元1204室，门口有个大超市，到了打我电话
快递放门卫了，取件码 7-3-2059
这个周末带孩子去动物园，你们去不去呀？
我看了一下天气预报，周六有雨，要不改到周日上午吧，大家时间都方便一些
Got it, thanks!
meeting 改到 15:30 了，会议室 B203
版本号 v2.3.1 已经发布，git pull 一下就好
for i in range(3): print(i)
那个 API 返回 404，你看下 log
WiFi密码是 abc12345
😂😂 笑死我了
真的假的？
刚才在开会，没看到消息
你发错群了吧
照片太糊了，重新拍一张发我
行，就这么定了
晚安，早点休息🌙
生日快乐！🎂 祝你天天开心，工作顺利，身体健康
稍等，我问一下我爱人
他手机关机了，打不通
别急，慢慢说
身份证正反面都要拍，别忘了
1. 先填表⏎2. 再交押金⏎3. 拿钥匙
今天的菜：⏎西红柿 3斤⏎鸡蛋 一板⏎其他你看着买
老师好，孩子今天发烧 38.5，请假一天
你再不回我，我就直接上门了。不是我不讲情面，是你一而再再而三地说话不算数，换了谁都会生气，你自己好好想一想
订单号发我，我查一下物流
这款卖 ¥199.00，那款便宜点 ¥89.9
打车花了23块5，给你报销
楼下面馆 12 元一碗，味道不错
我到了，在南门，穿黑色外套
我电话 {phone} 有事随时打
会议链接 https://meet.example.com/j/{n4} 密码 {n4}
SELECT name FROM users WHERE id = {n4};
车牌尾号{n4}，停在地下二层C区
Sorry，刚看到，我 5 分钟后到
航班 MU{n4} 晚点了，预计 21:40 落地
@所有人 明天上午九点准时集合，别迟到！
体温36.8℃，没事了，不用担心
这个牌子50ml要三百多，旗舰店打完折也得268
[捂脸] 我又忘带钥匙了
辛苦了[玫瑰]
哦
？
嗯，知道了。
比分 3:2，绝杀！
爸，药在抽屉第二格，一天三次，一次两片，饭后吃
""".strip().splitlines()
AMOUNT_WORDS = _each(
    "5千 1.5w 三万 3k 一千五 2000 两万整 8000块 500元 12000元 6万6 ¥3,000 1万2 三千八百元 "
    "20000.00元 一个w 50000 七百 5000大洋 15k 1,200元"
)
DAYS = [
    "月底",
    "下周五",
    "这个月15号",
    "12月31日",
    "春节前",
    "明天",
    "后天",
    "10号",
    "国庆以后",
    "2025年3月1日",
    "周三晚上",
]
SPOKEN = (
    "那个钱我下个礼拜肯定给你转过去你放心好了",
    "我现在在外面不太方便打字等会儿回你电话",
    "你先帮我垫一下两千块钱行不行月底就还你",
    "喂你到哪里了我在地铁口这边等你呢",
    "他说合同明天签，定金五千，让我们先准备好",
    "行知道了",
)
MEMOS = _each(
    "借款 还款 利息 房租 货款 3月房租 还你上次的钱 生活费 定金 "
    "装修尾款 借款本金 饭钱AA 补差价 学费 "
    "第二期还款"
)
GREETINGS = (
    "恭喜发财，大吉大利",
    "新年快乐",
    "生日快乐",
    "一点心意",
    "辛苦啦",
    "开工大吉，万事如意",
    "给宝宝买糖吃",
    "谢谢老板",
    "恭喜发财，大吉大利！",
)
APPS = _each(
    "电话 短信 相机 相册 日历 天气 音乐 地图 微信 备忘录 计算器 设置 时钟 浏览器 邮件 文件"
)
GOODS = _each("加厚羽绒服 便携榨汁杯 蓝牙耳机 坚果礼盒 四件套 无线鼠标 保温杯 儿童积木")
GUESSES = _each("好的 谢谢 我 在 你 明天 收到")
PERIODS = ((5, "凌晨"), (8, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
BANKS = ("工商银行", "建设银行", "招商银行", "农业银行", "中国银行", "交通银行", "邮储银行")


def person(rng: Random) -> str:
    """Invent a person's full name."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def contact(rng: Random) -> str:
    """Invent what somebody calls a contact: a name or a nickname."""
    return person(rng) if rng.random() < 0.5 else rng.choice(NICKNAMES)


def money(rng: Random, *, least: int = 1, most: int = 50000) -> str:
    """Give an amount with two decimals: mostly round, sometimes with cents, all lengths."""
    shape = rng.random()
    if shape < 0.35:
        whole = rng.choice((100, 200, 300, 500, 1000, 1500, 2000, 3000, 5000, 8000, 10000, 20000))
        value = float(max(least, min(most, whole)))
    elif shape < 0.6:
        value = float(rng.randint(least, most))
    else:
        top = rng.choice((10, 100, 1000, most))
        value = max(0.01, round(rng.uniform(min(least, top), min(top, most)), 2))
    return f"{value:.2f}"


def line(rng: Random, *, about_money: float = 0.45) -> str:
    """Give one sentence of a conversation."""
    pool = LENDING if rng.random() < about_money else SMALL
    text = rng.choice(pool).replace("⏎", "\n")
    first, second = rng.sample(AMOUNT_WORDS, 2)
    if "{" in text:
        day, later = rng.sample(DAYS, 2)
        phone, few = "100" + digits(rng, 8), digits(rng, 4)
        text = text.format(words=first, words2=second, day=day, day2=later, phone=phone, n4=few)
    if rng.random() < 0.12:
        joint = rng.choice(("。", "，", "\n"))
        ended = not text[-1].isalnum() and joint != "\n"
        text += ("" if ended else joint) + line(rng, about_money=about_money)
    return text


def moment(rng: Random) -> datetime:
    """Give a time of the last years."""
    start = datetime(2021, 1, 1, 7, 0, 0)
    return start + timedelta(seconds=rng.randrange(4 * 365 * 86400))


def clock(hour: int, minute: int, *, style: str = "24") -> str:
    """Write a time of day in 24 hours, in 12 hours, or (as some phones do) with both."""
    if style == "24":
        return f"{hour:02d}:{minute:02d}"
    word = next(name for until, name in PERIODS if hour < until)
    if style == "both":
        return f"{word}{hour:02d}:{minute:02d}"
    return f"{word}{hour if hour <= 12 else hour - 12}:{minute:02d}"


class Calendar:
    """The time lines of one chat: each later than the last, all told from one capture time."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.now = moment(rng).replace(hour=rng.randint(9, 23))
        far = rng.choice((0, 0, 1, 1, 3, 5, 40, 400, 900))
        self._at = self.now - timedelta(days=far, minutes=rng.randint(300, 500))
        self._style = rng.choice(("24", "24", "12", "both"))
        self._week = rng.choice(("周", "星期"))
        self._gap = rng.choice((" ", " ", ""))

    def line(self) -> str:
        """Give the next time line, and go on to a later moment."""
        said = self._write(self._at)
        room = int((self.now - self._at).total_seconds() // 60) - 2
        self._at += timedelta(minutes=self._rng.randint(6, max(7, room // 3)))
        self._at = min(self._at, self.now)
        return said

    def _write(self, when: datetime) -> str:
        days = (self.now.date() - when.date()).days
        day = f"{when.month}月{when.day}日"
        if days == 0:
            day = ""
        elif days == 1:
            day = "昨天"
        elif days < 7:
            day = self._week + "一二三四五六日"[when.weekday()]
        elif when.year != self.now.year:
            day = f"{when.year}年{day}"
        return (day + self._gap if day else "") + clock(when.hour, when.minute, style=self._style)


def digits(rng: Random, count: int) -> str:
    """Give a run of digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def serial(rng: Random, when: datetime, *, kind: str = "transfer") -> str:
    """Give an order number of the given kind; every kind carries its day."""
    day = f"{when:%Y%m%d}"
    head, tail = {
        "transfer": ("1000050001", 13),
        "packet": ("1000039801", 13),
        "qr": ("1000049901", 14),
        "shop": ("42000" + digits(rng, 5), 10),
        "deal": ("53010" + digits(rng, 5), 14),
        "alipay": ("", 24),
        "bank": ("", 12),
    }[kind]
    return f"{head}{day}{digits(rng, tail)}"


def wechat_id(rng: Random) -> str:
    """Give an account's name: the one WeChat makes, or one its owner chose."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    if rng.random() < 0.5:
        return "wxid_" + "".join(rng.choice(letters) for _ in range(14))
    stem = rng.choice(("lao_zhou", "may", "chenjie", "Kevin", "xiaolong", "tina-li", "wumu"))
    return f"{stem}{rng.choice(('', '_', '-'))}{digits(rng, rng.randint(2, 8))}"


CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def capitals(amount: int) -> str:
    """Write a whole number of yuan the way a paper does, e.g. 贰万叁仟元整."""
    text, gap = "", False
    for unit, name in ((10000, "万"), (1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        figure, amount = divmod(amount, unit)
        if figure == 0:
            gap = bool(text)
            continue
        many = capitals(figure).removesuffix("元整") if figure > 9 else CAPITALS[figure]
        text += ("零" if gap else "") + many + name
        gap = False
    return text + "元整"
