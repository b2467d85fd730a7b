// Small signs beside words, so that state is not told by colour alone.

const signs = {
  queued: ['◌', ''], drawing: ['✎', 'live'], running: ['▶', 'live'], paused: ['❚❚', 'warn'], finished: ['✓', 'good'], stopped: ['■', 'warn'], failed: ['✗', 'bad'],
  waiting: ['◌', ''], done: ['✓', 'good'],
};

/** The sign of a state and the class of its badge. */
export const signOf = (state) => signs[state] ?? ['•', ''];
