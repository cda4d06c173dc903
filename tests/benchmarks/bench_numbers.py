"""Quality of the comparison of numbers: false alarms on reference translations, and recall on damaged ones.

    python -m tests.benchmarks.bench_numbers FILE… [--show 60] [--seed 1]

or with a folder of evaluation sets in TRANSLATOR_EVAL; a folder stands for its ``*.tsv`` (source TAB reference).
A reference is taken to be right, so that every alarm on it counts as false, though some point at a figure that the
translator did leave out; ``--show`` prints that many alarms for a reader to judge. For recall, one figure of each
reference is damaged (it is found by a plain pattern, not by the code that is measured); the damage counts as seen if
it raises an alarm that the undamaged reference does not raise.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from translator.numbers import Mismatch, chinese_quantities, compare

Row = tuple[str, str]
FIGURE = re.compile(r"(?<![\w.,:-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w.,:-]*\d)")
SCALE = re.compile(r"\b(thousand|million|billion|trillion)\b")
LARGER = {"thousand": "million", "million": "billion", "billion": "trillion", "trillion": "billion"}


def tenfold(figure: str, _: random.Random) -> str:
    value = float(figure.replace(",", "")) * 10
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def tenth(figure: str, _: random.Random) -> str:
    value = float(figure.replace(",", "")) / 10
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def other_digit(figure: str, chance: random.Random) -> str:
    at = chance.choice([place for place, char in enumerate(figure) if char.isdigit()])
    digit = chance.choice([d for d in "123456789" if d != figure[at]])
    return figure[:at] + digit + figure[at + 1 :]


def swapped_digits(figure: str, _: random.Random) -> str:
    for at in range(len(figure) - 1):
        one, two = figure[at : at + 2]
        if one.isdigit() and two.isdigit() and two not in (one, "0"):
            return figure[:at] + two + one + figure[at + 2 :]
    return figure


def dropped(_: str, __: random.Random) -> str:
    return ""


def other_scale(word: str, _: random.Random) -> str:
    return LARGER[word]


DAMAGES: dict[str, tuple[re.Pattern[str], Callable[[str, random.Random], str]]] = {
    "figure × 10": (FIGURE, tenfold),
    "figure ÷ 10": (FIGURE, tenth),
    "one digit changed": (FIGURE, other_digit),
    "two digits swapped": (FIGURE, swapped_digits),
    "figure dropped": (FIGURE, dropped),
    "another scale word": (SCALE, other_scale),
    "scale word dropped": (SCALE, dropped),
}


def main() -> None:
    """Print the figures of every file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    default = os.environ.get("TRANSLATOR_EVAL")
    parser.add_argument("files", nargs="*", type=Path, default=[Path(default)] if default else [])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not arguments.files:
        parser.error("give files of sentence pairs or a folder of them, or set TRANSLATOR_EVAL")
    for path in arguments.files:
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
            rows = [tuple(line.split("\t")[:2]) for line in file.read_text("utf-8").splitlines()]
            report(file.name, [(row[0], row[1]) for row in rows if len(row) == 2], arguments)


def report(name: str, rows: list[Row], arguments: argparse.Namespace) -> None:
    """Print false alarms, recall and time of one file."""
    start = time.process_time()
    alarms = [compare(*row) for row in rows]
    spent = time.process_time() - start
    quantities = [len(chinese_quantities(source)) for source, _ in rows]
    held, raised = sum(map(bool, quantities)), sum(map(bool, alarms))
    total = sum(map(len, alarms))
    print(f"{name}: {len(rows):,} pairs, {held:,} with {sum(quantities):,} Chinese quantities")
    print(f"  alarms {total} = {total / max(sum(quantities), 1):.2%} of quantities")
    shares = [f"{raised / max(count, 1):.2%}" for count in (len(rows), held)]
    print(f"  on {raised} pairs = {shares[0]} of all, {shares[1]} of those with quantities")
    print(f"  {spent / max(len(rows), 1) * 1000:.2f} ms a pair")
    for damage in DAMAGES:
        seen, tried = recall(damage, rows, alarms, random.Random(arguments.seed))
        print(f"  {damage:<20} seen {seen:>5} of {tried:>5} = {seen / max(tried, 1):.1%}")
    noisy = [(row, found) for row, found in zip(rows, alarms, strict=True) if found]
    for (source, target), found in random.Random(arguments.seed).sample(
        noisy, min(arguments.show, len(noisy))
    ):
        print(f"\n{source}\n{target}")
        print(*(f"  ! {mismatch.message}" for mismatch in found), sep="\n")


def recall(
    damage: str, rows: list[Row], alarms: list[tuple[Mismatch, ...]], chance: random.Random
) -> tuple[int, int]:
    """Damage one figure in every reference that has one; return how many damages were seen, and of how many."""
    pattern, spoil = DAMAGES[damage]
    seen = tried = 0
    for (source, target), known in zip(rows, alarms, strict=True):
        places = list(pattern.finditer(target))
        if not places or not chinese_quantities(source):
            continue
        place = chance.choice(places)
        spoilt = target[: place.start()] + spoil(place[0], chance) + target[place.end() :]
        if spoilt == target:
            continue
        tried += 1
        before = {(mismatch.chinese, mismatch.found) for mismatch in known}
        seen += any((mismatch.chinese, mismatch.found) not in before for mismatch in compare(source, spoilt))
    return seen, tried


if __name__ == "__main__":
    main()
