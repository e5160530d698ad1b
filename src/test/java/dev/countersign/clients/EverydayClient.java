package dev.countersign.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A client that people use, run as its own process with its default options. */
enum EverydayClient {
    TYPESCRIPT_SDK {
        @Override
        List<String> list(NodePackages npm, URI endpoint, String token) {
            return List.of(npm.path("sdk.mjs"), endpoint.toString(), "list");
        }

        @Override
        List<String> call(NodePackages npm, URI endpoint, String token, String tool, Map<String, String> arguments) {
            return List.of(npm.path("sdk.mjs"), endpoint.toString(), "call", tool, object(arguments));
        }
    },
    INSPECTOR {
        @Override
        List<String> list(NodePackages npm, URI endpoint, String token) {
            return inspector(npm, endpoint, token, "tools/list").toList();
        }

        @Override
        List<String> call(NodePackages npm, URI endpoint, String token, String tool, Map<String, String> arguments) {
            Stream<String> values = arguments.entrySet().stream()
                    .flatMap(argument -> Stream.of("--tool-arg", argument.getKey() + "=" + argument.getValue()));
            return Stream.concat(
                            Stream.concat(
                                    inspector(npm, endpoint, token, "tools/call"), Stream.of("--tool-name", tool)),
                            values)
                    .toList();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    abstract List<String> list(NodePackages npm, URI endpoint, String token);

    /** @param arguments values are JSON or plain text */
    abstract List<String> call(
            NodePackages npm, URI endpoint, String token, String tool, Map<String, String> arguments);

    /** Lists the tools: the {@code tools/list} result. */
    JsonNode tools(NodePackages npm, URI endpoint, String token) {
        return run(npm, list(npm, endpoint, token), token);
    }

    /** Calls a tool: the {@code tools/call} result. */
    JsonNode answer(NodePackages npm, URI endpoint, String token, String tool, Map<String, String> arguments) {
        return run(npm, call(npm, endpoint, token, tool, arguments), token);
    }

    private static Stream<String> inspector(NodePackages npm, URI endpoint, String token, String method) {
        return Stream.of(
                npm.path("node_modules/.bin/mcp-inspector"),
                "--cli",
                endpoint.toString(),
                "--transport",
                "http",
                "--header",
                "Authorization: Bearer " + token,
                "--method",
                method);
    }

    private static JsonNode run(NodePackages npm, List<String> command, String token) {
        try {
            Path home = Path.of(npm.path("home"));
            Process process = npm.start(
                    command,
                    Map.of(
                            "COUNTERSIGN_TOKEN", token,
                            "HOME", home.toString(),
                            "MCP_CATALOG_PATH", home.resolve("mcp.json").toString()));
            process.getOutputStream().close();
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(
                    () -> text(process.errorReader().lines()));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String told = errors.join();
            // The inspector ends with 5 when the tool's result says isError
            if (process.waitFor() != 0 && output.isBlank()) {
                throw new IllegalStateException("the client failed: " + told);
            }
            return JSON.readTree(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Stream<String> lines) {
        return String.join("\n", lines.toList());
    }

    private static String object(Map<String, String> arguments) {
        var object = JSON.createObjectNode();
        arguments.forEach((name, value) -> {
            try {
                object.set(name, value.matches("-?[0-9.]+|true|false") ? JSON.readTree(value) : object.textNode(value));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return object.toString();
    }
}
