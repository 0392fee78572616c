/** Finding printers that CUPS sees on USB and in the network, and making a queue of one. */
import {h, v, t, table, button, dialog, region, emptyState} from '../../ui/index.js';
import {api} from '../../app/api.js';

/** A name that CUPS takes, out of what a device calls itself. @param {string} info */
const queueName = info => info.normalize('NFKD').replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'printer';

/** @returns {Promise<{queue: any, device: any} | null>} the queue that was made, or null when it was left */
export async function findPrinter() {
    /** @type {any} */
    let panel;
    const take = async device => {
        const queue = await api.post('/api/print-queues', {name: queueName(device.info), device: device.uri, info: device.info});
        panel.close({queue, device});
    };
    const searching = h('p.hint', t('printing.device.searching'));
    const shown = ({items, unreachable}) => unreachable
        ? emptyState({icon: 'printer', title: t('printing.noSpooler')})
        : items.length === 0
        ? emptyState({icon: 'printer', title: t('printing.device.none'), hint: t('printing.device.noneHint')})
        : table({caption: t('printing.device.found'), items, rowKey: one => one.uri, columns: [
            {id: 'info', label: t('word.name'), cell: one => v.text(one.info)},
            {id: 'uri', label: t('printing.printer.target'), cell: one => v.ltr(one.uri)},
            {id: 'use', label: t('printing.device.use'), cell: one => button({label: t('printing.device.use'), kind: 'quiet', icon: 'add', run: () => take(one)})},
        ]});
    const found = region({load: signal => api.get('/api/print-devices', {signal}), draw: answer => { searching.remove(); return shown(answer); }});
    panel = dialog({title: t('printing.device.find'), size: 'l', body: [searching, found], actions: [{label: t('word.close'), value: null, safe: true}]});
    return panel;
}
