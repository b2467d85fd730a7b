// What a change looks like after some of its steps: trees, marks and sums, from the exploration that the server made.

/** Trees by group after a number of steps. */
export function treesAfter(mode, steps) {
  const trees = new Map(mode.trees.map((tree) => [tree.group, tree]));
  for (const step of mode.steps.slice(0, steps)) trees.set(step.group, step.tree);
  return trees;
}

/** The step that has just been made; null before the first, and after the last. */
export const stepAt = (mode, steps) => (steps >= 1 && steps <= mode.steps.length ? mode.steps[steps - 1] : null);

/** Sums of the steps made so far. */
export function soFar(mode, steps) {
  const made = mode.steps.slice(0, steps);
  const sum = (value) => made.reduce((total, step) => total + value(step), 0);
  return {
    commits: made.length,
    sent: sum((step) => step.octets + step.welcomeOctets),
    delivered: sum((step) => step.octets * step.recipients + step.welcomeOctets),
    ciphertexts: sum((step) => step.ciphertexts),
    rekeyed: sum((step) => step.rekeyed.length),
  };
}

const userOf = (device) => device.split('/')[0];

/** The place of a member's leaf: the device's own, or that of its user; null where there is none. */
export function leafOf(tree, device) {
  const found = tree.nodes.find((node) => node.label === device) ?? tree.nodes.find((node) => node.label !== '' && node.label === userOf(device));
  return found ? found.index : null;
}

/** What is marked in a tree: what the step that was just made did to it, and whom the change is about. */
export function marksOf(tree, step, subject) {
  const own = step !== null && step.group === tree.group;
  const about = leafOf(tree, subject);
  return {
    rekeyed: new Set(own ? step.rekeyed : []),
    blanked: new Set(own ? step.blanked : []),
    added: new Set(own ? step.added : []),
    committer: own ? leafOf(tree, step.committer) : null,
    subject: new Set(about === null ? [] : [about]),
  };
}

/** The groups of a mode that are no user's own. */
export const conversations = (mode) => mode.trees.filter((tree) => tree.kind === 'group').map((tree) => tree.group);

/** The user's own tree that belongs to a change, where the mode has such trees. */
export function userTree(trees, subject, step) {
  const wanted = step !== null && step.group.startsWith('user:') ? step.group : `user:${userOf(subject)}`;
  return trees.get(wanted) ?? null;
}
