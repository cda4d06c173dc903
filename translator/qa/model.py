"""What the checks of a translation are given and what they return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, wraps

from translator.model import Issue, Role, Segment, Severity, TermStatus
from translator.numbers import Mismatch, compare
from translator.numbers.issues import outside
from translator.style import House
from translator.text.spans import Span

NO_HOUSE = House()
PROSE = frozenset((Role.PARAGRAPH, Role.LIST_ITEM))
HEADINGS = frozenset((Role.HEADLINE, Role.KICKER, Role.SUBHEAD))


class Category(StrEnum):
    """Kind of issue, by the names of ITS 2.0 (W3C, 2013), 8.19: localization quality issue types."""

    TERMINOLOGY = "terminology"
    MISTRANSLATION = "mistranslation"
    OMISSION = "omission"
    UNTRANSLATED = "untranslated"
    ADDITION = "addition"
    DUPLICATION = "duplication"
    INCONSISTENCY = "inconsistency"
    GRAMMAR = "grammar"
    STYLE = "style"
    CHARACTERS = "characters"
    TYPOGRAPHICAL = "typographical"
    WHITESPACE = "whitespace"
    NUMBERS = "numbers"
    ENTITIES = "inconsistent-entities"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A segment to check, with the role of its block and the name of its job.

    ``continues`` says that the segment before it in the block is the beginning of the same sentence.
    """

    segment: Segment
    role: Role = Role.PARAGRAPH
    job: str = ""
    continues: bool = False

    @property
    def source(self) -> str:
        """Return the Chinese."""
        return self.segment.source

    @property
    def target(self) -> str:
        """Return the English."""
        return self.segment.target

    @cached_property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """Return the figures that only one of the two texts has, but for those in terms that the English has."""
        terms = self.segment.terms
        rendered = [(term.start, term.end) for term in terms if term.status is TermStatus.FOUND]
        return outside(compare(self.source, self.target), rendered)

    @property
    def place(self) -> str:
        """Return the id of the segment, with its job where that is another one."""
        return f"{self.job} {self.segment.id}".lstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The segments of a job to check, and the approved ones of other jobs to compare them with.

    ``house`` is the style that the English is to be in.
    """

    pairs: tuple[Pair, ...]
    published: tuple[Pair, ...] = ()
    house: House = NO_HOUSE


class Remark(str):
    """What is wrong with a segment in one sentence, with the spans of its two texts that the sentence is about.

    ``use`` is the English to write instead, where the check knows it.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    use: str

    def __new__(
        cls, text: str, *, source: Iterable[Span] = (), target: Iterable[Span] = (), use: str = ""
    ) -> Remark:
        """Return the sentence as a remark."""
        made = super().__new__(cls, text)
        made.source, made.target, made.use = tuple(source), tuple(target), use
        return made


def places(text: str, part: str) -> tuple[Span, ...]:
    """Return the span of the first place of a part in a text, none where the text does not have it as it is."""
    start = text.find(part) if part else -1
    return ((start, start + len(part)),) if start >= 0 else ()


Found = tuple[Pair, str]
"""A segment that fails a check, and what is wrong with it; a `Remark` says where."""

OfJob = Callable[[Material], Iterable[Found]]
OfSegment = Callable[[Pair], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check by its name: the function whose docstring is its help, and how much a finding matters.

    One that is not ``on`` runs only where somebody asks for it.
    """

    name: str
    find: OfJob
    category: Category
    severity: Severity = Severity.WARNING
    on: bool = True

    @property
    def help(self) -> str:
        """Return the docstring of the check."""
        return self.find.__doc__ or ""

    @property
    def purpose(self) -> str:
        """Return the first sentence of the help."""
        return self.help.partition("\n")[0]

    def issue(self, message: str) -> Issue:
        """Return a finding of the check as an issue of a segment."""
        return Issue(check=self.name, message=str(message), severity=self.severity, category=self.category)


def each(find: OfSegment) -> OfJob:
    """Return a check of single segments as one of jobs; it is asked of segments that have English."""

    @wraps(find)
    def find_all(material: Material) -> Iterator[Found]:
        for pair in material.pairs:
            if pair.target.strip():
                yield from ((pair, message) for message in find(pair))

    return find_all
