"""Names of the days of the week in the languages of bank files, by their letters without accents."""

from __future__ import annotations

from importers.months import plain

_LISTS = """
monday tuesday wednesday thursday friday saturday sunday
mon tue wed thu fri sat sun
mon tues weds thur fri sat sun
mon tue wed thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonntag
mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche
lun mar mer jeu ven sam dim
lunes martes miercoles jueves viernes sabado domingo
lun mar mie jue vie sab dom
segunda terca quarta quinta sexta sabado domingo
seg ter qua qui sex sab dom
segunda-feira terca-feira quarta-feira quinta-feira sexta-feira sabado domingo
lunedi martedi mercoledi giovedi venerdi sabato domenica
lun mar mer gio ven sab dom
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
ma di wo do vr za zo
mandag tirsdag onsdag torsdag fredag lordag sondag
man tir ons tor fre lor son
mandag tisdag onsdag torsdag fredag lordag sondag
man tis ons tors fre lor son
maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
ma ti ke to pe la su
poniedzialek wtorek sroda czwartek piatek sobota niedziela
pon wt sr czw pt sob niedz
pondeli utery streda ctvrtek patek sobota nedele
po ut st ct pa so ne
pondelok utorok streda stvrtok piatok sobota nedela
hetfo kedd szerda csutortok pentek szombat vasarnap
luni marti miercuri joi vineri sambata duminica
понедельник вторник среда четверг пятница суббота воскресенье
пн вт ср чт пт сб вс
понеділок вівторок середа четвер пятниця субота неділя
δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη
pazartesi sali carsamba persembe cuma cumartesi pazar
senin selasa rabu kamis jumat sabtu minggu
"""
_NAMES = frozenset(plain(name) for name in _LISTS.split())


def is_weekday(name: str) -> bool:
    """Whether a word names a day of the week, in any language of the list."""
    return plain(name).rstrip(".") in _NAMES
