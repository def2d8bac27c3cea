"""A table of words that make two names differ however similar they look. It is meant to be read and
extended.
"""

from __future__ import annotations

from cld.grade.names.spelling import stem

# Within a line, words on different sides never name the same variable. A bar separates sides.
_SIDES = """
high higher highest | low lower lowest
up upward upper top | down downward lower bottom
open opened opening | closed close closing shut
success successful succeeded | failure fail failed failing unsuccessful
hit | miss missed
rise rising rose | fall falling fell drop dropping decline declining
increase increased increasing | decrease decreased decreasing reduction reduced reducing
more | less fewer
most | least fewest
inflow influx | outflow efflux
inward inbound incoming inside indoor | outward outbound outgoing outside outdoor
input | output
in | out
upstream | downstream
birth born natality | death mortality dead
hire hired hiring recruit recruiting recruitment | fire fired firing layoff dismissal
gain gained win winning winner | loss lost lose losing loser
good better best | bad worse worst poor
strong stronger strength | weak weaker weakness
fast faster quick quicker | slow slower
early earlier | late later
new newer young younger | old older
big bigger large larger great greater | small smaller little
long longer | short shorter
wide wider | narrow narrower
full | empty
rich | poor
hot hotter warm warmer heating | cold colder cool cooler cooling
wet | dry
hard harder difficult difficulty | easy easier ease soft softer
heavy heavier | light lighter
deep deeper | shallow shallower
near close | far
positive | negative
plus | minus
first | second | third | last
primary | secondary | tertiary
before prior pre previous | after post next
start started beginning begin | end ended ending finish finished stop stopped
buy buying buyer purchase purchaser demand | sell selling seller sale supply
import imported importer | export exported exporter | importance important
lend lending lender | borrow borrowing borrower
give giving giver | take taking taker
send sending sender sent | receive receiving receiver received
read reading reader | write writing writer
push | pull
cause | effect
question | answer
request requested | response responded | reply
arrival arriving arrive | departure departing depart
entry entering enter | exit exiting leaving leave
join joined joining | leave left leaving
growth grow growing expansion expand expanding | decay shrinkage shrink shrinking contraction
create created creation | destroy destroyed destruction delete deleted deletion
build building construction | demolition demolished demolish
internal inner domestic | external outer foreign
public | private
local | remote | global
minimum min | maximum max | average mean median avg
true | false
real actual current | desired target goal wanted ideal planned plan expected forecast perceived
profit | loss
income revenue earning | expense expenditure spending cost
asset | liability
credit | debit
debt | saving
health healthy | illness ill sick sickness disease infected
male man boy | female woman girl
parent | child
teacher | student | pupil
employer | employee | employment
product | production | productivity | producer
competition competitive | competence competent
content | contention
prey | predator
our my | their your
left | right
north northern | south southern | east eastern | west western
day daily | week weekly | month monthly | year yearly annual
work job | leisure
war | peace
love | hate
accept accepted acceptance | reject rejected rejection refuse refused refusal
allow allowed | forbid forbidden deny denied block blocked
enabled enable | disabled disable
active | inactive idle passive
online | offline
manual | automatic automated
static | dynamic
temporary | permanent
legal | illegal
formal | informal
voluntary | forced
natural | artificial
urban | rural
upload uploaded | download downloaded
victory | defeat
attack | defence defense
pessimism pessimistic | optimism optimistic
"""

# A word with one of these prefixes is the opposite of the word: un-used, dis-satisfied.
_PREFIXES = ("counter", "anti", "non", "dis", "mis", "un", "in", "im", "il", "ir", "de", "ab", "a")
# A word and the rest after the prefix share at least this many letters.
_SHARED = 4


def _sides() -> dict[str, tuple[tuple[int, int], ...]]:
    """For each word, the lines it is in, and on which side."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for number, line in enumerate(_SIDES.strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for word in dict.fromkeys(map(stem, words.split())):
                found[word] = (*found.get(word, ()), (number, side))
    return found


SIDES = _sides()


def opposed(one: str, other: str) -> bool:
    """Return whether two words, as `stem` returns them, cannot name the same variable.

    >>> opposed("hit", "miss"), opposed("satisfied", "dissatisfaction"), opposed("hit", "hits")
    (True, True, False)
    """
    if any(
        line == other_line and side != other_side
        for line, side in SIDES.get(one, ())
        for other_line, other_side in SIDES.get(other, ())
    ):
        return True
    return _turned(one, other) or _turned(other, one)


def _turned(word: str, base: str) -> bool:
    """Whether a word is another with a prefix that reverses its meaning, or with -less."""
    beginning = base[:_SHARED]
    if len(beginning) < _SHARED:
        return False
    if word.startswith(beginning) and ("less" in word[_SHARED:]) != ("less" in base[_SHARED:]):
        return True
    return any(word.startswith(prefix + beginning) for prefix in _PREFIXES)
