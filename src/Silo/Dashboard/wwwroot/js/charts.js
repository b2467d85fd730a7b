// A line chart of uPlot in the page's colours: all modes in one, each with its colour and its dash.
import { h } from './dom.js';
import { clock, seconds } from './format.js';
import { colour } from './modes.js';

const height = 160;

/** Ticks of virtual time at whole minutes, hours and days. */
export const steps = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 432000, 604800, 1209600, 2592000, 5184000, 15552000, 31536000];

function tickOf(value, step) {
  if (value === 0) {
    return '0';
  }
  return step >= 86400 ? `${value / 86400} d` : step >= 3600 || (value >= 7200 && step >= 1800) ? `${Number((value / 3600).toFixed(1))} h` : step >= 60 ? `${Number((value / 60).toFixed(1))} min` : `${Number(value.toFixed(1))} s`;
}

/** One chart; show() may be called as often as there is news. */
export class Chart {
  /**
   * @param given title, format (of values), short (of axis values)
   * @param sync the name shared by all charts whose cursors move together
   */
  constructor(given, sync) {
    this.given = given;
    this.sync = sync;
    this.plot = null;
    this.place = h('div', { class: 'plot' });
    this.legend = h('div', { class: 'legend' });
    this.element = h('figure', { class: 'chart', 'data-testid': `chart-${given.id}`, hidden: true },
      h('figcaption', {}, h('h3', {}, given.title), given.note && h('span', { class: 'soft small' }, given.note)), this.place, this.legend);
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.place);
  }

  /** Shows lines ({label, tone, dash, x, y}); with none the chart is left out. */
  show(lines, axis, marks, end) {
    const drawn = lines.filter(({ x }) => x.length > 0);
    this.element.hidden = drawn.length === 0;
    if (drawn.length === 0) {
      return;
    }
    this.marks = marks;
    this.end = end;
    const data = drawn.length === 1 ? [drawn[0].x, drawn[0].y] : uPlot.join(drawn.map(({ x, y }) => [x, y]));
    const shape = JSON.stringify([drawn.map(({ label }) => label), axis, document.documentElement.dataset.theme]);
    if (shape === this.shape) {
      this.plot.setData(data);
    } else {
      this.shape = shape;
      this.make(drawn, data, axis);
    }
    this.describe(drawn);
  }

  make(lines, data, axis) {
    this.plot?.destroy();
    const text = colour('faint');
    const grid = { stroke: colour('grid'), width: 1 };
    const font = '11px system-ui, sans-serif';
    const value = (raw) => (raw === null || raw === undefined ? '–' : this.given.format(raw));
    this.plot = new uPlot({
      width: this.place.clientWidth || 300, height, ms: 1e-3, padding: [10, 8, 0, 0],
      cursor: { sync: { key: this.sync, setSeries: false }, points: { size: 6 }, y: false },
      legend: { live: true, markers: { width: 3, dash: (plot, at) => swatch(lines[at - 1]?.dash ?? []) } },
      scales: { x: { time: false, range: () => [0, this.end] }, y: { range: (plot, low, high) => [Math.min(0, low ?? 0), (high || 1) * 1.06] } },
      axes: [
        { stroke: text, grid, ticks: { show: false }, font, size: 26, space: 70, incrs: steps, values: (plot, splits, at, space, step) => splits.map((one) => tickOf(one, step)) },
        { stroke: text, grid, ticks: { show: false }, font, size: 54, incrs: this.given.steps, values: (plot, splits) => splits.map((one) => (this.given.short ?? this.given.format)(one)) },
      ],
      series: [
        { label: axis === 'virtual' ? 'virtual time' : 'real time', value: (plot, raw) => {
            const at = raw ?? plot.data[0].at(-1);
            return axis === 'virtual' ? clock(at) : seconds(at);
          } },
        ...lines.map(({ label, tone, dash, thin }) => ({
          label, stroke: colour(tone), width: thin ? 1 : 2, dash: dash.length > 0 ? dash : undefined, spanGaps: true, points: { show: few, size: 5 }, value: (plot, raw, series, at) => value(raw ?? held(plot, series, at)),
        })),
      ],
      hooks: { draw: [(plot) => this.drawMarks(plot)] },
    }, data, this.place);
  }

  /** A thin line where the set-up ends. */
  drawMarks(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = colour('faint');
    ctx.setLineDash([2, 3]);
    for (const { at } of this.marks ?? []) {
      const x = Math.round(plot.valToPos(at, 'x', true));
      if (x > bbox.left && x < bbox.left + bbox.width) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
      }
    }
    ctx.restore();
  }

  /** What a canvas shows, for those that do not see it. */
  describe(lines) {
    const last = lines.map(({ label, y }) => `${label} ${this.given.format(y.findLast((one) => one !== null) ?? 0)}`);
    this.place.setAttribute('role', 'img');
    this.place.setAttribute('aria-label', `${this.given.title}; last: ${last.join(', ')}`);
  }

  fit() {
    if (this.plot && this.place.clientWidth > 0) {
      this.plot.setSize({ width: this.place.clientWidth, height });
    }
  }

  destroy() {
    this.resize.disconnect();
    this.plot?.destroy();
  }
}

/** A dash as a style of borders, for the legend. */
const swatch = (dash) => (dash.length === 0 ? 'solid' : dash[0] > 2 ? 'dashed' : 'dotted');

/** Few samples are shown as dots: a line alone would hide them. */
function few(plot, series) {
  return plot.data[series].reduce((count, value) => count + (value === null || value === undefined ? 0 : 1), 0) <= 3;
}

/** The last value at or before a place: modes have points at different times, and the legend should not fall silent between them. */
function held(plot, series, at) {
  const values = plot.data[series];
  for (let back = at ?? values.length - 1; back >= 0; back--) {
    if (values[back] !== null && values[back] !== undefined) {
      return values[back];
    }
  }
  return null;
}
