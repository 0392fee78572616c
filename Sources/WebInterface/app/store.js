/**
 * Small observable state that outlives a page: link, print queue, backup mark. In memory only; what must survive
 * a killed tab belongs in drafts.js.
 */
const values = new Map();
const watchers = new Map();

export const store = {
    /** @param {string} key */
    get: key => values.get(key),

    /** @param {string} key @param {unknown} value */
    set(key, value) {
        if (Object.is(values.get(key), value)) return;
        values.set(key, value);
        for (const watcher of [...(watchers.get(key) ?? [])]) watcher(value);
    },

    /** Calls `fn` now and after each change. @param {string} key @param {(value: any) => void} fn @param {AbortSignal} [signal] */
    watch(key, fn, signal) {
        if (signal?.aborted) return;
        if (!watchers.has(key)) watchers.set(key, new Set());
        watchers.get(key).add(fn);
        signal?.addEventListener('abort', () => watchers.get(key).delete(fn), {once: true});
        fn(values.get(key));
    },
};
