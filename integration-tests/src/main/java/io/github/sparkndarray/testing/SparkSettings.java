package io.github.sparkndarray.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.platform.commons.support.ReflectionSupport;

/** What a {@link SparkTest} annotation says, parsed. */
record SparkSettings(
    String name,
    SparkMaster master,
    Map<String, String> conf,
    boolean requireVectorModule,
    List<Class<? extends LeakCheck>> leakChecks) {

  /**
   * Parses an annotation.
   *
   * @throws IllegalArgumentException when the master or a setting is malformed
   */
  static SparkSettings of(String name, SparkTest annotation) {
    Map<String, String> conf = new LinkedHashMap<>();
    for (String setting : annotation.conf()) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "Cannot use the setting \"" + setting + "\" in @SparkTest: write it as key=value");
      }
      conf.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
    }
    return new SparkSettings(
        name,
        SparkMaster.parse(annotation.master()),
        conf,
        annotation.requireVectorModule(),
        List.of(annotation.leakChecks()));
  }

  /** New instances of all checks: for threads, those found as services, those that are named. */
  List<LeakCheck> newLeakChecks() {
    List<LeakCheck> checks = new ArrayList<>();
    checks.add(new ThreadLeakCheck());
    ServiceLoader.load(LeakCheck.class).forEach(checks::add);
    leakChecks.forEach(type -> checks.add(ReflectionSupport.newInstance(type)));
    return checks;
  }
}
