"""Currencies as files write them: ISO 4217 codes, symbols and names."""

from __future__ import annotations

import re
from functools import lru_cache

CODES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF "
    "CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD "
    "HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
    "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY "
    "TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL "
    "LTL LVL EEK SKK SIT MTL CYP DEM FRF ITL ESP PTE NLG BEF ATS FIM IEP GRD LUF ROL BGL TRL RUR".split()
)
"""Codes in use, and those that old statements still hold."""

_RENAMED = {
    "RUR": "RUB",
    "BYR": "BYN",
    "CNH": "CNY",
    "RMB": "CNY",
    "NIS": "ILS",
    "NTD": "TWD",
    "CDN": "CAD",
    "STG": "GBP",
}

_SIGNS = {
    "€": "EUR", "£": "GBP", "₪": "ILS", "₽": "RUB", "₹": "INR", "₺": "TRY", "₩": "KRW", "￦": "KRW", "฿": "THB",
    "₫": "VND", "đ": "VND", "VNĐ": "VND", "₴": "UAH", "₸": "KZT", "₦": "NGN", "₱": "PHP",
    "₾": "GEL", "₼": "AZN", "₡": "CRC", "₲": "PYG",
    "R$": "BRL", "US$": "USD", "U$S": "USD", "CA$": "CAD", "C$": "CAD", "CAD$": "CAD", "USD$": "USD", "A$": "AUD",
    "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "MX$": "MXN", "MEX$": "MXN", "Kč": "CZK",
    "zł": "PLN", "Ft": "HUF", "TL": "TRY", "лв": "BGN", "лв.": "BGN", "руб": "RUB", "руб.": "RUB", "р.": "RUB",
    "GH₵": "GHS", "₵": "GHS", "KSh": "KES", "KSh.": "KES", "TSh": "TZS", "USh": "UGX", "RD$": "DOP", "J$": "JMD",
    "TT$": "TTD", "AR$": "ARS", "৳": "BDT", "₮": "MNT", "៛": "KHR", "₭": "LAK", "Dhs": "AED", "֏": "AMD", "kn": "HRK",
    "грн": "UAH", "грн.": "UAH", "元": "CNY", "円": "JPY", "원": "KRW", "บาท": "THB", "Rp": "IDR", "RM": "MYR",
    "Rs": "INR", "Rs.": "INR", "lei": "RON", "din": "RSD", "din.": "RSD", "ден": "MKD", "KM": "BAM", "S/": "PEN",
    "S/.": "PEN", "₨": "PKR", "ریال": "IRR", "ر.س": "SAR", "د.إ": "AED", "ج.م": "EGP", "Fr.": "CHF", "SFr.": "CHF",
    "د.ا": "JOD", "د.ا.": "JOD", "د.أ": "JOD", "د.ك": "KWD", "د.ك.": "KWD", "د.ب": "BHD", "د.ب.": "BHD", "د.إ.": "AED",
    "ر.ع": "OMR", "ر.ع.": "OMR", "ر.ق": "QAR", "ر.ق.": "QAR", "ر.س.": "SAR", "د.ع": "IQD", "د.ع.": "IQD",
    "د.ت": "TND", "د.ت.": "TND", "د.ج": "DZD", "د.ج.": "DZD", "د.م.": "MAD", "ج.م.": "EGP", "ل.ل": "LBP", "ل.ل.": "LBP",
}  # fmt: skip

_NAMES = {
    "euro": "EUR", "euros": "EUR", "人民币": "CNY", "人民币元": "CNY", "美元": "USD", "港币": "HKD", "欧元": "EUR",
    "日元": "JPY", "英镑": "GBP", "us dollar": "USD", "pound sterling": "GBP", "יורו": "EUR", "דולר": "USD",
    "שח": "ILS", 'ש"ח': "ILS", "ש״ח": "ILS", "рубль": "RUB", "рубли": "RUB", "台幣": "TWD", "新台幣": "TWD",
    "新臺幣": "TWD", "日圓": "JPY", "港幣": "HKD", "人民幣": "CNY", "naira": "NGN", "soles": "PEN",
    "nuevos soles": "PEN", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "zloty": "PLN", "złoty": "PLN",
    "forint": "HUF", "us dollars": "USD", "u.s. dollars": "USD", "dólares": "USD", "dolares": "USD", "dólar": "USD",
    "quetzales": "GTQ", "lempiras": "HNL", "córdobas": "NIO", "colones": "CRC", "guaraníes": "PYG", "bolivianos": "BOB",
    "reais": "BRL", "pounds sterling": "GBP", "sterling": "GBP", "yen": "JPY", "renminbi": "CNY",
    "kenya shilling": "KES", "kenyan shilling": "KES", "indian rupee": "INR", "indian rupees": "INR", "евро": "EUR",
    "доллар сша": "USD", "доллары сша": "USD", "российский рубль": "RUB", "тенге": "KZT", "гривня": "UAH",
    "гривні": "UAH", "türk lirası": "TRY", "turk lirasi": "TRY", "swiss franc": "CHF", "schweizer franken": "CHF",
    "franken": "CHF", "saudi riyal": "SAR", "uae dirham": "AED", "ευρώ": "EUR", "евра": "EUR", "динар": "RSD",
    "원화": "KRW", "日本円": "JPY", "新加坡元": "SGD",
}  # fmt: skip

AMBIGUOUS = frozenset("$ ¥ ￥ kr kr. Kr ﷼ Fr R".split())
"""Signs that several currencies share; they say "money" but not which."""

SIGN_PATTERN = "|".join(re.escape(s) for s in sorted((*_SIGNS, *AMBIGUOUS), key=len, reverse=True))
_BY_FOLDED = {s.casefold(): c for s, c in (*_SIGNS.items(), *_NAMES.items())}


@lru_cache(maxsize=1024)
def currency_of(text: str) -> str | None:
    """The ISO code that a code, sign or name stands for; None when it is none or several could be meant."""
    word = text.strip(" []().\u00a0:")
    upper = word.upper()
    if upper in _RENAMED:
        return _RENAMED[upper]
    if upper in CODES:
        return upper
    return _BY_FOLDED.get(text.strip().casefold()) or _BY_FOLDED.get(word.casefold())


_BY_LENGTH = sorted(_SIGNS.items(), key=lambda item: -len(item[0]))
_ANY_SIGN = re.compile("|".join(re.escape(sign) for sign, _ in _BY_LENGTH))
_EURO = re.compile(r"(?i)\beuro[sa]?\b")
_LOOSE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")


def currency_in(text: str) -> str | None:
    """A currency named within a text such as a header ("Amount (EUR)", "Umsatz in EUR", "金额（元）", "CAD$")."""
    for code in _LOOSE.findall(text):
        if code in CODES or code in _RENAMED:
            return currency_of(code)
    for sign, code in _BY_LENGTH if _ANY_SIGN.search(text) else ():
        if sign in text and (not sign[0].isalpha() or not sign.isascii() or _alone(sign, text)):
            return code
    if _EURO.search(text):
        return "EUR"
    for name in ("人民币", "人民幣", "美元", "新臺幣", "新台幣", "台幣", "港幣", "日圓", 'ש"ח', "ש״ח"):
        if name in text:
            return _NAMES[name]
    return None


def _alone(sign: str, text: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(sign)}(?![^\W_])", text) is not None
