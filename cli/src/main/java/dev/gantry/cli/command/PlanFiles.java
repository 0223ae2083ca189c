package dev.gantry.cli.command;

import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.plan.PlanFile;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saved plans on disk. */
final class PlanFiles {
  private static final long LARGEST = 1L << 30;

  private PlanFiles() {}

  /**
   * Reads a saved plan.
   *
   * @throws DiagnosticException when there is none, or it was altered
   */
  static Plan read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw unreadable(file, "it is larger than any plan");
      }
      return PlanFile.read(Files.readString(file));
    } catch (CharacterCodingException _) {
      throw unreadable(file, "it is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable(
          file, Files.notExists(file) ? "there is no such file" : String.valueOf(e.getMessage()));
    }
  }

  /** Saves a plan, replacing what is there. */
  static void write(Path file, Plan plan) {
    try {
      Files.writeString(file, PlanFile.write(plan));
    } catch (IOException e) {
      throw new DiagnosticException(
          Diagnostic.error(
              "plan-unwritable", "The plan cannot be saved", file + ": " + e.getMessage()));
    }
  }

  private static DiagnosticException unreadable(Path file, String what) {
    return new DiagnosticException(
        Diagnostic.error(
            "plan-unreadable",
            "The plan cannot be read",
            file + ": " + what + ".\nA plan is saved by: gantry plan --out FILE"));
  }
}
