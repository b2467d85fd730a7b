// Draws a placed tree as SVG. What a node is shows in its form first and in its colour second.
import { svg } from './dom.js';
import { isLeaf } from './treemath.js';
import { labelOf } from './treelayout.js';

const keySign = 'M-6 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M0 0h7M4 0v3M7 0v3';

/**
 * The picture.
 * @param picture of layout
 * @param marks sets of keys: rekeyed, blanked, added, path (edges of the committer), targets (encrypted to), resolution, held; and committer, chosen: keys
 * @param told what the viewer does: choose(key), open(key), move(key, event key)
 */
export function draw(picture, marks, told) {
  const { width, height } = picture;
  return svg('svg', {
    class: `tree${marks.dim ? ' dim' : ''}`, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': marks.title, 'data-testid': 'tree-svg',
    style: `--drawn: ${Math.round(width)}px`,
  },
  picture.frames.map((frame) => drawFrame(frame)),
  picture.links.map((link) => drawLink(link, marks)),
  picture.edges.map((edge) => svg('line', { class: `edge${marks.path.has(edge.to) && marks.path.has(edge.from) ? ' path' : ''}`, x1: edge.x1, y1: edge.y1, x2: edge.x2, y2: edge.y2 })),
  picture.stubs.map((stub) => drawStub(stub, told)),
  picture.folds.map((fold) => drawFold(fold, told)),
  picture.nodes.map((placed) => drawNode(placed, marks, told)));
}

function drawFrame({ x, y, width, height, user }) {
  return svg('g', {}, svg('rect', { class: 'frame', x, y, width, height, rx: 8 }, svg('title', {}, `the tree of ${user.replace(/^user:/, '')}`)));
}

/** The group's leaf is what the root of the user's tree makes: one band, not an edge of a tree. */
function drawLink({ x, y1, y2, from, to }, marks) {
  // After a Commit in the user's group the root is new, and the leaf follows with the next Commit in the group.
  const state = marks.rekeyed.has(from) ? ' fresh' : marks.rekeyed.has(to) ? ' due' : '';
  return svg('g', { class: `link${state}` },
    svg('path', { class: 'band', d: `M${x - 7} ${y2 - 14}L${x - 7} ${y1 + 20}L${x - 12} ${y1 + 20}L${x} ${y1 + 11}L${x + 12} ${y1 + 20}L${x + 7} ${y1 + 20}L${x + 7} ${y2 - 14}Z` }),
    svg('title', {}, state === ' due' ? 'the root is new; the group’s leaf follows with the next Commit in the group' : 'the key of the group’s leaf is derived from the root of the user’s tree'));
}

/** A user's tree that is not drawn: how many devices it has, and a way to see it. */
function drawStub({ x, y, user, count }, told) {
  return svg('g', { class: 'stub', 'data-testid': `stub-${user}`, onclick: () => told.showUser(user) }, svg('line', { x1: x, x2: x, y1: y + 12, y2: y + 22 }),
    svg('rect', { x: x - 16, y: y + 22, width: 32, height: 17, rx: 4 }), svg('text', { x, y: y + 34 }, `${count} ▾`), svg('title', {}, `${user} has ${count} devices: show the tree`));
}

function drawFold({ key, x, y, top, count, empty }, told) {
  const text = empty ? `${count} empty` : `${count} leaves`;
  return svg('g', { class: `fold${empty ? ' empty' : ''}`, 'data-fold': key, onclick: () => told.open(key) },
    svg('path', { d: `M${x} ${top}L${x + 27} ${y + 10}L${x - 27} ${y + 10}Z` }), svg('text', { x, y: y + 26 }, text), svg('title', {}, `${text}: show them`));
}

function drawNode({ key, tree, node, x, y, size }, marks, told) {
  const leaf = isLeaf(node.index);
  const has = (name) => marks[name].has(key);
  const classes = ['node', leaf ? 'leaf' : 'parent', node.blank && 'blank', has('rekeyed') && 'rekeyed', has('blanked') && 'blanked', has('added') && 'added',
    has('resolution') && 'resolution', has('held') && 'held', marks.chosen === key && 'chosen', marks.committer.has(key) && 'committer'].filter(Boolean).join(' ');
  const half = leaf ? size / 2 : 14;
  const shape = (grow, name) => (leaf
    ? svg('rect', { class: name, x: -half - grow, y: -12 - grow, width: 2 * (half + grow), height: 24 + 2 * grow, rx: 5 + grow / 2 })
    : svg('circle', { class: name, r: 14 + grow }));
  return svg('g', {
    class: classes, transform: `translate(${x} ${y})`, tabindex: marks.focus === key ? 0 : -1, role: 'button', 'aria-pressed': String(marks.chosen === key), 'data-key': key, 'data-testid': `node-${key}`,
    'aria-label': describe(tree, node, has), onclick: () => told.choose(key), onkeydown: (event) => told.key(key, event),
  },
  svg('title', {}, describe(tree, node, has)),
  has('rekeyed') && marks.animate && shape(4, 'pulse'),
  (has('resolution') || marks.chosen === key) && shape(4, 'ring'),
  shape(0, 'body'),
  svg('text', { class: 'name', y: 4 }, leaf ? labelOf(tree, node) : String(node.index)),
  badges(node, has, marks.committer.has(key), half, marks.targets.filter((one) => one === key).length));
}

/** Small signs at the corners: new, re-keyed, blanked (upper right); unmerged (right); key held (lower right); encrypted to (left); commits (upper left). */
function badges(node, has, commits, half, envelopes) {
  const sign = has('added') ? '+' : has('rekeyed') ? '↻' : has('blanked') ? '×' : null;
  return [
    sign && svg('g', { class: `sign ${has('added') ? 'new' : has('rekeyed') ? 'fresh' : 'gone'}`, transform: `translate(${half - 1} -12)` }, svg('circle', { r: 7 }), svg('text', { y: 3.6 }, sign)),
    node.unmerged.length > 0 && svg('g', { class: 'sign unmerged', transform: `translate(${half + 6} 6)` }, svg('rect', { x: -9, y: -7, width: 18, height: 14, rx: 4 }), svg('text', { y: 3.6 }, `+${node.unmerged.length}`)),
    has('held') && svg('g', { class: 'sign key', transform: `translate(${-half + 2} 12)` }, svg('circle', { r: 8 }), svg('path', { d: keySign, transform: 'scale(.72)' })),
    envelopes > 0 && svg('g', { class: 'sign envelope', transform: `translate(${isLeaf(node.index) ? 0 : -half - 4} ${isLeaf(node.index) ? -16 : -10})` }, svg('rect', { x: -8, y: -6, width: 16, height: 12, rx: 2 }), svg('path', { d: 'M-7 -4L0 1.5L7 -4' })),
    commits && svg('g', { class: 'sign pen', transform: 'translate(0 -19)' }, svg('path', { d: 'M-6 -4h12L0 4Z' })),
  ];
}

function describe(tree, node, has) {
  const what = isLeaf(node.index) ? `leaf ${node.index / 2}${node.label ? `, ${node.label}` : ''}` : `node ${node.index}`;
  const state = [node.blank && 'blank', has('added') && 'new', has('rekeyed') && 're-keyed now', has('blanked') && 'blanked now', node.unmerged.length > 0 && `${node.unmerged.length} unmerged`, has('held') && 'key held', has('resolution') && 'in the resolution'].filter(Boolean);
  return [what, ...state, `tree of ${tree.group}`].join(', ');
}
