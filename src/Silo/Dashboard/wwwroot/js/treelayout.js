// Where the nodes of a tree go: leaves in a row, parents above them, and below the leaves of users the trees of these users.
import { below, isLeaf, left, level, right, root } from './treemath.js';

const levelHeight = 52;
const linkHeight = 66;
const top = 30;
const foldWidth = 74;
const gap = 14;

/** The name of a node in a picture of several trees. */
export const keyOf = (tree, index) => `${tree.group}#${index}`;

/** What a leaf is called in its tree: in a user's tree the user's name says nothing new. */
export function labelOf(tree, node) {
  return tree.kind === 'user' ? node.label.split('/').at(-1) : node.label;
}

/**
 * Places everything.
 * @param tree the tree
 * @param given hung: trees of users by name, shown below their leaves; stubs: numbers of devices of users whose trees are not shown; open: keys of folded nodes that the viewer opened; kept: keys of nodes that must be seen
 */
export function layout(tree, { hung, stubs, open, kept }) {
  const picture = { nodes: [], edges: [], folds: [], links: [], stubs: [], frames: [], width: 0, height: 0, foldable: false };
  picture.width = place(tree, root(tree.leafCount), 0, top + level(root(tree.leafCount)) * levelHeight, { hung, stubs, open, kept, picture }).width;
  picture.height = Math.max(...picture.nodes.map(({ y }) => y), ...picture.folds.map(({ y }) => y + 34), ...picture.stubs.map(({ y }) => y + 40), ...picture.frames.map(({ y, height }) => y + height)) + 22;
  return picture;
}

/** Places a node and all below it; leaves stand at leafY. Returns its middle and the width that it took. */
function place(tree, x, from, leafY, given) {
  const { picture, hung } = given;
  const node = tree.nodes[x];
  const key = keyOf(tree, x);
  const y = leafY - level(x) * levelHeight;
  const put = (middle) => picture.nodes.push({ key, tree, node, x: middle, y, size: boxWidth(tree, node) });
  if (isLeaf(x)) {
    const user = tree.kind === 'group' ? hung.get(node.label) : undefined;
    const own = boxWidth(tree, node) + gap;
    if (!user) {
      put(from + own / 2);
      if (tree.kind === 'group' && given.stubs.has(node.label)) {
        picture.stubs.push({ x: from + own / 2, y, user: node.label, count: given.stubs.get(node.label) });
      }
      return { middle: from + own / 2, width: own };
    }
    return hang(user, { key, from, y, own, put }, given);
  }
  if (isFolded(tree, x, given)) {
    picture.foldable = true;
    const empty = below(x).every((one) => tree.nodes[one].blank);
    const width = empty ? 52 : foldWidth;
    put(from + width / 2);
    picture.folds.push({ key, x: from + width / 2, y: leafY, top: y, count: below(x).filter((one) => isLeaf(one) && (empty || !tree.nodes[one].blank)).length, empty });
    return { middle: from + width / 2, width };
  }
  const first = place(tree, left(x), from, leafY, given);
  const second = place(tree, right(x), from + first.width, leafY, given);
  const middle = (first.middle + second.middle) / 2;
  put(middle);
  for (const [child, at] of [[left(x), first.middle], [right(x), second.middle]]) {
    picture.edges.push({ from: key, to: keyOf(tree, child), x1: middle, y1: y, x2: at, y2: y + (level(x) - level(child)) * levelHeight });
  }
  return { middle, width: first.width + second.width };
}

/** A user's tree below the group's leaf that its root's secret makes. */
function hang(user, { key, from, y, own, put }, given) {
  const top = y + linkHeight;
  const bottom = top + level(root(user.leafCount)) * levelHeight;
  const pad = 8;
  const inner = place(user, root(user.leafCount), from + pad, bottom, { ...given, hung: new Map() });
  const shift = Math.max(0, (own - inner.width - 2 * pad) / 2);
  const width = Math.max(own, inner.width + 2 * pad);
  if (shift > 0) {
    move(given.picture, user.group, shift);
  }
  const middle = inner.middle + shift;
  put(middle);
  given.picture.links.push({ from: key, to: keyOf(user, root(user.leafCount)), x: middle, y1: y, y2: top, user: user.group });
  given.picture.frames.push({ x: from + 3, y: top - 25, width: width - 6, height: bottom - top + 50, user: user.group });
  return { middle, width };
}

function move(picture, group, by) {
  const mine = (key) => key.startsWith(`${group}#`);
  picture.nodes.filter(({ key }) => mine(key)).forEach((node) => { node.x += by; });
  picture.folds.filter(({ key }) => mine(key)).forEach((fold) => { fold.x += by; });
  picture.edges.filter(({ from }) => mine(from)).forEach((edge) => { edge.x1 += by; edge.x2 += by; });
}

const boxWidth = (tree, node) => (isLeaf(node.index) ? Math.max(26, labelOf(tree, node).length * 6.7 + 14) : 28);

/** Empty parts are folded always, others in large trees where nothing happens in them. */
function isFolded(tree, x, { open, kept }) {
  const inside = below(x);
  if (open.has(keyOf(tree, x)) || x === root(tree.leafCount) || inside.length < 3) {
    return false;
  }
  const others = inside.filter((one) => one !== x);
  if (others.some((one) => kept.has(keyOf(tree, one)))) {
    return false;
  }
  return inside.every((one) => tree.nodes[one].blank) || (tree.leafCount > 16 && inside.length >= 7);
}
