"""Runs the generator of broadcasts with hosts who speak in other words than it gives them.

``python bench/other_words.py GENERATOR --seed 1 …``: the words go on to the generator. The
sentences are written from how hosts, chairs and speakers of forums talk, not from
``archive/alignment/phrases``; what they share with it is what any host would say. It needs what the
generator needs, and nothing of this project.
"""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

Line = tuple[str, str]

LINES: dict[str, tuple[Line, ...]] = {
    "premic": (
        ("아 아 뒤에서도 잘 들리시나요", "can people at the back hear me"),
        ("소리 나오는지 한번 볼게요 하나 둘", "checking sound one two"),
    ),
    "soon": (
        ("오 분 뒤면 {title} 막이 오릅니다 로비에 계신 분들은 안으로 들어와 주십시오",
         "{title_en} opens its doors in five minutes kindly come inside"),
        ("금방 {title} 문을 열 텐데요 앞쪽 빈 좌석부터 채워 주시면 고맙겠습니다",
         "we are nearly ready for {title_en} kindly fill the seats in front"),
    ),
    "open": (
        ("반갑습니다 여러분 {title} 찾아 주신 걸음에 고마운 마음 전합니다 진행을 돕게 된 방송인 한지연입니다",
         "great to see you all here at {title_en} my name is Han and I will guide you through the day"),
        ("오래 기다리셨습니다 {title} 그 첫 장을 함께 펼쳐 보시죠",
         "thanks for your patience folks here we are at {title_en}"),
        ("좋은 아침입니다 한 해를 준비해 온 {title} 이제 막을 엽니다",
         "a very good morning a year in the making here comes {title_en}"),
    ),
    "video": (
        ("준비한 영상이 있습니다 화면을 봐 주십시오", "we made a short film please look at the screen"),
        ("불을 끄고 짧은 영상 하나 만나 보시죠", "lights down for a short film"),
    ),
    "guests": (
        ("귀한 걸음 해 주신 분들이 계십니다 한 분 한 분 불러 보겠습니다", "some special people came today"),
        ("멀리서 가까이에서 와 주신 얼굴들이 보입니다", "I can see many dear faces in the room"),
    ),
    "guest": (
        ("{affil} {name} 님 오셨습니다", "{en} is here"),
        ("{name} {affil} 님도 앞줄에 계시네요", "{en} sits in the front row"),
    ),
    "address": (
        ("{affil} {name} 님께 여는 말씀 청하겠습니다", "let me ask {en} to say a few opening words"),
        ("오늘의 문을 열어 주실 분입니다 {affil} {name} 님 단상으로 걸어 나오고 계십니다",
         "the person who opens the day for us is {en}"),
        ("포럼을 꾸려 오신 {name} {affil} 님의 개회사로 첫걸음을 떼 보죠",
         "the opening address comes from {en}"),
    ),
    "congrats": (
        ("축하를 건네러 오신 분이 있습니다 {affil} {name} 님입니다", "{en} came to congratulate us"),
        ("이 자리를 기뻐해 주시려고 {name} {affil} 님께서 축사를 준비해 오셨습니다",
         "with congratulatory words here is {en}"),
    ),
    "congrats2": (
        ("한 분 더 계십니다 {affil} {name} 님 축하 인사 들려주시죠", "one more guest has kind words {en}"),
        ("또 한 분이 마음을 보태 주십니다 {name} {affil} 님", "{en} adds best wishes"),
    ),
    "photo": (
        ("이 순간을 사진 한 장으로 남겨 둘까 합니다 앞줄 내빈께서는 단상으로 올라오시면 됩니다",
         "let us keep this moment in a picture would our guests come up"),
        ("자 다 같이 기념사진 한 장 찍고 가시죠 무대로 모여 주세요",
         "time for a group photo everyone gather on stage"),
    ),
    "photodir": (
        ("뒷줄 분들 얼굴이 가려요 반 걸음만 옆으로요 자 찍습니다", "back row half a step sideways"),
        ("눈 감으신 분 계셔서 다시 갈게요 웃어 주세요", "somebody blinked smile once more"),
    ),
    "stage": (
        ("단상을 새로 꾸미는 동안 너른 양해 바랍니다", "bear with us while the stage is changed"),
    ),
    "keynote": (
        ("오늘 가장 큰 화두를 던져 주실 분입니다 {affil} {name} 님", "our big thinker of the day is {en}"),
        ("기조연설자로 먼 길을 와 주셨습니다 {affil} {name} 님 무대에 오르십니다",
         "our keynote speaker travelled far here is {en}"),
        ("모두가 기다리신 기조연설 {name} {affil} 님께 무대를 내어 드립니다",
         "the keynote everyone has been waiting for the stage belongs to {en}"),
    ),
    "talk": (
        ("두 분이 마주 앉아 이야기 나누실 텐데요 상대는 {affil} {name} 님입니다",
         "they will sit down together {en} asks"),
        ("여운이 남네요 {name} {affil} 님이 곁에 앉아 몇 가지 여쭙겠습니다",
         "{en} sits down to ask a few things"),
    ),
    "session": (
        ("세션 {n}의 문을 엽니다 {stitle} 이 화두를 이끌어 주실 분은 {affil} {name} 님입니다",
         "the doors of session {n} open on {stitle_en} and {en} leads us"),
        ("어느덧 {ord} 번째 이야기마당입니다 {stitle} 두고 {name} {affil} 님께서 자리를 이끌어 주십니다",
         "already at our {ord_en} session {stitle_en} with {en} in the chair"),
        ("자 {ord} 번째 세션으로 가 봅니다 좌장 {affil} {name} 님 나와 계시죠",
         "here comes the {ord_en} session {en} has the chair"),
        ("{stitle} 무거운 물음이죠 {name} {affil} 님이 좌장으로 이 물음을 풀어 주십니다",
         "{stitle_en} is a heavy question {en} will chair"),
    ),
    "chair": (
        ("네 {name}입니다 넉넉지 않은 시간이니 세 분 이야기부터 바로 청해 보죠",
         "yes {en} here time is short let us hear our three guests"),
        ("좌장이라는 무거운 짐을 진 {name}라고 합니다 잘 부탁드립니다", "{en} is my name bear with me"),
    ),
    "pres": (
        ("{ord} 번째로 이야기 들려주실 분 {affil} {name} 님입니다", "the {ord_en} to talk is {en}"),
        ("{name} {affil} 님께 마이크 넘기겠습니다", "the microphone goes to {en}"),
        ("자 그럼 {affil}에서 오신 {name} 님 준비되셨으면 단상으로 오시죠", "{en} if you are ready come up"),
        ("잘 들었습니다 바통은 {name} {affil} 님이 이어받습니다", "well said the baton passes to {en}"),
    ),
    "hello": (
        ("{name}라고 합니다 주어진 이십 분 안에 짧게 풀어 볼게요", "{en} is my name I will be short"),
        ("네 {name}입니다 이렇게 불러 주셔서 영광입니다", "yes {en} here it is an honour"),
    ),
    "thanks": (
        ("제 이야기는 이쯤에서 줄일까 합니다", "let me leave it there"),
        ("긴 시간 귀 기울여 주셔서 고마웠습니다", "you have been a kind audience"),
    ),
    "panel": (
        ("자 다 같이 둘러앉아서 생각을 나눠 볼 텐데요 세 분 모두 앞으로 나와 주시죠",
         "let us all sit together and compare notes"),
        ("의자를 놓았습니다 토론 한번 뜨겁게 해 보시죠", "the chairs are out let us debate"),
        ("들은 이야기를 놓고 서로 생각을 견주어 보는 토론 시간입니다", "now we discuss what we heard"),
    ),
    "qa": (
        ("혹시 여쭤보고 싶은 분 계신가요 마이크 가져다드릴게요", "does anybody want to ask something"),
        ("객석에서 질문 하나만 받을까요", "shall we take one from the audience"),
    ),
    "chairclose": (
        ("약속한 시각이 지났네요 아쉽지만 저희 이야기는 접어야겠습니다", "we are past our hour so let us stop"),
        ("더 나누고 싶은 말씀이 많은데요 뒤는 다음 만남으로 남겨 두죠", "the rest must wait for another day"),
    ),
    "mcclose": (
        ("{ord} 번째 세션 이끌어 주신 좌장님과 연사분들께 다시 한번 박수 보내 주십시오 {nxt}",
         "one more hand for everyone of the {ord_en} session {nxt_en}"),
        ("네 세션 {n} 잘 들었습니다 {nxt}", "well that was session {n} {nxt_en}"),
    ),
    "kclose": (
        ("깊은 울림을 주신 두 분께 인사 전합니다", "our regards to both of you"),
        ("오래 곱씹을 말씀이었습니다", "words to remember"),
    ),
    "closing": (
        ("어느새 작별할 시각입니다 {title} 자리를 지켜 주신 한 분 한 분 고맙습니다",
         "it is nearly time to say goodbye from {title_en}"),
        ("준비한 이야기를 다 나누었습니다 {title} 이제 문을 닫습니다",
         "all our stories are told and {title_en} closes its doors"),
        ("이제 {title} 폐회를 알려 드릴 때가 됐네요", "so we come to the close of {title_en}"),
    ),
    "bye": (
        ("조심히 들어가시고 내년에 또 뵙죠", "get home well and until next year"),
        ("밖에 비가 오니 우산 챙기세요", "mind the rain outside"),
    ),
}  # fmt: skip


def host(kind: str, rng: random.Random, **known: object) -> Line:
    """What the generator asks for, in other words; it says who and what is meant by name."""
    korean, english = rng.choice(LINES[kind])
    named = {"en": "", **known}
    return korean.format(**named), english.format(**named)


def main() -> None:
    generator = _loaded(Path(sys.argv[1]))
    generator.mc = host  # type: ignore[attr-defined]
    generator.main(sys.argv[2:])


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_broadcast", path)
    if spec is None or spec.loader is None:
        sys.exit(f"other_words: there is no generator at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_broadcast"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
