"""Words that say what people do, and which role each of them means."""

from archive.programme.model import Role, SessionKind
from archive.programme.words import listed
from archive.programme.words.speeches import ADDRESSES, REMARKS

_WORDS_OF_ROLES: dict[Role, frozenset[str]] = {
    Role.CHAIR: listed(
        "chairs chairperson chairman cochair sessionchair 좌장및진행 주재 좌장 chair"
    ),
    Role.MODERATOR: listed(
        """
        moderators mc host facilitator moderatedby 사회및진행 진행및사회 사회진행 사회 사회자 진행
        진행자 모더레이터 moderator
        """
    ),
    Role.PRESENTER: listed(
        """
        presentation lecture talk speakers presenter presenters lecturer 발표및토론 연사자
        주제발표자 강사 연구발표 presentedby 발표 발표자 주제발표 사례발표 발제 발제자 강연 강연자
        특강 연사 speaker 출연 출연자
        """
    ),
    Role.KEYNOTE: listed(
        """
        keynotespeaker keynotespeakers keynotespeech keynoteaddress 기조연설자 기조강연자
        기조발표자 연설 기조 기조연설 기조강연 기조발표 기조발제 keynote
        """
    ),
    Role.CONVERSATION: listed("대담자들 대담 대담자"),
    Role.ADDRESS: ADDRESSES | listed("closingremarks closingaddress 폐회사"),
    Role.REMARKS: REMARKS,
    Role.PANELIST: listed(
        """
        panelists panellist panellists 패널토론자 패널리스트들 토론패널 패널들 패널토의 패널
        패널토론 패널리스트 panel panelist paneldiscussion
        """
    ),
    Role.DISCUSSANT: listed(
        """
        discussion discussants 지정토론자 종합토론자 토론 토론자 지정토론 종합토론 discussant
        """
    ),
}
ROLE_WORDS = {word: role for role, words in _WORDS_OF_ROLES.items() for word in words}

PERSON_WORDS = listed("사회자 진행자 발표자 발제자 강연자 대담자 토론자 모더레이터 패널리스트")
"""Role words for the one who does it, so that they are no title."""

ROLE_OF_KIND: dict[SessionKind, Role] = {
    SessionKind.ADDRESS: Role.ADDRESS,
    SessionKind.CLOSING: Role.ADDRESS,
    SessionKind.OPENING: Role.ADDRESS,
    SessionKind.REMARKS: Role.REMARKS,
    SessionKind.KEYNOTE: Role.KEYNOTE,
}
"""What a person printed without a role does; a presenter in any other kind of row."""
