"""How large a picture's file is, in pixels; Pillow reads its first bytes."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError


def picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height; nothing when there is no such picture."""
    try:
        with Image.open(path) as picture:
            return picture.size
    except (OSError, UnidentifiedImageError):
        return None
