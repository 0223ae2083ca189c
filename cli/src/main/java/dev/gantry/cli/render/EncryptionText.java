package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.providers.encryption.EncryptionConfig;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.encryption.StoredBy;
import dev.gantry.providers.encryption.StoredCount;
import java.util.List;
import java.util.function.UnaryOperator;

/** How a cluster keeps its objects in etcd, for people. */
public final class EncryptionText {
  private static final int SUM = 12;

  private EncryptionText() {}

  /** The control planes, the keys, and what is wrong. */
  public static String of(EncryptionStatus status, Style style) {
    StringBuilder text = new StringBuilder();
    if (status.isOff()) {
      text.append("Encryption is off: objects are stored in etcd as they are.\n");
    } else {
      Table table = new Table();
      table.painted(style::dim, List.of("HOST", "FILE", "MODE", "SHA-256", "API SERVER"));
      status.hosts().forEach(host -> host(table, host, style));
      text.append(table.text());
    }
    status.config().ifPresent(config -> text.append('\n').append(keys(config, style)));
    return text + problems(status, style);
  }

  private static String problems(EncryptionStatus status, Style style) {
    StringBuilder text = new StringBuilder();
    for (String problem : status.problems()) {
      text.append('\n').append(style.red("! ")).append(problem);
    }
    return text.append(status.problems().isEmpty() ? "" : "\n").toString();
  }

  private static void host(Table table, HostEncryption host, Style style) {
    boolean well = host.file().isPresent() && !host.isStale();
    table.row(
        well ? UnaryOperator.identity() : style::red,
        List.of(
            host.host().value(),
            host.path().orElse("-"),
            host.file()
                .map(HostEncryption.ConfigFile::mode)
                .orElse(host.path().isPresent() ? "missing" : "-"),
            host.file().map(file -> file.sha256().substring(0, SUM)).orElse("-"),
            loaded(host)));
  }

  private static String loaded(HostEncryption host) {
    if (host.path().isEmpty()) {
      return "is not told to encrypt";
    }
    if (host.isStale()) {
      return "works by " + host.loaded().orElse("").substring(0, SUM);
    }
    if (host.loaded().isPresent()) {
      return "loaded";
    }
    return host.reload() ? "does not tell" : "reads it when it starts";
  }

  private static String keys(EncryptionConfig config, Style style) {
    Table table = new Table();
    table.painted(style::dim, List.of("RESOURCES", "PROVIDER", "KEY", "FINGERPRINT", ""));
    for (EncryptionConfig.Group group : config.groups()) {
      boolean first = true;
      for (EncryptionConfig.Reader reader : group.readers()) {
        table.row(
            UnaryOperator.identity(),
            List.of(
                first ? String.join(", ", group.resources()) : "",
                reader.by().provider(),
                reader.by().key(),
                reader.fingerprint(),
                first ? "writes" : "reads"));
        first = false;
      }
    }
    return table.text();
  }

  /** The counts, whether they are as they should be, and what is wrong with the control planes. */
  public static String of(List<StoredCount> counts, EncryptionStatus status, Style style) {
    Table table = new Table();
    table.painted(style::dim, List.of("RESOURCE", "OBJECTS", "STORED", ""));
    for (StoredCount count : counts) {
      boolean first = true;
      if (count.found().isEmpty()) {
        table.row(UnaryOperator.identity(), List.of(count.resource(), "0", "-", ""));
      }
      for (var found : count.found().entrySet()) {
        boolean well = found.getKey().equals(count.expected());
        table.row(
            well ? UnaryOperator.identity() : style::red,
            List.of(
                first ? count.resource() : "",
                Long.toString(found.getValue()),
                found.getKey().toString(),
                well ? "" : "not " + count.expected()));
        first = false;
      }
    }
    return table.text() + "\n" + verdict(counts) + "\n" + problems(status, style);
  }

  private static String verdict(List<StoredCount> counts) {
    long total = counts.stream().mapToLong(StoredCount::total).sum();
    long others = counts.stream().mapToLong(StoredCount::others).sum();
    boolean clear = counts.stream().map(StoredCount::expected).allMatch(StoredBy::isClear);
    if (others > 0) {
      return others
          + " of "
          + total
          + " objects are not stored as the configuration says. They change when they are written"
          + " again: kubectl get RESOURCE -A -o json | kubectl replace -f -";
    }
    return clear
        ? "All " + total + " objects are in the clear: nothing is encrypted."
        : "All " + total + " objects are stored as the configuration says.";
  }
}
