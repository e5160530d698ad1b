// A client that calls a held tool with its default options and, told to come back, calls again until it has the answer.
//   node held.mjs v1|v2|v2-modern URL TOOL ARGS [progress]
// Prints one line of JSON for every answer: {"ms", "text", "isError"}. The agent's token stands in COUNTERSIGN_TOKEN.
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';

const [kind, url, name, args, progress] = process.argv.slice(2);
const auth = { requestInit: { headers: { Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}` } } };
const info = { name: `held-${kind}`, version: '1' };
const client = kind === 'v1' ? new ClientV1(info) : new ClientV2(info, kind === 'v2-modern' ? { versionNegotiation: { mode: 'auto' } } : {});
await client.connect(kind === 'v1' ? new TransportV1(new URL(url), auth) : new TransportV2(new URL(url), auth));
const params = { name, arguments: JSON.parse(args) };
const options = progress ? { onprogress: () => {}, resetTimeoutOnProgress: true } : undefined;
for (let told = true; told;) {
  const start = Date.now();
  const answer = kind === 'v1' ? await client.callTool(params, undefined, options) : await client.callTool(params, options);
  const text = answer.content.map(part => part.text).join('\n');
  console.log(JSON.stringify({ ms: Date.now() - start, text, isError: answer.isError === true }));
  told = text.startsWith('[APPROVAL PENDING]');
}
await client.close();
