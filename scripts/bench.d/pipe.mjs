// A relay that pipes: the source is read when all clients can take more. What the slowest takes,
// everybody gets.    node pipe.mjs PORT SOURCE_PORT
import { serve } from './upstream.mjs';

serve((source) => {
  const clients = new Set();
  return {
    add(client) {
      clients.add(client);
      source.pipe(client);
    },
    remove(client) {
      clients.delete(client);
      source.unpipe(client);
      return clients.size;
    },
  };
});
