"""Sentences on the failure patterns of services: the evidence for them, and possible remedies.

A few are parts of others: `REMEDY` combines the name of a stabiliser with its effect.
"""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

_NYGARD = "Nygard, Release It!, 2007"
_CASCADES = "Google, Site Reliability Engineering, 2016, chapter 22 (cascading failures)"
_OVERLOAD = "Google, Site Reliability Engineering, 2016, chapter 21 (handling overload)"
_MONITORING = "Google, Site Reliability Engineering, 2016, chapter 6 (monitoring)"
_JITTER = "Brooker, Timeouts, retries and backoff with jitter, Amazon Builders' Library, 2019"
_SHARDING = (
    "MacCárthaigh, Workload isolation using shuffle-sharding, Amazon Builders' Library, 2019"
)
_STAMPEDE = "Vattani et al., Optimal Probabilistic Cache Stampede Prevention, VLDB 2015"
_MEMCACHE = "Nishtala et al., Scaling Memcache at Facebook, NSDI 2013"
_POOL = "HikariCP wiki, About Pool Sizing"
_EVICTION = "Kubernetes documentation, Node-pressure Eviction"
_AUTOSCALING = "Kubernetes documentation, Horizontal Pod Autoscaling"
_METASTABLE = (
    "Bronson et al., Metastable Failures in Distributed Systems, HotOS 2021; "
    "Huang et al., Metastable Failures in the Wild, OSDI 2022"
)
_LIMITS = "Kubernetes documentation, Resource Management for Pods and Containers"
_RECOVERY = "Janardhan, More details about the October 4 outage, Meta Engineering, 2021"
_TIMERS = "Floyd and Jacobson, The Synchronization of Periodic Routing Messages, SIGCOMM 1993"
_BOOM = "Sterman, Business Dynamics, 2000, chapter 17 (supply chains and oscillation)"


# -- the evidence for a pattern --

REINFORCES = Sentence("{loop} reinforces: {cycle}", "the loop is reinforcing", FILE)
BALANCES = Sentence("{loop} balances: {cycle}", "the loop is balancing", FILE)
MORE_LOOPS = Sentence(
    "and {more} of this kind", "not all loops of the candidate are written out", COUNT
)
MORE_EVIDENCE = Sentence("and {more} of these kinds", "not all reasons are written out", COUNT)
RETRY_MARKED = Sentence(
    "marked retries ({things})",
    "a + link of the reinforcing loop, or a variable on it, carries `retry`, and not none or 0",
    FILE,
)
TIMER_MARKED = Sentence(
    "marked timers ({things})",
    "the loop, a link or a variable of it carries `ttl`, `retry`, `backoff` or `jitter`",
    FILE,
)
BOTH_MOVE = Sentence(
    "both loops move {things}", "the variable is on both loops, and named for capacity", FILE
)
TRIGGER_ON_LOOP = Sentence(
    "marked trigger “{trigger}” on {loop}",
    "the reinforcing loop, a variable or a link of it carries `trigger`",
    FILE,
)
TRIGGER_OUTSIDE = Sentence(
    "marked trigger “{trigger}” on {variable}, which is not on {loop} but leads to it",
    "a variable off the reinforcing loop carries `trigger`, and a path leads from it to the loop "
    "over variables that are on no loop",
    FILE,
)
STARTS = Sentence("{loop} (“{trigger}”)", "the loop has a trigger, the first of them", FILE)
STARTED = Sentence(
    "a marked trigger may start {loops}",
    "TRIGGER_ON_LOOP or TRIGGER_OUTSIDE of each loop",
    FILE,
)
GOES_ON = Sentence(
    "{things} can go on after the trigger is gone if each cycle returns at least as much "
    "as it took in (a diagram does not show this)",
    "TRIGGER_ON_LOOP or TRIGGER_OUTSIDE: every link of a loop starts on the loop itself",
    _METASTABLE,
)
OPPOSED_BY = Sentence(
    "opposed by {loops} (a diagram does not show how strongly)",
    "balancing loops share a variable with the loops of the candidate",
    COUNT,
)
NO_OPPOSITION = Sentence(
    "no balancing loop shares a variable with it",
    "all loops are listed, and none that is balancing or of unknown type shares a variable",
    COUNT,
)


def _words(what: str) -> Sentence:
    return Sentence(
        f"names suggest {what} ({{things}})",
        "a name has one of the words (for a second group of words also a note or a value)",
        "the names in the file, compared with the words in cld/patterns/failures.py",
    )


RETRY_WORDS = _words("retries")
LOAD_OR_FAILURE_WORDS = _words("load or failures")
CACHE_WORDS = _words("a cache or a stampede")
BEHIND_CACHE_WORDS = _words("a backend behind the cache")
CONNECTION_WORDS = _words("connections")
QUERY_WORDS = _words("waiting queries")
EVICTION_WORDS = _words("evictions")
NODE_WORDS = _words("pods or nodes")
ALERT_WORDS = _words("alerts")
ATTENTION_WORDS = _words("attention or ignored alerts")
OUTAGE_WORDS = _words("outages")
SPENDING_WORDS = _words("spending")
GC_WORDS = _words("garbage collection")
PILED_WORK_WORDS = _words("work that piles up")
FAILURE_WORDS = _words("failures")
SURVIVOR_WORDS = _words("survivors or dependants")
SERVICE_WORDS = _words("services")
TOGETHER_WORDS = _words("simultaneous events")
TIMER_WORDS = _words("timers")
STUCK_WORDS = _words("a stuck state")
LOAD_WORDS = _words("load")


# -- the parts of a pattern that the file does not name --


def _wanted(what: str, source: str) -> Sentence:
    return Sentence(what, "no name, note or value on the loops has a word for it", source)


NO_FAILURES = _wanted("a variable for the failures or timeouts that make callers retry", _CASCADES)
NO_MISSES = _wanted("a variable for cache misses", _STAMPEDE)
NO_WAIT = _wanted("a variable for the time spent waiting for a connection", _NYGARD)
NO_LOAD_EACH = _wanted("a variable for the load that each remaining pod or node carries", _CASCADES)
NO_MEMORY = _wanted("a variable for the memory that fills up", _CASCADES)
NO_SLOW_WORK = _wanted("a variable for the work that is delayed meanwhile", _CASCADES)
NO_TRIGGER = Sentence(
    "a trigger (none is marked on the loop, or on a variable that leads to it without "
    "passing another loop)",
    "neither TRIGGER_ON_LOOP nor TRIGGER_OUTSIDE",
    _METASTABLE,
)
NO_DELAY_ON = Sentence(
    "a marked delay on {loop} that makes its correction late",
    "no link of the loop carries `delay`",
    _BOOM,
)


# -- possible remedies --

IN_PLACE_BY = Sentence("{name} ({shown})", "the file shows the stabiliser there", FILE)
REMEDY = Sentence(
    "{name}: {does}", "the file does not show this stabiliser", "the source of the remedy"
)


def _may(words: str, source: str) -> Sentence:
    return Sentence(words, "with REMEDY, for a candidate of a pattern that lists it", source)


STOPS_CALLS = _may("stops calls to the failing side, so that it can recover", _NYGARD)
SPREADS_WAITS = _may(
    "adds a random amount to each wait, so that callers do not all return together", _JITTER
)
WAITS_LONGER = _may("makes each retry wait longer than the one before", _JITTER)
SHEDS_LOAD = _may("rejects work early, so that accepted work finishes in time", _CASCADES)
PARTS_RESOURCES = _may(
    "gives each kind of work its own resources, so that one cannot exhaust the others", _NYGARD
)
BUDGETS_RETRIES = _may("limits retries to a small share of all requests", _OVERLOAD)
SPREADS_EXPIRY = _may("keeps entries that were filled together from expiring together", _JITTER)
COALESCES = _may(
    "sends one of many equal requests and lets the others wait for its response", _MEMCACHE
)
WARMS = _may("refills entries before they expire", _STAMPEDE)
ENDS_QUERIES = _may("ends a query that takes too long and frees its connection", _NYGARD)
ENDS_WAITS = _may("gives up when the wait for a connection is too long", _NYGARD)
SIZES_POOL = _may(
    "opens no more connections than the database can serve, whatever the demand", _POOL
)
LEAVES_ROOM = _may(
    "leaves room on each node with requests that match actual use (a disruption budget "
    "does not apply to evictions under node pressure)",
    _EVICTION,
)
SCALES_EARLY = _may("adds replicas before a node runs short, not after", _AUTOSCALING)
ALERTS_ON_SYMPTOMS = _may(
    "alerts on problems that users notice, not on each cause, and only where someone has to act",
    _MONITORING,
)
REVIEWS_ALERTS = _may("deletes, at regular times, the alerts that nobody acts on", _MONITORING)
TESTS_LOAD = _may("finds the limit before real demand reaches it", _CASCADES)
SCALES_CAPACITY = _may(
    "makes capacity follow demand in minutes, not in budget rounds", _AUTOSCALING
)
LIMITS_PROCESS = _may("limits memory and CPU, which keeps the spiral within one process", _LIMITS)
RECOVERS_APART = _may("repairs the system without depending on it", _RECOVERY)
SHARDS = _may(
    "assigns each client a small part of the servers, so that a crowd reaches only a few of them",
    _SHARDING,
)
SPREADS_TIMERS = _may("adds a random amount to each timer, so that timers drift apart", _TIMERS)
WEAKENS_LOOP = _may(
    "weakens the link that keeps feeding the loop after the trigger is gone", _METASTABLE
)
