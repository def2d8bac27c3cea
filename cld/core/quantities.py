"""Lengths of time, delays and gains. All times are in seconds."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

UNITS: dict[str, float] = {
    "ms": 0.001,
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "d": 86400.0,
    "wk": 604800.0,
    "mo": 30.4375 * 86400.0,
    "y": 365.25 * 86400.0,
}

_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
# Longer names of these, without the s of a plural.
LONG_NAMES = {
    "millisecond": "ms", "msec": "ms", "second": "s", "sec": "s", "minute": "min", "hour": "h",
    "hr": "h", "day": "d", "week": "wk", "w": "wk", "month": "mo", "year": "y", "yr": "y",
}  # fmt: skip
_LENGTH = re.compile(rf"({_NUMBER})\s*([^\W\d_]*)")
_RANGE = re.compile(rf"({_NUMBER})\s*([^\W\d_]*)\s*\.\.\s*({_NUMBER})\s*([^\W\d_]*)")
_GAIN = re.compile(rf"([+-]?{_NUMBER})(?:\s*\.\.\s*([+-]?{_NUMBER}))?\s*(?:/\s*([^\W\d_]+))?")


@dataclass(frozen=True, slots=True)
class Delay:
    """The time something takes: at least `min` seconds, at most `max`.

    `complete` is False if a length is unknown; then `max` is None and `min` is the known part.
    `smooth` is True if the delay spreads its input out, and False if it passes it on unchanged.
    """

    min: float = 0.0
    max: float | None = None
    complete: bool = False
    smooth: bool = False

    def __add__(self, other: Delay) -> Delay:
        known = self.max is not None and other.max is not None
        return Delay(
            self.min + other.min,
            (self.max or 0.0) + (other.max or 0.0) if known else None,
            self.complete and other.complete,
            self.smooth or other.smooth,
        )


NO_DELAY = Delay(0.0, 0.0, True)


@dataclass(frozen=True, slots=True)
class Gain:
    """A factor, or with `per` seconds a rate: `0.5/min` is `Gain(0.5, 60.0)`. If only its bounds
    `low` and `high` are stated, the factor is their geometric mean, or half of `high` if `low` is
    0."""

    factor: float
    per: float | None = None
    low: float | None = None
    high: float | None = None


class QuantityError(ValueError):
    """A quantity that cannot be read; the message says why, and what to write instead."""


def length(words: str) -> float:
    """Return a length of time in seconds.

    >>> length("3 min"), length("2 days")
    (180.0, 172800.0)
    """
    found = _LENGTH.fullmatch(words)
    if not found:
        raise QuantityError(f"“{words}” is not a length of time; write one like 3min or 200ms")
    return _seconds(found.group(1), found.group(2))


def delay(words: str) -> Delay:
    """Return the delay described by the words after `delay`.

    They are a length, a range, `smooth`, or nothing.

    >>> delay("10s..60s")
    Delay(min=10.0, max=60.0, complete=True, smooth=False)
    >>> delay("")
    Delay(min=0.0, max=None, complete=False, smooth=False)
    """
    rest = words.split()
    smooth = "smooth" in rest
    said = " ".join(word for word in rest if word != "smooth")
    if not said:
        return Delay(smooth=smooth)
    span = _RANGE.fullmatch(said)
    if not span:
        seconds = length(said)
        return Delay(seconds, seconds, True, smooth)
    low, low_unit, high, high_unit = span.groups()
    least, most = _seconds(low, low_unit or high_unit), _seconds(high, high_unit)
    if least > most:
        raise QuantityError(
            f"the range “{said}” ends before it begins; write the shorter length first"
        )
    return Delay(least, most, True, smooth)


def gain(words: str) -> Gain:
    """Return a factor or a rate, or a range of them.

    >>> gain("0.5/min") == Gain(0.5, 60.0), gain("0.25..4").factor
    (True, 1.0)
    """
    found = _GAIN.fullmatch(words)
    if not found:
        raise QuantityError(
            f"“{words}” is not a gain; write a factor like 0.5 or a rate like 0.5/min"
        )
    factor, most, unit = found.groups()
    if factor.startswith("-") or (most or "").startswith("-"):
        raise QuantityError(
            "a gain cannot be negative; write it without a sign, and the direction as the sign "
            "of the link"
        )
    per = _unit(unit) if unit else None
    low, high = float(factor), float(most or factor)
    if low == high:
        return Gain(low, per)
    if low > high:
        raise QuantityError(
            f"the range “{words}” ends before it begins; write the smaller gain first"
        )
    return Gain(math.sqrt(low * high) or high / 2, per, low, high)


def spoken(seconds: float) -> str:
    """Return seconds as people write them, in the largest units that stay exact.

    >>> spoken(195), spoken(0.25), spoken(5400)
    ('3min 15s', '250ms', '1h 30min')
    """
    if seconds == 0:
        return "0s"
    if seconds < 1:
        return f"{_plain(seconds * 1000)}ms"
    for unit in ("y", "mo"):
        if seconds >= UNITS[unit] and _whole(seconds / UNITS[unit]):
            return f"{_plain(seconds / UNITS[unit])}{unit}"
    said, rest = [], seconds
    for unit in ("wk", "d", "h", "min"):
        count = int((rest + 1e-9) // UNITS[unit])
        if count and (unit != "wk" or _whole(rest / UNITS["wk"])):
            said.append(f"{count}{unit}")
            rest -= count * UNITS[unit]
    if rest > 1e-6:
        said.append(f"{_plain(rest)}s")
    return " ".join(said)


# A length of more characters than this, such as 2538432s, is rounded on an arrow.
MOST_SIGNS = 6
# The unit to which a sum of days, or of hours, is rounded.
_STEPS = (("d", "h"), ("h", "min"))


def spoken_about(seconds: float) -> str:
    """Return a sum of lengths as people say it.

    It is exact if that is short. Otherwise it is rounded to two digits of its largest unit or,
    below two days, to its two largest units.

    >>> spoken_about(195), spoken_about(38_412_000), spoken_about(12_938_400)
    ('3min 15s', 'about 1.2y', 'about 4.9mo')
    >>> spoken_about(146_880)
    '1.7d'
    """
    exact = spoken(seconds)
    parts = exact.split()
    if len(parts) == 1 or (len(parts) == 2 and seconds < 2 * UNITS["d"]):
        return exact
    largest = next(unit for unit in ("y", "mo", "d", "h", "min") if seconds >= UNITS[unit])
    tenths = seconds / UNITS[largest] * 10
    if _whole(tenths):
        return f"{_plain(tenths / 10)}{largest}"
    for unit, least in (("y", UNITS["y"]), ("mo", 2 * UNITS["mo"]), ("d", 2 * UNITS["d"])):
        if seconds >= least:
            return _about(seconds, unit)
    step = next((UNITS[small] for large, small in _STEPS if seconds >= UNITS[large]), 1.0)
    return f"about {spoken(round(seconds / step) * step)}"


def _about(seconds: float, unit: str) -> str:
    return f"about {float(f'{seconds / UNITS[unit]:.2g}'):g}{unit}"


def spoken_delay(delay: Delay) -> str:
    """Return a delay as people say it: a length, a range, or `at least …`.

    >>> spoken_delay(delay("42mo..6y")), spoken_delay(delay("10s..2min"))
    ('3.5y to 6y', '10s to 2min')
    """
    least = spoken_about(delay.min)
    if delay.complete and delay.max is not None:
        if delay.min == delay.max:
            return least
        most = spoken_about(delay.max)
        least, most = _in_one_unit(delay.min, delay.max) or (least, most)
        if least.startswith("about ") and most.startswith("about "):
            unit = most.lstrip("about 0123456789.")
            if unit in UNITS and delay.min >= UNITS[unit] / 2:
                least = _about(delay.min, unit)
        if least == most:
            return least
        both = least.startswith("about ")
        return f"{least} to {most.removeprefix('about ') if both else most}"
    return f"at least {least}" if delay.min else "length not known"


def _in_one_unit(least: float, most: float) -> tuple[str, str] | None:
    """Return a range of months and years in one unit: months up to two years, otherwise years
    with one decimal. Return None for other ranges, which read well in two units."""
    if least < UNITS["mo"] or most < UNITS["y"] or _whole(least / UNITS["y"]):
        return None
    for unit, parts, up_to in (("mo", 1, 24), ("y", 10, 1e9)):
        counts = least / UNITS[unit], most / UNITS[unit]
        if counts[1] <= up_to and all(_whole(count * parts) for count in counts):
            return f"{_plain(counts[0])}{unit}", f"{_plain(counts[1])}{unit}"
    return None


def written_delay(delay: Delay) -> str:
    """Return a delay as written in a file after the word `delay`; may be empty.

    >>> written_delay(Delay(10.0, 30.0, True))
    '10s..30s'
    """
    if not delay.complete or delay.max is None:
        said = ""
    elif delay.min == delay.max:
        said = _written(delay.min)
    else:
        said = f"{_written(delay.min)}..{_written(delay.max)}"
    return f"{said} smooth".strip() if delay.smooth else said


def short_delay(delay: Delay) -> str:
    """Return a delay for an arrow: as written in a file, or rounded if that is long.

    >>> short_delay(Delay(2_538_432.0, 2_538_432.0, True)), short_delay(Delay(60.0, 90.0, True))
    ('about 29d', '1min..1.5min')
    """
    if not delay.complete or delay.max is None:
        return written_delay(delay)
    least, most = _in_one_unit(delay.min, delay.max) or map(_short, (delay.min, delay.max))
    said = least if delay.min == delay.max else f"{least}..{most}"
    return f"{said} smooth" if delay.smooth else said


def _short(seconds: float) -> str:
    said = _written(seconds)
    return said if len(said) <= MOST_SIGNS else spoken_about(seconds)


def written_number(value: float) -> str:
    """Return a number as written in a file, with a decimal point and no exponent.

    >>> written_number(1234567.0), written_number(0.00001), written_number(0.123456789)
    ('1234567', '0.00001', '0.123456789')
    """
    said = repr(float(value))
    # Such a number has more digits than the language reads; 12 decimals are kept.
    said = f"{value:.12f}" if "e" in said else said
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return "0" if said == "-0" else said


def _written(seconds: float) -> str:
    """Return one number and one unit that give exactly the same seconds."""
    for unit in ("y", "mo", "wk", "d", "h", "min", "s", "ms"):
        count = _plain(seconds / UNITS[unit])
        whole_enough = len(count) <= 4 or unit in ("s", "ms")
        if seconds >= UNITS[unit] and whole_enough and float(count) * UNITS[unit] == seconds:
            return f"{count}{unit}"
    return f"{format(seconds, '.15f').rstrip('0').rstrip('.')}s"


def _seconds(number: str, unit: str) -> float:
    if not unit:
        if float(number) == 0:
            return 0.0
        raise QuantityError(f"“{number}” has no unit of time; write one of {', '.join(UNITS)}")
    return float(number) * _unit(unit)


def _unit(unit: str) -> float:
    if unit.casefold() == "m":
        raise QuantityError(f"“{unit}” could be minutes or months: write min or mo")
    word = unit.casefold()
    one = word.removesuffix("s")
    known = next((name for name in (word, one) if name in UNITS and len(name) > 1), None)
    known = word if word in UNITS else known or LONG_NAMES.get(one)
    if known is None:
        raise QuantityError(f"“{unit}” is not a unit of time; the units are {', '.join(UNITS)}")
    return UNITS[known]


def _whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-9


def _plain(number: float) -> str:
    return f"{number:.10g}" if abs(number) < 1e15 else f"{number:.0f}"
