// Speaks for several ts-mls clients. One JSON object per line comes in ({ id, verb, ... }) and one goes out
// ({ id, ok } or { id, error }). Octets are hexadecimal text. Lines are answered in order.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { clients, newClient, suites } from "./client.mjs";

const installed = JSON.parse(await readFile(new URL("./node_modules/ts-mls/package.json", import.meta.url), "utf8"));

const verbs = {
  hello: async () => ({ version: installed.version, suites: await suites() }),
  client: (request) => newClient(request.client, request.suite),
};

async function answer(request) {
  if (Object.hasOwn(verbs, request.verb)) return verbs[request.verb](request);
  const client = clients.get(request.client);
  if (client === undefined) throw new Error(`no client ${request.client}`);
  if (!client.verbs.has(request.verb)) throw new Error(`no verb ${request.verb}`);
  return client[request.verb](request);
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let reply;
  try {
    reply = { id: request.id, ok: (await answer(request)) ?? {} };
  } catch (error) {
    reply = { id: request.id, error: `${error.constructor.name}: ${error.message}`, stack: error.stack };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
