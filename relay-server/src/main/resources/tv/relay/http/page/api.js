// Asks the relay. The token goes into a header and nowhere else: never into an address.

const KEY = 'relay-admin-token';

export const token = {
  get: () => sessionStorage.getItem(KEY),
  set: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

/** The relay refused or failed; the message says why, as the relay does. */
export class RelayError extends Error {
  constructor(status, message, field) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

/** The address of something of the relay's, also where it doesn't live at the root. */
export const address = (path) => new URL(path, document.baseURI).href;

export const channelPath = (id) => `api/v1/channels/${encodeURIComponent(id)}`;

/** A response, whatever it says; throws a RelayError of status 0 when there is none. */
export async function raw(method, path, { body, signal, headers } = {}) {
  try {
    return await fetch(address(path), {
      method,
      body,
      signal,
      headers: { Authorization: `Bearer ${token.get() ?? ''}`, ...headers },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new RelayError(0, 'The relay does not answer. Is it running, and is the network up?');
  }
}

/** The answer's JSON, or null when there is none; throws a RelayError. */
export async function ask(method, path, options) {
  const response = await raw(method, path, options);
  const text = await response.text();
  let json = null;
  try {
    json = text === '' ? null : JSON.parse(text);
  } catch {
    // Some refusals are plain text.
  }
  if (!response.ok) {
    throw new RelayError(
      response.status,
      json?.error ?? (text.trim() || `the relay answered ${response.status}`),
      json?.field,
    );
  }
  return json;
}

export const send = (method, path, value) =>
  ask(method, path, {
    body: JSON.stringify(value),
    headers: { 'Content-Type': 'application/json' },
  });
