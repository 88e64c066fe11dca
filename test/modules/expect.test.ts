import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { connect } from '../../lib/connect/connect.js';
import type { Become, Link } from '../../lib/connect/link.js';
import type { Json } from '../../lib/core/json.js';
import type { Dict, Value } from '../../lib/core/value.js';
import type { ModuleContext } from '../../lib/module/index.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';
import type { Session } from '../../lib/remote/session.js';
import { parseFields, valueFromJson, valueToJson } from '../../lib/schema/index.js';
import { module } from '../../modules/expect/index.js';
import { startSshd, type TestSshd } from '../connect/support/start-sshd.js';
import {
  moduleContext,
  runTask,
  scratchDirectory,
  shellNames,
  shellSession,
} from '../support/module-context.js';
import { skip } from '../support/skip.js';

for (const shell of shellNames) {
  describe(`module expect in ${shell}`, () => {
    let session: Session;
    let root: string;
    before(async () => (session = await shellSession(shell)));
    after(() => session.close());
    beforeEach(() => {
      root = scratchDirectory('expect');
      writeFileSync(
        join(root, 'ask'),
        'for q; do printf "%s? " "$q"; read -r a || exit 9; echo "<$a>" >>"$0.heard"; echo; done; exit "${CODE:-0}"\n',
      );
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    const run = async (
      args: Record<string, Json>,
      context: Partial<ModuleContext> = {},
    ): Promise<Record<string, Json>> => {
      const ctx = { ...moduleContext({ session, filesDir: root }), ...context };
      return valueToJson(await runTask('expect', valueFromJson(args) as Dict, ctx)) as Record<string, Json>;
    };
    const ask = (...questions: readonly string[]): string => `sh ${root}/ask ${questions.join(' ')}`;
    const heard = (): string => readFileSync(join(root, 'ask.heard'), 'utf8');

    it('answers, and says what the terminal showed', async () => {
      const said = await run({
        command: ask('name', 'age'),
        responses: { '(?i)NAME': "it's $(id)", age: 7 },
      });
      expect(said).to.deep.include({ changed: true, rc: 0, stdout: 'name? \r\nage?' + ' ' });
      expect(heard()).to.equal("<it's $(id)>\n<7>\n");
    });

    it('shows what is typed when asked to', async () => {
      const said = await run({ command: ask('name'), responses: { name: 'me' }, echo: true });
      expect(said['stdout']).to.equal('name? me');
    });

    it('gives the answers of a list in turn, and fails when none is left', async () => {
      const responses = { 'a\\?': ['one', 'two'] };
      expect(await run({ command: ask('a', 'a'), responses })).to.include({ rc: 0 });
      const said = await run({ command: ask('a', 'a', 'a'), responses });
      expect(said).to.deep.include({ failed: true, changed: false });
      expect(said['msg']).to.equal("No remaining responses for 'a\\?', output was 'b' \\r\\na?''");
    });

    it('ends what takes too long, with all that it started', async () => {
      const said = await run({
        command: `sh -c 'trap "" HUP TERM INT; echo $$ >${root}/pid; sleep 60; :'`,
        responses: { x: 'y' },
        timeout: 1,
      });
      expect(said).to.deep.include({ failed: true, rc: null, msg: 'command exceeded timeout' });
      expect(isAlive(readFileSync(join(root, 'pid'), 'utf8').trim())).to.equal(false);
    });

    it('leaves nothing behind when the run is interrupted', async () => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error('interrupted')), 700);
      const command = `sh -c 'echo $$ >${root}/pid; sleep 60; :'`;
      const ended = await run({ command, responses: { x: 'y' } }, { signal: stop.signal }).then(
        () => 'done',
        (error: Error) => error.message,
      );
      expect(ended).to.equal('interrupted');
      expect(isAlive(readFileSync(join(root, 'pid'), 'utf8').trim())).to.equal(false);
    });

    it('leaves nothing behind when the link is lost', async () => {
      const lost = await shellSession(shell);
      const command = `sh -c 'echo $$ >${root}/pid; sleep 60; :'`;
      const start: Session['start'] = async (line) => {
        const channel = await lost.start(line);
        setTimeout(() => channel.stdin.destroy(), 700);
        return channel;
      };
      await run({ command, responses: { x: 'y' } }, { session: { ...lost, start } });
      expect(isAlive(readFileSync(join(root, 'pid'), 'utf8').trim())).to.equal(false);
      await lost.close();
    });

    it('shows neither answers nor the environment to other users', async () => {
      const secret = randomBytes(8).toString('hex');
      const said = await run(
        {
          command: `sh -c 'printf "password: "; read -r a; /bin/ps -ewwo args >${root}/ps; test "$a" = "$S"'`,
          responses: { password: secret },
        },
        { environment: { S: secret } },
      );
      expect(said).to.include({ rc: 0 });
      expect(readFileSync(join(root, 'ps'), 'utf8'))
        .to.include('read -r a')
        .and.not.include(secret);
    });

    it('tells codes, missing programs and what need not run', async () => {
      const responses = { x: 'y' };
      expect(await run({ command: "sh -c 'exit 3'", responses })).to.deep.include({
        failed: true,
        rc: 3,
        msg: 'non-zero return code',
      });
      expect(await run({ command: '/nope/x', responses })).to.deep.include({
        failed: true,
        msg: 'The command was not found or was not executable: /nope/x.',
      });
      expect(await run({ command: 'touch f', responses, chdir: root, creates: 'ask' })).to.deep.include({
        changed: false,
        stdout: 'skipped, since ask exists',
      });
      expect(await run({ command: 'touch f', responses, chdir: root })).to.include({ rc: 0 });
      expect(existsSync(join(root, 'f'))).to.equal(true);
    });
  });
}

describe('module expect over connections', () => {
  let sshd: TestSshd;
  let root: string;
  before(async function () {
    if (process.getuid?.() !== 0) skip(this, 'becomes root and another root directory: needs root');
    sshd = await startSshd();
    root = scratchDirectory('expect');
  });
  after(async () => {
    await sshd?.stop();
    if (root) rmSync(root, { recursive: true, force: true });
  });

  const runAt = async (session: Session, args: Record<string, Json>): Promise<Json> =>
    valueToJson(await runTask('expect', valueFromJson(args) as Dict, moduleContext({ session })));

  const ways: readonly [name: string, link: () => Link, become?: Become][] = [
    ['ssh', () => sshd.link()],
    ['sudo', () => ({ connection: 'local', host: 'localhost' }), { method: 'sudo', user: 'root' }],
    ['chroot', () => ({ connection: 'chroot', host: '/' })],
  ];
  for (const [name, link, become] of ways) {
    it(`answers over ${name}`, async () => {
      const connection = connect(link());
      try {
        const said = await runAt(await connection.session(become), {
          command: `sh -c 'printf "größe? "; read -r a; echo "<$a>"; exit 4'`,
          responses: { größe: 'süß' },
        });
        expect(said).to.include({ rc: 4, stdout: 'größe? <süß>' });
      } finally {
        await connection.close();
      }
    });
  }

  it('leaves nothing behind when the connection is cut', async () => {
    const connection = connect(sshd.link(), { warn: () => {} });
    const ended = runAt(await connection.session(), {
      command: `sh -c 'echo $$ >${root}/pid; sleep 60; :'`,
      responses: { x: 'y' },
    }).then(
      () => new Error('it ended'),
      (error: Error) => error,
    );
    await until(() => existsSync(join(root, 'pid')) && readFileSync(join(root, 'pid'), 'utf8') !== '');
    const pid = readFileSync(join(root, 'pid'), 'utf8').trim();
    expect(isAlive(pid)).to.equal(true);
    for (const serving of sshd.sessionPids()) process.kill(serving, 'SIGKILL');
    expect(await ended).to.be.instanceOf(ConnectionLost);
    await until(() => !isAlive(pid));
    await connection.close();
  });
});

it('module expect: a timeout of null is for ever, one that is not given is 30 seconds', () => {
  const { args } = parseFields(module.args, new Map<Value, Value>([['timeout', null]]), { isPartial: true });
  expect(args.timeout).to.equal(null);
  expect(parseFields(module.args, new Map(), { isPartial: true }).args.timeout).to.equal(30);
});

/** Waits until it is so, for some seconds. */
async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !isSo(); await sleep(50))
    if (Date.now() > end) throw new Error('it did not become so in 10 s');
}

function isAlive(pid: string): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}
