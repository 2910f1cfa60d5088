"""Headings of all columns but dates and money; how they match is told in `words_money`."""

TEXT_ROLES = {
    "currency": """
        currency | ccy | curr | cur | currency code | billing currency | account currency | amount currency |
        currency of amount | transaction currency code | posted currency | settlement currency | charge currency |
        wahrung | whg | waehrung | kontowahrung | buchungswahrung | abrechnungswahrung | devise | monnaie |
        devise du compte | divisa | moneda | divisa importe | valuta iso | moeda | munt | muntsoort |
        valutasoort | valutakode | valutakod | valuttakoodi | valuutta | waluta | waluta operacji |
        waluta rachunku | mena | mena uctu | penznem | devizanem | moneda tranzactie | валюта | валюта счета |
        валюта счёта | валюта операции | валюта платежа | валюта картки | νομισμα | para birimi | doviz cinsi |
        doviz | valiuta | valuta kods | מטבע | מטבע חיוב | מטבע החיוב | العملة | عملة | ارز | 币种 | 货币 |
        结算币种 | 入账币种 | 币别 | 幣別 | 帳戶幣別 | 通貨 | 通貨コード | 통화 | 통화코드 | 화폐 | สกุลเงิน |
        loai tien | tien te | mata uang | matawang | commodity currency | isocode | iso | валута |
        valiutos kodas | payment currency | target currency | ~wahrung | ~waehrung
    """,
    "original_currency": """
        original currency | foreign currency | type foreign currency | currency foreign | transaction currency |
        local currency | source currency | instructed currency | orig currency | fremdwahrung | originalwahrung |
        wahrung ursprung | wahrung original | transaktionswahrung | urspruengliche wahrung |
        ursprungliche wahrung | devise d origine | devise originale | devise etrangere | moneda original |
        divisa original | divisa origen | valuta originale | valuta estera | moeda original | moeda estrangeira |
        oorspronkelijke munt | vreemde valuta | oorspronkelijke valuta | originalvaluta | utlandsk valuta |
        ursprunglig valuta | waluta oryginalna | waluta transakcji | puvodni mena | mena transakce |
        eredeti penznem | валюта транзакции | orijinal para birimi | מטבע מקור | מטבע עסקה | מטבע מקורי |
        交易币种 | 原币种 | 外幣幣別 | 消費幣別 | 原幣別 | 現地通貨 | 外貨 | 현지통화
    """,
    "balance_currency": """
        balance currency | currency of balance | saldo wahrung | wahrung saldo | devise du solde | divisa saldo |
        waluta salda | mena zustatku | valuta saldo
    """,
    "fee": """
        fee | fees | commission | fee amount | gebuhr | gebuhren | provision | frais | comision | comisiones |
        commissione | commissioni | tarifa | taxa | kosten | gebyr | avgift | kulut | prowizja | oplata |
        poplatek | poplatky | jutalek | dij | comision bancar | provizija | комиссия | комісія | такса |
        προμηθεια | komisyon | masraf | mokestis | komisija | עמלה | رسوم | عمولة | کارمزد | 手续费 | 手續費 |
        手数料 | 수수료 | ค่าธรรมเนียม | phi | biaya | kosten op verrichting | fees & comm |
        commission ($) | fees ($) | accrued interest ($)
    """,
    "tax": """
        sales tax | tax | vat | shipping and handling amount | insurance amount | tip | tips
    """,
    "rate": """
        exchange rate | rate | fx rate | conversion rate | kurs | wechselkurs | umrechnungskurs | cours | taux |
        taux de change | tipo de cambio | cambio | tasso di cambio | taxa de cambio | koers | wisselkoers |
        vaxelkurs | valutakurs | vekslingskurs | kurssi | kurs wymiany | kurz | arfolyam | curs | tecaj | курс |
        курс валют | ισοτιμια | kur | שער | سعر الصرف | نرخ | 汇率 | 匯率 | 換算レート | レート | 환율 |
        rate price | price | price ($) | quantity | shares | units | unit price | preis | kurswert | anzahl |
        qty | points | punkte | rewards | cashback | кэшбэк | кешбек | кешбэк | бонусы | бонусы включая кэшбэк |
        округление на инвесткопилку | сумма операции с округлением | value with sym | amount with sym |
        value num | points earned | rate of exchange | rewards earned | miles | cash back
    """,
    "direction": """
        debit credit | credit debit | dr cr | cr dr | debit or credit | credit or debit | credit debit indicator |
        debit credit indicator | d c | c d | dc | cd | d k | k d | dk | w d | d w | +/- | direction | sign |
        in out | in/out | credit/debit | debit/credit | dr/cr | cr/dr | soll haben | soll haben kennzeichen |
        s h | vorzeichen | haben soll | belastung gutschrift | sens | debit credit sens | signe | signo |
        cargo abono | debe haber | segno | dare avere | tipo d c | d/c | deb cred | debito credito | natureza |
        af bij | af/bij | bij af | debet credit | code af bij | bij af code | ind ud | inn ut | in ut |
        obciazenie uznanie | strana | smer | smer platby | typ platby smer | be ki | terheles jovairas | jelleg |
        дебет кредит | направление | приход расход | тип операции дт кт | dt kt | дт кт | χρεωση πιστωση |
        borc alacak | b a | borc alacak b a | debeto kredito | d k pozymis | חובה זכות | مدين دائن |
        بدهکار بستانکار | 借贷 | 借貸 | 收支 | 收/支 | 借贷标志 | 借贷方向 | 收支类型 | 收付标志 | 入出金区分 |
        入払区分 | 入出金 区分 | 구분 | 입출금구분 | 입출구분 | 거래구분 | 收支方向 | debitcredit | creditdebit |
        credit debit code | transaction direction | amount sign |
        billing amount sign | dbit crdt | debet/credit | π χ | χ π | creditdebet |
        debet kreditas | debetas kreditas | deebet kreedit
    """,
    "status": """
        status | state | transaction status | payment status | cleared | zustand | statut | etat | estado |
        situacion | stato | situacao | tila | stav | allapot | stare | статус | состояние | стан | κατασταση |
        durum | busena | statuss | סטטוס | מצב | الحالة | حالة | وضعیت | 状态 | 交易状态 | 当前状态 | 狀態 |
        交易狀態 | ステータス | 状態 | 상태 | 처리상태 | สถานะ | trang thai | reconcile | reconciled |
        buchungsstatus
    """,
    "type": """
        type | transaction type | trans type | tran type | transaction | details type | trntype |
        transaction code | code | category type | umsatzart | transaktionstyp | buchungsart | vorgang | art |
        transaktionsart | type de transaction | type d operation | type operation | nature |
        nature de l operation | tipo | tipo de movimiento | tipo movimiento | tipo de transacao |
        tipo de operacion | tipo operacion | tipo operazione | tipo transacao | causale | causale abi |
        tipo de lancamento | tipo lancamento | mutatiesoort | mutatie soort | transactietype | soort |
        transaktionstype | tyyppi | laji | tapahtumalaji | rodzaj transakcji | rodzaj operacji | typ |
        typ transakcji | typ transakce | typ operace | typ pohybu | tranzakcio tipusa | forgalom tipusa | tipus |
        tip | tip tranzactie | vrsta | vrsta transakcije | тип | тип операции | вид операции |
        вид на транзакцията | ειδος | ειδος συναλλαγης | islem tipi | islem turu | islem kodu | operacijos tipas |
        סוג | סוג פעולה | סוג תנועה | סוג עסקה | נوع | نوع العملية | نوع | نوع الحركة | نوع تراکنش | 交易类型 |
        交易類型 | 类型 | 业务类型 | 業務類型 | 交易方式 | 取引区分 | 取引種別 | 区分 | 種別 | 거래종류 |
        거래유형 | 취급점 유형 | ประเภท | รายการประเภท | loai giao dich | jenis transaksi | reporting category |
        action | subcategory | activity
    """,
    "payee": """
        payee | merchant | merchant name | name | payee name | counterparty | counterparty name | beneficiary |
        beneficiary name | beneficiary party | recipient | to | to name | destination | destination name |
        vendor | supplier | seller | company | other party | partner | partner name | transaction partner | shop |
        store | entity | payer payee | payee payer | sender recipient | recipient sender | empfanger |
        beguenstigter | begunstigter | beguenstigter zahlungspflichtiger | begunstigter zahlungspflichtiger |
        auftraggeber empfanger | empfanger auftraggeber | auftraggeber beguenstigter | auftraggeber begunstigter |
        zahlungsempfanger | empfangername | empfanger name | name zahlungsbeteiligter | zahlungsbeteiligter |
        name des partners | partnername | handler | handlername | beglinstigter | zahlungsempfanger in |
        zahlungsempfanger*in | beneficiaire | tiers | commercant | marchand | destinataire | nom |
        nom du beneficiaire | contrepartie | emetteur beneficiaire | beneficiario | comercio | establecimiento |
        nombre | nombre comercio | destinatario | proveedor | nombre beneficiario | beneficiario ordenante |
        ordenante beneficiario | esercente | nome | controparte | nominativo | favorecido | estabelecimento |
        nome do beneficiario | contraparte | loja | begunstigde | naam | naam tegenpartij | naam tegenrekening |
        tegenpartij | handelaar | naam omschrijving | ontvanger | winkel | name description | naam begunstigde |
        modtager | modtagernavn | mottaker | mottagare | mottagarens namn | saaja | saaja maksaja | saajan nimi |
        maksaja saaja | nimi | butik | brukersted | forretning | mottakernavn | odbiorca | nazwa odbiorcy |
        kontrahent | nadawca odbiorca | odbiorca nadawca | nazwa kontrahenta | nazwa nadawcy odbiorcy |
        dane kontrahenta | dane strony operacji | odbiorca zleceniodawca | nazwa | protistrana |
        nazev protistrany | nazev protiuctu | nazev | nazev uctu protistrany | nazev uctu | nazev prijemce |
        prijemce | obchodnik | obchodni misto | partner neve | ellenoldali nev | kedvezmenyezett |
        kedvezmenyezett neve | beneficiar | nume beneficiar | comerciant | contrapartida | primatelj | naziv |
        prejemnik | primalac | naziv primatelja | получатель | контрагент | наименование контрагента |
        название контрагента | получатель плательщик | торговая точка | отримувач | продавец |
        наредител получател | получател | контрагент наименование | δικαιουχος | αντισυμβαλλομενος | alici |
        alici adi | karsi taraf | karsi hesap adi | isyeri | gavejas | mokėtojas gavejas | moketojas gavejas |
        gavėjas | sanemejs | maksatajs sanemejs | saaja maksja nimi | שם בית העסק | שם בית עסק | בית עסק |
        שם המוטב | מוטב | שם העסק | لطرف | المستفيد | اسم المستفيد | التاجر | اسم التاجر | گیرنده | فروشگاه |
        نام فروشگاه | طرف حساب | 交易对方 | 对方户名 | 对方名称 |
        商家 | 对手姓名 | 对手户名 | 对方姓名 | 对方账号与户名 | 对方账户名 |
        对方账户与户名 | 对手信息 | 交易对手 | 商户名称 | 商户 | 收款人 |
        对方 | 收款方 | 对方账户名称 | 對方戶名 | 商店名稱 | 特店名稱 | 特約商店 | 消費明細 | 商店 | 店名 |
        ご利用店名 | 利用店名 | 利用先 | ご利用先 | ご利用店舗 | 利用店 | ご利用先など | 利用店名 商品名 |
        取引先 | 振込先 | 加盟店名 | 内容 店名 | 가맹점 | 가맹점명 | 이용가맹점 | 받는분 | 보낸분 받는분 |
        받는분 보낸분 | 의뢰인 수취인 | 거래처 | 사용처 | 이용처 | ผู้รับ | ร้านค้า | ชื่อผู้รับ | nguoi thu huong |
        ten doi tac | don vi thu huong | penerima | nama penerima | nama merchant | merchant description |
        originator beneficiary | display name | title name | saaja maksja | saaja nimi | name of sender/receiver |
        name of sender receiver | counter party | tegenrekeninghouder | naam tegenrekeninghouder |
        moketojo arba gavejo pavadinimas | moketojo gavejo pavadinimas | nazov partnera | nazov protistrany |
        nazov | nazev uctu protiuctu | ugyfeltol ugyfelnek | moketojas | gavejas moketojas | jmeno protistrany |
        ご利用場所 | 利用場所 | ご利用店舗名 | jmeno prijemce | counter account name | counterparty account name |
        beneficiary account name | payee account name | doi tac |
        partneris | partnera nosaukums | meno protistrany | meno partnera | motadili |
        お店 | gegenkonto inhaber | inhaber gegenkonto
    """,
    "payer": """
        payer | payer name | sender | from | from name | sender name | originator | source name | source |
        remitter | auftraggeber | auftraggebername | zahlungspflichtiger | absender | zahler | payeur | emetteur |
        donneur d ordre | debiteur | ordenante | emisor | remitente | nombre ordenante | pagador | mittente |
        ordinante | remetente | opdrachtgever | betaler | afsender | avsender | avsandare | maksaja |
        avsandarens namn | nadawca | zleceniodawca | nazwa nadawcy | odesilatel | platce | kezdemenyezo |
        terhelt neve | ordonator | platitor | platitelj | uplatitelj | плательщик | отправитель | платник |
        наредител | αποστολεας | gonderen | gonderen adi | moketojas | maksatajs | מעביר | المرسل | پرداخت کننده |
        付款人 | 付款方 | 汇款人 | 依頼人 | 振込依頼人 | 보낸분 | 보내는분 | ผู้ส่ง | nguoi gui | pengirim |
        zahlungspflichtige r | zahlungspflichtige*r
    """,
    "description": """
        vwz | transactie |
        description | transaction description | details | transaction details | narrative | narration |
        particulars | particular | memo | text | information | transaction | original description |
        statement description | extended details | title | subject | payment reference | remarks | remark |
        message | payment details | reference text | activity description | description 1 | description1 |
        description 2 | description2 | description3 | more details | transaction information |
        transaction remarks | comments description | notes description | what | item | item title | label |
        product | product name | payment description | transaction narrative | purpose | purpose of payment |
        buchungstext | verwendungszweck | ~verwendungszweck | beschreibung | bezeichnung | zahlungszweck |
        buchungsdetails | buchungsinformation | zahlungsgrund | umsatztext | buchungs details | beschreibung1 |
        beschreibung2 | beschreibung3 | zahlungsreferenz text | vorgang verwendungszweck | mitteilung | betreff |
        libelle | libelle de l operation | libelle operation | libelle simplifie | description de l operation |
        detail de l ecriture | detail | motif | objet | intitule | remarque | communication |
        informations complementaires | detail operation | concepto | descripcion | detalle |
        descripcion del movimiento | movimiento | observaciones | glosa | concepto ampliado | mas datos |
        referencia concepto | descripcion operacion | descripcion de la operacion | detalles | descrizione |
        descrizione operazione | descrizione estesa | causale descrizione | dettagli | operazione |
        causale del versamento | descricao | historico | descritivo | lancamento | descricao do movimento |
        descritivo do movimento | descricao lancamento | detalhes | titulo | movimento | descricao da operacao |
        discriminacao | omschrijving | mededeling | mededelingen | vrije mededeling | omschrijving 1 |
        omschrijving 2 | omschrijving 3 | betalingskenmerk omschrijving | toelichting | tekst | besked |
        beskrivelse | forklaring | beskrivning | meddelande | specifikation | transaktion | text mottagare |
        melding | selite | viesti | kuvaus | selitys | tapahtuma | skyring | texti | lysing | opis |
        opis operacji | tytul | opis transakcji | tytul operacji | szczegoly | szczegoly transakcji | tytulem |
        popis | popis operace | popis transakce | zprava pro prijemce | zprava | ucel | ucel platby |
        popis transakcie | poznamka | informacia pre prijemcu | ucel transakcie | nazev popis | megnevezes |
        kozlemeny | leiras | megjegyzes | tranzakcio leirasa | descriere | detalii | detalii tranzactie |
        explicatii | descrierea tranzactiei | opis placanja | opis transakcije | svrha | namen | svrha placanja |
        описание | описание операции | назначение | назначение платежа | основание | детали | комментарий |
        примечание | опис | опис операції | призначення | призначення платежу | деталі операції | пояснение |
        περιγραφη | αιτιολογια | σχολια | aciklama | islem aciklamasi | islem | detay | paaiskinimai |
        mokejimo paskirtis | paskirtis | aprasymas | maksajuma merkis | apraksts | informacija | selgitus |
        kirjeldus | תיאור | תאור | פרטים | תיאור פעולה | הפעולה | פעולה | תיאור התנועה | סוג פעולה תיאור | הערות |
        פרוט | פירוט | الوصف | البيان | بيان | وصف | التفاصيل | تفاصيل | تفاصيل العملية | وصف العملية | شرح |
        شرح تراکنش | توضیحات | 摘要 | 描述 | 说明 | 說明 | 商品 | 商品名称 | 商品说明 | 交易摘要 | 交易说明 |
        交易场所 | 交易详情 | 交易名称 | 交易描述 |
        备注 | 備註 | 明细 | 附言 | 用途 | 客户摘要 | 交易说明 备注 | 交易附言 | 交易備註 | 存摺備註 |
        消费说明 | 消費說明 | 消費項目 | 帳單說明 | 交易內容 | 内容 | お取引内容 | 取引内容 | お取り扱い内容 |
        お取扱内容 | 摘要内容 | 入出金先内容 | 入出金内容 | ご利用内容 | 利用内容 | メモ | 備考 | 適用 | 적요 |
        내용 | 기재내용 | 거래내용 | 메모 | 비고 | 이용내역 | 상세내용 | รายการ | รายละเอียด | คำอธิบาย |
        หมายเหตุ | dien giai | noi dung | noi dung giao dich | mo ta | keterangan | uraian | deskripsi |
        transaksi | keterangan transaksi | butiran | perihal | विवरण | बिबरण | maelezo | transactie omschrijving |
        items | 订单标题 |
        ~text | ~tekst | ~beschreibung | ~omschrijving | rubrik | ämne | otsikko | pershkrimi | დანიშნულება |
        maelezo ya muamala | ब्यौरा
    """,
    "memo": """
        memo detail | memodet | memoconv | notes | note | comment | comments | additional information |
        additional info | info | notiz | notizen | bemerkung | bemerkungen | anmerkung | details zusatz |
        zusatzinformation | notas | nota | comentario | annotazioni | observacao | observacoes | notities |
        opmerkingen | huomautus | notatka | uwagi | komentar | upresneni | komentaroim | заметка | заметки | not |
        الملاحظات | ملاحظات | ملاحظة | یادداشت | 备注信息 | subject memo | kommentar
    """,
    "extra": """
        address | adresse | location | locatie | city | country | country region | area district |
        address status | land | adres tegenpartij | branch | bank | 交易地址 | 交易地点 | 交易地點 | 取扱店 |
        거래점 | 취급점 | 거래지점 | status code | symbol | security description | security type | labels | tags |
        town city | town | postcode | author | user | channel | cabang | branch code | device |
        terminal location | dependencia origem | 渠道 | 交易渠道 |
        对方开户行 | 对方银行 | 网点名称 | plaats | ort | lieu | lugar |
        luogo | local | miasto | misto | mesto | место | şehir
    """,
    "id": """
        transaction id | id | txn id | trans id | transaction number | transaction no | transaction no. |
        transaction reference number | unique id | uuid | transaction reference | tran id | payment id |
        record id | record no | entry reference | bank reference | reference number | ref number | ref no |
        ref. no. | ref | reference | reference no | reference no. | chq ref number | chq ref no | chq./ref.no. |
        cheque ref no | archive reference | balance transaction id | transaktions nr | transaktionsnummer |
        transaktions id | transaktionscode | referenz | referenznummer | buchungsreferenz | bankreferenz |
        belegnummer | zkb-referenz | zkb referenz | rechnungsnummer | invoice number bill |
        numero de transaction | id transaction | reference operation | reference de l operation |
        numero d operation | id transaccion | numero de operacion | id operacion | identificador | referencia |
        numero operacion | num operacion | n operacion | codigo de operacion | id transazione |
        numero operazione | riferimento | id transacao | id da transacao | numero do documento | docto | docto. |
        documento | nr doc | nr. doc. | n documento | transactie id | transactiereferentie | volgnr | volgnummer |
        referentie | referentienummer | transaktions-id | arkivref | arkivreferanse | arkivreferens | referens |
        referanse | arkistointitunnus | viite | numer referencyjny | nr referencyjny | identyfikator |
        id operace | id transakce | reference platby | id pokynu | cislo transakce | transaction id reference |
        banki azonosito | tranzakcio azonosito | referencia szam | nr referinta | referinta | numar tranzactie |
        referenca | poziv na broj | референс | референс проводки | номер операции | номер транзакции |
        номер документа | id операции | идентификатор | референция | αριθμος αναφορας | dekont no | fis no |
        referans no | islem no | dekont | iraso nr | irasonr | arhiiveerimistunnus | אסמכתא | אסמכתה |
        מספר אסמכתא | رقم المرجع | المرجع | رقم العملية | رقم الحركة | مرجع | شماره سند | شماره پیگیری |
        شماره مرجع | 交易单号 | 交易订单号 | 交易号 | 流水号 | 交易流水号 | 订单号 | 交易編號 | 交易序號 |
        取引番号 | 照会番号 | 整理番号 | 거래번호 | 승인번호 | เลขที่อ้างอิง | ma giao dich | so tham chieu |
        so but toan | no referensi | no ref | id transaksi | wallet txn id | fitid | end to end id bank | number |
        transaction ref | trx ref | reference 1 | receipt no | receipt nr
    """,
    "reference": """
        client reference | customer reference | customer ref | kundenreferenz | kundenreferenz end to end |
        mandatsreferenz | glaubiger id | end to end reference | end to end referenz | endtoendid | end2endid |
        e2e | e2e reference | referenz end to end | cheque number | check number | check or slip |
        check or slip # | check # | cheque no | chq no | chq number | check no | serial number | serial | cheque |
        scheck nr | numero de cheque | no cheque | n cheque | numero cheque | invoice number | invoice id |
        receipt id | reference txn id | item id | mandaatkenmerk | betalingskenmerk | betalingsreferentie |
        machtigingskenmerk | kid | kid nummer | ocr | ocr nummer | viestinumero | vs | ks | ss |
        variabilni symbol | konstantni symbol | specificky symbol | variabilny symbol | batch id | 商家订单号 |
        商家单号 |
        商户单号 | 商户订单号 | 凭证号 | 支票號碼 | 小切手番号 | 序号 | 序號 | no. | nr | seq | sequence |
        lfd nr | line | row | # | transaktion nr | transaction sequence | bank name | bankname | bic | swift |
        blz | bankleitzahl | sort code | bank code | kod banku | kod banky | nazev banky | bic swift code |
        bic code | bank branch | routing number | creditor id | fussnoten | footnotes | timezone name |
        originator ip | teller | quantity of items | zip | postal code | phone | email | from email address |
        to email address
    """,
    "category": """
        category | categories | category group | category path | full category path | subcategory name |
        kategorie | kategorien | hauptkategorie | unterkategorie | categorie | sous categorie |
        categorie operation | categoria | subcategoria | sub categoria | sottocategoria | rubriek | kategori |
        hovedkategori | underkategori | huvudkategori | luokka | kategoria | kategorie transakce |
        kategoria transakcji | tranzakcio kategoria | категория | категорія | κατηγορια | kategoriler |
        kategorija | kategooria | קטגוריה | ענף | الفئة | دسته | دسته بندی | 分类 | 交易分类 | 類別 | 费用类别 |
        カテゴリ | カテゴリー | 大項目 | 中項目 | 카테고리 | 분류 | หมวดหมู่ | danh muc | master category |
        category split | parent category | budget
    """,
    "account": """
        account | account number | bank card | account no | account no. | acct no | acct number | account id | iban |
        own iban | account iban | bank account | bank account number | card number | card no | card no. |
        card last 4 digits | card | last 4 | konto | kontonummer | iban auftragskonto | iban auftraggeberkonto |
        auftragskonto | auftraggeberkonto | konto nr | kontonr | kartennummer | karte | eigenes konto |
        iban kontoinhaber | iban bban | ihr konto | numero de compte | compte | compte n | no compte |
        num compte | numero compte | carte | numero de carte | cuenta | numero de cuenta | n de cuenta |
        num cuenta | tarjeta | numero de tarjeta | numero cuenta | conto | numero conto | rapporto | carta |
        numero carta | conta | numero da conta | cartao | cartao final | final do cartao | rekening |
        rekeningnummer | van rekening | kredietkaart | eigen rekening | rekeningnr | uw rekening | konto nummer |
        kontonavn nummer | kort | kortnummer | kortnr | tili | tilinumero | reikningur | rachunek |
        numer rachunku | moj rachunek | numer konta wlasnego | karta | numer karty | rachunek zrodlowy |
        cislo uctu | ucet | muj ucet | cislo karty | cislo meho uctu | vlastni ucet | szamlaszam | szamla szama |
        kartyaszam | konyvelesi szamlaszam | cont | numar cont | cont iban | card nr | broj racuna | racun |
        broj kartice | stevilka racuna | transakcijski racun | номер счета | номер счёта | счет | счёт |
        номер карты | карта | рахунок | номер картки | сметка | номер на сметка | картка | αριθμος λογαριασμου |
        λογαριασμος | καρτα | hesap no | hesap | hesap numarasi | kart no | kart numarasi | saskaitos nr |
        saskaita | konta numurs | konts | kliendi konto | חשבון | מספר חשבון | מספר כרטיס | כרטיס |
        4 ספרות אחרונות של כרטיס האשראי | 4 ספרות אחרונות | رقم الحساب | الحساب | حساب | رقم البطاقة |
        شماره حساب | شماره کارت | کارت | 账号 | 卡号 | 帐号 | 账户 | 卡号末四位 | 卡末四位 | 帳號 | 卡號 |
        本方账号 | 交易卡号 | 帳戶 | 卡別 | 卡號末四碼 | 口座番号 | カード番号 | 口座 | 계좌번호 | 카드번호 |
        이용카드 | 계좌 | 카드 | เลขที่บัญชี | บัญชี | so tai khoan | tai khoan | so the | no rekening |
        nomor rekening | rekening sumber | no akaun | 收/付款方式 | 支付方式 | payment method | funding source
    """,
    "account_name": """
        account name | account type | account owner | full account name | kontoname | kontobezeichnung |
        kontoinhaber | bezeichnung auftragskonto | kontoart | nom du compte | type de compte | libelle compte |
        nombre de la cuenta | alias | tipo de cuenta | nome conto | tipo conto | nome da conta | rubrieknaam |
        rekeningnaam | kontonavn | kontonamn | tilin nimi | nazwa rachunku | nazwa konta | nazev meho uctu |
        szamla neve | szamlanev | nume cont | naziv racuna | тип счета | тип счёта | название счета |
        наименование счета | hesap adi | שם חשבון | اسم الحساب | نام حساب | 账户名称 | 户名 | 帳戶名稱 | 口座名 |
        계좌명 | ชื่อบัญชี | ten tai khoan | nama rekening | kaarthouder | card member | cardholder |
        cardholder name | card holder | holder | nom du titulaire | titulaire | titular | intestatario |
        kartenname | kartentyp | card name | card type | sub account name | wallet | wallet name |
        source destination | portemonnaie | tegoed | name des karteninhabers | karteninhaber | portador |
        titular da conta | card owner
    """,
    "counterparty": """
        counterparty account | counterparty iban | counterparty account number | payee account number |
        beneficiary account | recipient account | account number payee | partner iban | partner account |
        partner account number | to account | from account | iban of partner | iban empfanger | empfanger iban |
        empfanger iban kto nr | auftraggeber iban kto nr | iban zahlungsbeteiligter | kontonummer iban |
        gegenkonto | gegenkonto iban | konto empfanger | kontonummer des partners | gegen iban |
        iban des zahlungsbeteiligten | zahlungsempfanger iban | beguenstigter iban | kontonummer empfanger |
        kontonummer zahlungsbeteiligter | iban auftraggeber empfanger | compte contrepartie |
        compte beneficiaire | iban contrepartie | iban beneficiaire | compte beneficiaire iban |
        numero de compte contrepartie | cuenta beneficiario | cuenta destino | cuenta contraparte |
        iban beneficiario | conto beneficiario | iban controparte | conta favorecido | conta destino |
        iban contraparte | tegenrekening | tegenrekening iban bban | rekening tegenpartij |
        rekeningnummer tegenpartij | iban tegenpartij | naar rekening | rekening begunstigde | modkonto |
        motkonto | mottakerkonto | mottagarkonto | til konto | fra konto | saajan tilinumero | saajan tili |
        saaja iban | vastaanottajan tili | rachunek kontrahenta | numer rachunku kontrahenta | rachunek odbiorcy |
        numer konta | nr rachunku kontrahenta | numer rachunku odbiorcy | nr rachunku | rachunek przeciwstawny |
        protiucet | cislo protiuctu | cislo uctu protistrany | ucet protistrany | protiucet a kod banky |
        cislo uctu prijemce | ellenoldali szamlaszam | partner szamlaszama | ellenszamla |
        kedvezmenyezett szamlaszama | cont beneficiar | iban beneficiar | cont partener | cont corespondent |
        racun primatelja | iban primatelja | racun prejemnika | счет получателя | счёт получателя |
        счет контрагента | рахунок отримувача | сметка на контрагента | iban на контрагента |
        λογαριασμος δικαιουχου | karsi hesap | karsi hesap no | alici hesap | alici iban | gavejo saskaita |
        saskaita gavejo | sanemeja konts | saaja konto | חשבון מוטב | חשבון נגדי | حساب المستفيد |
        رقم حساب المستفيد | حساب مقصد | 对方账号 | 对方账户 | 对方卡号 | 對方帳號 | 轉入帳號 | 相手口座 |
        상대계좌 | 상대계좌번호 | 상대은행 | บัญชีผู้รับ | so tai khoan doi ung | tai khoan doi ung |
        rekening tujuan | counter account | contra account
    """,
    "mcc": """
        mcc | mcc code | merchant category code | merchant category | mcc code description | мсс | мсс код |
        код мсс | mcc код
    """,
    "other": """
        残高調整 | 繰越残高 | asset currency | instrument currency | security currency | instrumentvaluta |
        page | cleared date | reconcile date | reconciled date | void reason | check | flag | card brand |
        transaction breakup | statement period | period | uitgavenstaat | afschriftnummer | customer name |
        customer | loyalty | batch | machine | terminal | terminal id | is internal | wise | spaces |
        budget month | 借记卡 | koers | aktualisiert | erstellt am | export date
    """,
}
