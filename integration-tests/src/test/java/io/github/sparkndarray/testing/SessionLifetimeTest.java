package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.sparkndarray.arrow.memory.AllocatorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** When sessions start and end, and what is said when one cannot: seen from outside the run. */
class SessionLifetimeTest {
  private static final List<SparkContext> SEEN = new ArrayList<>();
  private static final List<AllocatorScope> LEFT_OPEN = new ArrayList<>();
  private static final CountDownLatch END = new CountDownLatch(1);

  @BeforeEach
  void forgetContexts() {
    SEEN.clear();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(SparkContext$.MODULE$.getActive().isEmpty()).isTrue();
    assertThat(SparkSession.getActiveSession().isEmpty()).isTrue();
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
    assertThat(SEEN).allMatch(SparkContext::isStopped);
  }

  @Test
  void eachMethodGetsASessionOfItsOwnWhenAskedFor() {
    run(PerMethod.class).testEvents().assertStatistics(tests -> tests.succeeded(2));
    assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
  }

  @SparkTest(master = "local[1]", scope = SparkTest.Scope.METHOD)
  static class PerMethod {
    @Test
    void one(SparkContext context) {
      SEEN.add(context);
    }

    @Test
    void two(SparkContext context) {
      SEEN.add(context);
    }
  }

  @Test
  void theAnnotationOfAMethodReplacesTheSessionOfTheClass() {
    run(Replaced.class).testEvents().assertStatistics(tests -> tests.succeeded(3));
    assertThat(SEEN).extracting(SparkContext::appName).hasSize(3);
    assertThat(SEEN).doesNotHaveDuplicates();
  }

  @SparkTest(master = "local[1]", conf = "spark.ndarray.test=class")
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Replaced {
    @Test
    @Order(1)
    void before(SparkContext context) {
      SEEN.add(context);
      assertThat(context.getConf().get("spark.ndarray.test")).isEqualTo("class");
    }

    @Test
    @Order(2)
    @SparkTest(master = "local[2]", conf = "spark.ndarray.test=method")
    void own(SparkContext context) {
      SEEN.add(context);
      assertThat(context.getConf().get("spark.ndarray.test")).isEqualTo("method");
      assertThat(context.master()).isEqualTo("local[2]");
    }

    @Test
    @Order(3)
    void after(SparkContext context) {
      SEEN.add(context);
      assertThat(context.getConf().get("spark.ndarray.test")).isEqualTo("class");
    }
  }

  @Test
  void startsNothingThatNobodyAsksFor() {
    run(AsksForNothing.class).testEvents().assertStatistics(tests -> tests.succeeded(1));
  }

  @SparkTest
  static class AsksForNothing {
    @Test
    void noContext() {
      assertThat(SparkContext$.MODULE$.getActive().isEmpty()).isTrue();
    }
  }

  @Test
  void aThreadLeftRunningFailsTheClass() {
    try {
      assertThat(failure(LeaksAThread.class))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("LeaksAThread left behind, after its session was stopped:")
          .hasMessageContaining("thread \"left-over\" is running and is no daemon");
    } finally {
      END.countDown();
    }
  }

  @SparkTest(master = "local[1]")
  static class LeaksAThread {
    @Test
    void leaks(SparkContext context) {
      SEEN.add(context);
      new Thread(LeaksAThread::awaitEnd, "left-over").start();
    }

    private static void awaitEnd() {
      try {
        END.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void runsTheNamedLeakChecks() {
    assertThat(failure(LeaksMemory.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("4096 bytes of Arrow memory are not released");
  }

  @SparkTest(master = "local[1]", leakChecks = AlwaysLeaks.class)
  static class LeaksMemory {
    @Test
    void leaks(SparkContext context) {
      SEEN.add(context);
    }
  }

  /** A check that always finds something. */
  public static final class AlwaysLeaks implements LeakCheck {
    @Override
    public List<String> leaks() {
      return List.of("4096 bytes of Arrow memory are not released");
    }
  }

  @Test
  void findsTheArrowMemoryOfTheLibraryThatIsNotReleased() {
    try {
      assertThat(failure(LeaksArrowMemory.class))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("memory scope left open, 0 of 1000 bytes");
    } finally {
      LEFT_OPEN.forEach(AllocatorScope::close);
    }
  }

  @SparkTest(master = "local[1]")
  static class LeaksArrowMemory {
    @Test
    void leaks(SparkContext context) {
      SEEN.add(context);
      LEFT_OPEN.add(AllocatorScope.open("left open", 1000));
    }
  }

  @Test
  void namesTheContextThatIsInTheWay() {
    try (TestSession other = TestSession.start(settings("other"), null)) {
      assertThat(failure(PerMethod.class))
          .hasMessageContaining("Cannot start a session for one(SparkContext)")
          .hasMessageContaining("the SparkContext \"other\", which no @SparkTest started");
      SEEN.add(other.spark().sparkContext());
    }
  }

  private static SparkSettings settings(String name) {
    return SparkSettings.of(name, PerMethod.class.getAnnotation(SparkTest.class));
  }

  @Test
  void refusesAMalformedSetting() {
    assertThat(failure(Malformed.class))
        .hasMessageContaining(
            "Cannot use the setting \"spark.ui.enabled\" in @SparkTest: write it as key=value");
  }

  @SparkTest(conf = "spark.ui.enabled")
  static class Malformed {
    @Test
    void test(SparkSession spark) {
      SEEN.add(spark.sparkContext());
    }
  }

  @Test
  void refusesAClusterThatTheMasterDoesNotMake() {
    assertThat(failure(NoCluster.class))
        .hasMessageContaining("Cannot inject a StandaloneCluster: the master of this @SparkTest");
  }

  @SparkTest
  static class NoCluster {
    @Test
    void test(StandaloneCluster cluster) {
      assertThat(cluster).isNull();
    }
  }

  @Test
  void refusesToGiveAWholeClassWhatLivesForOneTest() {
    assertThat(failure(TooEarly.class)).hasMessageContaining("use Scope.CLASS");
  }

  @SparkTest(scope = SparkTest.Scope.METHOD)
  static class TooEarly {
    @BeforeAll
    static void prepare(SparkSession spark) {
      SEEN.add(spark.sparkContext());
    }

    @Test
    void test() {}
  }

  @Test
  void triesTheKryoRegistratorBeforeATaskDoes() {
    assertThat(failure(BadRegistrator.class))
        .hasMessageContaining("Cannot use spark.kryo.registrator=com.example.NoSuchRegistrator:")
        .hasMessageContaining("ClassNotFoundException");
    assertThat(failure(UnusedRegistrator.class))
        .hasMessageContaining(
            "Spark uses it only with spark.serializer=org.apache.spark.serializer.KryoSerializer");
  }

  @SparkTest(
      conf = {
        "spark.serializer=org.apache.spark.serializer.KryoSerializer",
        "spark.kryo.registrator=com.example.NoSuchRegistrator"
      })
  static class BadRegistrator {
    @Test
    void test(SparkSession spark) {
      SEEN.add(spark.sparkContext());
    }
  }

  @SparkTest(conf = "spark.kryo.registrator=com.example.NoSuchRegistrator")
  static class UnusedRegistrator {
    @Test
    void test(SparkSession spark) {
      SEEN.add(spark.sparkContext());
    }
  }

  private static EngineExecutionResults run(Class<?> testClass) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass)).execute();
  }

  /** The one failure of a run, of a test or of its class. */
  private static Throwable failure(Class<?> testClass) {
    List<Throwable> failures =
        run(testClass)
            .allEvents()
            .failed()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .flatMap(result -> result.getThrowable().stream())
            .toList();
    assertThat(failures).isNotEmpty();
    return failures.get(0);
  }
}
