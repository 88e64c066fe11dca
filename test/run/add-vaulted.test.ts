import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { addVaulted } from '../../lib/run/add-vaulted.js';
import { Secrets } from '../../lib/run/secrets.js';

const wholeFile = { file: 'vault.yml', line: 1, column: 1 };
const inline = { file: 'vars.yml', line: 3, column: 11 };

const valuesOf = (plain: string, at = wholeFile): readonly string[] => {
  const secrets = new Secrets();
  addVaulted(secrets, plain, at);
  return secrets.values;
};

describe('run: what a vault held', () => {
  const secret = randomBytes(4).toString('hex');
  const token = `a${randomBytes(12).toString('hex')}Z9`;

  it('is secret as it is when it is a value of its own', () => {
    expect(valuesOf(`plain ${secret}`, inline)).to.deep.equal([`plain ${secret}`]);
  });

  it('is secret by the names in a file that is encrypted as a whole, at any depth', () => {
    expect(
      valuesOf(`db_user: application\nport: 54321\ndb_password: ${secret}\nmail: {apiKey: [x${secret}]}\n`),
    ).to.deep.equal([secret, `x${secret}`]);
    expect(valuesOf(`passwords:\n  alice: ${secret}\nmonkeys: 'many of them'\n`)).to.deep.equal([secret]);
  });

  it('is secret by its looks', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n';
    expect(valuesOf(JSON.stringify({ a: token, b: key, host: 'web01.example.com' }))).to.deep.equal([
      token,
      key,
    ]);
  });

  it('leaves templates to what they are rendered from, and takes what is no dictionary as it is', () => {
    expect(valuesOf(`password: '{{ other }}'\n`)).to.deep.equal([]);
    expect(valuesOf(`web1 ansible_password=${secret}\n`)).to.deep.equal([
      `web1 ansible_password=${secret}\n`,
    ]);
  });
});
