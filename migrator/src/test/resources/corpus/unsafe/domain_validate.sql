-- VALIDATE too keeps writers out.
-- source: measured on PostgreSQL 14 to 18, forms.tsv validate-domain
-- schema: shop
-- finds: LOCK-SCAN
ALTER DOMAIN listed VALIDATE CONSTRAINT listed_given;
