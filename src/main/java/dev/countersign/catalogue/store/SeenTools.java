package dev.countersign.catalogue.store;

import dev.countersign.call.Risk;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Classified;
import dev.countersign.catalogue.DefinitionPin;
import dev.countersign.catalogue.RiskClassifier;
import dev.countersign.catalogue.ToolDefinition;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.JsonLimits;
import dev.countersign.json.StrictJson;
import dev.countersign.policy.ArgumentSchema;
import dev.countersign.policy.schema.InputSchema;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of this node. What passes here counts here at once and is written down soon after; what other nodes saw is read every
 * two seconds. The newest sighting wins.
 */
@Singleton
public class SeenTools implements Catalogue {

    private static final Logger LOGGER = Logger.getLogger(SeenTools.class);
    private static final int FIRST = 500;
    private static final int MOST_TOOLS = 50_000;

    private final ToolRows rows;
    private final RiskClassifier classifier = new RiskClassifier();
    private final Map<Place, Known> known = new ConcurrentHashMap<>();
    private final Map<ServerName, AtomicLong> changes = new ConcurrentHashMap<>();
    private final Map<ServerName, List<ToolName>> orders = new ConcurrentHashMap<>();
    private final Set<ServerName> complete = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Consumer<ToolRows>> fresh = new ConcurrentLinkedQueue<>();

    SeenTools(ToolRows rows) {
        this.rows = rows;
    }

    /** A tool is always (server, name). */
    record Place(ServerName server, ToolName tool) {}

    /**
     * What is known of it.
     *
     * @param listed whether the last whole list had it; false for what only an agent was shown
     * @param gone whether that list was the first without it
     */
    record Known(
            String pin,
            String acceptedPin,
            Risk risk,
            String evidence,
            Optional<ArgumentSchema> schema,
            boolean runsTasks,
            boolean listed,
            boolean gone) {

        boolean changed() {
            return !pin.equals(acceptedPin);
        }

        /** What other people see of it. */
        boolean isLike(Known other) {
            return pin.equals(other.pin) && gone == other.gone;
        }

        Known listed(boolean now) {
            return new Known(pin, acceptedPin, risk, evidence, schema, runsTasks, now, !now);
        }
    }

    /** A definition that differs from what was known. */
    record Sighting(Place place, Known known, String definition) {}

    @Override
    public boolean lists(ServerName server, ToolName tool) {
        return find(server, tool).isPresent();
    }

    @Override
    public Optional<String> pin(ServerName server, ToolName tool) {
        return find(server, tool).map(Known::pin);
    }

    @Override
    public Risk risk(ServerName server, ToolName tool) {
        return find(server, tool).map(Known::risk).orElse(Risk.UNKNOWN);
    }

    @Override
    public boolean changed(ServerName server, ToolName tool) {
        return find(server, tool).filter(Known::changed).isPresent();
    }

    @Override
    public Optional<ArgumentSchema> schema(ServerName server, ToolName tool) {
        return find(server, tool).flatMap(Known::schema);
    }

    @Override
    public boolean runsTasks(ServerName server, ToolName tool) {
        return find(server, tool).filter(Known::runsTasks).isPresent();
    }

    private Optional<Known> find(ServerName server, ToolName tool) {
        return Optional.ofNullable(known.get(new Place(server, tool))).filter(tools -> !tools.gone());
    }

    @Override
    public long changes(ServerName server) {
        @Nullable AtomicLong count = changes.get(server);
        return count == null ? 0 : count.get();
    }

    private void changed(ServerName server) {
        changes.computeIfAbsent(server, first -> new AtomicLong()).incrementAndGet();
    }

    @Override
    public void seen(ServerName server, List<String> definitions) {
        definitions.forEach(text -> definition(text).ifPresent(d -> see(server, d, text, false)));
    }

    @Override
    public synchronized void listed(ServerName server, List<String> definitions) {
        Set<ToolName> whole = new LinkedHashSet<>();
        definitions.forEach(text -> definition(text).ifPresent(d -> {
            whole.add(d.name());
            see(server, d, text, true);
        }));
        known.forEach((place, tool) -> {
            if (place.server().equals(server) && tool.listed() && !whole.contains(place.tool())) {
                known.put(place, tool.listed(false));
                fresh.add(rows -> rows.gone(place));
                changed(server);
            }
        });
        keepOrder(server, List.copyOf(whole));
        complete.add(server);
    }

    private void keepOrder(ServerName server, List<ToolName> whole) {
        if (!whole.equals(orders.put(server, whole))) {
            fresh.add(rows -> rows.order(server, whole));
        }
    }

    private void see(ServerName server, ToolDefinition definition, String text, boolean whole) {
        Place place = new Place(server, definition.name());
        String pin = DefinitionPin.of(definition).toString();
        @Nullable Known before = known.get(place);
        if (before == null && known.size() >= MOST_TOOLS) {
            return;
        }
        if (before != null && before.pin().equals(pin) && !before.gone()) {
            if (whole && !before.listed()) {
                known.put(place, before.listed(true));
                fresh.add(rows -> rows.listed(place));
            }
            return;
        }
        Known now = known(definition, pin, before, whole);
        known.put(place, now);
        Sighting sighting = new Sighting(place, now, text);
        fresh.add(rows -> rows.write(sighting));
        tell(place, before, now);
    }

    private Known known(ToolDefinition definition, String pin, @Nullable Known before, boolean whole) {
        Classified classified = classifier.classify(definition);
        return new Known(
                pin,
                before == null ? pin : before.acceptedPin(),
                classified.risk(),
                classified.evidence(),
                schema(definition),
                definition.runsTasks(),
                whole || (before != null && before.listed()),
                false);
    }

    /** A tool is news when it was another or gone before, or was not there although a whole list was had. */
    private void tell(Place place, @Nullable Known before, Known now) {
        if (before == null ? complete.contains(place.server()) : !before.isLike(now)) {
            changed(place.server());
        }
        if (before != null && !before.pin().equals(now.pin())) {
            LOGGER.warnf(
                    "the definition of %s on %s has changed: calls of it that are held will not be sent",
                    place.tool(), place.server());
        }
    }

    /** What a definition says of its arguments, ready to be asked. */
    static Optional<ArgumentSchema> schema(ToolDefinition definition) {
        return definition.inputSchema().map(InputSchema::of);
    }

    /** The definition that a text is. */
    static Optional<ToolDefinition> definition(String text) {
        try {
            return ToolDefinition.of(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT));
        } catch (DoubtfulJsonException e) {
            return Optional.empty(); // the list it stood in was refused as a whole
        }
    }

    /** What is known before the first release: the final gate compares with it. */
    void load(@Observes @Priority(FIRST) StartupEvent starting) {
        exchange();
    }

    /** Writes what was seen here, then takes over what was seen elsewhere. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void exchange() {
        try {
            for (@Nullable Consumer<ToolRows> next = fresh.peek(); next != null; next = fresh.peek()) {
                next.accept(rows);
                fresh.poll();
            }
            rows.read().forEach((place, now) -> {
                @Nullable Known before = known.put(place, now);
                if (before == null ? complete.contains(place.server()) : !before.isLike(now)) {
                    changed(place.server());
                }
            });
        } catch (RuntimeException away) {
            LOGGER.warn("the catalogue could not be exchanged: PostgreSQL does not answer");
        }
    }
}
