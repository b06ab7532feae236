// Files read, and questions answered, piece by piece, while messages still come through.

/** Waiting messages are let through at least once in this many milliseconds. */
const BREATHE_EVERY = 20;

/** Lets waiting messages and events through, which work that never waits would hold up. */
export const breathe = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** A short rest where there is nothing to do but to wait. */
export const rest = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Called again and again by long work: lets messages through once in a while. */
export function turns(): () => Promise<void> | undefined {
  let breathed = performance.now();
  return () => {
    if (performance.now() - breathed <= BREATHE_EVERY) return undefined;
    return breathe().then(() => {
      breathed = performance.now();
    });
  };
}

/**
 * Reads a file from start to end; while one chunk is taken, the next is on its way. (Readers that fill a buffer of ours would
 * need less memory still, but Chromium 156 answers none after the first sixty files.)
 */
export async function stream(file: Blob, stopped: () => boolean, take: (bytes: Uint8Array) => void) {
  const reader = file.stream().getReader();
  const begin = () => {
    const chunk = reader.read();
    // Whoever awaits it sees a failure; until then it must not count as unhandled.
    chunk.catch(() => {});
    return chunk;
  };
  let coming = begin();
  const turn = turns();
  while (!stopped()) {
    await turn();
    const { done, value } = await coming;
    if (done) return;
    coming = begin();
    take(value);
  }
  void reader.cancel();
}
