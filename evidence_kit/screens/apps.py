"""Whose page it is: WeChat's, Alipay's or a bank's, told by words only that app prints."""

from __future__ import annotations

from evidence_kit.model import App
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.rows import label_of

# Labels of Alipay's pages that WeChat words otherwise (转账单号, 支付方式, 转账说明).
ALIPAY_LABELS = (
    *("创建时间", "对方账户", "对方账号", "订单号", "商家订单号", "账单分类", "计入收支"),
    *("付款方式", "收款理由", "转账备注", "收款账户", "转账到", "收款人"),
)
_ALIPAY_OWN = ("创建时间", "对方账户", "对方账号", "订单号", "账单分类", "计入收支", "转账到")
_ALIPAY_WORDS = Pattern(r".*(?:支付宝|余额宝|花呗|蚂蚁|联系对方|查看往来记录|申请电子回单).*")
# Receipts name both sides in full, with their accounts.
_SIDE = "(?:付款|汇款|转出|收款|转入|入账)"
_BANK_LABEL = Pattern(
    rf"{_SIDE}(?:人|方|账户|户)?(?:户名|姓名|名称|全称|账号|账户|卡号|账户名称?|开户行|开户银行|银行|行)?"
)
# 收款 is a button of WeChat's, 收款方 a label of its notices.
_OTHERS = Pattern(
    rf"{_SIDE}(?:人|账户|卡|银行)(?:户名|姓名|名称|全称|账号|账户|卡号|开户行|银行)?|"
    rf"{_SIDE}方(?:户名|姓名|名称|全称|账号|账户|卡号|开户行|银行)|(?:交易)?流水号|对方(?:账户|账号|银行)"
)
_RECEIPT = Pattern(
    r"(?:.{0,12}银行)?(?:.{0,8})?(?:电子|业务|交易|汇款|转账|网上银行|客户)*"
    r"(?:回单|回执)(?:详情)?(?:[(](?:付款|收款|借方|贷方|汇款|客户联)[)])?"
)


def of(sheet: Sheet) -> App:
    """Return the app whose words a page about a payment prints; WECHAT where nothing tells."""
    if receipt(sheet):
        return App.BANK
    texts = [lexicon.squeezed(line.text) for line in sheet.lines]
    labels = {label_of(text, ALIPAY_LABELS) for text in texts} - {None}
    own = sum(label in _ALIPAY_OWN for label in labels)
    named = any(_ALIPAY_WORDS.fullmatch(text) for text in texts)
    return App.ALIPAY if own >= 2 or (labels and named) else App.WECHAT


def foreign(sheet: Sheet) -> bool:
    """Say whether a page prints a label about a side (收款账户) that WeChat's pages never print."""
    texts = (_label(lexicon.squeezed(line.text)) for line in sheet.lines)
    return any(_OTHERS.fullmatch(text) for text in texts)


def receipt(sheet: Sheet) -> bool:
    """Say whether it is a bank's receipt: named so, with rows about both sides."""
    texts = [lexicon.squeezed(line.text) for line in sheet.lines]
    named = any(_RECEIPT.fullmatch(text) for text in texts)
    sides = {text[:1] for text in map(_label, texts) if _BANK_LABEL.fullmatch(text)}
    both = bool(sides & set("付汇转")) and bool(sides & set("收转入"))
    return named and both


def _label(text: str) -> str:
    return text.partition(":")[0]
