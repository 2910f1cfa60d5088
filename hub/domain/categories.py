"""The categories a new vault starts with, and the general words that sort a first import.

Codes are stable names (the user interface words them); slots are the eight series colours of the design, fixed
for a category in every chart: housing 0, groceries 1, transport 2, eating out 3, shopping 4, utilities 5,
leisure 6, health 7. The starter words are general ones in the languages of the banks; they count as a few
corrections would, so that the first real correction outweighs them.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

EXPENSE, INCOME, TRANSFER, IGNORED = "expense", "income", "transfer", "ignored"
UNCOUNTED = (TRANSFER, IGNORED)
"""Kinds that are neither spending nor income: moves between own accounts, and what the person leaves out."""


class Default(NamedTuple):
    """A category of a new vault: its code (identity), kind, colour slot, icon, and the code it is part of."""

    code: str
    kind: str
    slot: int
    icon: str
    parent: str = ""


DEFAULTS: tuple[Default, ...] = (
    Default("housing", EXPENSE, 0, "house"),
    Default("groceries", EXPENSE, 1, "shopping-basket"),
    Default("transport", EXPENSE, 2, "car"),
    Default("fuel", EXPENSE, 2, "car", "transport"),
    Default("eating_out", EXPENSE, 3, "utensils"),
    Default("shopping", EXPENSE, 4, "shopping-bag"),
    Default("utilities", EXPENSE, 5, "zap"),
    Default("leisure", EXPENSE, 6, "ticket"),
    Default("health", EXPENSE, 7, "heart-pulse"),
    Default("travel", EXPENSE, 2, "plane"),
    Default("insurance", EXPENSE, 0, "shield"),
    Default("education", EXPENSE, 6, "graduation-cap"),
    Default("family", EXPENSE, 4, "users"),
    Default("gifts", EXPENSE, 6, "gift"),
    Default("taxes", EXPENSE, 0, "landmark"),
    Default("fees", EXPENSE, 5, "receipt"),
    Default("cash", EXPENSE, 4, "banknote"),
    Default("other", EXPENSE, 7, "circle"),
    Default("salary", INCOME, 1, "briefcase"),
    Default("interest", INCOME, 5, "percent"),
    Default("refunds", INCOME, 4, "rotate-ccw"),
    Default("shared_costs", INCOME, 0, "users"),
    Default("benefits", INCOME, 7, "landmark"),
    Default("other_income", INCOME, 6, "circle-plus"),
    Default("transfer", TRANSFER, 7, "arrow-left-right"),
    Default("not_counted", IGNORED, 7, "eye-off"),
)

STARTER: dict[str, str] = {
    "housing": """
        rent miete hausverwaltung hausverw mortgage hypothek loyer alquiler affitto hyra huur landlord nebenkosten
        wohnung immobilien housing letting property residence wohnbau hausgeld syndic copropriete furniture mobel
        اجاره ايجار 房租 物业""",
    "groceries": """
        supermarkt supermarket supermarche supermercado supermercati grocery groceries lebensmittel markt
        wochenmarkt biomarkt epicerie alimentari mercado grocer metzgerei fleischerei butcher boucherie
        hofladen discounter
        بقاله سوبرماركت سوپرماركت 超市 便利店""",
    "transport": """
        parking parkhaus parkplatz stationnement bahn bahnhof train railway rail zug ticket bus tram metro subway taxi
        cab verkehr verkehrsbetriebe nahverkehr sncf transit toll maut peage garage werkstatt autohaus kfz autoservice
        carsharing ebike scooter fahrkarte
        تاكسي 地铁 出租车 停车""",
    "fuel": """
        fuel petrol gas station tankstelle tanken benzin diesel essence carburant gasolina gasolinera route station
        ladestation charging
        بنزين 加油站""",
    "eating_out": """
        restaurant cafe coffee kaffee kaffeebar bar bistro pizzeria pizza sushi burger imbiss doner kebab bakery
        baeckerei backerei boulangerie panaderia panetteria trattoria ristorante osteria gasthaus gasthof
        wirtschaft gartenlokal lokal brasserie takeaway delivery lieferservice kantine mensa eis eiscafe gelateria
        pub brauhaus diner grill noodle tapas snack
        مطعم مقهى رستوران 餐厅 咖啡 外卖""",
    "shopping": """
        shop store shopping boutique mode modehaus fashion kleidung clothes clothing shoes schuhe chaussures
        baumarkt hardware electronics elektro elektronik drogerie drugstore buchladen buchhandlung books
        bookstore librairie libreria marketplace online kaufhaus warenhaus department outlet toys spielwaren
        juwelier jewellery blumen florist papeterie optik
        متجر فروشگاه 商城 百货""",
    "utilities": """
        strom electricity electricite energie energy gas stadtwerke wasser water eau luz internet glasfaser fiber
        broadband dsl telefon telephone phone mobile mobil mobilfunk telecom telekom rundfunk rundfunkbeitrag
        abfall waste heating heizung cloud hosting wlan prepaid
        برق اب 电费 水费 话费""",
    "leisure": """
        kino cinema movie theater theatre museum concert konzert streaming stream music musik spiele games gaming
        fitness gym kletterhalle sport sports verein club bibliothek library zoo park schwimmbad pool sauna
        festival tickets hobby kulturverein yoga magazine zeitung newspaper
        سينما 电影 健身""",
    "health": """
        apotheke pharmacy pharmacie farmacia arzt doctor dr praxis zahnarzt dentist dentiste klinik clinic
        hospital krankenhaus medical medizin optiker physiotherapie physio therapie labor krankenkasse
        صيدليه داروخانه 药店 医院""",
    "travel": """
        hotel hostel airline airlines flight flug airport flughafen airbnb booking reise reisen reiseburo travel
        voyage viaje ferienwohnung camping mietwagen rental hotels resort pension 酒店 航空""",
    "insurance": """
        versicherung insurance assurance seguro assicurazione verzekering haftpflicht lebensversicherung
        krankenversicherung autoversicherung kfzversicherung بيمه تامين 保险""",
    "education": "schule school university universitat universite course kurs tuition kita kindergarten college 学费",
    "family": "kids kinder baby spielzeug childcare nursery tagesmutter unterhalt 母婴",
    "gifts": "spende donation don charity geschenk gift kirche church wohltatigkeit foundation hilfswerk",
    "taxes": "finanzamt steuer steuern tax taxes impots hmrc irs kfzsteuer grundsteuer",
    "fees": """
        fee fees gebuhr gebuhren entgelt kontofuhrung kontofuhrungsentgelt frais commission auslandsentgelt
        sollzinsen overdraft zinsbelastung jahresgebuhr annual service charge""",
    "cash": "atm cash withdrawal bargeldauszahlung geldautomat retrait cajero bancomat geldausgabe 取款",
    "salary": "gehalt lohn salary wages payroll salaire nomina stipendio arbeitgeber bezuge besoldung 工资 حقوق راتب",
    "interest": "zinsen interest habenzinsen dividend dividende interets intereses zinsgutschrift 利息",
    "refunds": "refund erstattung retoure gutschrift remboursement reembolso rimborso storno cashback return 退款",
    "shared_costs": "anteil share split geteilt",
    "benefits": "kindergeld elterngeld pension rente arbeitsagentur familienkasse caf benefit benefits allocation",
}
"""Code → general words, folded. Income words teach with a plus sign, the others with a minus."""

CHAINS: dict[str, str] = {
    "groceries": "rewe edeka aldi lidl penny carrefour tesco spar migros coop kaufland netto sainsburys",
    "transport": "uber",
    "fuel": "shell aral esso total bp",
    "shopping": "amazon amzn ikea zalando ebay",
    "leisure": "netflix spotify disney",
}
"""Names that are known in many countries; taught like general words."""

MCC: tuple[tuple[int, int, str], ...] = (
    (3000, 3299, "travel"),
    (3351, 3441, "travel"),
    (3501, 3838, "travel"),
    (4111, 4131, "transport"),
    (4511, 4511, "travel"),
    (4722, 4722, "travel"),
    (4784, 4789, "transport"),
    (4812, 4816, "utilities"),
    (4899, 4900, "utilities"),
    (5200, 5331, "shopping"),
    (5411, 5411, "groceries"),
    (5422, 5451, "groceries"),
    (5462, 5462, "eating_out"),
    (5499, 5499, "groceries"),
    (5511, 5533, "transport"),
    (5541, 5542, "fuel"),
    (5543, 5599, "transport"),
    (5611, 5735, "shopping"),
    (5811, 5814, "eating_out"),
    (5815, 5818, "leisure"),
    (5912, 5912, "health"),
    (5921, 5921, "groceries"),
    (5931, 5999, "shopping"),
    (6010, 6012, "cash"),
    (6300, 6300, "insurance"),
    (7011, 7033, "travel"),
    (7512, 7519, "travel"),
    (7523, 7549, "transport"),
    (7829, 7999, "leisure"),
    (8011, 8099, "health"),
    (8211, 8299, "education"),
    (8398, 8398, "gifts"),
    (9311, 9311, "taxes"),
)
"""Merchant category codes (ISO 18245, first and last inclusive) → category code."""


_PARENTS = {default.code: default.parent for default in DEFAULTS if default.parent}


def known_code(code: str, known: Container[str]) -> str | None:
    """The code, or the one it is part of, that a vault knows: older vaults have fewer; None when neither is known."""
    return next((one for one in (code, _PARENTS.get(code, "")) if one in known), None)


def code_of_mcc(mcc: str | None) -> str | None:
    """The default category's code for a merchant category code; None when it says nothing."""
    if not mcc or not (mcc.isascii() and mcc.isdigit()):
        return None
    number = int(mcc)
    return next((code for first, last, code in MCC if first <= number <= last), None)
