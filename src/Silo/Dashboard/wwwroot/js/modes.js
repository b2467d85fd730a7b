// How a mode looks: a colour and a dash, given by its place among the modes of the program, so that it looks the same in each view.
import { h, svg } from './dom.js';

const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
let order = [];

/** Tells the modes of the program, in its order. */
export function knowModes(names) {
  order = [...names];
}

/** The modes that the program knows. */
export const knownModes = () => order;

function place(mode) {
  if (!order.includes(mode)) {
    order.push(mode);
  }
  return order.indexOf(mode);
}

/** The number of the mode's colour token. */
export const toneOf = (mode) => place(mode) % 4;

/** Lengths of strokes and gaps; none for a solid line. */
export const dashOf = (mode) => dashes[place(mode) % dashes.length];

/** The value of a colour token now, which canvases need. */
export const colour = (token) => getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

/** The stroke of a mode as a small picture. */
export function stroke(mode) {
  return svg('svg', { width: 26, height: 8, 'aria-hidden': 'true' },
    svg('line', { x1: 0, x2: 26, y1: 4, y2: 4, 'stroke-width': 3, stroke: `var(--mode-${toneOf(mode)})`, 'stroke-dasharray': dashOf(mode).join(' ') || null }));
}

/** The mode's name with its stroke. */
export const named = (mode) => h('span', { class: 'mode' }, stroke(mode), mode);

/** What a mode is, in a few words, for those that have never heard of it. */
export function meaning(mode) {
  return {
    'multi-client': 'each device is a leaf of each group',
    'tree-root': 'a user is one leaf, whose key follows from a tree of the user’s devices',
    'virtual-client': 'the devices of a user act as one shared client',
  }[mode] ?? '';
}
