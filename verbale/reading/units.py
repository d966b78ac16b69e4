"""The units of figures: measures of time, length, area and the like, and the world's money."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["UNIT_AFTER", "is_currency", "money_before", "unit_named"]

# A unit as it comes out, then how it is written; a plural in -s is understood.
_MEASURES: Final = """
percent: per cent, percent, pct, %
percentage points: percentage point
basis points: basis point
seconds: second
minutes: minute
hours: hour
days: day
weeks: week
fortnights: fortnight
months: month
years: year
decades: decade
centuries: century, centuries
km: km, kilometre, kilometer
m: metre, meter
cm: cm, centimetre, centimeter
mm: mm, millimetre, millimeter
km/h: km/h, kph, kilometres per hour, kilometers per hour, kilometres an hour, kilometers an hour
miles: mile
mph: mph, miles per hour, miles an hour
feet: foot, feet
inches: inch, inches
yards: yard
km²: km², sq km, square kilometre, square kilometer
m²: m², sq m, square metre, square meter
square miles: square mile
square feet: square foot, square feet
m³: m³, cubic metre, cubic meter
ha: ha, hectare
acres: acre
kg: kg, kilogram, kilogramme
grams: gram, gramme
tonnes: tonne
tons: ton
litres: litre, liter
barrels: barrel
gallons: gallon
MW: mw, megawatt
GW: gw, gigawatt
kW: kw, kilowatt
kWh: kwh, kilowatt hour, kilowatt-hour
MWh: mwh, megawatt hour, megawatt-hour
GWh: gwh, gigawatt hour, gigawatt-hour
°C: °c, degrees celsius, degree celsius
°F: °f, degrees fahrenheit
degrees: degree
cents: cent
pence: pence
"""
# A currency as it comes out, then its names. Names of several currencies stay words.
_CURRENCIES: Final = """
USD: dollar, us dollar, u.s. dollar, american dollar
AUD: australian dollar
CAD: canadian dollar
HKD: hong kong dollar
SGD: singapore dollar
NZD: new zealand dollar
TWD: taiwan dollar
JMD: jamaican dollar
LRD: liberian dollar
EUR: euro
GBP: pound, pound sterling, pounds sterling, british pound
EGP: egyptian pound
SDG: sudanese pound
SSP: south sudanese pound
LBP: lebanese pound
SYP: syrian pound
JPY: yen
CNY: yuan, renminbi
INR: indian rupee
PKR: pakistani rupee
LKR: sri lankan rupee
NPR: nepali rupee, nepalese rupee
rupees: rupee
KHR: riel
THB: baht
MMK: kyat
VND: dong
LAK: kip
MYR: ringgit
IDR: rupiah
BDT: taka
KRW: korean won, south korean won
NGN: naira
GHS: cedi
ZAR: rand
ETB: birr
KES: kenyan shilling
UGX: ugandan shilling
TZS: tanzanian shilling
SOS: somali shilling
shillings: shilling
CHF: swiss franc
CDF: congolese franc
RWF: rwandan franc
BIF: burundian franc
CFA francs: cfa franc
francs: franc
MXN: mexican peso
PHP: philippine peso
COP: colombian peso
ARS: argentine peso
CLP: chilean peso
CUP: cuban peso
pesos: peso
BRL: brazilian real, reais
SEK: swedish krona, swedish kronor
NOK: norwegian krone, norwegian kroner
DKK: danish krone, danish kroner
CZK: czech crown, czech koruna, koruna
PLN: zloty
HUF: forint
RUB: rouble, ruble, russian rouble, russian ruble
BYN: belarusian rouble, belarusian ruble
UAH: hryvnia
KZT: tenge
GEL: lari
TRY: turkish lira
lira: lira
ILS: shekel
IQD: iraqi dinar
JOD: jordanian dinar
KWD: kuwaiti dinar
RSD: serbian dinar
DZD: algerian dinar
TND: tunisian dinar
LYD: libyan dinar
dinars: dinar
AED: emirati dirham, uae dirham
MAD: moroccan dirham
dirhams: dirham
SAR: saudi riyal
QAR: qatari riyal
riyals: riyal
YER: yemeni rial
IRR: iranian rial
OMR: omani rial
rials: rial
AFN: afghani
"""
_SIGNS: Final = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
    "S$": "SGD",
    "NZ$": "NZD",
    "NT$": "TWD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₦": "NGN",
    "₱": "PHP",
    "₩": "KRW",
    "₫": "VND",
    "฿": "THB",
    "₽": "RUB",
    "₴": "UAH",
    "₺": "TRY",
    "₪": "ILS",
    "₭": "LAK",
    "₸": "KZT",
    "៛": "KHR",
    "Rs": "rupees",
    "Rs.": "rupees",
    "KSh": "KES",
    "Ksh": "KES",
    "USh": "UGX",
    "TSh": "TZS",
    "Tk": "BDT",
    "RM": "MYR",
    "Rp": "IDR",
}


_WITHOUT_PLURAL: Final = frozenset({"ha", "m", "cm", "mm"})  # `only one of the three has`


def _forms(table: str) -> dict[str, str]:
    """Each way to write a unit, singular and plural, with the unit."""
    rows = (line.split(": ") for line in table.strip().splitlines())
    named = [(form, unit) for unit, forms in rows for form in forms.split(", ")]
    plural = [(form, unit) for form, unit in named if form not in _WITHOUT_PLURAL]
    return {form + "s": unit for form, unit in plural} | dict(named)


_NAMES: Final = _forms(_MEASURES) | _forms(_CURRENCIES)
_MONEY: Final = frozenset(_forms(_CURRENCIES).values()) | frozenset(_SIGNS.values())
_CODES: Final = frozenset(unit for unit in _MONEY if re.fullmatch("[A-Z]{3}", unit))
UNIT_AFTER: Final = re.compile(
    r"[\s-]*(?P<unit>"
    + "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_NAMES, key=len, reverse=True)
    )
    + r")(?![\w²³]|-(?:hand|class|rate|degree)\b)",
    re.IGNORECASE,
)
_MONEY_BEFORE: Final = re.compile(
    r"(?:\b(?P<code>[A-Z]{3})|(?<![A-Za-z])(?P<sign>"
    + "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
    + r"))\s?$"
)


def unit_named(words: str) -> str:
    """Give the unit that words name, as `UNIT_AFTER` finds them."""
    return _NAMES[" ".join(words.casefold().split())]


def money_before(before: str) -> tuple[str, int] | None:
    """Give the currency that stands right before a number, and how many characters it takes."""
    match = _MONEY_BEFORE.search(before)
    if match is None:
        return None
    unit = match["code"] or _SIGNS[match["sign"]]
    return (unit, len(match.group())) if match["sign"] or unit in _CODES else None


def is_currency(unit: str) -> bool:
    """Tell whether a unit is money."""
    return unit in _MONEY
