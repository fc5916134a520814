-- One row for each person and another who may be the same: pairs left for review or kept apart by a rule, and bare names alike.
-- key: person_id, other_person_id
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

    -- a name with no birth date is compared with nothing
    select
        bare.description_id as left_id,
        other.description_id as right_id
    from resolved.descriptions as bare
    inner join resolved.descriptions as other on bare.skeleton = other.skeleton
    where bare.birth_date_text is null and bare.description_id <> other.description_id

),

both_ways as (

    select
        one.person_id,
        other.person_id as other_person_id
    from pairs
    inner join people as one on pairs.left_id = one.description_id
    inner join people as other on pairs.right_id = other.description_id
    where one.person_id <> other.person_id

    union all

    select
        other.person_id,
        one.person_id as other_person_id
    from pairs
    inner join people as one on pairs.left_id = one.description_id
    inner join people as other on pairs.right_id = other.description_id
    where one.person_id <> other.person_id

)

select distinct
    person_id,
    other_person_id
from both_ways
order by person_id, other_person_id
