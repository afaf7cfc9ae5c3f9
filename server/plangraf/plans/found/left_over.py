"""Why rows of a table became nothing: the reasons that `layout` finds, told in both languages."""

from typing import Final

from plangraf.language import Text

LEFT: Final = {
    "sum": Text("summarad", "sum row"),
    "help": Text("hjälptext eller exempel under rubriken", "help or example below the heading"),
    "note": Text("anmärkning under tabellen", "note below the table"),
    "repeated-header": Text("upprepad rubrikrad", "repeated heading"),
}
