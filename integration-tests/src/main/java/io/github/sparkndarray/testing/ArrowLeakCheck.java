package io.github.sparkndarray.testing;

import io.github.sparkndarray.arrow.memory.AllocatorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds scopes of this library's Arrow memory that were opened and not closed. A task that was
 * killed closes its own when the block at hand is done, so it is given a moment.
 */
public final class ArrowLeakCheck implements LeakCheck {
  private List<String> before = List.of();

  @Override
  public void start() {
    before = AllocatorScope.openScopes();
  }

  @Override
  public List<String> leaks() {
    Poll.until(PATIENCE, () -> opened().isEmpty());
    return opened();
  }

  private List<String> opened() {
    List<String> open = new ArrayList<>(AllocatorScope.openScopes());
    before.forEach(open::remove);
    return open;
  }
}
