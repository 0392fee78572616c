/** The hospital's calendar day. */
import {today} from '../../ui/index.js';
import {isoDay} from '../../ui/format.js';

/** Today, as it goes over the wire. */
export const todayISO = () => isoDay(today());
