package dev.gantry.resources.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.b-c", "a[0].b", "kernel.sysctls[\"net.ipv4.ip_forward\"]", "a[0][12]"})
  void whatIsWrittenIsRead(String text) {
    assertThat(AttributePath.parse(text).orElseThrow()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", "a..b", "a[", "a[x]", "a[-1]", "a b", "a[\"x]", "1a"})
  void anythingElseIsNoPath(String text) {
    assertThat(AttributePath.parse(text)).isEmpty();
  }

  @Test
  void aPathLeadsToItsValue() {
    Value root = Value.Fields.empty().with("a", Value.ofTexts(List.of("x", "y")));

    assertThat(AttributePath.of("a").index(1).in(root)).contains(Value.of("y"));
  }
}
