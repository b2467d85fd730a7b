// What is known of the chosen node, and who holds its private key.
import { describe, shortName } from './draw.js';
import { h, plural } from './elements.js';
import { isLeaf, resolution } from './shape.js';

/**
 * The panel beside a tree.
 * choose(index) chooses a node, hold(device) shows all keys of a device; both may be null.
 */
export function nodePanel(tree, index, marks, device, { hold }) {
  if (index === null) {
    return h('div', { class: 'tree-side' }, h('p', {}, 'Choose a node to see what a change must encrypt to reach everybody below it, and who holds its private key. Arrow keys go from node to node.'));
  }
  const node = tree.nodes[index];
  const reached = resolution(tree, index);
  const holders = tree.holders[index] ?? [];
  return h('div', { class: 'tree-side', 'data-testid': 'node-panel' },
    h('strong', {}, describe(tree, index, marks)),
    h('span', {}, node.blank
      ? isLeaf(index) ? 'Nobody is here: the next member that is added takes the place.' : 'It has no key: whoever encrypts to it must encrypt to each node of its resolution instead.'
      : `Its public key has the name ${node.key}.`),
    h('span', {}, `Resolution: ${plural(reached.length, 'ciphertext')}${reached.length ? `: ${reached.map((place) => (isLeaf(place) ? shortName(tree.nodes[place].label) || `leaf ${place / 2}` : `node ${place}`)).slice(0, 12).join(', ')}${reached.length > 12 ? ', ...' : ''}` : ', since nobody is below it'}.`),
    node.unmerged.length ? h('span', {}, `Unmerged, so that they do not know its private key: ${node.unmerged.map((leaf) => shortName(tree.nodes[2 * leaf]?.label ?? '') || `leaf ${leaf}`).join(', ')}.`) : null,
    h('span', {}, node.blank ? 'There is no private key.' : holders.length ? `${plural(holders.length, 'device holds', 'devices hold')} its private key:` : 'Nobody who is in this epoch holds its private key yet, or the group is too large to ask all.'),
    holders.length && !node.blank
      ? h('div', { class: 'names' }, ...holders.map((name) => h('button', { type: 'button', 'aria-pressed': String(name === device), title: `show all keys that ${name} holds`, onclick: () => hold(name === device ? null : name) }, shortName(name))))
      : null,
    device ? h('span', {}, `◆ marks the keys that ${device} holds in this tree.`) : null);
}

/** What the marks mean. */
export function legend() {
  const item = (classes, text, extra = '') => {
    const li = h('li');
    li.innerHTML = `<svg class="trees" width="30" height="30" viewBox="-15 -15 30 30" aria-hidden="true"><g class="${classes}">${extra || '<circle class="body" r="11"/>'}</g></svg>`;
    li.append(text);
    return li;
  };
  return h('ul', { class: 'tree-legend', 'aria-label': 'what the marks mean' },
    item('node leaf', 'leaf', '<rect class="body" x="-11" y="-11" width="22" height="22" rx="5"/>'),
    item('node parent', 'parent'),
    item('node blank', 'blank: no key'),
    item('node rekeyed', 're-keyed by this Commit', '<circle class="body" r="11"/><text class="sign" text-anchor="middle" y="6">✱</text>'),
    item('node added', 'added', '<rect class="body" x="-11" y="-11" width="22" height="22" rx="5"/><text class="sign" text-anchor="middle" y="6">+</text>'),
    item('node blanked', 'made blank', '<circle class="body" r="11"/><text class="sign" text-anchor="middle" y="6">×</text>'),
    item('node', 'unmerged leaves', '<circle class="badge" r="9"/><text class="badge-text" text-anchor="middle" y="4">2</text>'),
    item('node', 'resolution of the chosen node', '<circle class="halo" r="11"/>'),
    item('node', 'key held by the chosen device', '<path class="key" d="M-6,-6 h12 v12 h-12 Z" transform="rotate(45)"/>'));
}
