/** What the page answers to a scan that it did not ask for. */
import {t} from '../ui/phrase.js';
import {beep, notify} from '../ui/toast.js';

/** @param {{kind: string}} scan @param {string[]} accepted kinds this page takes */
export function wrongScan(scan, accepted) {
    beep('low');
    const kind = t(`shell.scan.${scan.kind}`);
    const wanted = accepted.find(one => one !== '*');
    notify('wait', wanted ? t('shell.scan.wrong', {kind, wanted: t(`shell.scan.${wanted}`)}) : t('shell.scan.unused', {kind}));
}
