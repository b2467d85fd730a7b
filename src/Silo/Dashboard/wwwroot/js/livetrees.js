// The trees of a run that goes on, as a view of this page.
import { showLiveTree } from '../trees/live.js';

export function showLiveTrees(view, { parts, query, gone }) {
  gone.addEventListener('abort', showLiveTree(view, parts[0], query));
}
