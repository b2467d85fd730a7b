// One ts-mls client in one group. What it does is ts-mls; where ts-mls lacks something or departs from RFC 9420,
// the detour is in detours.mjs and nowhere else.
import {
  ciphersuites, createApplicationMessage, createCommit, createGroup, createGroupInfoWithExternalPub,
  createGroupInfoWithExternalPubAndRatchetTree, createProposal, decodeMlsMessage, encodeMlsMessage, generateKeyPackageWithKey,
  getCiphersuiteFromName, getCiphersuiteImpl, joinGroup, joinGroupExternal, makePskIndex, mlsExporter, processPrivateMessage,
  processPublicMessage, bytesToBase64,
} from "ts-mls";
import { decodeRatchetTree, encodeRatchetTree } from "./node_modules/ts-mls/dist/src/ratchetTree.js";
import { treeHashRoot } from "./node_modules/ts-mls/dist/src/treeHash.js";
import { readsExternalPub, removesOwnLeaf, signedUpdate, uncompressed, withUpdateKeys, withoutOwnUpdates, writesExternalPub } from "./detours.mjs";
import { hex, unhex } from "./octets.mjs";

export const clients = new Map();

const nameOf = (number) => Object.keys(ciphersuites).find((name) => ciphersuites[name] === number);

const implementation = (number) => getCiphersuiteImpl(getCiphersuiteFromName(nameOf(number)));

/** The suites of RFC 9420 for which all primitives load. */
export async function suites() {
  const loaded = [];
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    const cs = await implementation(number);
    await cs.hpke.generateKeyPair();
    loaded.push(number);
  }
  return loaded;
}

export async function newClient(name, suite) {
  const cs = await implementation(suite);
  clients.set(name, new Client(name, cs, await uncompressed(suite, await cs.signature.keygen())));
}

// The values of RFC 9420, section 13.5, are there for others to ignore.
const grease = 0x3a3a;

class Client {
  verbs = new Set([
    "keyPackage", "create", "psk", "propose", "commit", "accept", "receive", "join", "groupInfo", "tree", "externalJoin", "protect", "view",
    "dispose",
  ]);
  psks = {};
  updates = new Map();

  constructor(name, cs, signature) {
    this.name = name;
    this.cs = cs;
    this.signature = signature;
  }

  async keyPackage() {
    const capabilities = {
      versions: ["mls10"],
      ciphersuites: [this.cs.name, String(grease)],
      extensions: [0xf0ff, grease],
      proposals: [grease],
      credentials: ["basic", String(grease)],
    };
    const credential = { credentialType: "basic", identity: new TextEncoder().encode(this.name) };
    const lifetime = { notBefore: 0n, notAfter: 2n ** 64n - 1n };
    this.package = await generateKeyPackageWithKey(credential, capabilities, lifetime, [], this.signature, this.cs);
    return { keyPackage: this.#encode({ wireformat: "mls_key_package", keyPackage: this.package.publicPackage }) };
  }

  async create({ group, extensions }) {
    await this.keyPackage();
    const { publicPackage, privatePackage } = this.package;
    this.state = await createGroup(unhex(group), publicPackage, privatePackage, extensions.map(extension), this.cs);
  }

  psk({ psk, secret }) {
    this.psks[bytesToBase64(unhex(psk))] = unhex(secret);
  }

  async propose({ proposal, open }) {
    const made = proposal.type === "update" ? await this.#update() : this.#proposal(proposal);
    const result = await createProposal(this.state, open, made, this.cs);
    this.state = result.newState;
    return { message: hex(encodeMlsMessage(result.message)) };
  }

  async commit({ proposals, open, treeInWelcome }) {
    const result = await createCommit(
      { state: withoutOwnUpdates(this.state), pskIndex: makePskIndex(this.state, this.psks), cipherSuite: this.cs },
      { wireAsPublicMessage: open, extraProposals: proposals.map((one) => this.#proposal(one)), ratchetTreeExtension: treeInWelcome },
    );
    this.pending = result.newState;
    return {
      message: hex(encodeMlsMessage(result.commit)),
      welcome: result.welcome && this.#encode({ wireformat: "mls_welcome", welcome: result.welcome }),
    };
  }

  accept() {
    this.state = this.pending;
    this.pending = undefined;
    this.updates.clear();
  }

  async receive({ message, asIs }) {
    const decoded = this.#decode(message);
    const epoch = this.state.groupContext.epoch;
    const probe = (state, look) => this.#process(state, decoded, look);
    let result;
    try {
      result = await this.#process(await withUpdateKeys(this.state, this.updates, probe), decoded);
    } catch (error) {
      if (error.message.includes("No overlap") && !asIs && (await removesOwnLeaf(this.state, probe))) return { kind: "removed" };
      throw error;
    }
    this.state = result.newState;
    if (result.kind === "applicationMessage") return { kind: "application", data: hex(result.message) };
    if (this.state.groupActiveState.kind === "removedFromGroup") return { kind: "removed" };
    if (this.state.groupContext.epoch === epoch) return { kind: "proposal" };
    this.pending = undefined;
    this.updates.clear();
    return { kind: "commit" };
  }

  async join({ welcome, tree }) {
    const { publicPackage, privatePackage } = this.package;
    const decoded = this.#decode(welcome).welcome;
    this.state = await joinGroup(decoded, publicPackage, privatePackage, makePskIndex(this.state, this.psks), this.cs, this.#tree(tree));
  }

  async groupInfo({ tree, asIs }) {
    const make = tree ? createGroupInfoWithExternalPubAndRatchetTree : createGroupInfoWithExternalPub;
    const groupInfo = await make(this.state, [], asIs ? this.cs : writesExternalPub(this.cs));
    return { groupInfo: this.#encode({ wireformat: "mls_group_info", groupInfo }) };
  }

  tree() {
    return { tree: hex(encodeRatchetTree(this.state.ratchetTree)) };
  }

  async externalJoin({ groupInfo, tree, resync, asIs }) {
    await this.keyPackage();
    const { publicPackage, privatePackage } = this.package;
    const decoded = this.#decode(groupInfo).groupInfo;
    const cs = asIs ? this.cs : readsExternalPub(this.cs, decoded);
    const result = await joinGroupExternal(decoded, publicPackage, privatePackage, resync, cs, this.#tree(tree));
    this.pending = result.newState;
    return { message: this.#encode({ wireformat: "mls_public_message", publicMessage: result.publicMessage }) };
  }

  async protect({ data }) {
    const result = await createApplicationMessage(this.state, unhex(data), this.cs);
    this.state = result.newState;
    return { message: this.#encode({ wireformat: "mls_private_message", privateMessage: result.privateMessage }) };
  }

  async view({ label, context, length }) {
    const { groupContext, keySchedule, ratchetTree, privatePath } = this.state;
    return {
      epoch: Number(groupContext.epoch),
      leaf: privatePath.leafIndex,
      authenticator: hex(keySchedule.epochAuthenticator),
      treeHash: hex(groupContext.treeHash),
      computedTreeHash: hex(await treeHashRoot(ratchetTree, this.cs.hash)),
      transcriptHash: hex(groupContext.confirmedTranscriptHash),
      tree: hex(encodeRatchetTree(ratchetTree)),
      exported: hex(await mlsExporter(keySchedule.exporterSecret, label, unhex(context), length, this.cs)),
    };
  }

  dispose() {
    clients.delete(this.name);
  }

  /** processMessage of ts-mls 1.6.4 forgets the pre-shared keys where the Commit is a PrivateMessage, the two functions below it do not. */
  #process(state, message, callback) {
    const psks = makePskIndex(state, this.psks);
    return message.wireformat === "mls_public_message"
      ? processPublicMessage(state, message.publicMessage, psks, this.cs, callback)
      : processPrivateMessage(state, message.privateMessage, psks, this.cs, callback);
  }

  async #update() {
    const { proposal, publicKey, privateKey } = await signedUpdate(this.state, this.signature.signKey, this.cs);
    this.updates.set(hex(publicKey), privateKey);
    return proposal;
  }

  #proposal(one) {
    switch (one.type) {
      case "add":
        return { proposalType: "add", add: { keyPackage: this.#decode(one.keyPackage).keyPackage } };
      case "remove":
        return { proposalType: "remove", remove: { removed: one.leaf } };
      case "psk":
        return {
          proposalType: "psk",
          psk: { preSharedKeyId: { psktype: "external", pskId: unhex(one.psk), pskNonce: this.#nonce() } },
        };
      case "resumption":
        return {
          proposalType: "psk",
          psk: {
            preSharedKeyId: {
              psktype: "resumption", usage: "application", pskGroupId: unhex(one.group), pskEpoch: BigInt(one.epoch), pskNonce: this.#nonce(),
            },
          },
        };
      case "extensions":
        return { proposalType: "group_context_extensions", groupContextExtensions: { extensions: one.extensions.map(extension) } };
      default:
        throw new Error(`no proposal ${one.type}`);
    }
  }

  #nonce() {
    return this.cs.rng.randomBytes(this.cs.kdf.size);
  }

  #encode(body) {
    return hex(encodeMlsMessage({ version: "mls10", ...body }));
  }

  /** decodeMlsMessage of ts-mls 1.6.4 says how far it has read and leaves it to the caller to look. */
  #decode(text) {
    const octets = unhex(text);
    const result = decodeMlsMessage(octets, 0);
    if (result === undefined || result[1] !== octets.length) throw new Error("not one MLSMessage");
    return result[0];
  }

  #tree(text) {
    return text ? decodeRatchetTree(unhex(text), 0)[0] : undefined;
  }
}

function extension({ type, data }) {
  const known = { 3: "required_capabilities" };
  return { extensionType: known[type] ?? type, extensionData: unhex(data) };
}
