// Ratchet trees as RFC 9420 has them: nodes in an array, leaves at even indices (appendix C). Nothing here draws.

/** Levels above the leaves. */
export function level(x) {
  let k = 0;
  while ((x >> k) & 1) {
    k++;
  }
  return k;
}

export const root = (leafCount) => leafCount - 1;
export const left = (x) => x ^ (1 << (level(x) - 1));
export const right = (x) => x ^ (3 << (level(x) - 1));

/** Null for the root. */
export function parent(x, leafCount) {
  if (x === root(leafCount)) {
    return null;
  }
  const k = level(x);
  return (x | (1 << k)) & ~(1 << (k + 1));
}

export function sibling(x, leafCount) {
  const above = parent(x, leafCount);
  return above === null ? null : x < above ? right(above) : left(above);
}

export const isLeaf = (x) => (x & 1) === 0;

/** The first and the last node below a node. */
export function range(x) {
  const reach = (1 << level(x)) - 1;
  return [x - reach, x + reach];
}

/** The nodes below a node, itself included. */
export function below(x) {
  const [from, to] = range(x);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** The nodes that a message to everybody below a node is encrypted to (RFC 9420, section 4.1.1). */
export function resolution(tree, x) {
  const node = tree.nodes[x];
  if (!node) {
    return [];
  }
  if (!node.blank) {
    return [x, ...node.unmerged.map((leaf) => 2 * leaf)];
  }
  return isLeaf(x) ? [] : [...resolution(tree, left(x)), ...resolution(tree, right(x))];
}

/** A leaf's ancestors, the lowest first. */
export function directPath(x, leafCount) {
  const path = [];
  for (let at = parent(x, leafCount); at !== null; at = parent(at, leafCount)) {
    path.push(at);
  }
  return path;
}

/** The leaf of a device: its own, or in a tree of users that of its user; -1 where it has none. */
export function leafOf(tree, device) {
  const own = tree.nodes.find((node) => isLeaf(node.index) && !node.blank && node.label === device);
  const users = own ?? tree.nodes.find((node) => isLeaf(node.index) && !node.blank && node.label === device.split('/')[0]);
  return users?.index ?? -1;
}

export const holdersOf = (tree, x) => tree.holders?.[x] ?? [];

/** The nodes whose private keys a device holds. */
export const heldBy = (tree, device) => Object.entries(tree.holders ?? {}).filter(([, devices]) => devices.includes(device)).map(([index]) => Number(index));

/**
 * The nodes that a Commit encrypted path secrets to: the resolutions of the copath, without leaves that it added.
 * Empty where the count does not agree with what was measured (a Commit without a path, or trees that are not whole), because a picture must not claim what did not happen.
 */
export function ciphertextTargets(step) {
  const { tree } = step;
  const leaf = leafOf(tree, step.committer);
  if (leaf < 0 || step.ciphertexts === 0) {
    return [];
  }
  const added = new Set(step.added);
  const targets = [];
  let child = leaf;
  for (const above of directPath(leaf, tree.leafCount)) {
    targets.push(...resolution(tree, sibling(child, tree.leafCount)).filter((x) => !added.has(x)));
    child = above;
  }
  return targets.length === step.ciphertexts ? targets : [];
}

/** What differs between two states of one tree: for live trees, where nobody tells. */
export function changes(before, after) {
  const result = { rekeyed: [], blanked: [], added: [] };
  for (const node of after.nodes) {
    const old = before.nodes[node.index];
    if (!node.blank && (!old || old.blank)) {
      (isLeaf(node.index) ? result.added : result.rekeyed).push(node.index);
    } else if (!node.blank && old.key !== node.key) {
      result.rekeyed.push(node.index);
    } else if (node.blank && old && !old.blank) {
      result.blanked.push(node.index);
    }
  }
  return result;
}
