/** Made by Packaging/assets: what there is, so that nothing is asked for that is not there. */

/** Modules that have pages. */
export const pages = [
    'access',
    'alarms',
    'appliance',
    'auditTrail',
    'backup',
    'billing',
    'counter',
    'directory',
    'downtime',
    'patients',
    'printing',
    'schedule',
    'templates',
];

/** Catalogues of words. */
export const catalogues = [
    'access',
    'alarms',
    'appliance',
    'auditTrail',
    'backup',
    'billing',
    'counter',
    'directory',
    'downtime',
    'drill',
    'encounters',
    'identification',
    'ledger',
    'mode',
    'patients',
    'printQueue',
    'printing',
    'schedule',
    'shell',
    'templates',
];
