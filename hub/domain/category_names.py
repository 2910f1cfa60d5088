"""Names of the default categories in five languages: English, French, Arabic, Persian, simplified Chinese.

A vault keeps codes, so that names follow the language a person reads; a search finds a category by its name in any
of the five. Arabic, Persian and Chinese were not yet read by a native speaker.
"""

from __future__ import annotations

from hub.domain.text import fold

LANGUAGES = ("en", "fr", "ar", "fa", "zh")

NAMES: dict[str, tuple[str, str, str, str, str]] = {
    "housing": ("Housing", "Logement", "السكن", "مسکن", "住房"),
    "groceries": ("Groceries", "Courses", "البقالة", "خواربار", "食品杂货"),
    "transport": ("Transport", "Transports", "المواصلات", "حمل‌ونقل", "交通"),
    "fuel": ("Fuel", "Carburant", "الوقود", "سوخت", "燃油"),
    "eating_out": ("Eating out", "Restaurants", "المطاعم", "رستوران", "餐饮"),
    "shopping": ("Shopping", "Achats", "التسوق", "خرید", "购物"),
    "utilities": ("Utilities", "Énergie et télécoms", "الخدمات", "آب و برق و تلفن", "水电通讯"),
    "leisure": ("Leisure", "Loisirs", "الترفيه", "تفریح", "休闲"),
    "health": ("Health", "Santé", "الصحة", "سلامت", "医疗"),
    "travel": ("Travel", "Voyages", "السفر", "سفر", "旅行"),
    "insurance": ("Insurance", "Assurances", "التأمين", "بیمه", "保险"),
    "education": ("Education", "Éducation", "التعليم", "آموزش", "教育"),
    "family": ("Family", "Famille", "العائلة", "خانواده", "家庭"),
    "gifts": ("Gifts and donations", "Cadeaux et dons", "الهدايا والتبرعات", "هدیه و کمک", "礼品与捐赠"),
    "taxes": ("Taxes", "Impôts", "الضرائب", "مالیات", "税费"),
    "fees": ("Fees", "Frais", "الرسوم", "کارمزد", "手续费"),
    "cash": ("Cash withdrawals", "Retraits d’espèces", "السحب النقدي", "برداشت نقدی", "取现"),
    "other": ("Other", "Autres", "أخرى", "سایر", "其他"),
    "salary": ("Salary", "Salaire", "الراتب", "حقوق", "工资"),
    "interest": ("Interest", "Intérêts", "الفوائد", "سود", "利息"),
    "refunds": ("Refunds", "Remboursements", "المبالغ المستردة", "بازپرداخت", "退款"),
    "shared_costs": ("Shared costs", "Frais partagés", "التكاليف المشتركة", "هزینه‌های مشترک", "分摊费用"),
    "benefits": ("Benefits", "Prestations", "الإعانات", "مزایا", "补贴"),
    "other_income": ("Other income", "Autres revenus", "دخل آخر", "درآمد دیگر", "其他收入"),
    "transfer": ("Transfer", "Virement", "تحويل", "انتقال", "转账"),
    "not_counted": ("Not counted", "Non compté", "غير محسوب", "شمرده‌نشده", "不计入"),
}
"""Code → its names in the order of `LANGUAGES`."""
_FOLDED = {code: tuple(fold(name) for name in names) for code, names in NAMES.items()}


def is_named(text: str, code: str | None) -> bool:
    """Whether folded text is part of a default category's name in any of the five languages."""
    return any(text in name for name in _FOLDED.get(code or "", ()))
