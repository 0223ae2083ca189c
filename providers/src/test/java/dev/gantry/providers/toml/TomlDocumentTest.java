package dev.gantry.providers.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class TomlDocumentTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void tablesAreWrittenWithHeaders() throws TomlException {
    TomlDocument document =
        TomlDocument.parse(
            """
            version = 2 # a comment
            disabled_plugins = []
            [plugins]
              [plugins."io.containerd.grpc.v1.cri"]
                [plugins."io.containerd.grpc.v1.cri".cni]
                  bin_dir = "/usr/lib/cni"
            """);
    document.set(
        TomlKey.parse("plugins.'io.containerd.grpc.v1.cri'.containerd.runtimes.runc.x"),
        NODES.booleanNode(true));

    assertThat(document.write())
        .isEqualTo(
            """
            version = 2
            disabled_plugins = []

            [plugins."io.containerd.grpc.v1.cri".cni]
            bin_dir = "/usr/lib/cni"

            [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
            x = true
            """);
  }

  @Test
  void removingTheLastValueRemovesItsTables() throws TomlException {
    TomlDocument document = TomlDocument.parse("a = 1\n[b.c]\nd = 2\n");
    document.remove(TomlKey.of("b", "c", "d"));

    assertThat(document.write()).isEqualTo("a = 1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "3,3",
    "1.5,1.5",
    "registry/pause:3.10,\"registry/pause:3.10\"",
    "10s,\"10s\""
  })
  void whatIsNoTomlValueIsText(String typed, String written) throws TomlException {
    TomlDocument document = TomlDocument.empty();
    document.set(TomlKey.of("k"), TomlDocument.value(typed));

    assertThat(document.text(TomlKey.of("k"))).contains(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2", "\"open", "{a = }", "[] = 3"})
  void whatStartsAsAValueMustBeOne(String typed) {
    assertThatThrownBy(() -> TomlDocument.value(typed)).isInstanceOf(TomlException.class);
  }

  @Test
  void aBrokenFileTellsItsLine() {
    assertThatThrownBy(() -> TomlDocument.parse("a = 1\nb = = 2\n"))
        .isInstanceOfSatisfying(TomlException.class, e -> assertThat(e.line()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a b", "a..b", "a.\"b", "a=1"})
  void keysOfOtherFormsAreRefused(String text) {
    assertThatThrownBy(() -> TomlKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysRoundTrip() {
    TomlKey key = TomlKey.parse("plugins.\"io.containerd\".'x y'.z-1");

    assertThat(key.parts()).isEqualTo(List.of("plugins", "io.containerd", "x y", "z-1"));
    assertThat(TomlKey.parse(key.toString())).isEqualTo(key);
  }

  @Test
  void whateverIsWrittenReadsTheSame() throws TomlException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      TomlDocument document = TomlDocument.empty();
      int values = random.nextInt(1, 8);
      for (int i = 0; i < values; i++) {
        document.set(key(random), value(random));
      }
      String text = document.write();
      assertThat(TomlDocument.parse(text).write()).as("seed %d: %s", seed, text).isEqualTo(text);
    }
  }

  private static TomlKey key(SplittableRandom random) {
    List<String> names = List.of("a", "b.c", "d e", "é", "f-g", "h\"i");
    String first = names.get(random.nextInt(names.size()));
    return random.nextBoolean()
        ? TomlKey.of(first, names.get(random.nextInt(names.size())))
        : TomlKey.of(first);
  }

  private static JsonNode value(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> NODES.booleanNode(random.nextBoolean());
      case 1 -> NODES.numberNode(random.nextLong(-1000, 1000));
      case 2 -> NODES.stringNode("a\"b\\c\nd\te\u0001é😀");
      case 3 -> NODES.arrayNode().add("x").add(1).add(NODES.objectNode().put("k", true));
      default -> NODES.stringNode("");
    };
  }
}
