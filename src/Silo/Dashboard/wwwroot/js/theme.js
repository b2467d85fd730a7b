// Light and dark: the system's choice until the viewer chooses.

import { h, put } from './dom.js';

const key = 'mls-simulator-theme';
const next = { system: 'light', light: 'dark', dark: 'system' };
const signs = { system: ['◐', 'System'], light: ['☀', 'Light'], dark: ['☾', 'Dark'] };

function stored() {
  try {
    return localStorage.getItem(key) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Sets the theme and lets a button change it; canvases hear of a change by the event "themechange". */
export function setUpTheme(button) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let choice = stored();
  const apply = () => {
    document.documentElement.dataset.theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
    const [sign, text] = signs[choice] ?? signs.system;
    put(button, h('span', { 'aria-hidden': 'true' }, sign), h('span', { class: 'wide-only' }, text));
    button.setAttribute('aria-label', `Colours: ${choice}. Change to ${next[choice]}`);
    document.dispatchEvent(new CustomEvent('themechange'));
  };
  button.addEventListener('click', () => {
    choice = next[choice] ?? 'system';
    try {
      localStorage.setItem(key, choice);
    } catch {
      // A browser without storage forgets the choice, no more.
    }
    apply();
  });
  dark.addEventListener('change', apply);
  apply();
}
