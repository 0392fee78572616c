/** What was done, in words where we have them; else the product's own name of it, as it stands in the log. */
import {t, v, h} from '../../ui/index.js';
import {has} from '../../app/i18n.js';

/** @param {string} action */
export const actionWord = action => has(`auditTrail.action.${action}`) ? t(`auditTrail.action.${action}`) : v.ltr(action);

/** The parts of the product by which the log is filtered: the beginning of every action. */
export const AREAS = ['access.', 'patients.', 'encounters.', 'billing.', 'ledger.', 'printQueue.', 'printing.', 'directory.', 'auditTrail.', 'backup.', 'schedule.', 'identification.', 'downtime.', 'alarms.', 'appliance.'];
/** @param {string} area */
export const areaWord = area => t(`access.module.${area.replace('.', '')}`);

/** The detail of an entry, a value beside each name. @param {string} json */
export function detailOf(json) {
    if (!json) return null;
    try {
        return h('span.small.audit-detail', Object.entries(JSON.parse(json)).map(([name, value], at) => [at > 0 && ' · ', v.ltr(`${name}: ${value}`)]));
    } catch {
        return v.ltr(json);
    }
}
