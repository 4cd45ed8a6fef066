// Elements without markup: every text goes in as text, so that names and user agents stay what
// they are, whatever they contain.

/** An element with properties ("class", "on…" listeners, attributes) and children. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Somebody else's text: whatever direction it runs or overrides, its neighbours are left alone. */
export function foreign(text, className) {
  return h('bdi', className ? { class: className } : null, text ?? '');
}

const SVG = 'http://www.w3.org/2000/svg';

/** An element of a drawing. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Sets a text only when it differs: an unchanged page is not laid out again. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The same for an attribute; null takes it away. */
export function mark(element, name, value) {
  if (value === null || value === false) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

export const byId = (id) => document.getElementById(id);

let toastTimer = 0;

/** Says briefly what came of something that the user did. */
export function toast(text, bad = false) {
  const place = byId('toast');
  // In an open dialog what lies outside can be neither seen nor heard.
  const dialogs = document.querySelectorAll('dialog[open]');
  (dialogs.length ? dialogs[dialogs.length - 1] : document.body).append(place);
  place.textContent = text;
  place.classList.toggle('bad', bad);
  place.classList.add('shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.classList.remove('shown'), bad ? 8000 : 4000);
}
