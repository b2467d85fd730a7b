// One mode's picture: the group's tree with the trees of its users, what is chosen in it, and the facts of the chosen.
import { h, put } from './dom.js';
import { ciphertextTargets, directPath, heldBy, holdersOf, isLeaf, leafOf, left, parent, resolution, right, root } from './treemath.js';
import { keyOf, layout } from './treelayout.js';
import { draw } from './treedraw.js';
import { nodeFacts } from './treefacts.js';

/** With more leaves of users' trees than these only the trees of users that the change concerns are drawn below the group's leaves. */
const mostHung = 16;
const nothing = { rekeyed: [], blanked: [], added: [] };

export class TreePanel {
  constructor(mode) {
    this.open = new Set();
    this.shownUsers = new Set();
    this.chosen = null;
    this.device = '';
    this.picture = h('div', { class: 'tree-scroll', 'data-testid': `tree-${mode}`, tabindex: -1 });
    this.facts = h('div', { class: 'tree-facts', 'aria-live': 'polite', 'data-testid': `facts-${mode}` });
    this.devices = h('select', { id: `device-${mode}`, 'data-testid': `device-${mode}`, onchange: () => this.chooseDevice(this.devices.value) });
    this.fold = h('button', { type: 'button', class: 'link small', 'data-testid': `fold-${mode}`, hidden: true, onclick: () => { this.open.clear(); this.draw(false); } }, 'fold again');
    this.element = h('div', { class: 'tree-panel' }, this.picture,
      h('div', { class: 'row small' }, h('label', { class: 'check', for: this.devices.id }, 'Keys held by', this.devices), this.fold), this.facts);
  }

  /**
   * Shows a state.
   * @param trees all trees of the mode by name of their group
   * @param group the group whose tree stands at the top
   * @param step the Commit that led here; null before the first
   * @param about the Commit whose committer is to be in sight; before the first step that is the first
   */
  show(trees, group, step, { animate, about }) {
    const isNew = this.group !== group;
    Object.assign(this, { trees, group, step, about });
    if (isNew) {
      this.open.clear();
      this.chosen = null;
    }
    this.fillDevices();
    this.draw(animate);
    this.reveal(this.shownMarks);
  }

  /** The trees of users below the group's leaves. */
  hung() {
    const users = [...this.trees.values()].filter((tree) => tree.kind === 'user');
    const isSmall = users.reduce((sum, { leafCount }) => sum + leafCount, 0) <= mostHung;
    const concerned = (tree) => isSmall || tree.group === this.step?.group || this.shownUsers.has(tree.group) || this.about?.committer.startsWith(`${tree.group.slice(5)}/`);
    return new Map(users.filter(concerned).map((tree) => [tree.group.slice(5), tree]));
  }

  stubs(hung) {
    const users = [...this.trees.values()].filter((tree) => tree.kind === 'user' && !hung.has(tree.group.slice(5)));
    return new Map(users.map((tree) => [tree.group.slice(5), tree.nodes.filter((node) => isLeaf(node.index) && !node.blank).length]));
  }

  showUser(user) {
    this.shownUsers.add(`user:${user}`);
    this.draw(false);
  }

  /** Brings the committer, or whatever is new, into sight inside the panel, if it is not. */
  reveal(marks) {
    const key = [...marks.committer, ...marks.rekeyed, ...marks.added][0];
    const found = this.placed.nodes.find((one) => one.key === key);
    if (found) {
      const scale = this.picture.scrollWidth / this.placed.width;
      const at = found.x * scale;
      if (at < this.picture.scrollLeft + 40 || at > this.picture.scrollLeft + this.picture.clientWidth - 40) {
        this.picture.scrollLeft = at - this.picture.clientWidth / 2;
      }
    }
  }

  draw(animate) {
    const tree = this.trees.get(this.group);
    const hadFocus = this.picture.contains(document.activeElement);
    if (!tree) {
      put(this.picture, h('p', { class: 'soft' }, 'This tree is not there yet.'));
      return;
    }
    const marks = this.marks(tree, animate);
    this.shownMarks = marks;
    const hung = this.hung();
    this.placed = layout(tree, { hung, stubs: this.stubs(hung), open: this.open, kept: marks.kept });
    const focus = [this.focus, this.chosen, keyOf(tree, root(tree.leafCount))].find((key) => this.placed.nodes.some((one) => one.key === key));
    this.fold.hidden = this.open.size === 0;
    put(this.picture, draw(this.placed, { ...marks, focus }, { choose: (key) => this.choose(key), open: (key) => this.unfold(key), showUser: (user) => this.showUser(user), key: (key, event) => this.key(key, event) }));
    if (hadFocus) {
      this.focusOn(focus);
    }
    this.tell();
  }

  marks(tree, animate) {
    const at = this.step && this.trees.get(this.step.group);
    const change = this.step ?? nothing;
    const keys = (indices) => new Set(at ? indices.map((index) => keyOf(at, index)) : []);
    const marks = { title: `Tree of ${tree.group}, epoch ${tree.epoch}`, animate, chosen: this.chosen, rekeyed: keys(change.rekeyed), blanked: keys(change.blanked), added: keys(change.added), path: new Set(), targets: [], committer: new Set(), resolution: new Set(), held: new Set(), dim: this.device !== '' };
    const leaf = at && this.step.committer ? leafOf(at, this.step.committer) : -1;
    if (leaf >= 0) {
      marks.committer = new Set([keyOf(at, leaf)]);
      marks.path = change.rekeyed.length > 1 ? new Set([leaf, ...directPath(leaf, at.leafCount)].map((index) => keyOf(at, index))) : new Set();
      marks.targets = ciphertextTargets(this.step).map((index) => keyOf(at, index));
    }
    this.markChosen(marks);
    marks.kept = new Set([...marks.rekeyed, ...marks.blanked, ...marks.added, ...marks.committer, ...marks.targets, ...(this.chosen ? [this.chosen] : []), ...this.keptLeaves(tree)]);
    return marks;
  }

  /** The committer's leaf, and those whose users' trees the viewer asked for: they must not vanish in a fold. */
  keptLeaves(tree) {
    const users = [...this.shownUsers].map((group) => group.slice(5));
    const leaves = tree.nodes.filter((node) => users.includes(node.label)).map((node) => node.index);
    return [...leaves, ...(this.about?.committer ? [leafOf(tree, this.about.committer)] : [])].filter((index) => index >= 0).map((index) => keyOf(tree, index));
  }

  /** The resolution of the chosen node and its holders' leaves; or all nodes of the chosen device. */
  markChosen(marks) {
    const all = [...this.trees.values()];
    if (this.device !== '') {
      marks.held = new Set(all.flatMap((tree) => heldBy(tree, this.device).map((index) => keyOf(tree, index))));
      return;
    }
    const { tree, index } = this.find(this.chosen) ?? {};
    if (tree?.nodes[index]) {
      marks.resolution = new Set(resolution(tree, index).map((one) => keyOf(tree, one)));
      const holders = new Set(holdersOf(tree, index));
      marks.held = new Set(all.flatMap((one) => one.nodes.filter((node) => isLeaf(node.index) && !node.blank && holders.has(node.label)).map((node) => keyOf(one, node.index))));
    }
  }

  find(key) {
    const cut = key?.lastIndexOf('#') ?? -1;
    const tree = cut > 0 ? this.trees.get(key.slice(0, cut)) : undefined;
    return tree ? { tree, index: Number(key.slice(cut + 1)) } : null;
  }

  choose(key) {
    this.chosen = this.chosen === key ? null : key;
    this.device = '';
    this.devices.value = '';
    this.focus = key;
    this.draw(false);
    this.focusOn(key);
  }

  chooseDevice(device) {
    this.device = device;
    this.chosen = null;
    this.draw(false);
  }

  unfold(key) {
    this.open.add(key);
    this.draw(false);
  }

  focusOn(key) {
    const element = [...this.picture.querySelectorAll('.node')].find((one) => one.dataset.key === key);
    this.picture.querySelectorAll('.node[tabindex="0"]').forEach((one) => one.setAttribute('tabindex', -1));
    element?.setAttribute('tabindex', 0);
    element?.focus();
    this.focus = key;
  }

  /** Arrow keys go along edges and levels. */
  key(key, event) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.choose(key);
    } else if (event.key === 'Escape') {
      this.chosen = key;
      this.choose(key);
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      event.stopPropagation();
      const next = this.neighbour(key, event.key);
      if (next) {
        this.focusOn(next);
      }
    }
  }

  neighbour(key, arrow) {
    const { tree, index } = this.find(key);
    const link = this.placed.links.find((one) => (arrow === 'ArrowUp' ? one.to : one.from) === key);
    const here = this.placed.nodes.find((one) => one.key === key);
    const shown = (name) => (this.placed.nodes.some((one) => one.key === name) ? name : null);
    switch (arrow) {
      case 'ArrowUp': return link?.from ?? shown(keyOf(tree, parent(index, tree.leafCount)));
      case 'ArrowDown': {
        const down = link?.to ?? (isLeaf(index) ? null : shown(keyOf(tree, left(index))) ?? shown(keyOf(tree, right(index))));
        if (!down && this.placed.folds.some((one) => one.key === key)) {
          this.unfold(key);
        }
        return down;
      }
      default: {
        const row = this.placed.nodes.filter((one) => Math.abs(one.y - here.y) < 2).sort((a, b) => a.x - b.x);
        return row[row.indexOf(here) + (arrow === 'ArrowRight' ? 1 : -1)]?.key ?? null;
      }
    }
  }

  fillDevices() {
    const names = [...new Set([...this.trees.values()].flatMap((tree) => Object.values(tree.holders ?? {}).flat()))].sort();
    if (names.join() !== this.names) {
      this.names = names.join();
      put(this.devices, h('option', { value: '' }, 'nobody in particular'), names.map((name) => h('option', { value: name, selected: name === this.device }, name)));
    }
    this.device = names.includes(this.device) ? this.device : '';
  }

  tell() {
    const found = this.find(this.chosen);
    put(this.facts, nodeFacts({ found, device: this.device, trees: this.trees, showUser: (user) => this.showUser(user), isHung: (user) => this.hung().has(user) }));
  }
}
