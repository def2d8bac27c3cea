"""Sentences on how much stronger, weaker, longer or shorter a link may be."""

from __future__ import annotations

from cld.sentences.run import PERIOD_MAP
from cld.sentences.sentence import Sentence

CROSSING = (
    "the factors that put a root of the characteristic equation on the imaginary axis, with the "
    "roots counted on both sides of each; H. Nyquist, Bell System Technical Journal 11, 1932"
)

HOLDS = Sentence(
    "{names} still {settle} if one of these differs from the drawing, and all else stays:",
    "the part settles; a margin of it follows",
    CROSSING,
)
WOULD = Sentence(
    "{names} would settle if one of these differed from the drawing, and all else stayed:",
    "the part grows; a margin of it follows",
    CROSSING,
)
STRENGTH = Sentence(
    "{links}: {span} as strong", "the part settles with these strengths of one link", CROSSING
)
TOGETHER = Sentence(
    "{links}, all together: {span} as strong",
    "the same, of links that follow each other without a branch",
    CROSSING,
)
DELAY = Sentence(
    "{links}: a delay of {span}", "the part settles with these delays of one link", CROSSING
)
ANY = Sentence(
    "Any other of these links may be between a tenth of and ten times {measure}.",
    "no factor in that range changes the outcome",
    CROSSING,
)
NO_OTHER = Sentence(
    "No other of these links can do that alone, between a tenth of and ten times {measure}.",
    "no factor in that range changes the outcome",
    CROSSING,
)
ANYWAY = Sentence(
    "{names} still {settle} if one link is between a tenth of and ten times {measure}, and all "
    "else stays.",
    "the part settles, and no factor of one link in that range changes this",
    CROSSING,
)
NEVER = Sentence(
    "No link alone makes {names} settle, between a tenth of and ten times {measure}.",
    "the part grows, and no factor of one link in that range changes this",
    CROSSING,
)
SAMPLED = Sentence(
    "Because something here decides at intervals, strengths were tried in steps of a quarter, and "
    "other delays were not.",
    "a controller decides in the part",
    PERIOD_MAP,
)
NONE_SPREAD = Sentence(
    "No margins of {names}: they would depend on how sharp the delays are. Mark a stock among "
    "them.",
    "delays of the part were spread out",
    CROSSING,
)
NONE_BEATEN = Sentence(
    "No margins of {names}: they would depend on how fast a loop without a stock or a delay goes "
    "round. Mark one of them.",
    "a variable of the part got a beat",
    CROSSING,
)
NONE_COUNTED = Sentence(
    "The margins of {names} were not examined: the part is too large, or its times are too "
    "different.",
    "the roots could not be counted within the bounds",
    CROSSING,
)

# -- for a loop --

LOOP = Sentence(
    "With the strengths and delays of the file, {names} {settle}.",
    "all strengths of a part are stated",
    CROSSING,
)
LOOP_GROWS = Sentence(
    "With the strengths and delays of the file, {names} {grow} without an end.",
    "all strengths of a part are stated",
    CROSSING,
)
