"""English words of the other tables that are printed in two."""

from archive.programme.words import listed

ENGLISH_PHRASES = listed(
    """
    panel_discussion keynote_speaker keynote_speakers keynote_speech keynote_address keynote_lecture
    keynote_session session_chair co_chair moderated_by presented_by opening_remarks opening_address
    opening_speech opening_ceremony opening_session welcome_remarks welcome_address welcome_speech
    welcoming_remarks welcoming_address congratulatory_remarks congratulatory_address
    congratulatory_speech closing_remarks closing_address closing_ceremony closing_session
    coffee_break tea_break break_time coffee_time photo_session group_photo photo_time plenary_talk
    plenary_lecture poster_session oral_session award_ceremony welcome_reception check_in
    round_table lightning_talks morning_tea afternoon_tea
    """
)
"""English words of the tables above that are printed in two, with ``_`` between them."""
