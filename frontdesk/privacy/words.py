"""The word lists of the redaction: words that look like names, and words that are never part of one.

The names themselves come from packages (``lexicon.py``). What stands here says how far to trust them.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as it is handier to write them than a list of strings."""
    return frozenset(text.split())


# Given names that are English words as well, and are in use as names: taken where something announces a name.
WORD_NAMES = word_set("""
ace adelaide alexa amber angel angelica anita april archer aria ariel art asa august aurora austin autumn axel bailey
baker barb basil bea beau bella belle berry bill birdie blanche blaze blossom bob bonny brandy brook brooklyn bud
buddy buster cam candida candy carlton carolina carter chad chance chandler charity chase chelsea cherry chester
christian chuck clay clement cliff cody colt cooper coral crystal curt daisy dakota dale dallas darling dawn dean dee
destiny devon dick dolly dom don dot dove drew duke dusty earl earnest ebony ed eden elder ember eve ezra faith fay
fern finn fisher flora ford foster frank gale garland gene genesis georgia ginger glen grace grant gray griffin guy
harley harmony harper harris hart haven hazel heath heather herb holly homer hope houston hunt hunter india iona iris
israel ivory ivy jack jade jan jasmine jay jesus jet jewel jordan joy julienne june kent kingston kit kitty lacy lance
lane lark laurel lavender lewis liberty lily lincoln lourdes lucky mac magnolia marge marina mark marshal mason max
may melody mercedes mercy merry mick mickey milan miles miller misty myrtle nan noel nova olive opal orlando page
paige paisley paris parker pat patience paxton pearl peggy penny pepper perry phoenix pierce piper poppy porter
precious preston prince prudence raven ray reed rex rhea ria rich rob robin rocky rod roman rose rosemary rowan royal
ruby rusty sage sal sandy santiago savannah sawyer scarlet shay sherry sibyl sienna sierra sim skip sky skye sol
spencer star sterling storm stormy sue summer sunny sydney tad tanner tiara tim trey trinity troy turner una val van
victoria viola violet virginia wade walker ward warren will willow winter woody wright
""")

# Given names of Faker's that visitors mean as words: they stand in lower case in hunspell's en_US dictionary, or are
# days, months, places, contractions without their apostrophe, abbreviations.
ORDINARY_WORDS = word_set("""
ab abb abbey add addy admiral africa aga age ah alabama alberta albino ale ales ally almond alpha alto ambers america
ami amin amine among amor an anes angeles angelic anon ante ants arch arent ares arizona arran arvo as ascension asia
aspen astride atlanta atlas augusts aura author azalea baba babe baby bala bale bali banks baptist barbel barbie baron
beat bedford bee bell bent berg berlin beta bird bishop bitten blanch blessing bliss boas bode boga bogey booker boss
boston bot bowman bozo bra brain bram branch bristol brogan brooks brown buck bunk burl burns burr burton bush butch
butler caddie cade cadence cal calla camden can canal candela cannon canyon cap caprice captain carlisle carmine carry
case cash cat champ chancy chastity cherish chi chin china chip christ christen cinnamon cleave cleveland clifton
coley collie collier colon colonel columbia columbus come comfort commodore con constant cora cord corona corrie costa
council coy creed crete cuba dace dadi dag dahlia danish deacon deforest dell delta denver derrick desire diamond
dieter dimple dink dis divan doc dock doctor dodo doll dona doner doss dotty drake dries duff dung duro early easter
ebb echo eder edit eider ell eller els else elver emerald emery emir emit enes engin era eres ermine esa essence essex
eta ether ethyl ever ey fairy fancy fanny fares fate fawn fed feline fella fem ferny fides fielding finis fleet flint
floor flor florida florin forest forum fount franc france freeman french friend frigg fuller gading gal gala garda
garner garnet garret garrison gasper gauge gay gee general geneva genie german gillie goa golden gorge governor graves
grayling green greet grit grove gully gulper gun gunnel gunner gunny gurney gust ha hale hall ham hampton handy harden
hardy harm harsh hays heaven hence henna hill hilton hind hoke holland hong hoover horn hoy hung hymen iban ibis icy
imam immaculate indiana indie infant innocent ion ireland irl isha islam jail january jarred jerker job joke journey
judge jun junior justice kaiser kale kana karma kenes kenya kick kike king kip kismet korea laddie lady lam lander
lassie lawyer laze lea leaf leafy lean leaner lem lemma lemon less levy lexis lias lien lies lilo linden line link
lino lisle little lo loan lode london lone long loot lope lore loris lot lotta louisiana love lovey loyal ludo luster
lute lyric mace macs mad madden made mads mags maine major male man manila manilla manly manning mans mantas mar mare
margarita marine marlin marquis marquise marry mars marsh mart marten martial marvel mat mate mats maverick maxi maxim
maxima maximus mayo meadow media medius mees melbourne memphis mentor mercer merrily messiah meta metro mile mills
miner minimus minor miracle missouri mist mo montana moody mora muslim my nacho nadir nae nail nana nanny napoleon
narcissus nevada newt newton nil nils nim ninja noble north novella november nurser octave odd odessa ole olivine om
oma oral orange orris ova over owe pal pall palma palmar pansy par park parley pascal paschal pastor pate pau paw
peace pearly peer per peris pier pink pinkie pleas pleasant ples pol prames press price princess prior prosper puck
purity purl queen quint raid rain ramadan ran rand ransom rares reason red redden rein rice richmond rick ridge rim
river roan roar rock roe roll rollin roma romaine rome rosette rosy rube run rune runny rush rut sable sabra sad
safari saga said saint salami sander santa sari savanna sem senna senora serenity serge serine server sever shad shade
shepherd side silver sincere sine sing siri sister sita smith snot sola sole solver son sonata sos spain spring squire
starling stein stetson steward stone stonewall sunday suner sunshine sylvan tab tai tali talon tan taro tawny tea
telly tennessee texas theres theta thies thorny ties til tilde till tine tiny titi tome toms tone tor tore toy trace
treasure tri trilby true tucker tula tumer turkmen tutu ty uni unique unknown unnamed urban us ute valencia valentine
valiant valid valves var veer vela velvet vena venice ver vernal verona versa vi victory vida vide viking villa villi
vina vino visa vita viva wadi wage waldo wash washington watt weaver wellington wells west whit windy wing wolf
wolfram wood worth yaw yawer yen yoga york young yr zed zeta
""")

# Surnames of the English-speaking countries that are words as well: taken after a given name or a title.
WORD_SURNAMES = word_set("""
archer arias arroyo austin ayers bailey baker bale ball banks barber barker barrows barton bass bath bayer bean beard
beck becker beer bell bender berg berger berry best bins birch bird birmingham bishop black blanch block bode bodkin
boles bolton bond boner bones booker boon borer bowers bowler boyer bradford brae branch bray brewer brick bridge
bridges bright brooks brown buck bull bullock burns burr burrows bush butcher butler cairn cairns campos canning
cannon canny carpenter carry carter carton case chamberlain chambers chase cherry christian church clay clear clements
coles coll collier colon comber combs comer contra convey cook cooper cotter cousins crane craven craw creed crooks
cross cruise cumming cummings curry curtain dale dare deacon dean decker dick diver divine dobbin dobbins dore dower
downing downs drum duke dunning durham each earl early english fair faith fall fanning farmer ferry field fielding
fields finch fisher flood flowers foot ford foster fowler frances francis frank freely freeman french fresh frost
fuller funk gaines garland garner gates gentry gibbon gibbons gill gillies glass glazier glover golden golding good
grace grahams grant graves gray green grey grimes gross guard gunning hale hall hand harding hardy hare harper hart
hasty hawthorn hearty heath heller herd heron herring hicks hide hill hills hilton holder holland hollywood hood hook
hooper hope hora horn house houston huber huff hull hunt hunter hyde ireland ivory john judge keeling kent kidney king
kingston knight lacy lamb lancaster lane lang lawless leach leech lees leis lincoln lithe little london long lord love
lucid mack marks marry marsh martin mason mayer mayo mays meadows meany melody mercer merry miles miller millet mills
moan monk monks montes moody moon mora morales moss mountain muller mulligan nary nash noble north norton oliver
orchard owens pace page palmer park parker parks parsons peacock peck petty pierce pike plover poland ponce pope
porter potter potts power powers preston price priest prince proctor quill quin rafter rails ramos read reader reed
reeves rice rich richmond riddle ridge rile ring rivas rivers roach rock roman rose ruddy rush salmon santiago savage
scullion sears sellers sharp shepherd sherry shields shine short silk sims slater small smart smith snow solis spain
sparks spears stack stark steed steer steward stone storey story stout street strong summers supple sutton swift
swords tanner toms toner tromp turner valencia valentine victory villa wade walker wall waller walls ward ware warner
warren washington waters watt watts weaver weber weeks weir wells west weston wheeler white will wills winter wise
witting wolf wood woods wren wright york young
""")

# The word names that start or carry a sentence as verbs: taken only where the sentence can't be read so.
VERB_NAMES = word_set("""
bob chance chase don drew earnest frank grant hope hunt joy lance mark may merry nick page pat reed rob rose skip
storm sue wade ward will wright
""")

# Adjectives among the word names: "I'm frank", "I'm sunny" say no name.
ADJECTIVE_NAMES = word_set("""
bonnie bonny christian dusty earnest frank golden gray happy lucky merry misty precious rich rocky royal rusty sandy
stormy sunny woody
""")

# Short forms and nicknames that Faker's lists lack.
NICKNAMES = word_set("""
babs baz bazza becs bex caz daz dazza deano debs fi gaz gazza jez jezza jo kaz kev loz maz mo nige pip robbo sandie
shaz shazza smithy steph taz tel tommo trace trev trish wez woz
""")

# Given names of three letters or less that are taken anywhere; other short ones need something that announces them.
SHORT_NAMES = word_set("""
ali amy ann ava ben bev dan eva gaz ian jen jez jim jo joe jon kai kat kev kim lee leo liz lou luc lyn meg mel mia mya
raj ron roy sam sid ted tia tim tom vic viv wes zac zak zoe
""")

# Never part of a name in lower case: function words, common verbs, courtesies, times, the body, the clinic.
NEVER_NAMES = word_set("""
a abit able about above account ache aches achilles aching across address adhd adios advice advise advised advises
afraid after afternoon again against age aged ago ah aka alaikum aleikum all allergic almost along alot already also
always am among an and ankle ankles another any anybody anyone anything appointment appointments appt appts apr april
are aren't arent arm arms arnt around as asap ask asked asking asks aswell at atleast au aug august aunt available
away baby back bad bc be because becuase been before behind being below beneath beside besides best better between
beyond big birth bit bitte blood bloody body bone bones bonjour book booked booking books both boy bp brb bring brings
brother brought btw bum bus busy but by bye bye-bye calf call called calling calls calves came can can't cancel
cancelled cannot cant car card cash cause change changed cheap cheerio cheers chest child children ciao clinic come
comes coming confidential confirm confirmed confirms cos cost costs could couldn't couldnt cousin coz cramp cramps ct
cuz cya cycling dad damn dank danke date daughter day days dear dec december details diabetic diagnosed diagnosis did
didn't didnt different diolch disabled disc discs disk dizzy dla do dob doctor doctors does doesn't doesnt doing dokey
dokie don't done dont door dosnt down dr drug drugs during each eachother earlier early easy eg eight either elbow
elbows else email emails enquiring esa etc even evening ever every everyone everything except exercise exercises
father feb february fed feel feeling feels feet felt few find finds fine finger fingers first fit five foot football
for form found four free fri friday friend from fyi gave get gets getting girl give given gives giving glute glutes go
god goes going golf gone gonna good goodbye got gotta gotten gp gracias gran grandad grandma grazie great groin gtg
guy gym had hadnt haha hamstring hamstrings hand hands hard has hasn't hasnt have haven't havent having he head heel
heels height hello help helped helps her here heres hers herself hes hey hi high hiking him himself hip hips his hiya
hmm hola home hoping hospital hour hours how hows hrs hubby hun hurt hurting hurts husband i i'd i'll i'm i've id idk
ie if ill im in incase infact info information injection injections injuries injury inside insurance interested into
is isn't isnt it it's its itself ive ivf jan january joint joints jul july jun june just keep keeps kept kid kids knee
knees knew know knowing knows lady last late later lay leave leaves left leg legs less let lets letter letters lie
lies lift ligament like list listed little live lived lives living lol long look looked looking looks lot lots low luv
madam made mail make makes making mam man many mar marathon march married massage mate may maybe me mean means meant
medication medications medicine member men merci message might mine mins minute minutes miss missing misspelled
misspelt missus mobile mom mon monday money month months more morning most mother move moved moving mr mri mrs ms mths
much mum muscle muscles must mx my myself nah namaste name names nan near nearest nearly neck need needed needing
needs neither nerve nerves never new next ngl nhs nice night nine no nobody none nope nor normal not note notes
nothing nov november now numb number numbers numbness nurse nvm obrigada obrigado oct october of off often oh ok
ok-ish okay okey okie old omg on once one only onto op operation opinion or other others our ours out outside over own
paid pain painful pains park parking partner past patient patients pay pays pela people per perhaps person phone
phoned phones physio pilates pill pills pip play played plays pleas please plese pls plse plus plz policy poorly
postcode pounds pregnant prescribe prescribed prescribes prescription price prices private prof professor put puts
quad quads question questions quid quite race ran rang rather re really reception receptionist reckon reckons
recommend recommended recommends record records ref refer reference referral referred refers registered rest rested
rests results retired revoir right ring ringing rings rong rugby run running runs said salaam salam salamat same sat
saturday saw say saying says scan scared sciatica second see seeing seem seems seen sees send sends sent sep sept
september session sessions seven several shall shd she shes shin shins short should shoulder shoulders shouldn't
shouldnt show showed shown shows shud shukriya sick side sides signed since single sir sister sit sits six skin sleep
sleeps slept small smh so some somebody someone something sometimes son soon sore sorry speaking spelled spelt spine
sprain staff stairs stand stands start started starts stay stays stiff still stood stop stopped stops strain strains
stretch stretches stretching such suffer suffered suffering suffers suggest suggested suggestion suggests sum1 sumone
sun sunday sure surgery swelling swimming swollen ta tablet tablets tack take taken takes taking takk tata tbh team
tear tel tell telling tells ten tendon tendons tennis test tests text texts than thank thanks thankyou thanx that
thats the their theirs them then ther therapist therapists there theres these they theyre theyve thier thigh thighs
think thinking thinks third this thnks those thought three through throughout thu thumb thur thurs thursday thx tight
till time times tired tmr tmrw to today toe toes told tomorrow tonight too toodle took toward towards train treatment
treatments tried tries true try trying ttyl tue tues tuesday turn turned turns twice two ty tysm tyvm u um unable
uncle under unknown unsure until up upon ur us use used uses using usually very via visit visited visits wait waits
walaikum walk walked walking walks wanna want wanted wanting wants was wasn't wasnt wat wats we wed wednesday week
weeks weight well wen went were weren't werent weve wfh what whats wheelchair when whens wher where wheres which who
whom whos whose why wich wife will with withheld within without wk wks woman women won't wondering wont work worked
working works worried worse worst wot wots would wouldn't wouldnt wrist wrists writing wrong x-ray xoxo xray yeah year
years yep yes yesterday yet yoga you young your youre yours yourself youve yr yrs yuh yup
""")

# What people do who have a name: "mark told me", "rose said".
SAYING_VERBS = word_set("""
advised advises asked booked called checked diagnosed did emailed examined explained fixed gave gives helped massaged
mentioned phoned prescribed rang reckoned reckons recommended recommends referred said saw says sent showed shows
suggested suggests taped tells texted thinks thought told took treated wanted wants
""")

# Brands and medicines that stand in no dictionary.
BRANDS = word_set("""
acl advil aldi aleve alexa amazon amitriptyline android apixaban asda asics aviva axa baclofen birkenstock brooks bupa
calpol celecoxib chatgpt cigna cocodamol codeine copd cortana couch crocs ct cyclobenzaprine deliveroo
diclofenac duloxetine dvt etoricoxib fibromyalgia fitbit freeletics gabapentin garmin gaviscon google gp greggs hoka
hrt hypermobility hypervolt ibs ibuleve ikea iphone kinesiotape klarna lansoprazole lcl lidl mcl me meloxicam
methotrexate mounjaro mri ms naproxen netflix nhs nuffield nurofen omeprazole oramorph oxycontin ozempic panadol
parkrun parkrunner paypal pcl peloton physitrack pregabalin reformer ryanair salomon samsung siri skechers solpadeine
spire strava tens tesco therabody theragun tiktok tmj tramadol tylenol uber vitality voltaren voltarin voltarol
warfarin wegovy whatsapp wpa xbox youtube zapain zoom zumba
""")

# Names that stand for illnesses, tests, tools and methods: "parkinson's", "bell's palsy", "mckenzie extension".
EPONYMS = word_set("""
achilles addison alexander allen alzheimer alzheimers apgar apley argyll arnold asperger aspergers babinski baker
bakers bankart barlow barr barrett bartholin barton bechterew becker behcet bell bells bennett bertolotti billroth
blount boerhaave bowen bruce brudzinski buerger burkitt caldwell caroli charcot chiari chvostek cobb cohen colles conn
coombs copenhagen creutzfeldt crohn crohns cushing cushings dandy danlos dequervain doppler down duchenne dupuytren
dupuytrens eaton ehlers epley epsom epstein erb ewing fabry feldenkrais felty finkelstein foley forestier freiberg
friedreich galeazzi garden gardner gaucher gilbert gilberts glasgow gleason goldmann graves guillain haglund hansen
hartmann hartmanns hashimoto hashimotos hawkins heberden heller henoch hill hirschsprung hodgkin hodgkins holter
homans horner horners huntington huntingtons ishihara jakob jefferson jendrassik johnson jones kaposi kawasaki kehr
kennedy kernig kienbock kinesio kleine klinefelter klumpke kohler korsakoff lachman lambert lasegue latarjet
ledderhose legg levin lewy lisfranc ludwig lyme lynch maisonneuve maitland mallory mantoux marfan marfans mcburney
mckenzie mcmurray meckel meniere menieres menkes modic mohs mondor monteggia morton mortons mulligan murphy neer
nissen noonan nordic ober osgood oswestry paget pagets pancoast panner parkinson parkinsons patau patrick perthes
peyronie peyronies phalen pick plummer poland pompe popeye pott prader preiser quervain quervains raynaud raynauds
reiter rett reye rinne roland romberg rovsing russell sachs salter scheuermann scheuermanns schlatter schlatters
schmorl segond sever severs sheehan sjogren sjogrens smith snellen spence spurling steele stevens stills sturge
takayasu tarlov thomas thompson tietze tillaux tinel tourette tourettes trendelenburg trousseau turner valsalva
virchow volkmann von waterlow weber weil wells wernicke whipple willebrand willi williams wilms wilson wright yergason
zenker
""")

# Eponyms that hardly anybody who writes to a clinic is called: they stay where no title announces a person.
PURE_EPONYMS = word_set("""
achilles alzheimer alzheimers babinski bakers bechterew behcet bells charcot colles crohn crohns cushings danlos
doppler dupuytren dupuytrens ehlers epley epsom feldenkrais guillain hashimoto hashimotos heberden hodgkin hodgkins
holter huntingtons kinesio lachman lasegue lisfranc lyme marfan marfans meniere menieres modic mortons osgood pagets
parkinson parkinsons perthes phalen popeye quervain quervains raynaud raynauds romberg scheuermann scheuermanns
schlatter schlatters schmorl severs sjogren sjogrens tietze tinel tourette tourettes trendelenburg valsalva
""")

# Phrases in which a name names nobody.
NAMELESS_PHRASES = (
    "tommy john", "charley horse", "charlie horse", "lou gehrig", "ramsay hunt", "hill sachs", "jack knife",
    "guillain barre", "gluteus maximus", "adductor magnus",
)

# What follows an eponym that isn't a person: "baker's cyst", "st john's ambulance", "queen elizabeth hospital".
EPONYM_HEADS = word_set("""
ambulance angle ataxia balm bandage boot brace bursa canal catheter chorea classification collar contracture criteria
cup curl curls cyst cysts deadlift deadlifts deformity disease disorder drain duct dystrophy encephalopathy exercise
exercises extension extensions fever fracture fractures frame grade hernia hospital index infirmary law lesion lesions
lift lifts ligament lines lump lymphoma maneuver manoeuvre method muscle needle neuralgia neuroma node nodes nodules
op operation palsy phenomenon point position press procedure protocol raise reflex repair ring roll rule rules salt
salts sarcoma scale score sign signs slump splint spots sprain squat squats stage stocking stockings stretch stretches
surgery syndrome syndromes technique tendinitis tendinopathy tendon tendonitis tendons test tests therapy thyroid
thyroiditis toe tube tumor tumour ulcer vertigo walker wort
""")

# Beginnings of words that are health or grammar, not people.
WORD_BEGINNINGS = (
    "anti", "arthr", "bio", "cardio", "cervic", "cranio", "derm", "fibro", "gastr", "glute", "haem", "hydro", "hyper",
    "hypo", "inter", "keto", "micro", "multi", "musculo", "myo", "neuro", "non-", "ortho", "osteo", "patell", "physio",
    "plantar", "post-", "pre-", "prolo", "psych", "radicul", "rehab", "rheum", "rhabdo", "sacro", "scolio", "self-",
    "spondyl", "tendin", "tendon", "thora", "under", "vertebr",
)

# Ends of words that are health or grammar, not people: for words that stand in no dictionary.
WORD_ENDINGS = (
    "itis", "osis", "asis", "pathy", "algia", "ectomy", "otomy", "plasty", "scopy", "profen", "oxen", "azole",
    "codamol", "gabalin", "pentin", "setron", "tidine", "cillin", "mycin", "statin", "olol", "pril", "sartan",
    "triptyline", "zepam", "femoral", "tibial", "lateral", "spinal", "sacral", "lumbar", "iliac", "ology", "ologist",
    "opath", "opathic", "practor", "mobile", "mobility", "tion", "sion", "ment", "ness", "able", "ible", "less",
    "fully", "ously", "oxib", "caine", "lukast", "parin", "ofen", "clofen", "relin", "dronate", "ingly", "wards",
    "ings", "tics", "graphy", "gram", "emia", "aemia", "itic", "otic", "ular", "oedema", "edema",
    "dynia", "plegia", "paresis", "trophy", "plasia", "listhesis", "malacia", "uria",
)
