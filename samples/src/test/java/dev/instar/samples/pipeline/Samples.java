package dev.instar.samples.pipeline;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code samples/ci}. */
final class Samples {
  /** Tests run in the module's directory. */
  static final Path CI = Path.of("ci");

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private Samples() {}

  static JsonNode yaml(String file) throws IOException {
    return YAML.readTree(Files.readString(CI.resolve(file)));
  }
}
