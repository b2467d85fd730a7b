// The trees of a run that goes on: one group in each mode, looked at again every other second.
import { getFacts, getGroups, getRun, getTree } from './api.js';
import { h, put, say } from './dom.js';
import { number, title, words } from './format.js';
import { legend } from './legend.js';
import { meaning, named } from './modes.js';
import { changes } from './treemath.js';
import { TreePanel } from './treepanel.js';

const every = 2000;

/** Trees of users that are fetched for one group; of larger groups none, they are looked at by themselves. */
const mostUsers = 8;

export async function showLiveTrees(view, { parts: [id], query, gone }) {
  const run = await getRun(id);
  if (!gone.aborted) {
    const live = new LiveTreesView(view, run, query);
    const timer = setInterval(() => (live.name === '' ? live.search() : live.look()), every);
    gone.addEventListener('abort', () => clearInterval(timer));
    await live.search();
  }
}

class LiveTreesView {
  constructor(view, run, query) {
    this.id = run.id;
    this.name = query.get('name') ?? '';
    this.panels = run.modes.map((mode) => new LivePanel(run.id, mode));
    this.state = h('span', { class: 'badge' });
    this.kind = h('select', { id: 'tree-kind', 'data-testid': 'tree-kind', onchange: () => { this.name = ''; this.search(); } }, h('option', { value: 'group' }, 'groups'), h('option', { value: 'user', selected: query.get('kind') === 'user' }, 'users’ own groups'));
    this.q = h('input', { type: 'search', id: 'tree-search', 'data-testid': 'tree-search', placeholder: 'part of a name', oninput: () => this.search() });
    this.names = h('select', { id: 'tree-name', 'data-testid': 'tree-name', onchange: () => { this.name = this.names.value; this.look(); } });
    this.note = h('div', { class: 'notice', hidden: true, 'data-testid': 'trees-note' });
    put(view, h('div', { class: 'head' }, h('h1', {}, 'Trees of ', h('a', { href: `#/run/${run.id}` }, `${run.scenario} ${run.id}`)), this.state),
      h('div', { class: 'card row' }, h('label', { class: 'inline-field', for: 'tree-kind' }, 'Trees of', this.kind), h('label', { class: 'inline-field', for: 'tree-search' }, 'Search', this.q), h('label', { class: 'inline-field', for: 'tree-name' }, 'Show', this.names)),
      this.note, h('div', { class: 'tree-modes' }, this.panels.map((panel) => panel.element)), legend());
  }

  /** Fills the list of names from whichever mode is there. */
  async search() {
    const asked = `${this.kind.value} ${this.q.value}`;
    this.asked = asked;
    const run = await getRun(this.id);
    const going = run.modesProgress.find(({ state }) => state === 'running');
    const found = going ? await getGroups(this.id, going.mode, this.kind.value, this.q.value).catch(() => []) : [];
    if (this.asked === asked) {
      this.fill(found.map(({ name }) => name));
      await this.look();
    }
  }

  fill(names) {
    this.name = names.includes(this.name) ? this.name : names[0] ?? this.name;
    put(this.names, names.map((name) => h('option', { value: name, selected: name === this.name }, name)));
  }

  async look() {
    if (document.hidden || this.busy) {
      return;
    }
    this.busy = true;
    try {
      const run = await getRun(this.id);
      this.state.textContent = run.state;
      const lives = (mode) => run.modesProgress.some((one) => one.mode === mode && one.state === 'running');
      const shown = this.name === '' ? [] : await Promise.all(this.panels.map((panel) => panel.look(this.kind.value, this.name, lives(panel.mode))));
      this.note.hidden = shown.some(Boolean);
      this.note.textContent = ['running', 'paused', 'drawing', 'queued'].includes(run.state) ? 'There is no such tree at this moment. Modes run one after the other; a tree can be looked at while its mode runs or is paused.' : 'This run is over: its actors and their trees are gone. Trees can be looked at while a run goes on or is paused.';
    } catch (error) {
      this.note.hidden = false;
      this.note.textContent = error.message;
    } finally {
      this.busy = false;
    }
  }
}

class LivePanel {
  constructor(id, mode) {
    Object.assign(this, { id, mode });
    this.panel = new TreePanel(mode);
    this.epoch = h('span', { class: 'soft small' });
    this.text = h('p', { class: 'sentence', 'data-testid': `sentence-${mode}` });
    this.facts = h('div', { class: 'tree-facts' });
    this.element = h('section', { class: 'card tree-mode', 'data-testid': `mode-${mode}`, hidden: true }, h('div', { class: 'head' }, h('h2', {}, named(mode)), h('span', { class: 'soft small meaning' }, meaning(mode)), this.epoch), this.text, this.panel.element, this.facts);
  }

  /** Whether there is anything to see. */
  async look(kind, name, lives) {
    const tree = lives && await getTree(this.id, this.mode, kind, name).catch(() => null);
    if (!tree) {
      // What was seen last stays in sight while another mode runs: it is the state in which this one ended.
      this.text.textContent = this.tree ? `${this.mode}: as last seen; its actors are gone.` : '';
      return this.tree !== undefined && !this.element.hidden;
    }
    const trees = new Map([[tree.group, tree], ...await this.usersOf(tree)]);
    this.element.hidden = false;
    const shape = JSON.stringify([...trees.values()]);
    if (shape !== this.shape) {
      this.change(tree, trees);
      this.shape = shape;
    }
    return true;
  }

  /** What is new since it was looked at last. */
  change(tree, trees) {
    const before = this.tree?.group === tree.group ? this.tree : null;
    const change = before ? changes(before, tree) : { rekeyed: [], blanked: [], added: [] };
    this.tree = tree;
    this.epoch.textContent = `epoch ${number(tree.epoch)}`;
    const done = Object.entries(change).filter(([, nodes]) => nodes.length > 0).map(([name, nodes]) => `${number(nodes.length)} ${words(name === 'rekeyed' ? 're-keyed' : name)}`);
    this.text.textContent = before && before.epoch !== tree.epoch ? `${tree.group} went from epoch ${number(before.epoch)} to ${number(tree.epoch)}: ${done.join(', ') || 'no node changed'}.` : `${tree.group} in epoch ${number(tree.epoch)}.`;
    this.panel.show(trees, tree.group, { ...change, group: tree.group, committer: '', ciphertexts: 0 }, { animate: before !== null, about: null });
    say(this.text.textContent);
    this.tellFacts(tree);
  }

  async usersOf(tree) {
    const users = tree.kind === 'group' ? [...new Set(tree.nodes.map(({ label }) => label).filter((label) => label !== '' && !label.includes('/')))] : [];
    if (users.length === 0 || users.length > mostUsers) {
      return [];
    }
    const found = await Promise.all(users.map((user) => getTree(this.id, this.mode, 'user', user).catch(() => null)));
    return found.filter(Boolean).map((one) => [one.group, one]);
  }

  async tellFacts(tree) {
    const facts = await getFacts(this.id, tree.kind, this.mode, tree.kind === 'user' ? tree.group.replace(/^user:/, '') : tree.group).catch(() => ({}));
    const lines = Object.entries(facts).filter(([, value]) => ['number', 'string', 'boolean'].includes(typeof value) && value !== '');
    put(this.facts, h('dl', { class: 'facts' }, lines.map(([name, value]) => h('div', {}, h('dt', {}, title(name)), h('dd', {}, typeof value === 'number' ? number(value) : String(value))))));
  }
}
