"""How the table of words for the leverage levels is written, and the lists of words it uses.

How a phrase is written (phrases are separated by commas):

- `word` is the word itself, `stem*` any word that begins so, `one|other` either of them;
- `#` is any number; `<cut>` is any word of the list `cut` in `WORD_LISTS`;
- `^` is the beginning of the text;
- `...` stands for up to five words of the same sentence;
- small words of `SMALL_WORDS` between the words of a phrase are passed over.

A group counts once, however many of its phrases are found, with its weight: 4 names the level,
3 hardly leaves a doubt, 2 speaks for it, 1 hints. What is found inside a longer phrase of
another level is not counted: in “pollution tax” there is no “tax”.

A phrase belongs in the table where it follows from what the level *is*, and may stand in any
field; what fits one known intervention only does not. Synonyms are welcome, quotations are not.

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
    # changing a number
    "raise": "raise* raising increas* lift* double* doubling triple* extend* expand* enlarg* "
    "boost* bump* widen* lengthen* tighten* grow",
    "cut": "cut* lower* reduc* decreas* halve* halving trim* shrink* shorten* loosen* relax*",
    "set": "set* adjust* chang* tun* tweak* modify* move",
    "amount": "number amount size* rate* level* limit* price* cost* pay age percent* share "
    "frequenc* volume* width* count* hours value* degree* minimum maximum max min ratio* "
    "factor* default* split length",
    "unit": "server* machine* pod* instance* node* core* cpu* worker* replica* bus buses train* "
    "lane* bed beds seat* places vehicle* truck* memory hardware money vm vms camera* heap",
    # people and organisations, and those who lead them
    "people": "staff nurse* doctor* teacher* officer* engineer* developer* people employee* "
    "inspector* driver* police volunteer* tutor* worker* citizen* resident* neighbour* "
    "neighbor* patient* pupil* student* parent* customer* user* client* consumer* farmer* "
    "fisher* tenant* household* team* member* manager* operator* agent* school* clinic* "
    "hospital* city cities town* communit* neighbourhood* neighborhood* village* group* "
    "party parties partner* compan* firm* business* shop* crew* branch* ward wards "
    "leader* leadership board everyone everybody anyone anybody them they owner* "
    "project* service system runner* buyer* seller* supplier* voter* midwives",
    "leader": "politician* manager* minister* president* mayor* ceo coach* principal* leader* "
    "director* boss*",
    # time
    "period": "second* minute* hour* day* week* month* year* quarter* s ms min h",
    # stores
    "big": "large* bigger big deep* wide* fuller extra spare more increas* rais* expand* enlarg* "
    "add* hold keep double*",
    "store": "stock* store* tank* batter* pond* lake* disk* pool* cache* warehouse* cistern* "
    "supplies supply food cash queue* herd*",
    # what is built
    "build": "build* construct* lay* dig* erect* install* new add* second another extra",
    "works": "road* rail* tram* sewer* bridge* pipe* canal* dam* dike* levee* bypass* tunnel* "
    "hospital* plant* factory factories port ports airport* station* line* building* channel* "
    "house* housing path paths lane* grid* wall* main mains warehouse* turbine* region* site*",
    # what corrects
    "stop": "stop* limit* refus* reject* shed* restart* throttl* slow* block* pause* close* "
    "shut* correct corrects correcting adjust* remov* roll* halt* cut* treat* act acts scale*",
    "event": "rise* fall* fail* exceed* pass* drop* goes reach* cross* detect* found degrad* "
    "overheat* pile* full too behind worse sick slow*",
    # what is known, where it is seen
    "knowing": "data information records figures results result numbers facts findings logs "
    "statistics prices costs cost readings documents files rates history consequences "
    "decisions usage performance score* feedback accurate accuracy waste footprint",
    "place": "screen* wall* door* board* menu* bill* web website* hall* office* label* page* map* "
    "packag* register* app desk* canteen* receipt* site",
    # what is thought
    "view": "worldview* paradigm* mindset* frame* framework* framing* lens* perspective* model* "
    "belief* view* theory theories viewpoint* opinion* truth* ideology ideologies doctrine* "
    "diagram* map* architecture* method* story stories",
    "think": "think* see view treat regard* understand* consider* perceive seeing viewing "
    "treating recogni* reframe* frame*",
    "prize": "measure* pay paid judge* plan* manage* managing rank* praise* value count "
    "celebrat* optimi* assess* evaluat* track aim run promote seek",
    "make": "design* redesign* invent* choose set write rewrite organi* reorgani* form create* "
    "build* change adapt* compose* extend* pilot* try develop* shape craft* experiment* evolv* "
    "decide*",
}
