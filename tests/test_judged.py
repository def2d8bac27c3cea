"""Statements that a judge called false, misleading or noise, each with its smallest diagram."""

from __future__ import annotations

import cld
from cld.prose.leverage import cut_words, in_short
from cld.prose.meetings import meeting_items, meeting_words
from cld.prose.oscillation import oscillation_words


def findings(text: str, code: str) -> list[tuple[str, str]]:
    return [(f.message, f.hint or "") for f in cld.loads(text).diagnostics if f.code == code]


def test_a_name_that_links_note_is_in_the_diagram() -> None:
    text = (
        'Senior (+)-> Mentorship (+, "alpha")-> Promotion (+)-> Senior\nSenior: stock\n'
        'Promotion: flow\nintervention "Mentorship only" { set alpha: 0.1 to 0.6 }\n'
    )
    report = cld.loads(text)
    _, lines = in_short(report.judge(report.diagram.interventions[0]))
    assert "alpha (a note on Mentorship → Promotion)" in " ".join(lines)
    other = cld.loads(text.replace("set alpha", "set beta"))
    _, lines = in_short(other.judge(other.diagram.interventions[0]))
    assert "beta (not in the diagram)" in " ".join(lines)


def test_a_link_to_itself_is_no_sign_of_two_things() -> None:
    text = "Fish (+)-> Skuas\nRabbits (+)-> Skuas\nPenguins (+)-> Skuas\nSkuas (-)-> Fish\n"
    text += "Skuas (-)-> Rabbits\nSkuas (-)-> Penguins\nSkuas (-)-> Skuas\n"
    assert findings(text, "CLD504") == []
    ((message, _),) = findings(f"{text}Krill (+)-> Skuas\n", "CLD504")
    assert message.startswith("7 links meet at “Skuas” (4 in, 3 out)")


def test_the_delay_of_one_stock_is_not_that_of_another() -> None:
    text = (
        "Searchers (-)-> Offer (+, delay 5y smooth)-> Aspiration (+)-> Searchers\n"
        "Searchers: stock\n"
    )
    both = cld.loads(f"{text}Aspiration: stock\n")
    assert "on top of the time" not in oscillation_words(both, both.loops[0])
    own = cld.loads(text.replace("Searchers: stock", "Aspiration: stock"))
    assert "on top of the time in which Aspiration" in oscillation_words(own, own.loops[0])


def test_a_stock_that_nothing_leads_to_is_asked_for_its_flows() -> None:
    text = "A (+)-> B (+)-> A\nC (-)-> B\n"
    ((_, hint),) = findings(f"{text}C: stock\n", "CLD503")
    assert hint.startswith("what fills or empties this stock?")
    ((_, hint),) = findings(text, "CLD503")
    assert "mark it `constant`" in hint


def test_what_a_named_loop_says_feeds_the_growth_does_not_limit_it() -> None:
    text = (
        "Orders (+)-> Backlog\n"
        "Orders (+)-> Supply line (+)-> Capital (+)-> Discards (+)-> Orders\n"
        "Backlog (-)-> Capital\nBacklog (+)-> Desired capital (+)-> Orders\n"
    )
    loop = 'loop R1 "Self-ordering" reinforcing: Backlog, Desired capital, Orders\n'
    patterns = cld.loads(text + loop).patterns
    assert not any(
        found.name == "limits to growth" and "Backlog" in dict(found.roles).values()
        for found in patterns.found
    )


def test_loops_that_only_move_material_are_not_to_be_cut() -> None:
    text = (
        "Here (+)-> go (-)-> Here\ngo (+)-> There (+)-> back (-)-> There\nback (+)-> Here\n"
        "Here: stock\nThere: stock\ngo: flow\nback: flow\n"
    )
    assert "only move material" in cut_words(cld.loads(text))
    grows = f"{text}There (+)-> Price (+)-> go\nPrice (+)-> There\n"
    assert "only move material" not in cut_words(cld.loads(grows))


def test_a_number_of_pairs_without_a_name_is_not_said() -> None:
    text = "\n".join(
        f"N{i} ({'-' if (i + j) % 3 == 0 else '+'})-> N{j}"
        for i in range(6)
        for j in range(6)
        if i != j
    )
    said = " ".join(meeting_words(cld.loads(text)))
    assert "other pairs move some" not in said or "each of these includes" in said


def test_a_group_that_only_works_against_itself_is_not_silent() -> None:
    text = (
        (
            "x8 (+)-> Memory use (++)-> Evictions\nMemory use (-)-> x8 (+)-> Evictions\n"
            "Evictions (+)-> Running pods\nEvictions (-)-> x10 (+)-> Running pods\n"
            "Running pods (+)-> Load per pod\nRunning pods (-)-> x11 (+)-> Load per pod\n"
            "Load per pod (+)-> Memory use\nLoad per pod (-)-> x12 (+)-> Memory use\n"
        )
        .replace("(++)", "(+)")
        .replace("x8 (+)-> Memory use (+)", "Memory use (+)")
    )
    items = list(meeting_items(cld.loads(text)))
    assert all(head for head, _ in items)
