"""Names that mean the same thing, so that one is found by the other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alias:
    """Forms that stand for each other in a query, and why they may."""

    forms: tuple[str, ...]
    because: str


_SHORT = "an abbreviation and what it is short for"
_LOAN = "one loan word, in the letters it came from and in Hangul"
_PLACE = "one place, in both languages"
_SCHOOL = "one institute, by its abbreviation and its full name"

ALIASES = (
    Alias(("AI", "인공지능", "artificial intelligence"), _SHORT),
    Alias(("ICT", "정보통신기술"), _SHORT),
    Alias(("IoT", "사물인터넷", "internet of things"), _SHORT),
    Alias(("VR", "가상현실", "virtual reality"), _SHORT),
    Alias(("AR", "증강현실", "augmented reality"), _SHORT),
    Alias(("LLM", "거대언어모델", "대규모 언어 모델", "large language model"), _SHORT),
    Alias(("R&D", "연구개발"), _SHORT),
    Alias(("SNS", "소셜미디어", "social media"), _SHORT),
    Alias(("GPU", "그래픽 처리 장치"), _SHORT),
    Alias(("CEO", "최고경영자"), _SHORT),
    Alias(("UN", "유엔", "국제연합", "United Nations"), _SHORT),
    Alias(("EU", "유럽연합", "European Union"), _SHORT),
    Alias(("OECD", "경제협력개발기구"), _SHORT),
    Alias(("NGO", "비정부기구"), _SHORT),
    Alias(("지자체", "지방자치단체"), _SHORT),
    Alias(
        ("코로나", "코로나19", "COVID-19", "COVID"), "one illness, by its popular and its full name"
    ),
    Alias(("KAIST", "카이스트", "한국과학기술원"), _SCHOOL),
    Alias(("POSTECH", "포스텍", "포항공과대학교", "포항공대"), _SCHOOL),
    Alias(("UNIST", "유니스트", "울산과학기술원"), _SCHOOL),
    Alias(("GIST", "지스트", "광주과학기술원"), _SCHOOL),
    Alias(("DGIST", "디지스트", "대구경북과학기술원"), _SCHOOL),
    Alias(("ETRI", "에트리", "한국전자통신연구원"), _SCHOOL),
    Alias(("MIT", "매사추세츠공과대학", "매사추세츠 공대"), _SCHOOL),
    Alias(("스마트시티", "스마트도시", "smart city"), "a loan word and its half-translated form"),
    Alias(("빅데이터", "big data"), _LOAN),
    Alias(("데이터", "data"), _LOAN),
    Alias(("디지털", "digital"), _LOAN),
    Alias(("디지털트윈", "digital twin"), _LOAN),
    Alias(("메타버스", "metaverse"), _LOAN),
    Alias(("플랫폼", "platform"), _LOAN),
    Alias(("거버넌스", "governance"), _LOAN),
    Alias(("모빌리티", "mobility"), _LOAN),
    Alias(("로봇", "robot"), _LOAN),
    Alias(("드론", "drone"), _LOAN),
    Alias(("챗봇", "chatbot"), _LOAN),
    Alias(("블록체인", "blockchain"), _LOAN),
    Alias(("클라우드", "cloud"), _LOAN),
    Alias(("알고리즘", "algorithm"), _LOAN),
    Alias(("소프트웨어", "software"), _LOAN),
    Alias(("오픈소스", "open source"), _LOAN),
    Alias(("서울", "Seoul"), _PLACE),
    Alias(("부산", "Busan"), _PLACE),
    Alias(("인천", "Incheon"), _PLACE),
    Alias(("대구", "Daegu"), _PLACE),
    Alias(("대전", "Daejeon"), _PLACE),
    Alias(("광주", "Gwangju"), _PLACE),
    Alias(("울산", "Ulsan"), _PLACE),
    Alias(("제주", "Jeju"), _PLACE),
    Alias(("한국", "대한민국", "Korea"), _PLACE),
)
