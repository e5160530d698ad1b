// The TypeScript SDK as an everyday client uses it: default options, one session, one question.
//   node sdk.mjs URL list              prints the tools/list result
//   node sdk.mjs URL call TOOL ARGS    prints the tools/call result; ARGS is a JSON object
// The agent's token stands in COUNTERSIGN_TOKEN.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, what, tool, args] = process.argv.slice(2);
const client = new Client({ name: 'everyday-sdk', version: '1' });
const transport = new StreamableHTTPClientTransport(new URL(url), {
  requestInit: { headers: { Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}` } },
});
await client.connect(transport);
const answer = what === 'list' ? await client.listTools() : await client.callTool({ name: tool, arguments: JSON.parse(args) });
console.log(JSON.stringify(answer));
await transport.terminateSession();
await client.close();
