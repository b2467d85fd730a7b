// The trees of a run whose actors live: those of any group or user, while the run goes on.
import { drawTrees } from './draw.js';
import { ask, h, plural } from './elements.js';
import { legend, nodePanel } from './side.js';

const REFRESH = 2000;

/** Shows the page in a host; gives what cleans up. */
export function showLiveTree(host, id, params = new URLSearchParams()) {
  const leaving = new AbortController();
  const state = { tree: null, before: null, chosen: null, device: null, timer: null };
  const mode = h('select', { name: 'mode', 'data-testid': 'tree-mode', onchange: () => find() });
  const kind = h('select', { name: 'kind', 'data-testid': 'tree-kind', onchange: () => find() }, h('option', { value: 'group' }, 'groups'), h('option', { value: 'user', selected: params.get('kind') === 'user' }, 'users'));
  const search = h('input', { type: 'search', name: 'q', placeholder: 'part of a name', 'data-testid': 'tree-search', oninput: () => find() });
  const name = h('select', { name: 'name', 'data-testid': 'tree-name', onchange: () => { state.chosen = null; state.before = null; state.tree = null; look(); } });
  const note = h('p', { role: 'status', 'aria-live': 'polite', 'data-testid': 'tree-note' });
  const scroll = h('div', { class: 'tree-scroll', tabindex: 0, role: 'region', 'aria-label': 'tree' });
  const side = h('div');
  host.replaceChildren(h('section', { class: 'tree-page' },
    h('h1', {}, `Trees of run ${id}`),
    h('p', {}, 'As they are now. Nodes that have got another key since the last look are marked; pause the run to look at leisure.'),
    h('form', { class: 'tree-form', onsubmit: (event) => event.preventDefault() },
      h('label', {}, 'Mode', mode), h('label', {}, 'Of', kind), h('label', {}, 'Search', search), h('label', {}, 'Tree', name), h('a', { href: `#/run/${id}` }, 'back to the run')),
    note, scroll, side, legend()));
  begin();

  async function begin() {
    try {
      const run = await ask(`/api/runs/${id}`, leaving.signal);
      const running = run.modesProgress.find((one) => one.state === 'running')?.mode ?? run.modes[0];
      mode.replaceChildren(...run.modes.map((one) => h('option', { value: one, selected: one === (params.get('mode') ?? running) }, one)));
      await find(params.get('name'));
      state.timer = setInterval(() => look(), REFRESH);
    } catch (error) {
      complain(error);
    }
  }

  async function find(wanted = name.value) {
    try {
      const found = await ask(`/api/runs/${id}/groups?${new URLSearchParams({ mode: mode.value, kind: kind.value, q: search.value })}`, leaving.signal);
      name.replaceChildren(...found.map((one) => h('option', { value: one.name, selected: one.name === wanted }, one.name)));
      note.textContent = found.length === 0 ? 'No such name.' : '';
      state.before = null;
      state.tree = null;
      if (found.length > 0) await look();
    } catch (error) {
      complain(error);
    }
  }

  async function look() {
    if (!name.value) return;
    try {
      const tree = await ask(`/api/runs/${id}/tree?${new URLSearchParams({ mode: mode.value, kind: kind.value, name: name.value })}`, leaving.signal);
      if (state.tree === null || state.tree.epoch !== tree.epoch || state.tree.group !== tree.group) {
        state.before = state.tree?.group === tree.group ? state.tree : null;
        state.tree = tree;
        draw();
      }
      note.textContent = `epoch ${tree.epoch}, ${plural(tree.nodes.filter((node) => node.index % 2 === 0 && !node.blank).length, 'member')}`;
    } catch (error) {
      complain(error);
    }
  }

  function marks() {
    const { tree, before } = state;
    const old = (node) => (before !== null && node.index < before.nodes.length ? before.nodes[node.index] : null);
    const changed = (is) => new Set(before === null ? [] : tree.nodes.filter((node) => is(old(node), node)).map((node) => node.index));
    return {
      rekeyed: changed((was, is) => was !== null && !was.blank && !is.blank && was.key !== is.key),
      blanked: changed((was, is) => was !== null && !was.blank && is.blank),
      added: changed((was, is) => is.index % 2 === 0 && !is.blank && (was === null || was.blank)),
    };
  }

  function draw(focus = null) {
    const own = marks();
    const select = (tree, index) => { state.chosen = index; draw(index); };
    drawTrees(scroll, state.tree, { marks: own, selected: state.chosen, device: state.device, onSelect: select });
    side.replaceChildren(nodePanel(state.tree, state.chosen, own, state.device, { hold(device) { state.device = device; draw(); } }));
    if (focus !== null) scroll.querySelector(`[data-index="${focus}"]`)?.focus();
  }

  function complain(error) {
    if (error.name === 'AbortError') return;
    clearInterval(state.timer);
    note.textContent = error.message;
  }

  return () => { leaving.abort(); clearInterval(state.timer); };
}
