package dev.countersign.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Under which names this service is reached. A page of another site whose name was made to point here (DNS rebinding,
 * CVE-2025-66414) sends that name in {@code Host} and {@code Origin}, and is refused by them. They never grant anything.
 */
@ApplicationScoped
public class OwnAddresses {

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final Optional<URI> publicUrl;
    private final String listenHost;
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();

    OwnAddresses(
            @ConfigProperty(name = "countersign.public-url") Optional<URI> publicUrl,
            @ConfigProperty(name = "countersign.allowed-hosts") Optional<List<String>> allowedHosts,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "127.0.0.1") String listenHost) {
        this.publicUrl = publicUrl;
        this.listenHost = listenHost.toLowerCase(Locale.ROOT);
        publicUrl.ifPresent(this::take);
        allowedHosts.orElse(List.of()).forEach(this::take);
    }

    private void take(URI url) {
        if (url.getHost() == null || url.getScheme() == null) {
            throw new IllegalArgumentException(
                    "countersign.public-url is an address like https://approvals.example.com");
        }
        take(url.getScheme() + "://" + url.getRawAuthority());
    }

    private void take(String value) {
        String name = value.toLowerCase(Locale.ROOT);
        int scheme = name.indexOf("://");
        hosts.add(scheme < 0 ? name : name.substring(scheme + 3));
        if (scheme < 0) {
            origins.add("http://" + name);
            origins.add("https://" + name);
        } else {
            origins.add(name);
        }
    }

    /**
     * Whether the value of {@code Host} is ours.
     *
     * @param localAddress numeric address that the connection was made to: a name cannot be rebound to it, it is one
     * @param port that the connection was made to
     */
    boolean ownHost(String host, String localAddress, int port) {
        String given = host.toLowerCase(Locale.ROOT);
        return hosts.contains(given) || listening(given, localAddress, port);
    }

    /**
     * Whether an agent on this machine came through a forwarded port (ssh, a container's proxy), which has a number of its own: the
     * connection and the name in {@code Host} are those of the loopback. Such a name cannot be rebound, so its port proves nothing for a
     * caller with a bearer token; pages, which live by cookies, do not ask this.
     */
    boolean forwardedHere(String host, String localAddress) {
        String authority = host.toLowerCase(Locale.ROOT);
        int port = authority.lastIndexOf(':');
        boolean numbered =
                port > 0 && PORT.matcher(authority.substring(port + 1)).matches();
        boolean loopback = localAddress.equals("127.0.0.1") || localAddress.equals("0:0:0:0:0:0:0:1");
        return loopback && numbered && isLoopbackName(authority.substring(0, port));
    }

    /** Whether the value of {@code Origin} is ours; {@code null} never is. */
    boolean ownOrigin(String origin, String localAddress, int port) {
        String given = origin.toLowerCase(Locale.ROOT);
        return origins.contains(given)
                || (given.startsWith("http://") && listening(given.substring(7), localAddress, port));
    }

    private boolean listening(String authority, String localAddress, int port) {
        String suffix = ":" + port;
        String name = authority.endsWith(suffix)
                ? authority.substring(0, authority.length() - suffix.length())
                : (port == 80 ? authority : "");
        String local = localAddress.contains(":") ? "[" + localAddress + "]" : localAddress;
        return !name.isEmpty() && (isLoopbackName(name) || name.equals(listenHost) || name.equals(local));
    }

    /** Whether people reach us by https, as the public address says: cookies are then bound to it. */
    public boolean secure() {
        return publicUrl.map(url -> "https".equalsIgnoreCase(url.getScheme())).orElse(false);
    }

    /** Whether a browser that used this {@code Host} talks to its own machine, the only place for cookies without TLS. */
    public static boolean loopback(String host) {
        int port = host.lastIndexOf(':');
        return isLoopbackName(port < 0 || host.endsWith("]") ? host : host.substring(0, port));
    }

    private static boolean isLoopbackName(String name) {
        return name.equalsIgnoreCase("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }
}
