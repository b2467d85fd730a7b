// The figures by which runs and modes are judged, taken from the summaries of runs that are over (docs/summary-schema.md).
import { number, octets, seconds, percent } from './format.js';

const changes = ['create-group', 'add-user', 'remove-user', 'add-device', 'remove-device', 'update-keys'];
const sum = (summary, key) => changes.reduce((total, name) => total + (summary.operations[name]?.[key] ?? 0), 0);
const ratio = (part, whole) => (whole > 0 ? part / whole : null);
const perDeviceAndDay = (summary, value) => ratio(value, summary.devices * summary.virtualSeconds / 86400);

/** Name, how to take it from a summary, how to show it. Less is better in all of them. */
const figures = [
  ['octets sent per device and day', (one) => perDeviceAndDay(one, one.totals.everything.octetsSent), octets],
  ['octets delivered per device and day', (one) => perDeviceAndDay(one, one.totals.everything.octetsDelivered), octets],
  ['octets sent for changes', (one) => one.totals.changes.octetsSent, octets],
  ['octets sent, everything', (one) => one.totals.everything.octetsSent, octets],
  ['octets delivered, everything', (one) => one.totals.everything.octetsDelivered, octets],
  ['public-key operations per device and day', (one) => perDeviceAndDay(one, one.totals.everything.publicKeyOperations), number],
  ['Commits of changes', (one) => sum(one, 'commits'), number],
  ['HPKE ciphertexts of changes', (one) => sum(one, 'hpkeCiphertexts'), number],
  ['HPKE ciphertexts per Commit', (one) => ratio(sum(one, 'hpkeCiphertexts'), sum(one, 'commits')), number],
  ['Commits that lost a race', (one) => sum(one, 'conflicts'), number],
  ['change effective, p50', (one) => one.effectiveSeconds?.p50, seconds],
  ['change effective, p95', (one) => one.effectiveSeconds?.p95, seconds],
  ['message latency, p95', (one) => one.messages.latencySeconds?.p95, seconds],
  ['messages lost', (one) => one.messages.lost, number],
  ['messages opened by stolen state before a removal took effect', (one) => one.invariants.openedInWindow, number],
  ['violations of invariants', (one) => one.invariants.violations, number],
  ['real time', (one) => one.wallSeconds, seconds],
];

/** The figures that each of some summaries has: name, values in their order, how to show them. */
export function figuresOf(summaries) {
  return figures.map(([name, take, show]) => ({ name, show, values: summaries.map((one) => take(one) ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null));
}

/** A difference and its share of the first value. */
export function difference(a, b, show) {
  if (a === null || b === null) {
    return { text: '–', share: '', sign: 0 };
  }
  const by = b - a;
  const text = by === 0 ? '=' : `${by > 0 ? '+' : '−'}${show(Math.abs(by))}`;
  return { text, share: a === 0 || by === 0 ? '' : `${by > 0 ? '+' : '−'}${percent(Math.abs(by / a))}`, sign: Math.sign(by) };
}
