// The files of a run, to be opened or saved.
import { fileOf, getFiles } from './api.js';
import { h } from './dom.js';
import { octets } from './format.js';

const what = { 'report.html': 'the report for reading', 'manifest.json': 'what produced the run', 'operations.csv': 'costs by operation', 'timeline.csv': 'what happened when', 'summary.json': 'all figures of a mode' };

export async function filesOf(run) {
  const files = await getFiles(run.id).catch(() => []);
  if (files.length === 0) {
    return h('p', { class: 'soft', 'data-testid': 'no-files' }, 'This run has left no files.');
  }
  const sorted = files.toSorted((a, b) => (b.path === 'report.html') - (a.path === 'report.html') || a.path.localeCompare(b.path));
  return h('ul', { class: 'filegrid', 'data-testid': 'files' }, sorted.map(({ path, octets: size }) => h('li', {},
    h('span', { class: 'name' }, h('a', { href: fileOf(run.id, path), target: '_blank', rel: 'noopener', 'data-testid': `file-${path}` }, path), h('div', { class: 'soft small' }, what[path.split('/').at(-1)] ?? '')),
    h('span', { class: 'number small' }, octets(size)),
    h('a', { href: fileOf(run.id, path), download: `${run.id}-${path.replaceAll('/', '-')}`, 'aria-label': `Save ${path}` }, 'save'))));
}
