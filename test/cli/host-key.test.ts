import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startSshd, type TestSshd } from '../connect/support/start-sshd.js';
import { onTerminal, type Step } from '../support/on-terminal.js';

/** A person at a terminal before hosts that nobody knows. */
describe('unknown host keys at a terminal', function () {
  this.timeout(120_000);
  let sshd: TestSshd;
  let inventory: string;
  let known: string;
  const sure = 'Are you sure you want to continue connecting (yes/no/[fingerprint])? ';
  const fingerprint = (): string =>
    execFileSync('ssh-keygen', ['-lf', path.join(sshd.dir, 'host_key.pub')], { encoding: 'utf8' }).split(
      ' ',
    )[1]!;

  before(async () => {
    sshd = await startSshd();
    known = path.join(sshd.dir, 'new_hosts');
    inventory = path.join(sshd.dir, 'hosts.ini');
    const common = `ansible_host=127.0.0.1 ansible_port=${sshd.port} ansible_user=root ansible_ssh_private_key_file=${sshd.keyFile}`;
    const hosts = ['n1', 'n2', 'n3'].map(
      (name) => `${name} ${common} ansible_ssh_common_args="-F none -o HostKeyAlias=${name}.lab"`,
    );
    writeFileSync(inventory, `${hosts.join('\n')}\n[all:vars]\nansible_ssh_known_hosts_file=${known}\n`);
  });
  afterEach(() => rmSync(known, { force: true }));
  after(() => sshd.stop());

  const ping = (pattern: string, ...steps: Step[]): ReturnType<typeof onTerminal> =>
    onTerminal(['adhoc', pattern, '-i', inventory, '-m', 'raw', '-a', 'true'], ...steps);

  it('are asked about one after the other, and what is trusted is remembered', async () => {
    const { said, code } = await ping(
      'n1:n2:n3',
      [sure, 'maybe\r'],
      ["Please type 'yes', 'no' or the fingerprint: ", 'yes\r'],
      [sure, `${fingerprint()}\r`],
      [sure, 'no\r'],
    );
    expect(said.split(sure)).to.have.length(4);
    expect(said).to.contain(`ED25519 key fingerprint is ${fingerprint()}.`);
    expect(said.match(/SUCCESS|CHANGED/g)).to.have.length(2);
    expect(said.match(/UNREACHABLE!/g)).to.have.length(1);
    expect(said).to.match(/the host key of \[n\d\.lab\]:\d+ is not known/);
    expect(code).to.equal(4);
    const lines = readFileSync(known, 'utf8').trim().split('\n');
    expect(lines).to.have.length(2);
  });

  it('are not trusted when somebody presses Ctrl-C', async () => {
    const { said, code } = await ping('n1', [sure, '\x03']);
    expect(said).to.not.match(/SUCCESS|CHANGED/);
    expect(code).to.equal(130);
    expect(existsSync(known)).to.equal(false);
  });
});
