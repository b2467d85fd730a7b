// The form of a scenario, made from its schema. Only what differs from the scenario is sent.
import { h } from './dom.js';
import { title } from './format.js';
import { fieldOf } from './field.js';

/** What most people change, in this order; a name that ends in a dot stands for all fields below it. */
const first = ['seed', 'virtualDays', 'population.users', 'population.devicesPerUser', 'policies.'];
const facts = new Set(['$schema', 'name', 'story', 'sourced', 'assumptions']);

/** The form and what may be asked of it. */
export function scenarioForm(schema, scenario, changed) {
  const fields = [...fieldsBelow(schema, scenario, '')].filter(({ path }) => !facts.has(path.split('.')[0]));
  const made = fields.map((given) => fieldOf(given, changed));
  const isFirst = ({ path }) => first.some((one) => (one.endsWith('.') ? path.startsWith(one) : path === one));
  const rank = ({ path }) => first.findIndex((one) => (one.endsWith('.') ? path.startsWith(one) : path === one));
  const important = made.filter(isFirst).sort((a, b) => rank(a) - rank(b));
  const sections = Object.groupBy(made.filter((field) => !isFirst(field)), ({ path }) => (path.includes('.') ? path.split('.')[0] : 'run'));
  const element = h('div', { class: 'stack' },
    h('section', { class: 'card' }, h('div', { class: 'head' }, h('h2', {}, 'What matters most')), h('div', { class: 'fields' }, important.map((field) => field.element))),
    sources(scenario),
    Object.entries(sections).map(([name, inside]) => section(name, schema.properties[name]?.description, inside)));
  return { element, overrides: () => Object.fromEntries(made.flatMap((field) => field.overrides())), complain: (errors) => complain(made, errors) };
}

/** Which numbers are sourced and which chosen: whoever changes them should know. */
function sources(scenario) {
  const list = (heading, lines) => lines?.length > 0 && [h('h3', {}, heading), h('ul', {}, lines.map((line) => h('li', {}, line)))];
  return h('details', { class: 'card', 'data-testid': 'sources' }, h('summary', {}, 'Where the numbers come from'), h('div', { class: 'inside' }, list('Sourced', scenario.sourced), list('Chosen', scenario.assumptions)));
}

function section(name, description, fields) {
  return h('details', { class: 'card', 'data-testid': `section-${name}` },
    h('summary', {}, title(name), h('span', { class: 'soft small' }, name === 'run' ? 'Suite and fidelity.' : description)),
    h('div', { class: 'inside' }, subsections(fields)));
}

/** Fields of deeper objects (groups.0, network.deviceToService) under headings of their own. */
function subsections(fields) {
  const parts = Object.groupBy(fields, ({ path }) => path.split('.').slice(1, -1).join(' '));
  return Object.entries(parts).map(([heading, inside]) => [
    heading !== '' && h('h3', { class: 'sub' }, /^\d+$/.test(heading) ? `Kind ${Number(heading) + 1}` : title(heading)),
    h('div', { class: 'fields' }, inside.map((field) => field.element)),
  ]);
}

/** All places of the schema that hold one value, with the scenario's value. */
function* fieldsBelow(schema, value, path) {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const below = path === '' ? name : `${path}.${name}`;
    const given = value?.[name];
    if (inner.patternProperties) {
      yield { path: below, schema: inner, value: given };
    } else if (inner.type === 'object') {
      yield* fieldsBelow(inner, given, below);
    } else if (inner.type === 'array' && inner.items?.type === 'object') {
      for (let at = 0; at < (given?.length ?? 0); at++) {
        yield* fieldsBelow(inner.items, given[at], `${below}.${at}`);
      }
    } else {
      yield { path: below, schema: inner, value: given };
    }
  }
}

/** Shows each complaint at its field, goes to the first; returns those that have no field here. */
function complain(fields, errors) {
  fields.forEach((field) => field.complain(''));
  const rest = [];
  let goTo = null;
  for (const error of errors) {
    const path = error.field.replace(/\[(\d+)\]/g, '.$1');
    const field = fields.find((one) => path !== '' && (one.path === path || path.startsWith(`${one.path}.`)));
    if (field) {
      field.complain(error.message, path);
      goTo = goTo === null || fields.indexOf(field) < fields.indexOf(goTo) ? field : goTo;
    } else {
      rest.push(error);
    }
  }
  if (goTo) {
    goTo.element.closest('details')?.setAttribute('open', '');
    goTo.control.focus();
  }
  return rest;
}
