package dev.countersign.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What no class of the product does, wherever it stands. */
class ForbiddenTest {

    /** Roots of features, and what they say to each other: pure Java, apart from the annotations of injection. {@code inbox} is all edge. */
    private static final String[] FEATURES = {
        "call", "catalogue", "policy", "approval", "gateway", "registry", "audit", "identity", "json", "secrets"
    };

    private static final String[] TECHNOLOGY = {
        "jakarta.persistence..", "org.apache.kafka..", "jakarta.ws.rs..", "io.vertx..", "io.quarkus..", "io.smallrye.."
    };

    /** A clock or a source of chance that is not injected. */
    private static final Pattern OWN_SOURCE =
            Pattern.compile("java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.system\\w*"
                    + "|java\\.lang\\.System\\.currentTimeMillis|java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID"
                    + "|java\\.security\\.SecureRandom\\.(<init>|getInstance\\w*)|java\\.util\\.Random\\.<init>"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current");

    /** {@code Sources} is the source; the others run before anything can be injected, or in a program of their own. */
    private static final Pattern MAY_HAVE_ITS_OWN = Pattern.compile(
            "dev\\.countersign\\.(Sources.*|registry\\.file\\.CountersignSources|demo\\..*|embedded\\..*)");

    private static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private static final Set<String> SECURITY =
            Set.of("RolesAllowed", "PermitAll", "DenyAll", "Authenticated", "PermissionsAllowed");

    @Test
    void shouldHaveNoCyclesBetweenFeatures() {
        slices().matching("dev.countersign.(*)..").should().beFreeOfCycles().check(MainCode.classes());
    }

    @Test
    void shouldKeepTechnologyOutOfTheRootsOfFeatures() {
        for (String feature : FEATURES) {
            noClasses()
                    .that()
                    .resideInAPackage(MainCode.ROOT + "." + feature)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(TECHNOLOGY)
                    .check(MainCode.classes());
        }
    }

    @Test
    void shouldSayInEveryPackageThatNothingIsNull() {
        // when
        Set<Path> silent = MainCode.files().stream()
                .map(Path::getParent)
                .filter(folder -> !Files.exists(folder.resolve("package-info.java"))
                        || !MainCode.text(folder.resolve("package-info.java")).contains("NullMarked"))
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(silent).isEmpty();
    }

    @Test
    void shouldSayOfEveryPackageWhatItIsFor() {
        // when
        List<Path> silent = MainCode.files().stream()
                .filter(file -> file.endsWith("package-info.java"))
                .filter(file -> !MainCode.text(file).startsWith("/**"))
                .toList();

        // then
        assertThat(silent).isEmpty();
    }

    @Test
    void shouldNameNoClassAfterNothing() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)").check(MainCode.classes());
    }

    @Test
    void shouldInjectThroughConstructorsOnly() {
        noFields().should().beAnnotatedWith(Inject.class).check(MainCode.classes());
        noFields()
                .should()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(MainCode.classes());
    }

    @Test
    void shouldTakeTimeAndChanceFromWhatIsInjected() {
        // when
        Set<String> own = MainCode.classes().stream()
                .filter(type -> !MAY_HAVE_ITS_OWN.matcher(type.getName()).matches())
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> OWN_SOURCE.matcher(target(access)).matches())
                .filter(access -> !isConversion(access))
                .map(access -> access.getOrigin().getFullName() + " uses " + target(access))
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(own).isEmpty();
    }

    private static String target(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    /** {@code now(clock)} asks a clock that was given. */
    private static boolean isConversion(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.MethodCallTarget call
                && call.getRawParameterTypes().stream()
                        .anyMatch(type -> type.getSimpleName().equals("Clock"));
    }

    @Test
    void shouldSayForEveryRestMethodWhoMayCallIt() {
        // when
        List<String> open = MainCode.classes().stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> has(method, HTTP_METHODS))
                .filter(method -> !has(method, SECURITY) && !has(method.getOwner(), SECURITY))
                .map(JavaMethod::getFullName)
                .toList();

        // then
        assertThat(open).isEmpty();
    }

    private static boolean has(HasAnnotations<?> element, Set<String> names) {
        return element.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .map(JavaClass::getSimpleName)
                .anyMatch(names::contains);
    }

    @Test
    void shouldNeverLetJsonNameAClass() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind.jsontype..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("JsonTypeInfo")
                .orShould()
                .accessTargetWhere(JavaAccess.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                ".*DefaultTyping.*")))
                .check(MainCode.classes());
    }

    @Test
    void shouldNotReadJavaObjectsFromBytes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(MainCode.classes());
    }
}
