package dev.countersign.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What is printed at the end of the first start: who can log in, and how to connect a client. */
final class Welcome {
    private Welcome() {}

    static String text(URI publicUrl, DemoSecrets secrets, Path file) {
        String base = publicUrl.toString().replaceAll("/+$", "");
        String logins = DemoSecrets.LOGINS.stream()
                .map(login -> "    %-7s%s: %s%n           password  %s%n           token     %s%n"
                        .formatted(
                                login.name(),
                                login.role(),
                                login.what(),
                                secrets.password(login.name()),
                                secrets.token(login.name())))
                .collect(Collectors.joining());
        return TEXT.replace("{base}", base)
                .replace("{logins}", logins)
                .replace("{endpoint}", base + "/mcp/" + DemoConfiguration.SERVER)
                .replace("{token}", secrets.token(DemoSecrets.AGENT))
                .replace("{file}", file.toString());
    }

    private static final String TEXT = """

            ================================ Countersign demo ================================
            A demo exchange with play money stands behind this service. Its agent trading-bot
            has just asked for a transfer: log in as bob and decide it.

            Inbox:  {base}/inbox

            {logins}
            Shown once; kept in {file}

            Connect a client of your own as trading-bot:

              claude mcp add --transport http exchange {endpoint} \\
                --header "Authorization: Bearer {token}"

              Cursor (.cursor/mcp.json)
                {"mcpServers": {"exchange": {"url": "{endpoint}",
                  "headers": {"Authorization": "Bearer {token}"}}}}

              VS Code (.vscode/mcp.json)
                {"servers": {"exchange": {"type": "http", "url": "{endpoint}",
                  "headers": {"Authorization": "Bearer {token}"}}}}

            Or with curl: open a session, then ask for a transfer and watch it wait.

            {curl}
            ==================================================================================
            """.replace("{curl}", """
                            MCP={endpoint}
                            TOKEN={token}
                            SESSION=$(curl -sS -D - -o /dev/null "$MCP" -H "Authorization: Bearer $TOKEN" \\
                              -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
                              -d '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}' \\
                              | tr -d '\\r' | awk 'tolower($1) == "mcp-session-id:" { print $2 }')
                            curl -sS -N "$MCP" -H "Authorization: Bearer $TOKEN" -H "Mcp-Session-Id: $SESSION" \\
                              -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
                              -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"transfer","arguments":{"to":"savings","currency":"USDT","amount":100}}}'
                            """);
}
