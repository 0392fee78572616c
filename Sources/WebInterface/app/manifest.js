/** Made by Packaging/assets: what there is, so that nothing is asked for that is not there. */

/** Modules that have pages. */
export const pages = [
    'access',
    'auditTrail',
    'backup',
    'billing',
    'counter',
    'directory',
    'patients',
    'printing',
    'schedule',
    'templates',
];

/** Catalogues of words. */
export const catalogues = [
    'access',
    'appliance',
    'auditTrail',
    'backup',
    'billing',
    'counter',
    'directory',
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
