package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import java.util.List;

/** Packages, by the host's own manager or from files for an air gap. */
public record PackagesSpec(
    @Doc("Package names for the host's own manager: apt, dnf, yum or zypper.") @Default("[]")
        List<String> install,
    @Doc(
            "Package files (.deb or .rpm) beside the configuration, sent to the host and installed."
                + " The file's name tells package and version: `name_1.2-3_amd64.deb`,"
                + " `name-1.2-3.x86_64.rpm`.")
        @Default("[]")
        List<String> files) {}
