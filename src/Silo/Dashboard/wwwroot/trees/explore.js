// The tree view that explains the modes: one change, step by step, mode beside mode.
import { drawTrees } from './draw.js';
import { ask, h, octets, plural } from './elements.js';
import { legend, nodePanel } from './side.js';
import { conversations, leafOf, marksOf, soFar, stepAt, treesAfter, userTree } from './story.js';

const OPERATIONS = { 'remove-device': 'a device is removed', 'add-device': 'a device is added', 'update-keys': 'a device renews its keys', 'add-user': 'a user is added', 'remove-user': 'a user is removed' };
// Four users with four devices: small enough to see at once, large enough that the modes differ.
const FIELDS = [['users', 'Users', 2, 64], ['devices', 'Devices each', 1, 8], ['groups', 'Groups', 1, 8]];
const INTRODUCTIONS = {
  'multi-client': 'Every device is a leaf of every group. A change of one device is a Commit in each group that its user is in.',
  'tree-root': 'A user is one leaf. The user\'s devices form a group of their own; a change of one device is a Commit there, and then one in each group, which gives the user\'s leaf keys that come from the new root.',
};

/** Shows the page in a host; gives what cleans up. */
export function showExplore(host, params = new URLSearchParams()) {
  const leaving = new AbortController();
  const state = { steps: 0, story: null, chosen: null, device: null, group: new Map() };
  const form = makeForm(params, () => load());
  const bar = makeBar(state, () => draw());
  const modes = h('div', { class: 'tree-modes' });
  const note = h('p', { role: 'status', 'aria-live': 'polite', 'data-testid': 'explore-note' });
  host.replaceChildren(h('section', { class: 'tree-page' },
    h('h1', {}, 'What one change touches'),
    h('p', {}, 'Real groups with real keys, made for this picture and the same each time: everybody has committed once, so that every tree is full. Then one thing happens. Step through the Commits that follow from it.'),
    form.element, note, bar.element, modes, legend()));
  document.addEventListener('keydown', onKey, { signal: leaving.signal });
  load();

  async function load() {
    const query = form.query();
    form.complain([]);
    note.textContent = 'The groups are being made ...';
    try {
      state.story = await ask(`/api/explore?${query}`, leaving.signal);
      state.steps = 0;
      state.chosen = null;
      state.device = null;
      state.group.clear();
      note.textContent = '';
      history.replaceState(null, '', `#/explore?${query}`);
      draw();
    } catch (error) {
      if (error.name === 'AbortError') return;
      form.complain(error.fields ?? []);
      note.textContent = error.message;
    }
  }

  function onKey(event) {
    if (event.target.closest?.('input, select, textarea, svg') || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowRight') bar.go(1);
    else if (event.key === 'ArrowLeft') bar.go(-1);
    else return;
    event.preventDefault();
  }

  function draw(focus = null) {
    if (!state.story) return;
    bar.show();
    modes.replaceChildren(...state.story.modes.map((mode, number) => modePanel(state, mode, number, draw)));
    if (focus) modes.querySelector(`[data-mode="${focus.mode}"] [data-group="${focus.group}"][data-index="${focus.index}"]`)?.focus();
  }

  return () => leaving.abort();
}

function makeForm(params, submit) {
  const operation = h('select', { name: 'operation', 'data-testid': 'explore-operation' }, ...Object.entries(OPERATIONS).map(([name, text]) => h('option', { value: name, selected: name === (params.get('operation') ?? 'remove-device') }, text)));
  const numbers = FIELDS.map(([name, text, least, most]) => {
    const input = h('input', { type: 'number', name, min: least, max: most, value: params.get(name) ?? { users: 4, devices: 4, groups: 2 }[name], 'data-testid': `explore-${name}` });
    const error = h('span', { class: 'field-error', id: `explore-error-${name}` });
    return { name, input, error, element: h('label', {}, text, input, error) };
  });
  const element = h('form', { class: 'tree-form', 'aria-label': 'what happens', onsubmit: (event) => { event.preventDefault(); submit(); } },
    h('label', {}, 'What happens', operation), ...numbers.map((number) => number.element), h('button', { type: 'submit', 'data-testid': 'explore-show' }, 'Show'));
  return {
    element,
    query: () => new URLSearchParams([['users', 0], ['devices', 0], ['groups', 0]].map(([name]) => [name, numbers.find((one) => one.name === name).input.value]).concat([['operation', operation.value]])).toString(),
    complain(faults) {
      for (const { name, input, error } of numbers) {
        const fault = faults.find((one) => one.field === name);
        error.textContent = fault?.message ?? '';
        input.setAttribute('aria-invalid', fault ? 'true' : 'false');
        if (fault) input.setAttribute('aria-describedby', error.id);
      }
      numbers.find((one) => one.error.textContent)?.input.focus();
    },
  };
}

function makeBar(state, draw) {
  const last = () => Math.max(0, ...(state.story?.modes.map((mode) => mode.steps.length) ?? [0]));
  const where = h('output', { 'aria-live': 'polite', 'data-testid': 'explore-step' });
  const go = (by) => {
    state.steps = Math.max(0, Math.min(last(), by === Infinity ? last() : by === -Infinity ? 0 : state.steps + by));
    draw();
  };
  const button = (text, label, by, id) => h('button', { type: 'button', 'aria-label': label, title: label, 'data-testid': id, onclick: () => go(by) }, text);
  const buttons = [button('|◀', 'to the beginning', -Infinity, 'explore-first'), button('◀ back', 'one Commit back', -1, 'explore-back'), button('next ▶', 'next Commit', 1, 'explore-next'), button('▶|', 'to the end', Infinity, 'explore-last')];
  return {
    go,
    element: h('div', { class: 'tree-steps', role: 'group', 'aria-label': 'steps' }, ...buttons, where, h('span', {}, 'or the arrow keys ← →')),
    show() {
      where.textContent = state.steps === 0 ? `before it (${plural(last(), 'step')} follow)` : `step ${state.steps} of ${last()}`;
      buttons[0].disabled = buttons[1].disabled = state.steps === 0;
      buttons[2].disabled = buttons[3].disabled = state.steps === last();
    },
  };
}

function sentence(mode, steps, story) {
  const step = stepAt(mode, steps);
  if (steps === 0) return `${story.subject}: ${OPERATIONS[story.operation]}. ${INTRODUCTIONS[mode.mode] ?? ''}`;
  if (step === null) return 'Done: this mode needed no further Commit.';
  const parts = [`${plural(step.octets, 'octet')}${step.ciphertexts ? ` with ${plural(step.ciphertexts, 'HPKE ciphertext')}` : ' without a ciphertext'}, delivered to ${plural(step.recipients, 'device')}`];
  if (step.welcomeOctets) parts.push(`a Welcome of ${plural(step.welcomeOctets, 'octet')}`);
  if (step.rekeyed.length) parts.push(`${plural(step.rekeyed.length, 'node')} re-keyed`);
  if (step.blanked.length) parts.push(`${plural(step.blanked.length, 'node')} made blank`);
  return `${step.title}. ${parts.join('; ')}; ${step.virtualMilliseconds} ms after it was asked for.`;
}

function totals(mode, steps, story) {
  const sum = soFar(mode, steps);
  const rows = [['Commits', sum.commits], ['sent', octets(sum.sent)], ['delivered', octets(sum.delivered)], ['ciphertexts', sum.ciphertexts], ['nodes re-keyed', sum.rekeyed]];
  const list = h('dl', { class: 'tree-totals', 'data-testid': `explore-totals-${mode.mode}` }, ...rows.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, String(value)))));
  if (steps < Math.max(...story.modes.map((one) => one.steps.length))) return [list];
  const rest = ['key-package', 'directory', 'control'].filter((kind) => mode.totals.sent[kind]).map((kind) => `${octets(mode.totals.sent[kind])} ${{ 'key-package': 'of new KeyPackages', directory: 'of certificates and revocations', control: 'around the messages' }[kind]}`);
  return [list, h('p', {}, `With everything that follows: ${octets(mode.totals.octetsSent)} sent${rest.length ? ` (${rest.join(', ')} among it)` : ''}, ${octets(mode.totals.octetsDelivered)} delivered, ${plural(mode.totals.signatures, 'signature')}, ${plural(mode.totals.devicesTouched, 'device')} at work.`)];
}

function modePanel(state, mode, number, draw) {
  const { steps, story } = state;
  const trees = treesAfter(mode, steps);
  const step = stepAt(mode, steps);
  const groups = conversations(mode);
  const own = userTree(trees, story.subject, step);
  const shown = state.group.get(mode.mode) ?? (step && step.group !== own?.group && trees.has(step.group) ? step.group : groups[0]);
  const tree = trees.get(shown);
  const choice = state.chosen?.mode === mode.mode ? state.chosen : null;
  const below = own === null ? null : { tree: own, marks: marksOf(own, step, story.subject), selected: choice?.group === own.group ? choice.index : null, anchor: leafOf(tree, own.group.slice(5)) };
  const marks = marksOf(tree, step, story.subject);
  const scroll = h('div', { class: 'tree-scroll', tabindex: 0, role: 'region', 'aria-label': `trees in ${mode.mode}` });
  const select = (chosen, index) => {
    state.chosen = { mode: mode.mode, group: chosen.group, index };
    draw({ mode: mode.mode, group: chosen.group, index });
  };
  drawTrees(scroll, tree, { marks, selected: choice?.group === tree.group ? choice.index : null, device: state.device, onSelect: select }, below);
  const chosenTree = choice === null ? tree : choice.group === own?.group ? own : tree;
  return h('article', { class: 'tree-mode', 'data-mode': mode.mode, 'data-testid': `explore-mode-${mode.mode}`, style: `--mode: var(--mode-${number})` },
    h('h2', {}, mode.mode, h('small', {}, `group ${shown}, epoch ${tree.epoch}${own ? `; ${own.group.slice(5)}'s own, epoch ${own.epoch}` : ''}`)),
    h('p', { class: 'sentence', 'aria-live': 'polite', 'data-testid': `explore-sentence-${mode.mode}` }, sentence(mode, steps, story)),
    groups.length > 1 ? h('div', { class: 'tree-groups', role: 'group', 'aria-label': 'group that is shown' }, ...groups.map((group) => h('button', { type: 'button', 'aria-pressed': String(group === shown), onclick: () => { state.group.set(mode.mode, group); draw(); } }, group))) : null,
    scroll,
    ...totals(mode, steps, story),
    nodePanel(chosenTree, choice === null || choice.index >= chosenTree.nodes.length ? null : choice.index, choice?.group === own?.group ? below?.marks ?? {} : marks, state.device, {
      hold(device) { state.device = device; draw(); },
    }));
}
