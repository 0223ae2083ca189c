package dev.gantry.engine.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DifferTest {
  private static final Value.Fields NONE = Value.Fields.empty();

  @Test
  void eachLeafOfAGroupIsADifferenceOfItsOwn() {
    Value.Fields before = NONE.with("m", Value.ofTexts(Map.of("a", "1", "b", "2")));
    Value.Fields after = NONE.with("m", Value.ofTexts(Map.of("b", "3", "c", "4")));
    assertThat(paths(before, after)).containsExactly("m.a", "m.b", "m.c");
  }

  @Test
  void aListOfScalarsIsOneValue() {
    Value.Fields before = NONE.with("l", Value.ofTexts(List.of("a", "b")));
    Value.Fields after = NONE.with("l", Value.ofTexts(List.of("a", "c")));
    assertThat(paths(before, after)).containsExactly("l");
  }

  @Test
  void aListOfGroupsIsComparedItemByItemWhileItKeepsItsLength() {
    Value one = Value.ofTexts(Map.of("port", "1", "name", "x"));
    Value two = Value.ofTexts(Map.of("port", "2", "name", "x"));
    Value.Fields before = NONE.with("l", new Value.Many(List.of(one, one)));
    assertThat(paths(before, NONE.with("l", new Value.Many(List.of(one, two)))))
        .containsExactly("l[1].port");
    assertThat(paths(before, NONE.with("l", new Value.Many(List.of(one))))).containsExactly("l");
  }

  @Test
  void nothingAndEmptyAreTheSame() {
    Value.Fields empty = NONE.with("l", new Value.Many(List.of())).with("m", NONE.with("n", NONE));
    assertThat(paths(NONE, empty)).isEmpty();
    assertThat(paths(empty, NONE)).isEmpty();
  }

  @Test
  void whatIsNotKnownYetIsADifference() {
    assertThat(paths(NONE.with("id", Value.of("1")), NONE.with("id", new Value.Unknown("x"))))
        .containsExactly("id");
  }

  @Test
  void ignoredAttributesAreLeftOut() {
    assertThat(Differ.diff(NONE, NONE.with("facts", Value.of("x")), Set.of("facts"))).isEmpty();
  }

  @Test
  void aGroupInThePlaceOfATextIsOneDifference() {
    assertThat(paths(NONE.with("x", Value.of("a")), NONE.with("x", NONE.with("y", Value.of("b")))))
        .containsExactly("x");
  }

  private static List<String> paths(Value.Fields before, Value.Fields after) {
    return Differ.diff(before, after, Set.of()).stream()
        .map(AttributeDiff::path)
        .map(Object::toString)
        .toList();
  }
}
