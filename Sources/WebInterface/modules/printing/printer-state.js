/** How a printer is, in a mark, a word and the reason; pausing it and letting it go on. */
import {h, v, t, status, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {has} from '../../app/i18n.js';

/** What each state means for the eye. */
export const MEANING = {ready: 'ok', printing: 'info', paused: 'wait', stopped: 'danger', missing: 'danger', unreachable: 'danger'};

const word = reason => has(`shell.print.reason.${reason}`) ? t(`shell.print.reason.${reason}`) : v.text(reason);

/** @param {{status: string, reasons: string[], isActive: boolean}} printer */
export function printerStatus(printer) {
    if (!printer.isActive) return status('neutral', t('printing.printerStatus.off'));
    return h('span', status(MEANING[printer.status] ?? 'neutral', t(`printing.printerStatus.${printer.status}`)),
        printer.reasons.map(reason => [' ', h('span.muted.small', word(reason))]));
}

/** Whether a person can let it go on: what is off or open mends itself when it is on or closed. @param {any} printer */
export const isHalted = printer => printer.isPaused || printer.reasons.includes('stopped');

/** @param {any} printer @param {'pause' | 'resume'} verb */
export async function step(printer, verb) {
    await api.post(`/api/printers/${encodeURIComponent(printer.id)}/${verb}`, {});
    toast(t(`printing.${verb}.done`, {name: v.name(printer.name)}));
}
