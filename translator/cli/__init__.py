"""Command line: parse, call, render; one module a command group. `main` is the one error boundary.

Nothing heavy is imported at the top of these modules, so that ``translator --help`` answers at once.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from translator import __version__
from translator.cli import (
    config,
    doctor,
    evaluate,
    export,
    glossary,
    init,
    models,
    publish,
    qa,
    review,
    run,
    segment,
    status,
    style,
    tm,
    watch,
)
from translator.cli.console import never_fail_on_a_character, say_error
from translator.cli.settings import OWN_READING, use_project_file
from translator.errors import TranslatorError

app = typer.Typer(
    name="translator",
    help="Translate Chinese newspaper and government articles into English Word files, offline.",
    epilog="Start with: translator run PAGE.txt -o out/",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help needs no rich and starts twice as fast
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(init.command)
app.command("run")(run.command)
app.command("segment")(segment.command)
app.command("style")(style.command)
app.command("export")(export.command)
app.command("publish")(publish.command)
app.command("watch")(watch.command)
app.command("status")(status.command)
app.command("qa")(qa.command)
app.command("eval")(evaluate.command)
app.command("config", context_settings=OWN_READING)(config.command)
app.command("doctor", context_settings=OWN_READING)(doctor.command)
app.add_typer(review.app, name="review")
app.add_typer(tm.app, name="tm")
app.add_typer(glossary.app, name="glossary")
app.add_typer(models.app, name="models")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"translator {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001  # handled by its callback
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop."),
    ] = False,
    debug: Annotated[  # noqa: ARG001  # read in main(), which must know it before any error
        bool, typer.Option("--debug", help="Show the traceback of an error.")
    ] = False,
) -> None:
    """Translate Chinese newspaper and government articles into English Word files, offline."""
    use_project_file(ctx)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    0 done, 1 something failed, 2 wrong usage, 3 a check or a comparison found something, 4 review conflicts,
    130 stopped with Ctrl-C or by a signal that asks for the same.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    never_fail_on_a_character()
    try:
        with _signals_stop_as_ctrl_c_does():
            app(arguments)
    except TranslatorError as error:
        if "--debug" in arguments:
            raise
        _fail(error, error.exit_code)
    except KeyboardInterrupt:
        _fail(TranslatorError("stopped", hint="Run the same command again to go on."), 130)
    except Exception as error:
        if "--debug" in arguments:
            raise
        message = f"internal error ({type(error).__name__}: {error})"
        hint = "Run 'translator --debug …' with the same arguments and report what it prints."
        _fail(TranslatorError(message, hint=hint), 1)


@contextmanager
def _signals_stop_as_ctrl_c_does() -> Iterator[None]:
    """Keep what is ready also when a server shuts down or a terminal is closed; ``nohup`` keeps its meaning."""
    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _fail(error: TranslatorError, code: int) -> None:
    say_error(error)
    sys.exit(code)
