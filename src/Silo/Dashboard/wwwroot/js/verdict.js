// The first row: thresholds, and the modes beside each other.
import { h, put } from './dom.js';
import { number, octets, seconds, title } from './format.js';
import { difference, figuresOf } from './figures.js';
import { named } from './modes.js';
import { total } from './series.js';

/** Figures that the points have while the run goes on. */
const soFar = [
  ['octets sent by devices', (point) => total(point.sent), octets],
  ['octets delivered to devices', (point) => total(point.delivered), octets],
  ['Commits', (point) => point.counts.commits, number],
  ['HPKE ciphertexts', (point) => point.counts.ciphertexts, number],
  ['signatures made', (point) => point.counts.sign, number],
  ['signatures checked', (point) => point.counts.verify, number],
  ['message latency, p95', (point) => point.delivery?.p95, seconds],
  ['Commits that lost a race', (point) => point.counts.conflicts, number],
  ['messages not opened', (point) => point.counts.failed, number],
];

const thresholdTexts = {
  lostMessages: ['messages lost', number], skippedOperations: ['operations given up', number], missedOperations: ['operations missed', number],
  effectiveP50Seconds: ['change effective, p50', seconds], effectiveP95Seconds: ['change effective, p95', seconds], effectiveP99Seconds: ['change effective, p99', seconds],
  conflictShare: ['share of conflicts', number], octetsPerDeviceAndDay: ['octets per device and day', octets],
};

export class Verdict {
  constructor() {
    this.thresholds = h('div', { class: 'thresholds', 'data-testid': 'thresholds' });
    this.table = h('div', { class: 'scroll', 'data-testid': 'modes-table' });
    this.note = h('span', { class: 'soft small' });
    this.element = h('section', { class: 'card', id: 'row-verdict', 'data-testid': 'row-verdict', hidden: true }, h('div', { class: 'head' }, h('h2', {}, 'Verdict'), this.note), this.thresholds, this.table);
  }

  showRun(run) {
    this.element.hidden = run.thresholds.length === 0 && !this.table.hasChildNodes();
    put(this.thresholds, run.thresholds.map(({ mode, name, actual, maximum, passed }) => {
      const [text, show] = thresholdTexts[name] ?? [title(name), number];
      return h('span', { class: `badge ${passed ? 'good' : 'bad'}`, 'data-testid': `threshold-${mode}-${name}` }, passed ? '✓ pass' : '✗ fail', h('span', {}, `${mode}: ${text} ${show(actual)}, at most ${show(maximum)}`));
    }));
  }

  /** So far, while there is no result. */
  showPoints(points) {
    const last = [...points].map(([mode, all]) => ({ mode, point: all.at(-1) })).filter(({ point }) => point?.counts);
    if (this.hasResult || last.length === 0) {
      return;
    }
    this.note.textContent = 'so far, since the beginning of the run, the set-up included; modes that run one after the other are at different virtual times';
    this.fill(last.map(({ mode }) => mode), soFar.map(([name, take, show]) => ({ name, show, values: last.map(({ point }) => take(point) ?? null) })).filter(({ values }) => values.some((value) => value !== null)));
  }

  /** The measured figures, when the run is over. */
  showResult(result) {
    if (!result?.summaries?.length) {
      return;
    }
    this.hasResult = true;
    this.note.textContent = result.manifest?.partial ? 'the run was stopped: figures are of what was carried out until then' : 'measured phase and creation of groups; less is better';
    this.fill(result.summaries.map(({ mode }) => mode), figuresOf(result.summaries));
  }

  fill(modes, figures) {
    this.element.hidden = false;
    put(this.table, compareTable(modes.map((mode) => named(mode)), figures));
  }
}

/** A table of figures: a column for each value, and for all but the first its difference from the first. */
export function compareTable(headings, figures) {
  return h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'figure'), headings.map((one, at) => [h('th', { scope: 'col', class: 'number' }, one), at > 0 && h('th', { scope: 'col', class: 'number' }, 'difference')]))),
    h('tbody', {}, figures.map(({ name, values, show }) => h('tr', {}, h('th', { scope: 'row' }, name), values.map((value, at) => {
      const by = at > 0 ? difference(values[0], value, show) : null;
      return [h('td', { class: 'number' }, value === null ? '–' : show(value)), by && h('td', { class: `number ${by.sign < 0 ? 'less' : by.sign > 0 ? 'more' : 'soft'}` }, by.text, by.share && h('span', { class: 'share' }, by.share))];
    })))));
}
