package dev.instar.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SampleMigrationTest {
  @Test
  void aSampleIsReadFromTheClassPath() {
    SampleMigration sample = SampleMigration.of("01-orders-bigint", "V7__orders_bigint.sql");
    assertThat(sample.statement()).isEqualTo("ALTER TABLE orders ALTER COLUMN id TYPE bigint;");
    assertThatThrownBy(() -> SampleMigration.of("01-orders-bigint", "V8__none.sql"))
        .hasMessageContaining("V8__none.sql");
  }
}
