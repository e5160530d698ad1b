package dev.countersign.directory.store;

import dev.countersign.call.PersonName;
import dev.countersign.identity.People;
import dev.countersign.identity.Person;
import dev.countersign.identity.local.LocalPeople;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The people of the file and those whom admins manage. A name that the file has is the file's. */
@Singleton
class LivePeople implements People {

    private final LocalPeople file;
    private final DirectoryMemory memory;

    LivePeople(LocalPeople file, DirectoryMemory memory) {
        this.file = file;
        this.memory = memory;
    }

    @Override
    public Optional<Person> byToken(String bearer) {
        return file.byToken(bearer)
                .or(() -> memory.token(bearer).filter(token -> !token.agent()).flatMap(token -> {
                    memory.use(token);
                    PersonName name = new PersonName(token.holder());
                    return file.find(name).isPresent() ? Optional.empty() : managed(name);
                }));
    }

    private Optional<Person> managed(PersonName name) {
        return Optional.ofNullable(memory.now().people().get(name));
    }

    @Override
    public Optional<Person> find(PersonName name) {
        return file.find(name).or(() -> managed(name));
    }

    @Override
    public Optional<Person> login(String name, String password) {
        return file.proven(name, password, memory.now().passwords()).flatMap(this::find);
    }
}
