// The live view of one run.
import { getResult, getRun } from './api.js';
import { h, put, say, toggle } from './dom.js';
import { moment } from './format.js';
import { isTyping } from './help.js';
import { pointsOfFile } from './history.js';
import { LiveRun } from './live.js';
import { RunHead } from './runhead.js';
import { Verdict } from './verdict.js';
import { Rows } from './rows.js';
import { filesOf } from './files.js';

const over = ['finished', 'stopped', 'failed'];

export async function showWatch(view, { parts: [id], gone }) {
  const run = await getRun(id);
  if (!gone.aborted) {
    new WatchView(view, run, gone);
  }
}

class WatchView {
  constructor(view, run, gone) {
    this.gone = gone;
    this.state = run.state;
    this.head = new RunHead(run);
    this.verdict = new Verdict();
    this.rows = new Rows(run.id, gone);
    this.end = h('div', { class: 'stack', hidden: true, 'data-testid': 'run-end' });
    this.results = h('section', { class: 'card', hidden: true, 'data-testid': 'results' });
    this.lost = h('div', { class: 'notice warn', hidden: true, 'data-testid': 'connection-lost' }, 'The connection is lost; the page connects again by itself.');
    this.axis = toggle('Horizontal axis', 'axis', [['virtual', 'Virtual time'], ['wall', 'Real time']], 'virtual', (axis) => this.rows.setAxis(axis));
    this.over = h('div', { class: 'head axisline', hidden: true }, h('h2', {}, 'Over time'), h('span', { class: 'grow' }), h('span', { class: 'soft small' }, 'The dotted line is the end of the set-up.'), this.axis);
    put(view, this.lost, this.head.element, this.end, this.verdict.element, this.results, this.over, this.rows.element);
    this.listen(run.id);
    this.show(run);
    document.addEventListener('keydown', (event) => this.key(event), { signal: gone });
    document.addEventListener('themechange', () => this.draw(), { signal: gone });
  }

  listen(id) {
    this.live = new LiveRun(id, this.gone);
    this.live.on('run', (run) => this.show(run));
    this.live.on('points', () => this.soon());
    this.live.on('connection', (state) => {
      this.lost.hidden = state !== 'lost' || over.includes(this.state);
      if (state === 'refused' && over.includes(this.state)) {
        this.showHistory(id);
      }
    });
  }

  /** The server keeps no points of runs of earlier sessions; their files have the hours of virtual time. */
  async showHistory(id) {
    const points = await pointsOfFile(id);
    if (!this.gone.aborted && points.size > 0) {
      this.over.querySelectorAll('.small, .toggle').forEach((one) => { one.hidden = true; });
      this.live.points = points;
      this.draw();
    }
  }

  /** Charts are drawn at most four times a second, and not while nobody sees them. */
  soon() {
    this.waiting ??= setTimeout(() => {
      this.waiting = null;
      this.draw();
    }, 250);
  }

  draw() {
    if (this.live && !this.gone.aborted) {
      this.over.hidden = this.live.points.size === 0;
      this.rows.show(this.live.points);
      this.verdict.showPoints(this.live.points);
    }
  }

  show(run) {
    this.head.show(run);
    this.verdict.showRun(run);
    if (run.state !== this.state) {
      say(`Run ${run.id} is ${run.state}`);
    }
    this.state = run.state;
    if (over.includes(run.state) && this.shownEnd !== run.state) {
      this.shownEnd = run.state;
      this.showEnd(run);
    }
  }

  /** The answer in words, the measured figures and the files, when the run is over. */
  async showEnd(run) {
    const result = await getResult(run.id).catch(() => null);
    const answer = result?.answer?.length > 0 ? result.answer : run.answer;
    this.verdict.showResult(result);
    put(this.results, h('div', { class: 'head' }, h('h2', {}, 'Files'), run.ended !== run.started && h('span', { class: 'soft small' }, `ended ${moment(run.ended)}`)), await filesOf(run));
    this.results.hidden = false;
    this.end.hidden = !run.failure && !(answer?.length > 0);
    put(this.end,
      run.failure && h('div', { class: 'notice bad', 'data-testid': 'failure' }, run.failure),
      answer?.length > 0 && h('section', { class: 'card answer', 'data-testid': 'answer' }, h('h2', {}, 'The answer'), answer.map((line) => h('p', {}, line))));
  }

  key(event) {
    if (isTyping(event)) {
      return;
    }
    if (event.key === 'p') {
      this.head.togglePause();
    } else if (event.key === 't' && !this.axis.hidden) {
      this.axis.querySelector('[aria-pressed="false"]').click();
    }
  }
}
