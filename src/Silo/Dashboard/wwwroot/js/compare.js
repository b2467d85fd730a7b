// Two runs beside each other, mode by mode.
import { getResult, getRun, getRuns } from './api.js';
import { h, put } from './dom.js';
import { figuresOf } from './figures.js';
import { named } from './modes.js';
import { compareTable } from './verdict.js';

const over = ['finished', 'stopped'];

export async function showCompare(view, { query }) {
  const runs = (await getRuns()).filter((run) => over.includes(run.state));
  const [a, b] = [query.get('a') ?? runs[1]?.id, query.get('b') ?? runs[0]?.id];
  if (!a || !b) {
    put(view, h('h1', {}, 'Comparison'), h('div', { class: 'notice' }, 'Two runs that are over are needed.'));
    return;
  }
  const body = h('div', { class: 'stack', 'data-testid': 'comparison' });
  put(view, h('div', { class: 'head' }, h('h1', {}, 'Comparison'), picker('a', 'of', runs, a, b), picker('b', 'with', runs, b, a)), body);
  const [first, second, firstRun, secondRun] = await Promise.all([getResult(a), getResult(b), getRun(a), getRun(b)]);
  const shared = first.summaries.filter((one) => second.summaries.some(({ mode }) => mode === one.mode));
  put(body, notes(first, second, firstRun, secondRun),
    shared.length === 0 && h('div', { class: 'notice' }, 'The runs have no mode in common.'),
    shared.map((one) => h('section', { class: 'card', 'data-testid': `comparison-${one.mode}` }, h('div', { class: 'head' }, h('h2', {}, named(one.mode))),
      h('div', { class: 'scroll' }, compareTable([a, b], figuresOf([one, second.summaries.find(({ mode }) => mode === one.mode)]))))));
}

function picker(key, text, runs, chosen, other) {
  const go = (event) => { location.hash = key === 'a' ? `#/compare?a=${event.target.value}&b=${other}` : `#/compare?a=${other}&b=${event.target.value}`; };
  return h('label', { class: 'check' }, text, h('select', { 'data-testid': `compare-${key}`, id: `compare-${key}`, onchange: go }, runs.map((run) => h('option', { value: run.id, selected: run.id === chosen }, `${run.id} ${run.scenario}, seed ${run.seed}`))));
}

/** What differs between the runs before anything was measured: without it differences of figures mislead. */
function notes(first, second, firstRun, secondRun) {
  const lines = [];
  if (first.manifest.partial || second.manifest.partial) {
    lines.push(`${[first.manifest.partial && firstRun.id, second.manifest.partial && secondRun.id].filter(Boolean).join(' and ')} was stopped before the end: totals are of unequal work.`);
  }
  if (first.manifest.traceDigest === second.manifest.traceDigest) {
    lines.push('Both runs carried out the same trace.');
  } else {
    lines.push(`The traces differ: ${firstRun.scenario} with seed ${firstRun.seed}${list(firstRun)}, and ${secondRun.scenario} with seed ${secondRun.seed}${list(secondRun)}.`);
  }
  return h('div', { class: 'notice', 'data-testid': 'comparison-notes' }, lines.map((line) => h('div', {}, line)));
}

const list = (run) => (run.overrides.length > 0 ? ` (${run.overrides.join(', ')})` : '');
