"""The case.toml that a creditor is given to fill in, with its explanations in Chinese."""

TEMPLATE = """\
# 案件信息。只填您确知的内容；留空即可，程序不会代为猜测。
# 写法：文字写在英文引号 "" 内；日期不加引号，写成 2025-03-02；金额单位为元，写成 "5000.00"。
# 以 # 开头的行不起作用。要用哪一项，就把那几行行首的“# ”去掉再填写；同样的内容有几份，就复制几段。
# 改好后保存（编码选 UTF-8），重新运行 evidence-kit bundle。

# ── 一、当事人 ─────────────────────────────────────────────────────────────

[case]
# 原告（出借人，也就是您）的真实姓名
plaintiff = ""
# 被告（借款人）的真实姓名
defendant = ""
# 保存聊天记录的手机品牌和型号
phone = ""
# 微信版本号（微信 → 我 → 设置 → 关于微信）
wechat_version = ""
# 提交日期，例如 2026-03-01；不填则在纸上留空
# filed_on = 2026-03-01

# 原告的身份信息（照身份证填写）
[plaintiff]
# 性别：男、女
sex = ""
# born = 1990-01-31
# 民族，例如 汉族
nation = ""
# 居民身份证号码，18 位；程序会核对校验码
id_number = ""
# 住址
address = ""
# 联系电话
phone = ""
# 微信号（微信 → 我，头像右侧；不是昵称）
wechat_id = ""

# 被告的身份信息，知道多少填多少
[defendant]
sex = ""
# born = 1990-01-31
nation = ""
id_number = ""
address = ""
phone = ""
wechat_id = ""
# 聊天窗口顶部显示的名称（您给被告起的备注名或者被告的昵称），用来认出哪一个聊天是和被告的；
# 有几个名称就写几个，例如 ["老周", "周师傅"]
known_as = []

# 受理法院
[court]
name = ""

# ── 二、借款约定 ───────────────────────────────────────────────────────────

# 双方约定的内容。截图里写得清楚的不用填；填写的内容按原告自述采用，截图中的原话同时保留。
[terms]
# 约定的还款日期
# due = 2025-12-31
# 约定的利率，写明按年、按月还是按日，例如 "年利率12%"、"月息1%"、"日万分之五"；
# 约定不收利息的写 "无息"；
# 约定为 LPR 几倍的，照借款当时的 LPR 换算成年利率填写，例如 "年利率13.8%"
rate = ""
# 借款用途，例如 "装修"
purpose = ""
# 达成借款约定的日期
# formed_on = 2025-03-02

# ── 三、截图里看不到的事实 ─────────────────────────────────────────────────
# 现金、银行转账、支付宝、他人代付等款项，电话或当面催款，担保人等。
# 这些内容按原告自述记录，并单独标明；有收条、银行流水、信件等凭证的，请一并放入截图文件夹，
# 用 shown_in 写明文件名，page 写明第几页，没有就不填；note 可以写备注。

# 借给被告的款项。channel 填：现金、银行转账、支付宝、微信、他人代付、其他
# 另有同日、同额的款项，而这是另外一笔时，写 separate = true
# [[loan]]
# date = 2025-03-02
# amount = "5000.00"
# channel = "现金"
# shown_in = "收条.pdf"
# page = 1
# note = ""
# separate = false

# 被告已经归还的款项。收到过的还款须如实填写：隐瞒还款可能构成虚假诉讼。
# [[payment]]
# date = 2025-06-01
# amount = "1000.00"
# channel = "现金"
# shown_in = ""
# page = 1
# note = ""
# separate = false

# 向被告催款。how 填：微信、电话、短信、当面、律师函、快递、其他；
# 被告确实收到的写 arrived = true，没有收到的写 false
# [[demand]]
# date = 2025-09-01
# how = "电话"
# arrived = true
# note = ""
# shown_in = "通话记录.png"
# page = 1

# 担保人。kind 填：一般保证、连带责任保证、未约定；身份信息知道多少填多少
# [[guarantor]]
# name = "陈安"
# kind = "未约定"
# 约定的保证期间：months 是到期后几个月，until 是到哪一天（都填的以 until 为准）；没有约定的不填
# months = 12
# until = 2026-06-30
# sex = ""
# born = 1990-01-31
# nation = ""
# id_number = ""
# address = ""
# phone = ""
# wechat_id = ""
# shown_in = ""
# page = 1
# note = ""

# 共同借款人，或者被告的配偶。relation 填：共同借款人、配偶
# [[co_borrower]]
# name = "林夏"
# relation = "配偶"
# sex = ""
# born = 1990-01-31
# nation = ""
# id_number = ""
# address = ""
# phone = ""
# wechat_id = ""
# shown_in = ""
# page = 1
# note = ""

# ── 四、证据的编排 ─────────────────────────────────────────────────────────

# 聊天截图的先后次序。截图首尾相接或带有时间的，程序会自行排序；只在次序有误时填写。
# [order]
# files = ["1.png", "2.png"]

# 修改某一份证据的次序、名称或证明对象。file 写该证据中任意一张截图的文件名；其余各项只填要改的。
# position 是排在第几份；proves 是证明对象，一句一项，代替程序所写的句子；
# 该证据列在几个证据组的，用 group 写明改哪一组；
# 程序没能读懂的页面（如律师费发票），用 group 写明归入哪一组：
# 主体身份、借贷合意、款项交付、还款与对账、催收与时效、费用、其他材料。
# 这些文字会原样写入提交法院的证据目录，请只写截图确实显示的事实：日期、金额、原话。
# [[exhibit]]
# file = "IMG_0002.png"
# title = "原告与被告的微信聊天记录"
# position = 1
# group = "借贷合意"
# proves = ["2025年3月2日，被告向原告提出借款人民币5000元"]

# 与本案无关、不作为证据提交的文件及理由（原件仍完整保存在证据包中）。
# 显示被告还款的页面不能排除：隐瞒还款可能构成虚假诉讼。
# [[exclude]]
# file = "IMG_0001.png"
# reason = "与本案无关"

# 录音、录像的情况，印在其资料页上；不填的留空手写。录制日期只按您填的写，不会按文件名推定。
# 录音里说的话写在同名的文本文件里（录音.m4a 的写在 录音.txt），一人一句一行：00:12 原告：…；
# 听不清的写〔听不清〕。没有文本文件的，印出空白的文字整理稿供手写。
# [[recording]]
# file = "录音.m4a"
# date = 2025-03-02
# place = "电话中"
# recorder = "原告，手机"
# people = "原告、被告"

# 证据目录的样式。columns 在五列之后加列：份数、原件或复印件；copies 是每份证据提交几份；
# style 是您自己的文书样式所在的文件夹（用 evidence-kit style 复制一份出来改），从本文件所在处算起。
[filing]
# columns = ["份数", "原件或复印件"]
# copies = 2
# style = "样式"
# 证据材料.pdf 中聊天截图每页并排放几张：1、2、3（3 张时纸张横放）
# chat_pages = 2
# 聊天中发送的图片在其后放大印出；不需要的写 false
# enlarge = true
# 录音、录像用什么提交：U盘、光盘（份数按 copies）
# carrier = "U盘"
# 附册.pdf 末尾附有待核事项，只给自己和律师看；要把附册的电子版交给法院的，写 false，末尾就没有了
# annex_doubts = true

# ── 五、账单和银行流水 ─────────────────────────────────────────────────────

# 微信支付账单、支付宝账单、银行流水（.csv、.xlsx，或者邮件附件 .zip）直接放入截图文件夹，不用解压，
# 也不要用 Excel 打开后再保存：那样会损坏其中的单号。
[records]
# 压缩包的解压密码，数字也要加引号；有几个就写几个，例如 ["123456", "654321"]。
# 微信账单的密码在微信“微信支付”公众号的消息里，支付宝账单的密码在支付宝的消息里
passwords = []

# ── 六、诉讼请求的计算（evidence-kit claim）────────────────────────────────────
# 没有约定或者不清楚的都不用填；法律没有统一规定的，程序会把各种算法的金额并列出来。

[claim]
# 算到哪一天；不填就算到运行当天
# cut_off = 2026-03-01
# 逾期后的利率；违约金按利率（penalty_rate）或者按一笔总额（penalty）约定；fees 是约定的其他费用
# overdue_rate = "年利率12%"
# penalty_rate = "年利率3%"
# penalty = "500.00"
# fees = "200.00"
# 约定的抵充顺序：先息后本、先本后息；没有约定的按民法典第五百六十一条，先息后本
# allotment = "先息后本"
# 一年的天数：365、360、对年对月
# day_count = "365"
# 没有约定利率的，逾期利息的LPR：固定（逾期第一天的）、分段（随公布变动）
# lpr = "固定"
# 期内利息：算头不算尾、算尾不算头
# ends = "算头不算尾"
# 几次交付的，利率上限按哪一天：逐笔、首笔、约定日（即 [terms] 的 formed_on）
# formation = "逐笔"
# 对2020年8月20日前成立的借款，此后的上限：起诉时、合同成立时
# standard = "起诉时"
# 已付利息超过上限的部分：抵本金、不抵
# above_cap = "抵本金"
# 律师费：另计、计入上限
# lawyers_fee = "另计"
# 新借条的金额和当时所欠的不一样：取低者、按借条（不超过利率上限）、少写的仍欠
# new_note = "取低者"
# 借款人在2020年8月20日前已付的24%至36%部分不再退还
# voluntary_stays = true
# 双方都是自然人；有一方是公司的写 false
# natural_persons = true
# 说了利息而没说按月还是按年的，写出可能的意思，程序逐一算给您看
# unclear_rates = ["月息1%", "年利率1%"]

# 已经支出、约定由被告负担的费用。kind 填：律师费、保全费、其他费用
# [[cost]]
# date = 2026-02-01
# amount = "3000.00"
# kind = "律师费"

# 某一笔借款单独的约定；number 是按日期排的第几笔。
# 等本等息的分期只填 months、level_rate、first_due（第一期的还款日）
# [[loan_terms]]
# number = 1
# due = 2025-12-31
# rate = "年利率12%"
# overdue_rate = "年利率12%"
# 有抵押、质押的写 true
# secured = true
# [[loan_terms]]
# number = 2
# months = 12
# level_rate = "月息1%"
# first_due = 2025-04-02

# 把利息结算成本金、重新写了借条的：第几笔、哪一天、新的本金
# [[rollover]]
# number = 1
# date = 2025-12-31
# principal = "5500.00"

# 出借时预先扣下的利息（截图里没有的）
# [[withheld]]
# number = 1
# amount = "100.00"

# 被告付款时说明还的是哪一笔：第几笔还款、第几笔借款
# [[designated]]
# payment = 1
# loan = 1

# 程序所带数据之后公布的一年期LPR，一个月一段
# [[lpr]]
# date = 2026-10-20
# rate = "3.00%"

# ── 七、怎样起诉（evidence-kit claim）──────────────────────────────────────────
# 写 true 或者 false；不清楚的不填，程序会说明它影响什么。

[suit]
# 起诉地的省份
# province = "江苏"
# 向法院问到的小额诉讼限额，和它从哪天起施行
# small_claims_limit = "64610.00"
# small_claims_since = 2026-01-04
# 没有约定还款日的，第一次催款时给了几天；限期当天还的写 0
# grace_days = 15
# 被告下落不明
# whereabouts_unknown = false
# 被告在国外或者港澳台
# debtor_abroad = false
# 有一方是外国人，或者案件涉外
# foreign = false
# 需要鉴定（例如笔迹）
# appraisal = false
# 被告可能反诉
# counterclaim = false
# 双方都同意适用小额诉讼
# both_agree = false
# 双方之间还有别的债务
# other_debts = false
# 书面（包括微信）约定过逾期利息或者违约金
# written_overdue_term = false
# 约定了仲裁
# arbitration = false
# 被告、原告实际居住的地方（与身份证住址不同时），和从哪天起居住
# defendant_home = "浙江省杭州市西湖区文三路1号"
# defendant_home_since = 2024-01-01
# plaintiff_home = "江苏省南京市玄武区太平门街1号"
# plaintiff_home_since = 2024-01-01
# 约定的还款地点
# performance_place = ""
# 约定的法院；是否书面约定；是否写着“仲裁或者起诉”；
# 它是什么地方：被告住所地、原告住所地、合同履行地、合同签订地、标的物所在地
# agreed_court = "杭州市西湖区人民法院"
# agreed_in_writing = true
# agreed_places = ["合同签订地"]
# agreed_or_arbitration = false

# 已经办过的手续。kind 填：起诉、支付令、诉前保全、调解、报案
# [[proceeding]]
# kind = "调解"
# date = 2025-10-01

# 向担保人催款，arrived 写是否收到
# [[guarantor_demand]]
# name = "陈安"
# date = 2025-12-01
# arrived = true
"""
