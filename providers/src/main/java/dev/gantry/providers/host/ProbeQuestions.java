package dev.gantry.providers.host;

import dev.gantry.engine.probe.ProbeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One probe as {@code probe.sh} is asked it. Questions go by index, so that no name or path comes
 * back in the answer.
 *
 * @param mark a word that only this probe's answer has
 * @param paths of files, sorted; the index counts from 0
 * @param commands names of commands, sorted; the index counts from 0
 */
record ProbeQuestions(
    String mark, ProbeRequest request, List<String> paths, List<String> commands) {
  private static final String SCRIPT = Scripts.of("probe.sh");
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int ANSWER_LIMIT = 16 << 20;

  static ProbeQuestions of(ProbeRequest request) {
    SortedSet<String> paths = new TreeSet<>(request.files());
    paths.addAll(request.contents());
    return new ProbeQuestions(
        "gantry-" + UUID.randomUUID(),
        request,
        List.copyOf(paths),
        List.copyOf(request.commands().keySet()));
  }

  boolean wantsContent(String path) {
    return request.contents().contains(path);
  }

  /** The one command that asks everything. */
  Command command() {
    List<String> arguments = new ArrayList<>(List.of(mark));
    for (int index = 0; index < paths.size(); index++) {
      String path = paths.get(index);
      arguments.addAll(
          List.of(wantsContent(path) ? "content" : "file", Integer.toString(index), path));
    }
    int index = 0;
    for (List<String> argv : request.commands().values()) {
      arguments.addAll(List.of("run", Integer.toString(index), Integer.toString(argv.size())));
      arguments.addAll(argv);
      index++;
    }
    return Command.script(SCRIPT, arguments).within(LIMIT).keeping(ANSWER_LIMIT);
  }
}
