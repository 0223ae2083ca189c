package dev.gantry.state;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random values, resources and journal entries; equal seeds give equal ones. */
public record RandomStates(RandomGenerator random) {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "$unknown",
          "$sealed",
          "$",
          "$$x",
          "net.ipv4.ip_forward",
          "ünï ☃ 😀",
          "a\nb\t\"\\\u0000");

  /** A known value, at most so many levels deep. */
  public Value value(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> new Value.Text(text());
      case 1 -> new Value.Whole(random.nextLong());
      case 2 -> new Value.Flag(random.nextBoolean());
      case 3 -> new Value.Sealed("v1:" + "Ab+/".repeat(2 + random.nextInt(9)) + "cd==");
      case 4 -> new Value.Many(several(() -> value(depth - 1)));
      default -> fields(depth - 1);
    };
  }

  /** Fields of known values. */
  public Value.Fields fields(int depth) {
    SortedMap<String, Value> entries = new TreeMap<>();
    several(this::text).forEach(name -> entries.put(name, value(depth)));
    return new Value.Fields(entries);
  }

  /** A resource out of few, so that entries meet again. */
  public ResourceAddress address() {
    return new ResourceAddress(random.nextBoolean() ? "Node" : "VIP", "n" + random.nextInt(5));
  }

  /** A recorded resource. */
  public Recorded recorded() {
    SortedMap<HostName, HostIdentity> hosts = new TreeMap<>();
    several(() -> "h" + random.nextInt(9))
        .forEach(host -> hosts.put(new HostName(host), new HostIdentity("id-" + host, text())));
    return new Recorded(
        address(),
        random.nextInt(5),
        fields(2),
        new TreeSet<>(several(this::address)),
        hosts,
        several(this::condition),
        random.nextBoolean() ? Optional.empty() : Optional.of(new Pending("update", text())));
  }

  /** A state of some resources. */
  public State state() {
    State state = new State("lineage-" + random.nextInt(9), random.nextInt(100), new TreeMap<>());
    for (Recorded recorded : several(this::recorded)) {
      state = state.with(recorded);
    }
    return random.nextBoolean() ? state : state.with(encryption());
  }

  /** People who may open secrets, as far as the file goes: nobody really could. */
  public Encryption encryption() {
    Encryption.Type[] types = Encryption.Type.values();
    List<Encryption.Recipient> recipients = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      recipients.add(
          new Encryption.Recipient(
              types[random.nextInt(types.length)], "id-" + i + text(), "AAAA", fields(1)));
    }
    return new Encryption("%016x".formatted(random.nextLong()), recipients);
  }

  /** Any journal entry. */
  public JournalEntry entry() {
    return switch (random.nextInt(7)) {
      case 0 -> new JournalEntry.RunStarted("run", "apply", "lineage", random.nextInt(9), NOON);
      case 1 -> new JournalEntry.StepStarted(address(), "update", text(), NOON);
      case 2 -> new JournalEntry.StepEnded(address(), text(), random.nextBoolean(), NOON);
      case 3 -> new JournalEntry.ResourceRecorded(recorded());
      case 4 -> new JournalEntry.ResourceRemoved(address());
      case 5 -> new JournalEntry.EncryptionRecorded(encryption());
      default -> new JournalEntry.RunEnded("run", NOON);
    };
  }

  private Condition condition() {
    Condition.Status[] all = Condition.Status.values();
    return new Condition("Ready", all[random.nextInt(all.length)], text(), text(), NOON);
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private <T> List<T> several(Supplier<T> one) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(one.get());
    }
    return items;
  }
}
