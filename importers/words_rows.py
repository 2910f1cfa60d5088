"""Words in the cells of bank tables and around them, in the languages that banks write them in.

Phrases are in small letters without accents, as `headings.normal` leaves a text. Those of payment, refund, income, card
and account label are searched for within a text (with \\b where they must be whole words), the others are whole cells
or, for balance, beginnings.
"""

import unicodedata

from importers.months import plain

ROW_WORDS = {
    "out": r"""
        debit | dr | d | db | dbit | dt | debet | withdrawal | withdraw | out | outflow | outgoing | expense |
        paid | spent | soll | s | belastung | lastschrift | ausgang | ausgabe | ausgehend | debito | cargo |
        egreso | gasto | salida | adeudo | debe | retiro | uscita | addebito | dare | saida | despesa | saque |
        af | uit | ud | ut | uttak | odchozi | vydaj | na vrub | odliv | ki | terheles | iesire | debitare |
        isplata | duguje | расход | списание | дебет | дт | витрата | borc | gider | giden | harcama | debetas |
        debets | deebet | חובה | хв | مدين | سحب | خصم | صادر | برداشت | بدهکار | 支出 | 借 | 借方 | 借 dr | 付 |
        支 | 转出 | 支取 | 取出 | 付款 | 支出 借 | 출금 | 지급 | 人出 | 出金 | 支払 | お支払い | จ่าย | ถอน | rut |
        ghi no | chi | keluar | pengeluaran | debit db | obciazenie | wydatek | otto | pano ulos | χρεωση |
        debet af | expenses | money out | sent | - | debits | paid out | 出 | charge | belastet
    """,
    "in": r"""
        credit | cr | c | crdt | ct | kredit | deposit | in | inflow | incoming | income | received | haben | h |
        gutschrift | eingang | einnahme | eingehend | credito | abono | ingreso | entrada | haber | deposito |
        entrata | accredito | avere | receita | bij | ind | inn | inskudd | prichozi | prijem | ve prospech |
        priliv | be | jovairas | j | intrare | creditare | uplata | potrazuje | приход | доход | поступление |
        зачисление | пополнение | кредит | кт | надходження | alacak | gelir | gelen | kreditas | kredits |
        kreedit | זכות | دائن | ايداع | إيداع | اضافة | وارد | واریز | بستانکار | 收入 | 収入 | 贷 | 貸 | 贷方 | 贷 cr |
        收 | 转入 | 存入 | 收款 | 입금 | 入金 | 入 | 預入 | お預り | รับ | ฝาก | gui | ghi co | thu | masuk |
        pemasukan | uznanie | przychod | pano | πιστωση | money in | credits | paid in | deposits | + |
        gutgeschrieben
    """,
    "pending": r"""
        pending | vorgemerkt | ausstehend | en attente | pendiente | pendente | in attesa | in behandeling |
        odottaa | afventer | venter | reserved | authorised | authorized | authorization | processing | unposted |
        waiting | в обработке | ожидание | oczekujaca | oczekuje | ceka | cekajici | fuggoben | fuggo |
        beklemede | ממתין | قيد التنفيذ | معلق | 在处理中 | 处理中 | 待处理 | 等待 | 未入账 | 未確定 | 승인대기 |
        pdng | hold | held | reservert | reserverat | reserveret | offen | open | unbilled |
        uncleared authorisation | awaiting | temp hold | placed
    """,
    "failed": r"""
        failed | declined | rejected | denied | canceled | cancelled | void | voided | expired | removed |
        reverted | fail | failure | error | fehlgeschlagen | abgelehnt | storniert | abgebrochen | annule |
        annulee | echoue | refuse | rechazado | rechazada | cancelado | cancelada | anulado | anulada |
        rifiutato | annullato | mislukt | geweigerd | geannuleerd | misslykad | avvist | afvist | odrzucona |
        odrzucony | anulowana | zamitnuto | zruseno | sikertelen | elutasitva | esuat | отклонена | отклонено |
        отказ | отменена | отменено | не выполнен | iptal | basarisiz | נדחה | מבוטל | בוטל | مرفوض | ملغي |
        فاشل | ناموفق | 交易关闭 | 已关闭 | 支付失败 | 失败 | 已取消 | 已撤销 | 交易失败 | 失敗 | 取消済 | 取消 |
        실패 | 취소 | 거절 | 승인취소 | gagal | that bai | ยกเลิก | reversed auth
    """,
    "balance": r"""
        solde en debut de periode | solde en fin de periode | solde debut de periode | solde fin de periode |
        balance at start of period | balance at end of period |
        open balance | close balance | opening balance | closing balance | beginning balance | ending balance |
        starting balance | start balance | end balance | previous balance | new balance | balance brought forward |
        balance carried forward | brought forward | carried forward | balance b/f | balance c/f |
        balance forward | final balance | anfangssaldo | schlusssaldo | endsaldo | startsaldo | anfangsbestand |
        endbestand | alter kontostand | neuer kontostand | alter saldo | neuer saldo | kontostand am |
        saldovortrag | saldo vortrag | solde initial | solde final | ancien solde | nouveau solde |
        solde precedent | solde au | solde crediteur au | solde debiteur au | solde anterieur | saldo anterior |
        saldo inicial | saldo final | saldo do dia | saldo iniziale | saldo finale | saldo precedente |
        saldo contabile finale | saldo contabile iniziale | beginsaldo | eindsaldo | vorig saldo | nieuw saldo |
        begin saldo | ingaende saldo | utgaende saldo | inngaende saldo | slutsaldo | primo saldo | ultimo saldo |
        alkusaldo | loppusaldo | saldo poczatkowe | saldo koncowe | pocatecni zustatek | konecny zustatek |
        pocatecni stav | konecny stav | pociatocny stav |
        pociatocny zostatok | konecny zostatok | nyito egyenleg | zaro egyenleg | sold initial | sold final |
        sold anterior | pocetno stanje | konacno stanje | zacetno stanje | koncno stanje | входящий остаток |
        исходящий остаток | начальный остаток | конечный остаток | остаток на начало | остаток на конец |
        остаток входящий | остаток исходящий | вхідний залишок | вихідний залишок | начално салдо | крайно салдо |
        υπολοιπο εκ μεταφορας | αρχικο υπολοιπο | τελικο υπολοιπο | acilis bakiyesi | kapanis bakiyesi |
        devreden bakiye | onceki bakiye | likutis pradziai | likutis pabaigai | sakuma atlikums | beigu atlikums |
        algsaldo | loppsaldo | saldo awal | saldo akhir | yth poczatkowe | יתרת פתיחה | יתרת סגירה | יתרה קודמת |
        יתרה פותחת | الرصيد الافتتاحي | رصيد افتتاحي | الرصيد السابق | رصيد سابق | الرصيد الختامي | رصيد مرحل |
        مانده ابتدای دوره | مانده انتهای دوره | مانده از قبل | مانده اولیه | 期初余额 | 期末余额 | 上期余额 |
        本期余额 | 上期結餘 | 本期結餘 | 承前页 | 前期繰越 | 繰越 | 前月繰越 | 次月繰越 | 이월 | 전월이월 |
        이월잔액 | ยอดยกมา | ยอดคงเหลือยกมา | ยอดยกไป | so du dau ky | so du cuoi ky | so du dau | so du cuoi
    """,
    "balance alone": r"""
        balance | saldo | kontostand | solde | stanje | zustatek | zostatok | egyenleg | sold | остаток | сальдо |
        салдо | bakiye | likutis | atlikums | jaak | yht | יתרה | الرصيد | مانده | 余额 | 餘額 | 残高 | 잔액 |
        คงเหลือ | so du | saldo contabile | saldo disponibile | saldo disponible | ledger balance |
        available balance | current balance | closing bal | opening bal | stand
    """,
    "little": r"""
        as | of | on | at | to | am | per | vom | zum | au | le | du | de | del | dia | el | al | em | do | da |
        a | op | van | k | ke | ze | dne | den | dia | na | w | z | pr | pa | por | til | fra | account | konto |
        compte | cuenta | conto | conta | rekening | konta | uctu | rachunku | счета | на | по | за | с | date |
        datum | fecha | data
    """,
    "total": r"""
        total | totals | subtotal | sub total | grand total | turnover | total debits | total credits | summe |
        gesamt | gesamtsumme | zwischensumme | umsatz gesamt | totaux | sous total | total general | suma |
        sumas | totales | totale | totali | totais | totaal | i alt | sum | summa | yhteensa | razem | lacznie |
        suma obrotow | celkem | soucet | obrat | spolu | osszesen | ukupno | skupaj | итого | всего | обороты |
        оборот | итого оборотов | разом | усього | общо | συνολο | toplam | genel toplam | apyvarta | is viso |
        apgrozijums | kopa | kokku | kaive | סהכ | סה כ | סה"כ | الاجمالي | الإجمالي | المجموع | مجموع | اجمالي |
        جمع | جمع کل | 合计 | 合計 | 总计 | 總計 | 小计 | 小計 | 合計金額 | 総合計 | 합계 | 총계 | 총합계 | 소계 |
        누계 | รวม | รวมทั้งสิ้น | ยอดรวม | tong cong | tong | jumlah | jumlah total
    """,
    "turnover": r"""
        turnover | umsatzsumme | summe umsatze | suma obrotow | obrat | obraty | обороты | оборот |
        итого обороты | apyvarta | apgrozijums | kaive | оборот за период
    """,
    "closing": r"""
        clos | end | final | \bfin\b | schluss | neuer | nouveau | new | carried | c f | koncow | konecn | zaro |
        исход | конечн | на конец | pabaig | beig | lopp | akhir | סגירה | ختامي | انتها | 期末 | 本期 | 次月 | ยกไป |
        cuoi | nieuw | slut | utga | ultimo | kapanis | τελικο | konacno | koncno | крайно | вихідн
    """,
    "payment": r"""
        payment received | thank you | autopay | automatic payment | online payment | internet payment |
        direct debit payment | payment from | paiement recu | votre paiement | prelevement | zahlung erhalten |
        ihre zahlung | zahlung danke | vielen dank | merci de votre | einzahlung | gutschrift |
        lastschrifteinzug | lastschrift einzug | su pago | pago recibido | abono | pagamento recebido |
        pagamento efetuado | pagamento de fatura | pagamento ricevuto | betaling ontvangen | uw betaling |
        pagto por deb | pagto fatura | pgto fatura | innbetaling | inbetalning | indbetaling |
        betalning | betalt bg |
        betalt pg | splata | wplata | uhrada | platba prijata |
        погашение | пополнение | odeme | תשלום התקבל | 还款 | 還款 | 繳款 | 缴款 | 扣繳 | 扣缴 | 口座振替 | 入金 |
        ご入金 | suoritus\b | maksusuoritus | 결제대금 | 상환 | سداد | تسديد
    """,
    "refund": r"""
        退货 | 退款 | 退貨 | 退刷 | refund | rimborso | זיכוי |
        החזר | remboursement | erstattung | reembolso | estorno |
        cashback | 返金 | 환불 | استرداد | مرتجع | return | zwrot | vraceni | palautus | retur | возврат
    """,
    "income": r"""
        \bincome\b | salary | payroll | wages | wage\b | gehalt | \blohn | salaire | \bpaie\b | nomina | salario |
        sueldo | stipendio | salaris | loon\b | palkka | \blonn?\b | wynagrodzenie | pensja | vyplata | \bmzda\b |
        fizetes | munkaber | salariu | placa\b | зарплата | зп\b | maas\b | maas odemesi | alga\b | palk\b |
        משכורת | راتب | حقوق | 工资 | 薪资 | 薪水 | 給与 | 給料 | 급여 | เงินเดือน | luong | gaji | interest |
        zinsen | intereses | interets | interessi | rente\b | 利息 | 利子 | 이자 | dividend | pension | deposit |
        received | recebid | gutschrift | einzahlung | kamat
    """,
    "payment on card": r"""
        (?<!\bcard )\bpayment\b | credit card payment |
        \bpayments\b | \bpaiement\b | \bpaiements\b | \bzahlung\b | \bzahlungen\b | \bpago\b |
        \bpagos\b | \bpagamento\b | \bpagamentos\b | \bpagamenti\b | \bbetaling\b | \bbetalingen\b |
        \binnbetaling\b | \binbetalning\b | \bodeme\b | \bplatba\b | \bsplata\b | \bоплата\b | \bпогашение\b |
        תשלום | 支払 | 入金 | 還款 | 还款 | סילוק
    """,
    "payment kind": r"""
        payment | payments | payment/credit | payments and credits | payments & credits | zahlung |
        paiement recu | pago | pagamento | betaling | 还款 | 還款
    """,
    "card": r"""
        situacao da fatura | fatura do cart |
        credit card | creditcard | kreditkart | carte de credit | carte bancaire | tarjeta | cartao |
        carta di credito | kredietkaart | kredittkort | kreditkort | luottokort | karta kredyt | kreditni kart |
        hitelkart | кредитн | kredi kart | אשראי | בית עסק | בית העסק | כרטיס | بطاقة | 信用卡 | 卡片 | カード |
        ご利用店 | ご利用金額 | ご利用日 | 신용카드 | 가맹점 | 이용일 | บัตรเครดิต | the tin dung | kartu kredit |
        mastercard | \bvisa\b | american express | amex | card member | cardmember | kartennummer | card number |
        card no | card last | parcela | portador | cuotas | taksit | installment | 할부 | 利用日 | 消費日 |
        卡號末 | 卡号末四位 | 卡末四位 | \bcarte\b
    """,
    "instalment": r"""
        compra a vista | compra parcelada | \bparcela [0-9]+ [0-9]+ | [0-9]+ [0-9]+ taksit | \btaksit [0-9]+ [0-9]+ |
        \bcuota [0-9]+ (?:de )?[0-9]+ | \binstall?ment [0-9]+ (?:of )?[0-9]+ | 分割払 | リボ
    """,
    "account label": r"""
        iban | konto | account | acct | a c no | compte | cuenta | conta | conto | rekening | rachun | ucet |
        uctu | szamla | racun | hesap | tili | konts | saskait | счет | сметк | рахун | λογαριασμ | חשבון |
        כרטיס | حساب | 账号 | 账户 | 帳號 | 卡号 | 卡號 | 口座 | 계좌 | 카드 | บัญชี | tai khoan | card | karte |
        kort | tarjeta | carte | cartao | karta | kart\b
    """,
}


def phrases(name: str) -> list[str]:
    """The phrases of a group, in the letters that `headings.normal` leaves: й, ド and 가 are taken apart there."""
    return [phrase for part in ROW_WORDS[name].split("|") if (phrase := _as_normal(plain(" ".join(part.split()))))]


def _as_normal(phrase: str) -> str:
    """A phrase as `headings.normal` leaves it: the vowel marks of Thai and Devanagari are no part of words there."""
    if phrase.isascii():
        return phrase
    return " ".join("".join(" " if unicodedata.category(c)[0] == "M" else c for c in phrase).split())
