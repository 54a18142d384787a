package dev.instar.migrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          CREATE ROLE a PASSWORD 'hunter2' LOGIN              | CREATE ROLE a PASSWORD '***' LOGIN
          ALTER ROLE a ENCRYPTED password E'hunt\\'er2'       | ALTER ROLE a ENCRYPTED password '***'
          PASSWORD 'hun''ter2' VALID UNTIL 'x'                | PASSWORD '***' VALID UNTIL 'x'
          PASSWORD /* ' */ 'hunter2'                          | PASSWORD /* ' */ '***'
          PASSWORD $$hunter2$$ x                              | PASSWORD '***' x
          PASSWORD $a$hun$$ter2$a$                            | PASSWORD '***'
          PASSWORD U&'hunter2'                                | PASSWORD '***'
          PASSWORD 'hunter2                                   | PASSWORD '***'
          OPTIONS (user 'a', password 'hunter2')              | OPTIONS (user 'a', password '***')
          SET "password" = 'hunter2', b = 'c'                 | SET "password" = '***', b = 'c'
          SET db_password='hunter2'                           | SET db_password='***'
          CONNECTION 'host=h password=hunter2 user=u'         | CONNECTION 'host=h password=*** user=u'
          CONNECTION 'password=''hun ter2'' user=u'           | CONNECTION 'password=*** user=u'
          dblink('postgresql://u:hunter2@h/d')                | dblink('postgresql://u:***@h/d')
          jdbc:postgresql://h/d?password=hunter2&ssl=true     | jdbc:postgresql://h/d?password=***&ssl=true
          """)
  void isMasked(String sql, String masked) {
    assertThat(Secrets.masked(sql)).isEqualTo(masked);
  }

  @Test
  void constantsOfSeveralLinesAreOne() {
    assertThat(Secrets.masked("PASSWORD 'hun'\n  'ter2' LOGIN")).isEqualTo("PASSWORD '***' LOGIN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE ROLE a PASSWORD NULL",
        "ALTER TABLE users ADD COLUMN password text DEFAULT 'x'",
        "COMMENT ON COLUMN users.password IS 'hashed'",
        "ALTER TABLE passwords DROP COLUMN a",
        "SELECT 'https://example.org/a:b@c'",
        "UPDATE t SET a = password"
      })
  void whatIsNoSecretStays(String sql) {
    assertThat(Secrets.masked(sql)).isEqualTo(sql);
  }

  @Test
  void aPlanWithoutSecretsIsTheSame() {
    Plan plan = SamplePlans.shadow();
    assertThat(Secrets.masked(plan)).isSameAs(plan);
  }
}
