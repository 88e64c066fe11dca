import { openGeneration } from '../../lib/image/make-generation.js';
import { openSession } from '../../lib/remote/session.js';
import { host } from './support.js';

// One bake, for tests that end it from outside. Says "mark NAME" before each step.
const [images = '', image = ''] = process.argv.slice(2);
const mark = (name: string): void => void process.stdout.write(`mark ${name}\n`);

mark('lock');
const open = await openGeneration({ host, place: { images, image }, onProgress: mark });
mark('play');
const session = await openSession({ transport: open.inside, openMs: 10_000 });
const script = 'echo baked >/etc/baked\nsleep 300 &\nmkdir -p /opt/x && touch /opt/x/1 /opt/x/2\nsleep 0.2';
await session.call({ script, params: {}, mode: 'apply' });
await session.upload(Buffer.alloc(100_000, 'x'), '/opt/large');
await session.close();
mark('finish');
await open.finish();
mark('publish');
await open.publish();
mark('close');
await open.close();
mark('done');
