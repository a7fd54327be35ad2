"""The pictures of the broadcast: slate, title card, speaker with slide, panel, break, closing."""

from dataclasses import dataclass

from PIL import Image

from demo.paint import WIDTH, Box, Sheet, sheet
from demo.story import Forum, Part, Speaker, Story

INK, NIGHT, PAPER, GOLD, SOFT = "#17292f", "#16323a", "#f6f2ea", "#e3a73c", "#9db8b5"
HEAD_HEIGHT = 36
CLOCK: Box = (552, 9, 632, 27)
STRIP: Box = (16, 348, 624, 352)


@dataclass(frozen=True, slots=True)
class Picture:
    """One scene twice, without and with lit frames, and whose frame is where."""

    dark: Image.Image
    lit: Image.Image
    frames: dict[str, Box]


def draw(part: Part, story: Story) -> Picture:
    """The picture of a part."""
    dark, frames = _scene(part, story, lit=False)
    lit, _ = _scene(part, story, lit=True)
    return Picture(dark.done(), lit.done(), frames)


def _scene(part: Part, story: Story, *, lit: bool) -> tuple[Sheet, dict[str, Box]]:
    made = sheet(PAPER if part.scene in ("speech", "panel") else NIGHT)
    places = _places(part)
    {"slate": _slate, "card": _card, "speech": _speech, "panel": _panel}.get(part.scene, _pause)(
        made, part, story
    )
    for key, box in places.items():
        _seat(made, box, story.people[key], lit=lit, named=part.scene == "panel")
    _head(made, story.forum)
    return made, places


def _places(part: Part) -> dict[str, Box]:
    """Who has a frame in the picture, and where."""
    if part.scene == "speech":
        return {part.by: (462, 52, 624, 222)}
    if part.scene == "card":
        return {part.by: (520, 220, 616, 316)}
    width = (608 - 12 * (len(part.seats) - 1)) // max(len(part.seats), 1)
    width = min(width, 190)
    left = (WIDTH - len(part.seats) * (width + 12) + 12) // 2
    return {
        key: (left + place * (width + 12), 104, left + place * (width + 12) + width, 248)
        for place, key in enumerate(part.seats)
    }


def _head(made: Sheet, forum: Forum) -> None:
    made.box((0, 0, WIDTH, HEAD_HEIGHT), INK, round_=0)
    made.box((16, 9, 22, 27), GOLD, round_=2)
    made.write((30, 5), forum.title_ko, 13, "#ffffff", bold=True)
    made.write((30, 21), forum.title_en, 9, SOFT)
    made.box(STRIP, "#4a5d60", round_=2)


def _shelf(made: Sheet, top: int) -> None:
    """A row of books, the forum's sign."""
    colours = ("#c8553d", "#e3a73c", "#5b8c5a", "#3f7c92", "#8d6a9f", "#d9cbb0", "#a8432f")
    left, place = 16, 0
    while left < WIDTH - 40:
        width, height = 9 + place * 7 % 11, 34 + place * 13 % 25
        made.box((left, top + 60 - height, left + width, top + 60), colours[place % 7], round_=1)
        left, place = left + width + 3 + (14 if place % 9 == 8 else 0), place + 1
    made.box((8, top + 60, WIDTH - 8, top + 65), "#7b5a3a", round_=1)


def _slate(made: Sheet, part: Part, story: Story) -> None:
    forum = story.forum
    made.write((WIDTH // 2, 78), forum.title_ko, 34, "#ffffff", bold=True, room=560, anchor="ma")
    made.write((WIDTH // 2, 122), forum.title_en, 18, SOFT, room=560, anchor="ma")
    made.write((WIDTH // 2, 160), forum.theme_ko, 18, GOLD, bold=True, room=560, anchor="ma")
    made.write((WIDTH // 2, 186), forum.theme_en, 12, SOFT, anchor="ma")
    made.write(
        (WIDTH // 2, 222),
        "곧 시작합니다  ·  Starting soon  ·  14:00",
        15,
        "#ffffff",
        bold=True,
        anchor="ma",
    )
    made.write((WIDTH // 2, 246), f"{forum.place_ko}  ·  {forum.place_en}", 11, SOFT, anchor="ma")
    _shelf(made, 268)


def _card(made: Sheet, part: Part, story: Story) -> None:
    host = story.people[part.by]
    made.box((16, 84, 22, 176), GOLD, round_=2)
    made.write((36, 92), part.heading, 36, "#ffffff", bold=True, room=580)
    made.write((36, 146), part.heading_en, 20, SOFT, room=580)
    made.write((504, 286), f"{host.work_ko}  {host.ko}", 12, "#ffffff", bold=True, anchor="ra")
    made.write((504, 303), host.en, 10, SOFT, anchor="ra")


def _speech(made: Sheet, part: Part, story: Story) -> None:
    person = story.people[part.by]
    made.box((16, 52, 446, 332), "#ffffff", "#d8d0c0", 1)
    made.write((36, 72), part.heading, 26, INK, bold=True, room=390)
    made.write((36, 108), part.heading_en, 13, "#6b7b7d", room=390)
    made.box((36, 134, 96, 137), GOLD, round_=1)
    for place, point in enumerate(part.points):
        top = 160 + 48 * place
        made.disc(44, top + 12, 5, person.colour)
        made.write((62, top), point, 19, INK, room=370)
    made.write((462, 232), person.ko, 18, INK, bold=True, room=162)
    made.write((462, 256), person.en, 13, "#3c4f53", room=162)
    made.write((462, 280), person.work_ko, 12, INK, room=162)
    made.write((462, 298), person.work_en, 10, "#6b7b7d", room=162)


def _panel(made: Sheet, part: Part, story: Story) -> None:
    made.write((WIDTH // 2, 48), part.heading, 24, INK, bold=True, anchor="ma")
    made.write((WIDTH // 2, 78), part.heading_en, 13, "#6b7b7d", anchor="ma")


def _pause(made: Sheet, part: Part, story: Story) -> None:
    break_ = part.scene == "break"
    korean, english = ("휴식 시간", "Break") if break_ else ("고맙습니다", "Thank you")
    below = "잠시 후 세션 2가 이어집니다  ·  Session 2 follows" if break_ else story.forum.theme_ko
    made.write((WIDTH // 2, 104), korean, 44, "#ffffff", bold=True, anchor="ma")
    made.write((WIDTH // 2, 162), english, 22, GOLD, anchor="ma")
    made.write((WIDTH // 2, 212), below, 14, SOFT, anchor="ma")
    _shelf(made, 268)


def _seat(made: Sheet, box: Box, person: Speaker, *, lit: bool, named: bool) -> None:
    made.box(box, "#dfe6e2", GOLD if lit else "#b9c4c1", 5 if lit else 2)
    made.figure(box, person.colour)
    if named:
        left, _, right, bottom = box
        middle, room = (left + right) // 2, right - left
        made.write((middle, bottom + 8), person.ko, 16, INK, bold=True, room=room, anchor="ma")
        made.write((middle, bottom + 30), person.en, 11, "#3c4f53", room=room, anchor="ma")
        made.write((middle, bottom + 46), person.work_ko, 11, INK, room=room, anchor="ma")


def clock_face(text: str) -> Image.Image:
    """One character of the running clock on the header's colour, a tenth of its width."""
    made = sheet(INK)
    left, top, right, bottom = CLOCK
    width = (right - left) // 8
    made.write((width // 2, 2), text, 15, "#ffffff", bold=True, anchor="ma")
    return made.done().crop((0, 0, width, bottom - top))
