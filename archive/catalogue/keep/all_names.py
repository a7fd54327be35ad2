"""Every name somebody is known by, whoever it was before people turned out to be one."""

from archive.catalogue.tables import PersonRow


def all_names(person: PersonRow) -> frozenset[str]:
    """In both scripts, with other spellings, and those of everybody merged into the person."""
    own = {person.name_ko, person.name_en, *(other.text for other in person.other_names)}
    return frozenset(own - {""}).union(*map(all_names, person.merged))
