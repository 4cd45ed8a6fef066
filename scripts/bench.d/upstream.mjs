// What both relays in Node share: one connection to the source for each channel, made when the
// first client asks and closed when the last has left.
import http from 'node:http';

const [port, sourcePort] = process.argv.slice(2).map(Number);

/**
 * Serves /N.ts.
 *
 * @param {(source: http.IncomingMessage) => {add: (client: http.ServerResponse) => void,
 *     remove: (client: http.ServerResponse) => number}} fanOut made for each connection to the
 *     source; remove answers how many clients are left
 */
export function serve(fanOut) {
  const channels = new Map();

  function open(path) {
    const ready = new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port: sourcePort, path }, (source) => {
        if (source.statusCode !== 200) {
          request.destroy();
          reject(new Error(`the source says ${source.statusCode}`));
          return;
        }
        source.on('error', () => channels.delete(path));
        source.on('close', () => channels.delete(path));
        resolve({ source, fan: fanOut(source) });
      });
      request.on('error', reject);
    });
    ready.catch(() => channels.delete(path));
    return ready;
  }

  http
    .createServer(async (request, response) => {
      if (!/^\/\d+\.ts$/.test(request.url)) {
        response.writeHead(404).end();
        return;
      }
      if (!channels.has(request.url)) channels.set(request.url, open(request.url));
      try {
        const { source, fan } = await channels.get(request.url);
        response.writeHead(200, { 'Content-Type': 'video/mp2t' });
        fan.add(response);
        response.on('error', () => {});
        response.on('close', () => {
          if (fan.remove(response) === 0) source.destroy();
        });
      } catch {
        response.writeHead(502).end();
      }
    })
    .listen(port, '127.0.0.1', 4096);
}
