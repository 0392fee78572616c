import {suite, test, equal, ok, wait, until, outside} from '../test/harness.js';
import {events} from './events.js';
import {store} from './store.js';
import {seams} from './base.js';

/** A stream that the test writes. */
function stream() {
    let controller;
    const body = new ReadableStream({start: given => { controller = given; }});
    const encoder = new TextEncoder();
    return {answer: () => new Response(body, {headers: {'Content-Type': 'text/event-stream'}}), send: words => controller.enqueue(encoder.encode(words)), end: () => controller.close(), fail: () => controller.error(new Error('cut'))};
}

suite('events', () => {
    test('a topic is heard with everything below it, until the page is left', () => {
        const life = new AbortController();
        const heard = [];
        events.on('printing', event => heard.push(event.topic), {signal: life.signal});
        for (const topic of ['printing.job', 'printing', 'printings', 'billing.bill', '*']) events.simulate({topic});
        life.abort();
        events.simulate({topic: 'printing.job'});
        equal(heard, ['printing.job', 'printing', '*']);
    });
    test('the stream is read in pieces; comments keep it alive; a cut is noticed within five seconds and everybody reads anew after it', async () => {
        const before = seams.fetch;
        const first = stream();
        const second = stream();
        const answers = [first, second];
        let alive = true;
        seams.fetch = async address => {
            if (String(address) === '/api/health') { if (!alive) throw new TypeError('down'); return new Response('{}'); }
            if (!alive || !answers.length) throw new TypeError('down');
            return answers.shift().answer();
        };
        const heard = [];
        const life = new AbortController();
        events.on('encounters', event => heard.push(event.topic), {signal: life.signal});
        events.start();
        await outside(until(() => answers.length === 1));
        first.send('retry: 2000\nevent: hello\ndata: {}\n\n: alive\n\nevent: change\nda');
        first.send('ta: {"topic":"encounters.queue","id":"5"}\r\n\r\nevent: resync\ndata: {"topic":"*"}\n\n');
        await until(() => heard.length === 2);
        equal(heard, ['encounters.queue', '*']);
        equal(store.get('link').state, 'good');
        alive = false;
        first.fail();
        await until(() => store.get('link').state === 'lost', 5_000);
        alive = true;
        await until(() => store.get('link').state === 'good' && heard.length >= 3, 20_000);
        ok(heard.at(-1) === '*');
        events.stop();
        life.abort();
        second.end();
        seams.fetch = before;
        await wait(50);
    });
});
