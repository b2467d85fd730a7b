// Numbers for people: each with its unit, none with more digits than it deserves.

const spaced = (text) => text.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');

/** A number with at most three significant digits after the integer part is short. */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 1000 || Number.isInteger(value)) {
    const rounded = Math.round(value);
    return (rounded < 0 ? '−' : '') + spaced(String(Math.abs(rounded)));
  }
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
  const text = value.toFixed(digits);
  return (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text).replace('-', '−');
}

/** A number for an axis: 12k, 3.4M. */
export function short(value) {
  const size = Math.abs(value);
  for (const [unit, name] of [[1e9, 'G'], [1e6, 'M'], [1e4, 'k']]) {
    if (size >= unit) {
      return `${number(value / (name === 'k' ? 1e3 : unit))}${name}`;
    }
  }
  return number(value);
}

/** Octets: B, kB, MB, GB (powers of ten, as networks count). */
export function octets(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  for (const [unit, name] of [[1e12, 'TB'], [1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB']]) {
    if (size >= unit) {
      return `${number(Number((value / unit).toPrecision(3)))} ${name}`;
    }
  }
  return `${number(value)} B`;
}

/** A duration in seconds, real or virtual: the largest fitting unit. */
export function seconds(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 172800) {
    return `${number(Number((value / 86400).toPrecision(3)))} days`;
  }
  if (size >= 7200) {
    return `${number(Number((value / 3600).toPrecision(3)))} h`;
  }
  if (size >= 120) {
    return `${number(Number((value / 60).toPrecision(3)))} min`;
  }
  return size >= 1 || size === 0 ? `${number(Number(value.toPrecision(3)))} s` : `${number(Number((value * 1000).toPrecision(3)))} ms`;
}

/** Virtual time since the beginning: 2 d 03 h, 14 h 05 min. */
export function clock(value) {
  const two = (part) => String(part).padStart(2, '0');
  const days = Math.floor(value / 86400);
  const hours = Math.floor(value / 3600) % 24;
  const minutes = Math.floor(value / 60) % 60;
  if (days > 0) {
    return `${spaced(String(days))} d ${two(hours)} h`;
  }
  return hours > 0 ? `${hours} h ${two(minutes)} min` : value >= 60 ? `${minutes} min ${two(Math.floor(value % 60))} s` : seconds(value);
}

/** What is left; a run that does not know says so. */
export function left(value) {
  if (value === null || value === undefined) {
    return 'not known yet';
  }
  return value < 1 ? 'under a second' : `about ${seconds(value < 10 ? Math.ceil(value) : Number(value.toPrecision(2)))}`;
}

export const percent = (share) => `${number(Number((share * 100).toPrecision(3)))} %`;

/** A difference with its sign. */
export const signed = (value, show) => (value > 0 ? `+${show(value)}` : value < 0 ? `−${show(-value)}` : '0');

/** A moment, in the viewer's zone. */
export function moment(text) {
  if (!text) {
    return '–';
  }
  return new Date(text).toLocaleString(undefined, { year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
}

/** camelCase or kebab-case as words: "devices per user". */
export function words(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/-/g, ' ').toLowerCase();
}

/** The same, beginning a line. */
export function title(name) {
  const text = words(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
