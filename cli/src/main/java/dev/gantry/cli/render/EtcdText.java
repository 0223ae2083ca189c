package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.providers.etcd.EtcdMember;
import dev.gantry.providers.etcd.EtcdStatus;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Quote;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The members of etcd, for people. */
public final class EtcdText {
  private static final double MIB = 1024.0 * 1024;

  private EtcdText() {}

  /** The members, and what may still fail. */
  public static String of(EtcdStatus status, Style style) {
    Table table = new Table();
    table.painted(
        style::dim,
        List.of(
            "NAME", "HOST", "ID", "ROLE", "HEALTH", "VERSION", "DB", "INDEX", "PEER", "CLIENT"));
    status.members().forEach(member -> member(table, member, style));
    StringBuilder text = new StringBuilder(table.text());
    text.append('\n').append(verdict(status)).append('\n');
    for (EtcdMember member : status.members()) {
      member
          .alarms()
          .forEach(
              alarm ->
                  text.append(style.red("! "))
                      .append(shown(member.title()))
                      .append(" has raised the alarm ")
                      .append(shown(alarm))
                      .append('\n'));
    }
    return text.toString();
  }

  private static void member(Table table, EtcdMember member, Style style) {
    table.row(
        member.isHealthy() ? UnaryOperator.identity() : style::red,
        List.of(
            member.name().isEmpty() ? "-" : shown(member.name()),
            member.host().map(HostName::value).orElse("-"),
            member.id(),
            role(member),
            shown(member.health()),
            said(member, said -> said.version()),
            said(member, said -> size(said.dbSize())),
            said(member, said -> Long.toString(said.raftIndex())),
            shown(String.join(",", member.urls().peer())),
            shown(String.join(",", member.urls().client()))));
  }

  private static String role(EtcdMember member) {
    if (member.learner()) {
      return "learner";
    }
    return member.isLeader() ? "leader" : "follower";
  }

  private static String said(EtcdMember member, Function<EtcdMember.Said, String> part) {
    return switch (member.answer()) {
      case EtcdMember.Silent _ -> "-";
      case EtcdMember.Said said -> shown(part.apply(said));
    };
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
  }

  /** What machines say, without what could command a terminal. */
  private static String shown(String text) {
    return text.isEmpty() || text.codePoints().allMatch(Quote::isHarmless) ? text : Quote.of(text);
  }

  private static String verdict(EtcdStatus status) {
    int voters = status.voters().size();
    String counts =
        voters
            + (voters == 1 ? " member has" : " members have")
            + " a vote, "
            + status.healthy()
            + (status.healthy() == 1 ? " is" : " are")
            + " healthy; the quorum is "
            + status.quorum()
            + ".";
    int spare = status.spare();
    if (spare < 0) {
      return counts + " There is no quorum: nothing can be written.";
    }
    return counts + (spare == 0 ? " None may fail." : " " + spare + " more may fail.");
  }
}
