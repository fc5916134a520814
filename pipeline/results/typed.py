"""Which figures a text holds: digits, and the words that stand for them ("half", "twice", "one in three").

Years, the levels of intervals, articles of the rules, days of the calendar, list numbers, codes and addresses are no
figures.
"""

import html
import re

_CASES = r"(?:complaints?|requests?|cases?|files?|people|persons?|notices?|diffusions?|messages?|decisions?|alerts?)"
_SPELLED = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_FIGURE = (
    r"https?://\S+",
    r"`[^`]*[A-Za-z_][^`]*`",
    r"(?m)^\s*1?\d[.)] ",  # a list
    r"\b(?:95|99\.8)\s?(?:%|per cent)(?= (?:Wilson )?(?:intervals?|limits?|of what chance)\b)",  # levels
    r"\b(?:limits of|level of) (?:95|99\.8)\s%",
    r"\b(?:Articles?|Art\.|Rule|C)\s?\d+(?:\(\d+\))*(?: (?:or|and) \d\b)?",
    rf"\b\d{{1,2}} (?:{_MONTHS})\b",
    rf"\b(?:19|20)\d\d(?:-\d\d)*\b(?!\s+(?:\w+\s+)?{_CASES}\b)",  # years and days, but "2015 complaints" is a figure
    r"\b[A-Za-z_]+-?\d+\w*",  # codes
    r"\(0 to 1\)",  # in which shares are given
    r"(?:\b(?:to|above|below|reaches)|:)\s1\b",  # what a ratio is to, and where it tells nothing apart
    r"\b[Cc]ounts? from 1 to\b",
    r"\bISO 3166-1\b",
    r"\(2x\)",  # how large a picture is
    r"\bLight Grid Accent 1\b",  # a style of Word
    r"\bper 100\b",  # a unit
    r"\bless than 0\.001\b",  # how a very small p-value is written
)
_NUMBER = re.compile(
    rf"""
    (?<![\w.])\.?\d[\d,]*(?:\.\d+)?(?:\s?%)?
    | [¼½¾⅓⅔⅕⅛]
    | \b(?:half|halves|a\ third|thirds|a\ quarter\ of|quarters\ of|majority|twice|thrice|doubled?|trebled?|tripled?)\b
    | \b(?:two|three|four|five|ten)-?fold\b | \bone\ in\ \w+ | \b(?:hundred|thousand|million|dozen)s?\b
    | \b{_SPELLED}\ (?:times|per\ cent|percent|in\ {_SPELLED}|out\ of)\b
    | \b{_SPELLED}\ (?:\w+\ ){{0,2}}{_CASES}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Words of a definition, a unit or a manner of speaking, in which nothing on record is counted.
_TOLD_APART = re.compile(
    r"\bone in (?:particular|the|a|force)\b|\bsays twice\b|\bhalf the last digit\b|\bmiddle half\b"
    r"|\bper thousand requests\b"
    r"|\bhalf of the files (?:and their median|lay between)\b|\bthe level of 95\s%",
    re.IGNORECASE,
)


def typed_numbers(text: str) -> list[str]:
    """The figures in a text, as they are written, in order."""
    text = html.unescape(text)
    for pattern in _NO_FIGURE:
        text = re.sub(pattern, " ", text)
    text = _TOLD_APART.sub(" ", text)
    return [found.strip().rstrip(",") for found in _NUMBER.findall(text)]
