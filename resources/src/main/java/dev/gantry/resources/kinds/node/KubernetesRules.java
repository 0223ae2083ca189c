package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of the Kubernetes node that a machine becomes. */
final class KubernetesRules {
  /** {@code TotalAnnotationSizeLimitB} of k8s.io/apimachinery/pkg/api/validation. */
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;

  private static final int DISPLAY_NAME_LIMIT = 253;

  /** Kubernetes' own documented bound for clusters is lower; beyond this, address ranges end. */
  private static final int MANY_PODS = 256;

  /** Labels that the kubelet sets by what the machine is, and sets back. */
  private static final Set<String> OF_THE_KUBELET =
      Set.of("kubernetes.io/arch", "kubernetes.io/hostname", "kubernetes.io/os");

  private static final Set<String> OF_CONTROL_PLANES = Set.of(RoleSpec.CONTROL_PLANE, "master");

  private final NodeSpec spec;
  private final Problems problems;

  private KubernetesRules(NodeSpec spec, Problems problems) {
    this.spec = spec;
    this.problems = problems;
  }

  static void check(NodeSpec spec, Problems problems) {
    KubernetesRules rules = new KubernetesRules(spec, problems);
    rules.names();
    rules.schedulable();
    rules.labels();
    rules.annotations();
    rules.roles();
    rules.taints();
    rules.maxPods();
    KubeletFlags.check(spec.kubeletExtraArgs(), problems);
  }

  private void names() {
    if (spec.nodeName() == NodeSpec.NodeName.IP && spec.address().contains(":")) {
      problems.error(
          AttributePath.of("nodeName"),
          "node-name",
          "An IPv6 address cannot be a node's name",
          "Kubernetes' names have letters, digits, dashes and dots, no colons. Set nodeName to"
              + " hostname.");
    }
    spec.displayName()
        .filter(name -> name.isBlank() || name.length() > DISPLAY_NAME_LIMIT)
        .ifPresent(
            _ ->
                problems.error(
                    AttributePath.of("displayName"),
                    "display-name",
                    "A display name has 1 to " + DISPLAY_NAME_LIMIT + " characters",
                    "Shorten it, or leave it out."));
  }

  private void schedulable() {
    if (spec.role() == NodeSpec.Role.WORKER && spec.schedulable().equals(Optional.of(false))) {
      problems.error(
          AttributePath.of("schedulable"),
          "worker-not-schedulable",
          "A worker is there to run applications",
          "schedulable is for control planes. To keep applications off a worker give it a taint or"
              + " a role.");
    }
  }

  private void labels() {
    spec.labels()
        .forEach(
            (key, value) -> {
              AttributePath at = AttributePath.of("labels").field(key);
              wrong(at, "label-syntax", key, "a label key", LabelSyntax.wrongKey(key));
              wrong(at, "label-syntax", value, "a label value", LabelSyntax.wrongValue(value));
              reserved(at, key);
            });
  }

  private void reserved(AttributePath at, String key) {
    if (OF_THE_KUBELET.contains(key)) {
      problems.error(
          at,
          "label-reserved",
          "The label " + key + " is the kubelet's own",
          "It sets it by what the machine is, and sets it back. Choose another key.");
    } else if (key.startsWith(RoleSpec.PREFIX)) {
      String role = key.substring(RoleSpec.PREFIX.length());
      problems.error(
          at,
          "label-reserved",
          "The label " + key + " says what a node's role is",
          OF_CONTROL_PLANES.contains(role)
              ? "`role: control-plane` gives it."
              : "Give the node the role instead: `roles: {" + role + ": {taint: false}}`.");
    }
  }

  private void annotations() {
    int size = 0;
    for (Map.Entry<String, String> entry : spec.annotations().entrySet()) {
      AttributePath at = AttributePath.of("annotations").field(entry.getKey());
      wrong(
          at,
          "annotation-syntax",
          entry.getKey(),
          "an annotation key",
          LabelSyntax.wrongAnnotationKey(entry.getKey()));
      size += bytes(entry.getKey()) + bytes(entry.getValue());
    }
    if (spec.annotations().containsKey(KubernetesNode.DISPLAY_NAME)) {
      problems.error(
          AttributePath.of("annotations").field(KubernetesNode.DISPLAY_NAME),
          "annotation-reserved",
          "The annotation " + KubernetesNode.DISPLAY_NAME + " carries displayName",
          "Set displayName instead.");
    }
    if (size > ANNOTATIONS_LIMIT) {
      problems.error(
          AttributePath.of("annotations"),
          "annotations-too-large",
          "Annotations of " + size + " bytes",
          "Kubernetes takes 256 KiB of annotations, keys and values together.");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void roles() {
    spec.roles()
        .forEach(
            (role, given) -> {
              AttributePath at = AttributePath.of("roles").field(role);
              wrong(at, "role-syntax", role, "a role", LabelSyntax.wrongName(role));
              AttributePath value = at.field("value");
              wrong(
                  value,
                  "taint-syntax",
                  given.value(),
                  "a taint's value",
                  LabelSyntax.wrongValue(given.value()));
              if (OF_CONTROL_PLANES.contains(role)) {
                problems.error(
                    at,
                    "role-reserved",
                    "The role " + role + " is what a control plane has",
                    "Set `role: control-plane`, and `schedulable: true` where applications may run"
                        + " on it.");
              } else if (role.equals("worker") && given.taint()) {
                problems.warning(
                    at,
                    "worker-tainted",
                    "The role worker keeps ordinary applications away",
                    "Each role comes with a taint. Where only the label is meant: `worker: {taint:"
                        + " false}`.");
              }
            });
  }

  private void taints() {
    Set<String> seen = new HashSet<>();
    KubernetesNode.impliedTaints(spec).forEach(taint -> seen.add(identity(taint)));
    List<TaintSpec> taints = spec.taints();
    for (int i = 0; i < taints.size(); i++) {
      AttributePath at = AttributePath.of("taints").index(i);
      TaintSpec taint = taints.get(i);
      wrong(
          at.field("key"),
          "taint-syntax",
          taint.key(),
          "a taint's key",
          LabelSyntax.wrongKey(taint.key()));
      wrong(
          at.field("value"),
          "taint-syntax",
          taint.value(),
          "a taint's value",
          LabelSyntax.wrongValue(taint.value()));
      if (!seen.add(identity(taint))) {
        problems.error(
            at,
            "duplicate-taint",
            "The node has a taint " + taint.key() + " with " + taint.effect().word() + " already",
            "Kubernetes takes one taint of a key and an effect. It stands above, or comes with a"
                + " role or with the control plane. Remove one of them.");
      }
    }
  }

  private static String identity(TaintSpec taint) {
    return taint.key() + ":" + taint.effect().word();
  }

  private void maxPods() {
    spec.maxPods()
        .filter(most -> most > MANY_PODS)
        .ifPresent(
            most ->
                problems.warning(
                    AttributePath.of("maxPods"),
                    "many-pods",
                    most + " pods on one node",
                    "A node's usual address range has 254 addresses for pods, and Kubernetes is"
                        + " made for 110 pods a node. Values up to 256 are known to work."));
  }

  private void wrong(
      AttributePath at, String code, String text, String what, Optional<String> detail) {
    if (!text.equals(SpecReader.PLACEHOLDER)) {
      detail.ifPresent(
          why ->
              problems.error(
                  at, code, "\"" + TextRules.printable(text) + "\" is not " + what, why));
    }
  }
}
