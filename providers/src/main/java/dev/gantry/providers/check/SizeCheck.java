package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** CPUs, memory and room on disks. */
final class SizeCheck implements HostCheck {
  // kubeadm's own limits for a control plane (its preflight's NumCPU and Mem).
  private static final int CONTROL_PLANE_CPUS = 2;
  private static final long CONTROL_PLANE_MIB = 1700;
  private static final long WORKER_MIB = 1000;

  private static final long LEAST_DISK_MIB = 2 << 10;
  private static final long GOOD_DISK_MIB = 10 << 10;

  @Override
  public void look(CheckedHost host, Findings findings) {
    cpus(host, findings);
    memory(host, findings);
    disks(host, findings);
    etcdDisk(host, findings);
  }

  private static void cpus(CheckedHost host, Findings findings) {
    Optional<Integer> few =
        host.facts().hardware().cpus().filter(cpus -> cpus < CONTROL_PLANE_CPUS);
    if (host.isControlPlane() && few.isPresent()) {
      findings.error(
          host,
          CheckName.NUM_CPU,
          "a control plane with " + few.get() + " CPU",
          "give it 2 CPUs or more: kubeadm refuses fewer");
    }
  }

  private static void memory(CheckedHost host, Findings findings) {
    Optional<Long> memory = host.facts().hardware().memoryMiB();
    if (host.isControlPlane() && memory.filter(mib -> mib < CONTROL_PLANE_MIB).isPresent()) {
      findings.error(
          host,
          CheckName.MEM,
          "a control plane with " + memory.get() + " MiB of memory",
          "give it 1700 MiB or more: kubeadm refuses less");
    } else if (memory.filter(mib -> mib < WORKER_MIB).isPresent()) {
      findings.warning(
          host,
          CheckName.MEM,
          "a worker with " + memory.get() + " MiB of memory",
          "give it 1 GiB or more: little is left for pods");
    }
  }

  /** Several folders on one file system are one finding. */
  private static void disks(CheckedHost host, Findings findings) {
    SortedMap<String, List<String>> folders = new TreeMap<>();
    SortedMap<String, Long> free = new TreeMap<>();
    host.own()
        .under("disk-")
        .forEach(
            (folder, line) -> {
              String[] words = line.split(" ", -1);
              boolean counts = host.isControlPlane() || !folder.endsWith("/etcd");
              if (counts && words.length > 4 && words[3].matches("\\d{1,18}")) {
                folders.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(folder);
                free.put(words[0], Long.parseLong(words[3]) / 1024);
              }
            });
    free.forEach(
        (device, mib) -> {
          if (mib < GOOD_DISK_MIB) {
            findings.add(
                host,
                CheckName.DISK_SPACE,
                mib < LEAST_DISK_MIB ? Level.ERROR : Level.WARNING,
                mib
                    + " MiB are free on "
                    + device
                    + " for "
                    + String.join(", ", folders.getOrDefault(device, List.of())),
                "free some, or mount a larger disk there: 10 GiB are a good start");
          }
        });
  }

  private static void etcdDisk(CheckedHost host, Findings findings) {
    if (host.isControlPlane() && host.own().first("rotates").equals(Optional.of("1"))) {
      findings.info(
          host,
          CheckName.ETCD_DISK,
          "the disk of /var/lib says that it rotates",
          "put /var/lib/etcd on an SSD; virtual disks often say so without reason");
    }
  }
}
