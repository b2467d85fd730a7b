// What is known of a run, kept up to date by server-sent events.
import { eventsOf } from './api.js';

/**
 * Listens to a run until the signal ends it.
 * The browser connects again by itself, and the server then sends everything again, so that "points" replaces what was kept.
 */
export class LiveRun {
  constructor(id, gone) {
    this.run = null;
    this.points = new Map();
    this.listeners = { run: [], points: [], connection: [] };
    this.source = new EventSource(eventsOf(id));
    this.source.addEventListener('run', (event) => this.tell('run', (this.run = JSON.parse(event.data))));
    this.source.addEventListener('points', (event) => {
      this.points = new Map();
      JSON.parse(event.data).forEach((point) => this.keep(point));
      this.tell('points');
    });
    this.source.addEventListener('point', (event) => {
      this.keep(JSON.parse(event.data));
      this.tell('points');
    });
    this.source.addEventListener('open', () => this.tell('connection', 'open'));
    this.source.addEventListener('error', () => this.tell('connection', this.source.readyState === EventSource.CLOSED ? 'refused' : 'lost'));
    this.source.addEventListener('ended', () => {
      this.tell('connection', 'ended');
      this.source.close();
    });
    gone.addEventListener('abort', () => this.source.close());
  }

  on(what, listener) {
    this.listeners[what].push(listener);
  }

  tell(what, value) {
    this.listeners[what].forEach((listener) => listener(value));
  }

  keep(point) {
    if (!this.points.has(point.mode)) {
      this.points.set(point.mode, []);
    }
    const kept = this.points.get(point.mode);
    kept.push(point);

    // A page that is open for days must not grow for ever: beyond this, every second old point goes.
    if (kept.length > 3000) {
      this.points.set(point.mode, kept.filter((one, at) => at % 2 === 0 || at > 2900 || one.health));
    }
  }

  modes() {
    return [...this.points.keys()];
  }

  /** The last point of a mode that has a part. */
  last(mode, part) {
    return this.points.get(mode)?.findLast((point) => point[part]);
  }
}
