import { expect } from 'chai';

import type { Dict, Value } from '../../lib/core/value.js';
import { cleanFacts, InjectedFacts } from '../../lib/run/facts.js';

const dict = (entries: Record<string, Value>): Dict => new Map(Object.entries(entries));

describe('run/facts: what a host says of itself', () => {
  const refused = [
    'ansible_connection',
    'ansible_host',
    'ansible_user',
    'ansible_become',
    'ansible_become_password',
    'ansible_ssh_common_args',
    'ansible_play_hosts',
    'ansible_check_mode',
    'ansible_facts',
    'ansible_python_interpreter',
  ];
  for (const name of refused) {
    it(`cannot set ${name}`, () => {
      const cleaned = cleanFacts(dict({ [name]: 'x', ansible_kernel: '6.1' }));
      expect(cleaned.refused).to.deep.equal([name]);
      expect([...cleaned.kept.keys()]).to.deep.equal(['kernel']);
      expect(new InjectedFacts(dict({ [name.slice(8)]: 'x' })).get(name)).to.not.equal('x');
    });
  }

  it('is seen under its own name when a module is known for it: getent, package_facts, service_facts', () => {
    const facts = new InjectedFacts(dict({ getent_passwd: 1, services: 2, packages: 3, service: 4 }));
    expect(['getent_passwd', 'services', 'packages', 'service'].map((name) => facts.get(name))).to.deep.equal(
      [1, 2, 3, undefined],
    );
    expect([...facts.keys()]).to.include.members([
      'getent_passwd',
      'services',
      'packages',
      'ansible_service',
    ]);
  });

  it('is seen as ansible_NAME and under ansible_facts, never under its own name', () => {
    const facts = new InjectedFacts(
      dict({ kernel: '6.1', inventory_hostname: 'n2', nfs_exports: '/ *(rw)', ansible_local: new Map() }),
    );
    expect(facts.get('ansible_kernel')).to.equal('6.1');
    expect(facts.get('ansible_local')).to.be.instanceOf(Map);
    for (const name of ['kernel', 'inventory_hostname', 'nfs_exports'])
      expect(facts.get(name)).to.equal(undefined);
    expect([...facts.keys()])
      .to.include.members(['ansible_facts', 'ansible_kernel'])
      .and.to.not.include('inventory_hostname');
  });
});
