"""An invented afternoon as captions tell it: hosts lead through it, and people talk in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.alignment.model import PlannedPerson, PlannedSession
from archive.alignment.spoken import spoken_in
from archive.alignment.streams import Captured
from archive.alignment.traces import Traces
from archive.captions.model import Cue
from archive.programme.model import Role, SessionKind
from archive.recording import Recording
from archive.timecode import Span
from tests.archive.alignment.broadcast import MORNING

MINUTE = 60_000
SMALL_TALK = (
    "골목의 나무 그늘은 여름 기온을 낮춥니다",
    "지난해 자료를 보면 강물이 맑아졌습니다",
    "주민들이 직접 지도를 그렸습니다",
    "버스를 기다리는 시간이 짧아졌습니다",
    "숲길을 걷는 사람이 두 배로 늘었습니다",
)


@dataclass(slots=True)
class Talking:
    """Lays what is said on a line of time; ``at`` is how far it has come, in ms."""

    at: int = 0
    cues: list[Cue] = field(default_factory=list)

    def says(self, text: str, pause: int = 1200) -> int:
        """Somebody says a line; gives when she begins."""
        began = self.at
        self.at += 250 * len(text.split()) + 600
        self.cues.append(Cue(Span(began, self.at), text))
        self.at += pause
        return began

    def talks(self, minutes: float) -> None:
        """Ordinary talk with short pauses."""
        end = self.at + round(minutes * MINUTE)
        line = 0
        while self.at < end:
            self.says(SMALL_TALK[line % len(SMALL_TALK)], 400 if line % 4 else 900)
            line += 1

    def rests(self, minutes: float) -> None:
        """Nobody says anything."""
        self.at += round(minutes * MINUTE)

    def captured(
        self, number: int = 1, *, begins: int | None = 0, part: Span | None = None
    ) -> Captured:
        """All of it as a recording, or a part; it begins so many minutes after ten in Seoul."""
        whole = part or Span(0, self.at + 2 * MINUTE)
        cues = [
            Cue(Span(cue.span.start - whole.start, cue.span.end - whole.start), cue.text)
            for cue in self.cues
            if whole.start <= cue.span.start and cue.span.end <= whole.end
        ]
        began = None if begins is None else MORNING + timedelta(minutes=begins)
        traces = Traces(None, (spoken_in(cues),))
        return Captured(number, Recording(whole.duration, began), traces=traces)


def person(name: str, role: Role, english: str = "") -> PlannedPerson:
    return PlannedPerson(tuple(filter(None, (name, english))), role, "")


def row(
    key: str,
    title: str,
    minutes: tuple[int, int] | None,
    people: Sequence[PlannedPerson] = (),
    kind: SessionKind = SessionKind.SESSION,
) -> PlannedSession:
    """A session whose times are minutes after ten in Seoul, or that has none."""
    start, end = (_after(at) for at in minutes) if minutes else (None, None)
    names = tuple(name for one in people for name in one.names)
    return PlannedSession(key, kind, (title,), names, start, end, "", tuple(people))


def _after(minutes: int) -> datetime:
    return MORNING + timedelta(minutes=minutes)


ALLEYS = row(
    "alleys",
    "걷기 좋은 골목",
    (10, 40),
    (
        person("한가람", Role.CHAIR),
        person("도우진", Role.PRESENTER),
        person("", Role.PRESENTER, "Ellen Porter"),
    ),
)
RIVERS = row(
    "rivers",
    "물과 도시의 미래",
    (40, 70),
    (
        person("민서연", Role.CHAIR),
        person("표나래", Role.PRESENTER),
        person("길태오", Role.PRESENTER),
    ),
)
OPENING = row("opening", "개회식", (0, 10), kind=SessionKind.OPENING)
CLOSING = row("closing", "폐회", (70, 75), kind=SessionKind.CLOSING)
AFTERNOON = (OPENING, ALLEYS, RIVERS, CLOSING)


@dataclass(frozen=True, slots=True)
class Afternoon:
    """What was said, and when each session and each part of one truly began and ended."""

    talking: Talking
    starts: dict[str, int]
    ends: dict[str, int]
    parts: dict[str, int]


def afternoon(
    order: Iterable[str] = ("alleys", "rivers"),
    *,
    lead: float = 4,
    opening: float = 12,
    closing: str = "이것으로 오늘 준비한 모든 순서를 마치겠습니다 안녕히 돌아가십시오",
    farewell: str = "모두 조심히 살펴 가시기 바랍니다",
) -> Afternoon:
    """An afternoon that begins late, in a host's own words and with names misheard."""
    day = Talking()
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    parts: dict[str, int] = {}
    day.rests(lead)
    starts["opening"] = day.says("여러분 안녕하십니까 오늘 개회식 사회를 맡은 사람입니다")
    day.talks(opening)
    ends["opening"] = day.at
    for key in order:
        day.at += 3000
        starts[key] = _session(day, key, parts)
        ends[key] = day.at - 1200
        day.rests(0.2)
    day.at += 3000
    starts["closing"] = day.says(closing)
    day.talks(2)
    day.says(farewell)
    ends["closing"] = day.at - 1200
    return Afternoon(day, starts, ends, parts)


_LINES = {
    "alleys": (
        "자 그럼 이번에는 걷기 좋은 골목 이야기를 나눌 차례입니다 한가란 교수님 나와 주시죠",
        (("도우진", "먼저 도우찐 박사님의 발표를 청해 듣겠습니다"),
         ("Ellen Porter", "다음은 엘렌 포터 선생님을 박수로 맞이해 주시기 바랍니다")),
    ),
    "rivers": (
        "계속해서 물과 도시의 미래를 살펴보겠습니다 민서연 좌장님께 마이크를 넘깁니다",
        (("표나래", "첫 번째 발표는 표나래 님께서 맡아 주시겠습니다"),
         ("길태오", "이어서 길태오 님의 두 번째 발표입니다")),
    ),
}  # fmt: skip


def _session(day: Talking, key: str, parts: dict[str, int]) -> int:
    line, talks = _LINES[key]
    began = day.says(line, 2500)
    day.talks(1)
    for name, introduction in talks:
        parts[name] = day.says(introduction, 2500)
        day.talks(9)
    parts[f"{key} discussion"] = day.says("이제 종합토론으로 넘어가겠습니다")
    day.talks(6)
    day.says("이것으로 이번 순서를 마무리하겠습니다 고맙습니다")
    return began
