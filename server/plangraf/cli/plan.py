"""`plangraf plan template|import|export|diff|publish|list`: plans in and out, without RDF.

Exit codes: 0 fine, 1 something to look at (an error on import, a difference with --exit-code, a
plan that does not conform), 2 wrong use or a file that cannot be read.
"""

import click

from plangraf.cli.plans import comparing, exporting, importing, listing, publishing, templating


@click.group("plan")
def command() -> None:
    """Mall, import, export, jämförelse och publicering av planer. / Plans in and out."""


for module in (templating, importing, exporting, comparing, publishing, listing):
    command.add_command(module.command)
