// What the signs in the pictures of trees mean.
import { h, svg } from './dom.js';

const box = (...children) => svg('svg', { viewBox: '-22 -18 44 36', width: 36, height: 30, class: 'tree small-tree', 'aria-hidden': 'true' }, ...children);
const node = (name, ...more) => svg('g', { class: `node ${name}` }, name.includes('leaf') ? svg('rect', { class: 'body', x: -15, y: -10, width: 30, height: 20, rx: 5 }) : svg('circle', { class: 'body', r: 12 }), ...more);
const sign = (name, text) => svg('g', { class: `sign ${name}`, transform: 'translate(11 -9)' }, svg('circle', { r: 7 }), svg('text', { y: 3.6 }, text));

export function legend() {
  const lines = [
    [box(node('leaf')), 'leaf'],
    [box(node('parent')), 'parent with a key'],
    [box(node('parent blank')), 'blank'],
    [box(node('parent rekeyed', sign('fresh', '↻'))), 're-keyed by this Commit'],
    [box(node('leaf added', sign('new', '+'))), 'new'],
    [box(node('parent blank blanked', sign('gone', '×'))), 'blanked by this Commit'],
    [box(node('parent', svg('g', { class: 'sign unmerged', transform: 'translate(13 5)' }, svg('rect', { x: -9, y: -7, width: 18, height: 14, rx: 4 }), svg('text', { y: 3.6 }, '+1')))), 'has unmerged leaves'],
    [box(node('parent', svg('g', { class: 'sign envelope', transform: 'translate(-12 -9)' }, svg('rect', { x: -8, y: -6, width: 16, height: 12, rx: 2 }), svg('path', { d: 'M-7 -4L0 1.5L7 -4' })))), 'a path secret is encrypted to it'],
    [box(node('leaf', svg('g', { class: 'sign pen', transform: 'translate(0 -14)' }, svg('path', { d: 'M-6 -4h12L0 4Z' })))), 'commits'],
    [box(node('parent resolution', svg('circle', { class: 'ring', r: 16 }))), 'in the resolution of the chosen node'],
    [box(node('leaf held', svg('g', { class: 'sign key', transform: 'translate(-13 9)' }, svg('circle', { r: 8 }), svg('path', { d: 'M-6 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M0 0h7M4 0v3M7 0v3', transform: 'scale(.72)' })))), 'holds the chosen private key'],
    [box(svg('g', { class: 'link' }, svg('path', { class: 'band', d: 'M-6 17L-6 -4L-12 -4L0 -15L12 -4L6 -4L6 17Z' }))), 'root of the user’s tree makes the user’s leaf'],
    [box(svg('g', { class: 'link due' }, svg('path', { class: 'band', d: 'M-6 17L-6 -4L-12 -4L0 -15L12 -4L6 -4L6 17Z' }))), 'the root is new, the group’s leaf not yet'],
  ];
  return h('details', { class: 'legend-box', open: innerWidth > 640, 'data-testid': 'tree-legend' }, h('summary', {}, 'Signs'), h('ul', {}, lines.map(([picture, text]) => h('li', {}, picture, text))));
}
