"""Words for leverage levels 6 to 1: knowledge, rules, and aims.

This table continues `level_table`. The notation is explained in `cld.leverage.level_cues`.
"""

from __future__ import annotations

from cld.leverage.level_cues import LevelCues

DEEP_LEVELS = (
    # -- 6 information flows: who does and does not get to know --
    LevelCues(
        6,
        4,
        "a flow of information is opened to somebody",
        "publication*, dashboard*, transparen*, disclos*, visib*, tracing, trace*, open data, "
        "public register*, scoreboard*, leaderboard*, freedom of information, "
        "^ open ... to public|everyone|all|everybody|citizens|<people>, access to ... <knowing>, "
        "information flow*, make* ... public, can see, open the books, label*, inform, informs, "
        "informing, postmortem*, post mortem*, notif*, smart meter*, visuali*, make ... known, "
        "open book*, observab*, can read, can follow, in plain sight, status page*, "
        "incident report*, release ... to public, let ... see, let ... know, let ... track, "
        "let ... compare, let ... reach, who sees, who can see, who knows, who learns, "
        "raise awareness, give <people> ... <knowing>, tell <people>, tell each, show <people>, "
        "put ... on <place>, hang ... in|on, post ... on <place>, print ... on, "
        "<knowing> ... reach, reaches <people>, public reporting, eco label*, media, press, "
        "journalis*, campaign*, news, inform about, peer comparison*, knowledge sharing, "
        "who gets ... data, who gets ... information, where ... can see, mandat* ... disclos*, "
        "mandat* ... report*, require* ... disclos*, require* ... publish*, "
        "require* ... report*, be seen, real time data, real time information, seen by, publish, "
        "publishes, published, publishing",
    ),
    LevelCues(
        6,
        3,
        "somebody is shown something",
        "weekly report*, monthly report*, daily report*, information, learn how, find* out, "
        "show*, display*, on ... screen*, report, reports, reporting, tell, tells, telling, log, "
        "logs, logging, metric*, meter, meters, metering, telemetry, downstream of ... own, "
        "consequences of ... own, results of ... own, own consequences, feel ... consequences, "
        "share ... <knowing>, survey*, announce*, broadcast*, statistics, expose*, exposing, "
        "newsletter*, feedback from, feedback to, feedback on, explain*, comparison*, online, "
        "side by side, weather forecast*, compare*, ask ... what, listen*, hear from, hear, "
        "documented, documents, map out, registr*, sensor*, reveal*, website, aware*, "
        "communicat*, discover*, educat* ... about, signal to, newspaper*, index of",
    ),
    LevelCues(
        6,
        1,
        "a hint of knowing",
        "live, map, maps, data, feedback, know, knows, public, picture*, see, sees, read, post, "
        "track*, share, open, watch, seen, figure*, message*, record*, recorded",
    ),
    # -- 5 rules: incentives, punishments, constraints; who must, may and must not --
    LevelCues(
        5,
        4,
        "a rule, a right, an incentive or the power over them",
        "rule, rules, law, laws, legal*, legislat*, constitution*, policy, policies, "
        "regulation*, contract*, incentive*, penalt*, punish*, sanction*, ban, bans, banned, "
        "banning, prohibit*, forbid*, moratorium*, mandat*, oblig*, liabilit*, liable, "
        "permission*, permit, permits, licen*, treaty, treaties, decision right*, who decides, "
        "decide who, decide whose, veto*, right to, rights, vote*, voting, elect, elects, "
        "elected, election*, term limit*, abolish*, sign off, service level agreement*, by law, "
        "accountab*, eligib*, constraint*, court*, # eyes, freeze, freezes, compulsory, "
        "must not, may not, code of conduct, bonus*, whose approval, terms of service, "
        "a voice in, say in, make ... liable, make ... pay, override*, zoning, property right*, "
        "charter*, patent*, copyright*, covenant*, agreement*, convention on, decree*, statut*, "
        "prohibition*, requirement*, ownership, formula, protocol*, with conditions, "
        "go|goes|pass through ... review|approval, is|are paid, ^ pay <people> ... for, "
        "seat*|voice on, on condition, by merit, eliminate ... minimum*, "
        "eliminate ... requirement*, end ... subsid*",
    ),
    LevelCues(
        5,
        3,
        "must, may, only, until",
        "must, may, nobody, no one, unless, until, without permission, without approval, "
        "whoever, require*, is not allowed, is allowed, are allowed, any time, approval*, "
        "approve*, responsib*, reward*, nothing is, before ... can, deregulat*, free trade, "
        "free speech, have ... answer, need* ... plan, need* ... approv*, needs #, may only, "
        "can only, consent*, signs off, signed off, human approv*, human signs, have to, has to, "
        "not without, is needed, before ... ship*, take back, definition of done, commit to, "
        "pledge*, tenure, privat*, nationali*, paid by, promotion criteria, cannot, only if, "
        "only after, no change*, no deploy*, ^ only, ^ no, ^ require, ^ end, "
        "^ make ... pay, bond*, pay for, opt in, opt out, owner of, enforceable, liable for, "
        "only with, at their own cost, entitle*, deposit scheme*, exempt*, authority to, "
        "authority over",
    ),
    LevelCues(
        5,
        1,
        "a hint of a rule",
        "allow*, only, right, standard*, agree*, without, govern*, never, always, need*, owner*, "
        "any, enforce*, power to, no, trusted, assign*, decide*, governance, counts",
    ),
    # -- 4 self-organisation: the power to add to, change and evolve the structure --
    LevelCues(
        4,
        4,
        "the power to evolve, to vary and to learn",
        "let <people> ... <make>, let each|every|all <people> ... <make>, "
        "allow <people> ... <make>, <people> may <make>, <people> <make> ... own, "
        "propos* ... change*, suggest* ... change*, suggestion box*, evolv*, evolution*, "
        "self organi*, experiment*, divers*, biodivers*, plug in*, plugin*, autonom*, adapts, "
        "adapting, adaptive, adaptab*, adaptation, innovat*, on its own, on their own, "
        "of ... own, mutat*, open source, self heal*, bottom up, grassroot*, grass root*, "
        "hackathon*, sandbox*, retrospective*, continuous improvement, community of practice, "
        "communities of practice, learn from, anyone can, <make> ... own, ways of working, "
        "genetic*, extension point*, self manag*, self govern*, chaos engineering, many kinds, "
        "different kinds, new kinds, new types, many varieties, decentrali*, polycultur*, "
        "self design*, self improv*, requisite variety, without asking, co design*, co creat*, "
        "codesign*, cocreat*, community led, locally led, cooperative*, capacity building, "
        "participatory, adaptive management, learning organi*, organi* that learn*, "
        "restructure itself, restructure themselves, rewrite ... own, "
        "platform* ... which|others|anyone, new structure*, empower <people>, let ... form, "
        "let ... manage, let ... run, let ... govern, emerge, emerges, emergence",
    ),
    LevelCues(
        4,
        3,
        "things are tried, varied and kept",
        "try out, tries out, trial*, learn*, variet*, variation*, creativ*, invent*, extensib*, "
        "extension*, keep what works, what works, pilot*, cross train*, incubat*, "
        "local solution*, modular*, teams choose, teams decide, themselves, itself, research, "
        "new kind*, adapt, mix species, local initiative*, locally, let teams, let ... design, "
        "let ... try, let ... choose, free to, build upon, prototyp*, explor*, delegat*, "
        "recombin*, startup*, mixed, hybrid*, new feedback loop*, room for, spawn*, compose*, "
        "participat*, discretion, r d, incubator*, network of, self help, regenerat*",
    ),
    LevelCues(
        4,
        1,
        "a hint of it",
        "anyone, own, freedom, new, train*, flexib*, many, local*, teams, community, improve*, "
        "let, vary, kinds, types, enable*, communities, empower*, exchange*",
    ),
    # -- 3 goals: what the system is for --
    LevelCues(
        3,
        4,
        "the purpose is named",
        "^ goal|target|aim|purpose is, from ... to ... <worth>, from ... <worth> ... to, "
        "^ judge|measure|rate ... by how|what|whether, goal*, purpose*, mission*, objective*, "
        "aim, aims, aiming, error budget*, north star*, "
        "^ <prize> ... for ... not|instead|rather, service level objective*, slo, slos, "
        "what ... is for, what ... are for, is for, exists for, exist for, exists to, "
        "optimi* for, redefin* ... success, define* success, success as, success is, "
        "count* as success, count success, measures of success, work* towards, strive*, "
        "measured by, judged by, reason for being, wellbeing, well being, happiness, okr*, "
        "point of, trying to achieve, trying to do, meant to achieve, meant to do, "
        "is to achieve, objective function*, reward function*, what ... for, what ... wants to, "
        "what success, as target, as the aim, ^ target, vision, what matters, what ... counts, "
        "as goal, target of, what success means, success means, from profit, maximi* profit, "
        "as measure, as measure of, beyond gdp",
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
        "come before, comes before, customer value, instead of output*, serve, serves, serving, "
        "quality of life, resilience, focus on, care about, achieve, and not for, "
        "for ... rather than for, from ... to ... outcome*, from quantity to quality, "
        "from shareholder* to stakeholder*, self sufficien*, remit, long term value, "
        "in service of, priority, priorities, whole system, for future generations, not profit, "
        "sustainab* instead|rather, goal is|are, should serve, indicator*, redefin* what counts, "
        "^ account for",
    ),
    LevelCues(
        3,
        1,
        "one thing put before another",
        "instead of, rather than, not, value, target*, want*, towards, success, intent*, over, "
        "and not, seek*, sake",
    ),
    # -- 2 paradigm: what everybody takes for granted --
    LevelCues(
        2,
        4,
        "the mindset is named, or a thing is seen as another",
        "value of own, stop blaming, stop asking, paradigm*, mindset*, mind set*, worldview*, "
        "world view*, belief*, believ*, assum*, culture, cultures, cultural, "
        "from ... as ... to ... as, from ... as ... to, ^ <think> ... as, <think> ... not as, "
        "see ... as, part of nature, attitude*, philosoph*, metaphor*, good in itself, "
        "end in itself, take* ... as, taken for granted, blameless*, ethic*, mental model*, "
        "stop thinking, stop seeing, stop treating, how people think, how we think, "
        "way of thinking, ways of thinking, way of seeing, way to see, think of, thinking of, "
        "think about, common sense, deepest, unspoken, unstated, sacred, idea that, "
        "give up ... idea, give up ... belief, old view, new view, ^ embrace, rethink*, "
        "reframe*, interdepend*, relationship with nature, is not a resource, shift in thinking, "
        "how people see, how we see, sufficiency, holistic",
    ),
    LevelCues(
        2,
        3,
        "a shared idea is questioned or replaced",
        "anomal*, by default, question ... that, challenge ... that, question ... idea, "
        "challenge ... idea, narrative*, myth*, norm, norms, deep* value*, shared value*, "
        "identity, as ... instead of as, as ... not as, not as, no longer as, people as, "
        "nature as, growth is, growth as, more is not, enough is, shared idea*, regenerative, "
        "failure as, failure is, failures are, is finite, are finite, not shame, from blame, "
        "is normal, are people, belong* to, dignity, not mean, partners in, as servant*, "
        "as partner*, as commons, as investment*, as resource*, as asset*, as gift*, as chance*, "
        "as opportunit*, as learning, ideolog*, intrinsic value*, respect for, stewardship, "
        "is not a, are not a, is our, are our, one another",
    ),
    LevelCues(
        2,
        3,
        "from one idea to another, no numbers",
        "are part of, is part of, ^ from ... to, ^ shift from, ^ move from, ^ shift ... from, "
        "^ @* is|are|means, ^ @* and ... are",
    ),
    LevelCues(
        2,
        1,
        "one thing for another, without numbers",
        "from ... to, values, story, stories, trust, shift*, instead of, think*, idea*, view*",
    ),
    # -- 1 transcending paradigms: no view is the true one --
    LevelCues(
        1,
        6,
        "all views are partial, one's own too",
        "several <view>, hold* both, holds both, live with contradict*, no <view> is, "
        "no <view> ... is, no single <view>, no one <view>, that no <view>, <view> ... lightly, "
        "unattached, non attachment, nonattachment, detach*, transcend*, enlighten*, lightly, "
        "loosely held, weakly held, hold ... loosely, many <view>, multiple <view>, "
        "more than one <view>, other <view>, contrary <view>, rival <view>, opposing <view>, "
        "switch* <view>, switch* between <view>, between ... <view>, all models are wrong, "
        "map is not, whole truth, ultimate truth, humility, humble*, not knowing, may be wrong, "
        "might be wrong, could be wrong, can be wrong, be mistaken, limits of ... own, "
        "limits of ... <view>, let* go of, question ... own <view>, beyond <view>, "
        "drop ... <view>, give up ... paradigm*, <view> as tools, <view> as a tool, "
        "<view> as partial, as hypothes*, every <view>, <view> among many, <view> among others, "
        "partial <view>, true <view>, outside ... <view>, open to ... <view>, unlearn*, "
        "not the system, not the territory, not reality, not the world, doubt ... own, "
        "own conviction*, one of many, one of several, own <view>, own assumption*, remain open, "
        "stay open, favourite <view>, all <view>, all paradigms, question frame itself, "
        "question paradigm*, which <view> fits, <view> fits, whichever <view>, step outside, "
        "one <view> of several, one <view> among, only a model, only models, not reality itself, "
        "hold ... contradict*, own blind spot*, limits of what we know, beyond any",
    ),
)
