import { expect } from 'chai';
import { fileURLToPath } from 'node:url';

import { playText } from '../run/play-text.js';

const role = fileURLToPath(new URL('../../roles/pxe_boot', import.meta.url));
const play = `- hosts: head
  tasks: [{include_role: {name: ${role}, tasks_from: check}}]
`;
const mac = (last: number): string => `mac=52:54:00:00:00:0${last}`;

const said = async (...nodes: readonly string[]): Promise<string> => {
  const compute = nodes.map((vars, i) => `node${i} ${mac(i)} ${vars}\n`).join('');
  const hosts = `head ansible_connection=local\n[compute]\n${compute}`;
  const played = await playText(play, { files: { 'hosts.ini': hosts } });
  return [played.report.exitCode, ...played.said.filter((each) => !each.includes('assertions passed'))].join(
    ' ',
  );
};

describe('roles/pxe_boot: addresses of nodes', () => {
  it('are node_ip, else ansible_host', async () => {
    expect(await said('node_ip=10.0.0.1', 'node_ip=10.0.0.2')).to.match(/^0/);
    expect(await said('node_ip=10.0.0.1 ansible_host=gate', 'ansible_host=10.0.0.2')).to.match(/^0/);
    expect(await said('node_ip=10.0.0.1 ansible_host=gate', 'node_ip=10.0.0.2 ansible_host=gate')).to.match(
      /^0/,
    );
  });

  it('are each of one node only', async () => {
    const same = /^2 .*two nodes have the same mac or the same address/;
    expect(await said('node_ip=10.0.0.1', 'ansible_host=10.0.0.1')).to.match(same);
    expect(await said('node_ip=10.0.0.1 ansible_host=a', 'node_ip=10.0.0.1 ansible_host=b')).to.match(same);
    expect(await said('node_ip=10.0.0.1', '')).to.match(/^2 .*needs mac/);
  });
});
