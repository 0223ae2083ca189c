package dev.gantry.engine.execute;

import dev.gantry.engine.plan.ExecutionGraph;
import dev.gantry.engine.plan.Operation;
import dev.gantry.resources.address.HostName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which operation may start when: counts what each still waits for, keeps one step a host and so
 * many hosts at once. Of several that may start, the one earliest in the plan does. There is no
 * lock that an operation holds while it waits for another, so nothing can deadlock. Not safe for
 * use by several threads.
 */
final class Schedule {
  private final List<Operation> operations;
  private final int[][] dependants;
  private final int[] missing;
  private final int parallelism;
  private final BitSet over = new BitSet();
  private final BitSet running = new BitSet();

  private final Deque<Integer> ends = new ArrayDeque<>();
  private final Map<HostName, PriorityQueue<Integer>> waiting = new HashMap<>();
  private final Set<HostName> busy = new HashSet<>();

  /** The first step of every idle host that has any, and every step without a host. */
  private final TreeMap<Integer, Operation> heads = new TreeMap<>();

  private int atWork;
  private boolean stopped;
  private boolean aborted;

  Schedule(ExecutionGraph graph, int parallelism) {
    this.operations = graph.operations();
    this.parallelism = parallelism;
    this.dependants = dependants(operations);
    this.missing = operations.stream().mapToInt(op -> op.waitsFor().size()).toArray();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready(i);
      }
    }
  }

  /** Takes every operation that may start now. */
  List<Integer> start() {
    List<Integer> started = new ArrayList<>();
    if (aborted) {
      return started;
    }
    started.addAll(ends);
    ends.clear();
    while (!stopped && atWork < parallelism && !heads.isEmpty()) {
      Map.Entry<Integer, Operation> head = heads.pollFirstEntry();
      head.getValue().host().ifPresent(this::occupy);
      atWork++;
      started.add(head.getKey());
    }
    started.forEach(running::set);
    return started;
  }

  /** An operation is done: what waited only for it becomes ready. */
  void done(int operation) {
    end(operation, false);
    for (int dependant : dependants[operation]) {
      if (--missing[dependant] == 0 && !over.get(dependant)) {
        ready(dependant);
      }
    }
  }

  /**
   * An operation failed.
   *
   * @param stuck whether its step still runs though it was told to end: its host gets no other
   * @return every operation that now will never start, in order
   */
  List<Integer> failed(int operation, boolean stuck) {
    end(operation, stuck);
    BitSet lost = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(operation));
    while (!open.isEmpty()) {
      for (int dependant : dependants[open.remove()]) {
        if (!over.get(dependant)) {
          over.set(dependant);
          lost.set(dependant);
          open.add(dependant);
        }
      }
    }
    return lost.stream().boxed().toList();
  }

  /** No step starts from now on; what is done already is still recorded. */
  void stop() {
    stopped = true;
  }

  /** Nothing at all starts from now on. */
  void abort() {
    stopped = true;
    aborted = true;
  }

  /** Whether nothing runs any more and nothing will start. */
  boolean isOver() {
    return running.isEmpty() && (aborted || ends.isEmpty()) && (stopped || heads.isEmpty());
  }

  /** Operations that neither ran nor were lost to a failure; meaningful once all is over. */
  List<Integer> neverStarted() {
    List<Integer> left = new ArrayList<>();
    for (int i = over.nextClearBit(0); i < operations.size(); i = over.nextClearBit(i + 1)) {
      left.add(i);
    }
    return left;
  }

  private void end(int operation, boolean stuck) {
    over.set(operation);
    running.clear(operation);
    Operation ended = operations.get(operation);
    if (ended.step().isPresent()) {
      atWork--;
      if (!stuck) {
        ended.host().ifPresent(this::release);
      }
    }
  }

  private void ready(int number) {
    Operation operation = operations.get(number);
    if (operation.step().isEmpty()) {
      ends.add(number);
    } else if (operation.host().isEmpty()) {
      heads.put(number, operation);
    } else {
      HostName host = operation.host().get();
      PriorityQueue<Integer> queue = queue(host);
      if (!busy.contains(host)) {
        heads.remove(queue.isEmpty() ? number : queue.peek());
        queue.add(number);
        offer(queue);
      } else {
        queue.add(number);
      }
    }
  }

  private void occupy(HostName host) {
    busy.add(host);
    queue(host).remove();
  }

  private void release(HostName host) {
    busy.remove(host);
    offer(queue(host));
  }

  private PriorityQueue<Integer> queue(HostName host) {
    return waiting.computeIfAbsent(host, _ -> new PriorityQueue<>());
  }

  private void offer(PriorityQueue<Integer> queue) {
    if (!queue.isEmpty()) {
      heads.put(queue.peek(), operations.get(queue.peek()));
    }
  }

  private static int[][] dependants(List<Operation> operations) {
    List<List<Integer>> dependants = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      dependants.add(new ArrayList<>());
      for (int other : operations.get(i).waitsFor()) {
        dependants.get(other).add(i);
      }
    }
    return dependants.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
