package io.github.sparkndarray.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code spark-ndarray demo}. */
@Command(
    name = "demo",
    description = "Find the nearest other city of each of 171,075 cities by a NumPy expression.")
final class DemoCommand implements Runnable {
  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Cli cli;

  @Override
  public void run() {
    try (Session session = cli.open()) {
      cli.demo().run(session, cli.out());
    }
  }
}
