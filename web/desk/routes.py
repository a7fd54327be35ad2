"""Every address of the desk; the longer ones first, as the first that fits answers."""

from web.desk.caption_file import caption_file_routes
from web.desk.captions import caption_routes
from web.desk.chapters import chapter_routes
from web.desk.clip import clip_routes
from web.desk.cut import cut_routes
from web.desk.details import details_routes
from web.desk.event import event_routes
from web.desk.overview import overview_routes
from web.desk.people import people_routes
from web.desk.person import person_routes
from web.desk.programme import programme_routes
from web.desk.publish import publish_routes
from web.desk.sign_in import sign_in_routes

desk_routes = [
    *sign_in_routes,
    *overview_routes,
    *programme_routes,
    *caption_file_routes,
    *caption_routes,
    *people_routes,
    *person_routes,
    *details_routes,
    *publish_routes,
    *event_routes,
    *clip_routes,
    *chapter_routes,
    *cut_routes,
]
