-- detailed
CREATE TABLE linked (id serial PRIMARY KEY);
ALTER SEQUENCE linked_id_seq OWNER TO CURRENT_USER;
CREATE ROLE owner_of_linked_sequence;
ALTER SEQUENCE linked_id_seq OWNER TO owner_of_linked_sequence;
DROP ROLE owner_of_linked_sequence;
