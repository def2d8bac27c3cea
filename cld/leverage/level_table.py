"""Words that point to a leverage level: a table to read and to extend.

This module has levels 12 to 7; `deep_levels` has 6 to 1. The notation is explained in
`cld.leverage.level_cues`. Each group gives the meaning of the level by Meadows' definition, and its
phrases are ways to express it.
"""

from __future__ import annotations

from cld.leverage.deep_levels import DEEP_LEVELS
from cld.leverage.level_acts import ACTS
from cld.leverage.level_cues import LevelCues

_NAMED = (
    LevelCues(
        0,
        0,
        "words that look like a cue and are none",
        "on purpose, in order that, in order to, at the same time, over time, on time, "
        "real world, power plant, nuclear plant, right away, right now, right side, no longer, "
        "in the long run, more and more, stock market, stock exchange, long term, short term, "
        "in return, show up, press release, tax return, up to date, state of, heat map, "
        "machine learning, learning material*, full time, part time, real estate, "
        "information technology, labour market, such as, as well as, as needed, as far as, "
        "as much as, as many as, as little as, not only, on call, point of view, point of sale, "
        "set up, storm water, raise doubt*, raise question*, as soon as, cost of living, "
        "as possible, at least once, as a whole, in place, take part, as part of, care of, "
        "fine grained, and so on, free of, due to, so as to, plan b, in case, in mind, in terms of",
    ),
    # -- 12 parameters: a number of the system is changed, nothing else --
    LevelCues(
        12,
        3,
        "the numbers Meadows names, subsidies, taxes and standards, and their kin",
        "tax*, subsid*, tariff*, levy, levies, surcharge*, fee, fees, toll, tolls, fine, fines, "
        "minimum wage*, wage*, salar*, pay rise*, rent, discount*, interest rate*, quota*, "
        "budget*, deficit*, timeout*, time out*, threshold*, speed limit*, rate limits, "
        "memory limit*, cpu limit*, resource limit*, connection limit*, retry limit*, ttl, "
        "price of, retry count*, replica count*, batch size*, class size*, page size*, "
        "thread count*, emission* standard*, quality standard*, safety standard*, parameter*, "
        "constant*, coefficient*, setpoint*, set point*, knob*, dose*, dosage*, price cap*, "
        "opening hours, allowance*, sampl* rate*, weights, hyperparameter*, temperature, "
        "pension age, fare, fares, grant, grants, working hours, funding, benefit level*, "
        "charges, excise dut*, fuel dut*, import dut*, customs dut*, rebate*, tax credit*, "
        "stipend*, minimum age, thermostat to, thermostat up, thermostat down, "
        "thermostat setting*, turn ... thermostat",
    ),
    LevelCues(
        12,
        2,
        "an amount is moved up or down",
        "^ <raise>, ^ <cut>, <raise> ... <amount>, <cut> ... <amount>, <set> ... <amount>, "
        "<raise> ... #, <cut> ... #, <set> ... to #, from # ... to #, by #, # ... instead of #, "
        "# ... rather than #, # where, set how many, at most #, at least #, up to #, half as, "
        "twice as, by half, by third, by tenth, higher, turn ... up, turn ... down, how many, "
        "how much, ^ tune, ^ tweak, ^ adjust, charge more, pay more, pay less, a cap on, "
        "cap ... length, cap ... size, cap ... number, cap ... price*, # % more, "
        "upgrade* ... bigger|larger|faster, ^ employ*, bigger|larger <unit>, ^ more, ^ fewer, "
        "^ fund, ^ fund ... #, ^ invest, ^ train more, ^ spend, ^ higher, ^ lower, ^ tighter, "
        "^ smaller, # per, # week, # times, set ... target* to, target* ... #",
    ),
    LevelCues(
        12,
        2,
        "more or less of the same: people, machines, money",
        "different <leader>, another <leader>, new <leader>, replace* ... <leader>, "
        "more <people>, fewer <people>, <raise> ... <unit>, <cut> ... <unit>, more <unit>, "
        "fewer <unit>, hire*, hiring, recruit*, lay off, layoff*, scale up, scale out, "
        "bigger instance*, larger instance*, spending, invest more, headcount, ^ # more, "
        "add more, add # <unit>, ^ set aside, more resources, more funding, more money, "
        "more lessons, more training hours, larger team*, add <unit>",
    ),
    LevelCues(
        12,
        1,
        "a hint of a number",
        "cap, caps, ceiling, limit, limits, #, %, quantit*, number of, count, price*, cost*, "
        "amount*, per, less, smaller, more, fewer, rate*, setting*, default*",
    ),
    # -- 11 buffers: a stock large beside its flows steadies them --
    LevelCues(
        11,
        4,
        "a stock kept to steady a flow",
        "reserve*, buffer*, inventor*, stockpil*, safety stock*, stock level*, stabili* stock*, "
        "connection pool*, thread pool*, worker pool*, warm pool*, pool size*, message queue*, "
        "retry queue*, dead letter queue*, queue size*, queue capacity, queue depth*, "
        "topic queue*, rainy day*, emergency fund*, savings, just in time, reservoir*, granar*, "
        "seed bank*, surge capacity, spare capacity, reserve capacity, excess capacity, "
        "standby*, headroom, slack, cushion*, carrying capacity, groundwater, aquifer*, "
        "water table*, topsoil, contingency, relative to ... flow*, cash on hand, liquidity, "
        "capital requirement*, pre provision*, overprovision*, over provision*, runway*, "
        "context window*, put aside, put by, backlog*, insurance, hoard*, stash*, absorb*, "
        "endowment*, pension fund*, spare part*, blood bank*, food bank*, snowpack, war chest, "
        "ration*, emergency suppl*, provision for, soil fertility",
    ),
    LevelCues(
        11,
        3,
        "a store is made larger or smaller, or kept from being used up",
        "<period> of <store>, <period> of ... supply, relative to inflow*, relative to outflow*, "
        "<big> <store>, # <period> of cash, # <period> of, extra <period> of, <raise> ... pool*, "
        "<raise> ... cache*, <raise> ... stock*, <raise> ... tank*, <raise> ... storage, "
        "<raise> ... capacity, refill*, replenish*, restock*, keep ... spare, keep ... free, "
        "keep ... empty, keep extra, hold extra, hold more, keep more, cover* # <period>, "
        "money aside, for bad <period>, for lean <period>, size ... queue*, size ... buffer*, "
        "size ... pool*, bench of, deeper, thicker, depth of, ^ store, ^ stock, ^ save, "
        "in stock, unallocated, unused capacity, idle capacity, free capacity, overflow, "
        "on hand, hold back, retain*, leave ... free, leave ... unallocated, spare time",
    ),
    LevelCues(
        11,
        2,
        "a store is named",
        "cache size*, pool, pools, warehouse*, stock, stocks, spare*, tank*, batter*, storage, "
        "extra capacity, overcapacity, margin*, deposit*, stores, stored, memory, supplies, "
        "save up, work in progress, disk*, capacity, soil, herd*, backup*, fund, funds, "
        "supplies of, retention, cover",
    ),
    LevelCues(
        11,
        1,
        "a hint of a store",
        "queue*, cache*, store, extra, save, pile*, keep, hold, bigger, larger",
    ),
    # -- 10 structure of stocks and flows: how the parts are laid out and joined --
    LevelCues(
        10,
        4,
        "the physical make-up and how material flows through it",
        "compost*, sanitation, drainage, irrigation, recycl*, sewage, sewer*, infrastructure, "
        "layout*, topolog*, shard*, read replica*, replicat*, partition*, age structure*, "
        "demograph*, physical structure*, stock and flow*, material flow*, load balancer*, "
        "content delivery, cdn, failover, bypass*, ring road*, bike lane*, cycle lane*, "
        "bus lane*, corridor*, second region*, multi region, availability zone*, microservice*, "
        "monolith*, insulat*, retrofit*, dam, dams, canal*, floor plan*, plumbing, decoupl*, "
        "wetland*, supply chain*, tunnel*, data centre*, data center*, datacent*, highway*, "
        "cache layer*, caching layer*, single point of failure, divert*, own database*, "
        "asynchronous*, treatment plant*, in parallel, transport network*, road network*, "
        "public transport, physical*, relocat*, rerout*, redundan*, pipework, land use, "
        "blast radius, fault domain*, failure domain*, bulkhead*, dependency, dependencies, "
        "critical path, urban form, walkab*, street design, mixed use, public transit, schema*, "
        "org chart*, work flow*, workflow redesign*, material*, logistics, power line*",
    ),
    LevelCues(
        10,
        3,
        "something is built, split, joined, moved or taken out",
        "<build> <works>, <build> ... <works>, split ... into, ^ split, ^ separate, ^ connect, "
        "^ link, ^ relocate, ^ rebuild, ^ redesign, ^ restructure, ^ lay, ^ dig, ^ build, "
        "put ... between, place ... between, insert ... between, add ... between, in front of, "
        "move ... closer, move ... nearer, move ... onto, move ... next to, connect ... by, "
        "connect ... with, connect ... to, separate ... from, second database*, next to, "
        "parallel path*, into one, rebuild*, restor* ... river*, reconfigur*, rearrang*, "
        "# ... rather than one, # ... instead of one, second source, tear down, demolish*, "
        "skip ... stage*, skip ... step*, ^ remove ... from, draw ... boundar*, "
        "^ place ... where, ^ switch ... to, replace ... pipe*, boundar* between, "
        "merge ... into, break ... up into, turn ... into, restructur*, refactor*, ^ install, "
        "^ construct, ^ replace ... with, ^ merge, clos* ... plant*, clos* ... mine*, "
        "clos* ... factor*, retire ... plant*, moderni*, upgrade*, responsibilit* between, "
        "^ expand ... network*, new line*, new wing",
    ),
    LevelCues(
        10,
        2,
        "a lasting piece of structure is named",
        "structure*, network*, road*, bridge*, pipe, pipes, building*, cluster*, region*, "
        "architecture*, grid, housing, factory, factories, city plan*, urban plan*, route*, "
        "separate*, layer*, channel*, wall, walls, parallel*, rail*, fleet*, database*, "
        "facilit*, path*, location*, geograph*, # stage*",
    ),
    LevelCues(
        10,
        1,
        "a hint of building",
        "build, plant*, between, install*, split*, site*, lay, connect*, stage*, machine*, ^ move",
    ),
    # -- 9 delays: how long until a change is felt --
    LevelCues(
        9,
        4,
        "the time until something is felt is the point",
        "delay*, lag, lags, time lag*, lead time*, turnaround*, time to, time until, time from, "
        "time between, time it takes, <period> between, waiting time*, wait time*, "
        "response time*, cycle time*, reaction time*, build time*, delivery time*, "
        "recovery time*, processing time*, latenc*, speed up, speeding up, accelerat*, "
        "cooldown*, feedback within, faster feedback, fast feedback, quick* feedback, "
        "feedback ... faster, mttr, mttd, rate of change, slow down ... change*, how long, "
        "how fast, how quickly, how soon, shorter interval*, polling interval*, in time for, "
        "react sooner, expedit*, streamlin*, phase in, <cut> ... feedback, report ... frequent*, "
        "report ... often, too late, timel*, time lags",
    ),
    LevelCues(
        9,
        3,
        "sooner, later, within a certain time",
        "sooner, soon after, quicker*, earlier, later, faster, slower, within # <period>, "
        "within <period>, in minutes, in seconds, in hours, in days, <cut> ... time, "
        "<cut> ... times, <cut> ... wait*, <cut> ... <period>, next <period>, same <period>, "
        "same morning, same term, daily, weekly, monthly, hourly, yearly, quarterly, "
        "every <period>, from # <period> to #, within # <period> instead, after # <period>, "
        "longer than # <period>, older than # <period>, instead of <period>, not <period>, "
        "interval*, more often, immediate*, promptly, prompt, at once, in advance, "
        "ahead of time, ahead of need, before ... need*, before ... peak*, before demand, "
        "instant*, take* too long, takes longer, takes less, "
        "before ... begin*|start*|come*|arriv*|open*|winter*|shortage*, in # <period>, "
        "bring ... forward, without waiting, in # years, # <period> instead of, "
        "# <period> later, fast track*, overnight, deadline*, predictive*, anticipat*, "
        "not in batches, instead of batches, on every push|commit|change, as they happen, "
        "as it happens, lengths of delay*, wait* ... before, cool down, more frequent*, "
        "frequently, gradual*, in good time, in place of <period>, over # <period>, rolling, "
        "cadence, # <period> rather than, decide faster, slow down, slows down, slowing down",
    ),
    LevelCues(
        9,
        1,
        "a hint of time",
        "time, times, wait, waits, waiting, speed, slow*, quick, quickly, fast, pace, postpone*, "
        "early, before, soon, late, forecast*, schedul*, batch*, real time",
    ),
    # -- 8 strength of balancing loops: a sensor, a goal and a response that corrects --
    LevelCues(
        8,
        4,
        "a device or an institution that corrects a deviation",
        "pager, paging, rise* and fall* with, pollut* tax*, carbon tax*, charge ... pollut*, "
        "pay* ... pollut*, polluter* pay*, price* ... scarc*, impact fee*, alarm*, safeguard*, "
        "autoscal*, auto scal*, emergency system*, emergency cooling, emergency stop*, "
        "emergency shut*, emergency response, emergency brake*, circuit breaker*, "
        "feedback control*, balancing, negative feedback, self correct*, automatic* ... when, "
        "automatic* ... if, automatic* ... stop*, automatic* roll*, roll back, rolls back, "
        "rollback*, back pressure, backpressure, load shed*, shed* load, sheds, rate limiter*, "
        "rate limiting, throttl*, watchdog*, kill switch*, health check*, quality check*, "
        "quality gate*, release gate*, quality control, integrated pest*, pest control, "
        "preventive*, natural predator*, natural enem*, predator*, checks and balances, ombuds*, "
        "read only, stale data, degraded mode, graceful* degrad*, feature flag*, "
        "admission control, disruption budget*, concurrency limit*, load test*, dry run*, "
        "whistle blower*, whistleblower*, fuse, fuses, safety valve*, relief valve*, "
        "immune system*, in check, stop* the line, smoke detector*, self regulat*, "
        "counterweight*, demand based, congestion charge*, dynamic pricing, congestion pricing, "
        "surge pricing, regression test*, bring ... back to, keep* ... within, hold ... within, "
        "code review*, peer review*, human review, canary, canaries, inspect*, audit*, "
        "early warning*, surveillance, thermostat*, early detection, price signal*, maintenance, "
        "quality assurance, safety net*, recall*, self correcting, corrective*",
    ),
    LevelCues(
        8,
        3,
        "a sensor that makes something happen",
        "alert*, trigger*, block* ... deploy*, block* ... merge*, block* ... release*, "
        "stop* ... deploy*, stop* ... release*, fail* test*, gate, gates, screening, monitor*, "
        "brake*, regulator*, correct, corrects, correcting, correction*, stabili*, steer*, "
        "rises with, falls with, follow* demand, <stop> ... when ... <event>, <stop> ... once, "
        "<stop> ... whenever, <stop> ... if, when|whose ... <event>, whenever ... <event>, "
        "as soon as ... <event>, if ... <event>, on overheat*, shut* down, shut* off, "
        "fall behind, react*, respon* to, respond*, counter*, offset*, compensat*, rebalanc*, "
        "scale ... with, scales with, patrol*, contain them, contain it, prevent*, reintroduc*, "
        "bring back, act on, acts on, strike down, trade union*, labour union*, labor union*, "
        "restart*, repair*, negative feedback*, oversee*, counteract*, mediat*, defus*, calm*, "
        "de escalat*, deescalat*, refund*, suspend*, within bounds, safe bounds, push back, "
        "performance bond*",
    ),
    LevelCues(
        8,
        2,
        "a check or a defence",
        "emergenc*, safety, control*, test*, check*, guard*, protect*, defen*, review*, "
        "supervis*, automatic*, detect*, cooling, union*, breaker*, enforce*, whenever, watch, "
        "competition, warning*, fuse*, challenge*, vaccin*, oversight, contain, limiting",
    ),
    # -- 7 gain of reinforcing loops: what feeds on itself --
    LevelCues(
        7,
        4,
        "a loop that feeds on itself, or growth itself, is named",
        "vicious, virtuous, flywheel*, snowball*, compound*, runaway*, reinforcing, "
        "positive feedback, self reinforcing, retry storm*, retry loop*, thundering herd*, "
        "stampede*, cascad*, chain reaction*, spiral*, amplif*, feeding itself, feed* on itself, "
        "own loss*, speed* up ... own, own growth, arms race*, rich get richer, "
        "success to the successful, concentrat* of wealth, concentrat* of power, "
        "inheritance tax*, progressive ... tax*, estate tax*, wealth tax*, antitrust, "
        "population growth, birth rate*, birth control, family planning, viral growth, "
        "slow* growth, slow* ... growth, slower growth, growth rate*, economic growth, "
        "curb* ... growth, rate of growth, exponential*, debt trap*, poverty trap*, "
        "network effect*, word of mouth, lock in, reproduction number*, transmission, "
        "retry budget*, critical mass, quarantin*, panic*, viral*, bank run*, death loop*, "
        "doom loop*, feed* ... itself, more ... still more, more ... more ... more, "
        "slow* ... rate, breed* more, makes them ... more, own success, self perpetuat*, "
        "redistribut*, speculat*, drives growth, growth loop*, growth engine*, cycle of, "
        "vicious circle*, virtuous circle*, playing field, race to bottom, break* ... cycle, "
        "break* ... loop, break* ... spiral, loop by which, loop in which, cycle in which, "
        "universal education, soil erosion, limit ... growth, limiting ... growth",
    ),
    LevelCues(
        7,
        3,
        "more of it makes more of it",
        "stop* ... feeding, stop* ... spread*, loop of, contagio*, epidemic*, monopol*, "
        "escalat*, win* more, attract* more, earns ... earns, leads to ... leads to, "
        "brings ... brings, multipl*, backoff, back off, jitter, erosion, reinvest*, "
        "gain around, feed* back into, inherited, weaken ... loop, begets, more ... more, "
        "recruit* more, even more, still more, push ... further, wildfire*, bubble*, hype, "
        "which attract*|draw*|bring*|earn*, each ... # more, damp*, momentum, "
        "success* ... success*, ^ slow ... growth, ^ curb, interrupt* ... cycle, "
        "interrupt* ... loop, concentrat*, accumulat*, inequalit*, growth mechanism*, boom*, "
        "accret*, referral program*, referral link*, referral bonus*",
    ),
    LevelCues(
        7,
        2,
        "growth is named",
        "spread*, growth, grows, growing, infectious, infected, feeding, feeds, storm*, gain, "
        "loop*, debt, breed*, further, wealth, retri*",
    ),
    *DEEP_LEVELS,
)

# The weakest level first, as Meadows lists them.
TABLE = tuple(sorted((*_NAMED, *ACTS), key=lambda cues: -cues.level))
