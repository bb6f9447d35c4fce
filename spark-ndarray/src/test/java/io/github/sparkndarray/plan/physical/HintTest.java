package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users say about deliveries is done, or refused with the reason. */
class HintTest {
  private static final ClusterSpec SMALL = new ClusterSpec(2, 1, 1L << 30, 1L << 30, 1L << 30);

  private static Stage stage(ClusterSpec cluster, Expr output) {
    List<Stage> stages =
        Planner.plan(Lowering.lower(List.of(output)), Sink.WRITE, cluster, PlanSettings.DEFAULT)
            .stages();
    return stages.get(stages.size() - 1);
  }

  private static Expr nearest(Expr x, Expr y) {
    return reduce(Reduction.ARGMIN, distances(x, y), 1);
  }

  @ParameterizedTest
  @CsvSource({"BROADCAST", "PANELS", "REPLICATED"})
  void aHintComesBeforeTheCheapest(DeliveryHint hint) {
    Expr x = chunked("x", 10_000, 1_000_000, 3);
    Expr y = chunked("y", 10_000, 1_000_000, 3);

    Stage stage = stage(CLUSTER, nearest(x, Hint.of(y, hint)));

    assertThat(stage.inputs())
        .filteredOn(input -> input.array().label().equals("y"))
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.valueOf(hint.name()));
    assertThat(stage.inputs()).anyMatch(input -> input.why().equals("as hinted"));
  }

  @Test
  void aHintIsAboutWhatIsReadThroughViewsAndArithmetic() {
    Expr y = chunked("y", 10_000, 3, 1_000_000);
    Expr hinted = Hint.of(Elementwise.of(Operator.ADD, y, y), DeliveryHint.REPLICATED);

    Stage stage =
        stage(CLUSTER, nearest(chunked("x", 10_000, 1_000_000, 3), View.transpose(hinted)));

    assertThat(stage.inputs())
        .hasSize(2)
        .allMatch(input -> input.delivery() == Delivery.REPLICATED);
  }

  @Test
  void whatEachBlockReadsAPartOfIsBroadcastIfAUserSaysSo() {
    Expr x = chunked("x", 100_000, 4_000_000, 4);
    Expr doubled = Elementwise.of(Operator.MULTIPLY, x, PythonScalar.of(2.0));

    assertThat(stage(CLUSTER, doubled).inputs().get(0).delivery()).isEqualTo(Delivery.ALIGNED);
    assertThat(stage(CLUSTER, Hint.of(doubled, DeliveryHint.BROADCAST)).inputs().get(0).delivery())
        .as("a hint on what is asked for has no reader")
        .isEqualTo(Delivery.ALIGNED);

    Expr hinted = Hint.of(x, DeliveryHint.BROADCAST);
    Stage stage = stage(CLUSTER, Elementwise.of(Operator.MULTIPLY, hinted, PythonScalar.of(2.0)));
    assertThat(stage.inputs().get(0).delivery()).isEqualTo(Delivery.BROADCAST);
    assertThat(stage.memory().executorShared())
        .as("the value and the pieces that it came in")
        .isBetween(256_000_000L, 258_000_000L);
  }

  @Test
  void aBroadcastThatDoesNotFitIsRefusedWithTheNumbers() {
    Expr y = file("y", 30_000_000, 3);

    assertThatThrownBy(
            () -> stage(SMALL, nearest(file("x", 1000, 3), Hint.of(y, DeliveryHint.BROADCAST))))
        .isInstanceOf(NDArrayException.class)
        .hasMessageMatching(
            "Cannot deliver y as 'broadcast': broadcasting 686.7 MiB is more than the .* MiB that"
                + " fit; set spark.executor.memory and spark.driver.memory to at least .* GiB, or"
                + " leave the hint out");
  }

  @Test
  void whatLiesOnTheDriverIsNotSentInParts() {
    Expr y = new Literal(HostArray.allocate(DType.FLOAT64, Shape.of(5000, 3)));

    assertThatThrownBy(
            () ->
                stage(
                    CLUSTER, nearest(file("x", 1_000_000, 3), Hint.of(y, DeliveryHint.REPLICATED))))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot deliver the driver's float64 array of shape (5000, 3) as 'replicated': the"
                + " driver's float64 array of shape (5000, 3) lies on the driver and can only be"
                + " broadcast; persist it or read it from a file, or leave the hint out");
  }

  @Test
  void whatLiesOnTheDriverIsBroadcastBesideWhatIsSentInParts() {
    Expr weights = new Literal(HostArray.allocate(DType.FLOAT64, Shape.of(3)));
    Expr x = Elementwise.of(Operator.MULTIPLY, chunked("x", 50_000, 1_000_000, 3), weights);
    Expr y = Hint.of(chunked("y", 50_000, 1_000_000, 3), DeliveryHint.REPLICATED);

    assertThat(stage(CLUSTER, nearest(x, y)).inputs())
        .extracting(Stage.Input::delivery)
        .containsExactlyInAnyOrder(Delivery.REPLICATED, Delivery.REPLICATED, Delivery.BROADCAST);
  }

  @Test
  void hintsThatContradictEachOtherAreRefused() {
    Expr x = Hint.of(file("x", 1_000_000, 3), DeliveryHint.REPLICATED);
    Expr y = Hint.of(file("y", 1_000_000, 3), DeliveryHint.BROADCAST);

    assertThatThrownBy(() -> stage(CLUSTER, nearest(x, y)))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot deliver x as 'replicated' and y as 'broadcast': arrays that the same work reads"
                + " travel in one way; leave one of the hints out");
    Expr other = Hint.of(file("x", 1_000_000, 3), DeliveryHint.PANELS);
    assertThatThrownBy(() -> stage(CLUSTER, nearest(x, other)))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot deliver x both as 'replicated' and as 'panels': give it one hint");
  }

  @Test
  void onTheDriverAHintMeansNothing() {
    Stage stage =
        stage(CLUSTER, nearest(file("x", 10, 3), Hint.of(file("y", 10, 3), DeliveryHint.PANELS)));
    assertThat(stage.onDriver()).isTrue();
  }

  @Test
  void namesThatAreNoHintsAreRefusedWithThoseThatAre() {
    assertThat(DeliveryHint.named(" Broadcast ")).isEqualTo(DeliveryHint.BROADCAST);
    assertThatThrownBy(() -> DeliveryHint.named("brodcast"))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot hint 'brodcast': the hints are 'broadcast', 'panels', 'replicated'");
  }

  @Test
  void whatIsMadeWhereItIsUsedCannotBeDelivered() {
    Expr x = chunked("x", 10_000, 1_000_000, 3);
    Expr range =
        new Generated(new Generator.IntegerRange(DType.INT64, 0, 1), Shape.of(1_000_000, 3));

    assertThatThrownBy(() -> stage(CLUSTER, nearest(x, Hint.of(range, DeliveryHint.BROADCAST))))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot deliver an array as 'broadcast' that reads nothing: it is made where it is"
                + " used; persist it, or leave the hint out");
  }
}
