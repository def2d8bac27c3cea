"""Small diagrams with the patterns a teacher of system dynamics would name in them.

Written down before the code was run on them: real ones in words of their own, some that only look
like one, and ordinary ones.
"""

from __future__ import annotations

LIMITS, FIXES, BURDEN = "limits to growth", "fixes that fail", "shifting the burden"
GOALS, ESCALATION = "eroding goals", "escalation"
SUCCESS, COMMONS = "success to the successful", "tragedy of the commons"
UNDERINVESTMENT = "growth and underinvestment"
RETRIES, METASTABLE, ALERTS = "retry storm", "metastable state", "alert storm"
STAMPEDE = "thundering herd / cache stampede"

# What must be found, what may be found, and the diagram.
Story = tuple[frozenset[str], frozenset[str], str]


def _real(name: str, text: str) -> Story:
    return frozenset({name}), frozenset(), text


def _none(text: str, *may: str) -> Story:
    return frozenset(), frozenset(may), text


STORIES = {
    "budget deficit": _real(
        FIXES,
        """\
Budget deficit (+)-> Maintenance cuts (-)-> Budget deficit
Maintenance cuts (+, delay 2y)-> Breakdowns (+)-> Budget deficit
""",
    ),
    "insomnia": _real(
        BURDEN,
        """\
Insomnia (+)-> Sleeping pills (-)-> Insomnia
Insomnia (+)-> Changes of habit (-, delay 2mo)-> Insomnia
Sleeping pills (+)-> Reliance on pills (-)-> Changes of habit
""",
    ),
    "guests": _real(
        LIMITS,
        """\
Guests (+)-> Word of mouth (+)-> Guests
Guests (-)-> Free tables (+)-> Guests
Free tables: capacity 40
""",
    ),
    "customers": _real(
        LIMITS,
        """\
Customers (+)-> Referrals (+)-> Customers
Customers (+)-> Calls (-)-> Time per call (+)-> Satisfaction (+)-> Referrals
loop R1 "Growth engine" reinforcing: Customers, Referrals
loop B1 "Support saturates" balancing: Customers, Calls, Time per call, Satisfaction, Referrals
""",
    ),
    "shortfall": _real(
        GOALS,
        """\
Shortfall (+)-> Repairs of the track (+, delay 6mo)-> Punctuality (-)-> Shortfall
Shortfall (+)-> Criticism of the timetable (-)-> Punctuality target (+)-> Shortfall
""",
    ),
    "discounts of northair": _real(
        ESCALATION,
        """\
Discounts of Northair (+)-> Customers lost by Southair (+)-> Discounts of Southair
Discounts of Southair (+)-> Customers lost by Northair (+)-> Discounts of Northair
""",
    ),
    "water to upper fields": _real(
        SUCCESS,
        """\
Water to upper fields (+)-> Harvest upstream (+)-> Votes of upstream farmers
    (+)-> Water to upper fields
Water to upper fields (-)-> Water to lower fields (+)-> Harvest downstream
    (+)-> Votes of downstream farmers (-)-> Water to upper fields
""",
    ),
    "boats of the north": _real(
        COMMONS,
        """\
Boats of the north (+)-> Income of the north (+)-> Boats of the north
Boats of the south (+)-> Income of the south (+)-> Boats of the south
Boats of the north (+)-> Total catch
Boats of the south (+)-> Total catch
Total catch (-, delay 3y)-> Catch per boat
Catch per boat (+)-> Income of the north
Catch per boat (+)-> Income of the south
Fish (+)-> Catch per boat
""",
    ),
    "slow pages": _real(
        RETRIES,
        """\
Slow pages (+, retry "users reload")-> Page views (+)-> Database load (+)-> Slow pages
""",
    ),
    "disk seeks per read": _real(
        METASTABLE,
        """\
Disk seeks per read (+)-> Read latency (+)-> Reads in flight (+)-> Evicted pages
    (+)-> Disk seeks per read
Backup job (+)-> Reads in flight
Backup job: trigger "nightly backup"
Reads in flight (+)-> Rejections (-)-> Reads in flight
""",
    ),
    "rust": _none("""\
Rust (+)-> Repainting (-, delay 2y)-> Rust
Rust (+)-> Zinc coating (-, delay 1mo)-> Rust
Repainting (+)-> Habit of repainting (-)-> Zinc coating
"""),
    "complaints": _none("""\
Complaints (+)-> New hires (-, delay 1y)-> Complaints
New hires (+, delay 1mo)-> Training load (+)-> Complaints
"""),
    "exercise": _none("""\
Exercise (+)-> Fitness (+)-> Energy (+)-> Exercise
Exercise (-)-> Body weight (+)-> Joint pain (-)-> Exercise
"""),
    "help by ann": _none("""\
Help by Ann (+)-> Trust of Ben (+)-> Help by Ben (+)-> Trust of Ann (+)-> Help by Ann
"""),
    "population": _none("""\
Population (+)-> Births (+)-> Population (+)-> Deaths (-)-> Population
Birth rate (+)-> Births
Death rate (+)-> Deaths
Population: stock
"""),
    "inventory gap": _none("""\
Inventory gap (+)-> Orders (+, delay 2wk)-> Inventory (-)-> Inventory gap
Inventory gap (+)-> Price (-)-> Sales (+)-> Inventory gap
"""),
    "load": _real(
        RETRIES,
        """\
Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
Latency (+)-> Autoscaled pods (-)-> Latency
Timeouts (+)-> Circuit breaker opens (-)-> Load
Node limit (+)-> Autoscaled pods
""",
    ),
    "advertising": _none(
        """\
Advertising (+)-> Sales (+)-> Advertising
Sales (-)-> Goods on the shelf (+)-> Sales
Goods on the shelf (-)-> Reorders (+)-> Deliveries (+, delay 2d)-> Unpacked boxes
    (+)-> Goods on the shelf
""",
        LIMITS,
    ),
    "spike traffic": _none("""\
Spike traffic (+)-> Queue (+)-> Workers (-)-> Queue
Spike traffic: trigger "sale"
"""),
    "failed uploads": _none("""\
Failed uploads (+, retry 3x)-> Upload attempts (-)-> Failed uploads
"""),
    "gap": _none("""\
Gap (+)-> Heating (+)-> Room temperature (-)-> Gap
Set point (+)-> Gap
"""),
    "hares": _none("""\
Hares (+)-> Hare births (+)-> Hares
Hares (+)-> Lynx births (+)-> Lynx (+)-> Hare deaths (-)-> Hares
Lynx (+)-> Lynx deaths (-)-> Lynx
"""),
    "infected": _none(
        """\
Infected (+)-> New infections (+)-> Infected
New infections (-)-> Susceptible (+)-> New infections
Infected (+)-> Recoveries (-)-> Infected
Susceptible: stock
Infected: stock
""",
        LIMITS,
    ),
    "savings": _none("""\
Savings (+)-> Interest (+)-> Savings
Interest rate (+)-> Interest
"""),
    "tap position": _none("""\
Tap position (+, delay 20s)-> Water temperature (-)-> Gap to comfort (+)-> Tap position
"""),
    "coffee temperature": _none("""\
Coffee temperature (+)-> Heat loss (-)-> Coffee temperature
Room temperature (-)-> Heat loss
"""),
    "software defects": _none("""\
Software defects (+)-> Tests written (-)-> Software defects
Tests written (+)-> Build time (-)-> Releases per week (+)-> Software defects
"""),
    "drivers": _none("""\
Drivers (+)-> Coverage (+)-> Short pickup times (+)-> Riders (+)-> Demand (+)-> Drivers
Short pickup times (-)-> Driver downtime (-)-> Low prices (+)-> Riders
"""),
    "evaporation": _none("""\
Evaporation (+)-> Clouds (+)-> Rain (+)-> Lake level (+)-> Evaporation (-)-> Lake level
"""),
    "queue depth": _none("""\
Queue depth (+)-> Pods (-)-> Queue depth
Pods (+)-> Cloud bill (+)-> Budget review (-)-> Pods
"""),
    "yeast": _real(
        LIMITS,
        """\
Yeast (+)-> Budding (+)-> Yeast (+)-> Alcohol (-)-> Budding
Alcohol: limit "14%"
""",
    ),
    "startup headcount": _real(
        LIMITS,
        """\
Startup headcount (+)-> Features shipped (+)-> Revenue (+)-> Startup headcount
Startup headcount (+)-> Overhead (-)-> Features shipped
loop B1 "Too many cooks" balancing: Startup headcount, Overhead, Features shipped, Revenue
""",
    ),
    "traffic jams": _real(
        FIXES,
        """\
Traffic jams (+)-> New lanes (-)-> Traffic jams
New lanes (+, delay 3y)-> Car trips (+)-> Traffic jams
loop B1 "Build our way out" balancing: Traffic jams, New lanes
loop R1 "Induced demand" reinforcing: Traffic jams, New lanes, Car trips
""",
    ),
    "solvency": _real(
        FIXES,
        """\
Solvency (-)-> Short-term borrowing (+)-> Solvency
Short-term borrowing (+, delay 1y)-> Interest payments (-)-> Solvency
""",
    ),
    "bugs in production": _real(
        BURDEN,
        """\
Bugs in production (+)-> Hotfixes (-)-> Bugs in production
Bugs in production (+)-> Refactoring (-, delay 3mo)-> Bugs in production
Hotfixes (+)-> Time spent firefighting (-)-> Refactoring
""",
    ),
    "shortfall against the slo": _real(
        GOALS,
        """\
Shortfall against the SLO (+)-> Reliability work (+, delay 1mo)-> Availability
    (-)-> Shortfall against the SLO
Shortfall against the SLO (+)-> Talks with product (-)-> SLO (+)-> Shortfall against the SLO
""",
    ),
    "our missiles": _real(
        ESCALATION,
        """\
Our missiles (+)-> Insecurity there (+)-> Their missiles (+)-> Insecurity here
    (+)-> Our missiles
""",
    ),
    "budget for team red instead of team blue": _real(
        SUCCESS,
        """\
Budget for team Red instead of team Blue (+)-> Tools of team Red (+)-> Results of team Red
    (+)-> Budget for team Red instead of team Blue
Budget for team Red instead of team Blue (-)-> Tools of team Blue (+)-> Results of team Blue
    (-)-> Budget for team Red instead of team Blue
""",
    ),
    "payment failures": _real(
        RETRIES,
        """\
Payment failures (+)-> Duplicate charges queued (+)-> Gateway load (+)-> Payment failures
Duplicate charges queued: retry "5x every 10s"
""",
    ),
    "cold entries": _real(
        METASTABLE,
        """\
Cold entries (+)-> Backend calls (+)-> Backend latency (+)-> Failed fills (+)-> Cold entries
Deploy (+)-> Cold entries
Deploy: trigger "rolling restart"
""",
    ),
    "debt": _none("""\
Debt (+)-> Sale of property (-, delay 18mo)-> Debt
Debt (+)-> Spending cuts (-, delay 1mo)-> Debt
Sale of property (+)-> Comfort (-)-> Spending cuts
"""),
    "gap 2": _none("""\
Gap (+)-> Practice (+, delay 1wk)-> Skill (-)-> Gap
Gap (+)-> Doubt (-, delay 5y)-> Goal (+)-> Gap
"""),
    "prey": _none("""\
Prey (+)-> Predators (-)-> Prey
Predators (+)-> Nutrients (+)-> Plants (+)-> Prey
"""),
    "load on node a": _none("""\
Load on node A (+)-> Load difference (+)-> Traffic to node B (+)-> Load on node B
Load on node B (-)-> Load difference (-)-> Traffic to node A (+)-> Load on node A
"""),
    "market share": _none("""\
Market share (+)-> Revenue (+)-> Research (+)-> Market share
Market share (-)-> Unit costs (+)-> Price (-)-> Market share
"""),
    "launch event": _none("""\
Launch event (+)-> Adopters (+)-> Talk (+)-> Adopters
Launch event: trigger "press"
"""),
    "speaker volume": _none("""\
Speaker volume (+)-> Microphone signal (+)-> Speaker volume
Microphone signal (+)-> Automatic gain reduction (-)-> Speaker volume
"""),
    "heat": _none("""\
Heat (+)-> Reaction rate (+)-> Heat
Heat (+)-> Coolant flow (-)-> Heat
Heat (+)-> Control rods in (-)-> Heat
"""),
    "message retries": _none("""\
Message retries (+)-> Delivered messages (-)-> Pending messages (+)-> Message retries
"""),
    "skill gap": _none("""\
Skill gap (+)-> Training (-, delay 1y)-> Skill gap
Training (+, delay 1wk)-> Absence from work (+)-> Skill gap
"""),
    "water level": _none("""\
Water level (+)-> Outflow (-)-> Water level
Inflow (+)-> Water level
"""),
    "vaccination": _none("""\
Vaccination (-)-> Cases (+)-> Fear (+)-> Vaccination
"""),
    "bacteria": _none(
        """\
Bacteria (+)-> Heat (+)-> Bacteria (-)-> Oxygen (+)-> Bacteria
""",
        LIMITS,
    ),
    "morale": _none("""\
Morale (+)-> Productivity (+)-> Bonuses (+)-> Morale
"""),
    "price": _none("""\
Price (-)-> Demand (+)-> Price
Price (+)-> Supply (-)-> Price
"""),
    "build queue": _none(
        """\
Build queue (+)-> Wait time (+)-> Batch size of commits (+)-> Build failures (+)-> Rebuilds
    (+)-> Build queue
""",
        RETRIES,
    ),
    "ice cover": _none("""\
Ice cover (+)-> Albedo (-)-> Absorbed sunlight (+)-> Temperature (-)-> Ice cover
Temperature (+)-> Radiated heat (-)-> Temperature
"""),
    "cpu": _none("""\
CPU (+)-> Pods (-)-> CPU
Requests (+)-> CPU
"""),
    "grass": _none("""\
Grass (+)-> Rabbits (-)-> Grass
Rabbits (+)-> Foxes (-)-> Rabbits
"""),
    "house prices": _none(
        """\
House prices (+)-> Expected gains (+)-> Purchases (+)-> House prices
House prices (-)-> Affordability (+)-> Purchases
""",
        LIMITS,
    ),
    "slow server": (
        frozenset({FIXES}),
        frozenset({STAMPEDE}),
        """\
Slow server (+)-> Restarts (-)-> Slow server
Restarts (+, delay 2min)-> Cold caches (+)-> Slow server
""",
    ),
    "deadline pressure": _real(
        BURDEN,
        """\
Deadline pressure (+)-> Contractors (-)-> Deadline pressure
Deadline pressure (+)-> Training of own staff (-, delay 6mo)-> Deadline pressure
Contractors (+)-> Knowledge lost (-)-> Training of own staff
""",
    ),
    "volume of his music": _real(
        ESCALATION,
        """\
Volume of his music (+)-> Annoyance of her (+)-> Volume of her music (+)-> Annoyance of him
    (+)-> Volume of his music
""",
    ),
    "screen time of alpha": _real(
        SUCCESS,
        """\
Screen time of Alpha (+)-> Polish of Alpha (+)-> Users of Alpha (+)-> Screen time of Alpha
Screen time of Alpha (-)-> Polish of Beta (+)-> Users of Beta (-)-> Screen time of Alpha
""",
    ),
    "calls by team a": _real(
        COMMONS,
        """\
Calls by team A (+)-> Results for team A (+)-> Calls by team A
Calls by team B (+)-> Results for team B (+)-> Calls by team B
Calls by team A (+)-> Load on the API
Calls by team B (+)-> Load on the API (-, delay 1wk)-> Results per call
Results per call (+)-> Results for team A
Results per call (+)-> Results for team B
""",
    ),
    "reputation": _real(
        UNDERINVESTMENT,
        """\
Reputation (+)-> Orders (+)-> Reputation
Orders (-)-> On-time delivery (+)-> Orders
On-time delivery (-)-> Pressure to expand (+)-> Machines ordered (+, delay 9mo)-> Machines
    (+)-> On-time delivery
""",
    ),
    "failed payments": _real(
        RETRIES,
        """\
Failed payments (+, delay 10s)-> Customers trying again (+)-> Payment requests
    (+)-> Gateway latency (+)-> Failed payments
""",
    ),
    "interest": _none("""\
Interest (+)-> Savings (+)-> Interest
Savings (+)-> Spending (-)-> Savings
"""),
    "deadline pressure 2": _none("""\
Deadline pressure (+)-> Overtime (-)-> Deadline pressure
Overtime (+)-> Pay (+)-> Motivation (+)-> Output (-)-> Deadline pressure
"""),
    "price of a": _none(
        """\
Price of A (+)-> Orders of B (+)-> Price of B (+)-> Orders of A (+)-> Price of A
""",
        ESCALATION,
    ),
    "skill of team a": _none("""\
Skill of team A (+)-> Reviews for team B (+)-> Skill of team B (+)-> Reviews for team A
    (+)-> Skill of team A
"""),
    "queue": _none("""\
Queue (+)-> Staff (-)-> Queue (-)-> Customers (+)-> Queue
"""),
    "cases": _none("""\
Cases (+)-> Contacts (+)-> Cases (+)-> Fear (-)-> Contacts
"""),
    "complaints 2": _none("""\
Complaints (+)-> Fixes (-)-> Complaints
Fixes (+)-> Team experience (+)-> Fixes
"""),
    "debt 2": _none("""\
Debt (+)-> Interest (+)-> Debt (+)-> Repayments (-)-> Debt
"""),
    "stock-outs": _none("""\
Stock-outs (+)-> Emergency orders (-)-> Stock-outs
Emergency orders (+, delay 1mo)-> Supplier capacity (-)-> Stock-outs
"""),
    "customer requests": _none("""\
Customer requests (+)-> Features (+)-> Customer requests
Trade fair (+)-> Customer requests
Trade fair: trigger "May"
"""),
    "load 2": _none("""\
Load (+)-> Latency (-)-> Traffic (+)-> Load
Load: trigger "peak"
"""),
    "target stock": _none("""\
Target stock (+)-> Stock gap (+)-> Orders (+, delay 2wk)-> Stock (-)-> Stock gap
Stock gap (+)-> Price (-)-> Demand (-)-> Stock
"""),
    "wages": _none("""\
Wages (+)-> Prices (+)-> Wages
Prices (+)-> Interest rate (-)-> Demand (+)-> Prices
"""),
    "body heat": _none("""\
Body heat (+)-> Sweat (-)-> Body heat
Sweat (+)-> Thirst (+)-> Water drunk (-)-> Body heat
"""),
    "deer": _none("""\
Deer (+)-> Wolves (-)-> Deer
Wolves (+, delay 1y)-> Carcasses (+)-> Soil quality (+)-> Grass (+)-> Deer
"""),
    "study": _none("""\
Study (+)-> Knowledge (+)-> Interest in the subject (+)-> Study
Study (+)-> Tiredness (+)-> Sleep (-)-> Tiredness
"""),
    "pods": _none("""\
Pods (+)-> Capacity (-)-> CPU (+)-> Pods
CPU: goal = 70%
"""),
    "ads for tea": _none("""\
Ads for tea (+)-> Sales of tea (+)-> Ads for tea
Ads for coffee (+)-> Sales of coffee (+)-> Ads for coffee
"""),
    "coworking": _none(
        """\
Members (+)-> Events held (+)-> Members
Members (+)-> Noise at the desks (-)-> Members
""",
        LIMITS,
    ),
    "beekeeper": _real(
        LIMITS,
        """\
Colonies (+)-> Swarms (+)-> Colonies
Colonies (-)-> Nectar left per colony (+)-> Swarms
Nectar left per colony: capacity "40 kg a season"
""",
    ),
    "podcast": _real(
        LIMITS,
        """\
Listeners (+)-> Recommendations (+)-> New listeners (+)-> Listeners
New listeners (-)-> People who have not yet heard of it (+)-> New listeners
""",
    ),
    "clinic hygiene": _none("""\
Trust in the clinic (+)-> Visits (+)-> Early diagnoses (+)-> Trust in the clinic
Trust in the clinic (-)-> Complaints (+)-> Inspections (-)-> Stress of staff
    (-)-> Trust in the clinic
"""),
    "traffic police": _none("""\
Accidents (+)-> Patrols (-)-> Speeding (+)-> Accidents
Speeding (+)-> Fines (-)-> Speeding
"""),
    "layoffs": _real(
        FIXES,
        """\
Losses (+)-> Layoffs (-)-> Losses
Layoffs (-, delay 6mo)-> Know-how in the firm (+)-> Product quality (-)-> Losses
""",
    ),
    "antibiotics in the barn": (
        frozenset({FIXES}),
        frozenset({BURDEN}),
        """\
Sick animals (+)-> Antibiotics given (-)-> Sick animals
Antibiotics given (+, delay 2y)-> Resistant germs (+)-> Sick animals
""",
    ),
    "pressure with two answers": _none("""\
Cost pressure (+)-> Video calls (-)-> Flights (+)-> Travel bill (+)-> Cost pressure
Cost pressure (+)-> Approval steps (+)-> Late bookings (+, delay)-> Fares (+)-> Travel bill
"""),
    "firefighting at the plant": _real(
        BURDEN,
        """\
Machine breakdowns (+)-> Emergency repairs (-)-> Hours for upkeep (+)-> Preventive maintenance
    (-, delay 3mo)-> Machine breakdowns
""",
    ),
    "tutoring": _real(
        BURDEN,
        """\
Low marks (+)-> Help by parents (-)-> Low marks
Low marks (+)-> Study skills (-, delay 1y)-> Low marks
Help by parents (+)-> Dependence on help (-)-> Study skills
""",
    ),
    "replacement of leavers": _none("""\
Nurses (+)-> Nurses leaving (-)-> Nurses
Nurses leaving (+)-> Recruiting (+, delay 3mo)-> Nurses
Nurses: stock, goal = 80
Nurses leaving: flow
"""),
    "thermostat with window": _none("""\
Heat (+)-> Open windows (-)-> Heat
Heat (-)-> Gap to 21 degrees (+)-> Heating (+)-> Heat
"""),
    "release targets": _real(
        GOALS,
        """\
Gap to the release goal (+)-> Refactoring done (+, delay 2mo)-> Build speed
    (-)-> Gap to the release goal
Gap to the release goal (+)-> Doubts of managers (-)-> Release goal
    (+)-> Gap to the release goal
""",
    ),
    "supermarkets": _real(
        ESCALATION,
        """\
Discounts of Alfa (+)-> Customers lost by Beta (+)-> Discounts of Beta
    (+)-> Customers lost by Alfa (+)-> Discounts of Alfa
""",
    ),
    "two labs": _real(
        SUCCESS,
        """\
Grants to lab North rather than lab South (+)-> Staff of lab North (+)-> Papers of lab North
    (+)-> Grants to lab North rather than lab South
Grants to lab North rather than lab South (-)-> Staff of lab South (+)-> Papers of lab South
    (-)-> Grants to lab North rather than lab South
""",
    ),
    "burnout weeks": _none("""\
Alerts per week (+)-> Tired engineers (-)-> Careful reviews (-, delay 3wk)-> Incidents
    (+, delay 1wk)-> Alerts per week
"""),
    "noisy pager": _real(
        ALERTS,
        """\
Alerts (+)-> Muted channels (+)-> Missed warnings (+, delay 1d)-> Outages (+)-> New alerts
    (+)-> Alerts
""",
    ),
    "queue and retries beside": _real(
        RETRIES,
        """\
Errors (+, retry 3x)-> Calls (+)-> Queue (+)-> Errors
Queue (+)-> Memory use (+)-> Queue
""",
    ),
    "epidemic of rumours": _none(
        """\
Rumours (+)-> Talks (+)-> Rumours (+)-> Denials (-)-> Rumours
""",
        LIMITS,
    ),
    "overtime in parallel": _real(
        FIXES,
        """\
Backlog of orders (+)-> Overtime (-)-> Backlog of orders
Overtime (+)-> Fatigue (+)-> Mistakes (+)-> Backlog of orders
Fatigue (+, delay 3wk)-> Sick days (+)-> Mistakes
""",
    ),
}
