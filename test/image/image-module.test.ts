import { expect } from 'chai';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenImage } from '../../lib/image/golden-image.js';
import { imageModule } from '../../lib/image/image-module.js';
import { openGeneration } from '../../lib/image/make-generation.js';
import { runModule } from '../../lib/module/index.js';
import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import { moduleContext, shellSession } from '../support/module-context.js';
import { currentOf, generationsIn, host, makeImage, whatIsLeft, type Scratch } from './support.js';

type Answer = Readonly<Record<string, Json>>;

// a host that has images has GNU's coreutils
for (const shell of ['dash', 'bash'] as const) {
  describe(`module image in ${shell}`, function () {
    this.timeout(120_000);
    let session: Session;
    let scratch: Scratch;
    before(async () => {
      session = await shellSession(shell);
      scratch = makeImage();
    });
    after(async () => {
      await session.close();
      expect(whatIsLeft(scratch)).to.deep.equal([]);
      scratch.remove();
    });

    const run = async (args: Record<string, Json>, check = false, module = imageModule): Promise<Answer> => {
      const given = { name: 'tiny', images: scratch.place.images!, ...args };
      const ctx = moduleContext({ session, check });
      return valueToJson(await runModule(module, valueFromJson(given) as Dict, ctx)) as Answer;
    };

    it('makes, publishes, switches back and removes; a check changes nothing', async () => {
      expect(await run({})).to.deep.include({ changed: false, generations: [], current: null });
      expect((await run({ state: 'present' }, true))['changed']).to.equal(true);
      expect(generationsIn(scratch)).to.deep.equal([]);
      const first = await run({ state: 'present' });
      expect([first['changed'], first['msg']], JSON.stringify(first)).to.deep.equal([true, undefined]);
      expect((await run({ state: 'present' }))['changed']).to.equal(false);
      expect(currentOf(scratch)).to.equal(undefined);

      expect((await run({ state: 'published' }, true))['changed']).to.equal(true);
      expect(await run({ state: 'published' })).to.deep.include({ changed: true, current: 1 });
      expect(await run({ state: 'published', generation: '1' })).to.deep.include({
        changed: false,
        current: 1,
      });

      appendFileSync(join(scratch.base, 'etc/passwd'), 'nobody:x:65534:65534::/:/bin/false\n');
      expect((await run({ state: 'present' }))['changed']).to.equal(true);
      expect(await run({ state: 'published' })).to.deep.include({ changed: true, current: 2, before: 1 });
      expect(await run({ state: 'rollback' })).to.deep.include({ changed: true, current: 1, before: 2 });
      expect((await run({ state: 'published', generation: '9' }))['msg']).to.equal(
        'there is no finished generation 9 of tiny',
      );

      const gc = { state: 'gc', keep: 0 };
      expect(await run({ ...gc, in_use: [2] })).to.deep.include({
        changed: false,
        kept: ['2 in use', '1 published'],
      });
      expect((await run(gc, true))['changed']).to.equal(true);
      expect(await run(gc)).to.deep.include({ changed: true, removed: [2], kept: ['1 published'] });
      expect((await run(gc))['changed']).to.equal(false);
      const [only] = (await run({}))['generations'] as readonly Answer[];
      expect(only).to.deep.include({
        number: 1,
        from: 'base',
        kernel: '6.1.0-1',
        made_by: 'image',
        current: true,
      });
    });

    it('golden_image puts the base back in place of what was baked, and says so', async () => {
      const bake = await openGeneration({ host, place: scratch.place });
      await bake.finish();
      await bake.publish();
      await bake.close();
      expect(currentOf(scratch)).to.equal(String(bake.number));
      const back = await run({}, false, goldenImage);
      expect(back).to.deep.include({ changed: true, generation: currentOf(scratch) });
      expect(back['warnings']).to.deep.equal([
        `nodes will boot generation ${back['generation'] as string}, a copy of the base, and no longer generation ` +
          `${bake.number}, which was baked; 'tsplay image rollback' switches back`,
      ]);
      const again = await run({}, false, goldenImage);
      expect([again['changed'], again['warnings']]).to.deep.equal([false, undefined]);
    });
  });
}
