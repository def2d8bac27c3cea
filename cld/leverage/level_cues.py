"""How the table of words for the leverage levels is written, and the lists of words it uses.

How a phrase is written (phrases are separated by commas):

- `word` is the word itself, `stem*` any word that begins so, `one|other` either of them;
- `#` is any number; `<cut>` is any word of the list `cut` in `WORD_LISTS`;
- `^` is the beginning of the text;
- `...` stands for up to five words of the same sentence;
- small words of `SMALL_WORDS` between the words of a phrase are passed over.

A group speaks once, however many of its phrases are found, with its weight: 4 names the level,
3 hardly leaves a doubt, 2 speaks for it, 1 hints. What is found inside a longer phrase of
another level is not counted: “circuit breaker” is not a “breaker”.

Source: D. H. Meadows, Leverage Points: Places to Intervene in a System, 1999; Thinking in
Systems, 2008, chapter 6; and the vocabulary of operating software, where the levels are used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelCues:
    """Phrases that speak for one level (0: for none, they hide what is found inside them)."""

    level: int
    weight: int
    why: str
    phrases: str


SMALL_WORDS = frozenset("a an the its their his her our your my this these those".split())

WORD_LISTS = {
    "raise": "raise* raising increas* lift* double* doubling triple* extend* expand* enlarg* "
    "boost* up higher more add* additional widen* grow bump* lengthen* longer tighten*",
    "cut": "cut* lower* reduc* decreas* halve* halving drop* trim* fewer less shrink* smaller "
    "shorten* loosen* relax*",
    "set": "set* adjust* chang* tun* tweak* allow modify* fix",
    "shorten": "shorten* cut* lower* reduc* halv* shrink* less shorter lower",
    "big": "large* bigger big small* deep* wide* long* fuller extra spare more increas* "
    "second* rais* expand* enlarg*",
    "period": "second* minute* hour* day* week* month* year* quarter* s ms min h",
    "few": "day* hour* minute* second* week* month* s ms",
    "people": "staff nurse* doctor* teacher* officer* worker* engineer* developer* people "
    "employee* inspector* driver* police* volunteer* midwives tutor*",
    "leader": "politician* manager* minister* president* mayor* ceo coach* principal* leader* "
    "director* boss*",
    "unit": "server* machine* pod* instance* node* core* cpu* bus* buses train* bed* lane* seat* "
    "place* vehicle* truck* thread* worker* ram memory bandwidth hardware space* money "
    "disk* vm vms tram* ship* classroom*",
    "amount": "number amount size* rate* level* limit* price* cost* fee* wage* pay rent* age "
    "percent* share dose* frequenc* volume* speed target* weight* width count* hours value* "
    "temperature degree* minimum maximum max min ratio* factor* thermostat* weights",
    "view": "worldview* paradigm* mindset* frame* framework* lens* perspective* model* belief* "
    "view* theory theories viewpoint* opinion* map* truth* ideology ideologies",
    "build": "build* construct* lay* dig* erect* install* open* new add* second*",
    "works": "road* rail* tram* sewer* bridge* pipe* canal* dam* dike* levee* bypass* tunnel* "
    "hospital* school* plant* factory factories port ports airport* station* house* housing "
    "clinic* track* turbine* grid* line* highway* building* well wells wall* path paths lane*",
    "event": "rises rise falls fall exceed* drop* passes detect* overheat* fail* found breaks "
    "goes too crosses reach* down high low climb* full",
    "think": "think* see view treat regard* understand* consider* perceive seeing viewing treating",
    "draw": "brings bring attracts attract earns earn draws draw yields wins win fuels feeds",
    "feed": "drive* feed* starve* strengthen* weaken* slow* start* ignite* damp* cut break*",
    "prize": "measure* pay paid reward* judge* plan* manage managed managing rank* praise* value "
    "celebrat* optimi* assess* evaluat* track aim grade build design run fund promote",
    "knowing": "data information records figures results numbers facts findings logs statistics "
    "prices costs readings documents files",
}
