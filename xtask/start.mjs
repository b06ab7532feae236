// npm start: builds the page and serves it on this machine.
import { join } from 'node:path';
import { buildDist } from './build.mjs';
import { serve } from './serve.mjs';
import { root, say } from './setup.mjs';

const PORT = 8321;

await buildDist();
const dist = join(root, 'dist');
const wanted = Number(process.env.PORT ?? PORT);
const server = await serve(dist, { port: wanted }).catch((error) => {
  if (error.code !== 'EADDRINUSE') throw error;
  say(`port ${wanted} is taken; using another`);
  return serve(dist);
});
say(`Sectorscope is at ${server.url} (Ctrl+C stops it)`);
