package dev.countersign.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The embedded Kafka and PostgreSQL as a program: {@code Infra DATA [BINARIES]}. It prints the lines that a node needs to use
 * them, then {@code READY}, and runs until its standard input is closed or it gets TERM: then Kafka is stopped first and
 * PostgreSQL after it. Everything else it says goes to standard error.
 *
 * <p>{@code DATA} is the data folder (the program keeps to the folder {@code infra} in it); {@code BINARIES} is where
 * PostgreSQL's programs are unpacked, {@code DATA/infra} when it is absent.
 *
 * <p>The lines are also kept in {@code DATA/infra/addresses} while the two run, readable by the owner only.
 */
public final class Infra implements AutoCloseable {
    private static final Duration PREDECESSOR = Duration.ofSeconds(30);
    private static final Logger LOGGER = Logger.getLogger(Infra.class.getName());
    private static final String ADDRESSES = "addresses";

    private final DataFolder folder;
    private final KafkaBroker kafka;
    private final PostgresServer postgres;

    private Infra(DataFolder folder, KafkaBroker kafka, PostgresServer postgres) {
        this.folder = folder;
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /**
     * Starts both, in parallel, and returns when both can be used.
     *
     * @param data the data folder
     * @param binaries where PostgreSQL's programs are unpacked
     * @param say takes a sentence whenever something happens that an operator should know
     * @throws InfraException when they cannot run; nothing is left running then
     */
    public static Infra start(Path data, Path binaries, Consumer<String> say) {
        DataFolder folder = DataFolder.open(data, PREDECESSOR, say);
        try {
            return start(folder, binaries, say);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private static Infra start(DataFolder folder, Path binaries, Consumer<String> say) {
        folder.delete(ADDRESSES);
        Ports ports = new Ports(folder, say);
        CompletableFuture<PostgresServer> postgres = CompletableFuture.supplyAsync(
                () -> PostgresServer.start(folder, ports, PostgresBinaries.in(binaries), say));
        KafkaBroker kafka;
        try {
            kafka = KafkaBroker.start(folder, ports);
        } catch (RuntimeException | Error e) {
            closeQuietly(postgres, e);
            throw e;
        }
        try {
            Infra infra = new Infra(folder, kafka, postgres.join());
            folder.write(ADDRESSES, String.join("\n", infra.addresses().exports()) + "\n");
            return infra;
        } catch (CompletionException e) {
            kafka.close();
            throw e.getCause() instanceof InfraException known ? known : e;
        }
    }

    /** After {@code reason} made the start fail; a second failure goes along with it. */
    private static void closeQuietly(CompletableFuture<PostgresServer> postgres, Throwable reason) {
        try {
            postgres.join().close();
        } catch (CompletionException e) {
            reason.addSuppressed(e);
        }
    }

    /** Where the two are; the same as at the last start unless {@code say} was told otherwise. */
    public Addresses addresses() {
        return new Addresses(kafka.address(), postgres.jdbcUrl(), PostgresServer.USER, postgres.password());
    }

    /** Stops Kafka, then PostgreSQL, and lets others use the folder. */
    @Override
    public void close() {
        folder.delete(ADDRESSES);
        try {
            kafka.close();
        } finally {
            postgres.close();
            folder.close();
        }
    }

    /** The program; see the class. */
    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: Infra DATA [BINARIES]");
            System.exit(2);
        }
        quietLogs();
        Path data = Path.of(args[0]);
        run(data, args.length == 2 ? Path.of(args[1]) : data.resolve("infra"));
        awaitEndOfInput();
        System.exit(0);
    }

    private static void run(Path data, Path binaries) {
        try {
            Infra infra = start(data, binaries, Infra::say);
            Runtime.getRuntime().addShutdownHook(new Thread(infra::close, "stop"));
            infra.addresses().exports().forEach(System.out::println);
            System.out.println("READY");
            System.out.flush();
        } catch (InfraException e) {
            say(e.getMessage());
            System.exit(1);
        } catch (RuntimeException | Error e) {
            // Kafka's threads would keep the program alive, doing nothing
            LOGGER.log(Level.SEVERE, "the embedded Kafka and PostgreSQL did not start", e);
            System.exit(1);
        }
    }

    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[64];
        int count = 0;
        while (count >= 0) {
            count = System.in.read(ignored);
        }
    }

    private static void say(String sentence) {
        System.err.println("infra: " + sentence);
    }

    /**
     * Kafka logs through java.util.logging here, to standard error: warnings only, one line each. (Its controller warns at
     * every first start that there is no metadata yet, and reports a request of its own that came before it was elected, which
     * is sent again.) Log4j is there as an interface only and must not complain about it.
     */
    private static void quietLogs() throws IOException {
        System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        String settings = """
                handlers=java.util.logging.ConsoleHandler
                .level=WARNING
                org.apache.kafka.controller.QuorumController.level=SEVERE
                kafka.server.ControllerApis.level=OFF
                java.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s [%3$s] %5$s%6$s%n
                """;
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
