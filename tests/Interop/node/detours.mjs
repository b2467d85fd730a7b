// Detours round ts-mls 1.6.4. Each says what ts-mls does and what RFC 9420 asks for.
import { encode } from "./node_modules/ts-mls/dist/src/codec/tlsEncoder.js";
import { signWithLabel } from "./node_modules/ts-mls/dist/src/crypto/signature.js";
import { leafNodeTBSEncoder } from "./node_modules/ts-mls/dist/src/leafNode.js";
import { hex, opaque, sameOctets, unopaque } from "./octets.mjs";

/**
 * external_pub: ts-mls puts the bare key into the extension. Section 12.4.3.2 has a struct whose only field is
 * HPKEPublicKey, opaque<V>: the key comes with its length.
 */
export const writesExternalPub = (cs) => ({
  ...cs,
  hpke: { ...cs.hpke, exportPublicKey: async (key) => opaque(await cs.hpke.exportPublicKey(key)) },
});

/** external_pub, the other way: takes the length off before ts-mls sees the key. */
export function readsExternalPub(cs, groupInfo) {
  const extension = groupInfo.extensions.find((one) => one.extensionType === "external_pub");
  const written = extension?.extensionData;
  const key = written && unopaque(written);
  if (key === undefined) return cs;
  return {
    ...cs,
    hpke: { ...cs.hpke, importPublicKey: (octets) => cs.hpke.importPublicKey(sameOctets(octets, written) ? key : octets) },
  };
}

/** Update: ts-mls processes Update proposals and has nothing to make one (section 12.1.2). */
export async function signedUpdate(state, signKey, cs) {
  const leafIndex = state.privatePath.leafIndex;
  const { credential, capabilities, extensions, signaturePublicKey } = state.ratchetTree[2 * leafIndex].leaf;
  const keys = await cs.hpke.generateKeyPair();
  const publicKey = await cs.hpke.exportPublicKey(keys.publicKey);
  const leaf = { leafNodeSource: "update", hpkePublicKey: publicKey, signaturePublicKey, credential, capabilities, extensions };
  const place = { groupId: state.groupContext.groupId, leafIndex };
  const signature = await signWithLabel(signKey, "LeafNodeTBS", encode(leafNodeTBSEncoder)({ ...leaf, ...place }), cs.signature);
  return {
    proposal: { proposalType: "update", update: { leafNode: { ...leaf, signature } } },
    publicKey,
    privateKey: await cs.hpke.exportPrivateKey(keys.privateKey),
  };
}

/**
 * A Commit that covers one's own Update: ts-mls goes on with the old private key of the leaf, so it cannot open the path.
 * Looks into the Commit first and, where such an Update is in it, puts the new key in place.
 */
export async function withUpdateKeys(state, updates, process) {
  if (updates.size === 0) return state;
  let key;
  await process(state, (incoming) => {
    if (incoming.kind === "commit") {
      for (const { proposal } of incoming.proposals) {
        if (proposal.proposalType === "update") key ??= updates.get(hex(proposal.update.leafNode.hpkePublicKey));
      }
    }
    return "reject";
  });
  if (key === undefined) return state;
  const { privatePath } = state;
  return { ...state, privatePath: { ...privatePath, privateKeys: { ...privatePath.privateKeys, [2 * privatePath.leafIndex]: key } } };
}

/**
 * A Commit that removes the client and gives its place to somebody else: ts-mls sees a leaf at its place, takes it for its own and
 * then has no key for the path. Says whether this is so, after ts-mls has failed.
 */
export async function removesOwnLeaf(state, process) {
  let removed = false;
  await process(state, (incoming) => {
    removed = incoming.kind === "commit" && incoming.proposals.some(
      ({ proposal }) => proposal.proposalType === "remove" && proposal.remove.removed === state.privatePath.leafIndex,
    );
    return "reject";
  });
  return removed;
}

/** A committer's own Update: ts-mls puts all proposals of the epoch into its Commit and then refuses this one (section 12.2). */
export function withoutOwnUpdates(state) {
  const others = Object.entries(state.unappliedProposals).filter(
    ([, { proposal, senderLeafIndex }]) => proposal.proposalType !== "update" || senderLeafIndex !== state.privatePath.leafIndex,
  );
  return { ...state, unappliedProposals: Object.fromEntries(others) };
}

/**
 * ECDSA public keys: ts-mls makes them compressed. Section 5.1.2 has uncompressed points, as in TLS 1.3.
 * It takes both when it verifies.
 */
export async function uncompressed(suite, keys) {
  const name = { 2: "p256", 5: "p521", 7: "p384" }[suite];
  if (name === undefined) return keys;
  const { [name]: curve } = await import("@noble/curves/nist.js");
  return { ...keys, publicKey: curve.Point.fromBytes(keys.publicKey).toBytes(false) };
}
