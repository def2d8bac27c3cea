"""The words that speak for a leverage level: a table to read and to extend.

Here are levels 12 to 7; `deep_levels` goes on with 6 to 1. How they are written is told in
`cld.leverage.level_cues`.
"""

from __future__ import annotations

from cld.leverage.deep_levels import DEEP_LEVELS
from cld.leverage.level_cues import LevelCues

# The weakest level first, as Meadows tells them.
TABLE = (
    LevelCues(
        0,
        0,
        "words that look like a cue and are none",
        "on purpose, in order that, in order to, at the same time, over time, on time, "
        "power plant, nuclear plant, right away, right now, right side, fast food, "
        "in the long run, pool car, car pool, swimming pool, more and more, no longer, "
        "stock market, stock exchange, long term, short term, in return, show up, press release, "
        "tax return, up to date, state of, contact tracing, heat map, write ahead log*, log in, "
        "health system*, school system*, machine learning, learning material*, full time, "
        "part time, real estate, information technology, school report*, labour market, such as, "
        "as well as, as needed, as far as, as much as, as many as, as little as, not only, "
        "on call, point of view, point of sale, set up, storm water",
    ),
    # -- 12 parameters: a number of the system is changed, nothing else --
    LevelCues(
        12,
        3,
        "the numbers Meadows names: taxes, subsidies, standards, and their kin in operations",
        "turn thermostat, set aside # %, tax*, subsid*, tariff*, levy, levies, surcharge*, fee, "
        "fees, toll, tolls, fine, fines, minimum wage*, wage*, salar*, pay rise*, rent, "
        "discount*, interest rate*, quota*, budget*, deficit*, timeout*, time out*, threshold*, "
        "headcount, staffing, speed limit*, memory limit*, cpu limit*, rate limit*, "
        "concurrency limit*, resource limit*, retry limit*, charge*, price of, tax rate*, "
        "co payment*, copay*, size limit*, retry count*, replica count*, max* retr*, "
        "batch size*, class size*, thread count*, ttl, emission* standard*, quality standard*, "
        "safety standard*, parameter*, constant*, coefficient*, setpoint*, set point*, knob*, "
        "dose*, dosage*, price cap*, opening hours, allowance*, sampl* rate*, sample rate*, "
        "weights, hyperparameter*, temperature, pension age, retirement age, fare, fares, "
        "allocation*",
    ),
    LevelCues(
        12,
        2,
        "an amount is moved up or down",
        "<raise> ... <amount>, <cut> ... <amount>, <set> ... <amount>, <raise> ... #, "
        "<cut> ... #, <set> ... to #, from # ... to #, by #, # ... instead of #, "
        "# ... rather than #, <set> how many, <set> how much, limit* how many, turn ... up, "
        "turn ... down, by half, by third, by tenth, higher, <raise> ... standard*, "
        "<cut> ... standard*",
    ),
    LevelCues(
        12,
        2,
        "more of the same: people, machines, money",
        "different <leader>, another <leader>, new <leader>, replace* ... <leader>, "
        "<raise> ... <people>, <raise> ... <unit>, <cut> ... <people>, <cut> ... <unit>, hire*, "
        "hiring, recruit*, lay off, layoff*, scale up, scale out, scale vertically, "
        "bigger instance*, larger instance*, funding, spending, invest more, grants, more power*",
    ),
    LevelCues(
        12,
        1,
        "a hint of a number",
        "cap, caps, ceiling, limit, limits, #, %, quantit*, number of, increas*, raise, lower, "
        "reduc*, decreas*, count, price*, cost*, amount*, per",
    ),
    # -- 11 buffers: a stock large beside its flows steadies them --
    LevelCues(
        11,
        4,
        "stocks kept to steady a flow",
        "runway*, context window*, reserve*, buffer*, inventor*, stockpil*, backlog*, "
        "safety stock*, stock level*, stock target*, stabilising stock*, stabilizing stock*, "
        "connection pool*, thread pool*, float pool*, worker pool*, warm pool*, pool of, "
        "pool size*, retry queue*, dead letter queue*, message queue*, queue size*, "
        "queue length*, queue capacity, queue depth*, rainy day*, emergency fund*, savings, "
        "saving account*, just in time, storage, reservoir*, granar*, seed bank*, "
        "surge capacity, spare capacity, reserve capacity, excess capacity, standby*, headroom, "
        "slack, cushion*, carrying capacity, groundwater, water table*, topsoil, set aside, "
        "money aside, put aside, put by, bench, insurance, deeper, thicker, contingency, "
        "relative to ... flow*, stash*, hoard*, cash on hand, liquidity, capital requirement*, "
        "in hand, overprovision*, over provision*",
    ),
    LevelCues(
        11,
        3,
        "a store made larger or smaller",
        "<period> of cash, <period> of stock*, <period> of supply, <period> of food, "
        "<raise> ... lake*, relative to inflow*, relative to outflow*, <big> ... queue*, "
        "<big> cache*, <big> tank*, <big> warehouse*, <big> stock*, <big> store*, <big> lake*, "
        "<big> batter*, <big> disk*, <big> pond*, <big> soil, <raise> ... pool*, "
        "<raise> ... cache*, <raise> ... stock*, <raise> ... stores, <raise> ... tank*, "
        "<raise> ... capacity, refill*, replenish*, restock*, keep ... spare, keep ... free, "
        "keep extra, hold extra, hold ... stock*, hold more, keep more, # <period> of cash, "
        "# <period> of stock*, # <period> of supply, # <period> of food, cover* # <period>, "
        "extra ... kept, in case of, for bad <period>, for lean <period>",
    ),
    LevelCues(
        11,
        2,
        "a store is named",
        "cache size*, pool, pools, warehouse*, stock, stocks, spare*, tank*, batter*, aquifer*, "
        "extra capacity, overcapacity, margin*, deposit*, soil, depth, stores, stored, "
        "<big> capacity, cache hit*, supplies, save up, work in progress",
    ),
    LevelCues(
        11,
        1,
        "a hint of a store",
        "queue*, cache*, capacity, store, extra, save, pile*",
    ),
    # -- 10 structure of stocks and flows: how the parts are joined --
    LevelCues(
        10,
        4,
        "the physical make-up and how material flows through it",
        "compost*, sanitation, drainage, irrigation, recycling, sewage, sewer*, pipeline*, "
        "infrastructure, layout*, topolog*, shard*, replica, replicas, replicat*, partition*, "
        "age structure*, demograph*, physical structure*, stock and flow*, material flow*, "
        "load balancer*, content delivery, cdn, failover, bypass*, ring road*, bike lane*, "
        "cycle lane*, bus lane*, corridor*, second region*, multi region, availability zone*, "
        "microservice*, monolith*, insulat*, retrofit*, dam, dams, canal*, rail*, floor plan*, "
        "plumbing, decoupl*, wetland*, terrac*, supply chain*, tunnel*, data centre*, "
        "data center*, datacent*, old bed, river bed*, highway*, cache layer*, caching layer*, "
        "proxy, proxies, gateway*, event bus, message broker*, single point of failure, divert*, "
        "own database*, each ... database*, into stream*, asynchronous*, # stage*, "
        "treatment plant*, recycling plant*, water pipe*",
    ),
    LevelCues(
        10,
        3,
        "something is built, split, joined or moved",
        "<build> ... <works>, split ... into, split, put ... between, place ... between, "
        "insert ... between, add ... between, in front of, move ... closer, move ... nearer, "
        "move ... onto, move ... next to, move ... near, connect ... by, connect ... with, "
        "connect ... to, link ... with, separate ... from, separate database*, second database*, "
        "second site*, parallel path*, into one, relocat*, rebuild*, rerout*, redundan*, "
        "restor* ... river*, next to, redesign*, reconfigur*, rearrang*, # ... rather than one, "
        "# ... instead of one, second source, tear down, demolish*",
    ),
    LevelCues(
        10,
        2,
        "a lasting piece of structure is named",
        "structure*, network*, road*, bridge*, pipe, pipes, building*, cluster*, region*, "
        "architecture*, grid, housing, factory, factories, settlement*, city plan*, urban plan*, "
        "physical*, route*, separate*, layer*, construct*, channel*, wall, walls, parallel*",
    ),
    LevelCues(
        10,
        1,
        "a hint of building",
        "build, plant*, move, between, install*, split*, site*",
    ),
    # -- 9 delays: how long until a change is felt --
    LevelCues(
        9,
        4,
        "a time until something is the point",
        "feedback ... same <few>, in # <period> instead of #, delay*, lag, lags, lead time*, "
        "turnaround*, time to, time until, time from, time between, time it takes, "
        "waiting time*, wait time*, response time*, cycle time*, reaction time*, "
        "deployment time*, build time*, delivery time*, recovery time*, construction time*, "
        "latenc*, speed up, speeding up, accelerat*, cooldown*, feedback within, fast feedback, "
        "faster feedback, quick* feedback, mttr, mttd, time lag*, slow down ... change*, "
        "slow down ... so that, rate of change, how long, how fast, how quickly, how soon",
    ),
    LevelCues(
        9,
        3,
        "sooner, later, within so long",
        "faster, sooner, quicker*, earlier, later, slower, within # <few>, within <few>, "
        "<shorten> ... time, <shorten> ... times, <shorten> ... wait*, next <few>, same <few>, "
        "daily, weekly, monthly, hourly, yearly, quarterly, from # <period> to #, "
        "from <few> to <few>, longer than # <few>, older than # <few>, after # <few>, "
        "instead of <few>, not <few>, interval*, shorten*, more often, immediate*, promptly, "
        "prompt, in advance, ahead of time, ahead of need, before ... need*, before ... peak*, "
        "before demand, real time, instant*, take* too long, takes longer, takes less, "
        "bring ... forward, ahead of, without waiting, in # years, # <few> instead of, "
        "fast track*, overnight, deadline*, predictive*, anticipat*",
    ),
    LevelCues(
        9,
        1,
        "a hint of time",
        "time, times, wait, waits, waiting, speed, slow*, quick, quickly, fast, pace, postpone*, "
        "early, before, soon, late, forecast*, schedul*, at once",
    ),
    # -- 8 strength of balancing loops: what corrects --
    LevelCues(
        8,
        4,
        "devices that hold something where it should be",
        "pager, paging, escalation polic*, rise* and fall* with, charge* ... by, "
        "charge ... pollut*, pay* ... pollut*, price* ... scarc*, thermostat*, alarm*, "
        "safeguard*, autoscal*, auto scal*, emergency <unit>, emergency system*, "
        "emergency stop*, emergency shut*, emergency response, emergency brake*, "
        "feedback control*, balancing, negative feedback, self correct*, automatic* ... when, "
        "automatic* ... stop*, automatic* roll*, roll back, rolls back, rollback*, "
        "back pressure, backpressure, load shed*, shed* load, sheds, rate limiter*, watchdog*, "
        "kill switch*, health check*, quality gate*, release gate*, price adjust*, "
        "market price*, integrated pest*, pest control, preventive*, prevention, vaccin*, "
        "natural predator*, natural enem*, predator*, checks and balances, pollut* tax*, "
        "carbon tax*, impact fee*, polluter* pay*, whistle blower*, whistleblower*, fuse, fuses, "
        "safety valve*, relief valve*, immune system*, in check, stop* the line, andon, "
        "smoke detector*, cooling system*, labour union*, labor union*, trade union*, "
        "self regulat*, feedback loop*, counterweight*, demand based, scale* ... with, act on, "
        "acts on, strike down, refuse* ... when, review of, human review, congestion pricing, "
        "dynamic pricing, surge pricing, regression test*, bring ... back to, keep ... within, "
        "keeps ... within, hold ... within",
    ),
    LevelCues(
        8,
        3,
        "a sensor that makes something happen",
        "alert*, trigger*, block* ... deploy*, block* ... merge*, block* ... release*, "
        "stop* ... deploy*, stop* ... release*, fail* test*, gate, gates, canary, canaries, "
        "screening, screen, inspect*, audit*, monitor*, brake*, regulator*, correct*, stabili*, "
        "throttl*, steer*, rise and fall with, rises with, falls with, follow* demand, "
        "when ... <event>, whenever ... <event>, as soon as ... <event>, if ... <event>, "
        "on overheat*, shut* down, shut* off, cut off, fall behind, treat ... found, react*, "
        "respon* to, counter*, offset*, compensat*, rebalanc*, scale ... with, scales with, "
        "scale ... on, early warning*, patrol*, firebreak*, sprinkler*",
    ),
    LevelCues(
        8,
        2,
        "a check or a defence",
        "emergenc*, safety, control*, test*, check*, guard*, protect*, defen*, code review*, "
        "peer review*, supervis*, automatic*, detect*, cooling, union*, breaker*, enforce*, "
        "whenever, as soon as, watch, competition, warning*",
    ),
    # -- 7 gain of reinforcing loops: what feeds on itself --
    LevelCues(
        7,
        4,
        "a loop that feeds on itself is named",
        "<draw> ... which, <draw> ... who, earns ... earns, leads to ... leads to, vicious, "
        "virtuous, flywheel*, snowball*, compounding, compound interest, runaway*, reinforcing, "
        "positive feedback, self reinforcing, circuit breaker*, retry storm*, thundering herd*, "
        "cascad*, chain reaction*, spiral*, amplif*, feeding itself, feed* on itself, own loss*, "
        "speed* up ... own, own growth, arms race*, rich get richer, success to the successful, "
        "concentrat* of wealth, concentrat* of power, inheritance tax*, progressive ... tax*, "
        "estate tax*, antitrust, population growth, birth rate*, birth control, family planning, "
        "slow* growth, slow* ... growth, slower growth, growth rate*, economic growth, "
        "curb* ... growth, limit* ... growth, rate of growth, exponential*, debt trap*, "
        "poverty trap*, network effect*, word of mouth, lock in, reproduction number*, "
        "transmission, critical mass, quarantin*, isolat* case*, contact tracing, panic*, "
        "viral*, breed*, feeds <amount>, bank run*, death loop*, doom loop*, feed* ... itself",
    ),
    LevelCues(
        7,
        3,
        "more of it makes more of it",
        "<feed> ... loop*, stop* ... feeding, stop* ... spread*, cycle in which, contagio*, "
        "epidemic*, referral*, monopol*, escalat*, win more, attract* more, multipl*, outbreak*, "
        "backoff, back off, jitter, erosion, reinvest*, gain around, feed* back into, inherited, "
        "own output*, own success, own errors, break* ... cycle, break* ... loop, "
        "weaken ... loop, begets, more ... more, worse*, recruit* more, invasive, wildfire*, "
        "bubble*, hype, retry budget*, retry*, retri*",
    ),
    LevelCues(
        7,
        2,
        "growth is named",
        "spread*, grow*, infectious, infected, feeding, feeds, storm*, gain, momentum",
    ),
    *DEEP_LEVELS,
)
