"""What worked claims come to, counted night by night; it shares no code with the program.

`python tests/claims/oracle.py` reckons cases.toml and writes expected.toml beside it.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
NIGHT = timedelta(days=1)
SWITCH = date(2020, 8, 20)


def lpr_table():
    text = (HERE.parents[1] / "evidence_kit/claim/data/lpr.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {date.fromisoformat(r["published"]): Fraction(r["one_year"]) / 100 for r in rows}


TABLE = lpr_table()


@cache
def lpr(day):
    while day not in TABLE and day > date(2019, 8, 1):
        day -= NIGHT
    return TABLE.get(day)


def fen(yuan):
    return int(Decimal(yuan) * 100)


def yuan(sum_in_fen):
    return str((Decimal(sum_in_fen) / 100).quantize(Decimal("0.01")))


def rounded(exact):
    with localcontext() as context:
        context.prec = 80
        whole = Decimal(exact.numerator) / Decimal(exact.denominator)
        return int(whole.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def in_proportion(amount, weights):
    """Share whole fen by weights; those that lose most by rounding down get one more."""
    exact = [Fraction(amount * one, sum(weights)) for one in weights]
    mine = [int(one) for one in exact]
    by_rest = sorted(range(len(mine)), key=lambda i: (mine[i] - exact[i], i))
    for i in by_rest[: amount - sum(mine)]:
        mine[i] += 1
    return mine


def next_year(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def month_later(day, months):
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


class Loan:
    def __init__(self, number, day, lent, kept):
        self.number, self.day, self.lent, self.kept = number, day, lent, kept
        self.parts = []  # [due, fen]
        self.rate = self.overdue_rate = None
        self.secured = self.level = False
        self.late_rate = None  # of a level plan: the nominal one
        self.formed = day
        self.pots = dict.fromkeys(("interest", "overdue", "penalty"), 0)
        self.beyond = {"natural": 0, "above": 0, "void": 0}
        self.room = Fraction(0)
        self.fixed = []  # of a lawful level plan: day, interest, on how much of the principal
        self.runs = []  # times under way: what they bear, how many nights
        self.shut = []
        self.unused = []  # since the latest note: a sum, what the ceiling left it, nights
        self.named = 0  # interest of a level plan since then


class Oracle:
    def __init__(self, case, capped_loans=()):
        self.case = case
        self.on = case["on"]
        self.filed = case.get("filed")
        self.filing = self.filed or max(self.on, SWITCH)
        self.set = case.get("settings", {})
        self.rows, self.surplus, self.owed_costs = [], 0, 0
        self.capped = capped_loans
        self.loans = self.prepare()
        self.here = []

    # what was agreed

    def prepare(self):
        case = self.case
        kept = {}
        for number, amount in case.get("kept", []):
            kept[number] = kept.get(number, 0) + fen(amount)
        money = sorted(case["loans"], key=lambda one: one[0])
        levels = []
        loans = [
            Loan(i, day, fen(amount), kept.get(i, 0)) for i, (day, amount) in enumerate(money, 1)
        ]
        own = {one["number"]: one for one in case.get("own", [])}
        plan = [[day, fen(amount)] for day, amount in case.get("plan", [])]
        fits = plan and sum(p[1] for p in plan) == sum(one.lent - one.kept for one in loans)
        common = case.get("due")
        for day, agreed in case.get("renewals", []):
            common = day if agreed else common
        if plan and not fits and not common:
            common = max(day for day, _ in plan)
        for loan in loans:
            mine = own.get(loan.number, {})
            net = loan.lent - loan.kept
            loan.secured = mine.get("secured", False)
            loan.rate = Fraction(mine.get("rate", case.get("rate", "0")))
            over = case.get("overdue_rate")
            loan.overdue_rate = None if over is None else Fraction(over)
            if "level_months" in mine:
                dues = [month_later(mine["level_first"], i) for i in range(mine["level_months"])]
                loan.rate = real_rate(Fraction(mine["level_rate"]), loan.day, dues, self.set)
                share = net // mine["level_months"]
                for i in range(mine["level_months"]):
                    loan.parts.append([month_later(mine["level_first"], i), share])
                loan.parts[-1][1] += net - sum(p[1] for p in loan.parts)
                levels.append((loan, Fraction(mine["level_rate"])))
            elif fits and not common and "due" not in mine:
                while sum(p[1] for p in loan.parts) < net:
                    take = min(plan[0][1], net - sum(p[1] for p in loan.parts))
                    loan.parts.append([plan[0][0], take])
                    plan[0][1] -= take
                    plan = [p for p in plan if p[1]]
            else:
                loan.parts.append([self.due(mine.get("due", common), loan.day), net])
            loan.formed = self.formed(loan, loans[0])
        self.fix(levels)
        return loans

    def fix(self, levels):
        """What a level plan agrees for each day binds, unless its real rate is too high."""
        for loan, nominal in levels:
            if not nominal or loan.number in self.capped:
                continue
            within = all(loan.rate <= self.ceiling(loan, due) for due, _ in loan.parts)
            if not within:
                loan.late_rate = nominal
                if self.case.get("order") == "principal_first" or self.shift(loan, nominal):
                    continue
            share, left = sum(p[1] for p in loan.parts) * nominal / 12, 0
            for due, part in reversed(loan.parts):
                left += part
                loan.fixed.insert(0, (due, share, left))
            loan.rate, loan.level = nominal, True

    def shift(self, loan, nominal):
        """Above the ceiling each part is what an instalment leaves when interest is paid of it."""
        plan = [(due, part) for due, part in loan.parts]
        whole = sum(part for _, part in plan)
        told, loan.parts, found, today = self.rows, [[None, whole]], [], loan.day
        self.rows = []
        for due, part in plan:
            while today < due:
                self.night(loan, today)
                today += NIGHT
            self.close([loan], due)
            amount = min(part + rounded(whole * nominal / 12), self.owed(loan, due))
            found.append([due, self.settle(loan, amount, due).get("principal", 0)])
        rest = sum(part for _, part in loan.parts)  # of fen rounded up, where the rates are one
        self.rows = told
        loan.parts = [list(one) for one in plan] if rest else [one for one in found if one[1]]
        loan.pots, loan.beyond = dict.fromkeys(loan.pots, 0), dict.fromkeys(loan.beyond, 0)
        loan.room, loan.unused, loan.named = Fraction(0), [], 0
        return not rest

    def due(self, agreed, lent):
        if agreed and agreed >= lent:
            return agreed
        asked = sorted(d for d in self.case.get("demands", []) if d >= lent)
        if asked:
            return asked[0] + timedelta(days=self.set.get("grace_days", 30))
        return max(self.filed, lent) if self.filed else None

    def formed(self, loan, first):
        how = self.set.get("formation")
        if how == "first_arrival":
            return first.day
        return self.case["formed_on"] if how == "agreed_day" else loan.day

    # rates

    def ceiling(self, loan, day):
        if loan.formed < SWITCH and day < SWITCH:
            return Fraction("0.24")
        measured = loan.formed if loan.formed >= SWITCH else self.filing
        if self.set.get("standard") == "at_formation" and lpr(loan.formed) is not None:
            measured = loan.formed
        return 4 * lpr(measured)

    def bears(self, loan, due, day, late):
        """Return the rate, the ceiling, and what was agreed, on the day that a night makes."""
        top = self.ceiling(loan, day)
        if loan.number in self.capped:
            return top, top, top
        named = late and loan.overdue_rate is not None
        agreed = loan.overdue_rate if named else loan.rate
        if late and not named and loan.late_rate is not None:
            agreed = loan.late_rate
        if agreed or named or not late:
            return min(agreed, top), top, agreed
        if loan.formed < SWITCH and day < SWITCH:
            return Fraction("0.06"), top, Fraction("0.06")
        then = due + NIGHT
        if loan.formed < SWITCH:
            then = max(then, SWITCH)
        rate = lpr(day if self.set.get("lpr") == "segmented" else then)
        return rate, top, rate

    def night(self, loan, today):
        """One night passes from today to tomorrow."""
        tail = self.set.get("ends") == "last"
        now, unused = {}, {}
        for due, left in loan.parts:
            late = due is not None and due <= today
            label = today + NIGHT if late or tail else today
            rate, top, agreed = self.bears(loan, due, label, late)
            bare = not late and loan.level
            if left:
                gap = (left, top - (0 if bare else rate))
                unused[late, gap[1]] = unused.get((late, gap[1]), 0) + left
            if not left or bare or not (late or rate):
                continue
            penal = (
                min(Fraction(self.case.get("penalty_rate", "0")), top - rate)
                if late
                else Fraction(0)
            )
            before = loan.formed < SWITCH and label < SWITCH
            known = loan.rate or loan.overdue_rate is not None or loan.number in self.capped
            key = (late, rate, top if known else None, agreed, penal, before, top - rate - penal)
            now[key] = now.get(key, 0) + left
        self.gaps(loan, unused, today)
        kept = []
        for run in loan.runs:
            if now.get(run["key"]) == run["base"]:
                run["nights"] += 1
                now.pop(run["key"])
                kept.append(run)
            else:
                loan.shut.append(run)
        fresh = [
            {"key": key, "base": base, "nights": 1, "start": today} for key, base in now.items()
        ]
        loan.runs = kept + fresh

    def gaps(self, loan, unused, today):
        """Count on what the ceiling leaves beside the rate; a change of either begins anew."""
        for (late, gap), base in unused.items():
            for run in loan.unused:
                on = run["start"] + run["nights"] * NIGHT == today and not run["over"]
                if on and run["key"] == (late, gap, base):
                    run["nights"] += 1
                    break
            else:
                one = {"key": (late, gap, base), "nights": 1, "start": today, "over": False}
                loan.unused.append(one)

    def time(self, run):
        nights = run["nights"]
        if self.set.get("day_count") == "actual_360":
            return Fraction(nights, 360)
        if self.set.get("day_count") != "anniversary":
            return Fraction(nights, 365)
        start, end = run["start"], run["start"] + nights * NIGHT
        years = 0
        while next_year(start, years + 1) <= end:
            years += 1
        return years + Fraction((end - next_year(start, years)).days, 365)

    def instalment(self, loan):
        """The next interest of a level plan; less as far as its principal came back before."""
        due, share, open_then = loan.fixed.pop(0)
        still = sum(left for then, left in loan.parts if then >= due)
        amount = rounded(share * min(still, open_then) / open_then)
        loan.pots["interest"] += amount
        loan.named += amount
        return amount

    def early(self, loan, amount, day):
        """Who pays beside all that is due the next interest of a level plan, too, pays it."""
        later = sum(left for due, left in loan.parts if due is None or due > day)
        spare = amount - self.owed(loan, day) + later
        if not loan.fixed or not later or self.case.get("order") == "principal_first":
            return
        kept = loan.fixed[0]
        asked = self.instalment(loan)
        if spare >= asked:
            self.row("interest", str(loan.number), asked)
        else:
            loan.fixed.insert(0, kept)
            loan.pots["interest"] -= asked
            loan.named -= asked

    def close(self, loans, day):
        """Write down every time that is over, and those under way: one row for all alike."""
        alike, agreed = {}, []
        for loan in loans:
            while loan.fixed and loan.fixed[0][0] <= day:
                agreed.append((loan, loan.fixed[0][0], self.instalment(loan)))
            for run in loan.shut + loan.runs:
                self.beyond(loan, run)
                alike.setdefault((run["start"], run["nights"], run["key"]), []).append((loan, run))
            loan.shut, loan.runs = [], []
            for run in loan.unused:
                run["over"] = True
        self.write(alike, agreed)

    def write(self, alike, agreed):
        for (start, nights, key), held in sorted(
            alike.items(), key=lambda i: (i[0][0], i[0][2][0])
        ):
            while agreed and (agreed[0][1], 0) <= (start, key[0]):
                loan, _, amount = agreed.pop(0)
                self.row("interest", str(loan.number), amount)
            late, rate, _, _, penal, _, _ = key
            time = self.time(held[0][1])
            for kind, per_year in (("overdue" if late else "interest", rate), ("penalty", penal)):
                if per_year:
                    bases = [run["base"] for _, run in held]
                    amount = rounded(sum(bases) * per_year * time)
                    for (loan, _), part in zip(held, in_proportion(amount, bases), strict=True):
                        loan.pots[kind] += part
                    self.row(kind, "+".join(str(loan.number) for loan, _ in held), nights, amount)
        for loan, _, amount in agreed:
            if amount:
                self.row("interest", str(loan.number), amount)

    def beyond(self, loan, run):
        late, rate, _, agreed, _, before, room = run["key"]
        time, base = self.time(run), run["base"]
        middle = max(Fraction(0), min(agreed, Fraction("0.36")) - rate) if before else 0
        loan.beyond["natural"] += rounded(Fraction(base * middle * time))
        rest = rounded(base * (agreed - rate - middle) * time)
        loan.beyond["void" if before else "above"] += rest
        loan.room += base * room * time if late else 0

    # what happens

    def row(self, kind, *rest):
        told = [yuan(rest[-1]), *map(str, rest[:-1])] if kind != "repaid" else rest
        self.rows.append(" ".join((kind, *told)))

    def lend(self, loan):
        self.here.append(loan)
        self.row("lent", loan.number, loan.lent)
        if loan.kept:
            self.row("kept", loan.number, loan.kept)
        paid = min(self.surplus, loan.lent - loan.kept)
        if paid:
            self.surplus -= paid
            self.repay(loan, paid)
            self.row("set_off", loan.number, paid)

    def repay(self, loan, amount):
        loan.parts.sort(key=lambda p: p[0] or date.max)
        for part in loan.parts:
            paid = min(amount, part[1])
            part[1] -= paid
            amount -= paid

    def stays(self, loan, day):
        """The pots of what nobody owes that keep what is paid into them, whenever it is paid."""
        pots = ["natural"] if self.set.get("paid_24_to_36_stays", True) else []
        if day >= SWITCH and self.set.get("above_cap") == "stays_paid":
            pots.append("above")
        return pots

    def owed(self, loan, day):
        principal = sum(p[1] for p in loan.parts)
        more = sum(loan.beyond[pot] for pot in self.stays(loan, day))
        return principal + loan.pots["interest"] + loan.pots["overdue"] + more

    def settle(self, loan, amount, day):
        split, left = {}, amount
        first = self.case.get("order") == "principal_first"

        def principal(left):
            paid = min(left, sum(p[1] for p in loan.parts))
            self.repay(loan, paid)
            split["principal"] = split.get("principal", 0) + paid
            return left - paid

        if first:
            left = principal(left)
        for kind in ("interest", "overdue"):
            split[kind] = min(left, loan.pots[kind])
            loan.pots[kind] -= split[kind]
            left -= split[kind]
        for pot in self.stays(loan, day):
            paid = min(left, loan.beyond[pot])
            split["natural"] = split.get("natural", 0) + paid
            loan.beyond[pot] -= paid
            left -= paid
        if left:
            before = left
            left = principal(left)
            for kind in () if first else ("natural", "above", "void"):
                gone = min(before, loan.beyond[kind])
                loan.beyond[kind] -= gone
                before -= gone
        assert left == 0
        return {kind: one for kind, one in split.items() if one}

    def told(self, loans, payment, split):
        if not any(split.values()):
            return
        names = ("costs", "interest", "overdue", "natural", "principal", "penalty", "surplus")
        parts = [f"{name}={yuan(split[name])}" for name in names if split.get(name)]
        self.row("repaid", f"#{payment}", "+".join(str(one.number) for one in loans), *parts)

    def rank(self, loan, day, named):
        """What comes first: named by the payer, due, unsecured, heavy, due early."""
        dues = [p[0] for p in loan.parts if p[1] and p[0]]
        late = [due for due in dues if due <= day]
        rates = [self.bears(loan, due, day + NIGHT, late=True)[0] for due in late]
        if any(p[1] and (p[0] is None or p[0] > day) for p in loan.parts):
            label = day + NIGHT if self.set.get("ends") == "last" else day
            rates.append(self.bears(loan, None, label, late=False)[0])
        heavy = -max(rates, default=Fraction(0))
        return (loan.number != named, not late, loan.secured, heavy, min(dues, default=date.max))

    def receive(self, payment, amount, day):
        paid = min(amount, self.owed_costs)
        self.owed_costs -= paid
        left = amount - paid
        self.told([], payment, {"costs": paid})
        named = dict(self.case.get("designated", [])).get(payment)
        waiting = [
            one
            for one in self.here
            if sum(p[1] for p in one.parts) + one.pots["interest"] + one.pots["overdue"]
        ]
        parted = any(
            any(p[1] and p[0] and p[0] <= day for p in one.parts)
            and any(p[1] and (p[0] is None or p[0] > day) for p in one.parts)
            for one in waiting
        )
        if parted and len(waiting) > 1 and self.case.get("order") != "principal_first":
            left = self.pay_due(waiting, left, payment, day, named)
            waiting = [one for one in waiting if any(p[1] for p in one.parts)]
        while left and waiting:
            best = min(self.rank(one, day, named) for one in waiting)
            same = [one for one in waiting if self.rank(one, day, named) == best]
            waiting = [one for one in waiting if one not in same]
            left -= self.share(same, left, payment, day)
        for loan in self.here:
            paid = min(left, loan.pots["penalty"])
            loan.pots["penalty"] -= paid
            left -= paid
            self.told([loan], payment, {"penalty": paid})
        self.surplus += left
        self.told([], payment, {"surplus": left})

    def pay_due(self, waiting, left, payment, day, named):
        """Before anything that isn't due, all that is; a loan the payer named is paid wholly."""
        ranks = [(self.rank(one, day, named), one) for one in waiting]
        for best in sorted({rank for rank, _ in ranks}):
            same = [one for rank, one in ranks if rank == best]
            if left and best[0] is False:
                left -= self.share(same, left, payment, day)
            elif left and best[1] is False:
                left -= self.share(same, left, payment, day, only_due=True)
        return left

    def share(self, same, left, payment, day, only_due=False):
        self.close(same, day)
        mine = whole = [self.owed(one, day) for one in same]
        if not only_due:
            mine = whole if left >= sum(whole) else in_proportion(left, whole)
            for loan, part, all_of in zip(same, mine, whole, strict=True):
                self.early(loan, left if part == all_of else part, day)
            mine = whole = [self.owed(one, day) for one in same]
        if only_due:
            later = [sum(p[1] for p in one.parts if not p[0] or p[0] > day) for one in same]
            mine = whole = [all_of - rest for all_of, rest in zip(whole, later, strict=True)]
        if left < sum(whole):
            mine = in_proportion(left, whole)
        split = {}
        for loan, part in zip(same, mine, strict=True):
            for kind, paid in self.settle(loan, part, day).items():
                split[kind] = split.get(kind, 0) + paid
        self.told(same, payment, split)
        return sum(mine)

    def roll(self, number, top, today):
        for loan in self.here:
            if loan.number == number:
                self.close([loan], today)
                self.settled(loan, top)

    def settled(self, loan, top):
        """A new note: what it says is owed from now on, held to what could be; no more is."""
        how = self.set.get("new_note", "least")
        principal = sum(p[1] for p in loan.parts)
        pots = loan.pots
        borne = pots["interest"] + pots["overdue"]
        owed = principal + borne + pots["penalty"]
        gaps = (run["key"][1] * run["key"][2] * self.time(run) for run in loan.unused)
        spare = max(0, int(sum(gaps, Fraction(0)) - loan.named)) if how == "up_to_ceiling" else 0
        highest = principal + borne + spare if principal + borne else 0
        now = min(top, highest)
        grown = max(0, now - principal)
        if how == "in_part" and top < owed:
            from_interest = min(grown, pots["interest"])
            pots["interest"] -= from_interest
            pots["overdue"] -= grown - from_interest
            loan.parts.append([loan.parts[-1][0], grown])
            self.row("capitalised", loan.number, grown)
            return
        last = loan.parts[-1][0]
        self.repay(loan, max(0, principal - now))
        if grown:
            loan.parts.append([last, grown])
        beside = 0 if spare else min(pots["penalty"], max(0, top - principal - borne))
        pots.update(interest=0, overdue=0, penalty=beside)
        loan.beyond = dict.fromkeys(loan.beyond, 0)
        loan.room, loan.unused, loan.named = Fraction(0), [], 0
        if grown or owed - now - beside <= 0:
            self.row("capitalised", loan.number, grown)
        if owed - now - beside > 0:
            self.row("waived", loan.number, owed - now - beside)

    # the days go by

    def run(self):
        case = self.case
        back = sorted(case.get("repayments", []), key=lambda one: one[0])
        costs = case.get("costs", [])
        today = min([one[0] for one in (*case["loans"], *back, *costs)] + [self.on])
        while today <= self.on:
            self.spend(today)
            for loan in (one for one in self.loans if one.day == today):
                self.lend(loan)
            for payment, (day, amount) in enumerate(back, 1):
                if day == today:
                    self.receive(payment, fen(amount), day)
            for one in case.get("rollovers", []) if not self.capped else []:
                if one["on"] == today:
                    self.roll(one.get("number", 1), fen(one["principal"]), today)
            for loan in self.here if today < self.on else ():
                self.night(loan, today)
            today += NIGHT
        self.close(self.here, self.on)
        return self.figures(self.charge())

    def held(self, kind):
        return self.set.get("lawyers_fee") == "under_the_cap" and kind == "律师费"

    def spend(self, today):
        for day, amount, kind in sorted(self.case.get("costs", [])):
            if day == today and not self.held(kind):
                self.owed_costs += fen(amount)
                self.row("cost", fen(amount))

    def charge(self):
        charges = fen(self.case.get("penalty", "0")) + fen(self.case.get("fees", "0"))
        for day, amount, kind in self.case.get("costs", []):
            charges += fen(amount) if self.held(kind) and day <= self.on else 0
        granted = min(charges, int(sum((one.room for one in self.here), Fraction(0))))
        if charges:
            self.row("charge", granted)
        return granted

    def figures(self, granted):
        penalty = granted + sum(one.pots["penalty"] for one in self.here)
        off = min(penalty, self.surplus)
        if off:
            self.row("set_off", off)
        return {
            "principal": sum(p[1] for one in self.here for p in one.parts),
            "interest": sum(one.pots["interest"] for one in self.here),
            "overdue": sum(one.pots["overdue"] for one in self.here),
            "penalty": penalty - off,
            "costs": self.owed_costs,
            "overpaid": self.surplus - off,
        }


def real_rate(nominal, lent, dues, settings):
    """The rate at which what is outstanding, from one instalment to the next, ends at nothing."""
    year = 360 if settings.get("day_count") == "actual_360" else 365
    low, high = 0, 40_000_000
    instalment = Fraction(1, len(dues)) + nominal / 12
    while low < high:
        middle = (low + high + 1) // 2
        left, day = Fraction(1), lent
        for due in dues:
            left += left * Fraction(middle, 100_000) * (due - day).days / year - instalment
            day = due
        low, high = (middle, high) if left <= 0 else (low, middle - 1)
    return Fraction(low, 100_000)


def reckon(case):
    oracle = Oracle(case)
    found = oracle.run()
    rolled = {one.get("number", 1) for one in case.get("rollovers", [])}
    if rolled:
        most = Oracle(case, capped_loans=rolled).run()
        kinds = ("principal", "interest", "overdue", "penalty", "costs")
        left = sum(found[k] for k in kinds) - sum(most[k] for k in kinds)
        if left > 0:
            oracle.row("limited", left)
            for kind in ("overdue", "interest", "penalty", "principal"):
                gone = min(left, found[kind])
                found[kind] -= gone
                left -= gone
    return {"figures": {k: yuan(v) for k, v in found.items()}, "rows": oracle.rows}


def cases():
    return tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))


def written():
    lines = ["# Written by oracle.py from cases.toml."]
    for name, case in cases().items():
        found = reckon(case)
        lines += ["", f"[{name}]"]
        lines += [f'{kind} = "{amount}"' for kind, amount in found["figures"].items()]
        lines += ["rows = [", *(f'    "{row}",' for row in found["rows"]), "]"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (HERE / "expected.toml").write_text(written(), encoding="utf-8", newline="\n")
