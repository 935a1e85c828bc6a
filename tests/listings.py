"""Cases whose 证据目录 is long: as many exhibits as wanted, in every group, some with odd words."""

from __future__ import annotations

from evidence_kit.model import (
    Algorithm,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Filing,
    Group,
    HashLine,
    ListColumn,
    Proof,
    ProofKind,
    Row,
)

EXTRA = (ListColumn.COPIES, ListColumn.FORM)
ODD = "“一”、《二》（三）——" + "字" * 41 + "A&B <四> \U0001f602\x0b，完。"  # 60 characters and more
QUOTE = "我这个月房租差一点，能不能借我3000元？"


def many(count: int, *, extra: tuple[ListColumn, ...] = (), brief: Brief | None = None) -> Case:
    """Return a case of chats and payments by turns, three pages to a chat; the third is odd."""
    exhibits, rows, first = [], [], 1
    for number in range(1, count + 1):
        chat = number % 2 == 1
        source = Digest(Algorithm.SHA256, f"{number:064x}")
        pages = tuple(
            ExhibitPage(first + at, source, f"{number}.png") for at in range(3 if chat else 1)
        )
        first += len(pages)
        kind = ExhibitKind.CONVERSATION if chat else ExhibitKind.PAYMENT
        title = ODD if number == 3 else None
        exhibits.append(Exhibit(number, kind, _titled(chat=chat), pages, title))
        group = list(Group)[(number - 1) * len(Group) // count]
        proofs = tuple(_proofs(tuple(page.number for page in pages), chat=chat))
        rows.append(Row(number, group, number, pages[0].number, pages[-1].number, proofs))
    said = brief or Brief("林知夏", "周砚秋", filing=Filing(columns=extra, copies=2))
    hashes = tuple(
        HashLine(e.number, e.pages[0].name, e.pages[0].source, Digest(Algorithm.SM3, "c" * 64))
        for e in exhibits
    )
    return Case(said, tuple(exhibits), tuple(rows), hashes)


def _titled(*, chat: bool) -> tuple[tuple[str, str], ...]:
    if chat:
        days = (("since", "2025-03-02"), ("until", "2025-06-18"))
        return (("nickname", "砚台里的秋天"), ("wechat_id", "yanqiu_zhou88"), *days)
    serial = ("serial", "1000050001202503027726553130038")
    return (("date", "2025-03-02"), ("amount", "3000.00"), serial)


def _proofs(pages: tuple[int, ...], *, chat: bool) -> list[Proof]:
    if not chat:
        said = {"date": "2025-03-02T14:08", "amount": "3000.00", "payer": "原告", "payee": "被告"}
        return [Proof(ProofKind.LENT, tuple(said.items()), pages)]
    asked = (("date", "2025-03-02"), ("quote", QUOTE), ("amount", "3000.00"))
    due = (("quote", "下个月15号发了工资就还你"), ("due", "2025-04-15"))
    return [
        Proof(ProofKind.REQUESTED, asked, pages[:2]),
        Proof(ProofKind.AGREED_DUE, due, pages[1:2]),
        Proof(ProofKind.PROMISED, (("quote", "放心，4月15号一定还"),), pages),
    ]
