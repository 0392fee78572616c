/** Nobody at the keys: the page blurs, then locks. Waiting-room boards never do. */
import {session} from './session.js';

const BLUR = 2 * 60_000;
const LOCK = 5 * 60_000;
let last = Date.now();

function awake() {
    last = Date.now();
    if ('idle' in document.documentElement.dataset) delete document.documentElement.dataset.idle;
}

/** @param {() => void} lock */
export function watchIdle(lock) {
    for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart']) addEventListener(type, awake, {capture: true, passive: true});
    setInterval(() => {
        const root = document.documentElement;
        if (!session.current || root.hasAttribute('data-bare') || root.hasAttribute('data-locked')) { last = Date.now(); return; }
        const minutes = session.current.idleMinutes;
        const quiet = Date.now() - last;
        const [blurs, locks] = minutes ? [minutes * 24_000, minutes * 60_000] : [BLUR, LOCK];
        if (quiet > blurs) root.dataset.idle = '';
        if (quiet > locks) { delete root.dataset.idle; lock(); }
    }, 5_000);
}
