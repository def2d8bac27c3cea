"""Names in Markdown and SARIF do nothing: as GitHub's own parser reads them."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import cmarkgfm
import pytest
from click.testing import CliRunner
from cmarkgfm.cmark import Options
from corpus import CORPUS, needs_corpus
from hypothesis import example, given
from hypothesis import strategies as st

from cld.commands.app import cld
from cld.core.gate import shown
from cld.output.markdown_text import code, markdown_escaped

ACTING = [
    "@user", "see @org/team!", "a@b.example", "mail(a@b.example)", "http://evil.example/x",
    "HTTPS://x.y", "ftp://x.y", "www.evil.example", "WWW.evil.example", "(www.x.y)", "mailto:a",
    "[x](http://e)", "![x](http://e/x.png)", "[x]: http://e", "[x][y]", "<http://e>", "<b>b</b>",
    "<script>x</script>", "<!-- x -->", "#12", "o/r#12", "GH-12", "gh-7", "!12", ":smile:",
    ":+1:", "*b*", "_u_", "__u__", "~~s~~", "`c`", "``", "`@a`", "```", "~~~", "a|b", "@a|@b|c@",
    "a\\|@b", "@\\", "\\", "\\@a", "&lt;b&gt;", "&#64;a", "# h", "- li", "+ li", "1. li", "2) li",
    "> q", "---", "===", "[^1]", "[ ] box", "$x^2$", "{{7*7}}", "%0A::error::x", "`@", "@a`", "|",
]  # fmt: skip
PIECES = st.sampled_from([*ACTING, " ", "  ", "a", "@", "`", "|", "\\", "*", "_", ":", ".", "é"])
# What GitHub acts on in what was rendered, where it is not code.
ACTED_ON = re.compile(r"@\w|(?<!&)#\d|\bGH-\d|:[\w+-]+:", re.IGNORECASE)
TAGS = re.compile(r"<[^>]*>")
EXTENSIONS = ["table", "autolink", "tagfilter", "strikethrough", "tasklist"]


def rendered(markdown: str) -> str:
    return cmarkgfm.markdown_to_html_with_extensions(
        markdown, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES,
        extensions=EXTENSIONS,
    )  # fmt: skip


def read(page: str) -> str:
    return " ".join(html.unescape(TAGS.sub("", page)).split())


def does_nothing(page: str) -> bool:
    tags = {tag.strip("</> ").split(" ")[0] for tag in TAGS.findall(page)}
    plain = html.unescape(TAGS.sub("", re.sub("<code>.*?</code>", "", page)))
    return tags <= SAID and not ACTED_ON.search(plain)


SAID = {"p", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "h1",
        "h2", "blockquote", "input", "br"}  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=8).map("".join))
@example("@a|b")
@example("`@a` |`")
def test_a_text_reads_as_it_is_and_does_nothing(text: str) -> None:
    wanted = " ".join(shown(text).split())
    for before, after in (("", ""), ("- ", ""), ("**x** *", "*"), ("| h |\n| - |\n| ", " |")):
        if not wanted:
            return
        page = rendered(f"{before}{markdown_escaped(text)}{after}\n")
        assert does_nothing(page)
        shown_ = read(page).removeprefix("x ").removeprefix("h ")
        assert shown_ == wanted


def test_most_of_these_act_or_read_otherwise_as_they_are() -> None:
    """Or the test above shows nothing."""
    pages = {text: rendered(f"| h |\n| - |\n| {text} |\n\n{text}\n") for text in ACTING}
    idle = {
        text for text, page in pages.items() if does_nothing(page) and read(page).count(text) == 2
    }
    assert len(idle) <= 14 and idle.isdisjoint(("@user", "a@b.example", "#12", "[x](http://e)"))


@given(st.text(st.sampled_from("`a |@\\"), min_size=1).filter(str.strip))
def test_code_is_code_whatever_is_in_it(text: str) -> None:
    page = rendered(f"x {code(text)} y\n")
    assert page.count("<code>") == 1 and read(page) == " ".join(f"x {text} y".split())


KEY = 'exercise "@user #1"\nA (+)-> B (-)-> A\nexpect loop balancing: A, B (hint "@user www.x.y")\n'


@needs_corpus
@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze", "FILE", "-f", "markdown"],
        ["check", "FILE", "-f", "markdown", "--exit-zero"],
        ["leverage", "FILE", "-f", "markdown"],
        ["checklist", "FILE", "-f", "markdown"],
        ["explain", "FILE", "R1", "-f", "markdown"],
        ["whatif", "FILE", 'add "@user #1" (-)-> "www.evil.example"', "-f", "markdown"],
        ["grade", "FILE", "--key", "KEY", "-f", "markdown", "--reveal"],
    ],
)
def test_no_name_acts_in_a_report(arguments: list[str], tmp_path: Path) -> None:
    assert CORPUS is not None
    probe, key = tmp_path / "@user #1 www.x.y.cld", tmp_path / "key.cld"
    probe.write_bytes((CORPUS / "attack" / "injection-probe.cld").read_bytes())
    key.write_text(KEY)
    places = {"FILE": str(probe), "KEY": str(key)}
    done = CliRunner().invoke(cld, [places.get(a, a) for a in arguments], standalone_mode=False)
    assert "(1)" in done.stdout or "user" in done.stdout
    page = rendered(done.stdout)
    tags = {tag.strip("</> ").split(" ")[0] for tag in TAGS.findall(page)}
    assert tags <= SAID | {"hr"} and "hr" not in tags, tags
    assert not ACTED_ON.findall(html.unescape(TAGS.sub("", re.sub("<code>.*?</code>", "", page))))


def test_no_message_of_a_sarif_log_holds_a_link(tmp_path: Path) -> None:
    path = tmp_path / "f.cld"
    path.write_text(
        '"[x](http://e)" (+)-> "@user" (-)-> "[x](http://e)"\n"[x](http://e)": foo "x"\n'
        '"[y](http://f)" (+)-> "@user"\n'
    )
    done = CliRunner().invoke(cld, ["check", str(path), "-f", "sarif"], standalone_mode=False)
    messages = [result["message"] for result in json.loads(done.stdout)["runs"][0]["results"]]
    assert any("http" in message["text"] for message in messages)
    for message in messages:
        assert not re.search(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", message["text"])
        assert does_nothing(rendered(message["markdown"]))
