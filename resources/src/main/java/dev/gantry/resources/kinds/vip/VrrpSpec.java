package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kind.TextFormat;
import java.util.Map;
import java.util.Optional;

/** VRRP (RFC 5798) as keepalived speaks it. */
public record VrrpSpec(
    @Doc("Virtual router id, unique on the network segment.")
        @Default("61")
        @Range(min = 1, max = 255)
        int routerId,
    @Doc("Time between adverts; three lost ones move the address. Below 1s needs version 3.")
        @Default("300ms")
        @Format(TextFormat.DURATION)
        String advertInterval,
    @Doc("Protocol version.") @Default("3") @Range(min = 2, max = 3) int version,
    @Doc("How adverts travel.") @Default("unicast") Transport transport,
    @Doc("Priority by node, 1 to 254; by default falling from 150 in the order of `nodes`.")
        @Default("{}")
        @Range(min = 1, max = 254)
        Map<String, Integer> priorities,
    @Doc(
            "Password of VRRP version 2, at most 8 characters; version 3 has none (RFC 5798 section 9).")
        Optional<SecretSource> password) {

  /** How adverts travel. */
  public enum Transport {
    UNICAST,
    MULTICAST
  }
}
