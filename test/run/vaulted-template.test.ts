import { randomBytes } from 'node:crypto';

import { expect } from 'chai';

import { encrypt } from '../../lib/vault/index.js';
import { playText } from './play-text.js';

describe('run: templates in vaults', () => {
  it('are decrypted before they are rendered', async () => {
    const secret = { id: 'default', password: randomBytes(9).toString('hex') };
    const text = `
- hosts: h1
  vars: {word: rendered}
  tasks:
  - template: {src: closed.j2, dest: "{{ playbook_dir }}/open", mode: '0600'}
  - command: cat open
    args: {chdir: "{{ playbook_dir }}"}
    register: out
  - debug: {msg: "{{ out.stdout == 'rendered here' }} {{ lookup('template', 'closed.j2') | trim == out.stdout }}"}
`;
    const { said } = await playText(text, {
      files: { 'closed.j2': encrypt(Buffer.from('{{ word }} here\n'), secret) },
      vaultSecrets: [secret],
    });
    expect(said).to.include('h1: True True');
  });
});
