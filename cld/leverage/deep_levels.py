"""The words that speak for leverage levels 6 to 1: what people know, must do, and want.

The table of `level_table` goes on here. How it is written is told in `cld.leverage.level_cues`.
"""

from __future__ import annotations

from cld.leverage.level_cues import LevelCues

DEEP_LEVELS = (
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
