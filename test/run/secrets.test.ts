import { randomBytes } from 'node:crypto';

import { expect } from 'chai';

import { Bus } from '../../lib/run/bus.js';
import { Secrets } from '../../lib/run/secrets.js';

describe('run/secrets', () => {
  const secret = `p"${randomBytes(6).toString('hex')}\\x`;
  const forms: readonly [string, string][] = [
    ['as it is', `before ${secret} after`],
    ['in JSON', JSON.stringify({ key: secret })],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in a URL', `http://u:${encodeURIComponent(secret)}@host/`],
  ];
  for (const [name, text] of forms) {
    it(`is masked ${name}`, () => {
      const secrets = new Secrets();
      secrets.add(secret);
      const masked = secrets.maskText(text);
      expect(masked).to.include('********');
      expect(masked).to.not.include(name === 'in base64' ? text.slice(0, 12) : secret.slice(0, 8));
    });
  }

  it('is masked in keys and at any depth, and too short ones are left alone', () => {
    const secrets = new Secrets();
    secrets.add(secret);
    secrets.add('ab');
    expect(secrets.mask({ [secret]: [{ a: `${secret}ab` }] })).to.deep.equal({
      '********': [{ a: '********ab' }],
    });
  });

  it('never reaches a listener of the bus', () => {
    const secrets = new Secrets();
    const seen: string[] = [];
    const bus = new Bus([(event) => seen.push(JSON.stringify(event))], secrets);
    bus.warn(`first ${secret}`);
    secrets.add(secret);
    bus.warn(`then ${secret}`);
    expect(seen[0]).to.include(JSON.stringify(secret).slice(1, -1));
    expect(seen[1]).to.include('then ********').and.to.include('"seq":2');
  });
});
