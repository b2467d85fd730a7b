// Draws ratchet trees as SVG. Every mark has a shape as well as a colour.
import { directPath, isLeaf, layout, leafNumber, leftOf, membersBelow, parentOf, resolution, rightOf, rootOf } from './shape.js';

const SVG = 'http://www.w3.org/2000/svg';
const ROW = 62;
const MARGIN = 30;
const LINK = 54;
const SMALLEST = 0.62;

function make(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A short name for a leaf: "u0003/d2" becomes "u3 d2". */
export function shortName(name) {
  return name.replace(/(?<=[a-z])0+(?=\d)/g, '').replace('/', ' ');
}

/** What a node is, in words: for people who cannot see it, and for the panel beside it. */
export function describe(tree, index, marks = {}) {
  const node = tree.nodes[index];
  const what = isLeaf(index) ? `leaf ${leafNumber(index)}` : index === rootOf(tree) ? 'root' : `node ${index}`;
  const state = node.blank ? 'blank' : marks.rekeyed?.has(index) ? 'just re-keyed' : marks.added?.has(index) ? 'just added' : 'has a key';
  const who = node.label ? `, ${node.label}` : '';
  const unmerged = node.unmerged.length ? `, ${node.unmerged.length} unmerged` : '';
  return `${what}${who}: ${state}${unmerged}`;
}

/** Places that must be seen although the tree is large. */
function interesting(tree, marks, selected) {
  const places = new Set([...(marks.rekeyed ?? []), ...(marks.blanked ?? []), ...(marks.added ?? [])]);
  if (selected !== null && selected !== undefined) places.add(selected);
  for (const index of marks.subject ?? []) places.add(index);
  return [...places].filter((index) => isLeaf(index) || places.size < 12);
}

/** One tree at a height; gives where its nodes are. */
function drawOne(svg, tree, options, top) {
  const { marks = {}, selected = null, device = null } = options;
  const shape = layout(tree, interesting(tree, marks, selected));
  const step = shape.columns <= 10 ? 66 : shape.columns <= 20 ? 54 : 40;
  const at = (drawn) => ({ x: MARGIN + step * (drawn.column + 0.5), y: top + MARGIN + ROW * drawn.row });
  const reached = selected === null ? new Set() : new Set(resolution(tree, selected));
  const path = marks.committer === undefined || marks.committer === null ? new Set() : new Set([marks.committer, ...directPath(tree, marks.committer)]);
  const group = make('g', { class: 'tree' });
  for (const [above, below] of shape.edges) {
    const from = at(above);
    const to = at(below);
    const onPath = path.has(above.index) && path.has(below.index);
    group.append(make('path', { class: onPath ? 'edge on-path' : 'edge', d: `M${from.x},${from.y} C${from.x},${(from.y + to.y) / 2} ${to.x},${(from.y + to.y) / 2} ${to.x},${to.y}` }));
  }
  const positions = new Map();
  for (const drawn of shape.nodes) {
    const { x, y } = at(drawn);
    positions.set(drawn.index, { x, y });
    group.append(drawn.folded ? folded(tree, drawn.index, x, y) : nodeMark(tree, drawn.index, { x, y }, { marks, selected, reached, device, options, narrow: step < 54 }));
  }
  svg.append(group);
  return { positions, width: 2 * MARGIN + step * shape.columns, height: 2 * MARGIN + ROW * shape.rows + 34 };
}

function folded(tree, index, x, y) {
  const members = membersBelow(tree, index);
  return make('g', { class: 'folded' },
    make('path', { d: `M${x},${y - 8} L${x + 20},${y + 26} L${x - 20},${y + 26} Z` }),
    make('text', { x, y: y + 20, 'text-anchor': 'middle' }, `${members}`),
    make('title', {}, `${members} members that this change does not touch`));
}

function nodeMark(tree, index, { x, y }, view) {
  const { marks, selected, reached, device, options } = view;
  const node = tree.nodes[index];
  const holds = device !== null && (tree.holders[index] ?? []).includes(device);
  const classes = ['node', isLeaf(index) ? 'leaf' : 'parent'];
  if (node.blank) classes.push('blank');
  if (marks.rekeyed?.has(index)) classes.push('rekeyed');
  if (marks.added?.has(index)) classes.push('added');
  if (marks.blanked?.has(index)) classes.push('blanked');
  if (marks.subject?.has(index)) classes.push('subject');
  if (index === selected) classes.push('selected');
  if (reached.has(index)) classes.push('reached');
  if (holds) classes.push('held');
  const mark = make('g', {
    class: classes.join(' '), transform: `translate(${x},${y})`, tabindex: index === (selected ?? rootOf(tree)) ? 0 : -1,
    role: 'button', 'aria-pressed': index === selected, 'aria-label': describe(tree, index, marks), 'data-index': index, 'data-group': tree.group,
  });
  if (reached.has(index)) mark.append(make('circle', { class: 'halo', r: 20 }));
  mark.append(isLeaf(index) ? make('rect', { class: 'body', x: -13, y: -13, width: 26, height: 26, rx: 6 }) : make('circle', { class: 'body', r: 13 }));
  const sign = marks.blanked?.has(index) ? '×' : marks.added?.has(index) ? '+' : marks.rekeyed?.has(index) ? '✱' : node.blank ? '' : isLeaf(index) ? String(leafNumber(index)) : '';
  if (sign) mark.append(make('text', { class: 'sign', 'text-anchor': 'middle', y: 5 }, sign));
  if (node.unmerged.length) mark.append(make('circle', { class: 'badge', cx: 14, cy: -12, r: 8 }), make('text', { class: 'badge-text', x: 14, y: -9, 'text-anchor': 'middle' }, String(node.unmerged.length)));
  if (holds) mark.append(make('path', { class: 'key', d: 'M-17,-17 h9 v9 h-9 Z', transform: 'rotate(45 -13 -13)' }));
  if (isLeaf(index) && node.label) mark.append(label(node.label, view.narrow));
  mark.append(make('title', {}, describe(tree, index, marks)));
  mark.addEventListener('click', () => options.onSelect?.(tree, index));
  mark.addEventListener('keydown', (event) => move(event, tree, index, options));
  return mark;
}

function label(name, narrow) {
  return narrow
    ? make('text', { class: 'label', transform: 'translate(-4,20) rotate(50)' }, shortName(name))
    : make('text', { class: 'label', 'text-anchor': 'middle', y: 30 }, shortName(name));
}

/** Arrow keys go from node to node; space and enter choose. */
function move(event, tree, index, options) {
  const next = {
    ArrowUp: () => parentOf(tree, index),
    ArrowDown: () => (isLeaf(index) ? null : leftOf(index)),
    ArrowLeft: () => (index - 2 >= 0 && isLeaf(index) ? index - 2 : sideways(tree, index, -1)),
    ArrowRight: () => (isLeaf(index) && index + 2 < tree.nodes.length ? index + 2 : sideways(tree, index, 1)),
  }[event.key];
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    options.onSelect?.(tree, index);
  } else if (next) {
    event.preventDefault();
    event.stopPropagation();
    const to = next();
    if (to !== null) options.onSelect?.(tree, to, true);
  }
}

function sideways(tree, index, direction) {
  const above = parentOf(tree, index);
  if (above === null) return null;
  const other = direction < 0 ? leftOf(above) : rightOf(above);
  return other === index ? null : other;
}

/**
 * Draws a tree and, below one of its leaves, the tree of the user whose leaf it is.
 * options: { marks, selected, device, onSelect }; below: { tree, marks, selected, anchor } where anchor is the place of the leaf, or null for nothing.
 */
export function drawTrees(host, tree, options, below = null) {
  const svg = make('svg', { class: 'trees', role: 'group', 'aria-label': `ratchet tree of ${tree.group}, epoch ${tree.epoch}` });
  const first = drawOne(svg, tree, options, 0);
  let width = first.width;
  let height = first.height;
  if (below) {
    const inner = make('g', { class: 'inner' });
    svg.append(inner);
    const second = drawOne(inner, below.tree, { ...options, marks: below.marks, selected: below.selected }, 0);
    const anchor = first.positions.get(below.anchor) ?? first.positions.get(rootOf(tree));
    const root = second.positions.get(rootOf(below.tree));
    const shift = Math.max(0, Math.min(anchor.x - root.x, Math.max(0, first.width - second.width)));
    const drop = first.height + LINK - 20;
    inner.setAttribute('transform', `translate(${shift},${drop})`);
    svg.prepend(make('path', { class: 'stands-for', d: `M${anchor.x},${anchor.y + 34} C${anchor.x},${drop} ${root.x + shift},${anchor.y + 60} ${root.x + shift},${root.y + drop - 15}` }));
    svg.append(make('text', { class: 'stands-for-text', x: root.x + shift + 20, y: root.y + drop + 4 }, `the user's own tree: its root gives the leaf its keys`));
    width = Math.max(width, shift + second.width, root.x + shift + 330);
    height = drop + second.height;
  }
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);

  // It shrinks to its panel, but never below what can be read: then the panel scrolls.
  svg.setAttribute('style', `max-width: 100%; height: auto; min-width: ${Math.round(width * SMALLEST)}px`);
  host.replaceChildren(svg);
  return svg;
}
