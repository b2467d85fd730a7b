// Running totals of an exploration: what the Commits until a step cost, and what everything cost in the end.
import { h } from './dom.js';
import { number, octets, words } from './format.js';
import { named } from './modes.js';

const running = [
  ['Commits', (steps) => steps.length, number],
  ['octets of Commits', (steps) => sum(steps, ({ octets: size }) => size), octets],
  ['octets of Welcomes', (steps) => sum(steps, ({ welcomeOctets }) => welcomeOctets ?? 0), octets],
  ['HPKE ciphertexts', (steps) => sum(steps, ({ ciphertexts }) => ciphertexts), number],
  ['Commits delivered', (steps) => sum(steps, ({ recipients }) => recipients), number],
];

const final = [['octets sent, everything', 'octetsSent', octets], ['octets delivered', 'octetsDelivered', octets], ['signatures made', 'signatures', number], ['devices touched', 'devicesTouched', number]];

const sum = (steps, take) => steps.reduce((total, step) => total + take(step), 0);

/** Two tables with a column for each mode: totals until the step, and those of the whole change with what was sent by kind. */
export function totalsTables(modes, at) {
  const isEnd = at >= Math.max(...modes.map(({ steps }) => steps.length));
  const kinds = [...new Set(modes.flatMap(({ totals }) => Object.keys(totals.sent ?? {})))];
  const line = (name, values, show) => h('tr', {}, h('th', { scope: 'row' }, name), values.map((value) => h('td', { class: 'number' }, value === undefined ? '–' : show(value))));
  const table = (id, title, quiet, lines) => h('table', { class: quiet ? 'totals quiet' : 'totals', 'data-testid': id },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, title), modes.map(({ mode }) => h('th', { scope: 'col', class: 'number' }, named(mode))))), h('tbody', {}, lines));
  return h('div', { class: 'cost-grid' },
    table('totals-running', at === 0 ? 'Before the first step' : isEnd ? 'All steps' : 'Until this step', false, running.map(([name, take, show]) => line(name, modes.map(({ steps }) => take(steps.slice(0, at))), show))),
    table('totals-whole', isEnd ? 'The whole change' : 'The whole change, in the end', !isEnd, [
      ...final.map(([name, key, show]) => line(name, modes.map(({ totals }) => totals[key]), show)),
      ...kinds.map((kind) => line(`sent: ${words(kind)}`, modes.map(({ totals }) => totals.sent[kind] ?? 0), octets)),
    ]));
}
