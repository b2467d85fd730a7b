// The steps of one mode: its picture, and the sentence that says what happens and what it costs.
import { h, put } from './dom.js';
import { number, octets, seconds } from './format.js';
import { meaning, named } from './modes.js';
import { changes } from './treemath.js';
import { TreePanel } from './treepanel.js';

const many = (count, one, more) => `${number(count)} ${count === 1 ? one : more}`;

export class ModeSteps {
  constructor(given) {
    this.states = statesOf(given);
    this.given = { ...given, steps: given.steps.map((step, at) => withNewNodes(step, this.states[at].get(step.group))) };
    this.panel = new TreePanel(given.mode);
    this.text = h('p', { class: 'sentence', 'data-testid': `sentence-${given.mode}` });
    this.groups = [...new Set(this.states.flatMap((state) => [...state.values()]).filter((tree) => tree.kind === 'group').map((tree) => tree.group))];
    this.picker = h('select', { id: `group-${given.mode}`, 'data-testid': `group-${given.mode}`, 'aria-label': `Group of ${given.mode}`, onchange: () => this.draw(this.picker.value, false) }, this.groups.map((group) => h('option', { value: group }, group)));
    this.epoch = h('span', { class: 'soft small' });
    this.element = h('section', { class: 'card tree-mode', 'data-testid': `mode-${given.mode}` },
      h('div', { class: 'head' }, h('h2', {}, named(given.mode)), h('span', { class: 'soft small meaning' }, meaning(given.mode)), this.epoch, this.groups.length > 1 && this.picker), this.text, this.panel.element);
  }

  show(at, forward) {
    this.at = Math.min(at, this.given.steps.length);
    this.past = at > this.given.steps.length;
    put(this.text, this.sentence(at));
    this.draw(this.groupOf(this.at), forward && !this.past);
  }

  /** The group of the step; for a step in a user's group the group that is looked at already, for it is drawn below that. */
  groupOf(at) {
    const step = this.given.steps[at - 1];
    if (step && this.groups.includes(step.group)) {
      return step.group;
    }
    return this.shown && at > 0 ? this.shown : this.groups[0];
  }

  draw(group, forward) {
    const step = this.at > 0 && !this.past ? this.given.steps[this.at - 1] : null;
    const trees = this.states[this.at];
    const member = step?.group.startsWith('user:') && !trees.get(group)?.nodes.some((node) => node.label === step.group.slice(5));
    const shown = member ? this.groups.find((one) => trees.get(one)?.nodes.some((node) => node.label === step.group.slice(5))) ?? step.group : group;
    this.shown = shown;
    this.picker.value = shown;
    this.epoch.textContent = trees.has(shown) ? `epoch ${number(trees.get(shown).epoch)}` : '';
    this.panel.show(trees, shown, step, { animate: forward, about: step ?? this.given.steps[this.at === 0 ? 0 : this.at - 1] ?? null });
  }

  /** Whose leaves were there before the step and are no more. */
  gone(at) {
    const { group } = this.given.steps[at - 1];
    const after = labels(this.states[at].get(group));
    return [...labels(this.states[at - 1].get(group))].filter((label) => !after.has(label));
  }

  sentence(at) {
    const { steps, mode } = this.given;
    if (at === 0) {
      return `${mode}: before the change. ${steps.length === 0 ? 'No Commit follows.' : `${many(steps.length, 'Commit follows', 'Commits follow')}.`}`;
    }
    if (at > steps.length) {
      return `${mode}: done after ${many(steps.length, 'Commit', 'Commits')}.`;
    }
    const step = steps[at - 1];
    const gone = this.gone(at);
    const does = [
      gone.length > 0 && `removes ${gone.join(', ')}`,
      step.rekeyed.length > 0 && `re-keys ${many(step.rekeyed.length, 'node', 'nodes')}`, step.blanked.length > 0 && `blanks ${number(step.blanked.length)}`,
      step.added.length > 0 && `adds ${many(step.added.length, 'leaf', 'leaves')}`, step.ciphertexts > 0 ? `carries ${many(step.ciphertexts, 'HPKE ciphertext', 'HPKE ciphertexts')}` : 'carries no HPKE ciphertext',
    ].filter(Boolean);
    const list = does.length === 1 ? does[0] : `${does.slice(0, -1).join(', ')} and ${does.at(-1)}`;
    const welcome = step.welcomeOctets > 0 ? `, with a Welcome of ${octets(step.welcomeOctets)}` : '';
    return `${step.title}. The Commit ${list}; ${octets(step.octets)}${welcome} to ${many(step.recipients, 'device', 'devices')}, accepted ${seconds(step.virtualMilliseconds / 1000)} after the beginning.`;
  }
}

/** A parent that was not there, or was blank, is as fresh as one that was re-keyed: both lie on the path of the Commit. */
function withNewNodes(step, before) {
  const fresh = before && step.tree ? changes(before, step.tree).rekeyed : [];
  return { ...step, rekeyed: [...new Set([...step.rekeyed, ...fresh])].sort((a, b) => a - b) };
}

/** The labels of a tree's leaves. */
const labels = (tree) => new Set((tree?.nodes ?? []).map(({ label }) => label).filter((label) => label !== ''));

/** All trees after each step; the first entry is before the first. */
function statesOf({ trees, steps }) {
  const states = [new Map(trees.map((tree) => [tree.group, tree]))];
  for (const step of steps) {
    const next = new Map(states.at(-1));
    if (step.tree) {
      next.set(step.tree.group, step.tree);
    }
    states.push(next);
  }
  return states;
}
