"""Words that tell a name from other words: particles, ordinary words, foreign names."""

from archive.programme.words import listed

NO_NAME_ENDINGS = tuple(listed("와 의 를 는 에 들"))
"""Particles that no given name ends in, so that ``도시와`` or ``기억의`` names nobody."""

TITLE_PARTICLES = tuple(listed("의 를 을 는 과 와 에서 위한 통한"))
"""Ends of words that join the words of a title."""

NOT_NAMES = listed(
    """
    도시 정부 정보 정책 최신 최근 최종 고령 주거 주요 주제 지능 지역 지방 지구 인공 인간
    인문 기술 기후 기업 기조 공공 공동 공간 문화 문제 신규 성과 성장 안전 안내 현장 현황
    한국 국내 국제 국가 국회 전국 전체 전원 전망 전환 연구 연사 연결 사회 사례 사업 사람
    상생 동향 방안 방향 변화 진행 추진 도전 도입 여성 여러 여행 시민 시대 시장 서비스 이후
    이상 이동 이용 조직 조사 조성 차기 차세대 남은 가치 가능 강화 구현 구축 마을 모두 모든
    설계 소통 유럽 육성 은행 제도 제안 제언 제조 어린이 편의 호주 인도 독일 영국 중국 일본
    미국 정리 발표자 토론자 참석자 참가자 외부 패널 하나 우리 우수 노인 노동 명사 반도체
    표준 원격 금융 용어 음악 경제 경험 경영 예술 부문 부산 서울 제주 경기 강원 이야기 고등 고객
    전문 자문 종합 기획 신한 현대 한화 구글 이마트 안랩 유관 기관 임원 임직원 내빈 채용 나눔
    """
)
"""Ordinary words that begin with a surname's syllable and are as short as a name."""

FOREIGN_NAMES = listed(
    """
    제니퍼 제임스 제이슨 제시카 제프리 제리 제인 마이클 마르틴 마르코 마리아 마틴 마크 피터
    조지 조셉 조나단 소피아 안나 안드레 이반 이사벨 노엘 사라 사무엘 한스 라울 나탈리 나오미
    기욤 위르겐 주앙 주디 고든 도널드 도로시 도미닉 모니카 신디 오스카 오드리 오마르 지미
    호세 허버트 하산 인디라 루이스
    """
)
"""Foreign given names whose Korean spelling looks like a Korean full name."""

NAME_PARTICLES = listed(
    "de da do dos das del della di du la le van von der den ter ten bin ibn al el y e"
)
"""Lower-case words inside Latin-script names."""
