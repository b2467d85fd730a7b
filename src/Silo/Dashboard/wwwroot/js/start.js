// The view that starts a run.
import { getScenario, getScenarios, getSchema, startRun, getRuns } from './api.js';
import { h, put, say } from './dom.js';
import { number, seconds } from './format.js';
import { meaning, named } from './modes.js';
import { scenarioForm } from './form.js';

export async function showStart(view, { info, gone, query }) {
  const [scenarios, schema, runs] = await Promise.all([getScenarios(), getSchema(), getRuns()]);
  if (gone.aborted) {
    return;
  }
  if (!info.canStart) {
    put(view, h('h1', {}, 'Start'), h('div', { class: 'notice', 'data-testid': 'cannot-start' }, 'This page belongs to a run of the command line: it can be watched here, others are started by a silo of their own (the program without a command).'),
      h('p', {}, h('a', { href: runs[0] ? `#/run/${runs[0].id}` : '#/runs' }, 'Watch the run')));
    return;
  }
  new StartView(view, { info, scenarios, schema, runs }).choose(scenarios.find((one) => one.name === query.get('scenario'))?.name ?? (scenarios.find((one) => one.name === 'family') ?? scenarios[0])?.name);
}

class StartView {
  constructor(view, { info, scenarios, schema, runs }) {
    this.schema = schema;
    this.scenarios = scenarios;
    this.faults = h('div', { id: 'start-faults', role: 'alert' });
    this.place = h('div', { class: 'stack' });
    this.story = h('p', { class: 'story', 'data-testid': 'story' });
    this.modes = info.modes.map((mode) => ({ mode, box: h('input', { type: 'checkbox', id: `mode-${mode}`, 'data-testid': `mode-${mode}`, checked: true, 'aria-describedby': 'fault-modes' }) }));
    this.modesFault = h('span', { class: 'fault', id: 'fault-modes' });
    this.button = h('button', { type: 'submit', class: 'main', 'data-testid': 'start-run' }, 'Start the run');
    this.changes = h('span', { class: 'soft', 'data-testid': 'changes', 'aria-live': 'polite' });
    const busy = runs.find((run) => ['queued', 'drawing', 'running', 'paused'].includes(run.state));
    this.busy = h('select', { id: 'when-busy', 'data-testid': 'when-busy' }, h('option', { value: 'queue' }, 'wait in the queue'), h('option', { value: 'refuse' }, 'do not start'));
    const busyLine = h('label', { class: 'check', for: 'when-busy' }, busy ? `${busy.id} is going on:` : 'If a run is going on:', this.busy);
    const form = h('form', { class: 'stack', novalidate: true, 'data-testid': 'start-form', onsubmit: (event) => this.start(event) },
      h('section', { class: 'card stack' }, this.scenarioPicker(), this.story, this.modePicker()),
      this.place,
      h('div', { class: 'card bar' }, this.button, busyLine, h('span', { class: 'grow' }), this.changes));
    put(view, h('div', { class: 'head' }, h('h1', {}, 'Start a run')), this.faults, form);
  }

  scenarioPicker() {
    this.picks = this.scenarios.map((one) => h('button', {
      type: 'button', class: 'pick', 'data-testid': `scenario-${one.name}`, 'aria-pressed': 'false', onclick: () => this.choose(one.name),
    }, h('strong', {}, one.name), h('span', { class: 'soft small' }, `${number(one.users)} users, ${seconds(one.virtualDays * 86400)}`)));
    return h('div', {}, h('h2', { id: 'scenario-title' }, 'Scenario'), h('div', { class: 'picks', role: 'group', 'aria-labelledby': 'scenario-title' }, this.picks));
  }

  modePicker() {
    return h('fieldset', { class: 'plain' }, h('legend', {}, 'Modes to compare'),
      h('div', { class: 'modes' }, this.modes.map(({ mode, box }) => h('label', { class: 'check', for: box.id }, box, named(mode), h('span', { class: 'soft small' }, meaning(mode))))), this.modesFault);
  }

  async choose(name) {
    this.name = name;
    this.picks.forEach((pick, at) => pick.setAttribute('aria-pressed', String(this.scenarios[at].name === name)));
    this.story.textContent = this.scenarios.find((one) => one.name === name)?.story ?? '';
    const scenario = await getScenario(name);
    if (this.name !== name) {
      return;
    }
    this.form = scenarioForm(this.schema, scenario, () => this.tellChanges());
    put(this.place, this.form.element);
    put(this.faults);
    this.tellChanges();
  }

  tellChanges() {
    const count = Object.keys(this.form.overrides()).length;
    put(this.changes, count === 0 ? 'nothing differs from the scenario' : count === 1 ? 'one value differs from the scenario' : `${count} values differ from the scenario`,
      count > 0 && [' ', h('button', { type: 'button', class: 'link', 'data-testid': 'reset-form', onclick: () => this.choose(this.name) }, 'put back')]);
  }

  async start(event) {
    event.preventDefault();
    put(this.faults);
    this.modesFault.textContent = '';
    const modes = this.modes.filter(({ box }) => box.checked).map(({ mode }) => mode);
    if (modes.length === 0) {
      this.modesFault.textContent = 'choose at least one mode';
      this.modes[0].box.focus();
      return;
    }
    this.button.disabled = true;
    try {
      const run = await startRun({ scenario: this.name, modes, overrides: this.form.overrides(), whenBusy: this.busy.value });
      say(`Run ${run.id} is ${run.state}`);
      location.hash = `#/run/${run.id}`;
    } catch (error) {
      this.show(error);
    } finally {
      this.button.disabled = false;
    }
  }

  /** Complaints beside their fields; those without a field above the form. */
  show(error) {
    const errors = error.errors ?? [{ field: '', message: error.message }];
    const others = this.form.complain(errors).filter((one) => {
      if (one.field === 'modes') {
        this.modesFault.textContent = one.message;
      }
      return one.field !== 'modes';
    });
    if (others.length > 0) {
      put(this.faults, h('div', { class: 'notice bad', 'data-testid': 'start-refused' }, others.map((one) => h('div', {}, one.field ? `${one.field}: ${one.message}` : one.message))));
      this.faults.scrollIntoView({ block: 'center' });
    }
    say(`${errors.length === 1 ? 'One value is' : `${errors.length} values are`} refused`);
  }
}
