// What the build drew of the first screen, so that a reader has it before any script: the page makes the same again, and its own then works.

/** Empties the parts that the build filled. Its pictures are kept: each stands in its chart until the engine has drawn the same. */
export function takeOver(): void {
  for (const host of document.querySelectorAll('[data-baked]')) {
    const pictures = host.querySelectorAll('.baked');
    if (pictures.length > 0) {
      const kept = document.createElement('template');
      kept.id = `baked-${host.id}`;
      kept.content.append(...pictures);
      document.body.append(kept);
    }
    host.replaceChildren();
  }
}
