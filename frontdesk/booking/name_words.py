"""Words in and around names."""

from __future__ import annotations

from frontdesk.booking.wording import word_set

TITLES = word_set("mr mrs ms miss mx dr doctor prof professor sir rev")
PARTICLES = word_set("van von der den de da di del della la le dos das du bin binti ibn al el ter ten af av y zu")
RELATIVES = word_set("""
    mum mam mom mother dad father son daughter wife husband partner brother sister nan gran grandma grandad
    grandfather grandmother boss friend mate girlfriend boyfriend child boy girl kid uncle aunt auntie neighbour
    mil fil
""")
# End a name, or show that there is none.
OTHER_WORDS = word_set("""
    add adding include telephone tel surname put ma wee mistook mistake mistaken typo autocorrect brother bro
    sis boss proceed righto rightio bugger blimey crikey oops whoops argh ugh haha gosh welp noted accurate well
    love dear mate pal hun darling duck pet full a an the and or but so my your his her our their me i you we
    they it is am are was be been being im ive id ill its to of on in at by for from with without about as than
    then that this these those there here if when while because please pls plz thanks thank ta cheers hi hello
    hey hiya yo morning afternoon evening good day night yes no yeah yep nope nah ok okay sure right not dont
    don't cant can't can could would should will might must do does did done have has had get got want wanted
    need needed like looking look call ring phone text email mail mobile number contact reach back book booking
    booked appointment consultation free available anytime any time whenever mornings afternoons evenings
    weekday weekend today tomorrow tonight week next after before between until till around what how why where
    who which whats hows much many pain painful sore hurt hurts hurting ache aching stiff knee neck leg calf hip
    shoulder ankle foot happy interested trying calling writing having new still very really just busy working
    work off flexible sorry also maybe perhaps actually instead wait stop cancel never mind nothing something
    anything skip later now soon asap only best prefer either both fine great cool nice awesome perfect help
    question ask tell say said name names same above old year years patient someone anyone person human robot
    bot price cost parking hours open closed address location idea know think guess doesnt matter up down out
    over too all more some one two thanku going go come coming see use using give given send sent per via he she
    him them us em er um erm uh oh ah lol x xx xxx kindly myself possible preferably i'm i've i'd i'll he's
    she's they're we're you're that's thats it's there's here's what's let's lets didn't doesn't isn't won't
    wont asleep awake away abroad unsure certain afraid grand sound lush correct honestly wrong incorrect
    misspelt misspelled spelt spelled spelling speaking
""")
