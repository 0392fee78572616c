/** A page that takes money or prints needs to know at which counter it stands: it owns the printers and the drawer. */
import {h, t, replace, notice, button} from '../../ui/index.js';
import {session} from '../../app/session.js';
import {store} from '../../app/store.js';

/** The question "which counter is this computer?" belongs to the chip in the top bar. */
const ask = () => /** @type {HTMLElement | null} */ (document.querySelector('.bar .station'))?.click();

/**
 * A sentence while this computer is no counter yet; meanwhile the finish button says why it waits.
 * @param {any} finish @param {AbortSignal} signal @returns {HTMLElement}
 */
export function stationNotice(finish, signal) {
    const place = h('div.station-notice');
    store.watch('session', () => {
        const missing = !session.station;
        if (finish) finish.disabledReason = missing ? t('shell.station.none') : null;
        replace(place, missing && notice('wait', t('shell.station.choose'), button({label: t('word.open'), kind: 'quiet', icon: 'home', run: ask})));
    }, signal);
    return place;
}
