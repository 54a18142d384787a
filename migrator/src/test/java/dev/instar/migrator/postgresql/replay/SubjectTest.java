package dev.instar.migrator.postgresql.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.StatementText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubjectTest {
  @Test
  void aStatementsFirstWordsSayWhatItIsAbout() {
    assertThat(of("CREATE OR REPLACE TEMP VIEW app.v AS SELECT 1"))
        .containsExactly(is("view", "v"));
    assertThat(of("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)"))
        .containsExactly(is("index", "i"));
    assertThat(of("CREATE MATERIALIZED VIEW IF NOT EXISTS \"M\" AS TABLE t"))
        .containsExactly(is("materialized view", "M"));
    assertThat(of("ALTER TABLE IF EXISTS ONLY a.b ADD c int")).containsExactly(is("table", "b"));
    assertThat(of("CREATE FUNCTION app.f(a int) RETURNS int")).containsExactly(is("function", "f"));
    assertThat(of("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\""))
        .containsExactly(is("extension", "uuid-ossp"));
    assertThat(of("SELECT 1")).isEmpty();
    assertThat(of("CREATE")).isEmpty();
    assertThat(of("DROP TABLE")).isEmpty();
  }

  @Test
  void aDropMayBeAboutSeveral() {
    assertThat(of("DROP TABLE IF EXISTS a, app.b, \"C\" CASCADE"))
        .containsExactly(is("table", "a"), is("table", "b"), is("table", "C"));
  }

  @Test
  void whatIsOnATableGoesWithIt() {
    Subject trigger =
        of("CREATE CONSTRAINT TRIGGER t AFTER INSERT OR UPDATE OF x ON app.a EXECUTE FUNCTION f()")
            .getFirst();

    assertThat(trigger).isEqualTo(new Subject("trigger", "t", Optional.of("a")));
    assertThat(trigger.goesWith(of("DROP TRIGGER IF EXISTS t ON a").getFirst())).isTrue();
    assertThat(trigger.goesWith(of("DROP TRIGGER t ON b").getFirst())).isFalse();
    assertThat(trigger.goesWith(of("DROP TABLE a").getFirst())).isTrue();
    assertThat(of("DROP ROUTINE f").getFirst().goesWith(of("CREATE PROCEDURE f()").getFirst()))
        .isTrue();
  }

  private static Subject is(String kind, String name) {
    return new Subject(kind, name, Optional.empty());
  }

  private static List<Subject> of(String sql) {
    List<StatementText> statements = new ArrayList<>();
    SqlParser.splitScript(sql, statements::add);
    return Subject.of(statements.getFirst().beginning());
  }
}
