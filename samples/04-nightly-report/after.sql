-- What was shipped has its day, and nothing else has.
SELECT count(*) = 10000 FROM orders WHERE delivered_on IS NOT NULL;
SELECT bool_and(delivered_on = (created_at AT TIME ZONE 'UTC')::date + 2)
  FROM orders WHERE status = 'shipped';
