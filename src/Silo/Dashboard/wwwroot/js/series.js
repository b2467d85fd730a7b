// Points of a run as lines of charts.

const most = 90;

/** The x value of a point. */
export const xOf = (axis) => (axis === 'virtual' ? (point) => point.t : (point) => point.wall);

/** Values that may be absent: points without them are left out. */
export function line(points, axis, take) {
  const x = [];
  const y = [];
  const at = xOf(axis);
  for (const point of points) {
    const value = take(point);
    if (value !== null && value !== undefined && (x.length === 0 || at(point) > x.at(-1))) {
      x.push(at(point));
      y.push(value);
    }
  }
  return { x, y };
}

/**
 * Growth of a cumulative count per unit of the axis.
 * Neighbouring points may be moments apart, and a rate between them says nothing: they are merged until a ninetieth of the whole lies between two.
 */
export function rate(points, axis, take, unit) {
  const at = xOf(axis);
  const x = [];
  const y = [];
  if (points.length < 2) {
    return { x, y };
  }
  const span = (at(points.at(-1)) - at(points[0])) / most;
  let from = points[0];
  for (const point of points) {
    const width = at(point) - at(from);
    if (width > 0 && width >= span) {
      x.push(at(point));
      y.push((take(point) - take(from)) / width * unit);
      from = point;
    }
  }
  return { x, y };
}

/** The sum of a table such as "sent"; null without one. */
export const total = (table) => (table ? Object.values(table).reduce((sum, value) => sum + value, 0) : null);

/** The moment in which the set-up of a mode ended: the last point of it, where points of the measured phase follow. */
export function endOfSetUp(points, axis) {
  const last = points.findLastIndex((point) => point.phase === 'setup');
  return last >= 0 && last < points.length - 1 ? xOf(axis)(points[last]) : null;
}
