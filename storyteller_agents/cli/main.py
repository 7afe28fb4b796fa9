"""The `storyteller` command: gathers the command groups and turns errors into one readable message.

No logic lives here or beside it; a command reads its arguments, calls the package and prints.
"""

from __future__ import annotations

import os
import sys

import typer

from storyteller_agents.cli.adopt import adopt
from storyteller_agents.cli.author import approve, redo, undo
from storyteller_agents.cli.bench import bench_app
from storyteller_agents.cli.book import draft, status
from storyteller_agents.cli.check import canon, check_app
from storyteller_agents.cli.export import export
from storyteller_agents.cli.lore import lore_app
from storyteller_agents.cli.model import model_app
from storyteller_agents.cli.new import new
from storyteller_agents.cli.outline import outline
from storyteller_agents.cli.pipeline import pipeline_app
from storyteller_agents.cli.plugins import plugins_app
from storyteller_agents.cli.report import report
from storyteller_agents.discovery import discover
from storyteller_agents.errors import Stopped, StorytellerError

app = typer.Typer(
    name="storyteller",
    help="Plan, write, check, revise and explain whole books on your own machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(new)
app.command()(adopt)
app.command()(draft)
app.command()(status)
app.command()(redo)
app.command()(undo)
app.command()(approve)
app.add_typer(check_app, name="check")
app.command()(canon)
app.command()(outline)
app.command()(export)
app.command()(report)
app.add_typer(lore_app, name="lore")
app.add_typer(model_app, name="model")
app.add_typer(plugins_app, name="plugins")
app.add_typer(pipeline_app, name="pipeline")
app.add_typer(bench_app, name="bench")


def main() -> None:
    """Run the command line; return to the shell with 0, 1 (failed work or check) or 2 (bad input)."""
    try:
        _add_plugin_commands()
        app()
    except Stopped as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except StorytellerError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("Stopped. What was written is kept.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.filename is None:
            raise
        print(
            f"Error: {error.filename}: can't be used ({error.strerror}). Check the path and its permissions.",
            file=sys.stderr,
        )
        sys.exit(2)


def _add_plugin_commands() -> None:
    """Add the Typer apps of installed plugins; a broken one is named and the rest goes on."""
    own = {group.name for group in app.registered_groups} | {
        str(command.callback.__name__) for command in app.registered_commands if command.callback
    }
    for plugin in discover("commands"):
        if plugin.error or not isinstance(plugin.value, typer.Typer) or plugin.name in own:
            reason = plugin.error or (
                "the name is taken" if plugin.name in own else "a command has to be a typer.Typer"
            )
            print(f"Warning: the command {plugin.name!r} of {plugin.package} can't be used: {reason}", file=sys.stderr)
        else:
            app.add_typer(plugin.value, name=plugin.name)
