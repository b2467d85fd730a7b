// What a run is, how far each mode is, and the buttons that change it.
import { changeRun, fileOf } from './api.js';
import { h, put } from './dom.js';
import { clock, left, moment, number, percent, seconds } from './format.js';
import { signOf } from './icons.js';
import { named, toneOf } from './modes.js';

const stages = { register: 'registering devices', 'create-groups': 'creating groups', 'warm-up': 'warming up trees', life: 'living', 'cool-down': 'letting everything arrive' };

export class RunHead {
  constructor(run) {
    this.id = run.id;
    this.badge = h('span', { class: 'badge', 'data-testid': 'run-state' });
    this.left = h('span', { class: 'soft', 'data-testid': 'time-left' });
    this.fault = h('div', { class: 'fault', role: 'alert', 'data-testid': 'run-fault' });
    this.buttons = ['pause', 'resume', 'stop'].map((what) => h('button', { type: 'button', id: `run-${what}`, 'data-testid': `run-${what}`, class: what === 'stop' ? 'danger' : null, onclick: () => this.change(what) }, { pause: 'Pause', resume: 'Resume', stop: 'Stop' }[what]));
    this.trees = h('a', { class: 'button', href: `#/run/${run.id}/tree`, 'data-testid': 'live-trees' }, 'Look at trees');
    this.report = h('a', { class: 'button main', target: '_blank', rel: 'noopener', 'data-testid': 'open-report', hidden: true }, 'Open the report');
    this.progress = h('div', { class: 'progresses', 'data-testid': 'progress' });
    this.facts = h('dl', { class: 'facts', 'data-testid': 'run-facts' });
    this.element = h('section', { class: 'card', 'data-testid': 'run-head' },
      h('div', { class: 'head' }, h('h1', {}, `${run.scenario} `, h('span', { class: 'soft' }, run.id)), this.badge, this.left, h('span', { class: 'grow' }), this.trees, this.report, this.buttons),
      this.fault, this.progress, this.facts,
      h('details', { class: 'about' }, h('summary', { 'data-testid': 'about-run' }, 'The scenario'), h('p', { class: 'story' }, run.story)));
  }

  show(run) {
    const [sign, tone] = signOf(run.state);
    this.run = run;
    this.badge.className = `badge ${tone}`;
    this.badge.textContent = `${sign} ${run.state}`;
    const going = ['drawing', 'running', 'paused'].includes(run.state);
    this.left.textContent = going ? `time left: ${left(run.leftSeconds)}` : run.state === 'queued' ? 'waits for the run before it' : '';
    const can = { pause: run.state === 'running', resume: run.state === 'paused', stop: going || run.state === 'queued' };
    ['pause', 'resume', 'stop'].forEach((what, at) => {
      this.buttons[at].hidden = !can[what];
    });
    this.trees.hidden = !['running', 'paused'].includes(run.state);
    this.report.hidden = !run.report;
    this.report.href = fileOf(run.id, 'report.html');
    put(this.progress, run.modesProgress.map((one) => modeLine(one)));
    put(this.facts, [
      run.users > 0 && ['Users', number(run.users)], run.devices > 0 && ['Devices', number(run.devices)], run.groups > 0 && ['Groups', number(run.groups)],
      ['Seed', String(run.seed)], run.suite && ['Suite', run.suite], ['Started', moment(run.started)],
      run.overrides.length > 0 && ['Changed', run.overrides.join(', ')],
    ].filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
  }

  togglePause() {
    if (this.run?.state === 'running' || this.run?.state === 'paused') {
      this.change(this.run.state === 'running' ? 'pause' : 'resume');
    }
  }

  async change(what) {
    this.fault.textContent = '';
    this.buttons.forEach((button) => { button.disabled = true; });
    try {
      this.show(await changeRun(this.id, what));
    } catch (error) {
      this.fault.textContent = error.message;
    } finally {
      this.buttons.forEach((button) => { button.disabled = false; });
    }
  }
}

function modeLine(one) {
  const [sign, tone] = signOf(one.state);
  const speed = one.elapsedSeconds > 0 && one.virtualSeconds > 0 ? `, ${number(Number((one.virtualSeconds / one.elapsedSeconds).toPrecision(3)))}× real time` : '';
  const detail = one.state === 'waiting' ? 'waits for its turn'
    : `${one.state === 'running' ? `${stages[one.stage] ?? one.stage}; ` : ''}${clock(one.virtualSeconds)} virtual in ${seconds(one.elapsedSeconds)}${speed}`;
  const work = one.plannedOperations > 0 ? `${number(one.operations)} of ${number(one.plannedOperations)} operations` : '';
  return h('div', { class: 'progress', 'data-testid': `progress-${one.mode}` }, named(one.mode),
    h('div', { class: 'track', role: 'progressbar', 'aria-label': `Progress of ${one.mode}`, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(one.share * 100) }, h('div', { class: `done tone-${toneOf(one.mode)}`, style: `width: ${(one.share * 100).toFixed(1)}%` })),
    h('span', { class: 'number' }, percent(Math.round(one.share * 100) / 100)),
    h('span', { class: `badge ${tone}` }, `${sign} ${one.state}`),
    h('span', { class: 'soft small detail' }, [detail, work, one.state === 'running' ? `left: ${left(one.leftSeconds)}` : ''].filter(Boolean).join(' · ')));
}
