# The day of the demonstration

demo-clock-foot = The demonstration’s day: { $today }.
demo-clock-link = Move it on
demo-clock-title = The demonstration’s day
demo-clock-lead = Today is { $today }. The day can be moved forward, never back; plans, admission and arrival that fall due on the way are done by themselves.
demo-clock-form = Move forward to
demo-clock-to = Day
demo-clock-hint = As 2024-07-10, no later than { $latest }. A summer on the way means two rounds of admission, which take a few seconds.
demo-clock-move = Move forward
demo-clock-left = Afterwards
demo-clock-left-done = Done by itself: the year’s plan, rules of progression, candidates, two rounds, records; past 15 September, the arrival of new students.
demo-clock-left-open = Left to you: completion, assessment and progression of those who study, leaves, returns, transfers and the rest, one by one or in batches.
demo-clock-errors = The day was not moved
demo-clock-no-date = “{ $text }” is no date; write it as 2024-07-10
demo-clock-not-forward = { $to } is not after today ({ $today }); the demonstration’s day only moves forward
demo-clock-too-far = { $to } is too far: the demonstration ends on { $latest }, when the class of 2023 has graduated; choose that day or an earlier one
