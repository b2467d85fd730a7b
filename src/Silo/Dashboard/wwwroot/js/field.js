// One value of a scenario as a field with its unit, its bounds and its complaint.
import { h } from './dom.js';
import { title, number } from './format.js';

/** The field. Its control is chosen by the schema. */
export function fieldOf({ path, schema, value }, changed) {
  return schema.patternProperties ? new Weights(path, schema, value ?? {}, changed) : new Field(path, schema, value, changed);
}

const idOf = (path) => `f-${path.replaceAll('.', '-')}`;

class Field {
  constructor(path, schema, value, changed) {
    this.path = path;
    this.original = value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    this.control = this.makeControl(schema);
    this.fault = h('span', { class: 'fault', id: `${idOf(path)}-fault`, 'data-testid': `fault-${path}` });
    const name = path.split('.').at(-1);
    this.element = h('div', { class: 'field' }, h('label', { for: idOf(path) }, title(name)), this.control, this.fault,
      h('span', { class: 'hint', id: `${idOf(path)}-hint` }, schema.description, bounds(schema)));
    this.control.addEventListener('input', () => {
      this.complain('');
      this.element.classList.toggle('changed', this.text() !== this.original);
      changed();
    });
  }

  makeControl(schema) {
    const shared = { id: idOf(this.path), 'data-testid': `field-${this.path}`, 'aria-describedby': `${idOf(this.path)}-hint ${idOf(this.path)}-fault` };
    const choices = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : null);
    if (!choices) {
      return h('input', { ...shared, type: 'text', value: this.original, inputmode: schema.type === 'integer' ? 'numeric' : schema.type === 'number' ? 'decimal' : null, autocomplete: 'off', spellcheck: 'false', placeholder: this.original === '' ? 'not set' : null });
    }
    const shown = this.original === '' ? ['', ...choices] : choices;
    return h('select', shared, shown.map((choice) => h('option', { value: choice, selected: choice === this.original }, { true: 'yes', false: 'no', '': 'default' }[choice] ?? choice)));
  }

  text() {
    return this.control.value.trim();
  }

  overrides() {
    return this.text() === this.original ? [] : [[this.path, this.text()]];
  }

  complain(message) {
    this.fault.textContent = message;
    this.control.toggleAttribute('aria-invalid', false);
    if (message) {
      this.control.setAttribute('aria-invalid', 'true');
    }
  }
}

/** A table from small numbers to weights, as devices per user: one short input for each number. */
class Weights {
  constructor(path, schema, value, changed) {
    this.path = path;
    this.given = value;
    const most = Math.max(5, ...Object.keys(value).map(Number));
    this.inputs = Array.from({ length: most }, (_, at) => this.makeInput(String(at + 1), changed));
    this.control = this.inputs[0];
    this.fault = h('span', { class: 'fault', id: `${idOf(path)}-fault`, 'data-testid': `fault-${path}` });
    this.element = h('div', { class: 'field wide', role: 'group', 'aria-label': title(path.split('.').at(-1)) }, h('span', { class: 'label' }, title(path.split('.').at(-1))),
      h('div', { class: 'weights' }, this.inputs.map((input) => h('label', { class: 'weight' }, h('span', {}, input.dataset.key), input))), this.fault,
      h('span', { class: 'hint' }, schema.description));
  }

  makeInput(key, changed) {
    const input = h('input', { type: 'text', inputmode: 'decimal', id: `${idOf(this.path)}-${key}`, 'data-testid': `field-${this.path}.${key}`, 'data-key': key, value: this.given[key] ?? '', placeholder: '0', 'aria-label': `weight of ${key}`, 'aria-describedby': `${idOf(this.path)}-fault` });
    input.addEventListener('input', () => {
      this.complain('');
      changed();
    });
    return input;
  }

  overrides() {
    return this.inputs.filter((input) => input.value.trim() !== String(this.given[input.dataset.key] ?? ''))
      .map((input) => [`${this.path}.${input.dataset.key}`, input.value.trim() === '' ? '0' : input.value.trim()]);
  }

  complain(message, path) {
    this.fault.textContent = message;
    const at = this.inputs.find((input) => path === `${this.path}.${input.dataset.key}`);
    this.inputs.forEach((input) => input.toggleAttribute('aria-invalid', false));
    if (message && at) {
      at.setAttribute('aria-invalid', 'true');
      this.control = at;
    }
  }
}

/** The bounds in words; huge ones say nothing to anybody. */
function bounds(schema) {
  if (schema.minimum === undefined && schema.maximum === undefined) {
    return '';
  }
  const top = schema.maximum === undefined || schema.maximum > 1e9 ? '' : ` to ${number(schema.maximum)}`;
  return top === '' ? '' : ` (${number(schema.minimum ?? 0)}${top})`;
}
