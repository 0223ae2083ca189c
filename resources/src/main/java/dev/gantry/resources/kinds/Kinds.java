package dev.gantry.resources.kinds;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.cni.CniKind;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.vip.VipKind;
import java.util.List;

/** Every kind that a person can declare. */
public final class Kinds {
  private Kinds() {}

  /** All kinds, sorted by name. */
  public static List<Kind<?>> all() {
    return List.of(
        CniKind.KIND, ControlPlaneKind.KIND, EncryptionKeyKind.KIND, NodeKind.KIND, VipKind.KIND);
  }
}
