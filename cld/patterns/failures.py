"""The failure patterns of services: their shape, their words, and their stabilisers.

References
----------
M. Nygard, Release It!, 2007. Google, Site Reliability Engineering, 2016, chapters 21 and 22.
N. Bronson et al., Metastable Failures in Distributed Systems, HotOS 2021. L. Huang et al.,
Metastable Failures in the Wild, OSDI 2022. The sources of the remedies are in the sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from cld.patterns.cues import NO_CUES, Cues, cues
from cld.sentences import failures as says
from cld.sentences.sentence import Sentence

# reinforcing: a reinforcing loop. triggered: one that a stated trigger may start, or whose name
# says so. timed: a loop on which something happens at set times. two owners: two balancing loops
# that pull one variable by different goals.
FailureShape = Literal["reinforcing", "triggered", "timed", "two owners"]


@dataclass(frozen=True, slots=True, eq=False)
class Stabiliser:
    """A known remedy, and how a file shows that it is in place.

    `keys` pairs a key with a regular expression for its value (empty for any value); `named` are
    words in the name of a balancing loop or a variable. A stabiliser without `does` is only
    reported if the file shows it, and is never suggested.
    """

    name: str
    does: Sentence | None
    keys: tuple[tuple[str, str], ...] = ()
    named: Cues = NO_CUES


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A failure pattern: every group of `groups` must be found, the first in a name.

    A loop with the key `mark` needs no words. `parts` are further parts of the pattern, which are
    reported as missing if no word points to them.
    """

    name: str
    shape: FailureShape
    groups: tuple[Cues, ...]
    stabilisers: tuple[Stabiliser, ...]
    parts: tuple[Cues, ...] = ()
    mark: str = ""


_BREAKER = Stabiliser(
    "circuit breaker",
    says.STOPS_CALLS,
    (("breaker", ""),),
    cues(None, "breaker circuit-"),
)
_JITTER = Stabiliser(
    "jitter",
    says.SPREADS_WAITS,
    (("jitter", ""),),
    cues(None, "jitter-"),
)
_BACKOFF = Stabiliser(
    "backoff",
    says.WAITS_LONGER,
    (("backoff", ""),),
    cues(None, "backoff `back off`"),
)
_SHEDDING = Stabiliser(
    "load shedding",
    says.SHEDS_LOAD,
    (),
    cues(None, "shed- throttl- admission reject- `rate limit` `rate limiter` `rate limiting`"),
)
_LIMIT = Stabiliser("limit", None, (("limit", ""),))
_TIMEOUT = Stabiliser("timeout", None, (("timeout", r"\d"),))
_BULKHEADS = Stabiliser(
    "separate resources for each kind of work (bulkheads)",
    says.PARTS_RESOURCES,
    (),
    cues(None, "bulkhead-"),
)
_SERVICE = (
    "server service node instance replica shard pod host cluster request traffic latency "
    "timeout load quer- cpu"
)
_STRAIN = f"{_SERVICE} queue- fail- error overload-"

RETRY_STORM = Failure(
    "retry storm",
    "reinforcing",
    (
        cues(
            says.RETRY_WORDS,
            "retry retries retried retrying resend- reattempt- `retry storm` "
            "`tries again` `trying again`",
        ),
        cues(says.LOAD_OR_FAILURE_WORDS, f"{_STRAIN} call backlog wait"),
    ),
    (
        _BACKOFF,
        _JITTER,
        Stabiliser(
            "retry budget",
            says.BUDGETS_RETRIES,
            (),
            cues(None, "`retry budget` `retries budget` `budget of retries`"),
        ),
        _BREAKER,
        Stabiliser("retry limit", None, (("retry", r"\d"),)),
        replace(_SHEDDING, does=None),
        _LIMIT,
    ),
    (cues(says.NO_FAILURES, "timeout fail- error reject-"),),
    mark="retry",
)

CACHE_STAMPEDE = Failure(
    "thundering herd / cache stampede",
    "reinforcing",
    (
        cues(says.CACHE_WORDS, "cache- thundering stampede"),
        cues(says.BEHIND_CACHE_WORDS, f"{_SERVICE} db database origin backend overload-"),
    ),
    (
        Stabiliser(
            "a TTL with a random part (jitter)",
            says.SPREADS_EXPIRY,
            (("jitter", ""), ("ttl", r"\.\.|±|rand|jitter")),
            cues(None, "jitter-"),
        ),
        Stabiliser(
            "one request for many equal ones (coalescing)",
            says.COALESCES,
            (),
            cues(None, "coalesc- singleflight `single flight` dedup- deduplicat-"),
        ),
        Stabiliser(
            "filling the cache ahead (warming)",
            says.WARMS,
            (),
            cues(None, "warm- prefetch- `refresh ahead`"),
        ),
        _BREAKER,
    ),
    (cues(says.NO_MISSES, "miss misses missed `hit rate` `hit ratio`"),),
)

CONNECTION_POOL = Failure(
    "connection-pool death spiral",
    "reinforcing",
    (
        cues(says.CONNECTION_WORDS, "connection conn pool-"),
        cues(says.QUERY_WORDS, "latency timeout quer- lock- contention db database wait"),
    ),
    (
        Stabiliser(
            "query timeout",
            says.ENDS_QUERIES,
            (),
            cues(None, "`query timeout` `statement timeout` kill killed `query kill`"),
        ),
        Stabiliser(
            "connection timeout",
            says.ENDS_WAITS,
            (),
            cues(None, "`connection timeout` `pool timeout` `wait timeout`"),
        ),
        Stabiliser(
            "a pool sized to the downstream",
            says.SIZES_POOL,
            (("limit", ""),),
        ),
        _BULKHEADS,
        _BREAKER,
    ),
    (cues(says.NO_WAIT, "wait- queue-"),),
)

EVICTION_CASCADE = Failure(
    "eviction cascade",
    "reinforcing",
    (
        cues(says.EVICTION_WORDS, "evict- oom oomkill- preempt- reschedul-"),
        cues(says.NODE_WORDS, "pod node replica container instance task vm"),
    ),
    (
        Stabiliser(
            "room to spare on each node (headroom)",
            says.LEAVES_ROOM,
            (),
            cues(None, "headroom `memory request` `resource request`"),
        ),
        Stabiliser(
            "scaling before a node runs short",
            says.SCALES_EARLY,
            (),
            cues(None, "scal- autoscal- `extra replica` `extra pod`"),
        ),
        _LIMIT,
    ),
    (cues(says.NO_LOAD_EACH, "per load redistribut-"),),
)

ALERT_STORM = Failure(
    "alert storm",
    "reinforcing",
    (
        cues(says.ALERT_WORDS, "alert- alarm- pager paging `on call page`"),
        cues(
            says.ATTENTION_WORDS,
            "attention fatigue ignor- noise noisy mute- silenc- overlook- unread trust "
            "`false alarm`",
        ),
    ),
    (
        Stabiliser(
            "alerts on symptoms",
            says.ALERTS_ON_SYMPTOMS,
            (),
            cues(None, "symptom-"),
        ),
        Stabiliser(
            "a review of alerts",
            says.REVIEWS_ALERTS,
            (),
            cues(None, "review- prun- `alert cleanup`"),
        ),
    ),
)

CAPACITY_SPIRAL = Failure(
    "capacity spiral",
    "two owners",
    (
        cues(says.BOTH_MOVE, "capacit- provision- overprovision- server fleet pod node headroom"),
        cues(says.OUTAGE_WORDS, "outage incident utilis- utiliz- overload- latency downtime"),
        cues(says.SPENDING_WORDS, "spend- cost bill budget cut saving"),
    ),
    (
        Stabiliser(
            "load tests",
            says.TESTS_LOAD,
            (),
            cues(None, "`load test` `stress test` `capacity test` `chaos engineering`"),
        ),
        Stabiliser(
            "autoscaling",
            says.SCALES_CAPACITY,
            (),
            cues(None, "autoscal- `auto scaling` `auto scaler`"),
        ),
    ),
)

GC_DEATH_SPIRAL = Failure(
    "death spiral of garbage collection",
    "reinforcing",
    (
        cues(says.GC_WORDS, "gc heap `garbage collection` `garbage collector`"),
        cues(says.PILED_WORK_WORDS, "pause cpu latency queue- request memory alloc- thread stall-"),
    ),
    (
        Stabiliser(
            "a hard limit on memory",
            says.LIMITS_PROCESS,
            (("limit", ""),),
            cues(None, "quota- `memory limit`"),
        ),
        _SHEDDING,
    ),
    (
        cues(says.NO_MEMORY, "memory heap alloc-"),
        cues(says.NO_SLOW_WORK, "request queue- latency backlog thread throughput"),
    ),
)

CASCADE_FAILURE = Failure(
    "cascade failure",
    "reinforcing",
    (
        cues(says.FAILURE_WORDS, "fail- outage crash- unhealthy `cascading`"),
        cues(
            says.SURVIVOR_WORDS,
            "`load per` surviv- remaining failover redistribut- dependen- downstream upstream",
        ),
        cues(says.SERVICE_WORDS, _SERVICE),
    ),
    (
        _BREAKER,
        Stabiliser(
            "a recovery path that does not need the system",
            says.RECOVERS_APART,
            (),
            cues(None, "`recovery path` `out of band`"),
        ),
        _TIMEOUT,
    ),
)

SYNCHRONISATION = Failure(
    "synchronisation",
    "timed",
    (
        cues(
            says.TOGETHER_WORDS,
            "synchron- lockstep simultan- `in step` `same minute` `same time` `same moment` "
            "`all at once` `retry wave`",
        ),
        cues(
            says.TIMER_WORDS, "ttl timer expir- retry retries cron poll- refresh- restart- interval"
        ),
    ),
    (
        replace(_JITTER, does=says.SPREADS_TIMERS),
        Stabiliser(
            "shuffle sharding",
            says.SHARDS,
            (),
            cues(None, "`shuffle sharding` shuffl-"),
        ),
    ),
)

METASTABLE_STATE = Failure(
    "metastable state",
    "triggered",
    (
        cues(says.STUCK_WORDS, "metastab- stuck `split brain` `never recovers` goodput"),
        cues(
            says.LOAD_WORDS,
            "load latency timeout queue- fail- error overload- cpu backlog retry retries quorum",
        ),
    ),
    (
        _SHEDDING,
        Stabiliser(
            "weakening the loop that sustains the state",
            says.WEAKENS_LOOP,
            (),
        ),
    ),
)

FAILURES = (
    RETRY_STORM,
    CACHE_STAMPEDE,
    CONNECTION_POOL,
    EVICTION_CASCADE,
    ALERT_STORM,
    CAPACITY_SPIRAL,
    GC_DEATH_SPIRAL,
    CASCADE_FAILURE,
    SYNCHRONISATION,
    METASTABLE_STATE,
)
