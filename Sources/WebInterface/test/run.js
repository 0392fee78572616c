/** Runs every test of suites.js. `?only=text` runs those whose name holds it; `?lang=ur` starts in another language. */
import {tests, stage, wait} from './harness.js';
import {setLanguage, useCatalogue} from '../app/i18n.js';
import {catalogues} from '../app/manifest.js';
import {keys} from '../app/keys.js';
import '../ui/index.js';

const LIMIT = 15_000;
const result = document.querySelector('#result');
const report = document.querySelector('#report');
/** @type {string[]} what the browser complained of */
const complaints = [];
const expected = [];

/** Errors that a test provokes on purpose. @param {RegExp} pattern */
globalThis.expectComplaint = pattern => expected.push(pattern);
const complain = text => { if (!expected.some(pattern => pattern.test(text))) complaints.push(text); };
const consoleError = console.error;
console.error = (...words) => { complain(words.map(word => word?.stack ?? word?.message ?? String(word)).join(' ')); consoleError(...words); };
addEventListener('error', event => complain(String(event.message)));
addEventListener('unhandledrejection', event => complain(String(event.reason?.stack ?? event.reason)));
document.addEventListener('securitypolicyviolation', event => complain(`policy: ${event.violatedDirective} ${event.blockedURI}`));

async function one({suite, name, body}) {
    const from = performance.now();
    complaints.length = 0;
    let failure = '';
    try {
        await Promise.race([Promise.resolve().then(body), wait(LIMIT).then(() => { throw new Error(`took longer than ${LIMIT} ms`); })]);
    } catch (error) {
        failure = String(error?.stack ?? error);
    }
    if (!failure && complaints.length) failure = `the browser complained: ${complaints.join(' | ')}`;
    expected.length = 0;
    stage().replaceChildren();
    document.querySelectorAll('dialog, .toasts, .sheet, .popup, .shell').forEach(extra => extra.remove());
    return {suite, name, pass: !failure, ...failure && {failure}, time: Math.round(performance.now() - from)};
}

async function run() {
    localStorage.clear(); sessionStorage.clear();
    await setLanguage('en', {remember: false});
    await Promise.all(catalogues.map(useCatalogue));
    keys.start();
    try {
        await import('./suites.js');
    } catch (error) {
        tests.length = 0;
        tests.push({suite: 'suites', name: 'load', body: () => { throw error; }});
    }
    const only = new URLSearchParams(location.search).get('only');
    const chosen = tests.filter(entry => !only || `${entry.suite}: ${entry.name}`.includes(only));
    const answers = [];
    for (const entry of chosen) {
        result.textContent = `RUNNING ${entry.suite}: ${entry.name}`;
        answers.push(await one(entry));
    }
    const failed = answers.filter(answer => !answer.pass);
    document.body.classList.add('finished');
    result.textContent = `PASS ${answers.length - failed.length} FAIL ${failed.length}`;
    report.textContent = JSON.stringify({pass: answers.length - failed.length, fail: failed.length, tests: answers}, null, 1);
    document.title = result.textContent;
}
run();
