"""Everything that can go wrong and be told to a person, as one tree.

    PlangrafError               message in both languages, the place, the way out
    ├── WrongUse                the caller asked for something that cannot be
    │   ├── UnknownName         no such query, plan, profile …; carries the nearest names
    │   ├── ParameterError      a parameter that is unknown, missing or has a wrong value
    │   ├── BadQuery            SPARQL that cannot be read; carries line and column
    │   ├── Refused             understood, but not allowed here (SERVICE, LOAD, an update)
    │   │   └── NotAuthorised   a token is missing or wrong
    │   ├── Outdated            a write that rests on an older state than the current one
    │   ├── Superseded          a state of the data is asked for that is kept no longer
    │   ├── NotAcceptable       none of the formats asked for can be given
    │   ├── UnsupportedMedia    a body of a type that is not read here
    │   ├── Misplaced           readable, but not what this place holds: another plan, or none
    │   └── UnreadableInput     a file or upload that cannot be read
    ├── LimitReached            a bound with its number: time, memory, size, queue
    │   ├── QueryTimeout
    │   ├── MemoryExceeded      the query needed more memory or nesting than a worker has
    │   ├── TooLarge            a text, an upload or an answer beyond its size
    │   └── Overloaded          the queue is full or one client asks too much; says when to retry
    ├── SourceError             a statistics service failed
    │   ├── ChangedContract     it answered something else than its contract says; tells what came
    │   │   └── CutAnswer       the answer breaks off: worth another try
    │   └── SourceUnreachable   no usable answer after all tries
    ├── ContentError            the shipped or given content folder is broken
    └── StoreError              the store failed; `unreachable` and `slow` for remote ones

A message names the thing, the place and the way out. Which exit code or HTTP status that is, the
command line and the web layer each say in one table of their own.
"""

from plangraf.language import Language, Text


class PlangrafError(Exception):
    """Base of the tree: told in either language, never with a stack trace."""

    def __init__(self, message: Text, *, place: str | None = None, remedy: Text | None = None):
        super().__init__(message.en)
        self.message = message
        self.place = place
        self.remedy = remedy

    def render(self, language: Language = "sv") -> str:
        """One or two sentences: place, what is wrong, what to do."""
        head = f"{self.place}: " if self.place else ""
        tail = f" {self.remedy.in_(language)}" if self.remedy else ""
        return f"{head}{self.message.in_(language)}{tail}"


class WrongUse(PlangrafError):
    """The caller asked for something that cannot be."""


class UnknownName(WrongUse):
    """No such query, plan, profile or thing; `nearest` holds close names, best first."""

    def __init__(
        self,
        message: Text,
        *,
        nearest: tuple[str, ...] = (),
        place: str | None = None,
        remedy: Text | None = None,
    ):
        super().__init__(message, place=place, remedy=remedy)
        self.nearest = nearest


class ParameterError(WrongUse):
    """A parameter that is unknown, missing or ill-formed; `name` says which."""

    def __init__(
        self, name: str, message: Text, *, place: str | None = None, remedy: Text | None = None
    ):
        super().__init__(message, place=place, remedy=remedy)
        self.name = name


class BadQuery(WrongUse):
    """SPARQL that cannot be read. `line` and `column` count from 1; `excerpt` has a caret line.

    `engine` holds the engine's own words: a detail for those who know them.
    """

    def __init__(
        self,
        message: Text,
        *,
        line: int | None = None,
        column: int | None = None,
        excerpt: str = "",
        place: str | None = None,
        remedy: Text | None = None,
        engine: str = "",
    ):
        super().__init__(message, place=place, remedy=remedy)
        self.engine = engine
        self.line = line
        self.column = column
        self.excerpt = excerpt


class Refused(WrongUse):
    """Understood, but not allowed here."""


class NotAuthorised(Refused):
    """A token is missing or wrong."""


class Outdated(WrongUse):
    """Somebody else wrote in between: the state that the caller saw is not the current one."""


class Superseded(WrongUse):
    """A state of the data is asked for that is another by now, and is not kept."""


class NotAcceptable(WrongUse):
    """None of the formats the caller accepts can be given; the message lists those that can."""


class UnsupportedMedia(WrongUse):
    """A body whose media type is not read here; the message lists those that are."""


class Misplaced(WrongUse):
    """What was sent is readable, but not what this place holds: another plan, or none."""


class UnreadableInput(WrongUse):
    """A file, an upload or a standard input that cannot be read as what it claims to be."""


class LimitReached(PlangrafError):
    """A bound was reached; the message holds its number. `kind` is what became of a write."""

    kind: str = ""


class QueryTimeout(LimitReached):
    """The query ran until its deadline and was ended."""


class MemoryExceeded(LimitReached):
    """The query needed more memory, or deeper nesting, than a worker has, and was ended."""


class TooLarge(LimitReached):
    """A query text, an upload or an answer beyond its bound."""


class Overloaded(LimitReached):
    """Too many questions at once; `retry_after` is in seconds."""

    def __init__(self, message: Text, *, retry_after: int = 1, remedy: Text | None = None):
        super().__init__(message, remedy=remedy)
        self.retry_after = retry_after


class TooManyRequests(Overloaded):
    """One client asks too much at once."""


class SourceError(PlangrafError):
    """A statistics service failed."""


class ChangedContract(SourceError):
    """A service answered something else than its contract says; the message tells what came."""


class CutAnswer(ChangedContract):
    """An answer that breaks off in the middle: it may be whole the next time."""


class SourceUnreachable(SourceError):
    """No usable answer from a service after all tries."""


class ContentError(PlangrafError):
    """The content folder is missing or one of its files is broken."""


class StoreError(PlangrafError):
    """The store failed. `kind` tells how.

    "broken" or "full"; of a server "refused", "unreachable", "busy" or "slow"; of a write that was
    broken off "undone", nothing is changed, or "unsure", it may have been made.
    """

    def __init__(
        self,
        message: Text,
        *,
        kind: str = "broken",
        place: str | None = None,
        remedy: Text | None = None,
    ):
        super().__init__(message, place=place, remedy=remedy)
        self.kind = kind
