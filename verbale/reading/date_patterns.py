"""How people write of time: each way as a pattern, with the function that works out its date."""

from __future__ import annotations

import re
from typing import Final

from verbale.reading import date_resolvers as resolve
from verbale.reading.date_words import DAY, MONTH, ROUGHLY, WEEKDAY, YEAR
from verbale.reading.numbers import CARDINAL

__all__ = ["PATTERNS"]

_DM: Final = rf"(?P<day>{DAY})(?:\s+day)?\s+(?:of\s+)?(?P<month>{MONTH})"
_MD: Final = rf"(?P<month>{MONTH})\s+(?P<day>{DAY})"
_TOLD_YEAR: Final = rf",?\s+(?P<year>{YEAR})"
_MAYBE_YEAR: Final = rf"(?:{_TOLD_YEAR})?"
_SECOND_YEAR: Final = rf"(?:,?\s+(?P<year2>{YEAR}))?"
_WHICH_YEAR: Final = (
    r",?\s+(?:of\s+|in\s+)?(?P<which>last|this|next|that|the\s+same"
    r"|the\s+following|the\s+previous)"
    r"\s+year\b"
)
_ON_WEEKDAY: Final = rf"\b(?P<weekday>{WEEKDAY})(?:,\s+|\s+\(|\s+)(?:the\s+)?"
_SHORT_WEEKDAY: Final = r"(?:(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)(?:[a-z]{3,6})?[.,]{0,2}\s+)?"
_NO_PLACE: Final = (
    r"(?!\w|\s+(?:Street|St\b|Road|Avenue|Square|Bridge|Boulevard|City|University|Hospital"
    r"|Stadium))"
)
_TO: Final = r"(?:\s+(?:to|until|till|through)\s+|\s*[–—-]\s*)"
_AND: Final = rf"(?:{_TO}|\s+and\s+)"
_FROM: Final = r"\b(?:(?:[Ff]rom|[Bb]etween)\s+(?:the\s+)?)"
_COUNTED_THINGS: Final = (
    r"(?!\s+(?:people|persons|men|women|children|students|workers|troops|soldiers|members|delegates"
    r"|voters|prisoners|detainees|refugees|migrants|protesters|demonstrators|families|households"
    r"|cases|times|deaths|jobs|copies|tonnes|tons|dollars|euros|pounds|km|kilomet\w+|met\w+|miles"
    r"|hectares|acres)\b)"
)
_WHOSE: Final = r"(?:\b(?:[Aa]n?|[Tt]his|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)|[’']s)"
_EVENT: Final = (
    r"(?=\s+(?:general\s+|presidential\s+|parliamentary\s+|local\s+)?(?:elections?|votes?|ballot"
    r"|referendum|polls?|reports?|meetings?|summit|talks|attacks?|rulings?|letters?|statements?"
    r"|protests?|coup|session|decisions?|raids?|crackdown|agreement|deal|visit|hearings?|law)\b)"
)
_PART_OF_DAY: Final = r"(?:\s+(?:morning|afternoon|evening|night))?"
_SPAN_UNIT: Final = r"(?P<unit>days?|weeks?|fortnights?|months?|years?)"
_COUNT: Final = rf"(?<![\w.,])(?P<count>{CARDINAL}|[Aa]n?)"
_HOW: Final = (
    r"(?:\b(?P<how>(?i:about|around|some|nearly|almost|roughly|approximately|more than|less than"
    r"|over|under|at least|up to|fewer than))\s+)?"
)
# After a noun with an article an event follows, not the date named last: "the day before the vote".
_NO_EVENT: Final = r"(?!\s+(?:the|a|an|his|her|its|their|our)\b)(?!\s+[A-Z\d])"

_Table = tuple[tuple[str, resolve.Resolve], ...]
# Dates that name a month.
_WITH_MONTH: Final[_Table] = (
    (rf"\b{_SHORT_WEEKDAY}{_DM}{_TOLD_YEAR}", resolve.full),
    (rf"\b(?P<day>{DAY})-(?P<month>{MONTH})-(?P<year>{YEAR})", resolve.full),
    (rf"\b{_SHORT_WEEKDAY}{_MD}{_TOLD_YEAR}{_COUNTED_THINGS}", resolve.full),
    (rf"\b{_DM}{_NO_PLACE}", resolve.day_month),
    (rf"\b{_MD}{_NO_PLACE}", resolve.day_month),
    (rf"{_ON_WEEKDAY}{_DM}{_NO_PLACE}", resolve.weekday_day_month),
    (rf"{_ON_WEEKDAY}{_MD}{_NO_PLACE}", resolve.weekday_day_month),
    (rf"\b{_DM}{_WHICH_YEAR}", resolve.day_of_year),
    (rf"\b{_MD}{_WHICH_YEAR}", resolve.day_of_year),
    (
        (
            rf"\b(?P<days>{DAY}(?:,\s+{DAY}){{0,8}},?\s+and\s+{DAY})\s+(?:of\s+)?"
            rf"(?P<month>{MONTH}){_MAYBE_YEAR}"
        ),
        resolve.days_listed,
    ),
    (
        (
            rf"\b(?P<month>{MONTH})\s+(?P<days>{DAY}(?:,\s+{DAY}){{0,8}},?\s+and\s+{DAY})"
            rf"(?:{_TOLD_YEAR}|(?P<year_left_out>)(?=[,.;:)]|\s*$|\s+(?:in|at|for|to|with|by|was|were)\b))"
        ),
        resolve.days_listed,
    ),
    (rf"\b(?P<month>{MONTH}),?\s+(?P<year>{YEAR})", resolve.month_year),
    (
        (
            r"\b(?:[Ii]n|[Ss]ince|[Ll]ate|[Ee]arly|[Mm]id|[Uu]ntil|[Dd]uring|[Bb]y|[Oo]f|this"
            r"|[Tt]hroughout|(?:in or )?around)[\s-](?:early[\s-]|late[\s-]|mid[\s-])?"
            rf"(?P<month>{MONTH})(?!\.?\s*\d|\w)"
        ),
        resolve.month_alone,
    ),
    (
        rf"\b[Ii]n\s+(?P<month>{MONTH})(?!,?\s+{YEAR})(?=\s+\d[\d,]*\s+[a-z])",
        resolve.month_alone,
    ),
    (
        rf"\b(?:[Aa]fter|[Bb]efore|[Ff]rom)\s+(?!May|March)(?P<month>{MONTH})(?!\.?\s*\d|\w)",
        resolve.month_alone,
    ),
    (rf"(?:{_WHOSE}|\b[Tt]he)\s+(?P<month>{MONTH}){_EVENT}", resolve.month_alone),
    (rf"\b(?P<month>{MONTH}){_WHICH_YEAR}", resolve.month_of_year),
    (rf"\b(?P<which>[Ll]ast|[Nn]ext)\s+(?P<month>{MONTH})(?!\w|\.?\s*\d)", resolve.month_beside),
    (
        (
            rf"\b(?:[Ii]n|[Dd]uring|[Oo]f)\s+(?P<months>{MONTH}(?:,\s+{MONTH}){{0,10}},?\s+and\s+{MONTH})"
            rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?(?!\w|\.?\s*\d)"
        ),
        resolve.months_listed,
    ),
    (
        (
            rf"{_FROM}(?P<day>{DAY})(?:\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?)?{_AND}"
            rf"(?:the\s+)?(?P<day2>{DAY})\s+(?:of\s+)?(?P<month2>{MONTH}){_SECOND_YEAR}"
        ),
        resolve.day_range,
    ),
    (
        (
            rf"\b(?P<day>{DAY})(?:\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?)?(?:{_TO}|/)"
            rf"(?P<day2>{DAY})\s+(?P<month2>{MONTH}){_SECOND_YEAR}"
        ),
        resolve.day_range,
    ),
    (
        (
            rf"{_FROM}(?P<month>{MONTH})\s+(?P<day>{DAY})(?:,?\s+(?P<year>{YEAR}),?)?{_AND}"
            rf"(?:(?P<month2>{MONTH})\s+)?(?P<day2>{DAY}){_SECOND_YEAR}"
        ),
        resolve.day_range,
    ),
    (
        (
            rf"\b(?P<month>{MONTH})\s+(?P<day>{DAY})(?:,?\s+(?P<year>{YEAR}),?)?{_TO}"
            rf"(?:(?P<month2>{MONTH})\s+)?(?P<day2>{DAY}){_SECOND_YEAR}"
        ),
        resolve.day_range,
    ),
    (
        (
            rf"{_FROM}(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?{_AND}"
            rf"(?P<month2>{MONTH}){_SECOND_YEAR}(?!\s*\d)"
        ),
        resolve.month_range,
    ),
    (
        (
            rf"\b(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?{_TO}(?P<month2>{MONTH})"
            rf",?\s+(?P<year2>{YEAR})"
        ),
        resolve.month_range,
    ),
    (
        (
            r"\b[Ww]eek\s+(?P<side>of|beginning|starting|commencing|ending|ended|to)\s+(?:on\s+)?"
            rf"{_DM}{_MAYBE_YEAR}"
        ),
        resolve.week_named,
    ),
    (
        (
            r"\b[Ww]eek\s+(?P<side>of|beginning|starting|commencing|ending|ended|to)\s+(?:on\s+)?"
            rf"{_MD}{_MAYBE_YEAR}"
        ),
        resolve.week_named,
    ),
    (
        rf"\b[Tt]he\s+(?:day|night)\s+(?P<direction>before|after)\s+{_MD}{_MAYBE_YEAR}",
        resolve.day_before_date,
    ),
    (
        rf"\b[Tt]he\s+(?:day|night)\s+(?P<direction>before|after)\s+{_DM}{_MAYBE_YEAR}",
        resolve.day_before_date,
    ),
)
# Years, and dates in digits.
_WITH_YEAR: Final[_Table] = (
    (
        rf"(?<![\w/.-])(?P<iso>{YEAR}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)",
        resolve.iso,
    ),
    (
        (
            r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)"
            rf"(?P<year>{YEAR})(?![\w/-])"
        ),
        resolve.in_digits,
    ),
    (
        (
            r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hrough|[Tt]hroughout|[Tt]he|early|late|mid)"
            rf"[\s-](?:early |late |mid-|year )?(?P<year>{YEAR})(?![\w-])"
        ),
        resolve.year,
    ),
    (
        (
            r"\b(?:[Ff]rom|[Bb]y|[Oo]f|[Aa]fter|[Bb]efore)\s+(?:early |late |mid-)?"
            rf"(?P<year>{YEAR})(?![\w-]){_COUNTED_THINGS}"
        ),
        resolve.year,
    ),
    (
        (
            rf"\b(?:(?:[Ii]n|[Bb]y|[Ss]ince|[Ff]rom)\s+(?:or\s+)?{ROUGHLY}|circa|ca\.|c\.)\s+"
            rf"(?P<year>{YEAR})(?![\w-]){_COUNTED_THINGS}"
        ),
        resolve.year,
    ),
    (rf"{_WHOSE}\s+(?P<year>{YEAR})(?=\s+[a-z]){_COUNTED_THINGS}", resolve.year),
    (rf"\((?P<year>{YEAR})\)", resolve.year),
    (
        (
            r"\b(?:[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Ff]or|[Tt]he)\s+"
            rf"(?P<years>{YEAR}(?:,\s+{YEAR}){{0,10}},?\s+and\s+{YEAR})(?![\w-])"
        ),
        resolve.years_listed,
    ),
    (
        r"\b[Tt]he\s+(?:(?:early|mid|late)[\s-])?(?P<decade>(?:1[89]|20)\d)0[’']?s\b",
        resolve.decade,
    ),
    (
        (
            r"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:\s+of|\s+in|,)?\s+"
            rf"(?P<year>{YEAR})(?!\s*[–/-]\s*\d)"
        ),
        resolve.season,
    ),
    (rf"\b(?P<part>Q[1-4]|H[12])\s+(?:of\s+)?(?P<year>{YEAR})", resolve.part_of_year),
    (
        rf"{_FROM}(?P<year>{YEAR}){_AND}(?P<year2>{YEAR})(?![\w-]){_COUNTED_THINGS}",
        resolve.year_range,
    ),
    (
        rf"(?<![\w/.-])(?P<year>{YEAR})(?:\s*[–—]\s*|-)(?P<year2>{YEAR})(?![\w/.-]*\d)",
        resolve.year_range,
    ),
    (
        (
            r"\b(?:[Ii]n|[Ff]rom|[Ff]or|[Oo]f|[Dd]uring|[Ss]ince|[Tt]he|[Bb]y)\s+"
            rf"(?P<year>{YEAR})[–/-](?P<year2>\d\d)(?![\w/-])"
        ),
        resolve.short_year_range,
    ),
)
# Weekdays.
_WITH_WEEKDAY: Final[_Table] = (
    (
        (
            r"(?:\b[Oo]n\s+|\b[Bb]y\s+|\b[Ll]ate\s+|\b[Ee]arly\s+|\b[Ss]ince\s+|\b[Ll]ater\s+)?"
            r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Cc]oming|[Pp]ast|[Tt]his(?:\s+(?:coming|past))?)\s+)?"
            rf"(?P<weekday>{WEEKDAY})\b(?!\s+(?:Times|Mirror|Telegraph|Express|Post|Mail|Independent"
            rf"|Herald|Tribune|Standard|Star|People|Review)\b){_PART_OF_DAY}"
        ),
        resolve.weekday,
    ),
    (
        (
            rf"\b(?:[Oo]n\s+)?(?P<weekday>{WEEKDAY}){_PART_OF_DAY}\s+(?:of\s+)?"
            r"(?P<which>last|this|next)\s+week\b"
        ),
        resolve.weekday_of_week,
    ),
    (
        (
            rf"\b(?:[Ff]rom|[Bb]etween)\s+(?P<weekday>{WEEKDAY})\s+(?:to|and|until|through)\s+"
            rf"(?P<weekday2>{WEEKDAY})"
        ),
        resolve.weekday_range,
    ),
    (
        rf"\b(?:[Oo]n\s+)?[Tt]he\s+(?P<which>following|next|previous)\s+(?P<weekday>{WEEKDAY})\b",
        resolve.weekday_beside,
    ),
)
# So many days from publication, from the date named last, or from a date beside.
_COUNTED_OFF: Final[_Table] = (
    (
        (
            rf"{_HOW}{_COUNT}\s+{_SPAN_UNIT}\s+"
            r"(?P<direction>ago|earlier|later|afterwards|previously|from\s+(?:now|today))\b"
        ),
        resolve.counted,
    ),
    (
        (
            rf"\b[Ii]n\s+{_HOW}{_COUNT}\s+(?P<unit>days?|weeks?|fortnights?|months?|years?)"
            r"(?:[’']s?)?\s+time\b"
        ),
        resolve.in_time,
    ),
    (
        rf"{_HOW}{_COUNT}\s+{_SPAN_UNIT}\s+(?P<direction>before|after)\s+{_MD}{_MAYBE_YEAR}",
        resolve.before_date,
    ),
    (
        rf"{_HOW}{_COUNT}\s+{_SPAN_UNIT}\s+(?P<direction>before|after)\s+{_DM}{_MAYBE_YEAR}",
        resolve.before_date,
    ),
)
# Other words that count from publication or from the date named last.
_RELATIVE: Final[_Table] = (
    (
        r"\b(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)\s+of\s+(?P<which>last|this|next)\s+month\b",
        resolve.day_of_month,
    ),
    (
        (
            r"\b(?P<near>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Ll]ast\s+(?:night|evening)"
            r"|[Tt]his\s+(?:morning|afternoon|evening)|[Tt]he\s+day\s+before\s+yesterday"
            r"|[Tt]he\s+day\s+after\s+tomorrow)(?!’s|'s|\w)"
        ),
        resolve.near_day,
    ),
    (
        (
            r"\b(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s+)?"
            r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<unit>week|month|year)\b(?!’s|'s)"
        ),
        resolve.period,
    ),
    (
        (r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Oo]ver\s+the|[Aa]t\s+the)\s+weekend\b(?!’s|'s)"),
        resolve.weekend,
    ),
    (
        (
            r"\b(?:[Tt]he\s+)?(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)\s+"
            rf"(?P<part>quarter|half)\s+of\s+(?:(?P<year>{YEAR})|(?P<which>last|this|next)\s+year\b)"
        ),
        resolve.part_of_year,
    ),
    (r"\b[Tt]he\s+(?P<unit>week|month|year)\s+before\s+last\b", resolve.before_last),
    (
        (
            r"\b(?:[Tt]he\s+same|[Tt]hat(?:\s+(?:same|very))?)\s+"
            r"(?:day|date|afternoon|morning|evening|night)\b"
        ),
        resolve.same_day,
    ),
    (
        (
            rf"\b(?:[Tt]he\s+(?:day|night|evening)\s+before{_NO_EVENT}"
            rf"|[Aa]\s+day\s+(?:earlier|later|before{_NO_EVENT})"
            r"|[Tt]he\s+(?:next|following|previous)\s+(?:day|morning|night))\b"
        ),
        resolve.day_beside,
    ),
    (
        (
            r"\b(?P<which>[Tt]he\s+(?:following|previous|same|next)|[Tt]hat)\s+"
            r"(?P<unit>week|month|year)\b"
        ),
        resolve.period_beside,
    ),
)
# Each table with a hint of where its expressions can stand at all, which is quick to look for: what
# begins with a set of characters is searched for several times as fast.
PATTERNS: Final = tuple(
    (re.compile(hint), tuple((re.compile(pattern), resolver) for pattern, resolver in table))
    for hint, table in (
        (
            r"[JFMASOND](?<=\b[A-Z])(?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)",
            _WITH_MONTH,
        ),
        (r"(?:1[89]|20)\d", _WITH_YEAR),
        (WEEKDAY, _WITH_WEEKDAY),
        (
            (
                rf"{_SPAN_UNIT}[’']?s?\s+"
                r"(?:ago|earlier|later|afterwards|previously|from|before|after|time)\b"
            ),
            _COUNTED_OFF,
        ),
        (
            (
                r"[adehmnqtwyADEHMNQTWY](?i:(?<=t)o(?:day|night|morrow)|(?<=y)(?:esterday|ear)"
                r"|(?<=n)ight|(?<=m)(?:orning|onth)|(?<=a)fternoon|(?<=e)vening|(?<=\bd)ay|(?<=d)ate"
                r"|(?<=w)eek|(?<=q)uarter|(?<=h)alf)"
            ),
            _RELATIVE,
        ),
    )
)
