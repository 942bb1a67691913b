"""Names as the article writes them: the parse sees straight apostrophes and one line."""

from __future__ import annotations

import msgspec

from recoupe.model import Entity, Event, Figure, Statement


def straighten(text: str) -> str:
    """The sentence as it is parsed; every character keeps its place."""
    return text.replace("’", "'").replace("\n", " ")


def as_written(statement: Statement, parsed: str, raw: str) -> Statement:
    """The statement with every wording taken back from the text as stored.

    ``parsed`` and ``raw`` are the same stretch, of the same length.
    """
    if parsed == raw:
        return statement

    def back(text: str) -> str:
        at = parsed.find(text)
        return raw[at : at + len(text)] if at >= 0 else text

    def entities(found: tuple[Entity, ...]) -> tuple[Entity, ...]:
        return tuple(msgspec.structs.replace(e, text=back(e.text)) for e in found)

    if statement.attribution is not None:
        said = msgspec.structs.replace(statement.attribution, speaker=back(statement.attribution.speaker))
        statement = msgspec.structs.replace(statement, attribution=said)
    if isinstance(statement, Event):
        return msgspec.structs.replace(
            statement,
            actors=entities(statement.actors),
            recipients=entities(statement.recipients),
            about=back(statement.about) if statement.about else None,
            where=tuple(msgspec.structs.replace(p, text=back(p.text)) for p in statement.where),
        )
    if isinstance(statement, Figure):
        return msgspec.structs.replace(
            statement,
            actors=entities(statement.actors),
            of=entities(statement.of),
            where=tuple(msgspec.structs.replace(p, text=back(p.text)) for p in statement.where),
        )
    return msgspec.structs.replace(
        statement, subject=entities(statement.subject), object=entities(statement.object)
    )
