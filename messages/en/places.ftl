# Places added to a plan.
places-title = Supplementary places
places-of = Supplementary places, { $year } { $round }
places-lead = Once the round before is published, the commission may add places for a round that is not signed. Two people add them; what was confirmed is public, and what was published stays as it is.
places-added = What was added
places-sum = { $places ->
    [one] 1 place added
   *[other] { $places } places added
}
places-none = Nothing was added for this round.
places-field-programme = Programme
places-field-places = Places added
places-field-document = Document
places-field-reason = Reason
places-state = State
places-proposed = waits
places-confirmed = added
places-refused = refused
places-propose = Propose places
places-propose-why = Another person confirms before they count
places-choose = Choose a programme
places-choice = { $name }: { $places } places, { $admitted } admitted
places-reason-hint = At most 200 characters; told to the public with the places.
places-propose-go = Propose
places-one = { $places ->
    [one] 1 place more
   *[other] { $places } places more
}
places-decide = Decide
places-decide-why = Confirmed, they are in the plan and the round is run again
places-because = Why not
places-confirm-go = Add the places
places-refuse-go = Refuse
planpage-with-added = { $places ->
    [one] 1 place of it was added for the { $round }
   *[other] { $places } places of it were added for the { $round }
}
places-wrong-programme = “{ $given }” is not in the plan of { $year }: choose one of the list. A new programme needs a plan of its own.
places-wrong-count = “{ $given }” places cannot be added: a whole number from 1 to { $most }.
places-wrong-text = { $field } must be filled in with at most 200 characters; it has { $count }.
conflict-places-first = There is no round before this one: set the plan anew instead.
conflict-places-never = The interpretation in force lets no places be added between rounds (see places-added).
conflict-places-wait = Places for this programme wait already. Decide on those first.
conflict-places-decided = This was decided already.
conflict-places-own = You proposed it; another person confirms.
conflict-round-stale-places = Places were added after this round was run. Run it again, check, and sign then.
word-places-field-document = Document
word-places-field-reason = Reason
