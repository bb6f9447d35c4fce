package io.github.sparkndarray.testing;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link SparkTest} does: injects parameters, and ends what was started for them. */
final class SparkExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SparkExtension.class);

  private static final Map<Class<?>, Function<SparkFixture, Object>> PARAMETERS =
      Map.of(
          SparkSession.class, fixture -> fixture.session().spark(),
          SparkContext.class, fixture -> fixture.session().spark().sparkContext(),
          JavaSparkContext.class,
              fixture ->
                  JavaSparkContext.fromSparkContext(fixture.session().spark().sparkContext()),
          ClusterInfo.class, fixture -> fixture.session().info(),
          StandaloneCluster.class, SparkFixture::standaloneCluster);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(PARAMETERS.get(parameter.getParameter().getType()))
        .apply(fixture(context));
  }

  /** The fixture that the nearest annotation asks for; made when it is asked for the first time. */
  private static SparkFixture fixture(ExtensionContext context) {
    Optional<SparkTest> ofMethod =
        AnnotationSupport.findAnnotation(context.getTestMethod(), SparkTest.class);
    if (ofMethod.isPresent()) {
      return fixture(context, ofMethod.get());
    }
    ExtensionContext annotatedClass = annotatedClass(context);
    SparkTest ofClass = annotation(annotatedClass).orElseThrow();
    if (ofClass.scope() == SparkTest.Scope.CLASS) {
      return fixture(annotatedClass, ofClass);
    }
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "Cannot give a constructor or a lifecycle method of a whole class what lives for one"
              + " test: take it as a parameter of the test method, or use Scope.CLASS");
    }
    return fixture(context, ofClass);
  }

  private static SparkFixture fixture(ExtensionContext owner, SparkTest annotation) {
    return owner
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            owner.getUniqueId(),
            id -> new SparkFixture(SparkSettings.of(owner.getDisplayName(), annotation)),
            SparkFixture.class);
  }

  /** The context of the class, or the class around it, that has the annotation. */
  private static ExtensionContext annotatedClass(ExtensionContext context) {
    ExtensionContext candidate = context;
    while (candidate.getTestMethod().isPresent() || annotation(candidate).isEmpty()) {
      candidate =
          candidate
              .getParent()
              .orElseThrow(
                  () ->
                      new ParameterResolutionException(
                          "Cannot inject Spark here: neither the method nor a class around it has"
                              + " @SparkTest"));
    }
    return candidate;
  }

  private static Optional<SparkTest> annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestClass(), SparkTest.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close(context);
  }

  private static void close(ExtensionContext owner) {
    SparkFixture fixture =
        owner.getStore(NAMESPACE).remove(owner.getUniqueId(), SparkFixture.class);
    if (fixture != null) {
      fixture.close();
    }
  }
}
