-- Comments on everything.
-- source: https://www.postgresql.org/docs/17/sql-comment.html: COMMENT takes SHARE UPDATE EXCLUSIVE
-- schema: library
COMMENT ON VIEW member_list IS 'for the desk';
COMMENT ON COLUMN member_list.name IS 'as on the card';
COMMENT ON MATERIALIZED VIEW titles IS 'refreshed at night';
COMMENT ON TYPE shelf IS 'where it stands';
COMMENT ON SEQUENCE card_numbers IS 'of new cards';
COMMENT ON SCHEMA attic IS 'what nobody reads';
COMMENT ON TRIGGER notes_stamp ON notes IS NULL;
COMMENT ON CONSTRAINT isbn_digits ON DOMAIN isbn IS 'digits and hyphens';
