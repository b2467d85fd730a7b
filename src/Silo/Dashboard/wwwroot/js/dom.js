// The few lines that a page without a framework needs to make elements.

const svgSpace = 'http://www.w3.org/2000/svg';

/** An element: properties starting with "on" are listeners, others are attributes; null and false leave an attribute out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
}

/** Says a change to screen readers. */
export function say(text) {
  document.getElementById('say').textContent = text;
}

/** A text that may be written as it is into an id. */
export function idOf(text) {
  return text.replace(/[^A-Za-z0-9_-]+/g, '-');
}

/** A row of buttons of which one is pressed. */
export function toggle(label, testId, choices, chosen, choose) {
  const buttons = choices.map(([value, text]) => h('button', {
    type: 'button', 'data-testid': `${testId}-${idOf(value)}`, 'aria-pressed': String(value === chosen),
    onclick: () => {
      buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(choices[at][0] === value)));
      choose(value);
    },
  }, text));
  return h('div', { class: 'toggle', role: 'group', 'aria-label': label }, buttons);
}
