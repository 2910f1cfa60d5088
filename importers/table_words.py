"""Words inside tables that decide what a row is: directions, states, balances, totals, payments, incomes."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.headings import normal


def _set(text: str) -> frozenset[str]:
    return frozenset(normal(w) for w in text.split("|"))


_OUT = _set(
    "debit|dr|d|db|dbit|dt|debet|withdrawal|withdraw|out|outflow|outgoing|expense|paid|spent|soll|s|belastung|lastschrift|"
    "ausgang|ausgabe|ausgehend|debito|cargo|egreso|gasto|salida|adeudo|debe|retiro|uscita|addebito|dare|saida|despesa|saque|af|uit|ud|ut|uttak|"
    "debito|odchozi|vydaj|na vrub|odliv|k kiadas|ki|k|terheles|t|iesire|debitare|isplata|duguje|расход|списание|дебет|"
    "дт|витрата|borc|gider|giden|harcama|b|debetas|debets|deebet|חובה|хв|مدين|سحب|خصم|صادر|برداشت|بدهکار|支出|借|借方|借 dr|付|支|转出|支取|取出|付款|支出 借|출금|지급|"
    "人出|出金|支払|お支払い|จ่าย|ถอน|rut|ghi no|no|chi|keluar|pengeluaran|debit db|obciazenie|wydatek|otto|pano ulos|χρεωση|debet af|expenses|money out|sent|-|debits|paid out|出|sell|charge|belastet"
) - {"k kiadas", "no", "k", "t", "b", "payment", "sell"}  # fmt: skip
_IN = _set(
    "credit|cr|c|crdt|ct|kredit|deposit|in|inflow|incoming|income|received|haben|h|gutschrift|eingang|einnahme|eingehend|credito|"
    "abono|ingreso|entrada|haber|deposito|entrata|accredito|avere|receita|bij|ind|inn|inskudd|prichozi|prijem|ve prospech|priliv|"
    "be|jovairas|j|intrare|creditare|uplata|potrazuje|приход|поступление|зачисление|пополнение|кредит|кт|надходження|alacak|gelir|gelen|a|kreditas|kredits|"
    "kreedit|זכות|دائن|ايداع|إيداع|اضافة|وارد|واریز|بستانکار|收入|贷|貸|贷方|贷 cr|收|转入|存入|收款|입금|入金|入|預入|お預り|รับ|ฝาก|gui|ghi co|co|thu|masuk|pemasukan|"
    "uznanie|przychod|pano|πιστωση|money in|credits|paid in|deposits|+|gutgeschrieben"
) - {"a", "co"}  # fmt: skip
_PAIRS = (
    (frozenset("dk"), "d", "k"),
    (frozenset("ba"), "b", "a"),
    (frozenset("kj"), "k", "j"),
    (frozenset("tj"), "t", "j"),
    (frozenset("χπ"), "χ", "π"),
    (frozenset("kt"), "t", "k"),
    (frozenset({"no", "co"}), "no", "co"),
    (frozenset({"ki", "be"}), "ki", "be"),
)
_NEUTRAL = frozenset(("/", "不计收支", "不計收支", "中性交易", "其他", "資金轉移", "neutral"))

_PENDING = _set("pending|vorgemerkt|ausstehend|en attente|pendiente|pendente|in attesa|in behandeling|odottaa|afventer|venter|reserved|authorised|authorized|authorization|processing|unposted|waiting|"
    "в обработке|ожидание|oczekujaca|oczekuje|ceka|cekajici|fuggoben|fuggo|beklemede|ממתין|قيد التنفيذ|معلق|在处理中|处理中|待处理|等待|未入账|未確定|승인대기|pdng|hold|held|reservert|reserverat|reserveret|offen|open|unbilled|uncleared authorisation|awaiting|temp hold|placed")  # fmt: skip
_FAILED = _set("failed|declined|rejected|denied|canceled|cancelled|void|voided|expired|removed|reverted|fail|failure|error|fehlgeschlagen|abgelehnt|storniert|abgebrochen|annule|annulee|echoue|refuse|rechazado|rechazada|cancelado|cancelada|anulado|"
    "anulada|rifiutato|annullato|mislukt|geweigerd|geannuleerd|misslykad|avvist|afvist|odrzucona|odrzucony|anulowana|zamitnuto|zruseno|sikertelen|elutasitva|esuat|отклонена|отклонено|отказ|отменена|отменено|не выполнен|iptal|basarisiz|נדחה|מבוטל|בוטל|مرفوض|ملغي|فاشل|ناموفق|"
    "交易关闭|已关闭|支付失败|失败|已取消|已撤销|交易失败|失敗|取消済|取消|실패|취소|거절|승인취소|gagal|that bai|ยกเลิก|reversed auth")  # fmt: skip

_BALANCE = (
    "opening balance|closing balance|beginning balance|ending balance|starting balance|start balance|end balance|previous balance|new balance|balance brought forward|"
    "balance carried forward|brought forward|carried forward|balance b/f|balance c/f|balance forward|final balance|anfangssaldo|schlusssaldo|endsaldo|startsaldo|anfangsbestand|endbestand|"
    "alter kontostand|neuer kontostand|alter saldo|neuer saldo|kontostand am|saldovortrag|saldo vortrag|solde initial|solde final|ancien solde|nouveau solde|solde precedent|solde au|solde crediteur au|solde debiteur au|solde anterieur|"
    "saldo anterior|saldo inicial|saldo final|saldo do dia|saldo iniziale|saldo finale|saldo precedente|saldo contabile finale|saldo contabile iniziale|beginsaldo|eindsaldo|vorig saldo|nieuw saldo|begin saldo|"
    "ingaende saldo|utgaende saldo|inngaende saldo|startsaldo|slutsaldo|primo saldo|ultimo saldo|alkusaldo|loppusaldo|saldo poczatkowe|saldo koncowe|pocatecni zustatek|konecny zustatek|pociatocny zostatok|konecny zostatok|"
    "nyito egyenleg|zaro egyenleg|sold initial|sold final|sold anterior|pocetno stanje|konacno stanje|zacetno stanje|koncno stanje|входящий остаток|исходящий остаток|начальный остаток|конечный остаток|"
    "остаток на начало|остаток на конец|остаток входящий|остаток исходящий|вхідний залишок|вихідний залишок|начално салдо|крайно салдо|υπολοιπο εκ μεταφορας|αρχικο υπολοιπο|τελικο υπολοιπο|acilis bakiyesi|kapanis bakiyesi|devreden bakiye|onceki bakiye|"
    "likutis pradziai|likutis pabaigai|sakuma atlikums|beigu atlikums|algsaldo|loppsaldo|saldo awal|saldo akhir|yth poczatkowe|יתרת פתיחה|יתרת סגירה|יתרה קודמת|יתרה פותחת|"
    "الرصيد الافتتاحي|رصيد افتتاحي|الرصيد السابق|رصيد سابق|الرصيد الختامي|رصيد مرحل|مانده ابتدای دوره|مانده انتهای دوره|مانده از قبل|مانده اولیه|期初余额|期末余额|上期余额|本期余额|上期結餘|本期結餘|承前页|"
    "前期繰越|繰越|前月繰越|次月繰越|이월|전월이월|이월잔액|ยอดยกมา|ยอดคงเหลือยกมา|ยอดยกไป|so du dau ky|so du cuoi ky|so du dau|so du cuoi"
)  # fmt: skip
_TOTAL = (
    "total|totals|subtotal|sub total|grand total|turnover|total debits|total credits|summe|gesamt|gesamtsumme|zwischensumme|umsatz gesamt|totaux|sous total|total general|suma|sumas|totales|totale|totali|"
    "totais|totaal|i alt|sum|summa|yhteensa|razem|lacznie|suma obrotow|celkem|soucet|obrat|spolu|osszesen|total general|ukupno|skupaj|итого|всего|обороты|оборот|итого оборотов|разом|усього|общо|συνολο|toplam|genel toplam|"
    "apyvarta|is viso|apgrozijums|kopa|kokku|kaive|סהכ|סה כ|סה\"כ|الاجمالي|الإجمالي|المجموع|مجموع|اجمالي|جمع|جمع کل|合计|合計|总计|總計|小计|小計|合計金額|総合計|합계|총계|총합계|소계|누계|รวม|รวมทั้งสิ้น|ยอดรวม|tong cong|tong|jumlah|jumlah total"
)  # fmt: skip
_BALANCES = tuple(sorted({normal(w) for w in _BALANCE.split("|")}, key=len, reverse=True))
_ALONE = frozenset(
    normal(w)
    for w in "balance|saldo|kontostand|solde|stanje|zustatek|zostatok|egyenleg|sold|остаток|сальдо|салдо|bakiye|likutis|atlikums|"
    "jaak|yht|יתרה|الرصيد|مانده|余额|餘額|残高|잔액|คงเหลือ|so du|saldo contabile|saldo disponibile|saldo disponible|ledger balance|"
    "available balance|current balance|closing bal|opening bal|stand".split("|")
)
"""Labels of a balance when they are the whole cell."""
_TOTALS = frozenset(normal(w) for w in _TOTAL.split("|"))
_TURNOVERS = frozenset(
    "turnover|umsatzsumme|summe umsatze|suma obrotow|obrat|obraty|обороты|оборот|итого обороты|apyvarta|apgrozijums|kaive|оборот за период".split(
        "|"
    )
)
_FIRST_WORDS = frozenset(w.split()[0] for w in (*_BALANCES, *_TURNOVERS, *_ALONE, "s"))
_DENSE_WORDS = tuple(w for w in (*_BALANCES, *_TURNOVERS) if w[0] > "\u0e00")
_CLOSING = re.compile(
    r"clos|end|final|schluss|neuer|nouveau|new|carried|c f|koncow|konecn|zaro|исход|конечн|на конец|pabaig|beig|lopp|akhir|סגירה|ختامي|انتها|期末|本期|次月|ยกไป|cuoi|nieuw|slut|utga|ultimo|kapanis|τελικο|konacno|koncno|крайно|вихідн"
)

_PAYMENT = re.compile(
    r"payment (?:received|thank|- ?thank|-? ?thank you)|thank you|autopay|automatic payment|online payment|internet payment|"
    r"direct debit payment|payment from|paiement recu|votre paiement|prelevement|zahlung erhalten|ihre zahlung|zahlung -? ?danke|vielen dank|merci de votre|einzahlung|gutschrift|lastschrift ?einzug|su pago|pago recibido|abono|pagamento recebido|pagamento efetuado|pagamento de fatura|"
    r"pagamento ricevuto|betaling ontvangen|uw betaling|innbetaling|inbetalning|indbetaling|betalning|splata|wplata|uhrada|platba prijata|погашение|пополнение|odeme|תשלום התקבל|还款|還款|繳款|缴款|扣繳|扣缴|口座振替|入金|ご入金|결제대금|상환|سداد|تسديد"
)
_REFUND = re.compile(
    r"退货|退款|退貨|退刷|refund|rimborso|remboursement|erstattung|reembolso|estorno|cashback|返金|환불|استرداد|مرتجع|return:|zwrot|vraceni|palautus|retur|возврат"
)
_INCOME = re.compile(
    r"salary|payroll|wages|wage\b|gehalt|\blohn|salaire|\bpaie\b|nomina|salario|sueldo|stipendio|salaris|loon\b|palkka|\blonn?\b|wynagrodzenie|pensja|vyplata|\bmzda\b|fizetes|munkaber|salariu|placa\b|зарплата|зп\b|maas\b|maas odemesi|alga\b|palk\b|משכורת|راتب|حقوق|工资|薪资|薪水|給与|給料|급여|เงินเดือน|luong|gaji|interest|zinsen|intereses|interets|interessi|rente\b|利息|利子|이자|dividend|pension|rente\b|deposit|received|recebid|gutschrift|einzahlung|kamat"
)


@lru_cache(maxsize=65536)
def begins_label(word: str) -> bool:
    """Whether a word begins the label of a balance or a sum."""
    key = normal(word)
    return bool(key) and (key.split()[0] in _FIRST_WORDS or key.startswith(_DENSE_WORDS))


@lru_cache(maxsize=4096)
def direction_of(text: str) -> str:
    """ "in", "out", "neutral" or "" for a cell that says which way money went."""
    key = normal(text) or text.strip()
    if text.strip() in _NEUTRAL or key in _NEUTRAL:
        return "neutral"
    if key in _OUT:
        return "out"
    return "in" if key in _IN else ""


def directions_of(texts: frozenset[str]) -> dict[str, str]:
    """The direction of each cell of a column; letters such as D and K are read as the pair that the column holds."""
    keys = {t: normal(t) for t in texts if t.strip()}
    letters = frozenset(keys.values())
    for pair, out, into in _PAIRS:
        if len(letters) == 2 and letters <= pair:
            return {t: "out" if k == out else "in" if k == into else "" for t, k in keys.items()}
    return {t: direction_of(t) for t in keys}


@lru_cache(maxsize=4096)
def state_of(text: str) -> str:
    """ "pending", "failed" or "" (booked, or not a state) for a status cell."""
    key = normal(text)
    if key in _FAILED:
        return "failed"
    return "pending" if key in _PENDING else ""


@lru_cache(maxsize=8192)
def balance_word(text: str) -> str:
    """ "opening", "closing" or "" for a cell that labels a balance instead of a movement."""
    key = normal(text)
    if not key or len(key) > 60:
        return ""
    if len(key) > 4 and len(key.replace(" ", "")) * 2 == len(key) + 1:
        key = key.replace(" ", "")
    if key in _ALONE:
        return "closing"
    for word in _BALANCES:
        if key.startswith(word) and (len(key) - len(word) < 28):
            return "closing" if _CLOSING.search(word) else "opening"
    return ""


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """Whether a cell labels a sum of rows."""
    words = normal(text).split()
    if not words or len(words) > 7:
        return False
    if " ".join(words) in _TOTALS or " ".join(words).rstrip(" :.0123456789") in _TOTALS:
        return True
    return words[0] in _TOTALS and (len(words) <= 3 or any(w.isdigit() for w in words))


@lru_cache(maxsize=8192)
def is_turnover(text: str) -> bool:
    """Whether a cell labels the sum of all movements, a row that may carry a date and an amount like a movement."""
    return normal(text) in _TURNOVERS


_ON_CARD = re.compile(
    r"\b(?:payments?|paiements?|zahlung(?:en)?|pagos?|pagamentos?|pagament[oi]|betaling(?:en)?|innbetaling|inbetalning|odeme|platba|splata|оплата|погашение)\b|תשלום|支払|入金|還款|还款|סילוק"
)
_PAYMENT_KINDS = frozenset(
    normal(w)
    for w in "payment|payments|payment/credit|payments and credits|payments & credits|zahlung|paiement recu|pago|pagamento|betaling|还款|還款".split(
        "|"
    )
)


@lru_cache(maxsize=8192)
def pays_card(text: str) -> bool:
    """Whether a row on what is known to be a card says "payment"."""
    return _ON_CARD.search(normal(text)) is not None


def is_payment_kind(text: str) -> bool:
    """Whether a type or category cell says that the row pays the card off."""
    return normal(text) in _PAYMENT_KINDS


@lru_cache(maxsize=8192)
def looks_like_payment(text: str) -> bool:
    """Whether a card's row is money that came in: a payment, a refund, a credit."""
    return _PAYMENT.search(normal(text)) is not None


@lru_cache(maxsize=8192)
def looks_like_refund(text: str) -> bool:
    """Whether a row gives money back for an earlier one."""
    return _REFUND.search(normal(text)) is not None


@lru_cache(maxsize=8192)
def looks_like_income(text: str) -> bool:
    """Whether a row is an income by its words (salary, interest …)."""
    return _INCOME.search(normal(text)) is not None
