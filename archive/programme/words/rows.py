"""Words that rows of a timetable begin with, and which kind of session each of them means."""

from archive.programme.model import SessionKind
from archive.programme.words import listed
from archive.programme.words.speeches import ADDRESSES, REMARKS

_WORDS_OF_KINDS: dict[SessionKind, frozenset[str]] = {
    SessionKind.OPENING: listed(
        """
        개회선언 개회및국민의례 여는마당 여는자리 openingceremony openingsession welcome 여는행사
        개회 개회식 개막 개막식 오프닝 국민의례 opening
        """
    ),
    SessionKind.ADDRESS: ADDRESSES,
    SessionKind.REMARKS: REMARKS,
    SessionKind.PHOTO: listed(
        """
        기념사진촬영 단체사진촬영 포토타임 photosession groupphoto phototime 기념촬영 단체촬영
        사진촬영 단체사진 기념사진
        """
    ),
    SessionKind.KEYNOTE: listed(
        """
        기조세션 키노트스피치 plenary plenarytalk plenarylecture keynotespeech keynoteaddress
        keynotelecture keynotesession 플레너리 기조 기조연설 기조강연 기조발표 기조발제 기조대담
        키노트 keynote
        """
    ),
    SessionKind.SESSION: listed(
        """
        presentation lecture talk 라이트닝토크 lightningtalks 주제강연 튜토리얼 tutorial workshop
        구두발표 포스터발표 포스터세션 postersession oralsession 집담회 원탁토론 원탁회의
        토크콘서트 토크쇼 초청특강 기획세션 일반세션 학술세션 산업세션 라운드테이블토론 roundtable
        discussion q&a qna 종합토의 전체토론 발제및토론 세션 특별세션 session 분과 주제 발표
        주제발표 사례발표 발제 강연 초청강연 특강 특별강연 토론 종합토론 패널토론 패널토의 지정토론
        자유토론 질의응답 대담 좌담 좌담회 라운드테이블 panel paneldiscussion
        """
    ),
    SessionKind.BREAK: listed(
        """
        morningtea afternoontea 쉬는시간 정회 브레이크 브레이크타임 breaktime coffee teabreak
        coffeetime luncheon dinner banquet 점심및휴식 중식및휴식 조찬 환담 차담회 차담 휴식
        휴식시간 중식 점심 점심시간 점심식사 오찬 만찬 석식 티타임 다과 커피브레이크 break
        coffeebreak lunch
        """
    ),
    SessionKind.CLOSING: listed(
        """
        폐회선언 폐회인사 닫는말 닫는마당 맺는말 closingremarks closingaddress closingceremony
        closingsession adjournment 산회 폐회 폐회식 폐회사 폐막 폐막식 맺음말 마무리 closing
        """
    ),
    SessionKind.OTHER: listed(
        """
        등록및접수 등록및안내 checkin awards awardceremony 우수논문시상 경과보고 내빈소개 총회
        정기총회 이사회 networking reception welcomereception 현장투어 견학 축하연주 표창 표창수여
        수여식 위촉식 등록 접수 사전등록 현장등록 참가자등록 참석자등록 registration 시상 시상식
        협약식 업무협약 축하공연 식전공연 공연 네트워킹 리셉션 전시관람 이동
        """
    ),
}
ROW_WORDS = {word: kind for kind, words in _WORDS_OF_KINDS.items() for word in words}
