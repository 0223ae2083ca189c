package dev.gantry.providers.kube;

import dev.gantry.resources.address.HostName;

/**
 * One kube-apiserver, asked on its own machine by its own address: never through the VIP, which
 * would hide that it does not answer.
 */
public record ApiServer(HostName host, String address, int port) {
  /** Its URL. */
  public String url() {
    return "https://" + (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }
}
