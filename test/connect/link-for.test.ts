import { expect } from 'chai';
import type { Value } from '../../lib/core/value.js';
import { connectionOptions } from '../../lib/connect/connection-options.js';
import { linkFor, type LinkDefaults } from '../../lib/connect/link-for.js';
import { jumpLink, resolveSshTarget } from '../../lib/connect/ssh/ssh-target.js';
import { parseSshArgs } from '../../lib/connect/ssh/ssh-options.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';

const made = (variables: Record<string, Value>, defaults: LinkDefaults = {}): ReturnType<typeof linkFor> =>
  linkFor('node1', (name) => variables[name], defaults);
const from = (values: Record<string, Value>) => (name: string) => values[name];

describe('linkFor', () => {
  for (const [what, variables, defaults, expected] of [
    ['nothing', {}, {}, { connection: 'ssh', host: 'node1' }],
    [
      'variables',
      { ansible_host: '10.0.0.1', ansible_port: '2222', ansible_user: 'root', ansible_ssh_pass: 'x' },
      {},
      { host: '10.0.0.1', port: 2222, user: 'root', password: 'x' },
    ],
    [
      'a variable before a keyword',
      { ansible_user: 'a' },
      { keyword: from({ remote_user: 'b' }), flag: from({ user: 'c' }) },
      { user: 'a' },
    ],
    [
      'a keyword before a flag',
      {},
      { keyword: from({ remote_user: 'b' }), flag: from({ user: 'c' }) },
      { user: 'b' },
    ],
    [
      'a flag before the environment',
      {},
      { flag: from({ user: 'c' }), environment: { ANSIBLE_REMOTE_USER: 'd' } },
      { user: 'c' },
    ],
    [
      'the environment',
      {},
      { environment: { ANSIBLE_REMOTE_USER: 'd', ANSIBLE_HOST_KEY_CHECKING: 'False' } },
      { user: 'd', hostKeyChecking: 'off' },
    ],
    ['checking off', { ansible_host_key_checking: false }, {}, { hostKeyChecking: 'off' }],
    [
      'checking accept-new',
      { ansible_ssh_host_key_checking: 'accept-new' },
      {},
      { hostKeyChecking: 'accept-new' },
    ],
    [
      'arguments',
      { ansible_ssh_common_args: '-J gate', ansible_ssh_extra_args: '-o A=b' },
      {},
      { commonArgs: '-J gate -o A=b' },
    ],
    [
      'a timeout',
      { ansible_ssh_timeout: 3 },
      {},
      { timeouts: { connectMs: 3000, bannerMs: 3000, hostkeyMs: 3000, authMs: 3000, openMs: 3000 } },
    ],
    [
      'a chroot',
      { ansible_connection: 'community.general.chroot', ansible_host: '/srv/img' },
      {},
      { connection: 'community.general.chroot', host: '/srv/img' },
    ],
  ] as const) {
    it(`takes ${what}`, () => {
      const { link, become } = made(variables, defaults);
      expect(link).to.deep.include(expected);
      expect(become).to.equal(undefined);
    });
  }

  for (const [what, variables, expected] of [
    ['plain', { ansible_become: 'yes' }, { method: 'sudo', user: 'root' }],
    [
      'named',
      {
        ansible_become: true,
        ansible_become_user: 'db',
        ansible_become_password: 'p',
        ansible_become_method: 'su',
        ansible_become_flags: '-l',
      },
      { method: 'su', user: 'db', password: 'p', flags: '-l' },
    ],
    [
      "the method's own",
      { ansible_become: 1, ansible_sudo_pass: 's', ansible_su_pass: 'no' },
      { method: 'sudo', user: 'root', password: 's' },
    ],
    ['off', { ansible_become: 'no', ansible_become_user: 'db' }, undefined],
  ] as const) {
    it(`becomes: ${what}`, () => {
      expect(made(variables).become).to.deep.equal(expected);
    });
  }

  it('names the variable that cannot be', () => {
    expect(() => made({ ansible_port: 'http' })).to.throw('ansible_port: "http" is not a number');
    expect(() => made({ ansible_become: 'perhaps' })).to.throw('ansible_become');
  });

  it('tells every option once', () => {
    const variables = connectionOptions.flatMap((option) => option.variables);
    expect(new Set(variables).size).to.equal(variables.length);
    expect(connectionOptions.filter((option) => option.secret).map((option) => option.name)).to.deep.equal([
      'password',
      'privateKeyPassphrase',
      'becomePassword',
    ]);
  });
});

describe('ssh arguments', () => {
  it('are read as ssh reads them', () => {
    const options = parseSshArgs(
      `-C -o ControlMaster=auto -oPort=2222 -p 3333 -J a,b -i k1 -i k2 -o "ProxyCommand ssh -W %h:%p gate" -o 'UserKnownHostsFile = /dev/null' -qT -vvv`,
    );
    expect(Object.fromEntries(options)).to.deep.equal({
      controlmaster: ['auto'],
      port: ['2222'],
      proxyjump: ['a,b'],
      identityfile: ['k1', 'k2'],
      proxycommand: ['ssh -W %h:%p gate'],
      userknownhostsfile: ['/dev/null'],
    });
  });

  for (const text of ['host', '-o', '-o Port', '-z']) {
    it(`refuses ${text}`, () => {
      expect(() => parseSshArgs(text)).to.throw(ConnectionLost, 'cannot read the ssh options');
    });
  }

  it('win and lose in their order', () => {
    const link = { connection: 'ssh', host: 'node1', port: 1, user: 'u', sshConfigFile: 'none' };
    const target = resolveSshTarget({
      ...link,
      sshArgs: '-o ConnectTimeout=7',
      commonArgs: '-p 9 -o ServerAliveInterval=5 -o HostName=%h.lab -o ProxyCommand="nc %h %p %%"',
    });
    expect(target).to.include({ port: 1, hostName: 'node1.lab', proxyCommand: 'nc node1.lab 1 %' });
    expect(target.timeouts).to.include({ connectMs: 7000, idleMs: 15_000 });
    expect(resolveSshTarget({ ...link, sshArgs: '-p 9' }).port).to.equal(9);
  });

  it('let a hop have its own user and port but the same known hosts', () => {
    const hop = jumpLink('me@gate:2200', {
      connection: 'ssh',
      host: 'x',
      port: 5,
      user: 'root',
      password: 'p',
      commonArgs: '-J me@gate:2200 -o UserKnownHostsFile=/k',
      sshConfigFile: 'none',
    });
    const target = resolveSshTarget(hop);
    expect(target).to.deep.include({
      hostName: 'gate',
      port: 2200,
      user: 'me',
      password: undefined,
      proxyJump: [],
    });
    expect(target.knownHostsFiles[0]).to.equal('/k');
    expect(jumpLink('[::1]:7', hop)).to.include({ host: '::1', port: 7 });
  });
});
