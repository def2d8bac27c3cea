"""The notation of the table of words for the leverage levels, and the lists of words it uses.

Phrases are separated by commas. In a phrase:

- `word` is the word itself, `stem*` any word that begins so, `verb~` any of its forms (see
  `word_forms`), `one|other` either of them;
- `#` is any number; `<cut>` is any word of the list `cut` in `WORD_LISTS`;
- `^` is the place of the action: after a label, “we should”, and the actors (“nurses”);
- `@word` is that word as the object of the action (see `level_head`);
- `=` is a word that has come before, as in “roads bring traffic, traffic brings more roads”;
- `...` stands for up to five words of the same sentence;
- small words of `SMALL_WORDS` between the words of a phrase are skipped.

A group counts once, however many of its phrases are found, with its weight: 4 names the level,
3 leaves hardly a doubt, 2 supports it, 1 hints; higher weights outweigh a named level. A phrase
inside a longer phrase of another level does not count: “pollution tax” does not count as “tax”.

A phrase belongs in the table if it follows from the definition of the level, and may occur in any
field; do not add a phrase that fits only one known intervention. Synonyms are welcome, quotations
are not.

Source: D. H. Meadows, Leverage Points: Places to Intervene in a System, 1999; Thinking in
Systems, 2008, chapter 6; and the vocabulary of operating software, where the levels are used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelCues:
    """Phrases that point to one level (0: to none; they hide phrases found inside them)."""

    level: int
    weight: int
    why: str
    phrases: str


SMALL_WORDS = frozenset(
    "automatically proactively ^ , a an the its their his her our your my this these those".split()
)

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
    "stop": "degrade* stop* limit* refus* reject* shed* restart* throttl* slow* block* pause* "
    "close* shut* correct corrects correcting adjust* remov* roll* halt* cut* treat* act "
    "acts scale*",
    "event": "doubles rise* fall* fail* exceed* pass* drop* goes reach* cross* detect* found "
    "degrad* overheat* pile* full too behind worse sick slow* lost lose* climb* declin* "
    "drift* spike* saturat* unreachable down unavailable empty dry low stale overload* "
    "deviat* exhaust* missing",
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
    # what is sought
    "worth": "yield* profit* value growth output* outcome* sales revenue volume speed velocity "
    "cost* price* bid* uptime throughput number quantity quality productivity visits "
    "marks grades scores clicks shareholder* performance efficiency safety wellbeing "
    "health",
    "breed": "breed* bring* produc* feed* make* attract* draw* invit* infect* recruit* train* "
    "convinc* lead* call* earn* teach* caus* creat* pull*",
    "deliver": "detect~ find get give return~ deliver~ inform~ pay answer~ send publish~ report~ "
    "decide~ respond~ notify~ approve~ process~ bring start~ discover~ show",
    # what is done, by its kind
    "add": "add~ introduce~ create~ install~ build~ built put putting insert~ implement~ write "
    "writes writing deploy~ provide~ develop~ include~ attach~ wire~ configure~ equip~ place~ "
    "enable~ adopt~ use~ offer~ launch~ establish~ give gives giving set improve~ "
    "strengthen~ update~ extend~ expand~ better new stronger automate~ automatic "
    "automated define~ fix~ up setup more regular missing put "
    "refine~ tighten~ wider cover~ complete~ finish~ bring second third extra",
    "rework": "remove~ delete~ drop~ eliminate~ replace~ migrate~ move~ split splits splitting "
    "separate~ isolate~ decouple~ merge~ consolidate~ relocate~ refactor~ redesign~ "
    "rearchitect~ partition~ shard~ cache~ host~ route~ reroute~ connect~ link~ "
    "rewrite~ rewriting retire~ decommission~ demolish~ rebuild~ restructure~ port~ "
    "distribute~ segment~ detach~ switch~ convert~ divide~ simplify~ harmonise~ "
    "harmonize~ unify~ centralise~ centralize~ untangle~ extract~ replicate~ duplicate~ "
    "mirror~ containerise~ containerize~ deduplicate~ canalise~ narrow~ dredge~ pave~ "
    "electrify~",
    "tell": "tag~ document~ publish~ show~ tell telling display~ inform~ explain~ share shares "
    "sharing expose~ reveal~ announce~ report~ print~ post~ log~ record~ instrument~ "
    "annotate~ notify~ visualise~ visualize~ disclose~ communicate~ broadcast~ survey~ "
    "surface~ trace~ describe~ label~ list~ emit~ advertise~ educate~ warn~ clarify~",
    "check": "validate~ verify~ check~ test~ screen~ inspect~ scan~ monitor~ detect~ reject~ "
    "block~ throttle~ shed sheds shedding refuse~ halt~ kill~ abort~ revert~ restart~ "
    "repair~ review~ harden~ cull~ page~ sanitise~ sanitize~ autoscale~ guard~ audit~ "
    "supervise~ canary reconcile~ cross-check double-check rate police~ patrol~ alert~ "
    "ping~ assert~ lint~ probe~ fuzz~ correct~ inoculate~ disconnect~ cancel~ evict~ "
    "drain~ eject~ weed~",
    "fall": "fail~ fall falling roll~ shut~ scale~ back degrade~ switch~ turn~ cut cutting stop "
    "stopping close~",
    "order": "require~ ban bans banned banning forbid forbids forbidding prohibit~ permit~ "
    "oblige~ mandate~ restrict~ enforce~ grant~ entitle~ reward~ punish~ license~ "
    "deprecate~ assign~ appoint~ legalise~ legalize~ abolish~ outlaw~ criminalise~ "
    "criminalize~ disallow~ authorise~ authorize~ fine~ regulate~ compel~ elect~ codify~ "
    "lift~ relax~ waive~ standardise~ standardize~ institute~ formalise~ formalize~ pass "
    "repeal~ amend~",
    "quicken": "shorten~ speed~ accelerate~ quicken~ expedite~ hasten~ halve~ cut cutting "
    "reduce~ lower~ decrease~ minimise~ minimize~ improve~",
    "weaken": "break breaking slow~ weaken~ interrupt~ dampen~ damp~ curb~ starve~ limit~ stop~ "
    "contain~ reduce~ cut cutting halt~ end ending avoid~ prevent~ counter~ reverse~ tame~ "
    "strengthen~ drive driving feed feeding boost~ fuel~",
    # what it is done to, by its kind
    "guard": "alert~ alerting alarm~ check~ test~ testing guard~ guardrail~ limiter~ breaker~ "
    "probe~ validation~ validator~ linter~ lint monitor~ monitoring watchdog~ switch~ "
    "interlock~ failsafe~ prompt~ confirmation~ assertion~ detection detector~ safeguard~ "
    "rollback~ fallback~ throttle~ throttling brake~ valve~ inspection~ audit~ "
    "verification screening scanner~ scan~ scanning canary canaries rollout~ gate~ "
    "backpressure shedding autoscaler~ autoscaling protection~ reconciliation limit~ "
    "heartbeat~ coverage rollbacks quota~ sanity restriction~ "
    "enforcement defence~ defense~ policing supervision oversight review~ dampener~ "
    "governor~ regulator~ sprinkler~ patrol~ watch profiling",
    "news": "dashboard~ metric~ log~ logging trace~ tracing runbook~ playbook~ docs doc "
    "documentation document~ guide~ handbook~ manual~ page~ label~ register~ report~ "
    "reporting notice~ notification~ message~ messaging announcement~ figure~ data statistics "
    "information feedback result~ reading~ map~ chart~ panel~ telemetry instrumentation "
    "counter~ graph~ survey~ index ranking~ comparison~ visibility changelog~ postmortem~ "
    "diagram~ wiki comment~ annotation~ banner~ newsletter~ website~ meter~ sign~ signage "
    "display~ screen~ email~ communication~ history forecast~ picture~ template~ "
    "instructions advice catalogue~ catalog~ inventory transparency awareness update~ "
    "explanation~ timeline~ findings",
    "part": "namespace~ replica~ region~ zone~ cluster~ database~ cache~ queue~ shard~ service~ "
    "layer~ proxy proxies provider~ link~ path~ route~ line~ lane~ road~ bridge~ pipe~ "
    "pipeline~ network~ station~ dependency~ coupling component~ module~ stack~ table~ "
    "schema~ api apis endpoint~ plane~ datacenter~ centre~ center~ ward~ school~ wing~ "
    "building~ clinic~ plant~ grid~ canal~ dam~ well~ wall~ corridor~ hedge~ wetland~ "
    "channel~ tunnel~ port~ wiring connection~ monolith~ fleet~ traffic workload~ bucket~ "
    "cell~ tier~ hardware bus codebase~ repository~ library parser~ mesh gateway~ file~ "
    "department~ unit~ team~ plants site~ domain~ environment~ vendor~ supplier~ "
    "idempotent stateless redundant independent separate asynchronous multi federated "
    "distributed balancer~ partition~ warehouse~ parallel forest~ river~ turbine~ panel "
    "pathway~ stop~ terminal~ depot~ facility~ hub~",
    "norm": "policy~ rule~ law~ requirement~ approval~ permission~ ban~ right~ veto~ "
    "regulation~ contract~ agreement~ licence~ license~ permit~ incentive~ bonus~ penalty~ "
    "sanction~ deposit~ liability freeze~ moratorium owner~ ownership "
    "exemption~ vote~ consent access privilege~ authority authentication mandate~ process~ "
    "procedure~ role~ charter~ voice say code reward~ guideline~ practice~ "
    "rotation~ checklist~ protocol~ duty~ obligation~ entitlement~ criteria",
    "number": "number~ amount~ size~ rate~ level~ limit~ price~ percentage~ share~ frequency~ "
    "volume~ width~ hours value~ degree~ minimum maximum max min ratio~ factor~ "
    "default~ length~ threshold~ timeout~ ttl tax~ duty~ levy~ fee~ subsidy~ wage~ "
    "salary~ fare~ toll~ fine~ quota~ budget~ target~ standard~ tariff~ allowance~ "
    "grant~ rent~ floor ceiling descriptors concurrency partitions parameter~ setting~ "
    "weight~ dose~ benefit~ age pods nodes hosts instances machines workers attempts "
    "retries units places seats spending funding investment pay rates vat charge~ "
    "connections premium~ deductible~ contribution~ count~ interval~ speed",
    "span": "delay~ lag~ latency wait~ waits turnaround time times period~ duration interval~ "
    "cycle~ approval~ process~ queue loop loops detection delays lead path notice planning "
    "response~ release~ propagation deployment~ deploys deploy builds build delivery delivery "
    "startup recovery rollback~ rollbacks processing permitting feedback hiring onboarding",
    "swell": "growth spread spiral~ cycle~ loop~ snowball~ debt retries amplification storm~ "
    "stampede~ contagion panic escalation concentration accumulation boom~ bubble~ cascade~ "
    "herd~ rush feedback hype inequality epidemic outbreak~ infection~ spreading race circle~ "
    "traps trap",
    "pool": "reserve~ buffer~ inventory~ stock~ stockpile~ pool~ tank~ battery~ reservoir~ "
    "storage capacity headroom slack spare~ standby~ backlog~ cushion~ savings fund~ granary~ "
    "warehouse~ memory disk~ runway herd~ pond~ cistern~ aquifer~ supplies supply cache~ "
    "bench store~ surplus overprovisioning queue~ retention lake~",
    "trying": "experiment~ pilot~ prototype~ trial~ retrospective~ hackathon~ sandbox~ diversity "
    "variety varieties breeds species kinds autonomy plugin~ plugins extension~ freedom "
    "self-organisation drill~ exercise~ gameday~ days day simulation~ projects ideas "
    "relatives seeds landraces",
    "end": "goal~ aim~ purpose~ objective~ slo slos sli slis mission~ target~ north vision "
    "success budget priority~ okr~ kpi~",
}
