package dev.countersign.directory.store;

import dev.countersign.audit.Actor;
import dev.countersign.call.AgentName;
import dev.countersign.call.IdSource;
import dev.countersign.call.PersonName;
import dev.countersign.call.ServerName;
import dev.countersign.directory.AgentEntry;
import dev.countersign.directory.Directory;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.Holder;
import dev.countersign.directory.NewName;
import dev.countersign.directory.PersonEntry;
import dev.countersign.directory.PersonFacts;
import dev.countersign.directory.TokenText;
import dev.countersign.identity.People;
import dev.countersign.identity.Role;
import dev.countersign.identity.local.Bcrypt;
import dev.countersign.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Judges each change, keeps it with its audit entry, and takes it over on this node at once. */
@ApplicationScoped
class StoredDirectory implements Directory {

    private static final int LONGEST_LABEL = 100;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private final DirectoryLists lists;
    private final DirectoryChanges changes;
    private final DirectoryMemory memory;
    private final Registry registry;
    private final People people;
    private final IdSource ids;

    StoredDirectory(
            DirectoryLists lists,
            DirectoryChanges changes,
            DirectoryMemory memory,
            Registry registry,
            People people,
            IdSource ids) {
        this.lists = lists;
        this.changes = changes;
        this.memory = memory;
        this.registry = registry;
        this.people = people;
        this.ids = ids;
    }

    @Override
    public List<AgentEntry> agents() {
        return lists.agents();
    }

    @Override
    public List<PersonEntry> people() {
        return lists.people();
    }

    private AgentEntry managed(AgentName name) throws DirectoryException {
        AgentEntry entry = lists.agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> DirectoryException.unknown("There is no agent of this name."));
        if (entry.fromFile()) {
            throw DirectoryException.conflict("The configuration file names this agent: change the file.");
        }
        return entry;
    }

    private PersonEntry managed(PersonName name) throws DirectoryException {
        PersonEntry entry = known(name);
        if (entry.fromFile()) {
            throw DirectoryException.conflict("The configuration file names this person: change the file.");
        }
        return entry;
    }

    private PersonEntry known(PersonName name) throws DirectoryException {
        return lists.people().stream()
                .filter(person -> person.name().equals(name))
                .findFirst()
                .orElseThrow(() -> DirectoryException.unknown("There is no person of this name."));
    }

    private void checkOwner(PersonName owner) throws DirectoryException {
        if (people.find(owner).isEmpty()) {
            throw DirectoryException.invalid("The owner is a person who can log in: there is no \"" + owner + "\".");
        }
    }

    @Override
    public void addAgent(String name, PersonName owner, Actor by) throws DirectoryException {
        AgentName fresh = new AgentName(NewName.checked(name));
        checkOwner(owner);
        if (lists.agents().stream().anyMatch(agent -> agent.name().equals(fresh))) {
            throw DirectoryException.conflict("There is an agent of this name already.");
        }
        changes.addAgent(fresh, owner, by);
        memory.refresh();
    }

    @Override
    public void changeAgent(AgentName name, PersonName owner, boolean disabled, Actor by) throws DirectoryException {
        AgentEntry entry = managed(name);
        if (!entry.owner().equals(owner)) {
            checkOwner(owner);
        }
        changes.changeAgent(name, owner, disabled, by);
        memory.refresh();
    }

    @Override
    public void grant(AgentName name, ServerName server, boolean granted, Actor by) throws DirectoryException {
        AgentEntry entry = managed(name);
        if (registry.server(server).isEmpty() && !entry.grants().contains(server)) {
            throw DirectoryException.unknown("There is no server of this name.");
        }
        if (entry.grants().contains(server) != granted) {
            changes.grant(name, server, granted, by);
            memory.refresh();
        }
    }

    @Override
    public void addPerson(String name, PersonFacts facts, Actor by) throws DirectoryException {
        PersonName fresh = new PersonName(NewName.checked(name));
        facts.check();
        if (lists.people().stream().anyMatch(person -> person.name().equals(fresh))) {
            throw DirectoryException.conflict("There is a person of this name already.");
        }
        changes.addPerson(fresh, facts, by);
        memory.refresh();
    }

    @Override
    public void changePerson(PersonName name, PersonFacts facts, Actor by) throws DirectoryException {
        PersonEntry entry = managed(name);
        facts.check();
        boolean loses = facts.disabled() || !facts.roles().contains(Role.ADMIN);
        if (by.id().equals(name.value()) && entry.facts().roles().contains(Role.ADMIN) && loses) {
            throw DirectoryException.conflict("Another admin takes this right from you: you would lock yourself out.");
        }
        changes.changePerson(name, facts, by);
        memory.refresh();
    }

    @Override
    public String password(PersonName name, Actor by) throws DirectoryException {
        managed(name);
        String password = TokenText.password(ids);
        changes.password(name, Bcrypt.kept(password), by);
        memory.refresh();
        return password;
    }

    @Override
    public void endSessions(PersonName name, Actor by) throws DirectoryException {
        known(name);
        changes.endSessions(name, by);
    }

    @Override
    public Issued issue(Holder holder, String label, Duration overlap, UUID key, Actor by) throws DirectoryException {
        if (label.length() > LONGEST_LABEL) {
            throw DirectoryException.invalid("A label has at most " + LONGEST_LABEL + " characters.");
        }
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw DirectoryException.invalid("Old tokens go on for seven days at most.");
        }
        checkHolder(holder);
        String token = TokenText.token(holder.kind(), ids);
        changes.issue(holder, new DirectoryChanges.NewToken(key, label, DirectoryMemory.sha256(token), overlap), by);
        memory.refresh();
        return new Issued(key, token);
    }

    private void checkHolder(Holder holder) throws DirectoryException {
        if (holder.kind() == Holder.Kind.AGENT) {
            managed(new AgentName(holder.name()));
        } else {
            managed(new PersonName(holder.name()));
        }
    }

    @Override
    public void end(Holder holder, UUID token, Actor by) throws DirectoryException {
        checkHolder(holder);
        changes.end(holder, token, by);
        memory.refresh();
    }

    /** What an audit entry says of a person. */
    static Map<String, String> members(PersonName name, PersonFacts facts) {
        return Map.of(
                "person",
                name.value(),
                "roles",
                facts.roles().stream().map(Role::word).sorted().collect(Collectors.joining(" ")),
                "groups",
                facts.groups().stream().sorted().collect(Collectors.joining(" ")),
                "disabled",
                Boolean.toString(facts.disabled()));
    }
}
