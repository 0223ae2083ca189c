package dev.gantry.state;

/**
 * A change that had started when its run was cut off; the next plan starts from what the machines
 * say, and this says that they may be half-way.
 *
 * @param action the change's action word: {@code create}, {@code update}, {@code replace}, {@code
 *     delete}
 * @param step the id of the last step that had started
 */
public record Pending(String action, String step) {}
