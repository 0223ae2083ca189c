package dev.gantry.cli.command;

import dev.gantry.cli.run.Context;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** All commands together, ready to be executed. */
public final class GantryCommandLine {
  private static final Pattern ONE_DASH = Pattern.compile("-[a-z][a-z-]+(=.*)?", Pattern.DOTALL);

  private GantryCommandLine() {}

  /** Runs what was typed and returns the exit code. */
  public static int execute(Context context, String... arguments) {
    try {
      return of(context).execute(twoDashes(arguments));
    } finally {
      context.terminal().out().flush();
      context.terminal().err().flush();
    }
  }

  /** The tree of commands. */
  static CommandLine of(Context context) {
    Root root = new Root(context);
    CommandLine line = new CommandLine(root);
    line.getCommandSpec().version("Gantry v" + context.version());
    line.addSubcommand("init", new InitCommand(root))
        .addSubcommand("validate", new ValidateCommand(root))
        .addSubcommand("plan", new PlanCommand(root))
        .addSubcommand("apply", new ApplyCommand(root))
        .addSubcommand("destroy", new DestroyCommand(root))
        .addSubcommand("drift", new DriftCommand(root))
        .addSubcommand("check", new CheckCommand(root))
        .addSubcommand("facts", new FactsCommand(root))
        .addSubcommand("exec", new ExecCommand(root))
        .addSubcommand("kubeconfig", new KubeconfigCommand(root))
        .addSubcommand("encryption", EncryptionCommands.of(root))
        .addSubcommand("etcd", EtcdCommands.of(root))
        .addSubcommand("show", new ShowCommand(root))
        .addSubcommand("graph", new GraphCommand(root))
        .addSubcommand("import", new ImportCommand(root))
        .addSubcommand("state", StateCommands.of(root))
        .addSubcommand("force-unlock", new ForceUnlockCommand(root))
        .addSubcommand("schema", new SchemaCommand(root))
        .addSubcommand("completion", new CompletionCommand(root))
        .addSubcommand("version", new VersionCommand(root));
    Failures failures = new Failures(root);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false); // `exec` takes arguments as they are
    line.setParameterExceptionHandler(failures::typedWrong);
    line.setExecutionExceptionHandler(failures::failed);
    line.setOut(writer(context.terminal().out()));
    line.setErr(writer(context.terminal().err()));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            context.terminal().style().coloured()
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    return line;
  }

  /** {@code -auto-approve} as Terraform writes it becomes {@code --auto-approve}. */
  static String[] twoDashes(String... arguments) {
    List<String> result = new ArrayList<>();
    boolean options = true;
    for (String argument : arguments) {
      options = options && !argument.equals("--");
      result.add(options && ONE_DASH.matcher(argument).matches() ? "-" + argument : argument);
    }
    return result.toArray(String[]::new);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
