// The rows of charts.
import { h } from './dom.js';
import { Breakdown } from './breakdown.js';
import { Chart } from './charts.js';
import { number, octets } from './format.js';
import { HeatMaps } from './heat.js';
import { dashOf, knownModes, toneOf } from './modes.js';
import { rows } from './panels.js';
import { endOfSetUp, xOf } from './series.js';

const operations = { seal: 'HPKE seal', open: 'HPKE open', sign: 'sign', verify: 'verify', derive: 'derive key pair' };
const breakdowns = {
  cost: [
    { id: 'sent', title: 'Octets sent, by kind', note: 'since the beginning', format: octets, take: (point) => point.sent },
    { id: 'delivered', title: 'Octets delivered, by kind', note: 'since the beginning', format: octets, take: (point) => point.delivered },
    { id: 'operations', title: 'Public-key operations', note: 'of all devices, since the beginning', format: number, take: (point) => Object.fromEntries(Object.entries(operations).map(([key, name]) => [name, point.counts?.[key] ?? 0])) },
  ],
};

export class Rows {
  constructor(run, gone) {
    this.axis = 'virtual';
    this.rows = rows.map((row) => this.make(row, `cursor-${run}`));
    this.element = h('div', { class: 'stack' }, this.rows.map((row) => row.element));
    gone.addEventListener('abort', () => this.rows.forEach(({ charts }) => charts.forEach(({ chart }) => chart.destroy())));
  }

  make(row, sync) {
    const charts = row.charts.map((given) => ({ given, note: given.note, chart: new Chart({ ...given, note: typeof given.note === 'object' ? given.note.virtual : given.note }, sync) }));
    const bars = (breakdowns[row.id] ?? []).map((given) => new Breakdown(given));
    const heat = row.id === 'health' ? new HeatMaps() : null;
    const element = h('section', { class: 'card', id: `row-${row.id}`, 'data-testid': `row-${row.id}`, hidden: true },
      h('div', { class: 'head' }, h('h2', {}, row.title)), heat?.element, h('div', { class: 'charts' }, bars.map((one) => one.element), charts.map(({ chart }) => chart.element)));
    return { element, charts, bars, heat };
  }

  setAxis(axis) {
    this.axis = axis;
    for (const { charts } of this.rows) {
      for (const { chart, note } of charts) {
        if (typeof note === 'object') {
          chart.element.querySelector('figcaption span').textContent = note[axis];
        }
      }
    }
    this.show(this.points);
  }

  show(points) {
    this.points = points;
    if (!points || points.size === 0) {
      return;
    }
    const modes = [...points.keys()].sort((a, b) => knownModes().indexOf(a) - knownModes().indexOf(b));
    const end = Math.max(1e-3, ...modes.map((mode) => xOf(this.axis)(points.get(mode).at(-1))));
    const marks = modes.map((mode) => endOfSetUp(points.get(mode), this.axis)).filter((at) => at !== null).map((at) => ({ at }));
    for (const { element, charts, bars, heat } of this.rows) {
      // Charts find their width from the page: the row must be there before they are drawn.
      element.hidden = false;
      const hasHeat = heat?.show(points) ?? false;
      bars.forEach((one) => one.show(points));
      charts.forEach(({ given, chart }) => chart.show(linesOf(given, points, modes, this.axis), this.axis, marks, end));
      element.hidden = !hasHeat && bars.every((one) => one.element.hidden) && charts.every(({ chart }) => chart.element.hidden);
    }
  }
}

function linesOf(given, points, modes, axis) {
  return modes.flatMap((mode) => given.lines.map(({ suffix, thin, dash, take }) => ({
    label: suffix === '' ? mode : `${mode} ${suffix}`, tone: `mode-${toneOf(mode)}`, dash: dash ?? dashOf(mode), thin, ...take(points.get(mode), axis),
  })));
}
