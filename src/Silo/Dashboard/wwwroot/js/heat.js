// The heat map of blank nodes: a row for each depth, a column for each sample, told by colour and, in the cell, by number.
import { h, put } from './dom.js';
import { clock, number, percent } from './format.js';
import { named } from './modes.js';

const columns = 14;

/** One table for each mode and kind of tree; nothing where no sample holds any tree. */
export class HeatMaps {
  constructor() {
    this.element = h('div', { class: 'heats', 'data-testid': 'heat-maps' });
  }

  show(points) {
    const maps = [...points].flatMap(([mode, all]) => [['groups', 'trees of groups'], ['users', 'trees of users']].map(([part, label]) => map(mode, all, part, label)));
    put(this.element, maps);
    return maps.some((one) => one !== null);
  }
}

function map(mode, all, part, label) {
  const samples = pick(all.filter((point) => point.health?.[part]?.depths?.length > 0));
  if (samples.length === 0) {
    return null;
  }
  const depth = Math.max(...samples.map((point) => point.health[part].depths.length));
  const last = samples.at(-1).health[part];
  return h('figure', { class: 'heat', 'data-testid': `heat-${mode}-${part}` },
    h('figcaption', {}, h('h3', {}, named(mode), ` ${label}`),
      h('span', { class: 'soft small' }, `blank nodes by depth; at the end ${number(last.trees)} trees, ${number(last.leaves)} leaves`)),
    h('div', { class: 'scroll' }, h('table', { class: 'heat-table' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'depth'), samples.map((point, at) => h('th', { scope: 'col', title: clock(point.t) }, at === 0 ? clock(point.t) : at === samples.length - 1 ? h('span', { class: 'edge' }, clock(point.t)) : h('span', { class: 'unseen' }, clock(point.t)))))),
      h('tbody', {}, Array.from({ length: depth }, (_, row) => h('tr', {}, h('th', { scope: 'row' }, row === 0 ? 'root' : String(row)),
        samples.map((point) => cell(point, point.health[part].depths[row]))))))));
}

function cell(point, depth) {
  if (!depth || depth.nodes === 0) {
    return h('td', { class: 'none' });
  }
  const share = depth.blank / depth.nodes;
  return h('td', { class: share > 0.55 ? 'deep' : null, style: `background: rgba(var(--heat), ${(0.06 + share * 0.9).toFixed(3)})`, title: `${clock(point.t)}: ${number(depth.blank)} of ${number(depth.nodes)} blank (${percent(share)}), ${number(depth.unmerged)} unmerged` }, String(Math.round(share * 100)));
}

/** At most so many samples, evenly spread, the last among them. */
function pick(samples) {
  if (samples.length <= columns) {
    return samples;
  }
  return Array.from({ length: columns }, (_, at) => samples[Math.round(at * (samples.length - 1) / (columns - 1))]);
}
