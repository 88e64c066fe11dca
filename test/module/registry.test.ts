import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { createRegistry, defineModule, makeResult } from '../../lib/module/index.js';
import { modules } from '../../modules/index.js';
import { registry } from '../support/module-context.js';

describe('registry of modules', () => {
  it('finds a module by its short and its full names', async () => {
    for (const name of ['copy', 'ansible.builtin.copy', 'ansible.legacy.copy']) {
      expect((await registry.find(name)).name).to.equal('copy');
    }
    expect((await registry.find('ansible.posix.mount')).name).to.equal('mount');
    expect((await registry.find('systemd_service')).name).to.equal('systemd');
    expect((await registry.find('openssl_certificate')).name).to.equal('x509_certificate');
  });

  it('suggests what was meant', async () => {
    const problem = await registry.find('ansible.builtin.templat').catch((error: Error) => error);
    expect(String(problem)).to.match(
      /couldn't resolve module\/action 'ansible.builtin.templat'.*did you mean 'template'/s,
    );
    expect(registry.has('constructor')).to.equal(false);
  });

  it('knows strangers from typing mistakes', () => {
    for (const name of [
      'community.docker.docker_container',
      'mysql_replication',
      'haproxy',
      'openssl_certificate_info',
      'cloudscale_server',
      'community.crypto.acme_certificate',
      'win_service',
      'my.own.thing',
      'community.general.nomad_job',
    ])
      expect(registry.isForeign(name), name).to.equal(true);
    for (const name of [
      'copy',
      'coppy',
      'ansible.builtin.win_service',
      'community.general.sysctll',
      'a.b',
      '{{ a.b.c }}',
    ])
      expect(registry.isForeign(name), name).to.equal(false);
  });

  it('lists every folder, in order', () => {
    const folders = readdirSync(new URL('../../modules', import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(Object.keys(modules)).to.deep.equal([...Object.keys(modules)].sort());
    expect(folders.filter((name) => !(name in modules))).to.deep.equal([]);
  });

  it('takes modules of the user before its own', async () => {
    const own = defineModule({
      name: 'copy',
      summary: 'mine',
      args: {},
      returns: {},
      run: () => makeResult({ changed: false }),
    });
    expect((await createRegistry(modules, [own]).find('copy')).summary).to.equal('mine');
  });

  it('knows which modules take free text', async () => {
    expect(registry.freeFormOptions('ansible.builtin.shell')).to.include('creates');
    expect(registry.freeFormOptions('copy')).to.equal(undefined);
  });
});
