"""Words in names that support an archetype: for its roles, and for its loops.

References
----------
The words are those of the examples in P. M. Senge, The Fifth Discipline, 1990, W. Braun, The System
Archetypes, 2002, and D. H. Meadows, Thinking in Systems, 2008, and similar words.
"""

from __future__ import annotations

from cld.patterns.cues import cues
from cld.sentences import patterns as says

_SLOWS = (
    "limit limitation limiting slowing slowdown saturat- crowd- overcrowd- congest- shortage "
    "scarc- deplet- exhaust- fatigue burnout stress strain overload- workload backlog queue- "
    "waiting bottleneck constraint resistance obstacle barrier overhead friction complexity "
    "competitor competition pollut- latency lag load slow slower pain downtime outage"
)
_ROOM = (
    "free remaining potential unused untapped susceptible vacant spare unserved "
    "affordab- `room left` `not yet` plateau"
)
# Slowing factors, by their own names or those of their loops; and things that they reduce.
SLOWING = cues(says.NAMED_SLOWING, _SLOWS)
ROOM = cues(says.NAMED_USED_UP, _ROOM)
SLOWING_LOOP = cues(
    says.NAMED_LOOP, f"{_SLOWS} `used up` `too many` `too much` `running out` `runs out` `run out`"
)
# Names of what works against a limit: they do not name one.
AGAINST = cues(None, "opposition opposing resistance lobbying evasion protest")
# Names of loops whose growth is unwanted.
VICIOUS_LOOP = cues(
    None, "vicious spiral trap burnout death doom collapse decline erosion panic downward"
)
# Names of outside limits: obstacles, and things that offer room.
CONSTRAINTS = cues(
    None,
    "limit limitation constraint restriction bottleneck ceiling cap quota maximum max threshold",
)
CAPACITIES = cues(None, "capacit- `market size`")
# Things that success uses up or thins out: more demand may leave less of them.
MARGINS = cues(
    None,
    "time inventory stock goods attention care oxygen food fuel water soil fish share",
)
_SUPPLIES = (
    "size space room land supply supplies reserve budget total availab- seat table bed slot "
    "headcount bandwidth"
)
SUPPLIES = cues(None, _SUPPLIES)

_FIX = (
    "fix fixes quick- patch- workaround hotfix- remed- cure painkill- pill drug- "
    "medic- aspirin loan borrow- credit subsid- bailout overtime cut cutback discount- "
    "firefight- shortcut ban penalt- punish- rebate stopgap temporary `short term` pesticide- "
    "antibiotic- sedat- alcohol caffeine layoff- expedit- evict- restart- reboot- bypass "
    "crackdown restriction controls strictness `emergency measure` `emergency fix` "
    "`emergency repair` `emergency loan` `emergency fund` `emergency funding` `emergency aid` "
    "`emergency relief` `emergency response` `emergency maintenance` `emergency order` "
    "`emergency shipment` `emergency import`"
)
FIX = cues(says.NAMED_FIX, _FIX)
# Effects of a fix, which nobody applies directly.
RELIEF = cues(None, "relief reliev-")
CONSEQUENCE = cues(
    says.NAMED_CONSEQUENCE,
    "consequence `side effect` damage harm- breakdown burden interest debt depend- addict- "
    "toleran- resistan- wear fatigue burnout exhaust- stress strain error mistake bug defect "
    "rework complaint turnover resign- resignation degrad- deteriorat- mistrust distrust anger "
    "resent- unintended rebound relapse withdrawal outage pollut- erosion",
)
# Things that fall as a consequence: fewer of them is the cost of a fix.
GOODS = cues(
    says.NAMED_CONSEQUENCE,
    "trust morale health quality goodwill reputation motivation loyalty resilience fertility "
    "credibility confidence immunity",
)
# Things that are felt and measured, but cannot be applied: neither fixes nor solutions.
FELT = cues(
    None,
    "pressure gap variance tension need demand dissatisf- discrepan- shortfall shortage deficit "
    "problem urgency desire symptom crisis complaint anger",
)
# Things that a market or a count moves: nobody applies them as a fix, unless their name or that of
# the loop says so.
SIGNALS = cues(None, "price wage salary rent progress")
# Undesirable things: neither a success that meets a limit, nor a good that a fix restores.
PROBLEMS = cues(
    None,
    "problem trouble crisis complaint error mistake bug defect fail- debt burnout burnt fatigue "
    "exhaust- stress strain crowd- overcrowd- congest- pollut- noise crime violence poverty delay "
    "conflict pain accident loss losses damage anger anxiety fear worry depress- panic mistrust "
    "distrust hunger unemploy- waste emission hostil- incident outage breakdown downtime",
)
# Desirable things, which are not a problem by themselves.
WANTED = cues(
    None,
    "revenue profit income sale customer employee staff user fitness wellbeing happiness "
    "satisfaction safety performance output productivity attractive- skill knowledge solvency "
    "liquidity availability uptime punctuality learning trust morale health quality goodwill "
    "reputation motivation loyalty resilience fertility credibility confidence immunity",
)
# A name that has one of these says the opposite of the word beside it: Low morale, Pain relief.
LACKING = cues(
    None,
    "low lower poor bad weak falling declin- lost missing lack loss losses no without less few "
    "fewer too sick unhappy leaving",
)
RELIEVING = cues(
    None,
    "relief reliev- preventi- prevention reduction control repay- repaid free less fewer low no "
    "without avoid- avoidance resolv- resolved solved solving protection insurance coverage "
    "cleanup handling test review",
)
RELIEF_LOOP = cues(
    says.NAMED_LOOP, f"{_FIX} relief reliev- symptom symptomatic `intended effect` `desired effect`"
)
BACKFIRE_LOOP = cues(
    says.NAMED_LOOP,
    "unintended consequence `side effect` backfir- vicious spiral cascade rebound relapse induced "
    "addict- worse fail- trap `comes back` `brings back`",
)

LASTING = cues(
    says.NAMED_LASTING,
    "lasting fundamental root `long term` prevent- refactor- redesign- train- skill educat- habit "
    "reform- rebuild- structural learn- research capabilit- maintenance repair improvement "
    "invest- reliability",
)
# Outcomes of a solution, as the last word of a name: nobody applies them.
OUTCOMES = cues(
    None,
    "quality result outcome performance score satisfaction reputation achievement attainment "
    "productivity level success",
)
SIDE_EFFECT = cues(
    says.NAMED_SIDE_EFFECT,
    "`side effect` depend- addict- relian- toleran- firefight- neglect- complacen- helpless- "
    "atroph- distract- `crowding out`",
)
# Names of the three loops of a burden: each speaks for its own, and against another one.
QUICK_LOOP = cues(says.NAMED_LOOP, f"{_FIX} relief reliev- symptomatic")
LASTING_LOOP = cues(says.NAMED_LOOP, "fundamental lasting root `long term`")
SHIFTING_LOOP = cues(says.NAMED_LOOP, "shift- burden addict- depend- `side effect`")
BURDEN_LOOPS = (QUICK_LOOP, LASTING_LOOP, SHIFTING_LOOP)

_GOAL = (
    "goal target standard expectation aspiration ambition desired quota slo sla objective "
    "requirement norm criterion criteria benchmark setpoint `set point` threshold"
)
GOAL = cues(says.NAMED_GOAL, _GOAL)
GOAL_LOOP = cues(says.NAMED_LOOP, f"{_GOAL} erod- erosion drift lower-")
# A standard to invest by is named like a goal.
STANDARDS = cues(None, _GOAL)

CONTEST = cues(
    says.NAMED_CONTEST,
    "arms armament armed weapon missile army armies military war warfare attack- retaliat- "
    "threat- fear insecurity hostil- aggress- anger annoy- insult- rival- compet- contest- price "
    "discount- promotion advertis- tariff sanction- revenge reprisal troop enem- lost losing "
    "conflict- fight- dispute- quarrel- provoc- provok- punish- lawsuit escalat- `price war`",
)
CONTEST_LOOP = cues(says.NAMED_LOOP, "escalat- `arms race` `price war` `tit for tat` retaliat-")

SUCCESS_LOOP = cues(
    says.NAMED_LOOP,
    "successful `success to` winner winners matthew `rich get richer` advantage privilege- "
    "preferential",
)

_COMMONS = (
    "commons common shared pasture graz- overgraz- fishery fisheries fish groundwater aquifer "
    "atmosphere"
)
COMMONS = cues(says.NAMED_COMMONS, _COMMONS)
COMMONS_LOOP = cues(says.NAMED_LOOP, f"{_COMMONS} tragedy overuse overfish-")
# Shared resources: their amount limits their use.
COMMON_SUPPLIES = cues(None, f"{_SUPPLIES} {_COMMONS} water forest herd")

CAPACITY = cues(
    says.NAMED_CAPACITY,
    "capacit- invest- infrastructure staffing hire hiring recruit- facility facilities equipment "
    "expan- plant",
)
CAPACITY_LOOP = cues(says.NAMED_LOOP, "underinvest- invest- capacit- expan-")

PARTNERS = cues(says.NAMED_LOOP, "partner- ally allies alliance adversar- cooperat- collaborat-")
