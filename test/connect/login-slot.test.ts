import { expect } from 'chai';
import { withLoginSlot } from '../../lib/connect/ssh/login-slot.js';

describe('logins at once', () => {
  it('are 16; one that fails makes room, and one that hangs delays the others for two seconds', async function () {
    this.timeout(120_000);
    const ends: (() => void)[] = [];
    const hanging = Array.from({ length: 20 }, () =>
      withLoginSlot(() => new Promise<void>((resolve) => ends.push(resolve))),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends.length).to.equal(16);
    const begun = performance.now();
    const failed = withLoginSlot(() => Promise.reject(new Error('no'))).catch(
      (error: Error) => error.message,
    );
    expect(await failed).to.equal('no');
    expect(performance.now() - begun).to.be.within(1000, 10_000);
    expect(await withLoginSlot(() => Promise.resolve('in'))).to.equal('in');
    for (const end of ends) end();
    await Promise.all(hanging);
  });
});
