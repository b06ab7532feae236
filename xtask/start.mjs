// npm start: builds the page and serves it on this machine. `npm start -- --watch` builds it again when something changes.
import { ensurePackages, say } from './setup.mjs';

const PORT = 8321;
const watched = process.argv.includes('--watch');

ensurePackages();
const { buildDist, dist } = await import('./build.mjs');
const { serve } = await import('./serve.mjs');
await buildDist(watched ? 'wasm-dev' : 'release');
const wanted = Number(process.env.PORT ?? PORT);
const server = await serve(dist, { port: wanted }).catch((error) => {
  if (error.code !== 'EADDRINUSE') throw error;
  say(`port ${wanted} is taken; using another`);
  return serve(dist);
});
say(`Sectorscope is at ${server.url} (Ctrl+C stops it)`);
if (watched) {
  const { watch } = await import('./watch.mjs');
  await watch(server);
}
