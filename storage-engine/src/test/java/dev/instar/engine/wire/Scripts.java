package dev.instar.engine.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What clients send, from {@code scripts.txt}. A paragraph is a script; lines beginning with # say
 * what it is about. A line is a message:
 *
 * <pre>
 *   Query TEXT
 *   Parse NAME TYPES TEXT        - for no name or types; types are OIDs with commas
 *   Bind PORTAL NAME VALUES [=> FORMATS]
 *                                values: t:TEXT, b:HEX, null; formats: numbers
 *   Describe S|P NAME     Close S|P NAME     Execute PORTAL ROWS
 *   Sync   Flush   Terminate   CopyDone   CopyData TEXT   CopyFail TEXT      \n is a new line
 *   Raw HEX                      bytes as they are
 *   Body TYPE HEX                a message of that body
 * </pre>
 */
final class Scripts {
  private static final Path FILE = Path.of("src/test/resources/dev/instar/engine/wire/scripts.txt");

  private Scripts() {}

  /** One script. */
  record Script(String title, List<byte[]> messages) {
    byte[] bytes() {
      Bytes all = new Bytes();
      messages.forEach(all::raw);
      return all.toArray();
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Script> all() {
    List<Script> scripts = new ArrayList<>();
    try {
      for (String paragraph : Files.readString(FILE).split("\n\n+")) {
        List<String> title = new ArrayList<>();
        List<byte[]> messages = new ArrayList<>();
        for (String line : paragraph.split("\n")) {
          if (line.startsWith("#")) {
            title.add(line.substring(1).strip());
          } else if (!line.isBlank()) {
            messages.add(message(line));
          }
        }
        if (!messages.isEmpty()) {
          scripts.add(new Script(String.join(" ", title), messages));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scripts;
  }

  private static byte[] message(String line) {
    String[] words = line.split(" ");
    String rest = line.contains(" ") ? line.substring(line.indexOf(' ') + 1) : "";
    String unescaped = rest.replace("\\n", "\n").replace("\\t", "\t");
    return switch (words[0]) {
      case "Query" -> new Bytes().string(unescaped).message('Q');
      case "Parse" -> parse(words, line.split(" ", 4)[3]);
      case "Bind" -> bind(words);
      case "Describe" -> new Bytes().text(words[1]).string(name(words[2])).message('D');
      case "Close" -> new Bytes().text(words[1]).string(name(words[2])).message('C');
      case "Execute" ->
          new Bytes().string(name(words[1])).int32(Integer.parseInt(words[2])).message('E');
      case "Sync" -> new Bytes().message('S');
      case "Flush" -> new Bytes().message('H');
      case "Terminate" -> new Bytes().message('X');
      case "CopyDone" -> new Bytes().message('c');
      case "CopyData" -> new Bytes().text(unescaped).message('d');
      case "CopyFail" -> new Bytes().string(unescaped).message('f');
      case "Raw" -> HexFormat.of().parseHex(rest.replace(" ", ""));
      case "Body" ->
          new Bytes()
              .raw(HexFormat.of().parseHex(rest.substring(1).replace(" ", "")))
              .message(words[1].charAt(0));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private static String name(String word) {
    return word.equals("-") ? "" : word;
  }

  private static byte[] parse(String[] words, String text) {
    Bytes body = new Bytes().string(name(words[1])).string(name(text));
    String[] types = words[2].equals("-") ? new String[0] : words[2].split(",");
    body.int16(types.length);
    for (String type : types) {
      body.int32(Integer.parseInt(type));
    }
    return body.message('P');
  }

  private static byte[] bind(String[] words) {
    Bytes formats = new Bytes();
    Bytes values = new Bytes();
    int count = 0;
    int next = 3;
    for (; next < words.length && !words[next].equals("=>"); next++, count++) {
      String word = words[next];
      formats.int16(word.startsWith("b:") ? 1 : 0);
      if (word.equals("null")) {
        values.int32(-1);
        continue;
      }
      byte[] value =
          word.startsWith("b:")
              ? HexFormat.of().parseHex(word.substring(2))
              : new Bytes().text(word.substring(2)).toArray();
      values.int32(value.length).raw(value);
    }
    Bytes body = new Bytes().string(name(words[1])).string(name(words[2]));
    body.int16(count).raw(formats.toArray()).int16(count).raw(values.toArray());
    body.int16(Math.max(0, words.length - next - 1));
    for (next++; next < words.length; next++) {
      body.int16(Integer.parseInt(words[next]));
    }
    return body.message('B');
  }
}
