package dev.gantry.resources.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kinds.Kinds;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Fields become a record and fields again, for any fields of any kind. */
final class RoundTripTest {
  private static final int ROUNDS = 500;

  @Test
  void anyFieldsSurviveTheWayThroughTheirRecord(TestReporter reporter) {
    long seed = Long.getLong("gantry.seed", System.nanoTime());
    reporter.publishEntry("seed", Long.toString(seed));
    SplittableRandom random = new SplittableRandom(seed);
    for (Kind<?> kind : Kinds.all()) {
      for (int round = 0; round < ROUNDS; round++) {
        Value.Fields fields = fields(SpecModel.of(kind.spec()), random);

        Value.Fields conformed = SpecReader.conform(kind.spec(), fields);

        assertThat(SpecWriter.write(SpecReader.read(kind.spec(), fields)))
            .as("seed %d", seed)
            .isEqualTo(conformed);
        assertThat(SpecReader.conform(kind.spec(), conformed)).isEqualTo(conformed);
      }
    }
  }

  @Test
  void everyDefaultHasTheFormOfItsField() {
    for (Kind<?> kind : Kinds.all()) {
      check(SpecModel.of(kind.spec()));
    }
  }

  private static void check(SpecModel<?> model) {
    for (Field field : model.fields()) {
      assertThat(field.doc()).as(model.type() + "." + field.name()).isNotBlank();
      field.filled().ifPresent(value -> check(field.type(), value));
      if (field.type() instanceof FieldType.Group(SpecModel<?> nested)) {
        check(nested);
      }
    }
  }

  private static void check(FieldType type, Value value) {
    if (type instanceof FieldType.Leaf leaf) {
      assertThat(Scalars.read(leaf, value.scalarText().orElseThrow()))
          .isEqualTo(new Scalars.Result.Good(value));
    } else if (type instanceof FieldType.ListOf(FieldType item)
        && value instanceof Value.Many(List<Value> items)) {
      items.forEach(each -> check(item, each));
    }
  }

  private static Value.Fields fields(SpecModel<?> model, SplittableRandom random) {
    SortedMap<String, Value> entries = new TreeMap<>();
    for (Field field : model.fields()) {
      if (field.required() || random.nextBoolean()) {
        entries.put(field.name(), value(field.type(), random));
      }
    }
    return new Value.Fields(entries);
  }

  private static Value value(FieldType type, SplittableRandom random) {
    return switch (type) {
      case FieldType.Text _ -> Value.of(Long.toString(random.nextLong(), 36));
      case FieldType.Whole(long min, long max, _) ->
          Value.of(random.nextLong(min, Math.min(max, Long.MAX_VALUE - 1) + 1));
      case FieldType.Flag _ -> Value.of(random.nextBoolean());
      case FieldType.Choice choice ->
          Value.of(choice.words().get(random.nextInt(choice.words().size())));
      case FieldType.ListOf(FieldType item) -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(item, random));
        }
        yield new Value.Many(items);
      }
      case FieldType.MapOf(FieldType item) -> {
        SortedMap<String, Value> entries = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          entries.put("k" + random.nextInt(9), value(item, random));
        }
        yield new Value.Fields(entries);
      }
      case FieldType.Group(SpecModel<?> model) -> fields(model, random);
    };
  }
}
