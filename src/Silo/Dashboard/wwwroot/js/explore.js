// One change, Commit by Commit, in all modes beside each other: the picture that explains them.
import { getExploration } from './api.js';
import { h, put, say } from './dom.js';
import { legend } from './legend.js';
import { ModeSteps } from './modesteps.js';
import { totalsTables } from './totals.js';
import { Stepper } from './stepper.js';

const operations = { 'remove-device': 'a device is removed', 'add-device': 'a device is added', 'update-keys': 'a device updates its keys', 'add-user': 'a user joins', 'remove-user': 'a user leaves' };
const bounds = { users: [2, 64], devices: [1, 8], groups: [1, 8] };
const standard = { operation: 'remove-device', users: 4, devices: 2, groups: 2 };

export async function showExplore(view, { query, gone }) {
  const explorer = new ExploreView(view, { ...standard, ...Object.fromEntries([...query].filter(([key]) => key in standard || key === 'step')) }, gone);
  await explorer.load(Number(query.get('step') ?? 0));
}

/** For a talk: nothing but the picture, as large as it can be. */
function fullScreen(view) {
  return document.fullscreenElement ? document.exitFullscreen() : view.requestFullscreen();
}

class ExploreView {
  constructor(view, given, gone) {
    this.gone = gone;
    this.fault = h('div', { class: 'fault', role: 'alert', 'data-testid': 'explore-fault' });
    this.inputs = Object.fromEntries(Object.entries(bounds).map(([key, [low, high]]) => [key, h('input', { type: 'number', min: low, max: high, value: given[key], id: `explore-${key}`, 'data-testid': `explore-${key}`, onchange: () => this.load(0) })]));
    this.inputs.operation = h('select', { id: 'explore-operation', 'data-testid': 'explore-operation', onchange: () => this.load(0) }, Object.entries(operations).map(([value, text]) => h('option', { value, selected: value === given.operation }, text)));
    this.stepper = new Stepper((at, forward) => this.show(at, forward), gone);
    this.panels = h('div', { class: 'tree-modes synced', 'data-testid': 'tree-modes' });
    this.totals = h('div', { class: 'scroll' });
    this.cost = h('section', { class: 'card', 'data-testid': 'totals', hidden: true }, h('div', { class: 'head' }, h('h2', {}, 'What it cost')), this.totals);
    this.subject = h('span', { class: 'soft' });
    const field = (key, text) => h('label', { class: 'inline-field', for: this.inputs[key].id }, text, this.inputs[key]);
    put(view, h('div', { class: 'head' }, h('h1', {}, 'What one change does to the trees'), this.subject, h('span', { class: 'grow' }),
      document.fullscreenEnabled && h('button', { type: 'button', class: 'quiet', id: 'full-screen', 'data-testid': 'full-screen', onclick: () => fullScreen(view) }, 'Full screen')),
      h('form', { class: 'card row', 'data-testid': 'explore-form', onsubmit: (event) => { event.preventDefault(); this.load(0); } },
        field('operation', 'What happens'), field('users', 'Users'), field('devices', 'Devices each'), field('groups', 'Groups'), this.fault, h('span', { class: 'grow' }), this.stepper.element),
      this.panels, this.cost, legend());
    this.stepper.reset(0);
  }

  request() {
    return Object.fromEntries(Object.entries(this.inputs).map(([key, input]) => [key, input.value]));
  }

  async load(at) {
    this.fault.textContent = '';
    const request = this.request();
    const asked = JSON.stringify(request);
    this.asked = asked;
    this.panels.setAttribute('aria-busy', 'true');
    if (!this.modes) {
      put(this.panels, h('p', { class: 'soft', 'data-testid': 'exploring' }, 'The change is carried out in each mode. With dozens of users that takes half a minute.'));
    }
    try {
      const exploration = await getExploration(request);
      if (this.asked !== asked || this.gone.aborted) {
        return;
      }
      this.take(exploration, at);
    } catch (error) {
      this.complain(error);
    } finally {
      if (this.asked === asked) {
        this.panels.removeAttribute('aria-busy');
      }
    }
  }

  take(exploration, at) {
    this.exploration = exploration;
    this.cost.hidden = false;
    this.subject.textContent = `${operations[exploration.operation] ?? exploration.operation}: ${exploration.subject}`;
    this.modes = exploration.modes.map((one) => new ModeSteps(one));
    put(this.panels, this.modes.map((one) => one.element));
    this.stepper.reset(Math.max(...exploration.modes.map((one) => one.steps.length)), at);
    this.show(this.stepper.at, false);
  }

  complain(error) {
    const first = error.errors?.find(({ field }) => this.inputs[field]);
    this.fault.textContent = error.message;
    Object.entries(this.inputs).forEach(([key, input]) => input.toggleAttribute('aria-invalid', false) || (first?.field === key && input.setAttribute('aria-invalid', 'true')));
    if (first) {
      this.inputs[first.field].focus();
    }
  }

  show(at, forward) {
    Object.values(this.inputs).forEach((input) => input.removeAttribute('aria-invalid'));
    this.modes.forEach((one) => one.show(at, forward));
    put(this.totals, totalsTables(this.exploration.modes, at));
    say(this.modes.map((one) => one.sentence(at)).join(' '));
    history.replaceState(null, '', `#/explore?${new URLSearchParams({ ...this.request(), step: at })}`);
  }
}
