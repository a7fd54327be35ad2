"""Running the migrations that a database lacks; alembic stops here."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from archive.errors import RefusedError

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest; raises ``RefusedError`` where a newer version made them."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as exc:
        raise RefusedError(
            "The database was made by a newer version of this program. Install that one."
        ) from exc
