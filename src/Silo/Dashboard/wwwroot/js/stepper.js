// Steps forward and back: buttons, arrow keys, and a line that tells where one is.
import { h } from './dom.js';
import { isTyping } from './help.js';

export class Stepper {
  constructor(changed, gone) {
    this.changed = changed;
    this.at = 0;
    this.last = 0;
    const button = (id, text, label, by) => h('button', { type: 'button', id, 'data-testid': id, 'aria-label': label, title: label, onclick: () => this.go(by()) }, text);
    this.first = button('step-first', '|◀', 'Before the first step (Home)', () => 0);
    this.back = button('step-back', '◀', 'The step before (left arrow)', () => this.at - 1);
    this.forth = button('step-forth', 'Next step ▶', 'The next step (right arrow)', () => this.at + 1);
    this.end = button('step-end', '▶|', 'The last step (End)', () => this.last);
    this.forth.className = 'main';
    this.text = h('strong', { 'data-testid': 'step-text' });
    this.element = h('div', { class: 'row stepper' }, this.first, this.back, this.text, this.forth, this.end);
    document.addEventListener('keydown', (event) => this.key(event), { signal: gone });
  }

  /** Starts at a step of some. */
  reset(last, at = 0) {
    this.last = last;
    this.at = Math.min(at, last);
    this.tell();
  }

  go(to) {
    const next = Math.max(0, Math.min(this.last, to));
    if (next !== this.at) {
      const forward = next === this.at + 1;
      this.at = next;
      this.tell();
      this.changed(next, forward);
    }
  }

  tell() {
    this.text.textContent = this.at === 0 ? 'Before' : `Step ${this.at} of ${this.last}`;
    this.first.disabled = this.back.disabled = this.at === 0;
    this.end.disabled = this.forth.disabled = this.at === this.last;
  }

  key(event) {
    const to = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: 0, End: this.last }[event.key];
    if (to !== undefined && !isTyping(event) && !event.defaultPrevented) {
      event.preventDefault();
      this.go(to);
    }
  }
}
