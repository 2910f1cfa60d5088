"""Headings of date and money columns, in the languages that banks write them in.

A heading is one of the phrases, or holds the longest of them as words (as the end of a word where a phrase begins
with "~", as German compounds do; scripts without blanks match anywhere). The order of the roles breaks ties.
"""

MONEY_ROLES = {
    "booked": """
        booking date | booked | booked at | booked on | booked date | post date | posted date | posting date |
        posted | date posted | date processed | processed date | processed on | entry date | date booked |
        completed date | process date | completed | date completed | completion date | settlement date |
        settled date | date settled | date of posting | transaction posted date | buchung | buchungstag |
        buchungsdatum | ~buchungsdatum | ~buchungstag | gebucht am | date de comptabilisation | date comptable |
        date comptabilisation | comptabilise le | date d operation comptable | date enregistrement |
        date operation comptable | fecha contable | fecha de contabilizacion | fecha contabilizacion |
        fecha de asiento | f contable | fecha apunte | fecha de registro | fecha de proceso | data contabile |
        data di contabilizzazione | data registrazione | data contabilizzazione | data lancamento |
        data de lancamento | data do lancamento | data contabilistica | data de contabilizacao | boekingsdatum |
        boekdatum | datum boeking | transactiedatum boeking | bogforingsdato | bogfort | bogforingsdag |
        bokforingsdato | bokforingsdag | bokford | bokfort | bokforingsdatum | bokfort dato | kirjauspaiva |
        kirjauspaivamaara | data ksiegowania | data zaksiegowania | data ksieg | data zauctovani |
        datum zuctovani | datum zuctovania |
        datum zauctovani | datum zauctovania | zauctovano | datum uctovania | konyveles datuma | konyveles napja |
        konyvelesi datum | konyvelt datum | data inregistrarii | data procesarii | data contabilizarii |
        datum knjizenja | datum knjizbe | datum obrade | дата проводки | дата обработки | дата проведения |
        дата списания | дата платежа | дата зачисления | дата документа | дата на осчетоводяване |
        дата осчетоводяване | ημερομηνια καταχωρησης | ημ νια καταχωρησης | islem kayit tarihi | muhasebe tarihi |
        kayit tarihi | apmaksas datums | gramatosanas datums | kande kuupaev | תאריך רישום | 记账日 | 记账日期 |
        入账日期 | 入账日 | 入账时间 | 記帳日 | 入帳日 | 入帳日期 | 記帳日期 | 帳務日期 | 清算日期 | 计上日 |
        計上日 | 처리일 | 처리일자 | تاريخ القيد | تاريخ الترحيل | تاريخ التسجيل | ngay hach toan |
        ngay hieu luc giao dich | tanggal pembukuan | tanggal posting | date entered | entered | entered date |
        date of entry | date of receipt | posted transactions date | reskontradag
    """,
    "date": """
        date | datum | dato | data | fecha | datums | kuupaev | paivamaara | pvm | pva | paiva | dag | dagur |
        dagsetning | dags | kelt | nap | дата | ημερομηνια | ημ νια | ημερ | tarih | tarihi | תאריך | التاريخ | تاريخ |
        تاریخ | تاریخ تراکنش | 日期 | 年月日 | 日付 | お取引日 | お取扱日 | お取り扱い日 | 取引日付 | 取引日 |
        ご利用日 | 利用日 | 利用年月日 | ご利用年月日 | 操作日 | 勘定日 | 거래일 | 거래일자 | 거래일시 | 날짜 |
        일자 | 이용일 | 이용일자 | 이용일시 | วันที่ | วันที่ทำรายการ | วันที่ เวลา | วัน เวลา | ngay |
        ngay giao dich | tanggal | tanggal transaksi | tgl | tarikh | date time | datetime | timestamp |
        date and time | day | date operation | run date | date op | date de l operation | date d operation |
        date d ope | date ope | date de transaction | statement date | umsatzdatum | belegdatum | kontodatum |
        data mov | data mov. | data movimento | data do movimento | data operazione | data operacao |
        fecha operacion | fecha de operacion | fecha mov | fecha movimiento | fecha del movimiento | f operacion |
        data de operacao | data operatiei | data operatie | trade date run | rechnungsdatum | invoice date |
        bill date | date facture | fecha factura | data fattura | transactiedatum | transaktionsdato |
        rekeningdatum | operacijos data | data operacji | datum transakcie | datum transakce | datum transakcije |
        datum prometa | tranzakcio datuma | tranzakcio idopontja | дата операции | дата транзакции |
        дата на операция | дата операції | islem tarihi | islem zamani | تاریخ عملیات | तारीख | दिनांक | তারিখ |
        ~datum | ~dato | ~dagsetning | bokfdag | transdag | ~paivamaara | when | tarehe | data e veprimit |
        თარიღი | तिथि | гүйлгээний огноо | огноо | ամսաթիվ | tarix | sana | күні
    """,
    "bought": """
        transaction date | trans date | trans. date | tran date | txn date | purchase date | date of transaction |
        transaction time | trade date | started date | started | created | created at | created on | created utc |
        creation date | date created | date of purchase | operation date | date transaction | initiated |
        umsatztag | kaufdatum | transaktionsdatum | abschlussdatum | belegtag | einkaufsdatum | date d achat |
        date achat | date de la transaction | fecha de compra | fecha compra | fecha de la operacion |
        fecha transaccion | fecha de transaccion | data acquisto | data da compra | data da transacao |
        data transacao | data de transacao | data transazione | aankoopdatum | datum verrichting | kopdatum |
        kjopsdato | kobsdato | transaktionsdag | tapahtumapaiva | ostopaiva | ostopvm | data transakcji |
        data zawarcia | datum provedeni | datum uskutecneni | datum platby | datum nakupu | data tranzactiei |
        tranzakcio napja | tranzakcio ideje | תאריך עסקה | תאריך העסקה | תאריך רכישה | תאריך קנייה |
        תאריך הקנייה | תאריך ביצוע | 交易日 | 交易日期 | 交易时间 | 交易時間 | 交易创建时间 | 消費日 | 消費日期 |
        消费日期 | 付款时间 | 创建时间 | 结算时间 | 発生日 | 승인일 | 승인일자 | 승인일시 | 승인날짜 |
        تاريخ العملية | تاريخ المعاملة | تاريخ الحركة | تاریخ خرید | voucher date | date of voucher
    """,
    "value": """
        value date | value dt | value dat | date value | val date | valuta | valutadatum | valuta date |
        wertstellung | wertstellungsdatum | wert | ~wertstellung | wertstellung valuta | valutastellung |
        valutering | date de valeur | date valeur | valeur | fecha valor | fecha de valor | f valor | fecha val |
        data valuta | data valor | data da valor | data-valor | valuta datum | rentedatum | rentedato | rentedag |
        valutadato | valoridag | rantedag | rantedato | arvopaiva | arvopvm | valuuttapaiva | maksupaiva |
        data waluty | datum valuty | valuta dan | ertek nap | ertekdatum | erteknap | data valutei |
        дата валютирования | дата валюти | вальор | ημερομηνια αξιας | valor tarihi | תאריך ערך | יום ערך |
        תאריך חיוב | 起息日 | 計息日 | 生效日期 | 기산일 | تاريخ الاستحقاق | تاريخ القيمة | available on utc |
        available on | effective date | eff date | fallig am | falligkeit | due date | due | date d echeance |
        vencimiento | fecha vencimiento | vencimento | data vencimento | data pagamento | date debit |
        date de debit | お支払日 | 支払日 | 支払予定日 | datum verrekening | debit date | interest date |
        valutos data | data ksiegowa | 결제일 | vervaldatum | forfaldsdato | forfallsdato | forfallodag |
        erapaiva | valutadag | ~valutadatum | ~valuta dato | date val
    """,
    "time": """
        time | uhrzeit | zeit | heure | hora | ora | tijd | tid | klo | godzina | cas | ido | время | час | ωρα |
        saat | שעה | 时间 | 時間 | 時刻 | 시간 | 거래시간 | 이용시간 | 交易时刻 | الوقت | ساعت | زمان | เวลา |
        gio | waktu | jam | abschlusszeit | trade time | timezone | time zone | zona horaria | zeitzone |
        fuseau horaire
    """,
    "settled": """
        billing amount | billed amount | settlement amount | settled amount | posted amount | booked amount |
        charged amount | charge amount | amount charged | amount billed | amount in account currency |
        account amount | amount in local currency | local amount | amount in base currency | amount in eur |
        amount eur | amount in chf | amount in gbp | amount in usd | amount in cad | amount in nok |
        amount in sek | amount in dkk | amount in pln | amount in czk | amount local currency | payment amount |
        target amount after fees | abrechnungsbetrag | betrag abrechnung | betrag in eur | umsatz in eur |
        betrag in kontowahrung | gebuchter betrag | buchungsbetrag | kontobetrag | betrag in chf |
        belasteter betrag | montant en eur | montant en euros | montant en euro | montant eur | montant regle |
        montant debite | montant comptabilise | importe eur | importe en euros | importe euros | importe en eur |
        importe cargado | importo in euro | importo eur | importo addebitato | valor em eur | valor em reais |
        valor brl | valor r | valor em r | bedrag in eur | bedrag eur | bedrag in euro | belopp sek | belop nok |
        belop i nok | belob i dkk | belop i kr | kwota operacji w walucie rachunku | kwota w walucie rachunku |
        kwota rozliczenia | kwota ksiegowania | kwota obciazenia | castka v mene uctu | zauctovana castka |
        suma v mene uctu | сумма платежа | сумма в валюте счета | сумма в валюте счёта | сумма списания |
        сумма в рублях | сумма в валюте карты | сума в валюті картки | сума у валюті картки | сума в uah |
        konyvelt osszeg | osszeg huf | terhelt osszeg | סכום חיוב | סכום החיוב | סכום לחיוב | 人民币金额 |
        实付金额 | 实际支付金额 | 实付款 | 实际金额 |
        入账金额 | 入帳金額 | 入账币种 金额 | 结算金额 | 清算金额 | 記帳金額 | 新臺幣金額 | 新台幣金額 |
        台幣金額 | 請款金額 | 折合台幣金額 | 結算金額 | 支払金額 | お支払い金額合計 | 支払総額 | お支払総額 |
        請求金額 | ご請求金額 | 이용금액 원화 | 청구금액 | 결제금액 | 국내이용금액 | المبلغ بالريال |
        kwota transakcji w walucie rachunku | сумма пересчитанная в валюту счета | в валюту счета | в валюте счета |
        в валюту карты
    """,
    "net": """
        net | net amount | amount net | netto | nettobetrag | betrag netto | neto | importe neto | montant net |
        importo netto | liquido | valor liquido | nettobelopp | nettobelop | netto amount | total net |
        net total | 净额 | 実収額 | 实收金额 | kwota netto
    """,
    "gross": """
        gross | gross amount | amount gross | brutto | bruttobetrag | bruto | importe bruto | brut |
        montant brut | lordo | importo lordo | bruttobelopp | kwota brutto | valor bruto | total gross |
        avant commission | before fee | hors frais | subtotal
    """,
    "amount": """
        amount | amt | amount ($) | importancia | betrag | umsatz | buchungsbetrag | ~betrag | montant |
        montant de l operation | montant operation | somme | importe | monto | valor | valor movimento |
        importe de la operacion | importo | importo operazione | ammontare | quantia | montante |
        valor da operacao | valor do movimento | bedrag | bedrag transactie | belob | belobet | belop | beloep |
        belopp | summa | maara | eur maara | summ | upphaed | upphad | kwota | kwota operacji | kwota transakcji |
        castka | suma | objem | ciastka | iznos | znesek | vrijednost | osszeg | forgalom | tranzakcio osszege |
        suma tranzactiei | valoare | сумма | сумма операции | сумма операції | сумма транзакции | сума | ποσο |
        αξια | tutar | islem tutari | tutari | miktar | suma operacijos | summa eur | apmers | סכום | סכום עסקה |
        סכום העסקה | סכום פעולה | סכום בש ח | المبلغ | مبلغ | قيمة | القيمة | مبلغ العملية | مبلغ المعاملة |
        مبلغ تراکنش | مبلغ ریال | 金额 | 金額 | 交易金额 | 交易金額 | 发生额 | 發生額 | 消费金额 | 消費金額 |
        订单金额 | 交易币种 金额 | ご利用金額 | 利用金額 | 利用金額合計 | 取引金額 | 入出金額 | 入出金 |
        お取引金額 | 거래금액 | 이용금액 | 금액 | 사용금액 | 승인금액 | จำนวนเงิน | จำนวน | ยอดเงิน | so tien |
        so tien giao dich | jumlah | nominal | amaun | mutasi | transaction amount | trans amount | tran amount |
        txn amount | value | total | total amount | cad$ | usd$ | cad | eur | gbp | chf | usd | amount num |
        credit debit amount | debit credit amount | amount credit debit | amount debit credit | amount spent |
        soll haben | betrag soll haben | purchase amount | sum | importe total | total charge | राशि | রাশি |
        kiasi | halaga | af bij bedrag | mutatiebedrag | mutatie bedrag | belop inn ut | inn ut | 记账金额 |
        ticket amount | ~belopp | ~belop | ~belob | ~bedrag | ~osszeg | volume | how much | kiasi cha fedha |
        shuma | თანხა | गरकम | धनराशि
    """,
    "original": """
        original amount | intl amount | international amount |
        amount foreign currency | foreign amount | foreign currency amount |
        amount in foreign currency | amount in transaction currency | amount in original currency |
        local currency amount | source amount after fees | source amount | orig amount |
        transaction currency amount | foreign | betrag fremdwahrung | fremdwahrungsbetrag |
        betrag in fremdwahrung | originalbetrag | ursprunglicher betrag | ursprungsbetrag | betrag ursprung |
        betrag original | transaktionsbetrag original | betrag orig | urspruenglicher betrag | montant en devise |
        montant devise | montant d origine | montant original | montant initial | montant devise etrangere |
        importe original | importe en divisa | importe divisa | monto original | importe en moneda extranjera |
        importo in valuta | importo originale | importo valuta | valor original | valor em moeda estrangeira |
        valor na moeda original | valor usd | valor em us | valor em dolar | oorspronkelijk bedrag |
        bedrag vreemde valuta | bedrag in vreemde valuta | originalbelopp | utlandskt belopp | utl belopp |
        belopp i valuta | valutabelopp | valutabelop | valutabelob | utl belop | udenlandsk belob |
        belopp i utlandsk valuta | originalbelop | belop i valuta | belob i valuta |
        utlandsk belopp | oprindeligt belob |
        alkuperainen maara | kwota oryginalna | kwota w walucie oryginalnej | kwota w walucie transakcji |
        kwota transakcji w walucie | puvodni castka | castka v puvodni mene | castka v mene transakce |
        povodna suma | eredeti osszeg | tranzakcio osszege eredeti | suma originala | suma in valuta |
        originalni iznos | сумма в валюте операции | сумма в валюте транзакции | сума в валюті операції |
        сума у валюті операції | orijinal tutar | doviz tutari | yabanci para | סכום מקורי | סכום עסקה מקורי |
        סכום עסקה במט ח | סכום במט ח | 交易地金额 | 原币金额 | 外幣金額 | 外币金额 | 消費金額 外幣 | 原幣金額 |
        現地通貨額 | 外貨金額 | 現地利用額 | 해외이용금액 | 현지금액 | 外币交易金额 | المبلغ الأصلي |
        amount in instructed currency | 通貨変換前の金額 |
        alkuperainen summa | alkuperaissumma | pierwotna kwota | pirminė suma |
        algne summa | sakotneja summa | eredeti devizaosszeg
    """,
    "part": """
        individual amount | detail amount | single amount | einzelbetrag | betrag detail | detailbetrag |
        teilbetrag | montant detail | detail du montant | montant individuel | montants partiels |
        importo singolo | importo dettaglio | split amount | partial amount | importe individual | sub amount
    """,
    "debit": """
        ausgehend | betrag ausgehend |
        debit | debits | debit amount | debit amt | dr amount | dr | withdrawal | withdrawals | withdrawal amt |
        withdrawal amount | withdraw | paid out | money out | out | outflow | outgoing | payments out | charge |
        charges | spent | spend | debit ($) | payment made | amount out | debited | debit value | amount debited |
        amount debit | total debit | expense | expenses | paid | withdrawn | expense amount | soll | belastung |
        belastungen | lastschrift | ausgabe | ausgaben | ausgang | auszahlung | auszahlungen | betrag soll |
        soll betrag | belastungsbetrag | debet | debit euros | debit eur | depense | depenses | retrait |
        retraits | sortie | montant debit | montant au debit | cargo | cargos | debe | debito | debitos | adeudo |
        adeudos | gasto | gastos | retiro | retiros | egreso | egresos | salida | salidas | importe debe |
        importe cargo | addebito | addebiti | uscite | uscita | dare | importo dare | saida | saidas | saques |
        debito r | valor debito | valor debitado | despesa | af | afschrijving | afschrijvingen | uitgaven |
        uitgave | uit | bedrag af | ud | ut | ut av konto | ut fra konto | uttak | uttag | utgift | utgifter |
        utbetaling | utbetalning | udbetaling | udgift | belastat | debiteret | haevet | belop ut | ut belop |
        otto | panot ulos | tili ulos | veloitus | menot | obciazenia | obciazenie | wyplata | wyplaty | wydatki |
        wydatek | rozchod | kwota obciazenia rachunku | vyber | vydaj | vydaje | na tarhu | vrub | debet kc |
        ma dati | odliv | terheles | kiadas | kifizetes | tartozik | iesiri | iesire | debitari | plati |
        isplata | isplate | duguje | zaduzenje | odlivi | v breme | breme | расход | расходы | дебет | списание |
        списано | витрати | сума списання | дт | χρεωση | χρεωσεις | αναληψη | borc | cikan | giden | harcama |
        cekilen | debetas | בחובה | islaidos | izmaksa | debets | valjaminek | deebet | חובה |
        חיוב | סכום חובה | הוצאה | משיכה |
        مدين | المدين |
        المبلغ المدين | مبلغ مدين | سحب | سحوبات | مسحوبات | المسحوبات | خصم | منصرف |
        برداشت | بدهکار | 支出 | 支出金额 | 支出金額 |
        借方 | 借方金额 | 借方发生额 | 借方金額 | 提出 | 支取 | 付款 | 转出 | 出金 | 出金額 | 出金金額 |
        お支払金額 | お支払い金額 | 支払い金額 | お支払い | お支払 | 支払 | お引出し | お引き出し | 引出 | 引出額 |
        お引出金額 | 引き出し | 払出 | 払戻 | 払出金額 | 출금 | 출금액 | 출금금액 | 찾으신금액 | 지급 | 지급금액 |
        내보낸금액 | ถอน | ถอนเงิน | ถอนเงิน เดบิต | หักบัญชี | เดบิต | ถอน เดบิต | จำนวนเงินถอน | รายจ่าย |
        ghi no | so tien ghi no | phat sinh no | no | rut | tien ra | chi | debet idr | pengeluaran | penarikan |
        keluar | debit rm | wydane | nomine | 提 | 支 | 出 | дебит | дугује | amount spent | paid amount |
        thanh toan | 提款 | 提款金額 | 支出額 | 支出金额(元) | お引き出し額 | निकासी | नामे | डेबिट | आहरण |
        outcome | debi | გასული თანხა | გასავალი | უკუ | дебит гүйлгээ | зарлага | ելք | mədaxil debet | шығыс
    """,
    "credit": """
        credit | credits | credit amount | credit amt | cr amount | cr | deposit | deposits | deposit amt |
        eingehend | betrag eingehend |
        deposit amount | paid in | money in | in | inflow | incoming | payments in | received | credit ($) |
        amount in | credited | amount credited | amount credit | total credit | income | payments |
        payment received | lodgement | lodgements | haben | gutschrift | gutschriften | einnahme | einnahmen |
        eingang | einzahlung | einzahlungen | betrag haben | haben betrag | gutschriftsbetrag | credit euros |
        credit eur | recette | recettes | depot | depots | versement | entree | montant credit |
        montant au credit | abono | abonos | haber | credito | creditos | ingreso | ingresos | deposito |
        depositos | entrada | entradas | importe haber | importe abono | accredito | accrediti | entrate |
        entrata | avere | importo avere | credito r | valor credito | valor creditado | receita | bij |
        bijschrijving | bijschrijvingen | inkomsten | bedrag bij | ind | inn | inn pa konto | inn til konto |
        innskudd | insattning | inkomst | inkomster | innbetaling | inbetalning | indbetaling | indtaegt |
        krediteret | indsat | belop inn | inn belop | kredit | kreditert | pano | panot | tili sisaan | hyvitys |
        tulot | uznania | uznanie | wplata | wplaty | wplywy | wplyw | przychod | kwota uznania | vklad | prijem |
        prijmy | ve prospech | v prospech | dal | jovairas | bevetel | befizetes | kovetel | incasari | intrare |
        intrari | creditari | uplata | uplate | potrazuje | odobrenje | prilivi | v dobro | dobro | приход |
        доход | доходы | кредит | зачисление | зачислено | поступление | поступления | пополнение | надходження |
        сума зарахування | кт | πιστωση | πιστωσεις | καταθεση | alacak | giren | gelen | yatan | iplaukos |
        kreditas | בזכות | 預り金額 | 預かり金額 | ienemumi | kredits | iemaksa | sissetulek | kreedit |
        זכות | סכום זכות | הכנסה | הפקדה | זיכוי | دائن | الدائن | المبلغ الدائن | مبلغ دائن |
        ايداع | إيداع | ايداعات | إيداعات | الإيداعات | الايداعات | اضافة | إضافة | وارد | واریز | بستانکار |
        收入 | 收入金额 | 收入金額 | 贷方 | 贷方金额 | 贷方发生额 | 貸方 | 貸方金額 | 存入 | 收款 | 转入 | 入金 |
        入金額 | 入金金額 | お預り金額 | お預かり金額 | お預入れ | お預け入れ | お預入金額 | お預り | 預入 |
        預入額 | 預り入れ | 受入 | 受入金額 | 입금 | 입금액 | 입금금액 | 맡기신금액 | 받은금액 | ฝาก | ฝากเงิน |
        ฝากเงิน เครดิต | เข้าบัญชี | เครดิต | ฝาก เครดิต | จำนวนเงินฝาก | รายรับ | ghi co | so tien ghi co |
        phat sinh co | co | gui | tien vao | thu | kredit idr | pemasukan | setoran | masuk | credit rm | 存 |
        收 | 入 | потражује | income amount | receipts | receipt | amount received | 存款 | 存款金額 | 收入額 |
        存入金额 | addebiti accrediti | जमा | क्रेडिट | kredi | შემოსავალი | შემოსული თანხა | 収入 | 収入金額 |
        кредит гүйлгээ | орлого | մուտք | кіріс
    """,
    "before": """
        balance before | bal before | balance before transaction | beginning balance | opening balance |
        start balance | starting balance | previous balance | saldo anterior | saldo antes | saldo inicial |
        solde avant | solde precedent | solde initial | saldo vor buchung | saldo voor | saldo przed |
        交易前余额 | 取引前残高 | 거래전잔액 | эхний үлдэгдэл
    """,
    "balance": """
        bal after |
        balance | running balance | running bal | running bal. | closing balance | account balance |
        available balance | ledger balance | book balance | balance after | balance after transaction |
        new balance | end balance | ending balance | current balance | bal | balance ($) | saldo | kontostand |
        saldo nach buchung | ~saldo | neuer saldo | aktueller saldo | saldo nach transaktion | solde |
        solde apres operation | nouveau solde | solde comptable | solde euros | saldo disponible |
        saldo contable | saldo final | saldo despues | saldo contabile | saldo progressivo | saldo disponibile |
        saldo contabilistico | saldo do dia | saldo apos | saldo r | saldo na trn | saldo na mutatie |
        saldo na boeking | boeksaldo | saldo po operacji | saldo po transakcji | saldo rachunku | saldo ksiegowe |
        zustatek | zustatek po | ucetni zustatek | zostatok | egyenleg | konyvelt egyenleg | zaro egyenleg |
        sold | sold final | sold contabil | stanje | novo stanje | остаток | баланс | остаток на счете |
        исходящий остаток | залишок | салдо | наличност | υπολοιπο | λογιστικο υπολοιπο | νεο υπολοιπο | bakiye |
        kalan bakiye | son bakiye | likutis | atlikums | jaak | saldo konto | bokfort saldo | disponibelt |
        stada | stada reiknings | יתרה | יתרה בש ח | היתרה | الرصيد | رصيد | الرصيد المتاح | مانده | موجودی |
        مانده حساب | 余额 | 餘額 | 联机余额 | 账户余额 | 帳戶餘額 | 本次余额 | 可用余额 | 結餘 | 结余 | 残高 |
        差引残高 | 差引金額 | お残高 | 現在残高 | 잔액 | 거래후잔액 | 거래후 잔액 | 잔고 | คงเหลือ | ยอดคงเหลือ |
        ยอดเงินคงเหลือ | ยอดคงเหลือในบัญชี | so du | so du cuoi | so du sau giao dich | so du kha dung |
        saldo akhir | baki | saldo awal akhir | शेष | salio | balanca | bilanci | ნაშთი | बाकी | эцсийн үлдэгдэл |
        zwischensumme | ბალანსი | gjendja | gjendje |
        үлдэгдэл | մնացորդ | disponible | guthaben | 現在高 | 現在 高 | 現在 貸付 高 | available | қалдық
    """,
}
