package org.keyrite.age;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.crypto.sealing.PayloadKey;

/** A transfer that is watched: what is written, by whom, from and to which memory. */
final class TransferTrial {
  static final int CHUNK = PayloadKey.CHUNK_LENGTH;
  static final int SEALED = CHUNK + PayloadKey.OVERHEAD;

  private final PayloadKey key;
  private final ChunkCipher cipher;
  private final InputStream source;
  private final Set<byte[]> arrays =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final Set<Thread> writers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger threadsStarted = new AtomicInteger();
  private final Destination destination = new Destination();
  private int cores = 1;
  private ThreadFactory factory = Thread.ofPlatform().daemon().name("age-payload").factory();

  /** Has a key, and nothing to do yet. */
  TransferTrial() {
    this(newKey(), null, InputStream.nullInputStream());
  }

  private TransferTrial(PayloadKey key, ChunkCipher cipher, InputStream source) {
    this.key = key;
    this.cipher = cipher;
    this.source = source;
  }

  private static PayloadKey newKey() {
    try (FileKey fileKey = FileKey.generate()) {
      return fileKey.payloadKey(new byte[16]);
    }
  }

  TransferTrial sealing(InputStream from) {
    return new TransferTrial(key, new ChunkSealer(key), from);
  }

  TransferTrial opening(InputStream from) {
    return new TransferTrial(key, new ChunkOpener(key), from);
  }

  TransferTrial onCores(int number) {
    cores = number;
    return this;
  }

  TransferTrial withThreads(ThreadFactory threads) {
    factory = threads;
    return this;
  }

  /** The destination takes so many bytes, and fails with the write that would be more. */
  TransferTrial failingAfter(int room, Throwable failure) {
    destination.room = room;
    destination.failure = failure;
    return this;
  }

  /** What should come of sealing, done one chunk after the other. */
  byte[] sealedInOneLoop(byte[] plaintext) {
    int chunks = Math.max(1, (plaintext.length + CHUNK - 1) / CHUNK);
    byte[] sealed = new byte[plaintext.length + chunks * PayloadKey.OVERHEAD];
    for (int i = 0; i < chunks; i++) {
      int length = Math.min(CHUNK, plaintext.length - i * CHUNK);
      key.seal(i, i == chunks - 1, plaintext, i * CHUNK, length, sealed, i * SEALED);
    }
    return sealed;
  }

  long run() throws IOException {
    ThreadFactory counting =
        work -> {
          threadsStarted.incrementAndGet();
          return factory.newThread(work);
        };
    ChunkSource chunks = new ChunkSource(new Watched(source), 0, cipher.lengthBefore());
    return new PayloadTransfer(cipher, chunks, destination, cores, counting).run();
  }

  /** Runs it in a thread of its own. */
  CompletableFuture<Long> start() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return run();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        work -> Thread.ofPlatform().daemon().start(work));
  }

  byte[] written() {
    return destination.bytes();
  }

  void awaitWritten(int length) throws InterruptedException {
    destination.await(length);
  }

  int failedWrites() {
    return destination.failedWrites;
  }

  Set<Thread> writers() {
    return writers;
  }

  int threadsStarted() {
    return threadsStarted.get();
  }

  /** All memory that was read into or written from. */
  Set<byte[]> arrays() {
    return arrays;
  }

  /** Fails with an exception of any kind that a stream may throw. */
  static void fail(Throwable failure) throws IOException {
    switch (failure) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw (Error) failure;
    }
  }

  private final class Watched extends FilterInputStream {
    Watched(InputStream from) {
      super(from);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      arrays.add(bytes);
      return super.read(bytes, offset, length);
    }
  }

  private final class Destination extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int room = Integer.MAX_VALUE;
    private Throwable failure;
    private int failedWrites;

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
      arrays.add(bytes);
      writers.add(Thread.currentThread());
      if (failure != null && written.size() + count > room) {
        failedWrites++;
        fail(failure);
      }
      written.write(bytes, from, count);
      notifyAll();
    }

    synchronized byte[] bytes() {
      return written.toByteArray();
    }

    synchronized void await(int length) throws InterruptedException {
      while (written.size() < length) {
        wait();
      }
    }
  }
}
