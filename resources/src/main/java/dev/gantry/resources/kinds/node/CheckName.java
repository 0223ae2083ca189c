package dev.gantry.resources.kinds.node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The checks of a machine, by the names under which they are told, documented and waived. The names
 * are stable; where kubeadm's preflight checks the same, the name is kubeadm's.
 */
public enum CheckName {
  ADDRESS("NodeAddress", "the machine has the node's `address`"),
  OPERATING_SYSTEM("OperatingSystem", "the system and its version are among the supported ones"),
  KERNEL_VERSION("KernelVersion", "the kernel is 4.19 or later, better 5.8 or later"),
  INIT_SYSTEM("InitSystem", "systemd runs the machine"),
  ARCHITECTURE("Architecture", "the architecture is x86_64 or aarch64"),
  UNIFORM_ARCHITECTURE("UniformArchitecture", "all machines have the same architecture"),
  PACKAGE_ARCHITECTURE("PackageArchitecture", "given package files fit the machine"),
  NUM_CPU("NumCPU", "a control plane has 2 CPUs or more"),
  MEM("Mem", "a control plane has 1700 MiB of memory or more, a worker 1 GiB"),
  DISK_SPACE("DiskSpace", "/var/lib/{etcd,containerd,kubelet} have room: 2 GiB, better 10 GiB"),
  ETCD_DISK("EtcdDisk", "a control plane keeps etcd on a disk that does not rotate"),
  PORT_6443("Port-6443", "a control plane's port for the Kubernetes API is free"),
  PORT_2379("Port-2379", "a control plane's port for etcd's clients is free"),
  PORT_2380("Port-2380", "a control plane's port for etcd's members is free"),
  PORT_10250("Port-10250", "the kubelet's port is free"),
  PORT_10257("Port-10257", "a control plane's port of kube-controller-manager is free"),
  PORT_10259("Port-10259", "a control plane's port of kube-scheduler is free"),
  HOSTNAME("Hostname", "the hostname is one that Kubernetes takes for a node"),
  HOSTNAME_RESOLUTION("HostnameResolution", "the machine can resolve its own hostname"),
  UNIQUE_HOSTNAME("UniqueHostname", "no two machines have the same hostname"),
  UNIQUE_MAC("UniqueMac", "no two machines have the same hardware address"),
  UNIQUE_MACHINE_ID("UniqueMachineId", "no two machines have the same machine-id"),
  UNIQUE_PRODUCT_UUID("UniqueProductUuid", "no two machines have the same product_uuid"),
  CLOCK_SYNCHRONISED("ClockSynchronised", "the clock follows a time source"),
  CLOCK_SKEW("ClockSkew", "the clock is within 1 s of the other machines'"),
  SWAP("NodeSwap", "no swap is in use, or Gantry turns it off"),
  CGROUP_VERSION("CgroupVersion", "control groups are version 2"),
  KERNEL_MODULES("KernelModules", "the modules that the node is to load are there"),
  KERNEL_PARAMETERS("KernelParameters", "the parameters that the node is to set exist"),
  SELINUX("SELinux", "SELinux does not enforce"),
  APPARMOR("AppArmor", "where the kernel has AppArmor, apparmor_parser is there"),
  FIREWALL("Firewall", "no firewall is active or drops what is not named"),
  DEFAULT_ROUTE("DefaultRoute", "there is a default route, from which Kubernetes takes an address"),
  NAME_SERVERS("NameServers", "/etc/resolv.conf names one to three name servers"),
  REACHABILITY("Reachability", "the machine reaches the ports that it needs on the others"),
  TOOLS("Tools", "programs that kubeadm and the kubelet call are there"),
  KUBELET("KubeletRunning", "no kubelet runs on a machine that is no node yet"),
  KUBERNETES_FILES("DirAvailable-etc-kubernetes", "/etc/kubernetes has no files"),
  ETCD_FILES("DirAvailable-var-lib-etcd", "/var/lib/etcd of a control plane is empty"),
  CNI_FILES("DirAvailable-etc-cni-net.d", "/etc/cni/net.d has no files"),
  NETWORK_LEFTOVERS("NetworkLeftovers", "no links of a former cluster's network are left"),
  OTHER_RUNTIME("OtherRuntime", "no other container runtime is active");

  private final String text;
  private final String about;

  CheckName(String text, String about) {
    this.text = text;
    this.about = about;
  }

  /** The name as it is told and waived: {@code Port-6443}. */
  public String text() {
    return text;
  }

  /** What holds when nothing is found, in a few words. */
  public String about() {
    return about;
  }

  /** The check of a name; capitals count. */
  public static Optional<CheckName> of(String text) {
    return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
  }

  /** All names. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(CheckName::text).toList();
  }

  @Override
  public String toString() {
    return text;
  }
}
