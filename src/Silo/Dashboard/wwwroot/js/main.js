// The frame: routes, navigation, what every view shares.
import { getInfo, getRuns } from './api.js';
import { h, put } from './dom.js';
import { setUpTheme } from './theme.js';
import { setUpHelp } from './help.js';
import { knowModes } from './modes.js';
import { showStart } from './start.js';
import { showRuns } from './runs.js';
import { showWatch } from './watch.js';
import { showExplore } from './explore.js';
import { showLiveTrees } from './livetrees.js';
import { showCompare } from './compare.js';

const routes = [
  [/^\/?$/, 'start', 'Start', showStart],
  [/^\/runs$/, 'runs', 'Runs', showRuns],
  [/^\/run\/([^/]+)$/, 'runs', 'Run', showWatch],
  [/^\/run\/([^/]+)\/tree$/, 'runs', 'Trees of a run', showLiveTrees],
  [/^\/explore$/, 'explore', 'Trees', showExplore],
  [/^\/compare$/, 'runs', 'Comparison', showCompare],
];

const main = document.getElementById('main');
const shared = { info: null };
let leave = new AbortController();
let shown = null;

/** The hash as path and query. */
function address() {
  const [path, query] = (location.hash.replace(/^#/, '') || '/').split('?');
  return { path: decodeURIComponent(path), query: new URLSearchParams(query ?? '') };
}

async function go() {
  if (location.hash === '#main') {
    return;
  }
  const { path, query } = address();
  const found = routes.find(([pattern]) => pattern.test(path));
  leave.abort();
  leave = new AbortController();
  const gone = leave.signal;
  for (const link of document.querySelectorAll('#nav a')) {
    link.toggleAttribute('aria-current', false);
    if (link.dataset.view === found?.[1]) {
      link.setAttribute('aria-current', 'page');
    }
  }
  if (!found) {
    put(main, h('h1', {}, 'There is no such view'), h('p', {}, h('a', { href: '#/' }, 'Go to the start')));
    return;
  }
  document.title = `${found[2]} · MLS simulator`;
  const view = h('div', { class: 'view', 'data-testid': `view-${found[1]}` });
  put(main, view);
  if (shown !== null && shown !== path) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  shown = path;
  try {
    await found[3](view, { parts: path.match(found[0]).slice(1), query, gone, ...shared });
  } catch (error) {
    if (!gone.aborted) {
      put(view, h('div', { class: 'notice bad', role: 'alert', 'data-testid': 'view-failed' }, h('strong', {}, 'This cannot be shown: '), error.message),
        h('button', { type: 'button', 'data-testid': 'try-again', onclick: go }, 'Try again'));
    }
  }
}

/** The run that goes on now, in the corner of each view. */
async function lookForCurrentRun() {
  const chip = document.getElementById('current-run');
  try {
    const run = (await getRuns()).find((one) => ['drawing', 'running', 'paused'].includes(one.state));
    chip.hidden = !run;
    if (run) {
      chip.href = `#/run/${run.id}`;
      chip.textContent = `${run.id} ${run.state}`;
    }
  } catch {
    chip.hidden = true;
  }
}

async function begin() {
  setUpTheme(document.getElementById('theme-switch'));
  setUpHelp(document.getElementById('help'), document.getElementById('help-open'));
  try {
    shared.info = await getInfo();
    knowModes(shared.info.modes);
    document.getElementById('version').textContent = `version ${shared.info.version}`;
    put(document.getElementById('foot-links'), [['orleans', 'Orleans'], ['metrics', 'metrics']].filter(([key]) => shared.info[key])
      .map(([key, text]) => h('a', { href: shared.info[key], 'data-testid': `foot-${key}` }, text)));
  } catch (error) {
    put(main, h('div', { class: 'notice bad', role: 'alert' }, error.message), h('button', { type: 'button', onclick: () => location.reload() }, 'Try again'));
    return;
  }
  document.getElementById('skip-link').addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  addEventListener('hashchange', go);
  await go();
  lookForCurrentRun();
  setInterval(lookForCurrentRun, 4000);
}

begin();
