"""Actions and their objects, which together make the level.

“Raise the timeout” moves a number, “add a timeout alert” gives the system a sensor, “document the
timeouts” lets somebody know: the same word at three levels. This table pairs each kind of action
with each kind of object, in the lists of `level_cues`; `@` is the object (see `level_head`).
"""

from __future__ import annotations

from cld.leverage.level_cues import LevelCues

ACTS = (
    LevelCues(
        12,
        4,
        "a number is moved",
        "^ <raise> @<number>, ^ <cut> @<number>, ^ <set> @<number>",
    ),
    LevelCues(11, 4, "a store is made larger or kept", "^ <raise> @<pool>, ^ <big> @<pool>"),
    LevelCues(
        11,
        3,
        "a store is made",
        "^ build|fill|create|keep|maintain|establish|hold|put|make ... @<pool>",
    ),
    LevelCues(
        10,
        4,
        "a part is added, joined, moved or taken out",
        "^ <add> @<part>, ^ <rework> @<part>, <part> of own, ^ break|divide|cut ... into, "
        "^ <rework> ... outside|off|away|onto|behind|into|across|separate|separately, "
        "^ make ... idempotent|stateless|redundant|independent|asynchronous|modular, "
        "^ place|put|locate ... near|beside|nearby|distance, "
        "^ place|put|locate ... same floor|building|site|place|street, under one roof, "
        "^ run ... parallel|separately",
    ),
    LevelCues(10, 2, "something is split, joined, moved or taken out", "^ <rework>"),
    LevelCues(10, 1, "a part is the thing", "@<part>"),
    LevelCues(
        9,
        6,
        "one time in place of another",
        "# <period> instead|rather, <period> instead|rather ... <period>, not # <period> later, "
        "daily|weekly|monthly|hourly instead|rather ... quarterly|monthly|yearly|annually",
    ),
    LevelCues(
        9,
        8,
        "something comes within a certain time",
        "^ <deliver> ... within # <period>, ^ <deliver> ... within <period>, "
        "^ <deliver> ... same <period>, ^ <deliver> ... next <period>, "
        "^ <deliver> ... without waiting, ^ <deliver> ... # <period> instead|rather, "
        "^ <deliver> ... daily|weekly|monthly|hourly instead|rather",
    ),
    LevelCues(
        9,
        4,
        "something is made to take less time",
        "^ <quicken> @<span>, ^ start|begin ... before, ^ warm* ... before|ahead, "
        "^ ... more often|frequently, ^ shorten~ ... from|by|between|until",
    ),
    LevelCues(
        9, 3, "sooner is what is done", "^ shorten~, ^ accelerate~, ^ speed~, ^ shorter, ^ faster"
    ),
    LevelCues(
        8,
        8,
        "a flow is made to follow what is sensed",
        "^ <raise> ... when|whenever|as ... <event>, ^ <cut> ... when|whenever|as ... <event>, ^ "
        "adjust|match|fit|scale|adapt|align ... to number|demand|load|need|needs|traffic",
    ),
    LevelCues(8, 4, "a sensor or a guard is given", "^ <add> @<guard>, ^ <raise> @<guard>"),
    LevelCues(
        8,
        3,
        "a deviation is looked for and put right",
        "^ <check>, power|authority to ... close|stop|fine|block|halt|shut|correct, "
        "^ make ... refuse|reject|check|verify|validate|stop|fail|back, "
        "^ introduce|release ... against|control, ^ <fall> back|over|off|down|out, ^ automate~",
    ),
    LevelCues(
        8,
        4,
        "a change goes to a few first, a flow is kept",
        "^ deploy|release|ship ... stages|phases|waves|internal|first|subset|percent, "
        "^ roll~ out ... gradually|slowly|stage*|phase*|region*|percent, staged rollout*, "
        "phased rollout*, gradual rollout*, progressive rollout*, incremental rollout*, "
        "^ limit|cap|bound @rate|concurrency|requests|connections|calls|uploads",
    ),
    LevelCues(8, 1, "a guard is the thing", "@<guard>, ^ strengthen, ^ stronger"),
    LevelCues(7, 4, "what feeds on itself is slowed or driven", "^ <weaken> @<swell>"),
    LevelCues(7, 3, "retries feed an overload", "^ retry with|at|only|less"),
    LevelCues(
        7,
        8,
        "a rate of growth is lowered, those who pass it on are kept apart",
        "^ <cut> ... growth|birth|infection|reproduction|spread rate*, "
        "^ isolate|separate ... sick|infected|infectious",
    ),
    LevelCues(
        7,
        6,
        "what grows comes back as its own cause",
        "more|next|further =, <breed> =, <breed> other|two|new =",
    ),
    LevelCues(
        6,
        4,
        "something to know is given",
        "^ <add> @<news>, ^ keep|maintain @<news>, ^ make ... public|visible|known|transparent, "
        "^ teach ... what|how",
    ),
    LevelCues(6, 4, "somebody is informed", "^ <tell>, ^ write~ down|up"),
    LevelCues(
        6,
        6,
        "a report gets more content",
        "^ add|include ... to|in ... log*|dashboard*|message*|report*|label*|runbook*",
    ),
    LevelCues(6, 1, "something to know is the thing", "@<news>"),
    LevelCues(
        5,
        6,
        "who must, may and must not",
        "^ @* must, ^ @* cannot, ^ only|nobody ... may|must",
    ),
    LevelCues(5, 4, "a rule is given or taken away", "^ <add> @<norm>, ^ <rework> @<norm>"),
    LevelCues(
        5,
        4,
        "something is demanded, allowed or rewarded",
        "^ <order>, ^ make ... mandatory|compulsory|optional|default|obligatory|required|illegal",
    ),
    LevelCues(5, 2, "a hint of a rule", "^ allow~ ... to, ^ @* need*, only when"),
    LevelCues(5, 1, "a rule is the thing", "@<norm>"),
    LevelCues(
        4,
        4,
        "trying and variety are made possible",
        "^ <add> @<trying>, ^ protect @<trying>, game day*, gameday*, drill*, chaos, tabletop, "
        "simulat*, rehears*, time to try|experiment|explore|learn, ^ practise, ^ practice, "
        "^ support|help|fund|encourage <people> who",
    ),
    LevelCues(
        3,
        4,
        "an aim is set",
        "^ <add> @<end>, ^ <set> @<end>, ^ put ... above|before|ahead, "
        "^ make ... purpose|aim|goal|measure|priority",
    ),
    LevelCues(
        2,
        2,
        "one thing is taken for another, or what all take for granted is doubted",
        "^ treat|see|regard|view ... as, ^ doubt|question|challenge that|whether|why",
    ),
)
