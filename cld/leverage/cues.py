"""The words that speak for a leverage level: a table to read and to extend.

How a phrase is written (phrases are separated by commas):

- `word` is the word itself, `stem*` any word that begins so, `one|other` either of them;
- `#` is any number; `<cut>` is any word of the list `cut` in `WORD_LISTS`;
- `...` stands for up to five words of the same sentence;
- small words of `SMALL_WORDS` between the words of a phrase are passed over.

A group speaks once, however many of its phrases are found, with its weight: 4 names the level,
3 hardly leaves a doubt, 2 speaks for it, 1 hints. What is found inside a longer phrase of
another level is not counted: “circuit breaker” is not a “breaker”.

Source: D. H. Meadows, Leverage Points: Places to Intervene in a System, 1999; Thinking in
Systems, 2008, chapter 6; and the vocabulary of operating software, where the levels are used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases that speak for one level (0: for none, they hide what is found inside them)."""

    level: int
    weight: int
    why: str
    phrases: str


SMALL_WORDS = frozenset("a an the its their his her our your my this these those".split())

WORD_LISTS = {
    "raise": "raise* rais* increas* lift* double* doubling triple* extend* expand* enlarg* boost* up "
    "higher more add* widen* grow bump*",
    "cut": "cut* lower* reduc* decreas* halve* halving drop* trim* fewer less shrink* smaller",
    "set": "set* adjust* chang* tun* tweak* allow",
    "shorten": "shorten* cut* lower* reduc* halv* shrink* less shorter lower",
    "big": "large* bigger big small* larger deep* wide* long* fuller full* extra spare",
    "period": "second* minute* hour* day* week* month* year* quarter s ms min h",
    "few": "day* hour* minute* second* week* month* s ms",
    "people": "staff nurse* doctor* teacher* officer* worker* engineer* developer* agent* people "
    "employee* inspector* driver* operator*",
    "unit": "server* machine* pod* instance* node* core* cpu* bus* train* bed* lane* seat* "
    "place* line* vehicle* truck* thread* worker* ram memory bandwidth hardware",
    "amount": "number amount size* rate* level* limit* price* cost* fee* wage* pay rent* age "
    "percent* share dose* frequenc* volume* speed target* weight* width count* hours value* "
    "temperature degree* minimum maximum",
    "see": "see view treat regard think* understand consider perceive seeing viewing treating "
    "regarding understanding",
    "view": "worldview* paradigm* mindset* frame* lens* lenses perspective* model* belief* "
    "view* theory theories viewpoint* opinion*",
    "build": "build* construct* lay* dig* erect* install* open*",
    "works": "road* rail* tram* sewer* bridge* pipe* canal* dam* dike* levee* bypass* tunnel* "
    "hospital* school* plant* factory factories port* station* house* housing clinic* track* "
    "turbine* grid* line*",
}

# The weakest level first, as Meadows tells them.
TABLE = (
    Cues(
        0,
        0,
        "words that look like a cue and are none",
        "in order to, at the same time, over time, on time, power plant, nuclear plant, "
        "right away, right now, right side, as soon as possible, fast food, in the long run, "
        "world view, pool car, car pool, swimming pool, more and more, no longer, "
        "stock market, stock exchange, long term, short term, in return, show up, "
        "press release, tax return, up to date, learning material, state of, school reports",
    ),
    # -- 12 parameters: a number of the system is changed, nothing else --
    Cues(
        12,
        3,
        "the numbers Meadows names: taxes, subsidies, standards, and their kin in operations",
        "tax*, subsid*, tariff*, levy, levies, surcharge*, fee, fees, toll, tolls, fine, fines, "
        "minimum wage*, wage*, salar*, pay rise*, rent, discount*, interest rate*, quota*, budget*, "
        "deficit*, timeout*, time out*, threshold*, headcount, staffing level*, speed limit*, "
        "memory limit*, cpu limit*, rate limit*, concurrency limit*, resource limit*, "
        "size limit*, retry count*, max* retr*, batch size*, class size*, thread count*, ttl, "
        "emission* standard*, air quality standard*, safety standard*, standard* for, "
        "parameter*, constant*, coefficient*, setpoint*, knob*, dose*, dosage*, price cap*, "
        "opening hours, allowance*",
    ),
    Cues(
        12,
        2,
        "an amount is moved up or down",
        "<raise> ... <amount>, <cut> ... <amount>, <set> ... <amount>, <raise> ... #, "
        "<cut> ... #, <set> ... to #, from # ... to #, by #, # % ... instead, "
        "# ... instead of #, turn ... up, turn ... down, by half, by third, by tenth",
    ),
    Cues(
        12,
        2,
        "more of the same: people, machines, money",
        "<raise> ... <people>, <raise> ... <unit>, <cut> ... <people>, <cut> ... <unit>, hire*, "
        "recruit*, lay off, scale up, scale out, scale vertically, bigger machine*, "
        "bigger instance*, larger instance*, funding, spending, invest more, grant*",
    ),
    Cues(12, 1, "a hint of a number", "cap, caps, ceiling, limit, limits, #, %, quantit*, number of"),
    # -- 11 buffers: a stock large beside its flows steadies them --
    Cues(
        11,
        4,
        "stocks kept to steady a flow",
        "reserve*, buffer*, inventor*, stockpil*, backlog*, safety stock*, stock level*, "
        "stock target*, stabilising stock*, stabilizing stock*, connection pool*, thread pool*, "
        "float pool*, worker pool*, warm pool*, pool of, pool size*, retry queue*, "
        "dead letter queue*, message queue*, queue size*, queue length, queue capacity, "
        "rainy day fund*, emergency fund*, savings, just in time, storage, reservoir*, "
        "granar*, seed bank*, surge capacity, spare capacity, reserve capacity, standby*, "
        "headroom, slack, cushion*, carrying capacity",
    ),
    Cues(
        11,
        3,
        "a store made larger or smaller",
        "<big> queue*, <big> cache*, <big> tank*, <big> warehouse*, <big> stock*, <big> store*, "
        "<big> lake*, <big> batter*, <raise> ... queue*, <raise> ... pool*, <raise> ... cache*, "
        "<raise> ... stock*, <raise> ... tank*, <raise> ... capacity, refill*, replenish*, "
        "keep ... spare, keep ... in hand, hold ... stock*, # <period> of cash, "
        "# <period> of stock, # <period> of supply, that cover* # <period>",
    ),
    Cues(
        11,
        2,
        "a store is named",
        "cache*, pool, pools, warehouse*, stock, stocks, spare*, tank*, batter*, aquifer*, "
        "extra capacity, overcapacity, provision*, margin*, deposit*",
    ),
    Cues(11, 1, "a hint of a store", "queue*, capacity, store, stores, supplies"),
    # -- 10 structure of stocks and flows: how the parts are joined --
    Cues(
        10,
        4,
        "the physical make-up and how material flows through it",
        "sewer*, pipeline*, infrastructure, layout*, topolog*, shard*, replica*, partition*, "
        "age structure*, demograph*, physical structure*, stock and flow*, "
        "material flow*, load balancer*, content delivery, cdn, failover, bypass*, ring road*, "
        "bike lane*, cycle lane*, bus lane*, corridor*, second region*, multi region, "
        "availability zone*, microservice*, monolith*, insulat*, retrofit*, dam, dams, canal*, "
        "rail*, floor plan*, plumbing, decoupl*, wetland*, terrac*, supply chain*",
    ),
    Cues(
        10,
        3,
        "something is built, split, joined or moved",
        "<build> ... <works>, <raise> ... <works> between, split ... into, "
        "put ... between, place ... between, insert ... between, add ... between, in front of, "
        "move ... closer, move ... nearer, move ... onto, move ... next to, "
        "connect ... by, connect ... with, separate ... from, separate database*, "
        "second database*, second plant*, second site*, own database*, parallel path*, "
        "merge ... into one, relocat*, rebuild*, reroute*, redundan*",
    ),
    Cues(
        10,
        2,
        "a lasting piece of structure is named",
        "structure*, network*, road*, bridge*, pipe, pipes, building*, cluster*, region*, "
        "architecture*, grid, housing, factory, factories, settlement*, city plan*",
    ),
    # -- 9 delays: how long until a change is felt --
    Cues(
        9,
        4,
        "a time until something is the point",
        "delay*, lag, lags, lead time*, turnaround*, time to, time until, time from, "
        "time between, time it takes, waiting time*, wait time*, response time*, cycle time*, "
        "reaction time*, deployment time*, build time*, delivery time*, recovery time*, "
        "construction time*, latenc*, speed up, speeding up, accelerat*, cooldown*, "
        "feedback within, fast feedback, faster feedback, quick* feedback",
    ),
    Cues(
        9,
        3,
        "sooner, later, within so long",
        "faster, sooner, quicker*, earlier, later, within # <few>, within <few>, "
        "<shorten> ... time, <shorten> ... wait*, next day, same day, on the day, daily instead, "
        "from # <period> to #, from <few> to <few>, longer than # <few>, older than # <few>, "
        "after # <few>, in # <few> instead, instead of <few>, wait between, interval*, shorten*, "
        "more often, immediate*, at once, promptly, prompt",
    ),
    Cues(9, 1, "a hint of time", "time, wait, waits, waiting, speed, slow*, quick, pace, postpone*, early"),
    # -- 8 strength of balancing loops: what corrects --
    Cues(
        8,
        4,
        "devices that hold something where it should be",
        "thermostat*, alarm*, safeguard*, autoscal*, emergency <unit>, emergency cool*, "
        "emergency system*, emergency stop*, emergency shut*, emergency response, emergency brake*, "
        "feedback control*, balancing, negative feedback, self correct*, "
        "automatic* ... when, automatic* roll*, roll back, rolls back, rollback*, back pressure, "
        "backpressure, load shed*, shed* load, rate limiter*, watchdog*, kill switch*, "
        "health check*, quality gate*, release gate*, price adjust*, market price*, "
        "integrated pest*, preventive*, prevention, vaccin*, natural predator*, predator*, "
        "checks and balances, pollut* tax*, carbon tax*, impact fee*, polluter* pay*, "
        "whistle blower*, whistleblower*, fuse, fuses, safety valve*, relief valve*, immune system*, "
        "in check, stop* the line, andon, smoke detector*, circuit of control",
    ),
    Cues(
        8,
        3,
        "a sensor that makes something happen",
        "alert*, trigger*, block* ... deploy*, block* ... merge*, block* ... release*, "
        "stop* ... deploy*, fail* test*, gate, gates, canary, canaries, screen newborn*, "
        "screening, inspect*, audit*, monitor*, brake*, regulator*, correct*, stabili*, throttl*, "
        "steer*, rise and fall with, rises with, falls with, whenever ... found, when ... rises, "
        "when ... falls, when ... exceed*, when ... drop*, when ... passes, as soon as ... fall*, "
        "as soon as ... rise*, as soon as ... exceed*, as soon as ... passes, if ... exceed*, "
        "shut* down when, shut* off, fall behind, treat ... found",
    ),
    Cues(
        8, 2, "a check or a defence", "emergenc*, safety, control*, test*, check*, guard*, protect*, "
        "defen*, code review*, peer review*, supervis*, automatic*, detect*, cooling",
    ),
    # -- 7 gain of reinforcing loops: what feeds on itself --
    Cues(
        7,
        4,
        "a loop that feeds on itself is named",
        "vicious, virtuous, flywheel*, snowball*, compounding, compound interest, runaway*, "
        "reinforcing, positive feedback, self reinforcing, circuit breaker*, retry storm*, "
        "thundering herd*, cascad*, chain reaction*, spiral*, amplif*, feeding itself, "
        "feed* on itself, its own loss, own growth, arms race*, rich get richer, "
        "success to the successful, concentrat* of wealth, concentrat* of power, inheritance tax*, "
        "progressive ... tax*, estate tax*, antitrust, population growth, birth rate*, slow* growth, "
        "slow* ... growth, slower growth, growth rate*, economic growth, curb* ... growth, "
        "limit* ... growth, rate of growth, exponential*, debt trap*, poverty trap*, network effect*, "
        "word of mouth, lock in, reproduction number*, transmission, critical mass",
    ),
    Cues(
        7,
        3,
        "more of it makes more of it",
        "stop* ... feeding, stop* ... spread*, from speeding up its, cycle in which, contagio*, "
        "epidemic*, referral*, monopol*, escalat*, win more, attract* more, multipl*, outbreak*, "
        "exponential backoff, jitter, erosion, reinvest*, gain around, feed* back into, "
        "break* ... cycle, break* ... loop, weaken ... loop",
    ),
    Cues(7, 2, "growth is named", "growth, spread*, grow*, infect*, feeding, feeds, storm*"),
    # -- 6 information flows: who gets to know what --
    Cues(
        6,
        4,
        "a flow of information is opened",
        "publish*, publication*, dashboard*, transparen*, disclos*, visib*, tracing, trace requests, "
        "telemetry, open data, public register*, scoreboard*, leaderboard*, freedom of information, "
        "access to ... data, access to ... information, access to ... records, access to ... figures, "
        "information flow*, make* ... public, where all can see, can see, open the books, label*, "
        "missing feedback, inform*, information, postmortem*, post mortem*, notif*, "
        "smart meter*, meter in, meter where",
    ),
    Cues(
        6,
        3,
        "somebody is shown something",
        "show*, display*, on a screen, report, reports, reporting, let ... see, let ... know, "
        "tell*, telling, log, logs, logging, metric*, meter*, observab*, measure and, signpost*, "
        "downstream of ... own, consequences of ... own, results of ... own, own consequences, "
        "share ... data, share ... results, survey*, announce*, print ... on, satellite picture*, "
        "broadcast*, statistics, expose*, newsletter*, feedback from, feedback to",
    ),
    Cues(6, 1, "a hint of knowing", "live, map, maps, data, feedback, know, knows, aware*, public, "
         "picture*, count*, communicat*"),
    # -- 5 rules: who must, may and must not --
    Cues(
        5,
        4,
        "a rule, a right or the power over them",
        "rule, rules, law, laws, legal*, legislat*, constitution*, polic*, governance, regulation*, "
        "contract*, incentive*, penalt*, punish*, sanction*, ban, bans, banned, banning, prohibit*, "
        "forbid*, moratorium*, mandat*, oblig*, liabilit*, liable, permission*, permit, permits, "
        "licen*, treaty, treaties, decision right*, who decides, decide who, veto*, right to, "
        "rights, vote*, voting, elect, elects, elected, election*, term limit*, abolish*, "
        "code owner*, sign off, service level agreement*, you ... it you ... it, by law, "
        "accountab*, other way round, other way around, eligib*, constraint*",
    ),
    Cues(
        5,
        3,
        "must, may, only, until",
        "must, may, nobody, no one, unless, until, only ... may, only ... can, without permission, "
        "without approval, whoever, required, require*, requires, not allowed, is allowed, "
        "are allowed, any time, no ... on, approval*, approve*, responsib*, own* ... on call, "
        "bonus*, reward*, nothing is, before ... can, deregulat*, free trade, free speech, "
        "make ... pay for, have ... grade, have ... answer",
    ),
    Cues(5, 1, "a hint of a rule", "allow*, only, right, agreement*, standard*, agree*, before, without, "
         "govern*, never, always, protocol*"),
    # -- 4 self-organisation: the system changes its own structure --
    Cues(
        4,
        4,
        "the power to evolve and to learn",
        "evolv*, evolution*, self organi*, experiment*, divers*, biodivers*, plug in*, plugin*, "
        "autonom*, adapt*, innovat*, on ... own, of ... own, mutat*, open source, self heal*, "
        "bottom up, hackathon*, skunkworks, sandbox*, retrospective*, kaizen, "
        "continuous improvement, community of practice, communities of practice, learn from each other, "
        "anyone can add, design their own, write their own, ways of working, genetic*, "
        "reorgani* themselves, extension point*, self manag*, self govern*",
    ),
    Cues(
        4,
        3,
        "things are tried, varied and kept",
        "try out, tries out, trial*, learn*, variet*, variation*, creativ*, invent*, extensib*, "
        "extension*, keep what works, pilot*, cross train*, incubat*, local solution*, modular*, "
        "teams choose, themselves, itself, research, new kind*",
    ),
    Cues(4, 1, "a hint of it", "anyone, own, freedom, fleet, new, train*, flexib*, explor*"),
    # -- 3 goals: what the system is for --
    Cues(
        3,
        4,
        "the purpose is named",
        "goal*, purpose*, mission*, objective*, aim, aims, aiming, error budget*, north star*, "
        "service level objective*, slo, slos, remit*, what ... is for, what ... are for, is for, "
        "optimi* for, optimi*, redefin* success, define* success, success as, work* towards, "
        "strive*, measured by, judged by, reason for being, for people ... not for, wellbeing, "
        "well being, happiness, okr*, point of",
    ),
    Cues(
        3,
        3,
        "one measure of success in place of another",
        "measure ... instead of, measure ... rather than, measure ... not, pay ... for ... rather than, "
        "pay ... for ... instead of, reward ... rather than, reward ... instead of, plan* ... for ... not for, "
        "manag* ... for ... rather than, from output* to outcome*, outcome*, maximi*, minimi*, "
        "prioriti*, instead of profit, rather than profit, quality over, for its own sake, "
        "gdp, gnp, key result*, kpi*",
    ),
    Cues(3, 1, "one thing put before another", "instead of, rather than, not, value, resilience, target*, want*"),
    # -- 2 paradigm: what everybody takes for granted --
    Cues(
        2,
        4,
        "the mindset is named, or a thing is seen as another",
        "paradigm*, mindset*, worldview*, world view*, belief*, believ*, assumption*, assum*, "
        "culture, cultures, from ... as ... to ... as, from ... as ... to, <see> ... as, "
        "<see> ... not as, as part of nature, attitude*, philosoph*, worldviews, metaphor*, "
        "as good in itself, taking ... as, taken for granted, blameless*, ethic*",
    ),
    Cues(
        2,
        3,
        "a shared idea is questioned or replaced",
        "question ... that, challenge ... that, narrative*, myth*, norm, norms, deep* value*, "
        "identity, as ... instead of as, as ... not as, not as, people as, nature as, part of nature, "
        "growth is, growth as, more is not, enough is, shared idea*, regenerative, failure as, "
        "no longer as",
    ),
    Cues(2, 1, "one thing for another, without numbers", "from ... to, value, values, as, story, stories, trust"),
    # -- 1 transcending paradigms: no view is the true one --
    Cues(
        1,
        5,
        "all views are partial, one's own too",
        "no <view> is, no single <view>, no one <view>, every <view> ... lightly, any <view> ... lightly, "
        "unattached, non attachment, nonattachment, detach*, transcend*, enlighten*, "
        "hold ... lightly, hold ... loosely, held lightly, held loosely, weakly held, loosely held, "
        "lightly held, several <view>, many <view>, multiple <view>, different <view>, "
        "more than one <view>, other <view>, switch* <view>, switch* between <view>, "
        "choose ... <view> ... that, all models are wrong, map is not, whole truth, humility, humble*, "
        "not knowing, may be wrong, might be wrong, could be wrong, own <view> ... wrong, "
        "limits of ... own, limits of ... <view>, knows when to, know when to, step* aside, "
        "get* out of the way, let* go of, question ... own <view>, beyond <view>, recede*, "
        "drop ... <view>, <view> as tools, <view> as a tool",
    ),
)
