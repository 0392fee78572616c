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
    'encounters',
    'ledger',
    'patients',
    'printQueue',
    'printing',
    'shell',
    'templates',
];
