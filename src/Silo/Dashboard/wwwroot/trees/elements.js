// Builds elements: no text of a run ever becomes markup.

/** An element with attributes (on... are listeners, true is an empty attribute) and children. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Octets as people read them: 999 B, 1.2 kB, 3.4 MB. */
export function octets(number) {
  if (number < 1000) return `${number} B`;
  const power = Math.min(3, Math.floor(Math.log10(number) / 3));
  const value = number / 1000 ** power;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${['B', 'kB', 'MB', 'GB'][power]}`;
}

/** "1 device", "2 devices". */
export const plural = (count, one, more = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

/** JSON of a path; an error carries what the server says is wrong, by field. */
export async function ask(path, signal) {
  const answer = await fetch(path, { signal });
  const body = await answer.json().catch(() => null);
  if (!answer.ok) {
    const error = new Error(body?.errors?.map((one) => (one.field ? `${one.field}: ${one.message}` : one.message)).join('; ') ?? `the server answers ${answer.status}`);
    error.fields = body?.errors ?? [];
    throw error;
  }
  return body;
}
