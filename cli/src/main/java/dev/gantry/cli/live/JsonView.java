package dev.gantry.cli.live;

import dev.gantry.cli.render.DiagnosticJson;
import dev.gantry.engine.event.Event;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.json.Json;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object a line, in the form of Terraform's machine-readable UI: {@code @level},
 * {@code @message}, {@code @module}, {@code @timestamp}, {@code type}, and what belongs to the
 * type.
 */
public final class JsonView implements ProgressView {
  private static final String VERSION = "1.2";

  private final PrintStream out;
  private final Clock clock;
  private final Map<ResourceAddress, Instant> started = new ConcurrentHashMap<>();

  /** Starts with the line that tells the versions. */
  public JsonView(PrintStream out, Clock clock, String gantryVersion) {
    this.out = out;
    this.clock = clock;
    ObjectNode line = line("info", "version", "Gantry " + gantryVersion, clock.instant());
    print(line.put("gantry", gantryVersion).put("ui", VERSION));
  }

  @Override
  public void say(String text) {
    print(line("info", "log", text, clock.instant()));
  }

  /** A problem, as {@code type: diagnostic}. */
  public void problem(Diagnostic diagnostic) {
    String level = diagnostic.isError() ? "error" : "warn";
    String word = diagnostic.isError() ? "Error: " : "Warning: ";
    ObjectNode line = line(level, "diagnostic", word + diagnostic.summary(), clock.instant());
    line.set("diagnostic", DiagnosticJson.of(diagnostic));
    print(line);
  }

  /** A line of another type, for what is no event: a planned change, a summary. */
  public void told(String type, String message, Map<String, ObjectNode> parts) {
    ObjectNode line = line("info", type, message, clock.instant());
    parts.forEach(line::set);
    print(line);
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.ProbeStarted it -> host(it, "refresh_start", it.host() + ": Refreshing state...");
      case Event.ProbeEnded it ->
          host(it, "refresh_complete", it.host() + (it.answered() ? ": Refreshed" : ": No answer"));
      case Event.ResourceStarted it -> {
        started.put(it.address(), it.at());
        hook(it, "apply_start", it.address(), it.action(), Sentences.doing(it.action()) + "...");
      }
      case Event.StepStarted it -> step(it, "provision_start", it.address(), it.step(), it.title());
      case Event.StepProgress it ->
          step(it, "provision_progress", it.address(), it.step(), it.message());
      case Event.StepRetrying it ->
          step(it, "provision_retry", it.address(), it.step(), it.reason().summary());
      case Event.StepDone it -> step(it, "provision_complete", it.address(), it.step(), "done");
      case Event.StepFailed it ->
          step(it, "provision_errored", it.address(), it.step(), it.reason().summary());
      case Event.ResourceDone it -> hook(it, "apply_complete", it.address(), it.action(), text(it));
      case Event.ResourceFailed it -> {
        hook(it, "apply_errored", it.address(), it.action(), text(it));
        it.reasons().forEach(this::problem);
      }
      case Event.ResourceSkipped it ->
          hook(it, "apply_skipped", it.address(), it.action(), text(it));
    }
  }

  @Override
  public void close() {
    out.flush();
  }

  private static String text(Event event) {
    return Sentences.ending(event).map(Line::text).orElse("");
  }

  private void host(Event event, String type, String message) {
    String name = message.substring(0, message.indexOf(':'));
    ObjectNode line = line("info", type, message, event.at());
    line.putObject("hook").put("host", name);
    print(line);
  }

  private void step(
      Event event, String type, ResourceAddress address, String step, String message) {
    ObjectNode line = line("info", type, address + ": " + message, event.at());
    ObjectNode hook = line.putObject("hook");
    hook.set("resource", resource(address));
    hook.put("step", step);
    elapsed(hook, address, event.at());
    print(line);
  }

  private void hook(
      Event event, String type, ResourceAddress address, String action, String message) {
    String level = type.equals("apply_errored") ? "error" : "info";
    String prefix = message.startsWith(address.toString()) ? "" : address + ": ";
    ObjectNode line = line(level, type, prefix + message, event.at());
    ObjectNode hook = line.putObject("hook");
    hook.set("resource", resource(address));
    hook.put("action", action);
    elapsed(hook, address, event.at());
    print(line);
  }

  private void elapsed(ObjectNode hook, ResourceAddress address, Instant now) {
    Instant since = started.get(address);
    if (since != null) {
      hook.put("elapsed_seconds", Duration.between(since, now).toSeconds());
    }
  }

  /** The resource in Terraform's fields. */
  public static ObjectNode resource(ResourceAddress address) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("addr", address.toString())
        .put("module", "")
        .put("resource", address.toString())
        .put("implied_provider", "gantry")
        .put("resource_type", address.kind())
        .put("resource_name", address.name())
        .putNull("resource_key");
  }

  private static ObjectNode line(String level, String type, String message, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("@level", level)
        .put("@message", message)
        .put("@module", "gantry.ui")
        .put("@timestamp", at.toString())
        .put("type", type);
  }

  private synchronized void print(ObjectNode line) {
    out.print(Json.compact(line) + "\n");
    out.flush();
  }
}
