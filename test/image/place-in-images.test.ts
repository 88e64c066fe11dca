import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { placeInImages } from '../../lib/place-in-images.js';
import { Secrets } from '../../lib/run/secrets.js';
import { encrypt } from '../../lib/vault/index.js';

describe('image: the inventory that tells which hosts are images', () => {
  it('may be encrypted, and what it held is hidden', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'place-in-images-'));
    try {
      const vaultSecret = { id: 'default', password: randomBytes(9).toString('hex') };
      const password = randomBytes(9).toString('hex');
      const text = `all:\n  vars: {login_password: ${password}}\n  hosts: {n1: {tsplay_image: tiny, tsplay_image_host: head}, head: }\n`;
      const inventory = join(dir, 'hosts.yml');
      writeFileSync(inventory, encrypt(text, vaultSecret));
      const secrets = new Secrets();
      const place = await placeInImages({
        playbooks: [join(dir, 'site.yml')],
        inventory,
        vaultSecrets: [vaultSecret],
        secrets,
      });
      expect(place.placeOf('n1')).to.deep.include({ kind: 'image', id: 'tiny' });
      expect(place.placeOf('head')).to.deep.equal({ kind: 'live' });
      expect(secrets.values).to.deep.equal([password]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
