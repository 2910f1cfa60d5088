"""The words of the line of "Pay with…" in Arabic, Persian and Chinese, and how a line without blanks is cut.

No native speaker has read these yet. They are understood in every language of the window, as English and French are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from ui.payment.folding import folded

M = TypeVar("M")
_KINDS: Mapping[str, str] = {
    "fuel": "وقود بنزين ديزل سوخت بنزین گازوئیل 加油 加油站 汽油 柴油 油费 油",
    "groceries": "بقالة سوبرماركت خضار مواد_غذائية خواربار سوپرمارکت بقالی میوه 超市 买菜 杂货 食品 菜",
    "eating out": "مطعم مقهى قهوة غداء عشاء فطور رستوران کافه قهوه ناهار شام صبحانه 餐厅 餐馆 咖啡 午饭 晚饭 早餐 吃饭",
    "transport": "قطار حافلة مترو تاكسي موقف تذكرة قطار اتوبوس تاکسی پارکینگ بلیط 火车 地铁 公交 打车 出租车 停车 车票",
    "travel": "فندق طيران رحلة سفر هتل هواپیما پرواز 酒店 机票 旅行 宾馆",
    "shopping": "ملابس أحذية كتب إلكترونيات تسوق لباس کفش کتاب خرید 衣服 鞋 书 电器 购物",
    "health": "صيدلية طبيب دواء أسنان داروخانه دکتر دارو دندانپزشک 药店 药 医生 医院",
    "leisure": "سينما فيلم حفلة متحف رياضة سینما کنسرت موزه ورزش 电影 演唱会 健身 博物馆",
    "streaming": "اشتراك بث اشتراک 订阅 会员",
}
_CHANNELS: Mapping[str, str] = {
    "online": "عبر_الإنترنت على_الإنترنت أونلاين اینترنتی آنلاین 网上 线上 网购 在线",
    "in_app": "في_التطبيق داخل_التطبيق در_برنامه داخل_اپ 应用内 在应用里",
    "in_store": "في_المتجر في_المحل حضوری در_فروشگاه 店内 到店 实体店 在店里",
    "phone": "بالهاتف عبر_الهاتف تلفنی 打电话 电话",
    "recurring": "شهريا كل_شهر ماهانه هر_ماه 每月 每个月",
}
_CONTACTLESS: Mapping[bool, str] = {
    True: "بدون_تلامس لاتلامسي بدون_تماس 非接触 闪付 挥卡 感应",
    False: "بالشريحة با_تراشه 插卡 刷卡插入",
}
_DAYS: Mapping[int, str] = {
    -2: "أول_أمس پریروز 前天",
    -1: "أمس البارحة دیروز 昨天",
    0: "اليوم امروز 今天",
    1: "غدا بكرة فردا 明天",
    2: "بعد_غد بعد_غدا پس_فردا پسفردا 后天",
    3: "大后天",
}
_MONEY: Mapping[str, str] = {
    "EUR": "يورو یورو 欧元 欧",
    "USD": "دولار دلار 美元 美金",
    "GBP": "جنيه_إسترليني پوند 英镑",
    "JPY": "ين_ياباني ین 日元 日圆",
    "CHF": "فرنك فرنك_سويسري فرانک 瑞士法郎",
    "CNY": "يوان یوان 元 块 块钱 圆 人民币 rmb",
    "HKD": "港币 港元",
    "TRY": "ليرة_تركية لیر",
    "AED": "درهم_إماراتي درهم",
    "SAR": "ريال_سعودي",
    "EGP": "جنيه_مصري جنيه",
    "IRR": "تومان تومن ریال",
}
FAMILIES: Mapping[str, frozenset[str]] = {
    "$": frozenset("USD CAD AUD NZD SGD HKD MXN TWD".split()),
    "dollar": frozenset("USD CAD AUD NZD SGD HKD TWD".split()),
    "dollars": frozenset("USD CAD AUD NZD SGD HKD TWD".split()),
    "¥": frozenset({"JPY", "CNY"}),
    folded("دولار"): frozenset("USD CAD AUD".split()),
    folded("دينار"): frozenset("KWD JOD IQD BHD TND DZD LYD".split()),
    folded("درهم"): frozenset({"AED", "MAD"}),
    folded("ريال"): frozenset("IRR SAR QAR OMR YER".split()),
    folded("جنيه"): frozenset("EGP GBP SDG".split()),
    folded("ليرة"): frozenset("TRY SYP LBP".split()),
    "元": frozenset("CNY TWD HKD".split()),
    "块": frozenset("CNY TWD HKD".split()),
}
"""Words for money that several countries use: the home currency where it is one of them."""

TEN_TIMES = frozenset({folded("تومان"), folded("تومن")})
"""Names for ten units of their currency (a toman is ten rials)."""


def _by_word(table: Mapping[M, str], *, has_article: bool = False) -> dict[str, M]:
    found = {}
    for meaning, said in table.items():
        for word in said.split():
            plain = folded(word.replace("_", " "))
            found[plain] = meaning
            if has_article and re.match(r"[\u0600-\u06ff]", plain) and " " not in plain:
                found |= {f"{article}{plain}": meaning for article in ("ال", "لل", "بال")}
    return found


KIND_OF: Mapping[str, str] = _by_word(_KINDS, has_article=True)
CHANNELS: Mapping[str, str] = _by_word(_CHANNELS)
CONTACTLESS: Mapping[str, bool] = _by_word(_CONTACTLESS)
DAYS: Mapping[str, int] = _by_word(_DAYS)
"""Days from today."""
MONEY: Mapping[str, str] = _by_word(_MONEY)
SHOP_WORDS = frozenset(map(folded, "عند لدى من في در از 在 去".split()))
PLACE_WORDS = frozenset(map(folded, "في در 在".split()))
FILLERS = frozenset(
    map(folded, "في من على ل ب مع ثمن شراء دفع در از به با برای یک را 在 去 的 花 花了 了 用 买 钱 给 要 想".split())
)
DAY_COUNTS = frozenset(map(folded, "أيام يوم روز 天后 天".split()))
AFTER = frozenset(map(folded, "بعد خلال".split()))
LATER = frozenset(map(folded, "دیگر بعد 后".split()))

_HAN = re.compile(r"[\u3400-\u9fff]+")
_SEAM = re.compile(
    r"(?<=[0-9])(?=[\u0620-\u064a\u067e-\u06d3\u3400-\u9fff])|(?<=[\u0620-\u064a\u067e-\u06d3\u3400-\u9fff])(?=[0-9])"
    r"|(?<=[\u3400-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u3400-\u9fff])"
)
_PUNCTUATION = str.maketrans(dict.fromkeys("،؛؟，。、！？：（）", " "))
MONTH_DAY = re.compile(r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})[日号]")
WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])")


def parted(line: str, phrases: Iterable[str]) -> str:
    """The line with blanks between words that are written without, cut at the longest phrases that are known."""
    line = _SEAM.sub(" ", _plain_digits(line).translate(_PUNCTUATION))
    if not _HAN.search(line):
        return line
    known = {one for one in phrases if _HAN.search(one)}
    longest = max(map(len, known), default=1)
    return _HAN.sub(lambda run: f" {' '.join(_cut(run[0], known, longest))} ", line)


def _cut(run: str, known: set[str], longest: int) -> list[str]:
    """Known phrases, and between them what is not known in one piece each."""
    pieces, rest, at = list[str](), "", 0
    while at < len(run):
        length = next((n for n in range(min(longest, len(run) - at), 0, -1) if run[at : at + n] in known), 0)
        if not length:
            rest, at = rest + run[at], at + 1
            continue
        pieces += [rest, run[at : at + length]] if rest else [run[at : at + length]]
        rest, at = "", at + length
    return [*pieces, rest] if rest else pieces


def _plain_digits(line: str) -> str:
    """Digits of any script as ASCII; the sign that groups thousands in Arabic goes."""
    return "".join(str(int(one)) if one.isdecimal() else one for one in line.replace("٬", ""))
