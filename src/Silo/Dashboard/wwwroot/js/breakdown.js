// What a total is made of, as bars: a line for each kind, a bar for each mode on one scale.
import { h, put } from './dom.js';
import { words } from './format.js';
import { toneOf, named } from './modes.js';

export class Breakdown {
  constructor({ id, title, note, format, take }) {
    Object.assign(this, { format, take });
    this.body = h('div', { class: 'bars' });
    this.key = h('div', { class: 'modes small' });
    this.element = h('figure', { class: 'chart', 'data-testid': `breakdown-${id}`, hidden: true }, h('figcaption', {}, h('h3', {}, title), h('span', { class: 'soft small' }, note)), this.body, this.key);
  }

  show(points) {
    const tables = [...points].map(([mode, all]) => ({ mode, table: this.take(all.at(-1) ?? {}) ?? {} })).filter(({ table }) => Object.values(table).some((value) => value > 0));
    this.element.hidden = tables.length === 0;
    const kinds = [...new Set(tables.flatMap(({ table }) => Object.keys(table)))].map((kind) => ({ kind, most: Math.max(...tables.map(({ table }) => table[kind] ?? 0)) }))
      .filter(({ most }) => most > 0).sort((a, b) => b.most - a.most);
    const top = kinds[0]?.most ?? 1;
    put(this.key, tables.map(({ mode }) => named(mode)));
    put(this.body, kinds.map(({ kind }) => h('div', { class: 'bar-line' }, h('span', { class: 'bar-name' }, words(kind)), h('div', {}, tables.map(({ mode, table }) => h('div', { class: 'bar-row' },
      h('span', { class: 'bar-track' }, h('span', { class: `bar-fill tone-${toneOf(mode)}`, style: `width: ${(100 * (table[kind] ?? 0) / top).toFixed(2)}%` })),
      h('span', { class: 'number small', title: mode }, this.format(table[kind] ?? 0))))))));
  }
}
