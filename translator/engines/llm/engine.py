"""Translation in numbered batches: asked, matched, checked, and what is faulty asked again alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from translator.engines.http import Server
from translator.engines.llm.chat import Chat, TooLong
from translator.engines.llm.prompt import (
    PROMPT_VERSION,
    Task,
    correction_task,
    messages,
    translation_task,
)
from translator.engines.llm.reading import REFUSED, fault_of, matched
from translator.engines.llm.settings import Settings
from translator.engines.table import Correction, OnResult, Question, Usage
from translator.errors import EngineError
from translator.model import Ability, Translation
from translator.text.scripts import has_han

BATCH_CHARS = 1500
UNREADABLE_IN_A_ROW = 5
"""Sentences asked alone whose answers have nothing to read; a model that does so will go on doing so."""


class LlmEngine:
    """Translation with a large language model; equal sentences with equal terms are asked for once.

    An answer is never trusted to belong to the right sentence, or to be a translation at all: a sentence whose answer
    does not match, is faulty or is missing is asked for again, alone and without the text around it.
    """

    def __init__(self, settings: Settings, server: Server | None = None) -> None:
        key = settings.api_key
        self._settings = settings
        self._server = server or Server(
            base_url=settings.base_url,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            secrets=(key,) if key else (),
            timeout=settings.timeout,
        )
        self._chat = Chat(settings, self._server)
        self._unreadable = 0

    @property
    def signature(self) -> str:
        """Return the model and the version of what it is told, e.g. ``llm qwen2.5:7b prompt 1``."""
        return f"llm {self._settings.model} prompt {PROMPT_VERSION}"

    @property
    def notice(self) -> str:
        """Return a notice that names the model and its server and says if the text leaves this machine."""
        if self._server.local:
            return f"Using the model {self._settings.model} at {self._settings.base_url}."
        return (
            f"Using the model {self._settings.model}: the text of your pages is sent to {self._server.host}."
        )

    @property
    def abilities(self) -> frozenset[Ability]:
        """Return that the engine reads the text around a source, and can be told what its draft lacks."""
        return frozenset({Ability.CONTEXT, Ability.CORRECTION})

    @property
    def usage(self) -> Usage:
        """Return the tokens that were used since the engine was made."""
        return self._chat.usage

    @property
    def has_budget(self) -> bool:
        """Return whether there is a limit to the tokens or to what they cost."""
        return bool(self._settings.max_tokens or self._settings.max_cost)

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return one translation for every source, in order; those without a Chinese character unchanged."""
        return self.translate_in_context([Question(source=source) for source in sources], on_result)

    def translate_in_context(
        self, questions: Sequence[Question], on_result: OnResult | None = None
    ) -> list[Translation]:
        """Return one translation for every question, in order; sources without a Chinese character unchanged.

        Raises `EngineError` when the server cannot be used, and when the budget is spent.
        """
        return self._done([translation_task(question) for question in questions], on_result)

    def correct(
        self, corrections: Sequence[Correction], on_result: OnResult | None = None
    ) -> list[Translation]:
        """Return one corrected translation for every draft, in order; the draft itself where nothing good came back."""

        def or_draft(index: int, translation: Translation) -> Translation:
            return Translation(text=corrections[index].draft) if translation.warnings else translation

        def deliver(index: int, translation: Translation) -> None:
            if on_result is not None:
                on_result(index, or_draft(index, translation))

        tasks = [correction_task(correction) for correction in corrections]
        return [or_draft(*item) for item in enumerate(self._done(tasks, deliver))]

    # --- batches ------------------------------------------------------------------------------------------

    def _done(self, tasks: Sequence[Task], on_result: OnResult | None) -> list[Translation]:
        places: dict[tuple[str, str], list[int]] = {}
        for index, task in enumerate(tasks):
            places.setdefault(task.key, []).append(index)
        results: dict[int, Translation] = {}
        for task, translation in self._answered([tasks[several[0]] for several in places.values()]):
            for index in places[task.key]:
                results[index] = translation
                if on_result is not None:
                    on_result(index, translation)
        return [results[index] for index in range(len(tasks))]

    def _answered(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Translation]]:
        """Yield every task with its translation as soon as it is known."""
        said: dict[str, str] = {}
        for task in tasks:
            if not has_han(task.source):
                yield task, Translation(text=task.source)
        for batch in _batches([task for task in tasks if has_han(task.source)], self._settings.batch):
            for task, translation in self._batch(batch, said):
                if not translation.warnings:
                    said[task.source] = translation.text
                yield task, translation

    def _batch(self, batch: Sequence[Task], said: Mapping[str, str]) -> Iterator[tuple[Task, Translation]]:
        try:
            found = matched(batch, self._chat.answer(messages(batch, said)))
        except TooLong:
            if len(batch) > 1:
                middle = len(batch) // 2
                yield from self._batch(batch[:middle], said)
                yield from self._batch(batch[middle:], said)
                return
            found = {}
        again: list[tuple[Task, str]] = []
        same = messages(batch, said) == messages([batch[0].alone], {})
        for place, task in enumerate(batch):
            english = found.get(place, "")
            if fault_of(task.source, english):
                again.append((task, english))
            else:
                self._unreadable = 0
                yield task, Translation(text=english)
        for task, english in again:
            yield task, self._settled(task, english) if same else self._alone(task, english)

    def _alone(self, task: Task, before: str) -> Translation:
        """Return the answer for a sentence asked alone, or the answer ``before`` if the new answer is unreadable."""
        answer = matched([task], self._chat.answer(messages([task.alone], {}))).get(0, "")
        return self._settled(task, answer or before)

    def _settled(self, task: Task, english: str) -> Translation:
        """Return the last answer for a sentence, with its fault."""
        fault = fault_of(task.source, english)
        self._give_up_on_noise(english)
        if not fault:
            return Translation(text=english)
        return Translation(text="" if fault == REFUSED else english, warnings=(fault,))

    def _give_up_on_noise(self, english: str) -> None:
        self._unreadable = 0 if english else self._unreadable + 1
        if self._unreadable >= UNREADABLE_IN_A_ROW:
            raise EngineError(
                f"{self._settings.model}: the answers for {UNREADABLE_IN_A_ROW} sentences in a row cannot be read",
                hint="The model may be too small to answer in JSON, or refuses this text: try another one, "
                "or the option batch=1.",
            )


def _batches(tasks: Iterable[Task], most: int) -> Iterator[list[Task]]:
    """Yield the tasks in batches of ``most`` at most, with no more text than a model keeps track of."""
    batch: list[Task] = []
    chars = 0
    for task in tasks:
        if batch and (len(batch) >= most or chars + len(task.source) > BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(task)
        chars += len(task.source)
    if batch:
        yield batch
