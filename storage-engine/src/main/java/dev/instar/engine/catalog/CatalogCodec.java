package dev.instar.engine.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Catalog objects as bytes: JSON, with the record's name in front. JSON, because objects are few,
 * are read once, and get new fields from version to version.
 */
public final class CatalogCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addMixIn(CatalogObject.class, Typed.class)
          .registerSubtypes(kinds(CatalogObject.class).toArray(Class<?>[]::new))
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
  private interface Typed {}

  private CatalogCodec() {}

  /** The records of a sealed interface. */
  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CatalogCodec::kinds)
        : Stream.of(type);
  }

  public static byte[] encode(CatalogObject object) {
    try {
      return JSON.writerFor(CatalogObject.class).writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new SqlException(SqlState.INTERNAL_ERROR, "catalog object " + object.oid(), e);
    }
  }

  /**
   * @throws SqlException with XX001
   */
  public static CatalogObject decode(byte[] bytes) {
    try {
      return JSON.readValue(bytes, CatalogObject.class);
    } catch (IOException e) {
      throw new SqlException(SqlState.DATA_CORRUPTED, "a catalog object cannot be read", e);
    }
  }
}
