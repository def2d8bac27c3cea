"""The behaviour of a loop alone over time, in words: whether it can oscillate, or echoes."""

from __future__ import annotations

from cld.behaviour.controllers import sets_stock
from cld.behaviour.oscillation import Oscillation, Period, only_falls, only_rises
from cld.core.quantities import spoken_about, spoken_delay
from cld.loops.drain import is_flow_into_stock, is_outflow, moves_on
from cld.loops.loop import Loop
from cld.report import Report
from cld.sentences import loops as say
from cld.sentences.naming import names_of


def oscillation_words(report: Report, loop: Loop) -> str:
    """Return the behaviour of a loop alone over time, as far as the file shows it; else nothing.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+, delay 3min)-> B (-)-> A\\nB: stock")
    >>> oscillation_words(report, report.loops[0])
    'alone, it can oscillate: period at least 12min if it settles, 6min to 12min if it grows'
    """
    found = report.oscillation(loop)
    if found is None:
        return _echo(report, loop)
    own = next((name for name in loop.variables if name in report.diagram.stocks), "")
    if _is_the_stock(report, loop, found):
        return say.LAG_OR_STOCK(stock=own)
    if _stays(report, loop):
        # As the time that things stay it delays the rest of the loop, if there is more of it.
        if len(loop.links) == 2 and found.model == "one stock":
            return say.STAYS(stock=own)
        delayed = found.model == "one stock" and not found.smooth and not found.mixed
        return say.ONE_STOCK_NO_PERIOD() if found.model == "several stocks" or delayed else ""
    if found.model == "stocks not marked":
        return ""
    if found.model == "closed pair":
        timed = report.delay(loop).total.max != 0
        return "" if timed else say.CLOSED_PAIR(no=_no_delay(report, loop))
    if found.model == "only falls":
        stock = only_falls(report.diagram, loop)
        first = next(one for one in report.loops if _falls_alone(report, one, stock))
        return say.ONLY_FALLS(stock=stock) if first is loop else ""
    if found.verdict == "no":
        return _cannot(found)
    said = _gains(loop, found, _may(report, loop, found))
    rises = only_rises(report.diagram, loop)
    if not rises:
        return said
    outside = say.GOES_ON_OUTSIDE() if _driven_from_outside(report, loop) else ""
    flows = names_of([names_of(filled_by, last="or") for _, filled_by in rises])
    stocks = names_of([stock for stock, _ in rises], last="or")
    return say.ONLY_RISES(said=said, stock=stocks, flows=flows, outside=outside)


def _falls_alone(report: Report, loop: Loop, stock: str | None) -> bool:
    """Whether of a loop it is said that this stock only falls: once, with the first one."""
    found = report.oscillation(loop)
    falls = found is not None and found.model == "only falls"
    return falls and only_falls(report.diagram, loop) == stock


def _stays(report: Report, loop: Loop) -> bool:
    """Whether a delay of a loop is marked from a stock to its outflow: it may be the time that
    things stay in the stock, and then the outflow follows the inflow and not the stock."""
    diagram = report.diagram
    return any(
        link.delay is not None
        and is_outflow(diagram, link)
        and (is_flow_into_stock(diagram, link.ends[::-1]) or moves_on(diagram, link))
        for link in loop.links
    )


def _is_the_stock(report: Report, loop: Loop, found: Oscillation) -> bool:
    """Whether the one delay of a loop is smooth and ends in its stock, and not at a flow: it may be
    the time in which that stock itself adjusts. Then the loop has no further lag, and cannot
    oscillate as a loop with a lag can."""
    diagram = report.diagram
    if not found.smooth or found.verdict == "no" or found.model != "one stock":
        return False
    return any(
        link.delay is not None
        and link.delay.smooth
        and link.effect in diagram.stocks
        and not is_flow_into_stock(diagram, link.ends)
        for link in loop.links
    )


def _driven_from_outside(report: Report, loop: Loop) -> bool:
    """Whether something off the loop, other than a constant, acts on it: as it moves, a stock that
    only rises can still oscillate about it."""
    own, diagram = set(loop.variables), report.diagram
    causes = {link.cause for name in own for link in diagram.links_to[name]} - own
    return any(
        variable is not None and variable.kind not in ("constant", "flow")
        for variable in map(diagram.variable, causes)
    )


def _gains(loop: Loop, found: Oscillation, said: str) -> str:
    """The sentence on a loop, with the number of links that lack a gain if others state one."""
    missing = sum(link.gain is None for link in loop.links)
    if found.model != "one stock" or found.smooth or found.mixed:
        return said
    if not 0 < missing < len(loop.links):
        return said
    return say.GAINS_MISSING(
        said=said,
        missing=missing,
        links=len(loop.links),
        state="states" if missing == 1 else "state",
    )


def _may(report: Report, loop: Loop, found: Oscillation) -> str:
    if found.model == "several stocks":
        number = sum(name in report.diagram.stocks for name in loop.variables)
        timed = report.delay(loop).marked
        whatever = say.WHATEVER_DELAY() if timed else say.WITHOUT_DELAY()
        return say.SEVERAL_STOCKS(number=number, whatever=whatever)
    if report.delay(loop).total.max == 0:
        return say.ONLY_IF(no=_no_delay(report, loop))
    return _can(report, loop, found)


def _no_delay(report: Report, loop: Loop) -> str:
    """That a loop has no delay, or none of some length."""
    return "no delay above 0s" if report.delay(loop).marked else "no delay"


def _can(report: Report, loop: Loop, found: Oscillation) -> str:
    if found.mixed:
        marks = [link.delay for link in loop.links if link.delay is not None]
        whole = all(mark.smooth for mark in marks) and not report.controllers(loop)
        smooth = "all" if whole else "part"
        sentence = say.PART_SMOOTH if found.strength is None else say.PART_SMOOTH_STATED
        return sentence(smooth=smooth)
    if found.smooth:
        settling = found.period_if_settling
        period = f"period {_period(settling)}" if settling else "its period is not known"
        return say.LAG(period=period)
    if found.model == "no stock":
        period = _period(found.period_if_growing)
        said = say.NO_STOCK(period=say.WITH_PERIOD(period=period) if period else "")
        return _as_decided(report, loop, said)
    said = _one_stock(found)
    timed = found.period_if_settling is not None or found.period_if_growing is not None
    return _as_decided(report, loop, said) if timed else said


def _as_decided(report: Report, loop: Loop, said: str) -> str:
    """A sentence on a period, with what it assumes of decisions of which the file does not say
    whether they add up."""
    open_ = [one.variable for one in report.controllers(loop) if one.law is None]
    if not open_:
        return said
    direct = all(sets_stock(report.diagram, loop, name) for name in open_)
    return (say.IF_THEY_ADD_UP if direct else say.IF_EACH_SETS_A_TOTAL)(said=said)


def _echo(report: Report, loop: Loop) -> str:
    delay, stocks = report.delay(loop), report.diagram.stocks
    lasts = delay.total.complete and delay.total.min > 0 and not delay.total.smooth
    if loop.type != "R" or not lasts or not stocks or not stocks.isdisjoint(loop.variables):
        return ""
    return say.ECHO(delay=spoken_delay(delay.total))


def _cannot(found: Oscillation) -> str:
    if found.smooth:
        return say.LAG_ALONE() if found.strength is None else say.LAG_TOO_WEAK()
    return say.NO_TIME() if found.strength is None else say.TOO_WEAK()


def _one_stock(found: Oscillation) -> str:
    settling, growing = _period(found.period_if_settling), _period(found.period_if_growing)
    one_sided = (found.period_if_settling is None) != (found.period_if_growing is None)
    if found.strength is not None and one_sided:
        sure, settles = found.verdict == "yes", found.period_if_settling is not None
        verb = "settle" if settles else "grow"
        period = settling or growing
        return say.ONE_STOCK_SURE(
            oscillates="oscillates" if sure else "may oscillate",
            settles=f"{verb}s" if sure else verb,
            period=f"period {period}" if period else "period not known",
        )
    periods = [say.IF_SETTLES(period=settling)] if settling else []
    periods += [say.IF_GROWS(period=growing)] if growing else []
    if not periods:
        return say.ONE_STOCK_NO_PERIOD()
    can = "may" if found.verdict == "unknown" else "can"
    return say.ONE_STOCK(can=can, periods=f"period {', '.join(periods)}")


def _period(bounds: Period | None) -> str:
    """A period in words; empty if nothing is known about it."""
    if bounds is None:
        return ""
    least, most = bounds
    if most is None:
        return f"at least {_rounded(least)}" if least else ""
    if least == most:
        return _rounded(least)
    return f"{_rounded(least)} to {_rounded(most)}" if least else f"at most {_rounded(most)}"


def _rounded(seconds: float) -> str:
    """A computed length, rounded to a tenth of a second, or to three digits if it is short."""
    return spoken_about(round(seconds, 1) if seconds >= 10 else float(f"{seconds:.3g}"))
