import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../lib/connect/connect.js';

describe('connect: a chroot in a finished generation', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tsplay-generation-'));
  const root = join(dir, 'root');
  before(() => {
    mkdirSync(root);
    writeFileSync(join(dir, 'generation.json'), '{}');
  });
  after(() => rmSync(dir, { recursive: true }));

  for (const connection of ['chroot', 'nspawn'])
    it(`is refused by ${connection}: nodes run from it`, async () => {
      const way = connect({ connection, host: 'image', root });
      const refusal = await way.session().then(
        () => 'it was let in',
        (error: Error) => error.message,
      );
      await way.close();
      expect(refusal).to.include(`${root} is a finished generation of an image, which is never edited`);
    });
});
