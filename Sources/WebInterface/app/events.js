/**
 * What changed on the server, told to every tab through ONE stream per browser: HTTP/1.1 allows six connections
 * to an origin, so a stream per tab would starve the rest. The tab that holds the lock reads the stream and
 * passes everything on by BroadcastChannel; when it closes, another tab gets the lock.
 */
import {seams} from './base.js';
import {hooks} from './api.js';
import {store} from './store.js';

const BEAT = 10_000;
const LOST_AFTER = 2 * BEAT + 3_000;
const NAME = 'sehat-events';

/** @typedef {{state: 'good' | 'slow' | 'lost', since: number}} Link */

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;
/** @type {Map<string, Set<(event: {topic: string}) => void>>} */
const listeners = new Map();
let leader = false;
let running = false;
let lastBeat = 0;
let watching = false;
/** @type {AbortController | null} */
let stream = null;

store.set('link', /** @type {Link} */ ({state: 'good', since: Date.now()}));

function setLink(state, share = true) {
    const link = store.get('link');
    if (link.state !== state) store.set('link', {state, since: Date.now()});
    if (share && leader) channel?.postMessage({link: state});
    if (state === 'good' && link.state === 'lost') deliver({topic: '*'});
}

/** `*` means: anything may have changed while we were away. */
function deliver(event) {
    for (const [topic, set] of listeners) {
        if (event.topic === '*' || topic === '*' || topic === event.topic || event.topic.startsWith(`${topic}.`)) for (const fn of [...set]) fn(event);
    }
}

function heard(event) {
    deliver(event);
    channel?.postMessage({event});
}

/** One block of the stream: `event:` and `data:` lines. @param {string} block */
function readBlock(block) {
    const data = block.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5).trim()).join('\n');
    if (!data) return;
    try {
        const parsed = JSON.parse(data);
        if (parsed?.topic) heard(parsed);
    } catch {
        // A line that is not JSON is somebody's comment; the stream is alive all the same.
    }
}

async function readStream(signal) {
    const answer = await seams.fetch('/api/events', {headers: {Accept: 'text/event-stream'}, credentials: 'same-origin', cache: 'no-store', signal});
    if (answer.status === 401) { running = false; return; }
    if (!answer.ok || !answer.body) throw new Error(`events: ${answer.status}`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
        lastBeat = Date.now();
        setLink('good');
        const {done, value} = await reader.read();
        if (done) throw new Error('events: closed');
        rest += value.replaceAll('\r\n', '\n');
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        blocks.forEach(readBlock);
    }
}

/** Is the server there at all? A broken stream alone may be a proxy. */
async function probe() {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), 3_000);
    try {
        await seams.fetch('/api/health', {cache: 'no-store', signal: limit.signal});
        setLink('slow');
    } catch {
        setLink('lost');
    } finally {
        clearTimeout(timer);
    }
}

const pause = time => new Promise(resolve => setTimeout(resolve, time));

async function lead() {
    leader = true;
    while (running) {
        stream = new AbortController();
        try {
            await readStream(stream.signal);
        } catch {
            if (!running) break;
            await probe();
            // Random, so that forty counters do not hit a restarting server in the same moment.
            await pause(1_000 + Math.random() * 7_000);
        }
    }
    leader = false;
}

function watchBeat() {
    if (leader && running && Date.now() - lastBeat > LOST_AFTER) { stream?.abort(); setLink('lost'); }
}

channel?.addEventListener('message', ({data}) => {
    if (data.event) deliver(data.event);
    if (data.link) setLink(data.link, false);
    if (data.ask && leader) channel.postMessage({link: store.get('link').state});
});

hooks.link = state => {
    if (state === 'failed') probe();
    else if (state === 'slow' && store.get('link').state === 'good') setLink('slow');
    else if (state === 'good' && store.get('link').state !== 'good') setLink('good');
};

export const events = {
    /** @param {string} topic `printing.job`, or `printing` for all that begins so, or '*' @param {(event: {topic: string}) => void} fn @param {{signal?: AbortSignal}} [options] */
    on(topic, fn, {signal} = {}) {
        if (signal?.aborted) return;
        if (!listeners.has(topic)) listeners.set(topic, new Set());
        listeners.get(topic).add(fn);
        signal?.addEventListener('abort', () => listeners.get(topic).delete(fn), {once: true});
    },

    /** Starts listening for the person who has just signed in. */
    start() {
        if (running) return;
        running = true;
        if (!watching) setInterval(watchBeat, 1_000);
        watching = true;
        channel?.postMessage({ask: true});
        if (leader) return;
        if (navigator.locks && channel) navigator.locks.request(NAME, lead);
        else lead();
    },

    /** Signed out: nothing may be heard any more. */
    stop() { running = false; stream?.abort(); },

    /** For tests: as if the server had said it. @param {{topic: string}} event */
    simulate: heard,
};
