"""The words that bills of several languages use for what is to be paid, until when, and to whom; folded."""

from __future__ import annotations

AMOUNT: tuple[tuple[int, str], ...] = (
    (
        3,
        (
            r"amount due|total due|balance due|amount payable|total payable|please pay|to pay|new balance|"
            r"zu zahlen(?:der betrag)?|zahlbetrag|zahlungsbetrag|zahlbarer betrag|offener betrag|endbetrag|"
            r"net a payer|montant a payer|total a payer|reste a payer|montant du|solde a payer|"
            r"total a pagar|importe a pagar|totale da pagare|importo da pagare|te betalen|totaal te betalen|"
            r"valor a pagar|do zaplaty|att betala|at betale|a betale"
        ),
    ),
    (
        2,
        (
            r"invoice total|grand total|total incl[a-z.]*|rechnungsbetrag|rechnungssumme|gesamtbetrag|bruttobetrag|"
            r"gesamtsumme|total ttc|montant ttc|montant total|importe total|importo totale|totaalbedrag|totale fattura"
        ),
    ),
    (1, r"total|summe|gesamt|montant|betrag|amount|importe|importo|bedrag|totale|totaal|sum"),
)
"""Words before an amount, the surest first."""

DUE = (
    r"due date|due on|due by|payment due|pay by|payable by|is due|please pay by|"
    r"zahlbar bis(?: zum| spatestens)?|fallig(?: am| bis| zum|keit|keitsdatum)?|faelligkeit|zahlungsziel|"
    r"zu zahlen bis|bis zum|bis spatestens|wird am|abgebucht am|abbuchung am|"
    r"date limite(?: de paiement)?|a payer avant(?: le)?|avant le|(?:date d.?)?echeance|a regler avant(?: le)?|"
    r"preleve(?:e|s)?(?: le)?|prelevement(?: le| du)?|"
    r"(?:fecha de )?vencimiento|pagar antes del?|scadenza|da pagare entro|entro il|"
    r"vervaldatum|te betalen voor|uiterlijk|uiterste betaaldatum|data de vencimento|termin platnosci|forfallsdato|"
    r"forfallodag"
)
"""Words before the day a bill is due."""

ISSUED = (
    r"invoice date|date of invoice|bill date|statement date|issued|rechnungsdatum|rechnung vom|datum|ausgestellt am|"
    r"date de facture|date de la facture|facture du|emise? le|date|fecha|data|factuurdatum"
)
"""Words before the day a bill was written."""

WITHIN = (
    r"(?:within|innerhalb von|innert|binnen|sous|dans (?:les|un delai de)|en (?:un plazo de )?|entro|net|netto)\s+"
    r"(\d{1,3})\s*(?:days|tagen|tage|jours|dias|giorni|dagen)"
)
"""A time to pay counted from the day of the bill."""

BILLER = (
    r"payee|pay to|beneficiary|account holder|account name|kontoinhaber(?:in)?|zahlungsempfanger|empfanger|"
    r"beneficiaire|titulaire(?: du compte)?|beneficiario|titular|intestatario|begunstigde|ten name van|t\.?n\.?v\.?"
)
"""Words before the name that a transfer goes to."""

REFERENCE: tuple[tuple[int, str], ...] = (
    (
        2,
        (
            r"payment reference|reference for payment|structured communication|verwendungszweck|zahlungsreferenz|"
            r"reference de paiement|communication structuree|referencia de pago|causale|betalingskenmerk"
        ),
    ),
    (
        1,
        (
            r"invoice (?:no|number|nr|#)\.?|bill (?:no|number)\.?|rechnungs?[- ]?(?:nr|nummer|no)\.?|rechnung nr\.?|"
            r"numero de facture|facture (?:no|n°|numero)|n° (?:de )?facture|(?:numero|n\.?) (?:di )?fattura|"
            r"(?:numero|n\.?º?) de factura|factuurnummer|kundennummer|reference|referenz|referencia|riferimento|"
            r"kenmerk|customer number|numero client"
        ),
    ),
)
"""Words before what the biller wants to read in the transfer, the surest first."""

AUTOPAY = (
    r"abgebucht|buchen wir|lastschrift|eingezogen|einzug|ziehen wir|preleve|prelevement|domiciliation|direct debit|"
    r"automatically (?:charged|collected|paid)|will be (?:charged|debited|collected)|no action (?:is )?(?:needed|"
    r"required)|adeudo|domiciliado|addebito diretto|automatische incasso|afgeschreven|autopay|auto-pay"
)
"""Words of bills that the biller takes itself."""
