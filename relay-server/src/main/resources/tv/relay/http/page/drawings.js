// Small drawings: signs of states and faults, curves of bitrates, bars of faults.

import { h, mark, svg } from './dom.js';
import { FAULTS } from './verdict.js';

/** Each has a shape of its own: colour is never the only sign. In a box of 16 by 16. */
const SHAPES = {
  live: ['M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10', 'solid'],
  idle: ['M8 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9', 'line'],
  waiting: ['M8 3.5a4.5 4.5 0 1 0 4.5 4.5M8 5.5V8l1.8 1.4', 'line'],
  trouble: ['M8 2.2L14.4 13.4H1.6zM8 6.4v3M8 11.2v.4', 'line'],
  failed: ['M4 4l8 8M12 4l-8 8', 'line'],
  fine: ['M3.2 8.6l3.1 3.1l6.5-7', 'line'],
  link: ['M8 2.5v9.5M4.2 8.4L8 12.2l3.8-3.8M3.5 14h9', 'line'],
  source: ['M2 8h3.2M10.8 8H14M6.4 5.2v5.6M9.6 5.2v5.6', 'line'],
  relay: ['M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M8 4.8V8l2.2 1.6', 'line'],
};

const STATE_SHAPES = {
  live: 'live', lingering: 'live', draining: 'live', idle: 'idle', connecting: 'waiting',
  waiting: 'waiting',
  stalled: 'trouble', backoff: 'trouble', failed: 'failed',
};

/** The same words as /status, and what they mean for people. */
export const STATE_HINTS = {
  live: 'relayed to those who watch',
  lingering: 'still connected; nobody watches just now',
  idle: 'nobody watches; it connects when somebody does',
  connecting: 'asking the source',
  waiting: 'the accounts of all sources have no connection free',
  stalled: 'the source sends nothing',
  backoff: 'waiting before the next try',
  draining: 'ending',
  failed: 'no source brought anything',
};

export function sign(shape) {
  const path = svg('path', {});
  const icon = svg('svg', { class: 'sign', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path);
  setSign(icon, shape);
  return icon;
}

export function setSign(icon, shape) {
  if (icon.dataset.shape !== shape) {
    icon.dataset.shape = shape;
    const [d, kind] = SHAPES[shape] ?? SHAPES.idle;
    icon.firstChild.setAttribute('d', d);
    icon.classList.toggle('solid', kind === 'solid');
  }
}

export const shapeOfState = (state) => STATE_SHAPES[state] ?? 'idle';

/** A curve of the last minute; the newest at the right. */
export function curve(width, height) {
  return svg(
    'svg',
    { class: 'curve', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('path', { class: 'curve-area' }),
    svg('path', { class: 'curve-line' }),
  );
}

export function drawCurve(drawing, history, points = 60) {
  const { width, height } = drawing.viewBox.baseVal;
  const [area, line] = drawing.children;
  if (!history || history.length < 2) {
    area.removeAttribute('d');
    line.removeAttribute('d');
    return;
  }
  const most = Math.max(...history) || 1;
  const step = width / (points - 1);
  const start = width - (history.length - 1) * step;
  const steps = history.map((value, i) => {
    const y = height - 1.5 - (value / most) * (height - 3);
    return `${(start + i * step).toFixed(1)} ${y.toFixed(1)}`;
  });
  line.setAttribute('d', `M${steps.join('L')}`);
  area.setAttribute('d', `M${start.toFixed(1)} ${height}L${steps.join('L')}L${width} ${height}Z`);
}

/** Clients by fault, side by side. */
export function faultBar() {
  return h('div', { class: 'fault-bar', 'aria-hidden': 'true' },
    FAULTS.map((fault) => h('span', { class: `fault-part ${fault}` })));
}

export function drawFaultBar(bar, faults) {
  FAULTS.forEach((fault, i) => {
    const part = bar.children[i];
    const count = faults[fault];
    if (part.dataset.count !== String(count)) {
      part.dataset.count = count;
      part.style.flexGrow = count;
      mark(part, 'hidden', count === 0 ? '' : null);
    }
  });
}
