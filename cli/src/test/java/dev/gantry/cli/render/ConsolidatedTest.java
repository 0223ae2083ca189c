package dev.gantry.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConsolidatedTest {
  private static final Diagnostic OLD = Diagnostic.warning("old", "It is old", "Renew it.");
  private static final Diagnostic BAD = Diagnostic.error("bad", "It is bad", "Mend it.");

  @Test
  void theSameWarningOfSeveralMachinesIsOne() {
    Diagnostic other = Diagnostic.warning("odd", "It is odd", "See.").onHost("b");

    assertThat(Consolidated.of(List.of(OLD.onHost("a"), other, OLD.onHost("b"))))
        .containsExactly(OLD.onHost("a, b"), other);
    assertThat(Consolidated.of(IntStream.range(0, 200).mapToObj(i -> OLD.onHost("h" + i)).toList()))
        .containsExactly(OLD.onHost("h0, h1, h2, h3, h4 and 195 more"));
  }

  @Test
  void errorsAndWhatIsOfNoMachineStayAsTheyAre() {
    List<Diagnostic> told = List.of(BAD.onHost("a"), BAD.onHost("b"), OLD, OLD);

    assertThat(Consolidated.of(told)).isEqualTo(told);
  }
}
