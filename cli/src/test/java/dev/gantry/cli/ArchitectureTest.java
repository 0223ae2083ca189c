package dev.gantry.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls between the modules. This module's tests see every class of the product. */
final class ArchitectureTest {
  /** Each knows those before it and none after it. */
  private static final List<String> MODULES =
      List.of("resources", "state", "engine", "providers", "cli");

  /**
   * Far below the real number: it catches a suite that passes because it sees nothing. Raise it as
   * the product grows.
   */
  private static final int FEWEST_CLASSES = 40;

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.gantry");

  @Test
  void everyModuleIsSeen() {
    assertThat(PRODUCT.size()).isGreaterThanOrEqualTo(FEWEST_CLASSES);
    for (String module : MODULES) {
      assertThat(PRODUCT.containPackage("dev.gantry." + module)).as(module).isTrue();
    }
  }

  @Test
  void modulesKnowOnlyThoseBeforeThem() {
    for (int known = 1; known < MODULES.size(); known++) {
      String[] later =
          MODULES.subList(known, MODULES.size()).stream()
              .map(ArchitectureTest::below)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(below(MODULES.get(known - 1)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(PRODUCT);
    }
  }

  /** A library is known in one place, so that replacing it is a change of that place. */
  @ParameterizedTest
  @CsvSource({
    "org.yaml.snakeyaml.., dev.gantry.resources..yaml..",
    "org.jgrapht.., dev.gantry.engine..graph..",
    "org.apache.sshd.., dev.gantry.providers..ssh..",
    "tools.jackson.dataformat.toml.., dev.gantry.providers.toml..",
    "picocli.., dev.gantry.cli..",
  })
  void aLibraryIsKnownInOnePlace(String library, String place) {
    noClasses()
        .that()
        .resideOutsideOfPackage(place)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  /** Own cryptography is in few places, and each is read with care. */
  @Test
  void cryptographyIsKnownInTwoPlaces() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.gantry.state..crypto..", "dev.gantry.providers..encryption..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .check(PRODUCT);
  }

  @Test
  void resourcesKnowNoJson() {
    noClasses()
        .that()
        .resideInAPackage("dev.gantry.resources..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson..")
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.gantry.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  /** Law 14: what only looks at machines has nothing in hand that writes. */
  @Test
  void checksAndFactsHaveNoWayToWrite() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.gantry.providers.check..", "dev.gantry.providers.facts..")
        .or()
        .haveSimpleNameStartingWith("CheckCommand")
        .or()
        .haveSimpleNameStartingWith("FactsCommand")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "dev\\.gantry\\.providers\\.host\\.(Remotes?|FilePut|RemoteFile|(Host)?Ledger)"
                + "|dev\\.gantry\\.cli\\.run\\.Toolbox\\$(Machinery|Hands)"
                + "|dev\\.gantry\\.providers\\.ssh\\..*")
        .check(PRODUCT);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching("dev.gantry.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        PRODUCT.stream()
            .map(JavaClass::getPackage)
            .filter(used -> !used.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .distinct()
            .sorted()
            .toList();
    assertThat(unmarked).isEmpty();
  }

  private static String below(String module) {
    return "dev.gantry." + module + "..";
  }
}
