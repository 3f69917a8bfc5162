"""When it suits, in the words of shift workers, parents, carers, students, pensioners and second-language speakers."""

from __future__ import annotations

import pytest

from tests.booking.test_times_excluded import windows

VOICES = [
    ("finish nights thursday morning so friday after 2 would be good", "11-27 14:00-"),
    ("4 on 4 off, im off wed thu fri sat, any time after 11", "11-25 11:00-; 11-26 11:00-; 11-27 11:00-; 11-28 11:00-"),
    ("can I come in next week?", "11-30..12-06"),
    ("this week, any day after 6", "11-23..11-29 18:00-"),
    ("after 3 mon tues or wed", "11-30 15:00-; 11-24 15:00-; 11-25 15:00-"),
    ("make it 2 instead", "any day 14:00-"),
    ("evenings, monday to friday", "any day MoTuWeThFr 17:00-"),
    ("working till thursday, off friday and saturday", "11-27; 11-28"),
    ("i'm on a late tomorrow so before 12 tomorrow or all day wednesday", "11-24 -12:00; 11-25"),
    ("long shifts mon tue wed. thursday is free all day", "11-26"),
    ("nights till friday then off, so saturday after 1pm", "11-28 13:00-"),
    ("can do 0900-1100 on tuesday", "11-24 09:00-11:00"),
    ("im in work at 2 every day so mornings only please", "any day -12:00"),
    ("got training wednesday and thursday, friday any time bar lunch", "11-27 -12:00; 11-27 14:00-"),
    ("little one naps 12 till 2 so call then please", "any day 12:00-14:00"),
    ("i pick the twins up at half 2, so before that any weekday", "any day MoTuWeThFr -14:30"),
    ("wednesday's my day off from the kids, any time before 3", "11-25 -15:00"),
    ("tuesdays and thursdays the baby is at nursery so those days 9 to 12", "any day TuTh 09:00-12:00"),
    ("kids have swimming on thursday, could we say friday at 10 instead", "11-27 10:00-"),
    ("any day after drop off, so 9.15ish onwards", "any day 09:15-"),
    ("not wednesday its inset day. thursday morning", "11-26 -12:00"),
    ("hubby has them saturday so saturday morning if you're open otherwise monday", "11-28 -12:00; 11-30"),
    ("can u ring while they're at school, mon or fri", "11-30 09:00-15:00; 11-27 09:00-15:00"),
    ("mum's carer is here tuesday and friday 10 till 1, so those times suit", "11-24 10:00-13:00; 11-27 10:00-13:00"),
    ("dad has dialysis mon wed fri so tue or thu", "11-24; 11-26"),
    ("I can't leave her before 11. Any day after that is fine", "any day 11:00-"),
    ("my sister sits with him on thursdays, so thursdays 1 to 4", "any day Th 13:00-16:00"),
    ("respite is friday this week, friday only please, after 10", "11-27 10:00-"),
    ("he's got the memory clinic wednesday morning. wednesday afternoon or thursday", "11-25 12:00-17:00; 11-26"),
    ("any evening except wednesday when I'm at my mother's", "any day MoTuThFrSaSu 17:00-"),
    ("ring between 7 and 8 in the evening once she's settled", "any day 19:00-20:00"),
    ("tomorrow's hopeless, wednesday if you can, failing that the week after", "11-25; 11-30..12-06"),
    ("I'm with my mother until Thursday, so from Friday on", "11-27.."),
    ("lectures 9 to 1 every day so after 1", "any day 13:00-"),
    ("i have a lab on tuesday afternoon but wednesday im free all day", "11-25"),
    ("got an exam thurs so friday, or next week any day", "11-27; 11-30..12-06"),
    ("free between lectures tomorrow 11-12", "11-24 11:00-12:00"),
    ("can we do weds? actually no, thurs at 4", "11-26 16:00-"),
    ("wednesdays are sports so not then, any other day after 2", "any day MoTuThFrSaSu 14:00-"),
    ("tmrw 3-4 or fri anytime after 12", "11-24 15:00-16:00; 11-27 12:00-"),
    ("im only on campus monday and tuesday so either of those", "11-30; 11-24"),
    ("seminar ends at 4 so after that tomorrow", "11-24 16:00-"),
    ("not before midday i dont get up lol", "any day 12:00-"),
    ("I have my bowls on Tuesdays and Thursdays, otherwise any morning", "any day MoWeFrSaSu -12:00"),
    ("I rest after lunch until 3, so please ring before 12 or after 3", "any day -12:00; any day 15:00-"),
    ("Friday is my hair day. Any other day in the forenoon", "any day MoTuWeThSaSu -12:00"),
    ("Not Sunday of course. Saturday morning if you work then", "11-28 -12:00"),
    ("My daughter can drive me on Monday or Thursday, not before ten", "11-30 10:00-; 11-26 10:00-"),
    ("I should prefer the morning rather than the afternoon", "any day -12:00"),
    ("any weekday bar wednesday between ten and twelve", "any day MoTuThFr 10:00-12:00"),
    ("I can the Wednesday from the 10 to the 12", "11-25 10:00-12:00"),
    ("I work since Monday until Thursday, Friday all the day I am free", "11-27"),
    ("for me is good the friday at the afternoon or the saturday", "11-27 12:00-17:00; 11-28"),
    ("possible on mittwoch at 9 o clock?", "11-25 09:00-"),
    ("the next Tuesday to 14h30 please", "12-01 14:30-"),
    ("I am not can on monday, better tuesday after the work", "11-24 17:00-"),
    ("in two days at morning", "11-25 -12:00"),
    ("every day of the week less the friday", "any day MoTuWeThSaSu"),
    ("I have free on Thursday, from 16:00 o'clock", "11-26 16:00-"),
]


@pytest.mark.parametrize(("text", "expected"), VOICES)
def test_peoples_own_ways_of_saying_when(text: str, expected: str) -> None:
    assert windows(text) == expected
