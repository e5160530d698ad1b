package dev.countersign.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What is under {@code src/main/java}: compiled, and as text. Read once for all rules. */
final class MainCode {

    static final String ROOT = "dev.countersign";

    private static final Path SOURCES = Path.of("src/main/java");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    private MainCode() {}

    /** The compiled classes. */
    static JavaClasses classes() {
        return CLASSES;
    }

    /** Source files, package descriptions among them. */
    static List<Path> files() {
        try (Stream<Path> walk = Files.walk(SOURCES)) {
            return walk.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The package of a source file or of a folder of them. */
    static String packageOf(Path file) {
        Path folder = Files.isDirectory(file) ? file : file.getParent();
        return SOURCES.relativize(folder).toString().replace('/', '.');
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A method as it is written.
     *
     * @param lines from its first line, without documentation, to its closing brace
     * @param injectable whether it is the constructor of anything but a record, whose components are data
     */
    record Method(String where, int lines, int parameters, boolean injectable) {}

    /** All methods with a body, and all constructors. */
    static List<Method> methods() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files()));
            Trees trees = Trees.instance(task);
            List<Method> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new MethodScan(unit, trees, found), null);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class MethodScan extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Method> found;
        private String type = "";
        private boolean data;

        MethodScan(CompilationUnitTree unit, Trees trees, List<Method> found) {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree node, Void nothing) {
            String outer = type;
            boolean outerData = data;
            data = node.getKind() == Tree.Kind.RECORD;
            type = outer.isEmpty() ? node.getSimpleName().toString() : outer + "." + node.getSimpleName();
            super.visitClass(node, nothing);
            type = outer;
            data = outerData;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree node, Void nothing) {
            if (node.getBody() != null) {
                var positions = trees.getSourcePositions();
                var map = unit.getLineMap();
                long first = map.getLineNumber(positions.getStartPosition(unit, node));
                long last = map.getLineNumber(positions.getEndPosition(unit, node));
                found.add(new Method(
                        unit.getPackageName() + "." + type + "." + node.getName(),
                        (int) (last - first + 1),
                        node.getParameters().size(),
                        !data && node.getName().contentEquals("<init>")));
            }
            return super.visitMethod(node, nothing);
        }
    }
}
