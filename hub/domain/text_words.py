"""Words in bank texts that are not part of a name, in the languages of the banks that write them.

All folded. General words only: payment services that stand in front of a merchant's name are facts of the
format ("SUMUP *CAFE"), so they are listed; no list of merchants.
"""

from __future__ import annotations

BANK_WORDS = frozenset(
    """
    pos card payment payments purchase contactless debit credit visa mastercard maestro girocard vpay ec elv
    transaction terminal online order ref reference sepa dd ct direct transfer standing incoming outgoing from
    kartenzahlung kartenumsatz lastschrift uberweisung gutschrift dauerauftrag basislastschrift folgelastschrift
    einzug zahlung sagt danke dankt bargeldauszahlung geldautomat ga abrechnung onlineuberweisung echtzeituberweisung
    paiement carte cb achat prlv prelevement vir virement recu emis facture
    compra pago tarjeta recibo transferencia adeudo cargo
    pagamento carta bonifico addebito acquisto pagobancomat
    betaalautomaat betaling pinbetaling incasso overboeking bea
    platba kartou prevod platnosc karta przelew
    kortkob dankort kortkjop kortkop visaskop autogiro
    compras cartao debito pagamentos transf
    mktp marketplace recurring subscription abo pymt qr gutschrift retoure refund erstattung remboursement to
    purchases bargeld kauf einkauf preauthorized checkcard abbuchung einzugsermachtigung
    pirkinys zakup przy uzyciu karty
    """.split()
)

STOP_WORDS = frozenset(
    """
    kfn mndt mandat mandate mandatsref mandatsreferenz eref mref svwz cred iban bic terminal kurs rate rate/ fx
    eur usd chf gbp jpy cny aed sar irr cad aud sek nok dkk pln czk huf try inr brl mxn ltl lvl eek
    """.split()
)

INTERMEDIARIES = frozenset(
    """
    sumup sq tst paypal pp zettle izettle iz stripe sp klarna cko payu mollie adyen nyx wpy fs dri ls lsp py
    googlepay applepay gpay bill pypl shopify sqc toast ztl pay mpay ccv pag upi pix venmo zelle
    cashapp alipay wechat tenpay
    """.split()
)

LEGAL_FORMS = frozenset(
    """
    gmbh ag kg ohg ug mbh gbr ev eg ek se co ltd limited llc inc corp plc lp llp company sa sas sarl sasu eurl
    sl slu srl spa snc bv nv vof oy oyj ab as asa aps sro spzoo doo dd kft zrt bhd pty kk cie et ges gesmbh sca uab sia
    s.a s.r.l s.p.a e.k e.v
    """.split()
)

COUNTRIES = frozenset(
    """
    de deu at aut ch che fr fra it ita es esp pt prt nl nld be bel lu lux gb gbr uk ie irl us usa ca can dk dnk se
    swe no nor fi fin pl pol cz cze sk svk hu hun ro rou bg bgr hr hrv si svn ee est lv lva lt ltu gr grc tr tur il
    isr ae are sa sau ir irn eg egy jp jpn cn chn hk hkg tw twn kr kor in ind au aus nz nzl br bra mx mex sg sgp
    """.split()
)

CITIES = frozenset(
    """
    berlin hamburg munchen muenchen munich koln koeln cologne frankfurt stuttgart dusseldorf duesseldorf leipzig
    dortmund essen bremen dresden hannover nurnberg nuernberg duisburg bochum wuppertal bielefeld bonn munster
    muenster mannheim karlsruhe augsburg wiesbaden freiburg kiel mainz lorrach loerrach heidelberg ulm konstanz
    wien vienna graz linz salzburg innsbruck zurich zuerich basel bern geneve genf lausanne luzern
    paris lyon marseille toulouse nice nantes strasbourg montpellier bordeaux lille rennes colmar mulhouse
    london manchester birmingham leeds glasgow edinburgh liverpool bristol dublin cork
    madrid barcelona valencia sevilla lisboa lisbon porto roma rome milano milan torino napoli firenze
    amsterdam rotterdam utrecht brussel bruxelles antwerpen gent luxembourg lux kobenhavn copenhagen stockholm
    oslo helsinki warszawa krakow praha prague brno bratislava budapest bucuresti sofia zagreb ljubljana
    tallinn riga vilnius athens istanbul ankara dubai riyadh cairo tehran tokyo osaka seoul beijing shanghai
    toronto montreal vancouver chicago boston seattle houston dallas austin denver miami sydney melbourne auckland
    """.split()
)

ACRONYMS = frozenset("db sbb obb tv ag ikea bmw vw dhl ups gls dpd tui bp omv hp ibm ing dkb kfw adac aok tk".split())

PARTICLES = frozenset(
    """
    am an auf bei der die das de del della des di do du e el en et for i im in la las le les los of the um und van
    von y zu zum zur and
    """.split()
)
