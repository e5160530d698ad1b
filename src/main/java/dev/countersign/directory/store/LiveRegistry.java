package dev.countersign.directory.store;

import dev.countersign.call.AgentName;
import dev.countersign.call.ServerName;
import dev.countersign.registry.Agent;
import dev.countersign.registry.Registry;
import dev.countersign.registry.Server;
import dev.countersign.registry.file.FileRegistry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The servers and agents of the file and the agents that admins manage. A name that the file has is the file's. */
@Singleton
class LiveRegistry implements Registry {

    private final FileRegistry file;
    private final DirectoryMemory memory;

    LiveRegistry(FileRegistry file, DirectoryMemory memory) {
        this.file = file;
        this.memory = memory;
    }

    @Override
    public Collection<Server> servers() {
        return file.servers();
    }

    @Override
    public Collection<Agent> agents() {
        List<Agent> all = new ArrayList<>(file.agents());
        memory.now().agents().values().stream()
                .filter(agent -> file.agent(agent.name()).isEmpty())
                .forEach(all::add);
        return all;
    }

    @Override
    public Optional<Server> server(ServerName name) {
        return file.server(name);
    }

    @Override
    public Optional<Agent> agent(AgentName name) {
        return file.agent(name)
                .or(() -> Optional.ofNullable(memory.now().agents().get(name)));
    }

    @Override
    public Optional<Agent> agentByToken(String bearer) {
        return file.agentByToken(bearer)
                .or(() -> memory.token(bearer).filter(Snapshot.Token::agent).flatMap(token -> {
                    memory.use(token);
                    AgentName name = new AgentName(token.holder());
                    return file.agent(name).isPresent()
                            ? Optional.empty()
                            : Optional.ofNullable(memory.now().agents().get(name));
                }));
    }
}
