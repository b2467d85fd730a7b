// The tree view that explains the modes, as a view of this page.
import { showExplore as show } from '../trees/explore.js';

export function showExplore(view, { query, gone }) {
  gone.addEventListener('abort', show(view, query));
}
