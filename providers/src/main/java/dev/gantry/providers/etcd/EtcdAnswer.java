package dev.gantry.providers.etcd;

import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.state.json.Json;
import dev.gantry.state.json.MalformedJsonException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What one machine said: etcdctl's JSON of {@code endpoint status} and {@code member list}
 * (etcdctl/ctlv3/command/printer_json.go and the messages of etcdserverpb).
 *
 * @param id of its own member, in hex
 * @param listed every member that it knows of; they say nothing of themselves here
 */
record EtcdAnswer(String id, EtcdMember.Said said, List<EtcdMember> listed) {
  private static final EtcdMember.Answer NOTHING = new EtcdMember.Silent("");

  EtcdAnswer {
    listed = List.copyOf(listed);
  }

  /** Reads it; empty where the machine has no member that answers. */
  static Optional<EtcdAnswer> parse(KeyedLines lines) {
    try {
      JsonNode status = Json.parse(lines.first("own").orElse("[]")).path(0).path("Status");
      String id = id(status.path("header").path("member_id"));
      if (id.isEmpty()) {
        return Optional.empty();
      }
      List<EtcdMember> listed = new ArrayList<>();
      Json.parse(lines.first("list").orElse("{}"))
          .path("members")
          .values()
          .forEach(member -> listed.add(member(member)));
      return Optional.of(new EtcdAnswer(id, said(status), listed));
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }

  private static EtcdMember.Said said(JsonNode status) {
    String leader = id(status.path("leader"));
    return new EtcdMember.Said(
        status.path("version").asString(""),
        Optional.of(leader).filter(id -> !id.isEmpty()),
        status.path("dbSize").asLong(0),
        status.path("raftIndex").asLong(0),
        texts(status.path("errors")));
  }

  private static EtcdMember member(JsonNode member) {
    return new EtcdMember(
        id(member.path("ID")),
        member.path("name").asString(""),
        Optional.empty(),
        new EtcdMember.Urls(texts(member.path("peerURLs")), texts(member.path("clientURLs"))),
        member.path("isLearner").asBoolean(false),
        NOTHING);
  }

  /** Unsigned 64 bits; empty for none, which is 0. */
  private static String id(JsonNode node) {
    BigInteger number = node.isIntegralNumber() ? node.bigIntegerValue() : BigInteger.ZERO;
    return number.signum() == 0 ? "" : Long.toHexString(number.longValue());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.values().forEach(text -> texts.add(text.asString("")));
    return texts;
  }

  boolean hasLeader() {
    return said.leader().isPresent();
  }
}
