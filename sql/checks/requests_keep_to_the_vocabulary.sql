-- Requests use only the words of the public tables.
select
    request_id,
    population,
    instrument,
    check_outcome,
    refusal_ground,
    cancelled_by,
    offence_category
from resolved.requests
where
    population not in ('register', 'published_list')
    or instrument not in ('red_notice', 'red_diffusion', 'blue_notice', 'yellow_notice', 'green_notice', 'other')
    or check_outcome not in ('passed', 'refused', 'withdrawn', 'pending', 'not_checked')
    or refusal_ground not in (
        'article_2',
        'article_3',
        'data_quality',
        'due_process',
        'private_matter',
        'extradition_refused',
        'ne_bis_in_idem',
        'purpose',
        'other'
    )
    or cancelled_by not in ('ccf', 'general_secretariat', 'requesting_bureau', 'expired')
    or offence_category not in (
        'fraud',
        'corruption',
        'tax',
        'violence',
        'drugs',
        'terrorism',
        'extremism',
        'sexual',
        'theft',
        'cyber',
        'public_order',
        'other'
    )
order by request_id
