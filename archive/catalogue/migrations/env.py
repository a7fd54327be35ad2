"""What alembic runs to reach the catalogue: always on the connection it was handed."""

from alembic import context

from archive.catalogue.tables import Table


def _is_ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """The search index is made by hand and the job engine keeps tables of its own."""
    return kind != "table" or name in Table.metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    include_object=_is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
