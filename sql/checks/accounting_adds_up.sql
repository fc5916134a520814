-- In every file the rows found are the rows staged, quarantined and excluded.
select
    delivery,
    path,
    rows_found,
    rows_staged,
    rows_quarantined,
    rows_excluded
from audit.records
where
    rows_found is null
    or rows_staged is null
    or rows_quarantined is null
    or rows_excluded is null
    or rows_found <> rows_staged + rows_quarantined + rows_excluded
order by delivery, path
