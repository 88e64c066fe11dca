import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadCases } from '../modules/cases.js';

const modules = new URL('../../modules/', import.meta.url);
const tests = new URL('../modules/', import.meta.url);

/** Modules whose cases no table can hold, where they are tested instead, and why. */
const elsewhere: Readonly<Record<string, readonly [file: string, why: string]>> = {
  add_host: ['controller.test.ts', 'does nothing at the host'],
  apt_key: ['real-managers.test.ts', 'its keys are made in the test'],
  assert: ['controller.test.ts', 'does nothing at the host'],
  command_in_chroot: ['command-in-chroot.test.ts', 'a chroot is built for it'],
  debug: ['controller.test.ts', 'does nothing at the host'],
  expect: ['expect.test.ts', 'talks to what it started'],
  fail: ['controller.test.ts', 'does nothing at the host'],
  git: ['git.test.ts', 'its repositories are made in the test'],
  group_by: ['controller.test.ts', 'does nothing at the host'],
  include_vars: ['controller.test.ts', 'does nothing at the host'],
  lvg: ['lvm.test.ts', 'its disks are files that the test makes'],
  lvol: ['lvm.test.ts', 'its disks are files that the test makes'],
  mysql_db: ['databases.test.ts', 'a server is started for it'],
  mysql_user: ['databases.test.ts', 'a server is started for it'],
  mysql_variables: ['databases.test.ts', 'a server is started for it'],
  openssh_keypair: ['crypto.test.ts', 'its keys are made in the test'],
  openssl_csr: ['crypto.test.ts', 'its keys are made in the test'],
  openssl_dhparam: ['crypto.test.ts', 'its keys are made in the test'],
  openssl_pkcs12: ['crypto.test.ts', 'its keys are made in the test'],
  openssl_publickey: ['crypto.test.ts', 'its keys are made in the test'],
  openssl_privatekey: ['crypto.test.ts', 'its keys are made in the test'],
  dnf: ['real-managers.test.ts', 'the real dnf, on a repository made in the test'],
  package_facts: ['controller.test.ts', 'only looks'],
  ping: ['controller.test.ts', 'only answers'],
  pacman: ['real-managers.test.ts', 'the real pacman, on a repository made in the test'],
  pause: ['controller.test.ts', 'does nothing at the host'],
  postgresql_db: ['databases.test.ts', 'a server is started for it'],
  postgresql_privs: ['databases.test.ts', 'a server is started for it'],
  postgresql_user: ['databases.test.ts', 'a server is started for it'],
  reboot: ['controller.test.ts', 'no host goes down in a table'],
  rpm_key: ['real-managers.test.ts', 'its keys are made in the test'],
  service_facts: ['controller.test.ts', 'only looks'],
  set_fact: ['controller.test.ts', 'does nothing at the host'],
  set_stats: ['controller.test.ts', 'does nothing at the host'],
  setup: ['controller.test.ts', 'only looks'],
  synchronize: ['synchronize.test.ts', 'between two directories of the test'],
  uri: ['uri.test.ts', 'asks a server'],
  wait_for_connection: ['controller.test.ts', 'does nothing at the host'],
  x509_certificate: ['crypto.test.ts', 'its keys are made in the test'],
  yum: ['real-managers.test.ts', 'is dnf'],
};

const few = 4;

describe('gate: every module has tests made of data', () => {
  const names = readdirSync(modules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  for (const name of names) {
    it(name, () => {
      const other = elsewhere[name];
      if (other) expect(readFileSync(new URL(other[0], tests), 'utf8')).to.match(new RegExp(`'${name}'`));
      else expect(loadCases(new URL(`${name}.yml`, tests).pathname).length).to.be.at.least(few);
    });
  }

  it('names no module that is gone', () =>
    expect(Object.keys(elsewhere).filter((name) => !names.includes(name))).to.deep.equal([]));
});
