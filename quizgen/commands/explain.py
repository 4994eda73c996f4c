"""`explain`: what a finding means, and what to do about it."""

import difflib

import click

from quizgen import pipeline


def explain(rule: str | None) -> None:
    """Prints one explanation, or all."""
    known = pipeline.explained()
    if rule is not None and rule not in known:
        near = difflib.get_close_matches(rule, known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else "`quizgen explain` shows them all"
        raise click.ClickException(f"there is no rule `{rule}`; {hint}")
    for name in [rule] if rule else known:
        click.echo(f"{click.style(name, bold=True)}\n{_indented(known[name])}")


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.strip().split("\n"))
