// The facts of what is chosen in a picture of trees, as sentences.
import { h } from './dom.js';
import { number } from './format.js';
import { heldBy, holdersOf, isLeaf, resolution, root } from './treemath.js';

const nameOf = (tree, index) => (isLeaf(index) ? tree.nodes[index].label || `leaf ${index / 2}` : `node ${index}`);
const listed = (names, most = 12) => (names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} others`);

export function nodeFacts({ found, device, trees, showUser, isHung }) {
  if (device !== '') {
    return deviceFacts(device, trees);
  }
  const { tree, index } = found ?? {};
  const node = tree?.nodes[index];
  if (!node) {
    return h('p', { class: 'soft small' }, 'Choose a node to see its resolution and who holds its private key.');
  }
  const holders = holdersOf(tree, index);
  const inside = resolution(tree, index).map((one) => nameOf(tree, one));
  const hasUserTree = isLeaf(index) && trees.has(`user:${node.label}`);
  const isUserRoot = tree.kind === 'user' && index === root(tree.leafCount);
  return h('dl', { class: 'facts' }, [
    ['Node', `${isLeaf(index) ? `leaf ${index / 2}${node.label ? ` (${node.label})` : ''}` : `node ${index}`} of ${tree.group}, epoch ${tree.epoch}`],
    ['Public key', node.blank ? 'blank: no key' : h('code', {}, `${node.key}…`)],
    ['Resolution', inside.length === 0 ? 'empty: nobody is below' : `${inside.length === 1 ? 'one ciphertext' : `${number(inside.length)} ciphertexts`}: ${listed(inside)}`],
    node.unmerged.length > 0 && ['Unmerged', listed(node.unmerged.map((leaf) => nameOf(tree, 2 * leaf)))],
    ['Private key held by', node.blank ? 'nobody' : holders.length === 0 ? 'not known here' : `${number(holders.length)}: ${listed(holders)}`],
    hasUserTree && ['Where it comes from', h('span', {}, `derived from the root of ${node.label}’s tree, so that each device of ${node.label} has it `, !isHung(node.label) && h('button', { type: 'button', class: 'link', 'data-testid': 'show-user-tree', onclick: () => showUser(node.label) }, 'show that tree'))],
    isUserRoot && ['What it makes', `the key of ${tree.group.slice(5)}’s leaf in each group`],
  ].filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

function deviceFacts(device, trees) {
  const held = [...trees.values()].map((tree) => ({ tree, nodes: heldBy(tree, device) })).filter(({ nodes }) => nodes.length > 0);
  return h('dl', { class: 'facts' }, h('div', {}, h('dt', {}, 'Device'), h('dd', {}, device)), held.map(({ tree, nodes }) => h('div', {}, h('dt', {}, `In ${tree.group}`), h('dd', {}, `${number(nodes.length)} private keys: ${listed(nodes.map((index) => nameOf(tree, index)))}`))));
}
