package io.github.sparkndarray.arrow.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.Chunk;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.Test;

class AllocatorScopeTest {

  /** An account with a limit of its own. */
  private static final class Account implements MemoryReservation {
    final AtomicLong held = new AtomicLong();
    final long limit;

    Account(long limit) {
      this.limit = limit;
    }

    @Override
    public void reserve(long bytes) {
      if (held.addAndGet(bytes) > limit) {
        held.addAndGet(-bytes);
        throw NDArrayException.of(ErrorCode.MEMORY, "the account is empty");
      }
    }

    @Override
    public void release(long bytes) {
      assertThat(held.addAndGet(-bytes)).isNotNegative();
    }
  }

  @Test
  void reportsUseAndPeak() {
    AllocatorScope scope = AllocatorScope.open("task 7", 1000);
    assertThat(scope).hasToString("AllocatorScope[task 7, 0 of 1000 bytes]");
    ArrowBuf first = scope.allocator().buffer(100);
    ArrowBuf second = scope.allocator().buffer(10);
    assertThat(scope.used()).isEqualTo(128 + 64);
    first.close();
    second.close();
    scope.close();
    assertThat(scope.used()).isZero();
    assertThat(scope.peak()).isEqualTo(128 + 64);
    scope.close();
  }

  @Test
  void openScopesAreListedUntilTheyAreClosed() {
    List<String> before = AllocatorScope.openScopes();
    AllocatorScope scope = AllocatorScope.open("task 8", 1000);
    ArrowBuf buffer = scope.allocator().buffer(100);
    assertThat(AllocatorScope.openScopes()).contains("memory scope task 8, 128 of 1000 bytes");
    buffer.close();
    scope.close();
    assertThat(AllocatorScope.openScopes()).isEqualTo(before);
  }

  @Test
  void aLeakIsAnErrorThatNamesTheScope() {
    Account account = new Account(1000);
    AllocatorScope scope = AllocatorScope.open("task 8", 1000, account);
    ArrowBuf leaked = scope.allocator().buffer(100);
    assertThatThrownBy(scope::close)
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot close the memory scope task 8: 128 bytes were not released")
        .extracting("code")
        .isEqualTo(ErrorCode.INTERNAL);
    assertThat(account.held).hasValue(0);
    // The account stays settled when a straggler comes, which Arrow refuses with assertions on.
    assertThatThrownBy(leaked::close).isInstanceOf(IllegalStateException.class);
    assertThat(account.held).hasValue(0);
  }

  @Test
  void reservesWhatItAllocates() {
    Account account = new Account(1000);
    try (AllocatorScope scope = AllocatorScope.open("task", 500, account)) {
      ArrowBuf first = scope.allocator().buffer(300);
      assertThat(account.held).hasValue(320);
      // Too much for the scope: what was reserved is given back.
      assertThatThrownBy(() -> scope.allocator().buffer(300))
          .isInstanceOf(OutOfMemoryException.class);
      assertThat(account.held).hasValue(320);
      first.close();
      assertThat(account.held).hasValue(0);
    }
  }

  @Test
  void aRefusedReservationIsARefusedAllocation() {
    Account account = new Account(100);
    try (AllocatorScope scope = AllocatorScope.open("task", 500, account)) {
      assertThatThrownBy(() -> Chunk.allocate(scope.allocator(), DType.INT8, Shape.of(200)))
          .hasMessage("the account is empty");
      assertThat(scope.used()).isZero();
      assertThat(account.held).hasValue(0);
      Chunk.allocate(scope.allocator(), DType.INT8, Shape.of(60)).close();
    }
  }

  @Test
  void allocatorsBelowAScopeAccountToItsReservation() {
    Account account = new Account(1000);
    try (AllocatorScope scope = AllocatorScope.open("task", 500, account);
        BufferAllocator below = scope.allocator().newChildAllocator("below", 0, 400)) {
      ArrowBuf buffer = below.buffer(100);
      assertThat(account.held).hasValue(128);
      assertThat(scope.used()).isEqualTo(128);
      buffer.close();
      assertThat(account.held).hasValue(0);
    }
  }

  @Test
  void accountsForSeveralThreads() throws InterruptedException {
    Account account = new Account(1 << 20);
    try (AllocatorScope scope = AllocatorScope.open("task", 1 << 20, account)) {
      Thread[] threads = new Thread[4];
      for (int t = 0; t < threads.length; t++) {
        int bytes = 100 * (t + 1);
        threads[t] =
            new Thread(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    scope.allocator().buffer(bytes).close();
                  }
                });
        threads[t].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(account.held).hasValue(0);
    }
  }

  @Test
  void refusesANegativeLimit() {
    assertThatThrownBy(() -> AllocatorScope.open("task", -1))
        .hasMessage("Cannot open the memory scope task with a limit of -1 bytes")
        .extracting("code")
        .isEqualTo(ErrorCode.VALUE);
  }
}
