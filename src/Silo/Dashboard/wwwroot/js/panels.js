// The rows of the live view and the charts in them. A chart whose data are absent is left out.
import { number, octets, seconds, short, percent } from './format.js';
import { steps } from './charts.js';
import { line, rate, total } from './series.js';

const count = (name) => (point) => point.counts?.[name];
const has = (points, name) => points.some((point) => point.counts?.[name] !== undefined);
const perHour = (name) => (points, axis) => (has(points, name) ? rate(points, axis, count(name), axis === 'virtual' ? 3600 : 1) : { x: [], y: [] });
const quantiles = (part) => [['p50', 'thin'], ['p95', '']].map(([key, thin]) => ({ suffix: key, thin: thin !== '', take: (points, axis) => line(points, axis, (point) => point[part]?.[key]) }));
const single = (take) => [{ suffix: '', take }];
const level = (take) => single((points, axis) => line(points, axis, take));
/** Where nobody ever tried, a flat line would say that attacks failed. */
const attacked = (name) => single((points, axis) => (points.at(-1).counts?.attackTried > 0 ? line(points, axis, count(name)) : { x: [], y: [] }));
const hourly = { virtual: 'per virtual hour', wall: 'per real second' };

/** id, title, note (a text, or one for each axis), format, lines (each: suffix of its label and how to take it). */
export const rows = [
  { id: 'load', title: 'Load', charts: [
    { id: 'messages', title: 'Application messages', note: hourly, format: number, short, lines: single(perHour('messages')) },
    { id: 'commits', title: 'Commits', note: hourly, format: number, short, lines: single(perHour('commits')) },
    { id: 'operations', title: 'Changes effective', note: 'in all groups, since the beginning', format: number, short, lines: level(count('operations')) },
    { id: 'online', title: 'Devices online', format: number, short, lines: level((point) => point.health?.devicesOnline) },
  ] },
  { id: 'cost', title: 'Cost', charts: [
    { id: 'sent', title: 'Octets sent by devices', note: 'since the beginning', format: octets, lines: level((point) => total(point.sent)) },
    { id: 'delivered', title: 'Octets delivered to devices', note: 'since the beginning', format: octets, lines: level((point) => total(point.delivered)) },
    { id: 'ciphertexts', title: 'HPKE ciphertexts', note: 'since the beginning', format: number, short, lines: level(count('ciphertexts')) },
    { id: 'per-commit', title: 'Ciphertexts per Commit with a path', note: 'p50 thin, p95; guide lines log₂ n and n − 1', format: number, short, lines: [
      ...quantiles('perCommit'),
      ...['logN', 'nMinus1'].map((key) => ({ suffix: { logN: 'log₂ n', nMinus1: 'n − 1' }[key], thin: true, dash: [1, 4], take: (points, axis) => line(points, axis, (point) => point.perCommit?.[key]) })),
    ] },
    { id: 'mean-ciphertexts', title: 'Ciphertexts per Commit, mean so far', note: 'those of Welcomes included', format: number, short, lines: level((point) => (point.counts?.commits > 0 && point.counts.ciphertexts !== undefined ? point.counts.ciphertexts / point.counts.commits : null)) },
  ] },
  { id: 'health', title: 'Tree health', charts: [
    { id: 'unmerged', title: 'Unmerged leaves', note: 'in all trees of groups', format: number, short, lines: level((point) => point.health?.groups?.unmerged) },
    { id: 'resolution', title: 'Largest resolution', note: 'nodes that one ciphertext each is for', format: number, short, lines: level((point) => point.health?.groups?.resolutionMax) },
    { id: 'blank', title: 'Blank nodes', note: 'share, trees of groups', format: percent, lines: level((point) => blankShare(point.health?.groups)) },
    { id: 'leaves', title: 'Leaves', note: 'in all trees of groups', format: number, short, lines: level((point) => point.health?.groups?.leaves) },
  ] },
  { id: 'security', title: 'Security', charts: [
    { id: 'effect', title: 'Removal to effect', note: 'virtual time; p50 thin, p95', format: seconds, steps, lines: quantiles('effect') },
    { id: 'attack', title: 'Messages opened with stolen state', note: 'before the removal was effective', format: number, short, lines: attacked('attackOpened') },
    { id: 'attack-tried', title: 'Attempts with stolen state', note: 'since the beginning', format: number, short, lines: attacked('attackTried') },
    { id: 'failed', title: 'Messages not opened, or refused', note: 'since the beginning', format: number, short, lines: level((point) => (point.counts?.failed === undefined ? null : point.counts.failed + (point.counts.refused ?? 0))) },
  ] },
  { id: 'delivery', title: 'Delivery and runtime', charts: [
    { id: 'latency', title: 'Message latency', note: 'virtual time; p50 thin, p95', format: seconds, steps, lines: quantiles('delivery') },
    { id: 'conflicts', title: 'Conflicts', note: 'Commits that lost a race', format: number, short, lines: level(count('conflicts')) },
    { id: 'queued', title: 'Items in mailboxes', format: number, short, lines: level((point) => point.health?.queued) },
    { id: 'key-packages', title: 'KeyPackages in stock', format: number, short, lines: level((point) => point.health?.keyPackages) },
    { id: 'speed', title: 'Events handled', note: 'since the beginning', format: number, short, lines: level(count('events')) },
    { id: 'memory', title: 'Memory', format: octets, lines: level((point) => point.runtime?.memoryOctets) },
    { id: 'gc', title: 'Pauses of the garbage collector', note: 'share of time', format: (value) => percent(value / 100), lines: level((point) => point.runtime?.gcPausePercent) },
    { id: 'activations', title: 'Activations', format: number, short, lines: level((point) => point.runtime?.activations) },
    { id: 'request', title: 'Orleans requests, p99', format: (value) => seconds(value / 1000), lines: level((point) => point.runtime?.requestP99Milliseconds) },
    { id: 'long-turns', title: 'Long turns', format: number, short, lines: level((point) => point.runtime?.longTurns) },
  ] },
];

function blankShare(trees) {
  const nodes = (trees?.depths ?? []).reduce((sum, depth) => sum + depth.nodes, 0);
  return nodes === 0 ? null : trees.depths.reduce((sum, depth) => sum + depth.blank, 0) / nodes;
}
