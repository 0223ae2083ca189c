package dev.gantry.providers.vip;

import dev.gantry.resources.address.HostName;

/**
 * One machine behind the VIP.
 *
 * @param address its own, as an IP literal
 * @param priority of VRRP, 1 to 254; the highest wins an election
 */
record Member(HostName host, String address, int priority) {}
