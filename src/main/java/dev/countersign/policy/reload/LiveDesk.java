package dev.countersign.policy.reload;

import dev.countersign.json.LineDiff;
import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.compile.CompiledPolicies.Compiled;
import dev.countersign.policy.desk.PolicyArchive;
import dev.countersign.policy.desk.PolicyAuthor;
import dev.countersign.policy.desk.PolicyDesk;
import dev.countersign.policy.desk.PolicyListener;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyState.Source;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.desk.PolicyVersion;
import dev.countersign.policy.desk.Saved;
import java.util.List;
import java.util.Optional;

/** The desk of this node: what it judges by, and the archive that it shares with the others. */
final class LiveDesk implements PolicyDesk {

    private static final int WHOLE_HISTORY = Integer.MAX_VALUE;

    private final PolicySources sources;
    private final LivePolicies live;
    private final FilePolicies files;
    private final PolicyWatch watch;
    private final PolicyArchive archive;

    LiveDesk(PolicySources sources, LivePolicies live, FilePolicies files, PolicyWatch watch, PolicyArchive archive) {
        this.sources = sources;
        this.live = live;
        this.files = files;
        this.watch = watch;
        this.archive = archive;
    }

    @Override
    public Optional<PolicyState> state(PolicyPlace place) {
        return live.state(place)
                .or(() -> sources.knows(place)
                        ? Optional.of(new PolicyState(
                                place,
                                NoPolicy.VERSION,
                                Source.NONE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        : Optional.empty());
    }

    @Override
    public List<PolicyState> states() {
        return live.states();
    }

    @Override
    public Saved save(PolicyPlace place, PolicyText text, String expected, PolicyAuthor by) {
        if (!sources.knows(place)) {
            return new Saved.NoSuchPlace();
        }
        if (files.names(place)) {
            return new Saved.NamedByFile();
        }
        try {
            Compiled unused = live.compile(text.name(), text.bytes());
        } catch (PolicyErrorsException e) {
            return new Saved.Refused(e.problems());
        }
        Optional<String> other = archive.add(place, text, expected, by);
        if (other.isPresent()) {
            return new Saved.Changed(other.get());
        }
        watch.exchange();
        return new Saved.Done(state(place).orElseThrow());
    }

    @Override
    public List<PolicyVersion> history(PolicyPlace place, int most) {
        return archive.history(place, most);
    }

    @Override
    public Optional<PolicyText> text(PolicyPlace place, long id) {
        return archive.text(place, id);
    }

    @Override
    public Optional<String> diff(PolicyPlace place, long id) {
        List<Long> ids = archive.history(place, WHOLE_HISTORY).stream()
                .map(PolicyVersion::id)
                .toList();
        int at = ids.indexOf(id);
        Optional<String> before = at >= 0 && at + 1 < ids.size()
                ? archive.text(place, ids.get(at + 1)).map(PolicyText::text)
                : Optional.of("");
        return archive.text(place, id).map(now -> LineDiff.unified(before.orElse(""), now.text()));
    }

    @Override
    public void listen(PolicyListener listener) {
        live.listen(listener);
    }
}
