// The list of runs: open one, or choose two and compare them.
import { fileOf, getRuns } from './api.js';
import { h, put } from './dom.js';
import { moment, number, percent } from './format.js';
import { signOf } from './icons.js';
import { filesOf } from './files.js';

const order = ['finished', 'stopped'];

export async function showRuns(view, { gone, info }) {
  const list = new RunsView(view, info);
  await list.load();
  const timer = setInterval(() => list.load().catch(() => {}), 2500);
  gone.addEventListener('abort', () => clearInterval(timer));
}

class RunsView {
  constructor(view, info) {
    this.chosen = [];
    this.info = info;
    this.body = h('div', { 'data-testid': 'runs' });
    this.compare = h('a', { class: 'button main', 'data-testid': 'compare', role: 'link', 'aria-disabled': 'true' }, 'Compare');
    this.hint = h('span', { class: 'soft', 'aria-live': 'polite' });
    put(view, h('div', { class: 'head' }, h('h1', {}, 'Runs'), h('span', { class: 'grow' }), this.hint, this.compare), this.body);
    this.tell();
  }

  async load() {
    const runs = await getRuns();
    const shape = JSON.stringify(runs);
    if (shape === this.shape) {
      return;
    }
    this.shape = shape;
    const focused = document.activeElement?.id;
    const open = new Map([...this.body.querySelectorAll('.run-files:not(:empty)')].map((one) => [one.id, [...one.childNodes]]));
    put(this.body, runs.length === 0
      ? h('div', { class: 'card' }, h('p', { 'data-testid': 'no-runs' }, 'There are no runs yet.'), this.info.canStart && h('a', { class: 'button main', href: '#/' }, 'Start one'))
      : h('ul', { class: 'runs' }, runs.map((run) => this.line(run))));
    open.forEach((children, id) => document.getElementById(id)?.append(...children));
    if (focused && this.body.querySelector(`#${CSS.escape(focused)}`)) {
      document.getElementById(focused).focus();
    }
  }

  line(run) {
    const [sign, tone] = signOf(run.state);
    const done = run.modesProgress.reduce((sum, one) => sum + one.share, 0) / Math.max(1, run.modesProgress.length);
    const hasResult = order.includes(run.state);
    const files = h('div', { class: 'run-files', id: `files-of-${run.id}` });
    const failed = run.thresholds.filter((one) => !one.passed).length;
    return h('li', { class: 'card run', 'data-testid': `run-${run.id}` },
      h('label', { class: 'check', title: 'Choose for comparison' }, h('input', { type: 'checkbox', id: `choose-${run.id}`, 'data-testid': `choose-${run.id}`, disabled: !hasResult, checked: this.chosen.includes(run.id), 'aria-label': `Choose ${run.id} for comparison`, onchange: (event) => this.choose(run.id, event.target.checked) })),
      h('div', { class: 'run-what' }, h('a', { href: `#/run/${run.id}`, id: `open-${run.id}`, 'data-testid': `open-${run.id}` }, h('strong', {}, run.scenario), ` ${run.id}`),
        h('div', { class: 'soft small' }, [`seed ${run.seed}`, run.users > 0 && `${number(run.users)} users`, run.modes.join(', '), ...run.overrides].filter(Boolean).join(' · '))),
      h('div', { class: 'run-state' }, h('span', { class: `badge ${tone}` }, `${sign} ${run.state}`, ['running', 'paused'].includes(run.state) && ` ${percent(Math.round(done * 100) / 100)}`),
        run.thresholds.length > 0 && h('span', { class: `badge ${failed ? 'bad' : 'good'}` }, failed ? `✗ ${failed} of ${run.thresholds.length} thresholds fail` : `✓ ${run.thresholds.length} thresholds pass`)),
      h('div', { class: 'soft small run-time' }, moment(run.started)),
      h('div', { class: 'row' }, run.report && h('a', { href: fileOf(run.id, 'report.html'), target: '_blank', rel: 'noopener', 'data-testid': `report-${run.id}` }, 'report'),
        hasResult && h('button', { type: 'button', class: 'link', id: `show-files-${run.id}`, 'data-testid': `show-files-${run.id}`, 'aria-controls': `files-of-${run.id}`, onclick: async () => put(files, files.hasChildNodes() ? [] : await filesOf(run)) }, 'files')),
      files);
  }

  /** Two at most: with a third, the first of them is let go. */
  choose(id, on) {
    this.chosen = on ? [...this.chosen, id].slice(-2) : this.chosen.filter((one) => one !== id);
    this.body.querySelectorAll('[id^="choose-"]').forEach((box) => { box.checked = this.chosen.includes(box.id.slice('choose-'.length)); });
    this.tell();
  }

  tell() {
    const ready = this.chosen.length === 2;
    this.hint.textContent = ready ? `${this.chosen[0]} and ${this.chosen[1]}` : 'choose two runs that are over to compare them';
    this.compare.setAttribute('aria-disabled', String(!ready));
    if (ready) {
      this.compare.href = `#/compare?a=${this.chosen[0]}&b=${this.chosen[1]}`;
    } else {
      this.compare.removeAttribute('href');
    }
  }
}
