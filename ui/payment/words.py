"""The words that the line of "Pay with…" understands besides names: kinds of purchase, how, money, small words.

English, French and the languages of `words_far` are understood in every language of the window, folded: lower case,
without accents.
"""

from __future__ import annotations

from collections.abc import Mapping

from ui.payment import words_far as far

KINDS: Mapping[str, str] = {
    "fuel": "fuel petrol gas gasoline diesel essence carburant gazole gasoil plein",
    "groceries": "groceries grocery supermarket food courses supermarche alimentation epicerie",
    "eating out": "restaurant cafe coffee lunch dinner breakfast meal pizza bar dejeuner diner repas resto brasserie",
    "transport": "train bus tram metro subway taxi parking ticket tickets billet billets peage toll",
    "travel": "hotel flight flights plane airline trip holiday vol avion voyage sejour",
    "shopping": "clothes shoes books electronics shopping vetements chaussures livres electronique achats",
    "health": "pharmacy chemist doctor dentist pharmacie medecin medicaments dentiste",
    "leisure": "cinema movie concert museum gym film musee sport spectacle",
    "streaming": "streaming subscription abonnement",
}
"""Names of categories as terms write them, and the words people say for them."""

KIND_OF: Mapping[str, str] = {
    **{word: kind for kind, said in KINDS.items() for word in said.split()},
    **far.KIND_OF,
}
"""The same by word."""

PHRASES: Mapping[str, str] = {
    "eating out": "eating out",
    "gas station": "fuel",
    "petrol station": "fuel",
    "station service": "fuel",
    "book shop": "shopping",
}
"""Kinds of purchase that take two words."""

CHANNELS: Mapping[str, str] = {
    "online": "online",
    "on line": "online",
    "en ligne": "online",
    "sur internet": "online",
    "by internet": "online",
    "in app": "in_app",
    "in the app": "in_app",
    "dans l appli": "in_app",
    "in store": "in_store",
    "in a shop": "in_store",
    "in the shop": "in_store",
    "en magasin": "in_store",
    "dans un magasin": "in_store",
    "by phone": "phone",
    "par telephone": "phone",
    "every month": "recurring",
    "monthly": "recurring",
    "tous les mois": "recurring",
    "par mois": "recurring",
    **far.CHANNELS,
}

CONTACTLESS: Mapping[str, bool] = {
    "contactless": True,
    "tap": True,
    "sans contact": True,
    "chip": False,
    "with the chip": False,
    "no contactless": False,
    "avec la puce": False,
    "avec code": False,
    **far.CONTACTLESS,
}

MONEY: Mapping[str, str] = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "pound": "GBP",
    "pounds": "GBP",
    "quid": "GBP",
    "livres sterling": "GBP",
    "$": "USD",
    "us$": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "¥": "JPY",
    "yen": "JPY",
    "yens": "JPY",
    "franc": "CHF",
    "francs": "CHF",
    "chf": "CHF",
    "fr.": "CHF",
    **far.MONEY,
}

COMMON = frozenset("EUR USD GBP CHF JPY SEK NOK DKK PLN CZK CAD AUD".split())
"""Codes of currencies that are no words, so that they are understood in small letters too."""

COUNTRIES: Mapping[str, str] = {"uk": "GB", "england": "GB", "usa": "US", "us": "US", "angleterre": "GB"}
"""Names of countries that CLDR does not know."""

PLACE_WORDS = frozenset("in en au aux a to dans".split()) | far.PLACE_WORDS
SHOP_WORDS = frozenset("at chez from".split()) | far.SHOP_WORDS
ARTICLES = frozenset("the a an".split())
FILLERS = (
    frozenset(
        "for of the a an on with my some in at to "
        "le la les l du de des d un une pour avec mon ma mes sur en au aux".split()
    )
    | far.FILLERS
)
"""Small words that say nothing by themselves."""
