// A long list of which only the rows in sight exist. It is one stop for the Tab key; arrows move in
// it, Enter opens. The rows are a grid for screen readers, which are told the true numbers.

import { h, mark } from './dom.js';

/** Rows drawn above and below those in sight. */
const SPARE = 4;

export class RowList {
  #host;
  #sizer;
  #pool = [];
  #items = [];
  #rowHeight = 0;
  #active = -1;
  #activeKey = null;
  #wanted = false;
  #options;

  /**
   * options: name, label; columns: [{title, className}]; make(): {row, …} with one cell a column;
   * fill(parts, item); open(item); key(item)
   */
  constructor(options) {
    this.#options = options;
    this.#sizer = h('div', { class: 'rows-sizer', role: 'rowgroup' });
    const titles = options.columns.map(({ title, className }) =>
      h('div', { role: 'columnheader', class: className }, title),
    );
    this.#host = h(
      'div',
      {
        class: `rows ${options.name}`,
        role: 'grid',
        tabindex: '0',
        'aria-label': options.label,
        'aria-colcount': options.columns.length,
      },
      h('div', { class: 'rows-head', role: 'rowgroup' },
        h('div', { class: 'row-columns', role: 'row', 'aria-rowindex': 1 }, titles)),
      this.#sizer,
    );
    this.#host.addEventListener('scroll', () => this.#soon(), { passive: true });
    this.#host.addEventListener('keydown', (event) => this.#key(event));
    this.#host.addEventListener('focus', () => {
      if (this.#active < 0 && this.#items.length > 0) {
        this.#activate(Math.max(0, this.#firstSeen()));
      }
    });
    this.#sizer.addEventListener('click', (event) => {
      const row = event.target.closest('.row');
      if (row) {
        this.#activate(Number(row.dataset.index), false);
        this.#open();
      }
    });
    new ResizeObserver(() => this.#soon()).observe(this.#host);
  }

  get element() {
    return this.#host;
  }

  show(items) {
    this.#items = items;
    if (this.#activeKey !== null) {
      // The row that the user stands on moves with what it shows.
      this.#active = items.findIndex((item) => this.#options.key(item) === this.#activeKey);
      if (this.#active < 0) {
        this.#activeKey = null;
      }
    }
    mark(this.#host, 'aria-rowcount', items.length + 1);
    this.#soon();
  }

  #soon() {
    if (!this.#wanted) {
      this.#wanted = true;
      requestAnimationFrame(() => {
        this.#wanted = false;
        this.#draw();
      });
    }
  }

  #draw() {
    if (this.#host.clientHeight === 0) {
      return;
    }
    this.#rowHeight = parseFloat(getComputedStyle(this.#host).getPropertyValue('--row-height'));
    this.#sizer.style.height = `${this.#items.length * this.#rowHeight}px`;
    const first = Math.max(0, this.#firstSeen() - SPARE);
    const seen = Math.ceil(this.#host.clientHeight / this.#rowHeight) + 2 * SPARE;
    const last = Math.min(this.#items.length, first + seen);
    while (this.#pool.length < seen) {
      this.#pool.push(this.#make());
    }
    for (let i = first; i < first + this.#pool.length; i++) {
      const parts = this.#pool[i % this.#pool.length];
      if (i < last) {
        this.#place(parts, i);
      } else if (!parts.row.hidden) {
        parts.row.hidden = true;
      }
    }
    const shown = this.#active >= first && this.#active < last;
    mark(
      this.#host,
      'aria-activedescendant',
      shown ? this.#pool[this.#active % this.#pool.length].row.id : null,
    );
  }

  #place(parts, index) {
    const { row } = parts;
    row.hidden = false;
    if (row.dataset.index !== String(index)) {
      row.dataset.index = index;
      row.style.transform = `translateY(${index * this.#rowHeight}px)`;
      row.setAttribute('aria-rowindex', index + 2);
      parts.height = this.#rowHeight;
    } else if (parts.height !== this.#rowHeight) {
      parts.height = this.#rowHeight;
      row.style.transform = `translateY(${index * this.#rowHeight}px)`;
    }
    row.classList.toggle('active', index === this.#active);
    this.#options.fill(parts, this.#items[index]);
  }

  #make() {
    const parts = this.#options.make();
    parts.row.id = `${this.#options.name}-row-${this.#pool.length}`;
    parts.row.hidden = true;
    this.#sizer.append(parts.row);
    return parts;
  }

  #firstSeen() {
    return this.#rowHeight ? Math.floor(this.#host.scrollTop / this.#rowHeight) : 0;
  }

  #activate(index, scroll = true) {
    this.#active = Math.max(0, Math.min(this.#items.length - 1, index));
    this.#activeKey = this.#options.key(this.#items[this.#active]);
    if (scroll) {
      const head = this.#host.firstElementChild.offsetHeight;
      const top = this.#active * this.#rowHeight;
      const room = this.#host.clientHeight - head - this.#rowHeight;
      if (top < this.#host.scrollTop) {
        this.#host.scrollTop = top;
      } else if (top > this.#host.scrollTop + room) {
        this.#host.scrollTop = top - room;
      }
    }
    this.#soon();
  }

  #open() {
    if (this.#active >= 0) {
      this.#options.open(this.#items[this.#active]);
    }
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.#host.clientHeight / this.#rowHeight) - 1);
    const to = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: this.#items.length - 1,
    }[event.key];
    if (this.#items.length === 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (to !== undefined) {
      event.preventDefault();
      this.#activate(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#open();
    }
  }
}
