package dev.gantry.providers.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel, as the library wants to see a socket. Two virtual threads move its bytes: the library
 * writes from threads that must never wait for a slow machine.
 */
final class TunnelSession extends AbstractCloseable implements IoSession {
  private static final AtomicLong IDS = new AtomicLong(1L << 32);
  private static final int CHUNK = 32 * 1024;

  private final long id = IDS.getAndIncrement();
  private final TunnelAddress address;
  private final IoService service;
  private final IoHandler handler;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private final BlockingQueue<Write> writes = new LinkedBlockingQueue<>();
  private final ReentrantLock reading = new ReentrantLock();
  private final Condition resumed = reading.newCondition();
  private boolean suspended;

  TunnelSession(TunnelAddress address, IoService service, IoHandler handler) {
    super("tunnel to " + address);
    this.address = address;
    this.service = service;
    this.handler = handler;
  }

  /** Begins to move bytes; what was written before is sent now. */
  void start() {
    Thread.ofVirtual().name(address + " out").start(this::send);
    Thread.ofVirtual().name(address + " in").start(this::receive);
  }

  /** Bytes to send, or the end: nothing follows it. */
  private static final class Write extends AbstractIoWriteFuture {
    private final @Nullable Buffer bytes;

    Write(Object id, @Nullable Buffer bytes) {
      super(id, null);
      this.bytes = bytes;
    }

    void done() {
      setValue(true);
    }

    void failed(Throwable cause) {
      setValue(cause);
    }
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    Write write = new Write(address, buffer);
    if (isClosing()) {
      write.failed(new ClosedChannelException());
    } else {
      writes.add(write);
    }
    return write;
  }

  private void send() {
    try {
      while (true) {
        Write write = writes.take();
        if (write.bytes == null) {
          write.done();
          return;
        }
        address
            .tunnel()
            .out()
            .write(write.bytes.array(), write.bytes.rpos(), write.bytes.available());
        if (writes.isEmpty()) {
          address.tunnel().out().flush();
        }
        write.done();
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    } catch (InterruptedException e) {
      close(true);
    }
  }

  private void receive() {
    byte[] bytes = new byte[CHUNK];
    try {
      while (true) {
        awaitResumed();
        int length = address.tunnel().in().read(bytes);
        if (length < 0) {
          break;
        }
        handler.messageReceived(this, new ByteArrayBuffer(bytes, 0, length));
      }
      close(true);
    } catch (Exception e) {
      failed(e);
    }
  }

  private void awaitResumed() throws InterruptedException {
    reading.lockInterruptibly();
    try {
      while (suspended && !isClosing()) {
        resumed.await();
      }
    } finally {
      reading.unlock();
    }
  }

  private void failed(Exception cause) {
    if (!isClosing()) {
      try {
        handler.exceptionCaught(this, cause);
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
    close(true);
  }

  /** Lets what was written before reach the machine. */
  @Override
  protected CloseFuture doCloseGracefully() {
    CloseFuture sent = new DefaultCloseFuture(address, null);
    Write end = new Write(address, null);
    end.addListener(_ -> sent.setClosed());
    writes.add(end);
    return sent;
  }

  @Override
  protected void doCloseImmediately() {
    try {
      address.tunnel().close();
    } catch (IOException e) {
      // Nothing is left to be told: what was not sent is failed below.
    }
    for (Write write = writes.poll(); write != null; write = writes.poll()) {
      write.failed(new ClosedChannelException());
    }
    writes.add(new Write(address, null));
    resumeRead();
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      // The session inside is closed whatever its listeners do.
    }
  }

  @Override
  public void suspendRead() {
    suspended(true);
  }

  @Override
  public void resumeRead() {
    suspended(false);
  }

  private void suspended(boolean now) {
    reading.lock();
    try {
      suspended = now;
      resumed.signalAll();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void shutdownOutputStream() throws IOException {
    address.tunnel().out().close();
  }

  @Override
  public long getId() {
    return id;
  }

  @Override
  public @Nullable SocketAddress getAcceptanceAddress() {
    return null;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return address;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return address;
  }

  @Override
  public IoService getService() {
    return service;
  }

  @Override
  public @Nullable Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public @Nullable Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public @Nullable Object removeAttribute(Object key) {
    return attributes.remove(key);
  }
}
