package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;

/** Certificates that kubeadm makes; each lasts a year. */
public record CertificatesSpec(
    @Doc("They are renewed when they end within this time.")
        @Default("2160h")
        @Format(TextFormat.DURATION)
        String renewBefore) {}
