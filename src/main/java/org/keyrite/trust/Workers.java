package org.keyrite.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keyrite.fault.Failed;

/** Work that is spread over all cores. */
final class Workers {
  /** How many of them there are. */
  static final int MOST = Runtime.getRuntime().availableProcessors();

  private Workers() {}

  /**
   * Does everything, and waits for it.
   *
   * @param tasks what to do; they fail with {@link Failed} alone
   * @return what became of each, in their order
   */
  static <T> List<T> run(List<Callable<T>> tasks) throws Failed {
    List<T> results = new ArrayList<>();
    int threads = Math.clamp(tasks.size(), 1, MOST);
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (Future<T> future : workers.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failed failed) {
        throw failed;
      }
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new Failed(
            "There is not the memory for these files.",
            "Signatures of signify, and minisign's old kind, hold a whole file in memory: verify"
                + " fewer of them at once.",
            e);
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("looking at a file only fails in one way", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("The verification was interrupted.", "Begin again.", e);
    }
  }
}
