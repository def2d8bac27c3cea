"""The words that speak for a leverage level: a table to read and to extend.

How it is written is told in `cld.leverage.level_cues`.
"""

from __future__ import annotations

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
    # -- 6 information flows: who gets to know what --
    LevelCues(
        6,
        4,
        "a flow of information is opened",
        "publish*, publication*, dashboard*, transparen*, disclos*, visib*, tracing, "
        "trace requests, telemetry, open data, public register*, scoreboard*, leaderboard*, "
        "freedom of information, access to ... <knowing>, information flow*, make* ... public, "
        "can see, open the books, label*, inform, informs, informed, informing, postmortem*, "
        "post mortem*, notif*, smart meter*, meter in, meter where, visuali*, make ... known, "
        "open book*, observab*, can read, can follow, in plain sight, on ... door, "
        "where ... see, incident report*, status page*",
    ),
    LevelCues(
        6,
        3,
        "somebody is shown something",
        "information, learn how, find* out, show*, display*, on ... screen*, report, reports, "
        "reporting, let ... see, let ... know, let ... track, let ... compare, tell, tells, "
        "telling, log, logs, logging, metric*, meter, meters, metering, signpost*, "
        "downstream of ... own, consequences of ... own, results of ... own, own consequences, "
        "feel ... consequences, share ... <knowing>, survey*, announce*, print ... on, "
        "satellite picture*, broadcast*, statistics, expose*, exposing, newsletter*, "
        "feedback from, feedback to, feedback on, explain*, comparison*, web, online, "
        "side by side, weather forecast*, post ... on, post ... rates, bill, bills, compare*, "
        "ask ... what, listen*, hear from, documented, documents, trace*, map out, registr*, "
        "sensor*, reveal*",
    ),
    LevelCues(
        6,
        3,
        "the text begins with showing: what is shown is only its object",
        "^ show*, ^ publish*, ^ display*, ^ report, ^ tell, ^ announce*, ^ expose, ^ reveal, "
        "^ share, ^ post, ^ visuali*, weekly report*, monthly report*, daily report*",
    ),
    LevelCues(
        6,
        1,
        "a hint of knowing",
        "live, map, maps, data, feedback, know, knows, aware*, public, picture*, communicat*, "
        "see, read, post, track*, share, open, watch",
    ),
    # -- 5 rules: who must, may and must not --
    LevelCues(
        5,
        4,
        "a rule, a right or the power over them",
        "rule, rules, law, laws, legal*, legislat*, constitution*, polic*, governance, "
        "regulation*, contract*, incentive*, penalt*, punish*, sanction*, ban, bans, banned, "
        "banning, prohibit*, forbid*, moratorium*, mandat*, oblig*, liabilit*, liable, "
        "permission*, permit, permits, licen*, treaty, treaties, decision right*, who decides, "
        "decide who, veto*, right to, rights, vote*, voting, elect, elects, elected, election*, "
        "term limit*, abolish*, code owner*, sign off, service level agreement*, "
        "you ... it you ... it, by law, accountab*, other way round, other way around, eligib*, "
        "constraint*, ownership, own a share, law suit*, court*, # eyes, freeze, freezes, "
        "compulsory, must not, may not, democra*, code of conduct",
    ),
    LevelCues(
        5,
        3,
        "must, may, only, until",
        "must, may, nobody, no one, unless, until, without permission, without approval, "
        "whoever, require*, is not allowed, is allowed, are allowed, any time, approval*, "
        "approve*, responsib*, bonus*, reward*, nothing is, before ... can, deregulat*, "
        "free trade, free speech, make ... pay for, make ... pay, have ... answer, "
        "need* ... plan, need* ... approv*, needs #, may only, can only, say in, consent*, "
        "signs off, signed off, human approv*, human signs, ^ no ... during, have to, has to, "
        "not without, is needed, before ... ship*, take back, definition of done, commit to, "
        "pledge*, tenure, privat*, nationali*, paid by, promotion*, cannot, only if, only when, "
        "only after, no change*, no deploy*",
    ),
    LevelCues(
        5,
        1,
        "a hint of a rule",
        "allow*, only, right, standard*, agree*, before, without, govern*, never, always, "
        "protocol*, need*, owner*, any, enforce*, power to, no",
    ),
    # -- 4 self-organisation: the system changes its own structure --
    LevelCues(
        4,
        4,
        "the power to evolve and to learn",
        "propos* ... change*, suggest* ... change*, suggestion box*, rfc*, evolv*, evolution*, "
        "self organi*, experiment*, divers*, biodivers*, plug in*, plugin*, autonom*, adapts, "
        "adapting, adaptive, adaptab*, adaptation, innovat*, on its own, on their own, "
        "on ... own, of ... own, mutat*, open source, self heal*, bottom up, grassroot*, "
        "grass root*, hackathon*, skunkworks, sandbox*, retrospective*, kaizen, "
        "continuous improvement, community of practice, communities of practice, learn from, "
        "anyone can, design their own, write their own, choose its own, choose their own, "
        "ways of working, genetic*, reorgani*, extension point*, self manag*, self govern*, "
        "chaos engineering, chaos experiment*, game day*, many kinds, different kinds, "
        "many varieties, decentrali*, polycultur*, self design*, self improv*, requisite variety",
    ),
    LevelCues(
        4,
        3,
        "things are tried, varied and kept",
        "try out, tries out, trial*, learn*, variet*, variation*, creativ*, invent*, extensib*, "
        "extension*, keep what works, pilot*, cross train*, incubat*, local solution*, modular*, "
        "teams choose, teams decide, themselves, itself, research, new kind*, adapt, "
        "mix species, species, others can, communities, local initiative*, locally, let teams, "
        "let ... design, let ... try, free to, build upon, prototyp*, explor*, empower*, "
        "delegat*, recombin*, breed many, startup*, mixed, hybrid*, new feedback loop*",
    ),
    LevelCues(
        4,
        1,
        "a hint of it",
        "anyone, own, freedom, new, train*, flexib*, many, local*, teams, community, improve*",
    ),
    # -- 3 goals: what the system is for --
    LevelCues(
        3,
        4,
        "the purpose is named",
        "goal*, purpose*, mission*, objective*, aim, aims, aiming, error budget*, north star*, "
        "service level objective*, slo, slos, remit*, what ... is for, what ... are for, is for, "
        "exists for, exist for, exists to, optimi* for, redefin* success, define* success, "
        "success as, success is, count* as success, work* towards, work* toward, strive*, "
        "measured by, judged by, reason for being, for people ... not for, wellbeing, "
        "well being, happiness, okr*, point of, trying to achieve, trying to do, "
        "objective function*, reward function*, ask what ... for, what ... wants to, what success",
    ),
    LevelCues(
        3,
        3,
        "one measure of success in place of another",
        "<prize> ... instead of, <prize> ... rather than, <prize> ... not for, "
        "<prize> ... not by, measure ... not, from output* to, to outcome*, outcome*, maximi*, "
        "minimi*, optimi*, prioriti*, instead of profit, rather than profit, before profit, "
        "over profit, above profit, quality over, for its own sake, gdp, gnp, key result*, kpi*, "
        "over speed, over growth, over volume, put ... first, put ... before, put ... above, "
        "customer value, instead of output*, serve, serves, serving, mean* fewer, mean* less, "
        "instead of velocity, quality of life, resilience, focus on, care about, achieve",
    ),
    LevelCues(
        3,
        4,
        "from what is done or sold to what it brings about",
        "from ... to ... outcome*, from ... to ... impact*, from ... to ... result*, "
        "from ... to ... satisfaction, from ... to ... reliab*, from ... to ... wellbeing, "
        "from ... to ... health, from selling ... to, from quantity to quality, "
        "from shareholder* to stakeholder*",
    ),
    LevelCues(
        3,
        1,
        "one thing put before another",
        "instead of, rather than, not, value, target*, want*, towards, success, intent*, over",
    ),
    # -- 2 paradigm: what everybody takes for granted --
    LevelCues(
        2,
        4,
        "the mindset is named, or a thing is seen as another",
        "paradigm*, mindset*, mind set*, worldview*, world view*, belief*, believ*, assum*, "
        "culture, cultures, cultural, from ... as ... to ... as, from ... as ... to, "
        "<think> ... as, <think> ... not as, as part of nature, attitude*, philosoph*, "
        "metaphor*, good in itself, bad in itself, end in itself, taking ... as, take ... as, "
        "taken for granted, blameless*, ethic*, mental model*, stop thinking, how people think, "
        "how we think, way of thinking, ways of thinking, way of seeing, think of, thinking of, "
        "think about, common sense, deepest, unspoken, unstated, sacred",
    ),
    LevelCues(
        2,
        3,
        "a shared idea is questioned or replaced",
        "anomal*, old <view>, new <view>, by default, question ... that, challenge ... that, "
        "question ... idea, challenge ... idea, narrative*, myth*, norm, norms, deep* value*, "
        "shared value*, identity, as ... instead of as, as ... not as, not as, people as, "
        "nature as, part of nature, growth is, growth as, more is not, enough is, shared idea*, "
        "regenerative, failure as, failure is, failures are, no longer as, is finite, "
        "are finite, as servant*, as partner*, as commons, as investment*, as resource*, "
        "as asset*, as gift*, as teacher*, as chance*, as opportunit*, as burden, as learning, "
        "not shame, from blame, is normal, are people, belong* to, dignity, ^ from ... to, "
        "not mean, partners in",
    ),
    LevelCues(
        2,
        1,
        "one thing for another, without numbers",
        "from ... to, value, values, as, story, stories, trust, is, are, shift*, instead of, "
        "think*, idea*, not",
    ),
    # -- 1 transcending paradigms: no view is the true one --
    LevelCues(
        1,
        5,
        "all views are partial, one's own too",
        "several ... <view>, hold* both, holds both, can hold, both <view>, "
        "live with contradict*, no <view> is, no single <view>, no one <view>, "
        "every <view> ... lightly, any <view> ... lightly, unattached, non attachment, "
        "nonattachment, detach*, transcend*, enlighten*, hold ... lightly, hold ... loosely, "
        "held lightly, held loosely, weakly held, loosely held, lightly held, several <view>, "
        "many <view>, multiple <view>, different <view>, more than one <view>, other <view>, "
        "switch* <view>, switch* between <view>, switch between ... view*, all models are wrong, "
        "map is not, whole truth, humility, humble*, not knowing, may be wrong, might be wrong, "
        "could be wrong, can be wrong, be mistaken, limits of ... own, limits of ... <view>, "
        "knows when to, know when to, step* aside, step* back, get* out of the way, let* go of, "
        "question ... own <view>, beyond <view>, withdraws, drop ... <view>, give up ... <view>, "
        "<view> as tools, <view> as a tool, <view> as partial, every <view>, <view> among many, "
        "<view> among others, partial <view>, true <view>, outside ... <view>, "
        "open to ... <view>, unlearn*, not the system, not the territory, not reality, "
        "not the world, doubt ... own, conviction*, its own <view>, own <view>, "
        "between ... <view>, remain open, stay open",
    ),
)
