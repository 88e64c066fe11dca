import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { encrypt } from '../../lib/vault/index.js';
import { answerOf } from '../support/answer-of.js';
import { currentOf, generationsIn, hashOf, makeImage, whatIsLeft, type Scratch } from './support.js';

const root = resolve(import.meta.dirname, '../..');

/** `tsplay run --phase production`, as a user has it, on an image of this machine. */
describe('a bake by the command', function () {
  this.timeout(120_000);
  let scratch: Scratch;
  let served = '';
  const hash = (): string => hashOf(join(scratch.image, 'generations/1'));

  before(async () => {
    scratch = makeImage();
    writeFileSync(
      join(scratch.dir, 'hosts.yml'),
      `all:
  hosts:
    head: {ansible_connection: local, images_dir: ${scratch.place.images}}
    node1: {tsplay_image: tiny, tsplay_image_host: head}
`,
    );
    const first = await bake('- command: touch /etc/one');
    expect(first.code, first.said).to.equal(0);
    expect(currentOf(scratch)).to.equal('1');
    served = hash();
  });
  after(() => scratch.remove());

  afterEach('what is served is untouched, and nothing is left', () => {
    expect(hash()).to.equal(served);
    expect([generationsIn(scratch), currentOf(scratch)]).to.deep.equal([['1'], '1']);
    expect(whatIsLeft(scratch)).to.deep.equal([]);
  });

  const long = '- shell: "touch /begun; sleep 300 & sleep 47"';
  const inTask = (): boolean => generationsIn(scratch).some((each) => existsSync(begun(each)));
  const begun = (generation: string): string => join(scratch.image, 'generations', generation, 'root/begun');
  const moments = [
    ['SIGINT', 130, 'in a task', long, inTask],
    ['SIGTERM', 143, 'in a task', long, inTask],
    ['SIGHUP', 129, 'in a task', long, inTask],
    ['SIGINT', 130, 'while the image is copied', long, () => generationsIn(scratch).length > 1],
    [
      'SIGINT',
      130,
      'while it is finished',
      '- command: touch /etc/two',
      (said: string) => said.includes('finishing'),
    ],
  ] as const;
  for (const [signal, code, when, task, isTime] of moments)
    it(`${signal} ${when}`, async () => {
      const done = await bake(task, { signal, isTime });
      expect(done.code, done.said).to.equal(code);
      expect(done.said).to.match(
        /generation \d+ is not published; nodes boot generation 1, as before|stopped at its step 'prepare'/,
      );
    });

  it('a task that fails', async () => {
    const done = await bake('- command: touch /etc/three\n    - command: "false"');
    expect(done.code, done.said).to.equal(2);
    expect(done.said).to.include('is not published; nodes boot generation 1, as before');
  });

  it('a fact of one machine; what only a live host can do says so', async () => {
    const task = (text: string): string => `- ${text}\n    `;
    const done = await bake(
      task('setup:') +
        task('reboot:') +
        task('wait_for: {port: 1}') +
        task('copy: {content: "{{ ansible_system }}", dest: /etc/system}') +
        '- copy: {content: "{{ ansible_hostname }}", dest: /etc/name}',
    );
    expect(done.code, done.said).to.equal(2);
    expect(done.said)
      .to.include('this is an image: there is nothing to reboot')
      .and.to.include('this is an image: who listens on port 1 does so after the boot')
      .and.to.include("'ansible_hostname' is undefined ('hostname' is a fact of one machine");
  });

  it('a secret that a vault held and a task left in the image', async () => {
    const token = randomBytes(9).toString('hex');
    const [vault, password] = [join(scratch.dir, 'vault.yml'), join(scratch.dir, 'password')];
    writeFileSync(password, 'open\n');
    writeFileSync(
      vault,
      encrypt(Buffer.from(`app_user: x\napp_token: ${token}\n`), {
        id: 'default',
        password: Buffer.from('open'),
      }),
    );
    const task = '- copy: {content: "token={{ app_token }}\\n", dest: /etc/app.conf}';
    const done = await bake(task, undefined, [
      '-e',
      `@${vault}`,
      '--vault-password-file',
      password,
      '--diff',
    ]);
    expect(done.code, done.said).to.equal(2);
    expect(done.said)
      .to.include('etc/app.conf: a secret value of this run')
      .and.to.include('+token=********');
    expect(done.said).to.not.include(token);
  });

  it('that is listed, though its inventory is encrypted and only ansible.cfg names it', async () => {
    const dir = join(scratch.dir, 'encrypted');
    mkdirSync(dir);
    writeFileSync(join(dir, 'password'), 'open\n');
    const secret = { id: 'default', password: Buffer.from('open') };
    writeFileSync(join(dir, 'hosts.yml'), encrypt(readFileSync(join(scratch.dir, 'hosts.yml')), secret));
    writeFileSync(join(dir, 'ansible.cfg'), '[defaults]\ninventory = hosts.yml\n');
    const listed = await answerOf(['image', 'list', '--vault-password-file', 'password'], { cwd: dir });
    expect(listed.code, listed.stderr).to.equal(0);
    expect(listed.stdout).to.include('tiny on head, booted by node1');
  });

  async function bake(
    tasks: string,
    stop?: { readonly signal: NodeJS.Signals; readonly isTime: (said: string) => boolean },
    more: readonly string[] = [],
  ): Promise<{ code: number | null; said: string }> {
    const playbook = join(scratch.dir, 'play.yml');
    writeFileSync(playbook, `- hosts: node1\n  gather_facts: false\n  tasks:\n    ${tasks}\n`);
    const args = ['run', '--phase', 'production', '-i', join(scratch.dir, 'hosts.yml'), ...more, playbook];
    const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', ...args], { cwd: root });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    if (stop) {
      while (!stop.isTime(said) && child.exitCode === null) await wait(20);
      child.kill(stop.signal);
    }
    return { code: await ended, said };
  }
});
