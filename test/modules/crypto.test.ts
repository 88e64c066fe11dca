import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import {
  moduleContext,
  runTask,
  scratchDirectory,
  shellNames,
  shellSession,
} from '../support/module-context.js';

type Task = readonly [string, Record<string, Json>];

for (const shell of shellNames) {
  describe(`modules of community.crypto in ${shell}`, () => {
    let session: Session;
    let root: string;
    before(async () => (session = await shellSession(shell)));
    after(() => session.close());
    beforeEach(() => (root = scratchDirectory('crypto')));
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    const run = async ([name, args]: Task, check = false): Promise<Record<string, Json>> => {
      const all = JSON.parse(JSON.stringify(args).replaceAll('$ROOT', root)) as Record<string, Json>;
      const ctx = moduleContext({ session, filesDir: root, check });
      return valueToJson(await runTask(name, valueFromJson(all) as Dict, ctx)) as Record<string, Json>;
    };
    // what changes says so in a check too, and is silent when it is done
    const settle = async (task: Task): Promise<Record<string, Json>> => {
      expect(await run(task, true), `check of ${task[0]}`).to.include({ changed: true });
      const result = await run(task);
      expect(result, task[0]).to.include({ changed: true });
      expect(result).not.to.have.property('failed');
      expect(await run(task), `${task[0]} again`).to.include({ changed: false });
      return result;
    };
    const openssl = (...args: readonly string[]): string =>
      execFileSync('openssl', args, { encoding: 'utf8' });

    it('make keys of several kinds, and new ones when another is asked for', async () => {
      const path = '$ROOT/k.pem';
      const rsa = await settle(['openssl_privatekey', { path, size: 1024 }]);
      expect(rsa).to.include({ type: 'RSA', size: 1024 });
      expect(statSync(join(root, 'k.pem')).mode & 0o777).to.equal(0o600);
      expect(rsa['fingerprint'])
        .to.have.property('sha256')
        .that.matches(/^([0-9a-f]{2}:){31}[0-9a-f]{2}$/);
      const refused = await run(['openssl_privatekey', { path, size: 1025, regenerate: 'fail' }]);
      expect(refused).to.include({ failed: true, changed: false });
      await settle(['openssl_privatekey', { path, type: 'ECC', curve: 'secp256r1' }]);
      await settle(['openssl_privatekey', { path, type: 'Ed25519', passphrase: "it's $(id)" }]);
      expect(readFileSync(join(root, 'k.pem'), 'utf8')).to.contain('ENCRYPTED');
      await settle(['openssl_privatekey', { path, state: 'absent' }]);
    });

    it('make requests and certificates that fit', async () => {
      await run(['openssl_privatekey', { path: '$ROOT/ca.key', type: 'ECC', curve: 'secp256r1' }]);
      await run(['openssl_privatekey', { path: '$ROOT/web.key', type: 'ECC', curve: 'secp384r1' }]);
      const ca = { path: '$ROOT/ca.csr', privatekey_path: '$ROOT/ca.key', common_name: 'our CA' };
      const usage = {
        basic_constraints: ['CA:TRUE'],
        basic_constraints_critical: true,
        use_common_name_for_san: false,
      };
      await settle(['openssl_csr', { ...ca, ...usage }]);
      const self = { path: '$ROOT/ca.pem', csr_path: '$ROOT/ca.csr', privatekey_path: '$ROOT/ca.key' };
      await settle(['x509_certificate', { ...self, provider: 'selfsigned' }]);
      const web = { path: '$ROOT/web.csr', privatekey_path: '$ROOT/web.key', common_name: 'web.example' };
      const more = {
        organization_name: 'a "b" $c # d',
        subject_alt_name: ['DNS:web.example', 'IP:10.0.0.1'],
      };
      await settle(['openssl_csr', { ...web, ...more }]);
      const signed = {
        path: '$ROOT/web.pem',
        csr_path: '$ROOT/web.csr',
        provider: 'ownca',
        ownca_path: '$ROOT/ca.pem',
        ownca_privatekey_path: '$ROOT/ca.key',
        ownca_not_after: '+10d',
      };
      await settle(['x509_certificate', signed]);
      expect(openssl('verify', '-CAfile', join(root, 'ca.pem'), join(root, 'web.pem'))).to.contain('OK');
      const text = openssl(
        'x509',
        '-in',
        join(root, 'web.pem'),
        '-noout',
        '-text',
        '-nameopt',
        'utf8,sep_comma_plus',
      );
      expect(text)
        .to.contain('DNS:web.example, IP Address:10.0.0.1')
        .and.to.match(/a \\?"b\\?" \$c # d/);
      await run(['openssl_csr', { ...web, subject_alt_name: ['DNS:other.example'] }]);
      await settle(['x509_certificate', signed]);
      const bad = await run(['x509_certificate', { path: '$ROOT/x', provider: 'ownca' }]);
      expect(bad['msg']).to.equal('provider ownca needs csr_path, ownca_path, ownca_privatekey_path');
    });

    it('sign no second name that stands in a first', async () => {
      await run(['openssl_privatekey', { path: '$ROOT/k', type: 'ECC', curve: 'secp256r1' }]);
      const args = { path: '$ROOT/r', privatekey_path: '$ROOT/k', common_name: 'node1,DNS:bank.example' };
      expect((await run(['openssl_csr', args]))['msg']).to.equal(
        "'DNS:node1,DNS:bank.example' is not one name: it holds a comma",
      );
    });

    it('take keys, requests and certificates as text, and tell more of a request', async () => {
      const read = (name: string): string => readFileSync(join(root, name), 'utf8');
      await run(['openssl_privatekey', { path: '$ROOT/k', type: 'ECC', curve: 'secp256r1' }]);
      const more = {
        subject_ordered: [{ O: 'ours' }, { CN: 'ca' }],
        use_common_name_for_san: false,
        ocsp_must_staple: true,
        name_constraints_permitted: ['DNS:example.org', 'IP:10.0.0.0/9'],
        name_constraints_critical: true,
        create_subject_key_identifier: true,
        basic_constraints: ['CA:TRUE'],
      };
      await settle(['openssl_csr', { path: '$ROOT/r', privatekey_content: read('k'), ...more }]);
      const text = openssl('req', '-in', join(root, 'r'), '-noout', '-text');
      expect(text).to.match(
        /O = ours, CN = ca.*status_request.*Name Constraints: critical.*DNS:example.org\s+IP:10.0.0.0\/255.128.0.0.*Key Identifier/s,
      );
      const given = { path: '$ROOT/c', csr_content: read('r'), provider: 'selfsigned' };
      await settle(['x509_certificate', { ...given, privatekey_content: read('k') }]);
      await run([
        'openssl_csr',
        { path: '$ROOT/r2', privatekey_content: read('k'), common_name: 'web.example.org' },
      ]);
      const signed = {
        path: '$ROOT/c2',
        csr_content: read('r2'),
        provider: 'ownca',
        ownca_content: read('c'),
      };
      await settle(['x509_certificate', { ...signed, ownca_privatekey_content: read('k') }]);
      const both = await run([
        'x509_certificate',
        { ...given, csr_path: '$ROOT/r', privatekey_path: '$ROOT/k' },
      ]);
      expect(both['msg']).to.match(/mutually exclusive: csr_path\|csr_content/);
    });

    it('keep public keys, as openssl and as OpenSSH write them', async () => {
      const read = (name: string): string => readFileSync(join(root, name), 'utf8');
      for (const kind of [
        { type: 'RSA', size: 1024 },
        { type: 'ECC', curve: 'secp256r1' },
        { type: 'Ed25519', passphrase: 'so secret' },
      ]) {
        const key = { privatekey_path: '$ROOT/k', privatekey_passphrase: kind.passphrase ?? '' };
        const made = await run(['openssl_privatekey', { path: '$ROOT/k', ...kind, force: true }]);
        const pem = await settle([
          'openssl_publickey',
          { path: '$ROOT/k.pub', ...key, return_content: true },
        ]);
        expect(pem).to.include({ format: 'PEM', publickey: read('k.pub'), privatekey: `${root}/k` });
        expect(pem['fingerprint']).to.deep.equal(made['fingerprint']);
        openssl('pkey', '-pubin', '-in', join(root, 'k.pub'), '-noout');
        await settle(['openssl_publickey', { path: '$ROOT/k.pub', ...key, format: 'OpenSSH' }]);
        expect(execFileSync('ssh-keygen', ['-lf', join(root, 'k.pub')], { encoding: 'utf8' })).to.match(
          /SHA256:/,
        );
        expect(read('k.pub')).to.match(/^(ssh-rsa|ecdsa-sha2-nistp256|ssh-ed25519) \S+$/);
        writeFileSync(join(root, 'k.pub'), `${read('k.pub')} me@here\n`);
        expect(
          await run(['openssl_publickey', { path: '$ROOT/k.pub', ...key, format: 'OpenSSH' }]),
        ).to.include({ changed: false });
      }
      const before = read('k.pub');
      const bad = { path: '$ROOT/k.pub', privatekey_path: '$ROOT/k', privatekey_passphrase: 'other' };
      expect((await run(['openssl_publickey', bad]))['msg']).to.match(/^cannot read the private key/);
      expect(
        (await run(['openssl_publickey', { path: '$ROOT/x', privatekey_path: '$ROOT/nope' }]))['msg'],
      ).to.equal(`The private key ${root}/nope does not exist`);
      expect(read('k.pub')).to.equal(before);
      await settle(['openssl_publickey', { path: '$ROOT/k.pub', state: 'absent' }]);
    });

    it('pack keys and certificates, and unpack them', async () => {
      const file = (name: string): string => join(root, name);
      for (const name of ['a', 'b']) {
        const names = ['-subj', `/CN=${name}`, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
        openssl('req', '-x509', '-newkey', 'rsa:1024', '-noenc', '-days', '9', ...names);
      }
      writeFileSync(
        file('both.pem'),
        readFileSync(file('a.pem'), 'utf8') + readFileSync(file('b.pem'), 'utf8'),
      );
      const args = {
        path: '$ROOT/a.p12',
        name: "it's $(id)",
        passphrase: 'p "q" $r',
        privatekey_path: '$ROOT/a.key',
        certificate_path: '$ROOT/a.pem',
        other_certificates: ['$ROOT/both.pem'],
      };
      const made = await settle(['openssl_pkcs12', { ...args, return_content: true }]);
      expect(made).to.include({ mode: '0400', privatekey_path: file('a.key') });
      expect(made['pkcs12']).to.equal(readFileSync(file('a.p12')).toString('base64'));
      const opened = (...words: readonly string[]): string =>
        openssl('pkcs12', '-in', file('a.p12'), '-passin', `pass:${args.passphrase}`, '-noenc', ...words);
      expect(opened()).to.contain("friendlyName: it's $(id)");
      expect(opened('-cacerts').match(/BEGIN CERT/g)).to.have.length(1);
      await settle(['openssl_pkcs12', { ...args, other_certificates_parse_all: true }]);
      expect(opened('-cacerts').match(/BEGIN CERT/g)).to.have.length(2);
      await settle(['openssl_pkcs12', { ...args, name: 'other' }]);
      const content = readFileSync(file('b.key'), 'utf8');
      const given = {
        ...args,
        privatekey_path: null,
        privatekey_content: content,
        certificate_path: '$ROOT/b.pem',
      };
      await settle(['openssl_pkcs12', { ...given, encryption_level: 'compatibility2022', backup: true }]);
      expect((await run(['openssl_pkcs12', { ...args, certificate_path: '$ROOT/b.pem' }]))['msg']).to.match(
        /^cannot pack/,
      );
      const parse = {
        action: 'parse',
        src: '$ROOT/a.p12',
        passphrase: args.passphrase,
        path: '$ROOT/out.pem',
      };
      await settle(['openssl_pkcs12', { ...parse, mode: '0600' }]);
      const out = readFileSync(file('out.pem'), 'utf8');
      expect(out).to.match(/^-----BEGIN RSA PRIVATE KEY-----/);
      expect(out).to.contain(readFileSync(file('b.pem'), 'utf8') + readFileSync(file('a.pem'), 'utf8'));
      expect((await run(['openssl_pkcs12', { ...parse, passphrase: 'other' }]))['msg']).to.match(
        /^cannot unpack/,
      );
      expect((await run(['openssl_pkcs12', { path: '$ROOT/x', maciter_size: 2 }]))['failed']).to.equal(true);
      expect(readFileSync(file('out.pem'), 'utf8')).to.equal(out);
      await settle(['openssl_pkcs12', { path: '$ROOT/a.p12', state: 'absent' }]);
    });

    it('make parameters and key pairs of ssh', async () => {
      await settle(['openssl_dhparam', { path: '$ROOT/dh.pem', size: 512 }]);
      const path = '$ROOT/id';
      const pair = await settle(['openssh_keypair', { path, type: 'ed25519', comment: 'me@here' }]);
      expect(pair).to.include({ type: 'ed25519', size: 256, comment: 'me@here' });
      expect(pair['public_key']).to.match(/^ssh-ed25519 \S+$/);
      expect(statSync(join(root, 'id')).mode & 0o777).to.equal(0o600);
      await settle(['openssh_keypair', { path, type: 'ed25519', comment: 'other' }]);
      expect(readFileSync(join(root, 'id.pub'), 'utf8')).to.equal(`${String(pair['public_key'])} other\n`);
      await settle(['openssh_keypair', { path, type: 'ecdsa' }]);
      expect(await run(['openssh_keypair', { path, passphrase: 'x' }])).to.include({ failed: true });
      await settle(['openssh_keypair', { path, state: 'absent' }]);
    });

    it('say which directory is not there', async () => {
      const path = '$ROOT/nowhere/file';
      for (const one of [
        ['openssl_privatekey', { path }],
        ['openssh_keypair', { path, type: 'ed25519' }],
        ['openssl_dhparam', { path, size: 512 }],
      ] as const)
        expect((await run([...one]))['msg']).to.equal(
          `The directory ${root}/nowhere does not exist or the file is not a directory`,
        );
    });
  });
}
