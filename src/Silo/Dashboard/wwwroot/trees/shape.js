// Ratchet trees in the array form of RFC 9420, appendix C: leaves at even places, parents between them.

/** Height of a node above the leaves. */
export function level(index) {
  let height = 0;
  while ((index >> height) & 1) height++;
  return height;
}

export const isLeaf = (index) => index % 2 === 0;
export const leftOf = (index) => index - 2 ** (level(index) - 1);
export const rightOf = (index) => index + 2 ** (level(index) - 1);
export const rootOf = (tree) => tree.leafCount - 1;
export const leafNumber = (index) => index / 2;

/** The node above; null for the root. */
export function parentOf(tree, index) {
  if (index === rootOf(tree)) return null;
  const height = level(index);
  return (index & ~(2 ** (height + 1))) | (2 ** height);
}

/** The nodes from one place up to the root, itself not among them. */
export function directPath(tree, index) {
  const path = [];
  for (let above = parentOf(tree, index); above !== null; above = parentOf(tree, above)) path.push(above);
  return path;
}

/** The places whose keys together reach everybody below a node (RFC 9420, section 4.1.1). */
export function resolution(tree, index) {
  const node = tree.nodes[index];
  if (!node.blank) return [index, ...node.unmerged.map((leaf) => 2 * leaf)];
  return isLeaf(index) ? [] : [...resolution(tree, leftOf(index)), ...resolution(tree, rightOf(index))];
}

/** Leaves below a node that are not blank. */
export function membersBelow(tree, index) {
  if (isLeaf(index)) return tree.nodes[index].blank ? 0 : 1;
  return membersBelow(tree, leftOf(index)) + membersBelow(tree, rightOf(index));
}

/** Whether any of some places lies below a node, or is it. */
function holdsAny(index, places) {
  const reach = 2 ** level(index) - 1;
  for (const place of places) if (Math.abs(place - index) <= reach) return true;
  return false;
}

/**
 * Where each node is drawn, in columns and rows. Of a large tree, subtrees without any place of interest are drawn as one.
 * Gives { nodes: [{ index, column, row, folded }], edges: [[parent, child]], columns, rows }.
 */
export function layout(tree, interesting, mostLeaves = 32) {
  const folds = tree.leafCount > mostLeaves;
  const nodes = [];
  const edges = [];
  let columns = 0;
  const rows = level(rootOf(tree));
  function place(index) {
    const row = rows - level(index);
    if (isLeaf(index) || (folds && index !== rootOf(tree) && !holdsAny(index, interesting))) {
      const drawn = { index, column: columns, row, folded: !isLeaf(index) };
      columns += drawn.folded ? 1.6 : 1;
      if (drawn.folded) drawn.column += 0.3;
      nodes.push(drawn);
      return drawn;
    }
    const left = place(leftOf(index));
    const right = place(rightOf(index));
    const drawn = { index, column: (left.column + right.column) / 2, row, folded: false };
    nodes.push(drawn);
    edges.push([drawn, left], [drawn, right]);
    return drawn;
  }
  place(rootOf(tree));
  return { nodes, edges, columns, rows };
}
