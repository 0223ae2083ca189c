package dev.gantry.cli.render;

import dev.gantry.providers.etcd.EtcdMember;
import dev.gantry.providers.etcd.EtcdStatus;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of etcd, for programs; {@code format_version} changes when a field changes its
 * meaning.
 */
public final class EtcdJson {
  private EtcdJson() {}

  /** The members, and what may still fail. */
  public static ObjectNode of(EtcdStatus status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", "1.0");
    json.put("well", status.isWell());
    json.put("voters", status.voters().size());
    json.put("healthy", status.healthy());
    json.put("quorum", status.quorum());
    json.put("may_fail", Math.max(0, status.spare()));
    json.put("has_quorum", status.spare() >= 0);
    ArrayNode members = json.putArray("members");
    status.members().forEach(member -> member(members.addObject(), member));
    return json;
  }

  private static void member(ObjectNode json, EtcdMember member) {
    json.put("id", member.id()).put("name", member.name());
    member.host().ifPresent(host -> json.put("host", host.value()));
    texts(json.putArray("peer_urls"), member.urls().peer());
    texts(json.putArray("client_urls"), member.urls().client());
    json.put("leader", member.isLeader()).put("learner", member.learner());
    json.put("healthy", member.isHealthy()).put("health", member.health());
    if (member.answer() instanceof EtcdMember.Said said) {
      json.put("version", said.version());
      json.put("db_size", said.dbSize());
      json.put("raft_index", said.raftIndex());
      texts(json.putArray("errors"), said.errors());
    }
    texts(json.putArray("alarms"), member.alarms());
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
