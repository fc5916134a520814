-- One row for each person and another who may be the same: pairs left for review or kept apart by a rule, and bare names alike.
-- key: person_id, other_person_id
-- Two people of whom somebody said that they are different are not here.
with

people as (

    select distinct
        described.description_id,
        links.person_id
    from resolved.described
    inner join resolved.links on described.record_id = links.record_id

),

pairs as (

    select
        left_id,
        right_id
    from resolved.candidate_pairs
    where band in ('automatic', 'review')

    union all

    -- a name with no birth date is compared only where it is rare
    select
        bare.description_id as left_id,
        other.description_id as right_id
    from resolved.descriptions as bare
    inner join resolved.descriptions as other on bare.skeleton = other.skeleton
    where bare.birth_date_text is null and bare.description_id <> other.description_id

),

-- each two people once, the first in order of ids before the other
couples as (

    select distinct
        least(one.person_id, other.person_id) as first_id,
        greatest(one.person_id, other.person_id) as second_id
    from pairs
    inner join people as one on pairs.left_id = one.description_id
    inner join people as other on pairs.right_id = other.description_id
    where one.person_id <> other.person_id

),

told_apart as (

    select distinct
        least(one.person_id, other.person_id) as first_id,
        greatest(one.person_id, other.person_id) as second_id
    from resolved.judged
    inner join resolved.links as one on judged.record_id_a = one.record_id
    inner join resolved.links as other on judged.record_id_b = other.record_id
    where judged.answer = 'different'

),

possible as (

    select
        couples.first_id,
        couples.second_id
    from couples
    left join told_apart on couples.first_id = told_apart.first_id and couples.second_id = told_apart.second_id
    where told_apart.first_id is null

)

select
    first_id as person_id,
    second_id as other_person_id
from possible

union all

select
    second_id as person_id,
    first_id as other_person_id
from possible
order by person_id, other_person_id
