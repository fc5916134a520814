"""What the codes of measures are called: bases, kinds, methods and the like, for tables and headings."""

from pipeline.language import N_

# What a figure of the sequences, of the methods or of the second count is of; the headline measures are in `words`.
MEASURES = {
    "refused": N_("refused at the first check"),
    "message_alone_answered": N_("answered, of the people sought by message alone"),
    "sought_by_another_country": N_("sought by another country as well"),
    "several_instruments": N_("sought by several instruments"),
    "requested_again": N_("asked for again"),
    "passed_when_requested_again": N_("passed when asked for again"),
    "non_compliant_among_published": N_("what would be found non-compliant, of all that reached other countries"),
    "proxy_requests": N_("requests of another country soon after the end"),
    "refused_then_messaged": N_("messages after a refusal"),
    "repeat_requests": N_("requests made again"),
}
# After which ends, or of whom, something is counted; what a rate is divided by is in `words`.
BASES = {
    "ended": N_("after any end"),
    "adverse": N_("ended against the bureau’s will"),
    "refused": N_("refused at the first check"),
    "passed": N_("passed the first check"),
    "circulated": N_("of those that reached other countries"),
}
# What a row of the policy or of the methods tells.
KINDS = {
    "own": N_("the day itself"),
    "controlled": N_("beyond all other countries"),
    "placebo": N_("a day on which nothing is known"),
    "described": N_("as it was, no cause is claimed"),
    "level": N_("level of the year"),
}
WATCHED = {
    "on_record": N_("to the end of the records"),
    "alone": N_("while no other request of the country stands"),
}
STRATA = {
    "instrument": N_("instrument"),
    "offence_category": N_("offence category"),
    "year": N_("year"),
    "all three": N_("all three"),
}
# How intervals and p-values are made. What is called after its inventors alone is the same in every language.
_EXACT = N_("ratio and p-value: exact, given the sum of both; difference: from both exact Poisson intervals")
METHODS = {
    "wilson": "Wilson",
    "exact_poisson": N_("exact (Poisson)"),
    "score": N_("score test"),
    "exact, given the sum": N_("exact, given the sum of both"),
    "exact, effective counts": N_("exact, allowing for people with several requests"),
    "aalen-johansen by person": N_("Aalen-Johansen, allowing for people with several requests"),
    "all dates of the other country alike": N_("by chance all dates of the other country are alike"),
    "ratio: koopman; difference: newcombe; p: score test": N_(
        "ratio: Koopman; difference: Newcombe; p-value: score test"
    ),
    **{
        f"{ratio}; difference: mover of exact poisson; p: exact conditional, central": _EXACT
        for ratio in ("ratio: exact conditional", "ratio: exact conditional, equal exposure")
    },
    "holm": "Holm",
    "benjamini-hochberg": "Benjamini-Hochberg",
    "direct": N_("direct"),
    "indirect": N_("indirect"),
}
