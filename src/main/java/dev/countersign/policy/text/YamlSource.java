package dev.countersign.policy.text;

import dev.countersign.json.JsonValue;
import dev.countersign.json.JsonValue.JsonString;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceMember;
import dev.countersign.policy.text.SourceNode.SourceObject;
import dev.countersign.policy.text.SourceNode.SourceScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML policy file (YAML 1.2.2, one document) into the same tree as {@link JsonSource}. It works on events: an alias is an
 * error where it stands and is never followed, so a file cannot become larger than it is.
 */
public final class YamlSource {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE) // SourceText has looked at the size
            .setUseMarks(true)
            .build();
    private static final String MERGE = "<<";
    private static final String NOT_ALLOWED = "anchors, aliases and tags are not allowed";

    private final Problems problems;
    private final Positions positions;
    private final Iterator<Event> events;

    private YamlSource(Problems problems, String text) {
        this.problems = problems;
        this.positions = new Positions(text);
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    /**
     * The tree of a file. Duplicate keys, ambiguous words, anchors and numbers out of range are added to the problems.
     *
     * @throws PolicyErrorsException when the bytes are no YAML text; this error stands alone
     */
    public static SourceNode read(byte[] file, Problems problems) throws PolicyErrorsException {
        String text = SourceText.decode(file, problems);
        Positions end = new Positions(text);
        try {
            return new YamlSource(problems, text).document();
        } catch (MarkedYamlEngineException e) {
            end.at(e.getProblemMark().or(e::getContextMark).map(Mark::getIndex).orElse(0));
            throw problems.syntax(end.line(), end.column(), "not valid YAML: " + e.getProblem());
        } catch (ReaderException e) {
            end.at(e.getPosition());
            throw problems.syntax(end.line(), end.column(), "not valid YAML: a character that may not stand in it");
        } catch (YamlEngineException e) {
            throw problems.syntax(1, 1, "not valid YAML: " + e.getClass().getSimpleName());
        }
    }

    private SourceNode document() throws PolicyErrorsException {
        Event first = events.next();
        while (first.getEventId() == ID.StreamStart) {
            first = events.next();
        }
        if (first.getEventId() == ID.StreamEnd) {
            throw problems.syntax(1, 1, "not valid YAML: the file is empty");
        }
        Event start = events.next();
        Positions at = at(start);
        SourceNode root = node(Place.root(at.line(), at.column()), start, 1);
        events.next(); // the end of the document
        Event more = events.next();
        if (more.getEventId() != ID.StreamEnd) {
            throw problems.syntax(at(more).line(), at(more).column(), "not valid YAML: more than one document");
        }
        return root;
    }

    private Positions at(Event event) {
        return positions.at(event.getStartMark().map(Mark::getIndex).orElse(0));
    }

    private SourceNode node(Place place, Event event, int depth) throws PolicyErrorsException {
        boolean container = event instanceof CollectionStartEvent;
        if (container && depth > JsonSource.DEEPEST) {
            throw problems.syntax(place.line(), place.column(), "nested deeper than " + JsonSource.DEEPEST);
        }
        if (decorated(event)) {
            problems.error(place, NOT_ALLOWED);
        }
        if (event.getEventId() == ID.MappingStart) {
            return object(place, depth);
        }
        return event.getEventId() == ID.SequenceStart ? list(place, depth) : scalar(place, event);
    }

    private static boolean decorated(Event event) {
        return event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())
                || (event instanceof CollectionStartEvent start
                        && start.getTag().isPresent())
                || (event instanceof ScalarEvent word && word.getTag().isPresent());
    }

    private SourceObject object(Place place, int depth) throws PolicyErrorsException {
        Map<String, Place> keys = new HashMap<>();
        List<SourceMember> members = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != ID.MappingEnd; event = events.next()) {
            Positions keyAt = at(event);
            String key = key(event);
            Place keyPlace = place.child(key, keyAt.line(), keyAt.column());
            checkKey(keyPlace, event, key);
            SourceNode value = child(place, key, events.next(), depth);
            Optional<Place> first = Optional.ofNullable(keys.putIfAbsent(key, keyPlace));
            if (first.isEmpty()) {
                members.add(new SourceMember(keyPlace, key, value));
            } else {
                problems.error(
                        keyPlace,
                        "duplicate key " + Quoted.of(key) + " (first at line "
                                + first.get().line() + ")");
            }
        }
        return new SourceObject(place, members);
    }

    private String key(Event event) throws PolicyErrorsException {
        if (event instanceof ScalarEvent word) {
            return word.getValue();
        }
        if (event instanceof AliasEvent) {
            return "*";
        }
        throw problems.syntax(at(event).line(), at(event).column(), "not valid YAML: a key must be a string");
    }

    private void checkKey(Place place, Event event, String key) {
        boolean plain = event instanceof ScalarEvent word && word.isPlain();
        if (decorated(event) || (plain && key.equals(MERGE))) {
            problems.error(place, NOT_ALLOWED);
        } else if (plain
                && (PlainWords.ambiguous(key)
                        || PlainWords.isNumber(key)
                        || !(PlainWords.value(key) instanceof JsonString))) {
            ambiguous(place, key);
        }
    }

    private void ambiguous(Place place, String word) {
        problems.error(place, Quoted.of(word) + " is ambiguous in YAML, put it in quotes");
    }

    private SourceList list(Place place, int depth) throws PolicyErrorsException {
        List<SourceNode> elements = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != ID.SequenceEnd; event = events.next()) {
            elements.add(child(place, Integer.toString(elements.size()), event, depth));
        }
        return new SourceList(place, elements);
    }

    private SourceNode child(Place parent, String segment, Event event, int depth) throws PolicyErrorsException {
        Positions at = at(event);
        return node(parent.child(segment, at.line(), at.column()), event, depth + 1);
    }

    private SourceScalar scalar(Place place, Event event) {
        if (!(event instanceof ScalarEvent word)) {
            return new SourceScalar(place, new JsonString("")); // an alias: an error already
        }
        return new SourceScalar(
                place, word.isPlain() ? plain(place, word.getValue()) : new JsonString(word.getValue()));
    }

    private JsonValue plain(Place place, String word) {
        if (PlainWords.ambiguous(word)) {
            ambiguous(place, word);
            return new JsonString(word);
        }
        return PlainWords.isNumber(word) ? problems.number(place, word) : PlainWords.value(word);
    }
}
