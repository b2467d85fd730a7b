// Shortcuts and the overlay that lists them.
import { h, put } from './dom.js';

const keys = [
  ['?', 'this list'],
  ['g s', 'start a run'],
  ['g r', 'list of runs'],
  ['g t', 'trees'],
  ['← →', 'trees: the step before, the step after'],
  ['Home End', 'trees: the first, the last step'],
  ['arrow keys in a tree', 'go from node to node: up to the parent, down to a child, left and right along a level'],
  ['Enter in a tree', 'choose a node: its resolution and who holds its private key'],
  ['Esc', 'close the overlay; choose no node'],
  ['p', 'watching: pause or resume'],
  ['t', 'watching: virtual or real time'],
];

/** Whether a key is meant for a field and not for the page. */
export const isTyping = (event) => event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, select, textarea, dialog') !== null;

export function setUpHelp(dialog, opener) {
  put(dialog, h('h2', { id: 'help-title' }, 'Keyboard'),
    h('dl', { class: 'keys' }, keys.map(([key, text]) => [h('dt', {}, key.split(' ').length <= 2 ? key.split(' ').map((one) => [h('kbd', {}, one), ' ']) : key), h('dd', {}, text)])),
    h('button', { type: 'button', class: 'main', 'data-testid': 'help-close', onclick: () => dialog.close() }, 'Close'));
  opener.addEventListener('click', () => dialog.showModal());
  let before = '';
  document.addEventListener('keydown', (event) => {
    if (isTyping(event)) {
      return;
    }
    const target = before === 'g' ? { s: '#/', r: '#/runs', t: '#/explore' }[event.key] : undefined;
    before = event.key;
    if (target) {
      location.hash = target;
    } else if (event.key === '?') {
      dialog.showModal();
    }
  });
}
