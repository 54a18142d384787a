-- Text in Unicode's order: sorted, compared, grouped, aggregated.
CREATE TABLE w (id integer PRIMARY KEY, e text COLLATE "en-x-icu", u text COLLATE "und-x-icu", n text COLLATE unicode, d text);
INSERT INTO w SELECT ordinality, s, s, s, s FROM unnest(ARRAY[
  'a', 'A', 'b', 'B', 'á', 'Á', 'ä', 'Ä', 'æ', 'Æ', 'z', 'Z', 'ß', 'ss', 'SS', 'ẞ', 'ø', 'o', 'ö',
  'cote', 'coté', 'côte', 'côté', 'Cote', 'co-op', 'coop', 'co op', 'CO-OP', 'co_op', 'co.op', 'coop!',
  '', ' ', '  ', ' a', 'a ', 'a b', 'ab', 'a-b', '-', '_', '.', ',', '!', '"', '''', '(', ')', '$', '€', '£', '%', '#', '@',
  '1', '2', '10', '9', '1a', 'a1', 'a10', 'a2', '٣', '３', '½', '²', '0.5', '-1', '+1',
  'résumé', 'resume', 'Resume', 'Résumé', 'resumes', 'naïve', 'naive', 'été', 'ete', 'zebra', 'Zebra', 'ångström', 'angstrom',
  'α', 'Α', 'ά', 'ω', 'Ω', 'б', 'Б', 'ё', 'е', 'ж', 'я', 'א', 'ב', 'ا', 'ب', 'ت', 'क', 'का', 'कि', 'ก', 'เก', 'ไก', 'あ', 'ア', 'ｱ', 'か', 'が', 'カ', 'ガ', '가', '각', '나', '한', '漢', '字', '一', '丁', '𠀀', '𠮷',
  '😀', '😁', '👍', '👍🏽', '👨‍👩‍👧', '🇩🇪', '☺', '☺️', '→', '∞', '√', '©', '™', 'TM', '№', 'No', 'ﬁ', 'fi', 'Ⅷ', 'VIII', 'ǆ', 'dž', 'ǅ', 'ﷺ',
  U&'e\0301', 'é', U&'E\0301', U&'a\0308', U&'a\030A', U&'\212B', 'Å', U&'o\0302\0323', U&'o\0323\0302', U&'\1ED9', U&'a\0301\0327', U&'a\0327\0301',
  U&'a\00ADb', U&'a\200Bb', U&'a\200Db', U&'\FEFFab', U&'a\0001b', U&'\0001', U&'\007F', U&'\200D', U&'\0301', U&'\0308', U&'a\00A0b', U&'a\3000b', U&'a\2003b', E'a\tb', E'a\nb', E'a\r\nb'
]) WITH ORDINALITY AS t (s, ordinality);
INSERT INTO w (id) VALUES (900), (901);
SELECT id, e FROM w ORDER BY e, id;
SELECT id, u FROM w ORDER BY u DESC, id;
SELECT id, n FROM w ORDER BY n NULLS FIRST, id;
SELECT id, d FROM w ORDER BY d COLLATE "en-x-icu" DESC NULLS LAST, id;
SELECT id FROM w ORDER BY e COLLATE "C", id;
SELECT id FROM w ORDER BY e COLLATE "default", id;
SELECT id, e FROM w ORDER BY e LIMIT 20;
SELECT id, e FROM w ORDER BY e OFFSET 30 LIMIT 20;
SELECT min(e), max(e), min(d), max(d), min(e COLLATE "C"), max(d COLLATE "und-x-icu") FROM w;
SELECT array_agg(id ORDER BY e, id), string_agg(d, ',' ORDER BY d COLLATE "en-x-icu" DESC) FROM w WHERE id < 40;
SELECT count(DISTINCT e), count(DISTINCT d), count(e) FROM w;
SELECT string_agg(DISTINCT e, '|') FROM w WHERE id < 60;
SELECT e, count(*) FROM w GROUP BY e ORDER BY e;
SELECT DISTINCT e FROM w ORDER BY e DESC;
SELECT DISTINCT ON (lower(e)) e FROM w ORDER BY lower(e), e;
SELECT e FROM w UNION SELECT u FROM w ORDER BY 1;
SELECT e FROM w WHERE id < 20 UNION SELECT d FROM w WHERE id > 10 AND id < 30 ORDER BY 1;
SELECT id, rank() OVER (ORDER BY e), lag(e) OVER (ORDER BY e, id), first_value(e) OVER (ORDER BY e DESC, id) FROM w ORDER BY e, id;
SELECT a.id, b.id FROM w a JOIN w b ON a.e < b.e WHERE a.id < 20 AND b.id < 20 ORDER BY 1, 2;
SELECT a.id, b.id FROM w a JOIN w b ON a.e = b.u COLLATE "en-x-icu" ORDER BY 1, 2;
SELECT a.id, b.id FROM w a JOIN w b ON a.e = b.d WHERE a.id > 150 ORDER BY 1, 2;
SELECT id FROM w WHERE e > 'cote' AND e <= 'Cote' ORDER BY id;
SELECT id FROM w WHERE e BETWEEN 'A' AND 'á' ORDER BY id;
SELECT id FROM w WHERE d COLLATE "en-x-icu" >= 'z' ORDER BY id;
SELECT id FROM w WHERE d >= 'z' ORDER BY id;
SELECT id FROM w WHERE e < ALL (SELECT e FROM w WHERE e > 'b') ORDER BY id;
SELECT id FROM w WHERE e > ANY (ARRAY['z', 'é', NULL]) ORDER BY id;
SELECT id FROM w WHERE e IN ('a', 'Á', U&'e\0301', 'ss', 'ß') ORDER BY id;
SELECT id FROM w WHERE (e, id) > ('b', 3) ORDER BY e, id LIMIT 10;
SELECT id FROM w WHERE e LIKE 'co%' ORDER BY e, id;
SELECT id FROM w WHERE e ILIKE 'É%' ORDER BY e, id;
SELECT id FROM w WHERE e ILIKE '%SS%' ORDER BY e, id;
SELECT id FROM w WHERE e ~ '^[a-c]' ORDER BY e, id;
SELECT 'a' < 'B' COLLATE "en-x-icu", 'a' < 'A' COLLATE "en-x-icu", 'a' < 'B' COLLATE "C", 'a' = 'A' COLLATE "en-x-icu";
SELECT U&'e\0301' = 'é' COLLATE "en-x-icu", U&'e\0301' < 'é' COLLATE "en-x-icu", U&'e\0301' > 'é' COLLATE "und-x-icu", U&'\212B' < 'Å' COLLATE unicode;
SELECT greatest(e, d, 'x'), least(e, 'B') FROM w WHERE id < 30 ORDER BY id;
SELECT e COLLATE "C" < 'a', nullif(e, 'a'), e IS DISTINCT FROM 'a' FROM w WHERE id < 8 ORDER BY id;
SELECT lower(e), upper(e), initcap(e) FROM w WHERE id NOT BETWEEN 139 AND 150 ORDER BY id;
SELECT upper('straße' COLLATE "en-x-icu"), upper('straße'), upper('straße' COLLATE "C"), lower('ΑΣ ΣΑΣ' COLLATE "und-x-icu"), lower('ΑΣ'), upper('ﬁx' COLLATE unicode), upper('ŉ' COLLATE unicode), lower('İ' COLLATE "en-x-icu"), lower('İ');
SELECT initcap('o''neil mc-DONALD hello_world ǆungla 3rd éclair' COLLATE "en-x-icu"), initcap('o''neil mc-DONALD hello_world 3rd éclair');
SELECT 'STRASSE' ILIKE 'straße' COLLATE "en-x-icu", 'STRAẞE' ILIKE 'straße' COLLATE "en-x-icu", 'É' ILIKE 'é' COLLATE "en-x-icu", 'É' ~* 'é' COLLATE "en-x-icu";
-- Other types that hold text.
CREATE TABLE h (v varchar(10) COLLATE "en-x-icu", c char(6) COLLATE "en-x-icu", t text[] COLLATE "en-x-icu", r text COLLATE "en-x-icu", n name COLLATE "en-x-icu");
INSERT INTO h SELECT s, s, ARRAY[s, 'x'], s, s FROM unnest(ARRAY['b', 'a', 'B', 'A', 'á', 'a-b', 'ab', 'a b', '', 'Z', 'é']) s;
INSERT INTO h VALUES (NULL, NULL, ARRAY['a', NULL], NULL, NULL), ('a', 'a ', '{}', 'a', 'a'), ('a', 'a', '{a}', 'a', 'a'), ('a', 'a', '{{a,b},{A,B}}', 'a', 'a');
SELECT v FROM h ORDER BY v;
SELECT c FROM h ORDER BY c;
SELECT t FROM h ORDER BY t;
SELECT n FROM h ORDER BY n;
SELECT v || 'x' FROM h ORDER BY v || 'x';
SELECT v::text FROM h ORDER BY v::text DESC;
SELECT c::text FROM h ORDER BY c::text, v;
SELECT ROW(r, 1) FROM h ORDER BY ROW(r, 1);
SELECT h.v FROM h ORDER BY h;
SELECT s FROM (SELECT v, r FROM h WHERE v IS NOT NULL) s ORDER BY s;
SELECT min(t), max(t), min(c), max(c), max(v), min(n) FROM h;
SELECT c FROM h WHERE c > 'a' ORDER BY c;
SELECT t FROM h WHERE t > ARRAY['a', 'x'] ORDER BY t;
SELECT t FROM h WHERE t < '{B}' ORDER BY t;
SELECT v FROM h WHERE v < 'B' ORDER BY v;
SELECT n FROM h WHERE n < 'B' ORDER BY n;
SELECT ROW(r) < ROW('B'::text) FROM h ORDER BY r;
SELECT greatest(v, 'B'), greatest(c, 'B'), greatest(t, '{B}') FROM h ORDER BY v, c, t;
SELECT t @> ARRAY['A'], 'a' = ANY (t), 'B' < ANY (t), array_position(t, 'x') FROM h ORDER BY t;
