package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Master and real Workers, and applications submitted to them. */
@SparkTest(master = "standalone[2,1,512]")
class StandaloneClusterTest {
  @TempDir private static Path folder;

  @Test
  void runsASubmittedApplication(StandaloneCluster cluster) {
    SubmitResult result =
        submission(cluster).arguments("one", "three", "two words").run().requireSuccess();
    assertThat(result.standardOutput().strip()).isEqualTo("total 17 on " + cluster.masterUrl());
  }

  @Test
  void reportsTheExitCodeAndTheErrorOfAnApplicationThatFails(StandaloneCluster cluster) {
    SubmitResult result = submission(cluster).arguments("one", "fail").run();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.standardError()).contains("told to fail");
    assertThatThrownBy(result::requireSuccess)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The application ended with exit code 1.")
        .hasMessageContaining("told to fail");
  }

  @Test
  void missesWhatAnApplicationDoesNotBring(StandaloneCluster cluster) {
    SubmitResult result = cluster.submit("com.example.Missing", jar()).run();
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.standardError()).contains("com.example.Missing");
  }

  @Test
  void endsAnApplicationThatTakesTooLong(StandaloneCluster cluster) {
    Submission submission = submission(cluster).arguments("word").timeout(Duration.ofMillis(50));
    assertThatThrownBy(submission::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot finish " + TinyApp.class.getName());
  }

  @Test
  void leavesNeitherProcessesNorFiles() {
    StandaloneCluster cluster = StandaloneCluster.builder().workers(1).start();
    List<Long> pids =
        Stream.concat(Stream.of(cluster.masterPid()), cluster.workerPids().stream()).toList();
    assertThat(pids).hasSize(2).allMatch(StandaloneClusterTest::isRunning);
    cluster.close();
    assertThat(pids).noneMatch(StandaloneClusterTest::isRunning);
    assertThat(Files.exists(cluster.sparkHome())).isFalse();
  }

  @Test
  void showsTheLogOfWhatDoesNotStart() {
    StandaloneCluster.Builder withoutSpark = StandaloneCluster.builder().sparkJars(List.of());
    assertThatThrownBy(withoutSpark::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot start master: it ended with exit code 1.")
        .hasMessageContaining("ClassNotFoundException: org.apache.spark.deploy.master.Master");
  }

  private static Submission submission(StandaloneCluster cluster) {
    return cluster.submit(TinyApp.class.getName(), jar());
  }

  private static Path jar() {
    return AppJar.ofClasses(folder.resolve("tiny.jar"), TinyApp.class);
  }

  private static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
