"""The failure patterns of services: their shape, their words, and what holds them.

References
----------
M. Nygard, Release It!, 2007. N. Bronson et al., Metastable Failures in Distributed Systems,
HotOS 2021. Kubernetes documentation, Node-pressure Eviction (disruption budgets do not hold).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from cld.patterns.cues import NO_CUES, Cues, cues

# reinforcing: a reinforcing loop. unheld: one that no balancing loop touches, with a trigger.
# timed: a loop on which something happens at set times. two owners: two balancing loops that
# pull one variable by different goals.
FailureShape = Literal["reinforcing", "unheld", "timed", "two owners"]


@dataclass(frozen=True, slots=True, eq=False)
class Stabiliser:
    """What is known to help, and how a file shows that it is there.

    `keys` pairs a key with what its value must hold (a regular expression, empty for any);
    `named` are words in the name of a balancing loop or a variable. One that is `noted` only
    is said where the file shows it, and is not asked for.
    """

    name: str
    does: str
    keys: tuple[tuple[str, str], ...] = ()
    named: Cues = NO_CUES
    noted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A failure pattern: every group of `groups` must be hit, the first in a name.

    `wants` are further parts of the tale, reported as missing where no word points to them.
    """

    name: str
    shape: FailureShape
    groups: tuple[Cues, ...]
    stabilisers: tuple[Stabiliser, ...]
    wants: tuple[Cues, ...] = ()


_BREAKER = Stabiliser(
    "circuit breaker",
    "stops the calls while the other side fails, so that it can recover",
    (("breaker", ""),),
    cues("", "breaker circuit-"),
)
_JITTER = Stabiliser(
    "jitter",
    "adds a random part to each wait, so that callers do not come back together",
    (("jitter", ""),),
    cues("", "jitter-"),
)
_BACKOFF = Stabiliser(
    "backoff",
    "lets each retry wait longer than the one before",
    (("backoff", ""),),
    cues("", "backoff `back off`"),
)
_SHEDDING = Stabiliser(
    "load shedding",
    "turns work away early, so that what is let in is done in time",
    (),
    cues("", "shed- throttl- admission reject- `rate limit` `rate limiter` `rate limiting`"),
)
_LIMIT = Stabiliser("limit", "", (("limit", ""),), noted=True)
_TIMEOUT = Stabiliser("timeout", "", (("timeout", r"\d"),), noted=True)
_BULKHEADS = Stabiliser(
    "bulkheads",
    "give each kind of work resources of its own, so that one cannot drain the others",
    (),
    cues("", "bulkhead-"),
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
        cues("retries", "retry retries retried retrying resend- reattempt- `retry storm`"),
        cues("load or failures", f"{_STRAIN} call backlog wait"),
    ),
    (
        _BACKOFF,
        _JITTER,
        Stabiliser(
            "retry budget",
            "retries stay a small share of all requests",
            (),
            cues("", "`retry budget` `retries budget` `budget of retries`"),
        ),
        _BREAKER,
        Stabiliser("retry limit", "", (("retry", r"\d"),), noted=True),
        replace(_SHEDDING, noted=True),
        _LIMIT,
    ),
    (cues("the failures or timeouts that make callers ask again", "timeout fail- error reject-"),),
)

CACHE_STAMPEDE = Failure(
    "thundering herd / cache stampede",
    "reinforcing",
    (
        cues("a cache that misses, or a crowd that comes at once", "cache- thundering stampede"),
        cues("what stands behind it", f"{_SERVICE} db database origin backend overload-"),
    ),
    (
        Stabiliser(
            "jittered TTL",
            "entries filled together no longer expire together",
            (("jitter", ""), ("ttl", r"\.\.|±|rand|jitter")),
            cues("", "jitter-"),
        ),
        Stabiliser(
            "request coalescing",
            "of many equal requests one is made, and the others wait for its answer",
            (),
            cues("", "coalesc- singleflight `single flight` dedup- deduplicat-"),
        ),
        Stabiliser(
            "warming",
            "entries are filled again before they expire",
            (),
            cues("", "warm- prefetch- `refresh ahead`"),
        ),
        _BREAKER,
    ),
    (cues("misses", "miss misses missed"),),
)

CONNECTION_POOL = Failure(
    "connection-pool death spiral",
    "reinforcing",
    (
        cues("connections", "connection conn pool-"),
        cues("queries that wait", "latency timeout quer- lock- contention db database wait"),
    ),
    (
        Stabiliser(
            "query timeout",
            "ends a query that takes too long and takes its connection back",
            (),
            cues("", "`query timeout` `statement timeout` kill killed `query kill`"),
        ),
        Stabiliser(
            "connection timeout",
            "whoever waits too long for a connection gives up",
            (),
            cues("", "`connection timeout` `pool timeout` `wait timeout`"),
        ),
        Stabiliser(
            "a pool sized to the downstream",
            "no more connections than the database can serve, whatever the demand",
            (("limit", ""),),
        ),
        _BULKHEADS,
        _BREAKER,
    ),
    (cues("the wait for a connection", "wait- queue-"),),
)

EVICTION_CASCADE = Failure(
    "eviction cascade",
    "reinforcing",
    (
        cues("evictions", "evict- oom oomkill- preempt- reschedul-"),
        cues("nodes short of room", "memory pod node replica container instance cpu disk"),
    ),
    (
        Stabiliser(
            "headroom",
            "requests that match use leave room on each node (a disruption budget does not hold "
            "under node pressure)",
            (),
            cues("", "headroom `memory request` `resource request`"),
        ),
        Stabiliser(
            "early scaling",
            "replicas are added before a node runs short, not after",
            (),
            cues("", "scal- autoscal- `extra replica` `extra pod`"),
        ),
        _LIMIT,
    ),
    (cues("what each one left has to carry", "per load redistribut-"),),
)

ALERT_STORM = Failure(
    "alert storm",
    "reinforcing",
    (
        cues("alerts", "alert- pager paging `on call`"),
        cues(
            "attention or faults",
            "attention fatigue ignor- noise incident outage fault fix fixes respon- mute- miss- "
            "rule trust",
        ),
    ),
    (
        Stabiliser(
            "symptom alerts",
            "alert on what users feel, not on each cause, and only where someone is to act",
            (),
            cues("", "symptom-"),
        ),
        Stabiliser(
            "alert review",
            "at set times the alerts nobody acts on are deleted",
            (),
            cues("", "review- prun- `alert cleanup`"),
        ),
    ),
    (cues("the attention that alerts use up", "attention fatigue ignor- noise mute- trust"),),
)

CAPACITY_SPIRAL = Failure(
    "capacity spiral",
    "two owners",
    (
        cues("capacity", "capacit- provision- overprovision- server fleet pod node headroom"),
        cues("outages", "outage incident utilis- utiliz- overload- latency downtime"),
        cues("spending", "spend- cost bill budget cut saving"),
    ),
    (
        Stabiliser(
            "load tests",
            "the limit is known before it is met",
            (),
            cues("", "`load test` `stress test` `capacity test` `chaos engineering`"),
        ),
        Stabiliser(
            "autoscaling",
            "capacity follows demand in minutes, not in budget rounds",
            (),
            cues("", "autoscal- `auto scaling` `auto scaler`"),
        ),
    ),
)

GC_DEATH_SPIRAL = Failure(
    "death spiral of garbage collection",
    "reinforcing",
    (
        cues("garbage collection", "gc heap `garbage collection` `garbage collector`"),
        cues("work that piles up", "pause cpu latency queue- request memory alloc- thread stall-"),
    ),
    (
        Stabiliser(
            "hard quotas",
            "a limit on memory and CPU contains the spiral in one process",
            (("limit", ""),),
            cues("", "quota- `memory limit`"),
        ),
        _SHEDDING,
    ),
    (
        cues("the memory that fills up", "memory heap alloc-"),
        cues("the work that is held up", "request queue- latency backlog thread throughput"),
    ),
)

CASCADE_FAILURE = Failure(
    "cascade failure",
    "reinforcing",
    (
        cues("failures", "fail- outage crash- unhealthy `cascading`"),
        cues(
            "those that are left or that depend on it",
            "`load per` surviv- remaining failover redistribut- dependen- downstream upstream",
        ),
        cues("services", _SERVICE),
    ),
    (
        _BREAKER,
        Stabiliser(
            "a recovery path of its own",
            "what repairs the system does not depend on the system",
            (),
            cues("", "`recovery path` `out of band`"),
        ),
        _TIMEOUT,
    ),
)

SYNCHRONISATION = Failure(
    "synchronisation",
    "timed",
    (
        cues(
            "things that happen together",
            "synchron- lockstep simultan- `in step` `same minute` `same time` `same moment` "
            "`all at once` `retry wave`",
        ),
        cues("timers", "ttl timer expir- retry retries cron poll- refresh- restart- interval"),
    ),
    (
        _JITTER,
        Stabiliser(
            "shuffle sharding",
            "each client meets a small part of the servers, so that a crowd hits few of them all",
            (),
            cues("", "`shuffle sharding` shuffl-"),
        ),
    ),
)

METASTABLE_STATE = Failure(
    "metastable state",
    "unheld",
    (
        cues("a state that stays", "metastab- stuck `split brain` `never recovers` goodput"),
        cues("load", f"{_STRAIN} work retry retries quorum leader"),
    ),
    (
        _SHEDDING,
        Stabiliser(
            "removing the sustaining loop",
            "weaken the link that feeds the loop once the trigger is gone",
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
