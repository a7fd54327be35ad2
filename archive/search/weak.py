"""Words that say too little to be required of a session, in both languages."""

from archive.search.words import words_of

_ENGLISH = """
a about all also am an and any are as at be been but by can could did do does for from had has
have he her his how i if in into is it its me my no not of on or our she so some such than that
the their them then there these they this those to us was we were what when where which who why
will with would you your
"""

_KOREAN = """
것 거 수 등 때 때문 중 더 년 월 일 명 개 번 및 이 그 저 우리 저희 여기 이것 그것 있 없 하 되 이
위하 대하 통하 따르 관하 의하 않 싶 보 주 가 오 같 많 어떻 어떠 그렇 이렇 무엇 누구 좀 잘 또 또한
"""
"""Bound nouns, pronouns, auxiliaries and the verbs of 에 대한, 을 위한, 을 통한."""

WEAK_TERMS = frozenset((*(term for term, _, _ in words_of(_ENGLISH)), *_KOREAN.split()))
