/** Where this tree is served from (`/a/<hash>/`): every asset address is made from it, so versions never mix. */
export const base = new URL('../', import.meta.url);

/** @param {string} path inside the tree @returns {string} */
export const asset = path => new URL(path, base).href;

/** Test pages set this to answer requests themselves; the product never does. */
export const seams = {fetch: (...args) => globalThis.fetch(...args)};
